"""A data package, for `csv`; what it says is invented."""

from policytrack.dates import PartialDate
from policytrack.formats.datapackage import CsvFormat
from policytrack.model import (
    Citation,
    Organization,
    Position,
    Proposal,
    Quote,
    Snapshot,
    Source,
    StatusChange,
)
from policytrack.terms import Stance

_CITED = (Citation("minutes", Quote(exact="Every child should ride free")),)

SAMPLE = dict(
    CsvFormat()
    .encode(
        Snapshot(
            organizations=(Organization(id="riders", name="Riders' Union"),),
            sources=(Source(id="minutes", title="Minutes", url="https://town.example/1", licence="CC0-1.0"),),
            proposals=(Proposal(id="buses", title="Free buses", topics=frozenset({"transport", "youth"})),),
            positions=(
                Position(
                    id="riders-for",
                    proposal_id="buses",
                    actor_id="riders",
                    stance=Stance.SUPPORTS,
                    evidence=_CITED,
                ),
            ),
            status_changes=(
                StatusChange(
                    id="asked",
                    proposal_id="buses",
                    to="proposed",
                    on=PartialDate.parse("2024-03"),
                    evidence=_CITED,
                ),
            ),
        )
    )
    .data
)
