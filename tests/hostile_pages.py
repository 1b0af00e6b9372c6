"""Cases for what is shown: one in which every text tries to break out of the page, and a large one."""

import policytrack as pt

TEXTS = (
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 1</script>",
    "<!--<script>",
    "\"><img src=x onerror='window.broken = 1'>",
    "' onmouseover='window.broken = 1",
    "</style><style>body{display:none}",
    "]]>&lt;&amp;&#0;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:window.broken=1",
    "\u202egnp.exe\u202c\u2066",
    "\x07bell\x1b[31mred\x7f\x85",
    "שלום עולם العربية",
    "นโยบายที่ไม่มีช่องว่างและยาวมาก" * 20,
    '=HYPERLINK("https://bad.example")',
    "long " * 20_000,
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


def case():
    """Return a tracker with one proposal for each text, and one source for each address."""
    records = [
        pt.Source(id=f"l{place}", title=link, url=link, publisher=link) for place, link in enumerate(LINKS)
    ]
    for place, text in enumerate(TEXTS):
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


def many(count):
    """Return a tracker of so many proposals, each with two stances and three status changes."""
    day = pt.PartialDate.parse
    records = [pt.Person(id=f"person-{n}", name=f"Person {n}") for n in range(20)]
    for n in range(50):
        url = f"https://press.example/{n}"
        records.append(pt.Source(id=f"s{n}", title=f"Article {n}", url=url, published=day("2024-01-02")))
    for n in range(count):
        evidence = (pt.Citation(f"s{n % 50}", pt.Quote(exact="it should be done, and soon " * 3)),)
        about = {"evidence": evidence, "proposal_id": f"a-proposal-of-some-length-{n}"}
        records.append(
            pt.Proposal(
                id=about["proposal_id"], title=f"Proposal {n}", summary="In a sentence.", evidence=evidence
            )
        )
        for key, stance, on in (("x", pt.Stance.SUPPORTS, "2024-01-02"), ("y", pt.Stance.OPPOSES, "2024-02")):
            actor_id = f"person-{(n + ord(key)) % 20}"
            records.append(
                pt.Position(id=f"{key}{n}", actor_id=actor_id, stance=stance, said_on=day(on), **about)
            )
        for to, on in (("proposed", "2024-01-01"), ("accepted", "2024-03"), ("introduced", "2024-05-06")):
            records.append(pt.StatusChange(id=f"c{n}-{to}", to=to, on=day(on), **about))
    return pt.Tracker.of(*records)
