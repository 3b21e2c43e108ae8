"""Names are erased by themselves: so many days after the workshop was opened, at a start and once a day."""

import os
import re
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app import create_app
from app.config import Settings, SettingsError
from app.domain.log.commands import ParticipantId, WorkshopId
from app.store import Store, StoreFailed
from app.store.caretaker import (
    delete_every_hour,
    erase_every_day,
    erase_old_names,
    kept_until,
    look_after,
)
from app.store.sql_tables import COMEBACKS, RECOVERIES
from tests.people import NOON
from tests.shell.stage import Stage

DAYS = 30


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A workshop opened at NOON, in which somebody gave a name."""
    stage = Stage(tmp_path)
    stage.join(stage.open("w-1"), "ama")
    return stage


def names(store: Store) -> list[str]:
    return list(store.names(WorkshopId("w-1")).values())


def test_names_are_kept_on_the_last_day_and_gone_on_the_next(stage: Stage) -> None:
    last = kept_until(NOON, DAYS)
    assert last == date(2026, 4, 15)
    late_in_the_day = datetime(2026, 4, 15, 23, 59, tzinfo=UTC)
    erase_old_names(stage.app.store, DAYS, late_in_the_day)
    assert names(stage.app.store) == ["Ama"]
    erase_old_names(stage.app.store, DAYS, late_in_the_day + timedelta(minutes=1))
    assert names(stage.app.store) == []
    assert len(stage.app.service.current(WorkshopId("w-1"))[0].participants) == 1
    stage.close()


def test_a_start_erases_what_has_grown_too_old(stage: Stage) -> None:
    settings = stage.app.settings
    stage.close()
    kept_for_long = create_app(
        replace(settings, names_kept_days=3650), read_scenario=lambda _text: stage.scenario
    )
    assert names(kept_for_long.store) == ["Ama"]
    kept_for_long.close()
    again = create_app(replace(settings, names_kept_days=1), read_scenario=lambda _text: stage.scenario)
    assert names(again.store) == []
    again.close()


class Stopped(Exception):
    """The app goes down while the eraser waits."""


def test_it_goes_on_once_a_day_also_after_the_database_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    erase = stage.app.store.erase_names_of_workshops_before

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            raise Stopped

    def refuse_once(moment: datetime) -> None:
        if len(waits) == 1:
            raise StoreFailed("disk full")
        erase(moment)

    monkeypatch.setattr(stage.app.store, "erase_names_of_workshops_before", refuse_once)
    with pytest.raises(Stopped):
        erase_every_day(stage.app.store, DAYS, sleep)
    assert waits == [24 * 3600.0] * 3
    assert names(stage.app.store) == []
    stage.close()


def test_K4_who_asked_for_a_place_is_erased_once_the_minutes_are_over(stage: Stage, tmp_path: Path) -> None:
    store, here, now = stage.app.store, WorkshopId("w-1"), datetime.now(UTC)
    soon, over = now + timedelta(minutes=15), now - timedelta(seconds=1)
    before = over - timedelta(minutes=15)
    assert store.handovers.comebacks.ask(here, "b-over", now=before, until=over)
    assert store.handovers.comebacks.ask(here, "b-soon", now=before, until=soon)
    store.handovers.keep_code(here, ParticipantId("ama"), "AAAA", now=before, until=over)
    store.handovers.keep_code(here, ParticipantId("bo"), "BBBB", now=before, until=soon)

    def sleep(_seconds: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        delete_every_hour(store, lambda _workshop_id: None, sleep)
    with sqlite3.connect(tmp_path / "workshops.sqlite3") as file:
        assert file.execute(f"SELECT id FROM {COMEBACKS.name}").fetchall() == [("b-soon",)]
        assert file.execute(f"SELECT code FROM {RECOVERIES.name}").fetchall() == [("BBBB",)]
    file.close()
    stage.close()


def test_it_goes_on_also_after_the_file_was_locked_for_too_long(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.store.database.LONGEST_HELD_S", 0.01)
    store = Store.open(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    other = sqlite3.connect(tmp_path / "workshops.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    nights = 0

    def sleep(_seconds: float) -> None:
        nonlocal nights
        nights += 1
        if nights == 2:
            assert names(store) == ["Ama"]
            other.execute("ROLLBACK")
        if nights == 3:
            raise Stopped

    with pytest.raises(Stopped):
        erase_every_day(store, DAYS, sleep)
    assert names(store) == []
    assert "Names that are too old were not erased: The database " in caplog.text
    assert " is held by " in caplog.text
    other.close()
    store.close()
    stage.close()


def test_the_join_page_says_the_last_day(stage: Stage) -> None:
    record = stage.app.store.workshop(WorkshopId("w-1"))
    assert record is not None
    page = stage.app.flask.test_client().get(f"/join/{record.code}").text
    assert re.search(r"your name, if you give one, until 15 April 2026 at the latest", page)
    stage.close()


@pytest.mark.parametrize("days", ["0", "-1", "ten", "9999"])
def test_days_that_cannot_be_meant_are_refused_by_name(days: str) -> None:
    with pytest.raises(SettingsError, match=r"--names-kept-days \(or BUTTON_NAMES_KEPT_DAYS\)"):
        Settings.from_env({"names_kept_days": days})


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete a file that is open")
def test_a_file_that_goes_away_is_noticed_while_nobody_taps(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(tmp_path)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        if slept:
            raise Stopped
        slept.append(seconds)
        (tmp_path / "workshops.sqlite3").unlink()

    told: list[str] = []
    with pytest.raises(Stopped):
        look_after(stage.app.store, sleep, told.append)
    assert slept[0] <= 10
    assert told == ["database_gone"]
    assert "workshops.sqlite3 was deleted or replaced while the app runs" in caplog.text
    stage.close()
