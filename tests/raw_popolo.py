"""Counts what Popolo files hold, with the standard library alone: nothing is shared with the importer."""

import json
import sys
from collections import Counter
from pathlib import Path

LISTS = {
    "persons": "people",
    "organizations": "organizations",
    "posts": "posts",
    "memberships": "memberships",
    "events": "events",
    "areas": "others",
}


def role_of(value):
    """The role of a membership as text, the English one where there are several."""
    if isinstance(value, dict):
        return value.get("lang:en") or value[min(value)]
    return value


def counts(path):
    """The number of objects by list, of memberships by role, and of those with a start and an end."""
    document = json.loads(Path(path).read_text("utf-8"))
    found = {field: len(document.get(name, [])) for name, field in LISTS.items()}
    memberships = document.get("memberships", [])
    return {
        **found,
        "roles": dict(Counter(role_of(item.get("role")) for item in memberships)),
        "starts": sum(1 for item in memberships if item.get("start_date")),
        "ends": sum(1 for item in memberships if item.get("end_date")),
        "sources": len({s["url"] for item in memberships for s in item.get("sources", [])}),
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, json.dumps(counts(name), ensure_ascii=False))  # noqa: T201
