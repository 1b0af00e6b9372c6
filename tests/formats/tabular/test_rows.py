"""What becomes of the rows and cells of a table."""

import json

import pytest
from tables import HEAD, form, kept, table, told

import policytrack as pt
from policytrack import files
from policytrack.errors import DecodeError
from policytrack.formats.tabular import TabularFormat

ROW = "Free buses,transport; youth,Done,24/09/2023,Ann's Party; Taxpayers,https://example.org/a"


def read(*rows, strict=True, changes=()):
    """What the rows of a table give."""
    return form(*changes).decode(table(*rows), strict=strict)


def refused(*rows, changes=()):
    """Code and path of everything that is wrong with the rows."""
    with pytest.raises(DecodeError) as caught:
        read(*rows, changes=changes)
    return told(caught.value.problems)


def test_a_row_becomes_records():
    """A row gives a proposal, its status, who is against it, and the page that says so."""
    found = read(ROW).snapshot
    (proposal,), (change,), (source,) = found.proposals, found.status_changes, found.sources
    assert (proposal.id, proposal.title) == ("pledge-free-buses", "Free buses")
    assert proposal.topics == {"transport", "youth"}
    assert (change.to, change.wording, str(change.on)) == ("implemented", "Done", "2023-09-24")
    assert (source.id, source.url, source.title) == ("source-a", *2 * ["https://example.org/a"])
    assert [one.actor_id for one in found.positions] == ["organization-ann-s-party", "organization-taxpayers"]
    assert {one.attribution for one in found.positions} == {"Ann's Party", "Taxpayers"}
    assert {one.source_id for one in found.positions[0].evidence} == {"source-a"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("24/09/2023", "2023-09-24", id="a day"),
        pytest.param("09/2023", "2023-09", id="a month stays a month"),
        pytest.param("2023", "2023", id="a year stays a year"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, date):
    """A partial date stays partial."""
    (change,) = read(f"Free buses,,Done,{text},,").snapshot.status_changes
    assert str(change.on) == date


def test_an_empty_status_is_none():
    """A row without a status gives no status change."""
    found = read("Free buses,,n/a,,,").snapshot
    assert (len(found.proposals), found.status_changes, found.positions) == (1, (), ())


def test_a_word_that_the_mapping_does_not_know_is_unmapped():
    """The state is `unmapped`, the wording is the word, and the warning says where it stands."""
    decoded = read("Free buses,,Shelved,,,")
    (change,) = decoded.snapshot.status_changes
    assert (change.to, change.wording) == ("unmapped", "Shelved")
    assert told(decoded.problems) == [("unmapped-status", "/rows/2/Status")]
    tracker = pt.Tracker.from_snapshot(decoded.snapshot)
    standing = tracker.standing("pledge-free-buses")
    assert (standing.status, standing.phase) == ("unmapped", None)
    assert "unknown-state" in {problem.code for problem in tracker.problems()}


def test_words_are_found_in_any_case():
    """Case and white space make no other word."""
    (change,) = read("Free buses,,IN  hand,,,").snapshot.status_changes
    assert (change.to, change.wording) == ("in-progress", "IN  hand")


def test_a_state_needs_no_words():
    """Where the mapping has no words, a cell that names a state of the lifecycle is that state."""
    found = read(
        "A,,made,,,",
        "B,,Made,,,",
        changes=[('words = { "Done" = "implemented", "In hand" = "in-progress" }', "")],
    )
    assert [one.to for one in found.snapshot.status_changes] == ["made", "unmapped"]


def test_a_date_that_no_pattern_reads_is_refused():
    """Strict reading names the row and the column."""
    assert refused("Free buses,,Done,9/24/2023,,") == [("bad-date", "/rows/2/Since")]


def test_lenient_reading_goes_without_the_cell():
    """The row is kept, and the text of the cell stands in the extras."""
    decoded = read("Free buses,,Done,last autumn,,", strict=False)
    (change,) = decoded.snapshot.status_changes
    assert (change.on, told(decoded.problems)) == (None, [("bad-date", "/rows/2/Since")])
    assert kept(decoded.snapshot.proposals[0]) == {"pledges:Since": "last autumn"}


def test_a_column_that_nothing_takes_is_kept():
    """It stands in the extras under the name of the mapping, where it holds something."""
    data = table("Free buses,,,,,,see p. 3,", header="Pledge,Topics,Status,Since,Against,Page,Note,Blank")
    (proposal,) = form().decode(data).snapshot.proposals
    assert kept(proposal) == {"pledges:Note": "see p. 3"}


@pytest.mark.parametrize("strict", [True, False])
def test_rows_that_hold_no_record_are_named(strict):
    """A blank row and a line of totals are told, and are no error."""
    decoded = read(ROW, ",,,,,", "", "Total,,174,,,", strict=strict)
    assert told(decoded.problems) == [("no-record", "/rows/3"), ("no-record", "/rows/5")]
    assert len(decoded.snapshot.proposals) == 1


def test_a_row_without_a_title_is_left_out():
    """It is named by its row, and the rows around it stand."""
    assert refused(",,Done,,,", ROW) == [("missing-key", "/rows/2/Pledge")]
    decoded = read(",,Done,,,", ROW, strict=False)
    assert told(decoded.problems) == [("left-out", "/rows/2"), ("missing-key", "/rows/2/Pledge")]
    assert len(decoded.snapshot.proposals) == 1


@pytest.mark.parametrize("row", ["Free buses,,Done", "Free buses,,Done,,,,more"], ids=["short", "long"])
def test_a_row_of_another_length_is_left_out(row):
    """Nobody knows which cell is missing or split."""
    assert refused(row) == [("ragged-row", "/rows/2")]
    assert told(read(row, strict=False).problems) == [("left-out", "/rows/2"), ("ragged-row", "/rows/2")]


def test_cells_behind_the_last_column_may_be_empty():
    """Spreadsheets write them."""
    assert len(read("Free buses,,Done,,,,,").snapshot.proposals) == 1


def test_a_quote_that_stays_open_costs_what_follows():
    """The rows before it stand."""
    decoded = read(ROW, '"Free,,,,,', "Other,,,,,", strict=False)
    assert told(decoded.problems) == [("left-out", "/rows/3"), ("bad-syntax", "/rows/3")]
    assert len(decoded.snapshot.proposals) == 1


def test_a_title_that_stands_twice_is_a_duplicate():
    """The second row is named, not merged."""
    assert refused(ROW, "Free buses,,In hand,,,") == [("duplicate-row", "/rows/3")]


SHARED = [
    ('kind = "pledge"', 'kind = "pledge"\nshared = true\nsummary = "Note"\njurisdiction = { value = "uk" }'),
    ('name = "pledges"', 'name = "pledges"\nrest = "status"'),
]


def shared(*rows, strict=True):
    """What rows give that may share a proposal, with a column more."""
    data = table(*rows, header="Pledge,Topics,Status,Since,Against,Page,Note,Who")
    return form(*SHARED).decode(data, strict=strict)


def test_rows_may_share_a_proposal():
    """Each adds what it says; the first summary counts, and another one is kept and told."""
    decoded = shared("Buses,a,In hand,2022,,,cheap,Ann", "Buses,b,Done,2023,,,dear,Bob")
    (proposal,) = decoded.snapshot.proposals
    assert (proposal.topics, proposal.summary) == ({"a", "b"}, "cheap")
    done, underway = decoded.snapshot.status_changes
    assert (done.to, kept(done)) == ("implemented", {"pledges:Note": "dear", "pledges:Who": "Bob"})
    assert kept(underway) == {"pledges:Who": "Ann"}
    assert told(decoded.problems) == [("conflicting-row", "/rows/3/Note")]


def test_a_summary_may_come_later():
    """What the first row leaves open the next one says."""
    decoded = shared("Buses,,In hand,2022,,,,", "Buses,,Done,2023,,,cheap,")
    assert (decoded.snapshot.proposals[0].summary, decoded.problems) == ("cheap", ())


def test_what_a_row_says_again_is_a_duplicate():
    """Rows that share a proposal say each something of their own."""
    decoded = shared("Buses,,Done,2022,,,,", "Buses,,Done,2022,,,,", strict=False)
    assert told(decoded.problems) == [("left-out", "/rows/3"), ("duplicate-row", "/rows/3")]


def test_the_rest_of_a_row_without_a_status_goes_to_the_proposal():
    """It stands there under the row's place, apart from that of other rows."""
    decoded = shared("Buses,,,,,,,Ann", "Buses,,Done,2022,,,,Bob")
    (proposal,) = decoded.snapshot.proposals
    assert kept(proposal) == {"pledges:/rows/2": {"pledges:Who": "Ann"}}


def test_other_titles_are_kept():
    """A key may tell rows that share a proposal under two titles."""
    changes = [
        ('kind = "pledge"', 'kind = "pledge"\nkey = "No"\nshared = true'),
        ('name = "pledges"', 'name = "pledges"\nrest = "status"'),
    ]
    data = table(
        "Buses,,Done,2022,,,7", "Trams,,Done,2023,,,7", header="Pledge,Topics,Status,Since,Against,Page,No"
    )
    (proposal,) = form(*changes).decode(data).snapshot.proposals
    assert (proposal.id, proposal.title, proposal.other_titles) == ("pledge-7", "Buses", ("Trams",))


POSITIONS = HEAD.replace('value = "opposes"', 'column = "Stance", words = { "for" = "supports" }').replace(
    "[[positions]]",
    '[[positions]]\nquote = "Words"\nactor_kind = "person"\n'
    'said_on = { column = "Since", pattern = "DD/MM/YYYY" }',
)


def stances(*rows, text=POSITIONS, strict=True):
    """What rows give of a mapping whose stances stand in a column."""
    data = table(*rows, header="Pledge,Topics,Status,Since,Against,Page,Stance,Words")
    return form(text=text).decode(data, strict=strict)


def test_a_stance_is_mapped_and_its_word_kept():
    """The literal word stands in the extras, the literal words of the speaker in the quote."""
    found = stances("Buses,,,05/03/2024,Ann Lee,https://a.example,For,Ride free!").snapshot
    (position,) = found.positions
    assert (str(position.stance), str(position.said_on)) == ("supports", "2024-03-05")
    assert (position.actor_id, position.evidence[0].quote.exact) == ("person-ann-lee", "Ride free!")
    assert kept(found.proposals[0]) == {"pledges:Stance": "For"}


def test_a_stance_that_cannot_be_read_is_unknown():
    """They spoke: the position stands, the word is kept, and a warning names it."""
    decoded = stances("Buses,,,,Ann Lee,https://a.example,maybe,")
    assert str(decoded.snapshot.positions[0].stance) == "unknown"
    assert kept(decoded.snapshot.proposals[0]) == {"pledges:Stance": "maybe"}
    assert told(decoded.problems) == [("unmapped-stance", "/rows/2/Stance")]


def test_a_stance_that_is_left_out_is_unknown():
    """An empty cell is no word that is unknown."""
    decoded = stances("Buses,,,,Ann Lee,https://a.example,,")
    assert (str(decoded.snapshot.positions[0].stance), decoded.problems) == ("unknown", ())


def test_a_stance_may_stand_in_our_words():
    """A column without words of the mapping holds ours."""
    text = POSITIONS.replace(', words = { "for" = "supports" }', "")
    assert str(stances("Buses,,,,Ann,,Critical,", text=text).snapshot.positions[0].stance) == "critical"


def test_words_without_a_source_are_kept():
    """A quote needs the source that it is of; without one it stands in the extras."""
    found = stances("Buses,,,,Ann Lee,,for,Ride free!").snapshot
    assert found.positions[0].evidence == ()
    assert found.proposals[0].extras["pledges:Words"] == "Ride free!"


def test_when_tells_whether_a_row_says_it():
    """A status or a position with `when` stands only where that cell is not empty."""
    text = HEAD.replace("[[statuses]]", '[[statuses]]\nwhen = "Since"').replace(
        "[[positions]]", '[[positions]]\nwhen = "Topics"'
    )
    found = form(text=text).decode(table("A,,Done,,Ann,", "B,t,Done,2023,Ann,")).snapshot
    assert [one.proposal_id for one in (*found.status_changes, *found.positions)] == ["pledge-b", "pledge-b"]


def test_a_wording_may_have_its_own_column():
    """The word of the status is kept beside it."""
    text = HEAD.replace(
        "[[statuses]]", '[[statuses]]\nwording = "Against"\nby = "Topics"\nby_kind = "person"'
    )
    (change,) = form(text=text).decode(table("A,Ann Lee,Done,,all is well,")).snapshot.status_changes
    assert (change.wording, change.by_ids) == ("all is well", {"person-ann-lee"})


def test_a_cell_with_several_values_where_one_is_expected():
    """Strict reading refuses it; lenient reading takes the first and keeps all."""
    text = HEAD.replace('title = "Pledge"', 'title = "Pledge"\nsummary = { column = "Topics", split = "|" }')
    data = table("A,one|two,,,,")
    with pytest.raises(DecodeError):
        form(text=text).decode(data)
    decoded = form(text=text).decode(data, strict=False)
    (proposal,) = decoded.snapshot.proposals
    assert (proposal.summary, told(decoded.problems)) == ("one", [("several-values", "/rows/2/Topics")])
    assert kept(proposal) == {"pledges:Topics": "one|two"}


def test_what_is_cut_or_translated_is_kept_whole():
    """The cell as it was stands in the extras."""
    text = HEAD.replace(
        'title = "Pledge"', """title = { column = "Pledge", cut = ' ?\\(No\\. \\d{1,4}\\)$' }"""
    ).replace('split = ";" }]', 'split = ";", words = { "bus" = "transport" } }]')
    (proposal,) = form(text=text).decode(table("Buses (No. 4),Bus,,,,")).snapshot.proposals
    assert (proposal.title, proposal.topics) == ("Buses", {"transport"})
    assert kept(proposal) == {"pledges:Pledge": "Buses (No. 4)", "pledges:Topics": "Bus"}


def test_sources_have_the_titles_that_stand_beside_them():
    """Addresses and titles go together where there are as many; one title goes with all."""
    text = HEAD.replace(
        'url = "Page"', 'url = { column = "Page", split = " " }\ntitle = { column = "Topics", split = ";" }'
    )
    data = table(
        "A,One;Two,,,,https://x.example/1 https://x.example/2", "B,Three,,,,http://[ https://x.example"
    )
    found = form(text=text).decode(data).snapshot.sources
    assert {(one.id, one.title) for one in found} == {
        ("source-1", "One"), ("source-2", "Two"), ("source-http", "Three"), ("source-x-example", "Three"),
    }  # fmt: skip
    with pytest.raises(DecodeError, match="2 titles for 1 addresses"):
        form(text=text).decode(table("A,One;Two,,,,https://x.example/1"))
    lenient = form(text=text).decode(table("A,One;Two,,,,https://x.example/1"), strict=False)
    assert lenient.snapshot.sources[0].title == "https://x.example/1"


def test_a_source_may_have_no_address():
    """Then its title tells it."""
    text = HEAD.replace(
        'url = "Page"',
        'title = "Page"\npublished = { column = "Since", pattern = "YYYY" }\npublisher = { value = "Town" }',
    )
    (source,) = form(text=text).decode(table("A,,,2023,,Council minutes 12/24")).snapshot.sources
    assert (source.id, source.url, str(source.published), source.publisher) == (
        "source-council-minutes-12-24",
        None,
        "2023",
        "Town",
    )


def test_identifiers_and_other_titles():
    """The data's own numbers are identifiers."""
    text = HEAD.replace(
        'kind = "pledge"',
        'kind = "pledge"\nidentifiers = [{ scheme = "town", cell = "Since" }]\nother_titles = ["Against"]',
    ).replace("on = {", "# on = {")
    (proposal,) = form(text=text).decode(table("A,,,17,Plan A,")).snapshot.proposals
    assert (proposal.identifier("town"), proposal.other_titles) == ("17", ("Plan A",))


def test_two_titles_in_one_slug_have_two_ids():
    """Titles that differ beyond the length of an id do not share it, on any run."""
    long = "word " * 30
    found = read(f"{long}one,,,,,", f"{long}two,,,,,").snapshot
    assert len({one.id for one in found.proposals}) == 2
    assert found == read(f"{long}one,,,,,", f"{long}two,,,,,").snapshot


def test_damaged_text_survives_and_is_told_once():
    """What was lost cannot be told: the texts stay as they are."""
    decoded = read("Fran\ufffdois,,,,,", r"Caf\u00e9 &amp; bar,,,,,")
    assert {one.title for one in decoded.snapshot.proposals} == {"Fran\ufffdois", r"Caf\u00e9 &amp; bar"}
    assert told(decoded.problems) == [("damaged-text", "/rows/2/Pledge")]


def test_a_nul_is_refused_with_its_row():
    """No record holds one; the other rows stand."""
    text = HEAD.replace("[table]", '[table]\nencoding = "utf-8"')
    decoded = form(text=text).decode(table("A\0,,,,,", ROW), strict=False)
    assert [path for code, path in told(decoded.problems) if code == "left-out"] == ["/rows/2"]
    assert len(decoded.snapshot.proposals) == 1


def test_a_mapping_with_states_that_there_are_not_is_refused():
    """The nearest state is suggested."""
    with pytest.raises(DecodeError, match="nearest: implemented"):
        form(('"implemented"', '"implementd"')).decode(table(ROW))


def test_a_lifecycle_that_nobody_knows_holds_no_state_back():
    """A plugin may bring it later; the words are taken as they are."""
    found = form(('"recommendation"', '"org.example"')).decode(table(ROW)).snapshot
    assert found.status_changes[0].to == "implemented"


def test_a_format_may_be_given_itself(tmp_path):
    """A mapping's file is all that `load` needs."""
    (tmp_path / "pledges.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "pledges.csv").write_bytes(table(ROW))
    own = TabularFormat(tmp_path / "pledges.toml")
    tracker = pt.load(tmp_path / "pledges.csv", format=own)
    assert tracker.standing("pledge-free-buses").status == "implemented"
    registry = pt.Registry.default().with_format(own)
    assert (
        pt.load(tmp_path / "pledges.csv", format="pledges", registry=registry).snapshot()
        == tracker.snapshot()
    )
    assert pt.loads(table(ROW), format=own).snapshot() == tracker.snapshot()


def test_a_folder_holds_its_mapping(tmp_path):
    """The tables beside it are read as one, each problem with its file."""
    (tmp_path / "mapping.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "2023.csv").write_bytes(table(ROW))
    (tmp_path / "2024.csv").write_bytes(table("Trams,,Shelved,,,"))
    (tmp_path / "notes.md").write_text("not a table", encoding="utf-8")
    decoded = files.read(tmp_path, format="tabular")
    assert [one.title for one in decoded.snapshot.proposals] == ["Free buses", "Trams"]
    assert told(decoded.problems) == [("unmapped-status", "2024.csv: /rows/2/Status")]
    (tmp_path / "2024.csv").write_bytes(b"")
    with pytest.raises(DecodeError, match=r"2024\.csv: : there is nothing in it|2024\.csv"):
        files.read(tmp_path, format="tabular")


def test_a_folder_without_a_mapping_is_refused():
    """The error says what to write."""
    with pytest.raises(DecodeError, match=r"mapping\.toml: no mapping says"):
        pt.formats.get("tabular").decode({"a.csv": table(ROW)})


def test_a_table_is_not_written():
    """A mapping goes one way."""
    with pytest.raises(pt.EncodeError, match="pledges is read, not written"):
        form().encode(pt.Snapshot())


def test_json_rows():
    """A table of JSON goes by keys, and a problem has its pointer."""
    text = HEAD.replace("[table]", '[table]\nshape = "json"\nrows = "/data"').replace(
        'column = "Topics", split = ";"', 'column = "Topics"'
    )
    rows = [
        {
            "Pledge": "A",
            "Topics": ["x", "y"],
            "Status": "Done",
            "Since": 2023,
            "Against": None,
            "Page": "p",
            "More": {"a": [1]},
        },
        {"Pledge": True, "Status": "Done"},
        "no row",
    ]
    data = json.dumps({"data": rows, "licence": "CC0"}).encode()
    decoded = form(text=text).decode(data, strict=False)
    (proposal,) = decoded.snapshot.proposals
    assert (proposal.topics, kept(proposal)) == ({"x", "y"}, {"pledges:More": {"a": [1]}})
    assert str(decoded.snapshot.status_changes[0].on) == "2023"
    assert told(decoded.problems) == [
        ("outside-rows", "/licence"),
        ("left-out", "/data/1"),
        ("wrong-type", "/data/1/Pledge"),
        ("missing-key", "/data/1/Pledge"),
        ("left-out", "/data/2"),
        ("wrong-type", "/data/2"),
    ]


def test_a_status_may_be_the_same_for_every_row():
    """A column of days then says when it came to it, and a row without one says nothing."""
    text = (
        HEAD.replace("[statuses.to]", "[ignored]")
        .replace('words = { "Done"', "# {")
        .replace('column = "Status"', "")
    )
    text = text.replace("[ignored]", "").replace(
        "[[statuses]]", '[[statuses]]\nto = { value = "accepted" }\nwhen = "Since"'
    )
    (change,) = form(text=text).decode(table("A,,,2023,,", "B,,Done,,,")).snapshot.status_changes
    assert (change.to, change.wording, str(change.on)) == ("accepted", None, "2023")


def test_parts_of_a_cell_that_are_empty_are_nothing():
    """A delimiter too many makes no value."""
    assert read("A,x;; n/a ;y,,,,").snapshot.proposals[0].topics == {"x", "y"}


def test_what_no_record_holds_costs_its_row():
    """A NUL in a column that nothing takes would be lost otherwise."""
    text = HEAD.replace("[table]", '[table]\nencoding = "utf-8"')
    data = table("A,,,,,,\0", "B,,,,,,", header="Pledge,Topics,Status,Since,Against,Page,Note")
    decoded = form(text=text).decode(data, strict=False)
    assert [one.title for one in decoded.snapshot.proposals] == ["B"]
    assert told(decoded.problems) == [("left-out", "/rows/2"), ("bad-json", "/rows/2")]
