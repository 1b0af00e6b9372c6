"""What a mapping is made of: cells, and which of them make a proposal, a status, a position or a source."""

import enum
import re
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import near
from policytrack.formats.tabular._dates import MONTHS, pattern_fault
from policytrack.model import JSON, Checked, JsonObject
from policytrack.terms import SourceKind, Stance


class Shape(enum.StrEnum):
    """What a table is written in; `YAML` takes JSON too, which needs no extra."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"


class ActorKind(enum.StrEnum):
    """What becomes of the names in a column: people, or organizations."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Rest(enum.StrEnum):
    """Where the columns go that nothing else takes: the `extras` of this record of the row."""

    PROPOSAL = "proposal"
    STATUS = "status"
    POSITION = "position"


@attrs.frozen(kw_only=True, repr=False)
class Cell(Checked):
    """Where a text comes from: a `column`, or a `value` that is the same for every row.

    `split` parts several values in a cell, `cut` is a regular expression for what is cut out, and `words`
    turn what stands in the cell into ours, whatever its case. A column that is `optional` may be missing.
    """

    column: str | None = None
    value: str | None = None
    split: str | None = None
    cut: str | None = None
    words: Mapping[str, JSON] = JsonObject()
    optional: bool = False

    def rules(self) -> Iterable[Problem]:
        """Refuse a cell from two places or from none, and what cannot be used."""
        yield from _one_origin(self.column, self.value)
        for word, ours in self.words.items():
            if not isinstance(ours, str):
                yield Problem("wrong-type", f"/words/{word}", "a word is turned into a text")
        try:
            re.compile(self.cut or "")
        except re.error as error:
            yield Problem("bad-pattern", "/cut", f"no regular expression: {error}")

    def ours(self, text: str) -> str | None:
        """Return what the words make of a text; the text itself where there are none."""
        return _folded(self)[folded] if (folded := fold(text)) in _folded(self) else None

    def constants(self) -> Iterable[tuple[str, str]]:
        """Give the texts that every row may get from this cell, with their places."""
        if self.value is not None:
            yield "/value", self.value
        for word, ours in self.words.items():
            yield f"/words/{word}", str(ours)


@attrs.frozen(kw_only=True, repr=False)
class DateCell(Checked):
    """Where a date comes from, and in which `pattern` it is written; several where the data has several.

    `months` are the twelve names of `MMMM` and `MMM`, English ones where it is left out.
    """

    column: str | None = None
    value: str | None = None
    pattern: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    optional: bool = False

    def rules(self) -> Iterable[Problem]:
        """Refuse a date from two places or from none, and a pattern that reads no dates."""
        yield from _one_origin(self.column, self.value)
        for index, pattern in enumerate(self.pattern):
            if fault := pattern_fault(pattern):
                hint = "write DD/MM/YYYY, D MMMM YYYY, YYYY and the like"
                yield Problem("bad-pattern", f"/pattern/{index}", f"{pattern!r}: {fault}", hint)
        if self.months and len(self.months) != len(MONTHS):
            yield Problem("bad-months", "/months", f"{len(self.months)} names, not twelve")


@attrs.frozen(kw_only=True, repr=False)
class Skip(Checked):
    """Rows that hold no record, such as a line of totals: those with one of the `values` in a `column`."""

    column: str
    values: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Table(Checked):
    """How the table is written, and where its rows stand.

    `rows` is a JSON Pointer to the list of rows, in which `*` stands for each item of a list, the whole
    document where it is left out; `header_row` is the
    row of a CSV file that names the columns, from 1; `empty` are texts that stand for nothing (`n/a`).
    """

    shape: Shape = Shape.CSV
    rows: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int = 1
    empty: tuple[str, ...] = ()
    skip: tuple[Skip, ...] = ()

    def rules(self) -> Iterable[Problem]:
        """Refuse an encoding that Python does not know, and what no table has."""
        try:
            "".encode(self.encoding or "utf-8")
        except (LookupError, UnicodeError):
            hint = "such as utf-8, utf-16, mac-roman, windows-1252"
            yield Problem("bad-encoding", "/encoding", f"{self.encoding}: no such encoding", hint)
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            yield Problem("bad-delimiter", "/delimiter", "a delimiter is one character", "such as ; or \\t")
        if self.header_row < 1:
            yield Problem("bad-range", "/header_row", "rows count from 1")
        if self.rows is not None and not self.rows.startswith("/"):
            yield Problem("bad-pointer", "/rows", "a JSON Pointer begins with /", "write /promises")


@attrs.frozen(kw_only=True, repr=False)
class SourceColumns(Checked):
    """What a row's sources are: one for each address in `url`, else one for each `title`."""

    name: str
    url: Cell | None = None
    title: Cell | None = None
    publisher: Cell | None = None
    published: DateCell | None = None
    retrieved_on: DateCell | None = None
    kind: SourceKind = SourceKind.SECONDARY
    language: str | None = None
    licence: str | None = None

    def rules(self) -> Iterable[Problem]:
        """Refuse a source that has nothing to tell it by."""
        if self.url is None and self.title is None:
            yield Problem("missing-key", "/url", "a source has a url, a title or both")


@attrs.frozen(kw_only=True, repr=False)
class IdentifierColumn(Checked):
    """An id that the data gives to a row's proposal, and the scheme that it belongs to."""

    scheme: str
    cell: Cell


@attrs.frozen(kw_only=True, repr=False)
class ProposalColumns(Checked):
    """What a row's proposal is; rows with one `key` (the title, if left out) speak of one proposal.

    Such rows are refused as duplicates unless `shared` says that they are meant. `kind` begins the ids.
    """

    title: Cell
    key: Cell | None = None
    kind: str = "proposal"
    shared: bool = False
    summary: Cell | None = None
    jurisdiction: Cell | None = None
    topics: tuple[Cell, ...] = ()
    other_titles: tuple[Cell, ...] = ()
    identifiers: tuple[IdentifierColumn, ...] = ()
    lifecycle: str = "uk-reform"
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class StatusColumns(Checked):
    """What a row reports of a status; nothing where the cell of `to`, or that of `when`, is empty.

    A text that the words do not know becomes the state `unmapped`. `wording` is the cell of `to` if left out.
    """

    to: Cell
    on: DateCell | None = None
    by: Cell | None = None
    by_kind: ActorKind = ActorKind.ORGANIZATION
    wording: Cell | None = None
    when: Cell | None = None
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class PositionColumns(Checked):
    """Who a row reports to have taken a stance: each name in the cell of `actor`; nobody where it is empty.

    A stance that is not given, or that the words do not know, is `unknown`.
    """

    actor: Cell
    actor_kind: ActorKind = ActorKind.ORGANIZATION
    stance: Cell | None = None
    said_on: DateCell | None = None
    attribution: Cell | None = None
    statement: Cell | None = None
    quote: Cell | None = None
    when: Cell | None = None
    sources: tuple[str, ...] = ()

    def rules(self) -> Iterable[Problem]:
        """Refuse what is no stance, and words without the source that they are of."""
        known = [str(stance) for stance in Stance]
        for place, text in self.stance.constants() if self.stance else ():
            if text not in known:
                hint = near(text, known) or f"allowed: {', '.join(known)}"
                yield Problem("unknown-term", f"/stance{place}", f"{text!r:.80}: no such Stance", hint)
        if self.quote is not None and not self.sources:
            yield Problem(
                "unpaired-field", "/sources", "missing, and a quote means nothing without its source"
            )


def fold(text: str) -> str:
    """Return a text without regard to case and to how much white space stands in it."""
    return " ".join(text.casefold().split())


@cache
def _folded(cell: Cell) -> Mapping[str, str]:
    return {fold(word): str(ours) for word, ours in cell.words.items()}


def _one_origin(column: str | None, value: str | None) -> Iterable[Problem]:
    if (column is None) == (value is None):
        hint = 'write "Title", or { value = "the same for every row" }'
        yield Problem("unpaired-field", "/column", "one of column and value stands", hint)
