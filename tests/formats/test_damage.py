"""Text that is damaged already is told once, and nothing else is taken for damage."""

import pytest

from policytrack.formats._damage import Damage


def told(*values):
    """The problem of a document with these values."""
    damage = Damage()
    for value in values:
        damage.see_all(value)
    return next(damage.problems(), None)


@pytest.mark.parametrize(
    "text", ["a\ufffdb", r"f\u00fcr", r"f\xfcr", r"one\ntwo", "f&uuml;r", "&#252;", "&#xFC;"]
)
def test_damage_is_told(text):
    """Characters that could not be read, and escapes that stand as text."""
    assert told(text).code == "damaged-text"


@pytest.mark.parametrize("text", ["für", "R&D;", "A & B;", "\n", r"\\", "&;", "AT&T"])
def test_sound_text_is_not(text):
    """Line feeds, backslashes and ampersands are what they are."""
    assert told(text) is None


def test_damage_is_told_once():
    """With the first place and the number of texts."""
    problem = told({"a": ["x", "\ufffd \ufffd"], "b": "&amp;"}, "\ufffd")
    assert (problem.path, problem.suggestion) == ("/a/1", "in 3 texts")


def test_a_deep_tree_is_walked():
    """However deep it is."""
    value = "\ufffd"
    for _ in range(5000):
        value = [value]
    assert told(value) is not None
