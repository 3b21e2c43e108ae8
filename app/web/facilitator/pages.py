"""The facilitator's pages: sign in, the list of workshops, a new one, the console.

May come in: what `sign_in` lists, GET /facilitate (page), GET and POST /facilitate/new (scenario, title,
people), GET /facilitate/<id>, POST /facilitate/<id>/erase-names.
Only who is signed in gets further than the form, and only to workshops of their own.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from pathlib import Path

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from app.access.codes import route_of
from app.access.tokens import screen_token
from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.rules.agenda import step_of
from app.domain.rules.stopwatch import held_at
from app.domain.scenario import PhaseKind
from app.languages.speaking import day
from app.parts import Workshops
from app.scenarios import Library, ScenarioRefused
from app.store import Draft, WorkshopRecord
from app.web.facilitator.led_workshop import asked_to_sign_in, led_workshop
from app.web.facilitator.new_workshop import (
    NewWorkshopPage,
    Typed,
    checked,
    new_workshop_page,
    open_workshop,
)
from app.web.facilitator.offered import path_of
from app.web.facilitator.sign_in import Entrance, add_routes, signed_in_facilitator
from app.web.plumbing.addresses import Addresses, shown_code
from app.web.plumbing.responses import shown
from app.web.plumbing.zone import day_of
from app.wire.news import NamesErased, TellNews

LINES_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopLine:
    """One workshop in the list. `code` is empty once nobody can join any more; `language` is the phase's."""

    id: str
    title: str
    phase: str
    language: str
    code: str
    opened: str
    people: int
    is_closed: bool
    is_rehearsal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopsPage:
    """Some of one's workshops, the newest first. `newer`, `older`: where the others are, or empty."""

    facilitator: str
    workshops: tuple[WorkshopLine, ...]
    number: int
    of: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolePage:
    """What the console's shell holds before its script has taken over; `links` is for the script, as JSON."""

    id: str
    title: str
    code: str
    phase: str
    step: int
    steps: int
    links: str


def blueprint(lead: "Lead", entrance: Entrance) -> Blueprint:
    """The facilitator's door."""
    door = Blueprint("facilitator", __name__)
    add_routes(door, entrance)

    @door.get("/facilitate", strict_slashes=False)
    def workshops() -> Response:
        return lead.overview(request.args.get("page", default=1, type=int))

    @door.get("/facilitate/new")
    def new_workshop_form() -> Response:
        return lead.new_workshop_form(request.args.get("scenario", ""))

    @door.post("/facilitate/new")
    def new_workshop() -> Response:
        form = request.form
        typed = Typed(
            scenario=form.get("scenario", ""),
            title=form.get("title", ""),
            people=form.get("people", ""),
            agenda=form.get("agenda", ""),
            near_misses=form.get("near_misses") != "no",
            kind=form.get("kind", ""),
        )
        return lead.open(typed)

    @door.get("/facilitate/<workshop_id>")
    def console(workshop_id: str) -> Response:
        return lead.console(WorkshopId(workshop_id))

    @door.post("/facilitate/<workshop_id>/erase-names")
    def erase_names(workshop_id: str) -> Response:
        return lead.erase_names(WorkshopId(workshop_id))

    return door


SendBots = Callable[[str, Path | str, int], None]
"""Lets so many bots play a scenario's file in the workshop with a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Whoever leads, and their workshops, in terms of requests and answers. `key` signs screens' links."""

    workshops: Workshops
    library: Library
    key: bytes
    addresses: Addresses
    tell_news: TellNews
    send_bots: SendBots

    def overview(self, wanted: int) -> Response:
        """A page of the list: what stands beside a title is folded from the log, so not all of them are."""
        facilitator = signed_in_facilitator(self.workshops.store)
        if facilitator is None:
            return asked_to_sign_in()
        records = self.workshops.store.workshops(facilitator.id)
        last = max(1, ceil(len(records) / LINES_ON_A_PAGE))
        number = min(max(wanted, 1), last)
        records = records[(number - 1) * LINES_ON_A_PAGE : number * LINES_ON_A_PAGE]
        page = WorkshopsPage(
            facilitator=facilitator.name,
            workshops=tuple(_line(record, self.workshops.now(record.id)) for record in records),
            number=number,
            of=last,
            newer=f"/facilitate?page={number - 1}" if number > 1 else "",
            older=f"/facilitate?page={number + 1}" if number < last else "",
        )
        return shown("workshops.html", page)

    def new_workshop_form(self, wanted: str) -> Response:
        """`wanted`: the family that is chosen already, if it may be opened."""
        facilitator = signed_in_facilitator(self.workshops.store)
        if facilitator is None:
            return asked_to_sign_in()
        drafts = self.workshops.store.drafts.seen_by(facilitator.id)
        return shown("new_workshop.html", new_workshop_page(self.library, drafts, wanted))

    def open(self, typed: Typed) -> Response:
        """Open a workshop; nothing typed is lost when that is refused."""
        facilitator = signed_in_facilitator(self.workshops.store)
        if facilitator is None:
            return asked_to_sign_in()
        drafts = self.workshops.store.drafts.seen_by(facilitator.id)
        page = checked(self.library, typed, drafts)
        if page.flaw or page.title_flaw or page.people_flaw or page.agenda_flaw:
            return shown("new_workshop.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            workshop_id = open_workshop(self.workshops.service, self.library, facilitator.id, page, drafts)
        except ScenarioRefused:  # the file was changed since it was looked at
            page = checked(self.library, typed, drafts)
            return shown("new_workshop.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        if page.kind == "bots":
            self._send_bots(workshop_id, page, drafts)
        return redirect(f"/facilitate/{workshop_id}", HTTPStatus.SEE_OTHER)

    def _send_bots(self, workshop_id: WorkshopId, page: NewWorkshopPage, drafts: Sequence[Draft]) -> None:
        """Into all seats but one: whoever rehearses may sit there."""
        record = self.workshops.store.workshop(workshop_id)
        written = next((draft.text for draft in drafts if draft.id == page.scenario), None)
        played = path_of(page.scenario) if written is None else written
        if played is not None and record is not None and record.code is not None:
            self.send_bots(record.code, played, max(1, int(page.people) - 1))

    def console(self, workshop_id: WorkshopId) -> Response:
        led = self._led(workshop_id)
        if isinstance(led, Response):
            return led
        return shown("console.html", self._console_page(*led))

    def erase_names(self, workshop_id: WorkshopId) -> Response:
        """Erase every name typed in this workshop; the log never held any."""
        led = self._led(workshop_id)
        if isinstance(led, Response):
            return led
        self.workshops.store.erase_names(workshop_id)
        self.tell_news(NamesErased(workshop_id=workshop_id))
        return redirect(f"/facilitate/{workshop_id}", HTTPStatus.SEE_OTHER)

    def _led(self, workshop_id: WorkshopId) -> tuple[WorkshopRecord, Workshop] | Response:
        """The workshop, for those who lead it; else what they get instead."""
        return led_workshop(self.workshops, workshop_id)

    def _console_page(self, record: WorkshopRecord, workshop: Workshop) -> ConsolePage:
        token = screen_token(self.key, record.id)
        code = record.code or ""
        links = {
            "workshop": record.id,
            "route": route_of(record.id),
            "title": record.title,
            "code": f"/facilitate/{record.id}/code",
            "screen": self.addresses.of(f"/screen/{token}"),
            "report": f"/workshops/{record.id}/report",
            "proposal": f"/facilitate/{record.id}/proposal",
            "desk": f"/facilitate/{record.id}/desk",
            "cards": f"/facilitate/{record.id}/cards",
            "plan": f"/facilitate/{record.id}/plan",
            "standby": f"/facilitate/{record.id}/standby",
            "screens": f"/facilitate/{record.id}/screens",
            "back": f"/facilitate/{record.id}/back",
            "handover": f"/facilitate/{record.id}/handover",
            "addresses": f"/facilitate/{record.id}/addresses" if self.addresses.reach.is_chosen_here else "",
        }
        return ConsolePage(
            id=record.id,
            title=record.title,
            code=shown_code(code),
            phase=workshop.phase.title,
            step=step_of(workshop.scenario, workshop.phase_id) + 1,
            steps=len(workshop.scenario.agenda),
            links=json.dumps(links),
        )


def _line(record: WorkshopRecord, workshop: Workshop) -> WorkshopLine:
    is_closed = workshop.phase.kind is PhaseKind.CLOSED
    return WorkshopLine(
        id=record.id,
        title=record.title,
        phase=workshop.phase.title,
        language=workshop.scenario.language,
        code="" if is_closed else shown_code(record.code or ""),
        opened=day(day_of(held_at(workshop) or record.created_at)),
        people=sum(one.takes_part for one in workshop.participants.values()),
        is_closed=is_closed,
        is_rehearsal=record.is_rehearsal,
    )
