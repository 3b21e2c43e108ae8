"""Connections that owe the server something: a request, its body, or that somebody takes the answer.

Whoever connects and says nothing, or one letter now and then, costs a descriptor and a thread. Such a
connection has a life of seconds and an address has so many; where there are too many the oldest goes. While
the app is at work on a request (a poll that waits, a websocket, a try that takes its turn) nothing is owed.
The same for both engines: each hands a request to `attend`, and serves the app through `watched`.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from typing import Any

from app.access.networks import network_of
from app.wire.connections import connection_of
from app.wire.half_open import HalfOpen

REQUEST_WITHIN_S, NEXT_WITHIN_S = 10.0, 90.0
"""The head of a connection's first request, and of the next one where the line is kept."""
BODY_WITHIN_S, ANSWER_WITHIN_S = 60.0, 300.0
"""Six million bytes, as many as a body may have, over a slow line; and a report over a slower one."""
SILENT_FOR_S = 10.0
"""Within a body."""
LOOKS_EVERY_S = 0.5
_TLS_BEGINS = b"\x16"

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Callers:
    """The connections of this process that owe something."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._owing = HalfOpen()
        self._connections: dict[str, Any] = {}
        self._begun = False

    def __len__(self) -> int:
        return len(self._owing)

    @contextmanager
    def attending(self, connection: Any, address: str, *, is_first: bool) -> Iterator[None]:
        """One request of a connection, from before its first letter to the end of its answer."""
        self._expect(connection, address, REQUEST_WITHIN_S if is_first else NEXT_WITHIN_S)
        try:
            yield
        finally:
            self._owes_nothing(connection)

    def attend(self, handler: Any, answer: Callable[[], None], *, is_first: bool) -> None:
        """One request, as an engine's handler answers it, attended.

        Who speaks https to this http port is let go at once: no answer would be understood.
        """
        with self.attending(handler.connection, handler.client_address[0], is_first=is_first):
            if _is_for_us(handler.rfile):
                answer()
            else:
                handler.close_connection = True

    def watched(self, app: WsgiApp) -> WsgiApp:
        """The app, with the debts of whoever asks it: called once the head of a request is there."""

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            connection, address = connection_of(environ), environ.get("REMOTE_ADDR", "")
            if connection is None:
                return app(environ, start_response)
            self._owes_nothing(connection)
            if length := _length_of_body(environ):
                self._expect(connection, address, BODY_WITHIN_S)
                body = environ["wsgi.input"]
                usual_s = connection.gettimeout()
                connection.settimeout(SILENT_FOR_S)

                def is_read() -> None:
                    connection.settimeout(usual_s)
                    self._owes_nothing(connection)

                environ["wsgi.input"] = _Body(body, length, is_read)

            def start(*answer: Any) -> Any:
                self._expect(connection, address, ANSWER_WITHIN_S)
                return start_response(*answer)

            return app(environ, start)

        return serve

    def let_go_of_overdue(self) -> None:
        """End what has owed for too long."""
        for name in self._owing.overdue(self._clock()):
            self._end(name)

    def _expect(self, connection: Any, address: str, within_s: float) -> None:
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._look, name="callers", daemon=True).start()
        name = str(id(connection))
        self._owing.remove(name)
        self._connections[name] = connection
        gone = self._owing.add(name, network_of(address), self._clock(), within_s)
        if gone is not None:
            self._end(gone)

    def _owes_nothing(self, connection: Any) -> None:
        name = str(id(connection))
        self._owing.remove(name)
        self._connections.pop(name, None)

    def _end(self, name: str) -> None:
        self._owing.remove(name)
        connection = self._connections.pop(name, None)
        if connection is not None:
            with suppress(OSError):  # whoever waits for it wakes, and closes it
                connection.shutdown(SHUT_RDWR)

    def _look(self) -> None:
        while True:
            time.sleep(LOOKS_EVERY_S)
            self.let_go_of_overdue()


class _Body:
    """What comes in after a request's head; says so when all of it is there."""

    def __init__(self, stream: Any, length: float, on_read: Callable[[], None]) -> None:
        self._stream, self._owed, self._on_read = stream, length, on_read

    def read(self, *size: int) -> bytes:
        return self._counted(lambda: self._stream.read(*size), is_end=size != (0,))

    def readline(self, *size: int) -> bytes:
        return self._counted(lambda: self._stream.readline(*size), is_end=size != (0,))

    def readlines(self, *hint: int) -> list[bytes]:
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _counted(self, read: Callable[[], bytes], *, is_end: bool) -> bytes:
        try:
            came = read()
        except OSError:  # nobody is there any more, or says nothing
            came = b""
        self._owed -= len(came)
        if self._owed <= 0 or (is_end and not came):
            self._on_read()
        return came


def _is_for_us(stream: Any) -> bool:
    """Whether what comes in may be HTTP: not https, nor a line that is gone or closed already."""
    try:
        return bool(stream.peek(1)[:1] != _TLS_BEGINS)
    except (OSError, ValueError):
        return False


def _length_of_body(environ: Mapping[str, Any]) -> float:
    """How many bytes are to come; without end where nobody has said so."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return float("inf")
    length = environ.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0
