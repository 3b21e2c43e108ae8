"""One workshop is deleted for good: who may, what is left, and what no byte of the file holds any more."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.access.leadership import SIGNED_IN, STANDBY
from app.domain.log import commands as c
from app.domain.log.commands import WorkshopId
from app.store.caretaker import delete_due
from app.store.deletion import ABOUT_A_WORKSHOP, Why
from app.store.sql_tables import metadata
from app.turn.live import NoSuchWorkshop
from tests.people import NOON
from tests.shell.stage import FACILITATOR, Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    yield stage
    stage.close()


def leader(stage: Stage, **session: Any) -> FlaskClient:
    browser = stage.app.flask.test_client()
    with browser.session_transaction() as cookie:
        cookie.update(session or {SIGNED_IN: FACILITATOR})
    return browser


def played(stage: Stage, name: str, mark: str) -> WorkshopId:
    """A workshop in which people have said something of every kind."""
    workshop_id = stage.open(name)
    people = [stage.join(workshop_id, f"{who}zqname{mark}") for who in ("ama", "bo", "cai")]
    ama = c.ParticipantActor(participant_id=people[0])
    stage.go_to(workshop_id, "first_read")
    option = stage.scenario.reads.options[0].id
    stage.handle(workshop_id, ama, c.GiveRead(need=3, option_id=option, line=f"zqline{mark}", topic_id=None))
    stage.go_to(workshop_id, "share")
    asks = {"ask_id": c.AskId(f"ask-{mark}-8f3"), "role_id": stage.scenario.roles[1].id}
    stage.go_to(workshop_id, "ask_and_link")
    stage.handle(workshop_id, ama, c.AskRole(**asks, text=f"zqline{mark}"))  # type: ignore[arg-type]
    stage.go_to(workshop_id, "barriers")
    barrier = {"category": "fear", "setting": "exercise", "text": f"zqbarrier{mark}"}
    phone = stage.phone(workshop_id, people[0])
    said = {"id": token_urlsafe(16), "type": "raise_barrier", "barrier_id": token_urlsafe(16), **barrier}
    assert phone.send("command", said)["ok"]
    stage.app.store.handovers.renew_standby(workshop_id)
    stage.app.store.handovers.keep_code(
        workshop_id, people[0], f"CODE{mark}", now=NOON, until=datetime.now(UTC) + timedelta(minutes=9)
    )
    return workshop_id


def files(folder: Path) -> bytes:
    """Every byte of the database: the file, its -wal and -shm."""
    return b"".join(one.read_bytes() for one in sorted(folder.glob("workshops.sqlite3*")))


def test_K1_what_is_deleted_leaves_a_receipt_and_no_byte_else(stage: Stage, tmp_path: Path) -> None:
    gone, stays = played(stage, "gone", "gone"), played(stage, "stays", "stay")
    code = stage.app.store.workshop(gone).code  # type: ignore[union-attr]
    assert b"zqlinegone" in files(tmp_path)
    answer = leader(stage).post(f"/facilitate/{gone}/delete", data={"sure": "yes"})
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, f"/facilitate/{gone}/receipt")
    left = files(tmp_path)
    for word in (
        "zqnamegone",
        "zqlinegone",
        "zqbarriergone",
        "CODEgone",
        "Workshop gone",
        code,
        "ask-gone",
    ):
        assert word.encode() not in left, word
    assert b"zqlinestay" in left
    assert left.count(b"gone") == 2  # the receipt, and the index by which it is found
    assert stage.app.service.current(stays)[0].participants
    page = leader(stage).get(f"/facilitate/{gone}/receipt")
    assert gone in page.text
    assert "because you asked for it" in page.text


def test_K1_a_scenario_that_no_workshop_plays_any_more_goes_too(stage: Stage, tmp_path: Path) -> None:
    only = stage.open("only")
    stage.app.store.deletion.delete(only, Why.ASKED, NOON)
    assert stage.app.store.deletion.delete(only, Why.ASKED, NOON) is None
    with stage.app.store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM scenarios").scalar() == 0


def test_K1_every_table_about_a_workshop_is_emptied_of_it() -> None:
    """A table that is added later is found here."""
    about = {
        table.name
        for table in metadata.tables.values()
        if any(key.target_fullname == "workshops.id" for key in table.foreign_keys)
    }
    assert about == {table.name for table in ABOUT_A_WORKSHOP}


def test_K1_all_who_listen_are_told_and_let_go(stage: Stage) -> None:
    workshop_id = played(stage, "gone", "x")
    phone = stage.phone(workshop_id, c.ParticipantId("bozqnamex"))
    console, screen = stage.console(workshop_id), stage.screen(workshop_id)
    leader(stage).post(f"/facilitate/{workshop_id}/delete", data={"sure": "yes"})
    for device in (phone, console, screen):
        assert device.listen()[-1] == ("farewell", {"code": "no_such_workshop"})
    with pytest.raises(NoSuchWorkshop):
        stage.app.service.current(workshop_id)
    with pytest.raises(NoSuchWorkshop):
        stage.leads(workshop_id, c.ResumeWorkshop())
    assert not stage.console(workshop_id).audience


def test_K1_a_process_that_still_knows_it_learns_that_it_is_gone(stage: Stage) -> None:
    """As when another process deleted it: no command brings it back, and none beside it fails."""
    workshop_id, other = stage.open("gone"), stage.open("other")
    stage.app.service.current(workshop_id)
    stage.app.store.deletion.delete(workshop_id, Why.ASKED, NOON)
    with pytest.raises(NoSuchWorkshop):
        stage.leads(workshop_id, c.PauseWorkshop(reason=""))
    stage.leads(other, c.PauseWorkshop(reason=""))


@pytest.mark.parametrize("verb", ["get", "post"])
def test_K2_only_the_facilitator_whose_it_is_deletes_it(stage: Stage, verb: str) -> None:
    workshop_id = stage.open("mine")
    number = stage.app.store.handovers.renew_standby(workshop_id)
    stage.app.store.add_facilitator("facilitator-gus", "Gus", "hash", NOON)
    tries = {
        HTTPStatus.SEE_OTHER: leader(stage, nothing="here"),
        HTTPStatus.FORBIDDEN: leader(stage, **{STANDBY: {workshop_id: number}}),
        HTTPStatus.NOT_FOUND: leader(stage, **{SIGNED_IN: "facilitator-gus"}),
    }
    for path in ("delete", "kept"):
        for status, browser in tries.items():
            answer = getattr(browser, verb)(f"/facilitate/{workshop_id}/{path}", data={"sure": "yes"})
            reads = path == "kept" and verb == "get" and status is HTTPStatus.FORBIDDEN
            assert answer.status_code == (HTTPStatus.OK if reads else status), (path, status)
    assert stage.app.store.workshop(workshop_id) is not None


def test_K2_it_is_asked_first_and_the_files_are_offered(stage: Stage) -> None:
    workshop_id = stage.open("mine")
    page = leader(stage).get(f"/facilitate/{workshop_id}/delete").text
    assert f'href="/workshops/{workshop_id}/report.zip"' in page
    answer = leader(stage).post(f"/facilitate/{workshop_id}/delete")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stage.app.store.workshop(workshop_id) is not None


def test_K2_a_receipt_is_shown_to_its_facilitator_alone(stage: Stage) -> None:
    workshop_id = stage.open("mine")
    stage.app.store.deletion.delete(workshop_id, Why.ASKED, NOON)
    stage.app.store.add_facilitator("facilitator-gus", "Gus", "hash", NOON)
    path = f"/facilitate/{workshop_id}/receipt"
    assert leader(stage).get(path).status_code == HTTPStatus.OK
    assert leader(stage, **{SIGNED_IN: "facilitator-gus"}).get(path).status_code == HTTPStatus.NOT_FOUND
    assert leader(stage, nothing="here").get(path).status_code == HTTPStatus.SEE_OTHER


def test_K3_a_workshop_goes_by_itself_once_its_last_day_is_over(stage: Stage) -> None:
    workshop_id, other = stage.open("mine"), stage.open("other")
    browser, today = leader(stage), datetime.now(UTC).date()
    path = f"/facilitate/{workshop_id}/kept"
    for typed in ("yesterday", (today - timedelta(days=1)).isoformat(), "9999-01-01"):
        assert browser.post(path, data={"day": typed}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    browser.post(path, data={"day": today.isoformat()})
    told: list[WorkshopId] = []
    delete_due(stage.app.store, told.append, datetime.now(UTC))
    assert told == []
    delete_due(stage.app.store, told.append, datetime.now(UTC) + timedelta(days=1))
    assert told == [workshop_id]
    receipt = stage.app.store.deletion.receipt(workshop_id)
    assert receipt is not None
    assert receipt.why is Why.DAY_CAME
    assert stage.app.store.workshop(other) is not None


def test_K3_a_day_that_was_chosen_can_be_taken_back(stage: Stage) -> None:
    workshop_id = stage.open("mine")
    browser = leader(stage)
    stage.app.store.deletion.set_day(workshop_id, date(2030, 1, 1))
    assert 'value="2030-01-01"' in browser.get(f"/facilitate/{workshop_id}/kept").text
    browser.post(f"/facilitate/{workshop_id}/kept", data={"day": ""})
    assert stage.app.store.deletion.due(date(2100, 1, 1)) == ()


def test_D12_names_that_are_erased_leave_no_byte(stage: Stage, tmp_path: Path) -> None:
    workshop_id = played(stage, "names", "n")
    assert b"Amazqnamen" in files(tmp_path)
    leader(stage).post(f"/facilitate/{workshop_id}/erase-names")
    assert b"Amazqname" not in files(tmp_path)
