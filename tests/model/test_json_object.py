"""JSON objects that cannot change: what they take, when they are equal, and that they travel."""

import copy
import enum
import json
import math
import pickle
from collections import OrderedDict
from collections.abc import Callable
from itertools import combinations
from types import MappingProxyType

import pytest
from hypothesis import given
from strategies import json_objects

from policytrack.model import JSON, JsonObject, thaw


class Word(enum.StrEnum):
    """Text that is more than text."""

    OLD = "old"


class Number(enum.IntEnum):
    """A whole number that is more than a number."""

    ONE = 1


class Real(float):
    """A real number of somebody's own, as numpy has them."""


def nested(depth: int, *, in_lists: bool) -> JSON:
    """Return an object that has so many objects, or lists, and itself in each other."""
    value: JSON = 1
    for _ in range(depth - 1):
        value = [value] if in_lists else {"a": value}
    return {"a": value}


def test_arrays_and_objects_are_frozen_all_the_way() -> None:
    """A list is a tuple and a dict a `JsonObject`, however deep they stand."""
    inner = JsonObject({"a": [{"b": [1]}]})["a"]
    assert inner == (JsonObject({"b": [1]}),)
    assert isinstance(inner, tuple)
    assert type(inner[0]) is JsonObject


def test_it_is_a_mapping() -> None:
    """Keys, values and length are those of the object, in its order."""
    item = JsonObject({"b": 1, "a": None})
    assert (dict(item), list(item), len(item)) == ({"b": 1, "a": None}, ["b", "a"], 2)


@pytest.mark.parametrize("nothing", [None, {}])
def test_it_is_empty_by_default(nothing: dict[str, JSON] | None) -> None:
    """An object without members can be made of nothing."""
    assert JsonObject(nothing) == JsonObject()


@pytest.mark.parametrize("name", ["a", "_items"])
def test_it_has_no_way_to_set_an_item(name: str) -> None:
    """The type offers nothing that changes it."""
    with pytest.raises(TypeError, match="does not support item assignment"):
        JsonObject({"a": 1})[name] = 2  # type: ignore[index]


DIFFERENT: list[JSON] = [
    1,
    1.0,
    True,
    "1",
    0,
    0.0,
    -0.0,  # JSON writes the sign
    False,
    "",
    None,
    [],
    {},
    [1],
    [1.0],
    [True],
    [[1]],
    [None],
    {"a": 1},
    {"a": 1.0},
    {"a": [1]},
    ["a", 1],  # a member as a list
    [["a", 1]],
]


@pytest.mark.parametrize(("one", "other"), list(combinations(DIFFERENT, 2)))
def test_different_json_is_not_equal(one: JSON, other: JSON) -> None:
    """Two values that JSON writes differently make two objects, even where Python calls them equal."""
    assert JsonObject({"a": one}) != JsonObject({"a": other})


@pytest.mark.parametrize("value", DIFFERENT)
def test_same_json_is_equal_and_hashes_alike(value: JSON) -> None:
    """Two objects that are made apart of the same JSON are one value."""
    one, other = (JsonObject(json.loads(json.dumps({"a": value}))) for _ in range(2))
    assert (one == other, hash(one) == hash(other)) == (True, True)


def test_order_of_keys_means_nothing() -> None:
    """Objects are equal and hash alike in whatever order their members stand."""
    one, other = JsonObject({"a": 1, "b": {"c": 1, "d": 2}}), JsonObject({"b": {"d": 2, "c": 1}, "a": 1})
    assert (one == other, hash(one) == hash(other)) == (True, True)


def test_order_of_arrays_means_something() -> None:
    """An array is a sequence."""
    assert JsonObject({"a": [1, 2]}) != JsonObject({"a": [2, 1]})


def test_it_equals_no_dict() -> None:
    """A dict, which takes 1 for true, is another thing."""
    assert JsonObject({"a": 1}) != {"a": 1}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Word.OLD, "old"),
        (Number.ONE, 1),
        (Real(0.5), 0.5),
        ([Word.OLD], ("old",)),
    ],
)
def test_what_is_more_than_json_becomes_plain(value: JSON, plain: JSON) -> None:
    """A subclass of text or of a number is kept as what JSON reads back, so that a round trip is equal."""
    made = JsonObject({"a": value})
    assert made == JsonObject({"a": plain})
    assert repr(made["a"]) == repr(plain)


def test_key_that_is_more_than_text_becomes_plain() -> None:
    """A key from a vocabulary is its text."""
    (key,) = JsonObject({Word.OLD: 1})
    assert type(key) is str


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (math.nan, ValueError, "nan is no JSON number"),
        (math.inf, ValueError, "inf is no JSON number"),
        ([-math.inf], ValueError, "-inf is no JSON number"),  # within an array
        ("\ud800", ValueError, "text has no NUL and no lone surrogate"),
        ("a\0", ValueError, "text has no NUL and no lone surrogate"),  # a store cannot keep it
        ({"a": {"\udfff": 1}}, ValueError, "a key has no NUL and no lone surrogate"),
        ({"a": {1: 2}}, TypeError, "a key is text, not int"),
        ({"a": {None: 2}}, TypeError, "a key is text, not NoneType"),
        ({1, 2}, TypeError, "set is no JSON value"),
        (b"a", TypeError, "bytes is no JSON value"),  # a sequence of whole numbers
        (range(3), TypeError, "range is no JSON value"),
        (1j, TypeError, "complex is no JSON value"),
        (object(), TypeError, "object is no JSON value"),
    ],
)
def test_what_json_cannot_say_is_refused(value: JSON, error: type[Exception], text: str) -> None:
    """What could not be written, or not be read back, is refused when the object is made."""
    with pytest.raises(error, match=text):
        JsonObject({"a": value})


@pytest.mark.parametrize("key", [1, None, b"a", ("a",)])
def test_key_is_text(key: object) -> None:
    """A key that JSON would turn into text is refused, since it could meet another one."""
    with pytest.raises(TypeError, match="a key is text"):
        JsonObject({key: 1})  # type: ignore[dict-item]


@pytest.mark.parametrize("in_lists", [True, False])
def test_hundred_deep_is_kept(in_lists: bool) -> None:
    """A hundred objects or arrays in each other are kept, hashed, shown and thawed."""
    made = JsonObject(nested(100, in_lists=in_lists))  # type: ignore[arg-type]
    assert hash(made) == hash(JsonObject(json.loads(json.dumps(thaw(made)))))
    assert repr(made).count("a") == repr(nested(100, in_lists=in_lists)).count("a")


@pytest.mark.parametrize("in_lists", [True, False])
@pytest.mark.parametrize("depth", [101, 100_000])  # one more, and more than Python's stack holds
def test_deeper_is_refused(depth: int, in_lists: bool) -> None:
    """A nesting over a hundred deep is refused, and does not exhaust the stack."""
    value = nested(depth, in_lists=in_lists)
    with pytest.raises(ValueError, match="nested over 100 deep"):
        JsonObject(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrap", [lambda made: made, lambda made: [made]], ids=["in objects", "in arrays"])
def test_deeper_is_refused_step_by_step(wrap: Callable[[JsonObject], JSON]) -> None:
    """Objects that were made before count for their own depth."""
    made = JsonObject()
    with pytest.raises(ValueError, match="nested over 100 deep"):  # noqa: PT012  # which step is not the point
        for _ in range(101):
            made = JsonObject({"a": wrap(made)})


def test_circle_is_refused() -> None:
    """An array that holds itself is nested without end."""
    circle: list[JSON] = []
    circle.append(circle)
    with pytest.raises(ValueError, match="nested over 100 deep"):
        JsonObject({"a": circle})


@given(json_objects())
def test_pickle_gives_an_equal_object(made: JsonObject) -> None:
    """An object that was pickled is equal, hashes alike and has its members in the same order."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        twin = pickle.loads(pickle.dumps(made, protocol))
        assert (twin, hash(twin), list(twin), repr(twin)) == (made, hash(made), list(made), repr(made))


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy])
def test_copy_is_itself(copier: Callable[[JsonObject], JsonObject]) -> None:
    """What cannot change needs no copy."""
    made = JsonObject({"a": [1]})
    assert copier(made) is made


@given(json_objects())
def test_thawed_object_makes_the_same(made: JsonObject) -> None:
    """What `thaw` gives goes through JSON text and makes an equal object."""
    assert JsonObject(json.loads(json.dumps(thaw(made)))) == made


def test_thaw_gives_plain_lists_and_sorted_dicts() -> None:
    """A JSON writer gets lists and dicts, with keys in one order."""
    thawed = thaw(JsonObject(OrderedDict(b=[{"d": (), "c": "text"}], a=None)))
    assert json.dumps(thawed) == '{"a": null, "b": [{"c": "text", "d": []}]}'


def test_repr_can_be_evaluated() -> None:
    """The repr of an object makes an equal one."""
    made = JsonObject({"b": [1, {"a": None}], "a": 1.0})
    assert eval(repr(made)) == made  # noqa: S307  # our own repr


def test_any_mapping_is_an_object():
    """A mapping that is no dict says the same as one."""
    assert JsonObject({"a": MappingProxyType({"b": [1]})}) == JsonObject({"a": {"b": [1]}})
