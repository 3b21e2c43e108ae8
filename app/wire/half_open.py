"""Connections that have not said who they are: how long they may take, and how many an address has."""

import threading
from collections import Counter

SIGN_IN_WITHIN_S = 15.0
MOST_OF_ONE_ADDRESS = 400
"""A whole workshop may share an address, and come back from a network that was away at the same moment."""
MOST = 4_000


class HalfOpen:
    """Who has connected and not signed in, in the order they came.

    Where there are too many, the oldest goes and not the newest: a phone signs in at once, a flood never.
    """

    def __init__(self) -> None:
        self._since: dict[str, tuple[str, float]] = {}
        self._of_address: Counter[str] = Counter()
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._since)

    def add(self, sid: str, address: str, now_s: float) -> str | None:
        """One more; gives who has to go for it, if anybody."""
        with self._lock:
            gone = self._oldest(address) if self._of_address[address] >= MOST_OF_ONE_ADDRESS else None
            gone = gone or (next(iter(self._since)) if len(self._since) >= MOST else None)
            self._since[sid] = (address, now_s)
            self._of_address[address] += 1
            if gone is not None:
                self.remove(gone)
            return gone

    def remove(self, sid: str) -> None:
        """Signed in, or gone."""
        with self._lock:
            address, _ = self._since.pop(sid, (None, 0.0))
            if address is not None:
                self._of_address[address] -= 1
                if not self._of_address[address]:
                    del self._of_address[address]

    def overdue(self, now_s: float) -> list[str]:
        """Whose time is over."""
        with self._lock:
            return [sid for sid, (_, since_s) in self._since.items() if now_s - since_s >= SIGN_IN_WITHIN_S]

    def _oldest(self, address: str) -> str:
        return next(sid for sid, (whose, _) in self._since.items() if whose == address)
