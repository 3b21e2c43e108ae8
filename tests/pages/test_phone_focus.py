"""On a phone the primary action is in sight, and the focus is neither lost nor covered."""

import pytest
from playwright.sync_api import Locator, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, join, says

SIDEWAYS = {"width": 640, "height": 360}
COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  if (document.activeElement.matches('body, .send *')) return false;
  const foot = document.querySelector('dialog[open] .send, .phone__main .send');
  const middle = (box.top + box.bottom) / 2, over = foot?.getBoundingClientRect();
  return Boolean(over) && middle > over.top && middle < over.bottom;
}"""
"""Whether the primary action lies over half of what has the focus, or more (WCAG 2.4.11)."""


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    return join(page, address, workshop)


def hold_back(page: Page) -> Locator:
    """The first fact of the hand, whose dialog to hold it back is open."""
    fact = page.locator(".fact").first
    fact.get_by_role("button", name="Hold back").click()
    return fact


def is_in_sight(page: Page, button: Locator) -> bool:
    """Whole, and above the tabs."""
    ends = [page.evaluate("innerHeight")]
    if page.locator("dialog[open]").count() == 0:
        ends += [box["y"] for tabs in page.locator(".phone__tabs").all() if (box := tabs.bounding_box())]
    box = button.bounding_box()
    assert box is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= min(ends)


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("read", "I've read my facts"),
        ("first_read", "Give my answer"),
        ("barriers", "Add this barrier"),
        ("commitments", "Make this commitment"),
        ("check_out", "Check out"),
    ],
)
def test_the_primary_action_is_in_sight_and_never_covers_the_focus(
    page: Page, workshop: OpenWorkshop, kind: str, action: str
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, kind)
    button = page.get_by_role("button", name=action, exact=True)
    expect(button).to_be_visible()
    assert is_in_sight(page, button)
    page.locator("#main").evaluate("main => { main.tabIndex = -1; main.focus(); }")
    covered = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(COVERED):
            covered.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert covered == []


@pytest.mark.usefixtures("me")
def test_the_primary_action_of_a_long_dialog_is_in_sight(page: Page, workshop: OpenWorkshop) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "share")
    hold_back(page)
    dialog = page.get_by_role("dialog")
    assert is_in_sight(page, dialog.get_by_role("button", name="Hold back", exact=True))
    dialog.get_by_role("radio", name="I prefer not to say").focus()
    assert not page.evaluate(COVERED)


@pytest.mark.usefixtures("me")
def test_on_a_short_screen_the_primary_action_lies_under_its_form(page: Page, workshop: OpenWorkshop) -> None:
    """A keyboard that leaves little room is not shared with a button."""
    page.set_viewport_size(SIDEWAYS)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "barriers")
    button = page.get_by_role("button", name="Add this barrier")
    expect(button).to_be_visible()
    assert not is_in_sight(page, button)


@pytest.mark.usefixtures("me")
def test_after_a_dialog_is_answered_the_focus_is_on_how_the_fact_stands(
    page: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    fact = hold_back(page)
    page.get_by_role("radio", name="I prefer not to say").check()
    page.get_by_role("dialog").get_by_role("button", name="Hold back", exact=True).press("Enter")
    expect(fact.locator(".fact__state")).to_have_text("◐ Held back")
    expect(fact.locator(".fact__state")).to_be_focused()
    fact.get_by_role("button", name="Reveal", exact=True).press("Enter")
    page.get_by_role("button", name="Reveal to everyone").press("Enter")
    expect(fact.get_by_role("status")).to_have_text("✓ On the table")
    expect(fact.get_by_role("status")).to_be_focused()


@pytest.mark.parametrize("reply", ["We hold nothing on that", "Hold back"])
def test_after_an_answer_the_focus_goes_on_to_what_is_next(
    page: Page, workshop: OpenWorkshop, me: ParticipantId, reply: str
) -> None:
    other = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "ask_and_link")
    mine = workshop.now.seat(workshop.now.participants[me].seat_id or c.SeatId(""))
    for number in (1, 2):
        ask = c.AskRole(
            ask_id=c.AskId(f"ask-0000000{number}"), role_id=mine.role_ids[0], text=f"Why, {number}?"
        )
        says(workshop, other, ask)
    page.locator(".phone__tabs button", has_text="Asks").click()
    for left in ("Asked of you", "Ask a role"):
        page.get_by_role("button", name=reply, exact=True).first.press("Enter")
        if page.get_by_role("dialog").count():
            page.get_by_role("radio", name="I prefer not to say").check()
            page.get_by_role("dialog").get_by_role("button", name=reply, exact=True).press("Enter")
        expect(page.get_by_role("heading", name=left)).to_be_focused()
