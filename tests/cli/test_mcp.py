"""The server for assistants: its tools in this process, by the SDK's own client, and as a real process."""

import json
import re
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import hostile
import jsonschema
import pytest
from factories import change, person, position, proposal, source
from test_people import ACQUITTAL

import policytrack as pt
from policytrack import files
from policytrack.cli import main
from policytrack.cli._commands import load
from policytrack.cli.mcp._tools import TOOLS
from policytrack.visible import UNSEEN

pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")
SHOWN = re.compile(
    r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bstood trial\b|\bprosecuted\b", re.IGNORECASE
)
TOLD = re.compile(f"{ACQUITTAL}|{ACQUITTAL.replace(',', ' on')}")
CASE = pt.datasets.load("police-accountability")


def ask(tool, tracker=CASE, **given):
    """What a tool answers."""
    from policytrack.cli.mcp._server import answered  # noqa: PLC0415  # Where the SDK is installed.

    return answered(tracker, "case", tool, given)


def value(tool, tracker=CASE, **given):
    """The structured content of an answer, held against the schema that clients are given."""
    found = ask(tool, tracker, **given)
    assert not found.is_error, found.content[0].text
    jsonschema.Draft202012Validator(TOOLS[tool].output_schema()).validate(found.structured_content)
    return found.structured_content


def wrong(tool, **given):
    """The text of an error."""
    found = ask(tool, **given)
    assert (found.is_error, found.structured_content) == (True, None)
    return found.content[0].text


def citations(held):
    """Every citation in an answer."""
    if isinstance(held, list):
        return [one for part in held for one in citations(part)]
    if isinstance(held, dict):
        own = [held] if {"quote", "url", "title"} <= held.keys() else []
        return own + [one for part in held.values() for one in citations(part)]
    return []


def test_search_finds():
    """By words and keys; each hit has its status and what bears it."""
    found = value("search", query="critic:inquest")
    assert "self-defence-test" in [one["proposal_id"] for one in found["proposals"]]
    assert all(one["citations"] for one in found["proposals"])
    assert not found["more"]


def test_search_looks_back():
    """The days of the question count before those of the tool, and the limit is the tool's."""
    then = value("search", query="id:unlawful-killing-standard", on="2025-10-24", known="2023-09-30")
    assert (then["proposals"][0]["status"], then["on"], then["known"]) == (
        "proposed",
        "2025-10-24",
        "2023-09-30",
    )
    now = value(
        "search", query="id:unlawful-killing-standard on:2025-10-24 known:2025-10-24", on="2023-09-25"
    )
    assert (now["proposals"][0]["status"], now["known"]) == ("consultation-promised", "2025-10-24")
    few = value("search", query="sort:id", limit=2)
    assert (len(few["proposals"]), few["more"]) == (2, True)
    assert "2 found, and there are more" in ask("search", query="sort:id", limit=2).content[0].text


def test_show_gives_a_record():
    """A person as held, a proposal with its page, a position with its source."""
    assert value("show", id="mark-rowley")["record"]["name"] == "Sir Mark Rowley"
    assert value("show", id="self-defence-test")["page"]["status"] == "in-force"
    shown = value("show", id="adrian-fulford-on-self-defence-test")
    assert (
        shown["citations"][0]["quote"]
        in ask("show", id="adrian-fulford-on-self-defence-test").content[0].text
    )


def test_an_accusation_comes_with_its_outcome():
    """On the day of the accusation too, with what bears the outcome."""
    event = next(end.event for end in CASE.outcomes())
    shown = value("show", id=event.id, on="2023-09-30")
    assert "not guilty" in shown["outcome"]
    assert {"itv-2024-10-21"} <= {one["source_id"] for one in shown["citations"]}


def test_standing_on_a_day_as_known_on_another():
    """The day, the status, whether it is sure, and the sources of the report that counts."""
    found = value("standing", id="self-defence-test", on="2023-11-01")
    assert (found["status"], found["since"], found["as_of"]) == ("under-review", "2023-10-24", "2023-11-01")
    cited = found["citations"][0]
    source_ = CASE.get(cited["source_id"], pt.Source)
    assert (cited["title"], cited["url"], cited["published"]) == (
        source_.title,
        source_.url,
        None if source_.published is None else str(source_.published),
    )
    assert value("standing", id="self-defence-test", known="2023-09-30")["status"] == "proposed"


def test_reports_that_compete_stand_beside_it():
    """With their own sources."""
    found = value("standing", id="maca-support", on="2023-09-24")
    assert [one["to"] for one in found["competing"]] != []
    assert all(one["citations"] for one in found["competing"])
    assert "also" in ask("standing", id="maca-support", on="2023-09-24").content[0].text


def test_what_is_possible_is_said_to_be_no_more():
    """A date that may be later than the day of the question makes the status uncertain."""
    tracker = pt.Tracker.of(proposal("p"), change("c", "accepted", "2024"))
    found = ask("standing", tracker, id="p", on="2024-06-01")
    assert not found.structured_content["certain"]
    assert "it only possibly happened by then" in found.content[0].text
    assert "[no source]" in found.content[0].text


def test_what_was_looked_for_in_vain_is_said():
    """The note of a standing."""
    assert "looked for and not found" in ask("standing", id="maca-support").content[0].text


def test_stances_name_sides_words_and_packages():
    """Who is for and against, in which role, and on what it was said."""
    found = value("stances", id="unlawful-killing-standard", known="2023-09-30")
    rowley = found["supporters"][0]
    assert (rowley["actor_id"], rowley["stance"], rowley["inherited_from"]) == (
        "mark-rowley",
        "proposes",
        None,
    )
    assert "Commissioner" in rowley["who"]
    assert rowley["citations"][0]["quote"].startswith("the introduction of a criminal standard of proof")
    assert {one["inherited_from"] for one in found["opponents"]} == {"legal-protection-overhaul"}
    text = ask("stances", id="unlawful-killing-standard", known="2023-09-30").content[0].text
    assert "as far as it was public by 2023-09-30" in text
    assert "unheard" in text


def test_silence_is_said():
    """Where nobody spoke, and where nobody recorded who could."""
    tracker = pt.Tracker.of(proposal("p"), person("a"), position("x", "a", pt.Stance.NEUTRAL))
    found = ask("stances", tracker, id="p")
    assert found.structured_content["never_heard"] is None
    assert [one["actor_id"] for one in found.structured_content["others"]] == ["a"]
    assert found.content[0].text.count("nobody found") == 2


def test_explain_gives_every_report():
    """The steps in order, with who lost and why."""
    found = value("explain", id="maca-support")
    assert [step["report"]["to"] for step in found["steps"]] == ["requested", "agreed", "ended"]
    losers = [loser for step in found["steps"] for loser in step["losers"]]
    assert losers
    assert all(one["citations"] and one["reason"] for one in losers)
    assert found["text"] in ask("explain", id="maca-support").content[0].text


def test_changes_between_two_days():
    """What moved, with what bears it; what does not fit in is counted."""
    found = value("changes", since="2025-10-22", known="2025-10-23", limit=5)
    assert {"self-defence-test", "unlawful-killing-standard"} <= {
        one["proposal_id"] for one in found["moved"]
    }
    assert all(one["citations"] for one in found["moved"])
    assert len(found["lines"]) == 5
    assert found["left_out"] > 0
    assert any(one["citations"] for one in found["records"])


def test_no_change_is_said():
    """An empty difference."""
    found = ask("changes", since="2025-10-22", known="2025-10-22")
    assert "no change" in found.content[0].text
    assert found.structured_content["lines"] == []


@pytest.mark.parametrize(
    ("tool", "given", "text"),
    [
        ("standing", {"id": "self-defense-test"}, "nearest: self-defence-test"),
        ("show", {"id": "mark-rowly"}, "nearest: mark-rowley"),
        ("standing", {"id": "mark-rowley"}, "is a Person, no Proposal"),
        ("explain", {}, "id: a text is expected"),
        ("explain", {"id": 5}, "id: a text is expected"),
        ("explain", {"id": "maca-support", "oon": "2024-01-01"}, "oon: no such argument (it takes on"),
        ("search", {"query": "sttus:accepted"}, "no key sttus (try status"),
        ("search", {"query": "status:accepted", "limit": 0}, "a whole number from 1 to 200"),
        ("standing", {"id": "maca-support", "on": "24/09/2023"}, "write 2023-09-24"),
        ("changes", {"since": "last week"}, "last week"),
        ("explian", {}, "explian: no such tool (try explain"),
        ("nope", {}, "try search, show"),
    ],
)
def test_an_error_says_how_to_go_on(tool, given, text):
    """On one line, with the nearest of what there is."""
    said = wrong(tool, **given)
    assert text in said
    assert "\n" not in said


def test_a_mistake_of_ours_is_told_in_a_line(monkeypatch):
    """A client never sees a traceback."""
    monkeypatch.setattr("policytrack.cli.mcp._run.diff", lambda *_: 1 / 0)
    assert "this should not have happened: ZeroDivisionError" in wrong("changes", since="2025-10-22")


def every_answer(tracker=CASE):
    """One answer of each sort, or more, for whatever a tracker holds."""
    yield ask("search", tracker, query="sort:id", limit=200)
    for since in ("2000-01-01", "2023-09-19"):
        yield ask("changes", tracker, since=since, limit=200)
    for one in tracker.proposals:
        for tool in ("standing", "stances", "explain", "show"):
            yield ask(tool, tracker, id=one.id)


def test_every_answer_carries_its_sources_and_its_day():
    """A quote, a title and dates wherever there is a source; and a day on which all of it holds."""
    for found in every_answer():
        assert found.structured_content["as_of"]
        assert "\nas of 20" in found.content[0].text
        assert citations(found.structured_content) or "nobody found" in found.content[0].text


def test_the_charge_is_never_shown_without_the_verdict():
    """No line of text and no citation tells the one alone; records are told whole."""
    for found in every_answer():
        lines = [line for line in found.content[0].text.splitlines() if SHOWN.search(line)]
        assert [line for line in lines if not TOLD.search(line)] == []
        cited = [json.dumps(one, ensure_ascii=False) for one in citations(found.structured_content)]
        assert [one for one in cited if SHOWN.search(one) and not TOLD.search(one)] == []


def test_a_record_that_shows_the_charge_shows_the_verdict():
    """Whatever is asked for, on the day of the charge too."""
    ids = [record.id for record in CASE.snapshot().records() if SHOWN.search(repr(record))]
    for day in ("2023-09-30", "2026-11-22"):
        shown = {record_id: ask("show", id=record_id, on=day) for record_id in ids}
        texts = {record_id: found.content[0].text for record_id, found in shown.items()}
        assert [one for one, text in texts.items() if SHOWN.search(text) and not TOLD.search(text)] == []


@pytest.mark.parametrize("case", [hostile.case, lambda: pt.Tracker.from_snapshot(hostile.snapshot())])
def test_nothing_hides_in_a_text(case):
    """Controls and changes of direction are shown, floods are cut, and no address but of the web is given."""
    for found in every_answer(case()):
        assert not found.is_error
        text = found.content[0].text
        assert UNSEEN.findall(text.replace("\n", "")) == []
        urls = [one["url"] for one in citations(found.structured_content) if one["url"] is not None]
        assert [url for url in urls if not re.match(r"https?://|mailto:", url)] == []


def test_undated_sources_say_when_they_were_read():
    """Where nothing tells when a source came out."""
    read = pt.Source(id="s", title="S", retrieved_on=pt.PartialDate.parse("2024-03-05"))
    tracker = pt.Tracker.of(read, source("t"), proposal("p"), change("c", "accepted", None, "s", "t"))
    text = ask("standing", tracker, id="p").content[0].text
    assert "[s: S, retrieved 2024-03-05]" in text
    assert "[t: t, undated]" in text


def test_the_client_of_the_sdk_in_memory():
    """Tools with schemas and hints, an answer in both forms, and an error."""
    from mcp import Client  # noqa: PLC0415  # Where it is installed.

    from policytrack.cli.mcp._server import server_of  # noqa: PLC0415  # As above.

    async def talk():
        async with Client(server_of(CASE, "case")) as client:
            tools = (await client.list_tools()).tools
            good = await client.call_tool("standing", {"id": "self-defence-test"})
            return tools, good, await client.call_tool("standing")

    tools, good, bad = anyio.run(talk)
    assert [tool.name for tool in tools] == list(TOOLS)
    assert all(tool.annotations.read_only_hint and tool.output_schema and tool.description for tool in tools)
    assert good.structured_content["status"] == "in-force"
    assert bad.is_error


def test_the_client_of_the_sdk_over_a_process(tmp_path):
    """`policytrack mcp FILE` speaks the protocol on its standard streams, and nothing else."""
    from mcp import Client, StdioServerParameters, stdio_client  # noqa: PLC0415  # Where it is installed.

    files.save(CASE, tmp_path / "case.json")
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "policytrack", "mcp", str(tmp_path / "case.json")]
    )

    async def talk():
        async with Client(stdio_client(command)) as client:
            found = await client.call_tool("stances", {"id": "self-defence-test"})
            lost = await client.call_tool("show", {"id": "mark-rowly"})
            return found, lost

    found, lost = anyio.run(talk)
    assert "mark-rowley" in {one["actor_id"] for one in found.structured_content["supporters"]}
    assert "nearest: mark-rowley" in lost.content[0].text


def test_the_command_serves_until_the_client_goes(monkeypatch, capsys):
    """It answers on the streams of the process, and prints nothing itself."""

    @asynccontextmanager
    async def gone():
        send, receive = anyio.create_memory_object_stream(1)
        out, kept = anyio.create_memory_object_stream(1)
        await send.aclose()
        async with receive, out, kept:
            yield receive, out

    monkeypatch.setattr("policytrack.cli.mcp._server.stdio_server", gone)
    assert main(["mcp"]) == 0
    assert load("mcp").tell(None) == ()
    assert capsys.readouterr() == ("", "")


def test_without_the_sdk_the_extra_is_named(monkeypatch, capsys):
    """On one line."""
    monkeypatch.setitem(sys.modules, "policytrack.cli.mcp._server", None)
    assert main(["mcp"]) == 2
    assert "mcp" in capsys.readouterr().err


def test_what_is_not_there_is_told_before_anything_is_served(capsys):
    """A source that cannot be opened ends the command."""
    assert main(["mcp", "nowhere.json"]) == 2
    assert capsys.readouterr().err.startswith("policytrack: nowhere.json: nothing of this name is here")


def test_the_page_about_it_is_true():
    """It names every tool with what it takes, and its blocks are JSON that clients read."""
    page = (Path(__file__).parents[2] / "docs" / "mcp.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert {name: set(re.findall(r"`(\w+)`", takes)) for name, takes in rows.items()} == {
        name: set(tool.takes) for name, tool in TOOLS.items()
    }
    blocks = [
        json.loads(text) for text in re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ]
    assert all("mcp" in block["mcpServers"]["policytrack"]["args"] for block in blocks)
    assert len(blocks) == 2
