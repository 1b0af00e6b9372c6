"""`PartialDate` against two independent readers of EDTF, which serve in tests only.

Each oracle reads a fixed corpus and texts that Hypothesis makes. Where we do not agree about whether a
text is read, or about its bounds, a ruling must say why ours stands; what no ruling covers fails. Each
ruling has an example that must still disagree, so that the list does not outlive its reasons.

npm's edtf is asked where POLICYTRACK_EDTF_NODE names a folder that holds node_modules/edtf.
"""

import contextlib
import datetime
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import edtf_texts

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError

Bounds = tuple[str | None, str | None]
Reader = Callable[[str], Bounds | None]

NODE_FOLDER = os.environ.get("POLICYTRACK_EDTF_NODE", "")


class Ruling(NamedTuple):
    """Why we and an oracle differ about the texts in which the pattern is found.

    `we` and `they` say whether the text is read. Where we refuse it, our reason stands after the text
    for the pattern to be found in.
    """

    we: str
    they: str
    pattern: str
    example: str
    reason: str


SEASON = r"[0-9]{4}-2[1-4]"
SEASONS_DIFFER = "a season lies in its year: the oracles give it three months, or one, of the north"
MIXED_CHOICE = "a choice may lie between a month and a day: only level 2's grammar asks for one unit"

LEVEL_2 = (
    Ruling("refuses", "reads", "[{},]", "{2023,2024}", "several dates are no one date"),
    Ruling("refuses", "reads", "T[0-9]", "2023-09-24T10:00:00", "a time of day is no part of a date"),
    Ruling("refuses", "reads", "[0-9]{4}-(2[5-9]|3|4[01])", "2023-33", "a quarter is written as its months"),
    Ruling("refuses", "reads", "[~?%][0-9X-]", "2023~-09", "a qualifier of a part cannot be put into orders"),
    Ruling(
        "refuses", "reads", "X[0-9]|X-[0-9]", "20X3", "what is unspecified is at the end, and so one span"
    ),
    Ruling("refuses", "reads", "[X0-9]XXX", "2XXX", "a millennium is no report's precision"),
)
PYPI = (
    *LEVEL_2,
    Ruling("reads", "reads", SEASON, "2023-21", SEASONS_DIFFER),
    Ruling("reads", "refuses", SEASON + "[~?%]", "2023-21~", "level 1 has a qualifier after any date"),
    Ruling("reads", "reads", "^/|/$", "/2023", "an unknown end is unknown: PyPI makes it ten years away"),
    Ruling("reads", "refuses", "^/|/$", "/0005", "as for /2023: ten years leave the calendar"),
    Ruling("reads", "refuses", r"^\[.+\.\..+\]$", "[2023-09..2023-10-05]", MIXED_CHOICE),
    Ruling("reads", "refuses", "X.*/|/.*X", "2023-XX/2024", "an end may be unspecified"),
    Ruling("refuses", "reads", "comes before", "2024/2023", "no day is in a reversed range"),
    Ruling("refuses", "reads", "needs a date", "../..", "a period without a date says nothing"),
    Ruling("refuses", "reads", "9999-24", "9999-24", "this winter may end in a year that we cannot hold"),
    Ruling("refuses", "reads", r"^\s|\s: ", " 2023", "a date has no white space: PyPI strips it"),
    Ruling("refuses", "reads", "[0-9]S[0-9]", "2023S2", "significant digits are those that are not X"),
)
NPM = (
    *LEVEL_2,
    Ruling("refuses", "reads", r"^\[[^.]*\]: ", "[2023]", "a choice of one date is that date"),
    Ruling("refuses", "reads", "(^|[/[.])[~?%]?-[0-9X]", "-0044", "years run from 0001"),
    Ruling("refuses", "reads", "Y-?[0-9]", "Y17000", "years run to 9999"),
    Ruling("refuses", "reads", "(?<![0-9X])[0-9X]{4}-([0-9]X|X[0-9])", "2023-1X", "as for 20X3"),
    Ruling("refuses", "reads", "[0-9]X(?![0-9X])|XX-XX", "2023-09-2X", "as for 20X3"),
    Ruling("refuses", "reads", "takes no qualifier", "[2023-09-24~..]", "a choice is as wide as its doubt"),
    Ruling("refuses", "reads", "^[0-9]{5,}: ", "00011", "years run to 9999: npm answers 1970-01-01"),
    Ruling("reads", "reads", SEASON, "2023-21", SEASONS_DIFFER),
    Ruling("reads", "refuses", SEASON + "[~?%]", "2023-21~", "level 1 has a qualifier after any date"),
    Ruling("reads", "refuses", f"{SEASON}.*/|/.*{SEASON}", "2023-21/2024", "an end may be any date"),
    Ruling("reads", "refuses", "X[~?%]", "202X~", "level 1 has a qualifier after any date"),
    Ruling("reads", "refuses", "X.*/|/.*X", "2023/202X", "an end may be unspecified"),
    Ruling("reads", "refuses", "./.", "2023/2023", "a period may end in the unit in which it began"),
    Ruling("reads", "refuses", r"^\[.+\.\..+\]$", "[2023-09..2023-10-05]", MIXED_CHOICE),
    Ruling("reads", "reads", r"^\[.+\.\..+\]$", "[2023..2024]", "npm takes the latest day of the first date"),
    Ruling("refuses", "reads", "comes before", "[2024..2023]", "no day is in a reversed range"),
    Ruling("refuses", "reads", "needs a date", "../..", "a period without a date says nothing"),
    Ruling("refuses", "reads", "9999-24", "9999-24", "this winter may end in a year that we cannot hold"),
    Ruling("refuses", "reads", "(?<![0-9])(0000|000X|00XX)", "000X", "years run from 0001"),
    Ruling("refuses", "reads", "there is no day 29", "2023-02-29", "npm rolls it over to 1 March"),
    Ruling("refuses", "reads", r"^-?[0-9]{2,3}[~?%]?: ", "202", "a decade is 202X, its standard form"),
)

UNITS = (
    "2023", "0001", "9999", "0000", "2023-09", "2023-13", "2023-00", "2023-09-24", "2023-12-31",
    "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2023-02-30", "2023-04-31", "2023-09-00",
    "202X", "000X", "999X", "20XX", "00XX", "99XX", "2XXX", "XXXX", "20X3",
    "2023-XX", "2023-1X", "2023-09-XX", "2023-09-2X", "2023-XX-XX", "2023-XX-24",
    "2023-21", "2023-22", "2023-23", "2023-24", "9999-24", "2023-20", "2023-25", "2023-33",
)  # fmt: skip
ENDS = ("", "..", "2022", "2023", "2023-09", "2023-09-24", "2023-09-30", "2024~", "202X", "2023-21")
CORPUS = (
    *(unit + qualifier for unit, qualifier in product(UNITS, ("", "~", "?", "%", "~?"))),
    *("/".join(ends) for ends in product(ENDS, repeat=2)),
    *(f"[{first}..{last}]" for first, last in product(ENDS, repeat=2)),
    "", " ", " 2023", "2023 ", "2023\n", "23", "202", "20233", "2023-9-1", "20230924",
    "2023/09/24", "24/09/2023", "2023-09-24T10:00:00", "2023-09-24T10:00:00Z",
    "-0044", "Y17000", "Y-17000", "Y17E7", "2023S2",
    "[2023]", "[2023,2024]", "{2023,2024}", "{2023..2024}", "[2023", "2023]",
    "~2023", "2023~-09", "2023-~09", "2023//2024", "2022/2023/2024", "2023...2024", "2023..2024",
    "today", "unknown", "open", "2023/open", "uuuu", "199u",
    "\uff12\uff10\uff12\uff13", "\u0662\u0660\u0662\u0663", "2023\u201309",
)  # fmt: skip


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """Draw an EDTF text of which one character may have been replaced, taken away or added to."""
    text = draw(edtf_texts())
    position = draw(st.integers(0, len(text)))
    new = draw(st.sampled_from(["", "0", "1", "3", "X", "-", "/", "~", "?", "[", "]", ".", " ", "T"]))
    return text[:position] + new + text[position + draw(st.integers(0, 1)) :]


def disagreements(text: str, read: Reader, rulings: tuple[Ruling, ...]) -> list[Ruling]:
    """Return the rulings for a text, none where we and the oracle agree.

    Raises:
        AssertionError: We disagree and there is no ruling.
    """
    ours, shown = None, text
    try:
        date = PartialDate.parse(text)
    except InvalidDateError as error:
        shown = f"{text}: {error.reason}"
    else:
        ours = (_iso(date.earliest), _iso(date.latest))
    theirs = read(text)
    if ours == theirs:
        return []
    we, they = ("reads" if bounds else "refuses" for bounds in (ours, theirs))
    found = [
        rule for rule in rulings if (rule.we, rule.they) == (we, they) and re.search(rule.pattern, shown)
    ]
    assert found, f"{shown!r}: we say {ours}, the oracle {theirs}, and no ruling covers it"
    return found


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.fixture(scope="module")
def pypi() -> Reader:
    """Return the reader of PyPI's edtf; a text for which it has no bounds counts as refused."""
    edtf = pytest.importorskip("edtf")

    def bound(value: object) -> str | None:
        return None if isinstance(value, float) else edtf.struct_time_to_date(value).isoformat()

    def read(text: str) -> Bounds | None:
        # It prints, and beside its own exception it raises AttributeError, TypeError and ValueError.
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                date = edtf.parse_edtf(text)
                return bound(date.lower_strict()), bound(date.upper_strict())
            except (edtf.EDTFParseException, AttributeError, TypeError, ValueError):
                return None

    return read


@pytest.fixture(scope="module")
def npm() -> Iterator[Reader]:
    """Give the reader of npm's edtf, in one Node process that answers line by line."""
    node = shutil.which("node")
    if node is None or not (Path(NODE_FOLDER) / "node_modules" / "edtf").is_dir():
        pytest.skip("POLICYTRACK_EDTF_NODE names no folder with node_modules/edtf, or there is no node")
    script = Path(__file__).parent / "oracle" / "bounds.mjs"
    with subprocess.Popen(
        [node, str(script), NODE_FOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        questions, answers = process.stdin, process.stdout
        assert questions is not None
        assert answers is not None

        def read(text: str) -> Bounds | None:
            questions.write(json.dumps(text) + "\n")
            questions.flush()
            bounds = json.loads(answers.readline()).get("bounds")
            return bounds and (bounds[0], bounds[1])

        yield read
        questions.close()


ORACLES = pytest.mark.parametrize(("oracle", "rulings"), [("pypi", PYPI), ("npm", NPM)], ids=["pypi", "npm"])


@ORACLES
def test_fixed_corpus(oracle: str, rulings: tuple[Ruling, ...], request: pytest.FixtureRequest) -> None:
    """Each text of the corpus is read as the oracle reads it, or a ruling says why not."""
    read = request.getfixturevalue(oracle)
    agreed = [text for text in CORPUS if not disagreements(text, read, rulings)]
    assert len(agreed) > len(CORPUS) // 2


@ORACLES
def test_each_ruling_is_needed(
    oracle: str, rulings: tuple[Ruling, ...], request: pytest.FixtureRequest
) -> None:
    """The example of each ruling is a disagreement that this ruling covers."""
    read = request.getfixturevalue(oracle)
    idle = [rule.example for rule in rulings if rule not in disagreements(rule.example, read, rulings)]
    assert idle == []


@ORACLES
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.one_of(edtf_texts(), damaged_texts()))
def test_any_text(
    oracle: str, rulings: tuple[Ruling, ...], request: pytest.FixtureRequest, text: str
) -> None:
    """Texts in the shape of EDTF, or one character away from it, are read as the oracle reads them."""
    disagreements(text, request.getfixturevalue(oracle), rulings)
