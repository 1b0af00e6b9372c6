"""Short ways to make records in tests, where only a few fields matter."""

from policytrack.dates import PartialDate
from policytrack.model import Citation, Person, Position, Proposal, Quote, Source, StatusChange
from policytrack.terms import SourceKind, Stance
from policytrack.tracker import Tracker


def day(text):
    """A partial date, None for None."""
    return None if text is None else PartialDate.parse(text)


def source(source_id, published=None, *, kind=SourceKind.SECONDARY, **fields):
    """A source that is named by its id."""
    return Source(id=source_id, title=source_id, published=day(published), kind=kind, **fields)


def cited(*source_ids):
    """Evidence in these sources, without words."""
    return tuple(Citation(source_id) for source_id in source_ids)


def change(change_id, to, on=None, *source_ids, proposal_id="p", **fields):
    """A status change of the proposal `p`."""
    return StatusChange(
        id=change_id, proposal_id=proposal_id, to=to, on=day(on), evidence=cited(*source_ids), **fields
    )


def position(
    position_id, actor_id, stance=Stance.SUPPORTS, said_on=None, *source_ids, proposal_id="p", **fields
):
    """A position on the proposal `p`."""
    return Position(
        id=position_id,
        proposal_id=proposal_id,
        actor_id=actor_id,
        stance=stance,
        said_on=day(said_on),
        evidence=cited(*source_ids),
        **fields,
    )


def proposal(proposal_id="p", **fields):
    """A proposal that is named by its id."""
    return Proposal(id=proposal_id, title=proposal_id, **fields)


def person(person_id):
    """A person who is named by their id."""
    return Person(id=person_id, name=person_id)


def many(count):
    """Return a tracker of so many proposals, each with two stances and three status changes."""
    records = [Person(id=f"person-{n}", name=f"Person {n}") for n in range(20)]
    for n in range(50):
        url = f"https://press.example/{n}"
        records.append(Source(id=f"s{n}", title=f"Article {n}", url=url, published=day("2024-01-02")))
    for n in range(count):
        evidence = (Citation(f"s{n % 50}", Quote(exact="it should be done, and soon " * 3)),)
        about = {"evidence": evidence, "proposal_id": f"a-proposal-of-some-length-{n}"}
        records.append(
            Proposal(
                id=about["proposal_id"], title=f"Proposal {n}", summary="In a sentence.", evidence=evidence
            )
        )
        for key, stance, on in (("x", Stance.SUPPORTS, "2024-01-02"), ("y", Stance.OPPOSES, "2024-02")):
            actor_id = f"person-{(n + ord(key)) % 20}"
            records.append(
                Position(id=f"{key}{n}", actor_id=actor_id, stance=stance, said_on=day(on), **about)
            )
        for to, on in (("proposed", "2024-01-01"), ("accepted", "2024-03"), ("introduced", "2024-05-06")):
            records.append(StatusChange(id=f"c{n}-{to}", to=to, on=day(on), **about))
    return Tracker.of(*records)
