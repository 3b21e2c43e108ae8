"""Writes a batch of commands in one transaction: events, names, what lies beside the log, what is erased."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import orjson
import sqlalchemy as sa

from app.domain.log import events as e
from app.domain.log.commands import WorkshopId
from app.store.database import Database
from app.store.questions import EVENTS_NAMED
from app.store.records import Append, Beside, Recorded
from app.store.replaced import Replacement, replacements, text_of
from app.store.rows import event_rows, name_row
from app.store.running_answers import Row, running_rows
from app.store.sql_tables import EVENTS, NAMES, RUNNING


class LogWriter:
    """A part of the store. `insert` makes the database's own insert, which can give way to what is there."""

    def __init__(self, database: Database, insert: Callable[[sa.Table], Any]) -> None:
        self._database = database
        text = database.text
        self._insert_event = text(sa.insert(EVENTS))
        self._set_name = text(_upsert(insert(NAMES), NAMES, "name"))
        self._erase_name = text(_erase(NAMES))
        self._set_running = text(_upsert(insert(RUNNING), RUNNING, "data"))
        self._erase_running = text(_erase(RUNNING))
        self._find_named = text(EVENTS_NAMED)
        its_own = (EVENTS.c.workshop_id == sa.bindparam("of_id"), EVENTS.c.version == sa.bindparam("at"))
        of_row = (
            EVENTS.c.workshop_id == sa.bindparam("workshop_id"),
            EVENTS.c.version == sa.bindparam("version"),
        )
        again: dict[str, Any] = {name: sa.bindparam(name) for name in ("command_id", "name", "data")}
        self._put_again = text(sa.update(EVENTS).where(*of_row).values(again))
        self._reword = text(sa.update(EVENTS).where(*its_own).values(data=sa.bindparam("words")))

    def append(self, batch: Sequence[Append]) -> bool:
        """Commit the batch or nothing of it; whether something was erased with it.

        Raises StoreFailed, and the driver's IntegrityError.
        """
        rows = [row for append in batch for row in event_rows(append)]
        names = [name_row(append.workshop_id, *append.name) for append in batch if append.name]
        if not rows and not names:
            return False
        left = [
            {"workshop_id": append.workshop_id, "participant_id": event.participant_id}
            for append in batch
            for event in append.events
            if isinstance(event, e.ParticipantLeft)
        ]
        replacing = [
            one
            for append in batch
            for one in replacements(append.workshop_id, append.after_version, append.events)
        ]
        kept, gone = running_rows(batch)
        # Always in the order of the key: processes that lock it in different orders wait for each other.
        rows.sort(key=itemgetter("workshop_id", "version"))
        names.sort(key=itemgetter("workshop_id", "participant_id"))
        left.sort(key=itemgetter("workshop_id", "participant_id"))
        with self._database.committing() as cursor:
            for statement, parameters in (
                (self._insert_event, rows),
                (self._set_name, names),
                (self._erase_name, left),
                (self._set_running, kept),
                (self._erase_running, gone),
            ):
                if parameters:
                    cursor.executemany(statement, parameters)
            reworded = [self._take_out(cursor, one) for one in replacing]
        return any(reworded) or bool(left) or _has_forgotten(batch)

    def rewrite(self, workshop_id: WorkshopId, log: Sequence[Recorded], beside: Beside) -> None:
        """Every event in its place again, in one transaction; words that a later one replaces go."""
        each = [
            Append(
                workshop_id=workshop_id,
                after_version=one.version - 1,
                command_id=one.command_id,
                events=(one.event,),
            )
            for one in log
        ]
        rows = [row for append in each for row in event_rows(append)]
        kept, _ = running_rows([replace(each[-1], beside=beside)])
        with self._database.committing() as cursor:
            cursor.executemany(self._put_again, rows)
            if kept:
                cursor.executemany(self._set_running, kept)
            for append in each:
                for one in replacements(workshop_id, append.after_version, append.events):
                    self._take_out(cursor, one)

    def _take_out(self, cursor: Any, one: Replacement) -> bool:
        """Take out of older events the words that this one replaces; whether there were any."""
        found: list[Row] = []
        for name in one.older:
            asked = {"of_id": one.workshop_id, "named": name, "before_version": one.version}
            cursor.execute(self._find_named, asked)
            for version, data in cursor.fetchall():
                less = one.without_words(orjson.loads(data))
                if less is not None:
                    found.append({"of_id": one.workshop_id, "at": version, "words": text_of(less)})
        if found:
            cursor.executemany(self._reword, found)
        return bool(found)


def _has_forgotten(batch: Sequence[Append]) -> bool:
    return any(isinstance(event, e.AnswersForgotten) for append in batch for event in append.events)


def _upsert(insert: Any, table: sa.Table, column: str) -> Any:
    return insert.on_conflict_do_update(
        index_elements=table.primary_key, set_={column: getattr(insert.excluded, column)}
    )


def _erase(table: sa.Table) -> Any:
    return sa.delete(table).where(*(column == sa.bindparam(column.name) for column in table.primary_key))
