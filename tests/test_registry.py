"""The registry as a value: adding, colliding, looking up."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest

from policytrack.errors import PolicytrackError, RegistrationError, UnknownNameError
from policytrack.lifecycle import Lifecycle, State, shipped
from policytrack.measures import (
    LegalTest,
)
from policytrack.model import (
    Measure,
    Record,
    Snapshot,
)
from policytrack.registry import Decoded, Encoded, Format, Registry, kebab
from policytrack.terms import Phase

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


class Elsewhere:
    """Another plugin, whose classes have the same names."""

    @attrs.frozen
    class VotingQuota:
        """Another measure of that name."""

    @attrs.frozen(kw_only=True)
    class RollCall(Record):
        """Another record type of that name."""

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
