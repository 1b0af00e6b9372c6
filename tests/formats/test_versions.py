"""Versions of the wire: older ones are brought forward record by record, newer ones refused."""

import pytest

from policytrack import formats
from policytrack.collector import collector_paused
from policytrack.errors import DecodeError
from policytrack.formats import _versions
from policytrack.model import Person

OLD = {
    "json": b'{"policytrack": "0", "people": [{"id": "p", "label": "P"}, 5]}',
    "jsonl": b'{"policytrack": "0"}\n{"type": "person", "id": "p", "label": "P"}\n{"type": "x", "id": 5}\n',
    "yaml": b"policytrack: 0\npeople:\n- {id: p, label: P}\n- 5\n",
    "directory": {
        "policytrack.yaml": b"policytrack: 0",
        "people/p.yaml": b"id: p\nlabel: P\n",
        "people/q.yaml": b"5",
    },
}


def forward(field, record):
    """Version 0 had a label where version 1 has a name."""
    return field, {{"label": "name"}.get(key, key): value for key, value in record.items()}


@pytest.mark.parametrize("name", OLD)
def test_an_older_version_is_brought_forward(name, monkeypatch):
    """A migration works on each record, in every format; what is no record is left to the reader."""
    monkeypatch.setitem(_versions.MIGRATIONS, "0", forward)
    found = formats.get(name).decode(OLD[name], strict=False)
    assert found.snapshot.people == (Person(id="p", name="P"),)
    assert [problem.code for problem in found.problems][:1] == ["left-out"]


def test_nothing_is_older_than_version_1():
    """There was no release before."""
    assert not _versions.MIGRATIONS


def test_a_newer_version_says_what_to_do():
    """An error names the version and the way out."""
    with pytest.raises(
        DecodeError, match=r"version 7 is newer .* \(it reads 1: install a newer policytrack\)"
    ):
        formats.get("json").decode(b'{"policytrack": "7"}')


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_as_it_was(monkeypatch, was_on):
    """The cyclic collector is paused while many records are made, and no longer."""
    calls = []
    monkeypatch.setattr("gc.isenabled", lambda: was_on)
    monkeypatch.setattr("gc.disable", lambda: calls.append("off"))
    monkeypatch.setattr("gc.enable", lambda: calls.append("on"))
    with collector_paused():
        calls.append("work")
    assert calls == ["off", "work", *["on"] * was_on]
