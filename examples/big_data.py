"""One question on every engine: in memory, in a file of SQLite, over Parquet files, and on Spark.

What is asked does not change with the size of what is asked. It needs the extra `duckdb`; with `spark` too,
and a cluster in the environment variable `POLICYTRACK_REMOTE` (`sc://host:15002`) that sees the folder, the
last engine is a cluster.

    python examples/big_data.py
"""

import os
import tempfile
from pathlib import Path

import policytrack as pt
from policytrack import query as q

QUESTION = (
    q.select(pt.Proposal)
    .where(q.Proposal.topics.contains("policing") & q.Proposal.critics.any())
    .at(on="2025-10-24", known="2025-10-31")
    .group_by(q.Proposal.status)
    .count()
)


def main() -> None:
    """Ask each engine, and show that they agree."""
    tracker = pt.datasets.load("police-accountability")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        answers = {"memory": tracker.run(QUESTION)}
        with pt.open_store(f"sqlite:///{folder}/tracker.db") as store:
            store.write(tracker.snapshot(), author="desk", reason="first load")
            answers["SQLite"] = store.run(QUESTION)
            exported = store.export_parquet(folder / "data")
            print(f"revision {exported.revision} as {exported.written} Parquet files")
        with pt.open_store(f"parquet:{folder}/data?memory=256MiB") as store:
            answers["DuckDB over Parquet"] = store.run(QUESTION)
        remote = os.environ.get("POLICYTRACK_REMOTE")
        if remote is not None:
            with pt.open_store(f"spark:{folder}/data?remote={remote}") as store:
                answers["Spark"] = store.run(QUESTION)
    assert len(set(answers.values())) == 1
    print(f"the same answer from {', '.join(answers)}:")
    for group in answers["memory"]:
        print(f"  {group.values[0]}: {group.count}")


if __name__ == "__main__":
    main()
