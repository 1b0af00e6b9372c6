"""Dates as precise as their source, and calendar durations.

```
_period.py      Period: an ISO 8601 calendar duration
_days.py        one calendar day as an argument
_partial.py     PartialDate: the value, its bounds and its three-valued orders
_advice.py      what people type instead, and the EDTF to write
_grammar.py     the grammar of EDTF as policytrack reads it
_precision.py   Precision: how narrow a date is
```
"""

from policytrack.dates._days import UNSET, Day, Unset, calendar_day
from policytrack.dates._partial import PartialDate
from policytrack.dates._period import Period
from policytrack.dates._precision import Precision

__all__ = ["UNSET", "Day", "PartialDate", "Period", "Precision", "Unset", "calendar_day"]
