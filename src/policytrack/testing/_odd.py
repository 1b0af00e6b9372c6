"""Texts and ids that a format, a file system or a store is likely to change."""

from functools import cache
from typing import Final

from hypothesis import strategies as st

from policytrack.ids import id_fault
from policytrack.testing._values import ids, texts

ODD_TEXTS: Final = (
    # What YAML 1.1 or 1.2 takes for something else than text.
    *("NO", "on", "~", "null", "Null", "true", "007", "1e3", "0x1F", "0o7", ".inf", "2023", "2023-09-24"),
    *("12:30", "<<", "=", "1_000", "+1", "-0.0", "y"),
    # Indicators of YAML, of JSON, and of both.
    *(
        "- x",
        "-",
        "? x",
        ": x",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!t",
        "%a",
        "@",
        "`",
        "|",
        ">",
        "---",
    ),
    *("...", "{a}", "[a", "a, b", "'", '"', "''", "\\", "\\n", "a'b\"c"),
    # White space at edges and inside, line ends of every kind.
    *(
        " a",
        "a ",
        "\ta",
        "a\tb",
        "\n",
        "\n\n",
        "a\nb",
        "a\nb\n",
        "a\n\nb\n\n",
        " a\nb",
        "a \nb",
        "a\n b",
        "\na",
    ),
    *("a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b", "a\n#b\n", "a\n---\nb", "a\n\tb"),
    # Characters that are invisible, controls, or beyond the first plane.
    *(
        "\ufeff",
        "a\ufeffb",
        "\x1b",
        "\x7f",
        "\x9f",
        "\u00a0",
        "\u200b",
        "\ufffe",
        "\uffff",
        "\U0001f642",
        "e\u0301",
    ),
    "\U0010ffff",
    "x" * 1100,
)


@cache
def odd_texts() -> st.SearchStrategy[str]:
    """Draw texts that a format is likely to change, alone and run together."""
    return st.one_of(
        st.sampled_from(ODD_TEXTS), st.lists(st.sampled_from(ODD_TEXTS), max_size=4).map("".join), texts()
    ).filter(bool)


@cache
def odd_ids() -> st.SearchStrategy[str]:
    """Draw ids that a file system is likely to change, besides ordinary ones."""
    awkward = [
        "../x",
        ".git",
        "CON",
        "con",
        "con.txt",
        "A",
        "a.",
        "a b",
        "%41",
        "~",
        "Ä",
        "ä",
        "a\u0308",
        "x" * 300,
    ]
    return st.one_of(st.sampled_from(awkward), odd_texts(), ids()).filter(lambda text: id_fault(text) is None)
