"""How one proposal moved: what was known at the time, and what is known now.

    python examples/timeline.py [PROPOSAL]

Each line is a day on which an answer changed. On the left stands what the sources that were public by
that day say; on the right what all the sources that are held today say of the same day.
"""

import sys

import policytrack as pt
from policytrack.pages import timeline


def main() -> None:
    """Print the timeline."""
    proposal_id = sys.argv[1] if len(sys.argv) > 1 else "unlawful-killing-standard"
    try:
        found = timeline(pt.datasets.load("police-accountability"), proposal_id)
    except pt.RecordNotFoundError as error:
        sys.exit(str(error))
    print(f"{found.title}\n")
    print(f"{'on that day':<12}{'as known then':<24}as known now")
    for turn in found.turns:
        print(f"{turn.day!s:<12}{turn.then:<24}{turn.now}")
    print(f"\nWhy it stands where it does:\n{found.explanation}")


if __name__ == "__main__":
    main()
