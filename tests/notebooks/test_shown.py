"""What a notebook shows of a tracker, its records and its answers: a table in which nothing can act."""

import pickle
from html.parser import HTMLParser

import hostile
import pytest
from factories import change, day, proposal, source

import policytrack as pt
from policytrack import query as q
from policytrack.markup import escaped, table
from policytrack.visible import shown

TAGS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
ATTRIBUTES = {"dir", "style", "scope", "colspan"}
STYLE = "text-align:start;vertical-align:top"


class Reader(HTMLParser):
    """Collects the elements, their attributes, and the text of each cell."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.cells = set(), set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Keep the element, its attributes, and what a style says."""
        self.tags.add(tag)
        self.attributes |= {name if name != "style" else f"style={value}" for name, value in attrs}
        if tag in {"td", "th", "caption"}:
            self.cells.append("")

    def handle_data(self, data):
        """Keep the text."""
        self.cells[-1] += data


def cells(value):
    return Reader(value._repr_html_()).cells


def _hostile_answers():
    snapshot = hostile.snapshot()
    spoilt, other = pt.Tracker.from_snapshot(snapshot), hostile.case()
    for tracker in (spoilt, other, spoilt.at(on="2024-01-01", known="2024-01-01")):
        yield tracker
        for one in tracker.proposals:
            yield from (tracker.standing(one.id), tracker.explain(one.id))
    yield from snapshot.records()
    yield from (spoilt.run(q.select(cls)) for cls in (pt.Proposal, pt.Position, pt.Source, pt.Figure))
    yield from (other.run(q.select(cls)) for cls in (pt.Proposal, pt.StatusChange, pt.Event))
    yield from (pt.diff(pt.Snapshot(), spoilt), pt.diff(spoilt, other))


def test_nothing_acts():
    """Of a hostile case no element, handler, style or unseen character comes from a record."""
    count = 0
    for value in _hostile_answers():
        text = value._repr_html_()
        read = Reader(text)
        assert read.tags <= TAGS
        assert {name for name in read.attributes if "=" not in name} <= ATTRIBUTES
        assert {name for name in read.attributes if "=" in name} == {f"style={STYLE}"}
        assert shown(text) == text
        assert len(text) < 200_000
        count += 1
    assert count > 200


def test_hidden_characters_are_seen():
    """A mark that turns text stands as its code point, and what is markup is text."""
    assert escaped("\u202e<b>&'\"") == "[U+202E]&lt;b&gt;&amp;&#x27;&quot;"


def test_what_is_cut_is_told():
    """A long text ends with how many characters are left out."""
    assert escaped("a" * 301).endswith("a… (1 character more)")
    assert "more" not in escaped("a" * 300)


def test_a_foot_spans_the_table():
    """What is told below the rows has the width of all columns."""
    assert '<td colspan="2"' in table("c", ("a", "b"), [], "and 3 more")


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def test_a_tracker_tells_the_day_of_its_newest_source(case):
    """Without a day the newest source gives it, and each proposal has its own."""
    told = cells(case)
    assert told[0] == "Tracker of 16 proposals, as of 2026-11-21 (newest source)"
    place = told.index("self-defence-test")
    assert told[place + 2 : place + 5] == ["in-force", "2026-06-30", "2026-11-21"]


def test_a_view_tells_its_days(case):
    """The caption names both days of a view."""
    told = cells(case.at(on="2025-10-24", known="2023-09-30"))
    assert told[0].endswith("proposals, as of 2025-10-24, as known on 2023-09-30")


def test_a_tracker_without_dates():
    """Where nothing has a date, the answer is of all that is held; of many proposals the first are shown."""
    told = cells(pt.Tracker.of(*(proposal(f"p{n}") for n in range(22))))
    assert told[0] == "Tracker of 22 proposals, as of all that is held"
    assert told[-1] == "and 2 more"


def test_a_record_shows_what_it_says(case):
    """Fields at their default are left out; a citation is its words and its source."""
    told = cells(case.get("unlawful-killing-standard", pt.Proposal))
    assert told[:5] == ["Proposal", "field", "value", "id", "unlawful-killing-standard"]
    assert "extras" not in told
    assert told[-2] == "evidence"
    assert told[-1].startswith("“")


def test_a_record_of_every_kind_of_value():
    """Sets are in order, JSON is JSON, what has no words of its own is its fields."""
    one = pt.Proposal(
        id="p",
        title="P",
        topics=frozenset({"b", "a"}),
        extras={"x:y": [1]},
        instruments=(pt.Instrument("Act"),),
        evidence=(pt.Citation("s"),),
    )
    told = dict(zip(cells(one)[3::2], cells(one)[4::2], strict=True))
    assert (told["topics"], told["extras"], told["evidence"]) == ("a; b", '{"x:y": [1]}', "[s]")
    assert "Act" in told["instruments"]


def test_a_standing_tells_its_day_and_its_sources(case):
    """The caption has the day; disputed reports and sources have a row."""
    told = cells(case.at(on="2023-09-24").standing("maca-support"))
    assert told[0] == "Standing, as of 2023-09-24"
    assert told[told.index("status") + 1] == "agreed"
    assert "agreed [2023-09-23..2023-09-24]" in told[told.index("competing reports") + 1]
    assert told[told.index("sources") + 1] == "met-2023-09-28, metro-2023-09-25"


def test_a_standing_without_reports():
    """Nobody looked: there is nothing to tell but that."""
    assert cells(pt.Tracker.of(proposal()).standing("p"))[:5] == [
        "Standing, as of no date", "", "answer", "status", "unassessed",
    ]  # fmt: skip


def test_an_explanation_has_a_row_for_each_report(case):
    """Those that count, those that lost and those that do not count yet, and what was looked for in vain."""
    told = cells(case.at(on="2023-09-24").explain("maca-support"))
    assert told[0] == "maca-support: agreed, as of 2023-09-24"
    assert {"counts", "not yet", "lost"} <= set(told)
    assert told[-1].startswith("looked for and not found")


def test_an_explanation_tells_what_was_left_out():
    """A retracted report has a row too."""
    withdrawn = change(
        "b", "accepted", "2024-02", "s", corrects_id="a", correction=pt.CorrectionKind.RETRACTS
    )
    tracker = pt.Tracker.of(
        source("s", "2024"), proposal(), change("a", "accepted", "2024-02", "s"), withdrawn
    )
    assert "left out" in cells(tracker.explain("p"))


def test_a_result_is_not_read_to_its_end():
    """Twenty records are shown, and no more are looked for than are needed to say that there are more."""
    asked = []

    def found():
        for n in range(100):
            asked.append(n)
            yield proposal(f"p{n}")

    told = cells(q.Result.streamed(found(), None, lambda one: one.id, pt.Proposal))
    assert len(asked) == 21
    assert (told[0], told[-1]) == ("Proposal", "more follow: len(result) counts them")


def test_an_empty_result_says_so():
    """No record is an answer."""
    assert cells(q.Result(()))[-1] == "no record"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.select(pt.Proposal), id="all"),
        pytest.param(q.select(pt.Proposal).where(q.Proposal.id.is_("time-limits")), id="by id"),
        pytest.param(q.select(pt.Proposal).order_by(q.Proposal.title.asc()).limit(2), id="some"),
    ],
)
def test_a_result_tells_the_days_of_its_view(case, query):
    """In every way of finding it; a pickled one too."""
    found = case.at(on="2025-10-24", known="2025-10-25").run(query)
    for result in (found, pickle.loads(pickle.dumps(found))):
        assert cells(result)[0] == "Proposal, as of 2025-10-24, as known on 2025-10-25"
    assert cells(case.run(query))[0] == "Proposal, as of all that is held"


def test_a_query_with_a_day_of_its_own(case):
    """The day of the query stands, that of the view where it names none."""
    found = case.at(known="2025-10-25").run(q.select(pt.Proposal).at(on="2024-01-01"))
    assert cells(found)[0] == "Proposal, as of 2024-01-01, as known on 2025-10-25"


def test_the_reference_tells_the_days_too(case):
    """As the engine that it is the oracle of."""
    from policytrack.engines import reference  # noqa: PLC0415

    view = case.at(on="2025-10-24")
    for query in (q.select(pt.Proposal), q.select(pt.Proposal).limit(1)):
        assert reference.answer(view, query).days == (view.on, None)


def test_a_store_tells_the_days_too(case):
    """The day of the query goes before that of the view."""
    pytest.importorskip("sqlalchemy")
    with pt.open_store("sqlite://") as store:
        store.write(case.snapshot(), author="desk", reason="load")
        view = store.at(on="2025-10-24", known="2025-10-25")
        assert (
            cells(view.run(q.select(pt.Proposal)))[0] == "Proposal, as of 2025-10-24, as known on 2025-10-25"
        )
        asked = q.select(pt.Proposal).at(on="2024-01-01").limit(1)
        assert (
            cells(store.at(known="2025-10-25").run(asked))[0]
            == "Proposal, as of 2024-01-01, as known on 2025-10-25"
        )
        assert view.run(q.select(pt.Proposal).count()) == 16


def test_a_difference_tells_both_sides(case):
    """The caption has the days of both, and each fact a row."""
    told = cells(pt.diff(case.at(known="2025-10-22"), case.at(on="2025-10-23", known="2025-10-23")))
    assert told[0] == (
        "What changed: before, as of 2025-10-15 (newest source), as known on 2025-10-22; "
        "after, as of 2025-10-23, as known on 2025-10-23"
    )
    assert told[3] == "moved"


def test_no_difference_says_so(case):
    """Nothing changed; one made by hand names no side."""
    assert cells(pt.diff(case, case))[-1] == "no change"
    assert cells(pt.Diff())[0] == "What changed"


def test_a_long_difference_is_cut():
    """Twenty facts are shown, and the number of the others."""
    many = pt.Snapshot.of(proposal(f"p{n}") for n in range(30))
    assert cells(pt.diff(pt.Snapshot(), many))[-1] == "and 10 more"


def test_rows_are_those_of_the_table():
    """A row for each record: text as text, days as dates, nothing where nothing is said."""
    made = change("a", "accepted", "2024-02", "s"), change("b", "proposed")
    first, second = q.Result(made).to_dicts()
    assert (first["to"], first["on"], first["on_latest"]) == ("accepted", "2024-02", day("2024-02").latest)
    assert first["evidence"] == [{"source_id": "s"}]
    assert (second["on"], second["on_latest"], second["evidence"]) == (None, None, [])
    assert first.keys() == second.keys()
    assert q.Result(()).to_dicts() == []


def test_pandas_and_polars_take_the_rows(case):
    """In one call, without pyarrow."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    for cls in (pt.Proposal, pt.Position, pt.StatusChange, pt.Source, pt.Figure, pt.Process):
        found = case.run(q.select(cls))
        ids = [one.id for one in found]
        assert list(pandas.DataFrame(found.to_dicts())["id"]) == ids
        assert polars.DataFrame(found.to_dicts())["id"].to_list() == ids
