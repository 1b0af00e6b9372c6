"""What an action of Congress does to a bill: the state of `us-bill` that it brings about, if any.

The codes are those of section 3 of GPO's guide to BILLSTATUS XML, which the House floor and the Library of
Congress give; the Senate and the committees of the House give none, so their words decide.
"""

import re

HOUSE, SENATE = "house", "senate"
PASSED, FAILED = "passed", "failed"

_CODES = {
    "1000": "introduced",
    "10000": "introduced",
    "Intro-H": "introduced",
    "2000": "in-committee",
    "11000": "in-committee",
    "H11000": "in-committee",
    "H11100": "in-committee",
    "H11100-A": "in-committee",
    "H11200": "in-committee",
    "5000": "reported",
    "14000": "reported",
    "H12100": "reported",
    "H12200": "reported",
    "8000": PASSED,
    "17000": PASSED,
    "9000": FAILED,
    "18000": FAILED,
    "19000": "resolving-differences",
    "19500": "resolving-differences",
    "20000": "resolving-differences",
    "20500": "resolving-differences",
    "H1B000": "resolving-differences",
    "28000": "presented",
    "E20000": "presented",
    "E30000": "signed",
    "29000": "signed",
    "31000": "vetoed",
    "36000": "signed",
    "39000": "signed",
    "E40000": "signed",
}
_NONE = frozenset({"14900", "H12300", "14500", "H12410", "H14000", "H15000", "91000", "93000", "94000"})
_RECEIVED = r"(?:Received in the (?:House|Senate) and )?"
_VOTE = r"On (?:passage|motion to suspend the rules and (?:pass|agree to))\b"
_WORDS = tuple(
    (re.compile(pattern), state)
    for pattern, state in (
        (r"Introduced in the (?:House|Senate), .*?\b(?:passed|agreed to)\b", PASSED),
        (r"Introduced in (?:the )?(?:House|Senate)\b", "introduced"),
        (rf"{_RECEIVED}(?:Read twice and r|R)eferred (?:concurrently |jointly )?to\b", "in-committee"),
        (r"(?:Committee [^.]*\. )?(?:Original measure r|R)eported (?:by|to)\b", "reported"),
        (r"(?:Passed(?:/agreed to in)? (?:the )?(?:House|Senate)|Resolution agreed to in)\b", PASSED),
        (rf"{_VOTE}.*?\b(?:Passed|Agreed to)\b", PASSED),
        (rf"{_VOTE}.*?\bFailed\b", FAILED),
        (r"Failed of passage", FAILED),
        (r"(?:House|Senate) agreed to (?:the )?(?:House|Senate) amendment", "resolving-differences"),
        (r"Presented to President\b", "presented"),
        (r"Signed by President\b|Became (?:Public|Private) Law", "signed"),
        (r"Vetoed by President\b", "vetoed"),
    )
)
_LONGEST = 300
NOT_ACTIONS = frozenset({"prayer", "pledge of allegiance", "moment of silence"})
"""Types that name what a chamber does beside its business; they do come with the words of a real action."""


def effect(code: str | None, text: str) -> str | None:
    """Return the state that an action brings about, or `PASSED` or `FAILED` in its chamber; None for none.

    >>> effect("H11100", "Referred to the House Committee on Rules."), effect(None, "Hearings held.")
    ('in-committee', None)
    """
    if code in _CODES:
        return _CODES[code]
    if code in _NONE:
        return None
    beginning = text[:_LONGEST]
    return next((state for pattern, state in _WORDS if pattern.match(beginning)), None)


def chamber(code: str | None, system: str | None, text: str) -> str | None:
    """Return the chamber in which an action happened; None for the President's, and where nothing tells."""
    if system and system.startswith(("House", "Senate")):
        is_executive = code is not None and code.startswith("E")
        return None if is_executive else HOUSE if system.startswith("House") else SENATE
    if code is not None and code.isdigit():
        number = int(code)
        return HOUSE if number < 10_000 else SENATE if number < 19_000 else None  # noqa: PLR2004  # The guide's ranges.
    found = re.search(r"\b(House|Senate)\b", text[:_LONGEST])
    return None if found is None else HOUSE if found[1] == "House" else SENATE


class Course:
    """How far a bill came, action by action in the order of time."""

    def __init__(self) -> None:
        self._passed: set[str | None] = set()

    def state(self, found: str | None, where: str | None) -> str | None:
        """Return the state of the bill after an action with this effect in this chamber."""
        if found != PASSED:
            return found
        self._passed.add(where)
        return "passed-both-chambers" if len(self._passed) > 1 else "passed-one-chamber"
