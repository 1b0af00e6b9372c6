"""Writing: revisions, conflicts, what is refused, and what a store remembers."""

import datetime
import re
from contextlib import contextmanager

import attrs
import pendulum
import pytest
from factories import change, cited, person, position, proposal, source
from sqlalchemy import event

import policytrack as pt
from policytrack import query as q
from policytrack.stores import _journal

WORLD = (source("s", "2024-03-05"), person("ann"), proposal("p"), change("c", "proposed", "2024-03-04", "s"))


def write(store, *records, **more):
    """Write some records as the desk."""
    return store.write(records, author="desk", reason="a test", **more)


def test_a_new_store_has_revision_0(store):
    """Number 0 is the empty store; it was made now, in aware UTC."""
    assert (store.revision.number, store.snapshot()) == (0, pt.Snapshot())
    assert store.revision.recorded.tzinfo is pendulum.UTC


def test_a_revision_says_what_was_done(store):
    """A write returns its number, its time, who wrote and why, and so does the store afterwards."""
    done = write(store, *WORLD)
    assert (done.number, done.author, done.reason) == (1, "desk", "a test")
    assert store.revision == done


def test_a_snapshot_comes_back(store):
    """All records of the bundled case are written and read again without loss."""
    snapshot = pt.datasets.load("police-accountability").snapshot()
    store.write(snapshot, author="desk", reason="first load")
    assert store.snapshot() == snapshot


def test_the_same_content_is_no_new_revision(store):
    """Records that are held word for word are passed over, and the latest revision is returned."""
    done = write(store, *WORLD)
    assert write(store, *WORLD) == done
    assert write(store) == done


def test_the_same_record_twice_in_one_write_is_one(store):
    """A record that stands twice, word for word, is written once."""
    write(store, person("ann"), person("ann"))
    assert len(store.history("ann")) == 1


def test_what_changes_is_a_new_revision(store):
    """A record that differs is kept beside what was held before, and its history shows both."""
    write(store, person("ann"))
    write(store, pt.Person(id="ann", name="Ann Lee"))
    assert [(one.revision.number, one.record.name) for one in store.history("ann")] == [
        (1, "ann"),
        (2, "Ann Lee"),
    ]


def test_times_never_run_backwards(store):
    """Revisions that follow at once each have a later time."""
    times = [write(store, person(f"a-{number}")).recorded for number in range(5)]
    assert times == sorted(set(times))


def test_the_expected_revision_is_the_latest(store):
    """Whoever saw the latest revision may write, whether they name it by value or by number."""
    first = write(store, person("ann"), expected=0)
    assert write(store, person("bob"), expected=first).number == 2


def test_a_lost_race_is_told(store):
    """Whoever saw an earlier revision writes nothing, and learns the number of the latest."""
    write(store, person("ann"))
    with pytest.raises(pt.ConflictError) as caught:
        write(store, person("bob"), expected=0)
    assert (caught.value.expected, caught.value.found) == (0, 1)
    assert "revision 1 was written after 0" in str(caught.value)
    assert store.revision.number == 1


ODD = ("tab\t, feed\n, return\r", "\\\\N", "\\\\.", "\\x7f \u2028", "'; --", "\U0001f4dc")


def test_odd_texts_survive_a_batch(store):
    """What means something to a stream of rows is text like any other, and what is missing stays missing."""
    people = [pt.Person(id=f"p-{number}", name=name) for number, name in enumerate(ODD)]
    write(store, *people)
    assert tuple(store.run(q.select(pt.Person))) == tuple(people)


def test_progress_is_told(store):
    """The callback learns how many records were taken, batch by batch."""
    told = []
    store.write((person(f"a-{n}") for n in range(1100)), author="a", reason="b", progress=told.append)
    assert told == [500, 1000, 1100]


def test_after_much_was_written_the_database_knows_how_its_data_lie(store, url):
    """Without figures of the data, a database plans for a table of no rows."""
    write(store, *(person(f"a-{number}") for number in range(1000)))
    held = {
        "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'person'",
        "postgresql": "SELECT count(*) FROM pg_stats WHERE tablename = 'person'",
    }
    with store._backend.engine.connect() as connection:
        assert connection.exec_driver_sql(held[url.partition(":")[0]]).scalar() > 0


@contextmanager
def listening(engine, name, hear):
    """Hear of what happens to an engine."""
    event.listen(engine, name, hear)
    yield
    event.remove(engine, name, hear)


def plan_of(connection, sql, values=()):
    """Return how a database goes about a statement, step by step."""
    how = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[connection.dialect.name]
    return [str(row) for row in connection.exec_driver_sql(how + sql, values)]


def test_what_a_writer_begins_with_is_found_by_keys(store):
    """A new store has no figures of its data: PostgreSQL guesses, and all revisions must not be its guess."""
    with store._backend.engine.connect() as connection:
        asked = _journal._clock(store._tables).params(mark="a")
        sql = asked.compile(connection, compile_kwargs={"literal_binds": True})
        steps = plan_of(connection, str(sql))
    assert any("revision" in step for step in steps)
    assert not [step for step in steps if re.search("(Seq Scan on|SCAN) revision", step)]


def test_changes_are_found_by_indexes(tmp_path):
    """Those that ended records too, by an index that has none of the records that hold."""
    with pt.open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        asked = []
        with listening(store._backend.engine, "before_cursor_execute", lambda *said: asked.append(said[2:4])):
            store.changes(since=0, until=0)
        with store._backend.engine.connect() as connection:
            (steps,) = [plan_of(connection, *one) for one in asked if "rev_until" in one[0]]
    assert [index for index in ("record_rev_from", "record_rev_until") if index not in " ".join(steps)] == []


@pytest.mark.parametrize(("author", "reason"), [("", "why"), ("who", "")])
def test_a_revision_needs_author_and_reason(store, author, reason):
    """A write without a name or a reason is refused before anything is looked at."""
    with pytest.raises(ValueError, match="by whom and why"):
        store.write([], author=author, reason=reason)


def refused(store, *records):
    """The codes and paths of what a write is refused for; the store stays as it was."""
    before = store.snapshot()
    with pytest.raises(pt.IntegrityError) as caught:
        write(store, *records)
    assert store.snapshot() == before
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_what_dangles_is_refused(store):
    """A reference to a record that is neither held nor written is told in the words of a tracker."""
    assert refused(store, change("c", "proposed")) == [
        ("dangling-reference", "/status_changes/c/proposal_id")
    ]


def test_what_is_held_counts(store):
    """A reference may lead to a record of an earlier revision."""
    write(store, proposal("p"))
    assert write(store, change("c", "proposed")).number == 2


def test_a_reference_to_another_type_is_refused(store):
    """An actor that is a source is told."""
    write(store, proposal("p"), source("s"))
    assert refused(store, position("x", "s")) == [("reference-to-wrong-type", "/positions/x/actor_id")]


def test_a_correction_of_another_type_is_refused(store):
    """A status change corrects no proposal."""
    write(store, proposal("p"))
    wrong = change("c", "proposed", corrects_id="p", correction=pt.CorrectionKind.CORRECTS)
    assert refused(store, wrong) == [("correction-of-other-type", "/status_changes/c/corrects_id")]


def test_a_circle_that_closes_over_revisions_is_refused(store):
    """A chain whose ends meet in the store is found."""
    write(store, proposal("a"), proposal("b", part_of_id="a"), proposal("c", part_of_id="b"))
    assert refused(store, proposal("a", part_of_id="c")) == [("cycle", "/proposals/a/part_of_id")]


def test_an_id_that_stands_twice_is_refused(store):
    """Two records of one id in a write, and an id that another type has, are told together."""
    write(store, person("ann"))
    found = refused(store, person("bob"), attrs.evolve(person("bob"), name="Bob"), proposal("ann"))
    assert found == [("duplicate-id", "/people/bob/id"), ("duplicate-id", "/proposals/ann/id")]


def test_an_id_that_stands_twice_far_apart_is_refused(store):
    """A record that comes again in a later batch of one write, with other words, is told."""
    many = [*(person(f"a-{number}") for number in range(600)), pt.Person(id="a-1", name="Other")]
    assert refused(store, *many) == [("duplicate-id", "/people/a-1/id")]


def test_what_stands_twice_far_apart_is_one(store):
    """Records that come again in a later batch of a first load, word for word, are kept once."""
    many = [*WORLD, *(person(f"a-{number}") for number in range(600)), *WORLD, *WORLD]
    write(store, *many)
    assert store.snapshot() == pt.Snapshot.of(set(many))
    assert [len(store.history(record.id)) for record in WORLD] == [1, 1, 1, 1]
    with pytest.raises(pt.IntegrityError, match="c refers to it in proposal_id"):
        store.retract("p", "not ours", author="desk")
    store.retract("c", "not ours", author="desk")
    store.retract("p", "not ours", author="desk")


def test_a_large_snapshot_is_loaded_as_it_is(store):
    """What a caller has at hand is written, found and asked without being read back."""
    many = [proposal(f"p-{number}", evidence=cited("s")) for number in range(600)]
    snapshot = pt.Snapshot.of([source("s", "2024-03-05"), *many])
    store.write(snapshot, author="desk", reason="first load")
    assert store.snapshot() == snapshot
    assert store.at(known="2024-03-04").run(q.select(pt.Proposal).count()) == 0
    assert store.at(known="2024-03-05").run(q.select(pt.Proposal).count()) == 600


def test_an_id_of_two_types_is_refused_in_a_large_snapshot(store):
    """A snapshot that has one id for records of two types, far apart, is told."""
    snapshot = pt.Snapshot.of([*(person(f"a-{number}") for number in range(600)), proposal("a-1")])
    with pytest.raises(pt.IntegrityError) as refusal:
        store.write(snapshot, author="desk", reason="a test")
    assert [(one.code, one.path) for one in refusal.value.problems] == [("duplicate-id", "/proposals/a-1/id")]


def test_what_cannot_be_written_is_refused(store):
    """A record of a type that nobody registered has no place on the wire, and nothing is kept."""

    @attrs.frozen(kw_only=True)
    class Vote(pt.Record):
        ayes: int

    with pytest.raises(pt.EncodeError):
        write(store, person("ann"), Vote(id="v", ayes=1))
    assert store.revision.number == 0


def test_retract_takes_a_record_away(store):
    """A record that was taken away is in history and in earlier moments, and nowhere else."""
    first = write(store, person("ann"), person("bob"))
    store.retract("ann", "entered twice", author="desk")
    assert store.run(q.select(pt.Person)).rows == (person("bob"),)
    assert [entry.record for entry in store.history("ann")] == [person("ann"), None]
    assert store.at(recorded=first.recorded).run(q.select(pt.Person).count()) == 2


def test_what_others_refer_to_is_not_taken_away(store):
    """A record that another needs stays, and the error says who needs it."""
    write(store, *WORLD)
    with pytest.raises(pt.IntegrityError, match="c refers to it in proposal_id"):
        store.retract("p", "not ours", author="desk")
    assert store.revision.number == 1


def test_what_is_not_there_is_not_taken_away(store):
    """Taking away a record that is not held says so."""
    with pytest.raises(pt.RecordNotFoundError, match="nobody"):
        store.retract("nobody", "gone", author="desk")


def test_there_is_no_history_of_what_was_never_there(store):
    """The history of an id that the store never held is an error."""
    with pytest.raises(pt.RecordNotFoundError, match="nobody"):
        store.history("nobody")


def test_changes_come_in_order(store):
    """Entries between two revisions: what was written and what was taken away, revision by revision."""
    first = write(store, person("ann"), person("bob"))
    write(store, pt.Person(id="ann", name="Ann Lee"))
    store.retract("bob", "gone", author="desk")
    seen = [(one.revision.number, one.record_id, one.record and one.record.name) for one in store.changes()]
    assert seen == [(1, "ann", "ann"), (1, "bob", "bob"), (2, "ann", "Ann Lee"), (3, "bob", None)]
    assert [one.revision.number for one in store.changes(since=first)] == [2, 3]
    assert [one.revision.number for one in store.changes(since=1, until=2)] == [2]


def test_a_moment_needs_its_zone(store):
    """A naive time is refused, since its moment depends on where it is read."""
    with pytest.raises(TypeError, match="aware"):
        store.snapshot(recorded=datetime.datetime(2024, 1, 1))  # noqa: DTZ001  # The naive time is the case.


def test_before_its_beginning_a_store_was_empty(store):
    """A moment before the store was made shows nothing."""
    write(store, *WORLD)
    assert store.snapshot(recorded=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)) == pt.Snapshot()


def test_views_name_their_axes(store):
    """`at` replaces the axes that it names, None takes a cut away, and the view shows what it is."""
    done = write(store, *WORLD)
    view = store.at(on="2024-03-04", known="2024-03-05").at(recorded=done.recorded)
    assert "on 2024-03-04, known 2024-03-05, recorded 20" in repr(view)
    assert view.run(q.select(pt.StatusChange)).one().id == "c"
    assert view.at(known="2024-03-04").run(q.select(pt.StatusChange).count()) == 0
    assert view.at(on=None, known=None, recorded=None).recorded is None
    assert view.snapshot() == store.snapshot()


def test_compile_shows_what_runs(store):
    """The SQL is there with its parameters, of which none stands in the text."""
    compiled = store.at(known="2024-03-05").compile(q.select(pt.Person).where(q.Person.name.is_("O'Neil")))
    assert "O'Neil" not in compiled.sql
    assert "O'Neil" in str(compiled)


def test_sources_that_change_change_what_cites_them(store):
    """A source whose day is corrected moves what it bears, and what copies it, in time."""
    write(store, *WORLD, source("copy", kind=pt.SourceKind.COPY, derived_from_id="s"))
    write(store, change("d", "accepted", "2024-03-04", "copy"))
    before = store.at(known="2024-03-05").run(q.select(pt.Proposal).where(q.Proposal.status.is_("proposed")))
    write(store, source("s", "2024-03-09"))
    after = store.at(known="2024-03-05").run(q.select(pt.Proposal).count())
    assert (len(before), after) == (1, 0)


def test_a_store_tells_its_name_without_the_password():
    """What is shown of a store has no password in it."""
    error = pt.StoreError("postgresql://me:***@host/db", "down", "look")
    assert str(error) == "postgresql://me:***@host/db: down (look)"
    assert str(pt.StoreError("x", "down")) == "x: down"


def test_evidence_is_cut_by_knowledge(store):
    """A record that two sources bear shows only the one that was public."""
    late = source("late", "2024-06")
    write(store, *WORLD, late, change("d", "accepted", "2024-03-04", "s", "late"))
    found = store.at(known="2024-04-01").run(q.select(pt.StatusChange).where(q.StatusChange.id.is_("d")))
    assert found.one().evidence == cited("s")


def test_people_who_write_sql_have_views(store):
    """The view of a class of records shows what holds now, a proposal with its status."""
    write(store, *WORLD)
    write(store, pt.Person(id="ann", name="Ann Lee"))
    with store._backend.engine.connect() as connection:
        asked = "SELECT p.id, p.status, p.status_since, q.name FROM current_proposal p, current_person q"
        assert connection.exec_driver_sql(asked).all() == [("p", "proposed", "2024-03-04", "Ann Lee")]


def test_a_fault_is_told_alone(store):
    """Of a record that is wrong, with a long chain above it, its own fault is told and no other."""
    write(store, proposal("a"), proposal("b", part_of_id="a"), proposal("c", part_of_id="b"))
    found = refused(store, proposal("d", part_of_id="c", relations=(pt.Relation("see", "nowhere"),)))
    assert found == [("dangling-reference", "/proposals/d/relations/0/proposal_id")]


def test_sources_are_read_again_where_there_are_many(store, monkeypatch):
    """What is kept of sources between two batches is bounded, and makes no difference."""
    monkeypatch.setattr("policytrack.stores._loader._MOST_SOURCES", 0)
    many = [proposal(f"p-{number}", evidence=cited("s")) for number in range(550)]
    write(store, source("s", "2024-03-05"), *many)
    assert store.at(known="2024-03-05").run(q.select(pt.Proposal).count()) == 550


def test_what_was_looked_for_in_vain_counts_without_a_source(store):
    """A proposal without evidence is unknown where nothing is cut, and not there on any day of knowledge."""
    searched = pt.NotFound("why?", pt.PartialDate.parse("2024"))
    write(store, pt.Proposal(id="p", title="P", not_found=(searched,)))
    unknown = q.select(pt.Proposal).where(q.Proposal.status.is_("unknown"))
    assert [one.id for one in store.run(unknown)] == ["p"]
    assert not store.run(unknown.at(known="2025-01-01"))


def test_a_first_load_has_all_indexes_at_its_end():
    """SQLite makes them last where much is loaded, the same as a store has that begins with little."""

    def made(opened):
        with opened._backend.engine.connect() as connection:
            asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            return {tuple(row) for row in connection.exec_driver_sql(asked)}

    with pt.open_store("sqlite://") as much, pt.open_store("sqlite://") as little:
        write(much, *(person(f"a-{number}") for number in range(1001)))
        assert made(much) == made(little) != set()
