"""Vocabularies: lists of terms with definitions, each under a name of its own."""

from collections.abc import Iterable

import attrs

from policytrack.errors import Problem, UnknownNameError
from policytrack.model import Checked


@attrs.frozen(repr=False)
class Term(Checked):
    """A term of a vocabulary: what is written, what people read, and what it means."""

    id: str
    label: str
    definition: str | None = None


@attrs.frozen(repr=False)
class Vocabulary(Checked):
    """A list of terms; in data a term is written with the vocabulary in front: `org.example.sector:energy`.

    Topics and classifications of records may be terms of any vocabulary, or any other text. One that begins
    like a term of a known vocabulary and is none is reported (`unlisted-term`).
    """

    id: str
    title: str
    terms: tuple[Term, ...]

    def rules(self) -> Iterable[Problem]:
        """Refuse a term twice."""
        ids = [term.id for term in self.terms]
        for index, term_id in enumerate(ids):
            if term_id in ids[:index]:
                yield Problem("duplicate-term", f"/terms/{index}/id", f"{term_id}: stands twice")

    def term(self, term_id: str) -> Term:
        """Return the term of this id, written without the vocabulary.

        Raises:
            UnknownNameError: There is none.
        """
        for term in self.terms:
            if term.id == term_id:
                return term
        raise UnknownNameError(f"term of {self.id}", term_id, [term.id for term in self.terms])
