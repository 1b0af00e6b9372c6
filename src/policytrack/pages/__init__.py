"""What a reader is shown of a proposal, as values: whoever prints, draws or sends it decides how.

```
_cited.py     which source bears a fact, in which words
_page.py      a proposal: what it would change, its status, who is for and against, what is not known
_timeline.py  how it moved: as known then, as known now
_contents.py  which proposals of a case come first
```
"""

from policytrack.pages._cited import Cited, cited, name_of
from policytrack.pages._contents import Contents, contents
from policytrack.pages._page import Page, Voice, page, speaker
from policytrack.pages._timeline import Timeline, Turn, timeline

__all__ = [
    "Cited",
    "Contents",
    "Page",
    "Timeline",
    "Turn",
    "Voice",
    "cited",
    "contents",
    "name_of",
    "page",
    "speaker",
    "timeline",
]
