"""Words: the places of the records about which each is said, in any view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, cast

from policytrack.engines.memory._cutting import Said, cut_at_once, there
from policytrack.engines.memory._field import FieldIndex
from policytrack.engines.memory._postings import Places, grouped_under_each
from policytrack.engines.memory._relations import leads_to
from policytrack.engines.memory._space import Space, Table, kept_in, name_of
from policytrack.model import Assertion, Position, Proposal, Record, StatusChange
from policytrack.passes import by_numpy, repeated
from policytrack.query import Kind, bag, schema

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
        return kept_in(kept, ("words", self._table.cls), self._collected)

    def _collected(self) -> Mapping[str, Places]:
        """Cut what is said about each record into words; a record is found once under each."""
        places, said = self._table.places, [(self._table, self._table.places)]
        if issubclass(self._table.cls, Proposal):
            said += [(table, self._cut.owners(name_of(table.cls))) for table, _ in self._related]
        if by_numpy(places):
            return cut_at_once((column for one in said for column in _columns(*one)), places)
        texts: list[list[str]] = [[] for _ in self._table.rows]
        for table, owners in said:
            _add_all(table, map(texts.__getitem__, owners))
        return grouped_under_each(places, (bag([_BREAK.join(texts[place])]) for place in places))

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
    for name in _names(type(record)):
        held = getattr(record, name)
        texts += (held,) if isinstance(held, str) else held or ()


def _add_all(table: Table, lists: Iterable[list[str]]) -> None:
    """Add the texts of all records of a table, each to a list: as `add_texts`, but field by field."""
    said = list(lists)
    for texts, evidence in zip(said, table.values("evidence"), strict=True):
        for citation in evidence:
            if citation.quote is not None:
                texts.append(citation.quote.exact)
    for name in _names(table.cls):
        for texts, held in zip(said, table.values(name), strict=True):
            if held:
                texts.extend((held,) if isinstance(held, str) else held)


def _columns(table: Table, owners: Sequence[int]) -> Iterator[Said]:
    """Give the texts of all records of a table, field by field, beside the owner of each: as `add_texts`."""
    held: list[Any] = list(table.values("evidence"))
    quotes = map(attrgetter("quote"), chain.from_iterable(held))
    places, found = there(repeated(owners, map(len, held)), list(quotes))
    yield places, [*map(attrgetter("exact"), found)]
    for name in _names(table.cls):
        held = list(table.values(name))
        if schema(table.cls)[name].kind is Kind.TEXTS:
            yield repeated(owners, map(len, held)), [*chain.from_iterable(held)]
        else:
            yield there(owners, held)


def _names(cls: type[Record]) -> Sequence[str]:
    """Return the fields of a class that hold texts about something, besides quotes."""
    if issubclass(cls, Proposal):
        return "title", "other_titles", "summary"
    return ("statement",) if issubclass(cls, Position) else ()
