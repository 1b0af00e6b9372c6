"""Citations, whole: whoever reads an answer can look it up."""

from collections.abc import Iterable, Iterator

import attrs

from policytrack.cli._blocks import Fact
from policytrack.cli._text import brief
from policytrack.dates import PartialDate
from policytrack.model import Citation, Source
from policytrack.report._text import address
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Cites:
    """A source, and the words of it that bear a fact.

    `url` is an address of the web or none. `published` and `retrieved_on` are EDTF. `place` is where the
    words stand in the source's text, in code points.
    """

    source_id: str
    title: str
    publisher: str | None
    url: str | None
    published: PartialDate | None
    retrieved_on: PartialDate | None
    quote: str | None
    place: str | None
    note: str | None

    def __str__(self) -> str:
        """Give it on one line: a passage by its beginning, then who published it, when and where."""
        when = self.published or (f"retrieved {self.retrieved_on}" if self.retrieved_on else "undated")
        parts = (self.publisher, self.title, when, self.url, self.place, self.note)
        bearer = f"[{self.source_id}: {', '.join(str(part) for part in parts if part)}]"
        return bearer if self.quote is None else f"“{brief(self.quote)}” {bearer}"


def cites(view: View, evidence: Iterable[Citation]) -> tuple[Cites, ...]:
    """Return all citations of a fact."""
    return tuple(_cites(view, citation) for citation in evidence)


def told(found: Iterable[Cites]) -> Iterator[Fact]:
    """Give citations, a line each; where there is none that is said."""
    lines = [str(one) for one in found] or ["[no source]"]
    return (Fact("source", line) for line in lines)


def _cites(view: View, citation: Citation) -> Cites:
    source, quote = view.get(citation.source_id, Source), citation.quote
    return Cites(
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        url=address(source.url),
        published=source.published,
        retrieved_on=source.retrieved_on,
        quote=None if quote is None else quote.exact,
        place=None if quote is None or quote.start is None else f"{quote.start}-{quote.end}",
        note=citation.note,
    )
