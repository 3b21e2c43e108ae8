"""docs/operations.md says what the code does: every setting, every command."""

import re
from pathlib import Path

import pytest

from app.cli import cli
from app.config import CHOICES, ROOT, Settings, SettingsError

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
        host="::",
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
        ("/tmp/a%20b/c?d#e/Grüße x.db", "sqlite:////tmp/a%2520b/c%3Fd%23e/Gr%C3%BC%C3%9Fe x.db"),
        ("~/mine.sqlite3", f"sqlite:///{(Path.home() / 'mine.sqlite3').as_posix()}"),
    ],
)
def test_a_database_is_a_file_or_a_url(given: str, url: str) -> None:
    assert Settings.from_env({"database": given}).database == url


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *(("port", port) for port in ("-1", "65536", "five", "9" * 5000, "٣")),
        *(
            ("database", url)
            for url in ("postgresql://h:abc/x", "sqlite:///", "~nobody-here/x", "mysql://h/x")
        ),
        *(("base_url", url) for url in ("http://ho st", "http://h:abc", "http://h:99999", "http://:80")),
        *(
            ("base_url", url)
            for url in ("http://x;y", "http://[::1", "ftp://h", "http://h/path", "http://h?q")
        ),
        *(("redis_url", url) for url in ("redis://h:abc", "http://h")),
        ("names_kept_days", "9" * 5000),
    ],
)
def test_a_setting_that_cannot_work_is_refused_in_one_sentence(name: str, given: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_env({name: given})
    option = "--" + name.replace("_", "-")
    assert str(refusal.value).startswith(f"{option} (or ")
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("url", ["http://localhost:5000", "https://wörkshop.example", "http://[::1]:80"])
def test_a_base_url_may_be_a_name_or_a_number(url: str) -> None:
    assert Settings.from_env({"base_url": url}).base_url == url


def test_a_base_url_is_an_address_without_a_slash_at_its_end() -> None:
    assert Settings.from_env({"base_url": "https://workshop.example.org/"}).base_url == (
        "https://workshop.example.org"
    )
