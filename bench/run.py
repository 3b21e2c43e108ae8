"""Measure: `.venv/bin/python bench/run.py` (loopback only, stops by itself, under four minutes).

The real app (a subprocess of `run.py serve`, its database on disk at synchronous=FULL) and a bare
Flask-SocketIO broadcast take turns under the same load, so that both meet the same noise. Each table plays
the shipped scenario as a workshop would: when its facts are out, the next load gets new tables.
"""

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.phones import Measured, Table, connect, leave, reveal_at  # noqa: E402
from bench.workshops import SEATS, Workshops  # noqa: E402

AT_RATE = 50
FEWEST_TABLES = 20
LIMIT_S = 0.250
LADDER = (100, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 1000, 1200)
LADDER_S = 130  # no new rate is begun after so many seconds
AT_LEAST = 0.98  # of the reveals must be answered for a rate to count as sustained


@dataclass
class Server:
    """A server under test, on a core of its own where there are two."""

    name: str
    process: "subprocess.Popen[str]"
    port: int
    tables: Callable[[int], list[Table]]

    def memory_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


def started(name: str, command: list[str], tables: Callable[[int], list[Table]]) -> Server:
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ}
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
            return Server(name, process, int(found[1]), tables)
    raise SystemExit(f"{name} did not start")


@contextmanager
def both(folder: Path) -> Iterator[tuple[Server, Server, Workshops]]:
    workshops = Workshops(f"sqlite:///{folder / 'bench.sqlite3'}")
    serve = ["serve", "--host", "127.0.0.1", "--port", "0", "--database", str(folder / "bench.sqlite3")]
    app = started("app", [sys.executable, str(ROOT / "run.py"), *serve], workshops.tables)
    bare = started("bare", [sys.executable, str(ROOT / "bench/bare.py")], bare_tables())
    try:
        pin(app, bare)
        yield app, bare, workshops
    finally:
        for server in (app, bare):
            server.process.terminate()
            server.process.wait(10)


def bare_tables() -> Callable[[int], list[Table]]:
    made = 0

    def tables(n: int) -> list[Table]:
        nonlocal made
        made += n
        reveals = [(place % SEATS, f"fact-{place}") for place in range(46)]
        rooms = [f"room-{made - place}" for place in range(n)]
        return [
            Table(auths=[{"room": room, "n": n} for n in range(SEATS)], reveals=reveals) for room in rooms
        ]

    return tables


def pin(*servers: Server) -> None:
    """Servers on the first core, phones on the second: neither takes the other's time."""
    if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) >= 2:
        first, second = sorted(os.sched_getaffinity(0))[:2]
        for server in servers:
            os.sched_setaffinity(server.process.pid, {first})
        os.sched_setaffinity(0, {second})


# --- what is measured -------------------------------------------------------------------------------------


async def under_load(server: Server, rate: float, seconds: float) -> Measured:
    """Reveals at a rate, on fresh tables of seven phones."""
    facts = len(server.tables(1)[0].reveals)
    tables = server.tables(max(FEWEST_TABLES, ceil(rate * seconds / facts)))
    await connect(server.port, tables)
    await asyncio.sleep(0.3)
    try:
        return await reveal_at(rate, tables, seconds)
    finally:
        leave(tables)
        await asyncio.sleep(0.3)


def is_sustained(measured: Measured, n: int) -> bool:
    return len(measured.last_s) >= AT_LEAST * n and percentile(measured.last_s, 99) < LIMIT_S


async def sustained(servers: Sequence[Server], seconds: float) -> dict[str, int]:
    """The highest rate of the ladder that each server keeps up, taking turns; two tries a rate."""
    best = {server.name: 0 for server in servers}
    climbing = list(servers)
    deadline = time.monotonic() + LADDER_S
    for rate in LADDER:
        for server in list(climbing):
            for _attempt in range(2):
                measured = await under_load(server, rate, seconds)
                if is_sustained(measured, int(rate * seconds)):
                    best[server.name] = rate
                    break
            else:
                climbing.remove(server)
            say(f"  {server.name:5} {rate:5}/s  {spread(measured.last_s)}")
        if not climbing or time.monotonic() > deadline:
            break
    return best


async def memory(server: Server, phones: int) -> float:
    """KiB per connected phone."""
    await under_load(server, 20, 1)  # what is loaded once is not any phone's
    before = server.memory_kb()
    tables = server.tables(ceil(phones / SEATS))
    await connect(server.port, tables)
    await asyncio.sleep(1)
    after = server.memory_kb()
    leave(tables)
    return (after - before) / (len(tables) * SEATS)


async def by_log_length(server: Server, workshops: Workshops) -> tuple[float, float]:
    """Median seconds from reveal to ack with 50 and with 5,000 events in the log, in turns."""
    short, long = workshops.tables(6, events=50), workshops.tables(6, events=5000)
    tables = [table for pair in zip(short, long, strict=True) for table in pair]
    await connect(server.port, tables)
    await asyncio.sleep(1)
    await reveal_at(100, tables, len(tables) * 4 / 100)  # warm
    taken: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(min(36, len(tables[0].reveals) - tables[0].used)):
        for place, table in enumerate(tables):
            phone, fact_id = table.reveals[table.used]
            table.used += 1
            began = time.perf_counter()
            acked_at, version = await table.phones[phone].reveal(fact_id)
            assert version > 0
            taken[place % 2].append(acked_at - began)
    leave(tables)
    return statistics.median(taken[0]), statistics.median(taken[1])


def percentile(values: Sequence[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, ceil(len(ordered) * percent / 100) - 1)] if ordered else float("inf")


def spread(values: Sequence[float]) -> str:
    return "  ".join(f"p{percent} {percentile(values, percent) * 1000:7.1f} ms" for percent in (50, 95, 99))


def say(line: str) -> None:
    print(line, flush=True)


async def latency(app: Server, bare: Server, _workshops: Workshops, seconds: float) -> None:
    say(f"{AT_RATE} reveals/s, {FEWEST_TABLES} tables of {SEATS} phones, {seconds * 3:.0f} s, in turns")
    taken = {server.name: Measured(AT_RATE) for server in (app, bare)}
    for _ in range(3):
        for server in (app, bare):
            taken[server.name].add(await under_load(server, AT_RATE, seconds))
    for name, one in taken.items():
        say(f"  {name:5} reveal→ack         {spread(one.ack_s)}   missing {one.missing + one.refused}")
        say(f"  {name:5} reveal→last phone  {spread(one.last_s)}")
    ratio = percentile(taken["app"].last_s, 99) / percentile(taken["bare"].last_s, 99)
    say(f"  reveal→last phone p99, app / bare: {ratio:.2f}   (goal ≤ 1.5)")


async def memories(app: Server, bare: Server, _workshops: Workshops, _seconds: float) -> None:
    say("memory per connected phone")
    for server in (app, bare):
        say(f"  {server.name:5} {await memory(server, 280):6.1f} KiB")


async def log_lengths(app: Server, _bare: Server, workshops: Workshops, _seconds: float) -> None:
    short, long = await by_log_length(app, workshops)
    say("a reveal's cost as the log grows")
    say(
        f"  reveal→ack, median: 50 events {short * 1000:.2f} ms, 5,000 events {long * 1000:.2f} ms, "
        f"ratio {long / short:.2f}   (goal ≤ 1.2)"
    )


async def most(app: Server, bare: Server, _workshops: Workshops, seconds: float) -> None:
    say(f"reveals/s sustained: reveal→last phone p99 < {LIMIT_S * 1000:.0f} ms")
    best = await sustained((app, bare), seconds)
    ratio = best["app"] / max(1, best["bare"])
    say(f"  app {best['app']}/s, bare {best['bare']}/s, ratio {ratio:.2f}   (goal ≥ 1.0)")


PARTS = {"latency": latency, "memory": memories, "log": log_lengths, "sustained": most}


async def measure(folder: Path, parts: Sequence[str], seconds: float) -> None:
    with both(folder) as (app, bare, workshops):
        for part in parts:
            await PARTS[part](app, bare, workshops, seconds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--seconds", type=float, default=4, help="length of each load (default 4)")
    options.add_argument("parts", nargs="*", help=f"some of: {', '.join(PARTS)} (default all)")
    chosen = options.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        options.error(f"there is no part {', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        asyncio.run(measure(Path(folder), chosen.parts or tuple(PARTS), chosen.seconds))


if __name__ == "__main__":
    main()
