"""Cuts the text form of a question into its terms, each with its place."""

import re
from collections.abc import Iterable, Iterator

import attrs

from policytrack.errors import Problem, QueryError

_SPACE = re.compile(r"\s*")
_KEY = re.compile(r'([^\s":,]+):')
_BARE_VALUE = re.compile(r'[^\s,"]+')
_BARE_WORD = re.compile(r'[^\s":]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_ESCAPED = re.compile(r"\\(.)")
_TO_NEXT = re.compile(r'(?:"(?:[^"\\]|\\.)*"?|\S)*', re.DOTALL)

# What stands for a term that two others are joined by.
OR = "OR"


@attrs.frozen
class Span:
    """From which character of the text to which, the end exclusive."""

    start: int
    end: int


@attrs.frozen
class Piece:
    """A value, and where it stands."""

    text: str
    span: Span


@attrs.frozen
class Term:
    """One term: denied or not, with a key or without (then it is words, or a bare `OR`)."""

    span: Span
    denied: bool
    key: Piece | None
    values: tuple[Piece, ...]

    @property
    def is_or(self) -> bool:
        """Whether it joins its neighbours: `OR`, bare, in capitals."""
        bare = self.key is None and not self.denied and self.values[0].text == OR
        return bare and self.span.end - self.span.start == len(OR)


@attrs.frozen
class Fault:
    """What is wrong at a place of the text."""

    span: Span
    problem: Problem


_OPEN = Problem(
    "bad-syntax", "", "the quote is not closed", r"in quotes, write \" for a quote and \\ for a backslash"
)
_NOTHING = Problem("bad-syntax", "", "a value or a word is missing", "quotes hold what has white space")
_JOINED = Problem("bad-syntax", "", "terms stand apart", "put white space here, or the whole in quotes")


def refusal(text: str, faults: Iterable[Fault]) -> QueryError:
    """Make the error of a text, with a caret under each place that is wrong."""
    found = sorted(faults, key=lambda fault: fault.span.start)
    marks = [" "] * (len(text) + 1)
    for fault in found:
        for place in range(fault.span.start, max(fault.span.end, fault.span.start + 1)):
            marks[place] = "^"
    shown = "".join(char if char.isprintable() else " " for char in text)
    subject = f"{shown}\n{''.join(marks).rstrip()}"
    return QueryError(
        subject, [attrs.evolve(fault.problem, path=f"column {fault.span.start + 1}") for fault in found]
    )


def terms(text: str, faults: list[Fault]) -> Iterator[Term]:
    """Give the terms of a text; one that cannot be read is left out, with the fault."""
    place = _end(_SPACE, text, 0)
    while place < len(text):
        term, end = _term(text, place, faults)
        if term is not None:
            yield term
        place = _end(_SPACE, text, end)


def _term(text: str, start: int, faults: list[Fault]) -> tuple[Term | None, int]:
    """Read the term at a place, and say where it ends."""
    denied = text[start] == "-"
    place = start + denied
    key = _KEY.match(text, place)
    pattern = _BARE_WORD if key is None else _BARE_VALUE
    values: list[Piece] = []
    place = place if key is None else key.end()
    while True:
        value = _QUOTED.match(text, place) or pattern.match(text, place)
        if value is None:
            is_open = text[place : place + 1] == '"'
            return None, _skipped(text, place, _OPEN if is_open else _NOTHING, faults)
        quoted = value.lastindex is not None
        said = _ESCAPED.sub(r"\1", value[1]) if quoted else value[0]
        values.append(Piece(said, Span(*value.span())))
        place = value.end()
        if key is None or text[place : place + 1] != ",":
            break
        place += 1
    if place < len(text) and not text[place].isspace():
        return None, _skipped(text, place, _JOINED, faults)
    named = None if key is None else Piece(key[1], Span(*key.span(1)))
    return Term(Span(start, place), denied, named, tuple(values)), place


def _skipped(text: str, place: int, problem: Problem, faults: list[Fault]) -> int:
    """Keep a fault, and return where the next term can begin."""
    faults.append(Fault(Span(place, place + 1), problem))
    return max(_end(_TO_NEXT, text, place), place + 1)


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Return where a pattern ends that matches nothing, too."""
    found = pattern.match(text, place)
    return place if found is None else found.end()
