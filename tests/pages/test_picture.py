"""The shared picture: its pure modules in node, and the projector's drawing beside its twins in words."""

from functools import partial
from pathlib import Path

from playwright.sync_api import Page, expect

from app.access import screen_token
from app.domain import commands as c
from app.domain.commands import SeatId
from app.domain.scenario import FactId
from tests.pages.conftest import OpenWorkshop
from tests.pages.in_node import keep_their_promises
from tests.patience import becomes

PURE = (
    "outline",
    "places",
    "lines",
    "households",
    "meeting",
    "plates",
    "shapes",
    "time_strip",
    "threads",
    "fitting",
    "chunks",
    "zoom",
    "words",
)
PROJECTOR = {"width": 1920, "height": 1080}
WHERE = """() => Object.fromEntries(
  [...document.querySelectorAll(".genogram [data-person], .genogram [data-role]")]
    .map((one) => [one.dataset.person ?? one.dataset.role, one.getAttribute("transform")]))"""
FACTS_IN = "(root) => [...root.querySelectorAll('[data-fact]')].map((one) => one.dataset.fact)"
SMALLEST_TEXT = """() => Math.min(
  ...[...document.querySelectorAll(".side p, .person__name, .symbol__age, .time-strip__month")]
    .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.ownerSVGElement
    ? one.ownerSVGElement.getBoundingClientRect().width / one.ownerSVGElement.viewBox.baseVal.width : 1)))"""


def test_the_picture_s_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    keep_their_promises([f"picture/{name}" for name in PURE], "picture.test.mjs", tmp_path)


def open_screen(page: Page, address: str, workshop: OpenWorkshop) -> None:
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")


def reveal(workshop: OpenWorkshop, facts: list[tuple[SeatId, FactId]]) -> None:
    for seat_id, fact_id in facts:
        workshop.stage.leads(workshop.id, c.RevealFact(fact_id=fact_id, seat_id=seat_id))


def hands(workshop: OpenWorkshop) -> list[tuple[SeatId, FactId]]:
    """Every fact once, with a seat that holds it."""
    seats = next(iter(workshop.now.tables.values())).seats.values()
    by_fact = {fact_id: seat.id for seat in seats for fact_id in sorted(seat.hand)}
    return [(seat_id, fact_id) for fact_id, seat_id in by_fact.items()]


def test_nothing_on_the_drawing_moves_while_it_grows(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator(".genogram")).to_be_visible()
    before = page.evaluate(WHERE)
    facts = hands(workshop)
    reveal(workshop, facts)
    expect(page.get_by_text(f"{len(facts)} of {len(facts)}").first).to_be_attached()
    after = page.evaluate(WHERE)
    assert len(before) > 3
    assert {one: after[one] for one in before} == before


def test_drawing_list_table_and_chronology_hold_the_same_facts_in_the_same_order(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    facts = hands(workshop)
    reveal(workshop, list(reversed(facts)))
    open_screen(page, address, workshop)
    expect(page.locator(".time-strip")).to_be_visible()
    drawn = page.locator(".time-strip").evaluate(FACTS_IN)
    shown: dict[str, list[str]] = {}
    by_person: list[list[str]] = []
    for way, root in (("List", ".picture-list"), ("Table", ".picture-table"), ("By time", ".chronology")):
        page.locator(".play").hover()
        page.get_by_role("button", name=way, exact=True).click()
        shown[way] = page.locator(root).evaluate(FACTS_IN)
        if way == "List":
            people = page.locator(".picture-list__person")
            by_person = [people.nth(index).evaluate(FACTS_IN) for index in range(people.count())]
    assert sorted(shown["Table"]) == sorted(fact_id for _, fact_id in facts)
    assert sorted(shown["List"]) == sorted(shown["Table"])
    assert shown["By time"] == drawn == [one for one in shown["Table"] if one in drawn]
    for group in by_person:
        assert group == [one for one in shown["Table"] if one in group]


def test_the_projector_is_read_from_the_back(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal(workshop, hands(workshop)[:5])
    open_screen(page, address, workshop)
    expect(page.locator(".side__newest")).to_be_visible()
    becomes(lambda: page.evaluate(SMALLEST_TEXT) >= 26, True, "whether the smallest text is large enough")


def test_the_picture_fits_the_projector_without_scrolling(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal(workshop, hands(workshop))
    open_screen(page, address, workshop)
    for size in ({"width": 1366, "height": 768}, PROJECTOR, {"width": 3840, "height": 2160}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.locator(".time-strip")).to_be_in_viewport(ratio=0.99)
        body = page.locator(".screen__body")
        fits = "(one) => one.scrollHeight <= one.clientHeight + 1"
        becomes(partial(body.evaluate, fits), True, f"whether it fits {size}")
