"""Tables that are damaged, cut off or huge: an error of ours or a reported problem, never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import form, sample, table, told

from policytrack import formats
from policytrack.errors import DecodeError
from policytrack.formats.tabular import SHIPPED

CSV_TABLE = sample("tabular")["pledges.csv"]
FORMS = {**{name: formats.get(name) for name in SHIPPED}, "pledges": form()}
SAMPLES = {**{name: sample(name) for name in SHIPPED}, "pledges": CSV_TABLE}


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_whatever_is_damaged_is_read_or_refused(name, data):
    """Bytes are lost, doubled or put in; strict reading refuses where lenient reading tells of an error."""
    whole = SAMPLES[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    put = data.draw(
        st.sampled_from([b"", b'"', b"\xff", b"\0", b"{", b"[]", b"null", b"5", whole[start:end] * 2])
    )
    damaged = whole[:start] + put + whole[end:]
    try:
        decoded = FORMS[name].decode(damaged, strict=False)
    except DecodeError as error:
        assert error.problems  # noqa: PT017  # What is said is the test.
        return
    if any(problem.code == "left-out" for problem in decoded.problems):
        with pytest.raises(DecodeError):
            FORMS[name].decode(damaged)


# What is left of a YAML file may be a YAML file.
@pytest.mark.parametrize("name", sorted(FORMS.keys() - {"trumptracker-tabs"}))
def test_a_file_that_is_cut_off_is_told(name):
    """Half of it is an error, or a row that is left out."""
    with pytest.raises(DecodeError):
        FORMS[name].decode(SAMPLES[name][: len(SAMPLES[name]) // 2])


@given(
    st.lists(
        st.sampled_from(
            ["A,,Done,,,", "A,,Shelved,,,", ",,,,,", ",,Done,,,", "B,,,x,,", "short", "Total,,,,,"]
        )
    )
)
def test_rows_that_are_kept_and_named_add_up(rows):
    """Each row gives a proposal, or is named once as left out or as no record."""
    decoded = FORMS["pledges"].decode(table(*rows), strict=False)
    named = [path for code, path in told(decoded.problems) if code in {"left-out", "no-record"}]
    assert len(set(named)) == len(named)
    assert len(decoded.snapshot.proposals) + len(named) == len(rows)


@pytest.mark.parametrize("filler", ["a", "(1 page, "], ids=["letters", "almost cut"])
def test_a_huge_cell_is_a_cell(filler):
    """Ten megabytes in a title are read, without walking over them again and again."""
    huge = f"x{filler * (10_000_000 // len(filler))}y"
    data = SAMPLES["us-sap"].replace(b"Free Buses Act", huge.encode(), 1)
    assert len(FORMS["us-sap"].decode(data).snapshot.positions) == 2


def test_a_huge_cell_of_csv_is_a_cell():
    """The standard library's limit of a cell is no limit."""
    (proposal,) = FORMS["pledges"].decode(table(f"{'a' * 10_000_000},,,,,")).snapshot.proposals
    assert len(proposal.title) == 10_000_000
