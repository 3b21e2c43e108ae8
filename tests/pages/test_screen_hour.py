"""The projector through the hour of the app's own family: what is told, how large, and nothing struck out."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, LinkId, ParticipantActor
from app.domain.scenario import BarrierCategory, FactKind
from docs.hour_in_pictures import ROUND_TWO
from tests.journeys.hour import LINKS, TOLD
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import comes_to
from tests.pages.screens import hands, open_screen, reveal

pytestmark = pytest.mark.button_family

PX = "(one) => parseFloat(getComputedStyle(one).fontSize)"
BEYOND_THEIR_BADGE = """() => [...document.querySelectorAll(".time-strip__mark")].filter((one) => {
  const [text, badge] = [".time-strip__letters", ".time-strip__badge"]
    .map((name) => one.querySelector(name).getBBox());
  return text.x < badge.x || text.x + text.width > badge.x + badge.width;
}).map((one) => one.querySelector(".time-strip__letters").textContent)"""
OFF_THEIR_PLATE = """() => {
  const plates = [...document.querySelectorAll(".plate")].map((one) => one.getBBox());
  return [...document.querySelectorAll(".person__name, .person__also, .tally text")].filter((one) => {
    const [{ x, y, width, height }, to] = [one.getBBox(), one.getCTM()];
    const inverse = one.ownerSVGElement.querySelector(".genogram__plates").getCTM().inverse();
    const middle = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(to).matrixTransform(inverse);
    return !plates.some((plate) =>
      plate.x <= middle.x - width / 2 && plate.x + plate.width >= middle.x + width / 2
      && plate.y <= middle.y && plate.y + plate.height >= middle.y);
  }).map((one) => one.textContent);
}"""
WHOLE_LINES = """() => ["worry", "strength"].map((kind) => {
  const first = document.querySelector(`.side--${kind} .side__fact p`);
  return first.getBoundingClientRect().height / parseFloat(getComputedStyle(first).lineHeight) > 1.9;
})"""


def share(workshop: OpenWorkshop) -> None:
    """As many facts as in a good hour, three insights among them."""
    workshop.stage.go_to(workshop.id, "ask_and_link")
    seats = {fact_id: seat_id for seat_id, fact_id in hands(workshop)}
    told = [fact_id for facts in (*TOLD.values(), *ROUND_TWO.values()) for fact_id in facts]
    reveal(workshop, [(seats[fact_id], fact_id) for fact_id in seats if fact_id in told])  # type: ignore[misc]
    for place, (_, facts, line) in enumerate(LINKS):
        link = c.LinkFacts(
            link_id=LinkId(f"link-0000{place}"),
            fact_ids=frozenset(facts),  # type: ignore[arg-type]
            line=line,
            seat_id=seats[facts[0]],  # type: ignore[index]
        )
        workshop.stage.leads(workshop.id, link)


def test_letters_stand_on_their_badge_and_names_on_their_plate(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    share(workshop)
    open_screen(page, address, workshop)
    expect(page.locator(".time-strip__mark").first).to_be_attached()
    assert page.evaluate(BEYOND_THEIR_BADGE) == []
    assert page.evaluate(OFF_THEIR_PLATE) == []


def test_what_was_found_stands_first_and_worries_and_strengths_keep_two_lines(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    share(workshop)
    open_screen(page, address, workshop)
    for size in ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        titles = page.locator(".side--newest + .side--insights").locator("strong, .side__titles > li")
        expect(titles).to_have_count(3)
        for place in range(3):
            expect(titles.nth(place)).to_be_in_viewport(ratio=1)
        comes_to(page, WHOLE_LINES, [True, True])
        expect(page.locator(".side--readings")).to_be_in_viewport(ratio=1)
        expect(page.locator(".side--line")).to_be_in_viewport(ratio=1)
    expect(page.locator(".side--neutral .side__fact")).to_have_count(0)
    expect(page.locator(".side--neutral .side__count")).to_have_text("7")
    expect(page.locator(".side--unknown")).to_contain_text("None of our staff has set eyes on her")


def test_no_fact_is_told_twice_beside_the_drawing(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "share")
    facts = workshop.now.scenario.fact_by_id
    gaps = [one for one in hands(workshop) if FactKind.GAP in facts[one[1]].kinds]
    reveal(workshop, [*gaps[:1], *(one for one in hands(workshop) if one not in gaps)][:2])
    open_screen(page, address, workshop)
    expect(page.locator(".side--unknown .side__count")).to_have_text("1")
    text = facts[gaps[0][1]].text
    expect(page.locator(".side__fact:visible").filter(has_text=text)).to_have_count(1)


def test_before_sharing_the_foot_says_what_it_is_for(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    foot = page.locator(".time-strip__empty")
    expect(foot).to_have_text("When it happened: each fact will stand in its month")
    reveal(workshop, hands(workshop)[:1])
    expect(foot).to_have_count(0)


def test_one_button_for_each_seat_is_sewn_on_as_people_come(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    for who in ("ama", "bo", "cy"):
        workshop.stage.join(workshop.id, who)
    open_screen(page, address, workshop)
    expect(page.locator(".lobby .buttons__seen")).to_have_count(3)
    expect(page.locator(".lobby .buttons__unseen")).to_have_count(5)


def test_the_table_s_answer_heads_what_lay_hidden(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "second_read")
    [table] = workshop.now.tables.values()
    right = next(one for one in workshop.now.scenario.reads.options if one.is_answer)
    answer = c.GiveTableAnswer(option_id=right.id, seat_id=next(iter(table.seats)))
    workshop.stage.leads(workshop.id, answer)
    workshop.stage.go_to(workshop.id, "reveal")
    open_screen(page, address, workshop)
    head = page.locator(".reveal > .reveal__answer:first-child")
    expect(head).to_contain_text(right.text)
    assert head.evaluate(PX) > page.locator(".reveal h2").first.evaluate(PX)
    across = "(one) => one.offsetWidth / one.parentElement.offsetWidth"
    assert head.evaluate(across) == pytest.approx(1)


def test_diamonds_stand_apart_and_minutes_have_their_unit(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    share(workshop)
    workshop.stage.go_to(workshop.id, "replay")
    open_screen(page, address, workshop)
    expect(page.locator(".curve__found")).to_have_count(3)
    heights = page.locator(".curve__found").evaluate_all("(all) => all.map((one) => one.getBBox().y)")
    assert all(abs(one - other) >= 18 for one, other in pairwise(heights)), heights
    expect(page.locator(".curve svg > text").last).to_have_text("1 min")
    expect(page.locator(".curve > svg + figcaption")).to_be_visible()


def test_D1_what_is_asked_is_larger_than_the_barriers_it_is_about(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    workshop.stage.go_to(workshop.id, "barriers")
    raised = c.RaiseBarrier(
        barrier_id=BarrierId("barrier-0001"),
        category=next(iter(BarrierCategory)),
        setting=c.Setting.EXERCISE,
        text="Nobody asked",
    )
    _says(workshop, ama, raised)
    workshop.stage.go_to(workshop.id, "vote")
    open_screen(page, address, workshop)
    question, barrier = page.locator(".prompts > li").first, page.get_by_text("Nobody asked")
    assert question.evaluate(PX) > barrier.evaluate(PX)
    _says(workshop, ama, c.VoteForBarrier(barrier_id=BarrierId("barrier-0001")))
    workshop.stage.go_to(workshop.id, "meaning")
    expect(page.locator(".voted__votes strong")).to_have_text("1 vote")
    assert question.evaluate(PX) > barrier.evaluate(PX)


def test_the_last_page_thanks_once(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "closed")
    open_screen(page, address, workshop)
    expect(page.get_by_text("The report comes from your facilitator.")).to_be_visible()
    expect(page.get_by_text("Thank you")).to_have_count(1)


def _says(workshop: OpenWorkshop, who: Any, wish: c.Wish) -> None:
    workshop.stage.handle(workshop.id, ParticipantActor(participant_id=who), wish)
