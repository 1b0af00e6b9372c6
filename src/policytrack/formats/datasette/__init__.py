"""`datasette`: a database to publish, which Datasette serves well at once; a publication, and no store.

```
_tables.py       the tables, from those of a data package
_answers.py      what follows from several records, for every day
_database.py     the file: rows, words, views
_questions.py    canned queries
_metadata.py     what Datasette is told of it
```
"""

from collections.abc import Mapping

from policytrack.collector import collector_paused
from policytrack.formats._feed import tracker_of
from policytrack.formats._one_way import WriteOnly
from policytrack.formats._wire import Wire
from policytrack.model import Snapshot
from policytrack.registry import Encoded, Registry


class DatasetteFormat(WriteOnly):
    """A SQLite database with a table for each type of record, and one for each list in them.

    Every value stands in a table; lists of texts and what has no columns of its own are JSON. Ids lead to
    rows by foreign keys. Beside them stand `records`, which names each record; `standings`, `stances` and
    `spoke_for`, which are answers worked out for every day; `search`, the texts about each proposal; and a
    view `current_…` for each table of records: what counts now, with names beside ids. Whole numbers of
    more than 64 bits are texts, and told as losses.

    Saving writes `metadata.json` and `datasette.json` beside the file, which title, describe and link it,
    with the questions that people ask. `about` replaces what these say of the whole, such as `title`,
    `license`, `license_url`, `source` and `source_url`.
    """

    name = "datasette"
    suffixes: tuple[str, ...] = (".db", ".sqlite", ".sqlite3")
    instead = "load the file it was made from; a store is opened by its address, sqlite:///tracker.db"

    def __init__(self, about: Mapping[str, str] | None = None) -> None:
        self._about = dict(about or {})

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a database.

        Raises:
            EncodeError: The records do not fit together, or hold what the wire has no place for.
        """
        # Formats are loaded before anybody asks: SQLite and what answers questions come with the first.
        from policytrack.formats.datasette._database import SUBJECT, database  # noqa: PLC0415  # As said.
        from policytrack.formats.datasette._metadata import files_beside  # noqa: PLC0415  # As said.

        tracker = tracker_of(snapshot, registry, SUBJECT)
        with collector_paused():
            made = database(tracker, Wire.of(tracker.registry))
        return Encoded(made.data, made.losses, files_beside(made, snapshot, self._about))


__all__ = ["DatasetteFormat"]
