"""Counts in the raw files of three formats, in plain Python: nothing of the importers is used here.

Each function takes files and returns what stands in them, kind by kind.
"""

import json
import re
from collections import Counter
from xml.etree import ElementTree

ROLES = {"rep": "Representative", "sen": "Senator", "prez": "President", "viceprez": "Vice President"}

# What a bill's action says, by the beginning of its words; the passages are counted by chamber below.
ACTIONS = (
    ("passed", r"Introduced in the Senate, read twice, .* and passed"),
    ("introduced", r"Introduced in (House|Senate)"),
    ("in-committee", r"(Received in the Senate and )?(Referred|Read twice and referred)"),
    ("reported", r"(Committee on [^.]*\. )?Reported by"),
    ("passed", r"Passed|On passage Passed|On motion to suspend the rules and pass the bill Agreed"),
    ("resolving-differences", r"Resolving differences|Senate agreed to the House|House agreed to Senate"),
    ("presented", r"Presented to President"),
    ("signed", r"Signed by President|Became Public Law"),
)

EVENTS = ("eventRef", "step", "voting", "recount", "speech", "question", "answer")

STANDS = {
    "Verkündet": "promulgated",
    "Abgelehnt": "rejected",
    "Angenommen": "adopted",
    "Erledigt durch Ablauf der Wahlperiode": "lapsed",
    "Für erledigt erklärt": "settled",
    "Zusammengeführt mit... (siehe Vorgangsablauf)": "merged",
    "Einbringung abgelehnt": "not-introduced",
    "Den Ausschüssen zugewiesen": "in-committee",
    "Zurückgezogen": "withdrawn",
    "Bundesrat hat Zustimmung versagt": "consent-refused",
    "Keine parlamentarische Behandlung": "not-debated",
    "Für mit dem Grundgesetz unvereinbar erklärt": "void",
    "1. Durchgang im Bundesrat abgeschlossen": "bundesrat-first",
}


def legislators(text):
    """People, roles, committees and seats, counted by the lines on which they begin; text by file."""
    people = text["legislators-current.yaml"] + text["executive.yaml"]
    terms = re.findall(r"^  - type: (\w+)$", people, re.MULTILINE)
    titles = re.findall(r"^  - title: (.*)$", people, re.MULTILINE)
    seats = text["committee-membership-current.yaml"]
    parties = re.findall(r"^    - start: .*\n      end: .*\n      party: (.*)$", people, re.MULTILINE)
    known = []
    for entry in people.split("- id:\n")[1:]:
        keys = ("bioguide", "govtrack")
        bioguide, govtrack = (re.search(rf"^    {key}: (.*)$", entry, re.MULTILINE) for key in keys)
        known.append((bioguide or govtrack)[1])
    return {
        "people": len({*known, *re.findall(r"^  bioguide: (.*)$", seats, re.MULTILINE)}),
        "terms": Counter(ROLES[term] for term in terms),
        "leadership": Counter(titles),
        "parties": Counter(party for party in parties if party != "Independent"),
        "seats": len(re.findall(r"^- name:", seats, re.MULTILINE)),
        "titles": Counter(re.findall(r"^  title: (.*)$", seats, re.MULTILINE)),
        "committees": len(re.findall(r"^[ -]*thomas_id:", text["committees-current.yaml"], re.MULTILINE)),
    }


def bills(folder):
    """Bills, sponsors and actions of each file, the first of each bill, in the order of their paths."""
    found = {}
    for path in sorted(folder.rglob("*.xml"), key=lambda path: path.relative_to(folder).as_posix()):
        bill = ElementTree.parse(path).getroot().find("bill")  # noqa: S314  # The files are known.
        tags = ("billType", "type", "billNumber", "number", "congress")
        found.setdefault(tuple(text for tag in tags if (text := bill.findtext(tag))), bill)
    stances, states, events, without = Counter(), Counter(), 0, 0
    for bill in found.values():
        stances["proposes"] += len(bill.findall("sponsors/item"))
        stances["supports"] += len(bill.findall("cosponsors/item"))
        stances["unknown"] += sum(
            bool(item.findtext("sponsorshipWithdrawnDate")) for item in bill.findall("cosponsors/item")
        )
        passed = set()
        # Newest first in the file: of one day, the last one happened first.
        actions = bill.findall("actions/item")[::-1]
        for item in sorted(actions, key=lambda item: item.findtext("actionDate")):
            text = item.findtext("text")
            if not text:
                without += 1
                continue
            state = next((state for state, words in ACTIONS if re.match(words, text)), None)
            if state is None or item.findtext("type") == "Prayer":
                events += 1
                continue
            if state == "passed":
                passed.add("Senate" if "Senate" in text else "House")
                state = "passed-both-chambers" if len(passed) > 1 else "passed-one-chamber"
            states[state] += 1
    return {
        "bills": len(found),
        "files": len(list(folder.rglob("*.xml"))),
        "stances": stances,
        "states": states,
        "events": events,
        "actions without words": without,
    }


def proceedings(lines):
    """Proceedings, statuses, steps and speakers of lines of DIP21."""
    stands, roles, stances, steps, printed, number = Counter(), Counter(), Counter(), 0, 0, 0
    for line in lines:
        document = json.loads(line)
        head = document["VORGANG"]
        number += 1
        if head["AKTUELLER_STAND"]:
            stands[head["AKTUELLER_STAND"]] += 1
        stances["proposes"] += len(many(head.get("INITIATIVE")))
        printed += sum(not text.startswith("Gesetz vom") for text in many(head.get("VERKUENDUNG")))
        for step in many(document["VORGANGSABLAUF"].get("VORGANGSPOSITION")):
            steps += 1
            for who in many(step.get("PERSOENLICHER_URHEBER")):
                roles[who["FUNKTION"]] += 1
                signs = who["AKTIVITAETSART"] in {"Antrag", "Gesetzentwurf"}
                stances["proposes" if signs else "unknown"] += 1
    states = Counter()
    for words, count in stands.items():
        states[STANDS[words]] += count
    return {
        "proceedings": number,
        "stands": stands,
        "states": states,
        "roles": roles,
        "stances": stances,
        "steps": steps,
        "printed": printed,
    }


def many(value):
    """A list of what is one, many or nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def documents(folder):
    """Documents, events, people and signatures of Akoma Ntoso, counted by their tags.

    One address with one name is one person or organization, in however many documents.
    """
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.xml")))
    tags = Counter(re.findall(r"<(?:\w+:)?(\w+)[\s>/]", text))
    actors = re.findall(r"<(?:\w+:)?TLC(?:Person|Organization)\s[^>]*>", text)
    return {
        "documents": tags["meta"],
        "proposals": tags["bill"] + tags["act"] + tags["amendment"],
        "events": sum(tags[tag] for tag in EVENTS),
        "actors": len({tuple(sorted(re.findall(r'(href|showAs)="([^"]*)"', tag))) for tag in actors}),
        "signed": tags["signature"] + tags["docProponent"],
    }
