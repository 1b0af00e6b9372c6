"""How one proposal moved: what was known at the time, and what is known now.

    python examples/timeline.py [PROPOSAL]

Each line is a day on which an answer changed. On the left stands what the sources that were public by
that day say; on the right what all the sources that are held today say of the same day.
"""

import sys

import policytrack as pt


def moments(tracker: pt.Tracker, proposal_id: str) -> list[str]:
    """Return the days on which something happened to a proposal or came out, in order."""
    days = {str(tracker.at(on=None).standing(proposal_id).as_of)}
    for change in tracker.status_changes:
        if change.proposal_id == proposal_id:
            happened = [] if change.on is None else [change.on.earliest or change.on.latest]
            published = [tracker.get(item.source_id, pt.Source).published for item in change.evidence]
            known = [date.latest for date in published if date is not None]
            days |= {str(day) for day in (*happened, *known) if day is not None}
    return sorted(days)


def main() -> None:
    """Print the timeline."""
    proposal_id = sys.argv[1] if len(sys.argv) > 1 else "unlawful-killing-standard"
    tracker = pt.datasets.load("police-accountability")
    try:
        print(f"{tracker.get(proposal_id, pt.Proposal).title}\n")
    except pt.RecordNotFoundError as error:
        sys.exit(str(error))
    print(f"{'on that day':<12}{'as known then':<24}as known now")
    before = None
    for day in moments(tracker, proposal_id):
        then = tracker.at(on=day, known=day).standing(proposal_id).status
        now = tracker.at(on=day).standing(proposal_id).status
        # Only the days on which one of the two answers changed are worth a line.
        if (then, now) != before:
            print(f"{day:<12}{then:<24}{now}")
        before = (then, now)
    print(f"\nWhy it stands where it does:\n{tracker.explain(proposal_id)}")


if __name__ == "__main__":
    main()
