"""The duty desk and the printed cards: seats that are worked on paper. Opened on purpose. Rule: V11.

May come in, from who leads: GET /facilitate/<id>/desk, GET /facilitate/<id>/cards?table=ID. Nothing is
written here; what the desk does goes over its socket. The cards need no JavaScript.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.access.codes import route_of
from app.domain.log.commands import TableId, WorkshopId
from app.domain.log.state import Seat, Table, Workshop
from app.domain.scenario import Column, Fact, FactId, Inject, Role, RoleId, Scenario
from app.domain.views.agency_marks import AgencyMark, agency_marks
from app.domain.views.duty_desk import numbers
from app.languages.speaking import day, gettext, month
from app.parts import Workshops
from app.web.facilitator.led_workshop import led_workshop
from app.web.plumbing.responses import shown

KINDS: Mapping[Column, str] = {
    Column.WORRY: "worry",
    Column.STRENGTH: "strength",
    Column.NEUTRAL: "context",
}
"""What phones call the kinds of facts (static/js/picture/words.js), and so the cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCard:
    """A fact to cut out. `marks`: whose hand it lies in; `kind`: worry, strength or context, as a sign and
    in words; `minimum`: the minimum wording of a sensitive one, else empty.
    """

    number: int
    marks: tuple[AgencyMark, ...]
    kind: Column
    kind_words: str
    text: str
    minimum: str
    about: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """What a role is, does and worries about, under its agency's mark."""

    mark: AgencyMark
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCards:
    """One sheet: a seat's briefs and its facts, in the order of their numbers; or what an inject
    brings, which belongs to no table (0) until it comes.
    """

    title: str
    table: int = 0
    roles: tuple[RoleCard, ...]
    facts: tuple[FactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the facilitator's list: which roles hold the fact of this number."""

    number: int
    roles: str
    is_sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    """`language`: of the roles and facts; `fallback`: of those that have no translation."""

    id: str
    title: str
    language: str
    fallback: str
    support: str
    tables: tuple[Table, ...]
    chosen: str
    seats: tuple[SeatCards, ...]
    key: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """What the desk's shell holds before its script has taken over; `links` is for the script, as JSON."""

    id: str
    title: str
    links: str


def blueprint(workshops: Workshops) -> Blueprint:
    """The door to the hands."""
    door = Blueprint("desk", __name__)

    @door.get("/facilitate/<workshop_id>/desk")
    def desk(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        record = led[0]
        links = {
            "workshop": record.id,
            "route": route_of(record.id),
            "title": record.title,
            "console": f"/facilitate/{record.id}",
            "cards": f"/facilitate/{record.id}/cards",
        }
        page = DeskPage(id=record.id, title=record.title, links=json.dumps(links))
        return shown("desk.html", page)

    @door.get("/facilitate/<workshop_id>/cards")
    def cards(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        told = workshops.in_tongue(WorkshopId(workshop_id), led[1])
        page = cards_page(led[0].id, led[0].title, told, request.args.get("table", ""))
        return shown("cards.html", page)

    return door


def cards_page(workshop_id: WorkshopId, title: str, workshop: Workshop, table_id: str) -> CardsPage:
    """The cards of one table, or, with an id that names none, of all."""
    tables = tuple(workshop.tables.values())
    chosen = workshop.tables.get(TableId(table_id))
    shown = tables if chosen is None else (chosen,)
    return CardsPage(
        id=workshop_id,
        title=title,
        language=workshop.scenario.language,
        fallback=workshop.scenario.fallback,
        support=workshop.scenario.support,
        tables=tables,
        chosen="" if chosen is None else chosen.id,
        seats=(*_seats(workshop.scenario, shown), *_news(workshop.scenario)),
        key=_key(workshop.scenario),
    )


def _seats(scenario: Scenario, tables: tuple[Table, ...]) -> Iterator[SeatCards]:
    return (_seat_cards(scenario, table, seat) for table in tables for seat in table.seats.values())


def _news(scenario: Scenario) -> Iterator[SeatCards]:
    return (_news_cards(scenario, inject) for inject in scenario.injects)


def _seat_cards(scenario: Scenario, table: Table, seat: Seat) -> SeatCards:
    number_of = numbers(scenario)
    roles = tuple(scenario.role_by_id[role_id] for role_id in seat.role_ids)
    facts = sorted(
        (scenario.fact_by_id[fact_id] for fact_id in seat.hand), key=lambda fact: number_of[fact.id]
    )
    marks = agency_marks(scenario)
    return SeatCards(
        title=" + ".join(role.name for role in roles),
        table=table.number,
        roles=tuple(RoleCard(mark=marks[role.id], role=role) for role in roles),
        facts=tuple(_fact_card(scenario, fact, number_of[fact.id], seat.role_ids) for fact in facts),
    )


def _news_cards(scenario: Scenario, inject: Inject) -> SeatCards:
    """What an inject brings: kept by whoever leads, handed out when it comes."""
    number_of = numbers(scenario)
    facts = [fact for fact in scenario.facts if fact.id in inject.fact_ids]
    return SeatCards(
        title=inject.title,
        roles=(),
        facts=tuple(
            _fact_card(scenario, fact, number_of[fact.id], [role.id for role in scenario.roles])
            for fact in facts
        ),
    )


def _fact_card(scenario: Scenario, fact: Fact, number: int, role_ids: Iterable[RoleId]) -> FactCard:
    """`role_ids`: those of the seat, of which it shows whichever hold the fact."""
    marks = agency_marks(scenario)
    names = {person.id: person.name for person in scenario.people}
    return FactCard(
        number=number,
        marks=tuple(marks[role_id] for role_id in role_ids if role_id in fact.held_by),
        kind=fact.column,
        kind_words=gettext(KINDS[fact.column]),
        text=fact.text,
        minimum=fact.minimum or "",
        about=", ".join(names[person_id] for person_id in fact.about),
        when=_said(fact.when.text) if fact.when else "",
    )


def _key(scenario: Scenario) -> tuple[KeyLine, ...]:
    return tuple(
        KeyLine(
            number=number,
            roles=_holders(scenario, fact_id),
            is_sensitive=scenario.fact_by_id[fact_id].is_sensitive,
        )
        for fact_id, number in numbers(scenario).items()
    )


def _holders(scenario: Scenario, fact_id: FactId) -> str:
    held_by = scenario.fact_by_id[fact_id].held_by
    return ", ".join(role.name for role in scenario.roles if role.id in held_by)


def _said(when: str) -> str:
    """A day, a month, a year, or from one to another, as people say it."""
    return " – ".join(_said_day(part) for part in when.split(".."))


def _said_day(part: str) -> str:
    match [int(number) for number in part.split("-") if number.isdecimal()]:
        case [year, number, of_month]:
            return day(date(year, number, of_month))
        case [year, number]:
            return month(year, number)
        case _:
            return part
