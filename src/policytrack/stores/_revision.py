"""What a write leaves: a revision, and what it made of each record."""

import attrs
import pendulum

from policytrack.model import Record


@attrs.frozen
class Revision:
    """One write: its number, when this store learned of it (aware UTC), by whom and why.

    Numbers and times are in the order of the commits. Number 0 is the empty store.
    """

    number: int
    recorded: pendulum.DateTime
    author: str
    reason: str


@attrs.frozen
class Entry:
    """What a revision made of a record: `record` is what was written, None where it was taken away."""

    revision: Revision
    record_id: str
    record: Record | None
