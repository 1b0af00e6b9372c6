"""How long it takes to verify 300 citations over 1 MB of text, as a ratio to searching for every quote.

The peer is what one would write with rapidfuzz alone: `partial_ratio_alignment` of every quote over the
whole text, which gives a score and no verdict, for quotes with one word changed. The text is drawn from a
vocabulary with the frequencies of a language (Zipf); the same seed gives the same text.

    python benchmarks/verify_quotes.py
"""

import random
import statistics
import string
import time
from collections import Counter
from collections.abc import Callable

from rapidfuzz import fuzz

from policytrack.evidence import verify
from policytrack.model import Citation, Event, Quote, Source
from policytrack.tracker import Tracker

RANDOM = random.Random(20230924)  # noqa: S311  # The same text every time, and no secret.
SIZE = 1_000_000
CITATIONS = 300
ROUNDS = 5


def text_of(size: int) -> str:
    """Draw a text of so many characters."""
    vocabulary = [
        "".join(RANDOM.choices(string.ascii_lowercase, k=RANDOM.randint(2, 9))) for _ in range(20_000)
    ]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    return " ".join(RANDOM.choices(vocabulary, weights, k=size // 4))[:size]


def spans(text: str) -> list[tuple[int, int]]:
    """Draw where the quotes stand."""
    starts = [RANDOM.randrange(len(text) - 300) for _ in range(CITATIONS)]
    return [(start, start + RANDOM.randint(30, 250)) for start in starts]


def with_another_word(words: str) -> str:
    """Put another word in the place of one."""
    parts = words.split(" ")
    parts[RANDOM.randrange(len(parts))] = "Xylophon"
    return " ".join(parts)


def with_other_type(words: str) -> str:
    """Set words with other white space."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def seconds(run: Callable[[], object]) -> float:
    """Return how long a call takes: the median of some rounds."""
    times: list[float] = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        run()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def main() -> None:
    """Time every kind of quote and print the ratios."""
    text = text_of(SIZE)
    chosen = spans(text)
    altered = [with_another_word(text[start:end]) for start, end in chosen]
    peer = seconds(lambda: [fuzz.partial_ratio_alignment(words, text) for words in altered])
    kinds: dict[str, Callable[[int, int], Quote]] = {
        "in their place": lambda start, end: Quote.at(text, start, end),
        "moved": lambda start, end: Quote(exact=text[start:end], start=start + 9, end=end + 9),
        "set otherwise": lambda start, end: Quote(exact=with_other_type(text[start:end])),
        "with another word": lambda start, end: Quote(exact=with_another_word(text[start:end])),
        "absent": lambda start, end: Quote(exact=text[start:end][::-1]),
    }
    print(f"rapidfuzz over the whole text for each of {CITATIONS} quotes: {peer:.1f} s")
    for name, quote in kinds.items():
        events = (
            Event(id=f"e{index}", label="Event", evidence=(Citation("s", quote(start, end)),))
            for index, (start, end) in enumerate(chosen)
        )
        tracker = Tracker.of(Source(id="s", title="Source"), *events)
        texts = {"s": text}
        verdicts = Counter(str(one.verdict) for one in verify(tracker, texts))
        taken = seconds(lambda tracker=tracker, texts=texts: verify(tracker, texts))  # type: ignore[misc]
        print(f"{name}: {taken * 1000:.0f} ms, ratio {taken / peer:.5f} {dict(verdicts)}")


if __name__ == "__main__":
    main()
