"""`python -m policytrack` is the command `policytrack`."""

import sys

from policytrack.cli import main

if __name__ == "__main__":
    sys.exit(main())
