"""From rows to a snapshot: a proposal for each key, and each row as a whole or not at all."""

from collections.abc import Iterable
from typing import Any, cast

import attrs

from policytrack.errors import InvalidRecordError, Problem, Severity
from policytrack.formats._damage import Damage
from policytrack.formats._derive import Ids
from policytrack.formats._faults import Fault, Faults, each, problems_of
from policytrack.formats._scalars import resolve
from policytrack.formats.tabular._cells import Cells
from policytrack.formats.tabular._mapping import TableMapping, cells_of
from policytrack.formats.tabular._records import WORDS, RowRecords
from policytrack.formats.tabular._table import Row
from policytrack.formats.tabular._trees import column_of
from policytrack.lifecycle import Lifecycle
from policytrack.model import JSON, Citation, Identifier, JsonObject, Proposal, Record, Snapshot


@attrs.define(eq=False)
class _Draft:
    """A proposal to which further rows may add."""

    fields: dict[str, Any]
    topics: dict[str, None] = attrs.Factory(dict[str, None])
    other_titles: dict[str, None] = attrs.Factory(dict[str, None])
    identifiers: dict[Identifier, None] = attrs.Factory(dict[Identifier, None])
    evidence: dict[Citation, None] = attrs.Factory(dict[Citation, None])
    extras: dict[str, JSON] = attrs.Factory(dict[str, JSON])

    def add(self, other: "_Draft") -> None:
        """Add what another row says of the proposal."""
        for name in ("summary", "jurisdiction"):
            self.fields[name] = self.fields[name] or other.fields[name]
        self.topics |= other.topics
        self.other_titles |= {other.fields["title"]: None, **other.other_titles}
        self.identifiers |= other.identifiers
        self.evidence |= other.evidence
        self.extras |= other.extras

    def made(self) -> Proposal:
        """Return the proposal."""
        return Proposal(
            **self.fields,
            topics=frozenset(self.topics),
            other_titles=tuple(title for title in self.other_titles if title != self.fields["title"]),
            identifiers=tuple(self.identifiers),
            evidence=tuple(self.evidence),
            extras=self.extras,
        )


class Builder:
    """Takes rows, and keeps what each says or tells why not."""

    def __init__(self, mapping: TableMapping, lifecycle: Lifecycle | None, *, strict: bool) -> None:
        self.problems: list[Problem] = []
        self._mapping, self._lifecycle, self._strict = mapping, lifecycle, strict
        self._empty = frozenset(mapping.table.empty)
        self._columns = frozenset(cell.column for cell in cells_of(mapping) if cell.column is not None)
        self._ids, self._damage = Ids(), Damage()
        self._drafts: dict[str, _Draft] = {}
        self._records: dict[str, Record] = {}

    def take(self, row: Row, file: str = "") -> None:
        """Take a row of a file: keep what it says as a whole, or report it by one problem, `left-out`.

        A cell that cannot be read is an error. Lenient reading goes without it, and keeps its text in the
        `extras`.
        """
        cells = Cells(row, self._empty)
        place = f"{file}{row.place}"
        if reason := self._no_record(cells):
            self.problems.append(Problem("no-record", place, reason, severity=Severity.INFO))
            return
        problems = list(row.problems)
        if not problems:
            self._damage.see_all(row.rest(()), place)
            try:
                self._keep(cells, place)
            except (Fault, Faults, InvalidRecordError) as error:
                problems += problems_of(error)
        if problems and not self._strict:
            message = f"this row is left out: {problems[0].message}"
            self.problems.append(Problem("left-out", place, message))
        demoted = [attrs.evolve(one, severity=Severity.WARNING) for one in cells.problems]
        for problem in (*(cells.problems if self._strict or problems else demoted), *problems):
            self.problems.append(attrs.evolve(problem, path=place + problem.path))

    def tell(self, problems: Iterable[Problem], file: str) -> None:
        """Add problems of a file."""
        self.problems += [attrs.evolve(problem, path=file + problem.path) for problem in problems]

    def snapshot(self) -> Snapshot:
        """Return what was kept, and tell of damaged texts."""
        self.problems += self._damage.problems()
        return Snapshot.of([*self._records.values(), *(draft.made() for draft in self._drafts.values())])

    def _no_record(self, cells: Cells) -> str | None:
        if cells.is_blank():
            return "nothing stands in this row"
        for skip in self._mapping.table.skip:
            text = str(cells.row.get(skip.column)).strip()
            if text in skip.values:
                return f"the mapping says that a row with {text!r:.60} holds no record"
        return None

    def _keep(self, cells: Cells, place: str) -> None:
        """Read a row and keep what it says.

        Raises:
            Fault: The row says again what another has said, or holds something that no record can.
            Faults: It lacks what a proposal needs.
            InvalidRecordError: A record cannot be made of it.
        """
        columns = self._mapping.proposal
        title, key = self._needed(cells)
        found = RowRecords(cells, self._ids, self._ids.of(columns.kind, key[:WORDS], key), key)
        for source in self._mapping.sources:
            found.add_sources(source)
        for status in self._mapping.statuses:
            found.add_status(status, self._lifecycle)
        for position in self._mapping.positions:
            found.add_positions(position)
        draft = self._drafts.get(found.proposal_id)
        if draft is not None and not (columns.shared and found.own.keys() - self._records.keys()):
            hint = "give the mapping a key that tells them apart, or say that they are shared"
            raise Fault(Problem("duplicate-row", "", f"{key!r:.60}: another row has said this", hint))
        read = self._proposal(title, found)
        sources = [source for held in found.sources.values() for source in held]
        self._tell_conflicts(read, draft, cells)
        self._give_rest(read, found, place)
        if draft is None:
            self._drafts[found.proposal_id] = read
        else:
            draft.add(read)
        for record in (*sources, *found.actors.values(), *found.own.values()):
            self._records.setdefault(record.id, record)

    def _needed(self, cells: Cells) -> tuple[str, str]:
        """Return the title and the key of a row's proposal."""
        columns = self._mapping.proposal
        title = cells.text(columns.title)
        key = title if columns.key is None else cells.text(columns.key)
        if title is None or key is None:
            absent = [columns.title] if title is None else []
            absent += [columns.key] if columns.key is not None and key is None else []
            fault = Fault(Problem("missing-key", "", "a proposal needs this, and it is empty"))
            raise Faults([(str(cell.column), fault) for cell in absent])
        return title, key

    def _proposal(self, title: str, found: RowRecords) -> _Draft:
        columns, cells = self._mapping.proposal, found.cells
        fields = {
            "id": found.proposal_id,
            "title": title,
            "summary": cells.text(columns.summary),
            "jurisdiction": cells.text(columns.jurisdiction),
            "lifecycle": columns.lifecycle,
        }
        identifiers = [
            Identifier(column.scheme, text)
            for column in columns.identifiers
            for text in cells.texts(column.cell)
        ]
        return _Draft(
            fields,
            dict.fromkeys(text for cell in columns.topics for text in cells.texts(cell)),
            dict.fromkeys(text for cell in columns.other_titles for text in cells.texts(cell)),
            dict.fromkeys(identifiers),
            dict.fromkeys(found.cite(columns.sources)),
        )

    def _tell_conflicts(self, read: _Draft, draft: _Draft | None, cells: Cells) -> None:
        """Keep the words of a row that are not what another row has said of the same proposal."""
        columns = self._mapping.proposal
        for name, cell in (("summary", columns.summary), ("jurisdiction", columns.jurisdiction)):
            held = draft.fields[name] if draft is not None else None
            if cell is not None and cell.column is not None and held not in (None, read.fields[name]):
                message = "another row says otherwise of this proposal, and was read first"
                problem = Problem("conflicting-row", "", message, severity=Severity.WARNING)
                cells.tell(cell.column, problem)

    def _give_rest(self, read: _Draft, found: RowRecords, place: str) -> None:
        """Put what no column took into the extras of a record of the row.

        Raises:
            Fault: It holds what no record can.
        """
        cells, name = found.cells, self._mapping.name
        rest = cells.row.rest(self._columns - cells.kept)
        rest |= {column: cells.row.get(column) for column in cells.kept - rest.keys() if column_of(column)[0]}
        try:
            resolved = each(rest.items(), resolve)
            extras = JsonObject({f"{name}:{column}": cast("JSON", value) for column, value in resolved})
        except (TypeError, ValueError) as error:
            raise Fault(Problem("bad-json", "", str(error))) from None
        first = found.firsts.get(self._mapping.rest)
        if first is not None:
            found.own[first] = attrs.evolve(found.own[first], extras=extras)
        elif self._mapping.proposal.shared and extras:
            read.extras[f"{name}:{place}"] = extras
        else:
            read.extras.update(extras)
