"""A data set of Parquet files many times as large: copies of one, told apart by their ids.

Working out a million proposals in Python takes most of an hour; for what an engine does with them, copies
do. Only what questions look at is copied, people and organizations with it, so that each copy is a world of
its own.

    python benchmarks/multiply.py FROM TO TIMES
"""

import json
import shutil
import sys
from pathlib import Path

import duckdb

ORDER = ("proposal_id", "word", "value", "id", "number", "row_id")
"""What files are sorted by, as an export does it."""

ONCE = ("meta", "clock", "revision")
"""The tables of a store as a whole."""


def main() -> None:
    """Write the copies of a data set."""
    source, target, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    state = json.loads((source / "policytrack.json").read_text())
    place = source / f"revision-{state['revision']}-{state['next_row']}"
    shutil.rmtree(target, ignore_errors=True)
    with duckdb.connect(config={"memory_limit": "2GiB", "temp_directory": str(target / "tmp")}) as connection:
        for file in sorted(place.rglob("*.parquet")):
            made = target / file.relative_to(source)
            made.parent.mkdir(parents=True, exist_ok=True)
            copy(connection, file, made, times, state["next_row"])
    shutil.rmtree(target / "tmp", ignore_errors=True)
    (target / "policytrack.json").write_text(json.dumps(state))


def copy(connection: duckdb.DuckDBPyConnection, file: Path, made: Path, times: int, rows: int) -> None:
    """Write the copies of a file, sorted as it is; of a store as a whole, one."""
    table = next(
        part
        for part, before in zip(made.parts[1:], made.parts[:-1], strict=True)
        if before.startswith("revision-")
    )
    times = 1 if table in ONCE else times
    scan = f"read_parquet('{file}', hive_partitioning = false)"
    names = [str(row[0]) for row in connection.execute(f"DESCRIBE FROM {scan}").fetchall()]
    cells = ", ".join(f'{_cell(name, table, rows)} AS "{name}"' for name in names)
    sorted_by = ORDER[-1:] if table == "record" else ORDER
    order = ", ".join(f'"{name}"' for name in sorted_by if name in names) or "ALL"
    found = connection.sql(f"SELECT {cells} FROM {scan}, range({times}) AS copies(copy) ORDER BY {order}")  # noqa: S608  # names of ours
    found.write_parquet(str(made), compression="zstd", row_group_size=61_440)


def _cell(name: str, table: str, rows: int) -> str:
    """Return a column of a copy: ids and numbers of rows are its own."""
    if name in {"row_id", "record_row"}:
        return f'"{name}" + copy * {rows}'
    names_records = name == "value" and not table.endswith(("_topics", "_titles"))
    if name == "id" or name.endswith("_id") or names_records:
        return f"""CASE WHEN copy = 0 THEN "{name}" ELSE "{name}" || '~' || copy END"""
    return f'"{name}"'


if __name__ == "__main__":
    main()
