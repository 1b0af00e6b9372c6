"""How much SQLite does for each question: the steps of its machine, which no clock or cache disturbs.

The eight questions of `questions.py` are asked of stores of several sizes. A step is an instruction of the
program that SQLite makes of a statement, counted by the hundred, a begun one as whole. How deep an index is
looked through, and what sorting takes, is within a step.

    python benchmarks/steps.py 10k=sqlite:///10k.db 100k=sqlite:///100k.db 1M=sqlite:///1M.db
"""

import sys
from typing import Any

from questions import QUESTIONS

import policytrack as pt

PROPOSALS = 10_000
"""Those of the smallest store, of which the others are copies."""

EVERY = 100


def steps(store: pt.Store, question: Any) -> int:  # noqa: ANN401  # questions of every kind
    """Return the steps that SQLite takes for a question."""
    compiled, told = store.compile(question), EVERY

    def count() -> None:
        nonlocal told
        told += EVERY

    backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # the same driver
    with backend.reading() as session:
        session.driver.set_progress_handler(count, EVERY)
        session.driver.execute(compiled.sql, compiled.parameters).fetchall()
        session.driver.set_progress_handler(None, 0)
    return told


def main() -> None:
    """Count the steps in each store, and print the table."""
    given = [one.partition("=")[::2] for one in sys.argv[1:]]
    found: list[list[int]] = []
    for _, url in given:
        with pt.open_store(url) as store:
            found.append([steps(store, make(PROPOSALS, 0)) for make in QUESTIONS.values()])
    print(f"| question | {' | '.join(size for size, _ in given)} | times |")
    print(f"|---{'|---' * (len(given) + 1)}|")
    for name, counts in zip(QUESTIONS, zip(*found, strict=True), strict=True):
        cells = (f"{count:,}" for count in counts)
        print(f"| {name} | {' | '.join(cells)} | {counts[-1] / counts[0]:.0f} |")


if __name__ == "__main__":
    main()
