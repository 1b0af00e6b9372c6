"""Proceedings with milestones: what a limit in time is a limit of."""

import attrs

from policytrack.dates import PartialDate
from policytrack.model._base import Assertion
from policytrack.model._checks import Checked
from policytrack.model._refs import OrganizationRef


@attrs.frozen(repr=False)
class Milestone(Checked):
    """A named step of a process, and its day; None where no source gives one."""

    name: str
    on: PartialDate | None = None


@attrs.frozen(kw_only=True, repr=False)
class Process(Assertion):
    """A proceeding of a body, such as one investigation; `kind` is what a time limit speaks of."""

    body_id: OrganizationRef
    kind: str
    subject: str | None = None
    milestones: tuple[Milestone, ...] = ()

    def milestone(self, name: str) -> PartialDate | None:
        """Return the day of the first milestone of this name, None where it is missing or undated."""
        return next((step.on for step in self.milestones if step.name == name), None)
