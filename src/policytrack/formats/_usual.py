"""What is usual in the lines of one document: which keys the objects in lines of one type have.

Most data use a few of the fields that there are, and most of their lines the same ones. What reads a line is
quicker the more of this it knows beforehand: a field that no line gives is set without a look, and one that
every line gives is read without asking whether it is there.
"""

import json
from collections import deque
from collections.abc import Mapping
from typing import Any

import attrs

from policytrack.formats._hints import inner_type, item_type
from policytrack.formats._swift import is_ours
from policytrack.formats._trees import is_list, is_object
from policytrack.model import hints

FEW = 64
"""The lines that are looked at, and after how many that nobody expected that is done first."""

Names = frozenset[str]


@attrs.frozen
class Keys:
    """The keys of the objects of a class: those that `each` had, and those that `some` had."""

    each: Names
    some: Names

    def also(self, keys: Names) -> "Keys":
        """Return this with an object that has these keys."""
        return Keys(self.each & keys, self.some | keys)


@attrs.define
class Usual:
    """Which keys the objects in records of `cls` have, by their classes: `keys`, as far as lines were seen.

    Lines that do not have them are counted. Some of them are looked at after `FEW` of them, and each time
    after twice as many as the last time, so that what is odd in every line does not cost much.
    """

    cls: type
    measures: Mapping[str, type[attrs.AttrsInstance]]
    keys: dict[type, Keys] = attrs.field(factory=dict[type, Keys])
    _odd: deque[bytes] = attrs.field(factory=lambda: deque(maxlen=FEW))
    _wait: int = attrs.field(factory=lambda: FEW)
    _pause: int = attrs.field(factory=lambda: FEW)

    def learn(self, line: bytes) -> bool:
        """Take a line that is right and does not have these keys; say whether they are others now."""
        self._odd.append(line)
        self._wait -= 1
        if self._wait:
            return False
        self._wait = self._pause = 2 * self._pause
        before = dict(self.keys)
        for odd in self._odd:
            value = json.loads(odd)
            del value["type"]
            self._see(self.cls, value)
        self._odd.clear()
        return self.keys != before

    def _see(self, cls: type, value: Mapping[str, Any], head: str = "") -> None:
        keys = frozenset(value) - {head}
        self.keys[cls] = self.keys.get(cls, Keys(keys, keys)).also(keys)
        for name in keys:
            held, inner = value[name], inner_type(hints(cls)[name])
            inner = inner_type(item_type(inner) or inner)
            for part in filter(is_object, held if is_list(held) else [held]):
                if inner is attrs.AttrsInstance:
                    self._see(self.measures[str(part["kind"])], part, "kind")
                elif isinstance(inner, type) and is_ours(inner):
                    self._see(inner, part)
