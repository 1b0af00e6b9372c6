"""Whatever happened to a file: our error or a reported problem, and what is read fits together."""

import json
from functools import cache

import pytest
from formats.samples_akomantoso import SAMPLE as AKN
from formats.samples_bundestag import LAW, MOTION
from formats.samples_bundestag import SAMPLE as DIP
from formats.samples_congress import COMMITTEES, NEW_BILL, OLD_BILL, PEOPLE, SEATS
from hypothesis import given
from hypothesis import strategies as st

from policytrack.errors import DecodeError, Severity
from policytrack.formats import get
from policytrack.model import Snapshot

FILES = [
    ("congress", PEOPLE),
    ("congress", COMMITTEES),
    ("congress", SEATS),
    ("congress", OLD_BILL),
    ("congress", NEW_BILL),
    ("bundestag", DIP),
    ("bundestag", json.dumps(LAW, indent=1).encode()),
    ("akomantoso", AKN),
]
VALUES = st.sampled_from(
    [None, True, 0, 1.5, "", "x", "\ufffd", "\x00", [], [[]], {}, {"": []}, ["x", {"x": "x"}]]
)


def decoded(name, data, *, strict):
    """What reading makes of data, or None where it is refused."""
    try:
        return get(name).decode(data, strict=strict)
    except DecodeError:
        return None


def answered(name, data):
    """What lenient reading makes of data; strict reading agrees on whether anything is wrong."""
    lenient, strict = (decoded(name, data, strict=choice) for choice in (False, True))
    is_wrong = lenient is None or any(one.severity is Severity.ERROR for one in lenient.problems)
    assert (strict is None) == is_wrong
    assert strict is None or strict == lenient
    return lenient


@cache
def places(text):
    """The keys that lead to each value of a JSON document."""

    def walk(value, keys):
        yield keys
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, item in items:
            yield from walk(item, (*keys, key))

    return [keys for keys in walk(json.loads(text), ()) if keys]


@given(file=st.sampled_from(FILES), where=st.floats(0, 1))
def test_a_file_that_was_cut_off(file, where):
    """Somewhere."""
    name, data = file
    answered(name, data[: int(where * len(data))])


@given(file=st.sampled_from(FILES), where=st.floats(0, 0.999), byte=st.binary(max_size=2))
def test_a_file_with_another_byte(file, where, byte):
    """One that was lost, added or changed."""
    name, data = file
    at = int(where * len(data))
    answered(name, data[:at] + byte + data[at + 1 :])


@given(file=st.sampled_from(FILES), where=st.floats(0, 0.999), other=st.floats(0, 0.999))
def test_a_file_with_a_line_in_another_place(file, where, other):
    """Twice, or before what it follows."""
    name, data = file
    lines = data.splitlines(keepends=True)
    line = lines[int(where * len(lines))]
    lines.insert(int(other * len(lines)), line)
    answered(name, b"".join(lines))


@given(where=st.floats(0, 0.999), value=VALUES, document=st.sampled_from([LAW, MOTION]))
def test_a_proceeding_with_another_value(where, value, document):
    """Of another type than it should be, anywhere."""
    text = json.dumps(document)
    keys = places(text)[int(where * len(places(text)))]
    made = place = json.loads(text)
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    found = answered("bundestag", json.dumps(made).encode())
    assert found is not None


@pytest.mark.parametrize(("name", "data"), FILES)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037"])
def test_a_file_in_another_encoding(name, data, encoding):
    """Which nothing in it tells; XML may say so itself."""
    text = data.decode().replace(' encoding="utf-8"', "").replace(' encoding="UTF-8"', "")
    found = answered(name, text.encode(encoding, "replace"))
    assert found is None or found.problems or found.snapshot != Snapshot()


HUGE = b"x" * 10_000_000
LARGE = b"x" * 1_000_000
"""What PyYAML reads in half a second."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("congress", b"- id: {bioguide: X}\n  name: {last: " + LARGE + b"}\n  terms: []\n"),
        ("congress", NEW_BILL.replace(b"Sample Act", HUGE).replace(b"Third, Eve", LARGE)),
        ("congress", NEW_BILL.replace(b"Failed of passage", b"On passage " + HUGE)),
        ("bundestag", json.dumps(MOTION).encode().replace(b"Mehr Beispiele", HUGE).replace(b"Wolf", LARGE)),
        ("bundestag", json.dumps(LAW).encode().replace(b"Gesetz vom", b"Gesetz " * 1_000_000)),
        (
            "akomantoso",
            AKN.replace(b"Clean Water Bill", LARGE).replace(
                b'showAs="Ada Example"', b'showAs="' + LARGE + b'"'
            ),
        ),
    ],
)
def test_a_text_of_millions_of_characters(name, data):
    """It takes no longer than its length."""
    assert len(get(name).decode(data, strict=False).snapshot)
