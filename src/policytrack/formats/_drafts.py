"""Drafts: classes of the model that check no field, for values that were checked on their way in.

A draft adds nothing to its class, and what it makes becomes an instance of the class itself before anybody
sees it; Python allows that since the two have the same slots. The rules between the fields are checked as
always. Only the check of each field is not done a second time, and a field is set by a plain assignment,
where a frozen class needs a call for each: the two cost more than all else.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import attrs

from policytrack.errors import InvalidRecordError
from policytrack.model import Checked


class Steps(NamedTuple):
    """How a draft becomes a record: `fill` sets all fields by name, `begin` all that have a default.

    Both turn the draft into the class that it stands for.
    """

    fill: Callable[..., None]
    begin: Callable[[Any], None]


def draft_of(cls: type, body: Mapping[str, Any]) -> type[Any]:
    """Return a subclass with the same slots, with what `body` says of how it is made."""
    common = {
        "__slots__": (),
        "__module__": cls.__module__,
        # Python sets fields quickly only where setting and deleting are both its own.
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(cls.__name__, (cls,), {**common, **body})


def has_rules(cls: type) -> bool:
    """Say whether a class has rules between its fields."""
    return getattr(cls, "rules", None) is not Checked.rules


def check_rules(value: Checked) -> None:
    """Check the rules between the fields.

    Raises:
        InvalidRecordError: One is broken.
    """
    if problems := tuple(value.rules()):
        raise InvalidRecordError(type(value).__name__, problems)


@cache
def maker(cls: type) -> Callable[..., Any]:
    """Return what makes an instance of a class of checked values, by the names of its fields.

    >>> from policytrack.model import Identifier
    >>> made = maker(Identifier)(scheme="isbn", identifier="0")
    >>> type(made).__name__, made == Identifier("isbn", "0")
    ('Identifier', True)

    Raises:
        InvalidRecordError: When called, where a rule between the fields is broken.
        TypeError: When called, where a field is missing or there is no such field.
    """
    return draft_of(cls, {"__init__": steps(cls).fill})


@cache
def steps(cls: type) -> Steps:
    """Return the steps of a class, written out as Python: a loop over the fields takes four times as long."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    defaults = {field.name: field.default for field in fields if field.default is not attrs.NOTHING}
    parameters = [f"{field.name}=_{field.name}" if field.name in defaults else field.name for field in fields]
    source = "\n    ".join(
        [
            f"def fill(self, *, {', '.join(parameters)}):",
            *(f"self.{field.name} = {field.name}" for field in fields),
            "become(self, '__class__', cls)",
            *(["check_rules(self)"] if has_rules(cls) else []),
            "\ndef begin(self):",
            *(f"self.{name} = _{name}" for name in defaults),
            "become(self, '__class__', cls)",
        ]
    ).replace("    \ndef", "def")
    names: dict[str, Any] = {f"_{name}": default for name, default in defaults.items()}
    names |= {"become": object.__setattr__, "cls": cls, "check_rules": check_rules}
    exec(source, names)  # noqa: S102  # Made of the names of our own fields, as attrs makes `__init__`.
    return Steps(names["fill"], names["begin"])
