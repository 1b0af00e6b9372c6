"""Hypothesis strategies for policytrack's values, shared by all laws."""

import datetime
import enum
import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from policytrack import measures, model
from policytrack import query as q
from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidDateError, InvalidRecordError
from policytrack.ids import id_fault
from policytrack.lifecycle import Lifecycle, Route, State
from policytrack.query import _build, _nodes, _operators
from policytrack.registry import kebab
from policytrack.terms import Confidence, CorrectionKind, Extent, Phase, Reply, SourceKind, Stance

T = TypeVar("T")

# Most dates are near each other, so that bounds often touch, overlap or are equal.
_NEAR_YEARS: Final = st.sampled_from([1999, 2000, 2023, 2024])
_YEARS: Final = st.one_of(_NEAR_YEARS, _NEAR_YEARS, st.integers(1, 9999))
_QUALIFIERS: Final = st.sampled_from(["", "", "", "~", "?", "%"])


def calendar_days() -> st.SearchStrategy[datetime.date]:
    """Draw calendar days, most of them in a few years and some at the ends of the calendar."""
    near = st.builds(datetime.date, _NEAR_YEARS, st.integers(1, 12), st.integers(1, 28))
    edges = st.sampled_from(
        [datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29), datetime.date(2023, 12, 31)]
    )
    return st.one_of(near, near, edges, st.dates())


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Draw partial dates of every kind."""
    return edtf_texts().map(_read).filter(lambda date: date is not None)  # type: ignore[return-value]


def periods() -> st.SearchStrategy[Period]:
    """Draw calendar durations, most of them short."""
    numbers = st.tuples(
        st.integers(0, 40) | st.integers(0, 119_988), st.integers(0, 70) | st.integers(0, 3_652_059)
    )
    return numbers.filter(any).map(lambda number: Period(*number))


def edtf_texts() -> st.SearchStrategy[str]:
    """Draw texts in the shape of every kind of EDTF that policytrack reads; some name no possible date."""
    ends = st.one_of(_points(), _points(), st.sampled_from(["..", ""]))
    return st.one_of(
        _points(),
        st.builds("{}/{}".format, ends, ends),
        st.builds("[{}..{}]".format, _calendar_units(), _calendar_units()),
        st.builds("[..{}]".format, _calendar_units()),
        st.builds("[{}..]".format, _calendar_units()),
    )


def _calendar_units() -> st.SearchStrategy[str]:
    """Draw days, months and years."""
    years = _YEARS.map("{:04}".format)
    months = st.builds("{:04}-{:02}".format, _YEARS, st.integers(1, 12))
    return st.one_of(calendar_days().map(datetime.date.isoformat), months, years)


def _points() -> st.SearchStrategy[str]:
    """Draw a unit with or without a qualifier."""
    months = st.builds("{:04}-{:02}".format, _YEARS, st.integers(1, 12))
    seasons = st.builds("{:04}-{}".format, _YEARS, st.integers(21, 24))
    decades = _YEARS.map(lambda year: f"{year // 10:03}X")
    centuries = _YEARS.map(lambda year: f"{year // 100:02}XX")
    unspecified = st.one_of(
        months.map("{}-XX".format), _YEARS.map("{:04}-XX".format), _YEARS.map("{:04}-XX-XX".format)
    )
    units = st.one_of(_calendar_units(), _calendar_units(), seasons, decades, centuries, unspecified)
    return st.builds("{}{}".format, units, _QUALIFIERS)


def _read(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except InvalidDateError:
        return None


MEASURES: Final = (
    measures.LegalTest,
    measures.ProofStandard,
    measures.Threshold,
    measures.TimeLimit,
    measures.Review,
    measures.Disclosure,
    measures.Other,
    measures.UnknownMeasure,
)

# Fields that stand together or not at all, and fields that are in order.
_PAIRS: Final = (("corrects_id", "correction"), ("replies_to_id", "reply"), ("start", "end"))
_RANGES: Final = (("low", "high"), ("start", "end"))


def ids() -> st.SearchStrategy[str]:
    """Draw ids, most of them short slugs so that some meet, some as odd as real data has them."""
    odd = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)
    slugs = st.sampled_from(["a", "b", "c", "a-1", "a/1", "~a", "№ 7", "z"])
    return slugs | slugs | odd.filter(lambda text: id_fault(text) is None)


def texts() -> st.SearchStrategy[str]:
    """Draw texts that a field of a record may hold."""
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


def numbers() -> st.SearchStrategy[float]:
    """Draw finite numbers, whole and not."""
    return st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)


def json_values() -> st.SearchStrategy[model.JSON]:
    """Draw what JSON can say, as lists and dicts."""
    flat = st.none() | st.booleans() | numbers() | st.just("") | texts()
    return st.recursive(
        flat,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=6,
    )


def json_objects() -> st.SearchStrategy[model.JsonObject]:
    """Draw JSON objects."""
    return st.dictionaries(texts(), json_values(), max_size=3).map(model.JsonObject)


@cache
def instances(cls: type[T]) -> st.SearchStrategy[T]:
    """Draw instances of any class of the model, and of a plugin's, from the types of its fields."""
    fields = {name: values_of(hint) for name, hint in model.hints(cls).items()}
    return st.fixed_dictionaries(fields).map(_fitting).map(lambda drawn: cls(**drawn))


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Draw values for a field by its type."""
    match get_origin(hint), get_args(hint):
        case origin, _ if origin is Annotated:
            return ids()
        case origin, (inner, *_) if origin is tuple:
            return st.lists(values_of(inner), max_size=2).map(tuple)
        case origin, (inner,) if origin is frozenset:
            return st.frozensets(values_of(inner), max_size=2)
        case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
            return json_objects()
        case None, ():
            return _of_class(hint)
        case _, arguments:
            return st.one_of(values_of(argument) for argument in arguments)


def _of_class(cls: type[T]) -> st.SearchStrategy[T]:
    """Draw values of a class that takes no parameters."""
    given: dict[object, st.SearchStrategy[Any]] = {
        str: texts(),
        float: numbers(),
        int: st.integers(0, 9),
        bool: st.booleans(),
        type(None): st.none(),
        PartialDate: partial_dates(),
        Period: periods(),
        model.Record: instances(model.UnknownRecord) if cls is model.Record else st.nothing(),
        attrs.AttrsInstance: st.one_of(map(instances, MEASURES))
        if cls is attrs.AttrsInstance
        else st.nothing(),
    }
    if cls in given:
        return given[cls]
    return st.sampled_from(list(cls)) if issubclass(cls, enum.Enum) else instances(cls)


def _fitting(drawn: dict[str, Any]) -> dict[str, Any]:
    """Make fields that were drawn apart fit together."""
    for first, second in _PAIRS:
        if first in drawn and (drawn[first] is None or drawn[second] is None):
            drawn |= {first: None, second: None}
    for low, high in _RANGES:
        if drawn.get(low) is not None and drawn.get(high) is not None:
            drawn |= {low: min(drawn[low], drawn[high]), high: max(drawn[low], drawn[high])}
    if drawn.get("start") is not None:
        drawn["end"] += 1
    if drawn.get("correction") is None and "correction_reason" in drawn:
        drawn["correction_reason"] = None
    for reference in ("corrects_id", "replies_to_id", "part_of_id", "outcome_id"):
        if "id" in drawn and drawn.get(reference) == drawn["id"]:
            drawn[reference] += "-other"
    if "data" in drawn:
        reserved = {"kind"} if "kind" in drawn else {"type", *model.hints(model.Record)}
        kept = {key: drawn["data"][key] for key in drawn["data"] if key not in reserved}
        drawn["data"] = model.JsonObject(kept)
    return drawn


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Draw tables of up to seven states, each of which some route reaches, with loops and dead ends."""
    count = draw(st.integers(1, 7))
    routes = {(draw(st.integers(0, here - 1)), here) for here in range(1, count)}
    routes |= draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12))
    ways_out = {start for start, _ in routes}
    states = [
        State(
            f"s{n}",
            f"state {n}",
            draw(st.sampled_from(Phase)),
            final=n not in ways_out and draw(st.booleans()),
        )
        for n in range(count)
    ]
    return Lifecycle(
        "drawn", "a drawn table", tuple(states), tuple(Route(f"s{i}", f"s{j}") for i, j in sorted(routes))
    )


ODD_TEXTS: Final = (
    # What YAML 1.1 or 1.2 takes for something else than text.
    *("NO", "on", "~", "null", "Null", "true", "007", "1e3", "0x1F", "0o7", ".inf", "2023", "2023-09-24"),
    *("12:30", "<<", "=", "1_000", "+1", "-0.0", "y"),
    # Indicators of YAML, of JSON, and of both.
    *(
        "- x",
        "-",
        "? x",
        ": x",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!t",
        "%a",
        "@",
        "`",
        "|",
        ">",
        "---",
    ),
    *("...", "{a}", "[a", "a, b", "'", '"', "''", "\\", "\\n", "a'b\"c"),
    # White space at edges and inside, line ends of every kind.
    *(
        " a",
        "a ",
        "\ta",
        "a\tb",
        "\n",
        "\n\n",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        " a\nb",
        "a \nb",
        "a\n b",
        "\na",
    ),
    *("a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b", "a\n#b\n", "a\n---\nb", "a\n\tb"),
    # Characters that are invisible, controls, or beyond the first plane.
    *(
        "\ufeff",
        "a\ufeffb",
        "\x1b",
        "\x7f",
        "\x9f",
        "\u00a0",
        "\u200b",
        "\ufffe",
        "\uffff",
        "\U0001f642",
        "e\u0301",
    ),
    "\U0010ffff",
    "x" * 1100,
)


def odd_texts() -> st.SearchStrategy[str]:
    """Draw texts that a format is likely to change, alone and run together."""
    return st.one_of(
        st.sampled_from(ODD_TEXTS), st.lists(st.sampled_from(ODD_TEXTS), max_size=4).map("".join), texts()
    ).filter(bool)


def odd_ids() -> st.SearchStrategy[str]:
    """Draw ids that a file system is likely to change, besides ordinary ones."""
    awkward = [
        "../x",
        ".git",
        "CON",
        "con",
        "con.txt",
        "A",
        "a.",
        "a b",
        "%41",
        "~",
        "Ä",
        "ä",
        "a\u0308",
        "x" * 300,
    ]
    return st.one_of(st.sampled_from(awkward), odd_texts(), ids()).filter(lambda text: id_fault(text) is None)


@st.composite
def records(draw: st.DrawFn, record_id: st.SearchStrategy[str] | None = None) -> model.Record:
    """Draw a record of any type, some with a text that a format is likely to change."""
    cls = draw(st.sampled_from([kind for kind in model.record_fields().values() if kind is not model.Record]))
    cls = draw(st.sampled_from([cls, cls, cls, model.UnknownRecord]))
    record = draw(instances(cls).filter(_is_unknown_enough))
    free = [name for name, hint in model.hints(cls).items() if hint in {str, str | None} and name != "type"]
    changes: dict[str, Any] = {
        name: draw(odd_texts()) for name in draw(st.sets(st.sampled_from([*free, "id"])))
    }
    changes["id"] = draw(odd_ids() if record_id is None else record_id)
    if draw(st.booleans()):
        changes["extras"] = draw(st.dictionaries(odd_texts(), json_values() | odd_texts(), max_size=3))
    try:
        return attrs.evolve(record, **changes)
    except InvalidRecordError:
        reject()  # The new id or text breaks a rule between fields: a record that corrects itself.


@st.composite
def snapshots(draw: st.DrawFn) -> model.Snapshot:
    """Draw snapshots that nobody would write by hand; ids are unique, references lead anywhere."""
    names = draw(st.lists(odd_ids(), unique=True, max_size=5))
    return model.Snapshot.of([draw(records(st.just(name))) for name in names])


def _is_unknown_enough(record: model.Record) -> bool:
    """Say whether unknown kinds and types do not happen to be known ones."""
    kinds = {kebab(cls.__name__) for cls in MEASURES}
    measure = getattr(record, "measure", None)
    if isinstance(measure, measures.UnknownMeasure) and measure.kind in kinds:
        return False
    if not isinstance(record, model.UnknownRecord):
        return True
    types = {kebab(cls.__name__) for cls in model.record_fields().values()}
    return record.type not in types


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
    plain = pick.random() < 1 / 3  # Without corrections and claims, where flat lists tell all.

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
        if not plain and held.get(kind) and pick.random() < 1 / 4:
            said |= {"corrects_id": some(*held[kind]), "correction": some(*CorrectionKind)}
        return said

    def add(cls: type[model.Record], /, *names: str, **fields: Any) -> model.Record:
        name = names[len(held.setdefault(cls, []))]
        record = cls(id=name, **fields)
        held[cls].append(name)
        return record

    return model.Snapshot.of(_members(add, some, date, one_of, several, assertion, plain=plain))


def _members(  # noqa: PLR0917  # the ways to draw, of one function
    add: Any, some: Any, date: Any, one_of: Any, several: Any, assertion: Any, *, plain: bool
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
            claim=None if plain else some(None, None, None, "claim", "c00"),
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


# Values of the records that `worlds` draws, so that conditions often hold of some of them.
_SAID: Final = ("p", "q", "ann", "bob", "s1", "s2", "c0", "x", "y", "Proposal", "Ann", "proposed", "accepted")
_DAYS: Final = ("2023-01-01", "2023-09-24", "2023-12-31", "2024-01-15", "2024-05-01")


def conditions(record: type[model.Record], depth: int = 3) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw conditions of every kind about a class of records, at most so deep in each other."""
    fields = st.sampled_from(list(q.schema(record).values()))
    leaves = fields.flatmap(lambda field: on_field(field, depth - 1))
    if depth == 1:
        return leaves
    inner = st.deferred(lambda: conditions(record, depth - 1))
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaves,
        leaves,
        inner.map(_nodes.negated),
        several.map(lambda parts: _nodes.all_of(*parts)),
        several.map(lambda parts: _nodes.any_of(*parts)),
    )


def on_field(field: q.Field, depth: int) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw a condition on a field; a relation's inner condition is at most so deep."""
    drawn: list[st.SearchStrategy[q.Condition[Any]]] = []
    value = _compared_with(field)
    for op in sorted(_operators.OPERATORS[field.kind]):
        many = op in _operators.OF_MANY
        given = st.lists(value, max_size=3) if many else value
        drawn.append(given.map(lambda said, op=op: _build.compare(field, op, said)))
    if field.optional:
        drawn.append(st.just(_build.missing(field)))
    if field.kind is q.Kind.WORDS:
        searched = st.sampled_from(["proposal", "Ann lee", "why", "ß ANN"])
        drawn.append(searched.map(lambda text: _build.matches(field, text)))
    if field.kind is q.Kind.RELATION:
        drawn += [st.just(_build.related(field, one)) for one in (q.Quantifier.ANY, q.Quantifier.NONE)]
    if field.kind is q.Kind.RELATION and depth > 0:
        inner = st.sampled_from(field.targets).flatmap(lambda target: conditions(target, depth))
        quantified = st.tuples(st.sampled_from(q.Quantifier), inner)
        drawn += 2 * [quantified.map(lambda pair: _build.related(field, *pair))]
    return st.one_of(drawn)


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
def queries(draw: st.DrawFn, *records: type[model.Record]) -> q.Query[Any]:
    """Draw queries over the whole language, about these classes of records or about any of ours."""
    ours = [cls for cls in model.record_fields().values() if cls is not model.Record]
    record = draw(st.sampled_from(records or ours))
    days = st.none() | st.sampled_from(_DAYS)
    query: q.Query[Any] = q.select(record).at(on=draw(days), known=draw(days))
    sortable = [field for field in q.schema(record).values() if field.kind in _build.SORTABLE]
    keys = draw(st.lists(st.tuples(st.sampled_from(sortable), st.booleans()), max_size=3))
    query = query.order_by(*(_build.order(field, descending=down) for field, down in keys))
    query = query.limit(draw(st.none() | st.integers(0, 4)))
    return query.where(*draw(st.lists(conditions(record), max_size=2)))
