"""The published database, as SQLite has it: tables, links, words, views and the questions."""

import doctest
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import attrs
import hostile
import plugins
import pytest
from factories import change, day, person, position, proposal, source
from hypothesis import given, settings
from strategies import worlds
from test_people import ACQUITTAL

import policytrack as pt
from policytrack import formats
from policytrack import query as q
from policytrack.cli import main
from policytrack.errors import DecodeError, EncodeError
from policytrack.formats.datasette import DatasetteFormat
from policytrack.formats.datasette._questions import QUESTIONS
from policytrack.model import Citation, Quote, Snapshot

FORM = formats.get("datasette")
CASE = pt.datasets.load("police-accountability")
CRITICAL = q.Position.stance.in_([pt.Stance.CRITICAL, pt.Stance.OPPOSES])
few = settings(max_examples=settings().max_examples // 2)


def opened(data):
    """A connection to a database, with the function that Datasette adds."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    connection.row_factory = sqlite3.Row
    connection.create_function("escape_fts", 1, _escaped)
    return connection


def _escaped(words):
    return " ".join(f'"{word}"' for word in words.split())


@pytest.fixture(name="case", scope="module")
def _case():
    connection = opened(FORM.encode(CASE.snapshot()).data)
    yield connection
    connection.close()


def rows(data, sql, **values):
    """The rows of a question to a database that is given as bytes."""
    connection = opened(data)
    found = [tuple(row) for row in connection.execute(sql, values)]
    connection.close()
    return found


def asked(connection, name, **values):
    """The rows of a canned query."""
    return [dict(row) for row in connection.execute(QUESTIONS[name].sql, values)]


def test_it_is_whole(case):
    """SQLite finds no damage, and every id that leads somewhere arrives."""
    assert [row[0] for row in case.execute("PRAGMA integrity_check")] == ["ok"]
    assert case.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_record_is_a_row_of_its_table(case):
    """And of the table of all records, by its type."""
    held = dict(case.execute("SELECT id, type FROM records").fetchall())
    assert len(held) == sum(1 for _ in CASE.snapshot().records())
    assert held["mark-rowley"] == "person"
    assert case.execute("SELECT count(*) FROM positions").fetchone()[0] == len(CASE.positions)


def test_every_fact_cites_its_source(case):
    """A row has the words, the title and the address of its source."""
    row = case.execute("SELECT * FROM positions WHERE id = 'adrian-fulford-on-self-defence-test'").fetchone()
    found = CASE.get(row["id"], pt.Position).evidence[0]
    held = CASE.get(found.source_id, pt.Source)
    assert row["cited_quote"] == found.quote.exact
    assert (row["cited_source_id"], row["cited_source"], row["cited_url"]) == (held.id, held.title, held.url)


def test_a_quote_is_cited_before_a_mere_mention():
    """Where several sources bear a fact, the first that is quoted is shown."""
    evidence = (Citation("s"), Citation("t", Quote(exact="words")))
    world = Snapshot(
        sources=(source("s"), source("t")), proposals=(pt.Proposal(id="p", title="P", evidence=evidence),)
    )
    sql = "SELECT cited_source_id, cited_quote FROM proposals"
    assert rows(FORM.encode(world).data, sql) == [("t", "words")]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "https://a b"]
)
def test_only_addresses_of_the_web_are_cited(url):
    """What else stands in a source stays what the source says, and no row cites it."""
    world = Snapshot(
        sources=(source("s", url=url),),
        proposals=(pt.Proposal(id="p", title="P", evidence=(Citation("s"),)),),
    )
    data = FORM.encode(world).data
    assert rows(data, "SELECT cited_url FROM proposals") == [(None,)]
    assert rows(data, "SELECT url FROM sources") == [(url,)]


@few
@given(worlds())
def test_status_on_any_day_is_the_trackers(snapshot):
    """The question about a day, as known on another, is answered as a tracker answers it."""
    tracker, connection = pt.Tracker.from_snapshot(snapshot), opened(FORM.encode(snapshot).data)
    for on, known in ((None, None), ("2023-09-25", None), ("2023-09-25", "2023-09-24"), (None, "2023-09-24")):
        view = tracker.at(on=on, known=known)
        found = asked(connection, "status_on_a_day", on=on or "", known=known or "")
        expected = [(one.id, str(view.standing(one.id).status)) for one in view.proposals]
        assert [(row["proposal_id"], row["status"]) for row in found] == expected
    connection.close()


@few
@given(worlds())
def test_status_now_is_the_trackers(snapshot):
    """Each proposal with its title, its status, and the report that counts."""
    tracker, connection = pt.Tracker.from_snapshot(snapshot), opened(FORM.encode(snapshot).data)
    expected = []
    for one in tracker.proposals:
        standing = tracker.standing(one.id)
        expected.append(
            (one.id, one.title, standing.status, None if standing.since is None else str(standing.since))
        )
    found = asked(connection, "status_now")
    assert [(row["id"], row["title"], row["status"], row["since"]) for row in found] == expected
    connection.close()


@few
@given(worlds())
def test_stances_now_are_the_trackers(snapshot):
    """Who is for and who is against, by the last thing that each said."""
    tracker, data = pt.Tracker.from_snapshot(snapshot), FORM.encode(snapshot).data
    expected = {
        (one.id, stand.actor_id, side, stand.position.id)
        for one in tracker.proposals
        for side, stands in (("proponents", tracker.proponents(one.id)), ("critics", tracker.critics(one.id)))
        for stand in stands
    }
    now = "known_until = 'open' AND on_until = 'open'"
    sql = f"SELECT proposal_id, actor_id, side, position_id FROM stances WHERE {now}"  # noqa: S608  # Our own words.
    assert set(rows(data, sql)) == expected


def test_status_as_known_in_2023(case):
    """What was public by then, on a day two years later."""
    found = asked(case, "status_on_a_day", on="2025-10-24", known="2023-09-30")
    status = {row["proposal_id"]: row["status"] for row in found}
    assert status["unlawful-killing-standard"] == "proposed"
    assert {row["proposal_id"]: row["status"] for row in asked(case, "status_on_a_day", on="", known="")}[
        "self-defence-test"
    ] == "in-force"


def test_every_standing_cites_its_report(case):
    """The words and the address of the report that counts stand beside the status."""
    row = next(row for row in asked(case, "status_now") if row["id"] == "self-defence-test")
    standing = CASE.standing(row["id"])
    assert row["source"] == CASE.get(standing.change.evidence[0].source_id, pt.Source).title


def test_topic_with_critic_between_dates(case):
    """As the query of the same name finds it."""
    period = pt.PartialDate.parse("2023-09-01/2026-12-31")
    said = CRITICAL & q.Position.actor_id.is_("inquest") & q.Position.said_on.possibly_within(period)
    P = q.Proposal  # noqa: N806  # As in the documentation.
    expected = CASE.run(q.select(pt.Proposal).where(P.topics.contains("policing") & P.positions.any(said)))
    values = {"topic": "policing", "critic": "inquest", "first_day": "2023-09-01", "last_day": "2026-12-31"}
    found = asked(case, "topic_with_critic", **values)
    assert list(dict.fromkeys(row["id"] for row in found)) == [one.id for one in expected] != []
    assert all(row["quote"] and row["url"] for row in found)
    empty = asked(case, "topic_with_critic", **values | {"first_day": "", "last_day": ""})
    assert len(empty) >= len(found)


@pytest.mark.parametrize("words", ["misconduct test", "accountability", "force lethal", "nothing like it"])
def test_words(case, words):
    """Every word, in any order, over all texts about a proposal."""
    expected = [one.id for one in CASE.run(q.select(pt.Proposal).where(q.Proposal.text.matches(words)))]
    assert [row["id"] for row in asked(case, "words", words=words)] == expected


def test_critics_of_what_somebody_supports(case):
    """Each critical position on a proposal that the other one supports."""
    P, S = q.Proposal, q.Position  # noqa: N806  # As in the documentation.
    supported = P.positions.any(
        S.actor_id.is_("mark-rowley") & S.stance.in_([pt.Stance.PROPOSES, pt.Stance.SUPPORTS])
    )
    expected = CASE.run(q.select(pt.Position).where(CRITICAL & S.proposal.any(supported)))
    found = asked(case, "critics_of_what_somebody_supports", supporter="mark-rowley")
    assert sorted((row["proposal_id"], row["actor_id"]) for row in found) == sorted(
        (one.proposal_id, one.actor_id) for one in expected
    )
    assert found


def test_stances_by_organization(case):
    """The groups of the query, with the same counts."""
    S = q.Position  # noqa: N806  # As in the documentation.
    groups = CASE.run(q.select(pt.Position).group_by(S.stance, S.organization).count())
    found = asked(case, "stances_by_organization")
    counted = {(row["stance"], row["organization_id"]): row["positions"] for row in found}
    assert counted == {
        (str(stance), body): group.count for group in groups for stance, body in [group.values]
    }


def test_top_ten_critics(case):
    """The same ten, in the same order."""
    groups = CASE.run(q.select(pt.Position).where(CRITICAL).group_by(q.Position.actor_id).count().limit(10))
    found = asked(case, "top_ten_critics")
    assert [(row["actor_id"], row["positions"]) for row in found] == [
        (group.values[0], group.count) for group in groups
    ]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_answer_shows_the_charge_without_the_verdict(case, name):
    """What a question gives of a row is enough to have both."""
    values = {"on": "2023-09-30", "known": "", "topic": "policing", "first_day": "", "last_day": ""}
    shown = re.compile(r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bprosecuted\b", re.IGNORECASE)
    for actor in (one.id for one in (*CASE.people, *CASE.organizations)):
        given = values | {"words": "police", "critic": actor, "supporter": actor}
        found = [" ".join(map(str, row.values())) for row in asked(case, name, **given)]
        assert [row for row in found if shown.search(row) and ACQUITTAL not in row] == []


def test_a_correction_shows_in_the_proposal():
    """A view has the words of the correction under the id of the proposal, once, and no retracted record."""
    first = proposal("p")
    second = pt.Proposal(id="q", title="Better", corrects_id="p", correction=pt.CorrectionKind.CORRECTS)
    gone = change("c", "accepted", "2024")
    taken = change("d", "accepted", "2024", corrects_id="c", correction=pt.CorrectionKind.RETRACTS)
    data = FORM.encode(Snapshot(proposals=(first, second), status_changes=(gone, taken))).data
    assert rows(data, "SELECT id, title FROM current_proposals") == [("p", "Better")]
    assert rows(data, "SELECT count(*) FROM proposals") == [(2,)]
    assert rows(data, "SELECT id FROM current_status_changes") == []


def test_dates_have_their_bounds():
    """The EDTF text, and the first and the last day; what is open is empty."""
    data = FORM.encode(
        Snapshot(
            proposals=(proposal(),),
            status_changes=(change("c", "accepted", "2024-02"), change("d", "enacted", "[..2024-03-01]")),
        )
    ).data
    sql = 'SELECT "on", on_earliest, on_latest FROM status_changes ORDER BY id'
    assert rows(data, sql) == [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("[..2024-03-01]", None, "2024-03-01"),
    ]


def test_a_long_label_is_cut():
    """Where others lead to a record, its name is short."""
    data = FORM.encode(Snapshot(people=(pt.Person(id="a", name="n" * 500),))).data
    assert rows(data, "SELECT length(label) FROM records") == [(200,)]


def test_nobody_without_a_name_is_nameless():
    """A record that has no text of its own goes by its id."""
    held = pt.Snapshot(
        people=(person("a"),),
        organizations=(pt.Organization(id="b", name="B"),),
        memberships=(pt.Membership(id="m", person_id="a", organization_id="b"),),
    )
    assert rows(FORM.encode(held).data, "SELECT label FROM records WHERE id = 'm'") == [("m",)]


def test_plugins_have_tables_and_columns():
    """A plugin's types and the fields of its subclass, and what was left out with what it means."""
    made = plugins.Recommendation(id="r", title="R", number=7, addressed_to_ids=frozenset({"b"}))
    said = plugins.Response(id="x", recommendation_id="r", on=day("2024"), kinds=frozenset({"k"}))
    snapshot = Snapshot(
        organizations=(pt.Organization(id="b", name="Body"),),
        proposals=(made, proposal("p")),
        positions=(position("s", "b", proposal_id="r"),),
        others=(said,),
    )
    encoded = DatasetteFormat().encode(snapshot, registry=plugins.INQUIRIES)
    assert encoded.losses == ()
    sql = "SELECT id, number, is_interim, tone, status FROM current_others_recommendation"
    assert rows(encoded.data, sql) == [("r", 7, 0, "0", "unassessed")]
    link = "SELECT value FROM others_recommendation_addressed_to_ids"
    assert rows(encoded.data, link) == [("b",)]
    assert rows(encoded.data, "SELECT recommendation FROM current_others_response") == [("R",)]
    assert rows(encoded.data, "SELECT proposal FROM current_positions") == [("R",)]
    assert rows(encoded.data, "PRAGMA foreign_key_check") == []


def test_what_no_plugin_knows_is_kept():
    """Its fields stand in a column of JSON."""
    held = pt.UnknownRecord(id="u", type="org.example:thing", data={"size": 3})
    data = FORM.encode(Snapshot(others=(held,))).data
    ((kept,),) = rows(data, "SELECT data FROM others")
    assert json.loads(kept) == {"size": 3}
    assert rows(data, "SELECT type FROM records") == [("org.example:thing",)]


MONTH = pt.Period.parse("P1M")


@attrs.frozen(kw_only=True, repr=False)
class CountFts(pt.Record):
    """A plugin's record whose table could be taken for an index of words."""

    oid: str = "o"
    rank: str = "the first"
    name: str = "named"


@attrs.frozen(repr=False)
class Reach(pt.Checked):
    """Whom something reaches, and for how long."""

    days: int
    to_ids: tuple[Annotated[str, pt.RefersTo("Person")], ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Reached(pt.Record):
    """A plugin's record with a value that has columns of its own."""

    reach: Reach | None = None


@attrs.frozen(kw_only=True, repr=False)
class Count(pt.Record):
    """A plugin's record whose names and values are as bad as they may be."""

    big: int = 3
    share: float = 0.5
    current_id: str | None = None
    Big: bool = True
    marks: frozenset[str] = frozenset({"b", "a"})
    within: tuple[pt.Period, ...] = (MONTH,)
    lasts: pt.Period = MONTH


def test_numbers_that_do_not_fit_are_told():
    """A whole number of more than 64 bits is a text, and a loss; names are told apart."""
    registry = pt.Registry.shipped().with_record(Count)
    huge = Count(id="h", big=2**70, current_id="mine")
    encoded = FORM.encode(Snapshot(others=(Count(id="a"), huge)), registry=registry)
    assert encoded.losses == ("/others/1/big",)
    names = "id, big, share, current_id, Big_2, marks, within, lasts, current_id_2"
    sql = f"SELECT {names} FROM others_count ORDER BY id"  # noqa: S608  # Our own.
    first, second = rows(encoded.data, sql)
    assert first == ("a", 3, 0.5, None, 1, '["a", "b"]', '["P1M"]', "P1M", "a")
    assert second[3] == "mine"


def test_names_that_sqlite_keeps_are_told_apart():
    """A column is not taken for the number of a row, nor a table for an index of words."""
    registry = pt.Registry.shipped().with_record(Count).with_record(CountFts)
    held = CountFts(id="f")
    data = FORM.encode(Snapshot(others=(Count(id="a"), held)), registry=registry).data
    assert rows(data, "SELECT oid_2, rank_2 FROM others_count_fts_") == [("o", "the first")]
    found = "SELECT rowid FROM others_count_fts__fts WHERE others_count_fts__fts MATCH 'first'"
    assert rows(data, found) == [(1,)]


def test_ids_inside_of_a_value_are_links_too():
    """Several ids have a table of their own, wherever in the record they stand."""
    registry = pt.Registry.shipped().with_record(Reached)
    held = Reached(id="r", reach=Reach(days=3, to_ids=("a", "a")))
    data = FORM.encode(
        Snapshot(people=(person("a"),), others=(held, Reached(id="s"))), registry=registry
    ).data
    assert rows(data, "SELECT * FROM others_reached_reach_to_ids") == [("r", "a")]


def test_bytes_are_the_same_each_time():
    """Nothing comes from the clock or the order of records."""
    backwards = Snapshot.of(reversed(list(CASE.snapshot().records())))
    assert FORM.encode(CASE.snapshot()).data == FORM.encode(backwards).data


def test_what_does_not_fit_together_is_refused():
    """A publication answers questions, so its records have to be a tracker's."""
    with pytest.raises(EncodeError, match="nobody"):
        FORM.encode(Snapshot(positions=(position("s", "nobody"),), proposals=(proposal(),)))


def test_a_file_is_not_read():
    """A publication is no store, and the error says what to load."""
    with pytest.raises(DecodeError, match=r"sqlite:///tracker\.db"):
        FORM.decode(b"")


def test_saving_writes_three_files(tmp_path):
    """The database, and what Datasette is told of it under the name of the file."""
    assert pt.save(CASE, tmp_path / "case.db") == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.db", "datasette.json", "metadata.json"]
    metadata = json.loads((tmp_path / "metadata.json").read_bytes())
    assert list(metadata["databases"]) == ["case"]
    assert metadata["databases"]["case"]["queries"].keys() == QUESTIONS.keys()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    pt.save(CASE, tmp_path / "case.db")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_every_column_that_is_described_is_there(case, tmp_path):
    """Descriptions, labels and facets name columns of tables and views that exist."""
    pt.save(CASE, tmp_path / "case.sqlite")
    tables = json.loads((tmp_path / "metadata.json").read_bytes())["databases"]["case"]["tables"]
    for name, said in tables.items():
        columns = {row["name"] for row in case.execute(f'PRAGMA table_info("{name}")')}
        facets = {one["array"] if isinstance(one, dict) else one for one in said.get("facets", ())}
        label = {said["label_column"]} if "label_column" in said else set()
        assert columns >= said.get("columns", {}).keys() | facets | label, name
    held = case.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    assert {row["name"] for row in held if "_fts" not in row["name"]} == tables.keys()


def test_one_may_say_of_it_what_one_likes(tmp_path):
    """A title, a licence and a source of one's own stand in the place of ours."""
    about = {
        "title": "Mine",
        "license": "CC BY 4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
    }
    pt.save(CASE, tmp_path / "case.db", format=DatasetteFormat(about))
    metadata = json.loads((tmp_path / "metadata.json").read_bytes())
    assert {name: metadata[name] for name in about} == about


def test_one_licence_is_that_of_the_whole(tmp_path):
    """Where all sources have the same."""
    pt.save(pt.Snapshot(sources=(source("s", licence="OGL"), source("t"))), tmp_path / "a.db")
    assert json.loads((tmp_path / "metadata.json").read_bytes())["license"] == "OGL"


def test_a_store_is_not_overwritten(tmp_path):
    """What has the same ending and is no publication stays as it is."""
    with sqlite3.connect(tmp_path / "tracker.db") as connection:
        connection.execute("CREATE TABLE record (id)")
    connection.close()
    before = (tmp_path / "tracker.db").read_bytes()
    with pytest.raises(EncodeError, match="it may be a store"):
        pt.save(CASE, tmp_path / "tracker.db")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"tracker.db": before}


@pytest.mark.parametrize("text", ["{}", "no json", "[]", '{"databases": {"other": {}}}'])
def test_metadata_of_others_are_not_overwritten(tmp_path, text):
    """Nothing is written where it would be lost."""
    (tmp_path / "metadata.json").write_text(text)
    with pytest.raises(EncodeError, match="about something else"):
        pt.save(CASE, tmp_path / "case.db")
    assert [path.name for path in tmp_path.iterdir()] == ["metadata.json"]


def test_nothing_of_it_is_loaded_before_somebody_asks():
    """Formats are loaded with the package's first question; SQLite is not, and may be missing."""
    code = "import sys, policytrack.formats; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_dumps_gives_the_database_alone():
    """Bytes have nothing beside them."""
    assert pt.dumps(CASE, format="datasette")[:15] == b"SQLite format 3"


def test_a_hostile_case_is_kept_as_it_is():
    """Every text stands in a cell, word for word, and no address but of the web is cited."""
    data = FORM.encode(hostile.snapshot()).data
    assert rows(data, "SELECT title FROM proposals WHERE id = 'long'") == [(hostile.LONG,)]
    (found,) = rows(data, "SELECT count(*) FROM positions WHERE cited_url NOT GLOB 'http*'")
    assert found == (0,)


def test_the_page_about_publishing_is_true(tmp_path, monkeypatch):
    """Its examples run, and it names every question."""
    page = Path(__file__).parents[3] / "docs" / "publish.md"
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 5) == (0, True)
    assert [name for name in QUESTIONS if f"`{name}`" not in page.read_text(encoding="utf-8")] == []


def test_the_command_writes_it(tmp_path, capsys):
    """By the ending of the file, as the page shows it."""
    assert main(["convert", "police-accountability", str(tmp_path / "case.db")]) == 0
    assert capsys.readouterr().out.endswith("case.db: 416 records, no losses\n")
    assert len(list(tmp_path.iterdir())) == 3
