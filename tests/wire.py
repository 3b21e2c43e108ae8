"""A client written from docs/protocol.md alone: real sockets, every byte that came in is kept.

Speaks Engine.IO 4 over a websocket or by long polling, and puts the slices together as the protocol says.
One task reads; whoever waits, waits for an event and no longer than PATIENCE_S.
"""

import asyncio
import base64
import http.client
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, Self

from app.domain.log.signs import Signs
from tests.chance import as_said
from tests.patience import PATIENCE_S
from tests.shell.stage import merged
from tests.signed import signed

ENGINE_MESSAGE = "4"
SOCKET_CONNECT, SOCKET_DISCONNECT, SOCKET_EVENT, SOCKET_ACK, SOCKET_REFUSED = "0", "1", "2", "3", "4"
TEXT, CLOSE, PING = 0x1, 0x8, 0x9


class Closed(Exception):
    """The connection is gone; an answer that was waited for will not come on it."""


class NotLetIn(Exception):
    """The server refused the connection: `code` and the sentence for it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


# --- transports -------------------------------------------------------------------------------------------


class Transport(Protocol):
    async def receive(self) -> str:
        """The next Engine.IO packet. Raises Closed."""

    async def send(self, packet: str) -> None: ...

    async def close(self) -> None: ...


def frame(payload: bytes, kind: int = TEXT) -> bytes:
    """A websocket frame as a client sends it; a mask of zeros is a mask."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | kind, 0x80 | size))
    elif size < 65536:
        head = bytes((0x80 | kind, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | kind, 0x80 | 127)) + size.to_bytes(8, "big")
    return head + bytes(4) + payload


async def read_frame(reader: asyncio.StreamReader) -> tuple[bytes, int, bytes]:
    """One whole frame as it came, its kind and what it says, without its mask."""
    head = await reader.readexactly(2)
    size = head[1] & 127
    longer = {126: 2, 127: 8}.get(size, 0)
    extra = await reader.readexactly(longer)
    if longer:
        size = int.from_bytes(extra, "big")
    mask = await reader.readexactly(4) if head[1] & 128 else b""
    payload = await reader.readexactly(size)
    return head + extra + mask + payload, head[0] & 15, unmasked(payload, mask)


def unmasked(payload: bytes, mask: bytes) -> bytes:
    """Browsers mask what they send, each frame with four bytes of its own."""
    if not any(mask):
        return payload
    repeated = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


class WebSocket:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, cookies: str) -> Self:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *([f"Cookie: {cookies}"] if cookies else []),
        ]
        writer.write("\r\n".join((*lines, "", "")).encode())
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (OSError, asyncio.IncompleteReadError) as error:
            writer.close()
            raise Closed from error
        assert b" 101 " in head.split(b"\r\n")[0], head
        return cls(reader, writer)

    async def receive(self) -> str:
        while True:
            try:
                _, kind, payload = await read_frame(self._reader)
            except (OSError, asyncio.IncompleteReadError) as error:
                raise Closed from error
            if kind == CLOSE:
                raise Closed
            if kind == TEXT:
                return payload.decode()

    async def send(self, packet: str) -> None:
        await self.send_frame(packet.encode())

    async def send_frame(self, payload: bytes, kind: int = TEXT) -> None:
        if self._writer.is_closing():
            raise Closed
        try:
            self._writer.write(frame(payload, kind))
            await self._writer.drain()
        except OSError as error:
            raise Closed from error

    async def close(self) -> None:
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()


class Polling:
    """Long polling, as where a firewall blocks websockets: a thread waits for each answer."""

    def __init__(self, port: int, cookies: str) -> None:
        self._port, self._cookies = port, cookies
        self._path = "/socket.io/?EIO=4&transport=polling"
        self._came: list[str] = []
        # One thread waits for what comes, one sends: phones must not wait for each other's.
        self._threads = ThreadPoolExecutor(max_workers=2)
        self._is_over = False

    @classmethod
    async def open(cls, port: int, cookies: str) -> Self:
        polling = cls(port, cookies)
        opening = await polling.receive()
        polling._path += f"&sid={json.loads(opening[1:])['sid']}"
        polling._came.insert(0, opening)
        return polling

    async def receive(self) -> str:
        while not self._came:
            self._came = (await self._asked("GET", None)).split("\x1e")
        packet = self._came.pop(0)
        if packet == "1":
            raise Closed
        return packet

    async def send(self, packet: str) -> None:
        await self._asked("POST", packet.encode())

    async def _asked(self, method: str, body: bytes | None) -> str:
        if self._is_over:
            raise Closed
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._ask, method, body)

    def _ask(self, method: str, body: bytes | None) -> str:
        headers = {"Cookie": self._cookies} if self._cookies else {}
        try:
            answer = fetch(self._port, method, self._path, body=body, headers=headers)
        except (OSError, http.client.HTTPException) as error:
            raise Closed from error
        if answer.status != 200:
            raise Closed
        return answer.body

    async def close(self) -> None:
        with suppress(Closed):
            await self.send("1")
        self._is_over = True
        self._threads.shutdown(wait=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an HTTP door answered. `cookies`: those it set."""

    status: int
    body: str
    cookies: Mapping[str, str]
    location: str


def _text_of(content: bytes) -> str:
    """What stands in an answer; in a packed one, what stands in each of its files."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def fetch(
    port: int,
    method: str,
    path: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        text = _text_of(answer.read())
        pairs = (one.split(";")[0].split("=", 1) for one in answer.headers.get_all("Set-Cookie") or [])
        return Answer(answer.status, text, dict(pairs), answer.headers.get("Location", ""))
    finally:
        connection.close()


# --- the client -------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Wire:
    """One socket to the app. `frames`: every Socket.IO packet as it came, with its envelope.

    `strays`: changes to slices that no snapshot had brought; `gaps`: how often a change was missed.
    """

    transport: Transport
    frames: list[str] = field(default_factory=list)
    slices: dict[str, dict[str, Any]] = field(default_factory=dict)
    audience: str = ""
    heard: list[tuple[str, Any]] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    gaps: int = 0
    forget_next: int = 0
    """So many `changes` are lost on purpose; `has_missed`: since then no snapshot has come."""
    has_missed: bool = False
    signs: Signs = field(default_factory=Signs)
    """Facts and options may be named as their author does: `say` sends what the wire calls them."""
    is_closed: bool = False
    _numbers: Any = field(default_factory=count)
    _waiting: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _let_in: asyncio.Future[None] | None = None
    _reader: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        port: int,
        auth: Mapping[str, Any],
        *,
        cookies: str = "",
        transport: str = "websocket",
        signs: Signs | None = None,
    ) -> Self:
        """Connect and wait for the snapshot. Raises NotLetIn, Closed or OSError."""
        async with asyncio.timeout(PATIENCE_S):
            kind = WebSocket if transport == "websocket" else Polling
            wire = cls(await kind.open(port, cookies), signs=signs or Signs())
            wire._let_in = asyncio.get_running_loop().create_future()
            wire._reader = asyncio.create_task(wire._read())
            try:
                await wire.transport.send(ENGINE_MESSAGE + SOCKET_CONNECT + json.dumps(auth))
                await wire._let_in
                await wire.until(lambda: bool(wire.slices), "a snapshot")
            except BaseException:
                await wire.close()
                raise
        return wire

    async def say(self, type: str, *, id: str, **fields: Any) -> dict[str, Any]:
        return await self.send("command", as_said(type, id, signed(fields, self.signs)))

    async def send(self, event: str, *data: Any) -> dict[str, Any]:
        """Send and wait for the answer. Raises Closed when the connection goes before it comes."""
        answer = await self.ask(event, *data)
        try:
            async with asyncio.timeout(PATIENCE_S):
                said = await answer
        except TimeoutError:
            raise AssertionError(f"{event} was not acknowledged within {PATIENCE_S} s") from None
        assert isinstance(said, dict), f"{event} was acknowledged with {said!r}"
        return said

    async def ask(self, event: str, *data: Any) -> "asyncio.Future[Any]":
        """Send, and leave it to the caller to wait for the answer."""
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        # Nobody may be waiting any more when the connection closes.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        if self.is_closed:
            answer.set_exception(Closed())
            return answer
        self._waiting[number] = answer
        await self.transport.send(f"{ENGINE_MESSAGE}{SOCKET_EVENT}{number}{json.dumps([event, *data])}")
        return answer

    async def caught_up(self) -> None:
        """All that the server sent before now has come in: its answer is behind that."""
        await self.send("clock")

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so; looked at after every message."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not is_so():
                    if self.is_closed:
                        raise Closed
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"waited {PATIENCE_S} s for {what}") from None

    async def until_closed(self) -> None:
        with suppress(Closed):
            await self.until(lambda: self.is_closed, "the end of the connection")

    def values(self) -> dict[str, Any]:
        return {name: one["value"] for name, one in self.slices.items()}

    async def close(self) -> None:
        await self.transport.close()
        if self._reader is not None:
            await asyncio.wait([self._reader], timeout=PATIENCE_S)

    # --- what comes in ------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            while True:
                await self._took(await self.transport.receive())
        except Closed:
            pass
        finally:
            self.is_closed = True
            for answer in (*self._waiting.values(), self._let_in):
                if answer is not None and not answer.done():
                    answer.set_exception(Closed())
            self._news.set()

    async def _took(self, packet: str) -> None:
        if packet == "2":
            await self.transport.send("3")
            return
        if not packet.startswith(ENGINE_MESSAGE):
            return
        self.frames.append(packet)
        kind, rest = packet[1], packet[2:]
        if rest.startswith("/"):
            return  # about a namespace nobody asked for
        assert self._let_in is not None
        if kind == SOCKET_CONNECT:
            self._let_in.set_result(None)
        elif kind == SOCKET_DISCONNECT:
            raise Closed  # as every client takes it: the server is done with this socket
        elif kind == SOCKET_REFUSED:
            refusal = json.loads(rest)
            self._let_in.set_exception(NotLetIn(refusal["message"], str(refusal.get("data"))))
        elif kind == SOCKET_ACK:
            self._acknowledged(rest)
        elif kind == SOCKET_EVENT:
            await self._happened(*json.loads(rest))
        self._news.set()

    def _acknowledged(self, rest: str) -> None:
        number, _, said = rest.partition("[")
        answer = self._waiting.pop(int(number), None)
        if answer is not None and not answer.done():
            answer.set_result(json.loads("[" + said)[0])

    async def _happened(self, name: str, data: Any) -> None:
        self.heard.append((name, data))
        if name == "snapshot":
            self.audience = data["audience"]
            self.has_missed = False
            self.slices = {one: dict(slice_) for one, slice_ in data["slices"].items()}
        elif name == "changes" and self.forget_next:
            self.forget_next -= 1
            self.has_missed = True
        elif name == "changes" and not all(self._apply(entry) for entry in data):
            self.gaps += 1
            await self.ask("resync")

    def _apply(self, entry: Mapping[str, Any]) -> bool:
        """Whether the entry was understood; if not, a change before it was missed."""
        mine = self.slices.get(entry["slice"])
        if not self.slices:
            return True  # overtook the first snapshot, which holds it already
        if mine is None:
            self.strays.append(entry["slice"])
            return True
        if entry["version"] <= mine["version"]:
            return True
        if entry["since"] > mine["version"]:
            return False
        mine["value"] = merged(mine["value"], entry["patch"])
        mine["version"] = entry["version"]
        return True
