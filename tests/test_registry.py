"""The registry as a value: adding, colliding, looking up."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import attrs
import pytest

from policytrack.errors import (
    InvalidRecordError,
    PolicytrackError,
    Problem,
    RegistrationError,
    Severity,
    UnfitError,
    UnknownNameError,
)
from policytrack.lifecycle import Lifecycle, Route, State, shipped
from policytrack.measures import (
    LegalTest,
)
from policytrack.model import (
    Checked,
    Measure,
    Organization,
    Person,
    Proposal,
    Record,
    Snapshot,
)
from policytrack.registry import Decoded, Encoded, Format, Registry, Term, Vocabulary, kebab
from policytrack.resolution import Criterion, Resolution
from policytrack.terms import Phase
from policytrack.tracker import Tracker

HERE = __name__
EMPTY = Registry({}, {}, {}, {})


@attrs.frozen
class VotingQuota:
    """A plugin's measure."""

    share: float


@attrs.frozen(kw_only=True)
class RollCall(Record):
    """A plugin's record type."""


@attrs.frozen
class Notes:
    """A plugin's format, which writes nothing."""

    name: str = "notes"
    suffixes: tuple[str, ...] = (".notes",)
    title: str = ""

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read nothing."""
        _ = data, strict, registry
        return Decoded(Snapshot())

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write nothing."""
        _ = snapshot, registry
        return Encoded(b"")


def lifecycle(title: str) -> Lifecycle:
    """Return a lifecycle of one state."""
    return Lifecycle("petition", title, (State("open", "open", Phase.PROPOSED),), ())


@attrs.frozen(kw_only=True)
class Sitting(Record):
    """Another record type."""


class Elsewhere:
    """Another plugin, whose classes have the same names."""

    @attrs.frozen
    class VotingQuota:
        """Another measure of that name."""

    @attrs.frozen(kw_only=True)
    class RollCall(Record):
        """Another record type of that name."""

    @attrs.frozen(kw_only=True)
    class Position(Record):
        """A record type that has the name of one of ours."""

    @attrs.frozen
    class Notes(Notes):
        """Another format of that name."""


ADDED: dict[str, tuple[Callable[[Registry], Registry], str, str, object]] = {
    "measure": (lambda known: known.with_measure(VotingQuota), "measures", "voting-quota", VotingQuota),
    "named measure": (
        lambda known: known.with_measure(VotingQuota, "quota"),
        "measures",
        "quota",
        VotingQuota,
    ),
    "record type": (lambda known: known.with_record(RollCall), "records", "roll-call", RollCall),
    "named record type": (
        lambda known: known.with_record(RollCall, "division"),
        "records",
        "division",
        RollCall,
    ),
    "lifecycle": (
        lambda known: known.with_lifecycle(lifecycle("Petition")),
        "lifecycles",
        "petition",
        lifecycle("Petition"),
    ),
    "format": (lambda known: known.with_format(Notes()), "formats", "notes", Notes()),
}


@pytest.mark.parametrize(("add", "where", "name", "thing"), ADDED.values(), ids=ADDED)
def test_thing_is_known_by_its_name(
    add: Callable[[Registry], Registry], where: str, name: str, thing: object
) -> None:
    """What is registered stands under its name, where its sort stands, and nowhere else."""
    assert add(EMPTY) == attrs.evolve(EMPTY, **{where: {name: thing}})


@pytest.mark.parametrize(("add", "where", "name", "thing"), ADDED.values(), ids=ADDED)
def test_registering_changes_no_registry(
    add: Callable[[Registry], Registry], where: str, name: str, thing: object
) -> None:
    """The registry to which something is added stays as it was."""
    add(EMPTY)
    assert getattr(EMPTY, where) == {}
    assert (name, thing) in getattr(add(EMPTY), where).items()


@pytest.mark.parametrize(("add", "where", "name", "thing"), ADDED.values(), ids=ADDED)
def test_registering_twice_is_once(
    add: Callable[[Registry], Registry], where: str, name: str, thing: object
) -> None:
    """The same thing under the same name is no collision."""
    assert list(getattr(add(add(EMPTY)), where).items()) == [(name, thing)]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (
            lambda known: known.with_measure(VotingQuota),
            lambda known: known.with_measure(Elsewhere.VotingQuota),
            f"measure voting-quota: claimed by {HERE}.VotingQuota and by {HERE}.Elsewhere.VotingQuota",
        ),
        (
            lambda known: known.with_record(RollCall),
            lambda known: known.with_record(Elsewhere.RollCall),
            f"record type roll-call: claimed by {HERE}.RollCall and by {HERE}.Elsewhere.RollCall",
        ),
        (
            lambda known: known.with_lifecycle(lifecycle("Petition to a parliament")),
            lambda known: known.with_lifecycle(lifecycle("Petition to a court")),
            "lifecycle petition: claimed by 'Petition to a parliament' and by 'Petition to a court'",
        ),
        (
            lambda known: known.with_format(Notes()),
            lambda known: known.with_format(Elsewhere.Notes()),
            f"format notes: claimed by {HERE}.Notes and by {HERE}.Elsewhere.Notes",
        ),
        (
            lambda known: known.with_measure(VotingQuota, "quota"),  # a name that was given
            lambda known: known.with_measure(LegalTest, "quota"),
            f"measure quota: claimed by {HERE}.VotingQuota and by policytrack.measures._measures.LegalTest",
        ),
        (
            lambda known: known.with_record(RollCall, "division"),  # references and questions name the class
            lambda known: known.with_record(Elsewhere.RollCall, "roll"),
            f"class of records RollCall: claimed by {HERE}.RollCall and by {HERE}.Elsewhere.RollCall",
        ),
        (
            lambda known: known.with_record(RollCall),
            lambda known: known.with_record(Sitting, "Roll_call"),  # a table could not be told apart
            f"record type Roll_call: claimed by {HERE}.RollCall and by {HERE}.Sitting",
        ),
        (
            lambda known: known,  # what ships has the name of the class, and of the type
            lambda known: known.with_record(Elsewhere.Position, "place"),
            f"class of records Position: claimed by policytrack and by {HERE}.Elsewhere.Position",
        ),
        (
            lambda known: known,
            lambda known: known.with_record(Sitting, "status_change"),
            f"record type status_change: claimed by policytrack and by {HERE}.Sitting",
        ),
        (
            lambda known: known.with_measure(LegalTest, "newer").with_migration(
                "voting-quota", "newer", dict
            ),
            lambda known: known.with_measure(VotingQuota),
            f"measure voting-quota: claimed by builtins.dict and by {HERE}.VotingQuota",
        ),
        (
            lambda known: known.with_format(Notes()),
            lambda known: attrs.evolve(known, owner="plugin two").with_format(
                attrs.evolve(Elsewhere.Notes(), name="jottings")
            ),
            f"file ending .notes: claimed by {HERE}.Notes and by {HERE}.Elsewhere.Notes of plugin two",
        ),
    ],
)
def test_collision_names_both_owners(first: Any, second: Any, text: str) -> None:
    """Two things of one name are refused when the second is registered, with the names of both."""
    known = first(EMPTY)
    with pytest.raises(RegistrationError) as caught:
        second(known)
    assert str(caught.value) == f"{text} (rename one of them)"


def test_names_of_different_sorts_do_not_collide() -> None:
    """A measure, a record type, a lifecycle and a format may share a name."""
    known = EMPTY.with_measure(VotingQuota, "notes").with_record(RollCall, "notes").with_format(Notes())
    assert (known.kind_of(VotingQuota), known.type_of(RollCall), known.format("notes")) == (
        "notes",
        "notes",
        Notes(),
    )


FULL = EMPTY.with_measure(VotingQuota).with_record(RollCall).with_format(Notes())


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (
            lambda: FULL.kind_of(LegalTest),
            "policytrack.measures._measures.LegalTest: no such measure (allowed: voting-quota)",
        ),
        (
            lambda: FULL.kind_of(Elsewhere.VotingQuota),  # of the same name
            f"{HERE}.Elsewhere.VotingQuota: no such measure (allowed: voting-quota)",
        ),
        (
            lambda: FULL.type_of(Elsewhere.RollCall),
            f"{HERE}.Elsewhere.RollCall: no such record type (allowed: roll-call)",
        ),
        (lambda: FULL.format("note"), "note: no such format (allowed: notes)"),
        (lambda: EMPTY.format("json"), "json: no such format (allowed: none)"),
    ],
)
def test_unknown_thing_is_refused(ask: Callable[[], object], text: str) -> None:
    """What is not registered is refused with what is."""
    with pytest.raises(UnknownNameError) as caught:
        ask()
    assert str(caught.value) == text


def test_format_fits_the_protocol() -> None:
    """A format needs no base class."""
    format_: Format = FULL.format("notes")
    assert (format_.encode(Snapshot()).losses, format_.decode(b"").problems) == ((), ())


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("LegalTest", "legal-test"),
        ("Other", "other"),
        ("CO2Target", "co2-target"),  # a number ends a word
        ("HTTPServer", "http-server"),  # an abbreviation is one word
        ("ParseURL", "parse-url"),  # at the end too
        ("ABTest", "ab-test"),
        ("Quota2024", "quota2024"),  # a number begins none
        ("quota", "quota"),  # a class in lower case
    ],
)
def test_kebab(name: str, written: str) -> None:
    """A class name is written as its words in lower case with hyphens."""
    assert kebab(name) == written


SHIPPED_MEASURES = "disclosure legal-test other proof-standard review threshold time-limit"


def test_default_registry_knows_the_measures_of_the_design() -> None:
    """Each measure that ships has the name of its class in kebab case."""
    assert " ".join(sorted(Registry.default().measures)) == SHIPPED_MEASURES


def test_default_registry_knows_the_shipped_lifecycles() -> None:
    """Each lifecycle that ships stands under its id."""
    assert set(Registry.default().lifecycles) == {
        "uk-reform",
        "uk-bill",
        "us-bill",
        "de-gesetz",
        "de-vorlage",
        "recommendation",
        "request",
        "promise",
    }


def test_default_registry_knows_the_shipped_formats() -> None:
    """The formats of the design that need no store are there."""
    assert {"json", "jsonl", "yaml", "directory"} <= set(Registry.default().formats)


def test_default_registry_is_extended_apart() -> None:
    """What is added to the default registry is in the new one only."""
    known = Registry.default().with_lifecycle(lifecycle("Petition"))
    assert ("petition" in known.lifecycles, "petition" in Registry.default().lifecycles) == (True, False)


def test_shipped_lifecycle_cannot_be_replaced() -> None:
    """A plugin that brings another table of a shipped name is refused."""
    other = attrs.evolve(shipped("request"), title="Request")
    with pytest.raises(PolicytrackError, match="lifecycle request: claimed by"):
        Registry.default().with_lifecycle(other)


def test_unknown_measure_is_no_kind() -> None:
    """What stands for an unknown kind is not itself registered."""
    assert "unknown-measure" not in Registry.default().measures


def test_measure_alias_is_any_attrs_class() -> None:
    """The open union of measures is written as attrs' own protocol."""
    assert Measure is attrs.AttrsInstance


def test_shipped_registry_is_short_to_show() -> None:
    """Its parts would fill pages."""
    shown = repr(EMPTY.with_measure(VotingQuota))
    assert shown.startswith("<Registry of 1 measures, 0 records, 0 lifecycles, 0 formats, 0 checks, ")


@attrs.frozen(kw_only=True)
class Speaker(Person):
    """A class derived from one of ours that cannot be added to."""


class Bare(Record):
    """A class that is not decorated."""


@pytest.mark.parametrize(
    ("add", "reason"),
    [
        (lambda: EMPTY.with_record(Bare), "is no attrs class"),
        (lambda: EMPTY.with_measure(int), "is no attrs class"),
        (lambda: EMPTY.with_record(VotingQuota), "is no record"),  # type: ignore[arg-type]
        (lambda: EMPTY.with_record(Speaker), "adds to a class that cannot be added to"),
    ],
)
def test_unfit_class_is_refused(add: Callable[[], object], reason: str) -> None:
    """What could not be written or read is refused when it is registered, with what to do."""
    with pytest.raises(UnfitError, match=reason):
        add()


def of_type(hint: object) -> type[Checked]:
    """Return a class of values with one field of this type."""
    made: type[Checked] = attrs.make_class("Odd", {"held": attrs.field(type=hint)}, (Checked,), frozen=True)
    return made


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (Any, "field Odd.held: holds no Any (annotate Mapping[str, policytrack.JSON] for any JSON"),
        (Any | None, "holds no Any"),
        (list[str], "holds no list[str] (annotate tuple[str, ...] or the like)"),
        (tuple[str, int], "holds no tuple[str, int] (annotate tuple[str, ...]"),
        (set[str], "holds no set[str] (annotate frozenset[str] or the like)"),
        (tuple[dict, ...], "holds no dict (annotate Mapping[str, policytrack.JSON]"),
        (Annotated[bytes, "a mark"], "holds no bytes (annotate text, a number, a date, an enum, or"),
        (Literal["a"], "(annotate text, a number"),
    ],
)
def test_a_field_of_a_type_that_cannot_be_checked_is_refused(hint: object, words: str) -> None:
    """When the class is registered, and when a value of it is made; the error says what to annotate."""
    for make in (EMPTY.with_measure, lambda cls: cls(held="a")):
        with pytest.raises(UnfitError, match=re.escape(words)):
            make(of_type(hint))


def test_one_file_ending_has_one_format() -> None:
    """Otherwise the order of registration would choose."""
    other = attrs.evolve(Notes(), name="jottings")
    with pytest.raises(RegistrationError, match=r"file ending \.notes: claimed by .*Notes and by"):
        EMPTY.with_format(Notes()).with_format(other)


REFORM = Registry.default().lifecycles["uk-reform"]
PILOT = State("pilot", "on trial", Phase.DECIDED)


def test_a_lifecycle_of_ours_can_be_added_to() -> None:
    """Two plugins add states to it, and everything that it had stays."""
    known = Registry.default().with_states("uk-reform", [PILOT], [Route("accepted", "pilot")])
    more = State("pledged", "pledged", Phase.PROPOSED)
    both = known.with_states(
        "uk-reform", [more, PILOT], [Route("proposed", "pledged"), Route("accepted", "pilot")]
    )
    extended = both.lifecycles["uk-reform"]
    assert extended.states == (*REFORM.states, PILOT, more)
    assert extended.routes == (*REFORM.routes, Route("accepted", "pilot"), Route("proposed", "pledged"))


def test_a_state_has_one_meaning() -> None:
    """Another state of the same id is refused, with both owners; ours too."""
    known = Registry.default().with_states("uk-reform", [PILOT], [Route("accepted", "pilot")])
    with pytest.raises(
        RegistrationError, match="state of uk-reform pilot: claimed by 'on trial' and by 'tried'"
    ):
        known.with_states("uk-reform", [attrs.evolve(PILOT, label="tried")], [])
    accepted = attrs.evolve(REFORM.state("accepted"), phase=Phase.LAW)
    with pytest.raises(RegistrationError, match=f"state of uk-reform accepted: claimed by '{REFORM.title}'"):
        known.with_states("uk-reform", [accepted], [])


def test_a_derived_lifecycle_has_a_name_of_its_own() -> None:
    """A plugin that wants its own table begins with ours."""
    table = REFORM.extended([PILOT], [Route("accepted", "pilot")], id="pilots", title="Pilots")
    assert (table.id, table.title, REFORM.id) == ("pilots", "Pilots", "uk-reform")
    assert "pilots" in Registry.default().with_lifecycle(table).lifecycles


SECTORS = Vocabulary("org.example.sector", "Sectors", (Term("energy", "Energy", "Power and heat."),))


def test_terms_are_found_by_their_full_names() -> None:
    """The vocabulary stands in front."""
    known = EMPTY.with_vocabulary(SECTORS)
    assert known.term("org.example.sector:energy").definition == "Power and heat."
    for name in ("org.example.sector:energie", "sector:energy", "energy"):
        with pytest.raises(UnknownNameError):
            known.term(name)


def test_a_term_stands_once() -> None:
    """A vocabulary says each thing once."""
    with pytest.raises(InvalidRecordError, match="energy: stands twice"):
        Vocabulary("v", "V", (Term("energy", "Energy"), Term("energy", "Power")))


def test_resolutions_have_names() -> None:
    """A view is asked for by the name of the rule."""
    rule = Resolution("newest", (Criterion.LATEST_PUBLICATION,))
    known = Registry.default().with_resolution(rule)
    tracker = Tracker.from_snapshot(Snapshot(), registry=known)
    assert tracker.resolved_by("newest").resolution == rule
    with pytest.raises(UnknownNameError, match="oldest: no such resolution"):
        tracker.resolved_by("oldest")
    with pytest.raises(RegistrationError, match="resolution newest: claimed by 'newest' and by 'newest'"):
        known.with_resolution(attrs.evolve(rule, criteria=()))


def long_titles(view: Any) -> Any:
    """Report titles that fill a page."""
    for proposal in view.proposals:
        yield Problem("long-title", f"/proposals/{proposal.id}/title", "long", severity=Severity.INFO)


def failing(_: object) -> Any:
    """Fail half way."""
    yield Problem("told", "", "told before")
    raise ZeroDivisionError


def idle(_: object) -> Any:
    """Give what is no problem."""
    return ["long"]


def test_checks_are_asked_in_every_view() -> None:
    """A plugin's check reports like ours; one that fails is reported, and the others are asked."""
    known = Registry.default().with_check(failing).with_check(idle, "idle one").with_check(long_titles)
    assert list(known.checks) == ["failing", "idle one", "long-titles"]
    tracker = Tracker.from_snapshot(Snapshot(proposals=(Proposal(id="p", title="P"),)), registry=known)
    found = [(problem.code, problem.message) for problem in tracker.at(on="2024-01-01").problems()]
    assert found == [
        ("check-failed", "the check failing failed: ZeroDivisionError: "),
        ("check-failed", "the check idle one failed: TypeError: it gives str, which is no Problem"),
        ("long-title", "long"),
    ]


def test_a_term_that_is_none_is_reported() -> None:
    """What is written like a term of a known vocabulary is held to it; anything else is free."""
    known = Registry.default().with_vocabulary(SECTORS)
    topics = frozenset({"org.example.sector:enrgy", "org.example.sector:energy", "other:x", "policing"})
    snapshot = Snapshot(
        proposals=(Proposal(id="p", title="P", topics=topics),),
        organizations=(
            Organization(id="o", name="O", classification="org.example.sector:zzz"),
            Organization(id="b", name="B"),
        ),
    )
    tracker = Tracker.from_snapshot(snapshot, registry=known)
    assert [(problem.code, problem.path, problem.suggestion) for problem in tracker.problems()] == [
        ("unlisted-term", "/proposals/p/topics", "terms: energy"),
        ("unlisted-term", "/organizations/o/classification", "terms: energy"),
    ]
