"""Every command in one row: its name on the wire, who may say it, in which kinds of step, and its rule.

Everything else that knows commands follows from here: access (`allowed_to`), the phase's refusal (`require`),
dispatch (`decided`), the shapes' names, and what a step tells each audience that it allows (`allowed_now`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, get_args

from app.domain.log import commands as c
from app.domain.log.audiences import Audience
from app.domain.log.commands import Actor, Command, FacilitatorActor, SeatId, Wish
from app.domain.log.events import Event
from app.domain.log.rejections import NotInThisPhase, NotTakingPart, NotYours, Paused
from app.domain.log.state import Participant, Seat, Workshop
from app.domain.rules import (
    agenda,
    arrangement,
    barriers,
    debrief,
    disputes,
    injects,
    judgements,
    led_replay,
    seating,
    sharing,
    steps,
    telling,
)
from app.domain.scenario import PhaseKind

Events = tuple[Event, ...]
W = TypeVar("W", bound=Wish)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A command as its rule looks at it: said in this workshop, by whom and when."""

    workshop: Workshop
    by: Actor
    at: datetime

    @property
    def by_facilitator(self) -> bool:
        return isinstance(self.by, FacilitatorActor)

    def participant(self) -> Participant:
        """Who says it."""
        assert isinstance(self.by, c.ParticipantActor)
        return self.workshop.participants[self.by.participant_id]

    def seat(self, seat_id: SeatId | None) -> Seat:
        """For which seat it is said: a participant's own, or the paper seat that who leads names."""
        return sharing.seat_for(self.workshop, self.by, seat_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One command. `name`: on the wire, empty for what only a page says; `who`: the audiences that may."""

    wish: type[Wish]
    name: str
    who: frozenset[Audience]
    steps: frozenset[PhaseKind]
    rule: Callable[[Said, Any], Events]


def _row(
    name: str,
    wish: type[W],
    who: frozenset[Audience],
    kinds: frozenset[PhaseKind],
    rule: Callable[[Said, W], Events],
) -> Row:
    """A row whose rule takes this very wish: the type checker looks."""
    wished: Any = wish  # one of the union: mypy cannot tell so of a type variable
    return Row(wish=wished, name=name, who=who, steps=kinds, rule=rule)


_LEADS = frozenset({Audience.FACILITATOR})
_TAKES_PART = frozenset({Audience.PARTICIPANT})
_COMES_AND_GOES = frozenset({Audience.PARTICIPANT, Audience.OBSERVER})
_PLAYS_A_SEAT = frozenset({Audience.PARTICIPANT, Audience.FACILITATOR, Audience.DESK})
_SPEAKS = _PLAYS_A_SEAT | {Audience.OBSERVER}
_NOT_ON_THE_WIRE = ""
"""The pages say that somebody opens or joins, after their own checks; the server, what is due by itself."""

ROWS = (
    _row(_NOT_ON_THE_WIRE, c.OpenWorkshop, _LEADS, steps.LOBBY,
         lambda said, wish: seating.open_workshop(said.workshop, wish, at=said.at)),
    _row("arrange_tables", c.ArrangeTables, _LEADS, steps.LOBBY,
         lambda said, wish: arrangement.arrange(said.workshop, wish, at=said.at)),
    _row("seat_participant", c.SeatParticipant, _LEADS, steps.OPEN,
         lambda said, wish: seating.seat_participant(said.workshop, wish, at=said.at)),
    _row("remove_participant", c.RemoveParticipant, _LEADS, steps.ALL,
         lambda said, wish: seating.remove(said.workshop, wish, at=said.at)),
    _row("remove_participants", c.RemoveParticipants, _LEADS, steps.ALL,
         lambda said, wish: seating.remove_several(said.workshop, wish, at=said.at)),
    _row("set_door", c.SetDoor, _LEADS, steps.OPEN,
         lambda said, wish: seating.set_door(said.workshop, wish, at=said.at)),
    _row("restore_participant", c.RestoreParticipant, _LEADS, steps.OPEN,
         lambda said, wish: seating.restore(said.workshop, wish, at=said.at)),
    _row("move_to_phase", c.MoveToPhase, _LEADS, steps.ALL,
         lambda said, wish: agenda.move(said.workshop, wish, at=said.at)),
    _row("undo_move", c.UndoMove, _LEADS, steps.ALL,
         lambda said, wish: agenda.undo(said.workshop, wish, at=said.at)),
    _row(_NOT_ON_THE_WIRE, c.Settle, _LEADS, steps.ALL,
         lambda said, _wish: agenda.settle(said.workshop, at=said.at)),
    _row("set_screen", c.SetScreen, _LEADS, steps.ALL,
         lambda said, wish: agenda.set_screen(said.workshop, wish, at=said.at)),
    _row("show_replay", c.ShowReplay, _LEADS, steps.LOOKING_BACK,
         lambda said, wish: led_replay.show(said.workshop, wish, at=said.at)),
    _row("pause_workshop", c.PauseWorkshop, _LEADS, agenda.PAUSED_IN,
         lambda said, wish: agenda.pause(said.workshop, wish, at=said.at)),
    _row("resume_workshop", c.ResumeWorkshop, _LEADS, steps.ALL,
         lambda said, _wish: agenda.resume(said.workshop, at=said.at)),
    _row("extend_phase", c.ExtendPhase, _LEADS, steps.OPEN,
         lambda said, wish: agenda.extend(said.workshop, wish, at=said.at)),
    _row("set_round", c.SetRound, _LEADS, steps.UP_TO_SHARING,
         lambda said, wish: agenda.set_round(said.workshop, wish, at=said.at)),
    _row("set_telling", c.SetTelling, _LEADS, steps.ALL,
         lambda said, wish: telling.set_telling(said.workshop, wish, at=said.at)),
    _row("give_inject", c.GiveInject, _LEADS, steps.SHARING,
         lambda said, wish: injects.give(said.workshop, wish, at=said.at)),
    _row("edit_barrier", c.EditBarrier, _LEADS, steps.MODERATING,
         lambda said, wish: debrief.edit_barrier(said.workshop, wish, at=said.at)),
    _row("hide_barrier", c.HideBarrier, _LEADS, steps.MODERATING,
         lambda said, wish: debrief.hide_barrier(said.workshop, wish, at=said.at)),
    _row("show_barrier", c.ShowBarrier, _LEADS, steps.MODERATING,
         lambda said, wish: debrief.show_barrier(said.workshop, wish, at=said.at)),
    _row("weigh_barrier", c.WeighBarrier, _LEADS, steps.WEIGHING,
         lambda said, wish: debrief.weigh_barrier(said.workshop, wish, at=said.at)),
    _row("group_barrier", c.GroupBarrier, _LEADS, steps.MODERATING,
         lambda said, wish: barriers.group(said.workshop, wish, at=said.at)),
    _row("count_votes", c.CountVotes, _LEADS | {Audience.DESK}, steps.COUNTING,
         lambda said, wish: debrief.count_votes(said.workshop, wish, at=said.at)),
    _row(_NOT_ON_THE_WIRE, c.JoinWorkshop, _COMES_AND_GOES, steps.OPEN,
         lambda said, wish: seating.join(said.workshop, wish, at=said.at)),
    _row("take_seat", c.TakeSeat, _COMES_AND_GOES, steps.LOBBY,
         lambda said, wish: seating.take_seat(said.workshop, said.participant(), wish.seat_id, at=said.at)),
    _row("leave_workshop", c.LeaveWorkshop, _COMES_AND_GOES, steps.ALL,
         lambda said, _wish: seating.leave(said.participant(), at=said.at)),
    _row("finish_reading", c.FinishReading, _PLAYS_A_SEAT, steps.READING,
         lambda said, wish: sharing.finish_reading(said.seat(wish.seat_id), at=said.at)),
    _row("give_read", c.GiveRead, _TAKES_PART, steps.JUDGING,
         lambda said, wish: judgements.give_read(said.workshop, said.participant(), wish, at=said.at)),
    _row("give_table_answer", c.GiveTableAnswer, _PLAYS_A_SEAT, steps.AGREEING,
         lambda said, wish: judgements.give_table_answer(
             said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("reveal_fact", c.RevealFact, _PLAYS_A_SEAT, steps.SHARING,
         lambda said, wish: sharing.reveal(
             said.workshop, said.seat(wish.seat_id), wish, said.by, at=said.at)),
    _row("hold_back", c.HoldBack, _PLAYS_A_SEAT, steps.SHARING,
         lambda said, wish: sharing.hold_back(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("tell_why", c.TellWhy, _TAKES_PART, steps.LOOKING_BACK,
         lambda said, wish: sharing.tell_why(said.seat(None), wish, at=said.at)),
    _row("ask_role", c.AskRole, _PLAYS_A_SEAT, steps.ASKING,
         lambda said, wish: sharing.ask(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("answer_ask", c.AnswerAsk, _PLAYS_A_SEAT, steps.ASKING,
         lambda said, wish: sharing.answer(
             said.workshop, said.seat(wish.seat_id), wish, said.by, at=said.at)),
    _row("link_facts", c.LinkFacts, _PLAYS_A_SEAT, steps.ASKING,
         lambda said, wish: sharing.link(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("mention_again", c.MentionAgain, _PLAYS_A_SEAT, steps.SHARING,
         lambda said, wish: sharing.mention_again(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("dispute_facts", c.DisputeFacts, _PLAYS_A_SEAT, steps.SHARING,
         lambda said, wish: disputes.dispute(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("settle_dispute", c.SettleDispute, _PLAYS_A_SEAT, steps.SHARING,
         lambda said, wish: disputes.settle(said.workshop, said.seat(wish.seat_id), wish, at=said.at)),
    _row("raise_barrier", c.RaiseBarrier, _SPEAKS, steps.RAISING,
         lambda said, wish: debrief.raise_barrier(
             said.workshop, wish, by_facilitator=said.by_facilitator)),
    _row("vote_for_barrier", c.VoteForBarrier, _TAKES_PART, steps.VOTING,
         lambda said, wish: debrief.vote(said.workshop, said.participant(), wish, at=said.at)),
    _row("withdraw_vote", c.WithdrawVote, _TAKES_PART, steps.VOTING,
         lambda said, wish: debrief.withdraw_vote(said.participant(), wish, at=said.at)),
    _row("poll_barrier", c.PollBarrier, _TAKES_PART, steps.POLLING,
         lambda said, wish: barriers.poll(
             said.workshop, said.participant(), wish, debrief.first_three(said.workshop), at=said.at)),
    _row("make_commitment", c.MakeCommitment, _SPEAKS, steps.PROMISING,
         lambda said, wish: debrief.make_commitment(said.workshop, wish, at=said.at)),
    _row("drop_commitment", c.DropCommitment, _SPEAKS, steps.PROMISING,
         lambda said, wish: debrief.drop_commitment(said.workshop, wish, at=said.at)),
    _row("check_out", c.CheckOut, _TAKES_PART, steps.CHECKING_OUT,
         lambda said, wish: debrief.check_out(said.participant(), wish, at=said.at)),
)  # fmt: skip

ROW_OF: Mapping[type[Wish], Row] = {row.wish: row for row in ROWS}
if set(ROW_OF) != set(get_args(Wish)) or len(ROW_OF) != len(ROWS):
    raise TypeError("each wish has one row")


def may(audience: Audience, wish: type[Wish]) -> bool:
    """Whether this audience may say this on the wire at all; the step has its own say. Default deny."""
    row = ROW_OF.get(wish)
    return row is not None and row.name != _NOT_ON_THE_WIRE and audience in row.who


def allowed_now(workshop: Workshop, audience: Audience) -> tuple[str, ...]:
    """The names of what this audience may say in the step that runs. Rule: A11."""
    kind = workshop.phase.kind
    return tuple(row.name for row in ROWS if may(audience, row.wish) and kind in row.steps)


def decided(workshop: Workshop, command: Command) -> Events:
    """What its rule makes of a command, whatever the step. Raises NotTakingPart, NotYours, or the rule's."""
    row = ROW_OF[type(command.wish)]
    said = Said(workshop=workshop, by=command.by, at=command.at)
    if said.by_facilitator:
        is_theirs = not row.who.isdisjoint({Audience.FACILITATOR, Audience.DESK})
    else:
        _require_takes_part(said, command.wish)
        is_theirs = not row.who.isdisjoint(_COMES_AND_GOES)
    if not is_theirs:
        raise NotYours  # P4: whoever may not say it
    return row.rule(said, command.wish)


def _require_takes_part(said: Said, wish: Wish) -> None:
    """Refuse somebody who never came or is gone. Who joins is not there yet; leaving twice is no fault."""
    assert isinstance(said.by, c.ParticipantActor)
    if isinstance(wish, c.JoinWorkshop):
        return
    participant = said.workshop.participants.get(said.by.participant_id)
    if participant is None or participant.is_removed:
        raise NotTakingPart  # T4
    if participant.has_left and not isinstance(wish, c.LeaveWorkshop):
        raise NotTakingPart  # T4


def require(workshop: Workshop, wish: Wish, *, by_facilitator: bool) -> None:
    """Refuse a wish that the step, or a pause, does not allow. Rules: A1, A4."""
    if workshop.phase.kind not in ROW_OF[type(wish)].steps:
        raise NotInThisPhase(phase=workshop.phase.title)  # A1
    may_come_and_go = isinstance(wish, c.JoinWorkshop | c.LeaveWorkshop)
    if agenda.is_paused(workshop) and not by_facilitator and not may_come_and_go:
        raise Paused  # A4
