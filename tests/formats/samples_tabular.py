"""A folder of a mapping and a table, for `tabular`; what it says is invented."""

from tables import HEAD, table

SAMPLE = {
    "mapping.toml": HEAD.encode(),
    "pledges.csv": table(
        "Free buses,transport; youth,Done,24/09/2023,Taxpayers,https://example.org/a",
        "Plant trees,parks,In hand,2023,,https://example.org/b",
    ),
}
