"""A bot's line to the server: a websocket, the slices it is told, and commands that are answered.

Speaks Engine.IO 4 and Socket.IO 5 as docs/protocol.md says, no more of it than a rehearsal needs.
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Self

from app.rehearsal.websocket import Gone, WebSocket

ANSWERED_WITHIN_S = 20.0
HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"
SAVED_LATER = frozenset({"not_saved", "internal", "too_fast"})


class Refused(Exception):
    """The server did not let somebody in, or refused what a bot may do. `code`: of docs/protocol.md."""

    def __init__(self, code: str, sentence: str = "") -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code


class Line:
    """One connection. `slices`: what it has been told, put together; ask it of `told`."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._slices: dict[str, dict[str, Any]] = {}
        self._acks: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._news = asyncio.Condition()
        self._let_in: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listening: asyncio.Task[None] | None = None
        self._asked = 0

    @classmethod
    async def open(cls, origin: str, auth: Mapping[str, str], cookies: str) -> Self:
        """Connect and say who one is; ready when all has been told. Raises Refused, Gone, OSError."""
        line = cls(await WebSocket.open(origin, HANDSHAKE, cookies))
        line._listening = asyncio.create_task(line._listen(json.dumps(auth)))
        await asyncio.wait_for(asyncio.shield(line._let_in), ANSWERED_WITHIN_S)
        await line.until(lambda: "agenda" in line._slices)
        return line

    async def close(self) -> None:
        """Hang up, as a phone does whose network is gone."""
        self._socket.hang_up()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    @property
    def is_lost(self) -> bool:
        return self._listening is None or self._listening.done()

    def told(self, name: str) -> dict[str, Any]:
        """A slice as it is now; empty where there is none."""
        value = self._slices.get(name, {}).get("value", {})
        assert isinstance(value, dict)
        return value

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait for what is told to be so. Raises TimeoutError."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: bool(is_so())), ANSWERED_WITHIN_S)

    async def say(self, type: str, **fields: object) -> dict[str, Any]:
        """Say a command until it is saved or refused for good; the answer."""
        command = {"id": secrets.token_urlsafe(18), "type": type, **fields}
        answer = await self._ask("command", command)
        while answer.get("code") in SAVED_LATER:
            await asyncio.sleep(1)
            answer = await self._ask("command", command)
        return answer

    async def _ask(self, event: str, data: object) -> dict[str, Any]:
        self._asked += 1
        ack = self._acks[self._asked] = asyncio.get_running_loop().create_future()
        await self._socket.send(f"42{self._asked}{json.dumps([event, data])}")
        return await asyncio.wait_for(ack, ANSWERED_WITHIN_S)

    async def _listen(self, auth: str) -> None:
        try:
            while True:
                await self._take(await self._socket.receive(), auth)
        except Gone:
            self._lose(ConnectionError("the line is gone"))

    def _lose(self, why: Exception) -> None:
        if not self._let_in.done():
            self._let_in.set_exception(why)
        for waiting in self._acks.values():
            if not waiting.done():
                waiting.set_exception(why)

    async def _take(self, packet: str, auth: str) -> None:
        if packet == "2":
            await self._socket.send("3")
        elif packet.startswith("0"):
            await self._socket.send(f"40{auth}")
        elif packet.startswith("40"):
            self._let_in.set_result(None)
        elif packet.startswith("44"):
            said = json.loads(packet[2:])
            self._lose(Refused(str(said["message"]), str(said.get("data", ""))))
        elif packet.startswith("43"):
            number, _, answer = packet[2:].partition("[")
            self._acks.pop(int(number)).set_result(json.loads(f"[{answer}")[0])
        elif packet.startswith("42"):
            name, *data = json.loads(packet[2:])
            await self._hear(str(name), data[0] if data else None)

    async def _hear(self, name: str, data: Any) -> None:
        async with self._news:
            if name == "snapshot":
                self._slices = data["slices"]
            elif name == "changes":
                for entry in data:
                    mine = self._slices.get(entry["slice"])
                    if mine is not None and entry["since"] <= mine["version"] < entry["version"]:
                        mine["value"] = merged(mine["value"], entry["patch"])
                        mine["version"] = entry["version"]
            self._news.notify_all()


def merged(value: Any, patch: Any) -> Any:
    """A value with a merge patch applied. Source: RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(value) if isinstance(value, dict) else {}
    for name, one in patch.items():
        if one is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), one)
    return result
