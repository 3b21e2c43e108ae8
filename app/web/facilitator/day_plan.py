"""The plan of the day: what to print and bring, when to open what, and every step with its time on the clock.

May come in, from who leads: GET /facilitate/<id>/plan?start=HH:MM. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import Phase, PhaseKind
from app.languages.speaking import day, ngettext
from app.languages.speaking import gettext as _
from app.parts import Workshops
from app.web.facilitator.led_workshop import led_workshop
from app.web.plumbing.responses import shown
from app.web.plumbing.zone import day_of, zone

USUAL_START = time(10, 0)
REVIEWED_AFTER = timedelta(days=30)
BEFORE = (timedelta(minutes=45), timedelta(minutes=15))
"""When the room is prepared, and when the doors open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the agenda: when it begins, how long it lasts (empty: as it comes), what it is for."""

    at: str
    title: str
    lasts: str
    aim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlanPage:
    """`start` and the other times: hours and minutes. `brings`: sentences."""

    id: str
    title: str
    start: str
    language: str
    prepares_at: str
    opens_at: str
    ends_at: str
    lasts: str
    tables: str
    steps: tuple[Step, ...]
    brings: tuple[str, ...]
    review_on: str


def blueprint(workshops: Workshops) -> Blueprint:
    """The door to the plan of the day."""
    door = Blueprint("day_plan", __name__)

    @door.get("/facilitate/<workshop_id>/plan")
    def plan(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        record = led[0]
        told = workshops.in_tongue(record.id, led[1])
        return shown("day_plan.html", _page(record.id, record.title, told, _read_start()))

    return door


def _read_start() -> time:
    """When it begins; an hour of the morning where none is given that is one."""
    try:
        return time.fromisoformat(request.args.get("start", "")[:5])
    except ValueError:
        return USUAL_START


def _page(workshop_id: str, title: str, workshop: Workshop, start: time) -> DayPlanPage:
    today = day_of(datetime.now(UTC))
    begins = datetime.combine(today, start, zone())
    steps = [phase for phase in workshop.scenario.agenda if phase.kind is not PhaseKind.CLOSED]
    minutes = sum(phase.minutes for phase in steps)
    return DayPlanPage(
        id=workshop_id,
        title=title,
        start=f"{start:%H:%M}",
        language=workshop.scenario.language,
        prepares_at=f"{begins - BEFORE[0]:%H:%M}",
        opens_at=f"{begins - BEFORE[1]:%H:%M}",
        ends_at=f"{begins + timedelta(minutes=minutes):%H:%M}",
        lasts=_minutes(minutes),
        tables=_tables(workshop),
        steps=tuple(_steps(steps, begins)),
        brings=_brings(workshop),
        review_on=_day(today + REVIEWED_AFTER),
    )


def _steps(phases: list[Phase], begins: datetime) -> Iterator[Step]:
    """The lobby comes before the beginning: people are let in for it."""
    at = begins
    for phase in phases:
        is_lobby = phase.kind is PhaseKind.LOBBY
        shown_at = begins - BEFORE[1] if is_lobby else at
        lasts = _minutes(phase.minutes) if phase.minutes else ""
        yield Step(at=f"{shown_at:%H:%M}", title=phase.title, lasts=lasts, aim=phase.aim)
        at += timedelta(minutes=phase.minutes)


def _tables(workshop: Workshop) -> str:
    seats = sum(len(table.seats) for table in workshop.tables.values())
    return _(
        "{tables} with {seats}",
        tables=ngettext("{n} table", "{n} tables", len(workshop.tables)),
        seats=ngettext("{n} seat", "{n} seats", seats),
    )


def _brings(workshop: Workshop) -> tuple[str, ...]:
    seats = sum(len(table.seats) for table in workshop.tables.values())
    return (
        _("This laptop, its charger, and a way to connect it to the projector."),
        ngettext(
            "A phone for {n} person: ask people to bring their own, charged.",
            "A phone for each of {n} people: ask them to bring their own, charged.",
            seats,
        ),
        _("A network that laptop and phones share. If the room's keeps devices apart, bring a hotspot."),
        _("Pens and paper, for seats without a phone and for votes on paper."),
        _("A place to step out to, and the name of somebody to talk to afterwards."),
    )


def _minutes(n: int) -> str:
    return ngettext("{n} minute", "{n} minutes", n)


def _day(one: date) -> str:
    return day(one)
