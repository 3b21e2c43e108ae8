"""Small things that looked wrong in one engine, one mode or on paper only."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.assets.files import STATIC
from tests.journeys import engines
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import LAPTOP, sign_in
from tests.pages.networks import comes_to
from tests.pages.phones import join

NO_DAY = "No day chosen"
WIDE = """() => {
  const sheet = new CSSStyleSheet();
  const wide = ["letter-spacing: .12em", "word-spacing: .16em", "line-height: 1.5"];
  sheet.replaceSync(`* { ${wide.map((one) => `${one} !important`).join(";")} }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What WCAG 1.4.12 asks a page to bear."""
COVERED = """() => {
  const bar = document.querySelector(".undo").getBoundingClientRect();
  return [...document.querySelectorAll("#next, .console button")].filter((one) => {
    if (one.closest(".undo") || !one.checkVisibility()) return false;
    const box = one.getBoundingClientRect();
    return Math.min(box.right, bar.right) - Math.max(box.left, bar.left) > 0.5
      && Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top) > 0.5;
  }).map((one) => one.textContent);
}"""


def test_a_day_that_nobody_chose_is_said_beside_its_box(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    """Safari shows today in grey in an empty box."""
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "commitments")
    box = page.locator("input[type=date]")
    expect(page.get_by_text(NO_DAY, exact=True)).to_be_visible()
    box.fill(box.get_attribute("min") or "")
    expect(page.get_by_text(NO_DAY, exact=True)).to_have_count(0)
    box.fill("")
    expect(page.get_by_text(NO_DAY, exact=True)).to_be_visible()
    first = date.fromisoformat(box.get_attribute("min") or "")
    for weeks in (2, 6, 12):
        chip = page.get_by_role("button", name=f"In {weeks} weeks")
        chip.press("Enter")
        expect(box).to_have_value((first + timedelta(weeks=weeks)).isoformat())
        expect(chip).to_have_attribute("aria-pressed", "true")
    assert problems_at_200(page) == []
    sign_in(context, workshop, address)
    page.goto(f"{address}/facilitate/{workshop.id}/kept")
    expect(page.get_by_text("No day is chosen so far.")).to_be_visible()
    page.locator("#day").fill(page.locator("#day").get_attribute("min") or "")
    page.get_by_role("button", name="Save this day").click()
    expect(page.get_by_text("No day is chosen so far.")).to_have_count(0)


def test_no_button_takes_over_that_marks_hang_out_of_lines() -> None:
    base = (STATIC / "css/base.css").read_text("utf-8")
    held = re.search(r"([^{}]*)\{\s*hanging-punctuation: none;", base)
    assert held
    assert {one.strip() for one in held.group(1).split("*/")[-1].split(",")} >= {"button", "input", ".button"}


@pytest.mark.browser
@pytest.mark.slow
def test_in_webkit_no_button_takes_over_that_marks_hang_out_of_lines(
    workshop: OpenWorkshop, address: str, tmp_path: Path
) -> None:
    if not engines.webkit_is_there():
        pytest.skip("webkit is not on this machine: install webkit2gtk-driver and xvfb")
    (tmp_path / "home").mkdir()
    with engines.webkit(tmp_path / "home") as new_tab:
        tab = new_tab()
        tab.go(f"{address.replace('workshop.test', '127.0.0.1')}/join/{workshop.code}")
        read = (
            "[...document.querySelectorAll('button, .button, p')].map((one) => [one.localName, "
            "getComputedStyle(one).hangingPunctuation])"
        )
        found = tab.ask(read)
        assert {how for name, how in found if name != "p"} == {"none"}
        assert any(how != "none" for name, how in found if name == "p")  # it is an engine that knows it


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_scrollbars_have_the_colours_of_the_page(console: Page, scheme: str) -> None:
    """Firefox draws its own white tracks, on dark sheets too, unless told otherwise."""
    console.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    bar = console.evaluate("getComputedStyle(document.documentElement).scrollbarColor")
    assert bar != "auto"
    assert bar.endswith("rgba(0, 0, 0, 0)")
    inner = console.locator(".scroll-sideways, textarea, .field__box")
    bars = inner.evaluate_all("(all) => all.map((one) => getComputedStyle(one).scrollbarColor)")
    assert bars == [bar] * len(bars)


def test_the_hour_is_dense_where_no_finger_points_and_tall_where_one_does(
    console: Page, browser: Browser, workshop: OpenWorkshop, address: str
) -> None:
    step = "document.querySelector('.steps__step').getBoundingClientRect().height"
    assert console.evaluate(step) < 40
    touched = browser.new_context(viewport=LAPTOP, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    sign_in(touched, workshop, address)
    tablet = touched.new_page()
    tablet.goto(f"{address}/facilitate/{workshop.id}")
    expect(tablet.locator("#next")).to_be_visible()
    assert tablet.evaluate("matchMedia('(pointer: coarse)').matches")
    assert tablet.evaluate(step) >= 44
    touched.close()


@pytest.mark.parametrize(
    "path", ["/workshops/{id}/report?open=anyway", "/facilitate/{id}/cards", "/facilitate/{id}/kept"]
)
def test_no_heading_stands_alone_at_the_foot_of_a_printed_page(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, path: str
) -> None:
    sign_in(context, workshop, address)
    page.goto(address + path.format(id=workshop.id))
    page.emulate_media(media="print")
    headings = page.locator("main :is(h1, h2, h3, h4, caption)")
    after = headings.evaluate_all("(all) => all.map((one) => getComputedStyle(one).breakAfter)")
    assert set(after) == {"avoid"}


@pytest.mark.parametrize("width", [1366, 1024, 360])
def test_the_offer_to_take_a_step_back_covers_no_button_with_wide_letters(
    console: Page, workshop: OpenWorkshop, width: int
) -> None:
    console.set_viewport_size({"width": width, "height": 768})
    console.evaluate(WIDE)
    console.locator("#next").click()
    if console.get_by_role("dialog").count():
        console.get_by_role("dialog").get_by_role("button", name="Start it").click()
    expect(console.locator(".undo")).to_be_visible()
    comes_to(console, COVERED, [])
