"""The format `bundestag`."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from policytrack.errors import Problem
from policytrack.formats._one_way import ReadOnly
from policytrack.model import Record
from policytrack.registry import Decoded, Registry


class BundestagFormat(ReadOnly):
    """Proceedings as DIP21 exports them; see `policytrack.formats.bundestag`."""

    name = "bundestag"
    suffixes: tuple[str, ...] = (".dip21.json", ".dip21.jsonl")

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file of a folder is read."""
        return path.lower().endswith((".json", ".jsonl"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document, or a folder of them.

        Raises:
            DecodeError: The only document cannot be read, or strict reading found something wrong.
        """
        from policytrack.formats.bundestag._files import read  # noqa: PLC0415  # Loaded when somebody reads it.

        del registry  # No measure and no record of a plugin comes from it.
        files = {"": data} if isinstance(data, bytes) else {k: v for k, v in data.items() if self.owns(k)}
        return read(files, strict=strict)

    def stream(
        self, source: BinaryIO, *, strict: bool = True, registry: Registry | None = None
    ) -> Iterator[Record | Problem]:
        """Give the records of JSON Lines line by line, each line's problems behind them.

        What many proceedings name (people, bodies, documents) comes with the first that names it: of what was
        given, ids are held and nothing else. A document that is no JSON Lines is read as a whole.

        Raises:
            DecodeError: The document cannot be read, or strict reading found something wrong in a line.
        """
        from policytrack.formats.bundestag._files import stream  # noqa: PLC0415  # As above.

        del registry  # As above.
        return stream(source, strict=strict)
