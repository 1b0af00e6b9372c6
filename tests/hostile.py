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
HEBREW = "אוטובוסים חינם לכולם (עד גיל 18)"
THAI = "รถเมล์ฟรีสำหรับทุกคนที่อายุต่ำกว่าสิบแปดปีในวันหยุดสุดสัปดาห์"
TEXTS = (
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 1</script>",
    "<!--<script>",
    "\"><img src=x onerror='window.broken = 1'>",
    "' onmouseover='window.broken = 1",
    '</style><style>body{display:none}</style><a href="javascript:window.broken=1">more</a>',
    "]]>&lt;&amp;&#0;",
    "javascript:window.broken=1",
    "\x1b[2J\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07link\x1b]8;;\x07 \x9b31m \x08\x08\x7f\x85",
    "\x1b]0;a title of a window\x07\r::error file=a::forged",
    "one\n::error file=a,line=1::forged\n##[error]two",
    BIDI,
    "zero\u200bwidth \ufeffmark \u2028separator \U000e0041tag",
    '=HYPERLINK("https://example.org","more")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "[bold red]markup[/bold red] :warning: [link=https://example.org]more[/link]",
    HEBREW,
    THAI,
    "{{7*7}} {% raw %} ${7*7} %s %(x)s {0}",
)
LINKS = (
    "javascript:window.broken=1",
    "JaVaScRiPt:window.broken=1",
    "\tjavascript:window.broken=1",
    "data:text/html,<script>window.broken=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://a.example/\u202e",
    "https:relative",
    "https://[bad",
    "//a.example/x",
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
        pt.Person(id="hebrew", name=HEBREW),
        pt.StatusChange(id="<b>", proposal_id="long", to="\u202edetpecca", wording="\x1b[2J"),
    ]
    return pt.Snapshot.of([*spoilt, *worse])


def case():
    """A tracker with one proposal for each text, the long one too, and one source for each address."""
    records = [
        pt.Source(id=f"l{place}", title=link, url=link, publisher=link) for place, link in enumerate(LINKS)
    ]
    for place, text in enumerate((*TEXTS, LONG)):
        records += _about(f"{place}", text)
    return pt.Tracker.of(*records)


def _about(key, text):
    day = pt.PartialDate.parse
    source = pt.Source(
        id=f"s{key}", title=text, publisher=text, url=text, licence=text, language=text, published=day("2024")
    )
    evidence = (pt.Citation(source.id, quote=pt.Quote(exact=text, prefix=text), note=text),)
    links = tuple(pt.Citation(f"l{place}") for place in range(len(LINKS)))
    actor = pt.Person(id=f"a{key}", name=text, notes=text)
    body = pt.Organization(id=f"b{key}", name=text, classification="group")
    held = pt.Membership(id=f"m{key}", person_id=actor.id, organization_id=body.id, role=text)
    proposal = pt.Proposal(
        id=f"p{key}",
        title=text,
        summary=text,
        measure=pt.Other(text),
        topics=frozenset({text}),
        jurisdiction=text,
        instruments=(pt.Instrument(text, url=text), pt.Instrument(text, url="https://law.example/1")),
        stakeholder_ids=frozenset({body.id, actor.id}),
        not_found=(pt.NotFound(text, day("2024"), text),),
        evidence=(*evidence, *links),
    )
    said = {"proposal_id": proposal.id, "attribution": text, "statement": text, "evidence": evidence}
    changes = {"proposal_id": proposal.id, "wording": text, "evidence": evidence, "claim": f"c{key}"}
    start = pt.Event(id=f"e{key}", label=text, on=day("2024"), outcome_id=f"o{key}", evidence=evidence)
    return [
        source,
        actor,
        body,
        held,
        proposal,
        pt.Position(id=f"x{key}", actor_id=actor.id, stance=pt.Stance.OPPOSES, capacity_id=held.id, **said),
        pt.Position(id=f"y{key}", actor_id=body.id, stance=pt.Stance.SUPPORTS, **said),
        pt.StatusChange(id=f"h{key}", to="proposed", on=day("2024-02"), **changes),
        pt.StatusChange(id=f"i{key}", to="accepted", on=day("2024-03-01?"), **changes),
        start,
        pt.Event(id=f"o{key}", label=text, on=day("2025"), evidence=evidence),
        pt.Figure(id=f"f{key}", label=f"f{key}", wording=text, evidence=evidence, attributed_to_id=actor.id),
        pt.Figure(id=f"g{key}", label=f"f{key}", wording=f"not {text}", evidence=evidence),
    ]
