"""On the console: barriers put together by two taps, by keys too, and what is told of links switched."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId
from app.domain.scenario import BarrierCategory, Scenario
from tests.family import NURSE, POLICE, SCHOOL, SMALL
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import says, seat_of

TEXTS = ("Nobody asked me", "I was never asked", "It was not minuted")


@pytest.fixture
def scenario() -> Scenario:
    return SMALL


@pytest.fixture
def three_wrote(workshop: OpenWorkshop) -> None:
    for place, (role_id, text) in enumerate(zip((NURSE, SCHOOL, POLICE), TEXTS, strict=True)):
        who = workshop.stage.join(workshop.id, str(role_id))
        seat_id = seat_of(workshop, role_id).id
        workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=who, seat_id=seat_id))
        workshop.stage.go_to(workshop.id, "barriers")
        says(
            workshop,
            who,
            c.RaiseBarrier(
                barrier_id=BarrierId(f"written-{place}-by-{role_id}"),
                category=BarrierCategory.RELEVANCE,
                text=text,
                setting=c.Setting.EXERCISE,
            ),
        )
    workshop.stage.go_to(workshop.id, "vote")


@pytest.mark.usefixtures("three_wrote")
def test_two_barriers_are_put_together_by_two_taps_and_each_keeps_its_words(
    console: Page, workshop: OpenWorkshop
) -> None:
    item = console.get_by_role("listitem").filter(has_text=TEXTS[1]).last
    item.get_by_role("button", name="Put together with…").press("Enter")
    other = console.get_by_role("listitem").filter(has_text=TEXTS[0]).last
    other.get_by_role("button", name="Put it here").press("Enter")
    expect(console.get_by_role("button", name="Let it stand alone")).to_have_count(1)
    into = {one.text: one.into for one in workshop.now.barriers.values()}
    assert into[TEXTS[1]] is not None
    assert (into[TEXTS[0]], into[TEXTS[2]]) == (None, None)
    expect(console.get_by_text(TEXTS[1]).first).to_be_visible()
    assert problems_at_200(console) == []
    console.get_by_role("button", name="Let it stand alone").click()
    expect(console.get_by_role("button", name="Let it stand alone")).to_have_count(0)


def test_whether_a_table_reads_that_a_link_is_close_is_switched_on_the_console(
    console: Page, workshop: OpenWorkshop
) -> None:
    assert workshop.now.tells_near_misses
    console.get_by_text("What is told of links").click()
    console.get_by_role("checkbox", name="Tell a table when a link comes close").uncheck()
    expect(console.get_by_role("checkbox", name="Tell a table when a link comes close")).not_to_be_checked()
    console.reload()
    console.get_by_text("What is told of links").click()
    expect(console.get_by_role("checkbox", name="Tell a table when a link comes close")).not_to_be_checked()
    assert not workshop.now.tells_near_misses
    assert not workshop.now.telling.lines_in_report
