"""Pages in a language that is written from right to left: nothing hangs over the edge or is cut off by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.domain.scenario import PhaseKind
from app.languages.speaking import PSEUDO_RIGHT_TO_LEFT, catalogue
from tests.family import SMALL
from tests.looks import OPEN_ALL
from tests.pages.conftest import OpenWorkshop, opened
from tests.pages.leaders import LAPTOP, sign_in
from tests.pages.phones import PHONE
from tests.pages.walking import walk
from tests.shell.stage import Stage

WAITING = catalogue(PSEUDO_RIGHT_TO_LEFT).texts["One moment…"][0]
LOOKED_AT = (PhaseKind.LOBBY, PhaseKind.WELCOME, PhaseKind.ASK_AND_LINK, PhaseKind.REVEAL, PhaseKind.VOTE)
"""The phases in which console and screen differ most."""
MISPLACED = """() => {
  const root = document.documentElement;
  const told = (one) => one.outerHTML.slice(0, 160);
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  const cut = () => new Set(all.filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
    && !["auto", "scroll"].includes(getComputedStyle(one).overflowX)));
  const isOut = (one) => {
    const { left, right, width } = one.getBoundingClientRect();
    const isBeyond = width > 1 && (left < -1 || right > root.clientWidth + 1);
    return isBeyond && !one.closest(".skip, .scroll-sideways");
  };
  const found = all.filter(isOut).slice(-3).map((one) => `over the edge: ${told(one)}`);
  const hereCut = cut();
  root.dir = "ltr";
  const alsoCut = cut();
  root.dir = "rtl";
  return [...found, ...[...hereCut].filter((one) => !alsoCut.has(one)).map((one) => `cut off: ${told(one)}`)];
}"""
"""What stands over either edge, and what is cut off, or too wide for its box, from right to left alone."""


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path, SMALL, languages=("en", PSEUDO_RIGHT_TO_LEFT))
    yield from opened(stage)


def misplaced(page: Page) -> list[str]:
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.evaluate(OPEN_ALL)
    return [str(one) for one in page.evaluate(MISPLACED)]


def tab_by_tab(page: Page) -> Iterator[int]:
    """Each tab of the phone's phase, once it has come."""
    tabs = page.locator(".phone__tabs button")
    for tab in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(tab).click()
        expect(page.get_by_text(WAITING)).to_have_count(0)
        yield tab


def test_nothing_is_misplaced_from_right_to_left(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    context.add_cookies([{"name": "language", "value": PSEUDO_RIGHT_TO_LEFT, "url": address}])
    sign_in(context, workshop, address)
    found = {}
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in ("/", f"/join/{workshop.code}", "/language", "/sign-in", "/facilitate", "/facilitate/new"):
        page.goto(address + path)
        found[path] = misplaced(page)
    page.goto(f"{address}/join/{workshop.code}")
    page.locator("button[value=participant]").click()
    expect(page.locator(".wire--on")).to_be_visible()
    me = next(iter(workshop.now.participants))
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    console, screen = context.new_page(), context.new_page()
    token = screen_token(workshop.stage.app.key, workshop.id)
    for one, path in ((console, f"/facilitate/{workshop.id}"), (screen, f"/screen/{token}")):
        one.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
        one.goto(address + path)
    page.bring_to_front()  # a page behind others draws, and takes a tap, but once in a second
    for phase in walk(workshop, me, others):
        expect(page.locator("h1")).to_have_text(phase.title)
        for tab in tab_by_tab(page):
            found[f"phone, {phase.kind}, tab {tab}"] = misplaced(page)
        if phase.kind is PhaseKind.SHARE:
            page.locator(".phone__tabs button").first.click()
            page.locator(".fact__actions .button").first.click()
            expect(page.get_by_role("dialog")).to_be_visible()
            found["phone, reveal dialog"] = misplaced(page)
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        if phase.kind not in LOOKED_AT:
            continue
        expect(console.locator("#phase-title")).to_have_text(phase.title)
        found[f"console, {phase.kind}"] = misplaced(console)
        if phase.kind is not PhaseKind.LOBBY:
            expect(screen.locator("h1")).to_have_text(phase.title)
        found[f"screen, {phase.kind}"] = misplaced(screen)
    console.goto(f"{address}/workshops/{workshop.id}/report?open=anyway")
    found["report"] = misplaced(console)
    assert {where: flaws for where, flaws in found.items() if flaws} == {}
