"""What a tool is: what it takes, how it answers, and the schemas of both."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from policytrack.cli._failures import CommandError
from policytrack.cli._values import definitions, name_of
from policytrack.cli.mcp._answers import Cited
from policytrack.errors import nearest
from policytrack.tracker import Tracker


@attrs.frozen
class Argument:
    """What a tool takes: a text, or a number."""

    about: str
    is_needed: bool = False
    is_number: bool = False

    def schema(self) -> dict[str, Any]:
        """Return its JSON Schema."""
        kind = {"type": "integer", "minimum": 1, "maximum": 200} if self.is_number else {"type": "string"}
        return {**kind, "description": self.about}


@attrs.frozen(kw_only=True)
class Tool:
    """A tool: its answer follows from a tracker, the name of its source, and what it was given."""

    title: str
    about: str
    takes: Mapping[str, Argument]
    answers: type[Cited]
    run: Callable[[Tracker, str, Mapping[str, Any]], Cited]

    def input_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what it takes."""
        return {
            "type": "object",
            "properties": {name: argument.schema() for name, argument in self.takes.items()},
            "required": [name for name, argument in self.takes.items() if argument.is_needed],
            "additionalProperties": False,
        }

    def output_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its answers."""
        held = definitions([self.answers])
        return {**held.pop(name_of(self.answers)), "$defs": held}

    def checked(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what it was given.

        Raises:
            CommandError: Something is missing, unknown, or of another type.
        """
        for name in given.keys() - self.takes.keys():
            near = nearest(name, self.takes) or self.takes
            raise CommandError(f"{name}: no such argument", f"it takes {', '.join(near)}")
        for name, argument in self.takes.items():
            value = given.get(name)
            if value is None and not argument.is_needed:
                continue
            if argument.is_number:
                if type(value) is not int or not 1 <= value <= 200:  # noqa: PLR2004  # As the schema says.
                    raise CommandError(f"{name}: a whole number from 1 to 200 is expected", argument.about)
            elif not isinstance(value, str) or not value:
                raise CommandError(f"{name}: a text is expected", argument.about)
        return given
