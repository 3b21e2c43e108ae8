"""The days of whoever leads: in the time zone that their browser has told, else in this computer's.

Pages that lead keep the zone's name in a cookie, once; it names no person and no place of one.
"""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import request

ZONE_COOKIE = "zone"
LONGEST_NAME = 64


def zone() -> tzinfo | None:
    """The zone of this request; None: this computer's own."""
    return _named(request.cookies.get(ZONE_COOKIE, "")[:LONGEST_NAME])


@lru_cache(maxsize=64)
def _named(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):  # none, or none that this computer knows
        return None


def day_of(moment: datetime) -> date:
    """The day it was then for whoever asks."""
    return moment.astimezone(zone()).date()
