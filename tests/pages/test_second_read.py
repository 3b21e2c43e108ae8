"""The second read on the pages: the own answer, then the one answer of the table. Rules J5 and J6."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.scenario import OptionId
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, join, says
from tests.pages.screens import open_screen
from tests.patience import becomes
from tests.people import T1

STORY, NEED = OptionId("easy-story"), OptionId("true-need")
SET = "Set our answer"


def judge(page: Page) -> None:
    page.get_by_role("radio", name="7", exact=True).check()
    page.get_by_role("radio", name="The need").check()
    page.get_by_role("button", name="Give my answer").click()


def own_first(page: Page) -> None:
    """The own answer is asked for, and nothing of the table's."""
    expect(page.get_by_role("button", name="Give my answer")).to_be_visible()
    expect(page.get_by_role("heading", name="Your table's answer")).to_have_count(0)


def test_J5_after_the_own_answer_the_phone_asks_for_the_tables(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    join(page, address, workshop)
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "second_read")
    own_first(page)
    judge(page)
    expect(page.get_by_text("Your table hasn't answered yet.")).to_be_visible()
    expect(page.get_by_text("Your answer is saved.")).to_be_visible()
    expect(page.get_by_role("button", name=SET)).to_be_disabled()
    page.get_by_role("radio", name="The story").check()
    assert problems_at_200(page) == []
    page.get_by_role("button", name=SET).click()
    expect(page.get_by_text("Your table says: The story")).to_be_visible()
    says(workshop, bo, c.GiveTableAnswer(option_id=NEED))
    expect(page.get_by_text("Your table says: The need")).to_be_visible()
    expect(page.get_by_role("radio", name="The need")).to_be_checked()
    expect(page.get_by_role("button", name="Change our answer")).to_be_disabled()
    workshop.stage.go_to(workshop.id, "reveal")
    expect(page.get_by_text("✓ It fits the whole picture.")).to_be_visible()


def test_J5_who_skips_the_own_answer_may_give_it_after_all(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "second_read")
    own_first(page)
    page.get_by_role("button", name="Skip my own answer").click()
    expect(page.get_by_role("button", name=SET)).to_be_visible()
    page.get_by_role("button", name="Give my own answer after all").click()
    own_first(page)
    judge(page)
    expect(page.get_by_role("button", name=SET)).to_be_visible()
    expect(page.get_by_role("button", name="Change my own answer")).to_be_visible()

    def given() -> tuple[OptionId | None, OptionId | None]:
        read = workshop.now.participants[me].answers.second_read
        return read and read.option_id, workshop.now.tables[T1].answer

    becomes(given, (NEED, None), "what is answered")  # the page goes on before the server has it


def test_J6_the_screen_shows_the_tables_answer_from_the_reveal_on(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    workshop.stage.go_to(workshop.id, "second_read")
    says(workshop, ama, c.GiveTableAnswer(option_id=STORY))
    open_screen(page, address, workshop)
    expect(page.get_by_text("The story")).to_have_count(0)
    workshop.stage.go_to(workshop.id, "reveal")
    expect(page.get_by_text("△ Our table's answer was different: The story")).to_be_visible()
    assert problems_at_200(page) == []


def test_J5_the_desk_answers_for_a_table_on_paper_and_the_console_says_that_it_is_given(
    desk: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    expect(desk.get_by_role("heading", name="Table 1's answer")).to_have_count(0)
    workshop.stage.go_to(workshop.id, "second_read")
    console = context.new_page()
    console.goto(f"{address}/facilitate/{workshop.id}")
    expect(console.get_by_text("– no table's answer yet")).to_be_visible()
    desk.get_by_role("combobox", name="What is going on").select_option(label="The story")
    desk.get_by_role("button", name="Set the answer").click()
    expect(desk.get_by_role("button", name="Change the answer")).to_be_visible()
    expect(console.get_by_text("✓ the table's answer is given")).to_be_visible()
    expect(console.get_by_text("The story")).to_have_count(0)
    assert workshop.now.tables[T1].answer == STORY


@pytest.mark.parametrize("kind", ["first_read", "reveal"])
def test_J5_no_other_step_asks_for_the_tables_answer(
    page: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, kind)
    title = workshop.now.phase.title
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_role("button", name=SET)).to_have_count(0)


@pytest.mark.parametrize(("kind", "following"), [("first_read", "share"), ("second_read", "reveal")])
def test_an_answer_that_was_begun_and_not_given_is_told_in_the_next_step(
    page: Page, workshop: OpenWorkshop, address: str, kind: str, following: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, kind)
    page.get_by_role("radio", name="7", exact=True).check()
    workshop.stage.go_to(workshop.id, following)
    told = page.get_by_text("The step ended before you gave your answer.")
    expect(told).to_be_visible()
    workshop.stage.go_to(workshop.id, kind)
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_checked()
    expect(told).to_have_count(0)
    judge(page)
    expect(page.get_by_text("Your answer is saved.")).to_be_visible()
    workshop.stage.go_to(workshop.id, following)
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
    expect(told).to_have_count(0)
