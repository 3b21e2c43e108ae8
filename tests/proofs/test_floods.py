"""Rules P11, P12, P13: bounded floods on loopback. Others are served, and nothing stays open afterwards.

How much slower they are served is measured, not asserted: `python3 run.py bench floods`.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.log.commands import WorkshopId
from app.domain.scenario import PhaseKind
from tests.people import AMA, ONE_TABLE, around_the_table
from tests.proofs.house import House, close_all
from tests.serving import serving
from tests.wire import fetch

ENGINES = ["eventlet", "threading"]


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    database = tmp_path / "workshops.sqlite3"
    with serving(database, async_mode=request.param) as app:
        house = House(f"sqlite:///{database}")
        house.port = app.port
        try:
            yield house
        finally:
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
