"""The contract kit: what a plugin's own tests call to prove that what it brings fits (extra `testing`).

    from policytrack.testing import check_measure, check_record_type

    def test_the_record_type_fits():
        check_record_type(ProgressReport, registry=REGISTRY)

Each `check_…` draws examples with Hypothesis and raises `AssertionError` at the smallest that fails. The
strategies are public too: `instances(cls)` draws any class of records, measures or values by the types of its
fields, `snapshots(registry)` whole snapshots with a plugin's records among ours, and `worlds(registry)` those
whose references lead somewhere, so that a tracker and a store take them.

Who writes an engine or a store, or wants to see their own records in ours, calls `check_engine` and
`check_store`: those are the laws that ours are held to.

```
_dates.py, _values.py, _odd.py, _lifecycles.py, _records.py, _worlds.py, _questions.py     strategies
_types.py        check_measure, check_record_type
_tables.py       check_lifecycle
_formats.py      check_format
_engines.py      check_engine
_stores.py       check_store
_running.py      how a check draws its examples
```
"""

from importlib.util import find_spec

from policytrack.errors import MissingExtraError

if find_spec("hypothesis") is None:
    raise MissingExtraError("policytrack.testing", "testing")

from policytrack.testing._dates import calendar_days, edtf_texts, partial_dates, periods
from policytrack.testing._engines import check_engine
from policytrack.testing._formats import check_format
from policytrack.testing._lifecycles import lifecycles
from policytrack.testing._odd import odd_ids, odd_texts
from policytrack.testing._records import instances, records, snapshots
from policytrack.testing._stores import check_store
from policytrack.testing._tables import check_lifecycle
from policytrack.testing._types import check_measure, check_record_type
from policytrack.testing._values import ids, json_objects, texts
from policytrack.testing._worlds import worlds

__all__ = [
    "calendar_days",
    "check_engine",
    "check_format",
    "check_lifecycle",
    "check_measure",
    "check_record_type",
    "check_store",
    "edtf_texts",
    "ids",
    "instances",
    "json_objects",
    "lifecycles",
    "odd_ids",
    "odd_texts",
    "partial_dates",
    "periods",
    "records",
    "snapshots",
    "texts",
    "worlds",
]
