"""Rules P11, P12, P13: bounded floods on loopback. Others are served, and nothing stays open afterwards.

How much slower they are served is measured, not asserted: `python3 run.py bench floods`.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from app.domain.log.commands import WorkshopId
from app.domain.scenario import PhaseKind
from bench.floods import FLOODS, Flood
from tests.patience import becomes
from tests.people import AMA, BO, ONE_TABLE, around_the_table
from tests.proofs.house import House, close_all
from tests.serving import Served, serving
from tests.wire import fetch

ENGINES = ["eventlet", "threading"]


@pytest.fixture(params=ENGINES)
def served_by(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "workshops.sqlite3", async_mode=request.param) as app:
        yield app


@pytest.fixture
def house(served_by: Served, tmp_path: Path) -> Iterator[House]:
    house = House(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    house.port = served_by.port
    yield house
    house.close()


@contextmanager
def flooded(flood: Callable[[], object], connections: int) -> Iterator[None]:
    """While the block runs, so many do this again and again."""
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            flood()

    threads = [threading.Thread(target=go_on) for _ in range(connections)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _sharing(house: House) -> WorkshopId:
    return house.open("w-here", ONE_TABLE, *around_the_table(PhaseKind.SHARE)[1:])


async def _served(house: House, here: WorkshopId) -> dict[str, object]:
    """A phone connects and says something."""
    wire = await house.phone(here, AMA)
    said = await wire.send("clock")
    await close_all([wire])
    return said


@pytest.mark.slow
def test_P13_the_right_code_comes_in_while_three_connections_try_wrong_ones(house: House) -> None:
    here = _sharing(house)
    for _ in range(70):  # what is free is used up
        assert house.get("/join/ZZZZZZ").status == 404
    with flooded(lambda: house.get("/join/ZZZZZZ"), 3):
        came = [house.get(f"/join/{house.code(here)}").status for _ in range(10)]
        house.join(here, "Zoe")
    assert came == [200] * 10
    assert fetch(house.port, "GET", "/healthz").status == 200


@pytest.mark.slow
@pytest.mark.parametrize("flood", sorted(FLOODS))
def test_P11_P12_phones_are_served_during_a_flood_and_nothing_is_left_open(
    flood: str, house: House, served_by: Served
) -> None:
    here = _sharing(house)
    asyncio.run(_served(house, here))
    before = served_by.descriptors
    seat = {"as": "phone", "token": house.seat_cookie(here, BO).partition("=")[2]}
    with flooded(partial(_once, FLOODS[flood], house.port, seat), 3):
        for _ in range(5):
            assert asyncio.run(_served(house, here)).keys() == {"now"}
            assert house.get(f"/join/{house.code(here)}").status == 200
    becomes(lambda: served_by.descriptors <= before + 5, True, "the number of open descriptors")


def _once(flood: Flood, port: int, auth: object) -> None:
    with suppress(OSError, HTTPException):
        flood(port, auth)
