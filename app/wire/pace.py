"""How fast somebody may go on: what is beyond a first lot is taken up slowly, or not at all."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Pace:
    """So much at once, and so much a second from then on; who is ahead of that is told how long to wait."""

    at_once: float
    per_s: float
    _ahead: float = 0.0
    _seen_s: float = 0.0

    def wait_s(self, cost: float, now_s: float) -> float:
        """Take so much now; gives the seconds until the next may be taken, 0 for at once."""
        self._ahead = max(0.0, self._ahead - (now_s - self._seen_s) * self.per_s) + cost
        self._seen_s = now_s
        return max(0.0, self._ahead - self.at_once) / self.per_s


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
