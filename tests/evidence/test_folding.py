"""Text without its typography, and the way back."""

import unicodedata

import pytest

from policytrack.evidence import Typography
from policytrack.evidence._folding import differences, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("plain text", "plain text"),
        ("", ""),
        ("a\r\n\r\n b", "a b"),
        ("a\u00a0\u2009b", "a b"),
        ("a\u200b\ufeff b", "a b"),
        ("a\u200bb", "ab"),
        ("\u201eTu\u2019s\u00bb", '"Tu"s"'),
        ("1\u20132---3", "1-2-3"),
        ("co\u00adop\u2010", "coop-"),
        ("e\u0301", "\u00e9"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("\ufb01 \u00b2 \u2026", "\ufb01 \u00b2 \u2026"),
    ],
)
def test_four_things_are_folded_and_nothing_else(text, folded):
    """Ligatures, superscripts and ellipses are other characters, and stay."""
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "a \t b--c \u2019 e\u0301 z\u0300 \u200bq\u00ad",
        "\u1112\u1161\u11ab \u1112\u1161  x",
        "  \n  a\u0301\u0301b",
    ],
)
def test_every_character_leads_back_to_where_it_came_from(text):
    """What stands at the origin of a character folds to it, or to it and what it cannot be parted from."""
    folded = fold(text)
    for at, character in enumerate(folded.text):
        start, end = folded.origin(at, at + 1)
        assert character in fold(text[start:end]).text
        assert len(fold(text[start:end]).text) <= 2


def test_a_folded_text_is_as_unicode_composes_it():
    """Cut into the smallest pieces, NFC gives what it gives of the whole."""
    text = unicodedata.normalize(
        "NFD", "\u1e69\u00e9\ud55c\ud558 \u09cb caf\u00e9\u00e9, Vi\u1ec7t Nam \u212b\u2126"
    )
    assert fold(text).text == unicodedata.normalize("NFC", text)


def test_kinds_may_be_left_alone():
    """Only what is asked for is folded."""
    assert fold("a  \u2019 \u2014 e\u0301", ()).text == "a  \u2019 \u2014 e\u0301"
    assert fold("a  \u2014", [Typography.DASHES]).text == "a  -"


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("a b", "a\nb", {Typography.WHITE_SPACE}),
        ("'a'", "\u201ca\u201d", {Typography.QUOTATION_MARKS}),
        ("a-b  c", "a\u2013b c", {Typography.DASHES, Typography.WHITE_SPACE}),
        ("\u2000", "\u2002", {Typography.WHITE_SPACE}),
    ],
    ids=["space", "marks", "two", "either of two"],
)
def test_differences_are_those_that_are_needed(one, other, kinds):
    """None is left out and none is named that need not be; of two that would do, one."""
    assert set(differences(one, other)) == kinds
