"""Laws of integrity: what is looked at together is reported as it is one by one."""

from unittest.mock import patch

import attrs
from hypothesis import given
from hypothesis import strategies as st
from strategies import crowds, worlds

from policytrack import integrity
from policytrack.model import Assertion, Record, Snapshot, UnknownRecord, reference_fields
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind


@st.composite
def damaged(draw):
    """Records of which some are missing, of another type, or named in the place of others."""
    records = list(draw(st.one_of(worlds(), crowds())).records())
    ids = st.sampled_from(sorted({record.id for record in records}) or ["nobody"])
    kept = []
    for record in draw(st.lists(st.sampled_from(records), unique_by=id)) if records else ():
        named = [name for name, types in reference_fields(type(record)).items() if types is not None]
        name = draw(st.sampled_from([None, *named]))
        kept.append(record if name is None else renamed(record, name, draw(ids)))
        if draw(st.integers(0, 7)) == 0:
            kept[-1] = UnknownRecord(id=record.id, type="vote", data={})
    return Snapshot.of(kept)


def renamed(record: Record, name: str, other: str) -> Record:
    """The record with another id in a field, where it may stand there."""
    was = getattr(record, name)
    said = {name: type(was)([other]) if isinstance(was, tuple | frozenset) else other}
    if isinstance(record, Assertion) and name == "corrects_id":
        said["correction"] = CorrectionKind.CORRECTS
    try:
        return attrs.evolve(record, **said)
    except ValueError:
        return record


@given(damaged())
def test_what_is_found_together_is_found_one_by_one(snapshot):
    """No reference that is at fault is passed over because its kind was looked at as a whole."""
    together = integrity.integrity_problems(snapshot, Registry.default())
    with patch.object(integrity._Ids, "fit", lambda *_: False):
        assert integrity.integrity_problems(snapshot, Registry.default()) == together
