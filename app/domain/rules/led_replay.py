"""Who leads shows the hour again: which moment of which table is looked at now. Rule: A13."""

from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.events import Event, ReplayShown
from app.domain.log.rejections import NoSuchThing
from app.domain.log.state import Otherwise, Replay, Workshop
from app.domain.rules import sharing


def show(workshop: Workshop, wish: c.ShowReplay, *, at: datetime) -> tuple[Event, ...]:
    if wish.table_id is not None and wish.table_id not in workshop.tables:
        raise NoSuchThing(kind="table")
    table = workshop.tables[wish.table_id] if wish.table_id else None
    if wish.fact_id is not None and (table is None or wish.fact_id not in sharing.in_play(table)):
        raise NoSuchThing(kind="fact")  # the same answer whether it exists or is in no hand of that table
    is_otherwise = wish.fact_id is not None and wish.minute is not None
    event = ReplayShown(
        at=at,
        table_id=wish.table_id,
        moment=wish.moment if table else 0,
        is_playing=wish.is_playing and table is not None,
        view=wish.view,
        fact_id=wish.fact_id if is_otherwise else None,
        minute=wish.minute if is_otherwise else None,
    )
    is_so = shown(event) == workshop.replay and not event.is_playing
    return () if is_so else (event,)


def shown(event: ReplayShown) -> Replay | None:
    """What is shown from this event on; None: no moment but the present."""
    if event.table_id is None:
        return None
    otherwise = None
    if event.fact_id is not None and event.minute is not None:
        otherwise = Otherwise(fact_id=event.fact_id, minute=event.minute)
    return Replay(
        table_id=event.table_id,
        moment=event.moment,
        since=event.at if event.is_playing else None,
        view=event.view,
        otherwise=otherwise,
    )
