"""A small page of annotations: one of ours with the records that it needs, and one of somebody else."""

import json

from policytrack import formats
from policytrack.dates import PartialDate
from policytrack.model import Citation, Person, Position, Proposal, Quote, Snapshot, Source
from policytrack.terms import Stance

SNAPSHOT = Snapshot(
    people=(Person(id="ann-lee", name="Ann Lee"),),
    sources=(Source(id="gazette", title="Gazette", url="https://gazette.example/buses"),),
    proposals=(Proposal(id="free-buses", title="Free buses"),),
    positions=(
        Position(
            id="ann-supports",
            proposal_id="free-buses",
            actor_id="ann-lee",
            stance=Stance.SUPPORTS,
            said_on=PartialDate.parse("2024-03"),
            evidence=(
                Citation(
                    "gazette",
                    Quote(exact="Every child should ride free", prefix="said: ", suffix=".", start=4, end=32),
                    note="In her speech.",
                    origin="press-agency",
                ),
                Citation("gazette"),
            ),
        ),
    ),
)

FOREIGN = {
    "id": "https://notes.example/1",
    "type": "Annotation",
    "body": {"type": "TextualBody", "value": "Check this"},
    "target": {
        "source": "https://paper.example/a",
        "selector": {"type": "TextQuoteSelector", "exact": "free buses"},
    },
}


def _sample():
    page = json.loads(formats.get("webannotation").encode(SNAPSHOT).data)
    page["items"].append(FOREIGN)
    return json.dumps(page).encode()


SAMPLE = _sample()
