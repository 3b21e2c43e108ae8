"""What all tests share: optional servers, the browser, and the order (fast ones first)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext

import run
from tests.patience import PATIENCE_S
from tests.serving import Served, serving
from tests.shell.stage import Stage

# How long an example takes says how busy the machine is.
# Where the tests decide whether something lands they try the same examples each time; elsewhere new ones.
settings.register_profile(
    "patient",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

SERVERS = {
    "postgres": ("TEST_DATABASE_URL", "the store and a whole workshop on PostgreSQL"),
    "redis": ("TEST_REDIS_URL", "several server processes that serve the same workshop"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser or starts the app, leave out what needs missing servers; fast ones first."""
    for item in items:
        if {"page", "browser", "context", "new_context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if "served" in getattr(item, "fixturenames", ()) or "proofs" in item.path.parts:
            item.add_marker(pytest.mark.slow)
        for needed in item.iter_markers("needs"):
            for server in needed.args:
                variable, what = SERVERS[server]
                if not os.environ.get(variable):
                    item.add_marker(pytest.mark.skip(reason=f"{variable} is not set: {what}"))
    items.sort(key=_cost)


def _cost(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 2 if item.get_closest_marker("slow") else 3
    return 1 if item.get_closest_marker("slow") else 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what a missing server would have run; silence would read as 'tested'."""
    skipped = terminalreporter.stats.get("skipped", [])
    for server, (variable, what) in SERVERS.items():
        left_out = sum(1 for report in skipped if f"{variable} is not set" in str(report.longrepr))
        if left_out:
            terminalreporter.section(f"not run: {server}", sep="-")
            terminalreporter.write_line(f"{left_out} tests of {what}. Set {variable} to run them.")


def _server_url(server: str) -> str:
    variable, what = SERVERS[server]
    url = os.environ.get(variable)
    if not url:
        pytest.skip(f"{variable} is not set: {what}")
    return url


@pytest.fixture
def postgres_url() -> str:
    """The URL of a PostgreSQL database that tests may fill and empty; skips when there is none."""
    return _server_url("postgres")


@pytest.fixture
def redis_url() -> str:
    """The URL of a Redis that tests may use; skips when there is none."""
    return _server_url("redis")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The app as it is put together, in this process, on a database file of its own."""
    stage = Stage(tmp_path)
    yield stage
    stage.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The real app in a process of its own, on a database file of its own."""
    with serving(tmp_path / "workshops.sqlite3") as app:
        yield app


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """In it, a tap wait for its button as long as a look waits for what it looks for."""
    context.set_default_timeout(PATIENCE_S * 1000)
    return context


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The browser of this machine, quiet: it asks for nothing that a page did not ask for."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        # A phone in a meeting room uses a plain http address that is not localhost.
        "--host-resolver-rules=MAP workshop.test 127.0.0.1",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": run.found_browser(), "args": arguments}
