"""The day before: what this computer lacks for a workshop, and whether a phone in the room reaches it.

May come in: from any device GET /try, and POST /try with {"websocket": true or false} as JSON; from who is
signed in GET /facilitate/doctor, and GET /facilitate/doctor/tries, which is answered with JSON. Nothing is
written; a try is kept in memory, without who made it.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil
from flask import Blueprint, jsonify, make_response, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access.own_addresses import Kind, Reach
from app.doctor import network
from app.doctor.findings import SIGNS, Finding, conclusion
from app.doctor.tries import Tries, Try
from app.languages.speaking import gettext, ngettext
from app.store import Store
from app.web.facilitator.led_workshop import asked_to_sign_in
from app.web.facilitator.screens import qr_svg
from app.web.facilitator.sign_in import signed_in_facilitator
from app.web.plumbing.addresses import Addresses
from app.web.plumbing.responses import shown

TRY_PATH = "/try"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorPage:
    """`url`: what a phone opens to try; `qr` the same as a picture, empty where no phone would get there."""

    findings: tuple[tuple[str, Finding], ...]
    conclusion: str
    url: str
    qr: Markup
    ways: tuple[tuple[str, str], ...]
    tried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """What the page looks at. `look`: the machine's own findings, some of which ask the disk."""

    store: Store
    addresses: Addresses
    reach: Reach
    tries: Tries
    look: Callable[[], Sequence[Finding]]

    def page(self) -> Response:
        if signed_in_facilitator(self.store) is None:
            return asked_to_sign_in()
        ways = self.reach.ways()
        findings = list(self.look())
        if ways:
            findings.append(network.is_in_a_network(one for _, one in ways))
        url = self.addresses.of(TRY_PATH)
        qr = "" if self.reach.is_here_only else qr_svg(url).decode("utf-8")
        page = DoctorPage(
            findings=tuple((SIGNS[one.state], one) for one in findings),
            conclusion=conclusion(findings),
            url=url,
            qr=Markup(qr),  # drawn here, from an address alone
            ways=tuple((way, network.kind_of(one)) for way, one in ways if one.kind is not Kind.HERE),
            tried=_told(self.tries.all()),
        )
        return shown("doctor.html", page)

    def tried(self) -> Response:
        if signed_in_facilitator(self.store) is None:
            return asked_to_sign_in()
        return jsonify(said=_told(self.tries.all()))

    def note(self) -> Response:
        told = request.get_json(silent=True)
        has_websocket = isinstance(told, dict) and told.get("websocket") is True
        self.tries.note(is_elsewhere=_is_elsewhere(request.remote_addr or ""), has_websocket=has_websocket)
        return make_response("", 204)


def blueprint(doctor: Doctor) -> Blueprint:
    """The doors of the day before."""
    door = Blueprint("doctor", __name__)

    @door.get(TRY_PATH)
    def trial() -> Response:
        return shown("try.html", None)

    @door.post(TRY_PATH)
    def note() -> Response:
        return doctor.note()

    @door.get("/facilitate/doctor")
    def page() -> Response:
        return doctor.page()

    @door.get("/facilitate/doctor/tries")
    def tries() -> Response:
        return doctor.tried()

    return door


def _told(tries: Sequence[Try]) -> str:
    """Who has got here so far, in a sentence or two."""
    others = [one for one in tries if one.is_elsewhere]
    if not others:
        if tries:
            return gettext("So far only this computer has tried. Scan the code with a phone.")
        return gettext("No device has tried yet.")
    n = len(others)
    told = ngettext("{n} other device gets here.", "{n} other devices get here.", n)
    if all(one.has_websocket for one in others):
        how = gettext("Websockets work.")
    else:
        how = gettext("Not every websocket gets through: there, news comes later.")
    return f"{told} {how}"


def _is_elsewhere(address: str) -> bool:
    """Whether somebody asks from another computer than this one."""
    own = {
        one.address.partition("%")[0]
        for held in psutil.net_if_addrs().values()
        for one in held
        if one.family in (socket.AF_INET, socket.AF_INET6)
    }
    return address.removeprefix("::ffff:") not in own
