"""Scenario files are read once, off the serving loop, and anew when they changed."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.config import Settings
from app.scenarios import Library, ScenarioRefused, checks, shipped

GOOD = Path(__file__).parent / "good.yaml"


class Reading:
    """Counts what is parsed, and how much of it on the loop that serves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed = self.on_the_loop = self._aside = 0
        parse = checks.parse

        def counted(*given: Any) -> Any:
            self.parsed += 1
            self.on_the_loop += not self._aside
            return parse(*given)

        monkeypatch.setattr(checks, "parse", counted)

    def run(self, work: Callable[[], Any]) -> Any:
        self._aside += 1
        try:
            return work()
        finally:
            self._aside -= 1


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "good.yaml"
    shutil.copy(GOOD, path)
    return path


def test_a_file_is_read_once_and_so_is_what_a_workshop_keeps_of_it(reading: Reading, file: Path) -> None:
    library = Library(reading.run)
    read = library.of_file(file)
    before = reading.parsed
    assert library.of_file(file) is read
    assert library.scenario(read.text) is read.scenario
    assert library.languages(read.text) is read.languages
    assert (reading.parsed, reading.on_the_loop) == (before, 0)


def test_a_file_that_was_written_again_is_read_again(file: Path) -> None:
    library = Library()
    title = library.of_file(file).scenario.title
    file.write_text(file.read_text(encoding="utf-8").replace(title, f"{title}!"), encoding="utf-8")
    assert library.of_file(file).scenario.title == f"{title}!"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f"{title}!", f"{title}?"), encoding="utf-8")  # as long as before
    os.utime(file, ns=(1, 1))
    assert library.of_file(file).scenario.title == f"{title}?"


def test_a_flawed_file_is_refused_again_without_reading_it_and_read_once_it_is_mended(
    reading: Reading, file: Path
) -> None:
    library = Library(reading.run)
    file.write_text("title: [", encoding="utf-8")
    with pytest.raises(ScenarioRefused):
        library.of_file(file)
    before = reading.parsed
    with pytest.raises(ScenarioRefused) as refused:
        library.of_file(file)
    assert refused.value.flaws
    assert reading.parsed == before
    shutil.copy(GOOD, file)
    assert library.of_file(file).scenario.title


def test_the_pages_of_a_new_workshop_read_nothing_where_phones_are_served(
    reading: Reading, tmp_path: Path
) -> None:
    """Choosing, opening and leading one: up to 1.3 s in which no phone had an answer."""
    database = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    settings = Settings(
        host="127.0.0.1", port=0, database=database, base_url=None, async_mode="threading", redis_url=None
    )
    app = create_app(settings, run_in_thread=reading.run)
    try:
        browser = app.flask.test_client()
        app.flask.config["WTF_CSRF_ENABLED"] = False
        browser.post(
            re.sub(r"^https?://[^/]*", "", app.sign_in_link()), data={"name": "Fay", "passphrase": "x" * 12}
        )
        assert browser.get("/facilitate/new").status_code == 200
        read = reading.parsed
        form = {"scenario": shipped()[0].stem, "title": "Spring", "people": "8"}
        opened = browser.post("/facilitate/new", data=form)
        assert opened.status_code == 303
        assert browser.get(opened.location).status_code == 200
        assert browser.get("/facilitate/new").status_code == 200
        assert read > 0
        assert (reading.parsed, reading.on_the_loop) == (read, 0)
        again = create_app(replace(settings), run_in_thread=reading.run)  # kept texts are read aside, too
        assert again.workshops.tongues.others(app.store.workshops(app.store.facilitators()[0].id)[0].id)
        again.close()
        assert reading.on_the_loop == 0
    finally:
        app.close()
