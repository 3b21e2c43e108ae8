"""Rules P1, P2, P5 on a bad network: every tap is in the log once, in its seat's order; ticks are true.

Thirty per cent of the acks are lost, messages come twice, late or overtaken, and lines go dead.
"""

import asyncio
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import pytest

from app.domain.log.commands import (
    WorkshopId,
)
from tests.patience import PATIENCE_S
from tests.proofs.faults import BadNetwork
from tests.proofs.house import House, serving_here
from tests.proofs.outbox import Phone
from tests.proofs.taps import SHIPPED, Seated, sharing_workshop, taps_of
from tests.wire import Wire

WORKSHOPS, PEOPLE, TAPS = 14, 4, 40
LONGEST_RUN_S = 10 * PATIENCE_S
BACKOFF_S, GROWTH, LONGEST_S = 0.3, 1.7, 8.0


async def _phone(house: House, seated: Seated, rng: Random) -> tuple[Phone, BadNetwork]:
    network = await BadNetwork(rng, house.port).begin()

    async def connect() -> Wire:
        cookie = house.seat_cookie(seated.workshop_id, seated.who)
        return await Wire.open(network.port, {"as": "phone"}, cookies=cookie)

    async def wait(attempt: int) -> None:
        network.now_s += min(LONGEST_S, BACKOFF_S * GROWTH**attempt)

    taps = taps_of(house, seated, rng, TAPS)
    return Phone(seated.who, connect, wait, silence=network.silence, taps=taps), network


async def _taps_on_a_bad_network(house: House, seed: int) -> tuple[list[Phone], Counter[str]]:
    rng = Random(seed)
    everybody = [one for place in range(WORKSHOPS) for one in sharing_workshop(house, f"w{place}", PEOPLE)]
    parts = [await _phone(house, seated, Random(rng.random())) for seated in everybody]
    phones, networks = [phone for phone, _ in parts], [network for _, network in parts]
    try:
        async with asyncio.timeout(LONGEST_RUN_S), asyncio.TaskGroup() as group:
            for phone in phones:
                group.create_task(phone.empty_outbox())
        await _check_pictures(phones, networks)
    finally:
        for phone, network in parts:
            await phone.close()
            await network.end()
    return phones, sum((network.done for network in networks), Counter())


async def _check_pictures(phones: list[Phone], networks: list[BadNetwork]) -> None:
    """P5: what patches made of a phone's slices, gaps and all, is what a snapshot says."""
    for network in networks:
        network.is_calm = True
    for phone in phones:
        # The writer takes a tap it knows already only after it has told everybody of the last new one.
        assert await (await phone.connected()).send("command", phone.taps[-1]) == {"ok": True}
    for phone in phones:
        wire = await phone.connected()
        for _ in range(
            3
        ):  # what was held up comes after the first, what it made the phone ask for after that
            await wire.caught_up()
        patched = wire.values()
        await wire.send("resync")
        await wire.caught_up()
        assert wire.values() == patched
        assert not wire.strays


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11])
def test_P2_every_tap_is_in_the_log_once_in_seat_order_and_every_tick_is_true(
    seed: int, tmp_path: Path
) -> None:
    with serving_here(tmp_path, SHIPPED.read_text(encoding="utf-8")) as house:
        phones, faults = asyncio.run(_taps_on_a_bad_network(house, seed))
        logs = [house.log(WorkshopId(f"w{place}")) for place in range(WORKSHOPS)]

    assert not [phone.refused for phone in phones if phone.refused]
    versions: dict[str, list[int]] = defaultdict(list)
    for log in logs:
        assert [recorded.version for recorded in log] == list(range(1, len(log) + 1))
        for recorded in log:
            versions[recorded.command_id].append(recorded.version)
    for phone in phones:
        made = [tap["id"] for tap in phone.taps]
        assert phone.acknowledged == made
        assert [len(versions[tap]) for tap in made] == [1] * len(made)
        assert sorted(made, key=versions.__getitem__) == made

    # The proof is of no use when the network was good.
    taps = WORKSHOPS * PEOPLE * TAPS
    assert sum(phone.sent for phone in phones) > 1.3 * taps
    for what in ("ack lost", "tap lost", "tap doubled", "tap again later", "change overtaken", "cut"):
        assert faults[what] > taps / 100, faults
    assert faults["ack lost"] > 0.25 * taps
    assert faults["connection refused"] > faults["cut"]
