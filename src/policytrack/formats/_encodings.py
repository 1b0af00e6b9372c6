"""The text of a table: by its byte order mark, by the declared encoding, or as UTF-8; never by a guess."""

import codecs

from policytrack.errors import Problem, Severity
from policytrack.formats._faults import Fault

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HINT = "declare its encoding in the mapping, such as mac-roman, windows-1252 or utf-16-le"


def decoded(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    """Return the text, with a warning where its mark tells another encoding than the declared one.

    A single byte that is no text in UTF-8 or in the declared encoding is kept as a lone surrogate, so that
    the row in which it stands is refused, and no other.

    Raises:
        Fault: It is not in the encoding that is declared, or none is and it is no UTF-8; or it is empty.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))
    encoding = marked or declared or "utf-8"
    if encoding.casefold().replace("_", "-") in {"utf-16", "utf-32"}:
        raise Fault(
            Problem(
                "bad-encoding", "", f"{encoding} without a byte order mark", f"declare {encoding}-le or -be"
            )
        )
    # Nobody has said that it is UTF-8: then all of it must be, or it is something else.
    errors = "strict" if not marked and not declared else "surrogateescape"
    try:
        text = data[len(mark) :].decode(encoding, errors)
    except UnicodeError as error:
        # Some codecs do not say where.
        start = error.start + len(mark) if isinstance(error, UnicodeDecodeError) else 0
        message = f"not {encoding.upper()} at byte {start}"
        raise Fault(Problem("bad-encoding", "", message, _HINT)) from None
    if not declared and not marked and "\0" in text:
        raise Fault(
            Problem("bad-encoding", "", "every other byte is NUL, or some are: this is no UTF-8", _HINT)
        )
    if not text or text.isspace():
        raise Fault(Problem("empty-document", "", "there is nothing in it"))
    if marked and declared and not _same(marked, declared):
        message = f"declared as {declared}, but its first bytes are the mark of {marked}, by which it is read"
        return text, (Problem("other-encoding", "", message, "correct the mapping", Severity.WARNING),)
    return text, ()


def _same(marked: str, declared: str) -> bool:
    name = codecs.lookup(declared).name
    return name in {marked, marked.removesuffix("-le").removesuffix("-be"), f"{marked}-sig"}
