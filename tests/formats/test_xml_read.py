"""XML is read without document types and entities, with the line of each element, and nothing is fetched."""

import pytest

from policytrack.formats._faults import Fault
from policytrack.formats._trees import DEEPEST
from policytrack.formats._xml_read import as_data, parse
from policytrack.formats._yaml_read import Refused

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<lolz>&b;</lolz>"""
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
REMOTE = b'<!DOCTYPE a SYSTEM "http://nowhere.example/a.dtd"><a/>'
PARAMETER = b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://nowhere.example/x"> %x;]><a/>'


@pytest.mark.parametrize("document", [BOMB, EXTERNAL, REMOTE, PARAMETER])
def test_a_document_type_is_refused(document):
    """It is refused where it begins, so that no entity of it is ever known."""
    with pytest.raises(Refused) as caught:
        parse(document)
    assert caught.value.problem.code == "xml-doctype"


def test_the_line_of_a_document_type_is_told():
    """The error says where it stands."""
    with pytest.raises(Refused) as caught:
        parse(BOMB)
    assert caught.value.line == 2


def test_an_entity_that_nothing_declares_is_no_xml():
    """Without a document type there are five entities, and no more."""
    with pytest.raises(Refused, match="undefined entity"):
        parse(b"<a>&uuml;</a>")


def test_deep_nesting_is_refused():
    """The tree is walked by functions that call themselves."""
    with pytest.raises(Refused) as caught:
        parse(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1))
    assert caught.value.problem.code == "too-deep"


def test_nesting_up_to_the_limit_is_read():
    """The limit itself is in."""
    assert sum(1 for _ in parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST).walk()) == DEEPEST


@pytest.mark.parametrize("document", [b"", b" \n"])
def test_an_empty_document_is_refused(document):
    """There is nothing to read."""
    with pytest.raises(Fault) as caught:
        parse(document)
    assert caught.value.problem.code == "empty-document"


@pytest.mark.parametrize(
    "document", [b"<a><b></a>", b"<a>", b"a", b"<a/><a/>", b"<a>\xff</a>", b"<a>\x00</a>"]
)
def test_what_is_no_xml_is_refused(document):
    """The error has the line."""
    with pytest.raises(Refused, match=r"no XML: .*, at line 1, column"):
        parse(document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_a_document_declares_is_read(encoding):
    """Text comes out the same from each."""
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><a>Grün</a>'
    assert parse(text.encode(encoding)).text() == "Grün"


@pytest.mark.parametrize("name", ["no-such", "shift_jis"])
def test_an_encoding_that_is_not_known_is_refused(name):
    """A name that nothing has, and one of several bytes a character that expat leaves to us."""
    with pytest.raises(Fault) as caught:
        parse(f'<?xml version="1.0" encoding="{name}"?><a>x</a>'.encode())
    assert caught.value.problem.code in {"bad-encoding", "bad-syntax"}


def test_names_are_local():
    """The namespace stands beside the name, and a prefix means nothing."""
    node = parse(b'<x:a xmlns:x="urn:1" x:k="1" l="2"><b xmlns="urn:2"/></x:a>')
    assert (node.tag, node.space, node.attributes) == ("a", "urn:1", {"k": "1", "l": "2"})
    assert [(child.tag, child.space) for child in node.children()] == [("b", "urn:2")]


def test_each_element_has_its_line():
    """Lines count from 1."""
    assert [node.line for node in parse(b"<a>\n<b/>\n\n<c/></a>").walk()] == [1, 2, 4]


def test_text_is_that_of_all_below():
    """In the order of the document, with white space as one space."""
    assert parse(b"<a> one <b>two\n</b><![CDATA[<three>]]> </a>").text() == "one two <three>"


def test_children_are_found_by_name():
    """Or all, where no name is given."""
    node = parse(b"<a><b/><c/><b/></a>")
    assert [len(node.children("b")), len(node.children("b", "c")), len(node.children())] == [2, 3, 3]


def test_a_walk_goes_around_what_it_may_not_enter():
    """What is not entered is not given either."""
    node = parse(b"<a><b><c/></b><d/></a>")
    assert [found.tag for found in node.walk(into=lambda below: below.tag != "b")] == ["a", "d"]


def test_records_become_wire_values():
    """Elements are texts, objects and lists; attributes and mixed text have keys of their own."""
    located = as_data(parse(b'<a><b> x </b><c>1</c><c>2</c><d k="v">t<e/></d><f/></a>'))
    assert located.tree.value == {
        "a": {"b": "x", "c": ["1", "2"], "d": {"@k": "v", "#text": "t", "e": ""}, "f": ""}
    }


def test_wire_values_have_lines():
    """By pointer, as those of YAML."""
    located = as_data(parse(b"<a>\n<c/>\n<c/></a>"))
    assert (located.line("/a"), located.line("/a/c/1")) == (1, 3)
