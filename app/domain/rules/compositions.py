"""Told so coarsely that fifty compositions stay possible: a mean, and how many at a table. Rule: J11.

A composition is how often each answer was given in a group, whoever gave it. What the room sees of all
answers together is taken as known: it is on the screen, number by number.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from math import comb, prod

from app.domain.log.commands import SCALE
from app.domain.log.events import Amount, Between
from app.domain.rules.withholding import FEWEST_COUNTED

FEWEST_COMPOSITIONS = 50
"""Source: docs/decisions/0016-a-table-s-answers-are-told-in-words.md."""
FEWEST_NUMBERS = 2
"""What a word stands for at a table: one number alone would be told by it."""
MOST_LOOKED_THROUGH = 20_000
"""Ways of giving the words to the tables; in rooms with more, nothing is told by table."""
LARGEST_LOOKED_THROUGH = 20
"""People at a table; of a larger one the compositions are counted as if all had chosen alike, the fewest."""

Amounts = tuple[Amount | None, ...]


def amount(n: int, of: int) -> Amount:
    """Few: fewer than a third. Most: more than two thirds."""
    if 3 * n < of:
        return Amount.FEW
    return Amount.MOST if 3 * n > 2 * of else Amount.ABOUT_HALF


# --- a mean -----------------------------------------------------------------------------------------------


def mean_between(values: Sequence[int]) -> Between | None:
    """Between what the mean of answers from 0 to 10 lies, as closely as may be told; None under three."""
    return sum_between(sum(values), len(values)) if len(values) >= FEWEST_COUNTED else None


def sum_between(total: int, n: int) -> Between:
    """The same of the sum of so many answers, three at least."""
    low, high = next(cell for cell in _sums(n) if cell[0] <= total <= cell[1])
    return Between(least=round(low / n, 1), most=round(high / n, 1))


@cache
def _sums(n: int) -> tuple[tuple[int, int], ...]:
    """The sums that n answers may have, in cells as small as may be; alike from both ends of the scale.

    They hang on how many answered and on nothing else, so that the choice of a cell's size tells nothing.
    """
    most, middle = SCALE[-1] * n, SCALE[-1] * n // 2
    ways = _ways(n, middle)
    cells: list[tuple[int, int]] = []
    first, found = 0, 0
    for total in range(middle):
        found += ways[total]
        if found >= FEWEST_COMPOSITIONS:
            cells.append((first, total))
            first, found = total + 1, 0
    if 2 * found + ways[middle] < FEWEST_COMPOSITIONS:
        first = cells.pop()[0]
    return (*cells, (first, most - first), *((most - high, most - low) for low, high in reversed(cells)))


def _ways(n: int, most: int) -> list[int]:
    """For each sum up to `most`, half of the largest, how many compositions of n answers have it.

    They grow towards the middle: once one sum has enough, those after it need not be counted.
    """
    counted = min(most, FEWEST_COMPOSITIONS)
    parts = min(n, counted)
    ways = [[int(total == 0) for total in range(counted + 1)], *([0] * (counted + 1) for _ in range(parts))]
    for answer in SCALE[1:]:
        for before, after in pairwise(ways):
            for total in range(answer, counted + 1):
                after[total] += before[total - answer]
    found = [sum(column) for column in zip(*ways, strict=True)]
    return found + [FEWEST_COMPOSITIONS] * (most - counted)


# --- how many at a table ----------------------------------------------------------------------------------


def amounts(needs: Sequence[int], given: Sequence[int], fitting: Sequence[int]) -> Amounts:
    """How many at each table chose what fits, as words; None for all where the words would tell too much.

    `needs`: how many in the room chose 0, 1, .. 10; `given`: answers of each table; `fitting`: those of
    them that chose what fits. The room's own numbers are known, so a word is looked at with those of all
    other tables. That nothing is told counts as a word, too: it is told of all that would get it together.
    """
    tables = Counter(n for n in given if n)
    told = tuple(amount(n, of) if of else None for n, of in zip(fitting, given, strict=True))
    nothing: Amounts = (None,) * len(given)
    if prod(comb(n + 2, 2) for n in tables.values()) > MOST_LOOKED_THROUGH:
        return nothing
    possible = list(_possible(tables, sum(fitting)))
    if len(possible) == 1 and len(possible[0][0]) == len(tables):
        return told  # the room's own numbers say as much, and of which table
    ways = {of: _ways_at(needs, of) for of in tables}
    silent: dict[int, set[int]] = {}
    is_own_told = False
    own = Counter((of, word) for of, word in zip(given, told, strict=True) if word)
    for words, numbers in possible:
        if all(_is_enough(ways[of], values) for (of, _), values in numbers.items()):
            is_own_told |= words == own
        else:
            for (of, _), values in numbers.items():
                silent.setdefault(of, set()).update(values)
    is_silence_enough = all(_is_enough(ways[of], values) for of, values in silent.items())
    return told if is_own_told and is_silence_enough else nothing


_Words = Counter[tuple[int, Amount]]
"""How many tables of so many answers get each word."""
_Numbers = Mapping[tuple[int, Amount], range]
"""Which numbers a word may stand for at such a table, the room's number known."""


def _possible(tables: Mapping[int, int], fitting: int) -> Iterator[tuple[_Words, _Numbers]]:
    """Every way of giving words to the tables that the room's number allows."""
    each = [[Counter(dict(one)) for one in _shares(of, n)] for of, n in tables.items()]
    for chosen in product(*each):
        words: _Words = sum(chosen, _Words())
        spans = {word: _span(*word) for word in words}
        short = fitting - sum(n * spans[word][0] for word, n in words.items())
        over = sum(n * spans[word][-1] for word, n in words.items()) - fitting
        if short < 0 or over < 0:
            continue
        yield (
            words,
            {
                word: range(span[-1] - min(len(span) - 1, over), span[0] + min(len(span) - 1, short) + 1)
                for word, span in spans.items()
            },
        )


def _shares(of: int, tables: int) -> Iterator[Iterator[tuple[tuple[int, Amount], int]]]:
    for few in range(tables + 1):
        for half in range(tables - few + 1):
            counts = zip(Amount, (few, half, tables - few - half), strict=True)
            yield (((of, word), n) for word, n in counts if n)


@cache
def _span(of: int, word: Amount) -> range:
    """The numbers that a word stands for among so many answers."""
    numbers = [n for n in range(of + 1) if amount(n, of) is word]
    return range(numbers[0], numbers[-1] + 1)


def _is_enough(ways: Sequence[int], numbers: range | set[int]) -> bool:
    return len(numbers) >= FEWEST_NUMBERS and sum(ways[n] for n in numbers) >= FEWEST_COMPOSITIONS


def _ways_at(needs: Sequence[int], of: int) -> list[int]:
    """Compositions of a table's answers by how many of them fit: needs of those who fit, and of the others.

    Every one leaves something that the other tables can have said, whatever their words.
    """
    apart = of if of <= LARGEST_LOOKED_THROUGH else 0
    ways = {(0, 0): 1}
    for n in needs:
        after: Counter[tuple[int, int]] = Counter()
        for (fit, other), found in ways.items():
            for more in range(min(n, apart - fit) + 1):
                for rest in range(min(n - more, of - other - fit - more) + 1):
                    after[fit + more, other + rest] += found
        ways = after
    return [ways.get((fit, of - fit) if apart else (0, of), 0) for fit in range(of + 1)]
