"""Rule P1: what was acknowledged is kept. The server is killed under load, again and again.

It runs as people start it, on eventlet, and rises on the same file; phones come back by themselves.
"""

import asyncio
import json
import signal
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from app.domain.log.commands import WorkshopId
from app.domain.views import slices
from tests.patience import PATIENCE_S, free_port
from tests.proofs.house import House, close_all
from tests.proofs.outbox import Phone
from tests.proofs.taps import SHIPPED, Seated, sharing_workshop, taps_of
from tests.serving import Served, start
from tests.wire import Wire

WORKSHOPS, PEOPLE, TAPS, KILLS = 2, 8, 40, 4
LONGEST_RUN_S = 10 * PATIENCE_S


@dataclass(eq=False)
class Mortal:
    """A server that dies in the middle of things and is started again. `acks`: heard of by phones so far."""

    database: Path
    app: Served
    is_up: asyncio.Event = field(default_factory=asyncio.Event)
    acks: int = 0
    kill_at: int = 0
    deaths: int = 0
    is_due: asyncio.Event = field(default_factory=asyncio.Event)

    def heard_an_ack(self) -> None:
        self.acks += 1
        self._look()

    def _look(self) -> None:
        if self.acks >= self.kill_at > 0:
            self.is_due.set()

    async def die(self, at: int) -> None:
        """Live until so many acks have been heard, then die at once and rise again."""
        self.kill_at = at
        self._look()  # acks that were on their way when it died before may have come in since
        await self.is_due.wait()
        self.kill_at = 0
        self.is_due.clear()
        self.is_up.clear()
        port = self.app.port
        await asyncio.to_thread(self.app.stop, signal.SIGKILL)
        self.deaths += 1
        self.app = await asyncio.to_thread(start, self.database, port=port)
        self.is_up.set()


def _phone(house: House, server: Mortal, seated: Seated, rng: Random) -> Phone:
    async def connect() -> Wire:
        return await house.phone(seated.workshop_id, seated.who)

    async def wait(_attempt: int) -> None:
        await server.is_up.wait()

    taps = taps_of(house, seated, rng, TAPS)
    return Phone(seated.who, connect, wait, taps=taps, on_ack=server.heard_an_ack)


async def _killed_under_load(house: House, server: Mortal, rng: Random) -> dict[WorkshopId, list[Phone]]:
    server.is_up.set()
    names = [f"w{place}" for place in range(WORKSHOPS)]
    phones = {
        WorkshopId(name): [
            _phone(house, server, seated, rng) for seated in sharing_workshop(house, name, PEOPLE)
        ]
        for name in names
    }
    everybody = [phone for table in phones.values() for phone in table]
    taps = len(everybody) * TAPS
    # Each death falls somewhere in its own part of the load; the last part ends alive.
    part = taps // (KILLS + 1)
    deaths = [part * number + rng.randrange(1, part) for number in range(KILLS)]
    try:
        async with asyncio.timeout(LONGEST_RUN_S), asyncio.TaskGroup() as group:
            for phone in everybody:
                group.create_task(phone.empty_outbox())
            for at in deaths:
                await server.die(at)
        for workshop_id, table in phones.items():
            await _check_what_they_see(house, workshop_id, table)
    finally:
        await close_all([phone.wire for phone in everybody if phone.wire is not None])
    return phones


async def _check_what_they_see(house: House, workshop_id: WorkshopId, phones: list[Phone]) -> None:
    """fold(log), a fresh snapshot, and what patches made of an old one are the same."""
    console = await house.console(workshop_id)
    here = house.folded(workshop_id).phase_id
    settle = {"id": "settle-0001", "type": "move_to_phase", "from_phase_id": here, "phase_id": here}
    assert (await console.send("command", settle))["ok"]
    workshop = house.folded(workshop_id)
    for phone in phones:
        wire = await phone.connected()
        await wire.caught_up()
        patched = wire.values()
        fresh = await house.phone(workshop_id, phone.who)
        expected = {
            str(scope.wire_name): json.loads(json.dumps(slices.value(workshop, scope)))
            for scope in slices.participant(workshop, phone.who)
        }
        assert patched == fresh.values() == expected
        await fresh.close()
    assert console.values()["tables"] == json.loads(json.dumps(slices.value(workshop, slices.TABLES)))
    await console.close()


@pytest.mark.slow
def test_P1_what_was_acknowledged_outlives_the_server(tmp_path: Path) -> None:
    database = tmp_path / "workshops.sqlite3"
    house = House(f"sqlite:///{database}", SHIPPED.read_text(encoding="utf-8"))
    server = Mortal(database, start(database, port=free_port()))
    house.port = server.app.port
    try:
        phones = asyncio.run(_killed_under_load(house, server, Random(7)))
        everybody = [phone for table in phones.values() for phone in table]
        assert server.deaths == KILLS
        assert sum(phone.sent for phone in everybody) > len(everybody) * TAPS  # some had to be said again
        for workshop_id, table in phones.items():
            log = house.log(workshop_id)
            assert [recorded.version for recorded in log] == list(range(1, len(log) + 1))
            kept = {recorded.command_id for recorded in log}
            assert len(kept) == len(log) - 2 * PEOPLE - 3  # beside what had happened when it began
            for phone in table:
                assert not phone.refused
                assert phone.acknowledged == [tap["id"] for tap in phone.taps]
                assert kept.issuperset(phone.acknowledged)
    finally:
        server.app.stop()
        house.close()
