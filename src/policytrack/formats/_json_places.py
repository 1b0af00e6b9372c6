"""On which line of a JSON text each of its values begins."""

import re
from collections.abc import Callable

from policytrack.formats._faults import pointer

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def line_of(text: str, unquote: Callable[[str], object]) -> Callable[[str], int]:
    """Return what tells the line of a pointer into a text that is JSON, from 1.

    Of what is not there, it is the line of the nearest thing around it.

    Args:
        text: The text.
        unquote: Reads a text in quotes.
    """
    lines = {"": 1}
    stack: list[tuple[str, str | int]] = []  # The path of each open object or list, and the key in it.
    line, behind, is_key = 1, 0, False
    for token in _TOKEN.finditer(text):
        line += text.count("\n", behind, token.start())
        behind = token.start()
        mark = token.group()
        if is_key and mark[0] == '"':
            stack[-1] = (stack[-1][0], str(unquote(mark)))
            is_key = False
        elif mark in "}]":
            stack.pop()
            is_key = False
            continue
        elif mark == ",":
            path, key = stack[-1]
            if isinstance(key, int):
                stack[-1] = (path, key + 1)
            else:
                is_key = True
            continue
        elif mark == ":":
            continue
        here = stack[-1][0] + pointer(stack[-1][1]) if stack else ""
        lines.setdefault(here, line)
        if mark in "{[":
            is_key = mark == "{"
            stack.append((here, "" if is_key else 0))

    def told(path: str) -> int:
        while path not in lines:
            path = path.rpartition("/")[0]
        return lines[path]

    return told
