"""Who comes late and who observes, in a real browser on a phone."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import SEAT_COOKIE, participant_token
from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId, SeatId
from app.domain.scenario import FactId
from tests.looks import axe_finds
from tests.pages.conftest import OpenWorkshop


def open_phone(context: BrowserContext, workshop: OpenWorkshop, address: str, who: ParticipantId) -> Page:
    token = participant_token(workshop.stage.app.key, workshop.id, who)
    context.add_cookies([{"name": SEAT_COOKIE, "value": token, "url": address}])
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/phone")
    return page


def reveal(workshop: OpenWorkshop, seat_id: str, fact_id: str) -> None:
    workshop.stage.leads(workshop.id, c.RevealFact(fact_id=FactId(fact_id), seat_id=SeatId(seat_id)))


def test_who_comes_late_sees_what_lies_on_the_table_by_person_the_newest_last(
    context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    for seat_id, fact_id in (("t1s3", "po-1"), ("t1s2", "sc-1"), ("t1s1", "nu-1")):
        reveal(workshop, seat_id, fact_id)
    page = open_phone(context, workshop, address, workshop.stage.join(workshop.id, "ama"))
    digest = page.get_by_role("region", name="Before you came")
    expect(digest).to_contain_text("There are 3 facts on the table")
    expect(digest.get_by_role("heading", level=3)).to_have_text(["Mia", "Ray"])
    expect(digest.get_by_role("listitem")).to_contain_text(["marker-po-1", "marker-nu-1", "marker-sc-1"])
    assert axe_finds(page) == []
    page.get_by_role("button", name="I've caught up").click()
    expect(digest).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(digest).to_have_count(0)


def test_who_came_in_time_needs_no_digest(
    context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    workshop.stage.go_to(workshop.id, "share")
    reveal(workshop, "t1s3", "po-1")
    page = open_phone(context, workshop, address, ama)
    expect(page.get_by_role("heading", level=1)).to_have_text(workshop.now.phase.title)
    expect(page.get_by_text("Before you came")).to_have_count(0)


@pytest.mark.parametrize(
    ("kind", "prompt"),
    [
        ("read", "You hold no facts"),
        ("share", "Who do people look at"),
        ("ask_and_link", "Whose voice is missing"),
        ("barriers", "Say what you saw"),
    ],
)
def test_observers_have_a_sheet_of_what_to_watch_for_in_each_stretch(
    context: BrowserContext, workshop: OpenWorkshop, address: str, kind: str, prompt: str
) -> None:
    olu = workshop.stage.join(workshop.id, "olu", as_observer=True)
    workshop.stage.go_to(workshop.id, kind)
    page = open_phone(context, workshop, address, olu)
    expect(page.locator("details", has_text="What to watch for")).to_contain_text(prompt)
    page.get_by_label("Your notes").fill("Nobody asked housing")
    page.reload()
    expect(page.get_by_label("Your notes")).to_have_value("Nobody asked housing")
    assert axe_finds(page) == []


def test_participants_have_no_observers_sheet(
    context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    page = open_phone(context, workshop, address, workshop.stage.join(workshop.id, "ama"))
    expect(page.get_by_text("You're in.")).to_be_visible()
    expect(page.get_by_text("What to watch for")).to_have_count(0)
