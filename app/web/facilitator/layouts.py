"""How so many people would sit, and what a layout can and cannot do, in plain sentences. Nothing is written.

May come in, from who leads: GET /facilitate/<id>/proposal?people=N, POST /facilitate/<id>/proposal with the
`layout` of an `arrange_tables` command as JSON. Both are answered with JSON that counts insights and names
roles, never an insight's title or a fact. Rule: T10.
"""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import combinations

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

import app.clock as clock
from app.access.codes import new_id
from app.domain.log.commands import ArrangeTables, FacilitatorActor, Layout, WorkshopId
from app.domain.log.rejections import TablesDoNotFit
from app.domain.puzzle.merging import is_named_merge
from app.domain.puzzle.solvability import reach
from app.domain.rules.seating import (
    Weight,
    hand_of,
    propose,
    require_fit,
    weigh,
)
from app.domain.scenario import RoleId, Scenario
from app.languages.speaking import gettext, ngettext
from app.messages.payloads import Malformed, read_command
from app.parts import Workshops
from app.web.facilitator.led_workshop import led_workshop
from app.web.facilitator.new_workshop import FEWEST_EXPECTED, MOST_EXPECTED, read_people
from app.web.plumbing.responses import refused_to_script


def blueprint(workshops: Workshops) -> Blueprint:
    """The door for layouts that are thought about."""
    door = Blueprint("weighing", __name__)

    @door.get("/facilitate/<workshop_id>/proposal")
    def proposal(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        people = read_people(request.args.get("people", ""))
        if people is None:
            facts = {"fewest": FEWEST_EXPECTED, "most": MOST_EXPECTED}
            return refused_to_script("people_out_of_range", HTTPStatus.UNPROCESSABLE_ENTITY, facts)
        scenario = workshops.in_tongue(led[0].id, led[1]).scenario
        return _weighed(scenario, propose(scenario, people), people)

    @door.post("/facilitate/<workshop_id>/proposal")
    def typed_layout(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        scenario = workshops.in_tongue(led[0].id, led[1]).scenario
        try:
            layout = _read_layout(_typed())
            require_fit(scenario, layout)
        except (Malformed, TablesDoNotFit) as refusal:
            facts = getattr(refusal, "facts", None)
            return refused_to_script(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY, facts)
        return _weighed(scenario, layout, sum(len(table) for table in layout))

    return door


def _typed() -> object:
    """The request's JSON; None when it is none, or nested beyond what can be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _read_layout(typed: object) -> Layout:
    """A layout in the shape of the command that would lay it. Raises Malformed."""
    layout = typed.get("layout") if isinstance(typed, dict) else None
    said = {"id": new_id("weigh-"), "type": "arrange_tables", "layout": layout}
    wish = read_command(said, by=FacilitatorActor(), at=clock.now()).wish
    assert isinstance(wish, ArrangeTables)
    return wish.layout


def _weighed(scenario: Scenario, layout: Layout, people: int) -> Response:
    """`is_flawed`: a hand shows an insight alone, or one cannot be found. It can be laid all the same."""
    weights = weigh(scenario, layout)
    is_flawed = any(weight.given_away or weight.lost for weight in weights)
    return jsonify(
        people=people, layout=layout, is_flawed=is_flawed, tables=weighed_in_words(scenario, layout)
    )


def weighed_in_words(scenario: Scenario, layout: Layout) -> list[list[str]]:
    """For each table what its hands can and cannot do; one sentence when all is as it should be."""
    return [
        list(_of_table(scenario, table, weight))
        or [gettext("Every insight can be found, and no seat can find one alone.")]
        for table, weight in zip(layout, weigh(scenario, layout), strict=True)
    ]


def _of_table(scenario: Scenario, table: tuple[tuple[RoleId, ...], ...], weight: Weight) -> Iterator[str]:
    if weight.lost:
        n = len(weight.lost)
        yield ngettext(
            "{n} insight can't be found at this table.",
            "{n} insights can't be found at this table.",
            n,
        )
    for seat in table:
        alone = reach(scenario, hand_of(scenario, seat, scenario.injects))
        if alone:
            yield ngettext(
                "{roles}: these facts alone show {n} insight.",
                "{roles}: these facts alone show {n} insights.",
                len(alone),
                roles=_names(scenario, seat),
            )
    for seat in table:
        if len(seat) > 1 and not is_named_merge(scenario, frozenset(seat)):
            pairs = [pair for pair in combinations(seat, 2) if not is_named_merge(scenario, frozenset(pair))]
            for pair in pairs:
                yield gettext(
                    "{roles}: the authors didn't mean these to share a seat.", roles=_names(scenario, pair)
                )
    if weight.left_out:
        yield ngettext(
            "{n} extra fact is left out, to keep hands small.",
            "{n} extra facts are left out, to keep hands small.",
            len(weight.left_out),
        )


def _names(scenario: Scenario, role_ids: Iterable[RoleId]) -> str:
    return " + ".join(scenario.role_by_id[role_id].name for role_id in role_ids)
