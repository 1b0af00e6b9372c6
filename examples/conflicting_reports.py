"""Where sources disagree: figures that are never merged, and reports of which one wins.

python examples/conflicting_reports.py
"""

from itertools import groupby

import policytrack as pt


def figures(tracker: pt.Tracker) -> None:
    """Print every figure that answers the same question, each with who gave it."""
    ordered = sorted(tracker.figures, key=lambda figure: figure.label)
    for label, found in groupby(ordered, key=lambda figure: figure.label):
        same = list(found)
        if len(same) > 1:
            print(f"\n{label}: {len(same)} figures")
        for figure in same if len(same) > 1 else []:
            sources = ", ".join(
                tracker.get(item.source_id, pt.Source).publisher or item.source_id for item in figure.evidence
            )
            low, high = ("?" if bound is None else bound for bound in (figure.low, figure.high))
            said_by = f", said by {figure.attributed_to_id}" if figure.attributed_to_id else ""
            print(f"  “{figure.wording}” ({low} to {high}{said_by}) [{sources}]")


def reports(tracker: pt.Tracker) -> None:
    """Print every status on which reports compete, the winner first, and why the others lost."""
    for proposal in tracker.proposals:
        for step in tracker.explain(proposal.id).steps:
            if step.losers:
                print(f"\n{proposal.title}")
                print(f"  {step.change.to} on {step.change.on}: “{step.change.wording}”")
            for loser in step.losers:
                lost = loser.change
                print(f"  not {lost.to} on {lost.on}: “{lost.wording}”, since {loser.reason}")


def main() -> None:
    """Print what the sources disagree on."""
    tracker = pt.datasets.load("police-accountability")
    print("Figures that differ stay apart:")
    figures(tracker)
    print("\nReports of one and the same step:")
    reports(tracker)


if __name__ == "__main__":
    main()
