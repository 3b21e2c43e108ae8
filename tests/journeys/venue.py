"""A place to hold a workshop: the served app, and browsers on a plain http name, as in a meeting room.

Every page that is opened is watched: an error or warning in its console, a refused resource, a script that
failed or a request to anywhere else ends up in `Venue.flaws`.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.looks import axe_finds
from tests.patience import PATIENCE_S, free_port
from tests.serving import Served, serving

NAME = "workshop.test"
"""A name the browser maps to this computer; it is not `localhost`, so no page is a secure context."""
NOISE = frozenset({"log", "info", "debug", "startGroup", "startGroupCollapsed", "endGroup"})
LOG_SHOWN = 6_000
WITHOUT_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
GIVEN_UP = "WebSocket is closed before the connection is established"

NO_WEBSOCKET = """window.WebSocket = class {
  constructor() { setTimeout(() => { this.onerror?.(new Event("error")); this.onclose?.({}); }, 5); }
  close() {}
  send() {}
};"""
"""How a browser finds a network that blocks websockets: each try fails a moment later."""


class Venue:
    """The served app's address, the browser, and everything wrong that any page did so far.

    `refuses_every_other`: for the first of the `devices`, the third and so on no websocket gets through.
    """

    def __init__(self, app: Served, browser: Browser, origin: str, refuses_every_other: bool = False) -> None:
        self.app = app
        self.browser = browser
        self.origin = origin
        self.refuses_every_other = refuses_every_other
        self.flaws: list[str] = []
        self.devices: list[str] = []
        self.refused: list[str] = []
        self.upgraded: list[str] = []
        self._contexts: list[BrowserContext] = []

    @property
    def sign_in_link(self) -> str:
        """The one-time link that the app printed, on the name that everybody uses."""
        return f"{self.origin}/{self.app.sign_in_link.split('/', 3)[3]}"

    def device(self, who: str, **options: Any) -> Page:
        """A browser of its own, with one page. `options`: viewport, touch, colour scheme, …"""
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE_S * 1000)
        if self.refuses_every_other and len(self.devices) % 2 == 0:
            context.add_init_script(NO_WEBSOCKET)
            self.refused.append(who)
        self.devices.append(who)
        self._contexts.append(context)
        context.on("console", lambda message: self._heard(message, who))
        context.on("weberror", lambda failed: self.flaws.append(f"{who}: script failed: {failed.error}"))
        context.on("request", lambda request: self._went_to(request.url, who))
        context.on("page", lambda page: page.on("websocket", lambda wire: self._upgraded_to(wire.url, who)))
        return context.new_page()

    def _heard(self, message: ConsoleMessage, who: str) -> None:
        # A phone without network says so, and nothing else: that is the network's fault, not the page's.
        # So is a try to connect that is given up: the network is back, or somebody leaves the page.
        is_networks = any(words in message.text for words in (WITHOUT_NETWORK, GIVEN_UP))
        if message.type not in NOISE and not is_networks:
            self.flaws.append(f"{who}: console {message.type}: {message.text}")

    def _upgraded_to(self, url: str, who: str) -> None:
        self._went_to(url, who)
        if who not in self.upgraded:
            self.upgraded.append(who)

    def _went_to(self, url: str, who: str) -> None:
        here = (
            f"{self.origin}/",
            f"{self.origin.replace('http', 'ws', 1)}/",
            "data:",
            "blob:",
            "about:blank",
        )
        if not url.startswith(here):
            self.flaws.append(f"{who}: left the origin for {url}")

    def check(self, page: Page, where: str) -> None:
        """Let axe look at the page, and note what it finds."""
        self.flaws += [f"{where}: {found}" for found in axe_finds(page)]

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@contextmanager
def venue(
    browser: Browser,
    database: Path,
    variables: Mapping[str, str] | None = None,
    refuses_every_other: bool = False,
) -> Iterator[Venue]:
    """The app served on a free port of this computer, and what drives it, while the block runs."""
    port = free_port()
    origin = f"http://{NAME}:{port}"
    with serving(database, port=port, variables={"BUTTON_BASE_URL": origin, **(variables or {})}) as app:
        place = Venue(app, browser, origin, refuses_every_other)
        try:
            yield place
            place.flaws += [line for line in app.printed.splitlines() if "Traceback" in line]
        except BaseException:
            sys.stderr.write("\n".join([app.printed[-LOG_SHOWN:], *place.flaws, ""]))
            raise
        finally:
            place.close()
