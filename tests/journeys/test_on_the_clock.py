"""The facilitator's devices may fail, and the hour goes on: standby, one clock, typing, pause."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.driving import HAND_HELD, LAPTOP, Facilitator, Phone, Screen, standby_link
from tests.journeys.hour import TITLE, button_family
from tests.journeys.venue import NAME, Venue, venue
from tests.listening import Told
from tests.patience import free_port, stop_the_clock
from tests.serving import Served, start

APART_MS = 250
PEOPLE = ("Ama", "Bo", "Cai")
TURNS = """(selector) => {
  const shown = document.querySelector(selector);
  const turns = (globalThis.turns = {});
  const look = () => {
    turns[shown.textContent.match(/\\d+:\\d\\d/)?.[0]] ??= performance.timeOrigin + performance.now();
    document.documentElement.dataset.turns = [...Object.keys(turns).keys()].join(" ");
  };
  new MutationObserver(look).observe(shown, { childList: true, subtree: true, characterData: true });
}"""
"""From now on, note at which real moment each time was first shown, and which these were, counted from 0."""
IN_A_ROW, MOST_TURNS = 3, 150
WRONG_CLOCK = "(() => { const right = Date.now.bind(Date); Date.now = () => right() + %d; })()"


def timer(told: Told) -> dict[str, Any]:
    timer = told.values()["agenda"]["timer"]
    assert isinstance(timer, dict)
    return timer


def opened(place: Venue) -> tuple[Facilitator, Told]:
    facilitator = Facilitator(place)
    told = Told(facilitator.page)
    facilitator.sign_in()
    facilitator.open_workshop(TITLE, people=8)
    return facilitator, told


@pytest.mark.slow
def test_in_every_phase_the_facilitator_s_tab_dies_and_a_standby_device_leads_on_within_5_s(
    browser: Browser, tmp_path: Path
) -> None:
    """Its page's time stands still until it leads: nothing but the way there and back is waited for."""
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        facilitator, told = opened(place)
        link = standby_link(facilitator.page)
        page = facilitator.page
        agenda = button_family().agenda
        for phase, following in zip(agenda, [*agenda[1:], None], strict=True):
            expect(page.locator("#phase-title")).to_have_text(phase.title)
            before = timer(told)
            page.close()
            page = place.device(f"standby in {phase.id}", viewport=LAPTOP)
            told = Told(page)
            page.clock.install()
            stop_the_clock(page)
            page.goto(link)
            expect(page.locator("#phase-title")).to_have_text(phase.title)
            page.clock.resume()
            assert timer(told) == before, phase.id
            assert ("ends_at_ms" in before) is bool(phase.minutes)
            if following:
                page.locator("#next").click()
                page.get_by_role("dialog").get_by_role("button", name="Start it").click()
    assert place.flaws == []


@pytest.mark.slow
def test_five_pages_turn_to_the_next_second_within_250_ms_of_each_other(
    browser: Browser, tmp_path: Path
) -> None:
    """Two of the devices have a wrong clock, and one a quarter of the processor.

    A machine with other work shows one or the other turn late, which says nothing of how the pages count:
    three in a row are waited for.
    """
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        facilitator, _ = opened(place)
        address = facilitator.join_address
        screen = Screen(place, facilitator.screen_address)
        phones = [Phone(place, name) for name in PEOPLE]
        for phone, wrong_ms in zip(phones, (0, 7_200_000, -40_300), strict=True):
            phone.page.add_init_script(WRONG_CLOCK % wrong_ms)
            phone.join(address)
        for title in [phase.title for phase in button_family().agenda[1:3]]:
            facilitator.go_on_to(title)
        phones[0].page.context.new_cdp_session(phones[0].page).send(
            "Emulation.setCPUThrottlingRate", {"rate": 4}
        )
        pages = [facilitator.page, screen.page, *(phone.page for phone in phones)]
        for page in pages:
            shown = ".countdown__time, .time-left"
            expect(page.locator(shown)).to_be_visible()
            page.evaluate(TURNS, shown)
        apart: list[float] = []
        for seen in range(IN_A_ROW + 2, MOST_TURNS):
            for page in pages:
                expect(page.locator(f"html[data-turns~='{seen}']")).to_be_attached()
            apart = turned_apart([page.evaluate("() => globalThis.turns") for page in pages])
            if len(apart) >= IN_A_ROW and max(apart[-IN_A_ROW:]) <= APART_MS:
                break
        else:
            raise AssertionError(apart)
    assert place.flaws == []


def turned_apart(turns: list[dict[str, float]]) -> list[float]:
    """By how many milliseconds each turn that all pages showed was apart, in their order."""
    # The first note of a page may be of a time that it had shown for a while.
    firsts = {next(iter(one)) for one in turns}
    shared = [shown for shown in turns[0] if shown not in firsts and all(shown in one for one in turns)]
    return [max(one[shown] for one in turns) - min(one[shown] for one in turns) for shown in shared]


def test_what_somebody_types_is_there_after_the_step_moves_on_and_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        facilitator, _ = opened(place)
        phone = Phone(place, "Ama")
        phone.join(facilitator.join_address)
        agenda = button_family().agenda
        titles = {phase.kind.value: phase.title for phase in agenda}
        for phase in agenda[1:4]:
            facilitator.go_on_to(phase.title)
        phone.is_in(titles["first_read"])
        line = phone.page.get_by_label("In one line: why?")
        line.press_sequentially("Nobody asked her since w")
        facilitator.go_on_to(titles["share"])
        phone.is_in(titles["share"])
        go_to(facilitator, titles["first_read"])  # “Undo” is offered for ten seconds only
        phone.is_in(titles["first_read"])
        expect(line).to_have_value("Nobody asked her since w")
        phone.page.reload()
        expect(line).to_have_value("Nobody asked her since w")
        go_to(facilitator, titles["barriers"])
        phone.is_in(titles["barriers"])
        sentence = phone.page.get_by_label("In a sentence")
        sentence.press_sequentially("We say data prot")
        go_to(facilitator, titles["vote"])
        phone.is_in(titles["vote"])
        go_to(facilitator, titles["barriers"])
        phone.is_in(titles["barriers"])
        expect(sentence).to_have_value("We say data prot")
    assert place.flaws == []


def go_to(facilitator: Facilitator, title: str) -> None:
    page = facilitator.page
    page.get_by_role("navigation", name="The hour").get_by_role("button", name=title).click()
    page.get_by_role("dialog").get_by_role("button", name="Start it").or_(
        page.get_by_role("dialog").get_by_role("button", name="Go back")
    ).click()
    expect(page.locator("#phase-title")).to_have_text(title)


@contextmanager
def restartable(browser: Browser, database: Path) -> Iterator[tuple[Venue, "Power"]]:
    """A venue whose server can be killed; nobody notes what pages say about a server that is not there."""
    power = Power(database, free_port())
    place = Venue(power.app, browser, power.origin)
    try:
        yield place, power
    finally:
        place.close()
        power.app.stop()


class Power:
    """The plug of the server."""

    def __init__(self, database: Path, port: int) -> None:
        self._database, self._port = database, port
        self.origin = f"http://{NAME}:{port}"
        self.app = self._on()

    def _on(self) -> Served:
        return start(self._database, port=self._port, variables={"BUTTON_BASE_URL": self.origin})

    def off(self) -> None:
        self.app.stop(signal.SIGKILL)

    def on(self) -> None:
        self.app = self._on()


def test_A4_a_pause_says_why_on_every_phone_and_outlives_the_server(browser: Browser, tmp_path: Path) -> None:
    with restartable(browser, tmp_path / "workshops.sqlite3") as (place, power):
        facilitator, told = opened(place)
        screen = Screen(place, facilitator.screen_address)
        phones = [Phone(place, name, viewport=HAND_HELD) for name in PEOPLE]
        for phone in phones:
            phone.join(facilitator.join_address)
        for phase in button_family().agenda[1:3]:
            facilitator.go_on_to(phase.title)
        facilitator.page.get_by_role("button", name="Pause…").click()
        facilitator.page.get_by_label("Why?").fill("Fire alarm, meet outside")
        facilitator.page.get_by_role("button", name="Pause now").click()
        expect(facilitator.page.locator(".timer__paused")).to_contain_text("Fire alarm")
        paused = timer(told)
        assert paused["reason"] == "Fire alarm, meet outside"
        everybody = [screen.page, *(phone.page for phone in phones)]
        for page in everybody:
            expect(page.locator("body")).to_contain_text("Fire alarm, meet outside")
        power.off()
        expect(facilitator.page.locator(".console__wire--off")).to_be_visible()
        for page in everybody:
            expect(page.locator("body")).to_contain_text("Fire alarm, meet outside")
        power.on()
        expect(facilitator.page.locator(".console__wire--on")).to_be_attached(timeout=20_000)
        for phone in phones:
            expect(phone.page.get_by_text("Connected", exact=True)).to_be_visible()
        assert timer(told) == paused
        before = now_ms(facilitator.page)
        facilitator.page.get_by_role("button", name="Resume").click()
        for page in (facilitator.page, *everybody):
            expect(page.locator("body")).not_to_contain_text("Fire alarm")
        resumed = timer(told)["ends_at_ms"] - paused["left_ms"]
        assert before - 1 <= resumed <= now_ms(facilitator.page) + 1


def now_ms(page: Page) -> float:
    return float(page.evaluate("() => Date.now()"))
