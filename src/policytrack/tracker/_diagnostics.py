"""What is worth a look in the histories of a view: each a `Problem` that docs/diagnostics.md explains."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from policytrack.dates import PartialDate, Precision
from policytrack.errors import Problem, Severity, nearest
from policytrack.integrity import path_of
from policytrack.lifecycle import Lifecycle
from policytrack.model import Proposal, Record, StatusChange
from policytrack.registry import Check
from policytrack.resolution import Nearness
from policytrack.tracker._standings import Standings
from policytrack.tracker._twins import spoken_of, subject_of


def diagnostics(view: Standings) -> Iterator[Problem]:
    """Report what is odd in the histories, the memberships and the processes of a view."""
    about: dict[str, list[StatusChange]] = defaultdict(list)
    for change in view.status_changes:
        about[change.proposal_id].append(change)
    for proposal in view.proposals:
        lifecycle, history = view.lifecycle(proposal), view.history(proposal.id)
        if lifecycle is not None:
            yield from lifecycle.problems(history)
            yield from _no_state(about[proposal.id], history, lifecycle)
        yield from _one_day(history)
        yield from _far_from_the_fact(view, proposal)
        yield from _of_a_twin(view, proposal)
    yield from _backwards(view)
    yield from _unsourced(view)
    yield from _unlisted(view)
    for name, check in view.registry.checks.items():
        yield from _checked(view, name, check)


def _checked(view: Standings, name: str, check: Check) -> Iterator[Problem]:
    """Ask a plugin's check; one that fails is reported, and keeps no other from being asked."""
    try:
        found: list[Any] = list(check(view))
        if wrong := [type(problem).__name__ for problem in found if not isinstance(problem, Problem)]:
            message = f"it gives {wrong[0]}, which is no Problem"
            raise TypeError(message)  # noqa: TRY301  # Told like every other failure.
        yield from found
    except Exception as error:  # noqa: BLE001  # A plugin's check may fail in any way.
        message = f"the check {name} failed: {type(error).__name__}: {error}"
        yield Problem("check-failed", "", message, "tell the authors of the plugin", Severity.WARNING)


def _unlisted(view: Standings) -> Iterator[Problem]:
    """Report what is written like a term of a known vocabulary, and is none."""
    written: list[tuple[Record, str, str]] = [
        (proposal, "/topics", topic) for proposal in view.proposals for topic in sorted(proposal.topics)
    ]
    written += [
        (body, "/classification", body.classification)
        for body in view.organizations
        if body.classification is not None
    ]
    for record, place, text in written:
        vocabulary_id, _, term = text.rpartition(":")
        vocabulary = view.registry.vocabularies.get(vocabulary_id)
        known = [one.id for one in vocabulary.terms] if vocabulary is not None else [term]
        if term not in known:
            near = nearest(term, known) or known
            path, message = path_of(record, place), f"{term}: no term of {vocabulary_id}"
            yield Problem("unlisted-term", path, message, f"terms: {', '.join(near)}", Severity.WARNING)


def _no_state(
    reports: Iterable[StatusChange], history: Iterable[StatusChange], lifecycle: Lifecycle
) -> Iterator[Problem]:
    """Report the states of reports that are in no history, because they lost or were withdrawn."""
    told = {change.id for change in history}
    for change in reports:
        if change.id not in told:
            yield from lifecycle.problems([change])


def _unsourced(view: Standings) -> Iterator[Problem]:
    """Report facts that no source bears, and sources of which nothing tells when they came out."""
    for record in (*view.status_changes, *view.positions, *view.events, *view.figures):
        if not record.evidence:
            message = f"{record.id}: no source bears this"
            hint = "cite one, or it counts in no view that asks what was known"
            yield Problem("no-source", path_of(record, "/evidence"), message, hint, Severity.WARNING)
    for source in view.sources:
        if source.published is None:
            stand_in = (
                f"its retrieval on {source.retrieved_on} stands in"
                if source.retrieved_on
                else "nothing stands in"
            )
            message = f"{source.id}: when this came out is not recorded, and {stand_in}"
            hint = "look at the page or its address; what only it bears counts as known late, or never"
            yield Problem("undated-source", path_of(source, "/published"), message, hint, Severity.INFO)


def _one_day(history: Sequence[StatusChange]) -> Iterator[Problem]:
    """Two transitions on one day may be one that two sources name differently."""
    for before, after in pairwise(history):
        if before.on is not None and before.on == after.on and before.on.precision is Precision.DAY:
            message = f"{before.to} and {after.to} both on {after.on}"
            hint = "give them one claim if they are reports of one transition"
            yield Problem("two-states-on-one-day", path_of(after, "/on"), message, hint, Severity.INFO)


def _far_from_the_fact(view: Standings, proposal: Proposal) -> Iterator[Problem]:
    change = view.standing(proposal.id).change
    if change is not None and all(seen.nearness < Nearness.PRIMARY for seen in view.sight.witnesses(change)):
        message = f"{change.to}: no primary source bears it"
        hint = "look for the court, the statute, Hansard or the body's own page"
        yield Problem("secondary-status", path_of(change, "/evidence"), message, hint, Severity.INFO)


def _of_a_twin(view: Standings, proposal: Proposal) -> Iterator[Problem]:
    subject = subject_of(proposal.measure)
    if subject is None:
        return
    for _, reports in view.reports(proposal.id):
        for change in reports:
            twin = spoken_of(change, subject)
            if twin is not None:
                sources = ", ".join(sorted({citation.source_id for citation in change.evidence}))
                message = (
                    f"{proposal.id} would change {subject}, and the wording speaks of {twin} [{sources}]"
                )
                hint = "see whether the source means the other, or takes one for the other"
                yield Problem("wording-of-twin", path_of(change, "/wording"), message, hint, Severity.WARNING)


def _backwards(view: Standings) -> Iterator[Problem]:
    """Report what surely ends before it begins."""
    for membership in view.memberships():
        if _reversed(membership.start_date, membership.end_date):
            yield _end_before_beginning(
                path_of(membership, "/end_date"), membership.end_date, membership.start_date
            )
    for process in view.processes:
        dates = [step.on for step in process.milestones]
        for index, on in enumerate(dates):
            # The nearest one that is surely later: what stands between may have no date, or a vague one.
            later = next((date for date in reversed(dates[:index]) if _reversed(date, on)), None)
            if later is not None:
                yield _end_before_beginning(path_of(process, f"/milestones/{index}"), on, later)
    events = [event for event in view.events if view.sight.stands(event)]
    days = {event.id: event.on for event in events}
    for event in events:
        outcome = days.get(event.outcome_id or "")
        if _reversed(event.on, outcome):
            yield _end_before_beginning(path_of(event, "/outcome_id"), outcome, event.on)


def _reversed(first: PartialDate | None, last: PartialDate | None) -> bool:
    return first is not None and last is not None and last.surely_before(first)


def _end_before_beginning(path: str, last: PartialDate | None, first: PartialDate | None) -> Problem:
    message = f"{last} is before {first}"
    return Problem("end-before-beginning", path, message, "one of the two is wrong", Severity.WARNING)
