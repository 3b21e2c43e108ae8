"""The ending on phones: votes, promises and the check-out may be changed, and nothing goes by mistake."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.commands import ParticipantId
from tests.pages.conftest import OpenWorkshop
from tests.pages.test_phone import join
from tests.patience import becomes

TAKEAWAY = "One thing you take away"
CHANGE_MY_ANSWER = "Change my answer"
KEEP = "Keep my answer"


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    return join(page, address, workshop)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


# --- the check-out ----------------------------------------------------------------------------------------


def number(page: Page, scale: int, point: int) -> None:
    page.locator(".scale__points").nth(scale).get_by_role("radio", name=str(point), exact=True).check()


def checked_out(page: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "check_out")
    number(page, 0, 0)
    number(page, 1, 8)
    page.get_by_label(TAKEAWAY).fill("Ask first")
    press(page, "Check out")
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()


def test_a_check_out_that_is_changed_begins_with_what_was_given(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    checked_out(page, workshop)
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_label(TAKEAWAY)).to_have_value("Ask first")
    number(page, 1, 9)
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()

    def given() -> tuple[int, int, str] | None:
        one = workshop.now.participants[me].check_out
        return one and (one.confidence_then, one.confidence_now, one.takeaway)

    becomes(given, (0, 9, "Ask first"), "what is given")
    press(page, CHANGE_MY_ANSWER)
    page.get_by_label(TAKEAWAY).fill("")
    press(page, CHANGE_MY_ANSWER)
    becomes(given, (0, 9, ""), "what is given once the words are taken away")


@pytest.mark.usefixtures("me")
def test_who_would_change_the_check_out_may_keep_it_and_finds_what_was_begun(
    page: Page, workshop: OpenWorkshop
) -> None:
    checked_out(page, workshop)
    press(page, CHANGE_MY_ANSWER)
    page.get_by_label(TAKEAWAY).fill("Ask fir")
    press(page, KEEP)
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_label(TAKEAWAY)).to_have_value("Ask fir")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_label(TAKEAWAY)).to_have_count(0)
