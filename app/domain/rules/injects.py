"""The rules of injects: news from the scenario that the facilitator lets in while people share."""

from datetime import datetime, timedelta

from app.domain.log import commands as c
from app.domain.log.events import Event, InjectGiven
from app.domain.log.rejections import NoSuchThing
from app.domain.log.state import Workshop
from app.domain.scenario import FactId, Inject


def give(workshop: Workshop, wish: c.GiveInject, *, at: datetime) -> tuple[Event, ...]:
    if wish.inject_id not in workshop.scenario.inject_by_id:
        raise NoSuchThing(kind="inject")
    if wish.inject_id in workshop.injects:
        return ()  # A8
    return (InjectGiven(at=at, inject_id=wish.inject_id),)


def given(workshop: Workshop) -> tuple[Inject, ...]:
    """The injects that came in, in that order."""
    return tuple(workshop.scenario.inject_by_id[inject_id] for inject_id in workshop.injects)


def withheld(workshop: Workshop) -> frozenset[FactId]:
    """The facts that are in no hand because no inject has brought them yet. Rule: V13."""
    brought: frozenset[FactId] = frozenset().union(*(inject.fact_ids for inject in given(workshop)))
    return workshop.scenario.injected - brought


def due_at(workshop: Workshop, inject: Inject) -> datetime | None:
    """When the inject is due; None unless its phase runs and the clock does. Rule A8: an anchor only."""
    clock = workshop.clock
    if clock is None or clock.paused_at is not None or inject.phase_id != workshop.phase_id:
        return None
    return clock.entered_at + timedelta(minutes=inject.minute, seconds=clock.paused_s)
