"""The cast of the tests, the hour they meet in, and what they say."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    SeatId,
    TableId,
    Wish,
)
from app.domain.scenario import PhaseKind
from tests.family import PHASE, ROLES

NOON = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
FAY = FacilitatorActor()
AMA, BO, CAI, DEE, EVE = (ParticipantId(name) for name in ("ama", "bo", "cai", "dee", "eve"))
T1, T2 = TableId("t1"), TableId("t2")
AMAS, BOS, CAIS, DEES = (SeatId(f"t1s{place}") for place in (1, 2, 3, 4))
ONE_TABLE = (tuple((role_id,) for role_id in ROLES),)
TWO_TABLES = ONE_TABLE * 2


def at(minutes: float = 0) -> datetime:
    return NOON + timedelta(minutes=minutes)


def says(
    who: ParticipantId | FacilitatorActor, wish: Wish, *, minutes: float = 0, id: str = "tap"
) -> Command:
    by = who if isinstance(who, FacilitatorActor) else ParticipantActor(participant_id=who)
    return Command(id=CommandId(id), at=at(minutes), by=by, wish=wish)


def opened(layout: c.Layout = ONE_TABLE) -> e.WorkshopOpened:
    return e.WorkshopOpened(at=NOON, layout=layout)


def joined(who: ParticipantId, seat_id: SeatId | None) -> tuple[e.Event, ...]:
    return (
        e.ParticipantJoined(at=NOON, participant_id=who),
        e.ParticipantSeated(at=NOON, participant_id=who, seat_id=seat_id),
    )


def entered(kind: PhaseKind, minutes: float = 0) -> e.PhaseEntered:
    return e.PhaseEntered(at=at(minutes), phase_id=PHASE[kind])


def around_the_table(kind: PhaseKind) -> tuple[e.Event, ...]:
    """Ama (nurse), Bo (school), Cai (police) and Dee (housing) at one table, in a phase of this kind."""
    people = zip((AMA, BO, CAI, DEE), (AMAS, BOS, CAIS, DEES), strict=True)
    seated = (event for who, seat_id in people for event in joined(who, seat_id))
    return (opened(), *seated, entered(kind))


def revealed(fact_id: Any, seat_id: SeatId, who: ParticipantId | None, **more: Any) -> e.FactRevealed:
    details = {"wording": c.Wording.FULL, "ask_id": None, "at": NOON} | more
    return e.FactRevealed(table_id=T1, seat_id=seat_id, participant_id=who, fact_id=fact_id, **details)
