"""Rule P5: a snapshot and the changes since are what a fresh snapshot says, whatever happened in between.

In one process with gaps made on purpose, and with two processes that serve one workshop together.
"""

import asyncio
import uuid
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.config import Settings
from tests.patience import PATIENCE_S
from tests.people import ONE_TABLE, TWO_TABLES
from tests.proofs.house import House, close_all, serving_here
from tests.proofs.outbox import Phone
from tests.proofs.played import Device, Played
from tests.proofs.taps import SHIPPED, Seated, sharing_workshop, taps_of
from tests.serving import Served, serving
from tests.wire import Wire

STEPS = 110
TAPS = 25


async def _fresh(played: Played, device: Device) -> dict[str, Any]:
    again = Device(device.what, device.who, language=device.language)
    await played.switch_on(again)
    assert again.wire is not None
    values = again.wire.values()
    await again.wire.close()
    return values


async def _check(played: Played) -> int:
    """Every device that has noticed what it missed shows what it would be told anew; how many did."""
    compared = 0
    for device in played.devices:
        wire = device.wire
        if wire is None or not device.is_on:
            continue
        await wire.caught_up()  # a gap was noticed before this, so its snapshot comes before the next
        await wire.caught_up()
        if not wire.has_missed:
            assert wire.values() == await _fresh(played, device), device.what
            compared += 1
    return compared


async def _through_gaps(house: House, seed: int) -> tuple[int, int]:
    rng = Random(seed)
    layout = TWO_TABLES if seed % 2 else ONE_TABLE
    played = await Played.begin(house, house.open(f"w-{seed}", layout), Random(seed), STEPS)
    compared = 0
    async for number in played.play():
        for device in played.devices:
            if device.wire is not None and rng.random() < 0.05:
                device.wire.forget_next += 1
        if number % 10 == 9:
            compared += await _check(played)
    await played.end()
    wires = [wire for device in played.devices for wire in device.wires]
    return compared, sum(wire.gaps for wire in wires)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [21, 22])
def test_P5_patches_add_up_to_the_snapshot_and_a_gap_is_noticed(seed: int, tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        compared, gaps = asyncio.run(_through_gaps(house, seed))
    assert compared > 40
    assert gaps > 10


# --- two processes ------------------------------------------------------------------------------------------


def _phone(house: House, ports: Sequence[int], seated: Seated, place: int, rng: Random) -> Phone:
    """A phone that comes back at the other process whenever its line is cut: after every tenth tap."""
    visits = 0

    async def connect() -> Wire:
        nonlocal visits
        visits += 1
        cookie = house.seat_cookie(seated.workshop_id, seated.who)
        return await Wire.open(ports[(place + visits) % len(ports)], {"as": "phone"}, cookies=cookie)

    async def wait(_attempt: int) -> None:
        raise AssertionError("nothing was wrong with the line")

    return Phone(seated.who, connect, wait, taps=taps_of(house, seated, rng, TAPS))


async def _tap_and_move(phone: Phone) -> None:
    taps, phone.taps = phone.taps, []
    for number, tap in enumerate(taps):
        phone.taps.append(tap)
        await phone.empty_outbox()
        if number % 10 == 9:
            await phone.close()


async def _at_two_doors(house: House, ports: Sequence[int], everybody: Sequence[Seated]) -> list[Phone]:
    phones = [_phone(house, ports, seated, place, Random(place)) for place, seated in enumerate(everybody)]
    async with asyncio.timeout(10 * PATIENCE_S), asyncio.TaskGroup() as group:
        for phone in phones:
            group.create_task(_tap_and_move(phone))
    for place, phone in enumerate(phones):
        wire = await phone.connected()
        cookie = house.seat_cookie(everybody[place].workshop_id, phone.who)
        fresh = await Wire.open(ports[place % len(ports)], {"as": "phone"}, cookies=cookie)
        # What the other process told travels by the queue: it may still be on its way.
        await wire.until(lambda a=wire, b=fresh: a.values() == b.values(), "what the other process told")
        await fresh.close()
    await close_all([phone.wire for phone in phones if phone.wire is not None])
    return phones


def _served_twice(database: str, redis_url: str) -> tuple[Any, Any]:
    return tuple(serving(database, variables={"REDIS_URL": redis_url}) for _ in range(2))  # type: ignore[return-value]


@pytest.mark.slow
@pytest.mark.needs("postgres", "redis")
def test_P5_two_processes_serve_one_workshop_and_nothing_is_lost_or_doubled(
    postgres_url: str, redis_url: str
) -> None:
    database = Settings.from_env({"database": postgres_url}).database
    house = House(database, SHIPPED.read_text(encoding="utf-8"))
    try:
        everybody = sharing_workshop(house, f"w-{uuid.uuid4().hex[:8]}", people=4)
        one, other = _served_twice(postgres_url, redis_url)
        with one as first, other as second:
            assert isinstance(first, Served)
            assert first.port != second.port
            phones = asyncio.run(_at_two_doors(house, (first.port, second.port), everybody))
        log = house.log(everybody[0].workshop_id)
    finally:
        house.close()
    assert [recorded.version for recorded in log] == list(range(1, len(log) + 1))
    kept = [recorded.command_id for recorded in log]
    for phone in phones:
        assert not phone.refused
        assert [kept.count(tap["id"]) for tap in phone.taps] == [1] * TAPS
        made = [tap["id"] for tap in phone.taps]
        assert [one for one in kept if one in set(made)] == made
        assert phone.acknowledged == made
