"""Every error that policytrack raises, and the `Problem` that they list.

```
PolicytrackError                          the root: catch it to catch them all
├── InvalidTextError      (ValueError)    a text cannot be read as a value
│   ├── InvalidDateError                  it is no partial date
│   └── InvalidPeriodError                it is no calendar duration
├── ProblemsError         (ValueError)    several things are wrong, each a Problem
│   ├── InvalidRecordError                a record, a measure or a value may not be made so
│   ├── IntegrityError                    records do not fit together
│   ├── DecodeError                       a document cannot be read
│   ├── EncodeError                       a snapshot cannot be written in a format
│   ├── LifecycleTableError               a lifecycle's table of states and routes is wrong
│   └── QueryError                        a question cannot be asked so
│       └── UnsupportedQuery              an engine cannot answer it
├── RecordNotFoundError   (KeyError)      no record has this id
├── UnknownNameError      (LookupError)   no format, lifecycle or data set has this name
├── RegistrationError     (ValueError)    two plugins claim one name
├── UnfitError            (TypeError)     something cannot be registered as it is
├── StoreError            (RuntimeError)  a store cannot be opened, read or written
│   └── ConflictError                     somebody else wrote in between
└── MissingExtraError     (ImportError)   an optional dependency is not installed
```

Two warnings: `PluginWarning`, where a plugin cannot be loaded, and `UnknownDataWarning`, where data needs
one.

Each class owns its wording; an instance carries the facts as attributes, and pickles.
"""

import enum
from collections.abc import Iterable
from itertools import takewhile
from operator import eq

import attrs


class Severity(enum.StrEnum):
    """How much a problem matters: an error stops, a warning wants a look, information is only said."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    `code` is stable and fit for programs (`dangling-reference`); `path` says where: a JSON Pointer
    into the document or the record (`/proposals/2/title`), with the file and line in front where they
    are known; it is empty for a problem of the whole. `suggestion` is None where there is nothing
    useful to suggest.
    """

    code: str
    path: str
    message: str
    suggestion: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give `path: message (suggestion)` on one line."""
        place = f"{self.path}: " if self.path else ""
        return f"{place}{self.message} ({self.suggestion})" if self.suggestion else f"{place}{self.message}"


class PolicytrackError(Exception):
    """The root of every error that policytrack raises."""


class InvalidTextError(PolicytrackError, ValueError):
    """A text cannot be read as a value; `suggestion` is what to write instead, where one can be told."""

    text: str
    reason: str
    suggestion: str | None

    def __init__(self, text: str, reason: str, suggestion: str | None = None) -> None:
        super().__init__(text, reason, suggestion)
        self.text, self.reason, self.suggestion = text, reason, suggestion

    def __str__(self) -> str:
        hint = f" (write {self.suggestion})" if self.suggestion else ""
        return f"{self.text!r}: {self.reason}{hint}"


class InvalidDateError(InvalidTextError):
    """A text is no partial date; the suggestion is EDTF."""


class InvalidPeriodError(InvalidTextError):
    """A text is no calendar duration such as `P12M`."""


class ProblemsError(PolicytrackError, ValueError):
    """Several things are wrong: `problems` holds all of them, `subject` says of what."""

    subject: str
    problems: tuple[Problem, ...]

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject, self.problems = subject, tuple(problems)
        super().__init__(self.subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = [f"{self.subject}: {count} problem{'s' * (count != 1)}", *map(str, self.problems)]
        return "\n  ".join(lines)


class InvalidRecordError(ProblemsError):
    """A record, a measure or another value may not be made so."""


class IntegrityError(ProblemsError):
    """Records do not fit together: a reference dangles, an id stands twice, parts form a circle."""


class DecodeError(ProblemsError):
    """A document cannot be read as a snapshot."""


class EncodeError(ProblemsError):
    """A snapshot cannot be written in a format."""


class LifecycleTableError(ProblemsError):
    """The states and routes of a lifecycle do not make a usable table."""


class QueryError(ProblemsError):
    """A question cannot be asked so: a field, an operator or a value that there is not."""


class UnsupportedQuery(QueryError):  # noqa: N818  # It is no mistake of the question's.
    """An engine cannot do a thing that a question asks for; it says so before it answers anything."""


class RecordNotFoundError(PolicytrackError, KeyError):
    """No record of this id is there; `reason` says why not, `nearest` holds ids that look like it."""

    record_id: str
    nearest: tuple[str, ...]
    reason: str

    def __init__(self, record_id: str, nearest: tuple[str, ...] = (), reason: str = "no such record") -> None:
        super().__init__(record_id, nearest, reason)
        self.record_id, self.nearest, self.reason = record_id, nearest, reason

    def __str__(self) -> str:
        hint = f" (nearest: {', '.join(self.nearest)})" if self.nearest else ""
        return f"{self.record_id}: {self.reason}{hint}"


class UnknownNameError(PolicytrackError, LookupError):
    """No format, lifecycle, data set or the like has this name; `allowed` holds those that there are."""

    kind: str
    name: str
    allowed: tuple[str, ...]

    def __init__(self, kind: str, name: str, allowed: Iterable[str]) -> None:
        self.kind, self.name, self.allowed = kind, name, tuple(sorted(allowed))
        super().__init__(kind, name, self.allowed)

    def __str__(self) -> str:
        options = ", ".join(self.allowed) or "none"
        return f"{self.name}: no such {self.kind} (allowed: {options})"


class RegistrationError(PolicytrackError, ValueError):
    """Two things claim one name in a registry; `owners` names both."""

    kind: str
    name: str
    owners: tuple[str, str]

    def __init__(self, kind: str, name: str, owners: tuple[str, str]) -> None:
        super().__init__(kind, name, owners)
        self.kind, self.name, self.owners = kind, name, owners

    def __str__(self) -> str:
        first, second = self.owners
        return f"{self.kind} {self.name}: claimed by {first} and by {second} (rename one of them)"


class UnfitError(PolicytrackError, TypeError):
    """Something cannot be registered as it is; `suggestion` says how it could be."""

    kind: str
    name: str
    reason: str
    suggestion: str

    def __init__(self, kind: str, name: str, reason: str, suggestion: str) -> None:
        super().__init__(kind, name, reason, suggestion)
        self.kind, self.name, self.reason, self.suggestion = kind, name, reason, suggestion

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.reason} ({self.suggestion})"


class StoreError(PolicytrackError, RuntimeError):
    """A store cannot be opened, read or written; what was committed is there, and nothing else.

    `store` is its address without a password; `suggestion` says what to do, where that can be told.
    """

    store: str
    reason: str
    suggestion: str | None

    def __init__(self, store: str, reason: str, suggestion: str | None = None) -> None:
        super().__init__(store, reason, suggestion)
        self.store, self.reason, self.suggestion = store, reason, suggestion

    def __str__(self) -> str:
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.store}: {self.reason}{hint}"


class ConflictError(StoreError):
    """Somebody else wrote after the revision `expected`; `found` is the number of the latest one."""

    expected: int
    found: int

    def __init__(self, store: str, expected: int, found: int) -> None:
        PolicytrackError.__init__(self, store, expected, found)
        self.store: str = store
        self.expected, self.found = expected, found
        self.reason: str = f"revision {found} was written after {expected}, the one expected"
        self.suggestion: str | None = "read again, and write what still holds"


class MissingExtraError(PolicytrackError, ImportError):
    """An optional dependency is not installed; `extra` is what to install."""

    feature: str
    extra: str

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(feature, extra)
        self.feature, self.extra = feature, extra

    def __str__(self) -> str:
        return f"{self.feature} needs an extra (install policytrack[{self.extra}])"


class PluginWarning(UserWarning):
    """A plugin could not be loaded; what it brings is not known."""


class UnknownDataWarning(UserWarning):
    """What was loaded holds things that no installed plugin knows; they are kept as they are."""


_MOST_COMPARED = 100
_LIKENESS = 0.6


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return at most three of the `known` words that look like `word`, best first.

    Comparing words in full is slow: none is compared that is too short or too long to be like `word`, and of
    more than a hundred only the hundred that begin and end most like it, of like ends those of like length.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # Loaded when a word is not found.

    candidates = [one for one in known if _may_be_like(len(word), len(one))]
    if not candidates:
        return ()
    if len(candidates) > _MOST_COMPARED:
        # What is equal goes by the words themselves, so that the order of a set makes no difference.
        candidates.sort(key=lambda one: (-_same_ends(word, one), abs(len(one) - len(word)), one))
        del candidates[_MOST_COMPARED:]
    return tuple(get_close_matches(word, candidates, n=3, cutoff=_LIKENESS))


def _may_be_like(length: int, other: int) -> bool:
    """Say whether words of these lengths could be alike, had the shorter all its letters in the longer."""
    return 2 * min(length, other) >= _LIKENESS * (length + other)


def _same_ends(word: str, other: str) -> int:
    """Count the characters that two words have in common at the beginning and at the end."""
    return _same_beginning(word, other) + _same_beginning(word[::-1], other[::-1])


def _same_beginning(word: str, other: str) -> int:
    return len(list(takewhile(bool, map(eq, word, other))))
