"""Proceedings of the German Bundestag and Bundesrat, as DIP21 exports them."""

import copy
import io
import json

import pytest
from formats.samples_bundestag import LAW, MOTION, ODD, SAMPLE

from policytrack.errors import DecodeError, Problem
from policytrack.formats import get
from policytrack.formats.bundestag._words import LAW as DE_LAW
from policytrack.formats.bundestag._words import PAPER, STANDS, decision, gazette
from policytrack.integrity import integrity_problems
from policytrack.lifecycle import shipped
from policytrack.model import Snapshot
from policytrack.registry import Registry
from policytrack.terms import Extent, Stance
from policytrack.tracker import Tracker

BUNDESTAG = get("bundestag")


def read(*documents, strict=True):
    """What documents hold, as JSON Lines."""
    data = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents)
    return BUNDESTAG.decode(data.encode(), strict=strict)


def changed(document, *keys, to):
    """A copy of a document with another value at a place, or without it where that is `...`."""
    made = copy.deepcopy(document)
    place = made
    for key in keys[:-1]:
        place = place[key]
    if to is ...:
        del place[keys[-1]]
    else:
        place[keys[-1]] = to
    return made


def codes(*documents):
    """The codes of what lenient reading tells, but for damaged text."""
    problems = read(*documents, strict=False).problems
    return [found.code for found in problems if found.code != "damaged-text"]


def by_id(records):
    """Records by id."""
    return {record.id: record for record in records}


def test_the_records_of_a_document_fit_together():
    """Everything that is named is there."""
    assert integrity_problems(BUNDESTAG.decode(SAMPLE).snapshot, Registry.default()) == ()


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_is_read(indent):
    """On one line or on many, with the same answer as a line of many."""
    data = json.dumps(MOTION, indent=indent, ensure_ascii=False).encode()
    assert BUNDESTAG.decode(data).snapshot == read(MOTION).snapshot


def test_a_list_of_objects_is_read():
    """As some exports have it."""
    data = json.dumps([LAW, MOTION]).encode()
    assert BUNDESTAG.decode(data).snapshot == read(LAW, MOTION).snapshot


def test_a_folder_is_read():
    """File by file; what they share is one."""
    folder = {"a.json": json.dumps(LAW).encode(), "b/c.jsonl": json.dumps(MOTION).encode(), "README.md": b"x"}
    assert BUNDESTAG.decode(folder).snapshot == read(LAW, MOTION).snapshot


def test_files_that_are_not_read_are_left_alone():
    """By their endings."""
    assert [BUNDESTAG.owns(name) for name in ("a.json", "b.JSONL", "c.md")] == [True, True, False]


def streamed(data, *, strict=False):
    """What a stream gives, records before problems."""
    found = list(BUNDESTAG.stream(io.BytesIO(data), strict=strict))
    problems = tuple(one for one in found if isinstance(one, Problem))
    return Snapshot.of(one for one in found if not isinstance(one, Problem)), problems


@pytest.mark.parametrize(
    "data", [b"\n" + SAMPLE, json.dumps(LAW, indent=1).encode(), json.dumps([LAW]).encode()]
)
def test_a_stream_gives_what_the_whole_gives(data):
    """Line by line, or in one piece where the document has no lines of its own."""
    whole = BUNDESTAG.decode(data, strict=False)
    assert streamed(data) == (whole.snapshot, whole.problems)


def test_lines_are_given_one_by_one():
    """Nobody waits for the end of a stream."""
    source = io.BytesIO((json.dumps(MOTION) + "\n").encode() * 3)
    assert next(iter(BUNDESTAG.stream(source)))
    assert source.tell() < len(source.getvalue())


def test_a_line_in_another_encoding_is_left_out():
    """The others are read."""
    snapshot, problems = streamed(json.dumps(MOTION).encode() + b"\n{\xff\n")
    assert [(one.code, one.path) for one in problems] == [("left-out", "line 2"), ("bad-encoding", "line 2")]
    assert len(snapshot.proposals) == 1


def test_a_strict_stream_stops_at_what_is_wrong():
    """What came before was given."""
    stream = BUNDESTAG.stream(io.BytesIO(json.dumps(MOTION).encode() + b"\n{]\n"))
    assert next(stream)
    with pytest.raises(DecodeError):
        list(stream)


@pytest.mark.parametrize("data", [b"", b"\n", b"{\n", b"\xff"])
def test_a_stream_that_cannot_be_read_is_refused(data):
    """As the whole is."""
    with pytest.raises(DecodeError):
        streamed(data)


def test_a_proceeding_is_a_proposal():
    """With its ids, topics, and the lifecycle of laws or of other papers."""
    found = by_id(read(LAW, MOTION).snapshot.proposals)
    law = found["dip21-90001"]
    assert (law.lifecycle, found["dip21-90002"].lifecycle) == ("de-gesetz", "de-vorlage")
    assert law.topics == {"Umwelt", "Energie", "Beispiel", "Gesetz über Beispiele"}
    assert law.identifier("dip21:GESTA_ORDNUNGSNUMMER") == "A001"
    assert law.extras["de.dip21:vorgang"]["SCHLAGWORT"][1]["_fundstelle"] == "true"


def test_events_out_of_order_make_a_history():
    """The days tell, not the order of the steps; the words stand beside our state."""
    tracker = Tracker.from_snapshot(read(changed(LAW, "VORGANG", "INKRAFTTRETEN", to="12.11.2010")).snapshot)
    assert [(str(change.on), change.to) for change in tracker.history("dip21-90001")] == [
        ("2010-05-17", "submitted"),
        ("2010-07-01", "adopted"),
        ("2010-09-24", "consented"),
        ("2010-11-11", "promulgated"),
        ("2010-11-12", "in-force"),
    ]


def test_the_status_of_today_is_another_report_of_its_decision():
    """With the German words, and the day and the source of the decision."""
    found = by_id(read(LAW).snapshot.status_changes)
    stand, printed = found["dip21-90001-stand"], found["change-90001-promulgated-2010-11-11"]
    assert (stand.wording, stand.to, stand.claim) == ("Verkündet", "promulgated", printed.claim)
    assert stand.evidence == printed.evidence


def test_a_status_without_a_decision_is_no_earlier_than_the_last_step():
    """The data has no day for it."""
    stand = by_id(read(MOTION).snapshot.status_changes)["dip21-90002-stand"]
    assert (stand.to, str(stand.on), stand.evidence) == ("lapsed", "[2010-03-18..]", ())


def test_a_status_that_is_not_known_is_kept_with_its_words():
    """And told."""
    decoded = read(ODD)
    stand = by_id(decoded.snapshot.status_changes)["dip21-90003-stand"]
    assert (stand.to, stand.wording, stand.on) == ("unmapped", "Liegt im Keller", None)
    assert "unmapped-status" in [found.code for found in decoded.problems]


def test_a_status_of_laws_is_none_of_other_papers():
    """A motion is never in mediation."""
    assert codes(changed(MOTION, "VORGANG", "AKTUELLER_STAND", to="Im Vermittlungsverfahren")) == [
        "unmapped-status"
    ]


def test_a_proceeding_without_a_status_has_none():
    """An empty text is none."""
    found = read(changed(MOTION, "VORGANG", "AKTUELLER_STAND", to=""))
    assert "dip21-90002-stand" not in by_id(found.snapshot.status_changes)


def test_what_is_taken_back_is_withdrawn_on_that_day():
    """The step says so itself."""
    step = {
        "URHEBER": "Amtliche Mitteilung: Rücknahme",
        "FUNDSTELLE": "05.05.2010 - BT-Plenarprotokoll 17/40",
    }
    document = changed(MOTION, "VORGANG", "AKTUELLER_STAND", to="Zurückgezogen")
    document = changed(document, "VORGANGSABLAUF", "VORGANGSPOSITION", to=[step])
    stand = by_id(read(document).snapshot.status_changes)["dip21-90002-stand"]
    assert (stand.to, str(stand.on)) == ("withdrawn", "2010-05-05")


def test_the_court_may_void_a_part():
    """The extent says so."""
    document = changed(LAW, "VORGANG", "AKTUELLER_STAND", to="Teile des Gesetzes für nichtig erklärt")
    stand = by_id(read(document).snapshot.status_changes)["dip21-90001-stand"]
    assert (stand.to, stand.extent) == ("void", Extent.PARTIAL)


@pytest.mark.parametrize("words", STANDS)
def test_every_status_is_a_state_of_a_lifecycle(words):
    """Of that of laws, or of that of other papers."""
    assert any(STANDS[words] in shipped(lifecycle) for lifecycle in (DE_LAW, PAPER))


def test_steps_are_events():
    """With the body, the committees and who initiated it; what was decided is in extras, all of it."""
    found = by_id(read(LAW).snapshot.events)
    bill = found["step-90001-2010-05-17-gesetzentwurf-urheber-bundesregierung"]
    assert bill.involves_ids == {"org-bundesregierung", "org-deutscher-bundestag", "org-bt-rechtsausschuss"}
    reading = found["step-90001-2010-07-01-3-beratung"]
    assert len(reading.extras["de.dip21:position"]["BESCHLUSS"]) == 2


def test_documents_are_sources_with_their_days():
    """The place in them is the citation's."""
    found = by_id(read(LAW).snapshot.sources)
    minutes = found["dip-br-plenarprotokoll-874"]
    assert (minutes.publisher, str(minutes.published), minutes.url) == (
        "Bundesrat",
        "2010-09-24",
        "http://dip.example/874.pdf",
    )


def test_what_the_gazette_prints_besides_is_an_event():
    """A correction of a law is not the law."""
    labels = [event.label for event in read(LAW).snapshot.events if event.id.startswith("printed")]
    assert [label.partition(" vom")[0] for label in labels] == ["steht noch aus", "Berichtigung"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Gesetz vom 04.11.2010 - Bundesgesetzblatt Teil I 2010 Nr.511.11.2010 S. 7",
            "Teil I 2010 Nr. 5, S. 7",
        ),
        (
            "Gesetz vom 04.11.2010 - Bundesgesetzblatt Teil II 2010 Nr.1234.05.2010 S. 7",
            "Teil II 2010 Nr. 12, S. 7",
        ),
    ],
)
def test_number_and_day_of_the_gazette_stand_without_a_space(text, title):
    """The day has two digits."""
    assert gazette(text)[0] == f"Bundesgesetzblatt {title}"


def test_the_day_on_which_a_part_takes_effect_is_a_part():
    """One of several days, and one with a remark; an end is an end, and no day is none."""
    found = [change for change in read(LAW).snapshot.status_changes if change.to in {"in-force", "repealed"}]
    assert sorted((change.to, str(change.on), change.extent) for change in found) == [
        ("in-force", "2010-11-12", Extent.PARTIAL),
        ("in-force", "None", Extent.PARTIAL),
        ("repealed", "2012-01-01", Extent.PARTIAL),
    ]


def test_who_initiates_proposes():
    """On the day on which it was put forward."""
    found = by_id(read(LAW).snapshot.positions)["position-90001-org-bundesregierung-initiative"]
    assert (found.stance, str(found.said_on)) == (Stance.PROPOSES, "2010-05-17")


def test_an_initiative_without_a_paper_has_no_day():
    """And no source."""
    document = changed(MOTION, "VORGANGSABLAUF", "VORGANGSPOSITION", to=[])
    found = read(document).snapshot.positions
    assert [(one.said_on, one.evidence) for one in found] == [(None, ())]


def test_who_signs_a_motion_proposes_it():
    """Who speaks on it may think what they like."""
    found = read(LAW, MOTION).snapshot.positions
    assert {one.stance for one in found if one.id.endswith("-rede")} == {Stance.UNKNOWN}
    assert [one.stance for one in found if one.id.endswith("-antrag")] == [Stance.PROPOSES]


def test_a_person_without_an_id_has_one_of_their_name():
    """With the constituency, where it tells two apart, and without the title, which comes and goes."""
    found = by_id(read(LAW).snapshot.people)["person-ada-von-beispiel-musterstadt"]
    assert (found.name, found.extras["de.dip21:wahlkreiszusatz"]) == ("Ada von Beispiel", "Musterstadt")


def test_a_capacity_is_what_a_person_was_named_as():
    """A member for a group or a state, a minister of a ministry, and a guest of nothing."""
    found = read(LAW, MOTION).snapshot
    held = by_id(found.memberships)
    told = {
        one.actor_id.split("-")[1]: (
            held[one.capacity_id].organization_id,
            held[one.capacity_id].on_behalf_of_id,
        )
        for one in found.positions
        if one.capacity_id
    }
    assert told == {
        "ada": ("org-deutscher-bundestag", "org-bsp"),
        "bo": ("org-ministerium-fur-muster", None),
        "cleo": ("org-bundesrat", "org-musterland"),
        "eva": ("org-bundesregierung", None),
        "lone": ("org-deutscher-bundestag", None),
    }


def test_a_group_is_one_with_and_without_its_word():
    """`Fraktion der BSP` initiates, members of `BSP` speak."""
    assert "org-fraktion-der-bsp" not in by_id(read(LAW, MOTION).snapshot.organizations)


def test_the_words_on_who_spoke_are_kept():
    """Title, name and office."""
    found = by_id(read(LAW).snapshot.positions)["position-90001-person-ada-von-beispiel-musterstadt-rede"]
    assert found.attribution == "Dr. Ada von Beispiel Musterstadt, MdB, BSP"


def test_a_person_who_speaks_twice_holds_two_positions():
    """One for each time."""
    step = LAW["VORGANGSABLAUF"]["VORGANGSPOSITION"][0]
    document = changed(LAW, "VORGANGSABLAUF", "VORGANGSPOSITION", to=[step, step])
    assert len(read(document).snapshot.positions) == 3


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (changed(LAW, "vorgangId", to=...), ["left-out", "missing-key"]),
        (changed(LAW, "vorgangId", to=90001), []),
        (changed(LAW, "VORGANG", "TITEL", to=...), ["left-out", "missing-key"]),
        (changed(LAW, "VORGANG", "TITEL", to=[1]), ["wrong-type", "left-out", "missing-key"]),
        (changed(LAW, "VORGANG", to="x"), ["left-out", "wrong-type", "left-out", "missing-key"]),
        (changed(LAW, "VORGANGSABLAUF", "VORGANGSPOSITION", 0, to=1), ["left-out", "wrong-type"]),
        (
            changed(MOTION, "VORGANGSABLAUF", "VORGANGSPOSITION", "URHEBER", to=...),
            ["left-out", "missing-key"],
        ),
        (
            changed(
                MOTION, "VORGANGSABLAUF", "VORGANGSPOSITION", "PERSOENLICHER_URHEBER", "NACHNAME", to=...
            ),
            ["left-out", "missing-key"],
        ),
        (
            changed(MOTION, "VORGANGSABLAUF", "VORGANGSPOSITION", "FUNDSTELLE", to="31.02.2010 - X"),
            ["bad-date"],
        ),
        (
            changed(
                LAW,
                "VORGANG",
                "VERKUENDUNG",
                to="Gesetz vom 04.11.2010 - Bundesgesetzblatt I Nr.131.02.2010 S. 1",
            ),
            ["bad-date"],
        ),
        (changed(LAW, "VORGANG", "INKRAFTTRETEN", to="31.02.2010"), ["bad-date"]),
        ("x", ["left-out", "wrong-type"]),
    ],
)
def test_what_is_wrong_is_told(document, told):
    """The rest is kept."""
    data = json.dumps([document]).encode()
    problems = BUNDESTAG.decode(data, strict=False).problems
    assert [found.code for found in problems if found.code != "damaged-text"] == told


@pytest.mark.parametrize("data", [b"null", b'""'])
def test_a_document_with_nothing_in_it_is_left_out(data):
    """Null is no proceeding."""
    assert [found.code for found in BUNDESTAG.decode(data, strict=False).problems] == [
        "left-out",
        "wrong-type",
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty-document"),
        (b"{", "bad-syntax"),
        (b"[", "bad-syntax"),
        (b"\xff", "bad-encoding"),
        (b"[" * 100_000, "too-deep"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(data, told):
    """Strict or not."""
    with pytest.raises(DecodeError) as caught:
        BUNDESTAG.decode(data, strict=False)
    assert [found.code for found in caught.value.problems] == [told]


def test_a_file_of_a_folder_that_cannot_be_read_is_left_out():
    """The others are read."""
    decoded = BUNDESTAG.decode(
        {"a.json": b"{", "b.json": b"", "c.json": json.dumps(MOTION).encode()}, strict=False
    )
    assert [(found.code, found.path) for found in decoded.problems] == [
        ("left-out", "a.json"),
        ("bad-syntax", "a.json"),
        ("left-out", "b.json"),
        ("empty-document", "b.json"),
    ]


def test_a_line_that_cannot_be_read_is_left_out():
    """The others are read."""
    decoded = BUNDESTAG.decode(json.dumps(MOTION).encode() + b'\n{"vorgangId": \n', strict=False)
    assert [(found.code, found.path) for found in decoded.problems] == [
        ("left-out", "line 2"),
        ("bad-syntax", "line 2"),
    ]


@pytest.mark.parametrize("depth", [150, 900, 100_000])
def test_a_line_that_is_nested_too_deeply_is_left_out(depth):
    """Whatever this Python's own limit is."""
    data = b'{"vorgangId": "1", "VORGANG": ' + b"[" * depth + b"]" * depth + b"}\n"
    assert [found.code for found in BUNDESTAG.decode(data, strict=False).problems] == ["left-out", "too-deep"]


def test_a_proceeding_that_stands_twice_is_kept_once():
    """With all that is in it."""
    decoded = read(MOTION, MOTION, strict=False)
    assert [(found.code, found.path) for found in decoded.problems] == [
        ("left-out", "line 2"),
        ("duplicate-id", "line 2"),
    ]


def test_a_key_that_stands_twice_is_told():
    """The last one counts, as JSON has it."""
    data = b'{"vorgangId": "1", "vorgangId": "2", "VORGANG": {"TITEL": "x"}}'
    assert [found.code for found in BUNDESTAG.decode(data, strict=False).problems] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("where", "step", "tenor", "is_law", "state"),
    [
        ("BT", "1. Beratung", "Überweisung", True, "in-committee"),
        ("BT", "2. Beratung", "Annahme der Vorlage", True, None),
        ("BT", "2. Beratung und Schlussabstimmung", "Annahme der Vorlage", True, "adopted"),
        ("BT", "Beratung", "Annahme der Vorlage", False, "adopted"),
        ("BT", "Beratung", "Ablehnung der Vorlage", False, "rejected"),
        ("BT", "3. Beratung", "Annahme einer Entschließung", True, None),
        ("BT", "3. Beratung", "Ablehnung Geschäftsordnungsantrag", True, None),
        ("BR", "1. Durchgang", "Stellungnahme: u.a. Änderungsvorschläge", True, "bundesrat-first"),
        ("BR", "2. Durchgang", "Versagung der Zustimmung", True, "consent-refused"),
        ("BR", "BR-Sitzung", "Einbringung; Bestellung eines Beauftragten", True, "submitted"),
        ("BR", "BR-Sitzung", "Zustimmung", False, None),
        (None, "BR-Sitzung", "Zustimmung", True, None),
    ],
)
def test_what_a_decision_does(where, step, tenor, is_law, state):
    """A decision on a part of it moves nothing."""
    assert decision(where, step, tenor, is_law=is_law) == state
