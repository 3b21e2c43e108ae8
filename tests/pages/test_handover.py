"""Passing on: seats to other phones, the lead to another device, screens to tables. Rules: P3, P4."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.access.tokens import SEAT_COOKIE, read_participant_token, resume_token, screen_token
from app.domain.log import commands as c
from app.domain.log.commands import TableId
from app.domain.scenario import FactId
from app.messages.sentences import sentence
from tests.pages.conftest import OpenWorkshop
from tests.pages.doors import join, token_of
from tests.pages.leaders import leading, path_of, said
from tests.people import TWO_TABLES

OVER = sentence("resume_over")


def who_is(workshop: OpenWorkshop, browser: FlaskClient) -> str:
    cookie = browser.get_cookie(SEAT_COOKIE)
    assert cookie is not None
    held = read_participant_token(workshop.stage.app.key, cookie.value)
    assert held is not None
    return held[1]


def test_a_seats_link_brings_it_to_another_phone_and_the_first_keeps_it(workshop: OpenWorkshop) -> None:
    first, second = workshop.visitor(), workshop.visitor()
    join(first, workshop.code)
    link = said(workshop, leading(workshop), f"handover/{who_is(workshop, first)}")
    assert "<svg" in link["qr_svg"]
    answer = second.get(path_of(link["url"]))
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/phone")
    assert who_is(workshop, second) == who_is(workshop, first)
    assert first.get("/phone").status_code == second.get("/phone").status_code == HTTPStatus.OK


@pytest.mark.parametrize("path", ["/join?code={0}", "/join/{0}"])
def test_a_short_code_typed_where_join_codes_are_leads_to_the_same(workshop: OpenWorkshop, path: str) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    code = said(workshop, leading(workshop), f"handover/{ama}")["code"].replace(" ", "").lower()
    other = workshop.visitor()
    assert other.get(path.format(code), follow_redirects=True).request.path == "/phone"
    assert who_is(workshop, other) == ama


def test_a_new_short_code_ends_the_one_before_and_its_link(workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    browser = leading(workshop)
    before = said(workshop, browser, f"handover/{ama}")
    assert workshop.visitor().get(path_of(before["url"])).location == "/phone"
    after = said(workshop, browser, f"handover/{ama}")
    assert after["code"] != before["code"]
    page = workshop.visitor().get("/join", query_string={"code": before["code"]}, follow_redirects=True)
    assert sentence("code_not_open") in page.text
    assert OVER in workshop.visitor().get(path_of(before["url"])).text
    assert workshop.visitor().get(path_of(after["url"])).location == "/phone"


def test_links_and_codes_end_after_a_quarter_of_an_hour_in_the_words_for_wrong_ones(
    workshop: OpenWorkshop,
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    now = datetime.now(UTC)
    old = resume_token(workshop.stage.app.key, "ABCDEF")
    workshop.stage.app.store.handovers.keep_code(
        workshop.id, ama, "ABCDEF", now=now, until=now - timedelta(seconds=1)
    )
    visitor = workshop.visitor()
    for token in (old, "made-up"):
        page = visitor.get(f"/resume/{token}")
        assert (page.status_code, OVER in page.text) == (HTTPStatus.NOT_FOUND, True)
    wrong, expired = (visitor.get(f"/join/{code}") for code in ("ZZZZZZ", "ABCDEF"))
    assert wrong.status_code == expired.status_code == HTTPStatus.NOT_FOUND
    assert sentence("code_not_open") in wrong.text
    assert sentence("code_not_open") in expired.text
    assert visitor.get_cookie(SEAT_COOKIE) is None


def test_who_was_removed_gets_no_link_and_their_old_one_ends(workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    browser = leading(workshop)
    link = said(workshop, browser, f"handover/{ama}")
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=ama))
    assert said(workshop, browser, f"handover/{ama}")["code"] == "not_taking_part"
    assert OVER in workshop.visitor().get(path_of(link["url"])).text
    typed = workshop.visitor().get(f"/join/{link['code'].replace(' ', '')}", follow_redirects=True)
    assert OVER in typed.text


def test_P3_a_link_is_made_only_by_who_leads_and_only_for_their_own_workshop(workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    other = workshop.stage.open("w-2")
    bo = workshop.stage.join(other, "bo")
    workshop.stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    stranger = workshop.visitor()
    assert stranger.post(f"/facilitate/{workshop.id}/handover/{ama}").status_code == HTTPStatus.SEE_OTHER
    browser = leading(workshop)
    refused = browser.post(f"/facilitate/{workshop.id}/handover/{bo}")
    assert (refused.status_code, refused.json and refused.json["code"]) == (
        HTTPStatus.CONFLICT,
        "not_taking_part",
    )


def test_a_phone_that_has_a_place_is_asked_before_it_takes_another(workshop: OpenWorkshop) -> None:
    mine = workshop.visitor()
    join(mine, workshop.code)
    before = who_is(workshop, mine)
    ama = workshop.stage.join(workshop.id, "ama")
    path = path_of(said(workshop, leading(workshop), f"handover/{ama}")["url"])
    page = mine.get(path)
    assert "already has a place" in page.text
    assert who_is(workshop, mine) == before
    mine.post(path, data={"csrf_token": token_of(page)})
    assert who_is(workshop, mine) == ama


# --- standby


def standby(workshop: OpenWorkshop, path: str) -> FlaskClient:
    browser = workshop.visitor()
    assert browser.get(path).location == f"/facilitate/{workshop.id}"
    return browser


def test_a_standby_link_gives_console_and_report_of_this_workshop_only(
    workshop: OpenWorkshop,
) -> None:
    other = workshop.stage.open("w-2")
    browser = standby(workshop, path_of(said(workshop, leading(workshop), "standby")["url"]))
    for path in (f"/facilitate/{workshop.id}", f"/workshops/{workshop.id}/report"):
        assert browser.get(path).status_code == HTTPStatus.OK
    for path in (f"/facilitate/{other}", f"/workshops/{other}/report"):
        assert browser.get(path).status_code == HTTPStatus.NOT_FOUND
    assert browser.get("/facilitate").location == "/sign-in?next=/facilitate"
    device = workshop.stage.device(browser, {"as": "console", "workshop": workshop.id})
    assert device.audience == "facilitator"
    assert not workshop.stage.device(browser, {"as": "console", "workshop": other}).audience


def test_a_new_code_brings_people_in_and_the_one_before_nobody(workshop: OpenWorkshop) -> None:
    leader, stage = leading(workshop), workshop.stage
    console, screen = stage.console(workshop.id), stage.screen(workshop.id)
    phone = stage.phone(workshop.id, stage.join(workshop.id, "p1"))
    before = workshop.code
    code = said(workshop, leader, "code")["code"]
    assert code not in ("", before)
    assert workshop.visitor().get(f"/join/{before}").status_code == HTTPStatus.NOT_FOUND
    assert workshop.visitor().get(f"/join/{code}").status_code == HTTPStatus.OK
    assert console.see("lead")["code"] == screen.see("welcome")["code"] == code
    assert console.see("lead")["url"].endswith(f"/join/{code}")
    assert phone.say("take_seat")["ok"]
    stage.leads(workshop.id, c.SetDoor(is_locked=True))
    stage.settle()
    assert (console.see("lead")["locked"], screen.see("welcome")) == (True, {})
    assert stage.screen(workshop.id).see("welcome") == {}


def test_only_who_leads_makes_a_new_code(workshop: OpenWorkshop) -> None:
    other = workshop.visitor()
    token = token_of(other.get(f"/join/{workshop.code}"))
    answer = other.post(f"/facilitate/{workshop.id}/code", headers={"X-CSRFToken": token})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert workshop.code in workshop.visitor().get(f"/join/{workshop.code}").text


def test_two_consoles_lead_with_the_same_clock(workshop: OpenWorkshop) -> None:
    browser = standby(workshop, path_of(said(workshop, leading(workshop), "standby")["url"]))
    first = workshop.stage.console(workshop.id)
    second = workshop.stage.device(browser, {"as": "console", "workshop": workshop.id})
    workshop.stage.go_to(workshop.id, "share")
    here = workshop.now.phase_id
    assert second.say("extend_phase", phase_id=here, seconds=60)["ok"]
    workshop.stage.settle()
    assert first.see("agenda")["timer"] == second.see("agenda")["timer"] != {}


def test_a_new_standby_link_ends_the_one_before_and_lets_its_device_go(workshop: OpenWorkshop) -> None:
    leader = leading(workshop)
    path = path_of(said(workshop, leader, "standby")["url"])
    browser = standby(workshop, path)
    device = workshop.stage.device(browser, {"as": "console", "workshop": workshop.id})
    said(workshop, leader, "standby/renew")
    workshop.stage.go_to(workshop.id, "share")
    workshop.stage.settle()
    assert device.listen() == []
    assert sentence("standby_over") in workshop.visitor().get(path).text
    page = browser.get(f"/facilitate/{workshop.id}")
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert sentence("standby_over") in page.text
    assert not workshop.stage.device(browser, {"as": "console", "workshop": workshop.id}).audience


def test_each_new_standby_link_works(workshop: OpenWorkshop) -> None:
    leader = leading(workshop)
    said(workshop, leader, "standby")
    for _ in range(2):
        browser = standby(workshop, path_of(said(workshop, leader, "standby/renew")["url"]))
        assert browser.get(f"/facilitate/{workshop.id}").status_code == HTTPStatus.OK
        assert workshop.stage.device(browser, {"as": "console", "workshop": workshop.id}).audience


def test_the_standby_link_that_holds_is_shown_again_and_lets_nobody_go(workshop: OpenWorkshop) -> None:
    leader = leading(workshop)
    first = said(workshop, leader, "standby")["url"]
    browser = standby(workshop, path_of(first))
    assert said(workshop, leader, "standby")["url"] == first
    assert browser.get(f"/facilitate/{workshop.id}").status_code == HTTPStatus.OK


def signs_out(workshop: OpenWorkshop, browser: FlaskClient) -> None:
    token = token_of(browser.get(f"/facilitate/{workshop.id}"))
    assert browser.post("/sign-out", data={"csrf_token": token}).status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize("door", ["console", "desk"])
def test_P4_who_signs_out_leads_no_more_from_a_page_that_is_still_open(
    workshop: OpenWorkshop, door: str
) -> None:
    leader, (stage, auth) = leading(workshop), (workshop.stage, {"as": door, "workshop": workshop.id})
    by_standby = standby(workshop, path_of(said(workshop, leader, "standby")["url"]))
    open_page, ama = stage.device(leader, auth), stage.phone(workshop.id, stage.join(workshop.id, "ama"))
    signs_out(workshop, leader)
    assert open_page.say("make_commitment")["code"] == "not_signed_in"
    assert not stage.device(leader, auth).audience
    assert ama.say("finish_reading")["code"] == "not_in_this_phase"  # phones stay
    assert stage.device(by_standby, auth).audience  # and so does whoever else leads
    still = stage.device(by_standby, auth)
    signs_out(workshop, by_standby)
    assert still.say("make_commitment")["code"] == "not_signed_in"
    assert not stage.device(by_standby, auth).audience


@pytest.mark.parametrize("way", ["signed in", "standby"])
def test_P4_a_cookie_copied_before_signing_out_opens_nothing_afterwards(
    workshop: OpenWorkshop, way: str
) -> None:
    """Nor after a restart, nor at another process: the database knows which browsers have signed out."""
    browser = leading(workshop)
    with browser.session_transaction() as session:
        session["browser"] = "the-browser-of-fay"
    if way == "standby":
        browser = standby(workshop, path_of(said(workshop, browser, "standby")["url"]))
    copied = workshop.visitor()
    cookie = browser.get_cookie("facilitator")
    assert cookie is not None
    copied.set_cookie("facilitator", cookie.value)
    token = token_of(copied.get(f"/facilitate/{workshop.id}"))
    signs_out(workshop, browser)
    console = f"/facilitate/{workshop.id}"
    for page in (console, f"{console}/desk", f"/workshops/{workshop.id}/report"):
        copied.set_cookie("facilitator", cookie.value)
        assert copied.get(page).location == f"/sign-in?next={page}"
    copied.set_cookie("facilitator", cookie.value)
    made = copied.post(f"{console}/standby", data={"csrf_token": token})
    assert made.status_code == HTTPStatus.BAD_REQUEST
    auth = {"as": "console", "workshop": workshop.id}
    copied.set_cookie("facilitator", cookie.value)
    assert not workshop.stage.device(copied, auth).audience
    again = create_app(workshop.stage.app.settings)
    elsewhere = again.flask.test_client()
    elsewhere.set_cookie("facilitator", cookie.value)
    assert elsewhere.get(console).location == f"/sign-in?next={console}"
    again.close()


# --- a screen for each table


def test_V6_a_screen_at_a_table_shows_that_table_and_no_other(workshop: OpenWorkshop) -> None:
    stage, both = workshop.stage, workshop.stage.open("w-2", TWO_TABLES)
    links = leading(workshop).get(f"/facilitate/{both}/screens").json
    assert links is not None
    assert [link["number"] for link in links["tables"]] == [1, 2]
    assert workshop.visitor().get(path_of(links["tables"][1]["url"])).status_code == HTTPStatus.OK
    token = screen_token(stage.app.key, both, TableId("t2"))
    screen = stage.device(workshop.visitor(), {"as": "screen", "token": token}, both)
    stage.go_to(both, "share")
    for seat_id, fact_id in (("t1s1", "nu-1"), ("t2s3", "po-1")):
        stage.leads(both, c.RevealFact(fact_id=FactId(fact_id), seat_id=c.SeatId(seat_id)))
    stage.settle()
    assert list(screen.facts()) == ["po-1"]
    assert "marker-nu-1" not in str(screen.heard)
    assert "tables" not in screen.values()


def test_V10_a_blank_screen_at_a_table_is_sent_no_table_and_comes_back(workshop: OpenWorkshop) -> None:
    stage, both = workshop.stage, workshop.stage.open("w-2", TWO_TABLES)
    token = screen_token(stage.app.key, both, TableId("t2"))
    screen = stage.device(workshop.visitor(), {"as": "screen", "token": token}, both)
    stage.go_to(both, "share")
    stage.leads(both, c.SetScreen(table_id=None, is_blank=True, is_frozen=False))
    stage.settle()
    assert "table" not in screen.values()
    stage.leads(both, c.RevealFact(fact_id=FactId("po-1"), seat_id=c.SeatId("t2s3")))
    stage.settle()
    screen.listen()
    assert "marker-po-1" not in str(screen.heard)
    stage.leads(both, c.SetScreen(table_id=None, is_blank=False, is_frozen=False))
    stage.settle()
    assert list(screen.facts()) == ["po-1"]


def test_V6_the_link_of_a_screen_for_all_stays_as_it_was(workshop: OpenWorkshop) -> None:
    screen = workshop.stage.screen(workshop.id)
    assert "tables" in screen.values()
