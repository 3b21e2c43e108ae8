"""A name is erased when its owner says so, and the console sees it at once."""

from http import HTTPStatus

from app.access.tokens import SEAT_COOKIE, participant_token
from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId, WorkshopId
from tests.shell.stage import Device, Stage


def _two(stage: Stage) -> tuple[WorkshopId, ParticipantId, Device]:
    """A workshop with Ama, and Bo beside her; Ama's phone."""
    workshop_id = stage.open("spring")
    ama = stage.join(workshop_id, "ama")
    stage.phone(workshop_id, stage.join(workshop_id, "bo")).listen()
    phone = stage.phone(workshop_id, ama)
    phone.listen()
    return workshop_id, ama, phone


def test_forget_me_erases_the_name_now_and_the_console_sees_it(stage: Stage) -> None:
    workshop_id, ama, _ = _two(stage)
    console = stage.console(workshop_id)
    assert console.see("names") == {"ama": "Ama", "bo": "Bo"}
    browser = stage.app.flask.test_client()
    browser.set_cookie(SEAT_COOKIE, participant_token(stage.app.key, workshop_id, ama))
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    answer = browser.post("/forget")
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/phone")
    assert stage.app.store.names(workshop_id) == {"bo": "Bo"}
    assert console.see("names") == {"bo": "Bo"}
    assert stage.app.service.current(workshop_id)[0].participants[ama].takes_part


def test_who_was_removed_and_then_leaves_is_named_on_no_console(stage: Stage) -> None:
    workshop_id, ama, _ = _two(stage)
    stage.leads(workshop_id, c.RemoveParticipant(participant_id=ama))
    console = stage.console(workshop_id)
    browser = stage.app.flask.test_client()
    browser.set_cookie(SEAT_COOKIE, participant_token(stage.app.key, workshop_id, ama))
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    assert browser.post("/leave").status_code == HTTPStatus.OK
    assert console.see("names") == {"bo": "Bo"}


def test_forget_me_of_a_stranger_changes_nothing(stage: Stage) -> None:
    workshop_id, _, _ = _two(stage)
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    assert stage.app.flask.test_client().post("/forget").location == "/phone"
    assert stage.app.store.names(workshop_id) == {"ama": "Ama", "bo": "Bo"}


def test_forget_me_is_a_plain_form_that_a_page_of_another_origin_cannot_send(stage: Stage) -> None:
    browser = stage.app.flask.test_client()
    assert 'action="/forget"' in browser.get("/forget").text
    assert browser.post("/forget").status_code >= HTTPStatus.BAD_REQUEST
