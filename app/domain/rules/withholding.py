"""What may be told of private answers: one place withholds small numbers, whoever asks. Rules: J4, J8.

No number of people under 3, no mean of fewer than 3 answers, no breakdown of fewer than 5, nor the one
number that would give a withheld one away. Source: docs/field.md 7, "small groups re-identify".
"""

from collections.abc import Iterable, Sequence
from statistics import fmean, stdev

from app.domain.log.events import Tally

FEWEST_COUNTED = 3
FEWEST_BROKEN_DOWN = 5


def number(n: int) -> int | None:
    """How many; nobody at all is no secret."""
    return n if n == 0 or n >= FEWEST_COUNTED else None


def mean(values: Sequence[int]) -> float | None:
    return round(fmean(values), 1) if len(values) >= FEWEST_COUNTED else None


def spread(values: Sequence[int]) -> float | None:
    """The standard deviation."""
    return round(stdev(values), 1) if len(values) >= FEWEST_COUNTED else None


def tallies(ids: Iterable[str], groups: Sequence[Sequence[int]]) -> tuple[tuple[Tally, ...], ...]:
    """How often each was chosen, of groups that stand beside each other; a group of fewer than 5 has none.

    What is withheld depends on all of them: see `withheld`.
    """
    named = tuple(ids)
    return tuple(
        tuple(
            Tally(id=one, n=n, is_few=counted < FEWEST_COUNTED)
            for one, counted, n in zip(named, counts, shown, strict=True)
        )
        if sum(counts) >= FEWEST_BROKEN_DOWN
        else ()
        for counts, shown in zip(groups, withheld(groups), strict=True)
    )


def are_large(counts: Iterable[int]) -> bool:
    """Whether groups of so many may be told apart: each is large enough, or empty."""
    return all(n == 0 or n >= FEWEST_BROKEN_DOWN for n in counts)


def withheld(counts: Sequence[Sequence[int]]) -> tuple[tuple[int | None, ...], ...]:
    """A table of counts without those under 3, and without what would give one of them away.

    Rows are groups, columns options. Where a row or a column would lack one number only, that number
    could be worked out from the total: the next smallest goes with it. Zeros go like ones and twos.
    """
    hidden = {(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if n < FEWEST_COUNTED}
    rows = [[(r, c) for c in range(len(row))] for r, row in enumerate(counts)]
    lines = rows + [list(column) for column in zip(*rows, strict=True)]
    while lonely := [
        [cell for cell in line if cell not in hidden]
        for line in lines
        if len(line) > 1 and sum(cell in hidden for cell in line) == 1
    ]:
        hidden.add(min(lonely[0], key=lambda cell: (counts[cell[0]][cell[1]], cell)))
    return tuple(
        tuple(None if (r, c) in hidden else n for c, n in enumerate(row)) for r, row in enumerate(counts)
    )
