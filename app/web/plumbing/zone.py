"""The days of whoever leads: in the time zone that their browser has told, else in this computer's.

Pages that lead keep the zone's name in a cookie, once; it names no person and no place of one.
"""

from datetime import date, datetime, tzinfo

from flask import request

from app.languages.speaking import day
from app.store.zones import LONGEST_NAME, zone_named

ZONE_COOKIE = "zone"


def zone() -> tzinfo | None:
    """The zone of this request; None: this computer's own."""
    return zone_named(zone_told())


def zone_told() -> str:
    """The zone's name, as the browser has told it; empty where this computer knows none such."""
    name = request.cookies.get(ZONE_COOKIE, "")[:LONGEST_NAME]
    return name if zone_named(name) else ""


def day_of(moment: datetime) -> date:
    """The day it was then for whoever asks."""
    return moment.astimezone(zone()).date()


def moment_told(moment: datetime) -> str:
    """The day and the minute it was then, for whoever asks."""
    return f"{day(day_of(moment))} {moment.astimezone(zone()):%H:%M}"
