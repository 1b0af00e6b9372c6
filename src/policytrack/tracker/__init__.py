"""The tracker and its views: the records at hand, and the answers about them.

```
_tracker.py       Tracker: a snapshot whose records fit together
_view.py          View: all answers, cut by two days
_standings.py     the status of proposals, and the stances on them
_records.py       the records of a view
_explain.py, _coverage.py, _conflicts.py, _compare.py, _diagnostics.py      the longer answers
_notebook.py      a view in a notebook
_twins.py         what is easily taken for one another
_fold.py          the status of a proposal, from reports that compete
_sight.py         what was public, and when something counts
_index.py         the records by what they refer to
_cut.py           a view as an engine sees it: which of the held records it shows
_projection.py, _plain.py      answers worked out for all days beforehand, for stores and publications
_columns.py, _timelines.py      when records happened and came out, and the status of all, from flat lists
```
"""

from policytrack.tracker._tracker import Tracker
from policytrack.tracker._view import View

__all__ = [
    "Tracker",
    "View",
]
