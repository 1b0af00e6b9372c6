"""What is refused before anybody reads it."""

import datetime

MAX_LENGTH = 64


def check_text(value: object, kind: str) -> str:
    """Return the value if it is a text, whatever is in it.

    Raises:
        TypeError: It is no `str`.
    """
    if not isinstance(value, str):
        message = f"{kind} is read from str, not from {type(value).__name__}"
        raise TypeError(message)
    return value


def excerpt(text: str) -> str:
    """Return the beginning of a text that is too long to be carried in an error."""
    return f"{text[:MAX_LENGTH]}..."


def check_day(value: object) -> datetime.date:
    """Return the value if it is a calendar day.

    Raises:
        TypeError: It is none; a `datetime` is none, since its day depends on the zone.
    """
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        message = f"a calendar day is a datetime.date and no datetime, not {type(value).__name__}"
        raise TypeError(message)
    return value
