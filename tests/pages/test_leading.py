"""The console beyond one step after the other: undo, keys, the plan, layouts, rounds, news, phones."""

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import SEAT_COOKIE, participant_token, standby_token
from app.domain.log import commands as c
from app.domain.log.commands import TableId
from app.domain.log.state import Screen
from app.domain.rules import agenda
from app.domain.scenario import HandVisibility, Scenario
from app.messages.sentences import sentence
from app.wire.news import LeadersChanged
from tests.family import CALL, IN_THE_NEWS, LETTER
from tests.looks import problems
from tests.pages.conftest import OpenWorkshop
from tests.pages.in_node import keep_their_promises
from tests.pages.leaders import LAPTOP, next_step, said_done
from tests.patience import becomes, stop_the_clock
from tests.people import TWO_TABLES

PURE = ("keys", "undo", "plan", "layout", "health", "ready")


@pytest.fixture
def scenario() -> Scenario:
    return IN_THE_NEWS


def test_the_console_s_pure_modules_keep_their_promises(tmp_path: Path) -> None:
    keep_their_promises([*(f"console/{name}" for name in PURE), "wire/sending"], "console.test.mjs", tmp_path)


# --- undo, the end, the plan ------------------------------------------------------------------------------


@pytest.fixture
def slow_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offer to take a move back stays for as long as a test needs."""
    monkeypatch.setattr(agenda, "UNDO_FOR", timedelta(hours=1))


@pytest.mark.usefixtures("slow_hand")
def test_A6_a_move_is_taken_back_within_ten_seconds(console: Page, workshop: OpenWorkshop) -> None:
    lobby, following = workshop.now.scenario.agenda[:2]
    next_step(console)
    bar = console.locator(".undo")
    expect(bar).to_contain_text(f"You started {following.title}.")
    expect(bar.locator(".undo__left")).to_be_visible()
    bar.get_by_role("button", name="Undo").click()
    expect(console.locator("#phase-title")).to_have_text(lobby.title)
    expect(console.get_by_role("button", name="Undo")).to_have_count(0)
    assert workshop.now.phase_id == lobby.id


def test_A6_when_its_time_is_over_the_offer_is_gone(console: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "UNDO_FOR", timedelta(minutes=10))  # a slow page must still see it
    console.clock.install()
    console.locator("#next").click()
    yes = console.get_by_role("dialog").get_by_role("button", name="Start it")
    expect(yes).to_be_visible()
    stop_the_clock(console)
    yes.click()
    expect(console.get_by_role("button", name="Undo")).to_be_visible()
    expect(console.locator(".standing--pending")).to_have_count(0)  # or the leap would be a lost answer
    # The offer ends by the server's clock, which did not stand still.
    console.clock.pause_at(time.time() + 601.5)
    console.clock.resume()
    expect(console.get_by_role("button", name="Undo")).to_have_count(0)


@pytest.mark.usefixtures("slow_hand")
def test_the_workshop_is_ended_early_with_one_question(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    expect(console.locator("#phase-title")).to_have_text(workshop.now.phase.title)
    console.get_by_role("button", name="End early…").click()
    expect(console.get_by_role("dialog")).to_contain_text("Everything people said and wrote stays")
    console.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(console.locator("#phase-title")).to_have_text(workshop.now.scenario.agenda[-1].title)
    expect(console.get_by_role("button", name="End early…")).to_have_count(0)
    console.get_by_role("button", name="Undo").click()
    expect(console.get_by_role("button", name="End early…")).to_be_visible()


def test_play_that_eats_the_debrief_is_said_with_what_would_help(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")  # on the stage it is noon of a day long ago
    plan = console.locator(".plan")
    expect(plan.get_by_role("status")).to_contain_text("The debrief should have started")
    expect(plan.get_by_role("status")).to_contain_text("its time is up")
    plan.get_by_role("button", name="Start the debrief").click()
    expect(console.get_by_role("dialog")).to_contain_text("This skips")
    console.get_by_role("dialog").get_by_role("button", name="Start it").click()
    expect(plan.locator(".notice")).to_have_count(0)


# --- keys -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("slow_hand")
def test_everything_has_a_key_and_the_keys_are_told(console: Page, workshop: OpenWorkshop) -> None:
    lobby, following = workshop.now.scenario.agenda[:2]
    console.keyboard.press("?")
    expect(console.get_by_role("dialog")).to_contain_text("Undo the last move")
    console.keyboard.press("Escape")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.keyboard.press("n")
    expect(console.get_by_role("dialog")).to_contain_text(f"Start {following.title}")
    console.keyboard.press("Enter")
    expect(console.locator("#phase-title")).to_have_text(following.title)
    expect(console.get_by_role("dialog")).to_have_count(0)
    expect(console.get_by_role("button", name="Undo")).to_be_visible()
    console.keyboard.press("u")
    expect(console.locator("#phase-title")).to_have_text(lobby.title)
    workshop.stage.go_to(workshop.id, "share")
    expect(console.get_by_role("button", name="+1 min")).to_be_visible()
    console.keyboard.press("+")
    said_done(console, ".timer")
    assert workshop.now.clock is not None
    assert workshop.now.clock.extra_s == 60
    console.keyboard.press("p")
    expect(console.get_by_role("dialog")).to_contain_text("Pause the workshop?")
    console.keyboard.press("Escape")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.keyboard.press("/")
    expect(console.get_by_label("Find a person or a seat")).to_be_focused()


def test_keys_do_nothing_while_somebody_types_or_when_they_are_switched_off(
    console: Page, workshop: OpenWorkshop
) -> None:
    console.keyboard.press("/")
    expect(console.get_by_label("Find a person or a seat")).to_be_focused()
    console.keyboard.type("nun+p?")
    expect(console.get_by_label("Find a person or a seat")).to_have_value("nun+p?")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.get_by_label("Find a person or a seat").blur()
    expect(console.get_by_label("Find a person or a seat")).not_to_be_focused()
    console.keyboard.press("?")
    console.get_by_label("Use these shortcuts on this device").uncheck()
    console.keyboard.press("Escape")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.keyboard.press("n")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.get_by_role("button", name="Shortcuts").click()
    console.get_by_label("Use these shortcuts on this device").check()
    console.keyboard.press("Escape")
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.keyboard.press("n")
    expect(console.get_by_role("dialog")).to_be_visible()


# --- seats, layouts, the room -----------------------------------------------------------------------------


def test_T9_the_lobby_says_what_is_out_of_reach_while_nobody_sits(
    console: Page, workshop: OpenWorkshop
) -> None:
    expect(console.locator(".coverage > li")).to_contain_text("can't be found.")
    for who in ("ama", "bo", "cai", "dee"):
        workshop.stage.join(workshop.id, who)
    expect(console.locator(".coverage")).to_have_text(
        "Every role has somebody, and every insight can be found."
    )


@pytest.mark.parametrize("people", ["3", ""], ids=["people given", "no number"])
def test_T10_a_typed_layout_is_weighed_before_it_is_laid(
    console: Page, workshop: OpenWorkshop, people: str
) -> None:
    names = [role.name for role in workshop.now.scenario.roles]
    ids = [role.id for role in workshop.now.scenario.roles]
    console.clock.install()
    lay = console.get_by_role("button", name="Use this seating")
    if people:
        console.get_by_label("How many people?").fill(people)
        expect(lay).to_be_visible()
    console.get_by_text("Change who sits where").click()
    typed = console.locator(".arranging textarea")
    typed.fill(f"{names[0]} + butler")
    expect(lay).to_have_count(0)
    console.get_by_role("button", name="Check this seating").click()
    expect(console.locator(".arranging .field__flaw")).to_contain_text("butler")
    typed.fill("\n".join([" + ".join(names[:2]), *names[2:]]))
    console.get_by_role("button", name="Check this seating").click()
    expect(console.locator(".arranging__told")).not_to_be_empty()
    console.clock.run_for(2_000)  # no other layout is proposed over what was checked
    lay.click()
    expect(console.get_by_role("dialog")).to_contain_text("these facts alone show")
    console.get_by_role("button", name="Change it anyway").click()
    expect(lay).to_have_count(0)
    expect(console.locator(".coverage")).to_contain_text("these facts alone show")
    seats = next(iter(workshop.now.tables.values())).seats.values()
    assert [seat.role_ids for seat in seats] == [tuple(ids[:2]), *((one,) for one in ids[2:])]


def test_somebody_is_found_among_many_seats(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.join(workshop.id, "ama")
    expect(console.locator(".person-line__name")).to_have_text("Ama")
    console.get_by_label("Find a person or a seat").fill("AM")
    expect(console.locator(".seats tbody tr")).to_have_count(1)
    console.get_by_label("Find a person or a seat").fill("nobody at all")
    expect(console.get_by_text("No person or seat has that name.")).to_be_visible()


def test_P7_the_console_says_how_a_real_phone_is(
    console: Page,
    workshop: OpenWorkshop,
    address: str,
    new_context: Callable[..., BrowserContext],
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    token = participant_token(workshop.stage.app.key, workshop.id, ama)
    expect(console.locator(".health")).to_contain_text("0 of 1 phones connected")
    context = new_context()
    context.add_cookies([{"name": SEAT_COOKIE, "value": token, "url": address}])
    context.new_page().goto(f"{address}/phone")
    expect(console.locator(".health")).to_contain_text("1 of 1 phones connected")
    expect(console.locator(".person-line")).to_contain_text(" ms")
    workshop.stage.join(workshop.id, "bo")
    console.get_by_role("button", name="Bo", exact=True).click()
    expect(console.get_by_label("Change Bo")).to_be_focused()


# --- rounds, news, screen, passing on ---------------------------------------------------------------------


def test_A7_a_round_is_played_from_memory_and_without_a_count(console: Page, workshop: OpenWorkshop) -> None:
    console.get_by_text("How each round works").click()
    first = console.locator(".rounds__round").first
    first.get_by_role("combobox").select_option("memory")
    first.get_by_role("button", name="Apply").click()
    said_done(console, ".rounds__round")
    [share] = [phase for phase in workshop.now.scenario.agenda if phase.kind == "share"]
    assert workshop.now.as_played(share).visibility is HandVisibility.MEMORY
    shown = workshop.now.as_played(share).shows_insights_left
    first.get_by_role("checkbox").click()
    expect(first.get_by_role("checkbox")).to_be_checked(checked=not shown)  # at once; the server hears later
    becomes(lambda: workshop.now.as_played(share).shows_insights_left, not shown, "whether a count is shown")


def test_A8_news_is_marked_when_it_is_due_and_comes_in_by_hand(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    news = console.locator(".injects")
    expect(news.locator("summary")).to_contain_text("due")
    item = news.get_by_role("listitem").filter(has_text=workshop.now.scenario.inject_by_id[CALL].title)
    expect(item).to_contain_text("due now")
    assert CALL not in workshop.now.injects
    item.get_by_role("button", name="Give it now").click()
    expect(item).to_contain_text("✓ given")
    assert CALL in workshop.now.injects


def test_V9_news_for_a_role_nobody_sits_for_says_so_where_people_sit(
    console: Page, workshop: OpenWorkshop
) -> None:
    """Else it is given, and nobody hears of it."""
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=TWO_TABLES))
    for number, who in enumerate(("ama", "bo", "cai"), start=2):  # at the first table, but for the nurse
        workshop.stage.join(workshop.id, who)
        seat = c.SeatId(f"t1s{number}")
        workshop.stage.leads(
            workshop.id, c.SeatParticipant(participant_id=c.ParticipantId(who), seat_id=seat)
        )
    workshop.stage.go_to(workshop.id, "share")
    titles = [workshop.now.scenario.inject_by_id[one].title for one in (LETTER, CALL)]
    letter, call = (
        console.locator(".injects").get_by_role("listitem").filter(has_text=title) for title in titles
    )
    said = "No one is playing Nurse at table 1. Give them this news yourself."
    expect(letter.locator(".injects__unheard")).to_have_text([f"! {said}"])
    expect(call.locator(".injects__unheard")).to_have_count(0)
    letter.get_by_role("button", name="Give it now").click()
    expect(letter).to_contain_text("✓ given")
    expect(letter.locator(".injects__unheard")).to_be_visible()
    workshop.stage.leads(
        workshop.id, c.SeatParticipant(participant_id=c.ParticipantId("ama"), seat_id=c.SeatId("t1s1"))
    )
    expect(letter.locator(".injects__unheard")).to_have_count(0)


def test_the_screen_is_blanked_held_still_and_turned_to_one_table(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=TWO_TABLES))
    panel = console.get_by_role("group", name="What the screen shows")
    panel.get_by_label("From the reveal on, show").select_option("t2")
    assert workshop.now.screen == Screen()
    panel.get_by_role("button", name="Show it").click()
    expect(console.get_by_text("From the reveal on: table 2. For now: this step.")).to_be_visible()
    workshop.stage.go_to(workshop.id, "reveal")
    expect(console.get_by_text("The screen shows table 2.")).to_be_visible()
    panel.get_by_role("button", name="Freeze").click()
    expect(console.get_by_text("The screen is frozen: news waits.")).to_be_visible()
    panel.get_by_role("button", name="Blank").click()
    expect(console.get_by_text("The screen is blank: nobody sees anything.")).to_be_visible()
    assert workshop.now.screen == Screen(table_id=TableId("t2"), is_blank=True, is_frozen=True)
    console.get_by_text("Its address, and one for each table").click()
    console.get_by_role("button", name="Addresses for each table").click()
    expect(console.get_by_label("Screen of table 2")).to_be_visible()


def test_a_seat_and_the_lead_are_passed_on_with_a_qr(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.join(workshop.id, "ama")
    console.locator(".person-line summary").click()
    console.get_by_role("button", name="Another phone…").click()
    dialog = console.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="QR code of this link")).to_be_visible()
    expect(dialog.locator(".code")).to_be_visible()
    expect(dialog.get_by_label("The link")).to_be_visible()
    assert "/resume/" in dialog.get_by_label("The link").inner_text()
    dialog.get_by_role("button", name="Close").click()
    console.get_by_role("button", name="Show the standby link").click()
    link = dialog.get_by_label("The link")
    assert "/standby/" in link.inner_text()
    before = link.inner_text()
    dialog.get_by_role("button", name="Make a new link…").click()
    expect(console.get_by_role("dialog").last).to_contain_text("stops leading at once")
    console.get_by_role("button", name="Make a new one").click()
    expect(link).not_to_have_text(before)


def test_P10_a_second_device_is_told_of_and_one_whose_link_ended_says_so_and_does_nothing_more(
    console: Page,
    workshop: OpenWorkshop,
    address: str,
    new_context: Callable[..., BrowserContext],
) -> None:
    app = workshop.stage.app
    number = app.store.handovers.renew_standby(workshop.id)
    second = new_context().new_page()
    second.clock.install()
    second.goto(f"{address}/standby/{standby_token(app.key, workshop.id, number)}")
    for page in (console, second):
        expect(page.get_by_text("This workshop is also led from a second device.")).to_be_visible()
    next_step(second)
    expect(second.locator(".undo")).to_contain_text("You started The welcome phase.")
    expect(console.locator(".undo")).to_contain_text("The welcome phase has started.")
    app.store.handovers.renew_standby(workshop.id)
    app.gateway.tell_news(LeadersChanged(workshop_id=workshop.id))
    over = second.get_by_text("This page no longer leads this workshop.")
    expect(over).to_be_visible()
    second.clock.fast_forward(10_000)
    expect(over).to_be_visible()
    expect(second.locator(".console__columns")).to_have_attribute("inert", "")
    expect(console.get_by_text("This workshop is also led from a second device.")).to_have_count(0)
    second.reload()
    expect(second.get_by_role("alert")).to_have_text(sentence("standby_over"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("slow_hand")
def test_every_fold_and_dialog_is_accessible(console: Page, workshop: OpenWorkshop, scheme: str) -> None:
    console.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    console.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    workshop.stage.join(workshop.id, "ama")
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=TWO_TABLES))
    expect(console.get_by_role("heading", name="2 tables")).to_be_visible()
    found: dict[str, list[str]] = {}
    for fold in console.locator("#console summary").all():
        fold.click()
    console.get_by_label("How many people?").fill("3")
    expect(console.locator(".arranging__told").first).to_be_visible()
    found["folds"] = problems(console)
    for name in ("Shortcuts", "Another phone…", "Show the standby link", "End early…"):
        console.get_by_role("button", name=name).first.click()
        expect(console.get_by_role("dialog")).to_be_visible()
        found[name] = problems(console)
        console.keyboard.press("Escape")
        expect(console.get_by_role("dialog")).to_have_count(0)
    next_step(console)
    expect(console.locator(".undo__left")).to_be_visible()
    found["undo"] = problems(console)
    assert {name: flaws for name, flaws in found.items() if flaws} == {}


# --- by keyboard alone ------------------------------------------------------------------------------------

FOCUSED = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const name = one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent;
  const isOnPage = box.width > 0 && box.right > 0 && box.left < innerWidth;
  const isSeen = isOnPage && box.bottom > 0 && box.top < innerHeight;
  return { id: one.id, name: name.trim(), isInDialog: one.closest("dialog") !== null, isSeen };
}"""
MOST_TABS = 40


def tab_to(page: Page, id: str) -> list[dict[str, object]]:
    """Every stop on the way from where the focus is."""
    stops: list[dict[str, object]] = []
    while not stops or stops[-1]["id"] != id:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) <= MOST_TABS, [stop["name"] for stop in stops]
    return stops


def test_the_whole_hour_is_led_by_keyboard_alone_and_without_shortcuts(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.join(workshop.id, "ama")
    expect(console.locator(".person-line__name")).to_have_text("Ama")
    found: dict[str, list[str]] = {}
    agenda = workshop.now.scenario.agenda
    stops = tab_to(console, "next")
    for phase, following in pairwise(agenda):
        expect(console.locator("#phase-title")).to_have_text(phase.title)
        expect(console.locator("#next")).not_to_have_attribute("aria-disabled", "true")  # it was answered
        assert [stop for stop in stops if not (stop["isSeen"] and stop["name"])] == [], phase.kind
        console.keyboard.press("Enter")
        expect(console.get_by_role("dialog")).to_be_visible()
        assert console.evaluate(FOCUSED)["isInDialog"]
        if flaws := problems(console):
            found[phase.kind] = flaws
        console.keyboard.press("Enter")
        expect(console.locator("#phase-title")).to_have_text(following.title)
        expect(console.get_by_role("dialog")).to_have_count(0)
        here = console.evaluate(FOCUSED)
        assert here["id"] == "next" or following is agenda[-1], here  # it stays where it was
        stops = [here]
    assert here["name"] != ""
    console.keyboard.press("Tab")
    assert console.evaluate(FOCUSED)["name"].startswith("Undo")
    assert workshop.now.phase_id == agenda[-1].id
    assert found == {}


def test_the_workshop_is_paused_with_a_reason_and_goes_on_by_keyboard(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    expect(console.get_by_role("button", name="+1 min")).to_be_visible()
    console.keyboard.press("p")
    expect(console.get_by_role("dialog")).to_be_visible()
    console.keyboard.type("Fire alarm")
    console.keyboard.press("Enter")
    expect(console.locator(".timer__paused")).to_contain_text("Fire alarm")
    expect(console.get_by_role("dialog")).to_have_count(0)
    expect(console.get_by_role("button", name="Resume")).to_be_focused()
    console.keyboard.press("Enter")
    expect(console.locator(".timer__paused")).to_have_count(0)
    expect(console.get_by_role("button", name="Pause…")).to_be_focused()


def test_the_focus_goes_along_with_whoever_is_removed_and_let_back_in(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.join(workshop.id, "ama")
    console.locator(".person-line summary").focus()
    console.keyboard.press("Enter")
    console.get_by_role("button", name="Remove…").press("Enter")
    expect(console.get_by_role("button", name="Not yet")).to_be_focused()
    console.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(console.get_by_role("button", name="Let back in")).to_be_focused()
    console.keyboard.press("Enter")
    expect(console.get_by_label("Change Ama")).to_be_focused()
