"""Each command answers what it is there for, as text and as JSON of its schema."""

import json
from itertools import pairwise

import pytest
from factories import change, proposal, source

import policytrack as pt
from policytrack import files

CASE = "police-accountability"


def test_brief_is_the_page_of_the_bundled_case(run):
    """Without a word more, the main job is done."""
    ran = run("brief")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(
        "Proposals in police-accountability, and what became of them\nas of 2026-11-21\n"
    )
    assert (
        "status in-force since 2026-06-30 (as of 2026-11-21) “These come into force on 30 June 2026"
        in ran.flat
    )
    assert "victims-right-to-review enacted since 2026-04-29 (as of 2026-11-21)" in ran.flat


def test_brief_of_some_proposals(run):
    """They come in the order in which they are named, and nothing else does."""
    printed = run("brief", CASE, "maca-support", "time-limits").out
    assert printed.index("[maca-support]") < printed.index("[time-limits]")
    assert printed.count("  status ") == 2
    assert "Also tracked" not in printed


def test_brief_on_a_day_with_what_was_known(answer):
    """Both days cut, and the answer says as of when it holds."""
    found = answer("brief", "--as-of", "2025-10-24", "--known", "2023-09-30")
    assert found["as_of"] == "2025-10-24"
    assert {page["status"] for page in found["pages"]} == {"proposed"}


def test_brief_begins_with_the_package(answer):
    """Its parts follow, then what is related to it; all else has a line."""
    found = answer("brief")
    ids = [page["proposal_id"] for page in found["pages"]]
    assert (ids[0], len(ids)) == ("legal-protection-overhaul", 7)
    assert {"contextual-information", "review-force-and-pursuits"} == set(ids[5:])
    assert "maca-support" in [one["proposal_id"] for one in found["also_tracked"]]


def test_show_a_proposal(run, answer):
    """It is its page, with the day as of which it holds."""
    assert "[maca-support]" in run("show", "maca-support").out
    found = answer("show", "maca-support", "--as-of", "2023-09-24")
    assert (found["page"]["status"], found["as_of"], found["type"]) == ("agreed", "2023-09-24", "proposal")


def test_show_another_record(run, answer):
    """It is its fields, and the words of its sources."""
    position = next(one for one in pt.datasets.load(CASE).positions if one.actor_id == "deborah-coles")
    printed = run("show", position.id).flat
    assert "actor Deborah Coles [deborah-coles]" in printed
    assert "source “would make accountability for police use of force virtually impossible” [1News" in printed
    assert printed.endswith("as of 2026-11-21")
    assert answer("show", "inquest")["record"]["name"] == "INQUEST"


def test_show_an_event_with_its_outcome(run):
    """The verdict stands beside the charge, whatever the day that is asked about."""
    case = pt.datasets.load(CASE)
    for outcome in case.outcomes():
        ran = run("show", outcome.event.id, "--as-of", "2023-09-30")
        assert f"outcome {outcome}" in ran.flat


def test_timeline(run, answer):
    """A day on which then and now differ has both answers, and the reasons follow."""
    printed = run("timeline", "unlawful-killing-standard").out
    assert "2024-10-23   under-review           review-promised\n" in printed
    assert "    also proposed 2023-09-24 [itv-news-2023-09-24]: it says the same\n" in printed
    turns = answer("timeline", "unlawful-killing-standard")["timeline"]["turns"]
    assert all((one["then"], one["now"]) != (two["then"], two["now"]) for one, two in pairwise(turns))


def test_timeline_up_to_a_day(answer):
    """What came later, and what was known later, is not told."""
    found = answer("timeline", "self-defence-test", "--as-of", "2025-10-24", "--known", "2024-01-01")
    days = [turn["day"] for turn in found["timeline"]["turns"]]
    assert max(days) <= "2025-10-24"
    assert found["timeline"]["turns"][-1]["now"] == "under-review"


def test_query(run, answer):
    """The proposals that a question finds, each with its status on the day of the question."""
    ran = run("query", "status:accepted critic:inquest on:2025-10-24")
    assert "1 proposal found\nas of 2025-10-24\n" in ran.out
    found = answer("query", "topic:policing sort:-since limit:2", "--as-of", "2024-01-01")
    assert (len(found["proposals"]), found["more"], found["as_of"]) == (2, True, "2024-01-01")
    assert pt.query.Query.from_json(found["query"]).size == 2


def test_query_with_days_of_its_own(answer):
    """Days in the question go before those of the view, and the newest evidence of then is the day."""
    found = answer("query", "critic:inquest known:2023-09-30", "--known", "2026-01-01")
    assert [one["status"] for one in found["proposals"]] == ["proposed"]
    assert found["as_of"] == "2023-09-28"
    assert answer("query", "on:2023-09-25 critic:inquest")["as_of"] == "2023-09-25"


def test_a_query_that_finds_nothing(run):
    """It is an answer."""
    ran = run("query", "status:withdrawn")
    assert (ran.status, ran.out) == (0, "0 proposals found\nas of 2026-11-21\n")
    assert "and there are more" in run("query", "limit:1").out


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "status:acceptd",
            ["acceptd: nothing here has it (nearest: accepted, partly-accepted)"],
            id="status",
        ),
        pytest.param("critic:inqest", ["inqest: nothing here has it (nearest: inquest)"], id="somebody"),
        pytest.param(
            "topic:polcing OR id:nobody",
            ["nobody: nothing here has it", "polcing: nothing here has it (nearest: policing)"],
            id="two",
        ),
        pytest.param("-topic:trees xyzzy", ["trees: nothing here has it"], id="denied"),
        pytest.param("critic:inquest since:1999", [], id="all there, but not together"),
        pytest.param(
            "topic:polcing limit:0", ["polcing: nothing here has it (nearest: policing)"], id="none wanted"
        ),
        pytest.param("critic:cooper known:2023-09-30", ["cooper: nothing here has it"], id="not public yet"),
    ],
)
def test_a_query_that_finds_nothing_names_what_nothing_has(answer, question, told):
    """A misspelt word would be taken for an answer; a word that another record has is none."""
    found = answer("query", question)
    assert found["proposals"] == []
    assert found["unmet"] == told


def test_diff_between_two_days(run, answer):
    """What became known, with its sources; the sides may be one case."""
    ran = run("diff", CASE, "--from", "2023-10-22", "--to", "2023-10-26")
    assert "\n\nadded position: " in ran.out
    assert ran.status == 0
    found = answer("diff", CASE, "--from", "2023-10-22", "--to", "2023-10-26", "--exit-code", status=1)
    assert found["moved"][0]["because"]
    assert found["as_of"] == "2023-10-26"


def test_diff_between_two_files(tmp_path, answer):
    """What was added, removed, changed and corrected is named by its id."""
    files.save(pt.Snapshot.of([source("s"), proposal("p"), proposal("gone")]), tmp_path / "a.json")
    fix = change("fix", "accepted", "2024", "s", corrects_id="c", correction=pt.CorrectionKind.CORRECTS)
    after = [source("s", "2024-05-01"), proposal("p"), change("c", "proposed", "2024", "s"), fix]
    files.save(pt.Snapshot.of(after), tmp_path / "b.json")
    found = answer("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert (found["added"], found["removed"], found["changed"]) == (["c", "fix"], ["gone"], ["s"])
    assert found["corrected"] == ["c"]


def test_diff_of_the_same(run):
    """Nothing changed, and the status says so."""
    ran = run("diff", CASE, CASE, "--exit-code")
    assert (ran.status, ran.out) == (0, "no change\nas of 2026-11-21\n")


def test_convert(run, answer, tmp_path):
    """The endings tell the formats, and what the other cannot say is named."""
    ran = run("convert", CASE, tmp_path / "case.jsonl")
    assert ran.out == f"{CASE} to {tmp_path}/case.jsonl: 416 records, no losses\n"
    assert pt.load(tmp_path / "case.jsonl").snapshot() == pt.datasets.load(CASE).snapshot()
    found = answer("convert", tmp_path / "case.jsonl", tmp_path / "graph", "--to", "mermaid")
    assert found["losses"][0].startswith("/people/")
    shown = run("convert", tmp_path / "case.jsonl", tmp_path / "case.mmd").out
    assert "more, which --json has\n" in shown
    assert f"{len(found['losses'])} losses" in shown


def test_convert_what_is_not_all_right(run, tmp_path):
    """Strictly nothing is written; leniently each thing that is left out is named, with its line."""
    document = {"policytrack": "1", "proposals": [{"id": "p", "title": "P"}, {"id": "q"}]}
    (tmp_path / "a.txt").write_text(json.dumps(document, indent=1))
    refused = run("convert", tmp_path / "a.txt", tmp_path / "b.json", "--from", "json")
    assert (refused.status, (tmp_path / "b.json").exists()) == (2, False)
    ran = run("convert", tmp_path / "a.txt", tmp_path / "b.json", "--from", "json", "--lenient")
    assert ran.out.endswith("1 records, no losses, 2 problems\n")
    told = "/proposals/1/title: title is missing (it cannot be left out) [missing-key]"
    assert f"{tmp_path}/a.txt:8: error: {told}\n" in ran.out


def test_convert_tells_what_no_plugin_knows(run, tmp_path):
    """It is kept, and told."""
    unknown = pt.UnknownRecord(id="v", type="vote", data={})
    files.save(pt.Snapshot.of([unknown]), tmp_path / "a.json")
    assert "vote" in run("convert", tmp_path / "a.json", tmp_path / "b.json").out


def test_new_makes_a_case_that_is_right(run, tmp_path):
    """From nothing: a folder that validates, can be read, and whose quotes stand."""
    folder = tmp_path / "mine"
    assert run("new", folder).status == 0
    assert run("validate", folder).out == f"{folder}: valid\n"
    assert "against   Library Staff Association" in run("brief", folder).out
    assert run("report", folder, "-o", tmp_path / "mine.html").out.startswith(
        f"{tmp_path}/mine.html: 1 proposal"
    )
    ran = run("verify", folder, "--texts", folder / "texts")
    assert (ran.status, ran.out) == (0, "quotes: 3 exact\nas of 2024-03-12\n")


def test_new_takes_nobodys_folder(run, answer, tmp_path):
    """A folder that holds anything is left alone; an empty one will do."""
    (tmp_path / "empty").mkdir()
    assert "policytrack.yaml" in answer("new", tmp_path / "empty")["files"]
    ran = run("new", tmp_path / "empty")
    assert (ran.status, ran.err) == (
        2,
        f"policytrack: {tmp_path}/empty: this is there already (name another folder, or empty it)\n",
    )
    (tmp_path / "file").touch()
    assert run("new", tmp_path / "file").status == 2


def test_new_needs_yaml(run, tmp_path, monkeypatch):
    """A folder that could not be read is not made."""
    monkeypatch.setattr("policytrack.cli.commands.new.find_spec", lambda _: None)
    ran = run("new", tmp_path / "mine")
    assert (ran.status, (tmp_path / "mine").exists()) == (2, False)
    assert "install policytrack[yaml]" in ran.err


@pytest.fixture(name="quoted")
def _quoted(tmp_path, run):
    run("new", tmp_path / "mine")
    return tmp_path / "mine"


def test_verify_names_what_does_not_stand(quoted, run, answer):
    """A word that was changed is shown, and the status says that something is wrong."""
    text = quoted / "texts" / "gazette-2024-03-06.txt"
    text.write_text(text.read_text().replace("nobody has asked", "no one has asked"))
    ran = run("verify", quoted, "--texts", quoted / "texts")
    assert ran.status == 1
    assert "/positions/staff-critical/evidence/0/quote: drifted in gazette-2024-03-06" in ran.out
    found = answer("verify", quoted, "--texts", quoted / "texts", status=1)
    assert found["counts"] == {"exact": 2, "drifted": 1}
    assert [one["record_id"] for one in found["verdicts"]] == ["staff-critical"]


def test_verify_without_texts_is_not_well(quoted, run):
    """A folder of other texts proves nothing; one that lacks some proves the rest."""
    (quoted / "others").mkdir()
    assert run("verify", quoted, "--texts", quoted / "others").status == 1
    (quoted / "texts" / "gazette-2024-03-06.txt").unlink()
    ran = run("verify", quoted, "--texts", quoted / "texts")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "quotes: 1 exact, 2 unavailable")
    missing = run("verify", quoted, "--texts", quoted / "nowhere")
    assert (missing.status, "no such folder of texts" in missing.err) == (2, True)


def test_verify_where_nothing_is_quoted(run, tmp_path):
    """There is nothing that could be wrong."""
    files.save(pt.Snapshot.of([proposal("p")]), tmp_path / "a.json")
    ran = run("verify", tmp_path / "a.json", "--texts", tmp_path)
    assert (ran.status, ran.out) == (0, "quotes: none\nas of no date: no evidence has one\n")
