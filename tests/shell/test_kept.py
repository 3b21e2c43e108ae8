"""What the page says is kept is what is stored: no column, event, cookie or place on a device else."""

import re
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

import pytest

from app.access.tokens import SEAT_COOKIE, participant_token, place_token
from app.domain.log.commands import ParticipantId
from app.exports.kept import told_as_text, what_is_kept
from app.languages.speaking import LANGUAGE_COOKIE, speaking
from app.store.event_codec import EVENTS
from app.store.sql_tables import metadata
from app.web.facilitator.sign_in import KNOWN_COOKIE
from tests.shell.stage import Stage

APP = Path(__file__).resolve().parents[2] / "app"
ROWS = what_is_kept("1 May 2026")


def once(names: Iterable[str]) -> set[str]:
    """The names, each of which stands in one row."""
    counted = Counter(names)
    assert [name for name, n in counted.items() if n > 1] == []
    return set(counted)


def test_K4_every_column_that_is_stored_stands_in_one_row() -> None:
    stored = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    assert once(column for row in ROWS for column in row.columns) == stored


def test_K4_every_event_that_is_stored_stands_in_one_row() -> None:
    assert once(event for row in ROWS for event in row.events) == set(EVENTS)


def test_K4_every_cookie_stands_in_one_row() -> None:
    set_somewhere = [
        file.name for file in APP.rglob("*.py") if re.search(r"\.set_cookie\(", file.read_text("utf-8"))
    ]
    assert sorted(set_somewhere) == ["language.py", "seat_cookie.py", "sign_in.py"]
    ours = {SEAT_COOKIE, LANGUAGE_COOKIE, KNOWN_COOKIE, "facilitator"}
    assert once(cookie for row in ROWS for cookie in row.cookies) == ours


def test_K4_every_place_on_a_device_stands_in_one_row() -> None:
    keeps = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|caches)\.")
    files = {
        file.name
        for file in (APP / "static/js").rglob("*.js")
        if any(keeps.search(line.partition("//")[0]) for line in file.read_text("utf-8").splitlines())
    }
    assert once(place for row in ROWS for place in row.storage) == files


def test_K4_every_row_says_who_sees_it_until_when_and_how_it_goes() -> None:
    for language in ("en", "es"):
        with speaking(language):
            rows = what_is_kept("1 May 2026", "2 May 2026")
            assert all((row.item and row.who and row.until and row.goes) for row in rows)
            assert "2 May 2026" in told_as_text(rows)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_K4_the_page_is_reached_from_joining_and_from_the_report(stage: Stage) -> None:
    spring = stage.open("spring")
    code = stage.app.store.workshop(spring).code  # type: ignore[union-attr]
    browser = stage.app.flask.test_client()
    link = re.search(r'href="(/kept/[^"]+)"', browser.get(f"/join/{code}").text)
    assert link is not None
    page = browser.get(link[1])
    assert "What this workshop keeps" in page.text
    assert "Workshop spring" in page.text
    assert "/delete" not in page.text  # who joins deletes nothing
    browser.set_cookie(SEAT_COOKIE, participant_token(stage.app.key, spring, ParticipantId("ama")))
    assert browser.get("/kept").status_code == HTTPStatus.OK
    stage.close()


def test_K4_nobody_without_a_place_reads_what_a_workshop_keeps(stage: Stage) -> None:
    browser = stage.app.flask.test_client()
    made_up = place_token(b"another key", "spring", ParticipantId("p"))  # type: ignore[arg-type]
    for path in ("/kept", "/kept/spring", f"/kept/{made_up}"):
        assert browser.get(path).status_code == HTTPStatus.NOT_FOUND
    stage.close()


def test_the_page_of_threats_names_tests_that_are_there() -> None:
    """Each row says what holds it: a file of tests that is there, or an honest no."""
    root = APP.parent
    page = (root / "docs/threats.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    tables = [row for row in rows if row[-1].strip() != "held by"]
    assert len(tables) > 30
    for row in tables:
        named = re.findall(r"`((?:tests|docs)/[\w/.]+)`", row[-1])
        assert named or row[-1].strip() == "none", row
        assert [one for one in named if not (root / one).exists()] == [], row
