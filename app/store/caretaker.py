"""What the app looks after by itself: names and workshops kept long enough, and whether its file is there."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from app.domain.log.commands import WorkshopId
from app.store import Store, StoreFailed
from app.store.deletion import Why

ONCE_A_DAY_S = 24 * 3600.0
ONCE_AN_HOUR_S = 3600.0
LOOKS_AFTER_S = 2.0

log = logging.getLogger(__name__)


def kept_until(opened_at: datetime, days: int) -> date:
    """The last day, where this computer is, on which names of a workshop may still be kept."""
    return opened_at.astimezone().date() + timedelta(days=days)


def erase_old_names(store: Store, days: int, now: datetime) -> None:
    """Erase the names of every workshop whose last day is over.

    Counted in whole days, as the join page says it.
    """
    first_kept = datetime.combine(now.astimezone().date() - timedelta(days=days), time()).astimezone()
    store.erase_names_of_workshops_before(first_kept)


def erase_every_day(store: Store, days: int, sleep: Callable[[float], object]) -> None:
    """Go on erasing for as long as the app runs; a database that refuses is asked again a day later."""
    while True:
        sleep(ONCE_A_DAY_S)
        try:
            erase_old_names(store, days, datetime.now(UTC))
        except StoreFailed as problem:
            log.warning("Names that are too old were not erased: %s", problem)


def delete_due(store: Store, say_deleted: Callable[[WorkshopId], None], now: datetime) -> None:
    """Delete every workshop whose last day is over, and say so of each."""
    for workshop_id in store.deleting.due(now.astimezone().date()):
        if store.deleting.delete(workshop_id, Why.DAY_CAME, now):
            say_deleted(workshop_id)


def forget_over(store: Store, now: datetime) -> None:
    """Erase who asked for a place, and codes that bring one back, once their time is over. Rule: K4."""
    store.handovers.comebacks.forget_over(now)
    store.handovers.forget_over(now)


def delete_every_hour(
    store: Store, say_deleted: Callable[[WorkshopId], None], sleep: Callable[[float], object]
) -> None:
    """Go on deleting for as long as the app runs; a database that refuses is asked again an hour later."""
    while True:
        try:
            forget_over(store, datetime.now(UTC))
            delete_due(store, say_deleted, datetime.now(UTC))
        except StoreFailed as problem:
            log.warning("Workshops whose last day is over were not deleted: %s", problem)
        sleep(ONCE_AN_HOUR_S)


def look_after(store: Store, sleep: Callable[[float], object], tell: Callable[[str], object]) -> None:
    """Notice within seconds, also while nobody taps, that nothing can be saved, and that it can again.

    The store says it in the log, once; `tell` is given the code of the sentence for those who lead, each time
    it becomes another: empty when all is well.
    """
    noted = ""
    while True:
        sleep(LOOKS_AFTER_S)
        now = ""
        try:
            store.look_again()
        except StoreFailed as problem:
            now = problem.said
        if now != noted:
            noted = now
            tell(now)
