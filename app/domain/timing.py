"""How long each phase really took, and the stopwatch that starts when sharing begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.events import (
    Event,
    PhaseEntered,
    PhaseExtended,
    WorkshopOpened,
    WorkshopPaused,
    WorkshopResumed,
)
from app.domain.fates import Seconds
from app.domain.scenario import PhaseId, PhaseKind, Scenario

SHARING = (PhaseKind.SHARE, PhaseKind.ASK_AND_LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time the clock stood still."""

    since: datetime
    until: datetime


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
        return sum((pause.until - pause.since).total_seconds() for pause in self.pauses)

    @property
    def ran_s(self) -> float:
        return (self.left_at - self.entered_at).total_seconds() - self.paused_s


def spans(scenario: Scenario, events: Iterable[Event]) -> tuple[Span, ...]:
    """Every stay in a phase, in order; the last ends with the last event that has a time."""
    found: list[Span] = []
    paused_at: datetime | None = None
    for event in events:
        at = getattr(event, "at", None)
        if at is None:
            continue  # a barrier has no time
        if found:
            found[-1] = replace(found[-1], left_at=at)
        if paused_at is not None and isinstance(event, WorkshopResumed | PhaseEntered):
            found[-1] = _paused(found[-1], paused_at, at)
            paused_at = None
        match event:
            case WorkshopOpened():
                found.append(Span(phase_id=scenario.agenda[0].id, entered_at=at, left_at=at))
            case PhaseEntered():
                found.append(Span(phase_id=event.phase_id, entered_at=at, left_at=at))
            case WorkshopPaused():
                paused_at = at
            case PhaseExtended():
                found[-1] = replace(found[-1], extended_s=found[-1].extended_s + event.seconds)
            case _:
                pass
    if paused_at is not None:
        found[-1] = _paused(found[-1], paused_at, found[-1].left_at)
    return tuple(found)


def _paused(span: Span, since: datetime, until: datetime) -> Span:
    return replace(span, pauses=(*span.pauses, Pause(since=since, until=until)))


def stopwatch(scenario: Scenario, stays: Sequence[Span]) -> Seconds:
    """Whole seconds since sharing began, pauses not counted; 0 before that."""
    began = next(
        (stay.entered_at for stay in stays if scenario.phase_by_id[stay.phase_id].kind in SHARING), None
    )
    pauses = [pause for stay in stays for pause in stay.pauses]

    def seconds(at: datetime) -> int:
        if began is None or at <= began:
            return 0
        stood_still_s = sum(
            (min(pause.until, at) - max(pause.since, began)).total_seconds()
            for pause in pauses
            if pause.since < at and pause.until > began
        )
        return int((at - began).total_seconds() - stood_still_s)

    return seconds
