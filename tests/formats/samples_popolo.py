"""A small Popolo document with one of each kind, of invented people."""

import json

DOCUMENT = {
    "persons": [
        {
            "id": "ada",
            "name": {"lang:en": "Ada Quill", "lang:cy": "Ada Cwil"},
            "other_names": [{"name": "A. Quill", "note": "alternate", "lang": "en"}],
            "identifiers": [{"scheme": "register", "identifier": "7"}],
            "birth_date": "1970",
            "memberships": [{"organization_id": "green", "role": "member"}],
        },
        {"id": 7, "name": "Ben Öz", "sort_name": "Öz, Ben", "sources": [{"url": "https://example.org/ben"}]},
    ],
    "organizations": [
        {"id": "house", "name": "House", "classification": "legislature", "posts": [{"role": "speaker"}]},
        {"id": "green", "name": "Green", "classification": "party", "parent_id": None},
    ],
    "posts": [{"id": "north", "label": "Member for North", "organization_id": "house", "area_id": "north"}],
    "memberships": [
        {
            "person_id": "ada",
            "post_id": "north",
            "on_behalf_of_id": "green",
            "start_date": "2020-01",
            "end_date": "2024-05-30",
            "sources": [{"url": "https://example.org/north", "note": "the roll"}],
        },
        {"person_id": 7, "organization_id": "house", "role": {"lang:en": "Clerk"}, "start_date": "2021"},
    ],
    "areas": [{"id": "north", "name": "North", "type": "constituency"}],
    "events": [
        {"id": "term", "name": "Term", "start_date": "2020", "end_date": "2024", "organization_id": "house"},
        {"id": "vote", "name": "Election", "start_date": "2020-01-05", "attendees": [{"id": "ada"}, "ben"]},
    ],
    "motions": [{"id": "m1", "text": "That lamps be lit", "creator_id": "ada", "date": "2021-03-04"}],
    "speeches": [
        {"id": "s1", "creator_id": "ada", "text": "I move that lamps be lit.", "date": "2021-03-04"}
    ],
    "vote_events": [{"id": "v1", "counts": [{"option": "yes", "value": 3}]}],
    "meta": {"source": "invented"},
    "elections": [],
}
SAMPLE = json.dumps(DOCUMENT).encode()


def many(count):
    """The document with this many people, each with a membership."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(count)]
    memberships = [{"person_id": f"p{n}", "organization_id": "house"} for n in range(count)]
    return json.dumps({**DOCUMENT, "persons": people, "memberships": memberships}).encode()
