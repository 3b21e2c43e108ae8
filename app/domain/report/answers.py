"""Private answers, told together only: the first and second read, and confidence then and now.

What a table answered as one is no private answer, and is told.

The floors: no mean of fewer than 3 answers, no breakdown of fewer than 5, and no number of people
under 3, nor the one number that would give it away. Source: docs/field.md 7, "small groups re-identify".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import fmean, stdev
from typing import TypeVar

from app.domain.log.state import (
    CheckOutAnswer,
    Participant,
    Read,
    Table,
    Workshop,
)
from app.domain.scenario import OptionId, Reads

T = TypeVar("T")

FEWEST_COUNTED = 3
FEWEST_BROKEN_DOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCount:
    """How many chose an option; None where the number is withheld, `is_few` where it is under 3."""

    option_id: OptionId
    text: str
    is_answer: bool
    is_decoy: bool
    n: int | None
    is_few: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One read of a group. `seated`: those who were asked; `given`: those who answered, None under 3.

    Mean and spread (standard deviation) of the need, 0-10; `options` empty under 5.
    """

    seated: int
    given: int | None
    need_mean: float | None
    need_spread: float | None
    options: tuple[OptionCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJudgement:
    number: int
    before: Reading
    after: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAnswer:
    """The reading a table agreed on after sharing; `option_id` None and `text` empty: it gave none."""

    number: int
    option_id: OptionId | None
    text: str
    is_answer: bool
    is_decoy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What people judged before and after sharing, and what each table answered as one.

    `tables` empty where one is too small to be shown; `answers` holds every table.
    """

    before: Reading
    after: Reading
    tables: tuple[TableJudgement, ...]
    answers: tuple[TableAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Confidence in sharing information then and now, 0-10, both asked at the end; None under 3."""

    seated: int
    given: int | None
    then_mean: float | None
    then_spread: float | None
    now_mean: float | None
    now_spread: float | None


def seated(workshop: Workshop) -> tuple[Participant, ...]:
    """Those whose answers count: in a seat, also if they have left or were removed. Rules: J1, J7."""
    return tuple(one for one in workshop.participants.values() if one.seat_id is not None)


def answers_of(people: Iterable[Participant], answer: Callable[[Participant], T | None]) -> list[T | None]:
    """What each of them answered, None for who has not. Who was removed before answering was not asked."""
    answered = ((one, answer(one)) for one in people)
    return [given for one, given in answered if given is not None or not one.is_removed]


def judgement(workshop: Workshop) -> Judgement:
    """The reads of all, and of each table if every table is large enough."""
    reads, people = workshop.scenario.reads, seated(workshop)
    tables = [[one for one in people if one.seat_id in table.seats] for table in workshop.tables.values()]
    is_told = len(tables) > 1 and all(_is_large(group) for group in tables)
    groups = tables if is_told else []
    before = _readings(reads, [answers_of(group, _first_read) for group in groups])
    after = _readings(reads, [answers_of(group, _second_read) for group in groups])
    return Judgement(
        before=_readings(reads, [answers_of(people, _first_read)])[0],
        after=_readings(reads, [answers_of(people, _second_read)])[0],
        tables=tuple(
            TableJudgement(number=table.number, before=first, after=second)
            for table, first, second in zip(workshop.tables.values(), before, after, strict=False)
        ),
        answers=tuple(_table_answer(reads, table) for table in workshop.tables.values()),
    )


def _table_answer(reads: Reads, table: Table) -> TableAnswer:
    chosen = next((option for option in reads.options if option.id == table.answer), None)
    return TableAnswer(
        number=table.number,
        option_id=chosen.id if chosen else None,
        text=chosen.text if chosen else "",
        is_answer=chosen is not None and chosen.is_answer,
        is_decoy=chosen is not None and chosen.is_decoy,
    )


def _is_large(group: Sequence[Participant]) -> bool:
    given = (
        sum(one.first_read is not None for one in group),
        sum(one.second_read is not None for one in group),
    )
    return all(n == 0 or n >= FEWEST_BROKEN_DOWN for n in given)


def _readings(reads: Reads, groups: Sequence[Sequence[Read | None]]) -> tuple[Reading, ...]:
    """The readings of groups that stand beside each other: what is withheld depends on all of them."""
    given = [[read for read in answers if read is not None] for answers in groups]
    counts = [[sum(read.option_id == option.id for read in one) for option in reads.options] for one in given]
    return tuple(
        Reading(
            seated=len(answers),
            given=_number(len(own)),
            need_mean=_mean([read.need for read in own]),
            need_spread=_spread([read.need for read in own]),
            options=_options(reads, counted, shown) if len(own) >= FEWEST_BROKEN_DOWN else (),
        )
        for answers, own, counted, shown in zip(groups, given, counts, withheld(counts), strict=True)
    )


def _options(reads: Reads, counts: Sequence[int], shown: Sequence[int | None]) -> tuple[OptionCount, ...]:
    return tuple(
        OptionCount(
            option_id=option.id,
            text=option.text,
            is_answer=option.is_answer,
            is_decoy=option.is_decoy,
            n=n,
            is_few=counted < FEWEST_COUNTED,
        )
        for option, counted, n in zip(reads.options, counts, shown, strict=True)
    )


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


def confidence(workshop: Workshop) -> Confidence:
    """Confidence then and now of those who checked out."""
    asked = answers_of(seated(workshop), _check_out)
    given = [answer for answer in asked if answer is not None]
    then = [answer.confidence_then for answer in given]
    now = [answer.confidence_now for answer in given]
    return Confidence(
        seated=len(asked),
        given=_number(len(given)),
        then_mean=_mean(then),
        then_spread=_spread(then),
        now_mean=_mean(now),
        now_spread=_spread(now),
    )


def takeaways(workshop: Workshop) -> tuple[str, ...]:
    """What people take away, sorted by its own words so that no order tells who wrote it; none under 3."""
    answers = answers_of(seated(workshop), _check_out)
    lines = [answer.takeaway.strip() for answer in answers if answer and answer.takeaway.strip()]
    return tuple(sorted(lines)) if len(lines) >= FEWEST_COUNTED else ()


_first_read: Callable[[Participant], Read | None] = attrgetter("first_read")
_second_read: Callable[[Participant], Read | None] = attrgetter("second_read")
_check_out: Callable[[Participant], CheckOutAnswer | None] = attrgetter("check_out")


def _number(n: int) -> int | None:
    """How many answered; nobody at all is no secret."""
    return n if n == 0 or n >= FEWEST_COUNTED else None


def _mean(values: Sequence[int]) -> float | None:
    return round(fmean(values), 1) if len(values) >= FEWEST_COUNTED else None


def _spread(values: Sequence[int]) -> float | None:
    return round(stdev(values), 1) if len(values) >= FEWEST_COUNTED else None
