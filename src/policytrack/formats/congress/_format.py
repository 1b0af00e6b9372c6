"""The format `congress`."""

from collections.abc import Mapping

from policytrack.formats._one_way import ReadOnly
from policytrack.registry import Decoded, Registry


class CongressFormat(ReadOnly):
    """The YAML of congress-legislators and BILLSTATUS XML; see `policytrack.formats.congress`."""

    name = "congress"
    suffixes: tuple[str, ...] = (".billstatus.xml",)

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file of a folder is read."""
        return path.lower().endswith((".xml", ".yaml", ".yml"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a file, or a folder of them: people come before committees, and both before bills.

        Raises:
            DecodeError: The only file cannot be read, or strict reading found something wrong.
            MissingExtraError: There is YAML, and PyYAML is not installed.
        """
        from policytrack.formats.congress._files import read  # noqa: PLC0415  # Loaded when somebody reads it.

        del registry  # No measure and no record of a plugin comes from it.
        files = {"": data} if isinstance(data, bytes) else {k: v for k, v in data.items() if self.owns(k)}
        return read(files, strict=strict)
