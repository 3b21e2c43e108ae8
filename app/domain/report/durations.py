"""How long each phase really took."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.log.events import (
    Event,
    MoveUndone,
    PhaseEntered,
    PhaseExtended,
    WorkshopOpened,
    WorkshopPaused,
    WorkshopResumed,
)
from app.domain.log.state import Pause
from app.domain.scenario import PhaseId, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One uninterrupted stay in a phase. A phase that was gone back to has several."""

    phase_id: PhaseId
    entered_at: datetime
    left_at: datetime
    pauses: tuple[Pause, ...] = ()
    extended_s: int = 0

    @property
    def paused_s(self) -> float:
        return sum(pause.length_s for pause in self.pauses)

    @property
    def ran_s(self) -> float:
        return (self.left_at - self.entered_at).total_seconds() - self.paused_s


def spans(scenario: Scenario, events: Iterable[Event]) -> tuple[Span, ...]:
    """Every stay in a phase, in order; the last ends with the last event that has a time.

    A move that was undone never was: the phase before it ran on.
    """
    now = _Clock()
    for event in events:
        at: datetime | None = getattr(event, "at", None)
        if at is not None:  # a barrier has no time
            now = _after(now, scenario, event, at)
    return _still(now, until=now.stays[-1].left_at).stays if now.stays else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """The stays so far, since when the clock stands still, and how all that was before the last move."""

    stays: tuple[Span, ...] = ()
    paused_at: datetime | None = None
    before: "_Clock | None" = None


def _after(now: _Clock, scenario: Scenario, event: Event, at: datetime) -> _Clock:
    match event:
        case WorkshopOpened():
            return _Clock(stays=(Span(phase_id=scenario.agenda[0].id, entered_at=at, left_at=at),))
        case PhaseEntered():
            over = _still(_until(now, at), until=at)
            return _Clock(
                stays=(*over.stays, Span(phase_id=event.phase_id, entered_at=at, left_at=at)), before=now
            )
        case MoveUndone():
            return _until(now.before or now, at)
        case WorkshopPaused():
            return replace(_until(now, at), paused_at=at)
        case WorkshopResumed():
            return _still(_until(now, at), until=at)
        case PhaseExtended():
            last = now.stays[-1]
            longer = replace(last, extended_s=last.extended_s + event.seconds)
            return _until(replace(now, stays=(*now.stays[:-1], longer)), at)
        case _:
            return _until(now, at)


def _until(now: _Clock, at: datetime) -> _Clock:
    """The last stay reaches to this moment."""
    if not now.stays:
        return now
    return replace(now, stays=(*now.stays[:-1], replace(now.stays[-1], left_at=at)))


def _still(now: _Clock, *, until: datetime) -> _Clock:
    """A pause that runs ends here, if there is one."""
    if now.paused_at is None:
        return now
    last = now.stays[-1]
    paused = replace(last, pauses=(*last.pauses, Pause(since=now.paused_at, until=until)))
    return replace(now, stays=(*now.stays[:-1], paused), paused_at=None)
