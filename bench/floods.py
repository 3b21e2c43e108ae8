"""What others notice while somebody floods the app: the ack of their reveals, with and without.

Each flood runs in a process of its own, on loopback, and ends with its load. What it sends needs no code, no
token and no cookie, except `seat`: there one participant says everything they may, and more.
"""

import base64
import http.client
import multiprocessing
import os
import socket
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING, Any

import orjson

from bench.figures import percentile, say
from bench.phones import connect, leave, reveal_at
from bench.workshops import Workshops

if TYPE_CHECKING:
    from bench.run import Server

RATE, TABLES, CONNECTIONS = 20, 20, 3
GOAL = 3.0
POLLING = "/socket.io/?EIO=4&transport=polling"
MEGABYTE = 1_000_000

Flood = Callable[[int, Any], None]
"""One round of it, at a port. It is begun again and again, by several at once."""


def polling(port: int, _auth: Any) -> None:
    """Open a polling session, say what is no packet, and go."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", POLLING)
    opened = connection.getresponse().read()
    sid = orjson.loads(opened[1:])["sid"] if opened[:1] == b"0" else "none"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as hasty:
        head = f"POST {POLLING}&sid={sid} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n2"
        hasty.sendall(head.encode())
    connection.close()


def frames(port: int, _auth: Any) -> None:
    """A message of a megabyte, from nobody."""
    with _websocket(port) as line:
        line.sendall(_frame(b"4" * MEGABYTE))
        _until_ended(line)


def fragments(port: int, _auth: Any) -> None:
    """A message in a thousand fragments, from nobody."""
    with _websocket(port) as line:
        begun, goes_on = _frame(b"4" * 1_000, 0x01), _frame(b"4" * 1_000, 0x00)
        line.sendall(begun + goes_on * 1_000)
        _until_ended(line)


def codes(port: int, _auth: Any) -> None:
    """A wrong code, from a new browser."""
    _asked(port, "/join/ZZZZZZ")


def connects(port: int, auth: Any) -> None:
    """Come and go in one namespace, for a snapshot each."""
    with _websocket(port) as line:
        line.sendall((_frame(b"40" + orjson.dumps(auth)) + _frame(b"41")) * 500)
        _until_ended(line)


def seat(port: int, auth: Any) -> None:
    """One participant who says what they may, and more, as fast as they can."""
    with _websocket(port) as line:
        line.sendall(_frame(b"40" + orjson.dumps(auth)))
        said = [
            _frame(f'42{number}["command",{{"id":"{os.urandom(8).hex()}","type":"finish_reading"}}]'.encode())
            for number in range(400)
        ]
        line.sendall(b"".join(said))
        line.settimeout(0.5)
        _until_ended(line)


FLOODS: dict[str, Flood] = {
    "polling": polling,
    "frames": frames,
    "fragments": fragments,
    "codes": codes,
    "connects": connects,
    "seat": seat,
}


async def floods(engine: str, app: "Server", workshops: Workshops, seconds: float) -> None:
    say(f"{engine}: others' reveal→ack while {CONNECTIONS} connections flood, at {RATE}/s")
    calm = await _acks(app, workshops, seconds)
    say(f"  {'nobody':10} p50 {_ms(calm, 50)}, p95 {_ms(calm, 95)}")
    for name, flood in FLOODS.items():
        (table,) = workshops.tables(1)
        with _flooded(flood, app.port, table.auths[0]):
            acks = await _acks(app, workshops, seconds)
        ratio = statistics.median(acks) / statistics.median(calm)
        say(f"  {name:10} p50 {_ms(acks, 50)}, p95 {_ms(acks, 95)}, ratio {ratio:.1f}   (goal ≤ {GOAL:.0f})")


def _ms(seconds: list[float], share: int) -> str:
    return f"{percentile(seconds, share) * 1000:.1f} ms"


async def _acks(app: "Server", workshops: Workshops, seconds: float) -> list[float]:
    tables = workshops.tables(TABLES)
    await connect(app.port, tables)
    measured = await reveal_at(RATE, tables, seconds)
    leave(tables)
    assert not measured.missing, f"{measured.missing} reveals were never answered"
    return measured.ack_s


@contextmanager
def _flooded(flood: Flood, port: int, auth: Any) -> Iterator[None]:
    is_over = multiprocessing.Event()
    crowd = [
        multiprocessing.Process(target=_go_on, args=(flood, port, auth, is_over)) for _ in range(CONNECTIONS)
    ]
    for one in crowd:
        one.start()
    try:
        yield
    finally:
        is_over.set()
        for one in crowd:
            one.join(10)


def _go_on(flood: Flood, port: int, auth: Any, is_over: Event) -> None:
    while not is_over.is_set():
        with suppress(OSError, http.client.HTTPException):
            flood(port, auth)


def _asked(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()


def _websocket(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    key = base64.b64encode(os.urandom(16)).decode()
    head = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
    head += f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    line.sendall(head.encode())
    line.recv(4_096)
    return line


def _frame(payload: bytes, first: int = 0x81) -> bytes:
    """As a client sends it, under a mask that is none."""
    size = len(payload)
    if size < 126:
        return bytes((first, 0x80 | size)) + bytes(4) + payload
    if size < 65_536:
        return bytes((first, 0x80 | 126)) + size.to_bytes(2, "big") + bytes(4) + payload
    return bytes((first, 0x80 | 127)) + size.to_bytes(8, "big") + bytes(4) + payload


def _until_ended(line: socket.socket) -> None:
    while line.recv(65_536):
        pass
