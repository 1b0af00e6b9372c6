"""A case in which every text tries something: on a page, in a terminal, in a spreadsheet, in a log.

All of it is invented. Whoever shows data to people shows this, and nothing may come of it.
"""

from functools import cache
from itertools import count

import attrs

import policytrack as pt
from policytrack.model import Quote, hints

LONG = "A title without an end. " * 4300
BIDI = "Free \u202eesub\u2066 for all\u2069\u202c"
TEXTS = (
    "<script>alert('title')</script>",
    "</script><img src=x onerror=alert(1)>",
    '<style>body{display:none}</style><a href="javascript:alert(1)">more</a>',
    "\x1b[2J\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07link\x1b]8;;\x07 \x9b31m \x08\x08\x7f",
    "\x1b]0;a title of a window\x07\r::error file=a::forged",
    "one\n::error file=a,line=1::forged\n##[error]two",
    BIDI,
    "zero\u200bwidth \ufeffmark \u2028separator \U000e0041tag",
    '=HYPERLINK("https://example.org","more")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "[bold red]markup[/bold red] :warning: [link=https://example.org]more[/link]",
    "אוטובוסים חינם לכולם (עד גיל 18)",
    "รถเมล์ฟรีสำหรับทุกคนที่อายุต่ำกว่าสิบแปดปีในวันหยุดสุดสัปดาห์",
    "{{7*7}} ${7*7} %s %(x)s {0}",
)
PLAIN = frozenset(
    {
        "to",
        "lifecycle",
        "claim",
        "scheme",
        "identifier",
        "sha256",
        "language",
        "type",
        "kind",
        "correction_reason",
    }
)
"""Fields of text whose values are names: a hostile one is another thing than a hostile text."""

_next = count()


def _hostile():
    return TEXTS[next(_next) % len(TEXTS)]


def _spoilt(value):
    """A value with every text in it made hostile; ids, names of things and dates stay."""
    if isinstance(value, tuple):
        return tuple(map(_spoilt, value))
    if not attrs.has(type(value)) or not type(value).__module__.startswith("policytrack.m"):
        return value
    changed = {}
    for name, hint in hints(type(value)).items():
        held = getattr(value, name)
        if hint in {str, str | None} and name not in PLAIN:
            changed[name] = _hostile()
        elif name == "topics":
            changed[name] = frozenset({_hostile(), _hostile()})
        elif isinstance(held, tuple) or attrs.has(type(held)):
            changed[name] = _spoilt(held)
    if isinstance(value, Quote):
        changed |= {"start": None, "end": None}
    return attrs.evolve(value, **changed)


@cache
def snapshot():
    """The bundled case with every text in it made hostile, and a few proposals that are worse."""
    case = pt.datasets.load("police-accountability", layer="articles").snapshot()
    spoilt = [_spoilt(record) for record in case.records()]
    worse = [
        pt.Proposal(id="long", title=LONG, summary=LONG, part_of_id="bidi\u202egnol"),
        pt.Proposal(id="bidi\u202egnol", title=BIDI, extras={"org.example:x": "\x1b[2J"}),
        pt.Position(
            id="says", proposal_id="long", actor_id="hebrew", stance=pt.Stance.OPPOSES, statement=LONG
        ),
        pt.Person(id="hebrew", name=TEXTS[12]),
        pt.StatusChange(id="<b>", proposal_id="long", to="\u202edetpecca", wording="\x1b[2J"),
    ]
    return pt.Snapshot.of([*spoilt, *worse])
