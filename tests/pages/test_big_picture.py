"""The picture at the format's limits, three hundred facts about twenty people: legible, in one order, smooth.

The rule for the screen: words, names and numbers are set at least a fiftieth of the picture's height, so that
who sits six heights away reads them as a newspaper at arm's length; this holds however much is on the table.
"""

from functools import cache, partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.access.tokens import SEAT_COOKIE, participant_token
from app.domain.log import commands as c
from app.domain.log.commands import DisputeId, ParticipantActor, ParticipantId
from app.domain.scenario import FactId, Scenario
from app.scenarios import check_text, load
from tests.big_family import big_family
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import comes_to
from tests.pages.screens import (
    FACTS_IN,
    LEAST_PX,
    PROJECTOR,
    TOO_SMALL,
    hands,
    open_screen,
    reveal,
    sign,
)
from tests.patience import becomes

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 800}
LEAST_SHARE = 1 / 50
READ_ON_A_PHONE_PX = 11
MOST_CHANGES = {"Drawing": 120, "List": 20, "Table": 20, "By time": 20}

_SIZES = """() => [...document.querySelectorAll(
    ".newest p, .told p, .side p, .side h2, .person__name, .symbol__age, .time-strip__month, .picture-count")]
  .filter((one) => one.textContent.trim() && !one.closest("[aria-hidden=true]"))
  .map((one) => [parseFloat(getComputedStyle(one).fontSize)
    * (one.ownerSVGElement ? one.ownerSVGElement.getScreenCTM().a : 1), one.textContent])"""
_BOXES = """(names) => [...document.querySelectorAll(names)].filter((one) => one.textContent.trim())
  .map((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  return { left, right, top, bottom, text: one.textContent.trim() };
})"""
_CUT = """() => [...document.querySelectorAll(".sides__told > *, .side__whole > *")].filter((one) => {
  const [item, list] = [one.getBoundingClientRect(), one.parentElement.getBoundingClientRect()];
  const isBeside = item.left >= list.right - 1;
  const isOut = item.bottom > list.bottom + 1 || item.top < list.top - 1 || item.right > list.right + 1;
  return !isBeside && isOut;
}).map((one) => one.textContent)"""
"""What stands there and is not whole. What has no room stands beside, out of sight, whole as well."""
# True once nothing has changed for a while.
_STANDS_STILL = """() => {
  const [changes, now] = [window.changes, performance.now()];
  if (window.lastChanges !== changes) [window.lastChanges, window.lastChange] = [changes, now];
  return now - window.lastChange > 500;
}"""
# The time that is left changes every second, however long a reveal takes.
_COUNT_CHANGES = """() => { window.changes = 0;
  const isTime = ({ target }) => (target.closest ? target : target.parentElement)?.closest("[role=timer]");
  new MutationObserver((list) => { window.changes += list.filter((one) => !isTime(one)).length; })
  .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true }); }"""


@pytest.fixture
def scenario() -> Scenario:
    return _big()


@cache
def _big() -> Scenario:
    return load(big_family())


@pytest.fixture
def layout(scenario: Scenario) -> c.Layout:
    return (tuple((role.id,) for role in scenario.roles),)


@pytest.fixture
def told(workshop: OpenWorkshop) -> list[tuple[c.SeatId, FactId]]:
    """Every fact of the family, in an order of its own; nothing is on the table yet."""
    workshop.stage.go_to(workshop.id, "share")
    return sorted(hands(workshop), key=lambda one: (len(one[1]), one[1][::-1]))


def open_phone(context: BrowserContext, page: Page, address: str, workshop: OpenWorkshop) -> ParticipantId:
    who = workshop.stage.join(workshop.id, "ama")
    token = participant_token(workshop.stage.app.key, workshop.id, who)
    context.add_cookies([{"name": SEAT_COOKIE, "value": token, "url": address}])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/phone")
    page.locator(".tabs, nav").get_by_text("Picture", exact=True).click()
    return who


def look_at(page: Page, way: str) -> Locator:
    """Choose drawing, list, table or chronology, on whatever page it is."""
    if page.locator(".play").count():
        page.locator(".play").hover()
    page.get_by_role("button", name=way, exact=True).click()
    roots = {"List": ".picture-list", "Table": ".picture-table", "Drawing": ".genogram"}
    root = page.locator(roots.get(way, ".chronology-all"))
    expect(root).to_be_visible()
    return root


def overlapping(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (one["text"], other["text"])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 2
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 6
    ]


def test_the_largest_family_is_a_sound_scenario() -> None:
    check = check_text(big_family())
    assert [flaw.what for flaw in check.flaws if flaw.is_error] == []
    assert check.scenario is not None
    assert len(check.scenario.facts) == 300


def test_three_hundred_facts_are_read_from_the_back_of_the_room(
    page: Page, workshop: OpenWorkshop, address: str, told: list[tuple[c.SeatId, FactId]]
) -> None:
    reveal(workshop, told)
    open_screen(page, address, workshop)
    for size in (PROJECTOR, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.locator(".time-strip")).to_be_in_viewport(ratio=0.99)
        comes_to(page, _CUT, [])  # the panels are fitted anew
        becomes(partial(illegible, page, size), [], f"what cannot be read at {size}")
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    becomes(lambda: page.evaluate(TOO_SMALL, LEAST_PX), [], "what is set smaller than elsewhere")


def illegible(page: Page, size: dict[str, int]) -> list[object]:
    """What is too small, covered, or beyond the edge."""
    found: list[object] = [text for px, text in page.evaluate(_SIZES) if px < LEAST_SHARE * size["height"]]
    found += overlapping(page.evaluate(_BOXES, ".person__name, .sewn-on__more, .symbol__age"))
    found += overlapping(page.evaluate(_BOXES, ".time-strip__month, .time-strip__more"))
    sheet = page.locator(".genogram").bounding_box()
    assert sheet is not None
    left, right = sheet["x"] - 1, sheet["x"] + sheet["width"] + 1
    words = page.evaluate(_BOXES, ".genogram text")
    return found + [box for box in words if box["left"] < left or box["right"] > right]


@pytest.mark.parametrize("n", [8, 28, 46, 300])
def test_the_last_facts_are_told_in_full_above_three_counts(
    page: Page, workshop: OpenWorkshop, address: str, told: list[tuple[c.SeatId, FactId]], n: int
) -> None:
    reveal(workshop, told[:n])
    open_screen(page, address, workshop)
    facts = workshop.now.scenario.fact_by_id
    expect(page.locator(".picture-count--facts")).to_contain_text(f"{n} of 300")
    expect(page.locator(".newest__text")).to_have_text(facts[told[n - 1][1]].text)
    before = [facts[fact_id].text for _, fact_id in reversed(told[n - 4 : n - 1])]
    expect(page.locator(".sides .told__text")).to_have_text(before)
    for kind in ("worry", "strength", "neutral"):
        mine = sum(facts[fact_id].column == kind for _, fact_id in told[:n])
        expect(page.locator(f".sides__count--{kind} > strong")).to_have_text(str(mine))
    comes_to(page, _CUT, [])


def test_a_reveal_changes_as_little_of_the_page_with_299_facts_as_with_few(
    page: Page, workshop: OpenWorkshop, address: str, told: list[tuple[c.SeatId, FactId]]
) -> None:
    reveal(workshop, told[:290])
    open_screen(page, address, workshop)
    expect(page.locator(".time-strip")).to_be_visible()
    page.evaluate(_COUNT_CHANGES)
    for place, way in enumerate(MOST_CHANGES):
        look = look_at(page, way)
        page.evaluate("window.changes = 0; delete window.lastChanges")
        reveal(workshop, told[290 + place : 291 + place])
        expect(page.locator(".picture-count--facts")).to_contain_text(f"{291 + place} of 300")
        newest = sign(workshop, told[290 + place][1])
        where = page.locator(".newest") if way == "Drawing" else look
        expect(where.locator(f"[data-fact='{newest}']").first).to_be_attached()
        comes_to(page, _STANDS_STILL, True)  # the last turn is taken
        assert page.evaluate("window.changes") <= MOST_CHANGES[way], way


def test_all_twins_tell_the_same_facts_in_the_same_order_on_screen_and_phone(
    page: Page,
    context: BrowserContext,
    workshop: OpenWorkshop,
    address: str,
    told: list[tuple[c.SeatId, FactId]],
) -> None:
    reveal(workshop, told[:40])
    open_screen(page, address, workshop)
    expect(page.locator(".picture-count--facts")).to_contain_text("40 of 300")
    strip = page.locator(".time-strip").evaluate(FACTS_IN)
    order = look_at(page, "Table").evaluate(FACTS_IN)
    assert sorted(order) == sorted(sign(workshop, fact_id) for _, fact_id in told[:40])
    assert look_at(page, "By time").evaluate(FACTS_IN) == order
    assert strip == [one for one in order if one in strip]
    groups = _groups(look_at(page, "List"))
    phone = context.new_page()
    open_phone(context, phone, address, workshop)
    assert look_at(phone, "Table").evaluate(FACTS_IN) == order
    assert look_at(phone, "By time").evaluate(FACTS_IN) == order
    assert _groups(look_at(phone, "List")) == groups
    assert sorted(one for group in groups for one in group) == sorted(order)
    assert all(group == [one for one in order if one in group] for group in groups)
    look_at(phone, "Drawing")
    phone.locator("[data-person=kerry]").click(position={"x": 20, "y": 20})
    about = phone.locator(".picture__chosen").evaluate(FACTS_IN)
    assert len(about) > 1
    assert about == [one for one in order if one in about]


def _groups(listing: Locator) -> list[list[str]]:
    people = listing.locator(".picture-list__person")
    return [people.nth(place).evaluate(FACTS_IN) for place in range(people.count())]


def test_the_phone_s_drawing_of_a_large_family_is_read_by_looking_closer(
    page: Page,
    context: BrowserContext,
    workshop: OpenWorkshop,
    address: str,
    told: list[tuple[c.SeatId, FactId]],
) -> None:
    reveal(workshop, told)
    open_phone(context, page, address, workshop)
    look_at(page, "Drawing")
    assert overlapping(page.evaluate(_BOXES, ".person__name, .sewn-on__more, .symbol__age")) == []
    for _ in range(2):
        page.get_by_role("button", name="Larger").click()
    px = "(one) => parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.getScreenCTM().a"
    sizes = page.locator(".person__name").evaluate_all(f"(all) => all.map({px})")
    assert min(sizes) >= READ_ON_A_PHONE_PX
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_two_fingers_look_closer_at_the_point_between_them(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_phone(context, page, address, workshop)
    look_at(page, "Drawing")
    drawing = page.locator(".picture__drawing--touch")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = context.new_cdp_session(page)
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})
    before = page.locator(".genogram").get_attribute("viewBox")
    scrolled = page.evaluate("scrollY")
    _touch(fingers, "touchStart", [(x, y - 30), (x, y + 30)])
    for reach in (40, 60, 80, 90):
        _touch(fingers, "touchMove", [(x, y - reach), (x, y + reach)])
    _touch(fingers, "touchEnd", [])
    whole = _numbers(before)
    comes_to(page, f"Math.abs({whole[2]} / {_WIDTH} - 3) < 0.1", True)  # the fingers' last move was taken
    closer = _numbers(page.locator(".genogram").get_attribute("viewBox"))
    assert closer[0] + closer[2] / 2 == pytest.approx(whole[0] + whole[2] / 2, abs=whole[2] / 10)
    assert page.evaluate("scrollY") == scrolled
    _touch(fingers, "touchStart", [(x, y)])
    _touch(fingers, "touchMove", [(x + 60, y)])
    _touch(fingers, "touchEnd", [])
    expect(page.locator(".genogram")).not_to_have_attribute("viewBox", " ".join(f"{one:g}" for one in closer))
    page.get_by_role("button", name="Whole").click()
    expect(page.locator(".genogram")).to_have_attribute("viewBox", before or "")


def _touch(fingers: Any, type: str, points: list[tuple[float, float]]) -> None:
    touches = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
    fingers.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": touches})


def _numbers(view_box: str | None) -> list[float]:
    return [float(number) for number in (view_box or "").split()]


def test_facts_that_do_not_fit_are_marked_wherever_they_stand(
    page: Page,
    context: BrowserContext,
    workshop: OpenWorkshop,
    address: str,
    told: list[tuple[c.SeatId, FactId]],
) -> None:
    reveal(workshop, told[:6])
    who = workshop.stage.join(workshop.id, "bo")
    pair = [fact_id for _, fact_id in told[:2]]
    signs = [sign(workshop, fact_id) for fact_id in pair]
    wish = c.DisputeFacts(dispute_id=DisputeId("dispute-1"), fact_ids=frozenset(pair), line="Which is it?")
    workshop.stage.handle(workshop.id, ParticipantActor(participant_id=who), wish)
    open_screen(page, address, workshop)
    expect(page.locator(".side--disputes .dispute--open")).to_be_visible()
    assert sorted(page.locator(".time-strip .sewn--disputed").evaluate_all(_IDS)) == sorted(signs)
    people = {str(one) for fact in workshop.now.scenario.facts if fact.id in pair for one in fact.about}
    marked = page.locator("[data-person]:has(.person__disputed)")
    assert set(marked.evaluate_all("(all) => all.map((one) => one.dataset.person)")) == people
    for way in ("List", "Table", "By time"):
        told_of = look_at(page, way).locator("[data-fact]:has(.dispute__state)").evaluate_all(_IDS)
        assert sorted(told_of) == sorted(signs), way


_WIDTH = "document.querySelector('.genogram').viewBox.baseVal.width"
_IDS = "(all) => all.map((one) => one.dataset.fact)"


_WHO = """() => {
  const list = document.querySelector(".side__who").getBoundingClientRect();
  const seen = [...document.querySelectorAll(".side__who > *")].map((one) => one.getBoundingClientRect())
    .filter((item) => item.left < list.right - 1);
  const isOut = ({ bottom, top, right }) =>
    bottom > list.bottom + 1 || top < list.top - 1 || right > list.right + 1;
  const cut = seen.filter(isOut);
  const more = document.querySelector(".side__more");
  const says = Number(more?.textContent.match(/[0-9]+/)?.[0] ?? 0);
  const isSeen = !more || more.getBoundingClientRect().bottom <= innerHeight;
  return { cut: cut.length, all: seen.length + says, some: seen.length > 3, says: says > 0, isSeen };
}"""


def test_who_is_who_of_twenty_people_is_told_whole_and_says_how_many_more_there_are(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    """Nobody is cut in mid-line; who has no room is counted, and is in the list. One comes in by a fact."""
    workshop.stage.go_to(workshop.id, "read")
    open_screen(page, address, workshop)
    assert len(workshop.now.scenario.people) == 20
    for size in (PROJECTOR, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.get_by_role("heading", name="Who is who")).to_be_in_viewport(ratio=1)
        comes_to(page, _WHO, {"cut": 0, "all": 19, "some": True, "says": True, "isSeen": True})
    look_at(page, "List")
    for name in ("Maud Button", "Kamil Hollis"):  # the first and the last
        expect(page.locator(".picture-list").get_by_text(f"{name}, of the wider family.")).to_be_visible()
