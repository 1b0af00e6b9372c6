"""Texts and addresses of records, made harmless: what cannot be seen is shown, what can run is not linked."""

import re
from urllib.parse import urlsplit

from policytrack.markup import shown

__all__ = ["address", "capital", "language", "short", "shown"]

_SCHEMES = frozenset({"http", "https", "mailto"})

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def address(url: str | None) -> str | None:
    """Return an address that may be linked: http, https or mailto, without anything unseen; else None.

    >>> address("https://a.example/x"), address("javascript:alert(1)")
    ('https://a.example/x', None)
    """
    if url is None or shown(url) != url or any(mark.isspace() for mark in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # What looks like an IPv6 address and is none.
        return None
    linked = parts.scheme in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")
    return url if linked else None


def language(code: str | None) -> str | None:
    """Return a language tag that is shaped like one (BCP 47), else None."""
    return code if code is not None and _LANGUAGE.fullmatch(code) else None


def short(text: str, length: int) -> str:
    """Return a text cut to a number of characters, with an ellipsis where something is left out."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def capital(text: str) -> str:
    """Return a text whose first letter is a capital."""
    return text[:1].upper() + text[1:]
