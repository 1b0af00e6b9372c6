"""Stores: records kept durably, revision by revision, and asked by SQL.

```
_open.py         open_store: which address means which database
_store.py        Store: write, history, changes, questions; _view.py: the same on other days
_journal.py      the clock and the revisions; _revision.py what a caller sees of them
_migrations.py   opens what older versions left, and refuses what newer ones did
_dependence.py   what a store was made with besides its records, and what another registry makes anew
_redaction.py    erases
_writer.py       keeps the records themselves
_integrity.py    whether they fit what is held
_projector.py    keeps the tables that questions use, with _loader.py to read what that takes, _fill.py and
                 _rows.py for the rows; the tracker's own rules are asked by tracker/_projection.py
_first_load.py   the same for a first load, which has nothing to compare with
_session.py      what a store needs of a database
_sql.py          what SQLAlchemy speaks to; _sqlite.py, with _full_text.py for its index of words;
                 _postgresql.py, with _copying.py for how it takes many rows
_places.py       addresses of files and folders
_duckdb.py       a file of DuckDB, with _duck_session.py for what DuckDB takes and says
_export.py       from a store to a data set of Parquet files, with _files.py to write them
_dataset.py      the folder of a data set, and how it changes at one stroke
_parquet.py      a data set read by DuckDB; _spark.py: on a cluster; _lake.py: Delta Lake and Iceberg
```
"""

from typing import TYPE_CHECKING

from policytrack.errors import MissingExtraError
from policytrack.stores._open import open_store, pending
from policytrack.stores._revision import Entry, Revision

if TYPE_CHECKING:
    from policytrack.stores._store import Store
    from policytrack.stores._view import StoreView

__all__ = ["Entry", "Revision", "Store", "StoreView", "open_store", "pending"]


def __getattr__(name: str) -> object:
    """Load what needs the extra `store` when it is first used."""
    from importlib import import_module  # noqa: PLC0415  # As the sentence says.

    homes = {"Store": "_store", "StoreView": "_view"}
    if name not in homes:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        return getattr(import_module(f"{__name__}.{homes[name]}"), name)
    except ModuleNotFoundError:
        raise MissingExtraError("a store", "store") from None
