"""Who has tried in vain, and whose next try is not looked at: wrong join codes, wrong passphrases."""

import limits


class Guesses:
    """Counts wrong join codes: a flood of them shuts out whoever makes it, and cannot get far.

    Up to `unhurried` of them everybody is heard. Beyond, only a source with few wrong codes of its own: an
    address and a browser together, because a whole workshop shares one address. Beyond `at_most` nobody is,
    until the minute is over. The arithmetic is in docs/operations.md.
    """

    def __init__(
        self, unhurried: str = "300/minute", per_source: str = "10/minute", at_most: str = "6000/minute"
    ) -> None:
        self._windows = _windows("memory://")
        self._unhurried, self._at_most = limits.parse(unhurried), limits.parse(at_most)
        self._per_source = limits.parse(per_source)

    def is_heard(self, source: str) -> bool:
        """Whether a code from there is looked at."""
        if self._windows.test(self._unhurried, "unhurried"):
            return True
        few = self._windows.test(self._per_source, "source", source)
        return few and self._windows.test(self._at_most, "at most")

    def was_wrong(self, source: str) -> None:
        for limit, names in (
            (self._unhurried, ("unhurried",)),
            (self._at_most, ("at most",)),
            (self._per_source, ("source", source)),
        ):
            self._windows.hit(limit, *names)


class Attempts:
    """Counts failures to sign in, per subject (a facilitator's name) and in total; never by address alone."""

    def __init__(
        self, storage_url: str = "memory://", per_subject: str = "30/minute", in_total: str = "300/minute"
    ) -> None:
        self._windows = _windows(storage_url)
        self._per_subject = limits.parse(per_subject)
        self._in_total = limits.parse(in_total)

    def are_left(self, subject: str | None = None) -> bool:
        """Whether another try is heard at all."""
        in_total = self._windows.test(self._in_total, "attempts")
        return in_total and (subject is None or self._windows.test(self._per_subject, "attempts", subject))

    def failed(self, subject: str | None = None) -> None:
        """Count a failure; without a subject only in total."""
        self._windows.hit(self._in_total, "attempts")
        if subject is not None:
            self._windows.hit(self._per_subject, "attempts", subject)


def _windows(storage_url: str) -> limits.strategies.RateLimiter:
    return limits.strategies.FixedWindowRateLimiter(limits.storage.storage_from_string(storage_url))
