"""The duty desk in a real browser: a whole workshop on paper, and what the console passes on."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.domain.log.commands import Wording
from app.domain.rules.debrief import votes
from app.domain.scenario import FactId
from app.domain.views.agency_marks import agency_marks
from app.domain.views.duty_desk import numbers
from tests.family import HO1, NU1, PO1, PO2, SC1, SMALL
from tests.looks import axe_finds
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import NOTING_DONE, leading, path_of, said, said_done
from tests.patience import stop_the_clock
from tests.people import AMAS, T1

NUMBER = numbers(SMALL)


def find(desk: Page, fact_id: FactId) -> None:
    desk.get_by_label("Number on the card").fill(str(NUMBER[fact_id]))
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk__big")).to_have_text(str(NUMBER[fact_id]))


def put_down(desk: Page, fact_id: FactId, button: str = "Reveal") -> None:
    find(desk, fact_id)
    desk.get_by_role("button", name=button, exact=True).click()
    expect(desk.locator(".desk__fact")).to_contain_text("On the table")


def test_a_whole_workshop_is_run_on_paper_from_one_laptop(desk: Page, workshop: OpenWorkshop) -> None:
    stage = workshop.stage
    stage.go_to(workshop.id, "read")
    desk.get_by_role("button", name="Mark the facts as read").click()
    expect(desk.get_by_text("✓ facts read")).to_be_visible()

    stage.go_to(workshop.id, "share")
    for fact_id in (NU1, SC1, PO1):
        put_down(desk, fact_id)
    put_down(desk, PO2, "Reveal the least")
    find(desk, HO1)
    desk.get_by_label("Why it is held back").select_option("fear")
    desk.get_by_role("button", name="Hold back").click()
    expect(desk.locator(".desk__number--held")).to_contain_text(str(NUMBER[HO1]))

    stage.go_to(workshop.id, "ask_and_link")
    desk.get_by_role("button", name=re.compile("^Nurse")).click()
    desk.get_by_text("Ask for this seat").click()
    desk.get_by_label("Who to ask").select_option("housing")
    desk.get_by_label("What to ask").fill("Any arrears?")
    desk.get_by_role("button", name="Ask", exact=True).click()
    desk.get_by_role("button", name=re.compile("^Housing.*1 asked")).click()
    desk.get_by_label("Answer with number").select_option(label=str(NUMBER[HO1]))
    desk.get_by_role("button", name="Answer", exact=True).click()
    expect(desk.get_by_role("heading", name="Asked of this seat (0)")).to_be_visible()
    desk.get_by_label("Numbers").fill(f"{NUMBER[PO1]} and {NUMBER[HO1]}")
    desk.get_by_label("Together they suggest").fill("The flat")
    desk.get_by_role("button", name="Link them").click()
    expect(desk.get_by_label("Numbers")).to_have_value("")

    stage.go_to(workshop.id, "barriers")
    desk.get_by_label("Words").fill("Nobody asked us")
    desk.get_by_label("Category").select_option("roles")
    desk.get_by_role("button", name="Add it").click()
    expect(desk.get_by_label("Words")).to_have_value("")
    stage.go_to(workshop.id, "vote")
    desk.get_by_label("Votes on paper for: Nobody asked us").fill("7")
    desk.get_by_role("button", name="Count").click()
    expect(desk.get_by_text("7 on paper")).to_be_visible()

    now = workshop.now
    table = now.tables[T1]
    assert set(table.revealed) == {NU1, SC1, PO1, PO2, HO1}
    assert all(one.by_facilitator for one in table.revealed.values())
    assert table.revealed[PO2].wording is Wording.MINIMUM
    assert table.revealed[HO1].ask_id is not None
    assert not any(seat.held_back for seat in table.seats.values())
    assert [link.line for link in table.links.values()] == ["The flat"]
    assert table.seats[AMAS].has_read
    [barrier] = now.barriers
    assert votes(now)[barrier] == 7
    assert now.participants == {}


def test_a_number_that_no_seat_of_the_table_holds_is_said_so(desk: Page) -> None:
    desk.get_by_label("Number on the card").fill("99")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("No seat at this table holds number 99.")).to_be_visible()


def test_seats_with_nobody_in_them_stand_first(desk: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.join(workshop.id, "ama")
    seats = desk.get_by_role("navigation", name="Seats").get_by_role("button")
    expect(seats.last).to_contain_text("Nurse")
    expect(seats.last).to_contain_text("1 here")
    expect(seats.first).to_contain_text("nobody: only when asked")


@pytest.mark.parametrize("kind", ["lobby", "share", "ask_and_link", "vote", "commitments"])
def test_axe_finds_nothing_on_the_desk(desk: Page, workshop: OpenWorkshop, kind: str) -> None:
    if kind != "lobby":
        workshop.stage.go_to(workshop.id, kind)
    expect(desk.locator(".desk")).to_contain_text(workshop.now.phase.title)
    desk.locator(".desk__number").first.click()
    assert axe_finds(desk) == []


def test_who_works_the_desk_sees_one_thing_to_press_and_the_seats_by_their_badges(
    desk: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    expect(desk.locator(".desk")).to_contain_text(workshop.now.phase.title)
    expect(desk.locator(".button--primary")).to_have_count(0)
    find(desk, NU1)
    expect(desk.locator(".button--primary")).to_have_text(["Reveal"])
    marks = agency_marks(SMALL)
    letters = [
        marks[role_id].letters for seat in workshop.now.tables[T1].seats.values() for role_id in seat.role_ids
    ]
    expect(desk.locator(".desk__seat .badge")).to_have_text(letters)
    expect(desk.get_by_role("link", name="Console")).to_have_count(1)
    expect(desk.get_by_role("link", name="Cards to print")).to_have_count(1)


def test_the_printed_cards_pass_axe_and_fit_an_A4_page(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str
) -> None:
    page = browser_of_the_leader
    page.goto(f"{address}/facilitate/{workshop.id}/cards")
    assert axe_finds(page) == []
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not too_wide
    assert page.locator(".no-print").first.is_hidden()


@pytest.mark.parametrize("kind", ["lobby", "read", "share", "vote", "check_out"])
def test_when_the_first_console_dies_the_second_leads_within_five_seconds_with_the_same_clock(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    if kind != "lobby":
        workshop.stage.go_to(workshop.id, kind)
    first = browser_of_the_leader
    first.goto(f"{address}/facilitate/{workshop.id}")
    expect(first.locator("#phase-title")).to_have_text(workshop.now.phase.title)
    link = path_of(said(workshop, leading(workshop), "standby")["url"])
    assert first.context.browser is not None
    context = first.context.browser.new_context()
    first.close()
    second = context.new_page()
    second.add_init_script(NOTING_DONE)
    # Its time stands still until it has led: nothing but the way there and back is waited for.
    second.clock.install()
    stop_the_clock(second)
    second.goto(f"{address}{link}")
    expect(second.locator("#phase-title")).to_have_text(workshop.now.phase.title)
    if kind != "lobby":
        second.get_by_role("button", name="+1 min").click()
        said_done(second, ".timer")
        assert workshop.now.clock is not None
        assert workshop.now.clock.extra_s == 60
    context.close()
