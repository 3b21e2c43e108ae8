"""The projector through the hour of the app's own family: what is told, how large, and nothing struck out."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, LinkId, ParticipantActor
from app.domain.scenario import BarrierCategory
from docs.hour_in_pictures import ROUND_TWO
from tests.journeys.hour import LINKS, TOLD
from tests.pages.conftest import OpenWorkshop
from tests.pages.screens import hands, open_screen, reveal

pytestmark = pytest.mark.button_family

PX = "(one) => parseFloat(getComputedStyle(one).fontSize)"
STRUCK_OUT = """() => {
  const written = ".home__name, .person__name, .bond > text, .family-line > text";
  const words = [...document.querySelectorAll(written)];
  const box = (one) => one.getBoundingClientRect();
  return words.flatMap((one, place) => words.slice(place + 1).filter((other) => {
    const [a, b] = [box(one), box(other)];
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8;
  }).map((other) => `${one.textContent} / ${other.textContent}`));
}"""


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


def test_names_homes_and_lines_are_not_written_over_each_other(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    share(workshop)
    open_screen(page, address, workshop)
    expect(page.locator(".home__name")).to_have_count(2)
    expect(page.locator(".family-line > text")).to_have_text("together since 2025")
    assert page.evaluate(STRUCK_OUT) == []


def test_what_was_found_and_what_is_not_known_stand_below_the_last_facts(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    share(workshop)
    open_screen(page, address, workshop)
    for size in ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.locator(".side--insights")).to_contain_text("3 of 8 insights found")
        expect(page.locator(".side--insights")).to_be_in_viewport(ratio=1)
        expect(page.locator(".stitched")).to_have_count(3)
        expect(page.locator(".side--unknown")).to_be_in_viewport(ratio=1)
    expect(page.locator(".side--unknown")).to_contain_text("None of our staff has set eyes on her")


def test_before_sharing_the_foot_says_what_it_is_for(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    open_screen(page, address, workshop)
    foot = page.locator(".time-strip__empty")
    expect(foot).to_have_text("When it happened: each fact will go in its month")
    reveal(workshop, hands(workshop)[:1])
    expect(foot).to_have_count(0)


def test_the_places_at_the_table_light_up_as_people_come(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    for who in ("ama", "bo", "cy"):
        workshop.stage.join(workshop.id, who)
    open_screen(page, address, workshop)
    roles = [role.called for role in workshop.now.scenario.roles]
    expect(page.locator(".to-sit__name")).to_have_text(roles)
    expect(page.locator(".to-sit__place--taken")).to_have_count(3)
    for who in ("dee", "eve", "fay", "gus", "hal", "ida"):
        workshop.stage.join(workshop.id, who)
    expect(page.locator(".to-sit__place--taken")).to_have_count(8)
    expect(page.locator(".lobby")).to_contain_text("Every place is taken")


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
    people = [workshop.stage.join(workshop.id, who) for who in ("ama", "bo", "cy")]
    workshop.stage.go_to(workshop.id, "barriers")
    raised = c.RaiseBarrier(
        barrier_id=BarrierId("barrier-0001"),
        category=next(iter(BarrierCategory)),
        setting=c.Setting.EXERCISE,
        text="Nobody asked",
    )
    _says(workshop, people[0], raised)
    workshop.stage.go_to(workshop.id, "vote")
    open_screen(page, address, workshop)
    question, barrier = page.locator(".prompts > li").first, page.get_by_text("Nobody asked")
    assert question.evaluate(PX) > barrier.evaluate(PX)
    for who in people:  # of fewer than three nothing is told
        _says(workshop, who, c.VoteForBarrier(barrier_id=BarrierId("barrier-0001")))
    workshop.stage.go_to(workshop.id, "meaning")
    expect(page.locator(".voted__votes strong")).to_have_text("3 votes")
    assert question.evaluate(PX) > barrier.evaluate(PX)


def test_the_last_page_thanks_once(page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.go_to(workshop.id, "closed")
    open_screen(page, address, workshop)
    expect(page.get_by_text("Your facilitator has the report.")).to_be_visible()
    expect(page.get_by_text("Thank you")).to_have_count(1)


def _says(workshop: OpenWorkshop, who: Any, wish: c.Wish) -> None:
    workshop.stage.handle(workshop.id, ParticipantActor(participant_id=who), wish)
