"""Each device chooses its language, without JavaScript; pages, sockets and files follow."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from app.config import Settings, SettingsError
from app.domain.log.commands import WorkshopId
from tests.shell.stage import FACILITATOR, Stage

SPANISH = {"Accept-Language": "es-ES,es;q=0.9"}


@pytest.fixture
def visitor(stage: Stage) -> FlaskClient:
    return stage.app.flask.test_client()


def test_a_page_is_in_the_language_the_browser_asks_for(visitor: FlaskClient) -> None:
    answer = visitor.get("/", headers=SPANISH)
    assert '<html lang="es" dir="ltr"' in answer.text
    assert "Código del taller" in answer.text
    assert answer.headers["Content-Language"] == "es"
    assert '<html lang="en" dir="ltr"' in visitor.get("/").text


def test_a_device_keeps_the_language_it_chose(visitor: FlaskClient) -> None:
    visitor.application.config["WTF_CSRF_ENABLED"] = False
    answer = visitor.post("/language", data={"language": "es", "next": "/join"})
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/join")
    assert '<html lang="es"' in visitor.get("/", headers={"Accept-Language": "en"}).text
    visitor.post("/language", data={"language": "en"})
    assert '<html lang="en"' in visitor.get("/", headers=SPANISH).text


@pytest.mark.parametrize("path", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere"])
def test_choosing_leads_nowhere_else(visitor: FlaskClient, path: str) -> None:
    visitor.application.config["WTF_CSRF_ENABLED"] = False
    assert visitor.post("/language", data={"language": "es", "next": path}).location == "/"


@pytest.mark.parametrize("languages", ["qps", "en qpr", "xx", ","])
def test_people_are_offered_no_language_of_the_tests_and_none_without_a_catalogue(languages: str) -> None:
    with pytest.raises(SettingsError, match=r"give one or more of en, es\.$"):
        Settings.from_env({"languages": languages})


def test_a_language_that_is_not_offered_is_not_chosen(visitor: FlaskClient) -> None:
    visitor.application.config["WTF_CSRF_ENABLED"] = False
    answer = visitor.post("/language", data={"language": "qps"})
    assert "Set-Cookie" not in answer.headers or "language=" not in answer.headers["Set-Cookie"]
    visitor.set_cookie("language", "qps")
    assert '<html lang="en"' in visitor.get("/").text


def test_an_error_speaks_the_language_too(visitor: FlaskClient) -> None:
    answer = visitor.get("/nowhere", headers=SPANISH)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "No hay ninguna página en esta dirección. Vuelve al inicio." in answer.text
    refused = visitor.post("/join", headers=SPANISH)  # without the form's own token
    assert "Este formulario lleva demasiado tiempo abierto" in refused.text


def test_one_request_does_not_speak_for_the_next(visitor: FlaskClient) -> None:
    assert "Código" in visitor.get("/", headers=SPANISH).text
    assert "Código" not in visitor.get("/").text


def test_an_ack_speaks_the_language_of_the_page_that_connected(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    ama, bo = stage.join(workshop_id, "ama"), stage.join(workshop_id, "bo")
    english, spanish = stage.phone(workshop_id, ama), stage.phone(workshop_id, bo)
    assert spanish.say("nonsense")["message"].startswith("The server doesn't know that request")
    browser = stage.app.flask.test_client()
    browser.set_cookie("seat", english.client.flask_test_client.get_cookie("seat").value)
    browser.set_cookie("language", "es")
    spanish = stage.device(browser, {"as": "phone"})
    assert spanish.say("nonsense")["message"].startswith("El servidor no conoce esa petición")
    assert english.say("nonsense")["message"].startswith("The server doesn't know that request")


def report_of(stage: Stage) -> tuple[FlaskClient, WorkshopId]:
    workshop_id = stage.open("w-1")
    stage.join(workshop_id, "ama")
    visitor = stage.app.flask.test_client()
    with visitor.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    return visitor, workshop_id


def test_the_report_is_told_in_the_facilitators_language(stage: Stage) -> None:
    visitor, workshop_id = report_of(stage)
    page = visitor.get(f"/workshops/{workshop_id}/report?open=anyway", headers=SPANISH).text
    assert "Informe provisional" in page
    assert "En pocas palabras" in page
    saved = visitor.get(f"/workshops/{workshop_id}/report.html?open=anyway", headers=SPANISH).text
    assert '<html lang="es"' in saved
    assert "Qué impidió compartir" in saved


@pytest.mark.parametrize("file", ["report.csv", "report.json", "log.jsonl", "log-codebook.md"])
def test_a_file_for_programs_is_the_same_in_every_language(stage: Stage, file: str) -> None:
    visitor, workshop_id = report_of(stage)
    address = f"/workshops/{workshop_id}/{file}?open=anyway"
    assert visitor.get(address, headers=SPANISH).data == visitor.get(address).data
