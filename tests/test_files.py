"""Load and save: which format a path means, and what a lenient load leaves out."""

import json
from pathlib import Path

import attrs
import pytest
from factories import change, cited, person, position, proposal, source

from policytrack import files
from policytrack.dates import PartialDate
from policytrack.errors import DecodeError, EncodeError, IntegrityError, UnknownDataWarning, UnknownNameError
from policytrack.formats._by_path import format_of
from policytrack.formats._json import JsonFormat
from policytrack.measures import UnknownMeasure
from policytrack.model import Proposal, Snapshot, StatusChange, UnknownRecord
from policytrack.registry import Encoded, Registry
from policytrack.tracker import Tracker

TRACKER = Tracker.of(
    source("s", "2023-09-24"),
    person("a"),
    proposal(evidence=cited("s")),
    position("q", "a", said_on="2023-09"),
)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("t.json", b'{\n  "policytrack"'),
        ("t.JSON", b'{\n  "policytrack"'),
        ("t.jsonl", b'{"policytrack"'),
        ("t.ndjson", b'{"policytrack"'),
        ("t.yaml", b"policytrack:"),
        ("t.yml", b"policytrack:"),
    ],
)
def test_the_ending_tells_the_format(tmp_path, name, first):
    """What is saved under a name is loaded by the same name."""
    path = tmp_path / name
    files.save(TRACKER, path)
    assert path.read_bytes().startswith(first)
    assert files.load(str(path)).snapshot() == TRACKER.snapshot()


@pytest.mark.parametrize("name", ["folder", "folder.json"])
def test_a_folder_is_the_format_directory(tmp_path, name):
    """A path without an ending makes a folder; a folder stays one, whatever it is called."""
    path = tmp_path / name
    if path.suffix:
        path.mkdir()
    files.save(TRACKER, path)
    assert (path / "policytrack.yaml").is_file()
    assert files.load(path).snapshot() == TRACKER.snapshot()


def test_the_format_can_be_named(tmp_path):
    """A name beats the ending."""
    files.save(TRACKER, tmp_path / "t.txt", format="yaml")
    assert files.load(tmp_path / "t.txt", format="yaml").snapshot() == TRACKER.snapshot()


def test_a_snapshot_is_saved_as_it_is(tmp_path):
    """What does not fit together can be written, to be looked at."""
    snapshot = Snapshot.of([change("c", "proposed")])
    assert files.save(snapshot, tmp_path / "t.json") == ()
    assert files.read(tmp_path / "t.json").snapshot == snapshot


def test_an_unknown_ending_is_refused(tmp_path):
    """The error says which there are."""
    with pytest.raises(UnknownNameError, match=r"\.txt: no such file ending \(allowed: .*\.json, \.jsonl"):
        files.load(tmp_path / "t.txt")


def test_an_unknown_format_is_refused():
    """The error says which there are."""
    with pytest.raises(UnknownNameError, match="toml: no such format"):
        files.dumps(TRACKER, format="toml")


def test_bytes_and_text_are_read():
    """Text is what other programs have at hand."""
    data = files.dumps(TRACKER)
    assert files.loads(data).snapshot() == files.loads(data.decode()).snapshot() == TRACKER.snapshot()


def test_text_with_half_a_character_is_refused():
    """A lone surrogate has no bytes in UTF-8."""
    with pytest.raises(DecodeError, match="not UTF-8"):
        files.loads('{"policytrack": "1", "\ud800": 1}')


def test_a_folder_has_no_bytes():
    """The error says what to use."""
    with pytest.raises(EncodeError, match=r"directory is a folder, not one file \(use save\)"):
        files.dumps(TRACKER, format="directory")


def test_an_error_names_the_file(tmp_path):
    """Whoever loads many files sees which one is wrong."""
    (tmp_path / "t.json").write_text("[]")
    with pytest.raises(DecodeError) as caught:
        files.load(tmp_path / "t.json")
    assert caught.value.subject == str(tmp_path / "t.json")


def test_a_missing_file_is_the_systems_error(tmp_path):
    """What everybody expects of a file that is not there."""
    with pytest.raises(FileNotFoundError):
        files.load(tmp_path / "t.json")


def test_records_that_do_not_fit_are_refused():
    """A tracker is whole, whatever it is loaded from."""
    with pytest.raises(IntegrityError):
        files.loads(files.dumps(Snapshot.of([change("c", "proposed")])))


def lenient(tmp_path, *records):
    """The ids that lenient reading keeps of these records, and the paths of those that it leaves out."""
    files.save(Snapshot.of(records), tmp_path / "t.json")
    found = files.read(tmp_path / "t.json", strict=False)
    Tracker.from_snapshot(found.snapshot)
    kept = sorted(record.id for record in found.snapshot.records())
    left = [problem.path for problem in found.problems if problem.code == "left-out"]
    return kept, [path.partition(": ")[2] for path in left]


def test_lenient_reading_leaves_out_what_dangles_until_the_rest_fits(tmp_path):
    """A position on a proposal on a source that is missing goes with both, each named once."""
    kept, left = lenient(
        tmp_path,
        source("s"),
        person("a"),
        proposal("p/1", evidence=cited("x")),
        position("q", "a", proposal_id="p/1"),
    )
    assert kept == ["a", "s"]
    assert left == ["/proposals/p~11", "/positions/q"]


def test_lenient_reading_keeps_the_first_of_two_with_one_id(tmp_path):
    """One of them can stay; which one follows from the order of the fields."""
    kept, left = lenient(tmp_path, person("a"), proposal("a"), proposal("b"), person("b"), person("b"))
    assert kept == ["a", "b"]
    assert left == ["/people/b", "/proposals/a", "/proposals/b"]


def test_lenient_reading_breaks_a_circle(tmp_path):
    """One of its records goes, and then those that need it."""
    kept, left = lenient(
        tmp_path, source("a", derived_from_id="b"), source("b", derived_from_id="a"), source("c")
    )
    assert kept == ["c"]
    assert left == ["/sources/a", "/sources/b"]


def test_a_lenient_load_warns_of_what_it_left_out(tmp_path):
    """A tracker holds no list of what is missing, so somebody has to say it."""
    document = {"policytrack": "1", "people": [{"id": "p"}, {"id": "q", "name": "Q"}]}
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document))
    with pytest.warns(
        UserWarning, match=r"t\.json: 1 left out\n  line 1: /people/0: p: this record is left out"
    ):
        tracker = files.load(path, strict=False)
    with pytest.warns(UserWarning, match="json data: 1 left out"):
        assert files.loads(path.read_bytes(), strict=False).snapshot() == tracker.snapshot()


def test_a_lenient_load_of_a_right_file_says_nothing(tmp_path):
    """There is nothing to warn of."""
    files.save(Snapshot.of([person("a")]), tmp_path / "t.json")
    assert files.load(tmp_path / "t.json", strict=False)


def test_what_needs_a_plugin_is_told_in_one_warning(tmp_path):
    """Each type, kind and lifecycle that is not known is named once, with how often it stands there."""
    records = [UnknownRecord(id=name, type="vote", data={}) for name in "uv"]
    records += [
        Proposal(id=name, title="P", lifecycle="pledges", measure=UnknownMeasure("tax", {})) for name in "pq"
    ]
    files.save(Snapshot.of(records), tmp_path / "t.json")
    with pytest.warns(UnknownDataWarning) as caught:
        tracker = files.load(tmp_path / "t.json")
    assert str(caught[0].message).splitlines() == [
        f"{tmp_path / 't.json'} holds what no plugin that is installed knows",
        "  tax: no kind of measure of this name is known, so it is kept as it is (2 times)",
        "  vote: no type of record of this name is known, so it is kept as it is (2 times)",
        "  pledges: no such lifecycle, so its states are kept as they are and have no phase (2 times)",
    ]
    assert len(caught) == 1
    assert [problem.path for problem in tracker.noticed] == [
        "/proposals/0/measure/kind",
        "/others/0/type",
        "/proposals/p/lifecycle",
    ]


class Names:
    """A plugin's format: a folder with an empty file per person, that does not say what it owns."""

    name, suffixes = "names", ()

    def decode(self, data, **options):
        """Not needed."""
        raise NotImplementedError

    def encode(self, snapshot, **_):
        """Write the names, and say what is lost."""
        return Encoded({f"{p.id}.txt": b"" for p in snapshot.people}, ("/proposals",))


def test_a_plugins_format_says_what_is_lost(tmp_path):
    """`save` hands on what the format could not say."""
    registry = Registry.default().with_format(Names())
    assert files.save(TRACKER, tmp_path / "f", format="names", registry=registry) == ("/proposals",)
    assert [path.name for path in Path(tmp_path / "f").iterdir()] == ["a.txt"]


class DottedJson(JsonFormat):
    """A plugin's format whose files end in two parts, the last of them ours."""

    name = "dotted"
    suffixes = (".dotted.json",)


def test_the_longest_ending_tells_the_format(tmp_path):
    """`x.dotted.json` is no plain JSON, `x.y.json` is."""
    registry = Registry.default().with_format(DottedJson())
    assert format_of(tmp_path / "x.Dotted.json", None, registry).name == "dotted"
    assert format_of(tmp_path / "x.y.json", None, registry).name == "json"


@attrs.frozen
class Quota:
    """A measure of a plugin."""

    share: float


def test_a_tracker_is_written_with_what_it_knows() -> None:
    """A tracker that knows a plugin's measure is written without naming the registry again."""
    registry = Registry.default().with_measure(Quota)
    tracker = Tracker.of(Proposal(id="p", title="P", measure=Quota(share=0.4)), registry=registry)
    assert files.loads(files.dumps(tracker), registry=registry).snapshot() == tracker.snapshot()


def test_states_of_a_plugin_are_told_with_what_needs_it(tmp_path):
    """Each state that no lifecycle has is named once; those of a lifecycle that is not known go with it."""
    proposals = [Proposal(id="p", title="P"), Proposal(id="q", title="Q", lifecycle="pledges")]
    steps = ("pledged", "missed", "accepted")
    records = [
        StatusChange(id=f"{about.id}-{to}", proposal_id=about.id, to=to)
        for about in proposals
        for to in steps
    ]
    records += [StatusChange(id="again", proposal_id="p", to="missed", on=PartialDate.parse("2024"))]
    files.save(Snapshot.of([*proposals, *records, Proposal(id="r", title="R")]), tmp_path / "t.json")
    with pytest.warns(UnknownDataWarning) as caught:
        files.load(tmp_path / "t.json")
    assert [str(one.message).splitlines()[1:] for one in caught] == [
        [
            "  pledges: no such lifecycle, so its states are kept as they are and have no phase",
            "  missed: no lifecycle has a state of this name, so it is kept and has no phase",
            "  pledged: no lifecycle has a state of this name, so it is kept and has no phase",
        ]
    ]


def test_states_of_an_unknown_lifecycle_alone_are_not_named(tmp_path):
    """The lifecycle is."""
    proposal = Proposal(id="q", title="Q", lifecycle="pledges")
    change = StatusChange(id="c", proposal_id="q", to="missed")
    files.save(Snapshot.of([proposal, change]), tmp_path / "t.json")
    with pytest.warns(UnknownDataWarning) as caught:
        files.load(tmp_path / "t.json")
    assert [len(str(one.message).splitlines()) for one in caught] == [2]


def test_a_view_is_not_written() -> None:
    """What a view shows need not fit together, so it is refused before anything is written."""
    view = Tracker.of(Proposal(id="p", title="P")).at(on="2024-01-01")
    with pytest.raises(TypeError, match="a tracker or a snapshot is written, not a View"):
        files.dumps(view)  # type: ignore[arg-type]


def test_what_was_noticed_in_reading_stays_with_the_tracker() -> None:
    """A measure that nobody knows is told by the tracker's problems, too."""
    data = b'{"policytrack": "1", "proposals": [{"id": "p", "title": "P", "measure": {"kind": "treshold"}}]}'
    with pytest.warns(UnknownDataWarning):
        problems = files.loads(data).problems()
    assert [(problem.code, problem.suggestion) for problem in problems] == [
        ("unknown-kind", "nearest: threshold")
    ]


def test_a_format_may_be_given_itself(tmp_path):
    """A format that no registry knows is used as it is, both ways."""
    own = JsonFormat()
    files.save(TRACKER, tmp_path / "case.txt", format=own)
    assert files.load(tmp_path / "case.txt", format=own).snapshot() == TRACKER.snapshot()
    assert files.loads(files.dumps(TRACKER, format=own), format=own).snapshot() == TRACKER.snapshot()


@pytest.mark.parametrize("to", ["unmapped", "unknown", "unassessed"])
def test_no_plugin_is_missed_for_what_is_no_state(to):
    """A word that no state stands for, and what nobody found or looked for, need no plugin."""
    records = [Proposal(id="p", title="P"), StatusChange(id="c", proposal_id="p", to=to)]
    assert files.loads(files.dumps(Snapshot.of(records))).snapshot() == Snapshot.of(records)
