r"""Tells text that was damaged before it came here: it is kept as it is, and reported once.

Damage is U+FFFD, which stands where a character could not be read, and escapes that stand as text where a
character was meant: `\u00fc`, `\n`, `&uuml;`. Nothing is repaired, since nobody can tell what is meant.
"""

import re
from collections.abc import Callable, Iterator

from policytrack.errors import Problem, Severity
from policytrack.formats._faults import pointer
from policytrack.formats._trees import is_list, is_object

_DAMAGE = re.compile(
    r"\ufffd|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt])"
    r"|&(?:[A-Za-z]{2,30}[0-9]{0,2}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
)


class Damage:
    r"""Counts the damaged texts of one document.

    >>> damage = Damage()
    >>> damage.see_all({"a": ["federf&uuml;hrend", "C:"]})
    >>> [str(problem) for problem in damage.problems()]
    ["/a/0: damaged text, such as '&uuml;', is kept as it is (in 1 text)"]
    """

    def __init__(self) -> None:
        self._count = 0
        self._first = ("", "")

    def see(self, text: str, place: str) -> None:
        """Look at a text."""
        if found := _DAMAGE.search(text):
            self._count += 1
            if self._count == 1:
                self._first = (place, found[0])

    def see_all(self, value: object, place: str = "", locate: Callable[[str], str] = str) -> None:
        """Look at every text of a tree of wire values; `locate` tells where a pointer into it leads."""
        waiting: list[tuple[str, object]] = [(place, value)]
        while waiting:
            path, held = waiting.pop()
            if isinstance(held, str):
                if _DAMAGE.search(held):
                    self.see(held, locate(path))
            elif is_object(held):
                waiting += ((path + pointer(key), part) for key, part in reversed(held.items()))
            elif is_list(held):
                waiting += ((path + pointer(index), held[index]) for index in reversed(range(len(held))))

    def problems(self) -> Iterator[Problem]:
        """Give one problem, at the first damaged text, where there was any."""
        if self._count:
            place, words = self._first
            message = f"damaged text, such as {words!r}, is kept as it is"
            hint = f"in {self._count} text{'s' * (self._count > 1)}"
            yield Problem("damaged-text", place, message, hint, Severity.WARNING)
