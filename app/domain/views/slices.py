"""What each audience sees: every byte that leaves goes through one of these pure functions.

A view is made of slices (docs/protocol.md). A `Scope` names one slice and whose it is; all who see the same
scope see the same value, so that it is encoded once. Rules: V1-V11.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId, SeatId, TableId
from app.domain.log.state import Table, Workshop
from app.domain.rules import agenda, seating
from app.domain.scenario import PhaseKind
from app.domain.views.duty_desk import desk_value
from app.domain.views.everyone import agenda_value, debrief_value
from app.domain.views.families import Value, family
from app.domain.views.hands import mine_value, seat_value
from app.domain.views.lead import (
    lead_value,
    moderation_value,
    person_value,
    stage_value,
    work_value,
)
from app.domain.views.look_back import replay_value
from app.domain.views.missed import told_why
from app.domain.views.pictures import Painted, counts, picture, told_to_everyone


class Slice(StrEnum):
    AGENDA = "agenda"
    FAMILY = "family"
    TABLE = "table"
    SEAT = "seat"
    MINE = "mine"
    DEBRIEF = "debrief"
    LEAD = "lead"
    TABLES = "tables"
    PEOPLE = "people"
    MODERATION = "moderation"
    SHOWN = "shown"
    STAGE = "stage"
    REPLAY = "replay"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Scope:
    """One slice, and whose: a table's, a seat's or a participant's id; empty if there is one for all."""

    slice: Slice
    key: str = ""

    @property
    def wire_name(self) -> str:
        """The slice's name in messages. The screen's own tables are called `tables` there, too."""
        return Slice.TABLES if self.slice is Slice.SHOWN else self.slice


AGENDA, FAMILY, DEBRIEF = Scope(Slice.AGENDA), Scope(Slice.FAMILY), Scope(Slice.DEBRIEF)
LEAD, TABLES, PEOPLE = Scope(Slice.LEAD), Scope(Slice.TABLES), Scope(Slice.PEOPLE)
MODERATION, SHOWN, STAGE = Scope(Slice.MODERATION), Scope(Slice.SHOWN), Scope(Slice.STAGE)
DESK, REPLAY = Scope(Slice.DESK), Scope(Slice.REPLAY)


_EVERYBODY = (AGENDA, FAMILY)
_WHO_LEADS = (*_EVERYBODY, LEAD, TABLES, PEOPLE, MODERATION)

ALWAYS: Mapping[Audience, tuple[Scope, ...]] = {
    Audience.PARTICIPANT: (*_EVERYBODY, REPLAY),
    Audience.OBSERVER: (*_EVERYBODY, REPLAY),
    Audience.FACILITATOR: _WHO_LEADS,
    Audience.DESK: (*_WHO_LEADS, DESK),
    Audience.SCREEN: (*_EVERYBODY, STAGE),
}
"""What all of an audience see from beginning to end. The console never holds a fact that is not on a table;
the duty desk sees what the console does, and every hand. Rule: V11."""

SOMETIMES: Mapping[Audience, frozenset[Slice]] = {
    Audience.PARTICIPANT: frozenset({Slice.TABLE, Slice.SEAT, Slice.MINE, Slice.DEBRIEF}),
    Audience.OBSERVER: frozenset({Slice.TABLE, Slice.SHOWN, Slice.MINE, Slice.DEBRIEF}),
    Audience.FACILITATOR: frozenset(),
    Audience.DESK: frozenset(),
    Audience.SCREEN: frozenset({Slice.TABLE, Slice.SHOWN, Slice.DEBRIEF, Slice.REPLAY}),
}
"""What some of an audience see: it depends on where somebody sits, or on what the screen shows."""


def _seen(audience: Audience, *more: Scope) -> tuple[Scope, ...]:
    """All that an audience sees, with what it sees here and now. Raises TypeError for what it may never."""
    if not SOMETIMES[audience].issuperset(one.slice for one in more):
        raise TypeError(f"{audience} never sees one of {more}")
    return (*ALWAYS[audience], *more)


def participant(workshop: Workshop, participant_id: ParticipantId) -> tuple[Scope, ...]:
    """The scopes of one participant: their seat's and its table's. An observer sees what the screen shows."""
    seat_id = workshop.participants[participant_id].seat_id
    if seat_id is None:
        return observer(workshop, participant_id)
    return _seen(
        Audience.PARTICIPANT,
        Scope(Slice.TABLE, workshop.table_by_seat[seat_id]),
        Scope(Slice.SEAT, seat_id),
        Scope(Slice.MINE, participant_id),
        DEBRIEF,
    )


def observer(workshop: Workshop, participant_id: ParticipantId) -> tuple[Scope, ...]:
    """An observer's scopes: the one table's picture, or, with several, what the screen shows of them."""
    only = next(iter(workshop.tables)) if len(workshop.tables) == 1 else None
    shared = SHOWN if only is None else Scope(Slice.TABLE, only)
    return _seen(Audience.OBSERVER, shared, Scope(Slice.MINE, participant_id), DEBRIEF)


def facilitator() -> tuple[Scope, ...]:
    """The scopes of the console."""
    return _seen(Audience.FACILITATOR)


def desk() -> tuple[Scope, ...]:
    """The scopes of the duty desk."""
    return _seen(Audience.DESK)


def screen() -> tuple[Scope, ...]:
    """The scopes of the shared screen."""
    return _seen(Audience.SCREEN, SHOWN, DEBRIEF, REPLAY)


def still_screen() -> tuple[Scope, ...]:
    """The scopes of a screen that is blank, or keeps what it shows: nothing new. Rule: V10."""
    return _seen(Audience.SCREEN)


def table_screen(table_id: TableId) -> tuple[Scope, ...]:
    """The scopes of a screen that stands at one table and shows that table's picture."""
    return _seen(Audience.SCREEN, Scope(Slice.TABLE, table_id), DEBRIEF, REPLAY)


def value(workshop: Workshop, scope: Scope, pictures: Callable[[Table], Value] | None = None) -> Value:
    """What everybody in this scope sees.

    `pictures` may hand in a table's picture already made for this very workshop; by default it is made here.
    """
    paint = pictures or (lambda table: table_picture(workshop, table))
    match scope.slice:
        case Slice.AGENDA:
            return agenda_value(workshop)
        case Slice.FAMILY:
            return family(workshop.scenario, workshop.signs)
        case Slice.TABLE:
            table = workshop.tables[TableId(scope.key)]
            why = told_why(workshop, table)
            return {**paint(table), **why} if why else paint(table)
        case Slice.SEAT:
            return seat_value(workshop, workshop.seat(SeatId(scope.key)))
        case Slice.MINE:
            return mine_value(workshop, workshop.participants[ParticipantId(scope.key)])
        case Slice.DEBRIEF:
            return debrief_value(workshop)
        case Slice.LEAD:
            return lead_value(workshop)
        case Slice.TABLES:
            return {
                table.id: {
                    **paint(table),
                    "work": work_value(workshop, table),
                    "answered": table.answer is not None,
                }
                for table in workshop.tables.values()
            }
        case Slice.PEOPLE:
            return {one.id: person_value(one) for one in workshop.participants.values()}
        case Slice.MODERATION:
            return moderation_value(workshop)
        case Slice.SHOWN:
            return _shown(workshop, paint)
        case Slice.STAGE:
            return stage_value(workshop)
        case Slice.DESK:
            return desk_value(workshop)
        case Slice.REPLAY:
            return replay_value(workshop)
        case _:
            assert_never(scope.slice)


def table_picture(workshop: Workshop, table: Table, earlier: Painted | None = None) -> Value:
    """A table's picture and its seats: what all of the table's seats see. `earlier`: painted before."""
    return {**picture(workshop, table, earlier), "seats": _seats(workshop, table)}


def _seats(workshop: Workshop, table: Table) -> Value:
    taken = seating.people_at(workshop)
    return {
        seat.id: {"roles": ",".join(seat.role_ids), "taken": seat.id in taken, "read": seat.has_read}
        for seat in table.seats.values()
    }


def _shown(workshop: Workshop, paint: Callable[[Table], Value]) -> Value:
    """What the whole workshop may see: with several tables only counts, until the reveal. Rules: V6, V10.

    While people come, also which places are taken.
    News for everyone is for the whole workshop.
    """
    if workshop.screen.is_blank:
        return {}
    if shows_pictures(workshop):
        return {table.id: paint(table) for table in workshop.tables.values()}
    told = told_to_everyone(workshop)
    news = {"injects": told} if told else {}
    is_lobby = workshop.phase.kind is PhaseKind.LOBBY
    return {
        table.id: {
            "id": table.id,
            "number": table.number,
            "counts": counts(workshop, table),
            **({"seats": _seats(workshop, table)} if is_lobby else {}),
            **news,
        }
        for table in workshop.tables.values()
    }


def shows_pictures(workshop: Workshop) -> bool:
    """Whether what is shown, unless the screen is blank, is the tables' pictures themselves."""
    return len(workshop.tables) == 1 or agenda.has_reached(workshop, PhaseKind.REVEAL)


def is_there(workshop: Workshop, scope: Scope) -> bool:
    """Whether the workshop has what the scope is about: a table, a seat, a participant."""
    match scope.slice:
        case Slice.TABLE:
            return scope.key in workshop.tables
        case Slice.SEAT:
            return scope.key in workshop.table_by_seat
        case Slice.MINE:
            return scope.key in workshop.participants
        case _:
            return True


def everything(workshop: Workshop) -> frozenset[Scope]:
    """Every scope of the workshop."""
    seats = (Scope(Slice.SEAT, seat_id) for seat_id in workshop.table_by_seat)
    tables = (Scope(Slice.TABLE, table_id) for table_id in workshop.tables)
    people = (Scope(Slice.MINE, participant_id) for participant_id in workshop.participants)
    return frozenset((*desk(), *screen(), *tables, *seats, *people))
