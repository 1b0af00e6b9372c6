"""A synthetic data set of any size, the same for the same seed, as JSON Lines.

Each proposal brings three status changes and four positions with quotes, about 1.8 KB of JSON; people,
organizations, memberships and sources are shared: one of each kind for fifty proposals, at least a dozen.
Records come in the order in which policytrack writes them, and one by one, so that a million fit.

    python benchmarks/generate.py 10000 proposals.jsonl
"""

import datetime
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

STATES = ("proposed", "review-promised", "under-review", "recommended", "accepted", "introduced", "enacted")
STANCES = ("proposes", "supports", "qualified", "neutral", "critical", "opposes", "unknown")
TOPICS = ("policing", "courts", "housing", "transport", "energy", "water", "schools", "health", "tax", "data")
CONFIDENCE = ("low", "medium", "high")
MEASURES = (
    {"kind": "review", "scope": "use of force"},
    {"kind": "legal-test", "question": "self-defence", "proposed": "honest-belief"},
    {"kind": "time-limit", "process_kind": "investigation", "limit": "P12M"},
    {"kind": "other", "text": "publish the guidance"},
)
FIRST_DAY = datetime.date(2015, 1, 1)
DAYS = 4000
SEED = 20230924
Line = dict[str, Any]


def lines(proposals: int, seed: int = SEED) -> Iterator[str]:
    """Give the lines of a data set, the header first, each with its line feed."""
    yield json.dumps({"policytrack": "1"}) + "\n"
    for record in records(proposals, seed):
        yield json.dumps(record, ensure_ascii=False) + "\n"


def records(proposals: int, seed: int = SEED) -> Iterator[Line]:
    """Give the records of a data set as wire objects with their `type`, type by type and by id."""
    shared = max(12, proposals // 50)
    made: tuple[tuple[Callable[[int, int, random.Random], Iterator[Line]], int], ...] = (
        (_people, shared),
        (_organizations, shared),
        (_memberships, shared),
        (_sources, shared),
        (_proposals, proposals),
        (_positions, proposals),
        (_changes, proposals),
    )
    for number, (make, count) in enumerate(made):
        # Each type has its own numbers, so that it can be made without the others.
        yield from make(count, shared, random.Random(seed + number))  # noqa: S311  # No secret.


def _people(count: int, _: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        yield {"type": "person", "id": f"a-{number:05}", "name": _words(draw, 2).title()}


def _organizations(count: int, _: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        yield {
            "type": "organization",
            "id": f"o-{number:05}",
            "name": _words(draw, 3).title(),
            "classification": draw.choice(("charity", "police force", "department", "party")),
        }


def _memberships(count: int, shared: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        yield {
            "type": "membership",
            "id": f"m-{number:05}",
            "person_id": f"a-{number:05}",
            "organization_id": f"o-{draw.randrange(shared):05}",
            "role": _words(draw, 2),
            "start_date": f"{draw.randint(2000, 2014)}",
        }


def _sources(count: int, _: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        yield {
            "type": "source",
            "id": f"s-{number:05}",
            "title": _words(draw, 8),
            "publisher": _words(draw, 1),
            "url": f"https://example.org/{number}",
            "published": _date(draw),
            "language": "en",
            "kind": draw.choice(("primary", "copy")),
        }


def _proposals(count: int, shared: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        yield {
            "type": "proposal",
            "id": f"p-{number:07}",
            "title": _words(draw, 7),
            "summary": _words(draw, 16),
            "measure": MEASURES[number % len(MEASURES)],
            "topics": sorted(draw.sample(TOPICS, 2)),
            "jurisdiction": "gb-eng",
            "stakeholder_ids": [f"o-{draw.randrange(shared):05}"],
        }


def _positions(count: int, shared: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        for place in range(4):
            yield {
                "type": "position",
                "id": f"q-{number:07}-{place}",
                "proposal_id": f"p-{number:07}",
                "actor_id": f"a-{draw.randrange(shared):05}",
                "stance": draw.choice(STANCES[:-1]),
                "said_on": _date(draw),
                "evidence": [_citation(draw, shared, 9)],
            }


def _changes(count: int, shared: int, draw: random.Random) -> Iterator[Line]:
    for number in range(count):
        for place in range(3):
            yield {
                "type": "status-change",
                "id": f"c-{number:07}-{place}",
                "proposal_id": f"p-{number:07}",
                "to": draw.choice(STATES[place : place + 4]),
                "on": _date(draw),
                "confidence": draw.choice(CONFIDENCE),
                "evidence": [{"source_id": f"s-{draw.randrange(shared):05}"}],
            }


def _citation(draw: random.Random, shared: int, words: int) -> Line:
    exact, start = _words(draw, words), draw.randrange(9000)
    return {
        "source_id": f"s-{draw.randrange(shared):05}",
        "quote": {"exact": exact, "start": start, "end": start + len(exact)},
    }


def _date(draw: random.Random) -> str:
    """Draw a date: mostly days, some months and years."""
    day = (FIRST_DAY + datetime.timedelta(draw.randrange(DAYS))).isoformat()
    return draw.choices((day, day[:7], day[:4]), (8, 1, 1))[0]


def _vocabulary() -> list[str]:
    """Make words that one can say, commonest first."""
    heads, tails = ("ba", "co", "di", "fe", "gu", "la", "mo", "ne", "pri", "sta"), ("n", "r", "st", "l", "m")
    return [first + second + tail for first in heads for second in heads for tail in tails]


WORDS = _vocabulary()


def _words(draw: random.Random, count: int) -> str:
    """Draw words as a text has them: few are common, many are rare."""
    return " ".join(WORDS[int(len(WORDS) * draw.random() ** 2)] for _ in range(count))


def main() -> None:
    """Write a data set of so many proposals to a file."""
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines(count))
    print(f"{path}: {path.stat().st_size / count:.0f} bytes for each of {count} proposals")


if __name__ == "__main__":
    main()
