"""Graphs of proposals, actors and stances: GraphML as networkx reads it, Mermaid as its grammar has it."""

import io
import re

import pytest
from factories import cited, person, position, source

import policytrack as pt
from policytrack import formats
from policytrack.model import Citation, Quote, Relation, Snapshot
from policytrack.terms import CorrectionKind, Stance

NODE = re.compile(r'  ([pa][0-9]+)[\[(]"([^"]*)"[\])]')
EDGE = re.compile(r'  ([pa][0-9]+) (-->|-\.->|==>)\|"([^"]*)"\| ([pa][0-9]+)')


def graph(snapshot):
    """The graph of a snapshot, as networkx reads it."""
    networkx = pytest.importorskip("networkx")
    return networkx.read_graphml(io.BytesIO(formats.get("graphml").encode(snapshot).data))


def chart(snapshot):
    """The nodes and edges of a flowchart, labels as Mermaid shows them; every line is one of the two."""
    head, *lines = formats.get("mermaid").encode(snapshot).data.decode().removesuffix("\n").split("\n")
    assert head == "flowchart LR"
    nodes = [match for line in lines if (match := NODE.fullmatch(line))]
    edges = [match for line in lines if (match := EDGE.fullmatch(line))]
    assert len(nodes) + len(edges) == len(lines)
    return (
        {match[1]: shown(match[2]) for match in nodes},
        [(match[1], match[2], shown(match[3]), match[4]) for match in edges],
    )


def shown(label):
    """The text of a label."""
    assert not re.search(r"[<>\"`%;#&]", re.sub(r"<br/>|#[0-9]+;", "", label))
    return re.sub(r"#([0-9]+);", lambda code: chr(int(code[1])), label.replace("<br/>", "\n"))


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def test_each_stance_is_an_edge(case):
    """What the tracker answers about stances is what networkx finds, edge by edge."""
    found = graph(case.snapshot())
    label = {key: data["record_id"] for key, data in found.nodes(data=True)}
    edges = {
        (label[start], data["stance"], label[end])
        for start, end, data in found.edges(data=True)
        if data["type"] == "stance"
    }
    assert edges == {
        (stand.actor_id, str(stand.stance), proposal.id)
        for proposal in case.proposals
        for stand in case.stances(proposal.id)
    }


def test_each_proposal_has_its_standing(case):
    """Status, since when and as of when are those of the tracker."""
    nodes = {data["record_id"]: data for _, data in graph(case.snapshot()).nodes(data=True)}
    for proposal in case.proposals:
        standing = case.standing(proposal.id)
        node = nodes[proposal.id]
        assert (node["status"], node["standing"]) == (standing.status, str(standing))
        assert node.get("since") == (None if standing.since is None else str(standing.since))


def test_parts_and_relations_are_edges(case):
    """The package and what it is related to are tied as the records say."""
    found = graph(case.snapshot())
    label = {key: data["record_id"] for key, data in found.nodes(data=True)}
    ties = {
        (label[start], data["type"], label[end])
        for start, end, data in found.edges(data=True)
        if data["type"] != "stance"
    }
    shown_ids = {proposal.id for proposal in case.proposals}
    expected = {(one.id, "part of", one.part_of_id) for one in case.proposals if one.part_of_id}
    expected |= {
        (one.id, tie.kind, tie.proposal_id)
        for one in case.proposals
        for tie in one.relations
        if tie.proposal_id in shown_ids
    }
    assert ties == expected


def test_an_edge_cites_its_sources():
    """The words of a stance and the source that has them stand on the edge."""
    said = position("s", "ann", Stance.OPPOSES, "2024-03")
    said = pt.Position(
        id="s",
        proposal_id="p",
        actor_id="ann",
        stance=Stance.OPPOSES,
        said_on=said.said_on,
        evidence=(Citation("gazette", Quote(exact="never")), *cited("post")),
    )
    snapshot = Snapshot(
        people=(person("ann"),),
        proposals=(pt.Proposal(id="p", title="P"),),
        positions=(said,),
        sources=(source("gazette", "2024-03-06"), source("post", publisher="The Post")),
    )
    ((_, _, data),) = graph(snapshot).edges(data=True)
    assert (data["quote"], data["sources"]) == ("never", "gazette, 2024-03-06\npost, The Post")
    assert chart(snapshot)[1] == [("a0", "-.->", "opposes 2024-03\ngazette, 2024-03-06; The Post", "p0")]


def test_what_was_retracted_is_no_edge():
    """A stance that was taken back is not drawn, and its records are declared lost."""
    back = position("t", "ann", corrects_id="s", correction=CorrectionKind.RETRACTS)
    snapshot = Snapshot(
        people=(person("ann"),),
        proposals=(pt.Proposal(id="p", title="P"),),
        positions=(position("s", "ann"), back),
    )
    assert graph(snapshot).number_of_edges() == 0
    assert {"/people/0", "/positions/0", "/positions/1"} <= set(
        formats.get("graphml").encode(snapshot).losses
    )


def test_a_flowchart_has_the_edges_of_the_graph(case):
    """Both formats draw the same; critics are dotted, ties of proposals thick."""
    nodes, edges = chart(case.snapshot())
    found = graph(case.snapshot())
    assert nodes.keys() == set(found.nodes)
    assert sorted((start, end) for start, _, _, end in edges) == sorted(found.edges())
    critics = sum(len(case.critics(proposal.id)) for proposal in case.proposals)
    assert sum(arrow == "-.->" for _, arrow, _, _ in edges) == critics
    assert len(formats.get("mermaid").encode(case.snapshot()).data.decode()) < 50_000


@pytest.mark.parametrize(
    "title",
    [
        'a "quoted" title',
        "a [bracket] (round) {curly}",
        "two\nlines",
        "%% a comment",
        "%%{init: {}}%%",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "#quot; &quot; &lt;b&gt;",
        "`**markdown**`",
        "1. a list",
        "- another",
        "end",
        "a --> b",
        'x"]; click p0 "javascript:alert(1)"',
    ],
)
def test_hostile_titles_are_inert(title):
    """Whatever a title holds, it stays one label, and shows as it is."""
    snapshot = Snapshot(proposals=(pt.Proposal(id="p", title=title),))
    nodes, edges = chart(snapshot)
    assert edges == []
    assert nodes["p0"].split("\nunassessed")[0] == title
    assert graph(snapshot).nodes["p0"]["label"] == title


@pytest.mark.parametrize("name", ["graphml", "mermaid"])
def test_characters_that_cannot_be_written_are_declared(name):
    """A control character becomes U+FFFD, and the title is declared lost."""
    written = formats.get(name).encode(Snapshot(proposals=(pt.Proposal(id="p", title="a\x0bb"),)))
    assert {"/proposals/0", "/proposals/0/title"} & set(written.losses)


def test_a_tie_to_what_is_not_shown_is_not_drawn():
    """A relation to a proposal that was taken back has nothing to lead to, and is declared lost."""
    tied = pt.Proposal(id="p", title="P", part_of_id="q", relations=(Relation("asks", "q"),))
    back = pt.Proposal(id="r", title="Q", corrects_id="q", correction=CorrectionKind.RETRACTS)
    snapshot = Snapshot(proposals=(tied, pt.Proposal(id="q", title="Q"), back))
    assert graph(snapshot).number_of_edges() == 0
    losses = formats.get("graphml").encode(snapshot).losses
    assert {"/proposals/0/part_of_id", "/proposals/0/relations", "/proposals/1"} <= set(losses)


def test_a_corrected_relation_is_drawn_as_corrected():
    """The tie is the one that the tracker shows; the old one is lost."""
    old = pt.Proposal(id="p", title="P", relations=(Relation("asks", "q"),))
    new = pt.Proposal(
        id="r",
        title="P",
        relations=(Relation("replaces", "q"),),
        corrects_id="p",
        correction=CorrectionKind.CORRECTS,
    )
    written = formats.get("graphml").encode(Snapshot(proposals=(old, new, pt.Proposal(id="q", title="Q"))))
    assert b"replaces" in written.data
    assert "/proposals/0/relations" in written.losses
