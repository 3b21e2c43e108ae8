"""docs/operations.md says what the code does: every setting, every command."""

import re
from pathlib import Path

import pytest

from app.cli import cli
from app.config import CHOICES, ROOT, Settings

OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_code() -> None:
    written = re.findall(r"^\| `(--[a-z-]+)` \| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", OPERATIONS, re.MULTILINE)
    assert written == [
        (choice.option, choice.variable, f"`{choice.default}`" if choice.default else "none", choice.meaning)
        for choice in CHOICES
    ]


def test_every_command_is_described() -> None:
    assert [name for name in cli.commands if f"python3 run.py {name}" not in OPERATIONS] == []


def test_every_setting_has_a_choice() -> None:
    assert [choice.name for choice in CHOICES] == list(Settings.__dataclass_fields__)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for choice in CHOICES:
        monkeypatch.delenv(choice.variable, raising=False)


def test_nothing_set_serves_everyone_in_the_room_from_one_file() -> None:
    assert Settings.from_env() == Settings(
        host="0.0.0.0",
        port=5000,
        database=f"sqlite:///{(ROOT / 'data/workshops.sqlite3').as_posix()}",
        base_url=None,
        async_mode="eventlet",
        redis_url=None,
    )


def test_an_option_wins_over_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTON_PORT", "5001")
    assert Settings.from_env().port == 5001
    assert Settings.from_env({"port": None}).port == 5001
    assert Settings.from_env({"port": "5002"}).port == 5002


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://ama@db/workshops", "postgresql+psycopg://ama@db/workshops"),
        ("postgres://ama@db/workshops", "postgresql+psycopg://ama@db/workshops"),
        ("sqlite:////var/lib/workshops.sqlite3", "sqlite:////var/lib/workshops.sqlite3"),
        ("/var/lib/workshops.sqlite3", "sqlite:////var/lib/workshops.sqlite3"),
        ("mine.sqlite3", f"sqlite:///{(ROOT / 'mine.sqlite3').as_posix()}"),
        ("~/mine.sqlite3", f"sqlite:///{(Path.home() / 'mine.sqlite3').as_posix()}"),
    ],
)
def test_a_database_is_a_file_or_a_url(given: str, url: str) -> None:
    assert Settings.from_env({"database": given}).database == url


def test_a_base_url_is_an_address_without_a_slash_at_its_end() -> None:
    assert Settings.from_env({"base_url": "https://workshop.example.org/"}).base_url == (
        "https://workshop.example.org"
    )
