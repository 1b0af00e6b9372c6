"""Questions that people ask, as SQL with names for what they fill in; Datasette offers each as a page.

What is left empty asks for no limit: no day, no cut.
"""

from collections.abc import Mapping

import attrs

# What is put together here are our own words alone.
# ruff: noqa: S608

_DAYS = """\
WITH days AS (
  SELECT coalesce(nullif(:on, ''), 'no cut') AS d, coalesce(nullif(:known, ''), 'no cut') AS k
)"""
_CRITICAL, _SUPPORTIVE = "('critical', 'opposes')", "('proposes', 'supports')"


@attrs.frozen
class Question:
    """A canned query."""

    title: str
    description: str
    sql: str


QUESTIONS: Mapping[str, Question] = {
    "status_now": Question(
        "Status now",
        "What became of each proposal, with the words and the address of the report that counts.",
        """\
SELECT id, title, status, phase, since, status_quote AS quote,
  status_source AS source, status_url AS url
FROM current_proposals
ORDER BY id""",
    ),
    "status_on_a_day": Question(
        "Status on a day, as known on another",
        "on: what had happened by then. known: only what was public by then. Write days as 2023-09-25; "
        "an empty field cuts nothing.",
        f"""\
{_DAYS}
SELECT s.proposal_id, r.label AS title, s.status, s.phase, s.since, c.cited_quote AS quote,
  c.cited_source AS source, c.cited_url AS url
FROM days
JOIN standings AS s ON s.known_from <= k AND k < s.known_until AND s.on_from <= d AND d < s.on_until
JOIN records AS r ON r.id = s.proposal_id
LEFT JOIN status_changes AS c ON c.id = s.change_id
ORDER BY s.proposal_id""",
    ),
    "topic_with_critic": Question(
        "Proposals of a topic that somebody criticised between two days",
        "topic: as policing. critic: the id of a person or an organization. first_day and last_day: as "
        "2023-09-01; what was possibly said between them counts.",
        f"""\
SELECT p.id, p.title, s.said_on, s.stance, s.cited_quote AS quote,
  s.cited_source AS source, s.cited_url AS url
FROM current_proposals AS p
JOIN json_each(p.topics) AS t ON t.value = :topic
JOIN current_positions AS s ON s.proposal_id = p.id
WHERE s.actor_id = :critic AND s.stance IN {_CRITICAL} AND s.said_on IS NOT NULL
  AND coalesce(s.said_on_earliest, '') <= coalesce(nullif(:last_day, ''), '9999-12-31')
  AND coalesce(s.said_on_latest, '9999-12-31') >= :first_day
ORDER BY p.id, s.id""",
    ),
    "words": Question(
        "Words in the texts about a proposal",
        "Every word, in any order, in titles, summary, statements and quotes: split second.",
        """\
SELECT p.id, p.title, p.status, p.since, p.status_quote AS quote,
  p.status_source AS source, p.status_url AS url
FROM search_fts
JOIN search ON search.rowid = search_fts.rowid
JOIN current_proposals AS p ON p.id = search.proposal_id
WHERE search_fts MATCH escape_fts(:words)
ORDER BY p.id""",
    ),
    "critics_of_what_somebody_supports": Question(
        "Critics of what somebody supports",
        "supporter: the id of a person or an organization.",
        f"""\
SELECT s.proposal_id, s.proposal AS title, s.actor_id, s.actor, s.stance, s.said_on,
  s.cited_quote AS quote, s.cited_source AS source, s.cited_url AS url
FROM current_positions AS s
WHERE s.stance IN {_CRITICAL} AND s.proposal_id IN (
  SELECT proposal_id FROM current_positions WHERE actor_id = :supporter AND stance IN {_SUPPORTIVE}
)
ORDER BY s.id""",
    ),
    "stances_by_organization": Question(
        "Positions by stance and organization",
        "A person speaks for the organizations to which they belonged at the time.",
        """\
SELECT s.stance, f.organization_id, r.label AS organization, count(*) AS positions
FROM current_positions AS s
LEFT JOIN spoke_for AS f ON f.position_id = s.id
LEFT JOIN records AS r ON r.id = f.organization_id
GROUP BY s.stance, f.organization_id
ORDER BY positions DESC, s.stance, f.organization_id""",
    ),
    "top_ten_critics": Question(
        "The ten who criticise most often",
        "By the number of critical or opposing positions.",
        f"""\
SELECT actor_id, actor, count(*) AS positions
FROM current_positions
WHERE stance IN {_CRITICAL}
GROUP BY actor_id
ORDER BY positions DESC, actor_id
LIMIT 10""",
    ),
}
