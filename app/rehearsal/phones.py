"""What a person of a rehearsal has in hand: a phone or two for one seat, and what they show."""

import asyncio
from functools import partial
from typing import Any

from app.domain.scenario import FactId
from app.rehearsal.browser import Browser
from app.rehearsal.line import Line, Refused
from app.rehearsal.story import Story

AWAY_S = 0.2


class Phones:
    """`diary`: what was said, in order, by the author's ids: the same for the same seed."""

    def __init__(self, *, devices: int, story: Story, browser: Browser) -> None:
        self.diary: list[str] = []
        self._devices = devices
        self._story = story
        self._browser = browser
        self._lines: list[Line] = []
        self._said_on: Line | None = None
        self._texts: dict[str, str] = {}

    # --- coming and going -----------------------------------------------------------------------------

    async def join(self, code: str, name: str) -> None:
        """Join by the code, as a phone does. Raises Refused."""
        await self._browser.get(f"/join/{code}")
        page = await self._browser.post("/join", **{"name": name, "as": "participant"})
        if page.status != 303:
            raise Refused(str(page.status), "nobody was let in with that code")
        for _ in range(self._devices):
            self._lines.append(await self._connected())

    async def take_seat(self, seat_id: str) -> None:
        if self.seat.get("id") != seat_id:
            await self.say("take_seat", seat_id=seat_id)
            await self.line.until(lambda: self.seat.get("id") == seat_id)

    async def leave(self) -> None:
        for line in self._lines:
            await line.close()
        self._lines = []

    async def _connected(self) -> Line:
        return await Line.open(self._browser.origin, {"as": "phone"}, self._browser.cookie)

    async def loses_the_network(self) -> None:
        self.diary.append("loses the network and comes back")
        await self._lines[0].close()
        await asyncio.sleep(AWAY_S)
        self._lines[0], self._said_on = await self._connected(), None

    async def comes_back(self) -> None:
        """Open anew each line that is gone. Raises Refused, Gone, OSError."""
        for place, line in enumerate(self._lines):
            if line.is_lost:
                self._lines[place] = await self._connected()

    # --- what is known --------------------------------------------------------------------------------

    @property
    def is_here(self) -> bool:
        return bool(self._lines)

    @property
    def line(self) -> Line:
        return self._lines[len(self.diary) % len(self._lines)]

    def told(self, name: str) -> dict[str, Any]:
        """A slice, as the first phone has it."""
        return self._lines[0].told(name)

    @property
    def seat(self) -> dict[str, Any]:
        return self.told("seat") if self._lines else {}

    @property
    def table(self) -> dict[str, Any]:
        return self.told("table")

    @property
    def table_now(self) -> dict[str, Any]:
        """The table on the phone that something was said on last: an answer comes behind its changes."""
        return self._said_on.told("table") if self._said_on else self.table

    async def sees(self, table: dict[str, Any]) -> None:
        """Wait until all phones of this person show a table as it is."""
        for line in self._lines:
            await line.until(partial(_shows, line, table))

    async def hears_of_step(self, phase_id: str) -> None:
        for line in self._lines:
            await line.until(partial(_is_in, line, phase_id))

    @property
    def roles(self) -> list[str]:
        return list(self.seat.get("roles", {}))

    @property
    def kind(self) -> str:
        return str(self.told("agenda")["phase"]["kind"])

    @property
    def is_paused(self) -> bool:
        return bool(self.told("agenda").get("timer", {}).get("paused", False))

    def may(self, type: str) -> bool:
        return type in self.told("agenda").get("allows", {}).get("participant", "").split(",")

    def hand(self) -> dict[str, dict[str, Any]]:
        """The own hand in the author's order; a text is remembered where it may only be seen once."""
        hand = dict(sorted(self.seat.get("hand", {}).items(), key=lambda one: int(one[1]["order"])))
        self._texts |= {sign: fact["text"] for sign, fact in hand.items() if "text" in fact}
        return hand

    def id_of(self, sign: str) -> FactId | None:
        return self._story.fact(self._texts.get(sign))

    def laid(self) -> dict[FactId, str]:
        """What lies on the table, by the author's id."""
        facts = sorted(self.table.get("facts", {}).items(), key=lambda one: int(one[1]["order"]))
        read = ((self._story.fact(fact["text"]), sign) for sign, fact in facts)
        return {fact_id: sign for fact_id, sign in read if fact_id is not None}

    def untold(self) -> list[str]:
        held = self.seat.get("held_back", {})
        return [sign for sign in self.hand() if sign not in self.table.get("facts", {}) and sign not in held]

    # --- what is said ----------------------------------------------------------------------------------

    async def say(self, type: str, about: object = "", **fields: object) -> bool:
        self._said_on = self.line
        answer = await self._said_on.say(type, **fields)
        outcome = "" if answer["ok"] else f" ({answer['code']})"
        self.diary.append(f"{type} {about}".strip() + outcome)
        return bool(answer["ok"])


def _shows(line: Line, table: dict[str, Any]) -> bool:
    return line.told("table") == table


def _is_in(line: Line, phase_id: str) -> bool:
    return bool(line.told("agenda")["phase"]["id"] == phase_id)
