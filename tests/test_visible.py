"""What a text does not show is shown; what people write stays."""

import pytest

from policytrack.visible import shown


@pytest.mark.parametrize(
    "mark", ["\x00", "\x1b", "\x7f", "\x85", "\r", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800"]
)
def test_what_cannot_be_seen_is_shown(mark):
    """Controls, marks that turn the direction of text and lone surrogates stand as code points."""
    assert shown(f"a{mark}b") == f"a[U+{ord(mark):04X}]b"


@pytest.mark.parametrize("text", ["a\tb\nc", "ش\u200cد", "👩\u200d🔬", "ภาษาไทย", "é"])
def test_what_is_written_stays(text):
    """White space, joiners and every script stay as they are."""
    assert shown(text) == text
