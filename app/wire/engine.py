"""Engine.IO as this app serves it: what somebody costs who has not said who they are, and when a line ends.

The one module that leans on the insides of python-engineio; tests/shell/test_engine.py notices when they
change. What it adds: closing never waits; who does not sign in is let go; messages have a limit and a pace;
one task sends all pings; websockets are our own.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import socketio
from engineio import Server, exceptions, packet
from engineio.socket import Socket

from app.access.networks import network_of
from app.messages.payloads import MAX_MESSAGE_BYTES
from app.wire.connections import connection_of, end_request
from app.wire.half_open import HalfOpen
from app.wire.pace import Pace, Paces, Window
from app.wire.websocket import WebSocket, answer_to

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)  # below it the library writes down every frame, private words and all

BEFORE_SIGN_IN_BYTES, BEFORE_SIGN_IN_FRAMES = 4_096, 30
FRAMES_AT_ONCE, FRAMES_PER_S = 500, 40
"""A page says far less; what comes faster is read later, so that its sender waits and nobody else does."""
BYTES_LIKE_A_FRAME = 8_192
ARRIVALS_AT_ONCE, ARRIVALS_PER_S, ARRIVAL_WAITS_AT_MOST_S = 200, 20, 1.0
"""Of one address, which a whole workshop may share: a room comes back at once, and who comes and goes without
end waits a little each time. Never long: whoever else is at that address waits behind them."""
YIELDS_EVERY = 16
CONNECTS, CONNECTS_IN_S = 10, 60.0
MOST_UNSENT = 2_000
"""Packets that wait for somebody who does not take them."""
LOOKS_EVERY_S = 0.5


class Session(Socket):  # type: ignore[misc]
    """One connection, by whichever transport."""

    def __init__(self, server: "Engine", sid: str, address: str) -> None:
        super().__init__(server, sid)
        self.address = address
        self.is_signed_in = False
        self.last_ping: float | None = time.monotonic()
        self._ping_at_s = 0.0
        self._pace = Pace(at_once=FRAMES_AT_ONCE, per_s=FRAMES_PER_S)
        self._connects = Window(most=CONNECTS, length_s=CONNECTS_IN_S)
        self._frames = self._unknown_frames = 0
        self._is_polled = False
        self._websocket: WebSocket | None = None

    @property
    def longest(self) -> int:
        """How many bytes a message may have now."""
        return MAX_MESSAGE_BYTES if self.is_signed_in else BEFORE_SIGN_IN_BYTES

    def knows(self, is_signed_in: bool) -> None:
        self.is_signed_in, self._unknown_frames = is_signed_in, 0

    # --- how it ends ----------------------------------------------------------------------------------

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """As the library does, but whoever closes never waits for somebody to take what is left."""
        super().close(wait=False, abort=abort, reason=reason)
        self.server.has_ended(self)

    def drop(self) -> None:
        """End it now, whatever is on its way."""
        self.close(abort=True, reason=self.server.reason.TRANSPORT_ERROR)
        if self._websocket is not None:
            self._websocket.drop()

    # --- pings: one task for all, by a clock that is never set ----------------------------------------

    def schedule_ping(self) -> None:
        if self.last_ping:
            self.last_ping = None
            self._ping_at_s = time.monotonic() + self.server.ping_interval

    def ping_if_due(self, now_s: float) -> None:
        if self.last_ping is None and now_s >= self._ping_at_s:
            self.last_ping = now_s
            self.send(packet.Packet(packet.PING))
        else:
            self.check_ping_timeout()

    def check_ping_timeout(self) -> bool:
        if self.closed:
            raise exceptions.SocketIsClosedError
        if self.last_ping and time.monotonic() - self.last_ping > self.server.ping_timeout:
            self.close(reason=self.server.reason.PING_TIMEOUT)
            return False
        return True

    # --- what goes out --------------------------------------------------------------------------------

    def send(self, pkt: packet.Packet) -> None:
        if self.queue.qsize() > MOST_UNSENT and not self.closing:
            self.drop()
            return
        super().send(pkt)

    def handle_get_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if "HTTP_UPGRADE" in environ:
            return super().handle_get_request(environ, start_response)
        if self._is_polled:  # two that wait at once: no client does that
            self.drop()
            raise exceptions.SocketIsClosedError
        self._is_polled = True
        try:
            self._charge(0)
            return super().handle_get_request(environ, start_response)
        finally:
            self._is_polled = False

    # --- what comes in --------------------------------------------------------------------------------

    def handle_post_request(self, environ: Mapping[str, Any]) -> None:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) > self.longest:
            raise exceptions.ContentTooLongError
        super().handle_post_request(environ)

    def receive(self, pkt: packet.Packet) -> None:
        if self.closed:
            raise exceptions.SocketIsClosedError
        if not self.upgraded:  # a websocket has counted the frame
            self._charge(len(pkt.data) if isinstance(pkt.data, str | bytes) else 0)
        begins = isinstance(pkt.data, str) and pkt.data[:1] == "0"
        if pkt.packet_type == packet.MESSAGE and begins and not self._connects.take(time.monotonic()):
            self.drop()
            raise exceptions.SocketIsClosedError
        super().receive(pkt)

    def _charge(self, size: int) -> None:
        """Count one frame; wait where too many come, and end it where nobody ever signs in."""
        self._frames += 1
        self._unknown_frames += not self.is_signed_in
        if self._unknown_frames > BEFORE_SIGN_IN_FRAMES:
            self.drop()
            raise ConnectionAbortedError
        wait_s = self._pace.wait_s(1 + size / BYTES_LIKE_A_FRAME, time.monotonic())
        if wait_s or self._frames % YIELDS_EVERY == 0:
            self.server.sleep(wait_s)

    def _upgrade_websocket(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = answer_to(environ)
        if answer is None or self.upgraded or self.upgrading or self._websocket is not None:
            return self.server._bad_request()
        connection = connection_of(environ)
        self._websocket = WebSocket(connection, lambda: self.longest, self._charge)
        try:
            connection.sendall(answer)
            self._websocket_handler(self._websocket)
        except (OSError, ValueError, exceptions.EngineIOError):
            pass  # what came was no packet, or nobody is there any more
        finally:
            self.queue.put(None)
            with suppress(exceptions.EngineIOError):
                self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self._websocket.close()
        return end_request(environ)


class Engine(Server):  # type: ignore[misc]
    """All connections of this process. `headers`: what every answer to a host carries besides its own."""

    def __init__(self, headers: Callable[[str], Sequence[tuple[str, str]]], **options: Any) -> None:
        self._headers = headers
        super().__init__(max_http_buffer_size=MAX_MESSAGE_BYTES, logger=log, **options)
        self.half_open = HalfOpen()
        self._arrivals = Paces(_of_an_address)
        self._is_attended = False

    def handle_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            besides = (*self._headers(environ.get("HTTP_HOST", "")), ("Cache-Control", "no-store"))
            return start_response(status, [*headers, *besides], *more)

        if "j" in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True):
            # An answer as a script of the asker's, from the time before browsers could ask other hosts.
            refusal = self._bad_request("JSONP is not served")
            start(refusal["status"], refusal["headers"])
            return [refusal["response"]]
        return super().handle_request(environ, start)

    def signed_in(self, sid: str | None, is_signed_in: bool = True) -> None:
        """Who is at this connection is known from now on, or no longer."""
        session = self.sockets.get(sid)
        if session is None:
            return
        session.knows(is_signed_in)
        self.half_open.remove(session.sid)
        if not is_signed_in:
            self._expect(session)

    def has_ended(self, session: Session) -> None:
        self.half_open.remove(session.sid)
        self.sockets.pop(session.sid, None)

    def _handle_connect(
        self,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        transport: str,
        jsonp_index: int | None = None,
    ) -> Any:
        if not self._is_attended:
            self._is_attended = True
            self.service_task_handle = self.start_background_task(self._service_task)
        address = network_of(environ.get("REMOTE_ADDR", ""))
        if wait_s := self._arrivals.wait_s(address, time.monotonic()):
            self.sleep(wait_s)
        session = Session(self, self.generate_id(), address)
        self.sockets[session.sid] = session
        self._expect(session)
        session.send(self._opening(session, transport))
        self._trigger_event("connect", session.sid, environ, run_async=False)
        session.schedule_ping()
        if transport == "websocket":
            return session.handle_get_request(environ, start_response)
        session.connected = True
        return self._ok(session.poll(), jsonp_index=jsonp_index)

    def _opening(self, session: Session, transport: str) -> packet.Packet:
        return packet.Packet(
            packet.OPEN,
            {
                "sid": session.sid,
                "upgrades": self._upgrades(session.sid, transport),
                "pingInterval": int(self.ping_interval * 1000),
                "pingTimeout": int(self.ping_timeout * 1000),
                "maxPayload": self.max_http_buffer_size,
            },
        )

    def _expect(self, session: Session) -> None:
        """Wait for somebody to say who they are; where too many are waited for, the oldest goes."""
        goes = self.half_open.add(session.sid, session.address, time.monotonic())
        if goes is not None and goes in self.sockets:
            self.sockets[goes].drop()

    def _service_task(self) -> None:
        """While the app runs: ping who is there, and let go of who is not or does not sign in."""
        self.service_task_event = self.create_event()
        while not self.service_task_event.wait(timeout=LOOKS_EVERY_S):
            now_s = time.monotonic()
            self._arrivals.forget_rested(now_s)
            for sid in self.half_open.overdue(now_s):
                self._attended(sid, Session.drop)
            for sid in list(self.sockets):
                self._attended(sid, lambda session: session.ping_if_due(now_s))  # noqa: B023

    def _attended(self, sid: str, attend: Callable[[Session], None]) -> None:
        session = self.sockets.get(sid)
        if session is None:
            self.half_open.remove(sid)
            return
        try:
            attend(session)
        except exceptions.SocketIsClosedError:
            self.has_ended(session)
        except Exception:  # one line that cannot be ended must not keep the others from it
            log.exception("a connection could not be attended to")
            self.has_ended(session)

    def _log_error_once(self, message: str, message_key: str) -> None:
        """Say nothing: what a stranger sends, and where from, stays out of the terminal."""


def _of_an_address() -> Pace:
    return Pace(at_once=ARRIVALS_AT_ONCE, per_s=ARRIVALS_PER_S, waits_at_most_s=ARRIVAL_WAITS_AT_MOST_S)


def take_over(server: socketio.Server, **options: Any) -> Engine:
    """Let this Socket.IO server stand on an engine of ours. `options`: the library's own."""
    engine = Engine(**options)
    engine.on("connect", server._handle_eio_connect)
    engine.on("message", server._handle_eio_message)
    engine.on("disconnect", server._handle_eio_disconnect)
    server.eio = engine
    return engine
