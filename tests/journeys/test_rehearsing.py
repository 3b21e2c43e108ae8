"""Who rehearses leads bots in the browser, and a phone of their own sits among them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.driving import Facilitator, Phone
from tests.journeys.venue import venue
from tests.patience import becomes

PEOPLE = 5


@pytest.mark.slow
def test_bots_play_along_while_somebody_leads_and_a_phone_sits_among_them(
    browser: Browser, tmp_path: Path
) -> None:
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        facilitator = Facilitator(place)
        facilitator.sign_in()
        console = facilitator.page
        console.goto(f"{place.origin}/facilitate/new")
        console.get_by_label("How many people do you expect?").fill(str(PEOPLE))
        console.get_by_role("button", name="Rehearse with bots").click()
        expect(console.locator("h1, .console__title").first).to_contain_text("Rehearsal: ")
        expect(console.get_by_text("Bot 1").first).to_be_visible()
        phone = Phone(place, "Ama")
        phone.join(facilitator.join_address)
        expect(console.get_by_text("Ama").first).to_be_visible()
        facilitator.go_on_to("Welcome")
        facilitator.go_on_to("Read")
        facilitator.go_on_to("First thoughts")
        facilitator.go_on_to("Tell each other")
        phone.turn_to("Picture")
        facts = phone.page.locator(".picture-counts")
        becomes(
            lambda: facts.inner_text().split("of")[0].strip()[-1:] not in ("0", ""), True, "whether bots tell"
        )
        console.goto(f"{place.origin}/facilitate")
        expect(console.locator(".workshops__item .chip")).to_have_text("Rehearsal")
        assert place.flaws == []
