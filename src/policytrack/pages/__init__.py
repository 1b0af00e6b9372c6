"""What a reader is shown of a proposal, as values: whoever prints, draws or sends it decides how.

```
_names.py     what people call a record
_cited.py     which source bears a fact, in which words
_details.py   fields in words, derived from their class
_rows.py      what plugins' records say of proposals
_page.py      a proposal: what it would change, its status, who is for and against, what is not known
_timeline.py  how it moved: as known then, as known now
_contents.py  which proposals of a case come first
```
"""

from policytrack.pages._cited import Cited, cited
from policytrack.pages._contents import Contents, contents
from policytrack.pages._details import Detail, Part, details, in_words
from policytrack.pages._names import name_of
from policytrack.pages._page import Page, Voice, page, speaker
from policytrack.pages._rows import Row, added, rows
from policytrack.pages._timeline import Timeline, Turn, timeline

__all__ = [
    "Cited",
    "Contents",
    "Detail",
    "Page",
    "Part",
    "Row",
    "Timeline",
    "Turn",
    "Voice",
    "added",
    "cited",
    "contents",
    "details",
    "in_words",
    "name_of",
    "page",
    "rows",
    "speaker",
    "timeline",
]
