"""What each audience sees: every byte that leaves goes through one of these pure functions.

A view is made of slices (docs/protocol.md). A `Scope` names one slice and whose it is; all who see the same
scope see the same value, so that it is encoded once. Rules: V1-V9.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from app.domain import agenda, debrief, judging, seating
from app.domain import events as e
from app.domain.commands import ParticipantId, SeatId, TableId
from app.domain.events import Event
from app.domain.pictures import Value, counts, described, family, numbered, picture, present
from app.domain.scenario import HandVisibility, Phase, PhaseKind
from app.domain.state import Barrier, Participant, Read, Seat, Table, Workshop
from app.domain.taxonomy import CATEGORIES


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
MODERATION, SHOWN = Scope(Slice.MODERATION), Scope(Slice.SHOWN)


def participant(workshop: Workshop, participant_id: ParticipantId) -> tuple[Scope, ...]:
    """The scopes of one participant: their seat's and its table's. An observer sees what the screen shows."""
    mine = Scope(Slice.MINE, participant_id)
    seat_id = workshop.participants[participant_id].seat_id
    if seat_id is None:
        return observer(workshop, participant_id)
    return (
        AGENDA,
        FAMILY,
        Scope(Slice.TABLE, workshop.table_by_seat[seat_id]),
        Scope(Slice.SEAT, seat_id),
        mine,
        DEBRIEF,
    )


def observer(workshop: Workshop, participant_id: ParticipantId) -> tuple[Scope, ...]:
    """An observer's scopes: the one table's picture, or, with several, what the screen shows of them."""
    only = next(iter(workshop.tables)) if len(workshop.tables) == 1 else None
    shared = SHOWN if only is None else Scope(Slice.TABLE, only)
    return (AGENDA, FAMILY, shared, Scope(Slice.MINE, participant_id), DEBRIEF)


def facilitator() -> tuple[Scope, ...]:
    """The scopes of the console. It never holds a fact that is not on a table."""
    return (AGENDA, FAMILY, LEAD, TABLES, PEOPLE, MODERATION)


def screen() -> tuple[Scope, ...]:
    return (AGENDA, FAMILY, SHOWN, DEBRIEF)


def value(workshop: Workshop, scope: Scope, pictures: Callable[[Table], Value] | None = None) -> Value:
    """What everybody in this scope sees.

    `pictures` may hand in a table's picture already made for this very workshop; by default it is made here.
    """
    paint = pictures or (lambda table: table_picture(workshop, table))
    match scope.slice:
        case Slice.AGENDA:
            return _agenda(workshop)
        case Slice.FAMILY:
            return family(workshop.scenario)
        case Slice.TABLE:
            return paint(workshop.tables[TableId(scope.key)])
        case Slice.SEAT:
            return _seat(workshop, workshop.seat(SeatId(scope.key)))
        case Slice.MINE:
            return _mine(workshop, workshop.participants[ParticipantId(scope.key)])
        case Slice.DEBRIEF:
            return _debrief(workshop)
        case Slice.LEAD:
            return _lead(workshop)
        case Slice.TABLES:
            return {
                table.id: {**paint(table), "work": _work(workshop, table)}
                for table in workshop.tables.values()
            }
        case Slice.PEOPLE:
            return {one.id: _person(one) for one in workshop.participants.values()}
        case Slice.MODERATION:
            return _moderation(workshop)
        case Slice.SHOWN:
            return _shown(workshop, paint)
        case _:
            assert_never(scope.slice)


def table_picture(workshop: Workshop, table: Table) -> Value:
    """A table's picture and its seats: what all of the table's seats see."""
    taken = seating.people_at(workshop)
    seats = {
        seat.id: {"roles": ",".join(seat.role_ids), "taken": seat.id in taken, "read": seat.has_read}
        for seat in table.seats.values()
    }
    return {**picture(workshop, table), "seats": seats}


def _shown(workshop: Workshop, paint: Callable[[Table], Value]) -> Value:
    """What the whole workshop may see: with several tables only counts, until the reveal. Rule: V6."""
    if len(workshop.tables) == 1 or agenda.has_reached(workshop, PhaseKind.REVEAL):
        return {table.id: paint(table) for table in workshop.tables.values()}
    return {
        table.id: {"id": table.id, "number": table.number, "counts": counts(workshop, table)}
        for table in workshop.tables.values()
    }


# --- the agenda ------------------------------------------------------------------------------------


def _agenda(workshop: Workshop) -> Value:
    phase = workshop.phase
    return {
        "title": workshop.scenario.title,
        "phase": {
            **_step(phase),
            "aim": phase.aim,
            "visibility": phase.visibility.value,
            "prompts": numbered(phase.prompts),
        },
        "steps": numbered(_step(each) for each in workshop.scenario.agenda),
        "step": agenda.step_of(workshop.scenario, phase.id),
        "timer": _timer(workshop),
        "people": sum(seating.people_at(workshop).values()),
    }


def _step(phase: Phase) -> Value:
    return {"id": phase.id, "title": phase.title, "kind": phase.kind.value, "minutes": phase.minutes}


def _timer(workshop: Workshop) -> Value:
    clock = workshop.clock
    if clock is not None and clock.paused_at is not None:
        left = agenda.left_s(workshop)
        return present(
            left_ms=None if left is None else round(left * 1000), paused=True, reason=clock.pause_reason
        )
    ends_at = agenda.ends_at(workshop)
    return {} if ends_at is None else {"ends_at_ms": round(ends_at.timestamp() * 1000)}


# --- a seat and a participant ----------------------------------------------------------------------


def _seat(workshop: Workshop, seat: Seat) -> Value:
    roles = [workshop.scenario.role_by_id[role_id] for role_id in seat.role_ids]
    return {
        "id": seat.id,
        "table": seat.table_id,
        "roles": {
            role.id: {
                "name": role.name,
                "agency": role.agency,
                "does": role.does,
                "holds": role.holds,
                "threshold": role.threshold,
                "worry": role.worry,
            }
            for role in roles
        },
        "hand": _hand(workshop, seat),
        "held_back": {
            fact_id: present(reason=reason.value if reason else None)
            for fact_id, reason in seat.held_back.items()
        },
        "read": seat.has_read,
        "partners": seating.people_at(workshop).get(seat.id, 0),
    }


def _hand(workshop: Workshop, seat: Seat) -> Value:
    labelled = workshop.phase.visibility is HandVisibility.LABELLED
    others = [other.hand for other in workshop.tables[seat.table_id].seats.values() if other.id != seat.id]
    hand = [fact for fact in workshop.scenario.facts if fact.id in seat.hand]
    return {
        fact.id: present(
            text=fact.text,
            minimum=fact.minimum,
            order=order,
            only_you=not any(fact.id in other for other in others) if labelled else None,
            **described(fact),
        )
        for order, fact in enumerate(hand)
    }


def _mine(workshop: Workshop, one: Participant) -> Value:
    answer = one.check_out
    return present(
        id=one.id,
        observer=one.seat_id is None,
        first_read=_read(one.first_read),
        second_read=_read(one.second_read),
        votes=dict.fromkeys(sorted(one.votes), True),
        votes_left=debrief.votes_left(workshop, one),
        check_out={
            "confidence_then": answer.confidence_then,
            "confidence_now": answer.confidence_now,
            "takeaway": answer.takeaway,
        }
        if answer
        else None,
    )


def _read(read: Read | None) -> Value | None:
    if read is None:
        return None
    return present(need=read.need, option=read.option_id, line=read.line, topic=read.topic_id)


# --- the debrief -----------------------------------------------------------------------------------


def _debrief(workshop: Workshop) -> Value:
    """Barriers stay hidden while they are written, votes while they are given. Rules: V7, D7."""
    shown = [one for _, one in sorted(workshop.barriers.items()) if not one.is_hidden]
    value: Value = {
        "categories": {
            category.value: {"name": name, "meaning": meaning}
            for category, (name, meaning) in CATEGORIES.items()
        },
        "commitments": _commitments(workshop),
        **_spreads(workshop),
    }
    if agenda.has_reached(workshop, PhaseKind.VOTE):
        votes = debrief.votes(workshop) if agenda.has_reached(workshop, PhaseKind.MEANING) else None
        value["barriers"] = {
            one.id: present(**_barrier(one), votes=None if votes is None else votes[one.id]) for one in shown
        }
    elif agenda.has_reached(workshop, PhaseKind.BARRIERS):
        value["barriers_n"] = len(shown)
    return value


def _barrier(one: Barrier) -> Value:
    return present(
        category=one.category.value,
        text=one.text,
        setting=one.setting.value,
        standing=one.standing.value if one.standing else None,
        reach=one.reach.value if one.reach else None,
    )


def _commitments(workshop: Workshop) -> Value:
    return {
        one.id: present(
            barrier=one.barrier_id,
            situation=one.situation,
            action=one.action,
            owner=one.owner,
            due=one.due.isoformat() if one.due else None,
            check=one.check,
            order=one.order,
        )
        for one in workshop.commitments.values()
    }


def _spreads(workshop: Workshop) -> Value:
    """The anonymous spread of the reads, once nobody can be swayed by it. Rule: V8."""
    people = [one for one in workshop.participants.values() if not one.is_removed]
    first = (
        _spread(one.first_read for one in people) if agenda.has_reached(workshop, PhaseKind.PULSE) else None
    )
    second = (
        _spread(one.second_read for one in people) if agenda.has_reached(workshop, PhaseKind.REVEAL) else None
    )
    return present(spread=first, second_spread=second)


def _spread(reads: Iterable[Read | None]) -> Value | None:
    spread = judging.spread(reads)
    if spread is None:
        return None
    return {
        "n": spread.n,
        "need": {str(need): n for need, n in sorted(spread.needs.items())},
        "options": dict(sorted(spread.options.items())),
    }


# --- the facilitator -------------------------------------------------------------------------------


def _lead(workshop: Workshop) -> Value:
    forward, back = agenda.neighbour(workshop, 1), agenda.neighbour(workshop, -1)
    return present(
        says=numbered(workshop.phase.says),
        next=_step(forward) if forward else None,
        back=_step(back) if back else None,
        ready=_readiness(workshop),
        closed=workshop.phase.kind is PhaseKind.CLOSED,
    )


def _readiness(workshop: Workshop) -> Value | None:
    """How many have done what the phase asks of each; None where it asks nothing of each."""
    seated = [one for one in workshop.participants.values() if one.takes_part and one.seat_id is not None]
    taken = seating.people_at(workshop)
    match workshop.phase.kind:
        case PhaseKind.LOBBY:
            seats = [seat for table in workshop.tables.values() for seat in table.seats]
            return {"n": sum(seat_id in taken for seat_id in seats), "of": len(seats)}
        case PhaseKind.READ:
            return {"n": sum(workshop.seat(seat_id).has_read for seat_id in taken), "of": len(taken)}
        case PhaseKind.FIRST_READ:
            done = [one.first_read is not None for one in seated]
        case PhaseKind.SECOND_READ:
            done = [one.second_read is not None for one in seated]
        case PhaseKind.VOTE:
            done = [debrief.votes_left(workshop, one) == 0 for one in seated]
        case PhaseKind.CHECK_OUT:
            done = [one.check_out is not None for one in seated]
        case _:
            return None
    return {"n": sum(done), "of": len(done)}


def _work(workshop: Workshop, table: Table) -> Value:
    """Per seat how much is held, revealed and held back: counts only. Rule: V9."""
    taken = seating.people_at(workshop)
    revealed = [one.seat_id for one in table.revealed.values()]
    return {
        seat.id: {
            "hand_n": len(seat.hand),
            "revealed_n": revealed.count(seat.id),
            "held_back_n": len(seat.held_back),
            "people": taken.get(seat.id, 0),
        }
        for seat in table.seats.values()
    }


def _person(one: Participant) -> Value:
    return present(
        seat=one.seat_id,
        observer=one.seat_id is None,
        removed=one.is_removed,
        left=one.has_left,
        first_read=one.first_read is not None,
        second_read=one.second_read is not None,
        checked_out=one.check_out is not None,
        votes=len(one.votes),
        joined_in=one.joined_in,
    )


def _moderation(workshop: Workshop) -> Value:
    votes = debrief.votes(workshop)
    return {
        "barriers": {
            one.id: {**_barrier(one), "hidden": one.is_hidden, "votes": votes[one.id]}
            for _, one in sorted(workshop.barriers.items())
        },
        "commitments": _commitments(workshop),
        "categories": {category.value: {"name": name} for category, (name, _) in CATEGORIES.items()},
        **_spreads(workshop),
    }


# --- what an event touches -------------------------------------------------------------------------


def everything(workshop: Workshop) -> frozenset[Scope]:
    """Every scope of the workshop."""
    seats = (Scope(Slice.SEAT, seat_id) for seat_id in workshop.table_by_seat)
    tables = (Scope(Slice.TABLE, table_id) for table_id in workshop.tables)
    people = (Scope(Slice.MINE, participant_id) for participant_id in workshop.participants)
    return frozenset((*facilitator(), *screen(), *tables, *seats, *people))


def touched(before: Workshop, after: Workshop, event: Event) -> frozenset[Scope]:
    """The scopes whose value may differ after this event: never too few (rule V1 holds it)."""
    match event:
        case e.WorkshopOpened() | e.TablesArranged() | e.PhaseEntered():
            return everything(after)
        case e.WorkshopPaused() | e.WorkshopResumed() | e.PhaseExtended():
            return frozenset({AGENDA})
        case (
            e.ParticipantJoined()
            | e.ParticipantSeated()
            | e.ParticipantLeft()
            | e.ParticipantRemoved()
            | e.ParticipantRestored()
        ):
            return _touched_by_people(before, after, event.participant_id)
        case e.HandRead():
            return _of_seat(after, event.seat_id) | {LEAD}
        case e.FactHeldBack():
            return frozenset({Scope(Slice.SEAT, event.seat_id), TABLES, *_missed(after, event.table_id)})
        case e.FactRevealed():
            seats = [
                Scope(Slice.SEAT, seat.id)
                for seat in before.tables[event.table_id].seats.values()
                if event.fact_id in seat.held_back
            ]
            return frozenset({Scope(Slice.TABLE, event.table_id), TABLES, SHOWN, *seats})
        case e.RoleAsked() | e.AskAnswered() | e.FactsLinked():
            return frozenset({Scope(Slice.TABLE, event.table_id), TABLES, SHOWN})
        case e.FirstReadGiven() | e.SecondReadGiven() | e.CheckedOut():
            return frozenset({Scope(Slice.MINE, event.participant_id), PEOPLE, LEAD, DEBRIEF, MODERATION})
        case e.BarrierVoted() | e.VoteWithdrawn():
            return frozenset({Scope(Slice.MINE, event.participant_id), PEOPLE, LEAD, DEBRIEF, MODERATION})
        case e.BarrierHidden() | e.BarrierShown():
            people = (Scope(Slice.MINE, participant_id) for participant_id in after.participants)
            return frozenset({DEBRIEF, MODERATION, LEAD, *people})
        case e.BarrierRaised() | e.BarrierEdited() | e.BarrierWeighed():
            return frozenset({DEBRIEF, MODERATION})
        case e.CommitmentMade() | e.CommitmentDropped():
            return frozenset({DEBRIEF, MODERATION})
        case _:
            assert_never(event)


def _of_seat(workshop: Workshop, seat_id: SeatId) -> frozenset[Scope]:
    table = Scope(Slice.TABLE, workshop.table_by_seat[seat_id])
    return frozenset({Scope(Slice.SEAT, seat_id), table, TABLES, SHOWN})


def _missed(workshop: Workshop, table_id: TableId) -> tuple[Scope, ...]:
    """Holding back shows only in what was missed, so only from the reveal on."""
    return (Scope(Slice.TABLE, table_id), SHOWN) if agenda.has_reached(workshop, PhaseKind.REVEAL) else ()


def _touched_by_people(before: Workshop, after: Workshop, participant_id: ParticipantId) -> frozenset[Scope]:
    seats = {
        one.seat_id
        for workshop in (before, after)
        if (one := workshop.participants.get(participant_id)) and one.seat_id is not None
    }
    of_seats = (scope for seat_id in seats for scope in _of_seat(after, seat_id))
    return frozenset(
        {AGENDA, LEAD, TABLES, PEOPLE, DEBRIEF, MODERATION, Scope(Slice.MINE, participant_id), *of_seats}
    )
