"""Which address means which database."""

from contextlib import closing
from typing import TYPE_CHECKING

from policytrack.errors import MissingExtraError, StoreError

if TYPE_CHECKING:
    from policytrack.engines.sql import Tables
    from policytrack.registry import Registry
    from policytrack.stores._session import Backend
    from policytrack.stores._store import Store

_KNOWN = (
    "sqlite:///file.db, postgresql://user@host/database, duckdb:///file.duckdb, parquet:folder or "
    "spark:folder?remote=sc://host:15002"
)


def open_store(url: str, *, registry: "Registry | None" = None) -> "Store":
    """Open a store, and make it where there is none yet.

    Args:
        url: `sqlite:///file.db` (three strokes and a path; four for an absolute one),
            `postgresql://user:password@host/database`, `duckdb:///file.duckdb`, `parquet:folder` or
            `spark:folder?remote=sc://host:15002`; tables of the same layout in a lake are
            `delta:folder` and `iceberg:folder`. With `?memory=1GiB`, DuckDB takes so much memory at most
            for all but `spark:`; without, 512 MiB, and for `duckdb:` what there is.
        registry: What to know of besides what ships; None takes `Registry.default()`.

    Raises:
        MissingExtraError: The extra `store`, or the one of the database, is not installed.
        StoreError: The address is none, or there is no store that can be opened.
    """
    backend, tables = _backend(url, registry)
    from policytrack.stores._store import Store  # noqa: PLC0415  # It needs the extra `store`.

    return Store(backend, registry, tables)


def pending(url: str, *, registry: "Registry | None" = None) -> tuple[str, ...]:
    """Say what opening a store would do to it, step by step, and do nothing: a dry run.

    Errors are those of `open_store`; nothing is returned where the store is up to date.
    """
    backend, tables = _backend(url, registry, is_dry=True)
    from policytrack.engines.sql import Tables  # noqa: PLC0415  # It needs the extra `store`.
    from policytrack.registry import Registry  # noqa: PLC0415  # Loaded with the first store.
    from policytrack.stores._migrations import pending as steps  # noqa: PLC0415  # As above.

    known = Registry.default() if registry is None else registry
    with closing(backend):
        return steps(backend, tables or Tables.of_registry(known))


def _backend(
    url: str, registry: "Registry | None", *, is_dry: bool = False
) -> "tuple[Backend, Tables | None]":
    """Return the database of an address, with its tables where those are not the usual ones.

    `is_dry` says that nothing may be made where there is none yet.
    """
    try:
        from sqlalchemy import make_url  # noqa: PLC0415  # It needs the extra `store`.
        from sqlalchemy.exc import ArgumentError  # noqa: PLC0415  # As above.
    except ImportError:
        raise MissingExtraError("a store", "store") from None
    kind, _, rest = url.partition(":")
    if kind in {"duckdb", "parquet", "delta", "iceberg", "spark"}:
        from policytrack.stores._places import place  # noqa: PLC0415  # They have extras of their own.

        return place(kind, rest, registry, is_dry=is_dry)
    from policytrack.stores._postgresql import PostgresBackend  # noqa: PLC0415  # As above.
    from policytrack.stores._sqlite import SqliteBackend  # noqa: PLC0415  # As above.

    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError(url, "this is no address of a store", f"write {_KNOWN}") from None
    match address.get_backend_name():
        case "sqlite":
            return SqliteBackend(address), None
        case "postgresql":
            return PostgresBackend(address), None
        case other:
            raise StoreError(url, f"no store is kept in {other}", f"write {_KNOWN}")
