"""The format: one file or a folder of them to a snapshot."""

from collections.abc import Mapping

from policytrack.collector import collector_paused
from policytrack.formats._intake import Intake
from policytrack.formats._one_way import ReadOnly
from policytrack.formats._wire import Wire
from policytrack.registry import Decoded, Registry

_SUBJECT = "Open States data"
_ENDINGS = (".yml", ".yaml", ".json")


class OpenStatesFormat(ReadOnly):
    """People, committees and bills of Open States; see `policytrack.formats.openstates`."""

    name = "openstates"
    suffixes: tuple[str, ...] = ()

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is read: YAML and JSON, but nothing in or behind a name with a leading dot."""
        return path.lower().endswith(_ENDINGS) and not any(part.startswith(".") for part in path.split("/"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read one file, or a folder of them.

        Raises:
            DecodeError: Strict reading found something wrong, or a file that came alone cannot be read.
            MissingExtraError: There is YAML, and PyYAML is not installed.
        """
        from policytrack.formats.openstates._read import read_files  # noqa: PLC0415  # Loaded when needed.

        files = data if isinstance(data, Mapping) else {"": data}
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            read_files({path: files[path] for path in files if not path or self.owns(path)}, intake)
            return intake.decoded()
