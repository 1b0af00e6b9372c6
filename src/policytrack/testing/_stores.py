"""Whether a store keeps what it is given, revision by revision, and answers as the reference does."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

import attrs
from hypothesis import strategies as st

from policytrack.errors import ConflictError, IntegrityError, PolicytrackError, RecordNotFoundError
from policytrack.model import Person, Position, Record, Snapshot, references
from policytrack.registry import Registry
from policytrack.testing._engines import Scene, agree, answers_all, scenes
from policytrack.testing._running import EXAMPLES, expect, holds_for
from policytrack.tracker import Tracker

_BY: Mapping[str, str] = {"author": "check_store", "reason": "a check"}
_NOBODY = "check_store: nobody"


def check_store(
    open_new: Callable[[], AbstractContextManager[Any]],
    *,
    registry: Registry | None = None,
    drawn: st.SearchStrategy[Snapshot] | None = None,
    examples: int = EXAMPLES,
) -> None:
    """Check a store: what is written is kept, asked and told as `policytrack.open_store` says.

    However records come in, at once or one by one, the store has all of them, and answers every question as
    the reference does. What is written again makes no revision. A write that rests on an older revision, or
    does not fit, changes nothing. What is taken away is gone, and what was so at any earlier revision is
    still told: by `snapshot`, by views of its moment, by `history` and by `changes`.

    Args:
        open_new: Opens a new store that is empty, as a context manager that closes it.
        registry: What its records are of: with a plugin's registry its records are written too. None takes
            what ships.
        drawn: Snapshots to write, whose records fit together; None draws records of every type.
        examples: How many snapshots are drawn, each for a new store.

    Raises:
        AssertionError: It is not so; Hypothesis shows the smallest snapshot, and the question.
    """
    known = Registry.shipped() if registry is None else registry

    def fact(scene: Scene) -> None:
        with open_new() as store:
            checked = _Checked(store, scene, known)
            checked.is_filled()
            checked.answers()
            checked.tells_what_was()
            checked.refuses()
            checked.changes_one()
            checked.takes_away()

    holds_for(scenes(known, drawn), fact, examples)


class _Checked:
    """One store on its way through all that is checked."""

    def __init__(self, store: Any, scene: Scene, known: Registry) -> None:  # noqa: ANN401  # any store
        self.store, self.scene, self.known = store, scene, known
        self.moments: list[tuple[Any, Snapshot]] = []
        """Each revision with what was held then."""

    @property
    def latest(self) -> Any:  # noqa: ANN401  # a Revision, or what the store has instead
        return self.store.revision

    def is_filled(self) -> None:
        """Write the records, each step as a revision."""
        expect(len(self.store.snapshot()) == 0, "a new store is empty")
        before, held = self.latest, list[Record]()
        for step in in_steps(self.scene.world, self.scene.step):
            held += step
            revision = self.store.write(step, **_BY, expected=before)
            expect(revision.number == before.number + 1, "each write is one revision, numbered without gaps")
            expect(
                not self.moments or revision.recorded > before.recorded, "revisions are in the order of time"
            )
            expect(self.latest == revision, "the revision of a write is the latest")
            before = revision
            self.moments.append((revision, Snapshot.of(held)))
        self.has(self.scene.world, "what is written is kept")
        expect(self.store.write(self.scene.world, **_BY) == before, "what is written again makes no revision")

    def has(self, snapshot: Snapshot, otherwise: str) -> None:
        """Expect what the store holds now."""
        found = self.store.snapshot()
        lost = sorted({one.id for one in snapshot.records()} - {one.id for one in found.records()})
        expect(found == snapshot, f"{otherwise} (lost: {lost})" if lost else otherwise)

    def answers(self) -> None:
        """Ask everything of what is held now."""
        tracker = Tracker.from_snapshot(self.store.snapshot(), registry=self.known)
        answers_all(self.store.run, tracker, self.known)
        for question in self.scene.questions:
            agree(self.store.run, tracker, question)
        days = {"on": self.scene.on, "known": self.scene.known}
        for question in self.scene.questions[:2]:
            agree(self.store.at(**days).run, tracker.at(**days), question)

    def tells_what_was(self) -> None:
        """Ask of each moment what was held then, and of each record what became of it."""
        for (revision, held), question in zip(
            self.moments, itertools.cycle(self.scene.questions), strict=False
        ):
            expect(self.store.snapshot(recorded=revision.recorded) == held, "an earlier state is still told")
            tracker = Tracker.from_snapshot(held, registry=self.known)
            agree(self.store.at(recorded=revision.recorded).run, tracker, question)
        entries = self.store.changes()
        told = [(one.revision.number, one.record_id) for one in entries]
        wanted = [(number, record.id) for number, record in self.written()]
        expect(sorted(told) == sorted(wanted), "changes names each record that a revision wrote")
        expect([number for number, _ in told] == sorted(number for number, _ in told), "changes is in order")
        for number, record in self.written():
            (entry,) = [*self.store.history(record.id), None][:1]
            right = entry is not None and (entry.revision.number, entry.record) == (number, record)
            expect(right, "history tells what a revision wrote")
        if self.moments:
            first, last = self.moments[0][0], self.moments[-1][0]
            since = {one.record_id for one in self.store.changes(since=first)}
            expect(
                since == {name for number, name in wanted if number > first.number},
                "changes begins behind since",
            )
            until = {one.record_id for one in self.store.changes(until=first)}
            expect(
                until == {name for number, name in wanted if number <= first.number},
                "changes ends with until",
            )
            expect(not self.store.changes(since=last), "nothing changed after the latest revision")

    def written(self) -> Iterator[tuple[int, Record]]:
        """Give each record with the number of the revision that wrote it."""
        seen: set[str] = set()
        for revision, held in self.moments:
            fresh = [record for record in held.records() if record.id not in seen]
            seen |= {record.id for record in fresh}
            yield from ((revision.number, record) for record in fresh)

    def refuses(self) -> None:
        """Try what must not be, and expect that it left nothing."""
        latest, held = self.latest, self.store.snapshot()
        stray = Person(id=f"{_NOBODY} 1", name="nobody")
        wrong = Position(id=f"{_NOBODY} 2", proposal_id=f"{_NOBODY} 3", actor_id=stray.id)
        self.refused(IntegrityError, lambda: self.store.write([stray, wrong], **_BY), "what does not fit")
        self.refused(
            RecordNotFoundError, lambda: self.store.retract(_NOBODY, "gone", author="a"), "no record"
        )
        self.refused(RecordNotFoundError, lambda: self.store.history(_NOBODY), "the history of no record")
        if latest.number:
            stale = latest.number - 1
            write = lambda: self.store.write([stray], **_BY, expected=stale)  # noqa: E731  # as above
            self.refused(ConflictError, write, "a write that rests on an older revision")
        named = sorted({one.record_id for record in held.records() for one in references(record)})
        for name in named[:1]:
            retract = lambda name=name: self.store.retract(name, "gone", author="a")  # noqa: E731  # as above
            self.refused(IntegrityError, retract, "to take away what others refer to")
        expect((self.latest, self.store.snapshot()) == (latest, held), "what is refused leaves nothing")

    def refused(self, error: type[PolicytrackError], do: Callable[[], object], what: str) -> None:
        """Expect an error of ours."""
        try:
            do()
        except error:
            return
        expect(is_so=False, otherwise=f"{what} is refused with {error.__name__}")

    def changes_one(self) -> None:
        """Write a record anew: it has two entries in its history."""
        for record in itertools.islice(self.scene.world.records(), 1):
            changed = attrs.evolve(record, extras={"org.example:before": record.extras})
            revision = self.store.write([changed], **_BY)
            others = [one for one in self.scene.world.records() if one.id != record.id]
            now = Snapshot.of([*others, changed])
            self.moments.append((revision, now))
            self.has(now, "a record that is written anew is there once, as it is now")
            told = [one.record for one in self.store.history(record.id)]
            expect(told == [record, changed], "history has an entry for each time a record was written")
            self.answers()

    def takes_away(self) -> None:
        """Take away a record that nothing refers to, and write it again."""
        held = self.store.snapshot()
        named = {one.record_id for record in held.records() for one in references(record)}
        for record in [one for one in held.records() if one.id not in named][-1:]:
            before = self.latest
            revision = self.store.retract(record.id, "not ours", author="check_store", expected=before)
            self.has(
                Snapshot.of(one for one in held.records() if one.id != record.id),
                "what is taken away is gone",
            )
            entry = self.store.history(record.id)[-1]
            told = (entry.revision, entry.record) == (revision, None)
            expect(told, "history tells that a record was taken away")
            expect(
                self.store.snapshot(recorded=before.recorded) == held, "before it was taken away it is there"
            )
            self.answers()
            self.store.write([record], **_BY)
            self.has(held, "what was taken away can be written again")


def in_steps(world: Snapshot, size: int) -> Iterator[list[Record]]:
    """Give the records of a world in lists, each of which fits what stands in those before."""
    left, done = {record.id: record for record in world.records()}, set[str]()
    while left:
        ready = (one for one in left.values() if all(held.record_id in done for held in references(one)))
        step = list(itertools.islice(ready, size))
        yield step
        done |= {record.id for record in step}
        left = {name: record for name, record in left.items() if name not in done}
