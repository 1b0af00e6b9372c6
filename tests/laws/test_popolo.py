"""Popolo: what is ours comes back from it, and what is Popolo's comes back from us."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from strategies import json_values, odd_texts, snapshots, worlds

from policytrack import formats
from policytrack.errors import PolicytrackError
from policytrack.model import JsonObject

calm = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)
POPOLO = formats.get("popolo")


@calm
@given(snapshots() | worlds())
def test_what_is_ours_comes_back(snapshot):
    """Writing declares no loss, reading gives the snapshot back, which is written again as it was."""
    encoded = POPOLO.encode(snapshot)
    assert encoded.losses == ()
    again = POPOLO.decode(encoded.data).snapshot
    assert again == snapshot
    assert POPOLO.encode(again).data == encoded.data


SAID = st.sampled_from(["1", "Ann", "Ann Öz"])
IDS = st.sampled_from(["1", "2", "a b", "person-ann", "№ 5", 7, 7.5, "", None])
NAMES = st.sampled_from(
    ["Ann", "Bea Öz", {"lang:cy": "Cymru", "lang:en": "Wales"}, {"fr": "Rome"}, {}, 5, "", None]
)
DATES = st.sampled_from(
    [
        "2020",
        "2020-01",
        "2020-01-31",
        "2020-02-31",
        "2020-01-31T10:00:00Z",
        "2020-13",
        "",
        None,
        2020,
        "2021~",
    ]
)
ODD = st.sampled_from([None, [], {}, "", 0, 1.0, True, ["x"], {"lang:en": "x"}])
ITEMS = st.lists(
    st.dictionaries(
        st.sampled_from(["name", "note", "lang", "scheme", "identifier", "url", "start_date", "id"]),
        st.sampled_from(["x", "y", "http://example.org/1", 5, None, ""]),
        max_size=3,
    )
    | ODD,
    max_size=2,
)
EXTRAS = st.dictionaries(odd_texts(), json_values(), max_size=2)


def objects(needed=(), **properties):
    """Objects in which any property may be missing, or be what nobody expects, but for those needed."""
    known = {"id": IDS, "identifiers": ITEMS, "other_names": ITEMS, "sources": ITEMS, "extras": EXTRAS}
    known |= {"name": NAMES, "gender": ODD, **properties}
    return st.fixed_dictionaries(
        dict.fromkeys(needed, SAID),
        optional={key: value | ODD for key, value in known.items() if key not in needed},
    )


def documents(*, whole):
    """Documents; those that are `whole` have what every record needs."""
    names = ["name"] if whole else []
    memberships = objects(
        ["person_id", "organization_id"] if whole else [],
        post_id=IDS,
        on_behalf_of_id=IDS,
        person_id=IDS,
        organization_id=IDS,
        person=st.fixed_dictionaries({"id": IDS}),
        role=NAMES,
        start_date=DATES,
        end_date=DATES,
    )
    posts = objects(
        ["role"] if whole else [],
        label=NAMES,
        role=NAMES,
        organization_id=IDS,
        memberships=st.lists(memberships, max_size=2),
    )
    return st.fixed_dictionaries(
        {
            "persons": st.lists(
                objects(names, sort_name=NAMES, memberships=st.lists(memberships, max_size=2)), max_size=3
            )
        },
        optional={
            "organizations": st.lists(
                objects(
                    names,
                    parent_id=IDS,
                    classification=NAMES,
                    posts=st.lists(posts, max_size=2),
                    memberships=st.lists(memberships, max_size=1),
                ),
                max_size=3,
            ),
            "posts": st.lists(posts, max_size=2),
            "memberships": st.lists(memberships, max_size=3),
            "areas": st.lists(objects(type=NAMES), max_size=2),
            "events": st.lists(
                objects(names, start_date=DATES, end_date=DATES, attendees=ITEMS, organization_id=IDS),
                max_size=2,
            ),
            "motions": st.lists(
                objects(["text"] if whole else [], text=NAMES, creator_id=IDS, date=DATES), max_size=2
            ),
            "speeches": st.lists(
                objects(["title"] if whole else [], text=NAMES, title=NAMES, creator_id=IDS, date=DATES),
                max_size=2,
            ),
            "vote_events": st.lists(objects(), max_size=1),
            "bills": st.lists(
                objects(
                    ["title"] if whole else [],
                    title=NAMES,
                    subject=st.lists(odd_texts(), max_size=2),
                    abstracts=ITEMS,
                    actions=ITEMS,
                    related_bills=ITEMS,
                ),
                max_size=2,
            ),
            "meta": json_values(),
            "extras": EXTRAS,
            "councils": ODD,
        },
    )


def pieces(document):
    """A document as its keys and its objects, in no order; objects in objects too."""
    if not isinstance(document, dict):
        return document
    inner = {"memberships", "posts"}
    lists = {key for key, part in document.items() if isinstance(part, list)}
    top = {
        "persons",
        "organizations",
        "areas",
        "events",
        "motions",
        "speeches",
        "vote_events",
        "bills",
        *inner,
    }
    return {
        key: sorted(json.dumps(pieces(item), sort_keys=True) for item in part) if key in lists & top else part
        for key, part in document.items()
    }


TWINS = {
    "persons": [
        {"name": "1", "memberships": [{"person_id": "1", "organization_id": "1"}]},
        {"name": "1", "identifiers": [], "memberships": [{"person_id": "1", "organization_id": "1"}]},
    ]
}
"""Two people without ids, and in both of them the same words."""


ONE_ID = {
    "organizations": [{"id": "1", "name": "A"}, {"id": 0, "name": "B", "posts": [{"id": "1", "role": "C"}]}]
}
"""A post inside of an object that is written before the one whose id it has."""


@calm
@example(TWINS)
@example(ONE_ID)
@given(documents(whole=True))
def test_what_is_popolo_comes_back(document):
    """Whatever is read in full is written as it was: every property, every partial date, every odd value."""
    try:
        decoded = POPOLO.decode(json.dumps(document).encode(), strict=False)
    except PolicytrackError:
        return
    if any(problem.code in {"left-out", "bad-json"} for problem in decoded.problems):
        return
    if len({record.id for record in decoded.snapshot.records()}) < len(decoded.snapshot):
        return  # Where two objects share an id, nobody can tell whose memberships stood in which.
    again = json.loads(POPOLO.encode(decoded.snapshot).data)
    assert JsonObject({"is": pieces(again)}) == JsonObject({"is": pieces(document)})


def present(document):
    """The number of objects in a document that are records."""
    count = 0
    for key, value in document.items():
        if key in {"meta", "extras", "councils"} or not isinstance(value, list):
            continue
        for item in value:
            count += 1
            inner = ["memberships", "posts"] if isinstance(item, dict) else []
            for name in inner:
                if (key, name) in {
                    ("persons", "memberships"),
                    ("organizations", "memberships"),
                    ("organizations", "posts"),
                    ("posts", "memberships"),
                } and isinstance(item.get(name), list):
                    count += present({name: item[name]})
    return count


@calm
@given(documents(whole=False))
def test_what_is_kept_and_what_is_named_add_up(document):
    """Each object of a document is a record, or is named once as left out."""
    decoded = POPOLO.decode(json.dumps(document).encode(), strict=False)
    left = [problem.path for problem in decoded.problems if problem.code == "left-out"]
    assert len(set(left)) == len(left)
    made = [
        record
        for record in decoded.snapshot.records()
        if getattr(record, "type", "") != "popolo-document"
        and not record.id.startswith(("source-", "position-mover-"))
    ]
    assert len(made) + len(left) == present(document)


@pytest.mark.parametrize("text", ["[]", "{}", '{"a": []}', '"persons"', '{"persons": {}}'])
def test_what_is_no_popolo_is_refused(text):
    """A document without a list of Popolo's is refused, strict or not."""
    for strict in (True, False):
        with pytest.raises(PolicytrackError, match="no Popolo document"):
            POPOLO.decode(text.encode(), strict=strict)
