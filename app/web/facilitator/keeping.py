"""What a workshop keeps, and how it goes: for who leads it, and for whoever joins it.

May come in: GET /kept (from a device that takes part), GET /kept/<place> (what a join page holds),
GET /facilitate/<id>/kept, POST /facilitate/<id>/kept (day), GET and
POST /facilitate/<id>/delete (sure), GET /facilitate/<id>/receipt. Plain forms.
Only the facilitator whose workshop it is sets the day or deletes it; a standby device reads.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from app.access.tokens import SEAT_COOKIE, read_participant_token, read_place_token
from app.domain.log.commands import WorkshopId
from app.exports.kept import Kept, what_is_kept
from app.languages.speaking import day
from app.languages.speaking import gettext as _
from app.parts import Workshops
from app.store import WorkshopRecord
from app.store.caretaker import kept_until
from app.store.deletion import Receipt, Why
from app.web.facilitator.led_workshop import asked_to_sign_in, led_workshop
from app.web.facilitator.sign_in import signed_in_facilitator
from app.web.plumbing.responses import refused, shown
from app.web.plumbing.zone import day_of
from app.wire.news import TellNews, WorkshopDeleted

LONGEST_KEPT = timedelta(days=3653)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """`id` is empty for those who do not lead; `is_own`: the workshop is theirs to delete."""

    title: str
    rows: tuple[Kept, ...]
    id: str = ""
    is_own: bool = False
    day: str = ""
    earliest: str = ""
    latest: str = ""
    flaw: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    number: str
    when: str
    why: str
    events: int
    names: int


def blueprint(keeping: "Keeping") -> Blueprint:
    """The door to what is kept."""
    door = Blueprint("keeping", __name__)

    @door.get("/kept")
    def kept_for_who_takes_part() -> Response:
        held = read_participant_token(keeping.key, request.cookies.get(SEAT_COOKIE, ""))
        return keeping.for_guests(held and held[0], back="/phone")

    @door.get("/kept/<place>")
    def kept_for_who_joins(place: str) -> Response:
        held = read_place_token(keeping.key, place)
        return keeping.for_guests(held and held[0], back="")

    @door.get("/facilitate/<workshop_id>/kept")
    def kept(workshop_id: str) -> Response:
        return keeping.for_who_leads(WorkshopId(workshop_id))

    @door.post("/facilitate/<workshop_id>/kept")
    def set_day(workshop_id: str) -> Response:
        return keeping.set_day(WorkshopId(workshop_id), request.form.get("day", ""))

    @door.get("/facilitate/<workshop_id>/delete")
    def deleting(workshop_id: str) -> Response:
        return keeping.ask(WorkshopId(workshop_id))

    @door.post("/facilitate/<workshop_id>/delete")
    def delete(workshop_id: str) -> Response:
        return keeping.delete(WorkshopId(workshop_id), is_sure=request.form.get("sure") == "yes")

    @door.get("/facilitate/<workshop_id>/receipt")
    def receipt(workshop_id: str) -> Response:
        return keeping.receipt(WorkshopId(workshop_id))

    return door


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What is kept and how it goes, in terms of requests and answers. `key` signs places."""

    workshops: Workshops
    key: bytes
    names_kept_days: int
    tell_news: TellNews

    def for_guests(self, workshop_id: WorkshopId | None, back: str) -> Response:
        """For whoever takes part or is about to: they bring a signed place, so no code is guessed here."""
        record = self.workshops.store.workshop(workshop_id) if workshop_id else None
        if record is None:
            return refused("no_such_workshop", HTTPStatus.NOT_FOUND)
        page = KeptPage(
            title=record.title, rows=self._rows(record), back=back or f"/join/{record.code or ''}"
        )
        return _answer("kept.html", page)

    def for_who_leads(self, workshop_id: WorkshopId, flaw: str = "", typed: str = "") -> Response:
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        record, today = led[0], day_of(datetime.now(UTC))
        chosen = record.delete_on.isoformat() if record.delete_on else ""
        page = KeptPage(
            title=record.title,
            rows=self._rows(record),
            id=record.id,
            is_own=self._is_own(record),
            day=typed or chosen,
            earliest=today.isoformat(),
            latest=(today + LONGEST_KEPT).isoformat(),
            flaw=flaw,
            back=f"/facilitate/{record.id}",
        )
        return _answer("kept.html", page, HTTPStatus.UNPROCESSABLE_ENTITY if flaw else HTTPStatus.OK)

    def set_day(self, workshop_id: WorkshopId, typed: str) -> Response:
        """Choose the last day this workshop is kept, or, with nothing typed, none."""
        own = self._own(workshop_id)
        if isinstance(own, Response):
            return own
        chosen = _day(typed)
        if typed.strip() and chosen is None:
            flaw = _("Choose a day from today on, within ten years.")
            return self.for_who_leads(workshop_id, flaw, typed[:10])
        self.workshops.store.deleting.set_day(workshop_id, chosen)
        return redirect(f"/facilitate/{workshop_id}/kept", HTTPStatus.SEE_OTHER)

    def ask(self, workshop_id: WorkshopId, flaw: str = "") -> Response:
        """Before it is deleted: what goes, and the files to save first."""
        own = self._own(workshop_id)
        if isinstance(own, Response):
            return own
        page = KeptPage(title=own.title, rows=(), id=own.id, flaw=flaw, back=f"/facilitate/{own.id}/kept")
        return _answer("delete.html", page, HTTPStatus.UNPROCESSABLE_ENTITY if flaw else HTTPStatus.OK)

    def delete(self, workshop_id: WorkshopId, *, is_sure: bool) -> Response:
        """Delete it now; all who listen are let go of, at every server process."""
        own = self._own(workshop_id)
        if isinstance(own, Response):
            return own
        if not is_sure:
            return self.ask(workshop_id, _("Tick the box first. A deleted workshop cannot be brought back."))
        self.workshops.store.deleting.delete(workshop_id, Why.ASKED, datetime.now(UTC))
        self.tell_news(WorkshopDeleted(workshop_id=workshop_id))
        return redirect(f"/facilitate/{workshop_id}/receipt", HTTPStatus.SEE_OTHER)

    def receipt(self, workshop_id: WorkshopId) -> Response:
        facilitator = signed_in_facilitator(self.workshops.store)
        if facilitator is None:
            return asked_to_sign_in()
        receipt = self.workshops.store.deleting.receipt(workshop_id)
        if receipt is None or receipt.facilitator_id != facilitator.id:
            return refused("no_such_workshop", HTTPStatus.NOT_FOUND)
        return shown("receipt.html", _receipt_page(receipt))

    def _own(self, workshop_id: WorkshopId) -> WorkshopRecord | Response:
        """The workshop, for the facilitator whose it is; a standby device leads it, and no more."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        return led[0] if self._is_own(led[0]) else refused("not_yours_to_delete", HTTPStatus.FORBIDDEN)

    def _is_own(self, record: WorkshopRecord) -> bool:
        facilitator = signed_in_facilitator(self.workshops.store)
        return facilitator is not None and facilitator.id == record.facilitator_id

    def _rows(self, record: WorkshopRecord) -> tuple[Kept, ...]:
        names_until = day(kept_until(record.created_at, self.names_kept_days))
        return what_is_kept(names_until, day(record.delete_on) if record.delete_on else "")


def _day(typed: str) -> date | None:
    try:
        chosen = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    today = day_of(datetime.now(UTC))
    return chosen if today <= chosen <= today + LONGEST_KEPT else None


def _receipt_page(receipt: Receipt) -> ReceiptPage:
    why = _("because you asked for it") if receipt.why is Why.ASKED else _("because its last day had passed")
    when = f"{day(receipt.deleted_at.date())}, {receipt.deleted_at:%H:%M} UTC"
    return ReceiptPage(
        number=receipt.workshop_id, when=when, why=why, events=receipt.events, names=receipt.names
    )


def _answer(template: str, page: KeptPage, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return make_response(render_template(template, page=page), status)
