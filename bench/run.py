"""Measure: `python3 run.py bench` (loopback only, stops by itself, in about ten minutes).

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

from bench.figures import percentile, say, spread  # noqa: E402
from bench.floods import floods  # noqa: E402
from bench.frames import frames  # noqa: E402
from bench.phones import Measured, Table, connect, leave, reveal_at  # noqa: E402
from bench.room import room  # noqa: E402
from bench.workshops import SEATS, Workshops  # noqa: E402

AT_RATE = 50
ROUNDS = 4
FEWEST_TABLES = 20
LIMIT_S = 0.250
CPU_RATES = (50, 400)
LADDER = (100, 200, 300, 400, 500, 600, 700, 800, 1000, 1200, 1400)
LADDER_S = 130  # no new rate is begun after so many seconds
AT_LEAST = 0.98  # of the reveals must be answered for a rate to count as sustained


@dataclass
class Server:
    """A server under test, on a core of its own where there are two."""

    name: str
    process: "subprocess.Popen[str]"
    port: int
    tables: Callable[[int], list[Table]]

    def cpu_s(self) -> float:
        """Processor time used so far; other programs on the machine hardly change it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

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
def running(name: str, command: list[str], tables: Callable[[int], list[Table]]) -> Iterator[Server]:
    """A server until the block ends, however it ends."""
    server = started(name, command, tables)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(10)


@contextmanager
def both(folder: Path) -> Iterator[tuple[Server, Server, Workshops]]:
    workshops, app_command = app_on(folder / "bench.sqlite3")
    bare_command = [sys.executable, str(ROOT / "bench/bare.py")]
    with (
        running("app", app_command, workshops.tables) as app,
        running("bare", bare_command, bare_tables()) as bare,
    ):
        pin(app, bare)
        yield app, bare, workshops


def app_on(database: Path, *options: str) -> tuple[Workshops, list[str]]:
    """A database to measure on, and what starts the app on it."""
    serve = ["serve", "--host", "127.0.0.1", "--port", "0", "--database", str(database), *options]
    return Workshops(f"sqlite:///{database}"), [sys.executable, str(ROOT / "run.py"), *serve]


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
    before_s = server.cpu_s()
    try:
        measured = await reveal_at(rate, tables, seconds)
    finally:
        leave(tables)
    measured.cpu_s = server.cpu_s() - before_s
    await asyncio.sleep(0.3)
    return measured


def is_sustained(measured: Measured, n: int) -> bool:
    return len(measured.last_s) >= AT_LEAST * n and percentile(measured.last_s, 99) < LIMIT_S


async def sustained(servers: Sequence[Server], seconds: float) -> dict[str, int]:
    """The highest rate of the ladder that each server keeps up, taking turns.

    A rate has three tries and a server is out after two rates, because other programs on the machine
    spoil a try now and then; the rule is the same for both.
    """
    best = {server.name: 0 for server in servers}
    missed = {server.name: 0 for server in servers}
    deadline = time.monotonic() + LADDER_S
    for rate in LADDER:
        for server in (one for one in servers if missed[one.name] < 2):
            for _attempt in range(3):
                measured = await under_load(server, rate, seconds)
                say(f"  {server.name:5} {rate:5}/s  {spread(measured.last_s)}")
                if is_sustained(measured, int(rate * seconds)):
                    best[server.name], missed[server.name] = rate, 0
                    break
            else:
                missed[server.name] += 1
        if all(count == 2 for count in missed.values()) or time.monotonic() > deadline:
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
            acked_at, is_saved = await table.phones[phone].reveal(fact_id)
            assert is_saved
            taken[place % 2].append(acked_at - began)
    leave(tables)
    return statistics.median(taken[0]), statistics.median(taken[1])


async def latency(app: Server, bare: Server, _workshops: Workshops, seconds: float) -> None:
    say(f"{AT_RATE} reveals/s, {FEWEST_TABLES} tables of {SEATS} phones, {ROUNDS} rounds in turns")
    taken = {server.name: Measured(AT_RATE) for server in (app, bare)}
    p99s: dict[str, list[float]] = {server.name: [] for server in (app, bare)}
    for _ in range(ROUNDS):
        for server in (app, bare):
            one = await under_load(server, AT_RATE, seconds)
            taken[server.name].add(one)
            p99s[server.name].append(percentile(one.last_s, 99))
    for name, one in taken.items():
        say(f"  {name:5} reveal→ack         {spread(one.ack_s)}   missing {one.missing + one.refused}")
        say(f"  {name:5} reveal→last phone  {spread(one.last_s)}")
    ratio = percentile(taken["app"].last_s, 99) / percentile(taken["bare"].last_s, 99)
    say(f"  reveal→last phone p99, app / bare: {ratio:.2f}   (goal ≤ 1.5)")
    middle = {name: statistics.median(values) for name, values in p99s.items()}
    in_ms = ", ".join(f"{name} {value * 1000:.1f} ms" for name, value in middle.items())
    say(f"  the rounds' median p99: {in_ms}, app / bare: {middle['app'] / middle['bare']:.2f}")


async def cpu(app: Server, bare: Server, _workshops: Workshops, seconds: float) -> None:
    say("the server's processor time per reveal (steadier than latency when the machine is busy)")
    for rate in CPU_RATES:
        spent = {}
        for server in (app, bare):
            one = await under_load(server, rate, seconds)
            spent[server.name] = one.cpu_s / len(one.last_s) * 1000
        ratio = spent["app"] / spent["bare"]
        say(f"  at {rate:3}/s: app {spent['app']:.2f} ms, bare {spent['bare']:.2f} ms, ratio {ratio:.2f}")


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
    best = await sustained((app, bare), min(3, seconds))
    ratio = best["app"] / max(1, best["bare"])
    say(f"  app {best['app']}/s, bare {best['bare']}/s, ratio {ratio:.2f}   (goal ≥ 1.0)")


async def disk(_app: Server, _bare: Server, workshops: Workshops, _seconds: float) -> None:
    """What a commit costs here before anything of ours: every acknowledged reveal waits for one."""
    folder = Path(workshops.database.removeprefix("sqlite:///")).parent
    taken = []
    with (folder / "probe").open("wb") as probe:
        for _ in range(100):
            probe.write(b"x" * 4096)
            probe.flush()
            began = time.perf_counter()
            os.fsync(probe.fileno())
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(0.005)
    say(f"one fsync of 4 KiB on this disk  {spread(taken)}")


async def floods_of_both_engines(app: Server, _bare: Server, workshops: Workshops, seconds: float) -> None:
    """First the engine that serves by default, then threads, on a database of their own."""
    await floods("eventlet", app, workshops, seconds)
    folder = Path(workshops.database.removeprefix("sqlite:///")).parent
    own, command = app_on(folder / "threads.sqlite3", "--async-mode", "threading")
    with running("threads", command, own.tables) as threads:
        pin(threads)
        await floods("threading", threads, own, seconds)


PARTS = {
    "disk": disk,
    "latency": latency,
    "cpu": cpu,
    "memory": memories,
    "log": log_lengths,
    "room": room,
    "frames": frames,
    "floods": floods_of_both_engines,
    "sustained": most,
}


async def measure(folder: Path, parts: Sequence[str], seconds: float) -> None:
    with both(folder) as (app, bare, workshops):
        for part in parts:
            await PARTS[part](app, bare, workshops, seconds)


def main() -> None:
    options = argparse.ArgumentParser(
        prog="run.py bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
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
