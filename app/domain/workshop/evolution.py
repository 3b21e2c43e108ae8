"""How each event changes a workshop. Nothing is refused and nothing looked up: what happened, happened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, assert_never

from app.domain.log import events as e
from app.domain.log.commands import Layout
from app.domain.log.events import Event
from app.domain.log.state import (
    Answers,
    CheckOutAnswer,
    Clock,
    Left,
    Participant,
    PhaseRun,
    Read,
    Round,
    Screen,
    Seat,
    Telling,
    Workshop,
)
from app.domain.rules import agenda, barriers, counting, debrief, led_replay, seating
from app.domain.scenario import PhaseId
from app.domain.workshop.table_evolution import table_after

K = TypeVar("K")
V = TypeVar("V")


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return {**mapping, key: value}


def _without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    return {other: value for other, value in mapping.items() if other != key}


def evolve(workshop: Workshop, event: Event) -> Workshop:
    """The workshop after the event."""
    match event:
        case e.WorkshopOpened():
            return _opened(workshop, event)
        case e.TablesArranged():
            return _laid(workshop, event.layout)
        case e.DoorSet():
            return replace(workshop, is_locked=event.is_locked)
        case e.ScreenSet():
            screen = Screen(
                table_id=event.table_id,
                is_blank=event.is_blank,
                is_frozen=event.is_frozen,
                shows_threads=event.shows_threads,
                shows_code=event.shows_code,
            )
            return replace(workshop, screen=screen)
        case e.ReplayShown():
            return replace(workshop, replay=led_replay.shown(event))
        case e.PhaseEntered() | e.MoveUndone() | e.WorkshopPaused() | e.WorkshopResumed() | e.PhaseExtended():
            return _timed(workshop, event)
        case e.RoundSet():
            wanted = Round(visibility=event.visibility, shows_insights_left=event.shows_insights_left)
            return replace(workshop, rounds=_with(workshop.rounds, event.phase_id, wanted))
        case e.TellingSet():
            telling = Telling(near_misses=event.near_misses, lines_in_report=event.lines_in_report)
            return replace(workshop, telling=telling)
        case e.InjectGiven():
            return _dealt(workshop, event)
        case e.ParticipantJoined():
            one = Participant(id=event.participant_id, joined_in=workshop.phase_id)
            return replace(workshop, participants=_with(workshop.participants, one.id, one))
        case (
            e.ParticipantSeated()
            | e.ParticipantLeft()
            | e.ParticipantRemoved()
            | e.ParticipantRestored()
            | e.FirstReadGiven()
            | e.SecondReadGiven()
            | e.BarrierVoted()
            | e.VoteWithdrawn()
            | e.BarrierPolled()
            | e.CheckedOut()
        ):
            before = workshop.participants[event.participant_id]
            after = _participant(before, event)
            return replace(workshop, participants=_with(workshop.participants, before.id, after))
        case e.HandRead():
            seat = workshop.seat(event.seat_id)
            return _reseated(workshop, replace(seat, has_read=True))
        case e.FactHeldBack():
            seat = workshop.seat(event.seat_id)
            held_back = _with(seat.held_back, event.fact_id, event.reason)
            changed = seat.reasons_changed + (event.fact_id in seat.held_back)
            told = seat.reasons_told - {event.fact_id}  # J10: another reason is told anew
            return _reseated(
                workshop,
                replace(seat, held_back=held_back, reasons_told=told, reasons_changed=changed),
            )
        case e.ReasonTold():
            seat = workshop.seat(event.seat_id)
            return _reseated(workshop, replace(seat, reasons_told=seat.reasons_told | {event.fact_id}))
        case (
            e.FactRevealed()
            | e.RoleAsked()
            | e.AskAnswered()
            | e.FactsLinked()
            | e.FactMentionedAgain()
            | e.FactsDisputed()
            | e.DisputeSettled()
            | e.TableAnswerGiven()
        ):
            table = table_after(workshop.tables[event.table_id], event)
            return replace(workshop, tables=_with(workshop.tables, table.id, table))
        case e.AnswerKept():
            return workshop  # what was said lies beside the log
        case e.BarrierKept():
            return counting.waits(workshop, debrief.barrier_after(workshop, event))
        case e.ReadsCounted() | e.VotesCounted() | e.PollCounted() | e.CheckOutsCounted():
            return counting.counted(workshop, event)
        case e.AnswersForgotten():
            return counting.forgotten(workshop, event.kind)
        case (
            e.BarrierRaised()
            | e.BarrierEdited()
            | e.BarrierHidden()
            | e.BarrierShown()
            | e.BarrierWeighed()
            | e.BarrierGrouped()
            | e.PaperVotesCounted()
        ):
            barrier = debrief.barrier_after(workshop, event)
            waiting = _without(workshop.waiting, barrier.id)
            workshop = replace(
                workshop, barriers=_with(workshop.barriers, barrier.id, barrier), waiting=waiting
            )
            is_gone = barrier.is_hidden or barrier.into is not None
            return debrief.votes_given_back(workshop, barrier.id) if is_gone else workshop
        case e.CommitmentMade():
            commitment = debrief.commitment_after(workshop, event)
            return replace(workshop, commitments=_with(workshop.commitments, commitment.id, commitment))
        case e.CommitmentDropped():
            return replace(workshop, commitments=_without(workshop.commitments, event.commitment_id))
        case _:
            assert_never(event)


def _opened(workshop: Workshop, event: e.WorkshopOpened) -> Workshop:
    first = workshop.scenario.agenda[0].id
    return replace(
        _laid(workshop, event.layout),
        opened_at=event.at,
        phase_id=first,
        clock=Clock(entered_at=event.at),
        runs=(PhaseRun(phase_id=first, entered_at=event.at, left_at=None),),
    )


def _laid(workshop: Workshop, layout: Layout) -> Workshop:
    given = [workshop.scenario.inject_by_id[inject_id] for inject_id in workshop.injects]
    tables = seating.lay(workshop.scenario, layout, given)
    screen, replay = workshop.screen, workshop.replay
    return replace(
        workshop,
        tables=tables,
        replay=replay if replay and replay.table_id in tables else None,
        screen=screen if screen.table_id in tables else replace(screen, table_id=None),  # V10
        table_by_seat={seat_id: table.id for table in tables.values() for seat_id in table.seats},
        participants={
            participant.id: replace(participant, seat_id=None)
            for participant in workshop.participants.values()
        },
    )


def _dealt(workshop: Workshop, event: e.InjectGiven) -> Workshop:
    """Every table gets the news, and the seats of those who hold its facts get them. Rule: T11."""
    inject = workshop.scenario.inject_by_id[event.inject_id]
    tables = {
        table.id: replace(
            table,
            seats={
                seat.id: replace(
                    seat, hand=seating.with_inject(workshop.scenario, seat.role_ids, seat.hand, inject)
                )
                for seat in table.seats.values()
            },
        )
        for table in workshop.tables.values()
    }
    return replace(workshop, tables=tables, injects=_with(workshop.injects, inject.id, event.at))


def _timed(
    workshop: Workshop,
    event: e.PhaseEntered | e.MoveUndone | e.WorkshopPaused | e.WorkshopResumed | e.PhaseExtended,
) -> Workshop:
    clock = workshop.clock
    assert clock is not None, "a workshop is opened before anything else happens"
    match event:
        case e.PhaseEntered():
            return _entered(workshop, clock, event.phase_id, event.at)
        case e.MoveUndone():
            return _undone(workshop)
        case e.WorkshopPaused():
            return replace(workshop, clock=replace(clock, paused_at=event.at, pause_reason=event.reason))
        case e.WorkshopResumed():
            pauses = agenda.pauses_until(clock, until=event.at)
            return replace(workshop, clock=replace(clock, pauses=pauses, paused_at=None, pause_reason=""))
        case e.PhaseExtended():
            return replace(workshop, clock=replace(clock, extra_s=clock.extra_s + event.seconds))


def _entered(workshop: Workshop, clock: Clock, phase_id: PhaseId, at: datetime) -> Workshop:
    over = replace(workshop.runs[-1], left_at=at, pauses=agenda.pauses_until(clock, until=at))
    run = PhaseRun(phase_id=phase_id, entered_at=at, left_at=None)
    return replace(
        workshop,
        phase_id=phase_id,
        clock=Clock(entered_at=at),
        runs=(*workshop.runs[:-1], over, run),
        left=Left(phase_id=workshop.phase_id, clock=clock, runs=workshop.runs),
    )


def _undone(workshop: Workshop) -> Workshop:
    left = workshop.left
    assert left is not None, "only a move that was made is undone"
    return replace(workshop, phase_id=left.phase_id, clock=left.clock, runs=left.runs, left=None)


_AboutParticipant = (
    e.ParticipantSeated
    | e.ParticipantLeft
    | e.ParticipantRemoved
    | e.ParticipantRestored
    | e.FirstReadGiven
    | e.SecondReadGiven
    | e.BarrierVoted
    | e.VoteWithdrawn
    | e.BarrierPolled
    | e.CheckedOut
)


def _participant(before: Participant, event: _AboutParticipant) -> Participant:
    match event:
        case e.ParticipantSeated():
            return replace(before, seat_id=event.seat_id)
        case e.ParticipantLeft():
            return replace(before, has_left=True)
        case e.ParticipantRemoved():
            return replace(before, is_removed=True)
        case e.ParticipantRestored():
            return replace(before, is_removed=False, has_left=False)
        case _:
            return replace(before, answers=_answered(before.answers, event))


_Answer = (
    e.FirstReadGiven | e.SecondReadGiven | e.BarrierVoted | e.VoteWithdrawn | e.BarrierPolled | e.CheckedOut
)


def _answered(before: Answers, event: _Answer) -> Answers:
    after = replace(before, changes=before.changes + 1)
    match event:
        case e.FirstReadGiven():
            return replace(after, first_read=_read(event))
        case e.SecondReadGiven():
            return replace(after, second_read=_read(event))
        case e.BarrierVoted():
            return debrief.voted(before, before.votes | {event.barrier_id})
        case e.VoteWithdrawn():
            return debrief.voted(before, before.votes - {event.barrier_id})
        case e.BarrierPolled():
            return replace(after, polled=barriers.polled(before.polled, event))
        case e.CheckedOut():
            said = CheckOutAnswer(
                confidence_then=event.confidence_then,
                confidence_now=event.confidence_now,
                takeaway=event.takeaway,
            )
            return replace(after, check_out=said)
        case _:
            assert_never(event)


def _read(event: e.FirstReadGiven | e.SecondReadGiven) -> Read:
    return Read(need=event.need, option_id=event.option_id, line=event.line, topic_id=event.topic_id)


def _reseated(workshop: Workshop, seat: Seat) -> Workshop:
    table = workshop.tables[seat.table_id]
    table = replace(table, seats=_with(table.seats, seat.id, seat))
    return replace(workshop, tables=_with(workshop.tables, table.id, table))
