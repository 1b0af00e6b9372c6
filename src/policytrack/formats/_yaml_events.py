"""Builds wire values from the events of PyYAML's parser, which knows nothing of types."""

import re
from typing import cast

import yaml
from yaml.reader import ReaderError

from policytrack.errors import Problem
from policytrack.formats._faults import pointer, printable
from policytrack.formats._plain import Plain
from policytrack.formats._trees import DEEPEST, Tree
from policytrack.formats._yaml_read import Located, Refused

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(text: str) -> Located:
    """Read a document; see `policytrack.formats._yaml_read`."""
    _check_directives(text)
    reader = _Reader(text)
    try:
        return reader.read()
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"no YAML: the character U+{error.character:04X} is not allowed"
        raise Refused(line, "bad-syntax", message) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (reader.line, 1) if mark is None else (mark.line + 1, mark.column + 1)
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        message = f"no YAML: {reason}, at column {column}"
        raise Refused(line, "bad-syntax", message, "look at the indentation and quotes before it") from None
    except (ValueError, OverflowError):
        # PyYAML lets chr() speak for itself where an escape names no code point.
        message = "no YAML: an escape names no character"
        raise Refused(reader.line, code="bad-syntax", message=message) from None


def read_swiftly(text: str) -> Located:
    """Read a document with the parser in C; see `policytrack.formats._yaml_read.read_foreign`."""
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is not None:
        try:
            _check_directives(text)
            located = _Reader(text, loader).read()
        except Exception:  # noqa: BLE001  # Whatever it is, the careful reading will tell.
            located = None
        if located is not None and not located.tree.problems:
            return located
    return read(text)


def _check_directives(text: str) -> None:
    """Refuse what PyYAML passes over: directives that it does not know, and a `%TAG` that nothing uses."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("%") and not line.startswith("%YAML "):
            message = f"the directive {line.split()[0]:.40} is not read, at line {number}, column 1"
            raise Refused(number, code="yaml-feature", message=message)
        if line.strip() and line.lstrip()[0] not in "#%":
            break


class _Reader:
    """Takes PyYAML's events one by one.

    For files of ours the parser written in C is left alone: it differs in what it refuses, and answers
    must not depend on what is installed.
    """

    def __init__(self, text: str, loader: type[yaml.SafeLoader] = yaml.SafeLoader) -> None:
        self._events = iter(yaml.parse(text, Loader=loader))
        self._problems: list[Problem] = []
        self._lines: dict[str, int] = {}
        self.line = 1

    def read(self) -> Located:
        values: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if values:
                    self._refuse("", event, "a second document", "write one document to a file")
                values.append(self._value(event, "", 0))
        return Located(Tree(values[0] if values else None, tuple(self._problems)), self._lines)

    def _value(self, event: yaml.Event, path: str, depth: int) -> object:
        self.line = _mark(event).line + 1
        self._lines.setdefault(path, self.line)
        if depth > DEEPEST:
            raise Refused(self.line, code="too-deep", message=f"nested over {DEEPEST} deep")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(path, event, "an alias", "write the value out")
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._refuse(path, event, "an anchor", "leave it out")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._refuse(path, event, "a tag", "leave it out: the field has its type")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _scalar(self, event: yaml.ScalarEvent, path: str) -> str:
        text = _joined(event.value)
        if _SURROGATE.search(text):
            self._problems.append(Problem("bad-text", path, "text has no lone surrogate"))
            text = printable(text)
        return text if event.style else Plain(text)

    def _sequence(self, path: str, depth: int) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, path + pointer(len(found)), depth + 1))
        return found

    def _mapping(self, path: str, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path, depth)
            place = path + pointer(key)
            self._lines[place] = _mark(event).line + 1
            if key in found:
                self._problems.append(
                    Problem("duplicate-key", place, f"{key:.60} stands twice in one mapping")
                )
            found[key] = self._value(next(self._events), place, depth + 1)
        return found

    def _key(self, event: yaml.Event, path: str, depth: int) -> str:
        key = self._value(event, path, depth + 1)
        if not isinstance(key, str):
            self._refuse(path, event, "a key that is no text", "write a text before the colon")
            return ""
        if isinstance(key, Plain) and key == "<<":
            self._refuse(path, event, "a merge key", "write the fields out")
        return str(key)

    def _refuse(self, path: str, event: yaml.Event, what: str, hint: str) -> None:
        mark = _mark(event)
        self._lines[path] = mark.line + 1
        message = f"{what} is not read, at line {mark.line + 1}, column {mark.column + 1}"
        self._problems.append(Problem("yaml-feature", path, message, hint))


def _mark(event: yaml.Event) -> yaml.Mark:
    """Return where an event begins; a parser that reads text always knows."""
    return cast("yaml.Mark", event.start_mark)


def _joined(text: str) -> str:
    """Join surrogate pairs, as JSON's escapes write what lies beyond the first plane."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
