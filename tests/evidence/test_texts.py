"""Which text is a source's, and what becomes of texts that cannot be read."""

import hashlib
from pathlib import Path

import pytest
from factories import person, source

from policytrack.evidence import QuoteVerdict, find_texts, verify
from policytrack.model import Citation, Event, Figure, Identifier, Position, Proposal, Quote
from policytrack.tracker import Tracker

WORDS = "The words that were said"
QUOTE = Quote(exact=WORDS, start=4, end=4 + len(WORDS))
TEXT = f"Yes:{WORDS}."
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def tracker(*identifiers, source_id="s", sha256=SHA256, quote=QUOTE):
    """One source, quoted once."""
    held = source(source_id, sha256=sha256, identifiers=identifiers)
    return Tracker.of(held, Event(id="e", label="Event", evidence=(Citation(source_id, quote),)))


def verified(texts, *identifiers, **fields):
    (verification,) = verify(tracker(*identifiers, **fields), texts)
    return verification


@pytest.mark.parametrize("given", [TEXT, TEXT.encode()], ids=["text", "bytes"])
def test_a_text_may_be_given_as_text_or_bytes(given):
    """The digest of a text is that of its UTF-8."""
    verification = verified({"s": given})
    assert (verification.verdict, verification.hash_matches) == (QuoteVerdict.EXACT, True)


def test_a_text_may_be_given_as_a_path(tmp_path):
    """A path is read."""
    path = tmp_path / "any name"
    path.write_text(TEXT)
    assert verified({"s": path}).verdict is QuoteVerdict.EXACT


def test_a_folder_is_matched_by_the_file_identifier(tmp_path):
    """The file that the source names is its text, and goes before the one named by its id."""
    (tmp_path / "000_abc.txt").write_text(TEXT)
    (tmp_path / "s.txt").write_text("other")
    verification = verified(str(tmp_path), Identifier("file", "000_abc.txt"))
    assert verification.verdict is QuoteVerdict.EXACT


@pytest.mark.parametrize("identifiers", [(), (Identifier("file", "gone.txt"),)], ids=["none", "of no file"])
def test_a_folder_is_matched_by_the_id_else(tmp_path, identifiers):
    """Without such a file the one named by the id is the text."""
    (tmp_path / "s.txt").write_text(TEXT)
    assert verified(tmp_path, *identifiers).verdict is QuoteVerdict.EXACT


def test_a_source_without_a_file_in_the_folder_is_unavailable(tmp_path):
    """The reason names the files that were looked for."""
    verification = verified(tmp_path, Identifier("file", "000.txt"))
    assert verification.verdict is QuoteVerdict.UNAVAILABLE
    assert verification.reason == f"no file 000.txt or s.txt in {tmp_path}"
    assert verification.hash_matches is None


def test_a_source_without_a_text_is_unavailable():
    """No text was given for it."""
    verification = verified({"other": TEXT})
    assert (verification.verdict, verification.reason) == (QuoteVerdict.UNAVAILABLE, "no text was given")


@pytest.mark.parametrize("name", ["../outside.txt", "{outside}", "x" * 5000])
def test_a_name_does_not_lead_out_of_the_folder(tmp_path, name):
    """A source's data may come from anywhere: only files in the folder are read."""
    outside = tmp_path / "outside.txt"
    outside.write_text(TEXT)
    folder = tmp_path / "texts"
    folder.mkdir()
    identifier = Identifier("file", name.format(outside=outside))
    assert verified(folder, identifier).verdict is QuoteVerdict.UNAVAILABLE


@pytest.mark.parametrize(("link", "target"), [("s.txt", "secret/s.txt"), ("sub", "secret")])
def test_a_link_does_not_lead_out_of_the_folder(tmp_path, link, target):
    """A folder from somewhere else shows nothing of this machine, by a link to a file or to a folder."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_text(TEXT)
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / link).symlink_to(tmp_path / target)
    assert find_texts(tracker(Identifier("file", "sub/s.txt")), folder) == {}


def test_a_link_inside_of_the_folder_is_followed(tmp_path):
    """It shows what is there anyway, also where the folder itself is a link."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "first.txt").write_text(TEXT)
    (tmp_path / "texts" / "s.txt").symlink_to("first.txt")
    (tmp_path / "link").symlink_to("texts")
    assert find_texts(tracker(), tmp_path / "link") == {"s": tmp_path / "link" / "s.txt"}


def test_a_folder_below_the_folder_may_hold_the_file(tmp_path):
    """A name with a folder in it is followed down."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "s.txt").write_text(TEXT)
    assert verified(tmp_path, Identifier("file", "sub/s.txt")).verdict is QuoteVerdict.EXACT


def test_no_folder_is_an_error(tmp_path):
    """A folder that is not there is a mistake of the caller, not of every source."""
    with pytest.raises(NotADirectoryError, match="no such folder"):
        verify(tracker(), tmp_path / "nowhere")


def test_a_text_given_for_a_folder_is_an_error():
    """A whole text is no name of a folder; the message shows its beginning."""
    with pytest.raises(NotADirectoryError, match="no such folder") as caught:
        verify(tracker(), TEXT * 500)
    assert len(str(caught.value)) < 200


def test_find_texts_gives_the_path_of_each_text(tmp_path):
    """Sources without a file are left out."""
    (tmp_path / "a.txt").write_text(TEXT)
    assert find_texts(Tracker.of(source("a"), source("b")), tmp_path) == {"a": tmp_path / "a.txt"}


def test_line_ends_are_counted_as_they_are(tmp_path):
    """A carriage return is a code point of the text."""
    text = f"a\r\n\r\n{WORDS}\r\n"
    (tmp_path / "s.txt").write_bytes(text.encode())
    quote = Quote(exact=WORDS, start=5, end=5 + len(WORDS))
    assert verified(tmp_path, quote=quote, sha256=None).verdict is QuoteVerdict.EXACT


def test_a_byte_order_mark_is_counted():
    """It is a code point of the text."""
    quote = Quote(exact=WORDS, start=1, end=1 + len(WORDS))
    assert (
        verified({"s": b"\xef\xbb\xbf" + WORDS.encode()}, quote=quote, sha256=None).verdict
        is QuoteVerdict.EXACT
    )


def test_bytes_that_are_not_utf_8_are_unavailable():
    """Which byte is at fault is said, and the digest is still compared."""
    verification = verified({"s": b"abc\xff"})
    assert verification.verdict is QuoteVerdict.UNAVAILABLE
    assert verification.reason == "is not UTF-8, at byte 3: invalid start byte"
    assert verification.hash_matches is False


def test_text_that_is_no_unicode_is_unavailable():
    """A lone surrogate has no UTF-8."""
    assert "not UTF-8" in verified({"s": "abc\ud800"}).reason


@pytest.mark.parametrize("empty", ["", b""])
def test_an_empty_text_is_unavailable(empty):
    """No words can be missing from nothing."""
    verification = verified({"s": empty})
    assert (verification.verdict, verification.reason) == (QuoteVerdict.UNAVAILABLE, "is empty")


AS_TEXT = "this is read as a text; give a Path to read a file"


@pytest.mark.parametrize("words", [WORDS, "short"])
def test_a_path_given_as_text_says_so(tmp_path, words):
    """Whoever gives the name of a file as a text is told why its words are missing."""
    path = tmp_path / "s.txt"
    path.write_text(TEXT)
    verification = verified({"s": str(path)}, quote=Quote(exact=words))
    assert (verification.verdict, verification.reason) == (QuoteVerdict.MISSING, AS_TEXT)


def test_a_text_that_names_a_file_is_still_a_text(tmp_path, monkeypatch):
    """Words that stand in the text stand there, whatever file has its name; the others are told."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / WORDS).touch()
    cited = (Citation("s", Quote(exact=WORDS)), Citation("s", Quote(exact="others")))
    found = verify(Tracker.of(source("s"), Event(id="e", label="Event", evidence=cited)), {"s": WORDS})
    assert [(one.verdict, one.reason) for one in found] == [
        (QuoteVerdict.EXACT, None),
        (QuoteVerdict.MISSING, AS_TEXT),
    ]


@pytest.mark.parametrize("text", ["no such file", "a\nb", "x" * 5000, "a\x00b"])
def test_a_text_that_names_no_file_is_not_taken_for_a_path(tmp_path, monkeypatch, text):
    """Several lines, a text that is too long for a name, and one with a NUL are no path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a\nb").touch()  # A name may have two lines; whoever gives two lines gives a text.
    assert verified({"s": text}).reason == "neither its words nor any near them stand in the text"


def test_a_path_that_cannot_be_read_is_unavailable(tmp_path):
    """A folder in the place of a file is no text."""
    verification = verified({"s": tmp_path})
    assert verification.verdict is QuoteVerdict.UNAVAILABLE
    assert verification.reason.startswith("cannot be read: ")


@pytest.mark.parametrize("given", [Path("a\x00b"), None, 7], ids=["NUL in a path", "None", "a number"])
def test_what_is_no_text_is_unavailable(given):
    """A wrong value is the fault of one source and loses no other verdict."""
    verification = verified({"s": given})
    assert verification.verdict is QuoteVerdict.UNAVAILABLE


def test_a_text_in_another_language_is_missing_the_words():
    """Nothing near is made of words in another script."""
    assert verified({"s": "\u0421\u043b\u043e\u0432\u0430 \u0431\u044b\u043b\u0438 " * 50}).verdict is (
        QuoteVerdict.MISSING
    )


def test_white_space_alone_is_missing_the_words():
    """A text of blank lines can be read, and nothing stands in it."""
    assert verified({"s": "\n \n"}).verdict is QuoteVerdict.MISSING


def test_one_large_text_is_read():
    """Fifty megabytes take one pass."""
    text = "Sentences that say nothing of it. " * 1_500_000
    verification = verified({"s": text + WORDS})
    assert verification.verdict is QuoteVerdict.MOVED
    assert verification.start == len(text)


def test_each_quote_of_every_type_of_record_has_one_verdict():
    """In the order of the snapshot, then of the evidence; a citation without a quote has none."""
    cited = (Citation("s", QUOTE), Citation("s"), Citation("t", QUOTE))
    records = (
        source("s"),
        source("t"),
        Figure(id="a", label="Figure", evidence=cited),
        Event(id="b", label="Event", evidence=cited),
        Proposal(id="p~/", title="Proposal", evidence=cited),
        Position(id="c", proposal_id="p~/", actor_id="s-o", evidence=cited),
        person("s-o"),
    )
    found = verify(Tracker.of(*records), {"s": TEXT, "t": "nothing"})
    assert [(one.record_id, one.citation, one.source_id) for one in found] == [
        (record_id, index, source_id)
        for record_id in ("p~/", "c", "b", "a")
        for index, source_id in ((0, "s"), (2, "t"))
    ]
    assert found[0].path == "/proposals/p~0~1/evidence/0/quote"


def test_a_view_verifies_what_it_shows():
    """Only the citations that were public by the day."""
    whole = Tracker.of(
        source("s", "2023-09-26"),
        source("late", "2025-01-01"),
        Event(id="e", label="Event", evidence=(Citation("late", QUOTE), Citation("s", QUOTE))),
    )
    found = verify(whole.at(known="2024-01-01"), {"s": TEXT, "late": TEXT})
    assert [one.source_id for one in found] == ["s"]
