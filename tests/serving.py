"""The real app: in a process of its own, as `python3 run.py` starts it, or on a port of this one."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"Your console \(works once\):\s+(\S+)")


def command(*arguments: str, script: str = "run.py") -> list[str]:
    return [sys.executable, str(ROOT / script), *arguments]


class Served:
    """An app that is starting or serves; `printed` is all it has said so far, the log included.

    `within`: the command that starts it somewhere else, such as in a network of its own.
    """

    def __init__(
        self,
        arguments: list[str],
        variables: Mapping[str, str],
        within: Sequence[str] = (),
        script: str = "run.py",
    ) -> None:
        self.process = subprocess.Popen(
            [*within, *command("serve", *arguments, script=script)],
            cwd=ROOT,
            # The fault handler: one that does not stop is aborted, and prints what it was at.
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "PYTHONIOENCODING": "utf-8",
                "PYTHONFAULTHANDLER": "1",
                **variables,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: list[str] = []
        self._link = ""
        self._is_ready = threading.Event()
        # Somebody must read all the time, or an app that says much would wait for its reader.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.append(line)
            if found := LINK.search(line):
                self._link = found.group(1)
                self._is_ready.set()
        self._is_ready.set()

    @property
    def printed(self) -> str:
        return "".join(self._lines)

    @property
    def sign_in_link(self) -> str:
        """The link that opens the console once; the app listens already when it is printed."""
        assert self._is_ready.wait(PATIENCE_S), f"the app is slow to start: {self.printed}"
        assert self._link, f"the app did not start: {self.printed}"
        return self._link

    @property
    def url(self) -> str:
        """Where it serves, without a slash at the end."""
        return "/".join(self.sign_in_link.split("/")[:3])

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def descriptors(self) -> int:
        """How many it has open, where /proc shows it."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    @property
    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Stop as Ctrl-C does, or with SIGKILL as a power cut does; gives all that was printed."""
        self.process.send_signal(how)
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGABRT)
            self._reader.join(PATIENCE_S)
            raise AssertionError(f"the app goes on though it was told to stop: {self.printed}") from None
        self._reader.join(PATIENCE_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return self.printed


def start(
    database: str | Path,
    *,
    port: int = 0,
    async_mode: str = "eventlet",
    variables: Mapping[str, str] | None = None,
    script: str = "run.py",
) -> Served:
    """Start the app on loopback, by this script, and wait until it serves. `database`: a file or a URL."""
    options = ["--host", "127.0.0.1", "--port", str(port)]
    options += ["--database", str(database), "--async-mode", async_mode]
    app = Served(options, variables or {}, script=script)
    try:
        assert app.sign_in_link
    except AssertionError:
        app.stop(signal.SIGTERM)
        raise
    return app


@contextmanager
def serving(
    database: str | Path,
    *,
    port: int = 0,
    async_mode: str = "eventlet",
    variables: Mapping[str, str] | None = None,
    script: str = "run.py",
) -> Iterator[Served]:
    """The app while the block runs."""
    app = start(database, port=port, async_mode=async_mode, variables=variables, script=script)
    try:
        yield app
    finally:
        app.stop()


class _Quiet(WSGIRequestHandler):
    disable_nagle_algorithm = True
    timeout = 30

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def at_a_port(flask: Flask) -> Iterator[int]:
    """The app in this process while it runs: a thread per connection, as with `--async-mode threading`."""
    server = make_server("127.0.0.1", 0, flask, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
