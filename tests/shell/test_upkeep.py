"""What every answer carries, one sentence for what goes wrong, and the upkeep pages."""

import os
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.access.leadership import BROWSER
from app.access.tokens import SEAT_COOKIE, participant_token
from app.messages.sentences import SENTENCES
from app.store import Store, StoreFailed
from app.web.plumbing import upkeep
from tests.shell.stage import FACILITATOR, Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    stage.app.flask.config["TESTING"] = False
    yield stage
    stage.close()


@pytest.fixture
def browser(stage: Stage) -> FlaskClient:
    return stage.app.flask.test_client()


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics", "/no-such-page", "/join", "/assets/x/y.css"])
def test_every_answer_allows_only_what_comes_from_here(browser: FlaskClient, path: str) -> None:
    headers = browser.get(path, base_url="http://workshop.test:5000").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self' ws://workshop.test:5000 wss://workshop.test:5000; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_with_an_https_address_every_cookie_travels_over_https_alone(tmp_path: Path, scheme: str) -> None:
    """Behind a proxy each request looks like plain http: the address that was set says what it was."""
    stage = Stage(tmp_path, base_url=f"{scheme}://workshop.test")
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    record = stage.app.store.workshop(stage.open("w-1"))
    assert record is not None
    browser = stage.app.flask.test_client()
    link = stage.app.sign_in_link().removeprefix(f"{scheme}://workshop.test")
    answers = [
        browser.post("/join", data={"code": record.code}),
        browser.post("/language", data={"language": "es"}),
        browser.post(link, data={"account": stage.app.store.facilitators()[0].id}),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} == {"seat", "language", "facilitator", "known"}
    assert {"Secure" in cookie for cookie in cookies} == {scheme == "https"}
    style = "/assets/x/css/main.css"
    assert browser.get(style).status_code == 200
    for path in ("/", style):
        assert ("Cross-Origin-Opener-Policy" in browser.get(path).headers) is (scheme == "https")
    stage.close()


def test_a_page_that_is_not_there_says_so_in_one_sentence(browser: FlaskClient) -> None:
    answer = browser.get("/no-such-page")
    assert answer.status_code == 404
    assert SENTENCES["page_not_found"] in unescape(answer.text)


def test_a_form_without_its_token_is_refused_in_one_sentence(browser: FlaskClient) -> None:
    answer = browser.post("/join", data={"code": "AAAAAA"})
    assert answer.status_code == 400
    assert SENTENCES["form_expired"] in answer.text


def test_a_defect_shows_one_sentence_and_no_traceback(
    stage: Stage, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_code: str) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(type(stage.app.store), "workshop_by_code", lambda _self, code: broken(code))
    answer = browser.get("/join/AAAAAA")
    assert answer.status_code == 500
    assert SENTENCES["internal"] in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_the_app_says_that_it_is_well(browser: FlaskClient) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move a file that is open")
def test_the_app_says_when_its_file_has_gone_and_when_it_is_back(
    browser: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "workshops.sqlite3"
    file.rename(tmp_path / "elsewhere")
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.text) == (503, SENTENCES["database_gone"] + "\n")
    (tmp_path / "elsewhere").rename(file)
    assert browser.get("/healthz").status_code == 200


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move a file that is open")
def test_every_door_says_when_the_file_has_gone_in_the_way_it_was_asked(
    stage: Stage, browser: FlaskClient, tmp_path: Path
) -> None:
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    workshop_id = stage.open("spring")
    ama = stage.join(workshop_id, "ama")
    browser.set_cookie(SEAT_COOKIE, participant_token(stage.app.key, workshop_id, ama))
    with browser.session_transaction() as cookie:
        cookie["facilitator_id"] = FACILITATOR
    (tmp_path / "workshops.sqlite3").rename(tmp_path / "elsewhere")
    for path in ("/forget", "/leave", f"/facilitate/{workshop_id}/erase-names"):
        answer = browser.post(path)
        assert (answer.status_code, answer.mimetype) == (503, "text/html"), path
        assert SENTENCES["database_gone"] in answer.text
    for path in (f"/facilitate/{workshop_id}/standby", f"/facilitate/{workshop_id}/handover/{ama}"):
        answer = browser.post(path, headers={"Accept": "application/json"})
        assert answer.status_code == 503, path
        assert answer.json == {"code": "not_saved", "message": SENTENCES["database_gone"]}


def test_a_database_that_refuses_says_so_and_the_log_says_why(
    stage: Stage, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_store: Store, _code: str) -> None:
        raise StoreFailed("The disk is full.")

    monkeypatch.setattr(Store, "workshop_by_code", refuse)
    answer = browser.get("/join/AAAAAA")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert SENTENCES["not_saved"] in unescape(answer.text)
    assert "The disk is full." in caplog.text
    assert "AAAAAA" not in caplog.text


@pytest.mark.parametrize("path", ["%00", "a" * 300, "css/%00.css", "js/../js/phone.js", "css/./main.css"])
def test_a_file_is_served_under_its_one_spelling_alone(browser: FlaskClient, path: str) -> None:
    """What was put together is kept: spellings without end would fill the memory."""
    answer = browser.get(f"/assets/x/{path}")
    assert answer.status_code == 404
    assert SENTENCES["page_not_found"] in unescape(answer.text)


def test_metrics_are_for_who_has_the_token_and_for_nobody_where_there_is_none(
    stage: Stage, browser: FlaskClient, tmp_path: Path
) -> None:
    """From wherever they ask: behind the documented proxy everybody comes from this computer."""
    token = "a-secret-of-some-length"
    settings = replace(
        stage.app.settings, database=f"sqlite:///{tmp_path / 'm.sqlite3'}", metrics_token=token
    )
    app = create_app(settings)
    with_one = app.flask.test_client()
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {token}x"}):
        assert browser.get("/metrics", headers=headers).status_code == 404
        assert with_one.get("/metrics", headers=headers).status_code == 404
    shown = with_one.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert "button_sockets 0.0" in shown.text
    app.close()


@pytest.mark.parametrize("path", ["EIO=4&transport=polling", "EIO=3&transport=polling", "EIO=4&transport=no"])
def test_every_answer_of_the_engine_carries_the_security_headers(browser: FlaskClient, path: str) -> None:
    headers = browser.get(f"/socket.io/?{path}", base_url="http://workshop.test").headers
    for name, value in upkeep.security_headers("workshop.test", False):
        assert headers.getlist(name) == [value]
    assert headers["Cache-Control"] == "no-store"


def test_a_proxy_that_speaks_https_lets_a_page_of_its_own_connect(tmp_path: Path) -> None:
    """It speaks http to the app: what it is called is what people's address says."""
    stage = Stage(tmp_path, base_url="https://workshop.test")
    browser = stage.app.flask.test_client()
    path = "/socket.io/?EIO=4&transport=polling"
    told = [
        browser.get(path, base_url=f"http://{host}", headers={"Origin": origin})
        for host, origin in (
            ("workshop.test", "https://workshop.test"),
            ("workshop.lan", "https://workshop.lan"),
            ("workshop.test", "http://workshop.test"),
            ("workshop.test", "https://elsewhere.test"),
            ("workshop.test", "null"),
        )
    ]
    assert [answer.status_code for answer in told] == [200, 200, 400, 400, 400]
    stage.close()


def test_every_sign_in_link_is_a_fresh_one(stage: Stage) -> None:
    link = stage.app.sign_in_link()
    assert link.startswith("http://workshop.test/sign-in/")
    assert link != stage.app.sign_in_link()


def test_P4_a_database_that_does_not_say_who_has_signed_out_is_told_in_our_words(
    stage: Stage, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.app.store.signed_out, "_find", "SELECT browser FROM nowhere")
    with browser.session_transaction() as cookie:
        cookie[BROWSER] = "browser-1"
    answer = browser.get("/sign-in")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert SENTENCES["not_saved"] in unescape(answer.text)
