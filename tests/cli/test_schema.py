"""The JSON of every command has a schema, which ships and is what the commands print."""

import json

import jsonschema
import pytest

from policytrack.cli import schema
from policytrack.cli._commands import COMMANDS, load


def test_the_file_is_the_schema():
    """`python -m policytrack.cli.schema` writes it."""
    assert schema.PATH.read_text(encoding="utf-8") == schema.text()


def test_writing_it(tmp_path, monkeypatch):
    """The file is the schema as text."""
    monkeypatch.setattr(schema, "PATH", tmp_path / "schema.json")
    schema.main()
    assert schema.PATH.read_text(encoding="utf-8") == schema.text()


def test_it_is_a_schema():
    """Of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name != "mcp"]
)  # It speaks a protocol of its own.
def test_every_command_has_its_answer(name):
    """Its kind is its name, by which a reader tells answers apart."""
    assert load(name).answers.kind == name
    assert schema.json_schema()["$defs"][name.replace(" ", "-")]["properties"]["answer"] == {"const": name}


def test_what_is_no_answer_is_refused(answer):
    """A field too many is one that nobody described."""
    found = answer("query", "limit:1")
    jsonschema.validate(found, schema.json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found | {"colour": "red"}, schema.json_schema())
    assert json.loads(schema.PATH.read_text(encoding="utf-8"))["$id"] == "urn:policytrack:answers:1"
