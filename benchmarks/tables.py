"""The data of `generate.py` as plain columns, for databases that are told what they need and no more.

Days are proleptic ordinals. What policytrack works out as it answers is given to the peers ready made: the
order of a proposal's changes (`rank`), the day on which a record's evidence was public (`public`), the
status that counts now, and the organization that somebody spoke for.
"""

import gc
import json
import pickle
from array import array
from collections import defaultdict
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

from generate import STATES

import policytrack as pt
from policytrack.query import bag

Line = dict[str, Any]
Columns = dict[str, Any]

_LIFECYCLE = pt.Registry.default().lifecycles["uk-reform"]
_PLACES = {state: sum(_LIFECYCLE.precedes(other, state) for other in STATES) for state in STATES}
"""How many states come before each, of two that were reached on the same days."""


def read(path: Path) -> "Tables":
    """Read a file of `generate.py` into columns."""
    tables = Tables()
    takes = {
        "membership": tables.membership,
        "source": tables.source,
        "proposal": tables.proposal,
        "position": tables.position,
        "status-change": tables.change,
    }
    with path.open(encoding="utf-8") as file:
        next(file)
        for line in file:
            record = json.loads(line)
            if record["type"] in takes:
                takes[record["type"]](record)
    tables.finish()
    return tables


def keep(path: Path, kept_as: Path) -> None:
    """Read a file of `generate.py` and keep its columns, for `kept`."""
    with kept_as.open("wb") as file:
        pickle.dump(read(path), file, pickle.HIGHEST_PROTOCOL)


def kept(path: Path) -> "Tables":
    """Return the columns that were kept."""
    gc.disable()
    with path.open("rb") as file:
        tables: Tables = pickle.load(file)  # noqa: S301  # We wrote it.
    gc.enable()
    return tables


@cache
def days(text: str) -> tuple[int, int]:
    """Return the first and the last day of a partial date."""
    first, last = pt.PartialDate.parse(text).span
    return first.toordinal(), last.toordinal()


class Tables:
    """The columns of each table; proposals are numbered from 0 in the order of their ids."""

    def __init__(self) -> None:
        self.proposals = _columns("id status text", "first_public")
        self.topics = _columns("topic", "proposal")
        self.positions = _columns("id actor organization stance", "proposal said_from said_to")
        self.changes = _columns("state", "proposal rank day public")
        self.words = _columns("", "word proposal")
        self.vocabulary: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._texts: list[list[str]] = []
        self._seen: list[int] = []
        self._steps: dict[int, list[tuple[int, int, int, str, str, int]]] = defaultdict(list)
        self._spoken_for: dict[str, str] = {}
        self._public: dict[str, int] = {}

    def membership(self, record: Line) -> None:
        """Take a membership: everybody has one, and has it all the time."""
        self._spoken_for[record["person_id"]] = intern(record["organization_id"])

    def source(self, record: Line) -> None:
        """Take a source: it was public by the last day on which it may have been published."""
        self._public[record["id"]] = days(record["published"])[1]

    def proposal(self, record: Line) -> None:
        """Take a proposal and its topics."""
        self._numbers[record["id"]] = number = len(self._numbers)
        self._texts.append([record["title"], record["summary"]])
        self._seen.append(days("9999-12-31")[1])
        for topic in record["topics"]:
            _add(self.topics, topic=intern(topic), proposal=number)

    def position(self, record: Line) -> None:
        """Take a position, with the words quoted."""
        number, actor = self._numbers[record["proposal_id"]], intern(record["actor_id"])
        self._public_by(record, number)
        self._texts[number].append(record["evidence"][0]["quote"]["exact"])
        said_from, said_to = days(record["said_on"])
        _add(
            self.positions,
            id=record["id"],
            actor=actor,
            organization=self._spoken_for[actor],
            stance=intern(record["stance"]),
            proposal=number,
            said_from=said_from,
            said_to=said_to,
        )

    def change(self, record: Line) -> None:
        """Take a status change."""
        number = self._numbers[record["proposal_id"]]
        public = self._public_by(record, number)
        state = intern(record["to"])
        self._steps[number].append((*days(record["on"]), _PLACES[state], record["id"], state, public))

    def finish(self) -> None:
        """Work out what follows from all of a proposal's records."""
        for (name, number), texts in zip(self._numbers.items(), self._texts, strict=True):
            steps = sorted(self._steps[number])
            for rank, (day, _, _, _, state, public) in enumerate(steps):
                _add(self.changes, state=state, proposal=number, rank=rank, day=day, public=public)
            for word in bag(texts):
                _add(
                    self.words,
                    word=self.vocabulary.setdefault(word, len(self.vocabulary)),
                    proposal=number,
                )
            status, text = steps[-1][4], " ".join(texts)
            _add(self.proposals, id=name, status=status, text=text, first_public=self._seen[number])
        del self._steps, self._texts, self._numbers, self._seen, self._spoken_for, self._public

    def _public_by(self, record: Line, number: int) -> int:
        day = self._public[record["evidence"][0]["source_id"]]
        self._seen[number] = min(day, self._seen[number])
        return day


def _columns(texts: str, numbers: str) -> Columns:
    columns: Columns = {name: [] for name in texts.split()}
    return columns | {name: array("q") for name in numbers.split()}


def _add(columns: Columns, **values: str | int) -> None:
    for name, value in values.items():
        columns[name].append(value)
