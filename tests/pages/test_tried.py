"""Public reports about tools and libraries of this kind, tried on the pages (docs/tried.md says which)."""

from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.scenario import BarrierCategory
from tests.looks import does_not_fit
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join, people_the_table, says, tap_reveal
from tests.pages.screens import open_screen
from tests.pages.walking import walk, walk_to
from tests.patience import becomes

TRANSLATED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.trim()) found.push(texts.currentNode);
  for (const text of found) {
    if (text.parentElement.closest("[translate=no], .notranslate, script, style, svg, textarea")) continue;
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    inner.textContent = text.data;
    text.parentNode.replaceChild(outer, text);
  }
  return found.length;
}"""
"""What a browser's translation does to a page: each text is replaced by one in <font>."""
SMALL = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((one) => !["radio", "checkbox", "hidden"].includes(one.type))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.outerHTML)"""
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralterna"


def test_a_page_that_the_browser_translated_goes_on(page: Page, workshop: OpenWorkshop, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    me = join(page, address, workshop)
    others = people_the_table(workshop)
    for phase in walk(workshop, me, others):
        expect(page.locator("h1")).to_contain_text(phase.title)
        if phase.kind == "share":
            tap_reveal(page)
            expect(page.get_by_text("Already on the table").first).to_be_visible()
        page.evaluate(TRANSLATED)
    assert errors == []


def test_a_console_and_a_screen_that_the_browser_translated_go_on(
    console: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    screen = context.new_page()
    errors: list[str] = []
    screen.on("pageerror", lambda error: errors.append(str(error)))
    open_screen(screen, address, workshop)
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    for phase in walk(workshop, people[0], people[1:]):
        for one in (console, screen):
            expect(one.locator("body")).to_contain_text(phase.title if one is console else "")
            one.evaluate(TRANSLATED)
    expect(screen.locator("h1")).to_contain_text(workshop.now.phase.title)
    assert errors == []


def test_the_last_of_many_choices_is_reached_and_pressed_on_the_smallest_phone(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    others = people_the_table(workshop)
    walk_to(workshop, "barriers", me, others)
    for number in range(12):
        kind = list(BarrierCategory)[number % 5]
        wish = c.RaiseBarrier(
            barrier_id=c.BarrierId(f"more-{number:07}"),
            category=kind,
            text=f"One more, {number}",
            setting=c.Setting.EXERCISE,
        )
        says(workshop, others[number % 3], wish)
    workshop.stage.app.settling.settle(workshop.id)
    page.set_viewport_size({"width": 320, "height": 480})
    workshop.stage.go_to(workshop.id, "vote")
    last = page.get_by_role("button", name="Vote for this").last
    last.click()
    expect(page.get_by_role("button", name="My vote")).to_be_visible()


def test_a_long_name_without_a_gap_breaks_no_page(
    console: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.join(workshop.id, LONG_NAME[:40])
    expect(console.get_by_text(LONG_NAME[:40]).first).to_be_visible()
    for width in (1366, 360):
        console.set_viewport_size({"width": width, "height": 768})
        becomes(lambda: does_not_fit(console), [])


def test_no_box_is_so_small_that_ios_zooms_the_page(page: Page, workshop: OpenWorkshop, address: str) -> None:
    me = join(page, address, workshop)
    for phase in walk(workshop, me, people_the_table(workshop)):
        expect(page.locator("h1")).to_have_text(phase.title)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(SMALL) == []
    for path in ("/", f"/join/{workshop.code}", "/sign-in"):
        page.goto(address + path)
        assert page.evaluate(SMALL) == []


def test_a_phone_that_goes_back_to_the_page_is_current(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    """By the browser's back button; and as one that was kept whole in memory while its line was cut."""
    join(page, address, workshop)
    page.goto(f"{address}/kept")
    workshop.stage.go_to(workshop.id, "share")
    page.go_back()
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    workshop.stage.go_to(workshop.id, "pulse")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)


def test_somebody_who_was_removed_is_not_waited_for(console: Page, workshop: OpenWorkshop) -> None:
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    walk_to(workshop, "vote", people[0], people[1:])
    expect(console.locator("body")).to_contain_text("0 of 4 have used all their votes")
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=people[3]))
    expect(console.locator("body")).to_contain_text("0 of 3 have used all their votes")
