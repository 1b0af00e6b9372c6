"""How DuckDB wants its SQL written: a dialect of SQLAlchemy's that renders, and never connects.

The dialect that others keep wants a DuckDB of long ago. What policytrack asks is plain SQL, so all that is
said here is how names are quoted and parameters are counted; statements run on DuckDB's own connection.
"""

import re
from typing import Any

from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import DDLCompiler, IdentifierPreparer


class AllQuoted(IdentifierPreparer):
    """Quotes every name: which words are reserved changes with each release, and `position` is a table."""

    legal_characters = re.compile("(?!)")


class _Definitions(DDLCompiler):
    """Leaves out keys: DuckDB keeps each in memory, and refuses to end a row and write it again at once."""

    def create_table_constraints(self, table: Any, *_: Any, **options: Any) -> str:  # noqa: ANN401, ARG002  # as SQLAlchemy has it
        """Write nothing."""
        return ""


class DuckDB(DefaultDialect):
    """Names in double quotes, parameters as `$1`."""

    name = "duckdb"
    preparer = AllQuoted
    ddl_compiler = _Definitions
    supports_statement_cache = True

    def __init__(self) -> None:
        super().__init__(paramstyle="numeric_dollar")
