"""Ids that would sign what has no author: those of private commands and of barriers are made by chance.

Whether one id is chance cannot be seen; whether two of one device are like each other can. Rule: P14.
"""

from dataclasses import dataclass, field

from app.domain.log.commands import (
    CheckOut,
    Command,
    GiveRead,
    RaiseBarrier,
    VoteForBarrier,
    WithdrawVote,
)
from app.messages.payloads import Malformed

SHORTEST = 20
"""Of 64 letters each, 120 bits. Two of them agree in half their places once in 10^12 times."""

_PRIVATE = (GiveRead, VoteForBarrier, WithdrawVote, RaiseBarrier, CheckOut)


@dataclass(slots=True)
class IdsHeard:
    """The last ids of one socket, by what they are ids of."""

    _last: dict[str, str] = field(default_factory=dict)

    def check(self, command: Command) -> None:
        """Take in a command's ids. Raises Malformed where a private one is not made by chance."""
        if not isinstance(command.wish, _PRIVATE):
            return
        self._check("id", command.id)
        if isinstance(command.wish, RaiseBarrier):
            self._check("barrier_id", command.wish.barrier_id)

    def _check(self, what: str, id: str) -> None:
        last = self._last.get(what, "")
        if len(id) < SHORTEST or (id != last and _are_alike(id, last)):
            raise Malformed("malformed", what)
        self._last[what] = id


def _are_alike(one: str, other: str) -> bool:
    """Whether half of the places or more hold the same, from either end: counters, clocks, names."""
    half = min(len(one), len(other)) / 2
    return bool(other) and any(
        sum(a == b for a, b in zip(first, second, strict=False)) >= half
        for first, second in ((one, other), (one[::-1], other[::-1]))
    )
