"""Deleting one workshop for good: every row that is about it, and the bytes. What is left is a receipt."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from app.domain.log.commands import WorkshopId
from app.store.database import Database
from app.store.sql_tables import (
    COMEBACKS,
    EVENTS,
    NAMES,
    RECEIPTS,
    RECOVERIES,
    RUNNING,
    SCENARIOS,
    STANDBYS,
    WORKSHOPS,
)

ABOUT_A_WORKSHOP = (EVENTS, NAMES, RUNNING, STANDBYS, RECOVERIES, COMEBACKS)
"""The tables whose rows are about one workshop each; a test finds them by their column `workshop_id`."""


class Why(StrEnum):
    ASKED = "asked"
    DAY_CAME = "day_came"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What stays of a workshop that was deleted: that it was, when, why, and how much went with it."""

    workshop_id: WorkshopId
    facilitator_id: str
    deleted_at: datetime
    why: Why
    events: int
    names: int


class Deleting:
    """A part of the store: the same database. `cut_bytes`: takes what was erased out of the file."""

    def __init__(self, database: Database, cut_bytes: Callable[[], None]) -> None:
        self._database = database
        self._cut_bytes = cut_bytes

    def delete(self, workshop_id: WorkshopId, why: Why, at: datetime) -> Receipt | None:
        """Delete a workshop and all that is kept of it, its scenario too unless another one is pinned to it.

        None where there is none, or none any more.
        """
        of_it = WORKSHOPS.c.id == workshop_id
        with self._database.writing() as connection:
            kept = connection.execute(sa.select(WORKSHOPS).where(of_it)).one_or_none()
            if kept is None:
                return None
            gone = {
                table.name: connection.execute(
                    sa.delete(table).where(table.c.workshop_id == workshop_id)
                ).rowcount
                for table in ABOUT_A_WORKSHOP
            }
            connection.execute(sa.delete(WORKSHOPS).where(of_it))
            others = sa.exists().where(WORKSHOPS.c.scenario_hash == kept.scenario_hash)
            connection.execute(sa.delete(SCENARIOS).where(SCENARIOS.c.hash == kept.scenario_hash, ~others))
            receipt = Receipt(
                workshop_id=workshop_id,
                facilitator_id=kept.facilitator_id,
                deleted_at=at,
                why=why,
                events=gone["events"],
                names=gone["names"],
            )
            connection.execute(sa.insert(RECEIPTS).values(asdict(receipt)))
        self._cut_bytes()
        return receipt

    def receipt(self, workshop_id: WorkshopId) -> Receipt | None:
        wanted = sa.select(*(RECEIPTS.c[column.name] for column in fields(Receipt))).where(
            RECEIPTS.c.workshop_id == workshop_id
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else Receipt(**{**row, "why": Why(row["why"])})

    def set_day(self, workshop_id: WorkshopId, day: date | None) -> None:
        """Let the workshop be deleted by itself once this day is over; None: only when somebody asks."""
        change = sa.update(WORKSHOPS).where(WORKSHOPS.c.id == workshop_id).values(delete_on=day)
        with self._database.writing() as connection:
            connection.execute(change)

    def due(self, today: date) -> tuple[WorkshopId, ...]:
        """The workshops whose day is over."""
        wanted = sa.select(WORKSHOPS.c.id).where(WORKSHOPS.c.delete_on < today).order_by(WORKSHOPS.c.id)
        with self._database.reading() as connection:
            return tuple(WorkshopId(one) for one in connection.execute(wanted).scalars())
