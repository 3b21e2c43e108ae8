"""Other engines than Chromium, by their own means: Firefox over BiDi, WebKit's GTK build over WebDriver.

Both are Debian's packages (`firefox-esr`; `webkit2gtk-driver` and `xvfb`). A page is opened and asked; no
more is needed for a journey, and no driver of another vendor stands between.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from simple_websocket import Client

from tests.patience import becomes, free_port

MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkitgtk-6.0/MiniBrowser")


class Tab(Protocol):
    """One window of one person."""

    def go(self, url: str) -> None: ...

    def ask(self, script: str) -> Any:
        """What an expression says on the page."""


def firefox_is_there() -> bool:
    return shutil.which("firefox-esr") is not None or shutil.which("firefox") is not None


def webkit_is_there() -> bool:
    return bool(shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and _mini_browser())


def _mini_browser() -> str | None:
    found = (one for pattern in MINI_BROWSERS for one in Path("/").glob(pattern.lstrip("/")))
    return next((str(one) for one in found), None)


@contextmanager
def _running(*command: str, home: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env={**os.environ, "HOME": str(home), "MOZ_HEADLESS": "1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Bidi:
    """A tab of Firefox; each has a cookie jar of its own."""

    def __init__(self, line: Client, ids: Iterator[int]) -> None:
        self._line, self._ids = line, ids
        jar = self.say("browser.createUserContext")["userContext"]
        self._context = self.say("browsingContext.create", type="tab", userContext=jar)["context"]

    def say(self, method: str, **params: Any) -> dict[str, Any]:
        return said(self._line, next(self._ids), method, params)

    def go(self, url: str) -> None:
        self.say("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def ask(self, script: str) -> Any:
        answer = self.say(
            "script.evaluate",
            expression=f"JSON.stringify({script})",
            target={"context": self._context},
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))


def said(line: Client, number: int, method: str, params: dict[str, Any]) -> dict[str, Any]:
    """Firefox's answer to one command; what it tells besides is passed over."""
    line.send(json.dumps({"id": number, "method": method, "params": params}))
    while True:
        answer = json.loads(line.receive(timeout=120) or "{}")
        if answer.get("id") == number:
            assert answer["type"] == "success", answer
            return dict(answer["result"])


@contextmanager
def firefox(folder: Path) -> Iterator[Any]:
    """Opens tabs of Firefox: `new_tab()`."""
    port, ids = free_port(), itertools.count(1)
    profile = folder / "profile"
    profile.mkdir()
    command = shutil.which("firefox-esr") or "firefox"
    arguments = ("--headless", "--no-remote", "--profile", str(profile), f"--remote-debugging-port={port}")
    with _running(command, *arguments, home=folder):
        line = _connected(port)
        with closing(line):
            said(line, next(ids), "session.new", {"capabilities": {}})
            yield lambda: _Bidi(line, ids)


class _ByPort(Client):  # type: ignore[misc]
    """Firefox answers only who names its port in the Host header, too."""

    def handshake(self) -> None:
        self.host = f"{self.host}:{self.port}"
        super().handshake()


def _connected(port: int) -> Client:
    becomes(lambda: _accepts(port), True)
    return _ByPort(f"ws://127.0.0.1:{port}/session")


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return True
    except OSError:
        return False


class _WebDriver:
    """A window of WebKit's MiniBrowser: a session of its own, with its own cookie jar."""

    def __init__(self, port: int, binary: str) -> None:
        self._at = f"http://127.0.0.1:{port}/session"
        options = {"binary": binary, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._at += f"/{self._post('', {'capabilities': wanted})['sessionId']}"

    def _post(self, path: str, data: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self._at + path, json.dumps(data).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def go(self, url: str) -> None:
        self._post("/url", {"url": url})

    def ask(self, script: str) -> Any:
        text = self._post("/execute/sync", {"script": f"return JSON.stringify({script})", "args": []})
        return json.loads(text or "null")

    def end(self) -> None:
        urllib.request.urlopen(urllib.request.Request(self._at, method="DELETE"), timeout=60).close()


@contextmanager
def webkit(folder: Path) -> Iterator[Any]:
    """Opens the one window of WebKit's GTK build: `new_tab()`."""
    binary = _mini_browser()
    assert binary is not None
    port, display = free_port(), f":{90 + os.getpid() % 900}"
    opened: list[_WebDriver] = []

    def new_tab() -> _WebDriver:
        opened.append(_WebDriver(port, binary))
        return opened[-1]

    with (
        _running("Xvfb", display, "-screen", "0", "1280x900x24", home=folder),
        _running(
            "WebKitWebDriver",
            f"--port={port}",
            home=folder,
            DISPLAY=display,
            GDK_BACKEND="x11",
            WEBKIT_DISABLE_COMPOSITING_MODE="1",
            LIBGL_ALWAYS_SOFTWARE="1",
        ),
    ):
        becomes(lambda: _accepts(port), True)
        yield new_tab
        for one in opened:
            one.end()
