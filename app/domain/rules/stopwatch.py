"""The one clock by which the picture grows: it starts when sharing begins, and stands still in pauses."""

from collections.abc import Callable
from datetime import datetime

from app.domain.log.state import Pause, Workshop
from app.domain.rules.agenda import pauses_until
from app.domain.rules.steps import is_sharing

Seconds = Callable[[datetime], int]
"""Whole seconds since sharing began, pauses not counted."""


def stopwatch(workshop: Workshop) -> Seconds:
    """Whole seconds since sharing began, pauses not counted; 0 before that. Rule: V16."""
    kinds = ((run, workshop.scenario.phase_by_id[run.phase_id].kind) for run in workshop.runs)
    began = next((run.entered_at for run, kind in kinds if is_sharing(kind)), None)
    over = tuple(pause for run in workshop.runs for pause in run.pauses)

    def seconds(at: datetime) -> int:
        if began is None or at <= began:
            return 0
        running = pauses_until(workshop.clock, until=at) if workshop.clock is not None else ()
        stood_still_s = sum(_overlap_s(pause, began, at) for pause in (*over, *running))
        return int((at - began).total_seconds() - stood_still_s)

    return seconds


def _overlap_s(pause: Pause, since: datetime, until: datetime) -> float:
    return max(0.0, (min(pause.until, until) - max(pause.since, since)).total_seconds())


def held_at(workshop: Workshop) -> datetime | None:
    """When sharing began, which is when a workshop was held; before that, when it was opened."""
    kind_of = workshop.scenario.phase_by_id
    sharing = (run.entered_at for run in workshop.runs if is_sharing(kind_of[run.phase_id].kind))
    return next(sharing, workshop.opened_at)
