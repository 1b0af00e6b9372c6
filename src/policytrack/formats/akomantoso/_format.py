"""The format `akomantoso`."""

from collections.abc import Mapping

from policytrack.formats._one_way import ReadOnly
from policytrack.registry import Decoded, Registry


class AkomaNtosoFormat(ReadOnly):
    """Akoma Ntoso (OASIS LegalDocML); see `policytrack.formats.akomantoso`."""

    name = "akomantoso"
    suffixes: tuple[str, ...] = (".akn", ".akn.xml")

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file of a folder is read."""
        return path.lower().endswith((".xml", ".akn"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document, or a folder of them.

        Raises:
            DecodeError: It is no XML, or strict reading found something wrong.
        """
        from policytrack.formats.akomantoso._documents import read  # noqa: PLC0415  # Loaded when somebody reads it.

        del registry  # No measure and no record of a plugin comes from it.
        files = {"": data} if isinstance(data, bytes) else {k: v for k, v in data.items() if self.owns(k)}
        return read(files, strict=strict)
