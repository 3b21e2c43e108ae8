"""A network that goes and comes back, and what a phone keeps meanwhile."""

import re

from playwright.sync_api import BrowserContext, Page

from tests.pages.opened import OpenWorkshop
from tests.patience import becomes

SOCKETS = re.compile(r"/socket\.io/")
COUNT_KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("button");
  opening.onsuccess = () => {
    const counting = opening.result.transaction("commands").objectStore("commands").count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
})"""


WAITING = "Waiting for the network. It's kept on this phone and will be sent."


def cut(context: BrowserContext, workshop: OpenWorkshop) -> None:
    """Take the network away: new connections fail, and those that are open break."""
    context.set_offline(True)
    break_sockets(workshop)


def network_returns(context: BrowserContext, *pages: Page) -> None:
    """Give the network back: pages hear of it, and reach the server then.

    The browser may tell them before their requests get through. It is said once more when they do: where time
    stands still, they would never try again.
    """
    context.set_offline(False)
    for page in pages:
        comes_to(page, "fetch('/healthz').then((answer) => answer.ok, () => false)", True)
        page.evaluate("dispatchEvent(new Event('online'))")


def break_sockets(workshop: OpenWorkshop) -> None:
    server = workshop.stage.app.socketio.server
    for socket, _ in list(server.manager.get_participants("/", None)):
        server.disconnect(socket)


def device_keeps(page: Page, taps: int) -> None:
    """Wait until so many taps are kept: a tap shows a moment before the device has it, as its answer does."""
    comes_to(page, COUNT_KEPT, taps)


def comes_to(page: Page, script: str, value: object, told: object = None) -> None:
    """Wait until a script, told so much, gives a value.

    Not `wait_for_function`: to it any promise is as good as true, and our pages forbid how it asks again.
    """
    becomes(lambda: page.evaluate(script, told), value, script)
