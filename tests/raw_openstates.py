"""Counts what Open States files hold, by lines of text: nothing here is shared with the importer."""

import json
import re
import sys
from collections import Counter
from pathlib import Path


def entries(text, key):
    """The entries of a top-level list of a YAML file, each as its lines."""
    found, inside = [], False
    for line in text.splitlines():
        if re.match(r"\S", line) and not line.startswith("- "):
            inside = line.rstrip() == f"{key}:"
        elif inside and line.startswith("- "):
            found.append([line[2:]])
        elif inside and found:
            found[-1].append(line.strip())
    return found


def value_of(entry, key):
    """The value of a key of an entry as text, None where it is missing."""
    for line in entry:
        if line.startswith(f"{key}:"):
            return line.partition(":")[2].strip().strip("'\"") or None
    return None


def people_counts(folder):
    """The number of people and committees, and of memberships by role."""
    roles, people, committees = Counter(), 0, 0
    for path in sorted(Path(folder).rglob("*.yml")):
        text = path.read_text("utf-8")
        if path.parent.name == "committees":
            committees += 1
            roles.update(value_of(entry, "role") for entry in entries(text, "members"))
        else:
            people += 1
            roles["party"] += len(entries(text, "party"))
            roles.update(value_of(entry, "type") for entry in entries(text, "roles"))
    return {"people": people, "committees": committees, "roles": dict(roles)}


def bill_counts(path):
    """The number of bills, of sponsors, and of bills by status."""
    bills = json.loads(Path(path).read_text("utf-8")).values()
    sponsors = [item for bill in bills for key in ("house_sponsors", "senate_sponsors") for item in bill[key]]
    return {
        "bills": len(bills),
        "sponsors": len(sponsors),
        "names": len({item[0] for item in sponsors}),
        "statuses": dict(Counter(bill["bill_status"] for bill in bills)),
        "topics": len({topic for bill in bills for topic in bill["categories"]}),
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        count = people_counts if Path(name).is_dir() else bill_counts
        print(name, json.dumps(count(name), ensure_ascii=False))  # noqa: T201
