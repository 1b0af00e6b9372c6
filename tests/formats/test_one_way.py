"""A format that goes one way says so when it is asked for the other."""

import pytest

from policytrack.errors import DecodeError, EncodeError
from policytrack.formats._one_way import ReadOnly, WriteOnly
from policytrack.model import Snapshot


class In(ReadOnly):
    """Is read."""

    name = "in"


class Out(WriteOnly):
    """Is written."""

    name = "out"


def test_what_is_only_read_is_not_written():
    """The error is ours and names the format."""
    with pytest.raises(EncodeError, match="in is read, not written"):
        In().encode(Snapshot())


def test_what_is_only_written_is_not_read():
    """The error is ours and names the format."""
    with pytest.raises(DecodeError, match="out is written, not read"):
        Out().decode(b"")
