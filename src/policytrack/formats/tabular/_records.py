"""The records of one row: its sources, what it says of a status, and who is for and against."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import attrs

from policytrack.errors import Problem, Severity
from policytrack.formats._derive import Ids
from policytrack.formats._faults import near
from policytrack.formats.tabular._cells import Cells
from policytrack.formats.tabular._parts import (
    ActorKind,
    Cell,
    PositionColumns,
    Rest,
    SourceColumns,
    StatusColumns,
    fold,
)
from policytrack.lifecycle import Lifecycle
from policytrack.model import Citation, Organization, Person, Position, Quote, Source, StatusChange
from policytrack.terms import UNMAPPED, Stance

WORDS = 200
"""How much of a text an id is made of; an id keeps sixty characters of it."""


@attrs.define(eq=False)
class RowRecords:
    """What one row gives besides its proposal.

    `sources` go by their name in the mapping, `actors` and the row's `own` records by id. `key` tells the
    row's proposal from others, `firsts` the first of its own records of each kind.
    """

    cells: Cells
    ids: Ids
    proposal_id: str
    key: str
    sources: dict[str, list[Source]] = attrs.Factory(dict[str, list[Source]])
    actors: dict[str, Person | Organization] = attrs.Factory(dict[str, Person | Organization])
    own: dict[str, StatusChange | Position] = attrs.Factory(dict[str, StatusChange | Position])
    firsts: dict[Rest, str] = attrs.Factory(dict[Rest, str])

    def add_sources(self, columns: SourceColumns) -> None:
        """Add the sources of the row: one for each address, or for each title where there is no address."""
        cells = self.cells
        urls, titles = cells.texts(columns.url), cells.texts(columns.title)
        pairs: list[tuple[str | None, str]] = [(None, title) for title in titles]
        if urls:
            if len(titles) == 1:
                titles *= len(urls)
            elif titles and len(titles) != len(urls):
                message = f"{len(titles)} titles for {len(urls)} addresses, so the addresses stand alone"
                column = (columns.title and columns.title.column) or ""
                cells.tell(column, Problem("several-values", "", message))
                titles = urls
            pairs = list(zip(urls, titles or urls, strict=True))
        publisher = cells.text(columns.publisher)
        published, retrieved_on = cells.date(columns.published), cells.date(columns.retrieved_on)
        self.sources[columns.name] = [
            Source(
                id=self.ids.of("source", (_words(url) if url else title)[:WORDS], url or title),
                title=title,
                publisher=publisher,
                url=url,
                published=published,
                retrieved_on=retrieved_on,
                language=columns.language,
                kind=columns.kind,
                licence=columns.licence,
            )
            for url, title in pairs
        ]

    def add_status(self, columns: StatusColumns, lifecycle: Lifecycle | None) -> None:
        """Add the status that the row reports, if it does."""
        cells = self.cells
        if columns.when is not None and not cells.raw(columns.when):
            return
        on, wordings = cells.date(columns.on), cells.texts(columns.wording)
        by = self._actors(cells.texts(columns.by), columns.by_kind)
        evidence = self.cite(columns.sources)
        for word in cells.raw(columns.to):
            to = self._state(columns.to, word, lifecycle)
            # A word that is no wording of its own must not be lost with its translation.
            literal = word if columns.to.column is not None and columns.wording is None else None
            if columns.wording is not None and columns.to.column is not None:
                cells.kept.add(columns.to.column)
            wording = "\n".join(wordings) or literal
            content = (self.proposal_id, to, str(on), str(wording), *sorted(by), *_cited(evidence))
            self._add(
                Rest.STATUS,
                StatusChange(
                    id=self.ids.of("status", f"{to} {self.key[:WORDS]}", "\0".join(content)),
                    proposal_id=self.proposal_id,
                    to=to,
                    on=on,
                    by_ids=frozenset(by),
                    wording=wording,
                    evidence=evidence,
                ),
            )

    def add_positions(self, columns: PositionColumns) -> None:
        """Add a position for each actor that the row names."""
        cells = self.cells
        if columns.when is not None and not cells.raw(columns.when):
            return
        stance, said_on = self._stance(columns.stance), cells.date(columns.said_on)
        attribution, statement = cells.text(columns.attribution), cells.text(columns.statement)
        evidence = self.cite(columns.sources, quote := cells.text(columns.quote))
        if columns.quote is not None and columns.quote.column is not None and not evidence:
            cells.kept.add(columns.quote.column)
        for name in cells.texts(columns.actor):
            (actor_id,) = self._actors([name], columns.actor_kind)
            literal = name if columns.actor.column is not None else None
            words = (str(said_on), stance, str(statement), str(quote))
            content = (self.proposal_id, actor_id, *words, *_cited(evidence))
            self._add(
                Rest.POSITION,
                Position(
                    id=self.ids.of("position", f"{name[:WORDS]} {self.key[:WORDS]}", "\0".join(content)),
                    proposal_id=self.proposal_id,
                    actor_id=actor_id,
                    stance=stance,
                    attribution=attribution or literal,
                    said_on=said_on,
                    statement=statement,
                    evidence=evidence,
                ),
            )

    def cite(self, names: Sequence[str], quote: str | None = None) -> tuple[Citation, ...]:
        """Return a citation of each source that these names stand for; a quote is of the first one."""
        cited = dict.fromkeys(source.id for name in names for source in self.sources[name])
        words = Quote(exact=quote) if quote else None
        return tuple(Citation(source_id, None if at else words) for at, source_id in enumerate(cited))

    def _add(self, kind: Rest, record: StatusChange | Position) -> None:
        self.own[record.id] = record
        self.firsts.setdefault(kind, record.id)

    def _actors(self, names: Sequence[str], kind: ActorKind) -> list[str]:
        cls = Person if kind is ActorKind.PERSON else Organization
        actors = [cls(id=self.ids.of(kind, name[:WORDS], name), name=name) for name in names]
        self.actors |= {actor.id: actor for actor in actors}
        return [actor.id for actor in actors]

    def _state(self, cell: Cell, word: str, lifecycle: Lifecycle | None) -> str:
        if cell.column is None:
            return word
        ours = cell.ours(word)
        if ours is None and not cell.words and lifecycle is not None and word in lifecycle:
            return word
        if ours is None:
            message = f"{word!r:.60}: the mapping has no state for it, so the state is {UNMAPPED}"
            hint = near(fold(word), map(fold, cell.words)) or "add it to the words of the mapping"
            problem = Problem("unmapped-status", "", message, hint, Severity.WARNING)
            self.cells.tell(cell.column, problem)
        return ours or UNMAPPED

    def _stance(self, cell: Cell | None) -> Stance:
        words = self.cells.raw(cell) if cell is not None else []
        if cell is None or not words:
            return Stance.UNKNOWN
        if cell.column is None:
            return Stance(words[0])
        self.cells.kept.add(cell.column)
        ours = cell.ours(words[0]) if cell.words else fold(words[0])
        if len(words) == 1 and ours in set(Stance):
            return Stance(str(ours))
        message = f"{'; '.join(words)!r:.60}: the mapping has no stance for it, so the stance is unknown"
        hint = near(fold(words[0]), map(fold, cell.words)) or "add it to the words of the mapping"
        problem = Problem("unmapped-stance", "", message, hint, Severity.WARNING)
        self.cells.tell(cell.column, problem)
        return Stance.UNKNOWN


def _cited(evidence: Sequence[Citation]) -> list[str]:
    return [citation.source_id for citation in evidence]


def _words(url: str) -> str:
    """Return the part of an address that a person would know it by: the end of its path, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    names = [name for name in parts.path.split("/") if name]
    return f"{names[-1] if names else parts.netloc} {parts.query}"
