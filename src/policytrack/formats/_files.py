"""What tells formats of one file from formats of a folder."""

from collections.abc import Mapping

from policytrack.errors import DecodeError, Problem


def one_file(data: bytes | Mapping[str, bytes], name: str) -> bytes:
    """Return the bytes of a format that is one file.

    Raises:
        DecodeError: It is given a folder.
    """
    if isinstance(data, Mapping):
        raise DecodeError(name, [Problem("not-a-file", "", f"{name} is one file, not a folder")])
    return data


def folder(data: bytes | Mapping[str, bytes], name: str) -> Mapping[str, bytes]:
    """Return the files of a format that is a folder.

    Raises:
        DecodeError: It is given one file.
    """
    if not isinstance(data, Mapping):
        raise DecodeError(
            name, [Problem("not-a-folder", "", f"{name} is a folder, not one file", "use load")]
        )
    return data
