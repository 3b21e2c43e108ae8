"""Forced colours (Windows' high contrast): whatever a ground or a colour says is still to be seen."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.domain.log import commands as c
from tests.looks import does_not_fit
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import sign_in
from tests.pages.phones import act, join, people_the_table, says, turn_to
from tests.pages.screens import hands, open_screen, reveal
from tests.pages.walking import walk_to
from tests.patience import becomes

pytestmark = pytest.mark.browser

_COLOURS = """(one) => {
  const { backgroundColor, color } = getComputedStyle(one);
  return [backgroundColor, color];
}"""
_STROKES = """(all) => all.map((one) => {
  const { stroke, fill } = getComputedStyle(one);
  return [stroke, fill];
})"""
_SYSTEM = """(names) => names.map((name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = name;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
})"""
_MARKS = """() => [...document.querySelectorAll(".mark")].filter((one) => one.checkVisibility())
  .map((one) => {
  const { backgroundColor, inlineSize } = getComputedStyle(one, "::before");
  return [backgroundColor, parseFloat(inlineSize) > 5];
})"""
_OVERLAPPING = """() => {
  const isStuck = (one) => one && (["sticky", "fixed", "absolute"].includes(getComputedStyle(one).position)
    || isStuck(one.parentElement));
  const words = [...document.querySelectorAll("main *, .console *, .screen *")].filter((one) =>
    one instanceof HTMLElement && one.checkVisibility() && !isStuck(one)
    && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const boxes = words.map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect();
  });
  const found = [];
  words.forEach((one, place) => words.slice(place + 1).forEach((other, after) => {
    if (one.contains(other) || other.contains(one)) return;
    const [a, b] = [boxes[place], boxes[place + 1 + after]];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 3 && high > 5) found.push(`${one.textContent} / ${other.textContent}`);
  }));
  return found;
}"""


@pytest.fixture(params=["light", "dark"])
def page(page: Page, request: pytest.FixtureRequest) -> Page:
    """In the reader's own colours, on a white and on a black ground."""
    page.emulate_media(forced_colors="active", color_scheme=request.param, reduced_motion="reduce")
    return page


def chosen(one: Locator) -> None:
    """It has the colours that the reader's system has for what is chosen."""
    expect(one).to_be_visible()
    wanted = one.page.evaluate(_SYSTEM, ["Highlight", "HighlightText"])
    becomes(lambda: one.evaluate(_COLOURS), wanted, "the colours of what is chosen")


def not_chosen(one: Locator) -> None:
    assert one.evaluate(_COLOURS)[0] != one.page.evaluate(_SYSTEM, ["Highlight"])[0]


def filled(meter: Locator, ink: str, ground: str) -> None:
    """Ink as far as it has come, and the ground beyond, in a frame; as it is drawn."""
    value, most = meter.evaluate("(one) => [one.value, one.max]")
    picture = Image.open(BytesIO(meter.screenshot())).convert("RGB")
    wide, middle = picture.width - 1, picture.height // 2
    drawn = [
        "rgb({}, {}, {})".format(*picture.getpixel((round(wide * share), middle)))  # type: ignore[misc]
        for share in (value / most / 2, (1 + value / most) / 2)
    ]
    wanted = [ink if value else drawn[0], ground if value < most else drawn[1]]
    assert drawn == wanted, f"{value} of {most}"
    assert meter.evaluate("(one) => getComputedStyle(one).outlineColor") == ink


def looks_well(page: Page) -> None:
    """Marks have a shape in the ink's colour, meters are filled, and nothing lies over anything."""
    ink, ground = page.evaluate(_SYSTEM, ["CanvasText", "Canvas"])
    assert {(colour, is_wide) for colour, is_wide in page.evaluate(_MARKS)} <= {(ink, True)}
    for meter in page.locator(".meter:visible").all():
        filled(meter, ink, ground)
    becomes(lambda: page.evaluate(_OVERLAPPING), [], "what lies over one another")
    assert does_not_fit(page) == []


def test_on_a_phone_the_tab_that_is_open_and_the_marks_of_facts_are_seen(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    walk_to(workshop, "share", me, people_the_table(workshop))
    tabs = page.get_by_role("navigation", name="Views").get_by_role("button")
    expect(page.locator(".mark").first).to_be_visible()
    chosen(tabs.nth(0))
    not_chosen(tabs.nth(1))
    looks_well(page)
    turn_to(page, "Picture")
    chosen(tabs.nth(1))
    not_chosen(tabs.nth(0))
    chosen(page.locator(".button[aria-pressed=true]").first)
    not_chosen(page.locator(".button[aria-pressed=false]").first)
    looks_well(page)


@pytest.mark.parametrize("kind", ["first_read", "second_read"])
def test_on_a_phone_the_number_and_the_answer_that_were_chosen_are_seen(
    page: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    me = join(page, address, workshop)
    walk_to(workshop, kind, me, people_the_table(workshop))
    for part in (".scale__point", ".choice"):
        page.locator(part).nth(1).click()
        chosen(page.locator(part).nth(1))
        not_chosen(page.locator(part).nth(0))
    foot = page.locator(".send").evaluate(_COLOURS)[0]
    assert foot == page.evaluate(_SYSTEM, ["Canvas"])[0]
    looks_well(page)


def test_on_a_phone_the_kind_of_barrier_and_the_vote_that_were_chosen_are_seen(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    walk_to(workshop, "barriers", me, people_the_table(workshop))
    page.get_by_text("Say what kind it was").click()
    page.locator(".chip").nth(1).click()
    chosen(page.locator(".chip").nth(1))
    not_chosen(page.locator(".chip").nth(0))
    looks_well(page)
    workshop.stage.go_to(workshop.id, "vote")
    page.get_by_role("button", name="Vote for this").first.click()
    chosen(page.get_by_role("button", name="My vote"))
    not_chosen(page.get_by_role("button", name="Vote for this").first)
    looks_well(page)


@pytest.mark.parametrize("kind", ["ask_and_link", "reveal", "meaning", "commitments", "check_out", "closed"])
def test_on_a_phone_every_later_step_looks_well(
    page: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    me = join(page, address, workshop)
    walk_to(workshop, kind, me, people_the_table(workshop))
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
    looks_well(page)


def test_on_the_console_step_switch_and_meters_are_seen(
    console: Page, page: Page, workshop: OpenWorkshop
) -> None:
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    walk_to(workshop, "share", people[0], people[1:])
    chosen(console.locator(".steps__step[aria-current=step]"))
    not_chosen(console.locator(".steps__step").first)
    expect(console.locator(".meter").first).to_be_visible()
    console.get_by_role("group", name="Time").get_by_role("button", name="Blank").click()
    chosen(console.get_by_role("group", name="Time").get_by_role("button", name="Blank"))
    not_chosen(console.get_by_role("button", name="Freeze"))
    looks_well(console)


def test_on_the_desk_the_seat_and_the_number_that_were_chosen_are_seen(
    desk: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    for part in (".desk__seat", ".desk__number"):
        desk.locator(part).nth(1).click()
        chosen(desk.locator(part).nth(1))
        not_chosen(desk.locator(part).nth(0))
    looks_well(desk)


def test_on_the_screen_the_way_to_look_and_what_was_counted_are_seen(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    open_screen(page, address, workshop)
    code = page.locator(".lobby__qr")
    expect(code).to_be_visible()
    assert code.evaluate(_COLOURS)[0] == "rgb(255, 255, 255)"  # a camera reads dark on light
    looks_well(page)
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    walk_to(workshop, "share", people[0], people[1:])
    reveal(workshop, hands(workshop))
    expect(page.locator(".mark").first).to_be_visible()
    page.locator(".play").hover()
    chosen(page.get_by_role("button", name="Drawing"))
    page.get_by_role("button", name="List").click()
    chosen(page.get_by_role("button", name="List"))
    not_chosen(page.get_by_role("button", name="Drawing"))
    looks_well(page)


@pytest.mark.parametrize(
    "kind", ["pulse", "reveal", "barriers", "vote", "meaning", "commitments", "check_out"]
)
def test_on_the_screen_every_later_step_looks_well(
    page: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    open_screen(page, address, workshop)
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    walk_to(workshop, kind, people[0], people[1:])
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
    looks_well(page)


def test_in_the_report_marks_lines_and_buttons_are_seen(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    for phase in workshop.now.scenario.agenda[1:]:
        workshop.stage.go_to(workshop.id, phase.kind)
        act(workshop, phase.kind, people[0], people[1:])
        if phase.kind == "vote":
            for one in people:
                says(workshop, one, c.VoteForBarrier(barrier_id=c.BarrierId("barrier-0")))
    sign_in(context, workshop, address)
    page.goto(f"{address}/workshops/{workshop.id}/report?open=anyway")
    expect(page.locator("h1")).to_be_visible()
    looks_well(page)
    ground = page.evaluate(_SYSTEM, ["Canvas"])[0]
    lines = page.locator(".growth__drawing :is(path, line, polyline), .sewn__row circle")
    assert lines.count()
    strokes = lines.evaluate_all(_STROKES)
    assert [one for one in strokes if set(one) <= {ground, "none", "rgba(0, 0, 0, 0)"}] == []
