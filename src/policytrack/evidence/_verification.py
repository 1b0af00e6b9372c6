"""What becomes of a quote when it is held against the text of its source."""

import enum

import attrs

from policytrack.evidence._folding import Span, Typography
from policytrack.model import Quote


class QuoteVerdict(enum.StrEnum):
    """How a quote stands in the text of its source; the first that holds is the verdict.

    Words are compared character by character; only where they stand nowhere so is the typography left
    aside, and only where they stand nowhere so either are near words looked for. No verdict but the first
    two says that the record may stay as it is. Where the words stand but not those that the quote names in
    `prefix` and `suffix`, `reason` says so and the verdict stays.

    `EXACT`: the text from `start` to `end` is the quote's words, character by character. Without offsets:
    the words stand once in the text, or once with the quote's `prefix` before and `suffix` behind.

    `SOURCE_CHANGED`: as `EXACT`, but the text's digest is not the source's `sha256`.

    `MOVED`: the words stand elsewhere, once, or once between the quote's prefix and suffix. How near a place
    is to the old one never decides.

    `NORMALISED`: the same but for typography, which `differences` names: at the quote's `start`, or lacking
    that once in the text, or once between its prefix and suffix. A place at the quote's `start` goes before
    the same characters elsewhere.

    `AMBIGUOUS`: the words stand in several `places`, with or without their typography, and prefix and
    suffix do not decide.

    `DRIFTED`: near words stand there, with their `similarity` and a `diff`. Only a proposal: the words were
    changed, or they are another sentence.

    `MISSING`: none of these; `reason` says how far the search went.

    `UNAVAILABLE`: there is no text to look in; `reason` says why.
    """

    EXACT = "exact"
    NORMALISED = "normalised"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    DRIFTED = "drifted"
    MISSING = "missing"
    SOURCE_CHANGED = "source-changed"
    UNAVAILABLE = "unavailable"


@attrs.frozen(kw_only=True)
class Verification:
    """The verdict on the quote of one citation.

    `citation` is the index of the citation in the record's evidence as the view shows it, `path` the place
    of the quote: `/positions/rowley/evidence/0/quote`. `hash_matches` tells whether the text that was
    looked at is the one of the source's `sha256`, None where one of the two is lacking. `start` and `end`
    are where the words were found, in code points of the text. `places` are those of an ambiguous quote, at
    most ten, or the passages that are equally near to a drifted one. `similarity` is that of `DRIFTED`
    words, from 0 to 1, and `diff` tells `[-the quote's-]` from `{+the source's+}`. `repair` is the quote as
    it could be now, where there is one answer.
    """

    record_id: str
    citation: int
    path: str
    source_id: str
    quote: Quote
    verdict: QuoteVerdict
    hash_matches: bool | None = None
    start: int | None = None
    end: int | None = None
    differences: tuple[Typography, ...] = ()
    places: tuple[Span, ...] = ()
    similarity: float | None = None
    diff: str | None = None
    reason: str | None = None
    repair: Quote | None = None

    @property
    def stands(self) -> bool:
        """Whether the words stand where the citation says, character by character."""
        return self.verdict in {QuoteVerdict.EXACT, QuoteVerdict.SOURCE_CHANGED}

    def __str__(self) -> str:
        """Give `path: verdict in source (details)` on one line."""
        details: list[str] = []
        if self.start is not None:
            details.append(f"{self.start}-{self.end}")
        details += (f"other {kind}" for kind in self.differences)
        if self.places:
            details.append(", ".join(f"{start}-{end}" for start, end in self.places))
        if self.similarity is not None:
            details.append(f"{self.similarity:.1%} alike: {self.diff}")
        if self.reason is not None:
            details.append(self.reason)
        if self.hash_matches is False:
            details.append("the source's hash differs")
        said = f" ({'; '.join(details)})" if details else ""
        return f"{self.path}: {self.verdict} in {self.source_id}{said}"
