"""Which source bears a fact, in which words."""

from collections.abc import Iterable

import attrs

from policytrack.dates import PartialDate
from policytrack.model import Citation, Source
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Cited:
    """A source, and the words of it that bear a fact; `str()` gives both on one line.

    `source` is who published it, or its title. `words` is None where nothing is quoted. `place` says where
    the words stand: the source's file, where it has an identifier of the scheme `file`, and the code points
    from and to.
    """

    source_id: str
    source: str
    published: PartialDate | None
    words: str | None
    place: str | None

    def __str__(self) -> str:
        """Give the words with their source: `“words” [publisher, 2023-09-24, file.txt 12-34]`."""
        place = f", {self.place}" if self.place else ""
        bearer = f"[{self.source}, {self.published or 'undated'}{place}]"
        return f"“{self.words}” {bearer}" if self.words is not None else bearer


def cited(view: View, evidence: Iterable[Citation]) -> Cited | None:
    """Return the first source that is quoted, or else the first; None where there is none."""
    for citation in sorted(evidence, key=lambda item: item.quote is None):
        source, quote = view.get(citation.source_id, Source), citation.quote
        place = None
        if quote is not None and quote.start is not None:
            place = " ".join(filter(None, (source.identifier("file"), f"{quote.start}-{quote.end}")))
        return Cited(
            source_id=source.id,
            source=source.publisher or source.title or source.id,
            published=source.published,
            words=None if quote is None else quote.exact,
            place=place,
        )
    return None
