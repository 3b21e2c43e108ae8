"""Who has tried too often, and whose next try is not looked at: join codes, passphrases, joining itself."""

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


class Allowance:
    """How often something may be tried: by one subject, and by all of a whole together.

    Each try is counted before it is looked at: of many at once, all would be looked at before one counts.
    What should not have been counted is given back.
    """

    def __init__(self, *, per_subject: str, in_all: str) -> None:
        self._windows = _windows("memory://")
        self._per_subject, self._in_all = limits.parse(per_subject), limits.parse(in_all)

    def take(self, subject: str, whole: str = "") -> bool:
        """Use up one try; False when the subject, or the whole, has none left."""
        if not self._windows.hit(self._per_subject, "subject", subject):
            return False
        if self._windows.hit(self._in_all, "whole", whole):
            return True
        self._windows.hit(self._per_subject, "subject", subject, cost=-1)  # nobody looked at it
        return False

    def give_back(self, subject: str, whole: str = "") -> None:
        """One that was taken, as if it had not been."""
        self._windows.hit(self._per_subject, "subject", subject, cost=-1)
        self._windows.hit(self._in_all, "whole", whole, cost=-1)


def _windows(storage_url: str) -> limits.strategies.RateLimiter:
    return limits.strategies.FixedWindowRateLimiter(limits.storage.storage_from_string(storage_url))
