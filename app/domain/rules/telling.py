"""What who leads wants told of links: to tables that one came close, in the report the words beside them."""

from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.events import Event, TellingSet
from app.domain.log.state import Workshop


def set_telling(workshop: Workshop, wish: c.SetTelling, *, at: datetime) -> tuple[Event, ...]:
    """Both wishes as they are to be from here on. Rules: S18, S19."""
    now = (workshop.tells_near_misses, workshop.telling.lines_in_report)
    if now == (wish.near_misses, wish.lines_in_report):
        return ()
    return (TellingSet(at=at, near_misses=wish.near_misses, lines_in_report=wish.lines_in_report),)


def when_opened(workshop: Workshop, wish: c.OpenWorkshop, *, at: datetime) -> tuple[Event, ...]:
    """The near misses as the opening wants them, where that is not as the scenario has them."""
    if wish.near_misses is None:
        return ()
    wanted = c.SetTelling(near_misses=wish.near_misses, lines_in_report=False)
    return set_telling(workshop, wanted, at=at)
