"""Laws of what was known: later evidence changes no earlier answer, and order changes none at all."""

import datetime

from factories import change, cited, day, person, position, proposal, source
from hypothesis import given, reject
from hypothesis import strategies as st

from policytrack.errors import IntegrityError
from policytrack.lifecycle import shipped
from policytrack.model import Event, Figure, Proposal
from policytrack.resolution import BestEvidence, LatestPublished, PrimaryOnly
from policytrack.terms import CorrectionKind, SourceKind, Stance
from policytrack.tracker import Tracker

DAYS = [datetime.date(2023, 9, day).isoformat() for day in range(20, 30)]
DATES = [None, "2023", "2023-09", "[..2023-09-25]", "2023-09-24?", *DAYS]
STATES = [state.id for state in shipped("uk-reform").states]
ACTORS = ("ann", "bob")


@st.composite
def worlds(draw, prefix="", published=(None, *DAYS), claims=("c1", "c2", None), corrects=()):
    """Records about one proposal: sources that came out on some days, and what they report."""
    kinds, sources = st.sampled_from(list(SourceKind)), []
    for index in range(draw(st.integers(1, 4))):
        copied = draw(st.sampled_from([None, *(one.id for one in sources)]))
        came_out = draw(st.sampled_from(published))
        sources.append(source(f"{prefix}s{index}", came_out, kind=draw(kinds), derived_from_id=copied))
    cite = st.lists(st.sampled_from([one.id for one in sources]), max_size=3)
    changes, ids = [], list(corrects)
    for index in range(draw(st.integers(0, 6))):
        fields = {"claim": draw(st.sampled_from(claims))}
        if ids and draw(st.booleans()):
            fields |= {
                "corrects_id": draw(st.sampled_from(ids)),
                "correction": draw(st.sampled_from(list(CorrectionKind))),
            }
        name, date = f"{prefix}c-{index}", draw(st.sampled_from(DATES))
        changes.append(change(name, draw(st.sampled_from(STATES)), date, *draw(cite), **fields))
        ids.append(name)
    positions = [
        position(
            f"{prefix}p-{index}",
            draw(st.sampled_from(ACTORS)),
            draw(st.sampled_from(list(Stance))),
            draw(st.sampled_from(DATES)),
            *draw(cite),
        )
        for index in range(draw(st.integers(0, 4)))
    ]
    dated = {"on": day(draw(st.sampled_from(DATES))), "evidence": cited(*draw(cite))}
    event = Event(id=f"{prefix}event", label="Event", **dated)
    figures = [
        Figure(id=f"{prefix}f-{index}", label="people", low=index, evidence=cited(*draw(cite)))
        for index in range(draw(st.integers(0, 2)))
    ]
    better = Proposal(
        id=f"{prefix}better",
        title=f"{prefix}better",
        corrects_id="p",
        correction=CorrectionKind.CORRECTS,
        evidence=cited(*draw(cite)),
    )
    return [*sources, *changes, *positions, event, *figures, *([better] if draw(st.booleans()) else [])]


def answers(view):
    """Everything that a view answers about the proposal, as text and as values."""
    return (
        view.standing("p"),
        view.history("p"),
        view.stances("p"),
        str(view.explain("p")),
        str(view.coverage("p")),
        [str(conflict) for conflict in view.conflicts()],
        view.problems(),
        view.proposals,
        view.snapshot(),
    )


RESOLUTIONS = st.sampled_from([BestEvidence, LatestPublished, PrimaryOnly])
BASE = [proposal(), *(person(who) for who in ACTORS)]


@given(st.data(), st.sampled_from(DAYS), st.sampled_from([None, *DAYS]), RESOLUTIONS)
def test_what_comes_out_later_changes_no_earlier_answer(data, known, on, resolution):
    """For every K, evidence published after K changes nothing that was known on K."""
    early = data.draw(worlds())
    before = Tracker.of(*BASE, *early)
    ids = [record.id for record in before.status_changes]
    later = [day for day in DAYS if day > known] or ["2023-10-01"]
    late = data.draw(worlds(prefix="late-", published=later, corrects=ids))
    after = before.with_records(*late)
    assert answers(before.resolved_by(resolution).at(on=on, known=known)) == answers(
        after.resolved_by(resolution).at(on=on, known=known)
    )


@given(st.data(), st.sampled_from([None, *DAYS]), st.sampled_from([None, *DAYS]), RESOLUTIONS)
def test_the_order_of_records_changes_no_answer(data, on, known, resolution):
    """The fold is the same in whatever order records are added."""
    records = [*BASE, *data.draw(worlds())]
    shuffled = data.draw(st.permutations(records))
    one, other = (
        Tracker.of(*order).resolved_by(resolution).at(on=on, known=known) for order in (records, shuffled)
    )
    assert answers(one) == answers(other)


@given(worlds(), st.sampled_from(DAYS))
def test_a_day_after_everything_cuts_nothing_that_has_a_day(records, known):
    """A cut behind the last publication leaves exactly the reports whose sources have a day."""
    tracker = Tracker.of(*BASE, *records)
    seen = {change.id for change in tracker.at(known="9999-12-31").status_changes}
    dated = {one.id for one in tracker.sources if one.published is not None}
    assert seen == {
        change.id
        for change in tracker.status_changes
        if any(citation.source_id in dated for citation in change.evidence)
    }
    assert seen >= {change.id for change in tracker.at(known=known).status_changes}


@given(worlds(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_two_cuts_commute(records, on, known):
    """It makes no difference which day is named first."""
    tracker = Tracker.of(*BASE, *records)
    one, other = tracker.at(on=on).at(known=known), tracker.at(known=known).at(on=on)
    assert answers(one) == answers(other)
    assert one.snapshot() == other.snapshot()


@given(worlds())
def test_history_never_counts_what_was_withdrawn(records):
    """No report that was corrected or retracted stands in a history."""
    tracker = Tracker.of(*BASE, *records)
    left_out = {loser.change.id for loser in tracker.explain("p").left_out}
    assert left_out.isdisjoint(change.id for change in tracker.history("p"))


@given(worlds(), st.sampled_from([None, *DAYS]), st.sampled_from(DAYS), RESOLUTIONS)
def test_a_view_is_the_tracker_of_what_it_shows(records, on, known, resolution):
    """What was known on K is what a tracker answers that holds only what was public by K."""
    tracker = Tracker.of(*BASE, *records)
    view = tracker.at(known=known)
    shown = view.snapshot()
    try:
        then = Tracker.from_snapshot(shown)
    except IntegrityError:  # A correction can be public before what it corrects.
        reject()
    if shown.proposals:
        assert answers(view.resolved_by(resolution).at(on=on)) == answers(
            then.resolved_by(resolution).at(on=on)
        )
