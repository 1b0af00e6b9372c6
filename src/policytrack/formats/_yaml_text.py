"""Writes wire values as YAML: in one way, and so that a reader of YAML 1.1 or 1.2 finds the same text.

The writer is ours and not PyYAML's, so that the bytes are the same with every release of PyYAML.
"""

import json
import re
from collections.abc import Iterator

from policytrack.formats._trees import is_list, is_object

_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}

# What begins like this, or holds this, is more than text to YAML.
_INDICATED = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=<\s]|.*(?::(?:\s|$)|\s#|\s$)""", re.DOTALL)

# What a reader by the core schema of YAML 1.2, or by JSON's rules, takes for something else than text.
_TYPED = re.compile(
    r"""
    |~|null|Null|NULL|true|True|TRUE|false|False|FALSE
    |[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+
    |[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    """,
    re.VERBOSE,
)
# What a reader by YAML 1.1 takes for a truth value or a number besides. Its dates are left plain: a reader
# that makes dates of them is not wrong, and `on: 2023-09-24` is what people want to see.
_TYPED_BEFORE = re.compile(
    r"""
    [yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF
    |[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?|[-+]?0[xb][0-9a-fA-F_]+
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    """,
    re.VERBOSE,
)
_LONGEST_KEY = 900
"""A key over 1024 characters must stand behind a `?`, its quotes and escapes counted."""


def write(value: object) -> str:
    """Return a wire value as a YAML document.

    - Block style, two spaces of indentation; `[]` and `{}` where there is nothing.
    - Text is plain where it reads as text by us, by YAML 1.2 and, dates apart, by YAML 1.1; in single
      quotes where that would not do; in double quotes where something must be escaped. A key such as `on`
      needs no quotes by YAML 1.2.
    - Text of several lines is a literal block, unless white space at its edges needs escapes.
    - No line is folded, so that a change of text is a change of its lines only.
    """
    return "".join(_lines(value, "")).removeprefix("\n")


def _lines(value: object, indent: str) -> Iterator[str]:
    """Give the text of a value that stands behind a key or alone, the white space before it included."""
    if is_object(value) and value:
        for key, part in value.items():
            yield f"\n{indent}{_key(key, indent)}:"
            yield from _lines(part, f"{indent}  ")
    elif is_list(value) and value:
        for part in value:
            yield f"\n{indent}-"
            yield from _item(part, indent)
    else:
        yield f" {_scalar(value, indent)}"
    if not indent:
        yield "\n"


def _item(value: object, indent: str) -> Iterator[str]:
    """Give an item of a list; the first line of what it holds stands behind its dash."""
    nested = "".join(_lines(value, f"{indent}  "))
    yield f" {nested.lstrip()}" if isinstance(value, dict | list) and value else nested


def _key(key: str, indent: str) -> str:
    text = _line(key)
    return f"? {text}\n{indent}" if len(text) > _LONGEST_KEY else text


def _scalar(value: object, indent: str) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if _TYPED_BEFORE.fullmatch(value):
        return f"'{value}'"
    return _block(value, indent) if _is_block(value) else _line(value)


def _line(text: str) -> str:
    if _ESCAPED.search(text):
        return _double(text)
    if _INDICATED.match(text) or _TYPED.fullmatch(text):
        quoted = text.replace("'", "''")
        return f"'{quoted}'"
    return text


def _double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_ESCAPED.sub(_escape, escaped)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMED.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")  # noqa: PLR2004  # Two hexadecimal digits.


def _is_block(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and all(lines[:1] + lines[-1:])
        and not lines[0].startswith(" ")
        and not any(line.endswith(" ") or _ESCAPED.search(line) for line in lines)
    )


def _block(text: str, indent: str) -> str:
    mark = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([mark, *(f"{indent}{line}" if line else "" for line in lines)])
