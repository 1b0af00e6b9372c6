"""A store in a data set of Parquet files, read by a Spark cluster through Spark Connect; nothing is written.

The client is Python alone. Files are read by the cluster, so the folder is what *it* calls it: one that all
its machines share, or a bucket.
"""

import contextlib
import socket
import sys
from collections.abc import Generator, Sequence
from typing import Any, NoReturn
from urllib.parse import urlsplit

from sqlalchemy import Dialect, Executable, SelectBase, Table, cast, literal_column, null, select

from policytrack.engines.sql import Compiled, Tables, rendered
from policytrack.engines.sql._partitions import Partitioned
from policytrack.engines.sql._spark import Spark
from policytrack.errors import MissingExtraError, StoreError
from policytrack.registry import Registry
from policytrack.stores._dataset import MANIFEST, Published
from policytrack.stores._parquet import NO_DATASET, ReadOnly
from policytrack.stores._session import Rows, State, Usual

DIALECT = Spark()
_PORT = 15002
_PATIENCE = 10


class SparkBackend(ReadOnly, Usual):
    """The state that was current when it was opened, in a session of its own on the cluster."""

    def __init__(self, folder: str, remote: str, registry: Registry) -> None:
        # Behind a semicolon stand a token and the like.
        self.name = f"spark:{folder}?remote={remote.partition(';')[0]}"
        self.tables = Partitioned(registry)
        self._session = _connected(remote, self.name)
        with self._told():
            self.published = self._read(folder)
            for table in self.tables.metadata.sorted_tables:
                self._view(table, f"{folder}/{self.published.name}/{table.name}")

    def state(self, tables: Tables) -> State:  # noqa: ARG002  # What is not there is empty.
        """Say what version of the schema the files have."""
        return State(self.published.schema, frozenset())

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        return DIALECT

    def rows(self, statement: SelectBase, **values: Any) -> Rows:  # noqa: ANN401  # values of any type
        """Return the rows that a statement selects."""
        return self.ask(rendered(statement.params(values), DIALECT))

    def ask(self, compiled: Compiled) -> Rows:
        """Return the rows that a rendered statement selects."""
        parameters: Any = compiled.parameters
        with self._told():
            found = self._session.sql(compiled.sql, args=parameters).toArrow()
            return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    @contextlib.contextmanager
    def reading(self) -> Generator["SparkBackend"]:
        """Begin to read: the files of a state never change."""
        yield self

    def run(self, statement: Executable, **values: object) -> NoReturn:  # noqa: ARG002  # It is refused.
        """Refuse to write; errors as for `writing`."""
        raise self.refused()

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> NoReturn:  # noqa: ARG002  # As above.
        """Refuse to write; errors as for `writing`."""
        raise self.refused()

    def close(self) -> None:
        """End the session."""
        self._session.stop()

    def _read(self, folder: str) -> Published:
        """Read, on the cluster, which state is the current one."""
        from pyspark.errors import AnalysisException  # noqa: PLC0415  # It is there, since there is a session.

        found: list[Any] = []
        with contextlib.suppress(AnalysisException):
            found = self._session.read.text(f"{folder}/{MANIFEST}", wholetext=True).collect()
        if not found:
            raise StoreError(self.name, "the cluster finds no data set there", NO_DATASET)
        return Published.of(found[0][0], self.name)

    def _view(self, table: Table, path: str) -> None:
        """Let the files of a table stand under its name; a table that was not exported is empty."""
        from pyspark.errors import AnalysisException  # noqa: PLC0415  # It is there, since there is a session.

        types = [DIALECT.type_compiler_instance.process(column.type) for column in table.c]
        quote = DIALECT.identifier_preparer.quote
        schema = ", ".join(
            f"{quote(column.name)} {kind}" for column, kind in zip(table.c, types, strict=True)
        )
        try:
            self._session.read.schema(schema).parquet(path).createOrReplaceTempView(table.name)
        except AnalysisException as error:
            if error.getCondition() != "PATH_NOT_FOUND":
                raise
            empty = select(*(cast(null(), column.type).label(column.name) for column in table.c))
            nothing = rendered(empty.where(literal_column("1 = 0")), DIALECT)
            self._session.sql(nothing.sql).createOrReplaceTempView(table.name)

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        """Tell what Spark says as an error of ours."""
        from grpc import RpcError  # type: ignore[import-untyped]  # noqa: PLC0415  # As above.
        from pyspark.errors import PySparkException  # noqa: PLC0415  # As above.

        try:
            yield
        except PySparkException as error:
            raise StoreError(self.name, str(error).strip().splitlines()[0]) from error
        except RpcError as error:
            hint = "look at the cluster; nothing is lost, since nothing is written"
            raise StoreError(self.name, "the connection was lost", hint) from error


@contextlib.contextmanager
def _named_program() -> Generator[None]:
    """Give a program without a file a name: PySpark takes it for a run of its own examples, and exits."""
    program: Any = sys.modules["__main__"]
    if hasattr(program, "__file__"):
        yield
        return
    program.__file__ = "-c"
    try:
        yield
    finally:
        del program.__file__


def _connected(remote: str, name: str) -> Any:  # noqa: ANN401  # its types are partly unknown
    """Connect to a cluster, and return the `SparkSession`."""
    address = urlsplit(remote)
    if address.scheme != "sc" or not address.hostname:
        raise StoreError(name, "the remote is no address of Spark Connect", "write ?remote=sc://host:15002")
    try:
        with _named_program():
            from pyspark.sql.connect.client.retries import (  # noqa: PLC0415  # An extra, loaded where used.
                DefaultPolicy,
            )
            from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415  # As above.
    except ImportError:
        raise MissingExtraError("a store on Spark", "spark") from None
    try:
        # The client itself goes on trying for minutes.
        socket.create_connection((address.hostname, address.port or _PORT), timeout=_PATIENCE).close()
    except OSError as error:
        raise StoreError(name, "the cluster does not answer", "start a Spark Connect server") from error
    session = SparkSession.builder.remote(remote).create()
    # By default a server that went away is called for ten minutes.
    session.client.set_retry_policies([DefaultPolicy(max_retries=3)])
    return session
