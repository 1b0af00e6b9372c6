"""A few invented records, as entities of our own schemata."""

import json

SAMPLE = "".join(
    f"{json.dumps(entity)}\n"
    for entity in (
        {"id": "ann", "schema": "Person", "properties": {"name": ["Ann Lee"]}},
        {"id": "union", "schema": "Organization", "properties": {"name": ["Riders' Union"]}},
    )
).encode()
