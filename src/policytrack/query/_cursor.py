"""A place in an answer, as an opaque text that fits one query only."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, cast

import attrs

from policytrack.errors import QueryError
from policytrack.ids import id_fault
from policytrack.query._leaves import Order
from policytrack.query._values import Value, dump, fail, unwire, wire


@attrs.frozen
class Cursor:
    """The place behind a record: what it is sorted by (None where it is missing) and its id.

    `fingerprint` is that of the query that it belongs to.
    """

    keys: tuple[Value | None, ...]
    id: str
    fingerprint: str

    def encode(self) -> str:
        """Write it as a text that says nothing to its reader."""
        keys = [None if key is None else wire(key) for key in self.keys]
        data = dump([self.fingerprint, keys, self.id]).encode()
        return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decode(text: object, fingerprint: str, order: Sequence[Order[Any]]) -> Cursor:
    """Read a cursor for a query with this fingerprint and these order keys.

    Raises:
        QueryError: It is no cursor, or it belongs to another query.
    """
    given, keys, record_id = _parts(text)
    if given != fingerprint:
        hint = "give it to the query that it came from, as the last step"
        raise fail("foreign-cursor", "after", "the cursor belongs to another query", hint)
    if len(keys) != len(order):
        raise _malformed()
    try:
        values = tuple(
            None if key is None and by.field.optional else unwire(by.field, key)
            for key, by in zip(keys, order, strict=True)
        )
    except QueryError:
        raise _malformed() from None
    return Cursor(values, record_id, fingerprint)


def _parts(text: object) -> tuple[str, list[object], str]:
    """Take a cursor apart, without a look at what it means."""
    try:
        data = cast("str", text).encode("ascii")
        padded = data + b"=" * (-len(data) % 4)
        found: object = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (AttributeError, ValueError, RecursionError, binascii.Error):
        raise _malformed() from None
    match found:
        case [str(given), list(), str(record_id)] if id_fault(record_id) is None:
            return given, cast("list[list[object]]", found)[1], record_id
        case _:
            raise _malformed()


def _malformed() -> QueryError:
    return fail("bad-cursor", "after", "this is no cursor", "use Result.cursor as it came")
