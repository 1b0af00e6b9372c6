"""Laws of what is worked out beforehand: what is plain shows as the tracker's rules say, asked day by day."""

from factories import change, position, proposal, source
from hypothesis import example, given
from strategies import busy_worlds, worlds

import policytrack as pt
from policytrack.tracker._index import Index
from policytrack.tracker._plain import Plain
from policytrack.tracker._projection import Projection

SOURCES = [source("first", "2024-01-05"), source("second", "2024-02-05"), source("undated")]
PLAIN = pt.Snapshot.of(
    [
        *SOURCES,
        pt.Person(id="ann", name="Ann"),
        proposal("p"),
        change("a", "proposed", "2023-01-01", "second"),
        change("b", "under-review", "2023-02-01", "first"),
        change("c", "recommended", None, "second"),
        change("d", "accepted", None, "undated"),
        change("e", "enacted", "2023-06-01/..", "first"),
        change("f", "proposed", "2023-07-01", "first"),
        position("q", "ann", pt.Stance.OPPOSES, None, "first", "second"),
    ]
)
"""Reports with and without dates, of sources that came out on different days, or on none that is known."""

TIED = pt.Snapshot.of(
    [
        *SOURCES,
        proposal("p"),
        change("a", "enacted", "2023-01-01", "first"),
        change("b", "proposed", "2023-01-01", "second"),
    ]
)
"""Two reports of one day, which go along the routes of the lifecycle."""


class Nothing(Plain):
    """Finds nothing plain, so that all is asked about day by day."""

    def span(self, record):
        """Say nothing."""

    def steps(self, proposal):
        """Say nothing."""

    def is_alone(self, _):
        """Say no."""
        return False


def found(snapshot, plain):
    """All that a projection tells of some records."""
    index = Index(snapshot, pt.Registry.default())
    projection = Projection(index, {}, plain(index))
    proposals = [one for one in snapshot.proposals if one.corrects_id is None]
    told = {("shows", one.id): set(projection.versions(one)) for one in snapshot.records()}
    told |= {("stands", one.id): set(projection.standings(one)) for one in proposals}
    return told | {("sides", one.id): set(projection.stands(one)) for one in proposals}


@given(worlds() | busy_worlds())
@example(PLAIN)
@example(TIED)
def test_what_is_plain_is_what_asking_day_by_day_finds(world):
    """How records show, where proposals stand and who is on which side do not depend on the way."""
    assert found(world, Plain) == found(world, Nothing)
