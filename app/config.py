"""What whoever starts the app may choose, read once from its options and the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from app.access.networks import Network, read_networks
from app.languages.speaking import for_people
from app.store import address_of

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
"""What this app calls itself in reports."""
LONGEST_KEPT_DAYS = 3650
FASTEST_CLOCK = 1_000
_ADDRESS = re.compile(r"https?://([\w.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/*", re.IGNORECASE)
ASYNC_MODES = ("eventlet", "threading")
DATABASES = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class SettingsError(Exception):
    """A setting that cannot be used, as the one sentence people read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be set: the option wins over the variable, the variable over the default."""

    name: str
    variable: str
    default: str
    meaning: str

    @property
    def option(self) -> str:
        return "--" + self.name.replace("_", "-")


CHOICES = (
    Choice(
        name="host",
        variable="BUTTON_HOST",
        default="::",
        meaning="Address to listen on. Default: all. 0.0.0.0 for IPv4, 127.0.0.1 for this computer only.",
    ),
    Choice(
        name="port",
        variable="BUTTON_PORT",
        default="5000",
        meaning="Port to listen on. 0 takes any free port. Without one, the next free port is used.",
    ),
    Choice(
        name="database",
        variable="DATABASE_URL",
        default="data/workshops.sqlite3",
        meaning="A file, or postgresql://name:password@host/database.",
    ),
    Choice(
        name="base_url",
        variable="BUTTON_BASE_URL",
        default="",
        meaning="The address people type, if it isn't this computer's own (behind a proxy).",
    ),
    Choice(
        name="async_mode",
        variable="BUTTON_ASYNC_MODE",
        default="eventlet",
        meaning="Engine that serves: eventlet or threading.",
    ),
    Choice(
        name="redis_url",
        variable="REDIS_URL",
        default="",
        meaning="Redis that lets several server processes serve the same workshops.",
    ),
    Choice(
        name="trusted_proxies",
        variable="BUTTON_TRUSTED_PROXIES",
        default="",
        meaning="Addresses or networks of proxies that are trusted to say who they ask for.",
    ),
    Choice(
        name="metrics_token",
        variable="BUTTON_METRICS_TOKEN",
        default="",
        meaning="A secret for reading /metrics. Without one, there's no such page.",
    ),
    Choice(
        name="languages",
        variable="BUTTON_LANGUAGES",
        default="en es",
        meaning="Languages people can choose from. Anybody who asks for none of them gets the first.",
    ),
    Choice(
        name="names_kept_days",
        variable="BUTTON_NAMES_KEPT_DAYS",
        default="30",
        meaning="Days from opening a workshop until the names of those who took part are erased.",
    ),
    Choice(
        name="clock_rate",
        variable="BUTTON_CLOCK_RATE",
        default="1",
        meaning="How many times faster than life a workshop's clock runs. Only a rehearsal needs another.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the app is told from outside.

    `database` is a URL for SQLAlchemy. `base_url` has no slash at its end; None means that the address
    each visitor used is the right one. `redis_url` None means that this process serves alone.
    `languages` are those people may choose between.
    """

    host: str
    port: int
    database: str
    base_url: str | None
    async_mode: str
    redis_url: str | None
    trusted_proxies: tuple[Network, ...] = ()
    metrics_token: str = ""
    languages: tuple[str, ...] = ("en", "es")
    names_kept_days: int = 30
    clock_rate: int = 1

    @property
    def is_https(self) -> bool:
        """Whether people reach the app by https: its cookies then travel no other way."""
        return (self.base_url or "").startswith("https://")

    @classmethod
    def from_env(cls, overrides: Mapping[str, str | None] | None = None) -> Self:
        """The settings from options given (None where not given), else variables, else defaults.

        Raises SettingsError, with the option and the variable named, for a value that cannot be used.
        """
        chosen = {choice.name: _chosen(choice, overrides or {}) for choice in CHOICES}
        return cls(
            host=chosen["host"],
            port=_port(chosen["port"]),
            database=_database(chosen["database"]),
            base_url=_web_address(chosen["base_url"]),
            async_mode=_async_mode(chosen["async_mode"]),
            redis_url=_redis(chosen["redis_url"]),
            trusted_proxies=_networks(chosen["trusted_proxies"]),
            metrics_token=_secret(chosen["metrics_token"]),
            languages=_languages(chosen["languages"]),
            names_kept_days=_days(chosen["names_kept_days"]),
            clock_rate=_whole_number("clock_rate", chosen["clock_rate"], 1, FASTEST_CLOCK),
        )


def _chosen(choice: Choice, overrides: Mapping[str, str | None]) -> str:
    return overrides.get(choice.name) or os.environ.get(choice.variable) or choice.default


def _port(value: str) -> int:
    return _whole_number("port", value, 0, 65535)


def _days(value: str) -> int:
    return _whole_number("names_kept_days", value, 1, LONGEST_KEPT_DAYS)


def _whole_number(name: str, value: str, least: int, most: int) -> int:
    if not (re.fullmatch("[0-9]{1,9}", value) and least <= int(value) <= most):
        raise _unusable(name, value, f"give a whole number from {least} to {most}")
    return int(value)


def _database(value: str) -> str:
    """A URL for SQLAlchemy. A bare path is a SQLite file; a relative one counts from where run.py lies."""
    scheme, separator, rest = value.partition("://")
    if not separator:
        try:
            return address_of(ROOT / Path(value).expanduser())
        except RuntimeError as error:  # ~somebody who has no home here
            raise _unusable("database", value, "give the whole path of the file") from error
    if scheme not in DATABASES or not rest.strip("/") or _is_garbled(value):
        raise _unusable("database", value, "give a file or postgresql://name:password@host/database")
    return f"{DATABASES[scheme]}://{rest}"


def _web_address(value: str) -> str | None:
    if not value:
        return None
    if not _ADDRESS.fullmatch(value) or _is_garbled(value):
        raise _unusable("base_url", value, "give the address alone, such as https://workshop.example.org")
    parts = urlsplit(value)
    return f"{parts.scheme}://{parts.netloc}"


def _is_garbled(address: str) -> bool:
    """Whether what stands where a host's brackets or a port would stand is none."""
    try:
        return urlsplit(address).port == 0
    except ValueError:
        return True


def _async_mode(value: str) -> str:
    if value not in ASYNC_MODES:
        raise _unusable("async_mode", value, f"give {' or '.join(ASYNC_MODES)}")
    return value


def _redis(value: str) -> str | None:
    if value and not (value.startswith(("redis://", "rediss://", "unix://")) and not _is_garbled(value)):
        raise _unusable("redis_url", value, "give an address such as redis://127.0.0.1:6379/0")
    return value or None


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return read_networks(value.replace(",", " ").split())
    except ValueError as error:
        raise _unusable("trusted_proxies", value, "give addresses such as 127.0.0.1 10.0.0.0/8") from error


def _secret(value: str) -> str:
    """Empty, or too long to be guessed."""
    if value and not re.fullmatch(r"[!-~]{16,200}", value):
        raise _unusable("metrics_token", "…", "give 16 to 200 letters, digits and signs without a space")
    return value


def _languages(value: str) -> tuple[str, ...]:
    """The languages in the order given; each needs a catalogue."""
    chosen = tuple(dict.fromkeys(value.replace(",", " ").split()))
    if not chosen or set(chosen) - set(for_people()):
        raise _unusable("languages", value, f"give one or more of {', '.join(for_people())}")
    return chosen


def _unusable(name: str, value: str, advice: str) -> SettingsError:
    choice = next(choice for choice in CHOICES if choice.name == name)
    return SettingsError(f"{choice.option} (or {choice.variable}) is {value!r}: {advice}.")
