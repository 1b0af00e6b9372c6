"""The questions of `questions.py`, written by hand for the tables of a store.

The hand knows the tables as `docs/scale.md` describes them, and says what holds for any data: what was
withdrawn is not to be found, and a position counts once for an organization. Over files it names the folders
too, as whoever reads them would.
"""

# The SQL holds words and numbers of our own.
# ruff: noqa: S608

from questions import ACTOR, CRITIC, CRITICAL, FIRST_DAY, LAST_DAY, STATUS, SUPPORTIVE, TOPIC, WORDS, days

from policytrack.engines.sql import END, FOREVER


class Hand:
    """SQL by hand, for tables in a database or in files.

    Args:
        one: The id of a proposal that is there.
        is_sqlite: Whether days are texts, and words stand in a full-text index.
        in_files: Whether tables are parted into folders.
    """

    def __init__(self, one: str, *, is_sqlite: bool = False, in_files: bool = False) -> None:
        self.one, self.is_sqlite, self.in_files = one, is_sqlite, in_files

    def by_id(self, _: int) -> str:
        """Ask for one proposal."""
        return f"{self.bodies('proposal')} WHERE {self.now('x')} AND x.id = '{self.one}'"

    def status_now(self, _: int) -> str:
        """Ask for all proposals with a status."""
        return (
            f"{self.bodies('proposal')} JOIN standing s ON s.proposal_id = x.id"
            f" WHERE {self.now('x')} AND {self.today('s')} AND s.status = '{STATUS}' ORDER BY x.id"
        )

    def topic_critic_dates(self, _: int) -> str:
        """Ask what of a topic somebody criticised between two days."""
        first, last = self.day(FIRST_DAY.isoformat()), self.day(LAST_DAY.isoformat())
        return (
            f"{self.bodies('proposal')} WHERE {self.now('x')}"
            f" AND x.row_id IN (SELECT row_id FROM proposal_topics WHERE value = '{TOPIC}')"
            f" AND x.id IN (SELECT p.proposal_id FROM position p WHERE {self.now('p')} AND p.stands = 1"
            f" AND p.actor_id = '{CRITIC}' AND p.stance IN {CRITICAL}"
            f" AND p.said_on_earliest <= {last} AND p.said_on_latest >= {first}) ORDER BY x.id"
        )

    def two_words(self, _: int) -> str:
        """Ask for proposals with two words in the texts about them."""
        return (
            f"{self.bodies('proposal')} WHERE {self.now('x')}"
            + "".join(
                f" AND x.id IN (SELECT y.id FROM word w JOIN proposal y ON y.row_id = w.row_id"
                f" WHERE w.word = '{word}' AND {self.now('y')} UNION ALL"
                f" SELECT y.proposal_id FROM word w JOIN position y ON y.row_id = w.row_id"
                f" WHERE w.word = '{word}' AND {self.now('y')} AND y.stands = 1 UNION ALL"
                f" SELECT y.proposal_id FROM word w JOIN status_change y ON y.row_id = w.row_id"
                f" WHERE w.word = '{word}' AND {self.now('y')} AND y.stands = 1)"
                for word in WORDS
            )
            + " ORDER BY x.id"
        )

    def two_hops(self, _: int) -> str:
        """Ask who criticises, and where, what somebody supports."""
        return (
            f"{self.bodies('position')} WHERE {self.now('x')} AND x.stance IN {CRITICAL} AND x.proposal_id IN"
            f" (SELECT p.id FROM proposal p WHERE {self.now('p')} AND p.stands = 1 AND p.id IN"
            f" (SELECT y.proposal_id FROM position y WHERE {self.now('y')} AND y.stands = 1"
            f" AND y.actor_id = '{ACTOR}' AND y.stance IN {SUPPORTIVE})) ORDER BY x.id"
        )

    def as_of(self, turn: int) -> str:
        """Count the statuses of all proposals on one day, as known on another."""
        on, known = days(turn)
        cut, seen = known.toordinal(), on.toordinal()
        folders = ""
        if self.in_files:
            folders = (
                f" AND p.part_life <> 'gone' AND p.part_year <= {known.year}"
                f" AND s.part_life <> 'gone' AND s.part_year <= {on.year}"
            )
        both = " AND ".join(
            f"{one}.rev_until = {FOREVER} AND {one}.known_from <= {cut} AND {one}.known_until > {cut}"
            for one in "ps"
        )
        return (
            "SELECT s.status, count(*) AS n FROM proposal p JOIN standing s ON s.proposal_id = p.id"
            f" WHERE {both} AND s.on_from <= {seen} AND s.on_until > {seen}{folders}"
            " GROUP BY s.status ORDER BY n DESC, s.status"
        )

    def stances(self, _: int) -> str:
        """Count the positions of each stance and organization."""
        held = (
            "(p.said_on IS NULL OR m.start_date IS NULL OR m.start_date_earliest <= p.said_on_latest)"
            " AND (p.said_on IS NULL OR m.end_date IS NULL OR p.said_on_earliest <= m.end_date_latest)"
        )
        body = f"o.id = m.organization_id AND {self.now('o')}"
        member = f"{self.now('m')} AND m.stands = 1"
        alone = f"p.actor_id NOT IN (SELECT a.id FROM organization a WHERE {self.now('a')})"
        return (
            "SELECT x.stance, b.id, count(*) AS n FROM position x LEFT JOIN ("
            "SELECT p.row_id, o.id FROM position p JOIN organization o ON o.id = p.actor_id"
            f" WHERE {self.now('o')} UNION ALL"
            " SELECT p.row_id, o.id FROM position p JOIN membership m ON m.id = p.capacity_id"
            f" JOIN organization o ON {body} WHERE {member} AND {alone} UNION ALL"
            " SELECT DISTINCT p.row_id, o.id FROM position p JOIN membership m ON m.person_id = p.actor_id"
            f" JOIN organization o ON {body} WHERE p.capacity_id IS NULL AND {member} AND {held} AND {alone}"
            f") AS b ON b.row_id = x.row_id WHERE {self.now('x')}"
            f" GROUP BY x.stance, b.id ORDER BY n DESC, x.stance, b.id NULLS LAST"
        )

    def top_ten(self, _: int) -> str:
        """Ask for the ten who criticise most often."""
        return (
            f"SELECT x.actor_id, count(*) AS n FROM position x WHERE {self.now('x')}"
            f" AND x.stance IN {CRITICAL} GROUP BY x.actor_id ORDER BY n DESC, x.actor_id LIMIT 10"
        )

    def bodies(self, table: str) -> str:
        """Select the lines of records, from a table under the name `x`."""
        folder = f" AND r.part_life = 'now' AND r.part_kind = '{table}'" if self.in_files else ""
        joined = f"FROM {table} x JOIN record r ON r.row_id = x.record_row{folder}"
        return f"SELECT r.kind, coalesce(x.shown, r.body) {joined}"

    def now(self, name: str) -> str:
        """Cut a table to what shows without a cut."""
        if self.in_files:
            return f"{name}.part_life = 'now'"
        return f"{name}.rev_until = {FOREVER} AND {name}.known_until = {END}"

    def today(self, name: str) -> str:
        """Cut a table of answers to those that hold without a cut."""
        return self.now(name) + ("" if self.in_files else f" AND {name}.on_until = {END}")

    def day(self, text: str) -> str:
        """Say a day."""
        return f"'{text}'" if self.is_sqlite else f"DATE '{text}'"
