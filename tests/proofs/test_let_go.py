"""Rules P4, P5, V10: what was taken back is over at once, at every process that serves the workshop.

Two apps on one database with a message queue between them: what is said to one, sockets of the other obey.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.access.passphrases import hash_passphrase
from app.domain.log.commands import WorkshopId
from app.domain.scenario import PhaseKind
from tests.family import PHASE
from tests.listening import redis_server
from tests.people import BOS, NOON, ONE_TABLE, T1, around_the_table
from tests.proofs import entitled
from tests.proofs.house import CSRF, House, close_all, serving_here
from tests.serving import serving
from tests.wire import Answer, NotLetIn, Wire, fetch

PASSPHRASE = "a few words do well"
PLACES = ("same process", pytest.param("other process", marks=pytest.mark.slow))


@contextmanager
def _served(folder: Path, place: str) -> Iterator[tuple[House, House]]:
    """The app that is spoken to and the app at which the sockets are: one, or two with a queue between."""
    with ExitStack() as stack:
        if place == "same process":
            house = stack.enter_context(serving_here(folder))
            yield house, house
            return
        variables = {"REDIS_URL": stack.enter_context(redis_server())}
        database = folder / "workshops.sqlite3"
        houses = []
        for _ in range(2):
            houses.append(House(f"sqlite:///{database}"))
            stack.callback(houses[-1].close)
            houses[-1].port = stack.enter_context(serving(database, variables=variables)).port
        yield houses[0], houses[1]


def _around(house: House, kind: PhaseKind = PhaseKind.SHARE) -> WorkshopId:
    return house.open("w-here", ONE_TABLE, *around_the_table(kind)[1:])


# --- who leads ----------------------------------------------------------------------------------------------


class Browser:
    """A browser that fills in forms: what it was given, it gives back."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.held: dict[str, str] = {}

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.held.items())

    def get(self, path: str) -> Answer:
        return self._took(self.house.get(path, self.cookies))

    def post(self, path: str, form: Mapping[str, str], *, seen: str) -> Answer:
        csrf = CSRF.search(self.get(seen).body)
        assert csrf is not None
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookies}
        body = urlencode({"csrf_token": csrf.group(1), **form}).encode()
        return self._took(fetch(self.house.port, "POST", path, body=body, headers=headers))

    def sign_in(self, name: str) -> None:
        answer = self.post("/sign-in", {"name": name, "passphrase": PASSPHRASE}, seen="/sign-in")
        assert answer.location == "/facilitate", answer.body

    def _took(self, answer: Answer) -> Answer:
        self.held |= answer.cookies
        return answer


async def _leading(house: House, here: WorkshopId, cookies: str) -> list[Wire]:
    return [
        await Wire.open(house.port, {"as": kind, "workshop": here}, cookies=cookies)
        for kind in ("console", "desk")
    ]


def _comes_back(house: House, here: WorkshopId, cookies: str) -> str:
    async def knock() -> str:
        try:
            wires = await _leading(house, here, cookies)
        except NotLetIn as refusal:
            return refusal.code
        await close_all(wires)
        return "let in"

    return asyncio.run(knock())


async def _end(there: House, here: WorkshopId, cookies: str, end: Callable[[], object]) -> None:
    """Console and desk are open there, and closed by the server once this has happened."""
    wires = await _leading(there, here, cookies)
    try:
        await asyncio.to_thread(end)
        for wire in wires:
            await wire.until_closed()
    finally:
        await close_all(wires)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("end", ["signs out", "signs in as another", "signs in again"])
def test_P4_who_leads_no_more_from_a_browser_is_let_go_with_their_old_cookie(
    end: str, place: str, tmp_path: Path
) -> None:
    with _served(tmp_path, place) as (house, there):
        for name in ("fay", "gus"):
            house.store.add_facilitator(f"f-{name}", name, hash_passphrase(PASSPHRASE), NOON)
        here = house.open("w-here", ONE_TABLE, facilitator="f-fay")
        browser = Browser(house)
        browser.sign_in("fay")
        old = browser.cookies
        ends = {
            "signs out": lambda: browser.post("/sign-out", {}, seen="/facilitate"),
            "signs in as another": lambda: browser.sign_in("gus"),
            "signs in again": lambda: browser.sign_in("fay"),
        }
        asyncio.run(_end(there, here, old, ends[end]))
        told = _comes_back(there, here, old), _comes_back(there, here, browser.cookies)
    now = {
        "signs out": "not_signed_in",
        "signs in as another": "no_such_workshop",
        "signs in again": "let in",
    }
    assert told == ("not_signed_in", now[end])


# --- the screen ---------------------------------------------------------------------------------------------


async def _told_while(house: House, there: House, chosen: str) -> list[tuple[list[str], str, list[str]]]:
    """Per screen: its slices while it is blank or still, all it was sent then, and its slices afterwards."""
    here = _around(house)
    console = await house.console(here)
    screens = [await there.screen(here), await there.screen(here, T1)]
    assert (await console.say("set_screen", id="set-still", **{chosen: True}))["ok"]
    for screen in screens:
        await screen.until(lambda one=screen: _is_set(one, chosen), f"a screen that {chosen}")  # type: ignore[misc]
    seen = [len(one.frames) for one in screens]
    assert (await console.say("reveal_fact", id="reveal-01", fact_id="zqidsc1", seat_id=BOS))["ok"]
    await _move(console, PhaseKind.SHARE, PhaseKind.COMMITMENTS)
    commitment = {"situation": "zqsaidif", "action": "then", "owner": "all", "check": "look"}
    assert (await console.say("make_commitment", id="commit-01", commitment_id="made-0001", **commitment))[
        "ok"
    ]
    await _move(console, PhaseKind.COMMITMENTS, PhaseKind.REVEAL)
    screens += [await there.screen(here), await there.screen(here, T1)]  # they reload meanwhile
    for screen in screens:
        await screen.until(lambda one=screen: _kind(one) == "reveal", "the next step")  # type: ignore[misc]
    meanwhile = [
        (sorted(one.slices), "".join(one.frames[begun:]))
        for one, begun in zip(screens, [*seen, 0, 0], strict=True)
    ]
    assert (await console.say("set_screen", id="set-going"))["ok"]
    for screen in screens:
        await screen.until(lambda one=screen: "debrief" in one.slices, "all of it")  # type: ignore[misc]
    told = [(*one, sorted(screen.slices)) for one, screen in zip(meanwhile, screens, strict=True)]
    await close_all([console, *screens])
    return [(before, frames, after) for before, frames, after in told]


async def _move(console: Wire, come: PhaseKind, go: PhaseKind) -> None:
    wish = {"from_phase_id": PHASE[come], "phase_id": PHASE[go]}
    assert (await console.say("move_to_phase", id=f"move-to-{PHASE[go]}", **wish))["ok"]


def _is_set(screen: Wire, chosen: str) -> bool:
    return bool(screen.values()["stage"][chosen.removeprefix("is_")]) and "debrief" not in screen.slices


def _kind(screen: Wire) -> str:
    return str(screen.values()["agenda"]["phase"]["kind"])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("chosen", ["is_blank", "is_frozen"])
def test_V10_a_screen_that_is_blank_or_still_is_sent_nothing_new(
    chosen: str, place: str, tmp_path: Path
) -> None:
    with _served(tmp_path, place) as (house, there):
        told = asyncio.run(_told_while(house, there, chosen))
    for slices, frames, after in told:
        assert slices == ["agenda", "family", "stage", "welcome"]
        assert entitled.marks(frames) == set()
        assert {"debrief", "stage"} < set(after)
        assert {"table", "tables"} & set(after)
