"""The rules of tables and seats: how a table is laid, who sits where, what each seat holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app.domain.log import commands as c
from app.domain.log.commands import Layout, ParticipantId, SeatId, TableId
from app.domain.log.events import (
    DoorSet,
    Event,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantRemoved,
    ParticipantRestored,
    ParticipantSeated,
    WorkshopOpened,
)
from app.domain.log.rejections import (
    DoorLocked,
    NoSuchThing,
    NotTakingPart,
    RoleMissing,
    TablesDoNotFit,
    WorkshopFull,
    WorkshopUsedUp,
)
from app.domain.log.state import Participant, Seat, Table, Workshop
from app.domain.puzzle.merging import merge_plan
from app.domain.puzzle.solvability import core_roles, reach
from app.domain.rules import telling
from app.domain.scenario import FactId, Inject, InsightId, RoleId, Scenario, Tier

MOST_AT_ONE_TABLE = 9
"""Up to this many people one table is laid. Source: docs/field.md 9."""
MOST_PER_TABLE = 7
"""Beyond one table, each has at most this many people. Source: docs/field.md 9."""
FEWEST_SEATS = 3
MOST_TAKING_PART = 200
"""Rule T7: a bound for those who take part, far beyond the tables a facilitator can lead."""
MOST_EVER = 1_000
"""Rule T7: a bound for all who ever joined, so that no log grows without end; who is gone holds no place."""
LARGEST_HAND = 10
"""Rule T6: a merged hand larger than this leaves its extra facts out. Source: docs/field.md 9."""


def propose(scenario: Scenario, people: int) -> Layout:
    """Tables and seats for so many people (≥ 1): 5-7 at a table, roles merged where seats are fewer.

    Rule T1: every table plays every core role, so that nothing of the family is missing.
    """
    people = min(max(people, FEWEST_SEATS), MOST_TAKING_PART)
    tables = 1 if people <= MOST_AT_ONE_TABLE else ceil(people / MOST_PER_TABLE)
    smaller, larger = divmod(people, tables)
    sizes = [smaller + 1] * larger + [smaller] * (tables - larger)
    order = {role.id: place for place, role in enumerate(scenario.roles)}
    plans = {size: merge_plan(scenario, min(size, len(scenario.roles))) for size in set(sizes)}
    return tuple(tuple(tuple(sorted(seat, key=order.__getitem__)) for seat in plans[size]) for size in sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a table laid so can and cannot do.

    `given_away`: the insights that one of its hands reaches alone; `lost`: those that all its hands together
    do not reach; `left_out`: extra facts that no hand holds because it would grow too large.
    """

    given_away: frozenset[InsightId]
    lost: frozenset[InsightId]
    left_out: frozenset[FactId]


def weigh(scenario: Scenario, layout: Layout) -> tuple[Weight, ...]:
    """What each table of a layout can do with the hands it would hold, once all injects came. Rule: T10."""
    return tuple(_weight(scenario, table) for table in layout)


def _weight(scenario: Scenario, table: tuple[tuple[RoleId, ...], ...]) -> Weight:
    hands = [hand_of(scenario, seat, scenario.injects) for seat in table]
    together: frozenset[FactId] = frozenset().union(*hands)
    dealt = {fact_id for seat in table for role_id in seat for fact_id in scenario.hand_by_role[role_id]}
    return Weight(
        given_away=frozenset().union(*(reach(scenario, hand) for hand in hands)),
        lost=reach(scenario, scenario.fact_by_id) - reach(scenario, together),
        left_out=frozenset(dealt) - together,
    )


def open_workshop(workshop: Workshop, wish: c.OpenWorkshop, *, at: datetime) -> tuple[Event, ...]:
    if workshop.opened_at is not None:
        return ()
    require_fit(workshop.scenario, wish.layout)
    return (WorkshopOpened(at=at, layout=wish.layout), *telling.when_opened(workshop, wish, at=at))


def require_fit(scenario: Scenario, layout: Layout) -> None:
    """Refuse a layout that leaves a role out or doubles one. Rule: T1."""
    core, every = core_roles(scenario), set(scenario.role_by_id)
    for number, table in enumerate(layout, start=1):
        played = [role_id for seat in table for role_id in seat]
        missing = next((role_id for role_id in core if role_id not in played), None)
        if table and missing is not None:
            raise RoleMissing(role=scenario.role_by_id[missing].name, table=number)  # T1
        if not all(table) or len(played) != len(set(played)) or not set(core) <= set(played) <= every:
            raise TablesDoNotFit  # T1
    if not layout:
        raise TablesDoNotFit  # T1


def lay(scenario: Scenario, layout: Layout, injects: Iterable[Inject] = ()) -> Mapping[TableId, Table]:
    """The tables of a layout, empty of facts. Ids follow the places: `t1`, `t1s3`. `injects`: those given."""
    given = tuple(injects)
    tables = {}
    for number, seats in enumerate(layout, start=1):
        table_id = TableId(f"t{number}")
        laid = {
            SeatId(f"{table_id}s{place}"): Seat(
                id=SeatId(f"{table_id}s{place}"),
                table_id=table_id,
                role_ids=roles,
                hand=hand_of(scenario, roles, given),
            )
            for place, roles in enumerate(seats, start=1)
        }
        tables[table_id] = Table(id=table_id, number=number, seats=laid)
    return tables


def hand_of(
    scenario: Scenario, role_ids: Iterable[RoleId], injects: Iterable[Inject] = ()
) -> frozenset[FactId]:
    """What a seat holds: its roles' facts; a merged hand that grows too large keeps the core. Rule: T6.

    Facts of an inject are not in it before the inject is given. Rule: T11.
    """
    roles = tuple(role_ids)
    hand = _held(scenario, roles) - scenario.injected
    if len(roles) > 1 and len(hand) > LARGEST_HAND:
        hand = _core(scenario, hand)
    for inject in injects:
        hand = with_inject(scenario, roles, hand, inject)
    return hand


def with_inject(
    scenario: Scenario, role_ids: tuple[RoleId, ...], hand: frozenset[FactId], inject: Inject
) -> frozenset[FactId]:
    """The hand with what the inject brings these roles; nothing that is in it is taken away. Rule: T11."""
    brought = inject.fact_ids & _held(scenario, role_ids)
    if len(role_ids) > 1 and len(hand | brought) > LARGEST_HAND:
        brought = _core(scenario, brought)
    return hand | brought


def _held(scenario: Scenario, role_ids: tuple[RoleId, ...]) -> frozenset[FactId]:
    return frozenset().union(*(scenario.hand_by_role[role_id] for role_id in role_ids))


def _core(scenario: Scenario, fact_ids: frozenset[FactId]) -> frozenset[FactId]:
    return frozenset(fact_id for fact_id in fact_ids if scenario.fact_by_id[fact_id].tier is Tier.CORE)


def layout_of(workshop: Workshop) -> Layout:
    return tuple(tuple(seat.role_ids for seat in table.seats.values()) for table in workshop.tables.values())


def people_at(workshop: Workshop) -> dict[SeatId, int]:
    """How many who take part sit on each taken seat."""
    taken: dict[SeatId, int] = {}
    for participant in workshop.participants.values():
        if participant.seat_id is not None and participant.takes_part:
            taken[participant.seat_id] = taken.get(participant.seat_id, 0) + 1
    return taken


def next_seat(
    tables: Mapping[TableId, Table], taken: Mapping[SeatId, int], known: frozenset[SeatId] = frozenset()
) -> SeatId:
    """The first empty seat, table by table; when none is left, then the emptiest. Rule: T3.

    `known`: the seats somebody was removed from, who has read their hands.
    """
    empty = [seat_id for table in tables.values() for seat_id in table.seats if not taken.get(seat_id)]
    if empty:
        return min(empty, key=lambda seat_id: seat_id in known)

    def crowd(table: Table) -> float:
        return sum(taken.get(seat_id, 0) for seat_id in table.seats) / len(table.seats)

    emptiest = min(tables.values(), key=crowd).seats.values()
    return min(emptiest, key=lambda seat: (taken.get(seat.id, 0), len(seat.hand))).id


def _seat_of_next(workshop: Workshop) -> SeatId:
    left_by_force = (one.seat_id for one in workshop.participants.values() if one.is_removed)
    known = frozenset(seat_id for seat_id in left_by_force if seat_id is not None)
    return next_seat(workshop.tables, people_at(workshop), known)


def seat_for_next(workshop: Workshop) -> tuple[Seat, bool]:
    """The seat that whoever joins now gets, and whether somebody sits there already. Rule: T3."""
    seat = workshop.seat(_seat_of_next(workshop))
    return seat, seat.id in people_at(workshop)


def join(workshop: Workshop, wish: c.JoinWorkshop, *, at: datetime) -> tuple[Event, ...]:
    before = workshop.participants.get(wish.participant_id)
    if before is not None:
        return _come_back(workshop, before, at=at)
    if workshop.is_locked:
        raise DoorLocked  # T12
    if len(workshop.participants) >= MOST_EVER:
        raise WorkshopUsedUp(most=MOST_EVER)  # T7
    _require_a_place(workshop)
    seat_id = None if wish.as_observer else _seat_of_next(workshop)
    return (
        ParticipantJoined(at=at, participant_id=wish.participant_id),
        ParticipantSeated(at=at, participant_id=wish.participant_id, seat_id=seat_id),
    )


def _require_a_place(workshop: Workshop) -> None:
    """Refuse one more when as many take part as may."""
    if sum(one.takes_part for one in workshop.participants.values()) >= MOST_TAKING_PART:
        raise WorkshopFull(most=MOST_TAKING_PART)  # T7


def _come_back(workshop: Workshop, participant: Participant, *, at: datetime) -> tuple[Event, ...]:
    if participant.is_removed:
        raise NotTakingPart  # T4
    if participant.has_left:
        if workshop.is_locked:
            raise DoorLocked  # T12
        _require_a_place(workshop)
        return (ParticipantRestored(at=at, participant_id=participant.id),)
    return ()


def take_seat(
    workshop: Workshop, participant: Participant, seat_id: SeatId | None, *, at: datetime
) -> tuple[Event, ...]:
    if participant.seat_id == seat_id:
        return ()
    if seat_id is not None and seat_id not in workshop.table_by_seat:
        raise NoSuchThing(kind="seat")
    return (ParticipantSeated(at=at, participant_id=participant.id, seat_id=seat_id),)


def seat_participant(workshop: Workshop, wish: c.SeatParticipant, *, at: datetime) -> tuple[Event, ...]:
    participant = participant_of(workshop, wish.participant_id)
    if not participant.takes_part:
        raise NotTakingPart
    return take_seat(workshop, participant, wish.seat_id, at=at)


def leave(participant: Participant, *, at: datetime) -> tuple[Event, ...]:
    return () if participant.has_left else (ParticipantLeft(at=at, participant_id=participant.id),)


def remove(workshop: Workshop, wish: c.RemoveParticipant, *, at: datetime) -> tuple[Event, ...]:
    if participant_of(workshop, wish.participant_id).is_removed:
        return ()
    return (ParticipantRemoved(at=at, participant_id=wish.participant_id),)


def remove_several(workshop: Workshop, wish: c.RemoveParticipants, *, at: datetime) -> tuple[Event, ...]:
    """All of them at once; who is removed already stays so, and one who is not known refuses them all."""
    people = [participant_of(workshop, one) for one in sorted(wish.participant_ids)]
    return tuple(ParticipantRemoved(at=at, participant_id=one.id) for one in people if not one.is_removed)


def set_door(workshop: Workshop, wish: c.SetDoor, *, at: datetime) -> tuple[Event, ...]:
    """Lock the door for everybody new, or open it. Rule: T12."""
    if workshop.is_locked is wish.is_locked:
        return ()
    return (DoorSet(at=at, is_locked=wish.is_locked),)


def restore(workshop: Workshop, wish: c.RestoreParticipant, *, at: datetime) -> tuple[Event, ...]:
    if participant_of(workshop, wish.participant_id).takes_part:
        return ()
    _require_a_place(workshop)
    return (ParticipantRestored(at=at, participant_id=wish.participant_id),)


def participant_of(workshop: Workshop, participant_id: ParticipantId) -> Participant:
    if participant_id not in workshop.participants:
        raise NoSuchThing(kind="participant")
    return workshop.participants[participant_id]
