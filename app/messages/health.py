"""How a phone is, in its own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a phone says of itself: the way to the server and back, the taps that wait, and a wish for air."""

    rtt_ms: int
    waiting: int
    stepped_out: bool = False
