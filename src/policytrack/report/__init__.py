"""Answers as something to look at: a page of one file, and a timeline.

```
_page.py         html and write: the page as a whole
_site.py         write_site: a folder with an index, a page each, a feed and a search
_content.py      what the page says of each proposal, from a view's answers; _parts.py: the pieces of it
_change.py       what a proposal would change, in words
_moments.py      the days on which an answer changed, with the answers
_timeline.py     timeline: what happened, and when it became known, as SVG; _scale.py: where days stand
_chart.py        chart: the same as an Altair chart (extra `plot`)
_render.py       the templates (Jinja2, extra `report`)
_text.py         addresses made harmless, texts cut
assets/          templates, style and script
```
"""

from policytrack.report._chart import chart
from policytrack.report._page import html, write
from policytrack.report._site import write_site
from policytrack.report._timeline import timeline

__all__ = ["chart", "html", "timeline", "write", "write_site"]
