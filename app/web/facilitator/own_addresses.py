"""Which of this computer's addresses links and QRs carry: looked up, and chosen on the console.

May come in, from who leads: GET /facilitate/<id>/addresses, and POST the same with `url` as JSON. Both are
answered with JSON. The choice is the app's: it holds for every workshop, at once, on every page that shows
a link or a QR.
"""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from app.access.own_addresses import Kind, OwnAddress, Reach
from app.domain.log.commands import WorkshopId
from app.languages.speaking import gettext
from app.parts import Workshops
from app.web.facilitator.led_workshop import led_workshop
from app.web.plumbing.responses import refused_to_script
from app.wire.news import AddressChanged, TellNews

KINDS = {
    Kind.ROOM: "a network that other devices may be in ({interface})",
    Kind.TUNNEL: "a tunnel, such as a VPN: phones in the room can't use it ({interface})",
    Kind.MADE_UP: "made by a program on this computer, for itself ({interface})",
    Kind.HERE: "this computer only: phones can't connect ({interface})",
}


def blueprint(workshops: Workshops, *, reach: Reach, tell_news: TellNews) -> Blueprint:
    """The door to the choice of an address."""
    door = Blueprint("own_addresses", __name__)

    @door.get("/facilitate/<workshop_id>/addresses")
    def addresses(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        return led if isinstance(led, Response) else _told(reach)

    @door.post("/facilitate/<workshop_id>/addresses")
    def choose(workshop_id: str) -> Response:
        led = led_workshop(workshops, WorkshopId(workshop_id))
        if isinstance(led, Response):
            return led
        typed = request.get_json(silent=True)
        url = str(typed.get("url")) if isinstance(typed, dict) else ""
        if not reach.choose(url):
            return refused_to_script("address_gone")
        tell_news(AddressChanged())
        return _told(reach)

    return door


def _told(reach: Reach) -> Response:
    chosen = reach.base_url
    told = [{"url": url, "words": _words(one), "chosen": url == chosen} for url, one in reach.ways()]
    return jsonify(addresses=told)


def _words(one: OwnAddress) -> str:
    return gettext(KINDS[one.kind], interface=one.interface or "--host")
