"""Many phones in one process: a websocket client so small that it does not hold up what it measures."""

import asyncio
import base64
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

_CHANGES, _SNAPSHOT = b'42["changes",', b'42["snapshot",'
_FACT = re.compile(rb'"([\w-]+)":\s?\{"text"')
_ACK = re.compile(rb'43(\d+)\[\{"ok":\s?(true|false)')
CONNECT_AT_ONCE = 25


@dataclass(eq=False)
class Table:
    """One table's phones, what they can reveal, and when each fact had reached them."""

    auths: Sequence[dict[str, Any]]
    reveals: Sequence[tuple[int, str]]
    """Which phone, which fact; each once."""
    phones: list["Phone"] = field(default_factory=list)
    arrived: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Fact → how many phones have it, and when the last one got it."""
    used: int = 0

    def got(self, fact_id: str, at: float) -> None:
        n, _ = self.arrived.get(fact_id, (0, 0.0))
        self.arrived[fact_id] = (n + 1, at)

    def last_at(self, fact_id: str) -> float | None:
        """When the last phone had it; None if one never did."""
        n, at = self.arrived.get(fact_id, (0, 0.0))
        return at if n == len(self.phones) else None


class Phone(asyncio.Protocol):
    """One phone: handshake, Engine.IO pings, Socket.IO connect, acks and changes."""

    def __init__(self, table: Table, auth: dict[str, Any], ready: "asyncio.Future[None]") -> None:
        self.table = table
        self.auth = auth
        self.ready = ready
        self.bytes_in = 0
        self._buffer = b""
        self._is_open = False
        self._is_let_in = self._is_told = False
        self._asked = 0
        self._acks: dict[int, asyncio.Future[tuple[float, bool]]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            (
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Key: {key}\r\n\r\n"
            ).encode()
        )

    def data_received(self, data: bytes) -> None:
        at = time.perf_counter()
        self.bytes_in += len(data)
        self._buffer += data
        if not self._is_open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head.split(b"\r\n")[0], head
            self._is_open, self._buffer = True, rest
        while (frame := self._frame()) is not None:
            self._heard(frame, at)

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the server closed the connection"))

    def _frame(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, begin = buffer[1] & 127, 2
        if length == 126:
            length, begin = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            length, begin = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < begin + length:
            return None
        self._buffer = buffer[begin + length :]
        return buffer[begin : begin + length]

    def _heard(self, text: bytes, at: float) -> None:
        if text.startswith(_CHANGES):
            for fact_id in _FACT.findall(text):
                self.table.got(fact_id.decode(), at)
        elif found := _ACK.match(text):
            waiting = self._acks.pop(int(found[1]))
            waiting.set_result((at, found[2] == b"true"))
        elif text.startswith(_SNAPSHOT):
            self._is_told = True
            self._come_in()
        elif text == b"2":
            self._say(b"3")
        elif text.startswith(b"0"):
            self._say(b"40" + orjson.dumps(self.auth))
        elif text.startswith(b"40"):
            self._is_let_in = True
            self._come_in()
        elif text.startswith(b"44"):
            self.ready.set_exception(ConnectionError(text.decode()))

    def _come_in(self) -> None:
        """Ready once let in and told all; the two may come in either order."""
        if self._is_let_in and self._is_told and not self.ready.done():
            self.ready.set_result(None)

    def _say(self, text: bytes) -> None:
        length = len(text)
        head = b"\x81" + (
            bytes([128 | length]) if length < 126 else bytes([128 | 126]) + length.to_bytes(2, "big")
        )
        self.transport.write(head + b"\0\0\0\0" + text)  # a mask of zeros leaves the text as it is

    def reveal(self, fact_id: str) -> "asyncio.Future[tuple[float, bool]]":
        """Reveal a fact; when it was acknowledged, and whether it was saved."""
        self._asked += 1
        done = self._acks[self._asked] = asyncio.get_running_loop().create_future()
        payload = {"id": f"tap-{self._asked:08}-{id(self):x}", "type": "reveal_fact", "fact_id": fact_id}
        self._say(b"42%d" % self._asked + orjson.dumps(["command", payload]))
        return done


async def bring_in(port: int, table: Table, auth: dict[str, Any]) -> float:
    """Connect one phone to its table. When it had its snapshot."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    _, phone = await loop.create_connection(lambda: Phone(table, auth, ready), "127.0.0.1", port)
    await asyncio.wait_for(ready, 30)
    table.phones.append(phone)
    return time.perf_counter()


async def connect(port: int, tables: Sequence[Table]) -> None:
    """Bring every phone of these tables in, a few at a time as people come through a door."""
    gate = asyncio.Semaphore(CONNECT_AT_ONCE)

    async def one(table: Table, auth: dict[str, Any]) -> None:
        async with gate:
            await bring_in(port, table, auth)

    for table in tables:
        await asyncio.gather(*(one(table, auth) for auth in table.auths))
        table.phones.sort(key=lambda phone: table.auths.index(phone.auth))


def leave(tables: Sequence[Table]) -> None:
    for table in tables:
        for phone in table.phones:
            phone.transport.close()


@dataclass
class Measured:
    """Seconds from the moment a reveal was due to its ack and to the last phone; what went missing."""

    rate: float
    cpu_s: float = 0.0
    ack_s: list[float] = field(default_factory=list)
    last_s: list[float] = field(default_factory=list)
    refused: int = 0
    missing: int = 0

    def add(self, other: "Measured") -> None:
        self.ack_s += other.ack_s
        self.last_s += other.last_s
        self.refused += other.refused
        self.missing += other.missing


async def reveal_at(rate: float, tables: Sequence[Table], seconds: float) -> Measured:
    """Reveal at a steady rate, round the tables, whether or not earlier ones have been answered."""
    measured = Measured(rate)
    began = time.perf_counter() + 0.05
    sent: list[tuple[Table, str, float, asyncio.Future[tuple[float, bool]]]] = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        while (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left)
        table = tables[number % len(tables)]
        phone, fact_id = table.reveals[table.used]
        table.used += 1
        sent.append((table, fact_id, due, table.phones[phone].reveal(fact_id)))
    waiting = [done for *_, done in sent]
    await asyncio.wait(waiting, timeout=10)
    await asyncio.sleep(0.5)
    for table, fact_id, due, done in sent:
        if not done.done():
            measured.missing += 1
            continue
        acked_at, is_saved = done.result()
        last_at = table.last_at(fact_id)
        if not is_saved:
            measured.refused += 1
        elif last_at is None:
            measured.missing += 1
        else:
            measured.ack_s.append(acked_at - due)
            measured.last_s.append(last_at - due)
    return measured
