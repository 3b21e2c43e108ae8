"""Passing on: a seat to another phone, the lead to another device, a screen to each table.

May come in, from who leads: POST /facilitate/<id>/handover/<participant_id>, POST /facilitate/<id>/standby,
POST /facilitate/<id>/standby/renew, POST /facilitate/<id>/code, GET /facilitate/<id>/screens (all answered
with JSON). From anybody: GET and POST /resume/<token>, GET /standby/<token>. A resume link and its short code
live for a quarter of an hour; a standby link until a new one is asked for. Nothing passes on by itself.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response

from app.access.codes import new_code, new_id, normal_code
from app.access.leadership import BROWSER, STANDBY
from app.access.tokens import (
    SEAT_COOKIE,
    participant_token,
    read_participant_token,
    read_resume_token,
    read_standby_token,
    resume_token,
    screen_token,
    standby_token,
)
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.state import Participant, Workshop
from app.domain.scenario import PhaseKind
from app.parts import Workshops
from app.store import Store, Taken
from app.turn.live import NoSuchWorkshop
from app.web.facilitator.led_workshop import led_workshop
from app.web.facilitator.screens import qr_svg
from app.web.plumbing.addresses import Addresses, shown_code
from app.web.plumbing.responses import refused, refused_to_script
from app.web.plumbing.seat_cookie import with_seat
from app.wire.news import CodeChanged, LeadersChanged, TellNews

LINK_LASTS = timedelta(minutes=15)


def blueprint(passing: "PassingOn") -> Blueprint:
    """The door through which seats and the lead pass on."""
    door = Blueprint("handover", __name__)

    @door.post("/facilitate/<workshop_id>/handover/<participant_id>")
    def hand_over(workshop_id: str, participant_id: str) -> Response:
        return passing.hand_over(WorkshopId(workshop_id), ParticipantId(participant_id))

    @door.post("/facilitate/<workshop_id>/standby")
    def make_standby(workshop_id: str) -> Response:
        return passing.make_standby(WorkshopId(workshop_id))

    @door.post("/facilitate/<workshop_id>/standby/renew")
    def renew_standby(workshop_id: str) -> Response:
        return passing.renew_standby(WorkshopId(workshop_id))

    @door.post("/facilitate/<workshop_id>/code")
    def renew_code(workshop_id: str) -> Response:
        return passing.renew_code(WorkshopId(workshop_id))

    @door.get("/facilitate/<workshop_id>/screens")
    def screens(workshop_id: str) -> Response:
        return passing.screens(WorkshopId(workshop_id))

    @door.get("/resume/<token>")
    def resume(token: str) -> Response:
        return passing.resume(token, is_sure=False)

    @door.post("/resume/<token>")
    def resume_instead(token: str) -> Response:
        return passing.resume(token, is_sure=True)

    @door.get("/standby/<token>")
    def stand_by(token: str) -> Response:
        return passing.stand_by(token)

    return door


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingOn:
    """Who takes over what, in terms of requests and answers. `key` signs the links."""

    workshops: Workshops
    key: bytes
    addresses: Addresses
    tell_news: TellNews

    def hand_over(self, workshop_id: WorkshopId, participant_id: ParticipantId) -> Response:
        """A link, its QR and a short code that give this participant's place to another device.

        Those made for them before end here.
        """
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        participant = led[1].participants.get(participant_id)
        if participant is None or not participant.takes_part:
            return refused_to_script("not_taking_part")
        until = datetime.now(UTC) + LINK_LASTS
        code = self._kept_code(workshop_id, participant_id, until)
        return self._link(f"/resume/{resume_token(self.key, code)}", code=code)

    def make_standby(self, workshop_id: WorkshopId) -> Response:
        """The link that lets another device lead this workshop: the one that holds, else a first one."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        handovers = self.workshops.store.handovers
        number = handovers.standby(workshop_id) or handovers.renew_standby(workshop_id)
        return self._standby_link(workshop_id, number)

    def renew_standby(self, workshop_id: WorkshopId) -> Response:
        """A new such link; whoever leads by those made before it stops leading."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        number = self.workshops.store.handovers.renew_standby(workshop_id)
        if STANDBY in session:  # whoever renews it from a standby device keeps it
            session[STANDBY] = {**session[STANDBY], workshop_id: number}
        self.tell_news(LeadersChanged(workshop_id=workshop_id))
        return self._standby_link(workshop_id, number)

    def renew_code(self, workshop_id: WorkshopId) -> Response:
        """Another code to join by; the one before, its link and its QR bring nobody in any more."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        while True:
            code = new_code()
            with suppress(Taken):
                self.workshops.store.handovers.set_join_code(workshop_id, code)
                break
        self.tell_news(CodeChanged(workshop_id=workshop_id))
        return jsonify(code=code)

    def screens(self, workshop_id: WorkshopId) -> Response:
        """For each table the address of a screen that stands there."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        tables = led[1].tables.values()
        tokens = {table.id: screen_token(self.key, workshop_id, table.id) for table in tables}
        return jsonify(
            tables=[
                {"number": table.number, "url": self.addresses.of(f"/screen/{tokens[table.id]}")}
                for table in tables
            ]
        )

    def resume(self, token: str, *, is_sure: bool) -> Response:
        """Give this device the place a link names; it is asked first when it has another one."""
        place = self._place(token)
        participant = self._participant(*place) if place else None
        if place is None or participant is None or not participant.takes_part:
            return refused("resume_over", HTTPStatus.NOT_FOUND)
        held = read_participant_token(self.key, request.cookies.get(SEAT_COOKIE, ""))
        if held is not None and held != place and not is_sure and self._takes_part(*held):
            return make_response(render_template("resume.html", token=token))
        answer = redirect("/phone", HTTPStatus.SEE_OTHER)
        return with_seat(answer, participant_token(self.key, *place))

    def stand_by(self, token: str) -> Response:
        """Let this browser lead the workshop, as long as no newer link is made."""
        read = read_standby_token(self.key, token)
        if read is None or self.workshops.store.handovers.standby(read[0]) != read[1]:
            return refused("standby_over", HTTPStatus.NOT_FOUND)
        session[STANDBY] = {**session.get(STANDBY, {}), read[0]: read[1]}
        session.setdefault(BROWSER, new_id())
        session.permanent = True
        return redirect(f"/facilitate/{read[0]}", HTTPStatus.SEE_OTHER)

    def _standby_link(self, workshop_id: WorkshopId, number: int) -> Response:
        return self._link(f"/standby/{standby_token(self.key, workshop_id, number)}")

    def _kept_code(self, workshop_id: WorkshopId, participant_id: ParticipantId, until: datetime) -> str:
        while True:
            code = new_code()
            if self.workshops.store.workshop_by_code(code) is not None:
                continue  # a join code is looked for first
            try:
                self.workshops.store.handovers.keep_code(
                    workshop_id, participant_id, code, now=datetime.now(UTC), until=until
                )
            except Taken:
                continue
            return code

    def _place(self, token: str) -> tuple[WorkshopId, ParticipantId] | None:
        """Whose place a link gives; None once its code brings nobody back any more."""
        code = read_resume_token(self.key, token)
        found = self.workshops.store.handovers.of_code(code, datetime.now(UTC)) if code else None
        return (found[0], found[1]) if found else None

    def _link(self, path: str, *, code: str = "") -> Response:
        url = self.addresses.of(path)
        picture = qr_svg(url).decode()
        minutes = int(LINK_LASTS.total_seconds() // 60)
        answer = jsonify(url=url, qr_svg=picture, code=shown_code(code), minutes=minutes)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _participant(self, workshop_id: WorkshopId, participant_id: ParticipantId) -> Participant | None:
        try:
            workshop: Workshop = self.workshops.now(workshop_id)
        except NoSuchWorkshop:
            return None
        return None if workshop.phase.kind is PhaseKind.CLOSED else workshop.participants.get(participant_id)

    def _takes_part(self, workshop_id: WorkshopId, participant_id: ParticipantId) -> bool:
        participant = self._participant(workshop_id, participant_id)
        return participant is not None and participant.takes_part


def path_of_code(store: Store, key: bytes, typed_code: str) -> str | None:
    """Where a short recovery code leads, from what somebody typed; None for anything else."""
    code = normal_code(typed_code)
    found = store.handovers.of_code(code, datetime.now(UTC)) if code else None
    return f"/resume/{resume_token(key, code)}" if code and found else None
