"""The engine for stores: one compiler from questions to SQL, and the schema that it speaks of.

SQLAlchemy Core builds the statements, with every value bound; what an engine is fed with is worked out in
Python when records are written, so that a view by its days `on` and `known` is a cut of intervals here.

```
_schema.py       tables, derived from the classes of records
_columns.py      the columns of a field
_rules.py        how one comparison is said, and what would go wrong otherwise
_values.py       what a question binds, and where among the parameters it is found again
_comparisons.py  one field compared with values
_cuts.py         what a query sees: tables, cut by a view
_conditions.py   conditions and relations
_statements.py   whole questions
_shapes.py       statements kept for all questions that differ in their values only
_answers.py      from rows to answers
_partitions.py   folders of files, and the conditions that let a question open few of them
_duckdb.py       how DuckDB wants its SQL written; _spark.py: how Spark does
```
"""

from policytrack.engines._axes import BEFORE, DATED, END, NO_CUT
from policytrack.engines.sql._answers import Decode, answer
from policytrack.engines.sql._columns import columns_of, nested
from policytrack.engines.sql._cuts import Scope
from policytrack.engines.sql._rules import word_kept
from policytrack.engines.sql._schema import AXES, FOREVER, VERSION, Shown, Tables
from policytrack.engines.sql._shapes import Shapes
from policytrack.engines.sql._statements import Compiled, Question, Statement, rendered, statement

__all__ = [
    "AXES",
    "BEFORE",
    "DATED",
    "END",
    "FOREVER",
    "NO_CUT",
    "VERSION",
    "Compiled",
    "Decode",
    "Question",
    "Scope",
    "Shapes",
    "Shown",
    "Statement",
    "Tables",
    "answer",
    "columns_of",
    "nested",
    "rendered",
    "statement",
    "word_kept",
]
