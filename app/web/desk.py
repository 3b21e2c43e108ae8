"""The duty desk and the printed cards: seats that are worked on paper. Opened on purpose. Rule: V11.

May come in, from who leads: GET /facilitate/<id>/desk, GET /facilitate/<id>/cards?table=ID. Nothing is
written here; what the desk does goes over its socket. The cards need no JavaScript.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from app.domain.commands import TableId, WorkshopId
from app.domain.duty_desk import numbers
from app.domain.scenario import Fact, Role, Scenario
from app.domain.state import Seat, Table, Workshop
from app.web.led import led_workshop

if TYPE_CHECKING:
    from app import App


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCard:
    """A fact to cut out. `minimum`: the least wording of a sensitive one, else empty."""

    number: int
    role: str
    text: str
    minimum: str
    about: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCards:
    """One seat's sheet: its roles' briefs and its facts, in the order of their numbers."""

    title: str
    table: int
    roles: tuple[Role, ...]
    facts: tuple[FactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the facilitator's list: which roles hold the fact of this number."""

    number: int
    roles: str
    is_sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    id: str
    title: str
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


def blueprint(app: "App") -> Blueprint:
    """The door to the hands."""
    door = Blueprint("desk", __name__)

    @door.get("/facilitate/<workshop_id>/desk")
    def desk(workshop_id: str) -> Response:
        led = led_workshop(app, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        record = led[0]
        links = {
            "workshop": record.id,
            "title": record.title,
            "console": f"/facilitate/{record.id}",
            "cards": f"/facilitate/{record.id}/cards",
        }
        page = DeskPage(id=record.id, title=record.title, links=json.dumps(links))
        return make_response(render_template("desk.html", page=page))

    @door.get("/facilitate/<workshop_id>/cards")
    def cards(workshop_id: str) -> Response:
        led = led_workshop(app, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        page = cards_page(led[0].id, led[0].title, led[1], request.args.get("table", ""))
        return make_response(render_template("cards.html", page=page))

    return door


def cards_page(workshop_id: WorkshopId, title: str, workshop: Workshop, table_id: str) -> CardsPage:
    """The cards of one table, or, with an id that names none, of all."""
    tables = tuple(workshop.tables.values())
    chosen = workshop.tables.get(TableId(table_id))
    shown = tables if chosen is None else (chosen,)
    return CardsPage(
        id=workshop_id,
        title=title,
        support=workshop.scenario.support,
        tables=tables,
        chosen="" if chosen is None else chosen.id,
        seats=tuple(
            _seat_cards(workshop.scenario, table, seat) for table in shown for seat in table.seats.values()
        ),
        key=_key(workshop.scenario),
    )


def _seat_cards(scenario: Scenario, table: Table, seat: Seat) -> SeatCards:
    number_of = numbers(scenario)
    roles = tuple(scenario.role_by_id[role_id] for role_id in seat.role_ids)
    facts = sorted(
        (scenario.fact_by_id[fact_id] for fact_id in seat.hand), key=lambda fact: number_of[fact.id]
    )
    title = " + ".join(role.name for role in roles)
    return SeatCards(
        title=title,
        table=table.number,
        roles=roles,
        facts=tuple(_fact_card(scenario, fact, number_of[fact.id], title) for fact in facts),
    )


def _fact_card(scenario: Scenario, fact: Fact, number: int, role: str) -> FactCard:
    names = {person.id: person.name for person in scenario.people}
    return FactCard(
        number=number,
        role=role,
        text=fact.text,
        minimum=fact.minimum or "",
        about=", ".join(names[person_id] for person_id in fact.about),
        when=fact.when.text if fact.when else "",
    )


def _key(scenario: Scenario) -> tuple[KeyLine, ...]:
    return tuple(
        KeyLine(
            number=number,
            roles=", ".join(
                role.name for role in scenario.roles if role.id in scenario.fact_by_id[fact_id].held_by
            ),
            is_sensitive=scenario.fact_by_id[fact_id].is_sensitive,
        )
        for fact_id, number in numbers(scenario).items()
    )
