r"""The text form of questions about proposals, for people who type them.

```
status:under-review critic:inquest topic:policing,courts -topic:traffic on:2023-11-01 "split second"
```

Terms stand side by side, and all of them hold; `OR` between two terms means one of the two, and binds
closer; `-` in front of a term denies it. Values with white space or commas and words with colons go in
quotes, in which `\"` is a quote and `\\` a backslash. Several values with commas mean one of them.

```
text    = [ group { space group } ]
group   = term { space "OR" space term }
term    = [ "-" ] ( key ":" value { "," value } | word | quoted )
value   = quoted | characters without white space, comma and quote
word    = characters without white space, colon and quote
quoted  = '"' characters '"'
```

| key | asks for |
|---|---|
| `id:` | the proposal of this id |
| `status:` | this status now: a state of the lifecycle, `unassessed` or `unknown` |
| `phase:` | this phase now |
| `since:` | a status that it has possibly since a day in this date or period, in EDTF: `since:2024-03/..` |
| `topic:` | this topic |
| `jurisdiction:`, `lifecycle:` | exactly this one |
| `part-of:` | a part of this package |
| `stakeholder:` | this actor among those whom it touches |
| `proponent:`, `critic:` | this person or organization among them, or who speaks for this organization |
| `actor:` | a position of this person, or for this organization, whatever the stance |
| a word, or words in quotes | these words, in any order, in the texts about the proposal |

These four stand alone, without `-` and `OR`, at most once:

| key | says |
|---|---|
| `on:`, `known:` | the two days of the view that is asked |
| `sort:` | what to sort by: `id`, `title`, `status`, `phase`, `since`; with `-` in front, highest first |
| `limit:` | how many at most |
"""

from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeAlias, TypeVar

from policytrack import model
from policytrack.errors import Problem, QueryError, nearest
from policytrack.query import _records as q
from policytrack.query._build import compare
from policytrack.query._handles import Handle, Relation, Sortable
from policytrack.query._leaves import Order
from policytrack.query._lex import Fault, Piece, Span, Term, refusal, terms
from policytrack.query._nodes import Condition, any_of
from policytrack.query._operators import Op
from policytrack.query._query import Query, select
from policytrack.query._values import fail, unwire

_LONGEST_NUMBER = 19
_LOOSE_OR = ("bad-syntax", "OR stands between two terms", 'quote the word: "OR"')

_Asked: TypeAlias = Condition[model.Proposal]
_P = ParamSpec("_P")
_T = TypeVar("_T")
_Make: TypeAlias = Callable[[list[Any]], _Asked]


def _one_of(handle: Handle[model.Proposal]) -> tuple[Handle[Any], _Make]:
    return handle, lambda values: compare(handle.field, Op.IN, values)


def _holds_one_of(handle: Handle[model.Proposal]) -> tuple[Handle[Any], _Make]:
    return handle, lambda values: compare(handle.field, Op.CONTAINS_ANY, values)


def _spoken_for(relation: Relation[model.Proposal, model.Position]) -> tuple[Handle[Any], _Make]:
    """Ask for positions of a person or an organization, or of somebody who speaks for the organization."""

    def make(values: list[Any]) -> _Asked:
        themselves = q.Position.actor_id.in_(values)
        return relation.any(themselves | q.Position.organization.any(q.Organization.id.in_(values)))

    return q.Position.actor_id, make


def _since(values: list[Any]) -> _Asked:
    return any_of(*(q.Proposal.status_since.possibly_within(value) for value in values))


def _limited(query: Query[model.Proposal], said: str) -> Query[model.Proposal]:
    if not (said.isascii() and said.isdigit() and len(said) < _LONGEST_NUMBER):
        raise fail(
            "bad-limit", "limit", f"{said!r:.40} is no number of records", "write a whole number from 0"
        )
    return query.limit(int(said))


def _sorting(said: str) -> Order[model.Proposal]:
    name = said.removeprefix("-")
    if name not in _SORTS:
        raise fail("not-sortable", "sort", f"nothing is sorted by {name:.40}", f"try {', '.join(_SORTS)}")
    return _SORTS[name].desc() if said.startswith("-") else _SORTS[name].asc()


# Each key with the field that says which values it takes, and what it asks.
_KEYS: dict[str, tuple[Handle[Any], _Make]] = {
    "id": _one_of(q.Proposal.id),
    "status": _one_of(q.Proposal.status),
    "phase": _one_of(q.Proposal.phase),
    "since": (q.Proposal.status_since, _since),
    "topic": _holds_one_of(q.Proposal.topics),
    "jurisdiction": _one_of(q.Proposal.jurisdiction),
    "lifecycle": _one_of(q.Proposal.lifecycle),
    "part-of": _one_of(q.Proposal.part_of_id),
    "stakeholder": _holds_one_of(q.Proposal.stakeholder_ids),
    "proponent": _spoken_for(q.Proposal.proponents),
    "critic": _spoken_for(q.Proposal.critics),
    "actor": _spoken_for(q.Proposal.positions),
}
_SORTS: dict[str, Sortable[model.Proposal]] = {
    "id": q.Proposal.id,
    "title": q.Proposal.title,
    "status": q.Proposal.status,
    "phase": q.Proposal.phase,
    "since": q.Proposal.status_since,
}

_SETTINGS: dict[str, Callable[[Query[model.Proposal], str], Query[model.Proposal]]] = {
    "on": lambda query, said: query.at(on=said),
    "known": lambda query, said: query.at(known=said),
    "limit": _limited,
}
_ALONE = ("sort", *_SETTINGS)


def parse(text: str) -> Query[model.Proposal]:
    """Read a question about proposals as people type it; the docstring of this module has the grammar.

    >>> parse("topic:policing limit:5").to_json()
    '{"limit":5,"select":"Proposal","where":{"contains":"policing","field":"topics"}}'

    Raises:
        QueryError: It cannot be read; carets show where, and each problem says its column.
    """
    return _Parser(text).query()


class _Parser:
    """Reads one text, and keeps what is wrong with it."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise fail("wrong-type", "query", f"expected text, got {type(text).__name__}")
        self.text, self.faults = text, list[Fault]()

    def query(self) -> Query[model.Proposal]:
        """Return the query, or raise what is wrong."""
        query, seen = select(model.Proposal), set[str]()
        for group in self.groups():
            first = group[0]
            if first.key is not None and first.key.text in _ALONE and len(group) == 1:
                query = self.set(query, first, first.key, seen)
                continue
            parts = [part for part in map(self.condition, group) if part is not None]
            query = query.where(any_of(*parts)) if parts else query
        if self.faults:
            raise refusal(self.text, self.faults)
        return query

    def groups(self) -> Iterable[list[Term]]:
        """Give the terms in groups: those of a group are joined by `OR`."""
        found: list[list[Term]] = []
        joining: Term | None = None
        for term in terms(self.text, self.faults):
            if term.is_or and (joining is not None or not found):
                self.wrong(term.span, *_LOOSE_OR)
            elif term.is_or:
                joining = term
            elif joining is not None:
                found[-1].append(term)
                joining = None
            else:
                found.append([term])
        if joining is not None:
            self.wrong(joining.span, *_LOOSE_OR)
        return found

    def condition(self, term: Term) -> _Asked | None:
        """Return what a term asks, None where it cannot be read."""
        if term.key is None:
            asked = self.tried(term.values[0], q.Proposal.text.matches, term.values[0].text)
        else:
            asked = self.keyed(term, term.key)
        return ~asked if asked is not None and term.denied else asked

    def keyed(self, term: Term, key: Piece) -> _Asked | None:
        """Return what a term with a key asks."""
        if key.text in _ALONE:
            message = f"{key.text} stands alone"
            self.wrong(key.span, "bad-syntax", message, "it is about the whole: no OR")
            return None
        if key.text not in _KEYS:
            known = (*_KEYS, *_ALONE)
            hint = f"try {', '.join(nearest(key.text, known) or known)}, or put it in quotes"
            self.wrong(key.span, "unknown-key", f"no key {key.text:.40}", hint)
            return None
        handle, make = _KEYS[key.text]
        values = [self.tried(piece, unwire, handle.field, piece.text) for piece in term.values]
        return None if any(value is None for value in values) else make(values)

    def set(
        self, query: Query[model.Proposal], term: Term, key: Piece, seen: set[str]
    ) -> Query[model.Proposal]:
        """Return the query with what a term says about the whole."""
        said, *more = term.values
        if term.denied:
            self.wrong(term.span, "bad-syntax", f"{key.text} is not denied", "leave out the -")
        elif key.text in seen:
            self.wrong(term.span, "duplicate-key", f"{key.text} stands twice")
        elif key.text == "sort":
            keys = [self.tried(piece, _sorting, piece.text) for piece in term.values]
            query = query.order_by(*[by for by in keys if by is not None])
        elif more:
            self.wrong(more[0].span, "bad-syntax", f"{key.text} takes one value")
        else:
            query = self.tried(said, _SETTINGS[key.text], query, said.text) or query
        seen.add(key.text)
        return query

    def tried(self, piece: Piece, make: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T | None:
        """Return what can be made of a value, None where it cannot, with the problems at its place."""
        try:
            return make(*given, **named)
        except QueryError as error:
            self.faults += [Fault(piece.span, problem) for problem in error.problems]
            return None

    def wrong(self, span: Span, code: str, message: str, hint: str | None = None) -> None:
        """Keep what is wrong at a place."""
        self.faults.append(Fault(span, Problem(code, "", message, hint)))
