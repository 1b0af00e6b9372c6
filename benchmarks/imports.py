"""How long reading Popolo, Open States and FollowTheMoney takes beside the projects' own readers.

    python benchmarks/imports.py [--popolo-peers PYTHON] [--openstates-peers PYTHON]
        [--popolo FILE] [--openstates FOLDER]

Each contender reads the same file in a process of its own, in turning order; CPU time without imports and
after a first small file; the medians of the rounds' ratios. The peers stand in environments of their own,
since they do not agree on pydantic:

    pip install mysoc-validator everypolitician-popolo
    pip install --no-deps openstates; pip install 'pydantic<2' pyyaml us attrs pytz requests

followthemoney and orjson come with the extra `dev`.

The task is the same for all: read everything, then give for each membership who belonged where, from when to
when. Without `--popolo` the file is made here, by the rules of mysoc-validator, which are the strictest.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

PEOPLE = {
    333: ("everypolitician_flat", "mysoc"),
    1_000: ("everypolitician", "everypolitician_flat", "mysoc"),
    10_000: ("everypolitician_flat", "mysoc"),
}
"""How many people, and who reads them: what looks each person up in a list needs minutes for many."""
ROUNDS = 5
_WARM = 20
"""How many people are read first: so many of a kind that policytrack has written and compiled its readers."""


def ours_popolo(path: Path) -> int:
    """Read with policytrack."""
    snapshot = (
        import_module("policytrack.formats").get("popolo").decode(path.read_bytes(), strict=False).snapshot
    )
    names = {record.id: record.name for record in (*snapshot.people, *snapshot.organizations)}
    return len(
        [
            (names[m.person_id], names[m.organization_id], m.start_date, m.end_date)
            for m in snapshot.memberships
        ]
    )


def everypolitician(path: Path) -> int:
    """Read with everypolitician-popolo, which looks up each person as its users would ask for it."""
    popolo: Any = import_module("popolo_data.importer").Popolo.from_filename(str(path))
    return len([(m.person.name, m.organization.name, m.start_date, m.end_date) for m in popolo.memberships])


def everypolitician_flat(path: Path) -> int:
    """Read with everypolitician-popolo, the names in a dictionary of our own: it checks and keeps nothing."""
    popolo: Any = import_module("popolo_data.importer").Popolo.from_filename(str(path))
    names = {record.id: record.name for found in (popolo.persons, popolo.organizations) for record in found}
    return len(
        [(names[m.person_id], names[m.organization_id], m.start_date, m.end_date) for m in popolo.memberships]
    )


def mysoc(path: Path) -> int:
    """Read with mysoc-validator."""
    popolo: Any = import_module("mysoc_validator").Popolo.from_path(path)
    names = {record.id: record.names[0].nice_name() for record in popolo.persons}
    names |= {record.id: record.name for record in popolo.organizations}
    found = [m for m in popolo.memberships if m.organization_id is not None]
    return len([(names[m.person_id], names[m.organization_id], m.start_date, m.end_date) for m in found])


def ours_openstates(path: Path) -> int:
    """Read a folder of people with policytrack."""
    formats = import_module("policytrack.formats")
    files = import_module("policytrack.formats.disk").read_folder(path, formats.get("openstates").owns)
    snapshot = formats.get("openstates").decode(files, strict=False).snapshot
    names = {record.id: record.name for record in snapshot.people}
    return len([(names[m.person_id], m.role, m.start_date, m.end_date) for m in snapshot.memberships])


def openstates(path: Path) -> int:
    """Read a folder of people with the project's own models."""
    person: Any = import_module("openstates.models.people").Person
    committee: Any = import_module("openstates.models.committees").Committee
    found: list[tuple[object, ...]] = []
    for file in sorted(path.rglob("*.yml")):
        try:
            if file.parent.name == "committees":
                held = committee.load_yaml(file)
                found += [(m.name, m.role) for m in held.members]
            else:
                held = person.load_yaml(file)
                found += [(held.name, role.type, role.start_date, role.end_date) for role in held.roles]
        except ValueError:
            continue  # Its rules refuse some files of the project itself: the time until then counts.
    return len(found)


def ours_ftm(path: Path) -> int:
    """Read entities with policytrack."""
    snapshot = (
        import_module("policytrack.formats").get("ftm").decode(path.read_bytes(), strict=False).snapshot
    )
    names = {record.id: record.name for record in (*snapshot.people, *snapshot.organizations)}
    return len(
        [(names[m.person_id], names[m.organization_id], m.role, m.start_date) for m in snapshot.memberships]
    )


def followthemoney(path: Path, *, is_trusted: bool = False) -> int:
    """Read entities with followthemoney, each property checked and cleaned by its type."""
    read: Any = import_module("followthemoney.proxy").EntityProxy.from_dict
    loads = import_module("orjson").loads
    entities = [read(loads(line), cleaned=is_trusted) for line in path.read_bytes().splitlines()]
    names = {entity.id: entity.caption for entity in entities if entity.schema.name != "Membership"}
    return len(
        [
            (names[m.first("member")], names[m.first("organization")], m.first("role"), m.first("startDate"))
            for m in entities
            if m.schema.name == "Membership"
        ]
    )


def followthemoney_trusting(path: Path) -> int:
    """Read entities with followthemoney, nothing checked: for what it has written itself."""
    return followthemoney(path, is_trusted=True)


CONTENDERS: dict[str, Callable[[Path], int]] = {
    found.__name__: found
    for found in (
        ours_popolo,
        everypolitician,
        everypolitician_flat,
        mysoc,
        ours_openstates,
        openstates,
        ours_ftm,
        followthemoney,
        followthemoney_trusting,
    )
}
MODULES = {
    "everypolitician": "popolo_data.importer",
    "everypolitician_flat": "popolo_data.importer",
    "mysoc": "mysoc_validator",
    "openstates": "openstates.models.people",
    "followthemoney": "followthemoney.proxy",
    "followthemoney_trusting": "followthemoney.proxy",
}


def made(folder: Path, count: int) -> Path:
    """Write a Popolo file with so many invented people that every contender reads."""
    people = [
        {
            "id": f"uk.org.publicwhip/person/{n}",
            "identifiers": [{"scheme": "wikidata", "identifier": f"Q{n}"}],
            "other_names": [{"note": "Main", "given_name": f"Given{n}", "family_name": f"Family{n}"}],
        }
        for n in range(count)
    ]
    memberships = [
        {
            "id": f"uk.org.publicwhip/member/{n}",
            "person_id": f"uk.org.publicwhip/person/{n % count}",
            "organization_id": "house-of-commons",
            "on_behalf_of_id": "labour",
            "role": "Member",
            "start_date": f"20{n % 20:02}-05-0{n % 9 + 1}",
            "end_date": f"20{n % 20 + 4:02}-05",
        }
        for n in range(2 * count)
    ]
    organizations = [{"id": "house-of-commons", "name": "House"}, {"id": "labour", "name": "Party"}]
    path = folder / f"{count}.json"
    document = {"persons": people, "organizations": organizations, "posts": [], "memberships": memberships}
    path.write_text(json.dumps(document))
    return path


def made_ftm(folder: Path, count: int) -> Path:
    """Write entities of FollowTheMoney: so many invented people, with two memberships each."""
    entities: list[tuple[str, str, dict[str, str]]] = [("house", "PublicBody", {"name": "House"})]
    for n in range(count):
        name = {"name": f"Given{n} Family{n}", "wikidataId": f"Q{n + 1}", "country": "gb"}
        entities.append((f"person-{n}", "Person", name))
        for term in range(2):
            ends = {"member": f"person-{n}", "organization": "house", "role": "Member"}
            dates = {"startDate": f"20{term}{n % 10}-05-06", "endDate": f"20{term}{n % 10}-11"}
            entities.append((f"membership-{n}-{term}", "Membership", ends | dates))
    path = folder / f"{count}.ftm.json"
    lines = [
        json.dumps(
            {"id": given, "schema": schema, "properties": {key: [value] for key, value in said.items()}}
        )
        for given, schema, said in entities
    ]
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def small(name: str, like: Path, folder: Path) -> Path:
    """Give a contender a first small file, so that what is made once in a process is made before."""
    if like.is_dir():
        return folder
    return made_ftm(folder, _WARM) if "ftm" in name or "money" in name else made(folder, _WARM)


def measured(name: str, python: str, path: Path) -> tuple[float, int] | None:
    """Return the CPU time and the memberships of a contender, None where it is not there or refuses."""
    done = subprocess.run(
        [python, __file__, "--contender", name, str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{name}: {(done.stderr.strip().splitlines() or ['nothing'])[-1]:.100}", file=sys.stderr)
        return None
    seconds, count = done.stdout.split()
    return float(seconds), int(count)


def compared(ours: str, path: Path, records: int, peers: dict[str, str]) -> None:
    """Print the median ratio of each peer's time to ours."""
    times: dict[str, list[float]] = {}
    names = {ours: sys.executable, **peers}
    for turn in range(ROUNDS):
        order = [*list(names)[turn % len(names) :], *list(names)[: turn % len(names)]]
        for name in order:
            found = measured(name, names[name], path) if name in times or turn == 0 else None
            if found is not None:
                times.setdefault(name, []).append(found[0])
    best = statistics.median(times[ours])
    print(f"{ours}: {records} records in {best * 1000:.0f} ms, {records / best:,.0f} a second")
    for name in peers:
        if name in times:
            ratio = statistics.median(
                their / own for their, own in zip(times[name], times[ours], strict=True)
            )
            print(f"  {name}: {ratio:.2f} times our time")


def main() -> None:
    """Read the arguments; run one contender, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--contender", nargs=2)
    parser.add_argument("--popolo", type=Path)
    parser.add_argument("--openstates", type=Path)
    parser.add_argument("--popolo-peers", default=sys.executable)
    parser.add_argument("--openstates-peers", default=sys.executable)
    given: Any = parser.parse_args()
    if given.contender:
        name, path = given.contender
        import_module(MODULES.get(name, "policytrack.formats"))
        with tempfile.TemporaryDirectory() as folder:
            CONTENDERS[name](small(name, Path(path), Path(folder)))
        start = time.process_time()
        count = CONTENDERS[name](Path(path))
        print(time.process_time() - start, count)
        return
    with tempfile.TemporaryDirectory() as folder:
        for count, names in PEOPLE.items():
            path = given.popolo or made(Path(folder), count)
            document: dict[str, Any] = json.loads(path.read_text("utf-8"))
            records = sum(len(document[name]) for name in ("persons", "organizations", "memberships"))
            compared("ours_popolo", path, records, {name: str(given.popolo_peers) for name in names})
            if given.popolo:
                break
        peers: dict[str, str] = dict.fromkeys(("followthemoney", "followthemoney_trusting"), sys.executable)
        compared("ours_ftm", made_ftm(Path(folder), 10_000), 30_001, peers)
    if given.openstates:
        files = sum(1 for _ in given.openstates.rglob("*.yml"))
        compared("ours_openstates", given.openstates, files, {"openstates": given.openstates_peers})


if __name__ == "__main__":
    main()
