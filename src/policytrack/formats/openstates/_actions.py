"""What an action does to the status of a bill, in the lifecycle `us-bill`."""

from collections.abc import Mapping, Sequence

import attrs

from policytrack.terms import Extent

PASSED = "passed"
"""A chamber has passed it: which state that is depends on the chambers that did so before."""

STATES: Mapping[str, str] = {
    # The first version of the API.
    "bill:introduced": "introduced",
    "bill:filed": "introduced",
    "bill:passed": PASSED,
    "bill:failed": "failed",
    "bill:veto_override:passed": "veto-overridden",
    "committee:referred": "in-committee",
    "committee:passed": "reported",
    "committee:passed:favorable": "reported",
    "committee:passed:unfavorable": "reported",
    "governor:received": "presented",
    "governor:signed": "signed",
    "governor:vetoed": "vetoed",
    "governor:vetoed:line-item": "signed",
    # Open Civic Data: https://open-civic-data.readthedocs.io/en/latest/data/bill.html
    "introduction": "introduced",
    "filing": "introduced",
    "passage": PASSED,
    "failure": "failed",
    "veto-override-passage": "veto-overridden",
    "referral-committee": "in-committee",
    "committee-passage": "reported",
    "committee-passage-favorable": "reported",
    "committee-passage-unfavorable": "reported",
    "executive-receipt": "presented",
    "executive-signature": "signed",
    "became-law": "signed",
    "executive-veto": "vetoed",
    "executive-veto-line-item": "signed",
    # What people have made of it.
    "signed": "signed",
    "signed without signature": "signed",
    "partially vetoed": "signed",
    "vetoed": "vetoed",
    "passed": PASSED,
    "introduced": "introduced",
}
"""The state that a kind of action leads to; all other kinds change no status.

A veto of single items leaves the rest of the bill law: its state is `signed`, its extent partial.
"""

_PARTIAL = {"governor:vetoed:line-item", "executive-veto-line-item", "partially vetoed"}


@attrs.define
class Passages:
    """The chambers that have passed a bill so far."""

    chambers: set[str] = attrs.Factory(set[str])

    def states(self, kinds: Sequence[str], chamber: str) -> dict[str, Extent | None]:
        """Return the states that an action leads to, each with its extent.

        A chamber that passes the bill again, as after the other one changed it, leads nowhere new. A
        legislature of one chamber has passed it in both.
        """
        found: dict[str, Extent | None] = {}
        for kind in kinds:
            state = STATES.get(kind)
            if state == PASSED:
                state = self._passed(chamber)
            if state is not None:
                found.setdefault(state, Extent.PARTIAL if kind in _PARTIAL else None)
        return found

    def _passed(self, chamber: str) -> str | None:
        if chamber in self.chambers:
            return None
        self.chambers.add(chamber)
        is_all = chamber == "legislature" or len(self.chambers) > 1
        return "passed-both-chambers" if is_all else "passed-one-chamber"
