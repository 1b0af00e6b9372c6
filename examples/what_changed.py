"""What became known between two days: which proposals moved, who spoke, and which source said so.

    python examples/what_changed.py [FROM] [TO]

Both are days such as 2023-10-23. What the sources that were public by the first day say is set against
what those that were public by the second day say; a fact counts from the day on which it could be read,
however long ago it happened. Opinions are those of the people who are named.
"""

import sys
import textwrap

import policytrack as pt


def main() -> None:
    """Print what became known, the news first and the records behind it last."""
    # A day that is not given is one of these two: between them the Home Office published what its review
    # was to look at.
    first, second, *_ = [*sys.argv[1:], *("2023-10-23", "2023-10-26")[len(sys.argv) - 1 :]]
    tracker = pt.datasets.load("police-accountability")
    # A view shows what could be known on a day; any two views can be compared.
    try:
        found = pt.diff(tracker.at(known=first), tracker.at(known=second))
    except pt.InvalidDateError as error:
        sys.exit(str(error))
    print(f"Police accountability: what became known after {first}, up to {second}\n")
    print(f"{len(found.moved)} proposals moved, {len(found.added)} records are new.")
    # The text has one line a fact: what sort of news it is, the news, and its source in brackets.
    sort = None
    for line in str(found).splitlines():
        before, sort = sort, line.partition(":")[0]
        if sort != before:
            print()
        print(textwrap.fill(line, 100, subsequent_indent="    ", break_on_hyphens=False))


if __name__ == "__main__":
    main()
