"""Two editors and one store: a race that is lost, a retry that keeps both, and a history that tells.

python examples/team_store.py                                  # on SQLite, in a folder that goes again
python examples/team_store.py postgresql://user@host/database  # on a server, for a team
"""

import sys
import tempfile
from pathlib import Path

import attrs

import policytrack as pt
from policytrack import query as q

SUPPORT = q.select(pt.Proposal).where(q.Proposal.id.is_("cps-referral-threshold"))


def main(url: str) -> None:
    """Let two editors work on the bundled case."""
    with pt.open_store(url) as ann, pt.open_store(url) as ben:
        case = pt.datasets.load("police-accountability")
        first = ann.write(case.snapshot(), author="Ann", reason="first load")
        print(f"{first.number} by {first.author}: {first.reason}, {len(ann.changes())} records")

        # Both read revision 1. Ann is quicker.
        seen = ben.revision
        proposal = ann.run(SUPPORT).one()
        named = attrs.evolve(proposal, other_titles=("the charging threshold",))
        ann.write([named], author="Ann", reason="a name that the press uses", expected=first)

        mine = attrs.evolve(ben.run(SUPPORT).one(), jurisdiction="gb-eng")
        try:
            ben.write([mine], author="Ben", reason="where it applies", expected=seen)
        except pt.ConflictError as error:
            print(f"Ben: {error.reason}")

        # He reads again, so that nothing of hers is lost, and writes what still holds.
        seen = ben.revision
        mine = attrs.evolve(ben.run(SUPPORT).one(), jurisdiction="gb-eng")
        ben.write([mine], author="Ben", reason="where it applies", expected=seen)

        print("cps-referral-threshold:")
        for entry in ann.history("cps-referral-threshold"):
            held = entry.record
            assert isinstance(held, pt.Proposal)
            names = ", ".join(held.other_titles) or "none"
            said = f"{entry.revision.author}, {entry.revision.reason}"
            print(
                f"  {entry.revision.number}  {said}: other titles {names}; jurisdiction {held.jurisdiction}"
            )

        before = ann.at(recorded=first.recorded)
        print(f"as first recorded: {before.run(SUPPORT).one() == proposal}")
        again = ann.write(case.snapshot().sources, author="Ann", reason="the sources once more")
        print(f"what is held already makes no revision: the latest is {again.number}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(f"sqlite:///{Path(folder) / 'team.db'}")
