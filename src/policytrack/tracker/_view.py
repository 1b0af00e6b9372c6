"""A view: what was true on a day, as it was known on another."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from policytrack.dates import UNSET, Day, Unset, calendar_day
from policytrack.errors import Problem
from policytrack.model import Event, Record
from policytrack.resolution import Resolution
from policytrack.tracker._index import Index
from policytrack.tracker._sight import Sight
from policytrack.tracker._standings import Standings

if TYPE_CHECKING:
    from collections.abc import Callable

    from policytrack.answers import Comparison, Conflict, Coverage, Explanation, Outcome
    from policytrack.engines.memory import Plan
    from policytrack.query import Count, Group, GroupCount, Query, Result
    from policytrack.tracker._cut import Cut

R = TypeVar("R", bound=Record)

# The longer answers are loaded when somebody asks for one: importing a tracker stays light.
# ruff: noqa: PLC0415


class View(Standings):
    """The records of a tracker cut on two axes: `on`, when it happened, and `known`, when it was public.

    None cuts nothing on its axis; it never means today. A record shows only the evidence that was public
    by `known`; one that states a fact and has none left is not there. Records that state no fact, such
    as people, are always there. Between competing reports its `resolution` decides.

    Every answer about a proposal raises `RecordNotFoundError` where there is no such proposal; one that
    was not public yet has the standing `unassessed`, no history and no stances.
    """

    def at(self, on: Day | Unset | None = UNSET, known: Day | Unset | None = UNSET) -> "View":
        """Return a view on other days; an axis that is not named stays as it is.

        Args:
            on: One calendar day: what had possibly happened by then counts. None cuts nothing.
            known: One calendar day: only what was public by then counts. None cuts nothing.

        Raises:
            InvalidDateError: A text is not one calendar day.
        """
        day = self._on if isinstance(on, Unset) else calendar_day(on)
        if isinstance(known, Unset) or (cut := calendar_day(known)) == self.known:
            return View(self._sight, day, self._resolution)
        return View(Sight(self._index, cut), day, self._resolution)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the records and the cuts; what was worked out is worked out again."""
        days = (None if self.on is None else str(self.on), None if self.known is None else str(self.known))
        return _restored, (self._index, *days, self._resolution)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} of {len(self._index.by_id)} records, on {self.on}, known {self.known}>"
        )

    def _repr_html_(self) -> str:
        """Show the proposals with their status in a notebook, escaped."""
        from policytrack.tracker._notebook import view_html

        return view_html(self)

    def resolved_by(self, resolution: Resolution | str) -> "View":
        """Return the same view, in which another rule decides between competing reports.

        Args:
            resolution: The rule, or its name in the registry.

        Raises:
            UnknownNameError: No resolution has the name.
        """
        rule = self.registry.resolution(resolution) if isinstance(resolution, str) else resolution
        return View(self._sight, self._on, rule)

    def explain(self, proposal_id: str) -> "Explanation":
        """Say why a proposal stands where it does: every transition, who lost, and by which rule."""
        from policytrack.tracker._explain import explain

        return explain(self, proposal_id)

    def coverage(self, proposal_id: str) -> "Coverage":
        """Say who was heard on a proposal and who was not, and what is not known."""
        from policytrack.tracker._coverage import coverage

        return coverage(self, proposal_id)

    def conflicts(self) -> "tuple[Conflict, ...]":
        """Find status changes, dates, actors, figures and roles on which sources disagree.

        Claims stay apart: a conflict shows every value with its sources, and which of them, if any, the
        resolution takes.
        """
        from policytrack.tracker._conflicts import conflicts

        return conflicts(self)

    def compare(self, first_id: str, second_id: str) -> "Comparison":
        """Tell whether two proposals would change the same thing, by their measures.

        Near-twins are told apart: a legal test and a standard of proof, a threshold to investigate and
        one to refer or to charge, a limit in time and a duty to report.
        """
        from policytrack.tracker._compare import compare

        return compare(self.proposal(first_id), self.proposal(second_id))

    def outcomes(self) -> "tuple[Outcome, ...]":
        """Return the outcome of every event that the view shows, whatever the view's days.

        An accusation is never shown without the verdict that came later.
        """
        from policytrack.answers import Outcome

        pairs = ((event, self._index.by_id.get(event.outcome_id or "")) for event in self.events)
        return tuple(Outcome(event=event, outcome=end) for event, end in pairs if isinstance(end, Event))

    @overload
    def run(self, question: "Query[R]") -> "Result[R]": ...
    @overload
    def run(self, question: "Count[Any]") -> int: ...
    @overload
    def run(self, question: "GroupCount[Any]") -> "tuple[Group, ...]": ...
    def run(self, question: Any) -> object:  # as the overloads say
        """Answer a question; the days that it does not name are those of this view.

        Args:
            question: A query, a count or a count of groups, as `policytrack.query` makes them.
        """
        return self._ask(self, question)

    @cached_property
    def _ask(self) -> "Callable[[View, object], object]":
        from policytrack.engines.memory import answer

        return cast("Callable[[View, object], object]", answer)

    def explain_plan(self, question: "Query[Any] | Count[Any] | GroupCount[Any]") -> "Plan":
        """Say how a question would be answered here: which index it starts from, and what is tried then."""
        from policytrack.engines.memory import explain_plan

        ask = cast("Callable[[View, object], Plan]", explain_plan)
        return ask(self, question)

    @property
    def cut(self) -> "Cut":
        """This view as an engine sees it; not for users."""
        return self._cut

    @cached_property
    def _cut(self) -> "Cut":
        from policytrack.tracker._cut import cut_of

        return cut_of(self)

    def problems(self) -> tuple[Problem, ...]:
        """Report what is worth a look; docs/diagnostics.md explains each code."""
        from policytrack.tracker._diagnostics import diagnostics

        return tuple(diagnostics(self))


def _restored(index: Index, on: str | None, known: str | None, resolution: Resolution) -> View:
    return View(Sight(index, calendar_day(known)), calendar_day(on), resolution)
