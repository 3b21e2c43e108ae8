"""A database that another program holds, or whose disk is full: said truthfully, nothing lost, it heals."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.domain.scenario import FactId
from app.messages.sentences import SENTENCES
from app.store import Store, StoreFailed, StoreFull, StoreHeld, caretaker
from app.store.patient_sqlite import PatientConnection
from tests.patience import becomes
from tests.serving import serving
from tests.shell.people_in import person, sharing
from tests.shell.stage import Stage
from tests.wire import fetch

HOLDING = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("PRAGMA busy_timeout=60000")
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(file: Path) -> Iterator[int]:
    """Another program holds the file while the block runs: its process."""
    command = [sys.executable, "-c", HOLDING, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other.pid
        other.communicate()


@pytest.mark.slow
def test_P1_a_file_that_another_program_holds_is_told_as_such_and_what_was_tapped_is_saved_later(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    workshop_id = sharing(stage)
    phone, console = stage.phone(workshop_id, person(0)), stage.console(workshop_id)
    before = stage.app.service.version(workshop_id)
    fact_id = phone.signs.facts[FactId("nu-1")]
    tap = {"id": "tap-12345678", "type": "reveal_fact", "fact_id": fact_id}
    browser = stage.app.flask.test_client()
    with held(tmp_path / "workshops.sqlite3") as process:
        refused = {"ok": False, "code": "not_saved", "message": SENTENCES["database_held"]}
        assert phone.send("command", tap) == refused
        assert phone.send("command", tap) == refused
        assert browser.get("/healthz").status_code == 503
        assert browser.get("/healthz").text == SENTENCES["database_held"] + "\n"
        assert browser.get("/").status_code == 200
        assert phone.send("resync") == {"ok": True}
        assert f"(process {process})" in caplog.text
        assert caplog.text.count("is held by") == 1
        with pytest.raises(StoreHeld):
            stage.app.store.look_again()
    stage.app.store.look_again()
    assert "saving goes on" in caplog.text
    assert browser.get("/healthz").status_code == 200
    assert phone.send("command", tap) == {"ok": True}
    assert stage.app.service.version(workshop_id) == before + 1
    assert list(console.see("tables")["t1"]["facts"]) == [fact_id]


def test_who_leads_is_told_while_nothing_can_be_saved_and_when_it_can_again(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone, console = stage.phone(workshop_id, person(0)), stage.console(workshop_id)
    problems: list[StoreFailed | None] = [None, StoreHeld("x"), StoreHeld("x"), StoreFull("x"), None]

    class Over(Exception):
        pass

    class Looked:
        def look_again(self) -> None:
            if problem := problems.pop(0):
                raise problem

    def sleep(_seconds: float) -> None:
        if not problems:
            raise Over

    with pytest.raises(Over):
        caretaker.look_after(Looked(), sleep, stage.app.gateway.tell_trouble)  # type: ignore[arg-type]
    told = [data["trouble"] for name, data in console.listen() if name == "health" and "trouble" in data]
    assert told == [SENTENCES["database_held"], SENTENCES["database_full"], None]
    assert "trouble" not in str(phone.listen())
    stage.app.gateway.tell_trouble("database_full")
    late = stage.console(workshop_id)
    assert ("health", {"trouble": SENTENCES["database_full"]}) in late.heard


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["eventlet", "threading"])
def test_while_one_waits_for_the_file_everybody_else_is_served(tmp_path: Path, engine: str) -> None:
    """The wait does not stand in the serving loop: pages come while a form waits to be saved."""
    file = tmp_path / "workshops.sqlite3"
    with serving(file, async_mode=engine) as app:
        saved = threading.Event()
        path = app.sign_in_link.removeprefix(app.url)
        page = fetch(app.port, "GET", path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.body)
        assert token
        form = urlencode({"csrf_token": token.group(1), "account": "new"}).encode()
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in page.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answers: list[int] = []

        def save() -> None:
            answers.append(fetch(app.port, "POST", path, body=form, headers=headers).status)
            saved.set()

        with held(file):
            waiting = threading.Thread(target=save)
            waiting.start()
            for _ in range(5):
                assert fetch(app.port, "GET", "/").status == 200
            assert not saved.is_set()
            waiting.join()
            assert answers == [503]
            assert fetch(app.port, "GET", "/healthz").status == 503
        becomes(lambda: fetch(app.port, "GET", "/healthz").status, 200, "healthz")
        assert fetch(app.port, "POST", path, body=form, headers=headers).status == 303
    assert app.printed.count("is held by") == 1
    assert app.printed.count("saving goes on") == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "button-tests", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here: what is said when it is full, and that it heals")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(file: Path) -> None:
    with file.open("wb", buffering=0) as film, suppress(OSError):
        while film.write(b"x" * 4096):
            pass


def test_P1_a_full_disk_is_told_as_such_and_heals_by_itself(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(small_disk)
    try:
        workshop_id = sharing(stage)
        phone = stage.phone(workshop_id, person(0))
        before = stage.app.service.version(workshop_id)
        browser = stage.app.flask.test_client()
        filler = small_disk / "film.mp4"
        fill_up(filler)
        for fact_id in ("nu-1", "nu-2"):
            answer = phone.say("reveal_fact", fact_id=fact_id)
            assert answer == {"ok": False, "code": "not_saved", "message": SENTENCES["database_full"]}
        assert stage.app.service.version(workshop_id) == before
        assert browser.get("/healthz").text == SENTENCES["database_full"] + "\n"
        with pytest.raises(StoreFull):
            stage.app.store.look_again()
        assert caplog.text.count("is full, so nothing can be saved") == 1
        filler.unlink()
        stage.app.store.look_again()
        assert browser.get("/healthz").status_code == 200
        assert phone.say("reveal_fact", fact_id="nu-1") == {"ok": True}
    finally:
        stage.close()


def test_a_turn_that_comes_soon_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "w.sqlite3"
    Store.open(f"sqlite:///{file}").close()
    other = PatientConnection(file, timeout=0, isolation_level=None, check_same_thread=False)
    mine = PatientConnection(file, timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.2, other.commit)
    ending.start()
    mine.execute("BEGIN IMMEDIATE")
    assert not other.in_transaction
    mine.commit()
    ending.join()
    mine.close()
    other.close()


@pytest.mark.needs("postgres")
def test_a_table_that_another_session_holds_is_told_as_such(postgres_url: str) -> None:
    """Here the server waits for us, for as long as we told it to."""
    import psycopg

    store = Store.open(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    other = psycopg.connect(postgres_url)
    try:
        other.execute("LOCK TABLE secrets IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreHeld):
            store.secret_key()
        with pytest.raises(StoreHeld):
            store.check_is_well()
        other.rollback()
        store.look_again()
        assert store.secret_key()
    finally:
        other.close()
        store.close()
