"""Wherever somebody says something in private, the page says who can know it, now and later.

What the rules do is in `app.domain.rules` (J8, D7, D14, V17); what the pages promise has to be that: not
shown with a name, until when it is kept, from how many people on it counts, what a small group may guess.
"""

from dataclasses import fields

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, ParticipantId
from app.domain.log.state import Answers
from app.domain.rules.counting import BATCH
from app.domain.rules.withholding import FEWEST_COUNTED
from app.domain.scenario import BarrierCategory, Scenario
from app.exports.kept import what_is_kept
from tests.family import SMALL
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join, turn_to

NUMBERS = {3: "three"}
STEP_OF = {
    "first_read": "first_read",
    "second_read": "second_read",
    "votes": "vote",
    "polled": "meaning",
    "check_out": "check_out",
}
"""The step in which each private answer is given."""
PROMISES = {
    "first_read": "Private: no page shows your own answer",
    "second_read": "Private: no page shows your own answer",
    "votes": "No page shows what you vote for",
    "polled": "No page shows your own answer",
    "check_out": "Your numbers are erased",
}
"""How what each says of it begins."""
NO_ANSWERS = {"counted", "changes"}


@pytest.fixture
def scenario() -> Scenario:
    return SMALL


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    return join(page, address, workshop)


def test_every_private_answer_has_a_promise() -> None:
    assert {one.name for one in fields(Answers)} - NO_ANSWERS == set(STEP_OF) == set(PROMISES)


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize("answer", STEP_OF)
def test_a_private_answer_says_until_when_from_how_many_and_what_a_few_may_guess(
    page: Page, workshop: OpenWorkshop, answer: str
) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    barrier_id = BarrierId("barrier-on-paper")
    workshop.stage.leads(
        workshop.id,
        c.RaiseBarrier(
            barrier_id=barrier_id,
            category=BarrierCategory.FEAR,
            text="Nobody asked",
            setting=c.Setting.EXERCISE,
        ),
    )
    workshop.stage.go_to(workshop.id, "vote")
    workshop.stage.leads(workshop.id, c.CountVotes(barrier_id=barrier_id, votes=4))
    workshop.stage.go_to(workshop.id, STEP_OF[answer])
    said = page.get_by_text(PROMISES[answer])
    expect(said).to_contain_text("erased")
    expect(said).to_contain_text("is over")
    expect(said).to_contain_text(NUMBERS[FEWEST_COUNTED])
    expect(said).to_contain_text("In a small group, others may guess")


@pytest.mark.usefixtures("me")
def test_whoever_writes_a_barrier_or_holds_back_reads_who_can_know(
    page: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    said = page.get_by_text("we store this without who wrote it")
    expect(said).to_contain_text(f"with {'two' if BATCH == FEWEST_COUNTED else BATCH} more")
    expect(said).to_contain_text("In a small group, others may guess")
    workshop.stage.go_to(workshop.id, "share")
    turn_to(page, "Hand")
    page.get_by_role("button", name="Hold back").first.click()
    said = page.get_by_text("No page shows the reason beside your seat")
    expect(said).to_contain_text(f"once {NUMBERS[FEWEST_COUNTED]} seats")
    expect(said).to_contain_text("From the reveal on, everybody sees that the fact was held back")
    expect(said).to_contain_text("If you play a role alone, people know it was you")


def test_the_way_in_says_what_is_stored_and_leads_to_all_that_is_kept(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.goto(f"{address}/join/{workshop.code}")
    said = page.get_by_text("The computer that serves this workshop stores your name")
    expect(said).to_contain_text("until that step is over")
    expect(said).to_contain_text("If you play a role alone, your table knows")
    page.get_by_role("link", name="What this workshop keeps").click()
    with workshop.stage.app.flask.test_request_context():
        items = [str(one.item) for one in what_is_kept("")]
    for item in items:
        expect(page.get_by_role("main")).to_contain_text(item)
