"""What the store promises, on a SQLite file and on PostgreSQL alike."""

import contextlib
import errno
import json
import logging
import os
import secrets
import shutil
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.domain.log import events as e
from app.domain.log.commands import CommandId, ParticipantId, WorkshopId
from app.domain.log.events import Event, PhaseExtended
from app.store import (
    Append,
    Conflict,
    DraftChanged,
    FacilitatorRecord,
    Recorded,
    Store,
    StoreFailed,
    StoreGone,
    StoreInUse,
    StoreNotReachable,
    StoreNotWritable,
    StoreTooNew,
    Taken,
    WorkshopRecord,
    claim,
    connecting,
)
from app.store.connecting import MIGRATIONS, SQLITE_PRAGMAS, open_engine
from app.store.event_codec import EVENTS, encode
from app.store.sql_tables import EVENTS as EVENT_ROWS
from app.store.sql_tables import metadata
from tests.patience import PATIENCE_S, becomes
from tests.shell.every_event import AMA, BO, EVERY_EVENT, NOON, after

FAY = "facilitator_fay"
FIRST, SECOND, THIRD = (WorkshopId(f"workshop_{number}") for number in (1, 2, 3))
SCENARIO_TEXT = "title: The button family\n" * 1000


def record(workshop_id: WorkshopId, code: str | None = None, facilitator_id: str = FAY) -> WorkshopRecord:
    return WorkshopRecord(
        id=workshop_id,
        code=code or f"code {workshop_id}",
        title="Spring day – Nord ☂",
        scenario_id="button_family",
        scenario_version="1.0",
        scenario_hash="sha256:1",
        scenario_text=SCENARIO_TEXT,
        facilitator_id=facilitator_id,
        created_at=NOON,
    )


def extended(seconds: int) -> Event:
    return PhaseExtended(at=NOON, seconds=seconds)


def append(workshop_id: WorkshopId, after_version: int, *events: Event, by: str = "command") -> Append:
    return Append(
        workshop_id=workshop_id, after_version=after_version, command_id=CommandId(by), events=events
    )


def logged(store: Store, workshop_id: WorkshopId) -> list[Event]:
    return [recorded.event for recorded in store.events(workshop_id)]


# --- databases to try it on -------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs("postgres"))])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: a file not there yet, or a schema of its own on the server."""
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'kept' / 'workshops.sqlite3').as_posix()}"
        return
    server = sa.make_url(request.getfixturevalue("postgres_url")).set(drivername="postgresql+psycopg")
    schema = f"store_{secrets.token_hex(6)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
        # Without its indexes the server reads rows as they lie: an order nobody asked for is then missing.
        options = f"-csearch_path={schema} -cenable_indexscan=off -cenable_bitmapscan=off"
        own = server.update_query_dict({"options": options})
        yield own.render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    finally:
        engine.dispose()


@pytest.fixture
def open_store(database_url: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database again and again, and closes what was opened."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(Store.open(database_url))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store in which Fay has opened two workshops that have no events yet."""
    store = open_store()
    store.add_facilitator(FAY, "Fay", "hash", NOON)
    store.add_workshop(record(FIRST))
    store.add_workshop(record(SECOND))
    return store


# --- the log ----------------------------------------------------------------------------------------------


def _as_logged(events: Sequence[e.Event]) -> list[e.Event]:
    """What is private is not in the log, nor what a later event of the same log wrote over."""
    logged = [e.AnswerKept() if isinstance(one, e.PRIVATE) else one for one in events]
    raised = next(one for one in events if isinstance(one, e.BarrierRaised))
    first, second = (one for one in events if isinstance(one, e.CommitmentMade))
    gone = dict.fromkeys(("situation", "action", "owner", "check"), "…")
    logged[events.index(raised)] = replace(raised, text="…")
    logged[events.index(first)] = replace(first, **gone)
    logged[events.index(second)] = replace(second, situation="…", action="…")
    return logged


def test_events_of_every_type_come_back_equal_and_in_order(store: Store) -> None:
    assert {type(event) for event in EVERY_EVENT} == set(EVENTS.values())
    store.append([append(FIRST, 0, *EVERY_EVENT)])
    assert store.events(FIRST) == tuple(
        Recorded(version=version, command_id=CommandId("command"), event=event)
        for version, event in enumerate(_as_logged(EVERY_EVENT), 1)
    )
    assert store.version(FIRST) == len(EVERY_EVENT)


def test_the_log_can_be_read_from_a_version_on(store: Store) -> None:
    store.append([append(FIRST, 0, extended(1)), append(FIRST, 1, extended(2), extended(3), by="next")])
    assert [(one.version, one.command_id, one.event) for one in store.events(FIRST, after_version=1)] == [
        (2, "next", extended(2)),
        (3, "next", extended(3)),
    ]
    assert store.events(FIRST, after_version=3) == ()


def test_a_workshop_without_events_is_at_version_0(store: Store) -> None:
    assert (store.version(FIRST), store.events(FIRST)) == (0, ())
    assert (store.version(THIRD), store.events(THIRD)) == (0, ())


def test_workshops_have_logs_of_their_own(store: Store) -> None:
    store.append(
        [append(SECOND, 0, extended(2)), append(FIRST, 0, extended(1)), append(SECOND, 1, extended(3))]
    )
    assert logged(store, FIRST) == [extended(1)]
    assert logged(store, SECOND) == [extended(2), extended(3)]


def test_nothing_to_append_changes_nothing(store: Store) -> None:
    store.append([])
    store.append([append(FIRST, 7)])
    assert store.version(FIRST) == 0


def test_a_stale_append_is_a_conflict_and_writes_nothing(store: Store) -> None:
    store.append([append(FIRST, 0, extended(1), extended(2))])
    with pytest.raises(Conflict) as conflict:
        store.append([append(FIRST, 1, extended(3), extended(4), by="late")])
    assert conflict.value.workshop_ids == {FIRST}
    assert logged(store, FIRST) == [extended(1), extended(2)]


def test_a_batch_with_one_stale_workshop_writes_nothing_for_any(store: Store) -> None:
    store.append([append(FIRST, 0, extended(1))])
    with pytest.raises(Conflict) as conflict:
        store.append(
            [append(SECOND, 0, extended(2)), append(FIRST, 0, extended(3)), append(FIRST, 1, extended(4))]
        )
    assert conflict.value.workshop_ids == {FIRST}
    assert logged(store, FIRST) == [extended(1)]
    assert logged(store, SECOND) == []


def test_an_append_to_an_unknown_workshop_writes_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="no workshops of this store"):
        store.append([append(FIRST, 0, extended(1)), append(THIRD, 0, extended(2))])
    assert logged(store, FIRST) == []


def test_a_name_is_kept_with_the_events_it_comes_with(store: Store) -> None:
    store.append(
        [named(FIRST, 0, AMA, "Ama", extended(1)), named(SECOND, 0, AMA, "Another Ama", extended(2))]
    )
    store.append([named(FIRST, 1, AMA, "Bodil Ågård-Ñuñez", extended(3))])
    assert store.names(FIRST) == {AMA: "Bodil Ågård-Ñuñez"}
    assert store.names(SECOND) == {AMA: "Another Ama"}
    assert logged(store, FIRST) == [extended(1), extended(3)]


def test_a_name_without_events_is_kept_too(store: Store) -> None:
    store.append([named(FIRST, 0, AMA, "Ama")])
    assert (store.names(FIRST), store.version(FIRST)) == ({AMA: "Ama"}, 0)


def test_no_name_is_kept_of_a_batch_that_is_refused(store: Store) -> None:
    store.append([append(FIRST, 0, extended(1))])
    with pytest.raises(Conflict):
        store.append([named(SECOND, 0, BO, "Bo", extended(2)), named(FIRST, 0, AMA, "Ama", extended(3))])
    assert (store.names(FIRST), store.names(SECOND), store.version(SECOND)) == ({}, {}, 0)


def named(
    workshop_id: WorkshopId, after_version: int, who: ParticipantId, name: str, *events: Event
) -> Append:
    return replace(append(workshop_id, after_version, *events), name=(who, name))


def test_an_event_that_cannot_be_written_stops_the_whole_batch(store: Store) -> None:
    naive = PhaseExtended(at=NOON.replace(tzinfo=None), seconds=1)
    with pytest.raises(ValueError, match="has no time zone"):
        store.append([append(SECOND, 0, extended(1)), append(FIRST, 0, naive)])
    assert logged(store, SECOND) == []


def test_a_second_store_sees_at_once_what_the_first_has_appended(
    store: Store, open_store: Callable[[], Store]
) -> None:
    other = open_store()
    store.append([append(FIRST, 0, extended(1))])
    assert logged(other, FIRST) == [extended(1)]
    with pytest.raises(Conflict):
        other.append([append(FIRST, 0, extended(2))])
    other.append([append(FIRST, 1, extended(2))])
    assert logged(store, FIRST) == [extended(1), extended(2)]


def test_two_stores_interleave_without_loss(store: Store, open_store: Callable[[], Store]) -> None:
    """Each appends to both workshops at once, in its own order; nobody waits for ever and nothing is lost."""
    other = open_store()
    each = 40
    together = threading.Barrier(2)

    def append_all(to: Store, by: str, order: tuple[WorkshopId, WorkshopId]) -> None:
        together.wait(timeout=PATIENCE_S)
        for number in range(each):
            while True:
                versions = {workshop_id: to.version(workshop_id) for workshop_id in order}
                batch = [append(id, versions[id], extended(number), by=f"{by}{number}") for id in order]
                with contextlib.suppress(Conflict):
                    to.append(batch)
                    break

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(append_all, store, "a", (FIRST, SECOND))
        second = pool.submit(append_all, other, "b", (SECOND, FIRST))
        first.result(timeout=5 * PATIENCE_S)
        second.result(timeout=5 * PATIENCE_S)
    for workshop_id in (FIRST, SECOND):
        log = store.events(workshop_id)
        assert [one.version for one in log] == list(range(1, 2 * each + 1))
        for by in ("a", "b"):
            mine = [one.command_id for one in log if one.command_id.startswith(by)]
            assert mine == [f"{by}{number}" for number in range(each)]


@pytest.mark.needs("postgres")
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_appends_that_name_workshops_in_different_orders_do_not_wait_for_each_other(
    store: Store, database_url: str
) -> None:
    """Another process has written the first workshop and not yet the second when ours names them reversed."""
    engine = sa.create_engine(database_url)
    with ThreadPoolExecutor(1) as pool, engine.connect() as other, engine.connect() as watcher:
        other.execute(sa.insert(EVENT_ROWS), raw_event(FIRST, 1))
        ours = pool.submit(store.append, [append(SECOND, 0, extended(2)), append(FIRST, 0, extended(2))])
        waiting = "SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted"
        becomes(lambda: watcher.exec_driver_sql(waiting).one()[0] > 0, True, "whether ours waits")
        other.execute(sa.insert(EVENT_ROWS), raw_event(SECOND, 1))
        other.commit()
        with pytest.raises(Conflict) as conflict:
            ours.result(timeout=PATIENCE_S)
    engine.dispose()
    assert conflict.value.workshop_ids == {FIRST, SECOND}
    assert [one.command_id for one in (*store.events(FIRST), *store.events(SECOND))] == ["raw 1", "raw 1"]


def test_the_log_is_read_in_order_in_whatever_order_its_rows_lie(store: Store, database_url: str) -> None:
    engine = open_engine(sa.make_url(database_url))
    with engine.begin() as connection:
        connection.execute(sa.insert(EVENT_ROWS), [raw_event(FIRST, version) for version in (3, 1, 2)])
    engine.dispose()
    assert [one.command_id for one in store.events(FIRST)] == ["raw 1", "raw 2", "raw 3"]


def raw_event(workshop_id: WorkshopId, version: int) -> dict[str, object]:
    """A row of the log as another process would write it."""
    name, data = encode(extended(version))
    row = {"workshop_id": workshop_id, "version": version, "command_id": f"raw {version}"}
    return row | {"name": name, "data": json.dumps(data)}


def test_what_was_appended_is_there_when_the_store_is_opened_again(
    store: Store, open_store: Callable[[], Store]
) -> None:
    store.append([append(FIRST, 0, *EVERY_EVENT)])
    store.close()
    assert logged(open_store(), FIRST) == _as_logged(EVERY_EVENT)


# --- workshops --------------------------------------------------------------------------------------------


def test_a_workshop_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.workshop(FIRST) == record(FIRST)
    assert store.workshop_by_code(f"code {FIRST}") == record(FIRST)
    assert store.workshop(THIRD) is None
    assert store.workshop_by_code("no such code") is None


def test_a_workshop_keeps_the_scenario_it_was_opened_with(store: Store) -> None:
    edited = replace(record(THIRD), scenario_hash="sha256:2", scenario_text="title: Edited\n")
    store.add_workshop(edited)
    assert store.workshop(THIRD) == edited
    assert store.workshop(FIRST) == record(FIRST)


def test_a_code_belongs_to_one_workshop(store: Store) -> None:
    with pytest.raises(Taken):
        store.add_workshop(record(THIRD, code=f"code {FIRST}"))
    assert store.workshop(THIRD) is None


def test_a_facilitator_finds_their_own_workshops_newest_first(store: Store) -> None:
    store.add_facilitator("facilitator_gil", "Gil", "hash", NOON)
    later = replace(record(THIRD), created_at=after(60))
    store.add_workshop(later)
    gils = record(WorkshopId("workshop_4"), facilitator_id="facilitator_gil")
    store.add_workshop(gils)
    assert store.workshops(FAY) == (later, record(FIRST), record(SECOND))
    assert store.workshops("facilitator_gil") == (gils,)
    assert set(store.workshops()) == {later, record(FIRST), record(SECOND), gils}


def test_a_workshop_needs_a_known_facilitator(store: Store) -> None:
    with pytest.raises(ValueError, match="no facilitator 'nobody'"):
        store.add_workshop(record(THIRD, facilitator_id="nobody"))


# --- names ------------------------------------------------------------------------------------------------


def test_a_name_can_be_set_changed_and_erased(store: Store) -> None:
    store.append([named(FIRST, 0, AMA, "Ama")])
    store.append([named(FIRST, 0, BO, "Bo")])
    store.append([named(SECOND, 0, AMA, "Another Ama")])
    store.append([named(FIRST, 0, BO, "Bodil Ågård-Ñuñez")])
    assert store.names(FIRST) == {AMA: "Ama", BO: "Bodil Ågård-Ñuñez"}
    store.erase_name(FIRST, AMA)
    assert store.names(FIRST) == {BO: "Bodil Ågård-Ñuñez"}
    store.erase_names(FIRST)
    assert store.names(FIRST) == {}
    assert store.names(SECOND) == {AMA: "Another Ama"}


def test_an_erased_name_leaves_no_byte_in_the_files(tmp_path: Path) -> None:
    file = tmp_path / "workshops.sqlite3"
    store = Store.open(f"sqlite:///{file}")
    reader = Store.open(f"sqlite:///{file}")  # another process has it open, as in a real workshop
    store.add_facilitator(FAY, "Fay", "hash", NOON)
    store.add_workshop(record(FIRST))
    markers = [f"Marker-{number}-{'x' * (number % 40)}" for number in range(300)]
    for number, marker in enumerate(markers):
        store.append([named(FIRST, 0, ParticipantId(f"p{number}"), marker)])
        store.append([named(FIRST, 0, ParticipantId(f"p{number}"), f"{marker} renamed")])
    reader.names(FIRST)
    assert b"Marker-7-" in everything_in(tmp_path)
    store.erase_name(FIRST, ParticipantId("p7"))
    assert b"Marker-7-" not in everything_in(tmp_path)
    assert b"Marker-8-" in everything_in(tmp_path)
    store.erase_names(FIRST)
    assert b"Marker-" not in everything_in(tmp_path)
    store.close()
    reader.close()
    assert b"Marker-" not in everything_in(tmp_path)


def test_bytes_of_a_name_that_must_stay_a_while_are_said_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """While somebody reads an older state of the file, the -wal file cannot be cut."""
    url = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    store = Store.open(url)
    store.add_facilitator(FAY, "Fay", "hash", NOON)
    store.add_workshop(record(FIRST))
    store.append([named(FIRST, 0, AMA, "Marker-Ama")])
    reader = open_engine(sa.make_url(url))
    with reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM names").scalar() == "Marker-Ama"
        store.erase_names(FIRST)
    assert "its bytes leave the -wal file when the app is restarted" in caplog.text
    assert store.names(FIRST) == {}
    reader.dispose()
    store.close()
    assert b"Marker-" not in everything_in(tmp_path)


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


# --- facilitators and sign-ins ----------------------------------------------------------------------------


def test_a_facilitator_is_found_by_id_and_by_name_in_any_capitals(store: Store) -> None:
    store.add_facilitator("facilitator_gil", "Gil  Østby", "their hash", after(1))
    gil = FacilitatorRecord(
        id="facilitator_gil", name="Gil  Østby", passphrase_hash="their hash", created_at=after(1)
    )
    assert store.facilitator("facilitator_gil") == gil
    assert store.facilitator_by_name(" gil ØSTBY ") == gil
    assert [one.id for one in store.facilitators()] == [FAY, "facilitator_gil"]
    assert store.facilitator("nobody") is None
    assert store.facilitator_by_name("nobody") is None


def test_a_facilitators_name_belongs_to_one(store: Store) -> None:
    with pytest.raises(Taken):
        store.add_facilitator("facilitator_other", "FAY", "hash", NOON)
    assert [one.id for one in store.facilitators()] == [FAY]


def test_no_record_shows_its_secrets_when_printed(store: Store) -> None:
    store.add_facilitator("facilitator_gil", "Gil", "their hash", NOON)
    assert "their hash" not in repr(store.facilitator("facilitator_gil"))


def test_a_sign_in_works_once(store: Store, open_store: Callable[[], Store]) -> None:
    store.add_sign_in("hash 1", NOON + timedelta(minutes=10))
    assert store.may_sign_in("hash 1", NOON)
    assert not store.may_sign_in("hash 2", NOON)
    assert not store.redeem_sign_in("hash 2", NOON)
    assert open_store().redeem_sign_in("hash 1", NOON)
    assert not store.redeem_sign_in("hash 1", NOON)


def test_a_sign_in_works_until_it_expires(store: Store) -> None:
    for token_hash in ("hash 1", "hash 2"):
        store.add_sign_in(token_hash, NOON + timedelta(minutes=10))
    assert not store.may_sign_in("hash 2", NOON + timedelta(minutes=10))
    assert store.redeem_sign_in("hash 1", NOON + timedelta(minutes=10) - timedelta(microseconds=1))
    assert not store.redeem_sign_in("hash 2", NOON + timedelta(minutes=10))
    assert not store.redeem_sign_in("hash 2", NOON)


def test_the_secret_key_is_the_same_ever_after(
    store: Store, open_store: Callable[[], Store], tmp_path: Path
) -> None:
    key = store.secret_key()
    assert len(key) >= 32
    assert store.secret_key() == key
    assert open_store().secret_key() == key
    elsewhere = Store.open(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert elsewhere.secret_key() != key
    elsewhere.close()


# --- opening ----------------------------------------------------------------------------------------------


def test_many_may_open_a_new_database_at_the_same_moment(open_store: Callable[[], Store]) -> None:
    together = threading.Barrier(4)

    def open_at_once(_: int) -> bytes:
        together.wait(timeout=PATIENCE_S)
        return open_store().secret_key()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(open_at_once, range(4)))) == 1


def test_the_migrations_lead_to_the_tables_the_store_uses(store: Store, database_url: str) -> None:
    engine = open_engine(sa.make_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


REVISIONS = [
    script.revision
    for script in reversed([*ScriptDirectory(str(MIGRATIONS)).walk_revisions("base", "heads")])
]


def test_the_newest_migration_is_known_by_the_name_of_its_file() -> None:
    assert (
        connecting.newest_revision() == REVISIONS[-1] == ScriptDirectory(str(MIGRATIONS)).get_current_head()
    )


def test_tables_that_are_as_they_should_be_need_no_migrations(
    store: Store, open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_connection: sa.Connection) -> None:
        raise AssertionError("nothing is to be migrated")

    monkeypatch.setattr(connecting, "_upgrade", asked)
    assert open_store().workshop(FIRST) == record(FIRST)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_log_from_any_earlier_version_is_migrated(
    revision: str, database_url: str, open_store: Callable[[], Store]
) -> None:
    engine = open_engine(sa.make_url(database_url))
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, REVISIONS[0])
        for statement in FIRST_VERSION_ROWS:
            connection.exec_driver_sql(statement)
        command.upgrade(config, revision)
    engine.dispose()
    store = open_store()
    assert store.workshop_by_code("ABC234") == replace(
        record(FIRST, code="ABC234"), title="Spring day", scenario_text="title: x"
    )
    assert store.events(FIRST) == (
        Recorded(version=1, command_id=CommandId("c1"), event=PhaseExtended(at=NOON, seconds=60)),
    )
    assert store.names(FIRST) == {AMA: "Ama"}
    store.append([append(FIRST, 1, extended(2))])
    assert store.version(FIRST) == 2


# As the first version of the app wrote them. Never edited.
FIRST_VERSION_ROWS = (
    "INSERT INTO facilitators (id, name, name_key, passphrase_hash, created_at)"
    " VALUES ('facilitator_fay', 'Fay', 'fay', 'hash', '2025-03-14 12:00:00.000000+00:00')",
    "INSERT INTO scenarios (hash, text) VALUES ('sha256:1', 'title: x')",
    "INSERT INTO workshops (id, code, title, scenario_id, scenario_version, scenario_hash, facilitator_id,"
    " created_at) VALUES ('workshop_1', 'ABC234', 'Spring day', 'button_family', '1.0', 'sha256:1',"
    " 'facilitator_fay', '2025-03-14 12:00:00.000000+00:00')",
    "INSERT INTO names (workshop_id, participant_id, name) VALUES ('workshop_1', 'p_ama', 'Ama')",
    "INSERT INTO events (workshop_id, version, command_id, name, data) VALUES ('workshop_1', 1, 'c1',"
    """ 'phase_extended', '{"at":"2025-03-14T12:00:00.000000+00:00","seconds":60}')""",
)


def test_the_app_may_lie_in_a_folder_of_any_name(
    open_store: Callable[[], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "100% (ours)s" / "migrations"
    shutil.copytree(MIGRATIONS, ours)
    monkeypatch.setattr(connecting, "MIGRATIONS", ours)
    assert open_store().workshops() == ()


def test_a_database_of_a_newer_version_is_refused_in_one_sentence(
    store: Store, open_store: Callable[[], Store], database_url: str
) -> None:
    store.append([append(FIRST, 0, extended(1))])
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreTooNew, match=r"newer version of this app \(schema 9999, this version knows 0"):
        open_store()
    assert logged(store, FIRST) == [extended(1)]


def test_a_file_is_made_with_its_folder_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "some" / "where" / "100% ours.sqlite3"
    store = Store.open(f"sqlite:///{file}")
    store.secret_key()
    made = list(file.parent.iterdir())
    assert file in made
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    store.close()


def test_a_file_is_used_as_promised(tmp_path: Path) -> None:
    engine = open_engine(sa.make_url(f"sqlite:///{tmp_path / 'w.sqlite3'}"))
    with engine.connect() as connection:
        asked = ["busy_timeout", "journal_mode", *(pragma.split("=")[0] for pragma in SQLITE_PRAGMAS)]
        set_to = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    engine.dispose()
    assert set_to == {
        "busy_timeout": 0,  # we wait ourselves, where others are served meanwhile
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreNotWritable, match=r"file/w\.sqlite3 cannot be used \(.+\): make .* --database"):
        Store.open(f"sqlite:///{tmp_path}/file/w.sqlite3")


def test_a_file_that_may_only_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite3"
    Store.open(f"sqlite:///{file}").close()
    with pytest.raises(StoreNotWritable, match=r"\(attempt to write a readonly database\): make the file"):
        Store.open(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all, " * 500)
    with pytest.raises(StoreNotWritable, match="file is not a database"):
        Store.open(f"sqlite:///{file}")
    assert file.read_text() == "Dear all, " * 500


def test_a_server_that_does_not_answer_is_refused_without_showing_the_password() -> None:
    with pytest.raises(StoreNotReachable, match="start its server, or correct the address") as refused:
        Store.open("postgresql+psycopg://fay:hush@127.0.0.1:9/workshops?connect_timeout=2")
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_database_that_refuses_to_write_keeps_nothing(tmp_path: Path) -> None:
    """A full disk, in small: the file may not grow."""
    store = Store.open(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    store.add_facilitator(FAY, "Fay", "hash", NOON)
    store.add_workshop(record(FIRST))
    store.append([append(FIRST, 0, extended(1))])
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFailed, match="database or disk is full"):
        store.append([append(FIRST, 1, *[extended(second) for second in range(2000)])])
    assert logged(store, FIRST) == [extended(1)]
    store.append([append(FIRST, 1, extended(2))])
    store.close()


def test_what_the_driver_refuses_is_said_in_our_words_and_kept_out(kept_in: Store) -> None:
    with pytest.raises(StoreFailed, match="kept nothing of this: "), kept_in._database.committing() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    kept_in.append([append(FIRST, 1, extended(2))])
    assert logged(kept_in, FIRST) == [extended(1), extended(2)]


def test_a_database_whose_connections_are_all_busy_does_not_answer(
    kept_in: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> None:
        raise sa.exc.TimeoutError("QueuePool limit of size 5 overflow 10 reached")

    with monkeypatch.context() as crowded:
        crowded.setattr(kept_in._database._engine.pool, "connect", busy)
        for ask in (
            lambda: kept_in.version(FIRST),
            lambda: kept_in.workshop(FIRST),
            lambda: kept_in.append([append(FIRST, 1, extended(2))]),
            lambda: kept_in.erase_names(FIRST),
        ):
            with pytest.raises(StoreFailed, match="every connection to it is in use"):
                ask()
    assert logged(kept_in, FIRST) == [extended(1)]


def test_a_claim_makes_the_folder_and_says_so_when_it_cannot(tmp_path: Path) -> None:
    file = tmp_path / "new" / "w.sqlite3"
    held = claim(f"sqlite:///{file}")
    assert held is not None
    with pytest.raises(StoreInUse, match="is in use: the app already runs"):
        claim(f"sqlite:///{file}")
    held.close()
    (tmp_path / "letter.txt").write_text("Dear all,", encoding="utf-8")
    with pytest.raises(StoreNotWritable, match=r"w\.sqlite3 cannot be used \("):
        claim(f"sqlite:///{tmp_path / 'letter.txt' / 'w.sqlite3'}")


# --- a file that goes away --------------------------------------------------------------------------------

GONE = (
    r"w\.sqlite3 was deleted or replaced while the app runs, so nothing is saved any more: keep the reports"
)


@pytest.fixture
def kept_in(tmp_path: Path) -> Iterator[Store]:
    """A store in the file w.sqlite3 with one event in its log."""
    store = Store.open(f"sqlite:///{tmp_path / 'w.sqlite3'}")
    store.add_facilitator(FAY, "Fay", "hash", NOON)
    store.add_workshop(record(FIRST))
    store.append([append(FIRST, 0, extended(1))])
    yield store
    store.close()


def deleted(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def deleted_but_for_the_log(folder: Path) -> None:
    (folder / "w.sqlite3-wal").unlink()


def moved(folder: Path) -> None:
    (folder / "w.sqlite3").rename(folder / "elsewhere")


def replaced(folder: Path) -> None:
    """As when somebody brings back an older copy."""
    shutil.copyfile(folder / "w.sqlite3", folder / "copy")
    (folder / "copy").rename(folder / "w.sqlite3")


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete a file that is open")
@pytest.mark.parametrize("happens", [deleted, deleted_but_for_the_log, moved, replaced])
def test_nothing_is_acknowledged_into_a_file_that_nobody_will_find(
    happens: Callable[[Path], None], kept_in: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    happens(tmp_path)
    for number in range(2):
        with pytest.raises(StoreGone, match=GONE):
            kept_in.append([append(FIRST, 1, extended(2))])
        with pytest.raises(StoreGone, match=GONE):
            kept_in.append([named(FIRST, 0, AMA, f"Ama {number}")])
        with pytest.raises(StoreGone, match=GONE):
            kept_in.add_sign_in(f"hash {number}", NOON)
    assert [level for _, level, _ in caplog.record_tuples] == [
        logging.CRITICAL
    ]  # said once, not at every tap
    assert logged(kept_in, FIRST) == [extended(1)]  # what was kept can still be read, for the reports


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete a file that is open")
def test_a_file_that_goes_while_it_is_written_acknowledges_nothing(kept_in: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreGone, match=GONE), kept_in._database.committing():
        moved(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move a file that is open")
def test_a_file_that_is_put_back_is_written_again(
    kept_in: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    moved(tmp_path)
    with pytest.raises(StoreGone):
        kept_in.check_is_well()
    (tmp_path / "elsewhere").rename(tmp_path / "w.sqlite3")
    kept_in.append([append(FIRST, 1, extended(2))])
    assert logged(kept_in, FIRST) == [extended(1), extended(2)]
    assert "is back: saving goes on" in caplog.text


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_file_the_computer_cannot_ask_for_has_not_gone(
    number: int, kept_in: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = os.stat

    def refuse(file: Any, **options: Any) -> os.stat_result:
        if "w.sqlite3" in str(file):
            raise OSError(number, "not now")
        return ask(file, **options)

    monkeypatch.setattr(os, "stat", refuse)
    kept_in.check_is_well()


@pytest.mark.parametrize("is_known_first", [True, False])
def test_a_file_without_a_number_is_there_until_it_is_not(
    is_known_first: bool, kept_in: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where the number of a file may be 0."""
    ask = os.stat

    def unnumbered(file: Any, **options: Any) -> os.stat_result:
        found = ask(file, **options)
        return os.stat_result((found.st_mode, 0, *found[2:10])) if "w.sqlite3" in str(file) else found

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", unnumbered)
        other = kept_in if is_known_first else Store.open(f"sqlite:///{tmp_path / 'w.sqlite3'}")
        other.check_is_well()
    other.check_is_well()
    if os.name == "posix":
        monkeypatch.setattr(os, "stat", unnumbered)
        moved(tmp_path)
        with pytest.raises(StoreGone):
            other.check_is_well()
    other.close()


def test_a_file_that_is_used_as_usual_is_there(store: Store, open_store: Callable[[], Store]) -> None:
    """Nor do others that come and go, or names that are erased, look like a file that went away."""
    for number in range(3):
        other = open_store()
        other.append([named(FIRST, 0, AMA, f"Ama {number}")])
        store.append([append(FIRST, number, extended(number))])
        other.erase_names(FIRST)
        other.close()
        store.check_is_well()


# --- browsers that have signed out ------------------------------------------------------------------------


def test_who_has_signed_out_is_known_to_every_process_and_after_a_restart(
    store: Store, open_store: Callable[[], Store]
) -> None:
    other = open_store()
    assert not other.signed_out.holds("browser-1")
    store.signed_out.add("browser-1", now=NOON, until=NOON + timedelta(days=31))
    store.signed_out.add("browser-1", now=NOON, until=NOON + timedelta(days=31))
    for one in (store, other, open_store()):
        assert one.signed_out.holds("browser-1")
        assert not one.signed_out.holds("browser-2")


def test_who_signed_out_is_forgotten_once_their_cookie_has_run_out(
    store: Store, open_store: Callable[[], Store]
) -> None:
    store.signed_out.add("browser-1", now=NOON, until=NOON + timedelta(days=31))
    store.signed_out.add("browser-2", now=NOON + timedelta(days=31), until=NOON + timedelta(days=62))
    later = open_store()
    assert [later.signed_out.holds(f"browser-{number}") for number in (1, 2)] == [False, True]


def test_a_draft_is_packed_and_comes_back_whole_and_one_of_two_saves_wins(store: Store) -> None:
    store.add_facilitator("bo", "Bo", "hash", NOON)
    text = "title: é \U0001f642\n" * 500
    store.drafts.add("d-1", FAY, "One", text, NOON)
    assert store.drafts.save("d-1", 1, "Two", text + "a", FAY, NOON) == 2
    with pytest.raises(DraftChanged) as refused:
        store.drafts.save("d-1", 1, "Three", "lost", FAY, NOON)
    assert (refused.value.draft.version, refused.value.draft.text) == (2, text + "a")
    assert store.drafts.text("d-1", 1) == text
    assert [one.version for one in store.drafts.versions("d-1")] == [2, 1]
    assert store.drafts.seen_by("bo") == ()
    assert store.drafts.draft("d-1", "bo") is None
    store.drafts.share("d-1", FAY, True)
    assert [one.title for one in store.drafts.seen_by("bo")] == ["Two"]
    assert not store.drafts.delete("d-1", "bo")
    assert store.drafts.delete("d-1", FAY)
    assert store.drafts.versions("d-1") == ()
