"""Connections that somebody is waited for at: how long they may take, and how many an address has."""

import threading
from collections import Counter

SIGN_IN_WITHIN_S = 15.0
MOST_OF_ONE_ADDRESS = 400
"""A whole workshop may share an address, and come back from a network that was away at the same moment."""
MOST = 4_000


class HalfOpen:
    """Who has connected and not signed in, or owes a request, in the order they came.

    Where there are too many, the oldest goes and not the newest: a phone signs in at once, a flood never.
    """

    def __init__(self) -> None:
        self._until: dict[str, tuple[str, float]] = {}
        self._of_address: Counter[str] = Counter()
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._until)

    def add(self, sid: str, address: str, now_s: float, within_s: float | None = None) -> str | None:
        """One more; gives who has to go for it, if anybody."""
        with self._lock:
            gone = self._oldest(address) if self._of_address[address] >= MOST_OF_ONE_ADDRESS else None
            gone = gone or (next(iter(self._until)) if len(self._until) >= MOST else None)
            self._until[sid] = (address, now_s + (SIGN_IN_WITHIN_S if within_s is None else within_s))
            self._of_address[address] += 1
            if gone is not None:
                self.remove(gone)
            return gone

    def remove(self, sid: str) -> None:
        """Signed in, or gone."""
        with self._lock:
            address, _ = self._until.pop(sid, (None, 0.0))
            if address is not None:
                self._of_address[address] -= 1
                if not self._of_address[address]:
                    del self._of_address[address]

    def overdue(self, now_s: float) -> list[str]:
        """Whose time is over."""
        with self._lock:
            return [sid for sid, (_, until_s) in self._until.items() if now_s >= until_s]

    def _oldest(self, address: str) -> str:
        return next(sid for sid, (whose, _) in self._until.items() if whose == address)
