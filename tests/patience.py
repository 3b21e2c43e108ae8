"""How long a test waits for what must come. A deadline that is met costs nothing, however generous it is."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

from playwright.sync_api import Error, Page, expect

PATIENCE_S = 120.0
EPHEMERAL_BEGINS = 32_768
"""Where systems begin with the ports that they give to whoever asks for any."""

# Playwright's own five seconds are a guess at how fast the machine is.
expect.set_options(timeout=PATIENCE_S * 1000)


def becomes(read: Callable[[], object], wanted: object, what: str = "it") -> None:
    """Wait until what is read is what is wanted. A page's news comes in while it is being asked."""
    until = time.monotonic() + PATIENCE_S
    while (given := read()) != wanted:
        assert time.monotonic() < until, f"{what} is {given!r}, not {wanted!r}"


def stop_the_clock(page: Page, ahead_s: float = 1) -> None:
    """The page's time goes on by so much, and stands still.

    Where it has gone past that moment already while it was asked, it refuses, and stands still all the same.
    """
    try:
        page.clock.pause_at(page.evaluate("Date.now() / 1000") + ahead_s)
    except Error as refused:
        if "past" not in str(refused):
            raise
        page.clock.pause_at(page.evaluate("Date.now() / 1000") + ahead_s)


def free_port() -> int:
    """A port of this computer that nobody listens on, nor is given by chance while its server is away."""
    while True:
        port = SystemRandom().randrange(10_000, _lowest_ephemeral())
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue


def _lowest_ephemeral() -> int:
    told = Path("/proc/sys/net/ipv4/ip_local_port_range")
    lowest = int(told.read_text().split()[0]) if told.is_file() else EPHEMERAL_BEGINS
    return lowest if lowest > 11_000 else EPHEMERAL_BEGINS
