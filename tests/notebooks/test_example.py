"""The example notebook is kept without outputs, and runs in a kernel of its own."""

import warnings
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
for _needed in ("altair", "ipykernel", "jinja2", "polars"):
    pytest.importorskip(_needed)

PATH = Path(__file__).parents[2] / "examples" / "notebook.ipynb"


@pytest.fixture(name="notebook")
def _notebook():
    return nbformat.read(PATH, as_version=4)


def test_it_is_kept_without_outputs(notebook):
    """What a cell prints is made anew by whoever runs it: a change of the text is a change to look at."""
    nbformat.validate(notebook)
    assert {cell["execution_count"] for cell in notebook.cells if cell["cell_type"] == "code"} == {None}
    assert [cell["outputs"] for cell in notebook.cells if cell.get("outputs")] == []


def test_it_runs(notebook):
    """Every cell runs; each ends with something to look at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of the messages between kernel and client, none is ours.
        nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [
        {kind for output in cell["outputs"] for kind in output.get("data", {})}
        for cell in notebook.cells
        if cell["cell_type"] == "code"
    ]
    assert all({"text/html", "image/svg+xml", "application/vnd.vegalite.v6+json"} & kinds for kinds in shown)
    assert sum("text/html" in kinds for kinds in shown) >= 8
