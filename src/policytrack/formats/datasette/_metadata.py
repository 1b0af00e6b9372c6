"""What Datasette is told of a database: `metadata.json` for release 0.65, with `datasette.json` from 1.0 on.

The database is called like its file, so both are made when the file has a name.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from policytrack.errors import EncodeError, Problem
from policytrack.formats._trees import is_object
from policytrack.formats.datasette._database import APPLICATION, SUBJECT, Made
from policytrack.formats.datasette._questions import QUESTIONS
from policytrack.formats.datasette._tables import CURRENT, RECORDS, Column, Table
from policytrack.model import Snapshot

METADATA, CONFIG = "metadata.json", "datasette.json"
_HEAD = b"SQLite format 3\0"
_MOST_FACETS = 5
_OF_CONFIG = ("facets", "label_column")
"""What release 1.0 reads from its configuration, and 0.65 from the metadata."""

_Json = dict[str, Any]


def files_beside(
    made: Made, snapshot: Snapshot, about: Mapping[str, str]
) -> Callable[[Path], dict[str, bytes]]:
    """Return what makes the files that stand beside a database of a path.

    It raises `EncodeError` where the path, or one of those files, is somebody else's.
    """
    return partial(_beside, {**_of_the_whole(snapshot), **about}, _of_the_database(made))


def _beside(whole: Mapping[str, str], database: _Json, path: Path) -> dict[str, bytes]:
    if problems := list(_not_ours(path)):
        raise EncodeError(SUBJECT, problems)
    tables = database["tables"]
    config = {name: {key: one[key] for key in _OF_CONFIG if key in one} for name, one in tables.items()}
    held = {"queries": database["queries"], "tables": {name: one for name, one in config.items() if one}}
    files = {
        METADATA: {**whole, "databases": {path.stem: database}},
        CONFIG: {"databases": {path.stem: held}},
    }
    return {
        name: (json.dumps(one, indent=2, ensure_ascii=False) + "\n").encode() for name, one in files.items()
    }


def _not_ours(path: Path) -> Iterator[Problem]:
    """Tell what must not be replaced: a store, above all, may have the same ending."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(72)
    if head and not (head.startswith(_HEAD) and int.from_bytes(head[68:72]) == APPLICATION):
        yield Problem(
            "foreign-file",
            path.name,
            "what stands here is no publication: it may be a store",
            "save to another file",
        )
    held = [name for name in (METADATA, CONFIG) if path.with_name(name).is_file()]
    others = [name for name in held if _databases(path.with_name(name).read_bytes()) != [path.stem]]
    if others:
        message = "this stands beside the database, and is about something else"
        yield Problem("foreign-file", ", ".join(others), message, "save to a folder of its own")


def _databases(text: bytes) -> list[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return []
    held = value.get("databases") if is_object(value) else None
    return list(held) if is_object(held) else []


def _of_the_whole(snapshot: Snapshot) -> dict[str, str]:
    licences = sorted({source.licence for source in snapshot.sources if source.licence})
    only = licences[0] if len(licences) == 1 else "each source's own, as the table sources has it"
    return {
        "title": "Policy proposals",
        "description": "What would change, who is for and against it and in whose words, what became of it, "
        "and which source says so. Dates are as precise as their sources and written in EDTF.",
        "license": only,
        "source": f"{len(snapshot.sources)} sources, in the table sources; each row cites its own",
    }


def _of_the_database(made: Made) -> _Json:
    tables: dict[str, _Json] = {
        RECORDS: {
            "description": "Every record by its id, whatever its type.",
            "label_column": "label",
            "facets": ["type"],
            "columns": {"id": "The id.", "type": "What it is.", "label": "What it is called."},
        }
    }
    for table in made.tables:
        tables[table.name] = _described(table.about, table.columns, table.label, facets=table.is_main)
        for link in table.links:
            tables[link] = _described(f"Ids of {table.name}, one a row.", (), None, facets=False)
        if table.is_main:
            tables[CURRENT + table.name] = _of_view(table)
    for answers in made.answers:
        tables[answers.name] = _described(answers.about, answers.columns, None, facets=True)
    return {"tables": tables, "queries": {name: attrs.asdict(one) for name, one in QUESTIONS.items()}}


def _of_view(table: Table) -> _Json:
    shown = [
        attrs.evolve(one, name="id") if one.is_key else one
        for one in table.columns
        if one.part != "current_id"
    ]
    about = f"The rows of {table.name} that count now: nothing that was corrected or withdrawn."
    found = _described(about, shown, None, facets=True)
    if table.has_proposals:
        found["facets"] = ["status", "phase", *found["facets"][:-2]]
    return found


def _described(
    about: str, columns: tuple[Column, ...] | list[Column], label: str | None, *, facets: bool
) -> _Json:
    facet = [
        {"array": one.name} if one.shape and one.shape.type == "array" else one.name
        for one in columns
        if one.is_facet
    ]
    said = {one.name: one.about for one in columns if one.about}
    found: _Json = {"description": about, "label_column": label, "columns": said}
    if facets:
        found["facets"] = facet[:_MOST_FACETS]
    return {key: value for key, value in found.items() if value}
