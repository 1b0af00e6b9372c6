"""What every record has, and what every record that states a fact has besides."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

import attrs

from policytrack.errors import InvalidRecordError, Problem
from policytrack.model._checks import Checked, paired
from policytrack.model._json import JSON, JsonObject
from policytrack.model._refs import AnyRef, Id, SourceRef
from policytrack.terms import CorrectionKind

_EMPTY = JsonObject()


@attrs.frozen(repr=False)
class Identifier(Checked):
    """An id that somebody else gave, and the scheme that it belongs to (Popolo)."""

    scheme: str
    identifier: str


@attrs.frozen(kw_only=True, repr=False)
class Record(Checked):
    """The base of every record.

    `id` is unique across all types of record. `extras` holds what the model has no field for, kept word
    for word through every lossless format; its keys are namespaced: `"org.example:score"`.
    """

    id: Id
    identifiers: tuple[Identifier, ...] = ()
    extras: Mapping[str, JSON] = _EMPTY

    def identifier(self, scheme: str) -> str | None:
        """Return the first identifier of the `scheme`, or None where there is none."""
        return next((item.identifier for item in self.identifiers if item.scheme == scheme), None)

    def _repr_html_(self) -> str:
        """Show the fields in a notebook, escaped."""
        from policytrack.model._notebook import record_html  # noqa: PLC0415  # Only notebooks ask.

        return record_html(self)


@attrs.frozen(kw_only=True, repr=False)
class Quote(Checked):
    """Words of a source: a TextQuoteSelector refined by a TextPositionSelector (Web Annotation).

    `start` and `end` count Unicode code points of the source's text from 0, `end` exclusive; both stand or
    neither. `prefix` and `suffix` are the words around it, where they are needed to find it again.
    """

    exact: str
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None
    ruled: ClassVar[frozenset[str]] = frozenset({"start", "end"})

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Self:
        """Make the quote of `text[start:end]`.

        Raises:
            InvalidRecordError: The range is empty, runs backwards, or leaves the text.
        """
        exact = text[start:end]
        if exact and len(exact) != end - start:
            message = f"{start} to {end} is no range of a text of {len(text)} characters"
            raise InvalidRecordError(cls.__name__, [Problem("bad-range", "/end", message)])
        return cls(exact=exact, start=start, end=end)

    def rules(self) -> Iterable[Problem]:
        """Refuse half a position and one that runs backwards."""
        if self.start is not None and self.end is not None and 0 <= self.start < self.end:
            return ()
        return self._position_problems()

    def _position_problems(self) -> Iterable[Problem]:
        yield from paired(self, "start", "end")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            message = f"{self.start} to {self.end} is no range"
            path = "/start" if self.start < 0 else "/end"
            yield Problem("bad-range", path, message, "count from 0, the end exclusive")


@attrs.frozen(repr=False)
class Citation(Checked):
    """Which source bears a fact, in which words, with our note on how.

    `origin` names where these words come from, where several sources print the same: an agency, a
    spokesman's statement. Citations with one origin are one witness, whoever printed them.
    """

    source_id: SourceRef
    quote: Quote | None = None
    note: str | None = None
    origin: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Assertion(Record):
    """The base of every record that states a fact: its evidence, and what it corrects.

    `corrects_id` and `correction` stand together: nothing is edited in place, a later record corrects,
    retracts or confirms an earlier one, and `correction_reason` may say why.
    """

    evidence: tuple[Citation, ...] = ()
    corrects_id: AnyRef | None = None
    correction: CorrectionKind | None = None
    correction_reason: str | None = None
    ruled: ClassVar[frozenset[str]] = frozenset({"corrects_id", "correction", "correction_reason"})

    def rules(self) -> Iterable[Problem]:
        """Refuse a correction of nothing, of itself, or of no kind."""
        if self.corrects_id is None and self.correction is None and self.correction_reason is None:
            return ()
        return self._correction_problems()

    def _correction_problems(self) -> Iterable[Problem]:
        yield from paired(self, "corrects_id", "correction")
        if self.correction_reason is not None and self.correction is None:
            yield Problem("unpaired-field", "/correction", "missing, and its reason means nothing without it")
        if self.corrects_id == self.id:
            yield Problem("self-reference", "/corrects_id", "a record does not correct itself")
