"""Flaws as somebody works through them: equal ones as one, and which to mend first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.scenarios.flaws import CATALOGUE, Flaw, Severity
from app.scenarios.said import Said

MANY = 4
"""From so many of one kind on they are one line, also where they name different things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Flaws that are one to whoever mends them, in the order of the file."""

    flaws: tuple[Flaw, ...]

    @property
    def first(self) -> Flaw:
        return self.flaws[0]

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(flaw.place.line for flaw in self.flaws))


def grouped(flaws: Sequence[Flaw]) -> tuple[Group, ...]:
    """Each flaw in one group: those that say the same, else those of one kind where there are many."""
    kinds: dict[object, list[Flaw]] = {}
    for flaw in flaws:
        kinds.setdefault(_kind(flaw), []).append(flaw)
    groups: list[Group] = []
    for of_kind in kinds.values():
        equal: dict[object, list[Flaw]] = {}
        for flaw in of_kind:
            equal.setdefault((flaw.what, flaw.mend), []).append(flaw)
        if len(equal) >= MANY:
            groups.append(Group(flaws=tuple(of_kind)))
        else:
            groups.extend(Group(flaws=tuple(same)) for same in equal.values())
    rank = list(Severity)
    return tuple(sorted(groups, key=lambda one: (one.first.place, rank.index(one.first.severity))))


def _kind(flaw: Flaw) -> object:
    texts = (text.template if isinstance(text, Said) else text for text in (flaw.what, flaw.mend))
    return (flaw.severity, flaw.code, *texts)


def first_to_mend(flaws: Sequence[Flaw]) -> Flaw | None:
    """The error that others most likely follow from: the file before its shape, shape before meaning.

    A misspelt key comes before the key that is missing for it.
    """
    errors = [flaw for flaw in flaws if flaw.is_error]
    order = {code: number for number, code in enumerate(CATALOGUE)}
    return min(errors, key=lambda flaw: (order[flaw.code], flaw.place), default=None)
