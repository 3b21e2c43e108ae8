"""How often something was tried, and whose turn is next: in Redis where several processes serve, else here.

While Redis is away each process counts alone, from what it has seen itself: nobody is refused because of
that, and nobody waits for it either. No name leaves as it is: an address is told apart, not told.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import limits
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

ANSWERS_WITHIN_S = 0.5
ASKED_AGAIN_AFTER_S, TOLD_AGAIN_AFTER_S = 2.0, 60.0
_PREFIX = "button:counts"
_TURN = """
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ends = math.max(now, tonumber(redis.call("GET", KEYS[1]) or "0")) + tonumber(ARGV[1])
redis.call("SET", KEYS[1], string.format("%d", ends), "PX", math.max(ends - now, 1))
return ends - now
"""
"""By the one clock of Redis: who asks next ends after whoever asked before, at whichever process."""

log = logging.getLogger(__name__)


class Counts:
    """What all processes count together. `key`: without it nobody finds out what a name in Redis means."""

    def __init__(
        self, redis_url: str | None = None, key: bytes = b"", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._key, self._clock = key, clock
        self._here = limits.strategies.FixedWindowRateLimiter(limits.storage.MemoryStorage())
        self._away_until_s = self._told_at_s = float("-inf")
        self._shared: limits.strategies.RateLimiter | None = None
        if redis_url is not None:
            storage = limits.storage.RedisStorage(
                redis_url,
                key_prefix=_PREFIX,
                socket_timeout=ANSWERS_WITHIN_S,
                socket_connect_timeout=ANSWERS_WITHIN_S,
                retry=Retry(NoBackoff(), 1),  # type: ignore[arg-type]  # a line that broke while unused
            )
            self._shared = limits.strategies.FixedWindowRateLimiter(storage)
            self._turn = storage.storage.register_script(_TURN)

    def hit(self, limit: limits.RateLimitItem, *names: str, cost: int = 1) -> bool:
        """Count so many, or with a negative cost take them back; False when there are more than the limit."""
        name = self._hidden(*names)
        fits = self._here.hit(limit, name, cost=cost)
        if self._shared is not None and self._is_asked():
            with self._noticing():
                fits = self._shared.hit(limit, name, cost=cost)
        return fits

    def turn_s(self, name: str, length_s: float) -> float:
        """Take the next turn of so many seconds; gives how long it is until it is over.

        In one process whoever asks has waited in line already.
        """
        if self._shared is not None and self._is_asked():
            with self._noticing():
                name, length_ms = f"{_PREFIX}:turn:{self._hidden(name)}", max(1, round(length_s * 1000))
                return int(self._turn(keys=[name], args=[length_ms])) / 1000
        return length_s

    def _hidden(self, *names: str) -> str:
        return hashlib.blake2b("\0".join(names).encode(), key=self._key[:64], digest_size=16).hexdigest()

    def _is_asked(self) -> bool:
        return self._clock() >= self._away_until_s

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        """What goes wrong with Redis: it is left alone for a moment, and the log has a line in a minute."""
        try:
            yield
        except (redis.RedisError, OSError) as problem:
            now_s = self._clock()
            self._away_until_s = now_s + ASKED_AGAIN_AFTER_S
            if now_s - self._told_at_s >= TOLD_AGAIN_AFTER_S:
                self._told_at_s = now_s
                log.warning("Redis does not answer: tries are counted by this process alone (%s)", problem)
