"""The JSON Schema of the wire: committed, and strict where the shape is wrong."""

import json
from pathlib import Path

import attrs
import pytest

from policytrack.formats import schema
from policytrack.formats._wire import wire_types
from policytrack.model import Checked, record_fields
from policytrack.registry import Registry

GOLDEN = Path(__file__).parent / "golden" / "v1.json"


@pytest.fixture(scope="module")
def validator():
    """An independent validator with the committed schema."""
    jsonschema = pytest.importorskip("jsonschema")
    committed = json.loads(schema.PATH.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(committed)
    return jsonschema.Draft202012Validator(committed)


def test_the_committed_schema_is_the_derived_one():
    """After a change of a record, `python -m policytrack.formats.schema` writes it again."""
    assert schema.PATH.read_text(encoding="utf-8") == schema.schema_text()


def test_the_schema_is_written_to_its_place(tmp_path, monkeypatch):
    """The command writes what the test compares."""
    monkeypatch.setattr(schema, "PATH", tmp_path / "schema.json")
    schema.main()
    assert schema.PATH.read_text(encoding="utf-8") == schema.schema_text()


def test_a_document_of_every_record_is_valid(validator):
    """The golden document has every type of record and of measure."""
    document = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert set(document) == {"policytrack", *record_fields()}
    assert list(validator.iter_errors(document)) == []


def test_every_record_has_a_description():
    """Whoever writes by hand reads what a record means."""
    definitions = schema.json_schema()["$defs"]
    assert all(definitions[name]["description"] for name in wire_types())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"policytrack": "2"}, "another version"),
        ({"people": {}}, "records come in a list"),
        ({"peple": []}, "a misspelt field"),
        ({"people": [{"id": "p"}]}, "a missing name"),
        ({"people": [{"id": "p", "name": "P", "nam": "Q"}]}, "a misspelt key"),
        ({"people": [{"id": " p", "name": "P"}]}, "white space before an id"),
        ({"people": [{"id": "p\u00a0", "name": "P"}]}, "white space behind an id"),
        ({"people": [{"id": "p\u0007q", "name": "P"}]}, "a control character in an id"),
        ({"people": [{"id": "", "name": "P"}]}, "an empty id"),
        ({"people": [{"id": 5, "name": "P"}]}, "a number for an id"),
        ({"people": [{"id": "p", "name": ""}]}, "an empty text"),
        ({"people": [{"id": "p", "name": "a\0"}]}, "a text with NUL"),
        ({"people": [{"id": "p", "name": None}]}, "null for what must stand"),
        ({"people": [{"id": "p", "name": "P", "extras": []}]}, "a list for an object"),
        ({"proposals": [{"id": "p", "title": "P", "topics": ["a", "a"]}]}, "a set with an item twice"),
        ({"proposals": [{"id": "p", "title": "P", "measure": {}}]}, "a measure without a kind"),
        ({"proposals": [{"id": "p", "title": "P", "measure": {"kind": "other"}}]}, "a known kind is checked"),
        (
            {
                "proposals": [
                    {
                        "id": "p",
                        "title": "P",
                        "measure": {"kind": "time-limit", "process_kind": "x", "limit": "1 year"},
                    }
                ]
            },
            "a period in words",
        ),
        (
            {"positions": [{"id": "p", "proposal_id": "q", "actor_id": "a", "stance": "for"}]},
            "an unknown stance",
        ),
        ({"figures": [{"id": "f", "label": "l", "low": "5"}]}, "a text for a number"),
        ({"others": [{"id": "o"}]}, "a record without a type"),
        ({"others": [{"id": "o", "type": "person", "name": "P"}]}, "one of ours in a plugin's place"),
    ],
)
def test_the_schema_refuses(validator, fields, reason):
    """Each of these has the wrong shape, for the reason that is given."""
    assert not validator.is_valid({"policytrack": "1", **fields}), reason


def test_two_classes_of_one_name_have_two_definitions():
    """Plugins do not know of each other's names, nor of ours."""

    @attrs.frozen
    class Quote(Checked):
        """Not our quote."""

        price: float

    @attrs.frozen
    class Bond(Checked):
        """A measure that holds one."""

        quote: Quote

    definitions = schema.json_schema(Registry.default().with_measure(Bond))["$defs"]
    assert definitions["quote"]["description"] != definitions["quote-2"]["description"]
    assert definitions["measure-bond"]["properties"]["quote"] == {"$ref": "#/$defs/quote-2"}
