"""What several processes count together in Redis, and what each counts alone while Redis is away."""

import logging
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import limits
import pytest
import redis

from app.access.allowances import tries_at_codes
from app.access.counts import ASKED_AGAIN_AFTER_S, TOLD_AGAIN_AFTER_S, Counts
from app.domain.scenario import PhaseKind
from tests.patience import becomes
from tests.people import ONE_TABLE, around_the_table
from tests.proofs.house import CSRF, House
from tests.serving import serving
from tests.wire import fetch

KEY = b"k" * 32
FOUR = limits.parse("4/minute")


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def empty_redis(redis_url: str) -> str:
    with redis.Redis.from_url(redis_url) as server:
        for name in server.scan_iter("button:counts*"):
            server.delete(name)
    return redis_url


@pytest.mark.needs("redis")
def test_P13_two_processes_count_together_and_take_back_together(empty_redis: str) -> None:
    one, other = (Counts(empty_redis, KEY) for _ in range(2))
    assert [counts.hit(FOUR, "joins", "bo") for counts in (one, other) * 2] == [True] * 4
    assert not one.hit(FOUR, "joins", "bo")
    assert not other.hit(FOUR, "joins", "bo")
    assert other.hit(FOUR, "joins", "cai"), "somebody else"
    for counts in (one, other, one):
        counts.hit(FOUR, "joins", "bo", cost=-1)
    assert other.hit(FOUR, "joins", "bo")


@pytest.mark.needs("redis")
def test_P13_wrong_codes_are_as_slow_with_two_processes_as_with_one(empty_redis: str) -> None:
    slept: list[float] = []
    gates = [tries_at_codes(Counts(empty_redis, KEY), sleep=slept.append) for _ in range(2)]
    for number in range(60):
        assert gates[number % 2].is_heard("192.0.2.7", "codes", lambda: False)
    assert slept == []
    for number in range(40):
        assert gates[number % 2].is_heard("192.0.2.7", "codes", lambda: False)
    # Nobody really slept: the last of forty turns of a twentieth is over two seconds after the first began.
    assert max(slept) > 1.0
    assert len(slept) == 80


@pytest.mark.needs("redis")
def test_no_address_and_no_name_is_kept_in_redis(empty_redis: str) -> None:
    counts = Counts(empty_redis, KEY)
    counts.hit(FOUR, "codes", "lane", "192.0.2.7")
    counts.turn_s("lane 192.0.2.7", 0.01)
    with redis.Redis.from_url(empty_redis) as server:
        kept = list(server.scan_iter("button:counts*"))
        assert all(0 < server.ttl(name) <= 60 for name in kept if b":turn:" not in name)
    assert kept
    assert not [name for name in kept if b"192" in name or b"lane" in name]


@contextmanager
def _own_redis(port: int, folder: Path) -> Iterator[None]:
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        with redis.Redis(port=port) as server:
            becomes(lambda: _answers(server), True, "whether Redis answers")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(server: redis.Redis) -> bool:
    try:
        return bool(server.ping())
    except redis.ConnectionError:
        return False


def test_while_redis_is_away_each_counts_alone_and_says_so_once_a_minute(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clock = Clock()
    counts = Counts(f"redis://127.0.0.1:{port}/0", KEY, clock)
    with caplog.at_level(logging.WARNING):
        assert [counts.hit(FOUR, "bo") for _ in range(5)] == [True] * 4 + [False]
        assert counts.turn_s("gate", 0.25) == 0.25
        clock.now_s += ASKED_AGAIN_AFTER_S
        assert not counts.hit(FOUR, "bo")
        assert len(caplog.records) == 1
        clock.now_s += TOLD_AGAIN_AFTER_S
        assert not counts.hit(FOUR, "bo")
        assert len(caplog.records) == 2
    assert caplog.records[0].exc_info is None
    if shutil.which("redis-server") is None:
        return
    with _own_redis(port, tmp_path):
        clock.now_s += ASKED_AGAIN_AFTER_S
        assert [counts.hit(FOUR, "cai") for _ in range(5)] == [True] * 4 + [False]
        fellow = Counts(f"redis://127.0.0.1:{port}/0", KEY)
        assert not fellow.hit(FOUR, "cai"), "it is asked again"
    assert not counts.hit(FOUR, "cai"), "and what it has seen itself is known when Redis goes"


@pytest.mark.needs("redis")
@pytest.mark.slow
def test_P13_who_joins_too_often_is_told_so_at_either_process(empty_redis: str, tmp_path: Path) -> None:
    database, variables = tmp_path / "workshops.sqlite3", {"REDIS_URL": empty_redis}
    house = House(f"sqlite:///{database}")
    here = house.open("w-here", ONE_TABLE, *around_the_table(PhaseKind.SHARE)[1:])
    code = house.code(here)
    with serving(database, variables=variables) as one, serving(database, variables=variables) as other:
        shown = fetch(one.port, "GET", f"/join/{code}")
        found = CSRF.search(shown.body)
        assert found
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in shown.cookies.items()),
        }
        form = f"csrf_token={found.group(1)}&code={code}&name=Zoe".encode()
        came = [
            fetch(app.port, "POST", "/join", body=form, headers=headers).status for app in (one, other) * 6
        ]
    house.close()
    assert came == [303] * 10 + [429] * 2
