"""Reads DIP21; see `policytrack.formats.bundestag`."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import BinaryIO

import attrs

from policytrack.collector import collector_paused
from policytrack.errors import Problem
from policytrack.formats._document import text_of
from policytrack.formats._faults import Fault
from policytrack.formats._gather import Gathering, Part
from policytrack.formats._intake import Locate
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import DEEPEST, is_too_deep
from policytrack.formats.bundestag._proceedings import Proceeding
from policytrack.model import Record
from policytrack.registry import Decoded

_SUBJECT = "DIP21"
_TELLING = 2
"""The lines that tell JSON Lines from one object."""


def read(files: Mapping[str, bytes], *, strict: bool) -> Decoded:
    """Read documents by path; the one document of a reading has no path.

    Raises:
        DecodeError: The only document cannot be read, or strict reading found something wrong.
    """
    reading = _Reading(strict=strict)
    with collector_paused():
        for path, data in files.items():
            try:
                text = text_of(data)
            except Fault as error:
                reading.gathering.refuse(error, path)
                continue
            lines = text.split("\n")
            if _is_lines(lines):
                for number, line in enumerate(lines, 1):
                    reading.take_line(line, number, path)
            else:
                reading.take_document(text, path)
        return reading.gathering.decoded()


def stream(source: BinaryIO, *, strict: bool) -> Iterator[Record | Problem]:
    """Give what each line holds as it is read.

    Raises:
        DecodeError: The document cannot be read, or strict reading found something wrong.
    """
    reading = _Reading(strict=strict)
    begun: list[bytes] = []
    while sum(not line.isspace() for line in begun) < _TELLING and (line := source.readline()):
        begun.append(line)
    if not _is_lines([line.decode("utf-8-sig", "replace") for line in begun]):
        yield from _as_one(reading, b"".join((*begun, source.read())))
        return
    for number, raw in enumerate(chain(begun, source), 1):
        try:
            reading.take_line(raw.decode("utf-8-sig" if number == 1 else "utf-8"), number, "")
        except UnicodeDecodeError as error:
            message = f"not UTF-8 at byte {error.start} of the line"
            reading.gathering.refuse(
                Fault(Problem("bad-encoding", "", message, "save it as UTF-8")), f"line {number}"
            )
        yield from reading.gathering.drain()
    reading.gathering.finish()
    yield from reading.gathering.drain()


def _as_one(reading: "_Reading", data: bytes) -> Iterator[Record | Problem]:
    try:
        reading.take_document(text_of(data), "")
    except Fault as error:
        reading.gathering.refuse(error, "")
    reading.gathering.finish()
    yield from reading.gathering.drain()


def _is_lines(lines: list[str]) -> bool:
    """Say whether a document is JSON Lines: its first line is more than a brace, the second begins anew."""
    begun = [line.strip() for line in lines if line and not line.isspace()][:_TELLING]
    return begun[:1] != ["{"] and bool(begun) and all(line.startswith("{") for line in begun)


class _Reading:
    """One reading of any number of documents."""

    def __init__(self, *, strict: bool) -> None:
        self.gathering = Gathering(_SUBJECT, strict=strict)
        self._reader = JsonReader()

    def take_line(self, line: str, number: int, path: str) -> None:
        """Take one line of JSON Lines; a blank one is passed over."""
        if line and not line.isspace():
            at = f"{path}:{number}" if path else f"line {number}"
            try:
                self._take(line, lambda place: f"{at}: {place}".removesuffix(": "))
            except Fault as error:
                self.gathering.refuse(error, at)

    def take_document(self, text: str, path: str) -> None:
        """Take one document: an object, or a list of them."""
        try:
            self._take(text, lambda place: f"{path}: {place}" if path else place)
        except Fault as error:
            self.gathering.refuse(error, path)

    def _take(self, text: str, locate: Locate) -> None:
        tree = self._reader.read(text)
        if is_too_deep(tree.value):
            raise Fault(Problem("too-deep", "", f"nested over {DEEPEST} deep"))
        self.gathering.report(*(attrs.evolve(found, path=locate(found.path)) for found in tree.problems))
        self.gathering.damage.see_all(tree.value, locate=locate)
        root = Part({"": tree.value}, "", lambda place: locate(place.removeprefix("/")), self.gathering)
        for part in root.parts(""):
            Proceeding(part, self.gathering).take()
        if tree.value is None or tree.value == "":
            self.gathering.leave_out(locate(""))
            self.gathering.report(Problem("wrong-type", locate(""), "expected an object, got nothing"))
