"""The workshop that a request is about, for those who lead it: the facilitator, or a standby device."""

from http import HTTPStatus
from urllib.parse import quote

from flask import redirect, request, session
from werkzeug.wrappers import Response

from app.access.leadership import held_links, is_known, leads
from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.parts import Workshops
from app.store import WorkshopRecord
from app.web.plumbing.responses import refused


def led_workshop(workshops: Workshops, workshop_id: WorkshopId) -> tuple[WorkshopRecord, Workshop] | Response:
    """The workshop, if this browser leads it; else what it gets instead."""
    if not is_known(session):
        return asked_to_sign_in()
    record = workshops.store.workshop(workshop_id) if leads(workshops.store, session, workshop_id) else None
    if record is None:
        code = "standby_over" if workshop_id in held_links(session) else "no_such_workshop"
        return refused(code, HTTPStatus.NOT_FOUND)
    return record, workshops.now(workshop_id)


def asked_to_sign_in() -> Response:
    """To the sign-in page, and from there back to the page that was wanted."""
    after = request.path if request.method == "GET" else "/facilitate"
    return redirect(f"/sign-in?next={quote(after)}", HTTPStatus.SEE_OTHER)
