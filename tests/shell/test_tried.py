"""Public reports about tools and libraries of this kind, tried at the doors (docs/tried.md says which)."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from app.domain.log import commands as c
from app.domain.rules.agenda import ends_at
from app.domain.scenario import BarrierCategory
from tests.pages.doors import token_of
from tests.shell.stage import FACILITATOR, Stage


@pytest.mark.parametrize(
    "host", ["loc'alhost:5000", "localhost:5'000", "local host", "[::1", "a:b:c", "", "x" * 5000, "é"]
)
def test_a_host_that_cannot_be_one_is_the_askers_mistake_and_not_ours(stage: Stage, host: str) -> None:
    for path in ("/", "/join", "/healthz", "/phone", "/facilitate"):
        answer = stage.app.flask.test_client().get(path, headers={"Host": host})
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (path, host)


@pytest.mark.parametrize("cookie", ["session=abc; $bad=x", "seat=\x80\xff", "=;=;=", "seat=" + "a" * 6000])
def test_a_cookie_that_cannot_be_one_is_none(stage: Stage, cookie: str) -> None:
    for path in ("/", "/phone", "/facilitate"):
        answer = stage.app.flask.test_client().get(path, headers={"Cookie": cookie})
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (path, cookie)


@pytest.mark.parametrize(
    "wish",
    ["xyz", "*", "en_AE", "es-ES_tradnl, q=0.5", "zh-Hans-CN;q=0.5", "es-419", ";;;", "x" * 3000, "de;q=é"],
)
def test_a_language_that_nobody_knows_is_answered_in_one_that_is_offered(stage: Stage, wish: str) -> None:
    answer = stage.app.flask.test_client().get("/", headers={"Accept-Language": wish})
    assert answer.status_code == HTTPStatus.OK
    assert 'lang="en"' in answer.text or 'lang="es"' in answer.text


@pytest.mark.parametrize("name", ["Ann\x00e", "An\ud83dn", "\x0b\x1bAnn", "Ann\ufffe", "\u202eAnn\u202c"])
def test_no_sign_in_a_name_that_a_database_refuses_stops_anybody(stage: Stage, name: str) -> None:
    workshop_id = stage.open("w-1")
    record = stage.app.store.workshop(workshop_id)
    assert record is not None
    browser = stage.app.flask.test_client()
    token = token_of(browser.get(f"/join/{record.code}"))
    typed = name.encode("utf-8", "surrogatepass")
    form = {"csrf_token": token, "code": record.code, "name": typed, "as": "participant"}
    answer = browser.post("/join", data=form)
    assert answer.status_code in (HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY)
    kept = dict(stage.app.store.names(workshop_id))
    assert all(one.isprintable() for one in kept.values()), kept


@pytest.mark.parametrize("text", ["We \x00 feared", "We \x0b feared \ufffe", "=1+1", "@x"])
def test_no_sign_in_a_barrier_stops_the_report_or_a_file_of_it(stage: Stage, text: str) -> None:
    workshop_id = stage.open("w-1")
    people = [stage.join(workshop_id, name) for name in ("ama", "bo", "cai")]
    stage.go_to(workshop_id, "barriers")
    for number, who in enumerate(people):
        answer = stage.phone(workshop_id, who).say(
            "raise_barrier",
            barrier_id=f"barrier-{number:05}",
            category="fear_of_blame",
            text=text,
            setting="exercise",
        )
        assert answer["ok"] or answer["code"] == "malformed", answer
    stage.app.settling.settle(workshop_id)
    stage.go_to(workshop_id, "closed")
    browser = stage.app.flask.test_client()
    with browser.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    for path in (
        "report",
        "report.html",
        "report.xlsx",
        "report.csv",
        "report.zip",
        "report.json",
        "log.jsonl",
    ):
        answer = browser.get(f"/workshops/{workshop_id}/{path}?open=anyway")
        assert answer.status_code == HTTPStatus.OK, path
        if path.endswith(".xlsx"):
            with ZipFile(BytesIO(answer.data)) as book:
                for part in book.namelist():
                    ElementTree.fromstring(book.read(part))


def test_what_was_written_is_in_the_report_of_a_workshop_that_ended_before_the_vote(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    people = [stage.join(workshop_id, name) for name in ("ama", "bo", "cai")]
    stage.go_to(workshop_id, "barriers")
    for number, who in enumerate(people):
        wish = c.RaiseBarrier(
            barrier_id=c.BarrierId(f"barrier-{number}"),
            category=list(BarrierCategory)[number],
            text=f"Written early, {number}",
            setting=c.Setting.EXERCISE,
        )
        stage.handle(workshop_id, c.ParticipantActor(participant_id=who), wish)
    stage.go_to(workshop_id, "closed")
    stage.app.settling.settle(workshop_id)
    browser = stage.app.flask.test_client()
    with browser.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    page = browser.get(f"/workshops/{workshop_id}/report?open=anyway").text
    assert all(f"Written early, {number}" in page for number in range(3))


def test_a_minute_more_is_a_minute_more_to_the_second(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    stage.go_to(workshop_id, "share")
    before = ends_at(stage.app.service.current(workshop_id)[0])
    phase_id = stage.app.service.current(workshop_id)[0].phase_id
    stage.leads(workshop_id, c.ExtendPhase(phase_id=phase_id, seconds=60))
    after = ends_at(stage.app.service.current(workshop_id)[0])
    assert before is not None
    assert after == before + timedelta(minutes=1)


def test_a_look_at_a_link_by_a_program_that_only_asks_for_its_head_changes_nothing(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    record = stage.app.store.workshop(workshop_id)
    assert record is not None
    link = "/sign-in/" + stage.app.sign_in_link().rsplit("/", 1)[1]
    browser = stage.app.flask.test_client()
    for path in (link, f"/join/{record.code}", "/"):
        for _ in range(3):
            assert browser.head(path).status_code == HTTPStatus.OK
            assert browser.get(path).status_code == HTTPStatus.OK
    assert stage.app.service.current(workshop_id)[0].participants == {}
