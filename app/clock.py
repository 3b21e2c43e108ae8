"""What time it is for a workshop: the computer's own, or in a rehearsal one that runs faster.

Every moment that an event is given, and every one that a page is told, is taken here. How long connections,
links and sign-ins last goes by the computer's own clock.
"""

import time
from datetime import UTC, datetime, timedelta

_rate = 1.0
_began = datetime.now(UTC)
_began_s = time.monotonic()


def run_at(rate: float) -> None:
    """From now on so many seconds go by in each. For a process that plays rehearsals and nothing else."""
    global _rate, _began, _began_s
    _began, _began_s, _rate = now(), time.monotonic(), rate


def now() -> datetime:
    """The moment, with its zone (UTC)."""
    if _rate == 1:
        return datetime.now(UTC)
    return _began + timedelta(seconds=(time.monotonic() - _began_s) * _rate)


def now_ms() -> int:
    """The moment in milliseconds since 1970."""
    return int(now().timestamp() * 1000)


def seconds() -> float:
    """Seconds that only ever go on, as fast as the moments do."""
    return time.monotonic() * _rate
