"""A Popolo file and an Open States tree to one answer: who is behind a bill, and who they were at the time.

    pip install 'policytrack[yaml]'
    python examples/import_parliament.py [POPOLO_FILE OPEN_STATES_FOLDER]

The inputs that come with it are invented. Name your own, such as a file of EveryPolitician and a clone of
https://github.com/openstates/people with bills beside it.
"""

import sys
from pathlib import Path

import policytrack as pt

HERE = Path(__file__).with_name("parliament")


def main() -> None:
    """Read both leniently, say what was left out, and answer from the two together."""
    popolo, folder = sys.argv[1:3] if len(sys.argv) > 2 else (HERE / "lamp.popolo.json", HERE / "open_states")  # noqa: PLR2004
    first = pt.read(popolo, format="popolo", strict=False)
    second = pt.read(folder, format="openstates", strict=False)
    for problem in (*first.problems, *second.problems):
        print(f"reported: {problem}")
    records = [*first.snapshot.records(), *second.snapshot.records()]
    tracker = pt.Tracker.from_snapshot(pt.Snapshot.of(records))
    print(f"read: {len(first.snapshot)} records of Popolo, {len(second.snapshot)} of Open States\n")

    # Popolo keeps the ids that others gave: two records of one person are told by that, never by a name.
    known = {person.identifier("openstates"): person.id for person in tracker.people}
    for proposal in tracker.proposals:
        standing = tracker.standing(proposal.id)
        print(f"{proposal.title}: {standing.status} since {standing.since}, {standing.phase}")
        for stand in tracker.proponents(proposal.id):
            same = {stand.actor_id, known.get(stand.actor_id)}
            roles = [item for actor in same if actor for item in tracker.memberships(actor)]
            held = "; ".join(sorted(f"{item.role} of {name_of(tracker, item)}" for item in roles))
            print(f"  {stand.stance}: “{stand.position.attribution}”, {held or 'known by this name alone'}")
    for event in tracker.events:
        print(f"no status: {event.on} {event.label}")


def name_of(tracker: pt.Tracker, membership: pt.Membership) -> str:
    """Return the name of what somebody belonged to."""
    return next(item.name for item in tracker.organizations if item.id == membership.organization_id)


if __name__ == "__main__":
    main()
