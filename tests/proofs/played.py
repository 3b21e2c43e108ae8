"""Random legal histories played over the wire: joined at the door, said on sockets, wish by wish."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from random import Random
from typing import Any

import pytest

from app.access.tokens import SEAT_COOKIE
from app.domain.log import commands as c
from app.domain.log.commands import (
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    Wish,
    WorkshopId,
)
from app.domain.log.state import Workshop
from app.domain.rules.steps import is_sharing
from app.domain.scenario import PhaseKind
from app.domain.workshop.evolution import evolve
from app.languages.speaking import SOURCE
from app.messages.shapes import SHAPES
from app.turn.beside import laid
from tests.histories import Wishes
from tests.people import T1
from tests.proofs import entitled
from tests.proofs.house import House
from tests.wire import NotLetIn, Wire

TYPES: Mapping[type[Wish], str] = {wish: name for name, (wish, _) in SHAPES.items()}
LEADING = ("console", "desk", "standby", "conductor")
"""The conductor is a second console, to which nothing happens but that it settles things."""
SPANISH = ("standby", "screen at t1")
"""Of the devices that show no hand, those that are told the scenario in its other language."""
_SAID = ("text", "line", "takeaway", "situation", "action", "check")


def payload(wish: Wish) -> dict[str, Any]:
    """A wish as a client writes it down."""
    said = {one.name: getattr(wish, one.name) for one in fields(wish)}
    return {
        "type": TYPES[type(wish)],
        **{name: _written(value) for name, value in said.items() if value is not None},
    }


def _written(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def marked(wish: Wish, number: int) -> Wish:
    """The wish with a word of its own in everything that is said in it."""
    said = {one.name for one in fields(wish)}
    changes: dict[str, Any] = {name: f"zqsaid{name}{number}" for name in _SAID if name in said}
    if isinstance(wish, c.PauseWorkshop):
        changes = {"reason": f"zqsaidpause{number}"}
    return replace(wish, **changes) if changes else wish


@dataclass(eq=False)
class Device:
    """A phone, console or screen, from connection to connection; `checked`: frames already looked at."""

    what: str
    who: ParticipantId | None
    transport: str = "websocket"
    language: str = SOURCE
    wire: Wire | None = None
    checked: int = 0
    past: list[Wire] = field(default_factory=list)

    @property
    def is_on(self) -> bool:
        return self.wire is not None and not self.wire.is_closed

    @property
    def wires(self) -> list[Wire]:
        return [*self.past, *([self.wire] if self.wire else [])]

    def new_frames(self) -> list[str]:
        """What has come in since the last time."""
        if self.wire is None:
            return []
        new = self.wire.frames[self.checked :]
        self.checked += len(new)
        return new


@dataclass(eq=False)
class Played:
    """One workshop under way. `workshop` is folded from the log, event by event, as it grows."""

    house: House
    workshop_id: WorkshopId
    rng: Random
    steps: int
    workshop: Workshop
    before: Workshop
    version: int = 0
    devices: list[Device] = field(default_factory=list)
    names: dict[ParticipantId, str] = field(default_factory=dict)
    acknowledged: int = 0
    looked_back: int = 0
    looks: Random = field(default_factory=lambda: Random(7))
    settled: int = 0

    @classmethod
    async def begin(cls, house: House, workshop_id: WorkshopId, rng: Random, steps: int) -> "Played":
        workshop = house.folded(workshop_id)
        played = cls(house, workshop_id, rng, steps, workshop, workshop, len(house.log(workshop_id)))
        for what in (*LEADING, "screen", "screen at t1"):
            played.devices.append(Device(what, None, language="es" if what in SPANISH else SOURCE))
        for device in played.devices:
            await played.switch_on(device)
        return played

    def device(self, what: str) -> Device:
        return next(one for one in self.devices if one.what == what)

    def phones(self, who: ParticipantId) -> list[Device]:
        return [one for one in self.devices if one.who == who]

    async def switch_on(self, device: Device) -> None:
        if device.wire is not None:
            await device.wire.close()
            device.past.append(device.wire)
        device.wire, device.checked = None, 0
        house, here, language = self.house, self.workshop_id, device.language
        if device.who is not None:
            transport = device.transport
            device.wire = await house.phone(here, device.who, transport=transport, language=language)
        elif device.what.startswith("screen"):
            table_id = T1 if device.what.endswith("t1") else None
            device.wire = await house.screen(here, table_id, language=language)
        elif device.what == "desk":
            device.wire = await house.desk(here, language=language)
        elif device.what == "standby":
            device.wire = await house.standby(here, language=language)
        else:
            device.wire = await house.console(here, language=language)

    async def play(self) -> AsyncIterator[int]:
        """Say one wish after the other; yields after each, once everybody has heard what came of it."""
        wishes = Wishes(self.house.scenario, self.rng, self.steps)
        await self.settle()
        yield 0
        for number in range(1, self.steps):
            actor, wish = self._news(number) or wishes.next(self.workshop, number)
            if isinstance(wish, c.SetScreen):
                wish = replace(wish, is_frozen=self.rng.random() < 0.4)
            await self._say(actor, marked(wish, number), number)
            await self._come_and_go()
            await self._look_back()
            await self.settle()
            self._catch_up()
            yield number

    def _news(self, number: int) -> tuple[c.Actor, Wish] | None:
        """Now and then, while people share, the facilitator lets the scenario's news in, due or not."""
        to_come = [one for one in self.house.scenario.inject_by_id if one not in self.workshop.injects]
        if number % 3 or not to_come or not is_sharing(self.workshop.phase.kind):
            return None
        return FacilitatorActor(), c.GiveInject(inject_id=self.rng.choice(to_come))

    async def _say(self, actor: c.Actor, wish: Wish, number: int) -> None:
        if isinstance(wish, c.JoinWorkshop):
            await self._join(number, wish.as_observer)
            return
        device = self._speaker(actor)
        if device is None or device.wire is None:
            return
        answer = await device.wire.say(id=f"played-{number:06}", **payload(wish))
        assert set(answer) in ({"ok"}, {"ok", "code", "message"})
        assert answer.get("code") not in {"malformed", "internal", "too_fast", "unknown_type"}, (wish, answer)
        self.acknowledged += bool(answer["ok"])

    def _speaker(self, actor: c.Actor) -> Device | None:
        if isinstance(actor, FacilitatorActor):
            return self.device("console")
        assert isinstance(actor, ParticipantActor)
        return next((one for one in self.phones(actor.participant_id) if one.is_on), None)

    async def _join(self, number: int, as_observer: bool) -> None:
        if self.workshop.phase.kind is PhaseKind.CLOSED:
            assert self.house.get(f"/join/{self.house.code(self.workshop_id)}").status == HTTPStatus.NOT_FOUND
            return
        name = f"zqname{number}"
        if self.workshop.is_locked:  # nobody new comes in, and nobody is named
            refused = await asyncio.to_thread(self.house.ask_in, self.workshop_id, name)
            assert (refused.status, SEAT_COOKIE in refused.cookies) == (HTTPStatus.CONFLICT, False)
            return
        who = await asyncio.to_thread(self.house.join, self.workshop_id, name, as_observer=as_observer)
        self.names[who] = name
        # Every third comes with a second device, every fourth without websockets.
        for place in range(2 if number % 3 == 0 else 1):
            transport = "polling" if (number + place) % 4 == 0 else "websocket"
            # Of two devices one is in each language; so are those of two who have one each.
            language = "es" if (len(self.names) + place) % 2 else SOURCE
            device = Device(f"phone {len(self.names)}.{place}", who, transport, language)
            await self.switch_on(device)
            self.devices.append(device)

    async def _come_and_go(self) -> None:
        """Some phones reload; those that were sent away knock again, and may be back."""
        self._catch_up()
        for device in self.devices:
            if device.what.startswith("screen") and self.rng.random() < 0.05:
                await self.switch_on(device)
            if device.who is None or self.workshop.participants.get(device.who) is None:
                continue
            takes_part = self.workshop.participants[device.who].takes_part
            if not takes_part and device.wire is not None:
                await device.wire.until_closed()
            if (device.is_on and self.rng.random() < 0.02) or (takes_part and not device.is_on):
                await self.switch_on(device)
            elif not takes_part and self.rng.random() < 0.1:
                await self._knock(device)

    async def _look_back(self) -> None:
        """Some ask for a table's hour again, or its three views: those who may are given it, nobody else."""
        self._catch_up()
        for device in self.devices:
            if self.looks.random() > 0.4 or not device.is_on or device.wire is None:
                continue
            if device.who is not None and not self.workshop.participants[device.who].takes_part:
                continue
            table_id = self.looks.choice(list(self.workshop.tables))
            is_sides = self.looks.random() < 0.5
            answer = await device.wire.send("replay", {"table_id": table_id, "is_sides": is_sides})
            what = "phone" if device.who is not None else device.what
            seat_id = self.workshop.participants[device.who].seat_id if device.who is not None else None
            seat = None if seat_id is None else self.workshop.seat(seat_id)
            may = entitled.may_look_back(self.workshop, what, seat, table_id)
            assert answer["ok"] is may, (device.what, table_id, answer.get("code"))
            assert may or answer["code"] == "no_such_thing"
            self.looked_back += may

    async def _knock(self, device: Device) -> None:
        assert device.who is not None
        with pytest.raises(NotLetIn, match=r"^(removed|left)$"):
            await self.house.phone(self.workshop_id, device.who)

    async def settle(self) -> None:
        """Everybody has heard of everything: the writer takes this empty wish after it has told the rest."""
        self.settled += 1
        conductor = self.device("conductor")
        if self.settled % 50 == 0:  # a socket may say only so much
            await self.switch_on(conductor)
        assert conductor.wire is not None
        here = self.house.folded(self.workshop_id).phase_id
        wish = c.MoveToPhase(from_phase_id=here, phase_id=here)
        answer = await conductor.wire.say(id=f"settle-{self.settled:06}", **payload(wish))
        assert answer["ok"], answer
        listening = [one.wire for one in self.devices if one.wire and one.is_on and one is not conductor]
        await asyncio.gather(*(wire.caught_up() for wire in listening))

    def _catch_up(self) -> None:
        for recorded in self.house.store.events(self.workshop_id, self.version):
            self.before, self.workshop = self.workshop, evolve(self.workshop, recorded.event)
            self.version = recorded.version
        self.workshop = laid(self.workshop, self.house.store.running(self.workshop_id))

    async def end(self) -> None:
        for device in self.devices:
            if device.wire is not None:
                await device.wire.close()
