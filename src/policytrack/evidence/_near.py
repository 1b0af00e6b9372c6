"""Near words: where a text comes closest to words that do not stand in it.

The search only ever proposes. It looks where a text shares words with the quote: one pass over the words of
the text for all quotes together, then a bounded number of places for each quote is measured. Needs rapidfuzz
(extra `quotes`); only this module imports it.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from policytrack.evidence._folding import Folded, Span, fold

LEAST_SIMILARITY = 0.8
"""How alike words must be to be called near: two thirds of the words changed are another sentence.

The similarity is that of the folded characters: one less the share of characters to insert or delete.
"""

_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]")
_EDGE = re.compile(r"\b")
_PAIRED = 4  # With fewer words, one changed word may leave no pair of neighbours as it was.
_MOST_HITS = 10_000  # Places looked at for one quote, those of its rarest words first.
_MOST_WINDOWS = 4  # Passages measured for one quote.
_REACH = 10  # How many edges of words around a rough end are tried.
_LONGEST_WORD = 30  # Where no edge of a word is nearer, the script does not part words by spaces.

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
        _nearest(quote, folded.text, _windows(quote, of_quote, hits))
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


def _windows(quote: str, grams: Mapping[_Gram, int], hits: Mapping[_Gram, Sequence[int]]) -> Iterator[Span]:
    """Give the stretches of a text that share most with a quote, each with room for insertions."""
    size = max(len(quote) // 2, 16)
    votes: Counter[int] = Counter()
    looked_at = 0
    for gram in sorted(grams, key=lambda gram: len(hits[gram])):
        places = hits[gram][: _MOST_HITS - looked_at]
        looked_at += len(places)
        # A passage across an edge votes for the stretch before too, so that no cut can hide it.
        votes.update({(place - grams[gram]) // size - back for place in places for back in (0, 1)})
    for stretch, _ in votes.most_common(_MOST_WINDOWS):
        start = stretch * size
        yield max(0, start - size), start + 3 * size + len(quote)


def _nearest(quote: str, text: str, windows: Iterator[Span]) -> Near | None:
    best: dict[float, set[Span]] = defaultdict(set)
    for start, end in windows:
        rough = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=60)
        if rough is not None:
            span = _trimmed(quote, text, start + rough.dest_start, start + rough.dest_end)
            best[_similarity(quote, text[span[0] : span[1]])].add(span)
    similarity = max(best, default=0.0)
    if similarity < LEAST_SIMILARITY:
        return None
    first, *rivals = sorted(best[similarity])
    return Near(first, similarity, tuple(rivals))


def _trimmed(quote: str, text: str, start: int, end: int) -> Span:
    """Move the ends of a passage to those edges of words near them that make it most alike."""
    ends = [edge for edge in _edges(text, end, len(quote)) if edge > start]
    end = max(ends, key=lambda edge: _similarity(quote, text[start:edge]), default=end)
    starts = [edge for edge in _edges(text, start, len(quote)) if edge < end]
    start = max(starts, key=lambda edge: _similarity(quote, text[edge:end]), default=start)
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ")), end - len(words) + len(words.rstrip(" "))


def _edges(text: str, at: int, reach: int) -> list[int]:
    """Return the edges of words nearest to a place, or itself where there are none; the nearest first."""
    around = [edge.start() for edge in _EDGE.finditer(text, max(0, at - reach), at + reach)]
    nearest = sorted(around, key=lambda edge: abs(edge - at))[:_REACH]
    return nearest if nearest and abs(nearest[0] - at) <= _LONGEST_WORD else [at]


def _similarity(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)


def word_diff(quote: str, found: str) -> str:
    """Tell the quote's words from the source's, typography left aside: `must [-not-] be {+far+} above`."""
    old, new = quote.split(), found.split()
    parts: list[str] = []
    for step in Indel.opcodes([fold(word).text for word in old], [fold(word).text for word in new]):
        match step.tag:
            case "insert":
                parts.append(f"{{+{' '.join(new[step.dest_start : step.dest_end])}+}}")
            case "delete":
                parts.append(f"[-{' '.join(old[step.src_start : step.src_end])}-]")
            case _:
                parts.append(" ".join(new[step.dest_start : step.dest_end]))
    return " ".join(parts)
