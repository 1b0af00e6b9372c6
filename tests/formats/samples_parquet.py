"""A small folder of Parquet, for whoever damages files: made when somebody asks, since it takes pyarrow."""

from policytrack import formats
from policytrack.dates import PartialDate
from policytrack.model import Citation, Organization, Person, Position, Proposal, Quote, Snapshot, Source
from policytrack.terms import Stance

SNAPSHOT = Snapshot(
    people=(Person(id="ann-lee", name="Ann Lee"),),
    organizations=(Organization(id="riders-union", name="Riders' Union"),),
    sources=(Source(id="gazette", title="Gazette", published=PartialDate.parse("2024-03-06")),),
    proposals=(Proposal(id="free-buses", title="Free buses", topics=frozenset({"transport"})),),
    positions=(
        Position(
            id="ann-supports",
            proposal_id="free-buses",
            actor_id="ann-lee",
            stance=Stance.SUPPORTS,
            said_on=PartialDate.parse("2024-03"),
            evidence=(Citation("gazette", Quote(exact="Every child should ride free", start=4, end=32)),),
        ),
    ),
)


def __getattr__(name):
    """Make `SAMPLE` when it is asked for."""
    if name != "SAMPLE":
        raise AttributeError(name)
    return dict(formats.get("parquet").encode(SNAPSHOT).data)
