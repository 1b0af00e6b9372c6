"""`check_engine` and `check_store` accept what is right, and say what is wrong with what is not."""

import contextlib
import itertools

import attrs
import plugins
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytrack as pt
from policytrack import query as q
from policytrack import testing
from policytrack.engines import memory, reference
from policytrack.errors import UnsupportedQuery
from policytrack.testing import _engines, _running, _worlds

pytest.importorskip("sqlalchemy")

DAY = pt.PartialDate.parse
SOURCES = (
    pt.Source(id="s1", title="S", published=DAY("2023-01-02")),
    pt.Source(id="s2", title="T", published=DAY("2024-02-03"), retrieved_on=DAY("2024-02-04")),
)
WORLD = st.just(
    pt.Snapshot.of(
        [
            *SOURCES,
            pt.Person(id="ann", name="Ann"),
            pt.Proposal(id="p", title="P", summary="x", evidence=(pt.Citation("s1"),)),
            pt.Proposal(id="r", title="P", part_of_id="p", evidence=(pt.Citation("s2"),)),
            pt.Position(id="t", proposal_id="p", actor_id="ann", evidence=(pt.Citation("s1"),)),
        ]
    )
)


def test_a_right_engine_is_accepted():
    """Ours, with what ships and with a plugin's records."""
    testing.check_engine(memory.answer, examples=3)
    testing.check_engine(memory.answer, registry=plugins.INQUIRIES, examples=3)


@pytest.mark.usefixtures("quick")
def test_an_engine_may_say_that_it_cannot():
    """But for all records of a class, which it must have."""

    def plain(view, question):
        if getattr(question, "condition", question) is not None:
            raise UnsupportedQuery("plain", [])
        return memory.answer(view, question)

    testing.check_engine(plain, examples=3)
    with pytest.raises(UnsupportedQuery):
        testing.check_engine(lambda *_: plain(None, q.select(pt.Person).count()), drawn=WORLD, examples=1)


def forgetful(view, question):
    """An engine that forgets proposals without a summary."""
    if isinstance(question, q.Query) and question.record is pt.Proposal:
        question = question.where(~q.Proposal.summary.is_missing())
    return memory.answer(view, question)


def timeless(view, question):
    """An engine that does not look at the days of its view."""
    return memory.answer(view.at(on=None, known=None), question)


def disordered(view, question):
    """An engine that turns the order round."""
    found = memory.answer(view, question)
    return q.Result(tuple(found)[::-1], found.cursor) if isinstance(found, q.Result) else found


def changed(view, question):
    """An engine that gives other records of the same id."""
    found = memory.answer(view, question)
    if not isinstance(question, q.Query):
        return found
    return q.Result(tuple(attrs.evolve(one, extras={"a:b": 1}) for one in found), found.cursor)


def endless(view, question):
    """An engine that has no pages."""
    found = memory.answer(view, question)
    return q.Result(tuple(found)) if isinstance(found, q.Result) else found


def miscounting(view, question):
    """An engine that counts one too many."""
    found = memory.answer(view, question)
    return found + 1 if isinstance(found, int) else found


def stubborn(*besides):
    """An engine that goes on with the values of the first question of a kind, but about some fields."""
    first = {}

    def answered(view, question):
        match question:
            case q.Query(condition=q.Compare(field, op)) if field.name not in besides:
                # With the view, so that no other gets its number.
                _, question = first.setdefault((id(view), field, op), (view, question))
        return memory.answer(view, question)

    return answered


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        (stubborn(), "the records are"),
        (stubborn("id"), "the records are"),
        (forgetful, "the records are"),
        (timeless, "the records are"),
        (disordered, "the order is"),
        (changed, "is shown, and not"),
        (endless, "the cursor is the place behind the last record"),
        (miscounting, "is the answer, and not"),
    ],
)
@pytest.mark.usefixtures("quick")
def test_wrong_engines_are_told(engine, words):
    """Each with the question, and with what the reference says; the first one ends it."""
    with pytest.raises(AssertionError, match=words):
        testing.check_engine(engine, drawn=WORLD, examples=1000)


@pytest.fixture(name="quick")
def _quick(monkeypatch):
    """Look for a failure, and not for the smallest: that takes long and is Hypothesis' own affair."""
    monkeypatch.setattr(_running, "PHASES", (_running.Phase.generate,))


class Kept:
    """A store as others may write it: what it does not say itself, one of ours does."""

    def __init__(self):
        self.inner = pt.open_store("sqlite://", registry=pt.Registry.shipped())

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.inner.close()


class Full(Kept):
    """It comes with somebody."""

    def __init__(self):
        super().__init__()
        self.inner.write([pt.Person(id="bob", name="Bob")], author="a", reason="b")


class Eager(Kept):
    """It makes a revision of everything."""

    def write(self, records, **said):
        """Write somebody besides."""
        somebody = pt.Person(id=f"n{self.revision.number}", name="N")
        given = records.records() if isinstance(records, pt.Snapshot) else records
        return self.inner.write([*given, somebody], **said)


class Busy(Kept):
    """It makes a revision of what it has."""

    count = 0

    @property
    def revision(self):
        """The latest revision, another each time."""
        self.count += 1
        return attrs.evolve(self.inner.revision, author=str(self.count))


class Careless(Kept):
    """It overlooks what others wrote."""

    def write(self, records, *, expected=None, **said):
        """Write whatever was written meanwhile."""
        del expected
        return self.inner.write(records, **said)


class Trusting(Kept):
    """It keeps what does not fit."""

    def write(self, records, **said):
        """Write as much as can be."""
        with contextlib.suppress(pt.IntegrityError):
            return self.inner.write(records, **said)
        return self.inner.revision


class Half(Kept):
    """It keeps half of what it refuses."""

    def write(self, records, **said):
        """Write each record by itself."""
        try:
            return self.inner.write(records, **said)
        except pt.IntegrityError:
            self.inner.write(list(records)[:1], **said)
            raise


class Absent(Kept):
    """It forgets what was."""

    def snapshot(self, recorded=None):
        """Return the present."""
        del recorded
        return self.inner.snapshot()


class Mute(Kept):
    """It has no history of what it took away."""

    def history(self, record_id):
        """Return what was written."""
        return tuple(one for one in self.inner.history(record_id) if one.record is not None)


class Repeating(Kept):
    """It tells changes from the beginning each time."""

    def changes(self, since=None, until=None):
        """Return all up to a revision."""
        del since
        return self.inner.changes(until=until)


class Unbounded(Kept):
    """It tells changes to the end each time."""

    def changes(self, since=None, until=None):
        """Return all from a revision on."""
        del until
        return self.inner.changes(since=since)


class Deaf(Kept):
    """It takes nothing away."""

    def retract(self, record_id, reason, *, author, expected=None):
        """Look for the record."""
        self.inner.history(record_id)
        del reason, author, expected
        return self.inner.revision


class Blind(Kept):
    """It answers nothing."""

    def run(self, question):
        """Return no record."""
        return q.Result(()) if isinstance(question, q.Query) else self.inner.run(question)


@pytest.mark.parametrize(
    ("store", "words"),
    [
        (Full, "a new store is empty"),
        (Eager, "what is written is kept"),
        (Busy, "the revision of a write is the latest"),
        (Careless, "a write that rests on an older revision is refused with ConflictError"),
        (Trusting, "what does not fit is refused with IntegrityError"),
        (Half, "what is refused leaves nothing"),
        (Absent, "an earlier state is still told|before it was taken away it is there"),
        (Mute, "history tells that a record was taken away"),
        (Repeating, "changes begins behind since"),
        (Unbounded, "changes ends with until"),
        (Deaf, "is refused with IntegrityError|what is taken away is gone"),
        (Blind, "the records are"),
    ],
)
@pytest.mark.usefixtures("quick")
def test_wrong_stores_are_told(store, words):
    """Each promise is held to."""
    with pytest.raises(AssertionError, match=words):
        testing.check_store(store, drawn=WORLD, examples=30)


def test_a_right_store_is_accepted():
    """Ours, with what ships and with a plugin's records."""
    testing.check_store(Kept, examples=2)
    opened = itertools.repeat(plugins.PLEDGES)
    testing.check_store(
        lambda: pt.open_store("sqlite://", registry=next(opened)), registry=plugins.PLEDGES, examples=2
    )


@attrs.frozen(kw_only=True)
class Fussy(pt.Record):
    """A record of a plugin that refuses the texts that the kit likes records to share."""

    note: str

    def rules(self):
        """Refuse them."""
        if self.note in _worlds._TEXTS:
            yield pt.Problem("unfit", "/note", "not this one")


# Composite, since what a strategy is given is shown where it draws in vain: a registry would fill pages.
@st.composite
def fussy(draw):
    """Records of that class."""
    return draw(_worlds._meeting(Fussy, pt.Registry.shipped().with_record(Fussy)))


@given(fussy())
def test_what_a_plugin_refuses_is_not_drawn(record):
    """Each record follows the rules of its class."""
    assert record.note not in _worlds._TEXTS


def test_a_scene_shows_its_questions():
    """A failure is read by people."""
    scene = _engines.Scene(pt.Snapshot(), (q.select(pt.Person).count(),), None, None, None, 1)
    assert repr(scene) == 'Snapshot() asked {"count":true,"select":"Person"} on None, known None'


def test_no_answer_of_the_reference_is_wrong():
    """It is what all are held to."""
    testing.check_engine(reference.answer, examples=2)
