"""Frames: is a reveal smooth, in the shipped family and where three hundred facts lie? `run.py bench frames`.

The shipped family at its largest table, then the largest family the scenario format allows
(`tests/big_family.py`) at one of twelve; real pages in Chromium with the processor slowed four times. All
facts but the last few are on the table; each of those is revealed by a phone, and the browser itself says
which of its frames took longer than 50 ms, from the first of their tasks until they were handed on to be
shown (long animation frames). Whatever takes the processor away from the page lengthens them, and slowing
down makes that four times as long. So an empty page, slowed alike, is watched in turn with ours: it works
in each frame as long as ours do on average, and as often as ours draw. As many reveals again are traced at
full speed: `work` is the processor time of the longest task on the main thread, four times over; of waiting
for a processor it knows nothing.

Nothing else works in the page meanwhile: a callback for each frame, or a search for words, would be measured.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.tokens import SEAT_COOKIE, screen_token
from bench.figures import percentile, say
from bench.phones import Table, connect, leave
from bench.workshops import Workshops

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

    from bench.run import Server

SLOWED = 4
REVEALS = 12
LIMIT_MS = 50
SETTLED_MS = 2_000
"""After a reveal the page is watched so long: longer than anything takes its turn or fades in."""
EMPTY_MS = 15
"""An empty page works so long in each of its frames: about the mean of ours."""
TRACED = ("toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline")

WATCH = """() => {
  window.framesSeen = [];
  const see = (entries) => window.framesSeen.push(...entries.getEntries().map((one) => one.duration));
  new PerformanceObserver(see).observe({ type: "long-animation-frame" });
}"""
TAKE = "() => window.framesSeen.splice(0)"
# So much work, not so much time: who is interrupted has as much left to do.
MEASURE_WORK = """(ms) => {
  window.work = (rounds) => {
    let sum = 0;
    for (let at = 0; at < rounds; at += 1) sum += Math.sqrt(at);
    return sum;
  };
  const some = 200_000;
  const times = Array.from({ length: 60 }, () => {
    const begun = performance.now();
    window.work(some);
    return performance.now() - begun;
  }).sort((one, other) => one - other);
  window.rounds = Math.round(some * ms / times[30]);
}"""
WORK = """async (turns) => {
  await new Promise((done) => setTimeout(done, 500));
  window.framesSeen.length = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((done) => setTimeout(() => requestAnimationFrame(() => {
      document.body.textContent = `${turn} ${window.work(window.rounds)}`;
      done();
    }), 60));
  }
  await new Promise((done) => setTimeout(done, 500));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A way to look at the picture: on which page, how large, and what is pressed first."""

    name: str
    width: int
    height: int
    way: str = ""

    @property
    def turns(self) -> int:
        """In so many frames it draws a reveal: head, outline, content; beside the large drawing six more."""
        return 3 if self.way or self.is_phone else 9

    @property
    def is_phone(self) -> bool:
        return self.width < 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Of one reveal: its longest task's processor time, of another one the frames that took too long."""

    work_ms: float
    frames_ms: list[float]


LOOKS = (
    Look(name="screen 1920x1080", width=1920, height=1080),
    Look(name="screen 1366x768", width=1366, height=768),
    Look(name="screen, list", width=1920, height=1080, way="List"),
    Look(name="screen, table", width=1920, height=1080, way="Table"),
    Look(name="screen, by time", width=1920, height=1080, way="By time"),
    Look(name="phone 360x800", width=360, height=800, way="Drawing"),
    Look(name="phone, list", width=360, height=800, way="List"),
    Look(name="phone, table", width=360, height=800, way="Table"),
    Look(name="phone, by time", width=360, height=800, way="By time"),
)


async def frames(app: "Server", _bare: "Server", workshops: Workshops, _seconds: float) -> None:
    from tests.big_family import big_family

    for played in (workshops, Workshops(workshops.database, big_family())):
        await _frames_of(app.port, played)


async def _frames_of(port: int, played: Workshops) -> None:
    n = len(played.scenario.facts)
    say(
        f"the page's longest frame in a reveal, {n} facts, processor slowed {SLOWED} times, {REVEALS} reveals"
    )
    empty: list[float] = []
    async with browser() as chromium:
        for look in LOOKS:
            workshop_id, table = played.almost_told(2 * REVEALS + 1)
            token = table.auths[0]["token"] if look.is_phone else screen_token(played.key, workshop_id)
            await connect(port, [table])
            try:
                taken = await _watched(chromium, port, look, str(token), table, n)
            finally:
                leave([table])
            _tell(look, taken)
            empty += await _empty(chromium, REVEALS * look.turns)
    n_frames = REVEALS * sum(look.turns for look in LOOKS)
    say(
        f"  {'an empty page':18} work {EMPTY_MS} ms in each frame"
        f"   frames over {LIMIT_MS} ms in {n_frames}, as many as ours: {_counted(empty)}"
    )


@asynccontextmanager
async def browser() -> "AsyncIterator[Browser]":
    from playwright.async_api import async_playwright

    import run

    _use_every_core()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=run.found_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        await chromium.close()


def _use_every_core() -> None:
    """A browser draws with several threads; the servers stay where they are."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


async def _watched(
    chromium: "Browser", port: int, look: Look, token: str, table: Table, n: int
) -> list[Taken]:
    """The first reveal is not counted: it is the one for which the browser still compiles."""
    context = await chromium.new_context(viewport={"width": look.width, "height": look.height})
    address = f"http://127.0.0.1:{port}"
    if look.is_phone:
        await context.add_cookies([{"name": SEAT_COOKIE, "value": token, "url": address}])
    page = await context.new_page()
    await page.goto(f"{address}/phone" if look.is_phone else f"{address}/screen/{token}")
    await _open(page, look)
    devtools = await context.new_cdp_session(page)
    await page.evaluate(WATCH)
    slowed, traced = [], []
    for done, (phone, fact_id) in enumerate(table.reveals):
        is_slowed = done <= REVEALS
        await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED if is_slowed else 1})
        await page.evaluate(TAKE)
        if not is_slowed:
            await chromium.start_tracing(page=page, categories=list(TRACED))
        await table.phones[phone].reveal(fact_id)
        await asyncio.sleep(SETTLED_MS / 1000)
        if is_slowed:
            slowed.append(await page.evaluate(TAKE))
        else:
            traced.append(SLOWED * longest_work_ms(await chromium.stop_tracing()))
        if not look.way or look.way == "Drawing":  # not before: whoever looks for words works in the page
            counted = n - 2 * REVEALS + done
            await page.get_by_text(f"{counted} of {n}").first.wait_for(state="attached")
    await context.close()
    return [Taken(work_ms=work, frames_ms=seen) for work, seen in zip(traced, slowed[1:], strict=True)]


async def _empty(chromium: "Browser", turns: int) -> list[float]:
    """The frames that took too long of a page that only works."""
    page = await chromium.new_page()
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    await page.evaluate(MEASURE_WORK, EMPTY_MS)
    await page.evaluate(WATCH)
    await asyncio.wait_for(page.evaluate(WORK, turns), timeout=turns)
    seen: list[float] = await page.evaluate(TAKE)
    await page.close()
    return seen


def longest_work_ms(traced: bytes) -> float:
    """The most processor time that one task took on the page's main thread: the one that lays out."""
    events = json.loads(traced)["traceEvents"]
    main = {(one["pid"], one["tid"]) for one in events if one["name"] in ("UpdateLayoutTree", "FunctionCall")}
    tasks = [
        one["tdur"] / 1000
        for one in events
        if one["name"].endswith("RunTask") and "tdur" in one and (one["pid"], one["tid"]) in main
    ]
    return max(tasks, default=0.0)


async def _open(page: "Page", look: Look) -> None:
    if look.is_phone:
        await (
            page.get_by_role("button", name="Picture", exact=True)
            .or_(page.get_by_role("tab", name="Picture", exact=True))
            .or_(page.get_by_role("link", name="Picture", exact=True))
            .first.click()
        )
    elif look.way:
        await page.locator(".play").hover()
    if look.way:
        await page.get_by_role("button", name=look.way, exact=True).click()
    await page.locator(".genogram, .picture-list, .picture-table, .chronology").first.wait_for()
    await asyncio.sleep(SETTLED_MS / 1000)


def _tell(look: Look, taken: list[Taken]) -> None:
    work = [one.work_ms for one in taken]
    frames_ms = [ms for one in taken for ms in one.frames_ms]
    say(
        f"  {look.name:18} work {percentile(work, 50):5.1f}/{max(work):5.1f} ms (median/worst)"
        f"   frames over {LIMIT_MS} ms in {len(taken)} reveals: {_counted(frames_ms)}"
    )


def _counted(frames_ms: list[float]) -> str:
    return f"{len(frames_ms)}{f', the longest {max(frames_ms):.0f} ms' if frames_ms else ''}"
