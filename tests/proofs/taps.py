"""A workshop in which a seat can tap at any time, and taps that must each leave one event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from app.domain.log import events as e
from app.domain.log.commands import (
    ParticipantId,
    SeatId,
    TableId,
    Wording,
    WorkshopId,
)
from app.domain.log.state import Seat
from app.domain.rules.seating import lay, propose
from app.domain.scenario import BarrierCategory, FactId, PhaseId
from tests.people import NOON
from tests.proofs.house import House
from tests.signed import signed

SHIPPED = Path(__file__).parents[2] / "scenarios" / "button_family.yaml"


@dataclass(frozen=True)
class Seated:
    workshop_id: WorkshopId
    who: ParticipantId
    seat_id: SeatId


def sharing_workshop(house: House, name: str, people: int) -> list[Seated]:
    """A workshop of one table, everybody seated, two facts on it, in the phase for asking and linking."""
    layout = propose(house.scenario, people)
    tables = lay(house.scenario, layout)
    seats = [seat for table in tables.values() for seat in table.seats.values()]
    seated = [Seated(WorkshopId(name), ParticipantId(f"{name}-{seat.id}"), seat.id) for seat in seats]
    asking = next(phase.id for phase in house.scenario.agenda if phase.kind == "ask_and_link")
    since: list[e.Event] = []
    for one in seated:
        since += [
            e.ParticipantJoined(at=NOON, participant_id=one.who),
            e.ParticipantSeated(at=NOON, participant_id=one.who, seat_id=one.seat_id),
        ]
    since.append(e.PhaseEntered(at=NOON, phase_id=PhaseId(asking)))
    for seat in seats[:2]:
        since.append(
            e.FactRevealed(
                at=NOON,
                table_id=TableId("t1"),
                seat_id=seat.id,
                participant_id=None,
                fact_id=only_here(seat, seats)[0],
                wording=Wording.FULL,
                ask_id=None,
            )
        )
    house.open(name, layout, *since)
    return seated


def only_here(seat: Seat, seats: Iterable[Seat]) -> list[FactId]:
    """The facts that one seat alone holds."""
    return sorted(seat.hand.difference(*(other.hand for other in seats if other.id != seat.id)))


def taps_of(house: House, seated: Seated, rng: Random, count: int) -> list[dict[str, Any]]:
    """So many taps, each of which must leave exactly one event: asks, links, reveals, facts held back."""
    workshop = house.folded(seated.workshop_id)
    table = workshop.tables[workshop.table_by_seat[seated.seat_id]]
    out = sorted(table.revealed)
    mine = only_here(workshop.seat(seated.seat_id), table.seats.values())
    hand = [fact_id for fact_id in mine if fact_id not in out]
    reveals, keeps = hand[: len(hand) // 2], hand[len(hand) // 2 :]
    others = [role for seat in table.seats.values() if seat.id != seated.seat_id for role in seat.role_ids]
    reasons: Iterator[BarrierCategory] = cycle(BarrierCategory)
    taps: list[dict[str, Any]] = []
    for number in range(count):
        name = f"{seated.who}-{number:05}"
        kind = rng.random()
        if kind < 0.1 and reveals:
            tap: dict[str, Any] = {"type": "reveal_fact", "fact_id": reveals.pop()}
        elif kind < 0.25:
            tap = {"type": "hold_back", "fact_id": keeps[0], "reason": next(reasons).value}
        elif kind < 0.4:
            tap = {"type": "link_facts", "link_id": f"l-{name}", "fact_ids": out, "line": f"{number}"}
        else:
            tap = {
                "type": "ask_role",
                "ask_id": f"a-{name}",
                "role_id": rng.choice(others),
                "text": f"{number}",
            }
        taps.append({"id": name, **signed(tap, workshop.signs)})
    return taps
