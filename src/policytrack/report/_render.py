"""The templates: Jinja2 with autoescape on, and every text that they print made visible first."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from policytrack.errors import MissingExtraError
from policytrack.report._text import capital, short
from policytrack.visible import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment


def render(name: str, values: "Mapping[str, object]") -> str:
    """Return what a template of the folder `assets` makes of some values.

    Raises:
        MissingExtraError: The extra `report` is not installed.
    """
    return _environment().get_template(name).render({**values, "short": short, "capital": capital})


def page(name: str, script: str, values: "Mapping[str, object]", *, allowed: str = "") -> str:
    """Return a page that carries its style and its script, and may load and run nothing else.

    Args:
        name: The template.
        script: The script, a file beside the template.
        values: What the template tells.
        allowed: What else the policy of the page allows scripts, as a Content-Security-Policy says it.
    """
    style, code = asset("page.css") + asset("timeline.css"), asset(script)
    policy = (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(code)}{allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
    text = render(name, {**values, "policy": policy, "script": code, "style": style})
    # Only templates write these marks: a line feed between two of theirs says nothing, and there are many.
    return re.sub(">\n+<", "><", text)


@cache
def asset(name: str) -> str:
    """Return the text of a file of the folder `assets`."""
    return (resources.files("policytrack.report") / "assets" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return how a Content-Security-Policy names an inline text: by its SHA-256."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # The extra `report`.
    except ModuleNotFoundError:
        raise MissingExtraError("a page", "report") from None
    return Environment(
        autoescape=True,
        finalize=_finalize,
        loader=FunctionLoader(asset),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def _finalize(value: object) -> object:
    """Make a value visible before it is escaped; what is markup already stays."""
    return value if hasattr(value, "__html__") else shown(str(value))
