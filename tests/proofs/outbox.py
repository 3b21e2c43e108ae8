"""A phone as the page's outbox works: taps in order, one under way, again and again until it is answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.log.commands import ParticipantId
from tests.wire import Closed, NotLetIn, Wire

AGAIN = frozenset({"not_saved", "too_fast"})


@dataclass(eq=False)
class Phone:
    """One participant's device. `connect` opens its socket; `wait` is what it does before trying that again.

    `acknowledged`: tap ids, in the order of their acks; `refused`: tap id to the code.
    """

    who: ParticipantId
    connect: Callable[[], Awaitable[Wire]]
    wait: Callable[[int], Awaitable[None]]
    silence: asyncio.Event = field(default_factory=asyncio.Event)
    taps: list[Mapping[str, Any]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    wire: Wire | None = None
    on_ack: Callable[[], None] = lambda: None

    async def empty_outbox(self) -> None:
        """Send what waits, one after the other."""
        for tap in self.taps:
            if tap["id"] not in self.acknowledged and tap["id"] not in self.refused:
                await self._deliver(tap)

    async def _deliver(self, tap: Mapping[str, Any]) -> None:
        while True:
            answer = await self._answer_to(tap)
            if answer is None or answer.get("code") in AGAIN:
                continue
            if answer["ok"]:
                self.acknowledged.append(tap["id"])
                self.on_ack()
            else:
                self.refused[tap["id"]] = answer["code"]
            return

    async def _answer_to(self, tap: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the server says; None when patience ran out or the line went dead."""
        wire = await self.connected()
        self.silence.clear()
        self.sent += 1
        try:
            answer = await wire.ask("command", tap)
        except Closed:
            return None
        silence = asyncio.create_task(self.silence.wait())
        await asyncio.wait({answer, silence}, return_when=asyncio.FIRST_COMPLETED)
        silence.cancel()
        if not answer.done() or answer.exception() is not None:
            return None
        said = answer.result()
        assert isinstance(said, dict)
        return said

    async def connected(self) -> Wire:
        """The phone's socket; a new one if the old one is gone, however often it takes."""
        attempt = 0
        while self.wire is None or self.wire.is_closed:
            if self.wire is not None:
                await self.wire.close()
            try:
                self.wire = await self.connect()
            except (Closed, OSError):
                self.wire = None
                await self.wait(attempt)
                attempt += 1
            except NotLetIn as refusal:
                raise AssertionError(f"{self.who} is not let in: {refusal}") from refusal
        return self.wire

    async def close(self) -> None:
        if self.wire is not None:
            await self.wire.close()
