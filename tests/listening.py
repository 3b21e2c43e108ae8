"""What a page in a browser was told, over whichever transport, put together as the protocol says."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from fakeredis import TcpFakeServer
from playwright.sync_api import Page

from tests.shell.stage import merged

LISTENING = """(() => {
  const parse = JSON.parse;
  globalThis.heard = [];
  JSON.parse = (...text) => {
    const said = parse(...text);
    if (Array.isArray(said) && ["snapshot", "changes"].includes(said[0])) heard.push(said);
    return said;
  };
})();"""
"""Notes what the server tells the page."""


class Told:
    """Listens from the page's next address on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._slices: dict[str, Any] = {}
        page.add_init_script(LISTENING)

    def values(self) -> dict[str, Any]:
        """Each slice by its name, as it is now."""
        for event, data in self._page.evaluate("heard.splice(0)"):
            if event == "snapshot":
                self._slices = data["slices"]
                continue
            for one in data:
                mine = self._slices.get(one["slice"], {"version": 0})
                if one["since"] <= mine["version"] < one["version"]:
                    value = merged(mine.get("value"), one["patch"])
                    self._slices[one["slice"]] = {"version": one["version"], "value": value}
        return {name: one["value"] for name, one in self._slices.items()}


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """A Redis on a free port of this computer."""
    server = TcpFakeServer(("127.0.0.1", 0))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"redis://127.0.0.1:{server.server_address[1]}/0"
    finally:
        server.shutdown()
        server.server_close()
