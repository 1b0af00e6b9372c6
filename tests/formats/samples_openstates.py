"""A small folder as Open States has it, of invented people and bills."""

import json

PERSON = """id: ocd-person/11111111-1111-4111-8111-111111111111
name: Ada Quill
given_name: Ada
birth_date: 1970-02-03
party:
- name: Green
  start_date: '2018'
roles:
- start_date: 2019-01-09
  end_date: '2023-01-04'
  type: lower
  district: 4
  jurisdiction: ocd-jurisdiction/country:us/state:zz/government
- type: mayor
  jurisdiction: ocd-jurisdiction/country:us/state:zz/place:lamp/government
  end_reason: Resigned
other_identifiers:
- scheme: legacy_openstates
  identifier: ZZL000001
other_names:
- name: Quill, A.
  start_date: soon
links:
- url: https://example.org/ada
"""
COMMITTEE = """id: ocd-organization/22222222-2222-4222-8222-222222222222
jurisdiction: ocd-jurisdiction/country:us/state:zz/government
classification: committee
name: Lamps
chamber: lower
members:
- name: Ada Quill
  role: chair
  person_id: ocd-person/11111111-1111-4111-8111-111111111111
- name: Ben Öz
  role: member
"""
BILLS = [
    {
        "bill_id": "HB 1",
        "title": "Lamps Act",
        "state": "zz",
        "session": "2021",
        "alternate_titles": ["An act on lamps"],
        "subjects": ["Lamps", "Oil"],
        "sponsors": [
            {"name": "Quill", "type": "primary", "leg_id": "ocd-person/11111111-1111-4111-8111-111111111111"},
            {"name": "Öz of the North", "type": "cosponsor"},
            {"name": "Lamps", "type": "cosponsor", "committee_id": "ZZC1"},
        ],
        "actions": [
            {
                "date": "2021-01-05 00:00:00",
                "action": "Read first time",
                "type": ["bill:introduced"],
                "actor": "lower",
            },
            {"date": "2021-01-06", "action": "Prayer", "type": ["other"], "actor": "lower"},
            {"date": "2021-02-01", "action": "Passed", "type": ["bill:passed"], "actor": "lower"},
            {"date": "2021-02-09", "action": "Passed", "type": ["bill:passed"], "actor": "upper"},
            {"date": "2021-02-10", "action": "Concurred", "type": ["bill:passed"], "actor": "lower"},
            {"date": "2021-03-01", "action": "Items vetoed", "type": ["governor:vetoed:line-item"]},
        ],
        "companions": [{"bill_id": "SB 2"}, {"bill_id": "SB 9"}],
        "sources": [{"url": "https://example.org/hb1"}],
    },
    {
        "id": "ocd-bill/33333333-3333-4333-8333-333333333333",
        "identifier": "SB 2",
        "title": "Oil Act",
        "legislative_session": "2021",
        "jurisdiction": {"id": "ocd-jurisdiction/country:us/state:zz/government", "name": "Zz"},
        "subject": ["Oil"],
        "abstracts": [{"abstract": "Taxes oil.", "note": "short"}],
        "other_titles": [{"title": "Of oil"}],
        "sponsorships": [
            {
                "name": "Cy",
                "entity_type": "person",
                "primary": True,
                "person": {"id": "ocd-person/c", "name": "Cy Fen"},
            },
            {"name": "Board", "entity_type": "organization", "classification": "cosponsor"},
        ],
        "actions": [
            {
                "description": "Filed",
                "date": "2021-01-07",
                "classification": ["filing", "referral-committee"],
                "organization": {"name": "Senate", "classification": "upper"},
            }
        ],
        "related_bills": [
            {"identifier": "HB 1", "legislative_session": "2021", "relation_type": "prior-session"}
        ],
    },
]
ROUNDUP = {
    "HF 3": {
        "bill_id": "HF 3",
        "title": "Wick Act",
        "description": "Of wicks.",
        "bill_status": "partially vetoed",
        "end_date": "2021-05-24 00:00:00",
        "house_sponsors": [["Ada Quill", "Green", "picture", None]],
        "categories": ["Lamps"],
        "billurl": "https://example.org/hf3",
        "house_ayes": 3,
    }
}
SAMPLE = {
    "data/zz/legislature/ada.yml": PERSON.encode(),
    "data/zz/committees/lamps.yml": COMMITTEE.encode(),
    "bills/2021.json": json.dumps(BILLS).encode(),
    "bills/roundup.json": json.dumps(ROUNDUP).encode(),
    "README.md": b"not read",
}


def many(count):
    """The folder with this many bills more, each with a sponsor and an action."""
    bills = [
        {
            "id": f"ZZB{n}",
            "bill_id": f"HB {n}",
            "title": f"Act {n}",
            "sponsors": [{"name": f"Name {n}"}],
            "actions": [{"action": f"Step {n}"}],
        }
        for n in range(count)
    ]
    return {**SAMPLE, "bills/many.json": json.dumps(bills).encode()}
