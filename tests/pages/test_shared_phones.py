"""One person on two devices, two phones at one seat, two people on one phone: in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import ParticipantId, SeatId
from tests.journeys.venue import NO_WEBSOCKET
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import SOCKETS, break_sockets, cut, device_keeps
from tests.pages.phones import PHONE, join, tap_reveal, turn_to, way_to
from tests.patience import PATIENCE_S, becomes

ON_THE_TABLE = "✓ On the table"
WAITS = "Waiting for the network."


@pytest.fixture
def other_browser(browser: Browser) -> Iterator[Page]:
    """A second device."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_S * 1000)
    yield context.new_page()
    context.close()


def connected(page: Page) -> None:
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()


def seat_of(workshop: OpenWorkshop, who: ParticipantId) -> SeatId:
    seat_id = workshop.now.participants[who].seat_id
    assert seat_id is not None
    return seat_id


def reveals(workshop: OpenWorkshop) -> list[tuple[SeatId, ParticipantId | None]]:
    """Who revealed, in the order of the log."""
    log = workshop.stage.app.store.events(workshop.id)
    return [
        (one.event.seat_id, one.event.participant_id) for one in log if isinstance(one.event, e.FactRevealed)
    ]


def test_one_person_on_two_devices_sees_the_same_and_a_fact_tapped_on_both_counts_once(
    page: Page,
    context: BrowserContext,
    other_browser: Page,
    workshop: OpenWorkshop,
    address: str,
    sharing: ParticipantId,
) -> None:
    other_browser.goto(way_to(workshop, sharing, address))
    connected(other_browser)
    cut(context, workshop)
    tap_reveal(page)
    expect(page.get_by_text(WAITS)).to_have_count(1)
    connected(other_browser)
    tap_reveal(other_browser)  # the same fact: the first of the hand
    expect(other_browser.get_by_text(ON_THE_TABLE)).to_have_count(1)
    context.set_offline(False)
    for device in (page, other_browser):
        connected(device)
        expect(device.get_by_text(ON_THE_TABLE)).to_have_count(1)
        expect(device.get_by_text(WAITS)).to_have_count(0)
    device_keeps(page, 0)
    assert reveals(workshop) == [(seat_of(workshop, sharing), sharing)]
    tap_reveal(page)
    expect(other_browser.get_by_text(ON_THE_TABLE)).to_have_count(2)


def test_two_phones_at_one_seat_share_its_hand_and_say_so(
    page: Page,
    context: BrowserContext,
    other_browser: Page,
    workshop: OpenWorkshop,
    address: str,
    sharing: ParticipantId,
) -> None:
    partner = join(other_browser, address, workshop)
    seat_id = seat_of(workshop, sharing)
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=partner, seat_id=seat_id))
    facts = page.locator("main .fact")
    expect(facts).to_have_count(len(workshop.now.seat(seat_id).hand))
    theirs = other_browser.locator("main .fact")
    becomes(lambda: theirs.all_inner_texts() == facts.all_inner_texts(), True, "whether both show the same")
    cut(context, workshop)
    tap_reveal(page)
    connected(other_browser)
    tap_reveal(other_browser)  # the same fact
    tap_reveal(other_browser)
    expect(other_browser.get_by_text(ON_THE_TABLE)).to_have_count(2)
    context.set_offline(False)
    expect(page.get_by_text(ON_THE_TABLE)).to_have_count(2)
    device_keeps(page, 0)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    assert reveals(workshop) == [(seat_id, partner), (seat_id, partner)]
    workshop.stage.go_to(workshop.id, "lobby")
    for device in (page, other_browser):
        expect(device.get_by_text("Two of you share this seat.")).to_be_visible()


def test_an_older_tab_of_a_phone_that_took_another_place_shows_and_sends_nothing_of_the_first(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    bo = workshop.stage.join(workshop.id, "bo")
    reads = workshop.now.scenario.reads
    workshop.stage.go_to(workshop.id, "first_read")
    page.get_by_role("group", name=reads.scale_ask).get_by_text("6", exact=True).click()
    page.get_by_label("In one line: why?").fill("Only for my eyes")
    newer = context.new_page()
    newer.goto(way_to(workshop, bo, address))
    newer.get_by_role("button", name="Take the other place on this phone").click()
    connected(newer)
    break_sockets(workshop)
    for tab in (page, newer):
        roles = workshop.now.seat(seat_of(workshop, bo)).role_ids
        expect(tab.locator(".phone__head")).to_contain_text(workshop.now.scenario.role_by_id[roles[0]].name)
        connected(tab)
    expect(page.get_by_label("In one line: why?")).to_have_value("")
    assert "Only for my eyes" not in page.evaluate("JSON.stringify({ ...localStorage })")


def test_a_phone_that_changes_hands_sends_and_shows_nothing_of_whoever_held_it_before(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    page.add_init_script(NO_WEBSOCKET)  # what the page asks for can then be refused, and be let through again
    join(page, address, workshop)
    bo = workshop.stage.join(workshop.id, "bo")
    link = way_to(workshop, bo, address)
    workshop.stage.go_to(workshop.id, "share")
    turn_to(page, "Picture")
    page.get_by_text("Mark two facts that don't fit").click()
    page.get_by_label("What doesn't fit?").fill("Only for my eyes")
    turn_to(page, "Hand")
    context.route(SOCKETS, lambda route: route.abort())
    break_sockets(workshop)
    tap_reveal(page)
    device_keeps(page, 1)
    page.goto(link)
    page.get_by_role("button", name="Take the other place on this phone").click()
    expect(page.get_by_text("Opening your place at the table…")).to_be_visible()
    device_keeps(page, 0)
    context.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    connected(page)
    roles = workshop.now.seat(seat_of(workshop, bo)).role_ids
    expect(page.locator(".phone__head")).to_contain_text(workshop.now.scenario.role_by_id[roles[0]].name)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    turn_to(page, "Picture")
    expect(page.get_by_label("What doesn't fit?")).to_have_value("")
    assert "Only for my eyes" not in page.evaluate("JSON.stringify({ ...localStorage })")
    assert reveals(workshop) == []
