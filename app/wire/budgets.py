"""What somebody may ask for, whatever sockets they open: of a socket, a participant, a seat, a browser.

In memory, of this process alone. Counted here and not by `limits`, whose memory starts a thread for every
message.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.log.audiences import Audience
from app.domain.log.commands import WorkshopId
from app.wire.pace import Window

WINDOW_S, RESERVE_S, HOUR_S = 10.0, 600.0, 3600.0


class Asked(StrEnum):
    """What is counted apart: anything said, a command, and a snapshot (on connecting, or asked for again)."""

    MESSAGE = "message"
    COMMAND = "command"
    SNAPSHOT = "snapshot"


@dataclass(slots=True)
class Budget:
    """So much within seconds; beyond that a reserve, as for an outbox that waited."""

    usual: Window
    reserve: Window | None = None

    def take(self, now_s: float) -> bool:
        """Use up one; False if there is none left."""
        return self.usual.take(now_s) or (self.reserve is not None and self.reserve.take(now_s))


def of_a_socket() -> Budget:
    """Messages of one socket: 60 in 10 s; a full outbox on return has 300 more in ten minutes."""
    return _budget(60, 300)


def _budget(most: int, reserve: int) -> Budget:
    return Budget(Window(most=most, length_s=WINDOW_S), Window(most=reserve, length_s=RESERVE_S))


def _in_an_hour(most: int) -> Budget:
    return Budget(Window(most=most, length_s=HOUR_S))


_OF_ONE: dict[Asked, Callable[[bool], Budget]] = {
    Asked.MESSAGE: lambda _leads: _budget(120, 600),
    Asked.COMMAND: lambda leads: _in_an_hour(6_000 if leads else 600),
    Asked.SNAPSHOT: lambda _leads: _budget(30, 150),
}
_COMMANDS_OF_A_SEAT = 1_200
_LEADS = frozenset({Audience.FACILITATOR, Audience.DESK})


class Budgets:
    """Everybody's, by who they are: two phones of one participant share one, and so do sixty sockets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[WorkshopId, dict[tuple[str, ...], Budget]] = {}

    def take(self, asked: Asked, workshop_id: WorkshopId, audience: Audience, who: str) -> bool:
        """Use up one; False if there is none left. `who`: a participant, a browser, or where a screen is."""
        leads = audience in _LEADS
        return self._take(workshop_id, (asked, who), lambda: _OF_ONE[asked](leads))

    def take_of_seat(self, workshop_id: WorkshopId, seat_id: str) -> bool:
        """Use up one command of a seat, whoever sits there."""
        return self._take(workshop_id, ("seat", seat_id), lambda: _in_an_hour(_COMMANDS_OF_A_SEAT))

    def _take(self, workshop_id: WorkshopId, key: tuple[str, ...], new: Callable[[], Budget]) -> bool:
        mine = self._left.setdefault(workshop_id, {})
        if key not in mine:
            mine[key] = new()
        return mine[key].take(self._clock())

    def forget(self, workshop_id: WorkshopId) -> None:
        """Drop what nobody has asked for lately: the workshop has gone idle."""
        self._left.pop(workshop_id, None)
