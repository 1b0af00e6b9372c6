"""How Spark wants its SQL written: a dialect of SQLAlchemy's that renders, and never connects.

Statements run through Spark Connect, as `session.sql(text, args)`.
"""

from typing import Any

from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import GenericTypeCompiler

from policytrack.engines.sql._duckdb import AllQuoted


class _Types(GenericTypeCompiler):
    """Names the types as Spark does: its `VARCHAR` has a length."""

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:  # noqa: ANN401, ARG002, N802  # as SQLAlchemy calls it
        """Name the type of any text."""
        return "STRING"


class Spark(DefaultDialect):
    """Names in backticks, parameters as `:name`."""

    name = "spark"
    type_compiler_cls = _Types
    supports_statement_cache = True

    def __init__(self) -> None:
        super().__init__(paramstyle="named")
        # In double quotes Spark reads a text.
        self.identifier_preparer = AllQuoted(self, initial_quote="`", escape_quote="`")
