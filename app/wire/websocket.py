"""A websocket on a plain socket, server side (RFC 6455): the same for every engine, and without extensions.

A message has a limit before it is read: the length that a frame announces, and the sum of its fragments.
Many frames are taken from one look at the socket, and unmasked by whole integers.
"""

import base64
import binascii
import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from socket import SHUT_RDWR, socket
from typing import Any

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
LONGEST_CONTROL = 125
NORMAL, WRONG, NOT_TEXT, TOO_BIG = 1000, 1002, 1007, 1009
"""Why a connection ends, as the RFC numbers it."""
READ_AT_ONCE = 65_536
_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class _Ends(Exception):
    """The connection is over; `status` is told to the other side, unless it is gone (0)."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


def answer_to(environ: Mapping[str, Any]) -> bytes | None:
    """What is answered to a handshake; None where it is none of this protocol's."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    asked = {one.strip() for one in environ.get("HTTP_CONNECTION", "").lower().split(",")}
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket" or "upgrade" not in asked:
        return None
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not _is_key(key):
        return None
    accepted = base64.b64encode(hashlib.sha1(key.encode() + _SALT).digest())
    lines = (b"HTTP/1.1 101 Switching Protocols", b"Upgrade: websocket", b"Connection: Upgrade")
    return b"\r\n".join((*lines, b"Sec-WebSocket-Accept: " + accepted, b"", b""))


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        return False


def unmasked(payload: bytes, mask: bytes) -> bytes:
    """What was said under a mask of four bytes, all of it in one sum instead of byte by byte."""
    size = len(payload)
    if not size or mask == b"\0\0\0\0":
        return payload
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(repeated, "little")).to_bytes(size, "little")


class WebSocket:
    """One connection. `longest`: bytes that a message may have now; `charge`: told of each frame's bytes.

    `charge` may take its time, and may end the connection with an OSError.
    """

    def __init__(self, connection: socket, longest: Callable[[], int], charge: Callable[[int], None]) -> None:
        self.socket = connection  # by this name its library sets the time it may take
        self._longest, self._charge = longest, charge
        self._came = bytearray()
        self._sending = threading.Lock()
        self._is_over = False

    def wait(self) -> str | bytes | None:
        """The next message; None when the connection is over, for whatever reason."""
        try:
            return self._message()
        except _Ends as end:
            self._end(end.status)
        except OSError:
            self._end(0)
        return None

    def send(self, message: str | bytes) -> None:
        """Send one message. Raises OSError when that cannot be, or takes longer than the socket's time."""
        kind = TEXT if isinstance(message, str) else BINARY
        self._send(kind, message.encode() if isinstance(message, str) else message)

    def close(self) -> None:
        """End the connection, and with it whoever waits here; the server closes the socket itself."""
        self._end(NORMAL)

    def drop(self) -> None:
        """End it without a word: whoever is there may not even listen."""
        self._end(0)

    # --- frames ---------------------------------------------------------------------------------------

    def _message(self) -> str | bytes:
        parts: list[bytes] = []
        size, kind = 0, CONTINUED
        while True:
            is_last, opcode, payload = self._frame(self._longest() - size)
            if opcode & CLOSE:
                self._control(opcode, payload)
                continue
            if (opcode == CONTINUED) is (kind == CONTINUED):
                raise _Ends(WRONG)  # continues nothing, or begins anew within a message
            kind = kind or opcode
            parts.append(payload)
            size += len(payload)
            if is_last:
                return _said(kind, b"".join(parts))

    def _frame(self, longest: int) -> tuple[bool, int, bytes]:
        """Whether it is its message's last, what kind it is, and its bytes; no more than so many."""
        first, second = self._take(2)
        opcode, size = first & 0x0F, second & 0x7F
        is_control = opcode >= CLOSE
        if first & 0x70 or not second & 0x80 or opcode not in (CONTINUED, TEXT, BINARY, CLOSE, PING, PONG):
            raise _Ends(WRONG)
        if is_control and (size > LONGEST_CONTROL or not first & 0x80):
            raise _Ends(WRONG)
        if size >= 126:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        if size > longest and not is_control:
            raise _Ends(TOO_BIG)
        self._charge(size)
        mask = self._take(4)
        return bool(first & 0x80), opcode, unmasked(self._take(size), mask)

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == CLOSE:
            raise _Ends(NORMAL)
        if opcode == PING:
            self._send(PONG, payload)

    def _take(self, size: int) -> bytes:
        while len(self._came) < size:
            more = self.socket.recv(READ_AT_ONCE)
            if not more:
                raise _Ends
            self._came += more
        taken = bytes(self._came[:size])
        del self._came[:size]
        return taken

    def _send(self, kind: int, payload: bytes) -> None:
        with self._sending:
            if self._is_over:
                raise OSError("the connection is over")
            self.socket.sendall(framed(kind, payload))

    def _end(self, status: int) -> None:
        """Say why, if that can be said without waiting, and end both directions."""
        if self._is_over:
            return
        is_free = self._sending.acquire(blocking=False)
        self._is_over = True
        with suppress(OSError):
            if status and is_free:
                self.socket.sendall(framed(CLOSE, status.to_bytes(2, "big")))
        if is_free:
            self._sending.release()
        with suppress(OSError):
            self.socket.shutdown(SHUT_RDWR)


def framed(kind: int, payload: bytes) -> bytes:
    """One whole message as a server sends it: without a mask."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | kind, size)) + payload
    if size < 65_536:
        return bytes((0x80 | kind, 126)) + size.to_bytes(2, "big") + payload
    return bytes((0x80 | kind, 127)) + size.to_bytes(8, "big") + payload


def _said(kind: int, payload: bytes) -> str | bytes:
    if kind == BINARY:
        return payload
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise _Ends(NOT_TEXT) from None
