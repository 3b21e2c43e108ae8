"""The shared picture: its pure modules in node, and the projector's drawing beside its twins in words."""

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import LinkId
from app.domain.scenario import RelationKind
from tests.pages.conftest import OpenWorkshop
from tests.pages.in_node import keep_their_promises
from tests.pages.screens import FACTS_IN, PROJECTOR, hands, open_screen, reveal
from tests.patience import becomes

PURE = (
    "outline",
    "places",
    "levels",
    "couples",
    "descents",
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
# The middle of each mark, by what it is a mark of.
WHERE = """() => {
  const marks = {
    ".symbol__shape": (one) => one.closest("[data-person]").dataset.person,
    ".person__name": (one) => one.closest("[data-person]").dataset.person,
    ".agency__badge": (one) => one.closest("[data-role]").dataset.role,
    ".bond > text": (one) => one.parentElement.dataset.id,
    ".home__name": (one) => one.textContent,
    ".thread": (one) => one.dataset.thread,
    ".time-strip__badge": (one) => one.closest("[data-fact]").dataset.fact,
  };
  return Object.fromEntries(Object.entries(marks).flatMap(([kind, nameOf]) =>
    [...document.querySelectorAll(kind)].map((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return [`${kind} ${nameOf(one)}`, [(left + right) / 2, (top + bottom) / 2].map(Math.round)];
    })));
}"""
STEP = 6
SMALLEST_TEXT = """() => Math.min(
  ...[...document.querySelectorAll(".side p, .person__name, .symbol__age, .time-strip__month")]
    .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.ownerSVGElement
    ? one.ownerSVGElement.getBoundingClientRect().width / one.ownerSVGElement.viewBox.baseVal.width : 1)))"""


def test_the_picture_s_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    modules = [*(f"picture/{name}" for name in PURE), "languages/days"]
    keep_their_promises(modules, "picture.test.mjs", tmp_path)


@pytest.mark.button_family
def test_nothing_on_the_picture_moves_while_it_grows(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator(".genogram")).to_be_visible()
    seen: dict[str, list[int]] = page.evaluate(WHERE)
    at_first = len(seen)
    facts = hands(workshop)
    for start in range(0, len(facts), STEP):
        reveal(workshop, facts[start : start + STEP])
        last = workshop.now.signs.fact(facts[min(start + STEP, len(facts)) - 1][1])
        expect(page.locator(f".side__newest[data-fact='{last}']")).to_be_visible()
        now = page.evaluate(WHERE)
        assert {one: now[one] for one in seen if one in now} == seen
        seen |= now
    assert {mark.split(" ")[0] for mark in seen} >= {".symbol__shape", ".thread", ".time-strip__badge"}
    assert len(seen) > at_first + len(facts)
    drawn = page.locator(".genogram [data-person]")
    assert drawn.count() == len(workshop.now.scenario.people)


def test_an_agency_s_thread_comes_with_its_first_fact_and_thickens_with_more(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator(".genogram")).to_be_visible()
    expect(page.locator(".thread")).to_have_count(0)
    widths: dict[str, list[float]] = {}
    for one in hands(workshop):
        reveal(workshop, [one])
        newest = workshop.now.signs.fact(one[1])
        expect(page.locator(f".side__newest[data-fact='{newest}']")).to_be_visible()
        for name, width in page.locator(".thread").evaluate_all(
            "(all) => all.map((one) => [one.dataset.thread, Number(one.getAttribute('stroke-width'))])"
        ):
            widths.setdefault(name, []).append(width)
    assert all(grown == sorted(grown) for grown in widths.values())
    assert any(len(set(grown)) > 2 for grown in widths.values())


@pytest.mark.button_family
def test_list_table_and_chronology_say_who_is_related_who_lives_together_and_what_was_found(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    reveal(workshop, hands(workshop))
    scenario = workshop.now.scenario
    insight = scenario.insights[0]
    [table] = workshop.now.tables.values()
    link = c.LinkFacts(
        link_id=LinkId("link-0001"),
        fact_ids=insight.solved_by[0],
        line="",
        seat_id=next(iter(table.seats)),
    )
    workshop.stage.leads(workshop.id, link)
    open_screen(page, address, workshop)
    expect(page.locator(".side--insights")).to_contain_text(insight.title)
    lines = page.locator(".genogram [data-line]").evaluate_all("(all) => all.map((one) => one.dataset.id)")
    homes = page.locator(".home__name").all_text_contents()
    parentages = sum(relation.kind is RelationKind.PARENT for relation in scenario.relations)
    assert len(lines) > parentages > 1
    for way in ("List", "Table", "By time"):
        page.locator(".play").hover()
        page.get_by_role("button", name=way, exact=True).click()
        beyond = page.locator(".picture-list")
        expect(beyond).to_contain_text(insight.title)
        for line in lines:
            if not line.startswith("children-"):
                expect(beyond.locator(f"[data-id='{line}']")).to_have_count(1)
        expect(beyond.locator("[data-line=parent]")).to_have_count(parentages)
        for home in homes:
            expect(beyond.locator("[data-home]", has_text=home)).to_have_count(1)


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
    assert sorted(shown["Table"]) == workshop.now.signs.several(fact_id for _, fact_id in facts)
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
