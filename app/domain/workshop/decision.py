"""From a wish to the rule that decides it: dispatch only."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from app.domain.log import commands as c
from app.domain.log.commands import Command, FacilitatorActor, ParticipantActor
from app.domain.log.events import Event
from app.domain.log.rejections import NotTakingPart, NotYours, Rejected
from app.domain.log.state import Participant, Workshop
from app.domain.rules import (
    agenda,
    arrangement,
    debrief,
    disputes,
    injects,
    judgements,
    seating,
    sharing,
)
from app.domain.scenario import Scenario
from app.domain.workshop.evolution import evolve


def initial(scenario: Scenario) -> Workshop:
    """A workshop before its first event."""
    return Workshop(scenario=scenario, phase_id=scenario.agenda[0].id)


def fold(scenario: Scenario, events: Iterable[Event]) -> Workshop:
    """The workshop that these events, in order, made."""
    return reduce(evolve, events, initial(scenario))


def decide(workshop: Workshop, command: Command) -> tuple[Event, ...]:
    """The events a command leads to; none if what it asks is so already.

    Raises a `Rejected` when a rule forbids it. What is so already is never refused, whatever the phase;
    and where the phase forbids it, the phase is the reason given.
    """
    by_facilitator = isinstance(command.by, FacilitatorActor)
    try:
        events = _facilitators(workshop, command) if by_facilitator else _participants(workshop, command)
    except (NotYours, NotTakingPart):
        raise
    except Rejected:
        agenda.require(workshop, command.wish, by_facilitator=by_facilitator)
        raise
    if events:
        agenda.require(workshop, command.wish, by_facilitator=by_facilitator)
    return events


def _facilitators(workshop: Workshop, command: Command) -> tuple[Event, ...]:
    at = command.at
    match command.wish:
        case c.OpenWorkshop() as wish:
            return seating.open_workshop(workshop, wish, at=at)
        case c.ArrangeTables() as wish:
            return arrangement.arrange(workshop, wish, at=at)
        case c.SeatParticipant() as wish:
            return seating.seat_participant(workshop, wish, at=at)
        case c.RemoveParticipant() as wish:
            return seating.remove(workshop, wish, at=at)
        case c.RemoveParticipants() as wish:
            return seating.remove_several(workshop, wish, at=at)
        case c.SetDoor() as wish:
            return seating.set_door(workshop, wish, at=at)
        case c.RestoreParticipant() as wish:
            return seating.restore(workshop, wish, at=at)
        case c.MoveToPhase() as wish:
            return agenda.move(workshop, wish, at=at)
        case c.UndoMove() as wish:
            return agenda.undo(workshop, wish, at=at)
        case c.Settle():
            return agenda.settle(workshop, at=at)
        case c.SetScreen() as wish:
            return agenda.set_screen(workshop, wish, at=at)
        case c.PauseWorkshop() as wish:
            return agenda.pause(workshop, wish, at=at)
        case c.ResumeWorkshop():
            return agenda.resume(workshop, at=at)
        case c.ExtendPhase() as wish:
            return agenda.extend(workshop, wish, at=at)
        case c.SetRound() as wish:
            return agenda.set_round(workshop, wish, at=at)
        case c.GiveInject() as wish:
            return injects.give(workshop, wish, at=at)
        case c.EditBarrier() as wish:
            return debrief.edit_barrier(workshop, wish, at=at)
        case c.HideBarrier() as wish:
            return debrief.hide_barrier(workshop, wish, at=at)
        case c.ShowBarrier() as wish:
            return debrief.show_barrier(workshop, wish, at=at)
        case c.WeighBarrier() as wish:
            return debrief.weigh_barrier(workshop, wish, at=at)
        case c.CountVotes() as wish:
            return debrief.count_votes(workshop, wish, at=at)
        case _:
            return _eithers(workshop, command)


def _participants(workshop: Workshop, command: Command) -> tuple[Event, ...]:
    if isinstance(command.wish, c.JoinWorkshop):
        return seating.join(workshop, command.wish, at=command.at)
    participant = _who(workshop, command)
    at = command.at
    match command.wish:
        case c.TakeSeat() as wish:
            return seating.take_seat(workshop, participant, wish.seat_id, at=at)
        case c.LeaveWorkshop():
            return seating.leave(participant, at=at)
        case c.GiveRead() as wish:
            return judgements.give_read(workshop, participant, wish, at=at)
        case c.VoteForBarrier() as wish:
            return debrief.vote(workshop, participant, wish, at=at)
        case c.WithdrawVote() as wish:
            return debrief.withdraw_vote(participant, wish, at=at)
        case c.CheckOut() as wish:
            return debrief.check_out(participant, wish, at=at)
        case _:
            return _eithers(workshop, command)


def _who(workshop: Workshop, command: Command) -> Participant:
    assert isinstance(command.by, ParticipantActor)
    participant = workshop.participants.get(command.by.participant_id)
    if participant is None or participant.is_removed:
        raise NotTakingPart  # T4
    if participant.has_left and not isinstance(command.wish, c.LeaveWorkshop):
        raise NotTakingPart  # T4
    return participant


def _eithers(workshop: Workshop, command: Command) -> tuple[Event, ...]:
    """What participants do, and what the facilitator may do for a paper seat or for those present."""
    at = command.at
    match command.wish:
        case (
            c.FinishReading()
            | c.RevealFact()
            | c.HoldBack()
            | c.AskRole()
            | c.AnswerAsk()
            | c.LinkFacts()
            | c.MentionAgain()
            | c.DisputeFacts()
            | c.SettleDispute()
            | c.GiveTableAnswer()
        ) as wish:
            return _at_a_seat(workshop, command, wish)
        case c.RaiseBarrier() as wish:
            by_facilitator = isinstance(command.by, FacilitatorActor)
            return debrief.raise_barrier(workshop, wish, by_facilitator=by_facilitator)
        case c.MakeCommitment() as wish:
            return debrief.make_commitment(workshop, wish, at=at)
        case c.DropCommitment() as wish:
            return debrief.drop_commitment(workshop, wish, at=at)
        case _:
            raise NotYours  # P4: whoever may not say it


_AtSeat = (
    c.FinishReading
    | c.RevealFact
    | c.HoldBack
    | c.AskRole
    | c.AnswerAsk
    | c.LinkFacts
    | c.MentionAgain
    | c.DisputeFacts
    | c.SettleDispute
    | c.GiveTableAnswer
)


def _at_a_seat(workshop: Workshop, command: Command, wish: _AtSeat) -> tuple[Event, ...]:
    by, at = command.by, command.at
    seat = sharing.seat_for(workshop, by, wish.seat_id)
    match wish:
        case c.FinishReading():
            return sharing.finish_reading(seat, at=at)
        case c.RevealFact():
            return sharing.reveal(workshop, seat, wish, by, at=at)
        case c.HoldBack():
            return sharing.hold_back(workshop, seat, wish, at=at)
        case c.AskRole():
            return sharing.ask(workshop, seat, wish, at=at)
        case c.AnswerAsk():
            return sharing.answer(workshop, seat, wish, by, at=at)
        case c.LinkFacts():
            return sharing.link(workshop, seat, wish, at=at)
        case c.MentionAgain():
            return sharing.mention_again(workshop, seat, wish, at=at)
        case c.DisputeFacts():
            return disputes.dispute(workshop, seat, wish, at=at)
        case c.SettleDispute():
            return disputes.settle(workshop, seat, wish, at=at)
        case c.GiveTableAnswer():
            return judgements.give_table_answer(workshop, seat, wish, at=at)
        case _:
            assert_never(wish)
