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
from tests.pages.screens import FACTS_IN, LEAST_PX, PROJECTOR, TOO_SMALL, hands, open_screen, reveal, sign
from tests.patience import becomes

PURE = (
    "outline",
    "places",
    "levels",
    "couples",
    "descents",
    "lines",
    "cells",
    "queue",
    "bands",
    "together",
    "stitches",
    "shapes",
    "time_strip",
    "threads",
    "chunks",
    "zoom",
    "words",
)
# The middle of each mark, by what it is a mark of.
WHERE = """() => {
  const marks = {
    ".symbol__shape": (one) => one.closest("[data-person]").dataset.person,
    ".person__name": (one) => one.closest("[data-person]").dataset.person,
    ".agency__pill": (one) => one.closest("[data-role]").dataset.role,
    ".bond > text": (one) => one.parentElement.dataset.id,
    ".home__name": (one) => one.textContent,
    ".genogram .sewn__button": (one) => one.closest("[data-fact]").dataset.fact,
    ".time-strip .sewn__button": (one) => one.closest("[data-fact]").dataset.fact,
  };
  return Object.fromEntries(Object.entries(marks).flatMap(([kind, nameOf]) =>
    [...document.querySelectorAll(kind)].map((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return [`${kind} ${nameOf(one)}`, [(left + right) / 2, (top + bottom) / 2].map(Math.round)];
    })));
}"""
STEP = 6


def test_the_picture_s_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    modules = [*(f"picture/{name}" for name in PURE), "languages/days"]
    keep_their_promises(modules, "picture.test.mjs", tmp_path)


def counted(page: Page, n: int) -> None:
    """So many facts are drawn: those that wait to be read out, too."""
    expect(page.locator(f".counter[data-facts='{n}']")).to_be_attached()
    drawn = "(all) => all.reduce((sum, one) => sum + Number(one.dataset.sewn), 0)"
    becomes(lambda: page.locator(".genogram [data-sewn]").evaluate_all(drawn), n, "how many are sewn on")


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
        counted(page, min(start + STEP, len(facts)))
        now = page.evaluate(WHERE)
        assert {one: now[one] for one in seen if one in now} == seen
        seen |= now
    assert len(seen) >= at_first + 2 * len(facts)
    drawn = page.locator(".genogram [data-person]")
    assert drawn.count() == len(workshop.now.scenario.people)


@pytest.mark.button_family
def test_a_fact_s_line_draws_in_holds_until_the_next_and_goes(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    expect(page.locator(".newest--none")).to_be_visible()
    expect(page.locator(".thread")).to_have_count(0)
    scenario = workshop.now.scenario
    for seat_id, fact_id in hands(workshop)[:3]:
        reveal(workshop, [(seat_id, fact_id)])
        [role_id] = workshop.now.seat(seat_id).role_ids
        band = page.locator(f".newest__text[data-fact='{sign(workshop, fact_id)}']")
        expect(band).to_have_text(scenario.fact_by_id[fact_id].text)
        expect(page.locator(".newest__agency")).to_have_text(scenario.role_by_id[role_id].called)
        expect(page.locator(".thread")).to_have_count(1)
        expect(page.locator(".thread")).to_have_attribute(
            "data-thread", f"{role_id} {sign(workshop, fact_id)}"
        )
        expect(page.locator(f".genogram .sewn--newest[data-fact='{sign(workshop, fact_id)}']")).to_have_count(
            1
        )
        expect(page.locator(".sewn--newest")).to_have_count(2)  # beside its person, and in its month


def test_what_comes_in_a_rush_waits_hollow_and_is_told_in_turn(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    facts = hands(workshop)
    reveal(workshop, facts[:1])
    open_screen(page, address, workshop)
    expect(page.locator(f".newest__text[data-fact='{sign(workshop, facts[0][1])}']")).to_be_visible()
    reveal(workshop, facts[1:3])
    expect(page.locator(f".newest__text[data-fact='{sign(workshop, facts[1][1])}']")).to_be_visible()
    expect(
        page.locator(f".genogram .sewn--waiting[data-fact='{sign(workshop, facts[2][1])}']")
    ).to_have_count(1)
    expect(page.locator(f".newest__text[data-fact='{sign(workshop, facts[2][1])}']")).to_be_visible()
    expect(page.locator(".sewn--waiting")).to_have_count(0)
    expect(page.locator(f".sides .told[data-fact='{sign(workshop, facts[1][1])}']")).to_be_visible()


@pytest.mark.button_family
def test_all_threads_are_a_switch_on_the_console(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal(workshop, hands(workshop)[:12])
    open_screen(page, address, workshop)
    expect(page.locator(".thread")).to_have_count(1)
    shown = c.SetScreen(table_id=None, is_blank=False, is_frozen=False, shows_threads=True)
    workshop.stage.leads(workshop.id, shown)
    told = [workshop.now.scenario.fact_by_id[fact_id] for _, fact_id in hands(workshop)[:12]]
    pairs = {
        (seat_id, person)
        for (seat_id, _), fact in zip(hands(workshop), told, strict=False)
        for person in fact.about
    }
    expect(page.locator(".thread")).to_have_count(len(pairs) + 1)


@pytest.mark.button_family
def test_an_insight_dims_all_but_its_facts_which_are_read_in_full_and_then_settles(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    seats = {fact_id: seat_id for seat_id, fact_id in hands(workshop)}
    insight = workshop.now.scenario.insights[0]
    facts = insight.solved_by[0]
    reveal(workshop, [(seats[fact_id], fact_id) for fact_id in sorted(seats)[:20] if fact_id not in facts])
    reveal(workshop, [(seats[fact_id], fact_id) for fact_id in sorted(facts)])
    open_screen(page, address, workshop)
    expect(page.locator(".newest__text")).to_be_visible()
    linked = c.LinkFacts(
        link_id=LinkId("link-0001"), fact_ids=facts, line="", seat_id=next(iter(seats.values()))
    )
    workshop.stage.leads(workshop.id, linked)
    moment = page.locator(".moment")
    expect(moment.get_by_role("heading")).to_have_text(insight.title)
    for fact_id in facts:
        expect(moment).to_contain_text(workshop.now.scenario.fact_by_id[fact_id].text)
        expect(page.locator(f".genogram .sewn--found[data-fact='{sign(workshop, fact_id)}']")).to_have_count(
            1
        )
    expect(page.locator(f".stitched--found[data-insight='{insight.id}']")).to_have_count(1)
    expect(page.locator(".thread")).to_have_count(0)
    expect(moment).to_have_count(0)  # some six seconds later
    expect(page.locator(f".stitched[data-insight='{insight.id}']")).to_have_count(1)
    expect(page.locator(".side--insights")).to_contain_text(insight.title)
    page.reload()  # what has settled is not told anew
    expect(page.locator(f".stitched[data-insight='{insight.id}']")).to_have_count(1)
    expect(moment).to_have_count(0)


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
    assert sorted(shown["Table"]) == sorted(sign(workshop, fact_id) for _, fact_id in facts)
    assert sorted(shown["List"]) == sorted(shown["Table"])
    assert shown["By time"] == drawn == [one for one in shown["Table"] if one in drawn]
    for group in by_person:
        assert group == [one for one in shown["Table"] if one in group]


@pytest.mark.button_family
@pytest.mark.parametrize("n", [0, 8, 46])
def test_nothing_on_the_projector_is_set_smaller_than_who_sits_at_the_back_can_read(
    page: Page, workshop: OpenWorkshop, address: str, n: int
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    reveal(workshop, hands(workshop)[:n])
    open_screen(page, address, workshop)
    counted(page, n)
    becomes(lambda: page.evaluate(TOO_SMALL, LEAST_PX), [], "what is too small")


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
