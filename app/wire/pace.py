"""How fast somebody may go on: what is beyond a first lot is taken up slowly, or not at all."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Pace:
    """So much at once, and so much a second from then on; who is ahead of that is told how long to wait.

    `waits_at_most_s`: whoever would have to wait longer is not counted, so that nobody pays for it later.
    """

    at_once: float
    per_s: float
    waits_at_most_s: float = math.inf
    _ahead: float = 0.0
    _seen_s: float = 0.0

    def wait_s(self, cost: float, now_s: float) -> float:
        """Take so much now; gives the seconds until the next may be taken, 0 for at once."""
        self._ahead = max(0.0, self._ahead - (now_s - self._seen_s) * self.per_s) + cost
        self._ahead = min(self._ahead, self.at_once + self.per_s * self.waits_at_most_s)
        self._seen_s = now_s
        return max(0.0, self._ahead - self.at_once) / self.per_s

    def is_rested(self, now_s: float) -> bool:
        """Whether nothing is remembered any more: a new one would be the same."""
        return self._ahead <= (now_s - self._seen_s) * self.per_s


class Paces:
    """A pace for each of many, of whom only those are remembered who came lately."""

    def __init__(self, new: Callable[[], Pace]) -> None:
        self._new = new
        self._of: dict[str, Pace] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._of)

    def wait_s(self, who: str, now_s: float) -> float:
        """Count one of theirs; the seconds until it may be taken up."""
        with self._lock:
            if who not in self._of:
                self._of[who] = self._new()
            return self._of[who].wait_s(1.0, now_s)

    def forget_rested(self, now_s: float) -> None:
        with self._lock:
            for who in [who for who, pace in self._of.items() if pace.is_rested(now_s)]:
                del self._of[who]


@dataclass(slots=True, kw_only=True)
class Window:
    """So many within so many seconds, and none beyond."""

    most: int
    length_s: float
    _began_s: float = 0.0
    _used: int = 0

    def take(self, now_s: float) -> bool:
        """Use up one; False if there is none left."""
        if now_s - self._began_s >= self.length_s:
            self._began_s, self._used = now_s, 0
        self._used += 1
        return self._used <= self.most
