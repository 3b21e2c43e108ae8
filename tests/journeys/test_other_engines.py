"""A phone's way through the hour in Firefox and in WebKit's GTK build, as the people of a room have them."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from app.access.tokens import screen_token
from app.domain.log.commands import ParticipantId
from tests.journeys import engines
from tests.journeys.engines import Tab
from tests.pages.opened import OpenWorkshop, opened
from tests.patience import becomes
from tests.serving import at_a_port
from tests.shell.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENGINES: dict[str, tuple[Callable[[], bool], Callable[[Path], AbstractContextManager[Any]], str]] = {
    "firefox": (engines.firefox_is_there, engines.firefox, "firefox-esr"),
    "webkit": (engines.webkit_is_there, engines.webkit, "webkit2gtk-driver and xvfb"),
}


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    yield from opened(Stage(tmp_path))


def text_of(tab: Tab) -> str:
    return str(tab.ask("document.body ? document.body.innerText : ''"))


def press_until(tab: Tab, words: str, is_so: Callable[[], bool]) -> None:
    """Press until it has happened: a tap on what has just moved is not heard."""

    def has_happened() -> bool:
        if not is_so():
            tap(tab, words)
        return is_so()

    becomes(has_happened, True)


def press(tab: Tab, words: str) -> None:
    becomes(lambda: tap(tab, words), True)


def tap(tab: Tab, words: str) -> bool:
    """Press the first button that is seen with these words; whether there is one."""
    said = json.dumps(words)
    script = f"""(() => {{
      const found = [...document.querySelectorAll("button")].find((one) =>
        one.innerText.trim() === {said} && one.getClientRects().length > 0);
      if (found) found.click();
      return Boolean(found);
    }})()"""
    return bool(tab.ask(script))


@pytest.mark.parametrize("name", ENGINES)
def test_a_person_joins_reads_reveals_and_comes_back_and_the_screen_shows_it(
    name: str, workshop: OpenWorkshop, tmp_path: Path
) -> None:
    is_there, engine, package = ENGINES[name]
    if not is_there():
        pytest.skip(f"{name} is not on this machine: install {package}")
    (tmp_path / "home").mkdir()
    with at_a_port(workshop.stage.app.flask) as port, engine(tmp_path / "home") as new_tab:
        address = f"http://127.0.0.1:{port}"
        tab: Tab = new_tab()
        before = set(workshop.now.participants)
        tab.go(f"{address}/join/{workshop.code}")
        press(tab, "Join")
        becomes(lambda: "Connected" in text_of(tab), True)
        (me,) = set(workshop.now.participants) - before
        assert isinstance(me, str)
        workshop.stage.go_to(workshop.id, "share")
        press_until(tab, "Reveal", lambda: "Reveal to everyone" in text_of(tab))
        press_until(tab, "Reveal to everyone", lambda: bool(facts_on_the_table(workshop)))
        tab.go(f"{address}/phone")
        becomes(lambda: "Connected" in text_of(tab), True)
        assert workshop.now.participants[ParticipantId(me)].takes_part
        assert set(workshop.now.participants) - before == {me}
        tab.go(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")
        becomes(lambda: workshop.now.phase.title in text_of(tab), True)


def facts_on_the_table(workshop: OpenWorkshop) -> list[Any]:
    return [fact for table in workshop.now.tables.values() for fact in table.revealed]
