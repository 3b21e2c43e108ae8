"""The agenda's rules: which phase runs, until when, and what it allows."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.log import commands as c
from app.domain.log.commands import Wish
from app.domain.log.events import (
    AnswerKind,
    Event,
    MoveUndone,
    PhaseEntered,
    PhaseExtended,
    RoundSet,
    ScreenSet,
    WorkshopPaused,
    WorkshopResumed,
)
from app.domain.log.rejections import (
    NoSuchThing,
    NotInThisPhase,
    Paused,
    PhaseHasMoved,
    PhaseIsOver,
    TooLateToUndo,
)
from app.domain.log.state import Clock, Screen, Workshop
from app.domain.rules import counting
from app.domain.scenario import Phase, PhaseId, PhaseKind, Scenario

UNDO_FOR = timedelta(seconds=12)
"""Rule A6: the console offers ten seconds; two more for the way there."""

_ALL = frozenset(PhaseKind)
_OPEN = _ALL - {PhaseKind.CLOSED}
_SHARING = frozenset({PhaseKind.SHARE, PhaseKind.ASK_AND_LINK})
_ASKING = frozenset({PhaseKind.ASK_AND_LINK})
_READING = frozenset({PhaseKind.READ, PhaseKind.FIRST_READ}) | _SHARING
_UP_TO_SHARING = frozenset({PhaseKind.LOBBY, PhaseKind.WELCOME, PhaseKind.PULSE}) | _READING
_RAISING = frozenset({PhaseKind.BARRIERS, PhaseKind.VOTE, PhaseKind.MEANING})
_PROMISING = frozenset({PhaseKind.COMMITMENTS, PhaseKind.CHECK_OUT})
_DEBRIEF = _RAISING | _PROMISING | {PhaseKind.CLOSED}

_DEBRIEFING = _DEBRIEF | {PhaseKind.REPLAY}

ALLOWED_IN: Mapping[type[Wish], frozenset[PhaseKind]] = {
    c.OpenWorkshop: frozenset({PhaseKind.LOBBY}),
    c.ArrangeTables: frozenset({PhaseKind.LOBBY}),
    c.SeatParticipant: _OPEN,
    c.RemoveParticipant: _ALL,
    c.RemoveParticipants: _ALL,
    c.SetDoor: _OPEN,
    c.RestoreParticipant: _OPEN,
    c.MoveToPhase: _ALL,
    c.UndoMove: _ALL,
    c.Settle: _ALL,
    c.SetScreen: _ALL,
    c.PauseWorkshop: _OPEN,
    c.ResumeWorkshop: _ALL,
    c.ExtendPhase: _OPEN,
    c.SetRound: _UP_TO_SHARING,
    c.GiveInject: _SHARING,
    c.EditBarrier: _DEBRIEF,
    c.HideBarrier: _DEBRIEF,
    c.ShowBarrier: _DEBRIEF,
    c.WeighBarrier: frozenset({PhaseKind.MEANING, PhaseKind.COMMITMENTS, PhaseKind.CHECK_OUT}),
    c.CountVotes: frozenset({PhaseKind.VOTE, PhaseKind.MEANING}),
    c.JoinWorkshop: _OPEN,
    c.TakeSeat: frozenset({PhaseKind.LOBBY}),
    c.LeaveWorkshop: _ALL,
    c.FinishReading: _READING,
    c.GiveRead: frozenset({PhaseKind.FIRST_READ, PhaseKind.SECOND_READ}),
    c.GiveTableAnswer: frozenset({PhaseKind.SECOND_READ}),
    c.RevealFact: _SHARING,
    c.HoldBack: _SHARING,
    c.AskRole: _ASKING,
    c.AnswerAsk: _ASKING,
    c.LinkFacts: _ASKING,
    c.MentionAgain: _SHARING,
    c.DisputeFacts: _SHARING,
    c.SettleDispute: _SHARING,
    c.RaiseBarrier: _RAISING,
    c.VoteForBarrier: frozenset({PhaseKind.VOTE}),
    c.WithdrawVote: frozenset({PhaseKind.VOTE}),
    c.MakeCommitment: _PROMISING,
    c.DropCommitment: _PROMISING,
    c.CheckOut: frozenset({PhaseKind.CHECK_OUT}),
}
"""Rule A1: every wish names the kinds of phase that allow it; no other phase does."""


def require(workshop: Workshop, wish: Wish, *, by_facilitator: bool) -> None:
    """Refuse a wish that the phase, or a pause, does not allow. Rules: A1, A4."""
    if workshop.phase.kind not in ALLOWED_IN[type(wish)]:
        raise NotInThisPhase(phase=workshop.phase.title)  # A1
    may_come_and_go = isinstance(wish, c.JoinWorkshop | c.LeaveWorkshop)
    if _is_paused(workshop) and not by_facilitator and not may_come_and_go:
        raise Paused  # A4


def move(workshop: Workshop, wish: c.MoveToPhase, *, at: datetime) -> tuple[Event, ...]:
    if wish.phase_id == workshop.phase_id:
        return ()  # A2
    if wish.phase_id not in workshop.scenario.phase_by_id:
        raise NoSuchThing(kind="phase")
    if wish.from_phase_id != workshop.phase_id:
        raise PhaseHasMoved(phase=workshop.phase.title)  # A3
    entered = PhaseEntered(at=at, phase_id=wish.phase_id)
    goes_along = workshop.scenario.phase_by_id[wish.phase_id].kind in ALLOWED_IN[c.PauseWorkshop]
    paused = _pause_again(workshop, at=at) if goes_along else ()  # A9
    return (*counting.step_ends(workshop), *counting.forget(workshop, _answered(workshop)), entered, *paused)


def undo(workshop: Workshop, wish: c.UndoMove, *, at: datetime) -> tuple[Event, ...]:
    if workshop.left is None or wish.phase_id != workshop.phase_id:
        return ()  # A6: it is undone already, or the workshop has moved on
    if at - workshop.runs[-1].entered_at > UNDO_FOR:
        raise TooLateToUndo(seconds=int(UNDO_FOR.total_seconds()))  # A6
    back = (*_taken_back(workshop), MoveUndone(at=at))
    was_paused = workshop.left.clock.paused_at is not None
    if workshop.phase.kind not in ALLOWED_IN[c.PauseWorkshop] or was_paused is _is_paused(workshop):
        return back
    return (*back, WorkshopResumed(at=at)) if was_paused else (*back, *_pause_again(workshop, at=at))  # A9


def _answered(workshop: Workshop) -> AnswerKind | None:
    """What the running step asks of each in private."""
    return counting.STEPS.get(workshop.phase.kind)


def _before_the_move(workshop: Workshop) -> AnswerKind | None:
    """What the step before the last move asked of each."""
    if workshop.left is None:
        return None
    return counting.STEPS.get(workshop.scenario.phase_by_id[workshop.left.phase_id].kind)


def _taken_back(workshop: Workshop) -> tuple[Event, ...]:
    """What was answered since the move is forgotten with it; what runs on keeps its own. Rule: J8."""
    return counting.forget(workshop, _before_the_move(workshop))


def settle(workshop: Workshop, *, at: datetime) -> tuple[Event, ...]:
    """What is due by itself: the last move cannot be undone any more; three barriers or more wait."""
    is_undoable = workshop.left is not None and at - workshop.runs[-1].entered_at <= UNDO_FOR
    kept = _before_the_move(workshop) if is_undoable else None
    forgotten = counting.forget(workshop, _answered(workshop), kept)
    return (*forgotten, *(counting.let_in(workshop) if counting.is_batch(workshop) else ()))


def is_settled(workshop: Workshop) -> bool:
    """Whether `settle` finds nothing to do, however long one waits."""
    return not counting.forget(workshop, _answered(workshop)) and not counting.is_batch(workshop)


def _is_paused(workshop: Workshop) -> bool:
    return workshop.clock is not None and workshop.clock.paused_at is not None


def _pause_again(workshop: Workshop, *, at: datetime) -> tuple[Event, ...]:
    """The pause that runs, begun anew in the phase that is gone to; none while the clock runs. Rule: A9."""
    clock = workshop.clock
    if clock is None or clock.paused_at is None:
        return ()
    return (WorkshopPaused(at=at, reason=clock.pause_reason),)


def set_screen(workshop: Workshop, wish: c.SetScreen, *, at: datetime) -> tuple[Event, ...]:
    if wish.table_id is not None and wish.table_id not in workshop.tables:
        raise NoSuchThing(kind="table")
    if workshop.screen == Screen(table_id=wish.table_id, is_blank=wish.is_blank, is_frozen=wish.is_frozen):
        return ()
    return (ScreenSet(at=at, table_id=wish.table_id, is_blank=wish.is_blank, is_frozen=wish.is_frozen),)


def pause(workshop: Workshop, wish: c.PauseWorkshop, *, at: datetime) -> tuple[Event, ...]:
    if _is_paused(workshop):
        return ()
    return (WorkshopPaused(at=at, reason=wish.reason),)


def resume(workshop: Workshop, *, at: datetime) -> tuple[Event, ...]:
    if not _is_paused(workshop):
        return ()
    return (WorkshopResumed(at=at),)


def extend(workshop: Workshop, wish: c.ExtendPhase, *, at: datetime) -> tuple[Event, ...]:
    if wish.phase_id != workshop.phase_id:
        raise PhaseHasMoved(phase=workshop.phase.title)  # A3
    seconds = max(wish.seconds, -_still_left_s(workshop, at=at))  # A10
    return (PhaseExtended(at=at, seconds=seconds),) if seconds else ()


def _still_left_s(workshop: Workshop, *, at: datetime) -> int:
    """Whole seconds of the phase that are still to come; 0 when its time is over, or it has none."""
    end = ends_at(workshop)
    return max(0, int(left_s(workshop) or 0 if end is None else (end - at).total_seconds()))


def set_round(workshop: Workshop, wish: c.SetRound, *, at: datetime) -> tuple[Event, ...]:
    phase = workshop.scenario.phase_by_id.get(wish.phase_id)
    if phase is None or not is_sharing(phase.kind):
        raise NoSuchThing(kind="round")  # A7
    now = workshop.as_played(phase)
    if (now.visibility, now.shows_insights_left) == (wish.visibility, wish.shows_insights_left):
        return ()
    if is_over(workshop, phase):
        raise PhaseIsOver(phase=phase.title)  # A7
    return (
        RoundSet(
            at=at,
            phase_id=phase.id,
            visibility=wish.visibility,
            shows_insights_left=wish.shows_insights_left,
        ),
    )


def paused_for_s(clock: Clock, *, until: datetime) -> float:
    """Seconds the phase stood still up to `until`, a running pause included."""
    running_s = (until - clock.paused_at).total_seconds() if clock.paused_at else 0.0
    return clock.paused_s + max(0.0, running_s)


def ends_at(workshop: Workshop) -> datetime | None:
    """When the running phase's minutes are over; None if it is untimed or its clock stands still.

    Rule A5: an anchor. Nothing happens by itself when it passes.
    """
    clock = workshop.clock
    if clock is None or clock.paused_at is not None or workshop.phase.minutes == 0:
        return None
    planned_s = workshop.phase.minutes * 60 + clock.extra_s
    return clock.entered_at + timedelta(seconds=planned_s + clock.paused_s)


def left_s(workshop: Workshop) -> float | None:
    """Seconds left while the clock stands still; None if it runs or the phase is untimed. May be < 0."""
    clock = workshop.clock
    if clock is None or clock.paused_at is None or workshop.phase.minutes == 0:
        return None
    ran_s = (clock.paused_at - clock.entered_at).total_seconds() - clock.paused_s
    return workshop.phase.minutes * 60 + clock.extra_s - ran_s


def step_of(scenario: Scenario, phase_id: PhaseId) -> int:
    """The phase's place in the agenda, from 0."""
    return next(step for step, phase in enumerate(scenario.agenda) if phase.id == phase_id)


def is_over(workshop: Workshop, phase: Phase) -> bool:
    """Whether the agenda has gone beyond this phase."""
    scenario = workshop.scenario
    return step_of(scenario, phase.id) < step_of(scenario, workshop.phase_id)


def is_sharing(kind: PhaseKind) -> bool:
    """Whether facts come to the table in it: a round."""
    return kind in _SHARING


def is_debrief(kind: PhaseKind) -> bool:
    """Whether the phase belongs to the debrief, whose time is to be kept. Source: FIELD 6.2."""
    return kind in _DEBRIEFING


def neighbour(workshop: Workshop, by: int) -> Phase | None:
    """The phase so many steps on (or back, negative); None outside the agenda."""
    step = step_of(workshop.scenario, workshop.phase_id) + by
    return workshop.scenario.agenda[step] if 0 <= step < len(workshop.scenario.agenda) else None


def has_reached(workshop: Workshop, kind: PhaseKind) -> bool:
    """Whether the agenda stands at, or beyond, the first phase of this kind."""
    return has_begun(workshop.scenario, workshop.phase_id, kind)


def has_begun(scenario: Scenario, phase_id: PhaseId, kind: PhaseKind) -> bool:
    """Whether a phase is, or comes after, the first phase of this kind."""
    here = step_of(scenario, phase_id)
    steps = (step for step, phase in enumerate(scenario.agenda) if phase.kind is kind)
    return next(steps, here + 1) <= here
