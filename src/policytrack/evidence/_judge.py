"""The strict verdicts: where the words of a quote stand, with and without their typography."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

import attrs

from policytrack.evidence._folding import Span, differences, fold
from policytrack.evidence._texts import Held
from policytrack.evidence._verification import QuoteVerdict, Verification
from policytrack.model import Quote

MOST_PLACES = 10
"""How many places of an ambiguous quote are named."""

_ROOM = 64  # White space that may stand at the place of a quote beyond twice its length.


def judge(seen: Verification, held: Held) -> Verification:
    """Return the verdict on a quote, `MISSING` where the words do not stand in the text."""
    quote, text = seen.quote, held.text
    if quote.start is not None:
        if text.startswith(quote.exact, quote.start):
            span = quote.start, quote.start + len(quote.exact)
            return _standing(seen, held, span) if quote.end == span[1] else _moved(seen, held, span)
        here = _alike_at(quote, quote.start, text)
        if here is not None:
            return _normalised(seen, held, here)
    places = _first(_strict(quote, text))
    if not places:
        return _judge_alike(seen, held)
    chosen = _chosen(
        places,
        _strictly_between(quote, text),
        (span for span in _between(quote, held) if text[slice(*span)] == quote.exact),
    )
    if chosen is None:
        return _ambiguous(seen, places)
    return _standing(seen, held, chosen) if quote.start is None else _moved(seen, held, chosen)


def repaired(quote: Quote, text: str, span: Span) -> Quote | None:
    """Return a quote of what stands at a place, with as much before and behind it as the quote names.

    None where the words hold a NUL, which no quote may.
    """
    start, end = span
    words = text[start:end]
    if "\x00" in words:
        return None
    before = text[max(0, start - len(quote.prefix or "")) : start]
    behind = text[end : end + len(quote.suffix or "")]
    return Quote(exact=words, prefix=_context(before), suffix=_context(behind), start=start, end=end)


def _context(text: str) -> str | None:
    return None if not text or "\x00" in text else text


def _judge_alike(seen: Verification, held: Held) -> Verification:
    """Judge a quote whose characters stand nowhere."""
    quote = seen.quote
    places = _first(_alike(quote.exact, held, fold(quote.exact).text))
    if not places:
        return attrs.evolve(seen, verdict=QuoteVerdict.MISSING)
    chosen = _chosen(places, _between(quote, held))
    return _ambiguous(seen, places) if chosen is None else _normalised(seen, held, chosen)


def _standing(seen: Verification, held: Held, span: Span) -> Verification:
    verdict = QuoteVerdict.SOURCE_CHANGED if seen.hash_matches is False else QuoteVerdict.EXACT
    reason = _other_words_around(seen.quote, held, span)
    return attrs.evolve(seen, verdict=verdict, start=span[0], end=span[1], reason=reason)


def _moved(seen: Verification, held: Held, span: Span) -> Verification:
    return attrs.evolve(
        seen,
        verdict=QuoteVerdict.MOVED,
        start=span[0],
        end=span[1],
        reason=_other_words_around(seen.quote, held, span),
        repair=repaired(seen.quote, held.text, span),
    )


def _normalised(seen: Verification, held: Held, span: Span) -> Verification:
    start, end = span
    return attrs.evolve(
        seen,
        verdict=QuoteVerdict.NORMALISED,
        start=start,
        end=end,
        differences=differences(seen.quote.exact, held.text[start:end]),
        reason=_other_words_around(seen.quote, held, span),
        repair=repaired(seen.quote, held.text, span),
    )


def _other_words_around(quote: Quote, held: Held, span: Span) -> str | None:
    """Return a reason where the quote's prefix or suffix does not stand at a place, typography left aside."""
    (start, end), text = span, held.text
    before, behind = quote.prefix or "", quote.suffix or ""
    if text.endswith(before, 0, start) and text.startswith(behind, end):
        return None
    # Only what stands near is looked at: a quote in its place is not looked for in the whole text.
    first = max(0, start - 2 * len(before) - _ROOM)
    near = Held(text[first : end + 2 * len(behind) + _ROOM], held.digest)
    if (start - first, end - first) in _between(quote, near):
        return None
    return "the words around it are not those that the quote names"


def _ambiguous(seen: Verification, places: tuple[Span, ...]) -> Verification:
    count = f"{len(places)}" if len(places) < MOST_PLACES else f"{MOST_PLACES} or more"
    reason = f"stands in {count} places"
    return attrs.evolve(seen, verdict=QuoteVerdict.AMBIGUOUS, places=places, reason=reason)


def _chosen(places: tuple[Span, ...], *between: Iterable[Span]) -> Span | None:
    """Return the one place, or the one that prefix and suffix leave; None where it is not decided.

    Args:
        places: Where the words stand.
        between: Where they stand between prefix and suffix, the strictest reading first: the next is asked
            only where one finds nothing.
    """
    if len(places) == 1:
        return places[0]
    for reading in between:
        left: set[Span] = set()
        for span in reading:
            left.add(span)
            if len(left) > 1:
                return None
        if left:
            return left.pop()
    return None


def _first(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(islice(spans, MOST_PLACES))


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _strict(quote: Quote, text: str) -> Iterator[Span]:
    """Give the places of the quote's characters."""
    for at in _occurrences(quote.exact, text):
        yield at, at + len(quote.exact)


def _alike(exact: str, held: Held, sought: str, lead: int = 0) -> Iterator[Span]:
    """Give the places of words that fold to the quote's, `lead` characters into the folded text sought."""
    words = fold(exact).text
    for at in _occurrences(sought, held.folded.text):
        start, end = held.folded.origin(at + lead, at + lead + len(words))
        # A piece of the text may fold to more than was looked for: it is then not what the quote says.
        if fold(held.text[start:end]).text == words:
            yield start, end


def _alike_at(quote: Quote, start: int, text: str) -> Span | None:
    """Return the place of words at the quote's own start that fold to the quote's."""
    words = fold(quote.exact).text
    here = fold(text[start : start + 2 * len(quote.exact) + _ROOM])
    if not words or not here.text.startswith(words):
        return None
    first, end = here.origin(0, len(words))
    span = start + first, start + end
    return span if fold(text[span[0] : span[1]]).text == words else None


def _strictly_between(quote: Quote, text: str) -> Iterator[Span]:
    """Give the places of the quote's characters between its prefix and its suffix."""
    before = quote.prefix or ""
    if before or quote.suffix:
        for at in _occurrences(before + quote.exact + (quote.suffix or ""), text):
            start = at + len(before)
            yield start, start + len(quote.exact)


def _between(quote: Quote, held: Held) -> Iterator[Span]:
    """Give the places of the quote between its prefix and its suffix, typography left aside.

    Whether the white space at its edges belongs to the prefix or to nobody, authors disagree: both count.
    """
    if quote.prefix is None and quote.suffix is None:
        return
    words = fold(quote.exact).text
    befores = ("",) if quote.prefix is None else (quote.prefix, f"{quote.prefix} ")
    behinds = ("",) if quote.suffix is None else (quote.suffix, f" {quote.suffix}")
    for before, behind in product(befores, behinds):
        lead = len(fold(before + quote.exact).text) - len(words)
        yield from _alike(quote.exact, held, fold(before + quote.exact + behind).text, lead)
