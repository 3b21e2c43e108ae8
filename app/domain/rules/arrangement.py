"""Laying the tables anew: who sits where afterwards."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId, SeatId, TableId
from app.domain.log.events import Event, ParticipantSeated, TablesArranged
from app.domain.log.rejections import TablesInUse
from app.domain.log.state import Participant, Table, Workshop
from app.domain.rules.seating import lay, layout_of, next_seat, require_fit


def arrange(workshop: Workshop, wish: c.ArrangeTables, *, at: datetime) -> tuple[Event, ...]:
    """Lay the tables anew and seat those who wait again: in their roles where they can be. Rule: T2."""
    if wish.layout == layout_of(workshop):
        return ()
    require_fit(workshop.scenario, wish.layout)
    if any(table.revealed or table.asks or table.answer for table in workshop.tables.values()):
        raise TablesInUse  # T2: what was shared would be swept off
    seats = _seats_again(workshop, lay(workshop.scenario, wish.layout))
    seated = (ParticipantSeated(at=at, participant_id=one, seat_id=seat_id) for one, seat_id in seats.items())
    return (TablesArranged(at=at, layout=wish.layout), *seated)


def _seats_again(workshop: Workshop, tables: Mapping[TableId, Table]) -> dict[ParticipantId, SeatId]:
    """The seat that each who had one gets at these tables. Rules: T2, T4."""
    had_a_seat = [one for one in workshop.participants.values() if one.seat_id is not None]
    here = [one for one in had_a_seat if one.takes_part]
    taken: dict[SeatId, int] = {}
    found: dict[ParticipantId, SeatId] = {}
    for participant in here:
        seat_id = _same_role(workshop, participant, tables, taken)
        if seat_id is not None:
            found[participant.id], taken[seat_id] = seat_id, 1
    for participant in here:
        if participant.id not in found:
            seat_id = next_seat(tables, taken)
            found[participant.id], taken[seat_id] = seat_id, taken.get(seat_id, 0) + 1
    for participant in had_a_seat:
        if not participant.takes_part:  # T4: who is gone comes back to a seat, free until then
            same = _same_role(workshop, participant, tables, taken)
            found[participant.id] = same or next_seat(tables, taken)
    return found


def _same_role(
    workshop: Workshop, participant: Participant, tables: Mapping[TableId, Table], taken: Mapping[SeatId, int]
) -> SeatId | None:
    """An empty seat that plays what this participant played, near where they sat; None if there is none."""
    assert participant.seat_id is not None, "only who has a seat is seated again"
    before = workshop.seat(participant.seat_id)
    there = workshop.tables[before.table_id].number
    played = set(before.role_ids)
    near = sorted(tables.values(), key=lambda table: table.number != there)
    seats = [seat for table in near for seat in table.seats.values() if not taken.get(seat.id)]
    return next((seat.id for seat in seats if played & set(seat.role_ids)), None)
