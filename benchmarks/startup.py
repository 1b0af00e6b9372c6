"""How long an import takes, as a ratio to what it must be measured against.

Whole processes are timed in pairs, the two of a pair right after each other and in turn first, so that
whatever the machine does meets both alike; the median of the ratios is printed. Bytecode is cached, as it is
for whoever installed the package.

    python benchmarks/startup.py
"""

import os
import statistics
import subprocess
import sys
import time

PAIRS = 101
CASES = (
    ("import policytrack", "pass", 1.25),
    ("from policytrack import Proposal, Tracker", "import attrs, cattrs, pendulum", 1.1),
)


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def wall(code: str) -> float:
    """Run a new interpreter on `code` and return the wall-clock time that it took."""
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    return time.perf_counter() - before


def main() -> None:
    """Time every case against its peer and print the ratios."""
    for code, peer, bound in CASES:
        wall(code)
        wall(peer)
        ratios: list[float] = []
        ours: list[float] = []
        for pair in range(PAIRS):
            first, second = (code, peer) if pair % 2 else (peer, code)
            times = {first: wall(first), second: wall(second)}
            ratios.append(times[code] / times[peer])
            ours.append(times[code])
        ratio, middle = statistics.median(ratios), statistics.median(ours) * 1000
        print(f"{ratio:.2f} of {peer!r} (bound {bound}): {code!r}, {middle:.0f} ms")


if __name__ == "__main__":
    main()
