"""Care for real people holds in what the command prints: the charge is never shown without the verdict."""

import re
from argparse import ArgumentParser

import pytest

import policytrack as pt
from policytrack.cli import _blocks
from policytrack.cli._commands import load
from policytrack.cli._told import told_of
from policytrack.pages import page

ACQUITTAL = "found not guilty by a jury, 21 October 2024"
SHOWN = re.compile(r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bprosecuted\b", re.IGNORECASE)
CASE = pt.datasets.load("police-accountability")
PROPOSALS = [proposal.id for proposal in CASE.proposals]


def told(name, *arguments):
    """The blocks of a command, each as its text."""
    command, parser = load(name), ArgumentParser()
    command.arguments(parser)
    for option in ("--as-of", "--known"):
        parser.add_argument(option)
    for block in command.tell(command.run(parser.parse_args([*arguments]))):
        if isinstance(block, _blocks.Table):
            yield from (" ".join(row) for row in block.rows)
        else:
            yield block.text


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "police-accountability", *PROPOSALS),
        ("brief", "police-accountability", *PROPOSALS, "--as-of", "2023-09-30"),
        ("query", "limit:100"),
        *(("timeline", proposal) for proposal in PROPOSALS),
        ("diff", "police-accountability", "--from", "2000-01-01"),
        ("diff", "police-accountability", "--from", "2023-09-19", "--to", "2023-09-30"),
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_a_line_that_shows_the_charge_shows_the_verdict(arguments):
    """Whatever the day that is asked about."""
    lines = [line for line in told(*arguments) if SHOWN.search(line)]
    assert [line for line in lines if ACQUITTAL not in line] == []


@pytest.mark.parametrize("day", ["2023-09-30", "2026-11-22"])
def test_a_record_that_shows_the_charge_shows_the_verdict(day, monkeypatch):
    """Its fields stand below each other, and one of them, or the outcome, says how it ended."""
    view = CASE.at(on=day)
    monkeypatch.setattr("policytrack.cli._sources.opened", lambda _: CASE)
    ids = [record.id for record in view.snapshot().records() if SHOWN.search(repr(record))]
    assert ids
    shown = {record_id: "\n".join(told("show", record_id, "--as-of", day)) for record_id in ids}
    assert [one for one, text in shown.items() if SHOWN.search(text) and ACQUITTAL not in text] == []


def test_quotations_are_brief():
    """A passage is shown by its beginning."""
    words = "so many words " * 40
    tracker = pt.Tracker.of(
        pt.Source(id="s", title="S"),
        pt.Proposal(id="p", title="P", evidence=(pt.Citation("s", pt.Quote(exact=words)),)),
    )
    assert len(told_of(page(tracker, "p").asked).split()) < 65
