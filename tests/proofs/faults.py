"""A bad network between one phone and the server: whole messages are lost, doubled, held up, overtaken; cuts.

Everything is drawn from one seeded `Random`. Time is the phone's own: nothing sleeps. A message that was
swallowed makes the phone's patience run out (`silence`), and a cut lasts 2 to 20 of its seconds, which pass
as it waits between its attempts to come back.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.wire import PATIENCE_S, TEXT, read_frame

ACKS_LOST = 0.30
TAPS_LOST, DOUBLED, LATE_COPY, HELD_UP, CUT = 0.05, 0.10, 0.05, 0.10, 0.02
SHORTEST_CUT_S, LONGEST_CUT_S = 2.0, 20.0


@dataclass(eq=False)
class BadNetwork:
    """One phone's way to the server. `port`: where the phone connects; `done`: what was done to it."""

    rng: Random
    server_port: int
    port: int = 0
    now_s: float = 0.0
    silence: asyncio.Event = field(default_factory=asyncio.Event)
    is_calm: bool = False
    done: Counter[str] = field(default_factory=Counter)
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
            # They end by themselves once the phone has closed its side.
            await asyncio.wait(self._connections, timeout=PATIENCE_S)

    def _strikes(self, what: str, chance: float) -> bool:
        if self.is_calm or self.rng.random() >= chance:
            return False
        self.done[what] += 1
        return True

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
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        ways = (_Up(self, reader, to_server), _Down(self, from_server, writer))
        tasks = [asyncio.create_task(way.run()) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            to_server.close()

    def cut(self) -> None:
        self._down_until_s = self.now_s + self.rng.uniform(SHORTEST_CUT_S, LONGEST_CUT_S)


class _Cut(Exception):
    pass


@dataclass(eq=False)
class _Way:
    """One direction of one connection, message by message."""

    network: BadNetwork
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    held_up: list[bytes] = field(default_factory=list)

    async def run(self) -> None:
        with suppress(_Cut, OSError, asyncio.IncompleteReadError):
            self.writer.write(await self.reader.readuntil(b"\r\n\r\n"))
            while True:
                whole, kind, said = await read_frame(self.reader)
                if kind == TEXT and said[:1] == b"4" and said[1:2] in b"23":
                    self._pass(whole, said)
                else:
                    self.writer.write(whole)
                await self.writer.drain()

    def _pass(self, whole: bytes, said: bytes) -> None:
        raise NotImplementedError

    def _send(self, whole: bytes) -> None:
        """Send, and after it whatever it has overtaken."""
        self.writer.write(b"".join((whole, *self.held_up)))
        self.held_up.clear()

    def _cut_within(self, whole: bytes) -> None:
        """The line goes dead in the middle of a message."""
        if self.network._strikes("cut", CUT):
            self.writer.write(whole[: len(whole) // 2])
            self.network.cut()
            raise _Cut


class _Up(_Way):
    """From the phone: taps are lost, arrive twice, and once more after later ones."""

    def _pass(self, whole: bytes, said: bytes) -> None:
        self._cut_within(whole)
        # Only taps: they have an outbox. What else a phone asks for is lost with its line, in a cut.
        if b'["command"' in said and self.network._strikes("tap lost", TAPS_LOST):
            self.network.silence.set()
            return
        self._send(whole)
        if self.network._strikes("tap doubled", DOUBLED):
            self.writer.write(whole)
        if self.network._strikes("tap again later", LATE_COPY):
            self.held_up.append(whole)


class _Down(_Way):
    """To the phone: acks are lost or come twice; changes come twice or after later ones."""

    def _pass(self, whole: bytes, said: bytes) -> None:
        is_ack = said[1:2] == b"3"
        self._cut_within(whole)
        if is_ack and self.network._strikes("ack lost", ACKS_LOST):
            self.network.silence.set()
            return
        is_change = said.startswith(b'42["changes"')
        if is_change and self.network._strikes("change overtaken", HELD_UP):
            self.held_up.append(whole)
            return
        self._send(whole)
        if self.network._strikes("ack doubled" if is_ack else "change doubled", DOUBLED):
            self.writer.write(whole)
