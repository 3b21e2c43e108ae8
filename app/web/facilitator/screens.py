"""The projector's page, and the QR that brings phones in.

May come in: GET /screen/<token>, GET /join/<code>.svg. Nothing is written.
"""

import io
from dataclasses import dataclass
from http import HTTPStatus

import segno
from flask import Blueprint, abort, make_response
from werkzeug.wrappers import Response

from app.access.codes import normal_code, route_of
from app.access.tokens import read_screen_token
from app.store import Store
from app.web.plumbing.addresses import Addresses, join_path
from app.web.plumbing.responses import refused, shown

QUIET_ZONE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPage:
    """What the projector's shell holds before its script has taken over."""

    title: str
    token: str
    route: str


def blueprint(store: Store, *, key: bytes, addresses: Addresses) -> Blueprint:
    """The projector's door."""
    door = Blueprint("screens", __name__)

    @door.get("/screen/<token>")
    def screen(token: str) -> Response:
        workshop_id = read_screen_token(key, token)
        record = store.workshop(workshop_id) if workshop_id else None
        if record is None:
            return refused("no_such_workshop", HTTPStatus.NOT_FOUND)
        page = ScreenPage(title=record.title, token=token, route=route_of(record.id))
        return shown("screen.html", page)

    @door.get("/join/<code>.svg")
    def qr(code: str) -> Response:
        """The join page's address as a QR. Made from the code alone: it says nothing about what is open."""
        known = normal_code(code)
        if known is None:
            abort(HTTPStatus.NOT_FOUND)
        answer = make_response(qr_svg(addresses.of(join_path(known))))
        answer.content_type = "image/svg+xml"
        answer.headers["Cache-Control"] = "no-store"  # the address may be another one soon
        return answer

    return door


def qr_svg(address: str) -> bytes:
    """A QR as an SVG picture that scales; dark on white in every colour scheme, so that phones read it."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        omitsize=True,
        xmldecl=False,
    )
    return picture.getvalue()
