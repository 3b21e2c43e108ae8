"""Bots that join a workshop somebody else leads: they take part until it is closed, at people's pace."""

import asyncio
from collections.abc import Callable
from random import Random

from app.rehearsal.browser import Browser
from app.rehearsal.line import Refused
from app.rehearsal.people import Person
from app.rehearsal.personas import PERSONAS, USUAL
from app.rehearsal.story import Story
from app.rehearsal.websocket import Gone

PACE_S = 2.5
LOOKS_EVERY_S = 1.0
COMES_BACK_AFTER_S = 2.0
MOST_TIMES_LOST = 20
"""Whose line is lost more often in a row has been sent away, or the workshop is gone."""
SHARING = frozenset({"share", "ask_and_link"})


class Guests:
    def __init__(self, origin: str, code: str, story: Story, *, people: int, seed: int) -> None:
        self._code = code
        self._chance = Random(f"{seed}:guests")
        self.people = [
            Person(
                place=place,
                persona=PERSONAS[USUAL[place % len(USUAL)]],
                seed=seed,
                story=story,
                browser=Browser(origin, languages=story.scenario.language),
            )
            for place in range(people)
        ]

    async def take_part(self, say: Callable[[str], None], *, pace_s: float = PACE_S) -> None:
        """Join, and do what each step asks until the workshop is closed. Raises Refused."""
        for person in self.people:
            if not person.persona.is_late:
                await person.join(self._code, f"Bot {person.place + 1}")
        say(f"{sum(one.is_here for one in self.people)} bots have joined")
        lost = 0
        while lost < MOST_TIMES_LOST and (here := [one for one in self.people if one.is_here]):
            try:
                if here[0].kind == "closed":
                    return
                if here[0].kind in SHARING:
                    await self._latecomers()
                acted = not here[0].is_paused and await self._round(here, pace_s)
                lost = 0
                await asyncio.sleep(0 if acted else LOOKS_EVERY_S)
            except (Gone, OSError, TimeoutError, Refused):
                lost += 1
                await asyncio.sleep(COMES_BACK_AFTER_S)
                await self._come_back(here)

    async def _round(self, here: list[Person], pace_s: float) -> bool:
        """Everybody's turn, in an order by chance; whether somebody did anything."""
        acted = False
        for person in self._chance.sample(here, len(here)):
            if person.kind == "closed" or person.is_paused:
                return True
            if await person.turn():
                acted = True
                await asyncio.sleep(pace_s * self._chance.uniform(0.4, 1.6))
        return acted

    async def _latecomers(self) -> None:
        for person in self.people:
            if not person.is_here:
                await person.join(self._code, f"Bot {person.place + 1}")

    async def _come_back(self, here: list[Person]) -> None:
        """Whose line is gone opens another one."""
        for person in here:
            try:
                await person.comes_back()
            except (Gone, OSError, TimeoutError, Refused):
                continue

    async def leave(self) -> None:
        for person in self.people:
            await person.leave()
