"""The contract kit accepts what fits, and finds what does not."""

import enum
import importlib.util
import runpy
from typing import Annotated

import attrs
import pytest
from hypothesis import strategies as st

import policytrack as pt
from policytrack import formats, lifecycle, testing
from policytrack.formats._one_way import ReadOnly, WriteOnly
from policytrack.registry import Registry
from policytrack.testing._records import is_unknown_enough


class Unit(enum.StrEnum):
    """What is counted."""

    TONNE = "t"


@attrs.frozen(kw_only=True, repr=False)
class Cap(pt.Checked):
    """A measure with a rule."""

    value: float
    unit: Unit
    by: pt.PartialDate
    since: pt.PartialDate | None = None

    def rules(self):
        """Refuse a cap of nothing."""
        if self.value == 0:
            yield pt.Problem("no-cap", "/value", "nothing is no cap")


@attrs.frozen(kw_only=True, repr=False)
class Pledge(pt.Proposal):
    """A proposal with more fields."""

    by_id: Annotated[str, pt.RefersTo("Organization")] | None = None
    year: int = 2030


@attrs.frozen(kw_only=True, repr=False)
class Report(pt.Assertion):
    """A record that refers to a proposal of a plugin and to any record."""

    pledge_id: Annotated[str, pt.RefersTo("Pledge")]
    about_ids: frozenset[Annotated[str, pt.RefersTo()]] = frozenset()
    caps: tuple[Cap, ...] = ()


KNOWN = Registry.shipped().with_measure(Cap).with_record(Pledge).with_record(Report)


def test_what_fits_is_accepted():
    """Measures, proposals and records of a plugin, registered or not."""
    testing.check_measure(Cap, examples=5)
    testing.check_measure(Cap, registry=KNOWN, examples=5)
    testing.check_record_type(Pledge, examples=5)
    testing.check_record_type(Report, registry=KNOWN, examples=5)


@attrs.define
class Loose:
    """A measure that can be changed."""

    text: str = "a"


@attrs.define(unsafe_hash=True)
class Soft:
    """A measure that can be hashed and changed."""

    text: str = "a"


@attrs.frozen(eq=False)
class Apart:
    """A measure that equals nothing but itself."""

    text: str = "a"


@attrs.frozen(kw_only=True, repr=False)
class Stray(pt.Record):
    """A record whose reference says nothing of where it leads."""

    pledge_id: str


@attrs.frozen(kw_only=True)
class Lossy(pt.Record):
    """A record that is read otherwise than it was written."""

    amount: float = 0

    def __attrs_post_init__(self):
        """Round."""
        object.__setattr__(self, "amount", self.amount + 1)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: testing.check_measure(Loose), "it is hashable"),
        (lambda: testing.check_measure(Soft), "it is frozen"),
        (lambda: testing.check_measure(Apart), "equal values have one hash"),
        (lambda: testing.check_record_type(Lossy), "copied|reads what it wrote|would not be read back"),
    ],
)
def test_what_does_not_fit_is_told(check, words):
    """The smallest example is shown, with what should be so."""
    with pytest.raises((AssertionError, TypeError, pt.EncodeError), match=words):
        check()


@pytest.mark.parametrize("name", lifecycle.SHIPPED)
def test_the_shipped_lifecycles_fit(name):
    """Our own tables keep what a plugin's must keep."""
    testing.check_lifecycle(lifecycle.shipped(name))


def test_a_plugins_lifecycle_is_checked():
    """A table of its own, and one of ours with more states."""
    on_trial = pt.State("on-trial", "on trial", pt.Phase.DECIDED, "It is tried in one place.")
    reform = lifecycle.shipped("uk-reform")
    testing.check_lifecycle(reform.extended([on_trial], [pt.Route("accepted", "on-trial")]))
    testing.check_lifecycle(reform.extended([], [], id="reform"))
    with pytest.raises(AssertionError, match="a: a definition says what it means"):
        testing.check_lifecycle(pt.Lifecycle("x", "X", (pt.State("a", "a", pt.Phase.PROPOSED),), ()))


@pytest.mark.parametrize("name", ["json", "jsonl", "directory"])
def test_the_shipped_formats_fit(name):
    """Our own formats keep what a plugin's must keep."""
    testing.check_format(formats.get(name), registry=KNOWN, examples=5)


class Titles(WriteOnly):
    """A format that writes titles."""

    name = "titles"
    suffixes = (".titles",)
    count = 0

    def encode(self, snapshot, *, registry=None):
        """Write the titles."""
        del registry
        return pt.Encoded("\n".join(proposal.title for proposal in snapshot.proposals).encode())


class Fickle(Titles):
    """A format that never writes the same."""

    def encode(self, snapshot, *, registry=None):
        """Write how often it wrote."""
        del snapshot, registry
        self.count += 1
        return pt.Encoded(str(self.count).encode())


class Names(ReadOnly):
    """A format that reads a name a line."""

    name = "names"
    suffixes = (".names",)

    def decode(self, data, *, strict=True, registry=None):
        """Read the names."""
        del strict, registry
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise pt.DecodeError(self.name, [pt.Problem("bad-encoding", "", "not UTF-8")]) from None
        names = sorted({word for word in text.split() if word.isalpha()})
        return pt.Decoded(pt.Snapshot.of([pt.Person(id=name, name=name) for name in names]))


class Fragile(Names):
    """A format that fails on what it does not expect."""

    def decode(self, data, *, strict=True, registry=None):
        """Read a number."""
        del strict, registry
        return pt.Decoded(pt.Snapshot(people=(pt.Person(id=str(int(data)), name="P"),)))


class Forgetful(formats.get("json").__class__):
    """A format that forgets proposals without saying so."""

    def encode(self, snapshot, *, registry=None):
        """Write all but the proposals."""
        return super().encode(attrs.evolve(snapshot, proposals=()), registry=registry)


def test_formats_of_one_way_are_checked():
    """What is only written is the same each time, and what is only read refuses damage by errors of ours."""
    testing.check_format(Titles(), examples=5)
    testing.check_format(Names(), sample=b"ann bob")


ONE = st.just(pt.Snapshot(proposals=(pt.Proposal(id="p", title="P"),)))


class Picky(Titles):
    """A format that cannot write an empty title list."""

    def encode(self, snapshot, *, registry=None):
        """Refuse what has records."""
        if len(snapshot):
            raise pt.EncodeError(self.name, [pt.Problem("too-many", "", "only nothing is written")])
        return super().encode(snapshot, registry=registry)


def test_a_format_may_say_that_it_cannot_write_something():
    """That is an answer, too."""
    testing.check_format(Picky(), examples=5)


def test_the_kit_names_its_extra(monkeypatch):
    """Without Hypothesis nothing of it works."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[testing\]"):
        runpy.run_path(testing.__file__)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: testing.check_format(Names()), "is checked with a sample"),
        (lambda: testing.check_format(Fickle(), drawn=ONE), "it writes the same bytes each time"),
        (
            lambda: testing.check_format(Forgetful(), drawn=ONE),
            "it loses what it declares lost, and no more",
        ),
        (lambda: testing.check_format(Fragile(), sample=b"12"), "invalid literal"),
        (lambda: testing.check_format(Fragile(), sample={"a": b"12"}), "int"),
    ],
)
def test_formats_that_do_not_fit_are_told(check, words):
    """Each promise is held to."""
    with pytest.raises((AssertionError, ValueError, TypeError), match=words):
        check()


def test_what_is_unknown_is_no_known_thing():
    """A drawn unknown measure or record that has a known name is drawn anew."""
    known = pt.UnknownMeasure("cap", {}), pt.UnknownMeasure("cape", {})
    enough = [is_unknown_enough(pt.Proposal(id="p", title="P", measure=one), KNOWN) for one in known]
    assert enough == [False, True]
    assert not is_unknown_enough(pt.UnknownRecord(id="r", type="report", data={}), KNOWN)


def test_a_reference_to_what_nobody_knows_may_be_right():
    """Where a plugin is absent, its record may be of the type that another plugin refers to."""
    unknown = pt.UnknownRecord(id="x", type="pledge-of-somebody", data={})
    report = Report(id="r", pledge_id="x")
    assert pt.Tracker.of(unknown, report, registry=KNOWN).get("r") == report
    with pytest.raises(pt.IntegrityError, match="is a UnknownRecord"):
        pt.Tracker.of(unknown, pt.Position(id="q", proposal_id="x", actor_id="x"), registry=KNOWN)
