"""The agenda's rules: which phase runs, and until when. What it allows: `wishes`."""

from datetime import datetime, timedelta

from app.domain.log import commands as c
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
    PhaseHasMoved,
    PhaseIsOver,
    TooLateToUndo,
)
from app.domain.log.state import Clock, Pause, Screen, Workshop
from app.domain.rules import counting, steps
from app.domain.scenario import Phase, PhaseId, PhaseKind, Scenario

UNDO_FOR = timedelta(seconds=12)
"""Rule A6: the console offers ten seconds; two more for the way there."""

PAUSED_IN = steps.OPEN
"""Rules A4, A9: a pause may begin in them, and goes along into them."""


def move(workshop: Workshop, wish: c.MoveToPhase, *, at: datetime) -> tuple[Event, ...]:
    if wish.phase_id == workshop.phase_id:
        return ()  # A2
    if wish.phase_id not in workshop.scenario.phase_by_id:
        raise NoSuchThing(kind="phase")
    if wish.from_phase_id != workshop.phase_id:
        raise PhaseHasMoved(phase=workshop.phase.title)  # A3
    entered = PhaseEntered(at=at, phase_id=wish.phase_id)
    goes_along = workshop.scenario.phase_by_id[wish.phase_id].kind in PAUSED_IN
    paused = _pause_again(workshop, at=at) if goes_along else ()  # A9
    return (*counting.step_ends(workshop), *counting.forget(workshop, _answered(workshop)), entered, *paused)


def undo(workshop: Workshop, wish: c.UndoMove, *, at: datetime) -> tuple[Event, ...]:
    if workshop.left is None or wish.phase_id != workshop.phase_id:
        return ()  # A6: it is undone already, or the workshop has moved on
    if at - workshop.runs[-1].entered_at > UNDO_FOR:
        raise TooLateToUndo(seconds=int(UNDO_FOR.total_seconds()))  # A6
    back = (*_taken_back(workshop), MoveUndone(at=at))
    was_paused = workshop.left.clock.paused_at is not None
    if workshop.phase.kind not in PAUSED_IN or was_paused is is_paused(workshop):
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


def is_paused(workshop: Workshop) -> bool:
    """Whether the running step's clock stands still."""
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
    screen = Screen(
        table_id=wish.table_id,
        is_blank=wish.is_blank,
        is_frozen=wish.is_frozen,
        shows_threads=wish.shows_threads,
        shows_code=wish.shows_code,
    )
    if workshop.screen == screen:
        return ()
    return (
        ScreenSet(
            at=at,
            table_id=screen.table_id,
            is_blank=screen.is_blank,
            is_frozen=screen.is_frozen,
            shows_threads=screen.shows_threads,
            shows_code=screen.shows_code,
        ),
    )


def pause(workshop: Workshop, wish: c.PauseWorkshop, *, at: datetime) -> tuple[Event, ...]:
    if is_paused(workshop):
        return ()
    return (WorkshopPaused(at=at, reason=wish.reason),)


def resume(workshop: Workshop, *, at: datetime) -> tuple[Event, ...]:
    if not is_paused(workshop):
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
    if phase is None or not steps.is_sharing(phase.kind):
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


def pauses_until(clock: Clock, *, until: datetime) -> tuple[Pause, ...]:
    """When the phase stood still up to `until`, a running pause included."""
    if clock.paused_at is None or clock.paused_at >= until:
        return clock.pauses
    return (*clock.pauses, Pause(since=clock.paused_at, until=until))


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
