"""Devices that tried whether they reach this computer. Kept in memory, without who they were."""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_KEPT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One device's try. `is_elsewhere`: it is not this computer itself. `has_websocket`: one got through."""

    at: datetime
    is_elsewhere: bool
    has_websocket: bool


class Tries:
    """The latest ones, the newest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Try] = deque(maxlen=MOST_KEPT)

    def note(self, *, is_elsewhere: bool, has_websocket: bool) -> None:
        made = Try(at=datetime.now(UTC), is_elsewhere=is_elsewhere, has_websocket=has_websocket)
        with self._lock:
            self._kept.appendleft(made)

    def all(self) -> tuple[Try, ...]:
        with self._lock:
            return tuple(self._kept)
