"""Text that was damaged before it came here: kept as it is, and told once for a document."""

import re
from collections.abc import Iterator

from policytrack.errors import Problem, Severity
from policytrack.formats._faults import pointer
from policytrack.formats._trees import is_list, is_object

_DAMAGE = re.compile(
    r"(?P<lost>�)|(?P<escape>\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})|(?P<entity>&(?:amp|lt|gt|quot|nbsp|#[0-9]{1,6});)"
)
_WORDS = {
    "lost": "a replacement character (U+FFFD) where a letter was lost",
    "escape": "an escape that nobody undid",
    "entity": "an entity of HTML that nobody undid",
}


class Damage:
    """Counts the damaged texts of a document."""

    def __init__(self) -> None:
        self._first: tuple[str, str] | None = None
        self._count = 0

    def see(self, text: str, place: str) -> None:
        """Look at a text."""
        # Looking for a character is many times quicker than looking for any of three.
        may_be = "\ufffd" in text or "\\" in text or "&" in text
        if may_be and (matched := _DAMAGE.search(text)):
            self._count += 1
            kind = str(matched.lastgroup)
            self._first = self._first or (place, f"{matched[0]}, {_WORDS[kind]}")

    def see_all(self, value: object, place: str) -> None:
        """Look at every text in a tree of wire values."""
        if isinstance(value, str):
            self.see(value, place)
        elif is_object(value):
            for key, part in value.items():
                self.see_all(part, place + pointer(key))
        elif is_list(value):
            for index, part in enumerate(value):
                self.see_all(part, place + pointer(index))

    def problems(self) -> Iterator[Problem]:
        """Give one problem, at the first damaged text, where there was any.

        >>> damage = Damage()
        >>> damage.see("Fran\ufffdois", "/rows/2/Name")
        >>> [(problem.path, problem.suggestion) for problem in damage.problems()]
        [('/rows/2/Name', 'in 1 text')]
        """
        if self._first is not None:
            place, what = self._first
            count = f"in {self._count} text{'s' * (self._count != 1)}"
            yield Problem(
                "damaged-text", place, f"damaged text is kept as it is: {what}", count, Severity.WARNING
            )
