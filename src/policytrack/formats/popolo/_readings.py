"""What stands in a document of Popolo: texts in one or several languages, parts of names, ids, dates."""

import re
from collections.abc import Iterator
from typing import Any

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError
from policytrack.formats._faults import unexpected
from policytrack.formats._foreign import Object, native_id
from policytrack.formats._trees import is_list, is_object

_MONTH = "(?:0[1-9]|1[0-2])"
_REDUCED = re.compile(rf"[0-9]{{4}}(?:-{_MONTH}(?:-[0-9]{{2}})?)?")
"""What Popolo calls a date: a year, a month or a day (ISO 8601, reduced precision)."""
_IDENTIFIER = {"scheme", "identifier"}
FAMILY = ("family_name", "surname", "lordname")
_NAMES = {"name", "given_name", *FAMILY}


def is_identifier(value: object) -> bool:
    """Say whether an object is an identifier and nothing else."""
    return is_object(value) and value.keys() == _IDENTIFIER and all(map(is_text, value.values()))


def is_reduced(text: str) -> bool:
    """Say whether a text is a date as Popolo writes one, and of the calendar."""
    try:
        return _REDUCED.fullmatch(text) is not None and bool(PartialDate.parse(text))
    except InvalidDateError:
        return False


def is_text(value: object) -> bool:
    """Say whether a value is text with something in it."""
    return isinstance(value, str) and bool(value)


def one_text(value: object) -> str | None:
    """Return a text, of several languages the English one or the first; None for none.

    Raises:
        Fault: It is something else.
    """
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if is_object(value) and (found := _languages(value)):
        return found[0][1]
    if type(value) is int:
        return str(value)
    raise unexpected(value, "text, or an object with a text for each language")


def _languages(value: dict[str, object]) -> list[tuple[str, str]]:
    """Return the texts of an object such as `{"lang:en": "Wales", "lang:cy": "Cymru"}`, English first."""
    found = [
        (key.removeprefix("lang:"), said) for key, said in value.items() if isinstance(said, str) and said
    ]
    return sorted(found, key=lambda pair: (pair[0] != "en", pair[0]))


def in_other_languages(name: object) -> list[Object]:
    """Return the names of an object of languages but the first, as other names with their language."""
    if not is_object(name):
        return []
    return [{"name": said, "note": language} for language, said in _languages(name)[1:]]


def full_name(item: dict[str, object]) -> str | None:
    """Return a name, or one made of its parts."""
    if item.keys().isdisjoint(_NAMES):
        return None
    name, given = item.get("name"), item.get("given_name")
    if isinstance(name, str) and name:
        return name
    parts = [given] if isinstance(given, str) and given else []
    for key in FAMILY:
        family = item.get(key)
        if isinstance(family, str) and family:
            return " ".join([*parts, family])
    return " ".join(parts) or None


def items_of(value: object) -> list[Any]:
    """Return the items of a list, none where there is none.

    Raises:
        Fault: It is something else.
    """
    if value is None:
        return []
    if not is_list(value):
        raise unexpected(value, "a list")
    return value


def reduced(date: str) -> str | None:
    """Return a date as Popolo says it, without its qualifier; None for what it cannot say."""
    plain = date.rstrip("~?%")
    return plain if _REDUCED.fullmatch(plain) else None


def ids_of(given: Object, keys: tuple[str, ...]) -> Iterator[str]:
    """Give the ids that stand under these keys, alone or in objects or lists."""
    for key in keys:
        value = given.get(key)
        for item in value if is_list(value) else [value]:
            native = native_id(item.get("id") if is_object(item) else item)
            if native is not None:
                yield native
