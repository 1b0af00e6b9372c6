"""Round trips: whatever is written is read again, the same in value and type, and written the same."""

import datetime
import json

import attrs
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import odd_ids, odd_texts, snapshots

from policytrack import formats
from policytrack.errors import PolicytrackError, Severity
from policytrack.formats import _yaml_read, _yaml_text
from policytrack.formats._filenames import stem_of
from policytrack.formats._plain import Plain
from policytrack.formats._scalars import resolve
from policytrack.formats.schema import json_schema
from policytrack.model import JsonObject, Snapshot

ALL = ["json", "jsonl", "yaml", "directory", "csv"]
calm = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)


def types_of(value):
    """The types of a value and of all that it holds, in a form that can be compared."""
    if attrs.has(type(value)):
        return type(value), {
            field.name: types_of(getattr(value, field.name)) for field in attrs.fields(type(value))
        }
    if isinstance(value, JsonObject):
        return type(value), {key: types_of(value[key]) for key in value}
    if isinstance(value, tuple):
        return type(value), [types_of(part) for part in value]
    if isinstance(value, frozenset):
        return type(value), {types_of(part) for part in value}
    return type(value)


@pytest.mark.parametrize("name", ALL)
@calm
@given(snapshots())
def test_what_is_written_is_read_again(name, snapshot):
    """Reading gives back the snapshot, with every type in it."""
    form = formats.get(name)
    again = form.decode(form.encode(snapshot).data).snapshot
    assert again == snapshot
    assert types_of(again) == types_of(snapshot)


@pytest.mark.parametrize("name", ALL)
@calm
@given(snapshots())
def test_the_second_write_is_the_first(name, snapshot):
    """What was read is written byte for byte as it was."""
    form = formats.get(name)
    first = form.encode(snapshot)
    assert first.losses == ()
    assert form.encode(form.decode(first.data).snapshot).data == first.data


@calm
@given(snapshots())
def test_every_document_follows_the_schema(snapshot):
    """What is written is valid by the JSON Schema, as an independent validator reads it."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(json_schema())
    assert list(validator.iter_errors(json.loads(formats.get("json").encode(snapshot).data))) == []


@calm
@given(
    st.recursive(
        odd_texts() | st.just(""),
        lambda parts: st.lists(parts, max_size=3) | st.dictionaries(odd_texts(), parts, max_size=3),
        max_leaves=5,
    )
)
def test_yaml_keeps_every_text(value):
    """Whatever stands in a text, in a key or in a value, YAML gives it back."""
    tree = _yaml_read.read(_yaml_text.write({"value": value})).tree
    assert not tree.problems
    assert resolve(tree.value) == {"value": value}


@given(odd_texts())
def test_other_readers_of_yaml_find_the_same_text(text):
    """A reader of YAML 1.1 with all its types finds the text, or makes a date of it."""
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load(_yaml_text.write({"a": text}))["a"]
    assert found == text or isinstance(found, datetime.date)


@given(odd_texts())
def test_a_plain_scalar_that_is_written_is_text_to_json(text):
    """Nothing that is written without quotes reads as a number, a truth value or null."""
    tree = _yaml_read.read(_yaml_text.write({"a": text})).tree
    found = tree.value["a"]
    assert not isinstance(found, Plain) or found.resolved() == text


@given(st.lists(odd_ids(), unique=True, max_size=20))
def test_ids_never_share_a_file_name(ids):
    """Two ids have two names, even where case does not count."""
    assert len({stem_of(record_id).casefold() for record_id in ids}) == len(ids)


@given(odd_ids())
def test_a_file_name_is_tame(record_id):
    """A name is short and plain, so that it leads nowhere and every file system takes it."""
    stem = stem_of(record_id)
    assert len(stem) <= 100
    assert stem[0] not in ".-"
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-%~")


@st.composite
def damaged(draw):
    """A JSON document in which some values were replaced, removed or added, and the number of its records."""
    document = json.loads(
        formats.get("json").encode(draw(snapshots().filter(lambda snapshot: any(snapshot.records())))).data
    )
    fields = [field for field in document if field != "policytrack"]
    for _ in range(draw(st.integers(1, 4))):
        records = document[draw(st.sampled_from(fields))]
        index = draw(st.integers(0, len(records) - 1))
        rubbish = draw(
            st.sampled_from([None, True, 1.5, "", " x", [], {}, {"a": {"b": 1}}, ["a", "a"], "\ud800"])
        )
        record = records[index]
        if not isinstance(record, dict) or not record or draw(st.integers(0, 5)) == 0:
            records[index] = rubbish
        else:
            record[draw(st.sampled_from([*record, "unknown"]))] = rubbish
    return document, sum(len(document[field]) for field in fields)


@calm
@given(damaged())
def test_what_is_kept_and_what_is_named_add_up(drawn):
    """Lenient reading keeps each record or names it once as left out, at its own place."""
    document, count = drawn
    found = formats.get("json").decode(json.dumps(document).encode(), strict=False)
    left = [problem.path for problem in found.problems if problem.code == "left-out"]
    assert len(set(left)) == len(left)
    assert len(list(found.snapshot.records())) + len(left) == count


@calm
@given(damaged())
def test_strict_reading_refuses_what_lenient_reading_reports(drawn):
    """Strict reading fails exactly where lenient reading has something to say besides what is unknown."""
    data = json.dumps(drawn[0]).encode()
    problems = formats.get("json").decode(data, strict=False).problems
    reported = [
        problem for problem in problems if problem.severity is Severity.ERROR or problem.code == "unknown-key"
    ]
    try:
        formats.get("json").decode(data)
    except PolicytrackError:
        assert reported
    else:
        assert not reported


BASELESS = {"policytrack": "1", "others": [{"id": "x", "type": "pledge", "title": "T", "base": None}]}
"""What a plugin's record derives from is said or left out; null says neither."""


@calm
@example((BASELESS, 1))
@given(damaged())
def test_strict_reading_refuses_what_the_schema_refuses(drawn):
    """A document of the wrong shape is not read, whatever the reader could have made of it."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(json_schema())
    assume(not validator.is_valid(drawn[0]))
    with pytest.raises(PolicytrackError):
        formats.get("json").decode(json.dumps(drawn[0]).encode())


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml"])
@calm
@given(snapshots(), st.data())
def test_a_mutilated_file_is_read_or_refused(name, snapshot, data):
    """Whatever happens to the bytes of a file, no error but ours leaves the reader."""
    form = formats.get(name)
    content = bytearray(form.encode(snapshot).data)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.binary(max_size=3) | st.sampled_from([b"{", b"[", b'"', b"\n", b": ", b"- ", b"\t", b"%"])
        )
    for strict in (True, False):
        try:
            found = form.decode(bytes(content), strict=strict)
        except PolicytrackError:
            continue
        assert isinstance(found.snapshot, Snapshot)
