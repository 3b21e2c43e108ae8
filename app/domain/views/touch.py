"""Which scopes an event touches, so that only they are looked at again; and who is told something by it."""

from typing import assert_never

from app.domain.log import events as e
from app.domain.log.commands import ParticipantId, SeatId, TableId
from app.domain.log.events import Event
from app.domain.log.state import Workshop
from app.domain.rules import agenda
from app.domain.scenario import PhaseKind
from app.domain.views.pictures import counts
from app.domain.views.slices import (
    AGENDA,
    DEBRIEF,
    DESK,
    LEAD,
    MODERATION,
    PEOPLE,
    REPLAY,
    SHOWN,
    STAGE,
    TABLES,
    Scope,
    Slice,
    everything,
    is_there,
    shows_pictures,
    value,
)

_SEEN_BY_ALL = (
    e.WorkshopOpened | e.TablesArranged | e.PhaseEntered | e.MoveUndone | e.RoundSet | e.AnswersForgotten
)
_AtATable = (
    e.FactRevealed
    | e.RoleAsked
    | e.AskAnswered
    | e.FactsLinked
    | e.FactMentionedAgain
    | e.FactsDisputed
    | e.DisputeSettled
    | e.HandRead
)
_ANSWERS = (*e.PRIVATE, e.AnswerKept)
_IN_PRIVATE = frozenset({PEOPLE, LEAD})
"""Who leads sees that somebody has answered; what, nobody but who did."""
_OF_WHO_LEADS = frozenset({Slice.LEAD, Slice.TABLES, Slice.PEOPLE, Slice.MODERATION, Slice.DESK})


def touched(before: Workshop, after: Workshop, event: Event) -> frozenset[Scope]:
    """The scopes whose value may differ after this event: never too few (rule V1 holds it)."""
    match event:
        case e.WorkshopOpened() | e.TablesArranged() | e.PhaseEntered() | e.MoveUndone() | e.InjectGiven():
            return everything(after)
        case e.DoorSet():
            return frozenset({LEAD})
        case e.ScreenSet():
            return frozenset({SHOWN, STAGE, LEAD, REPLAY})
        case e.ReplayShown():
            return frozenset({REPLAY, LEAD})
        case e.TellingSet():
            return frozenset({LEAD, TABLES, SHOWN, *(Scope(Slice.TABLE, one) for one in after.tables)})
        case e.RoundSet():
            return everything(after) if event.phase_id == after.phase_id else frozenset({LEAD})
        case e.WorkshopPaused() | e.WorkshopResumed() | e.PhaseExtended():
            return frozenset({AGENDA, LEAD})
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
            return frozenset(
                {Scope(Slice.SEAT, event.seat_id), TABLES, DESK, *_missed(after, event.table_id)}
            )
        case e.ReasonTold():
            return frozenset({Scope(Slice.SEAT, event.seat_id), Scope(Slice.TABLE, event.table_id)})
        case e.FactRevealed():
            seats = [
                Scope(Slice.SEAT, seat.id)
                for seat in before.tables[event.table_id].seats.values()
                if event.fact_id in seat.held_back
            ]
            kept = {*seats, DESK} if seats else set()
            return frozenset({Scope(Slice.TABLE, event.table_id), TABLES, SHOWN, *kept})
        case (
            e.RoleAsked()
            | e.AskAnswered()
            | e.FactsLinked()
            | e.FactMentionedAgain()
            | e.FactsDisputed()
            | e.DisputeSettled()
        ):
            return frozenset({Scope(Slice.TABLE, event.table_id), TABLES, SHOWN})
        case e.TableAnswerGiven():
            return _of_answer(after, event.table_id)
        case (
            e.FirstReadGiven()
            | e.SecondReadGiven()
            | e.CheckedOut()
            | e.BarrierVoted()
            | e.VoteWithdrawn()
            | e.BarrierPolled()
        ):
            return _IN_PRIVATE | {Scope(Slice.MINE, event.participant_id)}
        case e.AnswerKept() | e.BarrierKept():
            return _IN_PRIVATE
        case e.AnswersForgotten():
            return _IN_PRIVATE | _everybodys_own(after)
        case e.ReadsCounted() | e.VotesCounted() | e.PollCounted() | e.CheckOutsCounted():
            return frozenset({DEBRIEF, MODERATION})
        case e.BarrierHidden() | e.BarrierShown() | e.BarrierGrouped():
            return frozenset({DEBRIEF, MODERATION, LEAD, *_everybodys_own(after)})
        case e.PaperVotesCounted():
            return frozenset({DEBRIEF, MODERATION, LEAD})  # who is asked about which barrier
        case e.BarrierRaised() | e.BarrierEdited() | e.BarrierWeighed():
            return frozenset({DEBRIEF, MODERATION})
        case e.CommitmentMade() | e.CommitmentDropped():
            return frozenset({DEBRIEF, MODERATION})
        case _:
            assert_never(event)


def told(before: Workshop, after: Workshop, event: Event) -> frozenset[Scope]:
    """The touched scopes whose audience is told something: never too few, and of phones and screens no more.

    A private step is told to nobody but those it is for, not even as one that happened. Rule: V14.
    """
    if isinstance(event, _ANSWERS):
        return _IN_PRIVATE  # the log does not say whose: what is somebody's own counts its changes itself
    scopes = touched(before, after, event)
    if isinstance(event, _SEEN_BY_ALL):
        return scopes
    if isinstance(event, e.BarrierHidden | e.BarrierShown | e.BarrierGrouped):  # nor who has a vote back
        scopes -= _everybodys_own(after)
    return frozenset(scope for scope in scopes if _is_told(before, after, event, scope))


def _is_told(before: Workshop, after: Workshop, event: Event, scope: Scope) -> bool:
    if scope.slice in _OF_WHO_LEADS:
        return True
    if isinstance(event, _AtATable):
        if _shows_the_table(after, scope):
            return True  # everybody there sees that; no need to paint it twice and look
        if scope.slice is Slice.SHOWN:
            return not after.screen.is_blank and _is_counted(before, after, event)
    if not is_there(before, scope):
        return True
    return value(before, scope) != value(after, scope)


def _shows_the_table(workshop: Workshop, scope: Scope) -> bool:
    is_shown = scope.slice is Slice.SHOWN and not workshop.screen.is_blank and shows_pictures(workshop)
    return is_shown or scope.slice is Slice.TABLE


def _is_counted(before: Workshop, after: Workshop, event: _AtATable) -> bool:
    """Whether it changes a figure: of several tables only those are shown, and the others keep theirs."""
    table_id = after.table_by_seat[event.seat_id] if isinstance(event, e.HandRead) else event.table_id
    return counts(before, before.tables[table_id]) != counts(after, after.tables[table_id])


def _everybodys_own(workshop: Workshop) -> frozenset[Scope]:
    return frozenset(Scope(Slice.MINE, participant_id) for participant_id in workshop.participants)


def _of_seat(workshop: Workshop, seat_id: SeatId) -> frozenset[Scope]:
    table = Scope(Slice.TABLE, workshop.table_by_seat[seat_id])
    return frozenset({Scope(Slice.SEAT, seat_id), table, TABLES, SHOWN})


def _of_answer(workshop: Workshop, table_id: TableId) -> frozenset[Scope]:
    """Only the table's own seats see which answer it is, and the desk; all the others from the reveal on."""
    seats = (Scope(Slice.SEAT, seat_id) for seat_id in workshop.tables[table_id].seats)
    return frozenset({*seats, DESK, TABLES, *_missed(workshop, table_id)})


def _missed(workshop: Workshop, table_id: TableId) -> tuple[Scope, ...]:
    """Holding back and a table's answer show to all only from the reveal on."""
    return (Scope(Slice.TABLE, table_id), SHOWN) if agenda.has_reached(workshop, PhaseKind.REVEAL) else ()


def _touched_by_people(before: Workshop, after: Workshop, participant_id: ParticipantId) -> frozenset[Scope]:
    seats = {
        one.seat_id
        for workshop in (before, after)
        if (one := workshop.participants.get(participant_id)) and one.seat_id is not None
    }
    still_there = seats & after.table_by_seat.keys()
    of_seats = (scope for seat_id in still_there for scope in _of_seat(after, seat_id))
    return frozenset({AGENDA, LEAD, TABLES, PEOPLE, DESK, Scope(Slice.MINE, participant_id), *of_seats})
