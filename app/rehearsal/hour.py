"""The hour that is rehearsed: who comes, whose turn it is, and when it goes on.

People take turns, so that the same seed gives the same hour; before the next turn everybody at the table has
been told of the last one. Between turns there is a pause, so that a step lasts as long as it is given.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.rehearsal.browser import Browser
from app.rehearsal.leader import Leader
from app.rehearsal.people import Person
from app.rehearsal.personas import Persona, cast
from app.rehearsal.story import Story

Say = Callable[[str], None]

MOST_ROUNDS = 60
"""A step has an end, whatever people find to do."""
STEP_IN_TURNS = {"share": 8, "ask_and_link": 12}
USUAL_TURNS = 3
SETTLES_S = 2.0
"""What a step leaves is counted a moment after it, by the server's own beat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the hour is to be: `people` who come, `minutes` it takes, who is chosen for which role."""

    people: int
    minutes: float
    seed: int = 1
    personas: Mapping[str, Persona]


class Hour:
    def __init__(self, origin: str, story: Story, wanted: Wanted, say: Say) -> None:
        self._origin = origin
        self._story = story
        self._wanted = wanted
        self._say = say
        self._chance = Random(f"{wanted.seed}:turns")
        self.people: list[Person] = []

    async def play(self, sign_in: str, scenario: str, folder: Path) -> Sequence[Path]:
        """From the open door to the saved files. Raises Refused, OSError, TimeoutError."""
        language = self._story.scenario.language
        leader = Leader(Browser(self._origin, languages=language))
        try:
            await leader.open_workshop(sign_in, scenario=scenario, people=self._wanted.people)
            await self.come(leader)
            while True:
                await self._step(leader)
                if leader.phase["kind"] == "closed":
                    break
                await leader.go_on()
            await asyncio.sleep(SETTLES_S)
            return await leader.save_files(folder)
        finally:
            await self.leave()
            await leader.close()

    # --- people ---------------------------------------------------------------------------------------

    async def come(self, leader: Leader) -> None:
        """Everybody who is not late joins and sits down where their role is."""
        seats = leader.seats()
        personas = cast([roles[0] for _, roles in seats], self._wanted.personas, self._wanted.seed)
        for place in range(self._wanted.people):
            _, roles = seats[place % len(seats)]
            browser = Browser(self._origin, languages=self._story.scenario.language)
            person = Person(
                place=place,
                persona=personas[roles[0]],
                seed=self._wanted.seed,
                story=self._story,
                browser=browser,
            )
            self.people.append(person)
            if not person.persona.is_late:
                await person.join(leader.code, _name(place))
                await person.take_seat(seats[place % len(seats)][0])
        here = sum(person.is_here for person in self.people)
        self._say(f"{here} of {len(self.people)} people are here")

    async def _latecomers(self, leader: Leader) -> None:
        for person in self.people:
            if not person.is_here:
                await person.join(leader.code, _name(person.place))
                self._say(f"somebody comes late: {person.persona.name}")

    async def leave(self) -> None:
        for person in self.people:
            await person.leave()

    # --- steps ----------------------------------------------------------------------------------------

    async def _step(self, leader: Leader) -> None:
        phase = leader.phase
        lasts_s = self._lasts_s(leader)
        ends_s = time.monotonic() + lasts_s
        self._say(f"{phase['title']}: {lasts_s:.0f} s")
        if phase["kind"] == "share":
            await self._latecomers(leader)
        await leader.give_news()
        await self._turns(str(phase["id"]), lasts_s)
        if phase["kind"] == "meaning":
            await leader.weigh()
        await asyncio.sleep(max(0.0, ends_s - time.monotonic()))

    def _lasts_s(self, leader: Leader) -> float:
        """This step's part of the time there is, as the agenda has it."""
        planned = sum(float(step.get("minutes", 0)) for step in leader.steps)
        return 60 * self._wanted.minutes * float(leader.phase.get("minutes", 0)) / max(planned, 1.0)

    async def _turns(self, phase_id: str, lasts_s: float) -> None:
        here = [person for person in self.people if person.is_here]
        for person in here:
            await person.hears_of_step(phase_id)
        turns = STEP_IN_TURNS.get(here[0].kind, USUAL_TURNS) * len(here) if here else 1
        for _ in range(MOST_ROUNDS):
            self._chance.shuffle(here)
            acted = False
            for person in here:
                if await person.turn():
                    acted = True
                    await self._told_to_all(person)
                    await asyncio.sleep(0.8 * lasts_s / turns)
            if not acted:
                return

    async def _told_to_all(self, person: Person) -> None:
        """Wait until everybody at the table has what this person has."""
        for other in self.people:
            if other.is_here and other.table.get("id") == person.table.get("id"):
                await other.sees(person.table_now)


def _name(place: int) -> str:
    return f"Bot {place + 1}"
