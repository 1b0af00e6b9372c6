"""The table of `docs/formats.md` says what is true."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from policytrack import datasets, formats
from policytrack.formats._one_way import ReadOnly, WriteOnly
from policytrack.formats.disk import read_folder
from policytrack.model import record_fields

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
COLUMNS = ["format", "direction", "loses", "tried on", "known gaps"]


def _rows():
    lines = [
        line for line in (ROOT / "docs" / "formats.md").read_text("utf-8").splitlines() if line[:1] == "|"
    ]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == COLUMNS
    return {row[0].strip("`"): dict(zip(COLUMNS, row, strict=True)) for row in cells[2:]}


ROWS = _rows()
TRIED = [
    (name, *re.fullmatch(r"`([^`]+)`: (.+)", entry.strip()).groups())
    for name, row in ROWS.items()
    for entry in row["tried on"].split("<br>")
    if entry.strip()
]


def test_every_format_has_a_row():
    """The table names each format that ships, in any order, and no other."""
    assert sorted(ROWS) == sorted(format_.name for format_ in formats.SHIPPED)


@pytest.mark.parametrize("name", ROWS)
def test_the_direction_is_that_of_the_format(name):
    """What is only read or only written says so in its class too."""
    kinds = {ReadOnly: "read", WriteOnly: "write"}
    format_ = formats.get(name)
    said = next((word for kind, word in kinds.items() if isinstance(format_, kind)), "both")
    assert ROWS[name]["direction"] == said


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row["loses"] == "nothing"])
def test_what_loses_nothing_loses_nothing(name):
    """A format without losses declares none for the bundled case, and gives it back."""
    snapshot = datasets.load("police-accountability").snapshot()
    if name == "parquet":
        pytest.importorskip("pyarrow")
    if name in {"yaml", "directory"}:
        pytest.importorskip("yaml")
        snapshot = type(snapshot).of(list(snapshot.records())[:20])  # Reading YAML takes its time.
    encoded = formats.get(name).encode(snapshot)
    assert encoded.losses == ()
    assert formats.get(name).decode(encoded.data, strict=False).snapshot == snapshot


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if not row["loses"]])
def test_what_is_never_written_has_no_losses(name):
    """Only a format that is never written says nothing of what it loses."""
    assert ROWS[name]["direction"] == "read"


@pytest.mark.skipif(not DATA.is_dir(), reason="the material is not here")
@pytest.mark.parametrize(("name", "pattern", "counts"), TRIED)
def test_the_counts_are_those_of_the_data(name, pattern, counts):
    """Reading the data that a row names gives the numbers that it names, and nothing but those."""
    found = Counter()
    for path in sorted(DATA.glob(pattern)):
        format_ = formats.get(name)
        if path.is_dir():
            data = read_folder(path, getattr(format_, "owns", bool))
        else:
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        decoded = format_.decode(data, strict=False)
        found.update({field: len(getattr(decoded.snapshot, field)) for field in record_fields()})
        found["left_out"] += sum(problem.code == "left-out" for problem in decoded.problems)
    said = {
        match[2].replace(" ", "_"): int(match[1].replace(",", ""))
        for match in re.finditer(r"([0-9,]*[0-9]) ([a-z ]+)", counts)
    }
    assert said == {field: count for field, count in found.items() if count or field == "left_out"}
