"""Drafts: classes of the model that check no field, for values that were checked on their way in.

A draft adds nothing to its class, and what it makes becomes an instance of the class itself before anybody
sees it; Python allows that since the two have the same slots. The rules between the fields are checked as
always. Only the check of each field is not done a second time, and a field is set by a plain assignment,
where a frozen class needs a call for each: the two cost more than all else. So is the class, at last.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs

from policytrack.errors import InvalidRecordError
from policytrack.model import Checked


@cache
def draft_of(cls: type) -> type[Any]:
    """Return a subclass with the same slots, made with no field set; its fields and its class can be set."""
    body = {
        "__slots__": (),
        "__module__": cls.__module__,
        "__init__": object.__init__,
        # Python sets fields quickly only where setting and deleting are both its own.
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(cls.__name__, (cls,), body)


def ruled(cls: type) -> frozenset[str]:
    """Return the fields that the rules of a class look at."""
    fields: frozenset[str] = getattr(cls, "ruled", frozenset())
    return fields


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
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    defaults = {field.name: field.default for field in fields if field.default is not attrs.NOTHING}
    required = {field.name for field in fields} - defaults.keys()
    draft, has_rules = draft_of(cls), bool(ruled(cls))

    def make(**given: object) -> Any:  # noqa: ANN401  # An instance of `cls`.
        if not required <= given.keys() <= required | defaults.keys():
            raise TypeError(cls)
        self = draft()
        for name, value in {**defaults, **given}.items():
            setattr(self, name, value)
        self.__class__ = cls
        if has_rules:
            check_rules(self)
        return self

    return make
