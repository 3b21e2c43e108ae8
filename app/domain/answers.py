"""Private answers, told together only: the first and second read, and confidence then and now.

The floors: no mean of fewer than 3 answers, no breakdown of fewer than 5, and no number of people
under 3, nor the one number that would give it away. Source: FIELD 7, "small groups re-identify".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from app.domain.scenario import OptionId, Reads
from app.domain.state import CheckOutAnswer, Participant, Read, Table, Workshop

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
class Judgement:
    """What people judged before and after sharing. `tables` empty where one is too small to be shown."""

    before: Reading
    after: Reading
    tables: tuple[TableJudgement, ...]


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
    """Those whose answers count: in a seat, not removed. Those who left are still counted."""
    return tuple(
        one for one in workshop.participants.values() if one.seat_id is not None and not one.is_removed
    )


def judgement(workshop: Workshop) -> Judgement:
    """The reads of all, and of each table if every table is large enough."""
    reads, people = workshop.scenario.reads, seated(workshop)
    tables = [[one for one in people if one.seat_id in table.seats] for table in workshop.tables.values()]
    large = len(tables) > 1 and all(_is_large(group) for group in tables)
    return Judgement(
        before=_reading(reads, [one.first_read for one in people]),
        after=_reading(reads, [one.second_read for one in people]),
        tables=tuple(
            _table_judgement(reads, table, group)
            for table, group in zip(workshop.tables.values(), tables, strict=True)
            if large
        ),
    )


def _is_large(group: Sequence[Participant]) -> bool:
    given = (
        sum(one.first_read is not None for one in group),
        sum(one.second_read is not None for one in group),
    )
    return all(n == 0 or n >= FEWEST_BROKEN_DOWN for n in given)


def _table_judgement(reads: Reads, table: Table, group: Sequence[Participant]) -> TableJudgement:
    return TableJudgement(
        number=table.number,
        before=_reading(reads, [one.first_read for one in group]),
        after=_reading(reads, [one.second_read for one in group]),
    )


def _reading(reads: Reads, answers: Sequence[Read | None]) -> Reading:
    given = [read for read in answers if read is not None]
    needs = [read.need for read in given]
    return Reading(
        seated=len(answers),
        given=_number(len(given)),
        need_mean=_mean(needs),
        need_spread=_spread(needs),
        options=_options(reads, given) if len(given) >= FEWEST_BROKEN_DOWN else (),
    )


def _options(reads: Reads, given: Sequence[Read]) -> tuple[OptionCount, ...]:
    counts = [sum(read.option_id == option.id for read in given) for option in reads.options]
    return tuple(
        OptionCount(
            option_id=option.id,
            text=option.text,
            is_answer=option.is_answer,
            is_decoy=option.is_decoy,
            n=shown,
            is_few=counted < FEWEST_COUNTED,
        )
        for option, counted, shown in zip(reads.options, counts, withheld(counts), strict=True)
    )


def withheld(counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts without those under 3; where only one goes, the next smallest goes with it.

    Zeros go too, so that a withheld number may be 0, 1 or 2 and cannot be worked out from the total.
    """
    hidden = {index for index, n in enumerate(counts) if n < FEWEST_COUNTED}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((n, index) for index, n in enumerate(counts) if index not in hidden)[1])
    return tuple(None if index in hidden else n for index, n in enumerate(counts))


def confidence(workshop: Workshop) -> Confidence:
    """Confidence then and now of those who checked out."""
    people = seated(workshop)
    given = [one.check_out for one in people if one.check_out is not None]
    then = [answer.confidence_then for answer in given]
    now = [answer.confidence_now for answer in given]
    return Confidence(
        seated=len(people),
        given=_number(len(given)),
        then_mean=_mean(then),
        then_spread=_spread(then),
        now_mean=_mean(now),
        now_spread=_spread(now),
    )


def takeaways(workshop: Workshop) -> tuple[str, ...]:
    """What people take away, sorted by its own words so that no order tells who wrote it; none under 3."""
    answers: Iterable[CheckOutAnswer | None] = (one.check_out for one in seated(workshop))
    lines = [answer.takeaway.strip() for answer in answers if answer and answer.takeaway.strip()]
    return tuple(sorted(lines)) if len(lines) >= FEWEST_COUNTED else ()


def _number(n: int) -> int | None:
    """How many answered; nobody at all is no secret."""
    return n if n == 0 or n >= FEWEST_COUNTED else None


def _mean(values: Sequence[int]) -> float | None:
    return round(fmean(values), 1) if len(values) >= FEWEST_COUNTED else None


def _spread(values: Sequence[int]) -> float | None:
    return round(stdev(values), 1) if len(values) >= FEWEST_COUNTED else None
