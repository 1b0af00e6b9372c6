"""Your own proposal, from a folder of small text files to an answer.

    pip install 'policytrack[yaml]'
    python examples/own_data.py [FOLDER]

Copy the folder `examples/own_data`, change the files, and name your copy.
"""

import sys
from pathlib import Path

import policytrack as pt


def main() -> None:
    """Load the folder, report what is odd in it, and answer."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("own_data")
    # A fault in a file is told with the file, the line and what to write instead; all faults at once.
    try:
        tracker = pt.load(folder)
    except pt.ProblemsError as error:
        sys.exit(str(error))
    for proposal in tracker.proposals:
        print(f"{proposal.title}\n")
        # The paper wrote "decided" the next day; the minutes, out a week later, say what was decided.
        for day in ("2024-03-06", "2024-03-12", "2024-06-01"):
            standing = tracker.at(on=day, known=day).standing(proposal.id)
            print(f"as known on {day}: {standing.status}")
        print(f"\n{tracker.explain(proposal.id)}\n\n{tracker.coverage(proposal.id)}")
    for problem in tracker.problems():
        print(f"\nworth a look: {problem}")


if __name__ == "__main__":
    main()
