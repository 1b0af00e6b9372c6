"""How what SQLite does for a question grows with the store: as the data do, told by its own steps."""

import pytest

import policytrack as pt
from policytrack import query as q

pytest.importorskip("sqlalchemy")

MANY, TIMES = 300, 4
DAY = pt.PartialDate.parse
CRITICAL = q.Position.stance.in_([pt.Stance("critical")])
QUESTIONS = {
    "by id": q.select(pt.Proposal).where(q.Proposal.id.is_("p7")),
    "status now": q.select(pt.Proposal).where(q.Proposal.status.is_("accepted")),
    "status then": q.select(pt.Proposal)
    .at(on="2020-06-01", known="2020-07-01")
    .group_by(q.Proposal.status)
    .count(),
    "topic and critic": q.select(pt.Proposal).where(
        q.Proposal.topics.contains("roads"),
        q.Proposal.positions.any(CRITICAL & q.Position.actor_id.is_("a2")),
    ),
    "words": q.select(pt.Proposal).where(q.Proposal.text.matches("wider road")),
    "two hops": q.select(pt.Position).where(
        CRITICAL, q.Position.proposal.any(q.Proposal.positions.any(q.Position.actor_id.is_("a3")))
    ),
    "groups": q.select(pt.Position).group_by(q.Position.stance, q.Position.organization).count(),
    "top ten": q.select(pt.Position).where(CRITICAL).group_by(q.Position.actor_id).count().limit(10),
}

FOUND = {"by id", "two hops"}
"""What is found by an index, however many records there are besides."""


def records(proposals):
    """So many proposals, each with two changes of status and two positions of one of a tenth as many."""
    yield pt.Source(id="s", title="S", published=DAY("2020-01-01"))
    cited = (pt.Citation("s"),)
    for number in range(proposals // 10):
        yield pt.Organization(id=f"o{number}", name="O")
        yield pt.Person(id=f"a{number}", name="A")
        yield pt.Membership(
            id=f"m{number}", person_id=f"a{number}", organization_id=f"o{number}", evidence=cited
        )
    for number in range(proposals):
        about = {"proposal_id": f"p{number}", "evidence": cited}
        topics = {"roads" if number % 3 else "rail"}
        yield pt.Proposal(id=f"p{number}", title=f"A wider road {number % 7}", topics=topics, evidence=cited)
        for place, to in enumerate(("proposed", "accepted" if number % 2 else "rejected")):
            yield pt.StatusChange(id=f"c{number}-{place}", to=to, on=DAY(f"202{place}-02-01"), **about)
        for place, stance in enumerate(("supports", "critical")):
            actor = f"a{(number + place) % (proposals // 10)}"
            yield pt.Position(id=f"t{number}-{place}", actor_id=actor, stance=pt.Stance(stance), **about)


def steps(store, question):
    """The steps that SQLite takes for a question, and how many rows it has."""
    compiled, told = store.compile(question), []
    with store._backend.reading() as session:
        session.driver.set_progress_handler(lambda: told.append(1), 1)
        rows = session.driver.execute(compiled.sql, compiled.parameters).fetchall()
        session.driver.set_progress_handler(None, 0)
    return len(told), len(rows)


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A store, and one several times as large."""
    folder = tmp_path_factory.mktemp("growth")
    found = [pt.open_store(f"sqlite:///{folder}/{size}.db") for size in (MANY, TIMES * MANY)]
    for store, size in zip(found, (MANY, TIMES * MANY), strict=True):
        store.write(records(size), author="a", reason="b")
    yield found
    for store in found:
        store.close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_as_many_more_steps_as_there_are_records(name, stores):
    """Never more, so that a million are asked at the price that ten thousand have foretold."""
    (few, _), (many, rows) = (steps(store, QUESTIONS[name]) for store in stores)
    assert rows > 0
    assert many <= few * (1 if name in FOUND else TIMES) * 1.05
