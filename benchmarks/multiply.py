"""A store, or a data set of Parquet files, many times as large: copies of one, told apart by their ids.

Working out a million proposals in Python takes most of an hour; for what an engine does with them, copies
do. People, organizations and sources are copied too, so that each copy is a world of its own, and the ids in
the lines of JSON change with them: what is read again is a whole tracker. It knows the ids of `generate.py`.

A store grows in place, without its indexes, which are made anew behind it; so copy it before (`cp`, `createdb
--template`). A data set is written to another folder.

    python benchmarks/multiply.py sqlite:///bench.db 10
    python benchmarks/multiply.py postgresql://user@host/database 10
    python benchmarks/multiply.py duckdb:///bench.duckdb 10
    python benchmarks/multiply.py FROM TO 10
"""

# The names in the SQL are those of our schema.
# ruff: noqa: S608

import json
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, make_url
from sqlalchemy.schema import AddConstraint, CreateIndex, ExecutableDDLElement

from policytrack.engines.sql import Tables
from policytrack.registry import Registry

ORDER = ("proposal_id", "word", "value", "id", "number", "row_id")
"""What files are sorted by, as an export does it."""

ONCE = ("meta", "clock", "revision", "redaction")
"""The tables of a store as a whole."""

IDS = r'"([acmopqs]-[0-9]{5,7}(-[0-9])?)"'
"""An id of `generate.py` in a line of JSON."""

Run = Callable[[str], object]


def cell(name: str, table: str, rows: int, copy: str) -> str:
    """Return a column of a copy: ids and numbers of rows are its own."""
    if name in {"row_id", "record_row"}:
        return f'"{name}" + {copy} * {rows}'
    if name in {"body", "shown"}:
        return f"""regexp_replace("{name}", '{IDS}', '"\\1~' || {copy} || '"', 'g')"""
    names_records = name == "value" and not table.endswith(("_topics", "_titles"))
    if name == "id" or name.endswith("_id") or names_records:
        return f""""{name}" || '~' || {copy}"""
    return f'"{name}"'


def grow(run: Run, tables: Iterable[Table], rows: int, times: int) -> None:
    """Insert the copies of some tables, one copy after the other, as records come."""
    for table in tables:
        before = time.perf_counter()
        names = [column.name for column in table.columns]
        listed = ", ".join(f'"{name}"' for name in names)
        run(f'CREATE TEMPORARY TABLE base AS SELECT {listed} FROM "{table.name}"')
        for copy in range(1, times):
            cells = ", ".join(cell(name, table.name, rows, str(copy)) for name in names)
            run(f'INSERT INTO "{table.name}" ({listed}) SELECT {cells} FROM base')
        run("DROP TABLE base")
        print(f"{table.name}: {time.perf_counter() - before:.1f} s", flush=True)


def grow_sqlite(path: str, tables: Sequence[Table], times: int) -> None:
    """Let a file of SQLite grow, its full-text index with it."""
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.create_function("regexp_replace", 4, _replaced, deterministic=True)
        run: Run = connection.execute
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144"):
            run(f"PRAGMA {setting}")
        ((rows,),) = connection.execute("SELECT next_row FROM clock").fetchall()
        kept = [table for table in tables if table.name != "word"]
        indexes = [index for table in kept for index in table.indexes]
        run("BEGIN")
        for index in indexes:
            run(f'DROP INDEX "{index.name}"')
        grow(run, kept, rows, times)
        run("CREATE TEMPORARY TABLE base AS SELECT rowid AS row_id, words FROM word_index")
        for copy in range(1, times):
            run(f"INSERT INTO word_index(rowid, words) SELECT row_id + {copy} * {rows}, words FROM base")
        run("DROP TABLE base")
        run(f"UPDATE clock SET next_row = next_row * {times}")
        run("COMMIT")
        define(run, (CreateIndex(index) for index in indexes), make_url("sqlite://").get_dialect()())
        for last in ("PRAGMA analysis_limit = 1000", "ANALYZE", "PRAGMA journal_mode = WAL"):
            run(last)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _replaced(text: str | None, pattern: str, by: str, _: str) -> str | None:
    """Replace in SQLite as the other engines do."""
    return None if text is None else _pattern(pattern).sub(by, text)


def grow_postgresql(url: str, tables: Sequence[Table], times: int) -> None:
    """Let a database of PostgreSQL grow, without its keys meanwhile."""
    with psycopg.connect(url, autocommit=True) as connection:
        run: Any = connection.execute
        (rows,) = run("SELECT next_row FROM clock").fetchone()
        run("SET maintenance_work_mem = '1GB'")
        for table in tables:
            run(f'ALTER TABLE "{table.name}" DROP CONSTRAINT "{table.name}_pkey" CASCADE')
            for index in table.indexes:
                run(f'DROP INDEX "{index.name}"')
        grow(run, tables, rows, times)
        run(f"UPDATE clock SET next_row = next_row * {times}")
        parts = [part for table in tables for part in table.constraints]
        keys = [
            one
            for kind in (PrimaryKeyConstraint, ForeignKeyConstraint)
            for one in parts
            if isinstance(one, kind)
        ]
        made: list[ExecutableDDLElement] = [AddConstraint(key) for key in keys]
        made += [CreateIndex(index) for table in tables for index in table.indexes]
        define(run, made, make_url(url).get_dialect()())
        run("VACUUM ANALYZE")
        run("CHECKPOINT")


def grow_duckdb(path: str, tables: Sequence[Table], times: int) -> None:
    """Let a file of DuckDB grow; it has no indexes."""
    with duckdb.connect(path) as connection:
        run: Any = connection.execute
        (rows,) = run("SELECT next_row FROM clock").fetchone()
        grow(run, tables, rows, times)
        run(f"UPDATE clock SET next_row = next_row * {times}")
        run("CHECKPOINT")


def define(run: Run, made: Iterable[ExecutableDDLElement], dialect: Any) -> None:  # noqa: ANN401  # of any database
    """Make indexes and keys."""
    before = time.perf_counter()
    for one in made:
        run(str(one.compile(dialect=dialect)))
    print(f"indexes: {time.perf_counter() - before:.1f} s", flush=True)


def write(source: Path, target: Path, times: int) -> None:
    """Write the copies of a data set."""
    state = json.loads((source / "policytrack.json").read_text())
    rows = state["next_row"]
    shutil.rmtree(target, ignore_errors=True)
    place, folder = (f"revision-{state['revision']}-{number}" for number in (rows, rows * times))
    with duckdb.connect(config={"memory_limit": "4GiB", "temp_directory": str(target / "tmp")}) as connection:
        for file in sorted((source / place).rglob("*.parquet")):
            path = file.relative_to(source / place)
            made = target / folder / path
            made.parent.mkdir(parents=True, exist_ok=True)
            found = copies(connection, file, path.parts[0], times, rows)
            found.write_parquet(str(made), compression="zstd", row_group_size=61_440)
    shutil.rmtree(target / "tmp", ignore_errors=True)
    (target / "policytrack.json").write_text(json.dumps({**state, "next_row": rows * times}))


def copies(
    connection: duckdb.DuckDBPyConnection, file: Path, table: str, times: int, rows: int
) -> duckdb.DuckDBPyRelation:
    """Return the rows of a file and their copies, sorted as it is; of a store as a whole, no copies."""
    scan = f"read_parquet('{file}', hive_partitioning = false)"
    names = [str(row[0]) for row in connection.execute(f"DESCRIBE FROM {scan}").fetchall()]
    listed = ", ".join(f'"{name}"' for name in names)
    cells = ", ".join(f'{cell(name, table, rows, "copy")} AS "{name}"' for name in names)
    more = f"SELECT {cells} FROM {scan}, range(1, {1 if table in ONCE else times}) AS copies(copy)"
    sorted_by = ORDER[-1:] if table == "record" else ORDER
    order = ", ".join(f'"{name}"' for name in sorted_by if name in names) or "ALL"
    return connection.sql(f"SELECT {listed} FROM {scan} UNION ALL {more} ORDER BY {order}")


def main() -> None:
    """Let a store grow, or write a data set that is larger."""
    before = time.perf_counter()
    match sys.argv[1:]:
        case [source, target, times]:
            write(Path(source), Path(target), int(times))
        case [url, times]:
            known = Tables(Registry.default()).metadata.sorted_tables
            tables = [table for table in known if table.name not in ONCE]
            kind, _, path = url.partition(":///")
            if kind == "sqlite":
                grow_sqlite(path, tables, int(times))
            elif kind == "duckdb":
                grow_duckdb(path, tables, int(times))
            else:
                grow_postgresql(url, tables, int(times))
        case _:
            sys.exit(__doc__)
    print(f"all: {time.perf_counter() - before:.1f} s")


if __name__ == "__main__":
    main()
