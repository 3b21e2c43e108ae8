"""A bad network between one phone and the server: whole messages are lost, doubled, held up, overtaken; cuts.

Everything is drawn from one seeded `Random`, and faults as from a pack of cards: whatever the order in which
messages come, of ten acks three are lost. Time is the phone's own: nothing sleeps. A message that was
swallowed makes the phone's patience run out (`silence`), and a cut lasts 2 to 20 of its seconds, which pass
as it waits between its attempts to come back.

`BadNetwork` carries the websocket of a client of ours, `BrowserNetwork` all that a page in a browser asks
for: its files, which come whole, and its socket, by websocket or by long polling. A cut may be one that
nobody is told of: the line stays open, and nothing comes through.
"""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from random import Random
from typing import Protocol

from tests.wire import TEXT, read_frame

ACKS_LOST = 0.30
TAPS_LOST, DOUBLED, LATE_COPY, HELD_UP, CUT = 0.05, 0.10, 0.05, 0.10, 0.02
SHORTEST_CUT_S, LONGEST_CUT_S = 2.0, 20.0
UNNOTICED = 0.4
"""Of the cuts of a browser's network, how many leave the line open."""
LONGEST_DEBT_S = 3.0
CLOSES_WITHIN_S = 10.0
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_DROPPED = re.compile(
    rb"\r\n(?:connection|keep-alive|accept-encoding|content-length|transfer-encoding):[^\r]*", re.IGNORECASE
)
_ACK = re.compile(rb"4[23](\d+)\[")
_BETWEEN_PACKETS = b"\x1e"
_NOOP = b"6"


@dataclass(eq=False)
class BadNetwork:
    """One phone's way to the server. `port`: where the phone connects; `done`: what was done to it."""

    rng: Random
    server_port: int
    port: int = 0
    now_s: float = 0.0
    silence: asyncio.Event = field(default_factory=asyncio.Event)
    is_calm: bool = False
    life: int = 0
    done: Counter[str] = field(default_factory=Counter)
    _packs: dict[str, list[bool]] = field(default_factory=dict)
    _down_until_s: float = 0.0
    _server: asyncio.Server | None = None
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(self) -> "BadNetwork":
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def end(self) -> None:
        assert self._server is not None
        self._server.close()
        if self._connections:
            # They end by themselves once the phone has closed its side; after a test that failed, nobody has.
            _, left = await asyncio.wait(self._connections, timeout=CLOSES_WITHIN_S)
            for connection in left:
                connection.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def _strikes(self, what: str, chance: float) -> bool:
        strikes = not self.is_calm and self._drawn(what, chance)
        self.done[what] += strikes
        return strikes

    def _drawn(self, what: str, chance: float) -> bool:
        pack = self._packs.setdefault(what, [])
        if not pack:
            share = Fraction(chance).limit_denominator(100)
            pack += [place < share.numerator for place in range(share.denominator)]
            self.rng.shuffle(pack)
        return pack.pop()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            if self.now_s >= self._down_until_s:
                await self._carry(reader, writer)
            else:
                self.done["connection refused"] += 1
        finally:
            self._connections.discard(task)
            writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._carry_frames(reader, writer)

    async def _carry_frames(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes = b""
    ) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        up, down = _Up(self, to_server, self.life), _Down(self, writer, self.life)
        tasks = [
            asyncio.create_task(up.run(reader, to_server, head)),
            asyncio.create_task(down.run(from_server, writer)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            to_server.close()

    def cut(self) -> None:
        self._down_until_s = self.now_s + self.rng.uniform(SHORTEST_CUT_S, LONGEST_CUT_S)

    def notice(self, said: bytes) -> None:
        """A message has come to the proxy; it may still be lost there."""

    def never_answered(self, said: bytes) -> None:
        """A tap or its answer was swallowed."""
        self.silence.set()


@dataclass(eq=False)
class BrowserNetwork(BadNetwork):
    """One page's way to the server, run in a thread of its own while the test drives the page.

    `is_quiet`: the server owes the page nothing, so that the page's time may go on without running ahead.
    """

    is_quiet: threading.Event = field(default_factory=threading.Event)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _owed: set[bytes] = field(default_factory=set)
    _requests: Iterator[int] = field(default_factory=count)
    _lines: set[asyncio.StreamWriter] = field(default_factory=set)
    _polled: tuple["_Up", "_Down"] | None = None

    def __post_init__(self) -> None:
        self.is_quiet.set()

    def settle(self) -> None:
        """Wait until the server owes nothing. A session that was given up may owe something for ever."""
        if not self.is_quiet.wait(LONGEST_DEBT_S):
            self._forgive()

    async def begin(self) -> "BrowserNetwork":
        self._loop = asyncio.get_running_loop()
        await super().begin()
        return self

    def go_down(self) -> None:
        """A cut, asked for by whoever drives the page."""

        async def now() -> None:
            self.cut()

        asyncio.run_coroutine_threadsafe(now(), self._loop).result()

    def cut(self) -> None:
        """End every connection, or leave them open and dead."""
        super().cut()
        self.life += 1
        self._polled = None
        self._forgive()
        if self._strikes("cut that nobody is told of", UNNOTICED):
            return
        for line in self._lines:
            line.transport.abort()

    def notice(self, said: bytes) -> None:
        number = _ACK.match(said)
        if number and said[1:2] == b"2":
            self._owes(number[1])
        elif number:
            self._owes_no_more(number[1])
        elif said[:2] == b"40" and said[2:7] != b'{"sid':
            self._owes(b"snapshot")
        elif said.startswith(b'42["snapshot"') or said[:2] == b"44":
            self._owes_no_more(b"snapshot")
        elif said[:2] == b"41" or said == b"1":
            self._forgive()

    def never_answered(self, said: bytes) -> None:
        number = _ACK.match(said)
        if number:
            self._owes_no_more(number[1])

    def _owes(self, what: bytes) -> None:
        self._owed.add(what)
        self.is_quiet.clear()

    def _owes_no_more(self, what: bytes) -> None:
        self._owed.discard(what)
        if not self._owed:
            self.is_quiet.set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, _Cut):
                await self._carry_what_is_asked(await reader.readuntil(_HEAD_ENDS), reader, writer)
        finally:
            self._lines.discard(writer)

    async def _carry_what_is_asked(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.now_s < self._down_until_s:
            self.done["connection refused"] += 1  # browsers open lines before they need them
        elif b"websocket" in head.lower().partition(b"upgrade:")[2]:
            await self._carry_frames(reader, writer, head)
            self._forgive()
        else:
            await self._carry_request(head, reader, writer)

    def _forgive(self) -> None:
        """A new connection answers nothing that was asked on the one before."""
        self._owed.clear()
        self.is_quiet.set()

    # --- one request and its answer -----------------------------------------------------------------------

    async def _carry_request(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        size = _LENGTH.search(head)
        body = await reader.readexactly(int(size[1])) if size else b""
        address = head.split(b" ", 2)[1]
        is_socket = address.startswith(b"/socket.io/")
        life, hangs = self.life, is_socket and b"sid=" in address and head.startswith(b"GET")
        if is_socket and b"sid=" not in address:
            self._polled = None
            self._forgive()
        if is_socket and body:
            body = self._struck(body, is_up=True)
        with self._owing(not hangs):
            # Nothing of it is left: the page shall believe that it was sent.
            answer = await self._asked(head, body, reader) if body or not size else _answered(b"ok")
        if is_socket and head.startswith(b"GET"):
            before, _, said = answer.partition(_HEAD_ENDS)
            if b" 200 " in before.split(b"\r\n")[0]:
                said = _in_one_piece(said) if b"chunked" in before.lower() else said
                answer = _answered(self._struck(said, is_up=False) or _NOOP, before)
        if life == self.life:
            writer.write(answer)
            await writer.drain()
        else:
            await reader.read()  # the line is dead: the page waits until it gives up

    @contextmanager
    def _owing(self, is_owing: bool) -> Iterator[None]:
        request = b"request %d" % next(self._requests)
        if is_owing:
            self._owes(request)
        try:
            yield
        finally:
            self._owes_no_more(request)

    async def _asked(self, head: bytes, body: bytes, page: asyncio.StreamReader) -> bytes:
        """What the server answers, in one piece. Raises _Cut when the page no longer wants to know."""
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            first, rest = _DROPPED.sub(b"", head.removesuffix(_HEAD_ENDS)).split(b"\r\n", 1)
            lines = [first.replace(b"HTTP/1.1", b"HTTP/1.0"), rest, b"Connection: close"]
            to_server.write(b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", body]))
            answer, gone = asyncio.create_task(from_server.read()), asyncio.create_task(page.read(1))
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
            await asyncio.wait({gone})  # the next to read of this line must find it free
            if not answer.done():
                answer.cancel()
                raise _Cut
            return answer.result()
        finally:
            to_server.close()

    def _struck(self, body: bytes, *, is_up: bool) -> bytes:
        """What is left of a polled body's messages, and what was added. Raises _Cut."""
        if self._polled is None:
            self._polled = (_Up(self, _Packets(), self.life), _Down(self, _Packets(), self.life))
        way = self._polled[0 if is_up else 1]
        packets = way.out = _Packets()
        for packet in body.split(_BETWEEN_PACKETS):
            way.take(packet, packet)
        return _BETWEEN_PACKETS.join(packets)


def _in_one_piece(chunked: bytes) -> bytes:
    size, _, rest = chunked.partition(b"\r\n")
    here = int(size, 16)
    return rest[:here] + _in_one_piece(rest[here + 2 :]) if here else b""


def _answered(body: bytes, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain") -> bytes:
    head = _DROPPED.sub(b"", head) + b"\r\nConnection: close\r\nContent-Length: %d" % len(body)
    return head + _HEAD_ENDS + body


class _Packets(list[bytes]):
    """Where a polled body's messages are collected."""

    def write(self, data: bytes) -> None:
        self.append(data)


class _Cut(Exception):
    pass


class _Out(Protocol):
    def write(self, data: bytes) -> None: ...


@dataclass(eq=False)
class _Way:
    """One direction of one connection, message by message. `life`: of the line, until a cut ends it."""

    network: BadNetwork
    out: _Out
    life: int
    held_up: list[bytes] = field(default_factory=list)

    async def run(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes = b""
    ) -> None:
        """Carry a websocket's frames. `head`: what has been read of it already."""
        with suppress(_Cut, OSError, asyncio.IncompleteReadError):
            writer.write(head or await reader.readuntil(_HEAD_ENDS))
            while True:
                whole, kind, said = await read_frame(reader)
                if self.life == self.network.life:
                    self.take(whole, said if kind == TEXT else b"")
                    await writer.drain()

    def take(self, whole: bytes, said: bytes) -> None:
        """One message. Raises _Cut."""
        self.network.notice(said)
        if said[:1] == b"4" and said[1:2] in b"23":
            self._pass(whole, said)
        else:
            self.out.write(whole)

    def _pass(self, whole: bytes, said: bytes) -> None:
        raise NotImplementedError

    def _send(self, whole: bytes) -> None:
        """Send, and after it whatever it has overtaken."""
        for one in (whole, *self.held_up):
            self.out.write(one)
        self.held_up.clear()

    def _cut_within(self, whole: bytes) -> None:
        """The line goes dead in the middle of a message."""
        if self.network._strikes("cut", CUT):
            self.out.write(whole[: len(whole) // 2])
            self.network.cut()
            raise _Cut


class _Up(_Way):
    """From the phone: taps are lost, arrive twice, and once more after later ones."""

    def _pass(self, whole: bytes, said: bytes) -> None:
        self._cut_within(whole)
        # Only taps: they have an outbox. What else a phone asks for is lost with its line, in a cut.
        if b'["command"' in said and self.network._strikes("tap lost", TAPS_LOST):
            self.network.never_answered(said)
            return
        self._send(whole)
        if self.network._strikes("tap doubled", DOUBLED):
            self.out.write(whole)
        if self.network._strikes("tap again later", LATE_COPY):
            self.held_up.append(whole)


class _Down(_Way):
    """To the phone: acks are lost or come twice; changes come twice or after later ones."""

    def _pass(self, whole: bytes, said: bytes) -> None:
        is_ack = said[1:2] == b"3"
        self._cut_within(whole)
        if is_ack and self.network._strikes("ack lost", ACKS_LOST):
            self.network.never_answered(said)
            return
        is_change = said.startswith(b'42["changes"')
        if is_change and self.network._strikes("change overtaken", HELD_UP):
            self.held_up.append(whole)
            return
        self._send(whole)
        if self.network._strikes("ack doubled" if is_ack else "change doubled", DOUBLED):
            self.out.write(whole)
