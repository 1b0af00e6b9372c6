"""A page on the bundled case: what each proposal would change, who is for and against, what became of it.

    python examples/brief.py [PROPOSAL ...]

Every line can be checked: it names the source and its date, and for the five articles of September 2023
the file and the place of the words in it. Opinions are those of the people who are named. It is the command
`policytrack brief`; the same pages are values of `policytrack.pages`, for programs of your own.
"""

import sys

from policytrack.cli import main

if __name__ == "__main__":
    sys.exit(main(["brief", "police-accountability", *sys.argv[1:]]))
