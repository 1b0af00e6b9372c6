"""Hypothesis strategies of the tests: those of the contract kit, and worlds, conditions and queries."""

import random
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from policytrack import measures, model
from policytrack import query as q
from policytrack.dates import PartialDate
from policytrack.terms import Confidence, CorrectionKind, Extent, Reply, SourceKind, Stance
from policytrack.testing import (
    _questions,
    calendar_days,
    edtf_texts,
    ids,
    instances,
    json_objects,
    lifecycles,
    odd_ids,
    odd_texts,
    partial_dates,
    periods,
    records,
    snapshots,
    texts,
)
from policytrack.testing._values import json_values, numbers

__all__ = [
    "calendar_days",
    "conditions",
    "crowds",
    "edtf_texts",
    "ids",
    "instances",
    "json_objects",
    "json_values",
    "lifecycles",
    "numbers",
    "odd_ids",
    "odd_texts",
    "on_field",
    "partial_dates",
    "periods",
    "queries",
    "questions",
    "records",
    "snapshots",
    "texts",
    "worlds",
]

T = TypeVar("T")


@st.composite
def worlds(draw: st.DrawFn) -> model.Snapshot:
    """Draw small snapshots whose records fit together; two of them share ids, and with some luck records.

    What would dangle is left out, so that a record that is missing takes with it what rests on it.
    """
    dates = st.sampled_from([None, *map(PartialDate.parse, ("2023", "2023-09-24", "2024-01", "2024-05-01~"))])
    evidence = st.lists(st.sampled_from(["s1", "s2"]), unique=True).map(
        lambda found: tuple(model.Citation(source_id) for source_id in found)
    )
    proposal_ids = st.sampled_from(["p", "q"])
    drawn: list[model.Record] = [
        model.Source(id=name, title="Source", published=draw(dates), kind=draw(st.sampled_from(SourceKind)))
        for name in ("s1", "s2")
    ]
    drawn.append(model.Person(id="ann", name=draw(st.sampled_from(["Ann", "Ann Lee"]))))
    drawn.append(draw(st.sampled_from([model.Person, model.Organization]))(id="bob", name="Bob"))
    proposed = st.sampled_from(
        [None, *(measures.Review(scope=scope) for scope in ("a", "b")), measures.Other("c")]
    )
    drawn += [
        model.Proposal(
            id=name,
            title="Proposal",
            measure=draw(proposed),
            topics=draw(st.frozensets(st.sampled_from(["x", "y"]))),
            evidence=draw(evidence),
            not_found=draw(st.sampled_from([(), (model.NotFound("why?", PartialDate.parse("2024")),)])),
        )
        for name in ("p", "q")
    ]
    drawn += [
        model.Position(
            id=name,
            proposal_id=draw(proposal_ids),
            actor_id=draw(st.sampled_from(["ann", "bob"])),
            stance=draw(st.sampled_from(Stance)),
            said_on=draw(dates),
            evidence=draw(evidence),
        )
        for name in ("pos1", "pos2")
    ]
    for number in range(4):
        corrects = draw(st.none() | st.sampled_from([f"c{earlier}" for earlier in range(number)] or [None]))
        drawn.append(
            model.StatusChange(
                id=f"c{number}",
                proposal_id=draw(proposal_ids),
                to=draw(st.sampled_from(["proposed", "accepted", "no such state"])),
                on=draw(dates),
                extent=draw(st.sampled_from([None, *Extent])),
                claim=draw(st.sampled_from([None, "claim"])),
                evidence=draw(evidence),
                corrects_id=corrects,
                correction=corrects and draw(st.sampled_from(CorrectionKind)),
            )
        )
    kept: dict[str, model.Record] = {}
    for record in drawn:
        if draw(st.integers(0, 9)) and all(found.record_id in kept for found in model.references(record)):
            kept[record.id] = record
    return model.Snapshot.of(kept.values())


_EDTF: Final = (
    *("2023", "2023-09", "2023-09-24", "2023-09-24?", "2024-01-15", "2024-05-01~", "2023-12-31", "202X"),
    *("[..2023-09-24]", "[2024-01..]", "../2023", "2023-09-24/2024-01", "/2023", "2023-21", "0001-01-01"),
)
_SENTENCES: Final = (
    "Proposal",
    "why, Ann Lee",
    "STRASSE ann",
    "stra\u00dfe \u0301x",
    "\u0130x y",
    "\ufb01x z",
    "x",
)


def crowds() -> st.SearchStrategy[model.Snapshot]:
    """Draw snapshots of some forty records of every type that fit together, from a seed.

    They have what views and relations can stumble over: corrections of corrections, competing claims,
    reports on the same days, dates that are open, evidence in parts, odd texts, lifecycles that nobody knows.
    """
    return st.integers(0, 2**32 - 1).map(_crowd)


def _crowd(seed: int) -> model.Snapshot:
    pick = random.Random(seed)  # noqa: S311  # No secret.
    held: dict[type[model.Record], list[str]] = {}
    # Without both, flat lists tell all; with claims alone, only what competes goes the long way.
    corrects, claims = pick.choice([(False, False), (False, True), (True, True)])

    def some(*values: T) -> T:
        return pick.choice(values)

    def date() -> PartialDate | None:
        return some(None, *map(PartialDate.parse, _EDTF))

    def one_of(*kinds: type[model.Record]) -> str | None:
        known = [name for kind in kinds for name in held.get(kind, ())]
        return some(*known) if known and pick.random() < 2 / 3 else None

    def several(*kinds: type[model.Record]) -> frozenset[str]:
        return frozenset(name for _ in range(pick.randint(0, 2)) if (name := one_of(*kinds)))

    def evidence() -> tuple[model.Citation, ...]:
        quotes = (None, *(model.Quote(exact=text) for text in _SENTENCES))
        return tuple(
            model.Citation(some(*held[model.Source]), some(*quotes)) for _ in range(pick.randint(0, 2))
        )

    def assertion(kind: type[model.Record]) -> dict[str, Any]:
        said: dict[str, Any] = {"evidence": evidence()}
        if corrects and held.get(kind) and pick.random() < 1 / 4:
            said |= {"corrects_id": some(*held[kind]), "correction": some(*CorrectionKind)}
        return said

    def add(cls: type[model.Record], /, *names: str, **fields: Any) -> model.Record:
        name = names[len(held.setdefault(cls, []))]
        record = cls(id=name, **fields)
        held[cls].append(name)
        return record

    return model.Snapshot.of(_members(add, some, date, one_of, several, assertion, claims=claims))


def _members(  # noqa: PLR0917  # the ways to draw, of one function
    add: Any, some: Any, date: Any, one_of: Any, several: Any, assertion: Any, *, claims: bool
) -> Iterator[model.Record]:
    """Give the records of a crowd, each after those that it refers to."""
    for _ in range(4):
        published, retrieved, kind = date(), date(), some(*SourceKind)
        copied = one_of(model.Source)
        yield add(
            model.Source,
            *("s1", "s2", "s\U0001f642", "S"),
            title=some(*_SENTENCES),
            published=published,
            retrieved_on=retrieved,
            kind=kind,
            derived_from_id=copied,
        )
    for _ in range(3):
        yield add(model.Person, "ann", "cid", "\uff41nn", name=some("Ann", *_SENTENCES))
    for _ in range(3):
        parent = one_of(model.Organization)
        yield add(model.Organization, "bob", "o1", "\u0301o", name=some("Ann", *_SENTENCES), parent_id=parent)
    yield add(model.Post, "post", label="x", organization_id=one_of(model.Organization))
    for _ in range(4):
        yield add(
            model.Membership,
            *("m1", "m2", "m3", "m4"),
            person_id=some("ann", "cid"),
            organization_id=some("bob", "o1"),
            post_id=one_of(model.Post),
            start_date=date(),
            end_date=date(),
            **assertion(model.Membership),
        )
    for _ in range(5):
        said = assertion(model.Proposal)
        package = one_of(model.Proposal)
        yield add(
            model.Proposal,
            *("p", "q", "a", "r/1", "\u2116 7"),
            title=some(*_SENTENCES),
            summary=some(None, *_SENTENCES),
            topics=frozenset(some((), ("x",), ("y",), ("x", "y", "z"))),
            lifecycle=some("uk-reform", "uk-bill", "nowhere"),
            part_of_id=None if "corrects_id" in said else package,
            relations=tuple(model.Relation("like", name) for name in sorted(several(model.Proposal))),
            stakeholder_ids=several(model.Person, model.Organization),
            not_found=some((), (), (model.NotFound("why?", date()),)),
            **said,
        )
    for _ in range(9):
        replied = one_of(model.Position)
        yield add(
            model.Position,
            *(f"pos{number}" for number in range(9)),
            proposal_id=some("p", "q", "a"),
            actor_id=some("ann", "ann", "bob", "cid"),
            stance=some(*Stance),
            capacity_id=some(None, None, one_of(model.Membership)),
            said_on=date(),
            statement=some(None, *_SENTENCES),
            replies_to_id=replied,
            reply=replied and some(*Reply),
            **assertion(model.Position),
        )
    for _ in range(12):
        yield add(
            model.StatusChange,
            *(f"c{number:02}" for number in range(12)),
            proposal_id=some("p", "q", "a", "r/1"),
            to=some("proposed", "under-review", "accepted", "rejected", "no such state"),
            on=date(),
            by_ids=several(model.Person, model.Organization),
            extent=some(None, *Extent),
            confidence=some(None, *Confidence),
            claim=some(None, None, None, "claim", "c00") if claims else None,
            **assertion(model.StatusChange),
        )
    for _ in range(2):
        yield add(
            model.Event,
            *("e0", "e1"),
            label=some(*_SENTENCES),
            on=date(),
            involves_ids=several(model.Person),
            outcome_id=one_of(model.Event),
            **assertion(model.Event),
        )
    for _ in range(3):
        low, more = some(None, 0, 1, 2.5), some(None, 0, 1, 3)
        yield add(
            model.Figure,
            *("f0", "f1", "f2"),
            label="x",
            low=low,
            high=None if more is None else (low or 0) + more,
            as_of=date(),
            attributed_to_id=one_of(model.Person, model.Organization),
            **assertion(model.Figure),
        )
    yield add(model.Process, "pro", body_id="bob", kind=some(*_SENTENCES), **assertion(model.Process))


OURS: Final = [cls for cls in model.record_fields().values() if cls is not model.Record]

# Values of the records that `worlds` draws, so that conditions often hold of some of them.
_SAID: Final = ("p", "q", "ann", "bob", "s1", "s2", "c0", "x", "y", "Proposal", "Ann", "proposed", "accepted")
_DAYS: Final = ("2023-01-01", "2023-09-24", "2023-12-31", "2024-01-15", "2024-05-01")


def conditions(record: type[model.Record], depth: int = 3) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw conditions about a class of records with values of the worlds above; see the kit's own."""
    return _questions.conditions(record, _compared_with, depth)


def on_field(field: q.Field, depth: int) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw a condition on a field; a relation's inner condition is at most so deep."""
    return _questions.on_field(field, _compared_with, depth)


def queries(*records: type[model.Record]) -> st.SearchStrategy[q.Query[Any]]:
    """Draw queries over the whole language, about these classes of records or about any of ours."""
    return _questions.queries(records or OURS, _compared_with)


def questions() -> st.SearchStrategy[q.Query[Any] | q.Count[Any] | q.GroupCount[Any]]:
    """Draw queries, how many records they have, and how many of each group."""
    return _questions.questions(OURS, _compared_with)


def _compared_with(field: q.Field) -> st.SearchStrategy[Any]:
    """Draw values that a field can be compared with."""
    match field.kind:
        case q.Kind.TERM | q.Kind.ORDERED:
            return st.sampled_from(list(field.terms or ()))
        case q.Kind.NUMBER:
            return st.integers(0, 5) | numbers()
        case q.Kind.DATE:
            near = st.sampled_from([*_DAYS, "2023", "2023-09", "2024-05-01~", "../2023-09-24", "[2024-01..]"])
            held = near.map(PartialDate.parse)
            return st.one_of(held, held, held, partial_dates(), calendar_days())
        case _:
            return st.sampled_from(_SAID) | texts()


@st.composite
def busy_worlds(draw: st.DrawFn) -> model.Snapshot:
    """Draw snapshots as `worlds` does, with more that questions go by.

    People who hold posts in several bodies, sources that copy one another or tell no day, proposals that are
    corrected and parts of others, replies, events, figures, words in quotes and odd texts.
    """
    base = draw(worlds())
    dates = st.sampled_from(
        [None, *map(PartialDate.parse, ("2023", "2023-09-24", "2024-01", "../2023-09-24", "[2024-01..]"))]
    )
    said = st.sampled_from([None, "Proposal", "Ann Lee said why", "Straße", "\U0010ffff", "\u0131"])
    sources = ("s1", "s2", "s3")
    quotes = said.map(lambda text: None if text is None else model.Quote(exact=text))
    evidence = st.lists(
        st.builds(model.Citation, st.sampled_from(sources), quotes, origin=st.sampled_from([None, "wire"])),
        max_size=2,
    ).map(tuple)

    def corrected(*earlier: str) -> dict[str, Any]:
        of = draw(st.sampled_from([None, None, *earlier]))
        return {"corrects_id": of, "correction": of and draw(st.sampled_from(CorrectionKind))}

    drawn: list[model.Record] = [
        model.Source(
            id="s3",
            title="Copy",
            published=draw(dates),
            retrieved_on=draw(dates),
            kind=draw(st.sampled_from(SourceKind)),
            derived_from_id=draw(st.sampled_from([None, "s1"])),
        ),
        model.Organization(id="body", name="Body", classification=draw(said)),
        model.Organization(id="party", name="Party", parent_id=draw(st.sampled_from([None, "body"]))),
        model.Post(id="chair", label="Chair", organization_id=draw(st.sampled_from([None, "body"]))),
    ]
    drawn += [
        model.Membership(
            id=name,
            person_id="ann",
            organization_id=draw(st.sampled_from(["body", "party"])),
            role=draw(said),
            start_date=draw(dates),
            end_date=draw(dates),
            evidence=draw(evidence),
            **corrected(*(["m1"] if name == "m2" else [])),
        )
        for name in ("m1", "m2")
    ]
    drawn += [
        model.Proposal(
            id=name,
            title=draw(said) or "r",
            summary=draw(said),
            lifecycle=draw(st.sampled_from(["uk-reform", "us-bill", "no such lifecycle"])),
            topics=draw(st.frozensets(st.sampled_from(["x", "y"]))),
            part_of_id=draw(st.sampled_from([None, "q"])),
            relations=draw(st.sampled_from([(), (model.Relation("see", "p"),)])),
            stakeholder_ids=draw(st.frozensets(st.sampled_from(["ann", "body"]))),
            evidence=draw(evidence),
            not_found=draw(st.sampled_from([(), (model.NotFound("why?"),)])),
            **corrected(*earlier),
        )
        for name, earlier in (("r", ()), ("r2", ("p", "r")), ("r3", ("p", "r", "r2")))
    ]
    for number in range(3):
        drawn.append(
            model.Position(
                id=f"says{number}",
                proposal_id=draw(st.sampled_from(["p", "q", "r"])),
                actor_id=draw(st.sampled_from(["ann", "body"])),
                stance=draw(st.sampled_from(Stance)),
                capacity_id=draw(st.sampled_from([None, None, "m1", "m2"])),
                said_on=draw(dates),
                statement=draw(said),
                evidence=draw(evidence),
                **corrected("pos1", *(f"says{earlier}" for earlier in range(number))),
            )
        )
    drawn += [
        model.StatusChange(
            id=f"moves{number}",
            proposal_id=draw(st.sampled_from(["p", "r"])),
            to=draw(st.sampled_from(["proposed", "accepted", "rejected", "in-force"])),
            on=draw(dates),
            claim=draw(st.sampled_from([None, "claim"])),
            by_ids=draw(st.frozensets(st.sampled_from(["ann", "body"]))),
            evidence=draw(evidence),
            **corrected("c0"),
        )
        for number in range(2)
    ]
    drawn.append(model.Event(id="event", label="Event", on=draw(dates), evidence=draw(evidence)))
    drawn.append(
        model.Figure(id="figure", label="Figure", low=draw(st.none() | st.integers(0, 5)), as_of=draw(dates))
    )
    drawn.append(model.Process(id="process", body_id="body", kind="Process", evidence=draw(evidence)))
    kept = {record.id: record for record in base.records()}
    for record in drawn:
        if draw(st.integers(0, 9)) and all(found.record_id in kept for found in model.references(record)):
            kept[record.id] = record
    return model.Snapshot.of(kept.values())
