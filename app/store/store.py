"""Reads and writes one database: workshops, their logs, names, facilitators, sign-ins."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Self

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.log.commands import ParticipantId, WorkshopId
from app.store import questions
from app.store.connecting import migrate, open_engine, unusable
from app.store.database import AT_ONCE, Database
from app.store.deletion import Deleting
from app.store.drafts import Drafts
from app.store.event_codec import decode
from app.store.handovers import Handovers
from app.store.log_writer import LogWriter
from app.store.records import (
    Append,
    Beside,
    Conflict,
    FacilitatorRecord,
    Recorded,
    StoreProblem,
    Taken,
    WorkshopRecord,
)
from app.store.rows import PRIVATE_NAMES, event_rows, name_key, row_of
from app.store.running_answers import read_running
from app.store.signed_out import SignedOut
from app.store.sql_tables import EVENTS, FACILITATORS, NAMES, RUNNING, SCENARIOS, SECRETS, SIGN_INS, WORKSHOPS

SECRET_KEY_BYTES = 32

log = logging.getLogger(__name__)


class Store:
    """One database, safe to share by threads and greenlets; several processes may open the same one.

    No transaction is left open between two calls, and nothing waits inside one but the database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = sqlite.insert if database.is_file else postgresql.insert
        self._find_version = database.text(questions.VERSION)
        self._find_events = database.text(questions.EVENTS_AFTER)
        self._find_names = database.text(questions.NAMES_OF)
        self._log = LogWriter(database, self._insert)
        self._find_running = database.text(questions.RUNNING_OF)
        self._texts: dict[str, str] = {}  # of scenarios, by hash: what was pinned never changes
        self.handovers = Handovers(database)
        self.signed_out = SignedOut(database)
        self.drafts = Drafts(database, self._cut_bytes)
        self.deleting = Deleting(database, self._cut_bytes)

    @classmethod
    def open(cls, database_url: str) -> Self:
        """The store in this database, made and migrated as needed.

        Raises StoreNotWritable, StoreNotReachable or StoreTooNew, each with the sentence for people.
        """
        engine = open_engine(sa.make_url(database_url))
        try:
            with engine.execution_options(begin=AT_ONCE).begin() as connection:
                migrate(connection)
        except sa.exc.DBAPIError as error:
            engine.dispose()
            raise unusable(engine.url, str(error.orig)) from error
        except StoreProblem:
            engine.dispose()
            raise
        return cls(Database(engine))

    def close(self) -> None:
        """Give up every connection; the last one to leave a SQLite file folds its -wal file into it."""
        self._database.close()

    def check_is_well(self) -> None:
        """Raise StoreGone, StoreHeld or StoreFull while nothing can be saved, as far as is known. Cheap."""
        self._database.check_is_well()

    def look_again(self) -> None:
        """The same, after a look whether what was wrong is over."""
        self._database.look_again()

    def secret_key(self) -> bytes:
        """The key that signs tokens: made at the first call, the same ever after."""
        with self._database.writing() as connection:
            made = {"name": "key", "value": secrets.token_bytes(SECRET_KEY_BYTES)}
            self._added(connection, SECRETS, made)
            return bytes(connection.scalars(sa.select(SECRETS.c.value).where(SECRETS.c.name == "key")).one())

    # --- the log ------------------------------------------------------------------------------------------

    def append(self, batch: Sequence[Append]) -> None:
        """Commit every event of the batch, every name and what lies beside the log, or none.

        A workshop may occur several times, each time after the version the one before led to. What was
        written over or forgotten leaves a SQLite file's bytes with it.
        Raises Conflict when a version is already taken, StoreFailed when the database refuses, and
        ValueError when the batch names no workshop of this store.
        """
        try:
            has_erased = self._log.append(batch)
        except self._database.IntegrityError as error:
            raise self._why_refused(batch) from error
        if has_erased:
            self._cut_bytes()

    def _why_refused(self, batch: Sequence[Append]) -> Conflict | ValueError:
        first: dict[WorkshopId, int] = {}
        for append in batch:
            first.setdefault(append.workshop_id, append.after_version)
        behind = frozenset(id for id, after_version in first.items() if self.version(id) != after_version)
        if behind:
            return Conflict(behind)
        return ValueError(f"no workshops of this store, or not in order: {', '.join(sorted(first))}")

    def events(self, workshop_id: WorkshopId, after_version: int = 0) -> tuple[Recorded, ...]:
        """The log of a workshop in order, from the version after the one given; empty if there is none."""
        rows = self._database.rows(self._find_events, of_id=workshop_id, after_version=after_version)
        return tuple(
            Recorded(version=version, command_id=command_id, event=decode(name, orjson.loads(data)))
            for version, command_id, name, data in rows
        )

    def running(self, workshop_id: WorkshopId) -> Beside:
        """What lies beside the log while its step lasts."""
        return read_running(self._database.rows(self._find_running, of_id=workshop_id))

    def workshops_with_answers_in_the_log(self) -> tuple[WorkshopId, ...]:
        """The workshops whose log an earlier version wrote, with private answers by person in it."""
        with self._database.reading() as connection:
            private = sa.select(EVENTS.c.workshop_id).where(EVENTS.c.name.in_(PRIVATE_NAMES)).distinct()
            return tuple(map(WorkshopId, connection.scalars(private)))

    def rewrite(self, workshop_id: WorkshopId, log: Sequence[Recorded], beside: Beside) -> None:
        """Put a log in the place of the one that is kept, version by version, and what lies beside it.

        Only for a log of an earlier version: what people are promised today did not hold for it yet.
        """
        self._log.rewrite(workshop_id, log, beside)
        self._cut_bytes()

    def workshops_running(self) -> tuple[WorkshopId, ...]:
        """The workshops beside whose log something lies."""
        with self._database.reading() as connection:
            return tuple(map(WorkshopId, connection.scalars(sa.select(RUNNING.c.workshop_id).distinct())))

    def version(self, workshop_id: WorkshopId) -> int:
        """How many events the log of a workshop has; 0 if there is none."""
        ((newest,),) = self._database.rows(self._find_version, of_id=workshop_id)
        return newest or 0

    # --- workshops ----------------------------------------------------------------------------------------

    def add_workshop(self, record: WorkshopRecord, opening: Append | None = None) -> None:
        """Keep a new workshop of a known facilitator with how it opens, or nothing of it.

        Raises Taken when its code (or id) is in use.
        """
        row = row_of(record)
        scenario = {"hash": record.scenario_hash, "text": row.pop("scenario_text")}
        try:
            with self._database.writing() as connection:
                self._added(connection, SCENARIOS, scenario)
                if not self._added(connection, WORKSHOPS, row):
                    raise Taken(f"code {record.code}")
                if opening is not None:
                    connection.execute(sa.insert(EVENTS), event_rows(opening))
        except sa.exc.IntegrityError as error:
            raise ValueError(f"no facilitator {record.facilitator_id!r} is known") from error

    def workshop(self, workshop_id: WorkshopId) -> WorkshopRecord | None:
        return next(iter(self._workshops(questions.WORKSHOP_OF_ID, {"of_id": workshop_id})), None)

    def workshop_by_code(self, code: str) -> WorkshopRecord | None:
        """The workshop that newcomers with this code join."""
        return next(iter(self._workshops(questions.WORKSHOP_OF_CODE, {"code": code})), None)

    def workshops(self, facilitator_id: str | None = None) -> tuple[WorkshopRecord, ...]:
        """All workshops, or those of one facilitator, the newest first."""
        if facilitator_id is None:
            return self._workshops(questions.ALL_WORKSHOPS, {})
        return self._workshops(questions.WORKSHOPS_LED, {"facilitator_id": facilitator_id})

    def _workshops(self, wanted: sa.Select[Any], by: dict[str, str]) -> tuple[WorkshopRecord, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(wanted, by).mappings().all()
        # The texts are read once each: many workshops share one, and it is long.
        if unread := {row["scenario_hash"] for row in rows} - self._texts.keys():
            texts = sa.select(SCENARIOS.c.hash, SCENARIOS.c.text).where(SCENARIOS.c.hash.in_(unread))
            with self._database.reading() as connection:
                self._texts |= dict(connection.execute(texts).all())
        return tuple(WorkshopRecord(**row, scenario_text=self._texts[row["scenario_hash"]]) for row in rows)

    # --- names: all that is kept about a person, apart from the log so that it can be erased ----------------

    def names(self, workshop_id: WorkshopId) -> dict[ParticipantId, str]:
        return dict(self._database.rows(self._find_names, of_id=workshop_id))

    def erase_name(self, workshop_id: WorkshopId, participant_id: ParticipantId) -> None:
        self._erase(NAMES.c.workshop_id == workshop_id, NAMES.c.participant_id == participant_id)

    def erase_names(self, workshop_id: WorkshopId) -> None:
        self._erase(NAMES.c.workshop_id == workshop_id)

    def erase_names_of_workshops_before(self, moment: datetime) -> None:
        """Erase the names of all workshops that were opened before this moment."""
        old = NAMES.c.workshop_id.in_(sa.select(WORKSHOPS.c.id).where(WORKSHOPS.c.created_at < moment))
        with self._database.reading() as connection:
            is_any = connection.execute(sa.select(sa.exists().where(old))).scalar()
        if is_any:
            self._erase(old)

    def _erase(self, *which: sa.ColumnElement[bool]) -> None:
        """Erase names, and from a SQLite file also their bytes (on a server that is its keeper's to do)."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(NAMES).where(*which))
        self._cut_bytes()

    def _cut_bytes(self) -> None:
        """What was erased leaves a SQLite file's bytes, too: pages from before lie in the -wal file."""
        if not self._database.is_file:
            return
        with self._database.reading() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            if busy.one()[0]:
                log.warning("Something was erased; its bytes leave the -wal file when the app is restarted.")

    # --- facilitators ---------------------------------------------------------------------------------------

    def add_facilitator(self, id: str, name: str, passphrase_hash: str, at: datetime) -> None:
        """Keep a new facilitator. Raises Taken when another has this name, in whatever capitals."""
        row = {"id": id, "name": name, "passphrase_hash": passphrase_hash, "created_at": at}
        with self._database.writing() as connection:
            if not self._added(connection, FACILITATORS, row | {"name_key": name_key(name)}):
                raise Taken(f"facilitator {name}")

    def set_passphrase(self, id: str, name: str, passphrase_hash: str) -> None:
        """Let a facilitator sign in by this name and passphrase. Raises Taken when another has the name."""
        others = FACILITATORS.alias()
        taken = sa.exists().where(others.c.name_key == name_key(name), others.c.id != id)
        change = {"name": name, "name_key": name_key(name), "passphrase_hash": passphrase_hash}
        with self._database.writing() as connection:
            kept = connection.execute(
                sa.update(FACILITATORS).where(FACILITATORS.c.id == id, ~taken).values(change)
            )
            if kept.rowcount != 1:
                raise Taken(f"facilitator {name}")

    def facilitator(self, id: str) -> FacilitatorRecord | None:
        return next(iter(self._facilitators(FACILITATORS.c.id == id)), None)

    def facilitator_by_name(self, name: str) -> FacilitatorRecord | None:
        """The facilitator of this name, in whatever capitals."""
        return next(iter(self._facilitators(FACILITATORS.c.name_key == name_key(name))), None)

    def facilitators(self) -> tuple[FacilitatorRecord, ...]:
        """All of them, the first that signed up first."""
        return self._facilitators(sa.true())

    def _facilitators(self, which: sa.ColumnElement[bool]) -> tuple[FacilitatorRecord, ...]:
        columns = (FACILITATORS.c[column.name] for column in fields(FacilitatorRecord))
        wanted = sa.select(*columns).where(which).order_by(FACILITATORS.c.created_at, FACILITATORS.c.id)
        with self._database.reading() as connection:
            return tuple(FacilitatorRecord(**row) for row in connection.execute(wanted).mappings())

    def add_sign_in(self, token_hash: str, expires_at: datetime) -> None:
        """Let whoever holds this token sign in once, until then."""
        with self._database.writing() as connection:
            connection.execute(sa.insert(SIGN_INS).values(token_hash=token_hash, expires_at=expires_at))

    def may_sign_in(self, token_hash: str, now: datetime) -> bool:
        """Whether the token would sign in now; asking does not use it up."""
        wanted = sa.select(SIGN_INS.c.token_hash).where(
            SIGN_INS.c.token_hash == token_hash, SIGN_INS.c.expires_at > now
        )
        with self._database.reading() as connection:
            return connection.execute(wanted).first() is not None

    def redeem_sign_in(self, token_hash: str, now: datetime) -> bool:
        """Whether the token may sign in. It may not again, and neither may any that has expired."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(SIGN_INS).where(SIGN_INS.c.expires_at <= now))
            redeemed = connection.execute(sa.delete(SIGN_INS).where(SIGN_INS.c.token_hash == token_hash))
            return redeemed.rowcount == 1

    def _added(self, connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
        """Whether the row is new: False leaves the table as it was, because a key of the row is taken."""
        insert = self._insert(table).values(row).on_conflict_do_nothing()
        return connection.execute(insert, execution_options={"preserve_rowcount": True}).rowcount == 1
