"""Slow pure work, done where it holds up no phone."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

RunInThread = Callable[[Callable[[], T]], T]
"""Runs a slow pure function where it does not hold up the phones, and returns its result."""


def at_once(work: Callable[[], T]) -> T:
    """Run here and now: right wherever a request has a thread of its own."""
    return work()


def few_at_once(run_in_thread: RunInThread[T], most: int) -> RunInThread[T]:
    """Runs things as the other does, but at most so many at a time: the rest wait for their turn."""
    turns = threading.BoundedSemaphore(most)

    def run(work: Callable[[], T]) -> T:
        with turns:
            return run_in_thread(work)

    return run
