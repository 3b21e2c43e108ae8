"""Who says that they were here before and have no proof of it: asked, then given a place by whoever leads.

Nobody's name is kept here: whoever asks shows a number, and the facilitator looks whose hand holds it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.domain.log.commands import ParticipantId, WorkshopId
from app.store.database import Database
from app.store.sql_tables import COMEBACKS

NUMBERS = range(10, 100)
MOST_WAITING = 20
"""More than these at once are no room that lost its cookies; the rest are told to ask the facilitator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """One who asks, by the number on their page. `participant_id`: whose place they were given, if any."""

    workshop_id: WorkshopId
    number: int
    participant_id: ParticipantId | None


class Comebacks:
    """A part of the store: the same database, in short transactions of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, workshop_id: WorkshopId, ask_id: str, *, now: datetime, until: datetime) -> bool:
        """Let somebody ask until then, under a number nobody else who asks there has. False: too many do."""
        of_it = COMEBACKS.c.workshop_id == workshop_id
        with self._database.writing() as connection:
            connection.execute(sa.delete(COMEBACKS).where(COMEBACKS.c.expires_at <= now))
            taken = set(connection.execute(sa.select(COMEBACKS.c.number).where(of_it)).scalars())
            if len(taken) >= MOST_WAITING:
                return False
            number = secrets.choice([one for one in NUMBERS if one not in taken])
            row = {"id": ask_id, "workshop_id": workshop_id, "number": number, "expires_at": until}
            connection.execute(sa.insert(COMEBACKS).values(row))
        return True

    def forget_over(self, now: datetime) -> None:
        """Erase who asked and has run out of time, answered or not. Rule: K4."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(COMEBACKS).where(COMEBACKS.c.expires_at <= now))

    def waiting(self, workshop_id: WorkshopId, now: datetime) -> dict[str, int]:
        """The number of each who still waits for an answer, by the id of their question."""
        wanted = sa.select(COMEBACKS.c.id, COMEBACKS.c.number).where(
            COMEBACKS.c.workshop_id == workshop_id,
            COMEBACKS.c.participant_id.is_(None),
            COMEBACKS.c.expires_at > now,
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(wanted.order_by(COMEBACKS.c.expires_at))}

    def of(self, ask_id: str, now: datetime) -> Comeback | None:
        """Who asked, and what became of it; None when it was refused or took too long."""
        columns = (COMEBACKS.c.workshop_id, COMEBACKS.c.number, COMEBACKS.c.participant_id)
        wanted = sa.select(*columns).where(COMEBACKS.c.id == ask_id, COMEBACKS.c.expires_at > now)
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return Comeback(**row) if row else None

    def give(
        self, workshop_id: WorkshopId, ask_id: str, participant_id: ParticipantId, now: datetime
    ) -> bool:
        """Give whoever asked this participant's place; False when nobody waits there any more."""
        asked = (COMEBACKS.c.id == ask_id) & (COMEBACKS.c.workshop_id == workshop_id)
        waits = COMEBACKS.c.participant_id.is_(None) & (COMEBACKS.c.expires_at > now)
        given = sa.update(COMEBACKS).where(asked, waits).values(participant_id=participant_id)
        with self._database.writing() as connection:
            return connection.execute(given).rowcount == 1

    def refuse(self, workshop_id: WorkshopId, ask_id: str) -> None:
        """Nobody's place: the question is over."""
        asked = (COMEBACKS.c.id == ask_id) & (COMEBACKS.c.workshop_id == workshop_id)
        with self._database.writing() as connection:
            connection.execute(sa.delete(COMEBACKS).where(asked))
