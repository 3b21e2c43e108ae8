"""Whoever scans again with an empty cookie jar: asked first, given their own place, never a second one."""

import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from werkzeug.test import TestResponse

from app.access.tokens import SEAT_COOKIE, read_participant_token
from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from app.messages.sentences import sentence
from app.store.comebacks import MOST_WAITING
from tests.pages.conftest import OpenWorkshop
from tests.pages.doors import join, token_of
from tests.pages.leaders import leading, said

ASKED = "Were you here before?"


def is_here(workshop: OpenWorkshop, *people: ParticipantId) -> None:
    """Their phones are connected."""
    for one in people:
        workshop.stage.app.gateway._presence.arrived(workshop.id, one, f"socket-{one}")


def asks(workshop: OpenWorkshop, browser: FlaskClient) -> str:
    """A browser without a cookie says that it was here before: where it waits."""
    token = token_of(browser.get(f"/join/{workshop.code}"))
    answer = browser.post("/back", data={"csrf_token": token, "code": workshop.code})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.location is not None
    return answer.location


def answers(workshop: OpenWorkshop, browser: FlaskClient, ask_id: str, who: str | None) -> TestResponse:
    token = token_of(browser.get(f"/facilitate/{workshop.id}"))
    path = f"/facilitate/{workshop.id}/back/{ask_id}"
    return browser.post(path, json={"participant_id": who}, headers={"X-CSRFToken": token})


def who_asks(workshop: OpenWorkshop) -> list[str]:

    return list(workshop.stage.app.store.handovers.comebacks.waiting(workshop.id, datetime.now(UTC)))


def who_is(workshop: OpenWorkshop, browser: FlaskClient) -> str | None:
    cookie = browser.get_cookie(SEAT_COOKIE)
    held = read_participant_token(workshop.stage.app.key, cookie.value) if cookie else None
    return held[1] if held else None


@pytest.fixture
def away(workshop: OpenWorkshop) -> ParticipantId:
    """Ann: her phone is away, Bo's is here, and the workshop is under way."""
    ann, bo = (workshop.stage.join(workshop.id, name) for name in ("ann", "bo"))
    workshop.stage.go_to(workshop.id, "share")
    is_here(workshop, bo)
    return ann


def test_T13_nobody_is_asked_in_the_lobby_or_while_every_phone_is_here(workshop: OpenWorkshop) -> None:
    ann = workshop.stage.join(workshop.id, "ann")
    path = f"/join/{workshop.code}"
    assert ASKED not in workshop.visitor().get(path).text
    workshop.stage.go_to(workshop.id, "share")
    assert ASKED in workshop.visitor().get(path).text
    is_here(workshop, ann)
    assert ASKED not in workshop.visitor().get(path).text


def test_T13_the_facilitators_tap_gives_the_place_again_and_nobody_is_counted_twice(
    workshop: OpenWorkshop, away: ParticipantId
) -> None:
    before = set(workshop.now.participants)
    phone, leader = workshop.visitor(), leading(workshop)
    waits_at = asks(workshop, phone)
    page = phone.get(waits_at)
    (ask_id,) = who_asks(workshop)
    assert phone.get(f"{waits_at}/stands").json == {"waits": True}
    assert who_is(workshop, phone) is None
    assert answers(workshop, leader, ask_id, away).status_code == HTTPStatus.OK
    assert phone.get(f"{waits_at}/stands").json == {"waits": False}
    assert phone.get(waits_at).location == "/phone"
    assert who_is(workshop, phone) == away
    assert set(workshop.now.participants) == before
    assert "marker" not in page.text
    assert who_asks(workshop) == []
    assert answers(workshop, leader, ask_id, away).status_code == HTTPStatus.CONFLICT


def test_T13_a_name_alone_gives_nobody_a_place_and_shows_no_hand(
    workshop: OpenWorkshop, away: ParticipantId
) -> None:
    stranger = workshop.visitor()
    answer = join(stranger, workshop.code, name="ann")
    assert answer.location == "/phone"
    assert who_is(workshop, stranger) not in (None, away)
    mine = workshop.now.participants[ParticipantId(who_is(workshop, stranger) or "")]
    assert mine.seat_id != workshop.now.participants[away].seat_id
    page = workshop.visitor().get(f"/join/{workshop.code}")
    assert "ann" not in page.text.split("<main")[1].lower().replace("planned", "")


def test_T13_the_recovery_code_typed_on_the_same_page_leads_back(
    workshop: OpenWorkshop, away: ParticipantId
) -> None:
    code = said(workshop, leading(workshop), f"handover/{away}")["code"]
    phone = workshop.visitor()
    answer = phone.get("/join", query_string={"code": code}, follow_redirects=True)
    assert answer.request.path == "/phone"
    assert who_is(workshop, phone) == away


def test_T13_who_is_refused_or_asks_for_another_workshops_place_gets_none(
    workshop: OpenWorkshop, away: ParticipantId
) -> None:
    phone, leader = workshop.visitor(), leading(workshop)
    waits_at = asks(workshop, phone)
    (ask_id,) = who_asks(workshop)
    elsewhere = workshop.stage.join(workshop.stage.open("w-2"), "cai")
    assert answers(workshop, leader, ask_id, elsewhere).status_code == HTTPStatus.CONFLICT
    stranger = workshop.visitor()
    workshop.stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    path = f"/facilitate/{workshop.id}/back/{ask_id}"
    assert stranger.post(path, json={"participant_id": away}).status_code == HTTPStatus.SEE_OTHER
    assert phone.get(waits_at).status_code == HTTPStatus.OK
    assert answers(workshop, leader, ask_id, None).status_code == HTTPStatus.OK
    page = phone.get(waits_at)
    assert (page.status_code, sentence("comeback_over") in page.text) == (HTTPStatus.NOT_FOUND, True)
    assert phone.get(f"{waits_at}x").status_code == HTTPStatus.NOT_FOUND
    assert who_is(workshop, phone) is None


def test_T12_T13_a_locked_door_lets_back_who_was_away_and_nobody_who_was_removed(
    workshop: OpenWorkshop, away: ParticipantId
) -> None:
    removed = workshop.visitor()
    join(removed, workshop.code)
    gone = ParticipantId(who_is(workshop, removed) or "")
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=gone))
    workshop.stage.leads(workshop.id, c.SetDoor(is_locked=True))
    page = removed.get(f"/join/{workshop.code}")
    assert (page.status_code, ASKED in page.text) == (HTTPStatus.CONFLICT, False)
    phone, leader = workshop.visitor(), leading(workshop)
    page = phone.get(f"/join/{workshop.code}")
    assert ASKED in page.text
    assert 'name="as"' not in page.text
    waits_at = asks(workshop, phone)
    (ask_id,) = who_asks(workshop)
    assert answers(workshop, leader, ask_id, gone).json["code"] == "not_taking_part"  # type: ignore[index]
    answers(workshop, leader, ask_id, away)
    phone.get(waits_at)
    assert who_is(workshop, phone) == away


def test_more_than_a_room_full_of_questions_are_not_kept(workshop: OpenWorkshop, away: ParticipantId) -> None:

    now = datetime.now(UTC)
    comebacks = workshop.stage.app.store.handovers.comebacks
    until = now + timedelta(minutes=1)
    kept = [comebacks.ask(workshop.id, f"b-{n}", now=now, until=until) for n in range(MOST_WAITING + 1)]
    assert kept == [True] * MOST_WAITING + [False]
    numbers = comebacks.waiting(workshop.id, now)
    assert len(set(numbers.values())) == MOST_WAITING
    assert comebacks.ask(workshop.id, "b-later", now=until, until=until + timedelta(minutes=1))


@pytest.mark.browser
def test_T13_a_phone_waits_with_its_number_and_goes_on_by_itself_once_the_console_was_tapped(
    console: Page, browser: Browser, workshop: OpenWorkshop, address: str, away: ParticipantId
) -> None:
    before = set(workshop.now.participants)
    phone = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    phone.goto(f"{address}/join/{workshop.code}")
    expect(phone.get_by_role("heading", name=ASKED)).to_be_visible()
    assert Axe().run(phone).response["violations"] == []
    phone.get_by_role("button", name="ask the facilitator").focus()
    phone.keyboard.press("Enter")
    number = phone.locator(".back__number").inner_text()
    assert Axe().run(phone).response["violations"] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    expect(console.get_by_text(f"Their phone shows {number}")).to_be_visible()
    console.get_by_role("button", name="Whose phone is it?").click()
    dialog = console.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=re.compile(r"^bo\b"))).to_have_count(0)
    dialog.get_by_role("button", name="ann").click()
    expect(console.get_by_text("Their phone shows")).to_have_count(0)
    expect(phone.locator(".wire--on")).to_be_visible()
    assert set(workshop.now.participants) == before
    phone.context.close()
