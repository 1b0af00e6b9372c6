"""Every error of the module: what it is, what it says, and that it travels."""

import copy
import inspect
import pickle
import re
from collections.abc import Callable, Iterator

import pytest

from policytrack import errors
from policytrack.errors import (
    ConflictError,
    DecodeError,
    EncodeError,
    IntegrityError,
    InvalidDateError,
    InvalidPeriodError,
    InvalidRecordError,
    InvalidTextError,
    LifecycleTableError,
    MissingExtraError,
    PolicytrackError,
    Problem,
    ProblemsError,
    QueryError,
    RecordNotFoundError,
    RegistrationError,
    Severity,
    StoreError,
    UnfitError,
    UnknownNameError,
    UnsupportedQuery,
    nearest,
)

TWO = (
    Problem("empty-text", "/title", "text is not empty", "leave it out where it is not known"),
    Problem("no-states", "", "a lifecycle has at least one state"),
)
TWO_LINES = """2 problems
  /title: text is not empty (leave it out where it is not known)
  a lifecycle has at least one state"""

# One of each class, with the text that it shows.
CASES: list[tuple[PolicytrackError, str]] = [
    (PolicytrackError("a fact"), "a fact"),
    (InvalidTextError("x", "this is no value"), "'x': this is no value"),
    (
        InvalidDateError("24/09/2023", "the year comes first", "2023-09-24"),
        "'24/09/2023': the year comes first (write 2023-09-24)",
    ),
    (InvalidPeriodError("1 year", "it is words", "P12M"), "'1 year': it is words (write P12M)"),
    (ProblemsError("case", TWO), f"case: {TWO_LINES}"),
    (InvalidRecordError("Person 'p'", TWO), f"Person 'p': {TWO_LINES}"),
    (IntegrityError("tracker", TWO), f"tracker: {TWO_LINES}"),
    (DecodeError("tracker.json", TWO), f"tracker.json: {TWO_LINES}"),
    (EncodeError("csv", TWO), f"csv: {TWO_LINES}"),
    (LifecycleTableError("lifecycle x", TWO), f"lifecycle x: {TWO_LINES}"),
    (QueryError("Proposal.title", TWO), f"Proposal.title: {TWO_LINES}"),
    (UnsupportedQuery("engine x", TWO), f"engine x: {TWO_LINES}"),
    (
        RecordNotFoundError("inqest", ("inquest", "inquests")),
        "inqest: no such record (nearest: inquest, inquests)",
    ),
    (UnknownNameError("format", "jsn", ["yaml", "json"]), "jsn: no such format (allowed: json, yaml)"),
    (
        RegistrationError("measure", "quota", ("a.Quota", "b.Quota")),
        "measure quota: claimed by a.Quota and by b.Quota (rename one of them)",
    ),
    (
        UnfitError("measure", "a.Quota", "is no attrs class", "decorate it"),
        "measure a.Quota: is no attrs class (decorate it)",
    ),
    (
        StoreError("sqlite:///x.db", "the disk is full", "make room"),
        "sqlite:///x.db: the disk is full (make room)",
    ),
    (
        ConflictError("x.db", 1, 2),
        "x.db: revision 2 was written after 1, the one expected (read again, and write what still holds)",
    ),
    (MissingExtraError("yaml", "yaml"), "yaml needs an extra (install policytrack[yaml])"),
]

COPIERS: dict[str, Callable[[PolicytrackError], PolicytrackError]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {protocol}": lambda error, protocol=protocol: pickle.loads(pickle.dumps(error, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    },
}


def tree(root: type[PolicytrackError]) -> Iterator[type[PolicytrackError]]:
    """Walk the classes of the module that derive from `root`, itself first."""
    yield root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from tree(child)


def documented_tree() -> list[tuple[str, str | None, str | None]]:
    """Read the tree of the module's docstring: each class with its parent and its built-in."""
    found: list[tuple[str, str | None, str | None]] = []
    line_of_parents: list[str] = []
    drawing = inspect.cleandoc(errors.__doc__ or "").split("```")[1]
    for line in drawing.strip().splitlines():
        match = re.match(r"((?:│   |    )*(?:[├└]── )?)(\w+)\s+(?:\((\w+)\))?", line)
        assert match, line
        depth = len(match[1]) // 4
        del line_of_parents[depth:]
        found.append((match[2], line_of_parents[-1] if line_of_parents else None, match[3]))
        line_of_parents.append(match[2])
    return found


def real_tree() -> list[tuple[str, str | None, str | None]]:
    """Give the same of the real classes, in the order in which they are written."""
    found: list[tuple[str, str | None, str | None]] = []
    for cls in tree(PolicytrackError):
        parents = [base.__name__ for base in cls.__bases__ if issubclass(base, PolicytrackError)]
        builtin = [base.__name__ for base in cls.__bases__ if base.__module__ == "builtins"]
        root = cls is PolicytrackError
        found.append(
            (cls.__name__, None if root else parents[0], None if root else next(iter(builtin), None))
        )
    return found


def test_documented_tree_is_the_real_one() -> None:
    """The docstring's tree names every class, under its parent, with its built-in, in order."""
    assert documented_tree() == real_tree()


def test_each_class_has_a_case() -> None:
    """A new error class without a case here fails."""
    assert [type(error) for error, _ in CASES] == list(tree(PolicytrackError))


@pytest.mark.parametrize(("error", "text"), CASES, ids=lambda case: type(case).__name__)
def test_text_says_what_where_and_what_is_allowed(error: PolicytrackError, text: str) -> None:
    """The text of an error starts with what it is about and ends with what would do."""
    assert str(error) == text


@pytest.mark.parametrize("how", COPIERS)
@pytest.mark.parametrize("error", [error for error, _ in CASES], ids=lambda error: type(error).__name__)
def test_copy_carries_type_facts_and_text(error: PolicytrackError, how: str) -> None:
    """An error that was pickled or copied has the same class, facts and text."""
    twin = COPIERS[how](error)
    assert (type(twin), twin.args, vars(twin), str(twin)) == (
        type(error),
        error.args,
        vars(error),
        str(error),
    )


@pytest.mark.parametrize("error", [error for error, _ in CASES[1:]], ids=lambda error: type(error).__name__)
def test_every_fact_is_an_attribute(error: PolicytrackError) -> None:
    """What the class was given can be read from the instance by name, in the same order."""
    names = list(inspect.signature(type(error)).parameters)
    assert [getattr(error, name) for name in names] == list(error.args)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (InvalidDateError("x", "this is no date"), "'x': this is no date"),
        (InvalidPeriodError("x", "this is no period"), "'x': this is no period"),
        (RecordNotFoundError("x"), "x: no such record"),
    ],
)
def test_text_without_a_hint_has_no_brackets(error: PolicytrackError, text: str) -> None:
    """Where nothing useful can be suggested, the text ends with the reason."""
    assert str(error) == text


def test_text_says_that_there_are_no_names() -> None:
    """Where no name is allowed at all, the text says so."""
    assert str(UnknownNameError("plugin", "x", [])) == "x: no such plugin (allowed: none)"


def test_one_problem_is_no_plural() -> None:
    """The count of one problem is written in the singular."""
    assert str(ProblemsError("case", TWO[:1])).startswith("case: 1 problem\n")


def test_problems_of_an_iterator_are_kept() -> None:
    """Problems that can be read only once stand in the error and in its text."""
    error = ProblemsError("case", iter(TWO))
    assert (error.problems, len(str(error).splitlines())) == (TWO, 3)


def test_problem_is_an_error_by_default() -> None:
    """A problem whose severity nobody gave stops."""
    assert Problem("code", "/path", "message").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("c", "/title", "is empty", "leave it out"), "/title: is empty (leave it out)"),
        (Problem("c", "/title", "is empty"), "/title: is empty"),
        (Problem("c", "", "is empty", "leave it out"), "is empty (leave it out)"),
        (Problem("c", "", "is empty"), "is empty"),
    ],
)
def test_problem_is_one_line(problem: Problem, text: str) -> None:
    """A problem reads as path, message and suggestion, without what it does not have."""
    assert str(problem) == text


def test_nearest_gives_the_best_first() -> None:
    """The word that is most alike stands first, and words that are not alike are left out."""
    assert nearest("inquest", ["iopc", "inqest", "inquestt", "inquest"]) == ("inquest", "inquestt", "inqest")


@pytest.mark.parametrize(("others", "found"), [(99, ("xinquesty",)), (100, ())])
def test_nearest_of_many_looks_at_the_ends(others: int, found: tuple[str, ...]) -> None:
    """Of more than a hundred words, one that begins and ends otherwise than most is not compared."""
    assert nearest("inquest", ["xinquesty", *(f"i{n:09}" for n in range(others))]) == found


@pytest.mark.parametrize(("length", "found"), [(5, ()), (6, ("aaaaaa",)), (14, ("a" * 14,)), (15, ())])
def test_nearest_compares_words_of_like_length(length: int, found: tuple[str, ...]) -> None:
    """A word is like another whose length still lets it be, and like none that is longer or shorter."""
    assert nearest("a" * 14 if length < 14 else "aaaaaa", ["a" * length]) == found


@pytest.mark.parametrize(
    "wrong",
    [
        "debora-coles",  # a letter left out
        "deborah-clles",  # a letter for another
        "ebdorah-coles",  # two letters turned round
        "deborah-coles-2",  # more behind
    ],
)
def test_nearest_of_many_finds_a_misspelt_word(wrong: str) -> None:
    """Among thousands of words the one that was meant still stands first."""
    known = [f"deborah-{n:04}-coles" for n in range(5000)]
    assert nearest(wrong, [*known, "deborah-coles"])[0] == "deborah-coles"


def test_nearest_gives_three_at_most() -> None:
    """More than three words would be no hint."""
    assert len(nearest("word", [f"word{n}" for n in range(9)])) == 3
