"""Text that sources share: passages that one of them, or both, took over from somewhere."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from policytrack.errors import DecodeError, InvalidRecordError, Problem
from policytrack.evidence._folding import Span
from policytrack.evidence._texts import Held, Text, read

_WORD = re.compile(r"\w+")
_SEED = 5  # Words in a row that start a passage; shorter runs are common turns of phrase.
_GAP = 3  # Words that may differ between two such runs of one passage.
_WORD_BITS = 32  # More different words than that do not fit into memory.
_MOST_PLACES = 8  # Of one run of words in one source: what repeats oftener is boilerplate.


@attrs.frozen(kw_only=True)
class SharedPassage:
    """A passage that two sources share, word for word but for a few words.

    `first_id` is the lower of the two ids. The spans are Unicode code points of each text, from the first
    shared word to the last. `words` counts those that are the same, and `share` is their part of all words
    of the shorter text, from 0 to 1.
    """

    first_id: str
    second_id: str
    first_span: Span
    second_span: Span
    words: int
    share: float

    def __str__(self) -> str:
        """Give both places and the number of words on one line."""
        (start, end), (other_start, other_end) = self.first_span, self.second_span
        first, second = f"{self.first_id} {start}-{end}", f"{self.second_id} {other_start}-{other_end}"
        return f"{first} = {second} ({self.words} words, {self.share:.1%} of the shorter text)"


@attrs.frozen
class _Words:
    """The words of a text: their numbers in a vocabulary, and where each stands in the folded text."""

    held: Held
    numbers: "array[int]"
    spans: "array[int]"

    def seeds(self, length: int) -> Iterator[int]:
        """Give each run of words as one number, without collisions."""
        mask, run = (1 << _WORD_BITS * length) - 1, 0
        for index, number in enumerate(self.numbers):
            run = (run << _WORD_BITS | number) & mask
            if index >= length - 1:
                yield run

    def span(self, first: int, last: int) -> Span:
        """Return where the words from one to another stand in the text itself."""
        return self.held.folded.origin(self.spans[2 * first], self.spans[2 * last + 1])


@attrs.define
class _Run:
    """A passage that is growing: its first and last words in both texts, and how many are the same."""

    start: int
    other_start: int
    last: int
    other_last: int
    words: int


def shared_passages(texts: Mapping[str, Text], *, minimum_words: int = 12) -> tuple[SharedPassage, ...]:
    """Return the passages that sources share, by the ids of the two and the places.

    Words are compared without case, typography and punctuation, in their order; up to three in a row may
    differ between runs of five that are the same. Sharing alone does not say who took from whom. Time and
    memory are linear in the texts and in what they share.

    Args:
        texts: The text of each source by its id; `find_texts` gives those of a folder.
        minimum_words: How many words must be the same for a passage to count.

    Raises:
        DecodeError: A text cannot be read; it lists every one.
        InvalidRecordError: `minimum_words` is no positive number.
    """
    if minimum_words < 1:
        problem = Problem("bad-minimum", "/minimum_words", f"{minimum_words} is no number of words", "from 1")
        raise InvalidRecordError("shared passages", [problem])
    words = _read(texts)
    found = [
        _passage(one, other, run, words)
        for (one, other), places in _common(words, min(_SEED, minimum_words)).items()
        for run in _runs(sorted(places), min(_SEED, minimum_words))
        if run.words >= minimum_words
    ]
    return tuple(
        sorted(found, key=lambda one: (one.first_id, one.second_id, one.first_span, one.second_span))
    )


def _read(texts: Mapping[str, Text]) -> dict[str, _Words]:
    vocabulary: dict[str, int] = {}
    words: dict[str, _Words] = {}
    problems: list[Problem] = []
    for source_id in sorted(texts):
        held = read(texts[source_id])
        if isinstance(held, Held):
            words[source_id] = _cut(held, vocabulary)
        else:
            problems.append(Problem("unreadable-text", source_id, held.reason, "leave it out"))
    if problems:
        raise DecodeError("texts", problems)
    return words


def _cut(held: Held, vocabulary: dict[str, int]) -> _Words:
    numbers, spans = array("L"), array("Q")
    for word in _WORD.finditer(held.folded.text):
        numbers.append(vocabulary.setdefault(word[0].casefold(), len(vocabulary)))
        spans.extend(word.span())
    return _Words(held, numbers, spans)


def _common(words: Mapping[str, _Words], length: int) -> Mapping[tuple[str, str], set[Span]]:
    """Return for each pair of sources the places, by number of word, of the runs that both have."""
    owners: dict[int, str | None] = {}
    for source_id, of_source in words.items():
        for seed in of_source.seeds(length):
            if owners.setdefault(seed, source_id) != source_id:
                owners[seed] = None  # Several have it; the others, by far the most, are forgotten.
    several = {seed for seed, owner in owners.items() if owner is None}
    places: dict[int, dict[str, list[int]]] = {seed: defaultdict(list) for seed in several}
    for source_id, of_source in words.items():
        for index, seed in enumerate(of_source.seeds(length)):
            if seed in several and len(places[seed][source_id]) < _MOST_PLACES:
                places[seed][source_id].append(index)
    pairs: dict[tuple[str, str], set[Span]] = defaultdict(set)
    for by_source in places.values():
        for one, other in _pairs(sorted(by_source)):
            pairs[one, other] |= {(at, there) for at in by_source[one] for there in by_source[other]}
    return pairs


def _pairs(source_ids: list[str]) -> Iterator[tuple[str, str]]:
    for index, one in enumerate(source_ids):
        for other in source_ids[index + 1 :]:
            yield one, other


def _runs(places: Iterable[Span], length: int) -> Iterator[_Run]:
    """Join runs of words that follow each other in both texts; at most three words apart on either side."""
    growing: dict[int, _Run] = {}
    for at, there in places:
        last, other_last = at + length - 1, there + length - 1
        run = _before(growing, at, there, length)
        if run is None:
            run = _Run(at, there, last, other_last, length)
        else:
            run.words += min(length, last - run.last, other_last - run.other_last)
            run.last, run.other_last = last, other_last
        if there - at in growing:
            yield growing[there - at]
        growing[there - at] = run
    yield from growing.values()


def _before(growing: dict[int, _Run], at: int, there: int, length: int) -> _Run | None:
    """Take out the run that a place goes on with."""
    for shift in sorted(range(-_GAP, _GAP + 1), key=abs):
        run = growing.get(there - at + shift)
        if run is not None:
            steps = at - (run.last - length + 1), there - (run.other_last - length + 1)
            if min(steps) > 0 and max(steps) <= length + _GAP:
                return growing.pop(there - at + shift)
    return None


def _passage(one: str, other: str, run: _Run, words: Mapping[str, _Words]) -> SharedPassage:
    first, second = words[one], words[other]
    return SharedPassage(
        first_id=one,
        second_id=other,
        first_span=first.span(run.start, run.last),
        second_span=second.span(run.other_start, run.other_last),
        words=run.words,
        share=run.words / min(len(first.numbers), len(second.numbers)),
    )
