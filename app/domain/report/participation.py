"""Who took part, by roles: what a role did is told only where that is not what one or two people did.

Nothing is ranked. Rule: J9. Every name here is defined, one line each, in docs/measures.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from app.domain.log.commands import Reply
from app.domain.log.state import Seat, Table, Workshop
from app.domain.report.fates import Who, who
from app.domain.rules.withholding import number
from app.domain.scenario import RoleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatUse:
    """Whether somebody sat there (`is_taken`), and whether the seat took part, be it on paper."""

    who: Who
    is_taken: bool
    is_played: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What one or more seats did. `put`: facts put on a table; `asked`: questions other seats put to them.

    `silent`: seats where somebody sat and did none of it: nobody's silence is no agency's doing.
    """

    held: int
    put: int
    held_back: int
    asks_made: int
    asked: int
    answered_with_fact: int
    answered_nothing_held: int
    answered_held_back: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What one role did at all tables together. `people`: who played it; `tables`: where it was laid.

    `did` None: fewer than three people played it, and what it did would be what one of them did.
    """

    who: Who
    tables: int
    people: int
    did: Doing | None


def seat_use(workshop: Workshop, table: Table, seat: Seat) -> SeatUse:
    did = _doing(workshop, table, seat)
    is_taken = _people_in(workshop, seat) > 0
    acted = did.put + did.held_back + did.asks_made + did.answered_with_fact
    acted += did.answered_nothing_held + did.answered_held_back
    return SeatUse(who=who(workshop.scenario, seat), is_taken=is_taken, is_played=is_taken or acted > 0)


def _people_in(workshop: Workshop, seat: Seat) -> int:
    return sum(one.seat_id == seat.id and not one.is_removed for one in workshop.participants.values())


def participation(workshop: Workshop) -> tuple[Participation, ...]:
    """What each role did, merged ones together, in the order of the seats. Rule: J9."""
    played: dict[tuple[RoleId, ...], list[tuple[Table, Seat]]] = {}
    for table in workshop.tables.values():
        for seat in table.seats.values():
            played.setdefault(seat.role_ids, []).append((table, seat))
    return tuple(_participation(workshop, places) for places in played.values())


def _participation(workshop: Workshop, places: Sequence[tuple[Table, Seat]]) -> Participation:
    people = sum(_people_in(workshop, seat) for _table, seat in places)
    each = [_doing(workshop, table, seat) for table, seat in places]
    added = {field.name: sum(getattr(did, field.name) for did in each) for field in fields(Doing)}
    return Participation(
        who=who(workshop.scenario, places[0][1]),
        tables=len(places),
        people=people,
        did=None if number(people) is None else Doing(**added),
    )


def _doing(workshop: Workshop, table: Table, seat: Seat) -> Doing:
    put = sum(one.seat_id == seat.id for one in table.revealed.values())
    asks_made = sum(ask.by_seat_id == seat.id for ask in table.asks.values())
    replies = [ask.reply for ask in table.asks.values() if ask.role_id in seat.role_ids]
    answers = [reply for reply in replies if reply is not None]
    joiners = {link.seat_id for link in table.links.values()} | {
        one.seat_id for one in table.disputes.values()
    }
    did_nothing = not (put or asks_made or answers or seat.id in joiners)
    return Doing(
        held=len(seat.hand),
        put=put,
        held_back=len(seat.held_back),
        asks_made=asks_made,
        asked=len(replies),
        answered_with_fact=answers.count(Reply.FACT),
        answered_nothing_held=answers.count(Reply.NOTHING_HELD),
        answered_held_back=answers.count(Reply.HELD_BACK),
        silent=int(did_nothing and _people_in(workshop, seat) > 0),
    )
