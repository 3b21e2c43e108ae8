"""Who has tried too often, and waits longer for it: join codes, passphrases, joining itself.

Nobody who is right is refused because others were wrong: beyond what is free, tries take their turn. What is
counted is counted by all processes together.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import limits

from app.access.counts import Counts

MOST_WAITING = 600
"""In one lane, each with a connection that is held open; beyond, the newest is told to come back."""


@dataclass(slots=True)
class _Line:
    waiting: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)


class Turnstile:
    """Lets tries pass one after the other: each lane at its own pace, and all lanes of a gate at the gate's.

    A lane has one try at the gate at a time, so that a long lane makes no other one wait. Who has given up
    meanwhile costs no turn. Each process has its own lines; the turns are everybody's (`counts`).
    """

    def __init__(
        self,
        *,
        lane_s: float,
        gate_s: float,
        sleep: Callable[[float], None] = time.sleep,
        counts: Counts | None = None,
    ) -> None:
        self._lane_s, self._gate_s, self._sleep = lane_s, gate_s, sleep
        self._counts = counts or Counts()
        self._lines: dict[tuple[str, str], _Line] = {}
        self._lock = threading.Lock()

    def let_pass(self, lane: str, gate: str, is_gone: Callable[[], bool]) -> bool:
        """Wait for a turn; False when there is no room to wait, or nobody waits any more."""
        with self._in_line("lane", lane) as has_room:
            if not has_room or is_gone():
                return False
            with self._in_line("gate", gate):
                self._sleep(self._counts.turn_s(f"gate {gate}", self._gate_s))
            if self._lane_s > self._gate_s:
                self._sleep(self._counts.turn_s(f"lane {lane}", self._lane_s - self._gate_s))
            return True

    @contextmanager
    def _in_line(self, kind: str, name: str) -> Iterator[bool]:
        with self._lock:
            line = self._lines.setdefault((kind, name), _Line())
            if line.waiting >= MOST_WAITING:
                has_room = False
            else:
                line.waiting += 1
                has_room = True
        if not has_room:
            yield False
            return
        try:
            with line.turn:
                yield True
        finally:
            with self._lock:
                line.waiting -= 1
                if not line.waiting:
                    del self._lines[kind, name]


class Tries:
    """Counts what was wrong by the minute; who is beyond what is free takes turns at a turnstile.

    Each is counted before it is looked at, and given back when it was right: of many at once all would be
    looked at before one counts.

    `lane`: where a try comes from, an address as the trusted proxy says it; never a browser, for anybody
    makes a new one with each try. `gate`: what is tried. The arithmetic is in docs/operations.md.
    """

    def __init__(
        self,
        turnstile: Turnstile,
        *,
        free_per_lane: str,
        free_per_gate: str,
        counts: Counts | None = None,
        of: str = "",
    ) -> None:
        self._counts, self._of = counts or Counts(), of
        self._turnstile = turnstile
        self._per_lane, self._per_gate = limits.parse(free_per_lane), limits.parse(free_per_gate)

    def is_heard(self, lane: str, gate: str, is_gone: Callable[[], bool]) -> bool:
        """Whether a try is looked at; it may have to wait for that."""
        is_free = self._counts.hit(self._per_lane, self._of, "lane", lane)
        is_free = self._counts.hit(self._per_gate, self._of, "gate", gate) and is_free
        return is_free or self._turnstile.let_pass(lane, gate, is_gone)

    def was_right(self, lane: str, gate: str) -> None:
        """It counts as none."""
        self._counts.hit(self._per_lane, self._of, "lane", lane, cost=-1)
        self._counts.hit(self._per_gate, self._of, "gate", gate, cost=-1)


def tries_at_codes(counts: Counts, sleep: Callable[[float], None] = time.sleep) -> Tries:
    """Join codes: twenty a second from one address, ninety in all, once there are many wrong ones."""
    turnstile = Turnstile(lane_s=0.05, gate_s=1 / 90, sleep=sleep, counts=counts)
    return Tries(turnstile, free_per_lane="60/minute", free_per_gate="600/minute", counts=counts, of="codes")


def tries_at_passphrases(counts: Counts, sleep: Callable[[float], None] = time.sleep) -> Tries:
    """Passphrases: one a second for an account, once there are many wrong ones for it or from an address."""
    turnstile = Turnstile(lane_s=0.2, gate_s=1.0, sleep=sleep, counts=counts)
    return Tries(
        turnstile, free_per_lane="20/minute", free_per_gate="10/minute", counts=counts, of="passphrases"
    )


class Allowance:
    """How often something may be tried: by one subject, and by all of a whole together.

    Each try is counted before it is looked at: of many at once, all would be looked at before one counts.
    What should not have been counted is given back.
    """

    def __init__(self, *, per_subject: str, in_all: str, counts: Counts | None = None, of: str = "") -> None:
        self._counts, self._of = counts or Counts(), of
        self._per_subject, self._in_all = limits.parse(per_subject), limits.parse(in_all)

    def take(self, subject: str, whole: str = "") -> bool:
        """Use up one try; False when the subject, or the whole, has none left."""
        if not self._counts.hit(self._per_subject, self._of, "subject", subject):
            return False
        if self._counts.hit(self._in_all, self._of, "whole", whole):
            return True
        self._counts.hit(self._per_subject, self._of, "subject", subject, cost=-1)  # nobody looked at it
        return False

    def give_back(self, subject: str, whole: str = "") -> None:
        """One that was taken, as if it had not been."""
        self._counts.hit(self._per_subject, self._of, "subject", subject, cost=-1)
        self._counts.hit(self._in_all, self._of, "whole", whole, cost=-1)
