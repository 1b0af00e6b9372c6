"""Very many texts cut by numpy: what is found is what the one tokenizer finds."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.query import words

pytest.importorskip("numpy")

from policytrack.engines.memory import _cutting  # It needs numpy.

WORDS = st.text("ab", min_size=1, max_size=10)  # Of which many share their first eight bytes.
TEXTS = st.lists(st.lists(WORDS).map(" ".join) | st.text(), max_size=9)


@given(st.lists(TEXTS, max_size=3), st.sampled_from([1, 4, 18]))
def test_words_are_numbered_as_they_come(pieces, bits):
    """The words of each text, one number each, however few hashes there are."""
    with patch.object(_cutting, "_BITS", bits):
        cutter = _cutting.Cutter()
        found = [cutter.cut(texts, range(len(texts))) for texts in pieces]
    names = list(cutter.numbers)
    assert list(cutter.numbers.values()) == list(range(len(names)))
    for texts, (numbers, owners) in zip(pieces, found, strict=True):
        held = [(owner, names[number]) for owner, number in zip(owners, numbers, strict=True)]
        assert held == [(owner, word) for owner, text in enumerate(texts) for word in words(text)]
