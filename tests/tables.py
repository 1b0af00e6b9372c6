"""A mapping and tables for the tests of `tabular`; all that they say is invented."""

import runpy
from pathlib import Path

from policytrack.formats.tabular import TableMapping, TabularFormat
from policytrack.model._json import thaw

HEAD = """
name = "pledges"

[table]
empty = ["n/a"]
skip = [{ column = "Pledge", values = ["Total"] }]

[proposal]
kind = "pledge"
title = "Pledge"
topics = [{ column = "Topics", split = ";" }]
lifecycle = "recommendation"
sources = ["page"]

[[statuses]]
on = { column = "Since", pattern = ["DD/MM/YYYY", "MM/YYYY", "YYYY"] }
sources = ["page"]

[statuses.to]
column = "Status"
words = { "Done" = "implemented", "In hand" = "in-progress" }

[[positions]]
actor = { column = "Against", split = ";" }
stance = { value = "opposes" }
sources = ["page"]

[[sources]]
name = "page"
url = "Page"
"""

HEADER = "Pledge,Topics,Status,Since,Against,Page"


def form(*changes, text=HEAD):
    """The format of a mapping in which texts were replaced by others."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return TabularFormat(TableMapping.parse(text))


def table(*rows, header=HEADER):
    """The bytes of a CSV file."""
    return "".join(f"{row}\r\n" for row in (header, *rows)).encode()


def told(problems):
    """Code and path of each problem."""
    return [(problem.code, problem.path) for problem in problems]


def kept(record):
    """The extras of a record as plain values."""
    return thaw(record.extras)


def sample(name):
    """The sample of a format."""
    path = Path(__file__).parent / "formats" / f"samples_{name.replace('-', '_')}.py"
    return runpy.run_path(str(path))["SAMPLE"]
