"""A few invented entities of FollowTheMoney."""

import json

ENTITIES = [
    {"id": "ann", "schema": "Person", "properties": {"name": ["Ann Lee", "A. Lee"], "country": ["gb"]}},
    {"id": "union", "schema": "Organization", "properties": {"name": ["Riders' Union"], "leiCode": ["X1"]}},
    {"id": "firm", "schema": "Company", "properties": {"name": ["Bus Co"], "parent": ["holding"]}},
    {
        "id": "m",
        "schema": "Membership",
        "properties": {"member": ["ann"], "organization": ["union"], "startDate": ["2023-09"]},
    },
    {"id": "n", "schema": "Membership", "properties": {"member": ["firm"], "organization": ["union"]}},
    {"id": "file", "schema": "Pages", "properties": {"fileName": ["minutes.pdf"], "date": ["2024"]}},
    {"id": "e", "schema": "Event", "properties": {"name": ["Vote"], "date": ["2024-03-05T10:00", "2024-03"]}},
    {"id": "pay", "schema": "Payment", "properties": {"payer": ["firm"], "amount": ["5"]}, "datasets": ["d"]},
]

SAMPLE = "".join(f"{json.dumps(entity)}\n" for entity in ENTITIES).encode()
