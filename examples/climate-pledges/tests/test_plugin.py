"""The plugin keeps every promise that policytrack makes for what it brings."""

import climate_pledges as plugin
import pytest

import policytrack as pt
from policytrack import query as q

REGISTRY = plugin.register(pt.Registry.shipped())
HEADER = (
    "id,pledge,who,name,sector,conditional,value,unit,by,base year,status,on,source,source title,published"
)


def test_it_is_found() -> None:
    """Who installs it need not name it."""
    [found] = [found for found in pt.plugins() if found.name == "climate-pledges"]
    assert (found.version, found.error) == ("0.1.0", None)


def test_the_sample_is_read() -> None:
    """Each row becomes a pledge with its target, its source and its status."""
    tracker = plugin.sample()
    assert [type(proposal) for proposal in tracker.proposals] == [plugin.Pledge] * 4
    assert tracker.standing("carr-peat").status == "missed"
    assert {problem.code for problem in tracker.problems()} == {"secondary-status"}


def test_questions_by_phase_cross_lifecycles() -> None:
    """A pledge that was missed has ended, like a reform that was rejected."""
    ended = q.select(pt.Proposal).where(q.Proposal.phase.is_(pt.Phase.ENDED))
    assert [proposal.id for proposal in plugin.sample().run(ended)] == ["carr-peat"]


def test_a_pledge_without_a_target_is_reported() -> None:
    """Nobody could ever say that it was kept."""
    tracker = pt.Tracker.of(plugin.Pledge(id="p", title="To do better"), registry=REGISTRY)
    assert [problem.code for problem in tracker.problems()] == ["unmeasured-pledge"]


def test_a_percentage_has_a_base_year() -> None:
    """Half of what is no target."""
    with pytest.raises(pt.InvalidRecordError, match="a percentage needs the year"):
        plugin.EmissionTarget(value=50, unit=plugin.Unit.PERCENT, by=pt.PartialDate.parse("2030"))


def test_a_bad_row_is_named() -> None:
    """Strict reading refuses it, lenient reading leaves it out and says so."""
    table = f"{HEADER}\np,P,w,W,energy,no,much,MtCO2e,2030,,pledged,,s,S,\n".encode()
    with pytest.raises(pt.DecodeError, match="line 2: this row is left out"):
        plugin.PledgeTable().decode(table)
    assert [problem.path for problem in plugin.PledgeTable().decode(table, strict=False).problems] == [
        "line 2"
    ]


def test_a_folder_is_no_table() -> None:
    """The error is one of ours."""
    with pytest.raises(pt.DecodeError, match="one file is read"):
        plugin.PledgeTable().decode({})


def test_it_is_only_read() -> None:
    """A table cannot say who said what."""
    with pytest.raises(pt.EncodeError, match="pledges-csv is only read"):
        plugin.PledgeTable().encode(pt.Snapshot())
