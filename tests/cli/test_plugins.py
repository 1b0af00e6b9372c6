"""What plugins add is shown by the command, as text and as JSON of the same schema."""

import plugins
import pytest
from factories import cited, source

import policytrack as pt


@pytest.fixture(autouse=True)
def _case(monkeypatch):
    """A pledge with a report on it, whatever source is asked."""
    day = pt.PartialDate.parse("2023")
    tracker = pt.Tracker.of(
        pt.Organization(id="ashby", name="Ashby Town Council"),
        source("s", "2024-02-01"),
        plugins.climate_pledges.Pledge(id="p", title="P", pledged_by_id="ashby"),
        plugins.climate_pledges.ProgressReport(
            id="r", pledge_id="p", year=day, emitted=20.5, evidence=cited("s")
        ),
        registry=plugins.PLEDGES,
    )
    monkeypatch.setattr("policytrack.cli._sources.opened", lambda _: tracker)


def test_a_proposal_with_more_fields_and_a_row(run, answer):
    """Names stand with their ids; a row has its fields and its source."""
    for command in ("show", "brief"):
        printed = run(command, *["p"] * (command == "show")).flat
        assert "pledged by: Ashby Town Council [ashby] conditional: no" in printed
        assert "progress report: year 2023, emitted 20.5, unit MtCO2e [s, 2024-02-01]" in printed
    page = answer("show", "p")["page"]
    assert page["type"] == "pledge"
    assert page["details"][0]["parts"] == [{"text": "Ashby Town Council", "record_id": "ashby"}]
    assert [row["record_id"] for row in page["rows"]] == ["r"]


def test_a_record_of_a_plugin(run, answer):
    """Its fields in words."""
    assert run("show", "r").flat.startswith("progress-report [r] pledge P [p] year 2023 emitted 20.5 unit")
    assert [one["field"] for one in answer("show", "r")["details"]] == [
        "pledge_id",
        "year",
        "emitted",
        "unit",
    ]
