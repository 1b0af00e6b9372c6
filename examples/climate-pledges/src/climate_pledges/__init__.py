"""Climate pledges for policytrack: what was promised, by when, and what was emitted since.

Installed beside policytrack it is found by itself (see `pyproject.toml`): what it brings goes through every
format, store and question like what ships. It uses public names only.
"""

import csv
import enum
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Annotated

import attrs

import policytrack as pt


class Unit(enum.StrEnum):
    """What a target or a report is counted in."""

    PERCENT = "percent"
    MT_CO2E = "MtCO2e"


@attrs.frozen(kw_only=True, repr=False)
class EmissionTarget(pt.Checked):
    """Emissions fall to so much (`MtCO2e`), or by so much against a base year (`percent`), by a date."""

    value: float
    unit: Unit
    by: pt.PartialDate
    base_year: pt.PartialDate | None = None

    def rules(self) -> Iterable[pt.Problem]:
        """A percentage means nothing without the year that it is counted from."""
        if self.unit is Unit.PERCENT and self.base_year is None:
            yield pt.Problem(
                "no-base-year", "/base_year", "a percentage needs the year that it is counted from"
            )


@attrs.frozen(kw_only=True, repr=False)
class Pledge(pt.Proposal):
    """A proposal by which somebody binds themselves; `conditional` where it depends on others."""

    pledged_by_id: Annotated[str, pt.RefersTo("Person", "Organization")] | None = None
    conditional: bool = False


@attrs.frozen(kw_only=True, repr=False)
class ProgressReport(pt.Assertion):
    """What was emitted in a year, as somebody reports it."""

    pledge_id: Annotated[str, pt.RefersTo("Proposal")]
    year: pt.PartialDate
    emitted: float
    unit: Unit = Unit.MT_CO2E


STATES = (
    pt.State("pledged", "pledged", pt.Phase.PROPOSED, "Somebody has bound themselves in public."),
    pt.State("on-track", "on track", pt.Phase.CONSIDERED, "An assessment says that the target will be met."),
    pt.State("off-track", "off track", pt.Phase.CONSIDERED, "An assessment says that it will not be met."),
    pt.State("kept", "kept", pt.Phase.ENDED, "The target was met by its date.", final=True),
    pt.State("missed", "missed", pt.Phase.ENDED, "The target was not met by its date.", final=True),
)
ROUTES = (
    pt.Route("proposed", "pledged"),
    *(
        pt.Route("pledged", to)
        for to in ("on-track", "off-track", "kept", "missed", "withdrawn", "introduced")
    ),
    *(pt.Route("on-track", to) for to in ("off-track", "kept", "missed", "withdrawn")),
    *(pt.Route("off-track", to) for to in ("on-track", "kept", "missed", "withdrawn")),
)
SECTORS = pt.Vocabulary(
    "org.example.sector",
    "Sectors that emit",
    (
        pt.Term("energy", "Energy", "Power, heat and fuels."),
        pt.Term("transport", "Transport", "Everything that moves people and goods."),
        pt.Term("land", "Land", "Farms, forests and peat."),
    ),
)


def unmeasured_pledges(view: pt.View) -> Iterator[pt.Problem]:
    """Report pledges that nobody could ever call kept: they have no target."""
    for proposal in view.proposals:
        if isinstance(proposal, Pledge) and not isinstance(proposal.measure, EmissionTarget):
            message = f"{proposal.title}: no target that could be met or missed"
            path = f"/proposals/{proposal.id}/measure"
            yield pt.Problem(
                "unmeasured-pledge", path, message, "give it an emission-target", pt.Severity.WARNING
            )


class PledgeTable:
    """`pledges-csv`: a table with a row for each pledge, as campaigns keep it. It is read, not written."""

    name = "pledges-csv"
    suffixes: tuple[str, ...] = (".pledges.csv",)

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: pt.Registry | None = None
    ) -> pt.Decoded:
        """Read a table; a row that cannot be read is named by its line.

        Raises:
            DecodeError: It is no table, or strict reading found a row that cannot be read.
        """
        del registry
        if isinstance(data, Mapping):
            raise pt.DecodeError(self.name, [pt.Problem("not-a-file", "", "one file is read, not a folder")])
        try:
            text = io.StringIO(data.decode("utf-8-sig"), newline="")
            rows = list(csv.DictReader(text))
        except (UnicodeDecodeError, csv.Error) as error:
            raise pt.DecodeError(self.name, [pt.Problem("bad-table", "", str(error))]) from None
        records: dict[str, pt.Record] = {}
        problems: list[pt.Problem] = []
        for line, row in enumerate(rows, 2):
            try:
                records |= {record.id: record for record in _records(row)}
            except (pt.PolicytrackError, KeyError, TypeError, ValueError) as error:
                problems.append(pt.Problem("left-out", f"line {line}", f"this row is left out: {error}"))
        if problems and strict:
            raise pt.DecodeError(self.name, problems)
        return pt.Decoded(pt.Snapshot.of(records.values()), tuple(problems))

    def encode(self, snapshot: pt.Snapshot, *, registry: pt.Registry | None = None) -> pt.Encoded:
        """Refuse: a table cannot say who said what.

        Raises:
            EncodeError: Always.
        """
        del snapshot, registry
        raise pt.EncodeError(self.name, [pt.Problem("read-only-format", "", "pledges-csv is only read")])


def _records(row: Mapping[str, str]) -> Iterator[pt.Record]:
    """Give the records of a row: who, the source, the pledge and its first status."""
    who, source = row["who"], row["source"]
    evidence = (pt.Citation(source),)
    yield pt.Organization(id=who, name=row["name"])
    yield pt.Source(id=source, title=row["source title"], published=_date(row["published"]))
    yield Pledge(
        id=row["id"],
        title=row["pledge"],
        topics=frozenset({f"{SECTORS.id}:{row['sector']}"}),
        pledged_by_id=who,
        conditional=row["conditional"] == "yes",
        evidence=evidence,
        measure=EmissionTarget(
            value=float(row["value"]),
            unit=Unit(row["unit"]),
            by=pt.PartialDate.parse(row["by"]),
            base_year=_date(row["base year"]),
        ),
    )
    yield pt.StatusChange(
        id=f"{row['id']}-{row['status']}",
        proposal_id=row["id"],
        to=row["status"],
        on=_date(row["on"]),
        by_ids=frozenset({who}),
        evidence=evidence,
    )


def _date(text: str) -> pt.PartialDate | None:
    return pt.PartialDate.parse(text) if text else None


def register(registry: pt.Registry) -> pt.Registry:
    """Add what this plugin brings; policytrack calls it."""
    return (
        registry.with_measure(EmissionTarget)
        .with_record(Pledge)
        .with_record(ProgressReport)
        .with_states("uk-reform", STATES, ROUTES)
        .with_vocabulary(SECTORS)
        .with_check(unmeasured_pledges)
        .with_format(PledgeTable())
    )


def sample() -> pt.Tracker:
    """Return the pledges that come with the plugin: four invented towns."""
    data = (resources.files(__name__) / "towns.pledges.csv").read_bytes()
    return pt.loads(data, format=PledgeTable.name)
