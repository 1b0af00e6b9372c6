"""The mappings that ship, on small files in their shapes."""

import pytest
from tables import kept, sample, told

from policytrack import formats
from policytrack.formats.tabular import SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_mapping_reads_its_sample(name):
    """Nothing is wrong with the mapping or with the sample."""
    form = formats.get(name)
    assert form.mapping.name == name
    found = form.decode(sample(name)).snapshot
    assert len(found.proposals) == (1 if name == "us-sap" else 2)


def test_promises():
    """A promise keeps what no column takes; its status has the words of the tracker."""
    decoded = formats.get("trumptracker").decode(sample("trumptracker"))
    buses, tree = decoded.snapshot.proposals
    assert kept(tree) == {
        "trumptracker:comments": ["https://forum.example/1"],
        "trumptracker:status_info": "Ten were planted.",
    }
    assert (buses.topics, len(buses.evidence)) == ({"Transport"}, 1)
    assert [(one.to, one.wording) for one in decoded.snapshot.status_changes] == [
        ("broken", "Broken"),
        ("in-progress", "In progress"),
    ]
    assert told(decoded.problems) == [("outside-rows", "/icons")]


def test_promises_in_tabs():
    """The day of an update is one where it was set; the headers above are topics."""
    decoded = formats.get("trumptracker-tabs").decode(sample("trumptracker-tabs"))
    assert [(one.to, str(one.on)) for one in decoded.snapshot.status_changes] == [
        ("kept", "2017-01-23"),
        ("promised", "None"),
    ]
    assert {topic for one in decoded.snapshot.proposals for topic in one.topics} == {
        "Green things",
        "On the first day:",
    }
    assert told(decoded.problems) == [("outside-rows", "/tabs/*/id"), ("outside-rows", "/tabs/*/icon")]


def test_statements():
    """Two statements on one bill are two positions on one proposal, one of them with a stance."""
    found = formats.get("us-sap").decode(sample("us-sap")).snapshot
    (bill,) = found.proposals
    assert (bill.id, bill.title, bill.other_titles) == (
        "bill-199hr9999",
        "Free Buses Act",
        ("Free Buses and Trams Act",),
    )
    stances = {
        str(one.said_on): (str(one.stance), one.extras["us-sap:fields"].get("stance"))
        for one in found.positions
    }
    assert stances == {"2099-12-11": ("unknown", None), "2099-12-20": ("opposes", "Opposes")}
    assert {str(one.published) for one in found.sources} == {"2099-12-11", "2099-12-20"}
