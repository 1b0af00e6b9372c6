"""Single records as lines: what stores keep."""

import attrs
import pytest

import policytrack as pt
from policytrack.formats.lines import Lines


@attrs.frozen(kw_only=True)
class Vote(pt.Record):
    """A plugin's record."""

    ayes: int


REGISTRY = pt.Registry.default().with_record(Vote)
RECORDS = (
    pt.Person(id="ann", name="Ann"),
    pt.Proposal(id="p", title="P", measure=pt.UnknownMeasure(kind="odd", data={"a": 1})),
    Vote(id="v", ayes=1),
    pt.UnknownRecord(id="u", type="motion", data={"text": "x"}),
)


def test_what_is_written_is_read_in_its_order():
    """Records of ours, of a plugin and of nobody come back equal, in the order of their lines."""
    lines = Lines(REGISTRY)
    written = [lines.write(record) for record in RECORDS]
    assert [kind for kind, _ in written] == ["person", "proposal", "vote", "motion"]
    assert tuple(lines.read(line for _, line in written)) == RECORDS


def test_what_was_shared_is_forgotten_in_time():
    """A reader that lived long begins anew, and reads the same."""
    lines = Lines(REGISTRY)
    _, line = lines.write(RECORDS[0])
    lines._left = 1
    assert lines.read([line, line, line]) == [RECORDS[0]] * 3


def test_a_line_that_is_none_is_told():
    """A line that lacks what its type needs is an error of ours."""
    with pytest.raises(pt.DecodeError, match="name"):
        Lines(REGISTRY).read(['{"type": "person", "id": "ann"}'])


def test_what_has_no_place_on_the_wire_is_told():
    """A record of a type that is not registered is an error of ours, with the record's id."""
    with pytest.raises(pt.EncodeError, match="v: 1 problem"):
        Lines(pt.Registry.default()).write(RECORDS[2])
