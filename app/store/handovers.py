"""What links and codes hold: a standby link, the code to join by, codes that bring a seat back."""

from datetime import datetime

import sqlalchemy as sa

from app.domain.log.commands import ParticipantId, WorkshopId
from app.store.comebacks import Comebacks
from app.store.database import Database
from app.store.questions import PLACE_OF_CODE
from app.store.records import Taken
from app.store.sql_tables import RECOVERIES, STANDBYS, WORKSHOPS


class Handovers:
    """A part of the store: the same database, in short transactions of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.comebacks = Comebacks(database)

    def standby(self, workshop_id: WorkshopId) -> int | None:
        """The number of the standby link that holds; None while none was made."""
        wanted = sa.select(STANDBYS.c.number).where(STANDBYS.c.workshop_id == workshop_id)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar()

    def renew_standby(self, workshop_id: WorkshopId) -> int:
        """The number of a new standby link; those before it hold no more."""
        of_it = STANDBYS.c.workshop_id == workshop_id
        with self._database.writing() as connection:
            number = 1 + (connection.execute(sa.select(STANDBYS.c.number).where(of_it)).scalar() or 0)
            connection.execute(sa.delete(STANDBYS).where(of_it))
            connection.execute(sa.insert(STANDBYS).values(workshop_id=workshop_id, number=number))
        return number

    def set_join_code(self, workshop_id: WorkshopId, code: str) -> None:
        """By which newcomers join from now on; the one before names nothing any more. Raises Taken."""
        chosen = sa.update(WORKSHOPS).where(WORKSHOPS.c.id == workshop_id).values(code=code)
        try:
            with self._database.writing() as connection:
                connection.execute(chosen)
        except sa.exc.IntegrityError as error:
            raise Taken(f"code {code}") from error

    def keep_code(
        self,
        workshop_id: WorkshopId,
        participant_id: ParticipantId,
        code: str,
        *,
        now: datetime,
        until: datetime,
    ) -> None:
        """Let this code bring the participant back until then; an earlier code of theirs does no more.

        Raises Taken when the code is in use.
        """
        theirs = (RECOVERIES.c.workshop_id == workshop_id) & (RECOVERIES.c.participant_id == participant_id)
        row = {
            "workshop_id": workshop_id,
            "participant_id": participant_id,
            "code": code,
            "expires_at": until,
        }
        try:
            with self._database.writing() as connection:
                connection.execute(sa.delete(RECOVERIES).where(theirs | (RECOVERIES.c.expires_at <= now)))
                connection.execute(sa.insert(RECOVERIES).values(row))
        except sa.exc.IntegrityError as error:
            raise Taken(f"recovery code {code}") from error

    def forget_over(self, now: datetime) -> None:
        """Erase the codes that bring nobody back any more. Rule: K4."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(RECOVERIES).where(RECOVERIES.c.expires_at <= now))

    def of_code(self, code: str, now: datetime) -> tuple[WorkshopId, ParticipantId, datetime] | None:
        """Whom a code brings back, to which workshop, and until when it does."""
        with self._database.reading() as connection:
            row = connection.execute(PLACE_OF_CODE, {"code": code, "now": now}).one_or_none()
        return None if row is None else (row[0], row[1], row[2])
