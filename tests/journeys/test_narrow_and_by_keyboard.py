"""Joining and the phone for those who do not tap: by keyboard alone, 320 px wide, letters doubled, dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.by_keyboard import focused, press, reach
from tests.journeys.driving import Facilitator, Phone
from tests.journeys.hour import TITLE, button_family
from tests.journeys.venue import Venue, venue
from tests.looks import problems_at_200
from tests.patience import becomes

NARROW = {"width": 320, "height": 640}


@pytest.mark.slow
def test_join_and_phone_by_keyboard_alone_on_a_narrow_dark_page(browser: Browser, tmp_path: Path) -> None:
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        facilitator = Facilitator(place, color_scheme="dark")
        facilitator.sign_in()
        facilitator.open_workshop(TITLE, people=8)
        place.check(facilitator.page, "console, dark")
        phone = Phone(place, "Bronwyn", viewport=NARROW, color_scheme="dark", has_touch=False)
        phone.page.goto(facilitator.join_address)
        looks_right(place, phone.page, "join")
        they_join(phone)
        looks_right(place, phone.page, "phone, lobby")
        for title in (phase.title for phase in button_family().agenda[1:5]):
            facilitator.go_on_to(title)
            phone.is_in(title)
            looks_right(place, phone.page, f"phone, {title}")
            if title == "Read":
                press(phone.page, "I've read my facts")
                phone.sees("You've read your facts.")
            if title == "First thoughts":
                they_judge(phone)
        they_reveal(phone)
        press(phone.page, "Picture")
        expect(phone.page.get_by_role("button", name="Drawing")).to_be_visible()
        looks_right(place, phone.page, "phone, picture")
    assert place.flaws == []


def they_join(phone: Phone) -> None:
    reach(phone.page, "Your name")
    phone.page.keyboard.type(phone.name)
    press(phone.page, "Join")
    phone.is_connected()


def they_judge(phone: Phone) -> None:
    """Arrows choose within a question, Tab goes to the next one."""
    page = phone.page
    reach(page, "0")
    page.keyboard.press("Space")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    reach(page, "Kerry has stopped engaging")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press(page, "Give my answer")
    phone.sees("Your answer is saved.")
    chosen = page.locator("input:checked").evaluate_all(
        "all => all.map((one) => one.labels[0].innerText.trim())"
    )
    assert chosen == ["6", button_family().reads.options[1].text]


def they_reveal(phone: Phone) -> None:
    page = phone.page
    press(page, "Reveal")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)  # not only closed: gone
    becomes(lambda: focused(page), "Reveal", "where the focus is after Escape")
    page.keyboard.press("Enter")
    press(page, "Reveal to everyone")
    phone.sees("✓ On the table")


def looks_right(place: Venue, page: Page, where: str) -> None:
    """Axe is content in the dark, and everything fits into 320 px, also with letters twice as large."""
    place.flaws += [f"{where}, dark, 320 px: {found}" for found in problems_at_200(page)]
