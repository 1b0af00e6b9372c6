"""What changed between two moments: exact, its own mirror, and nothing but what follows from the records."""

from collections import Counter

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import calendar_days, instances, worlds

from policytrack import model
from policytrack.evidence._diff import _fields, diff
from policytrack.resolution import BestEvidence, LatestPublished, PrimaryOnly
from policytrack.tracker import Tracker

calm = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CLASSES = [cls for cls in model.record_fields().values() if cls is not model.Record]


def applied(value, fields, path=""):
    """A value with what stands at the paths of field changes put in."""
    own = {field.path: field.after for field in fields}
    new = {}
    for name in attrs.fields_dict(type(value)):
        place = f"{path}/{name}"
        if place in own:
            new[name] = own[place]
        elif any(other.startswith(f"{place}/") for other in own):
            new[name] = applied(getattr(value, name), fields, place)
    return attrs.evolve(value, **new)


def mirrored(found):
    """A change, a move or a shift, told the other way round."""
    return attrs.evolve(found, before=found.after, after=found.before)


@st.composite
def views(draw):
    """Views of small trackers on any days, or on none, by any rule."""
    days, rules = st.none() | calendar_days(), st.sampled_from([BestEvidence, LatestPublished, PrimaryOnly])
    tracker = Tracker.from_snapshot(draw(worlds()))
    return tracker.resolved_by(draw(rules)).at(on=draw(days), known=draw(days))


@calm
@given(views())
def test_nothing_changed_from_a_moment_to_itself(view):
    """A moment differs in nothing from itself."""
    found = diff(view, view)
    assert found.is_empty
    assert str(found) == "no change"


@calm
@given(views(), views())
def test_the_difference_is_exact(before, after):
    """What was added, removed and changed turns the records of the one side into those of the other."""
    found = diff(before, after)
    held = {record.id: record for record in before.snapshot().records()}
    for record in found.removed:
        del held[record.id]
    held |= {record.id: record for record in found.added}
    for change in found.changed:
        assert held[change.record_id] == change.before
        held[change.record_id] = applied(change.before, change.fields)
    assert model.Snapshot.of(held.values()) == after.snapshot()


@calm
@given(st.data(), st.sampled_from(CLASSES))
def test_the_places_that_differ_are_exact(data, cls):
    """Between any two records of a class, the places that differ turn the one into the other."""
    before, after = data.draw(instances(cls)), data.draw(instances(cls))
    fields = list(_fields(before, after, "")) if before != after else []
    assert applied(before, fields) == after
    assert all(field.before != field.after for field in fields)


@calm
@given(st.data(), st.sampled_from(CLASSES))
def test_members_are_exact(data, cls):
    """Of a collection, what was there less what was lost and with what was gained is what is there."""
    before, after = data.draw(instances(cls)), data.draw(instances(cls))
    for field in _fields(before, after, "") if before != after else ():
        if isinstance(field.before, tuple | frozenset) and isinstance(field.after, tuple | frozenset):
            expected = Counter(field.before) - Counter(field.lost) + Counter(field.gained)
            assert expected == Counter(field.after)


@calm
@given(views(), views())
def test_exchanged_sides_are_the_mirror(before, after):
    """Told the other way round, what was added was removed, and every change goes back."""
    there, back = diff(before, after), diff(after, before)
    assert (back.added, back.removed) == (there.removed, there.added)
    assert {change.record_id for change in back.changed} == {change.record_id for change in there.changed}
    for one, other in zip(there.changed, back.changed, strict=True):
        fields = tuple(mirrored(field) for field in one.fields)
        assert other == attrs.evolve(mirrored(one), fields=fields)
    assert [attrs.evolve(mirrored(moved), reason="") for moved in there.moved] == [
        attrs.evolve(moved, reason="") for moved in back.moved
    ]
    assert [mirrored(shift) for shift in there.shifted] == list(back.shifted)


@calm
@given(worlds(), worlds(), st.randoms(use_true_random=False))
def test_the_order_of_records_means_nothing(before, after, random):
    """Snapshots, and trackers of the same records in any order, differ in the same."""
    shuffled = [list(side.records()) for side in (before, after)]
    for side in shuffled:
        random.shuffle(side)
    assert diff(*(Tracker.of(*side) for side in shuffled)) == diff(before, after)


@calm
@given(views(), views())
def test_what_moved_stands_elsewhere(before, after):
    """A proposal moved if and only if its status, phase, date, extent or certainty is another."""
    moved = {item.proposal_id for item in diff(before, after).moved}
    both = {item.id for item in before.proposals} & {item.id for item in after.proposals}
    for proposal_id in both:
        one, other = before.standing(proposal_id), after.standing(proposal_id)
        elsewhere = any(
            getattr(one, name) != getattr(other, name)
            for name in ("status", "phase", "since", "extent", "certain")
        )
        assert (proposal_id in moved) == elsewhere


@calm
@given(views(), views())
def test_a_move_has_a_reason(before, after):
    """Every move says why, with ids that one of the sides holds."""
    held = {record.id for side in (before, after) for record in side.snapshot().records()}
    for moved in diff(before, after).moved:
        assert moved.reason
        assert held.issuperset(moved.because)


@calm
@given(worlds(), calendar_days(), calendar_days())
def test_what_was_public_stays_public(world, one, other):
    """As time goes on, more becomes known and nothing is forgotten."""
    tracker = Tracker.from_snapshot(world)
    assert diff(tracker.at(known=min(one, other)), tracker.at(known=max(one, other))).removed == ()


@calm
@given(views(), views())
def test_a_fact_is_a_line(before, after):
    """The text has a line for each fact, a record that changed as many as it has facts that changed."""
    found = diff(before, after)
    single = (found.moved, found.shifted, found.corrected, found.added, found.removed)
    fields = [field for change in found.changed for field in change.fields]
    told = sum(map(len, single)) + sum(len(field.lost) + len(field.gained) or 1 for field in fields)
    assert len(str(found).splitlines()) == told or found.is_empty
