"""Joining by plain forms: code, name, cookie, coming back, leaving. Sources: docs/field.md 7."""

import re
from html import unescape
from http import HTTPStatus
from pathlib import Path
from unicodedata import normalize

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from app.access.allowances import Allowance
from app.access.codes import normal_code
from app.access.tokens import SEAT_COOKIE, participant_token, place_token, read_participant_token
from app.domain.log import commands as c
from app.messages.sentences import sentence
from app.web.participants import pages
from app.web.participants.arrival import read_name
from tests.pages.conftest import OpenWorkshop
from tests.pages.doors import join, token_of
from tests.shell.composing import watch_composing
from tests.shell.stage import Stage

WRONG = sentence("code_not_open")


def test_P9_a_name_far_too_long_is_refused_before_it_is_composed(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = watch_composing(monkeypatch)
    answer = join(workshop.visitor(), workshop.code, "e" + "\u0301\u0323" * 50_000)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence("name_too_long", {"longest": 40}) in unescape(answer.text)
    assert max(composed, default=0) < 1000
    assert workshop.now.participants == {}


def test_the_start_page_asks_for_the_code_and_shows_facilitators_the_way(workshop: OpenWorkshop) -> None:
    page = workshop.visitor().get("/")
    assert page.status_code == HTTPStatus.OK
    assert 'action="/join"' in page.text
    assert 'href="/sign-in"' in page.text


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{1}-", "{2} "])
def test_capitals_spaces_and_hyphens_in_a_code_do_not_matter(workshop: OpenWorkshop, typed: str) -> None:
    code = workshop.code
    typed = typed.format(code, f"{code[:3]} {code[3:]}".lower(), f"{code[:3]}-{code[3:]}")
    page = workshop.visitor().get("/join", query_string={"code": typed}, follow_redirects=True)
    assert page.request.path == f"/join/{code}"
    assert WRONG not in page.text


WAYS_TO_WRITE = (
    "/join/{0}/",
    "/JOIN/{1}",
    "/Join/{1}/",
    "/join/{0}.",
    "/join/{2}.{3}",
    "/join/{4}",
    "/join/{2}%20{3}",
)


@pytest.mark.parametrize("typed", WAYS_TO_WRITE)
def test_the_address_may_be_copied_and_typed_as_people_do(workshop: OpenWorkshop, typed: str) -> None:
    code = workshop.code
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code)
    path = typed.format(code, code.lower(), code[:3], code[3:], wide)
    page = workshop.visitor().get(path, follow_redirects=True)
    assert page.status_code == HTTPStatus.OK
    assert f'value="{code}"' in page.text


@pytest.mark.parametrize("path", ["/join/", "/JOIN", "/Join/"])
def test_half_an_address_asks_for_the_code(workshop: OpenWorkshop, path: str) -> None:
    page = workshop.visitor().get(path, follow_redirects=True)
    assert page.request.path == "/join"
    assert 'name="code"' in page.text


@pytest.mark.parametrize("written", ["{0}", " {1}. ", "{2}", "{0}!", "{0}8", "ABCDE-"])
def test_a_form_takes_what_the_server_takes(
    workshop: OpenWorkshop, page: Page, address: str, written: str
) -> None:
    code = workshop.code
    spaced, wide = f"{code[:3]}.{code[3:]}".lower(), "".join(chr(ord(one) + 0xFEE0) for one in code)
    page.goto(f"{address}/")
    box = page.locator('input[name="code"]')
    box.fill(written.format(code, spaced, wide))
    typed = box.input_value()
    assert box.evaluate("(box) => box.checkValidity()") is (normal_code(typed) is not None), typed


def test_joining_gives_a_seat_a_cookie_and_the_phone_page(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    answer = join(visitor, workshop.code)
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/phone")
    cookie = visitor.get_cookie(SEAT_COOKIE)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    held = read_participant_token(workshop.stage.app.key, cookie.value)
    assert held is not None
    assert held[0] == workshop.id
    assert workshop.now.participants[held[1]].seat_id is not None
    assert visitor.get("/phone").status_code == HTTPStatus.OK


def test_an_observer_joins_without_a_seat(workshop: OpenWorkshop) -> None:
    join(workshop.visitor(), workshop.code, role="observer")
    assert [one.seat_id for one in workshop.now.participants.values()] == [None]


@pytest.mark.parametrize("name", ["Bo", "Ní Dhomhnaill", "王小明", "ق", "x" * 40])
def test_a_name_of_any_script_is_kept_outside_the_log(workshop: OpenWorkshop, name: str) -> None:
    join(workshop.visitor(), workshop.code, name=f"  {name} ")
    assert list(workshop.stage.app.store.names(workshop.id).values()) == [name]
    assert name not in repr([one.event for one in workshop.stage.app.service.log(workshop.id)])


def test_a_name_may_be_left_empty(workshop: OpenWorkshop) -> None:
    join(workshop.visitor(), workshop.code)
    assert workshop.stage.app.store.names(workshop.id) == {}


def test_a_name_too_long_is_said_and_nothing_typed_is_lost(workshop: OpenWorkshop) -> None:
    name = "x" * 41
    answer = join(workshop.visitor(), workshop.code, name=name)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence("name_too_long", {"longest": 40}) in answer.text
    assert f'value="{name}"' in answer.text
    assert workshop.code in answer.text
    assert workshop.now.participants == {}


@pytest.mark.parametrize("name", ["x" * 60, "\N{FAMILY}" * 41])
def test_a_refused_name_is_seen_at_once_on_a_small_phone(
    workshop: OpenWorkshop, address: str, page: Page, name: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{address}/join/{workshop.code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("40")
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value(name)
    expect(page.locator("#name-flaw")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Your name")).to_be_in_viewport(ratio=1)


def test_the_name_box_takes_every_name_that_is_kept(workshop: OpenWorkshop) -> None:
    box = re.search(
        r'id="name"[^>]* maxlength="(\d+)"', workshop.visitor().get(f"/join/{workshop.code}").text
    )
    assert box
    for name in ("각" * 40, "ệ" * 40, "\N{SPOOL OF THREAD}" * 40):
        typed = normalize("NFD", name)
        assert len(typed.encode("utf-16-le")) // 2 <= int(box[1])
        assert read_name(typed) == (normalize("NFC", name), "")


def test_wrong_closed_and_removed_get_the_same_words_and_keep_what_was_typed(
    workshop: OpenWorkshop,
) -> None:
    removed, late = workshop.visitor(), workshop.visitor()
    join(removed, workshop.code)
    late_token = token_of(late.get(f"/join/{workshop.code}"))
    who = next(iter(workshop.now.participants))
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=who))
    answers = [join_again(removed, workshop.code)]
    workshop.stage.go_to(workshop.id, "closed")
    form = {"csrf_token": late_token, "name": "Ama"}
    answers += [late.post("/join", data={**form, "code": code}) for code in (workshop.code, "ZZZ-222", "?")]
    assert [WRONG in answer.text for answer in answers] == [True] * 4
    assert ['value="Ama"' in answer.text for answer in answers] == [True] * 4
    assert 'value="ZZZ-222"' in answers[2].text


def join_again(visitor: FlaskClient, code: str) -> TestResponse:
    token = token_of(visitor.get(f"/join/{code}"))
    return visitor.post("/join", data={"csrf_token": token, "code": code, "name": "Ama"})


def test_a_second_scan_goes_to_the_phone_and_makes_no_second_participant(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    token = token_of(visitor.get(f"/join/{workshop.code}"))
    form = {"csrf_token": token, "code": workshop.code}
    visitor.post("/join", data=form)
    assert visitor.get(f"/join/{workshop.code}").location == "/phone"
    assert visitor.post("/join", data=form).location == "/phone"
    assert len(workshop.now.participants) == 1


def place_of(page: TestResponse) -> str:
    found = re.search(r'name="place" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def test_a_page_that_is_sent_twice_before_the_answer_has_come_is_one_person(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    page = visitor.get(f"/join/{workshop.code}")
    form = {"csrf_token": token_of(page), "place": place_of(page), "code": workshop.code, "name": "Ama"}
    for _ in range(3):  # an impatient finger: no answer, and so no cookie, has come yet
        assert visitor.post("/join", data=form).location == "/phone"
        kept = visitor.get_cookie(SEAT_COOKIE)
        assert kept is not None
        visitor.delete_cookie(SEAT_COOKIE)
    assert len(workshop.now.participants) == 1
    visitor.set_cookie(SEAT_COOKIE, kept.value)
    visitor.post("/leave", data={"csrf_token": token_of(visitor.get("/leave"))})
    visitor.post("/join", data=form)  # whoever has the phone now, and went back to that page
    assert [one.has_left for one in workshop.now.participants.values()] == [True, False]


def test_a_page_s_place_is_nobody_s_in_another_workshop_and_cannot_be_made_up(workshop: OpenWorkshop) -> None:
    other = workshop.stage.open("w-2")
    mine = workshop.stage.join(workshop.id, "ama")
    key = workshop.stage.app.key
    made_up = (place_token(b"another key", workshop.id, mine), place_token(key, other, mine), "", "x.y")
    for place in (*made_up, participant_token(key, workshop.id, mine)):
        visitor = workshop.visitor()
        token = token_of(visitor.get(f"/join/{workshop.code}"))
        visitor.post("/join", data={"csrf_token": token, "place": place, "code": workshop.code})
        cookie = visitor.get_cookie(SEAT_COOKIE)
        assert cookie is not None
        held = read_participant_token(key, cookie.value)
        assert held is not None
        assert held[1] != mine
    assert len(workshop.now.participants) == 1 + len(made_up) + 1


def test_leaving_erases_the_name_and_the_code_lets_the_same_participant_back(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    join(visitor, workshop.code, name="Ama")
    kept = visitor.get_cookie(SEAT_COOKIE)
    assert kept is not None
    left = visitor.post("/leave", data={"csrf_token": token_of(visitor.get("/leave"))})
    assert left.status_code == HTTPStatus.OK
    assert workshop.stage.app.store.names(workshop.id) == {}
    assert [one.has_left for one in workshop.now.participants.values()] == [True]
    assert visitor.get_cookie(SEAT_COOKIE) is None
    visitor.set_cookie(SEAT_COOKIE, kept.value)
    join(visitor, workshop.code)
    assert [one.has_left for one in workshop.now.participants.values()] == [False]


def test_who_was_removed_may_still_make_the_device_forget(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    join(visitor, workshop.code, name="Ama")
    (who,) = workshop.now.participants
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=who))
    left = visitor.post("/leave", data={"csrf_token": token_of(visitor.get("/leave"))})
    assert left.status_code == HTTPStatus.OK
    assert workshop.stage.app.store.names(workshop.id) == {}
    assert visitor.get_cookie(SEAT_COOKIE) is None


def test_one_browser_that_joins_again_and_again_takes_nobody_s_place(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    token = token_of(visitor.get(f"/join/{workshop.code}"))
    form = {"csrf_token": token, "code": workshop.code, "name": "Al"}
    codes = []
    for _ in range(12):
        answer = visitor.post("/join", data=form)
        codes.append(answer.status_code)
        visitor.delete_cookie(SEAT_COOKIE)
    assert codes == [HTTPStatus.SEE_OTHER] * 10 + [HTTPStatus.TOO_MANY_REQUESTS] * 2
    assert sentence("too_many_joins") in answer.text
    assert 'value="Al"' in answer.text
    assert join(workshop.visitor(), workshop.code).status_code == HTTPStatus.SEE_OTHER


def test_a_flood_of_joins_from_many_browsers_is_stopped_in_its_own_workshop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "JOINS_PER_WORKSHOP", "3/minute")
    stage = Stage(tmp_path)
    codes = [record.code for one in ("w-1", "w-2") if (record := stage.app.store.workshop(stage.open(one)))]
    tried = [join(stage.app.flask.test_client(), str(codes[0])).status_code for _ in range(5)]
    assert tried == [HTTPStatus.SEE_OTHER] * 3 + [HTTPStatus.TOO_MANY_REQUESTS] * 2
    assert join(stage.app.flask.test_client(), str(codes[1])).status_code == HTTPStatus.SEE_OTHER
    stage.close()


def test_sixty_people_come_in_within_a_minute_from_one_address() -> None:
    joins = Allowance(per_subject=pages.JOINS_PER_SOURCE, in_all=pages.JOINS_PER_WORKSHOP)
    assert all(joins.take(f"w-1 192.168.1.7 browser-{number}", "w-1") for number in range(60))
    assert all(joins.take(f"w-1 192.168.1.7 back-{number}", "w-1") for number in range(60))


def test_a_join_that_was_refused_uses_up_none(workshop: OpenWorkshop) -> None:
    visitor = workshop.visitor()
    join(visitor, workshop.code)
    (who,) = workshop.now.participants
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=who))
    refused = [join_again(visitor, workshop.code).status_code for _ in range(12)]
    assert refused == [HTTPStatus.CONFLICT] * 12


def test_T12_who_was_removed_is_not_back_without_their_cookie_while_the_door_is_locked(
    workshop: OpenWorkshop,
) -> None:
    removed, inside, waits = workshop.visitor(), workshop.visitor(), workshop.visitor()
    for visitor in (removed, inside):
        join(visitor, workshop.code)
    form = {"csrf_token": token_of(waits.get(f"/join/{workshop.code}")), "code": workshop.code, "name": "Zoe"}
    who = next(iter(workshop.now.participants))
    workshop.stage.leads(workshop.id, c.SetDoor(is_locked=True))
    workshop.stage.leads(workshop.id, c.RemoveParticipants(participant_ids=frozenset({who})))
    words = sentence("door_locked")
    for address in (f"/join/{workshop.code}", f"/join?code={workshop.code}"):
        page = workshop.visitor().get(address, follow_redirects=True)
        assert (page.status_code, words in page.text) == (HTTPStatus.CONFLICT, True)
    came = waits.post("/join", data=form)
    assert (came.status_code, words in came.text) == (HTTPStatus.CONFLICT, True)
    assert 'value="Zoe"' in came.text
    removed.delete_cookie(SEAT_COOKIE)
    assert removed.get(f"/join/{workshop.code}").status_code == HTTPStatus.CONFLICT
    assert inside.get(f"/join/{workshop.code}").location == "/phone"
    assert len(workshop.now.participants) == 2
    workshop.stage.leads(workshop.id, c.SetDoor(is_locked=False))
    assert waits.post("/join", data=form).location == "/phone"


def test_a_form_from_elsewhere_is_refused(workshop: OpenWorkshop) -> None:
    answer = workshop.visitor().post("/join", data={"code": workshop.code})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert workshop.now.participants == {}


def test_a_phone_without_a_seat_is_asked_for_the_code(workshop: OpenWorkshop) -> None:
    for cookie in ("", "forged"):
        visitor = workshop.visitor()
        visitor.set_cookie(SEAT_COOKIE, cookie)
        page = visitor.get("/phone")
        assert page.status_code == HTTPStatus.UNAUTHORIZED
        assert sentence("not_signed_in") in unescape(page.text)
        assert 'name="code"' in page.text


def test_P13_a_right_code_comes_in_however_many_wrong_ones_were_tried(workshop: OpenWorkshop) -> None:
    """From the same address and another one, with a browser's cookies and without any."""
    wrong = [workshop.visitor().get("/join/ZZZZZZ").status_code for _ in range(80)]
    assert wrong == [HTTPStatus.NOT_FOUND] * 80
    for address in ("127.0.0.1", "10.0.0.9"):
        visitor = workshop.visitor()
        came = visitor.get(f"/join/{workshop.code}", environ_overrides={"REMOTE_ADDR": address})
        assert came.status_code == HTTPStatus.OK
        form = {"code": workshop.code, "name": "", "csrf_token": token_of(came)}
        assert (
            visitor.post("/join", data=form, environ_overrides={"REMOTE_ADDR": address}).location == "/phone"
        )


def test_what_is_stored_and_until_when_is_said_before_joining(workshop: OpenWorkshop) -> None:
    page = workshop.visitor().get(f"/join/{workshop.code}")
    assert "The computer that serves this workshop stores your name" in page.text
    for note in workshop.now.scenario.content_notes:
        assert note in page.text


@pytest.mark.parametrize("path", ["/", "/join/{code}", "/join/ZZZZZZ", "/leave", "/phone"])
def test_no_page_has_inline_script_or_style(workshop: OpenWorkshop, path: str) -> None:
    visitor = workshop.visitor()
    join(visitor, workshop.code) if path == "/phone" else None
    page = visitor.get(path.format(code=workshop.code)).text
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
