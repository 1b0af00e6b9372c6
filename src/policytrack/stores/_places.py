"""Addresses of stores that are a file or a folder: of DuckDB, of Parquet files, and of those on a cluster."""

from pathlib import Path
from urllib.parse import parse_qsl

from policytrack.engines.sql import Tables
from policytrack.errors import StoreError
from policytrack.registry import Registry
from policytrack.stores._session import Backend

OPTIONS = {
    "duckdb": ("memory",),
    "parquet": ("memory",),
    "delta": ("memory",),
    "iceberg": ("memory",),
    "spark": ("remote",),
}
"""The kinds of stores that are a file or a folder, each with what its address may say behind a `?`."""


def place(
    kind: str, rest: str, registry: Registry | None, *, is_dry: bool = False
) -> tuple[Backend, Tables | None]:
    """Return what the kind and the rest of an address lead to, and its tables where they are parted.

    `is_dry` says that no file may be made where there is none: an empty database in memory stands for it.
    Errors are those of `open_store`.
    """
    path, _, query = rest.partition("?")
    url = f"{kind}:{path}"  # Without what follows, which may hold a token.
    options = dict(parse_qsl(query, keep_blank_values=True))
    unknown = [name for name in options if name not in OPTIONS[kind]]
    if unknown:
        raise StoreError(url, f"no option {', '.join(unknown)}", f"there is {', '.join(OPTIONS[kind])}")
    if kind == "duckdb":
        return _duckdb(url, path, options.get("memory"), is_dry=is_dry), None
    if not path:
        raise StoreError(url, "a folder is missing", f"write {kind}:folder")
    known = Registry.default() if registry is None else registry
    if kind == "parquet":
        from policytrack.stores._parquet import MEMORY, ParquetBackend  # noqa: PLC0415  # One module an extra.

        files = ParquetBackend(Path(path), known, memory=options.get("memory", MEMORY))
        return files, files.tables
    if kind in {"delta", "iceberg"}:
        from policytrack.stores._lake import LakeBackend  # noqa: PLC0415  # As above.
        from policytrack.stores._parquet import MEMORY  # noqa: PLC0415  # As above.

        lake = LakeBackend(kind, Path(path), known, memory=options.get("memory", MEMORY))
        return lake, lake.tables
    if "remote" not in options:
        raise StoreError(url, "the cluster is missing", "add ?remote=sc://host:15002")
    from policytrack.stores._spark import SparkBackend  # noqa: PLC0415  # As above.

    cluster = SparkBackend(path, options["remote"], known)
    return cluster, cluster.tables


def _duckdb(url: str, path: str, memory: str | None, *, is_dry: bool) -> Backend:
    from policytrack.stores._duckdb import DuckDBBackend  # noqa: PLC0415  # One module an extra.

    if not path.startswith("///") or path == "///":
        raise StoreError(
            url, "a file is missing", "write duckdb:///file.duckdb, with four strokes for an absolute path"
        )
    return DuckDBBackend(Path(path.removeprefix("///")), memory=memory, is_dry=is_dry)
