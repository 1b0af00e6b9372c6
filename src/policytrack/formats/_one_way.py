"""Formats that go one way only: read and never written, or written and never read.

Their other direction answers with an error that says so, so that every format has both methods.
"""

from collections.abc import Mapping
from typing import NoReturn

from policytrack.errors import DecodeError, EncodeError, Problem
from policytrack.model import Snapshot
from policytrack.registry import Registry


class ReadOnly:
    """A format that policytrack reads and does not write."""

    name: str

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> NoReturn:
        """Refuse.

        Raises:
            EncodeError: Always.
        """
        del snapshot, registry
        problem = Problem("read-only-format", "", f"{self.name} is read, not written", "save as json or csv")
        raise EncodeError(self.name, [problem])


class WriteOnly:
    """A format that policytrack writes and does not read; `instead` says what to read."""

    name: str
    instead = "load the file it was made from"

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> NoReturn:
        """Refuse.

        Raises:
            DecodeError: Always.
        """
        del data, strict, registry
        problem = Problem("write-only-format", "", f"{self.name} is written, not read", self.instead)
        raise DecodeError(self.name, [problem])
