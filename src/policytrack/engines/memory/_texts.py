"""Words: the places of the records about which each is said, in any view."""

from collections.abc import Mapping
from functools import cached_property
from typing import cast

from policytrack.engines.memory._field import FieldIndex, Places, grouped
from policytrack.engines.memory._relations import leads_to
from policytrack.engines.memory._space import Space, Table, kept_in, name_of
from policytrack.model import Assertion, Position, Proposal, Record, StatusChange
from policytrack.query import bag, schema

# Between two texts that are cut into words together: it is no part of a word, and joins nothing before or
# behind it in any normal form.
_BREAK = "\n"


class Texts:
    """The texts about the records of a class; the index holds those of every view.

    So what it finds in a view that cuts, or in which something was withdrawn, is looked at again.
    """

    def __init__(self, space: Space, cls: type[Record]) -> None:
        self._table, self._cut, self._name = space.table(cls), space.cut, name_of(cls)
        self._space = space

    @property
    def postings(self) -> Mapping[str, Places]:
        """The places of the records about which a word is said in some view."""
        kept = self._cut.kept if self._cut.is_own(self._name) else self._cut.shared
        return kept_in(kept, ("words", self._table.cls), lambda: self._collected)

    @cached_property
    def _collected(self) -> Mapping[str, Places]:
        """Cut what is said about each record into words; a record is found once under each."""
        said: dict[int, list[str]] = {place: [] for place in self._table.places}
        for place, texts in said.items():
            add_texts(self._table.rows[place], texts)
        if issubclass(self._table.cls, Proposal):
            there = self._table.place_of
            for table, _ in self._related:
                for record, about in zip(table.rows, table.values("proposal_id"), strict=True):
                    if about in there:
                        add_texts(record, said[there[about]])
        return grouped(said, (bag([_BREAK.join(texts)]) for texts in said.values()), several=True)

    @property
    def is_exact(self) -> bool:
        """Whether the index says what is said in this view: it cuts nothing, and nothing was withdrawn."""
        if not issubclass(self._table.cls, Proposal):
            return self._cut.shows_whole
        leads = [leads_to(self._space, cls) for cls in (Position, StatusChange)]
        return self._cut.shows_whole and leads == [None, None]

    def words(self, place: int) -> frozenset[str]:
        """Return the words that are said about a record in this view."""
        return bag([_BREAK.join(self._shown(place))])

    def _shown(self, place: int) -> list[str]:
        """Return the texts about a record that this view shows."""
        record, texts = self._cut.reader(self._name)(place), list[str]()
        add_texts(record, texts)
        if isinstance(record, Proposal):
            for table, index in self._related:
                leads, read = leads_to(self._space, table.cls), self._cut.reader(name_of(table.cls))
                for found in index.places_of(record.id):
                    if leads is None or leads(found):
                        add_texts(read(found), texts)
        return texts

    @cached_property
    def _related(self) -> list[tuple[Table, FieldIndex]]:
        tables = [self._space.table(cls) for cls in (Position, StatusChange)]
        return [(table, table.index(schema(table.cls)["proposal_id"])) for table in tables]


def add_texts(record: Record, texts: list[str]) -> None:
    """Add the texts that a proposal, a position or a status change holds itself."""
    evidence = cast("Assertion", record).evidence
    texts += [citation.quote.exact for citation in evidence if citation.quote is not None]
    if isinstance(record, Position) and record.statement is not None:
        texts.append(record.statement)
    if isinstance(record, Proposal):
        texts += (record.title, *record.other_titles)
        if record.summary is not None:
            texts.append(record.summary)
