"""Runs contenders, each in a process of its own, one after the other, and sets their times in relation.

A contender's script is started as `python SCRIPT --run NAME FILE...`; it does its work once and prints what
it measured as one JSON object, its CPU seconds under `seconds`. The order turns from round to round, so that
whatever the machine does meets all alike; each ratio is the median of the rounds' ratios.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Measures = dict[str, float]


def run(script: str, rounds: int, contenders: Mapping[str, Sequence[Path]]) -> dict[str, list[Measures]]:
    """Run every contender with its files, once in each round."""
    found: dict[str, list[Measures]] = {name: [] for name in contenders}
    for number in range(rounds):
        names = list(contenders)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            arguments = [sys.executable, script, "--run", name, *map(str, contenders[name])]
            done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True)
            found[name].append(json.loads(done.stdout))
    return found


def table(
    found: Mapping[str, list[Measures]], proposals: int, bases: Sequence[str], others: Mapping[str, str]
) -> None:
    """Print the microseconds for a proposal, how many times that is of each base, and other measures."""
    here = [base for base in bases if base in found]
    head = ["contender", "µs a proposal", *(f"times {base}" for base in here), *others.values()]
    print("|", " | ".join(head), "|")
    print(f"|{'---|' * len(head)}")
    for name, rounds in found.items():
        cells = [f"{statistics.median(one['seconds'] for one in rounds) / proposals * 1e6:.1f}"]
        for base in here:
            pairs = zip(rounds, found[base], strict=True)
            cells.append(
                f"{statistics.median(one['seconds'] / other['seconds'] for one, other in pairs):.2f}"
            )
        cells += [f"{statistics.median(one[key] for one in rounds):,.1f}" for key in others]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
