"""File names made of ids: one name for each id, on every file system, inside the folder.

A name holds small letters, digits, `.`, `_`, `-`, and `%` with two hexadecimal digits for each other byte
of the id's UTF-8. So no two ids share a name where case does not count or accents are composed, no name
begins with a dot or leads out of the folder, and none is a device of Windows.
"""

import hashlib
import re

_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789._-")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
_LONGEST = 100
_HEAD = 60


def stem_of(record_id: str) -> str:
    """Return the file name of an id, without its ending.

    A name of over a hundred characters is cut, with a `~` and a digest of the id behind it.

    >>> stem_of("self-defence-test"), stem_of("Bill № 1/2"), stem_of("con"), stem_of("../x")
    ('self-defence-test', '%42ill%20%e2%84%96%201%2f2', '%63on', '%2e.%2fx')
    """
    stem = "".join(chr(byte) if byte in _KEPT else f"%{byte:02x}" for byte in record_id.encode())
    if stem[0] in ".-" or _DEVICE.match(stem):
        stem = f"%{ord(stem[0]):02x}{stem[1:]}"
    if len(stem) <= _LONGEST:
        return stem
    digest = hashlib.sha256(record_id.encode()).hexdigest()[:32]
    return f"{stem[:_HEAD]}~{digest}"
