"""XML as we write it: what text may stand in it, and a document's bytes."""

import re
from xml.etree import ElementTree as Tree

# What XML 1.0 has no way to write (section 2.2), and the carriage return, which no reader gives back (2.11).
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    r"""Return a text with U+FFFD for each character that XML cannot carry.

    >>> readable("a\x0bb\r\n")
    'a\ufffdb\ufffd\n'
    """
    return _UNWRITABLE.sub("\ufffd", text)


def document(root: Tree.Element) -> bytes:
    """Return a document in UTF-8, indented, with a line feed at the end."""
    Tree.indent(root)
    data: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
