"""The JSON Schema of what commands print with `--json`; `python -m policytrack.cli.schema` writes it."""

import json
from pathlib import Path
from typing import Any

from policytrack.cli._commands import COMMANDS, load
from policytrack.cli._values import VERSION, definitions, name_of
from policytrack.formats.disk import write_file

PATH = Path(__file__).with_name(f"answers-{VERSION}.schema.json")
"""Where the schema is kept."""


def json_schema() -> dict[str, Any]:
    """Return one schema (2020-12), with a definition for the answer of each command, by its name."""
    answers = [cls for name in COMMANDS if (cls := load(name).answers) is not None]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:policytrack:answers:{VERSION}",
        "title": "Answers of policytrack",
        "description": "What the commands print with --json, by the key `answer`.",
        "oneOf": [{"$ref": f"#/$defs/{name_of(cls)}"} for cls in answers],
        "$defs": definitions(answers),
    }


def text() -> str:
    """Return the schema as the file has it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema to its file."""
    write_file(PATH, text().encode())


if __name__ == "__main__":  # pragma: no cover  # A test calls main itself.
    main()
