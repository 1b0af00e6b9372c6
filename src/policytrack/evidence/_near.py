"""Near words: where a text comes closest to words that do not stand in it.

The search only ever proposes. It looks where a text shares words with the quote: one pass over the words of
the text for all quotes together, then a bounded number of places for each quote is measured. Needs rapidfuzz
(extra `quotes`); only this module imports it.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from statistics import median_low

import attrs
from rapidfuzz.distance import Indel

from policytrack.evidence._folding import Folded, Span, fold

LEAST_SIMILARITY = 0.8
"""How alike words must be to be called near: one less the share of characters to insert or delete.

One word changed in a sentence of five or more stays above it. Of a thousand sentences made of a text's own
words in another order, a handful of the shortest come above it.
"""

# Scripts that part no words by spaces (Thai, Lao, Burmese, Khmer, kana, Han): each character is a word.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[^\W{_UNSPACED}]+|[{_UNSPACED}]")
_IN_WORDS = re.compile(rf"[{_UNSPACED}]")
_EDGE = re.compile(r"(?<!\S)[^\w\s]*|[^\w\s]*(?!\S)")  # With and without the marks around a word.
_PAIRED = 4  # With fewer words, one changed word may leave no pair of neighbours as it was.
_MOST_HITS = 3_000  # Places looked at for one quote, those of its rarest words first.
_MOST_PASSAGES = 4  # Passages measured for one quote.
_LEAST_STRETCH = 16
_LEAST_ROUGHLY = 0.6  # How alike a passage is before its ends are found.
_REACH = 12  # How many edges of words around a rough end are tried.

_Gram = str | tuple[str, str]


@attrs.frozen
class Near:
    """The nearest passage: where it stands in the folded text, how alike it is, and what is as near."""

    span: Span
    similarity: float
    rivals: tuple[Span, ...]


def near(folded: Folded, quotes: Sequence[str]) -> list[Near | None]:
    """Return for each quote, folded, the nearest passage of a text that is near enough, or None."""
    grams = [dict(_grams(quote)) for quote in quotes]
    hits = _hits(folded.text, {gram for of_quote in grams for gram in of_quote})
    return [
        _nearest(quote, folded.text, _rough(quote, of_quote, hits))
        for quote, of_quote in zip(quotes, grams, strict=True)
    ]


def _grams(quote: str) -> Iterator[tuple[_Gram, int]]:
    """Give what a quote is looked for by, with its place in the quote: neighbouring words, or words."""
    words = [(word[0], word.start()) for word in _WORD.finditer(quote)]
    if len(words) < _PAIRED:
        yield from words
    else:
        for (one, start), (other, _) in pairwise(words):
            yield (one, other), start


def _hits(text: str, wanted: set[_Gram]) -> Mapping[_Gram, Sequence[int]]:
    """Return where the words and pairs of words stand, in one pass over the text."""
    found: dict[_Gram, array[int]] = {gram: array("q") for gram in wanted}
    words = {word for gram in wanted for word in ((gram,) if isinstance(gram, str) else gram)}
    before, before_start = "", 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word not in words:
            before = ""
            continue
        start = match.start()
        if word in found:
            found[word].append(start)
        if (before, word) in found:
            found[before, word].append(before_start)
        before, before_start = word, start
    return found


def _rough(quote: str, grams: Mapping[_Gram, int], hits: Mapping[_Gram, Sequence[int]]) -> Iterator[Span]:
    """Give the passages that share most with a quote, roughly where they begin and end."""
    size = max(len(quote) // 2, _LEAST_STRETCH)
    stretches: dict[int, list[tuple[int, int]]] = defaultdict(list)
    looked_at = 0
    for gram in sorted(grams, key=lambda gram: len(hits[gram])):
        places = hits[gram][: _MOST_HITS - looked_at]
        looked_at += len(places)
        for place in places:
            begin = place - grams[gram]
            stretches[begin // size].append((grams[gram], begin))
    votes = {stretch: len(shared) for stretch, shared in stretches.items()}
    # A passage across an edge has votes on both sides, so that no cut can hide it.
    for best in nlargest(
        _MOST_PASSAGES, votes, key=lambda stretch: votes[stretch] + votes.get(stretch + 1, 0)
    ):
        begins = [begin for _, begin in sorted(stretches[best] + stretches.get(best + 1, []))]
        half = (len(begins) + 1) // 2
        # What its first words say of where it begins and its last of where it ends: insertions lie between.
        yield max(0, median_low(begins[:half])), median_low(begins[-half:]) + len(quote)


def _nearest(quote: str, text: str, passages: Iterator[Span]) -> Near | None:
    best: dict[float, set[Span]] = defaultdict(set)
    for start, end in passages:
        if _similarity(quote, text[start:end]) >= _LEAST_ROUGHLY:
            span = _trimmed(quote, text, start, end)
            best[_similarity(quote, text[span[0] : span[1]])].add(span)
    similarity = max(best, default=0.0)
    if similarity < LEAST_SIMILARITY:
        return None
    first, *others = sorted(best[similarity])
    # Spans that overlap are one passage, cut at different edges.
    return Near(first, similarity, tuple(span for span in others if span[0] >= first[1]))


def _trimmed(quote: str, text: str, start: int, end: int) -> Span:
    """Move the ends of a passage to those edges of words near them that make it most alike."""
    ends = [edge for edge in _edges(text, end, len(quote)) if edge > start]
    end = max(ends, key=lambda edge: _similarity(quote, text[start:edge]), default=end)
    starts = [edge for edge in _edges(text, start, len(quote)) if edge < end]
    start = max(starts, key=lambda edge: _similarity(quote, text[edge:end]), default=start)
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ")), end - len(words) + len(words.rstrip(" "))


def _edges(text: str, at: int, reach: int) -> list[int]:
    """Return the edges of words nearest to a place, the nearest first; itself where words have no spaces."""
    low = max(0, at - reach)
    around = text[low : at + reach]
    marks = (match.span() for match in _EDGE.finditer(around))
    edges = {low + edge for start, end in marks for edge in range(start, end + 1)}
    # The ends of what is looked at are no edges of words, but where the text ends too.
    edges -= {low, low + len(around)} - {0, len(text)}
    if _IN_WORDS.search(text, max(0, at - 1), at + 1):
        edges.add(at)
    return sorted(edges, key=lambda edge: abs(edge - at))[:_REACH]


def _similarity(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)


def word_diff(quote: str, found: str) -> str:
    """Tell the quote's words from the source's, typography left aside: `must [-not-] be {+far+} above`."""
    old, new = quote.split(), found.split()
    parts: list[str] = []
    plain = {word: fold(word).text for word in {*old, *new}}
    for step in Indel.opcodes([plain[word] for word in old], [plain[word] for word in new]):
        match step.tag:
            case "insert":
                parts.append(f"{{+{' '.join(new[step.dest_start : step.dest_end])}+}}")
            case "delete":
                parts.append(f"[-{' '.join(old[step.src_start : step.src_end])}-]")
            case _:
                parts.append(" ".join(new[step.dest_start : step.dest_end]))
    return " ".join(parts)
