"""The way from a phone to this computer: its addresses, the port, and a websocket through each of them."""

import http.client
import socket
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlsplit

from app.access.own_addresses import Kind, OwnAddress
from app.doctor.findings import Finding, ill, odd, well
from app.languages.speaking import gettext

ANSWERS_WITHIN_S = 3.0
HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",  # any 16 bytes: nothing is said on it
}
"""What a browser asks with when it opens a websocket (RFC 6455, 4.1)."""


def kind_of(one: OwnAddress) -> str:
    """What an address is good for, in words, with the name of its interface."""
    words = {
        Kind.ROOM: gettext("Wi-Fi or cable"),
        Kind.TUNNEL: gettext("a tunnel, such as a VPN"),
        Kind.MADE_UP: gettext("made by a program on this computer"),
        Kind.HERE: gettext("this computer alone"),
    }[one.kind]
    return f"{words} ({one.interface})" if one.interface else words


def is_in_a_network(addresses: Iterable[OwnAddress]) -> Finding:
    """Whether there is any network that phones may be in."""
    about = gettext("Network")
    held = list(addresses)
    rooms = [one for one in held if one.kind is Kind.ROOM]
    if rooms:
        told = ", ".join(f"{one.address} ({one.interface or '--host'})" for one in rooms)
        return well(about, gettext("phones can look for this computer at {addresses}", addresses=told))
    if any(one.kind is not Kind.HERE for one in held):
        return odd(
            about,
            gettext("only a tunnel, or networks that programs made for themselves"),
            gettext("Connect to the room's Wi-Fi, or switch the VPN off."),
        )
    return ill(
        about,
        gettext("this computer is in no network"),
        gettext("Connect it to the room's Wi-Fi, or make it a hotspot. Links and QR codes follow."),
    )


def each_address(ways: Iterable[tuple[str, OwnAddress]]) -> Iterator[Finding]:
    """For each address of this computer: whether page and websocket get through from here."""
    for url, one in ways:
        if one.kind is not Kind.HERE:
            yield reached(url, kind_of(one))


def reached(url: str, kind: str = "") -> Finding:
    """Whether the app answers at this address: by page, and by websocket."""
    about = f"{url}/" + (f", {kind}" if kind else "")
    try:
        speaks = _answers(url)
    except (OSError, http.client.HTTPException):
        return ill(
            about,
            gettext("no answer"),
            gettext("Let Python through this computer's firewall, or use another address."),
        )
    if not speaks:
        return ill(
            about,
            gettext("another program answers there"),
            gettext("Stop that program, or start the app on another --port."),
        )
    if not hears_at_once(url):
        return odd(
            about,
            gettext("answers, but no websocket gets through"),
            gettext("The workshop works, but news comes later. Look for a proxy or a filter."),
        )
    return well(about, gettext("page and websocket answer"))


def _answers(url: str) -> bool:
    """Whether it is this app that answers; raises OSError where nobody does."""
    return _status(url, "/healthz") in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE)


def hears_at_once(url: str) -> bool:
    """Whether a websocket to this address opens."""
    try:
        return _status(url, HANDSHAKE, UPGRADE) == HTTPStatus.SWITCHING_PROTOCOLS
    except (OSError, http.client.HTTPException):
        return False


def _status(url: str, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> int:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWERS_WITHIN_S)
    try:
        connection.request("GET", path, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens on this port already."""
    try:
        with socket.create_connection((host, port), timeout=ANSWERS_WITHIN_S):
            return True
    except OSError:
        return False
