"""Private answers, told together only: the first and second read, and confidence then and now.

They come from what was counted when each step was over; what may be told of them is decided in
`rules.withholding`. What a table answered as one is no private answer, and is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.log.events import Amount, Between, ReadsCounted, ReadsOfTable, Tally
from app.domain.log.state import Table, Workshop
from app.domain.rules.counting import seated
from app.domain.rules.withholding import mean, spread, tallies
from app.domain.scenario import OptionId, Reads, Scenario


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
class TableReading:
    """One read of a table; `fitting`: how many chose what fits, in a word, None where it is withheld."""

    seated: int
    given: int | None
    fitting: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJudgement:
    number: int
    before: TableReading
    after: TableReading


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
    """Confidence in sharing information then and now, 0-10, both asked at the end; None under 3.

    `then` and `now`: between what the mean lies.
    """

    seated: int
    given: int | None
    then: Between | None
    now: Between | None


def judgement(workshop: Workshop) -> Judgement:
    """The reads of all, and of each table if every table is large enough."""
    reads, results = workshop.scenario.reads, workshop.results
    first, second = results.first_reads, results.second_reads
    return Judgement(
        before=_reading(workshop, first),
        after=_reading(workshop, second),
        tables=_of_tables(workshop, first, second),
        answers=tuple(_table_answer(reads, table) for table in workshop.tables.values()),
    )


def _of_tables(
    workshop: Workshop, first: ReadsCounted | None, second: ReadsCounted | None
) -> tuple[TableJudgement, ...]:
    """Table by table where both reads may be told so; a read that nobody was asked for is no hindrance."""
    if any(counted is not None and not counted.tables for counted in (first, second)):
        return ()
    if first is None and second is None:
        return ()
    tables = workshop.tables.values()
    nobody = {table.id: _unread(workshop, table) for table in tables}
    before = {one.table_id: one for one in first.tables} if first else nobody
    after = {one.table_id: one for one in second.tables} if second else nobody
    return tuple(
        TableJudgement(
            number=table.number,
            before=_reading_of_table(before[table.id]),
            after=_reading_of_table(after[table.id]),
        )
        for table in tables
    )


def _unread(workshop: Workshop, table: Table) -> ReadsOfTable:
    asked = sum(one.seat_id in table.seats and not one.is_removed for one in workshop.participants.values())
    return ReadsOfTable(table_id=table.id, asked=asked, given=0, fitting=None)


def _reading_of_table(one: ReadsOfTable) -> TableReading:
    return TableReading(seated=one.asked, given=one.given, fitting=one.fitting)


def _reading(workshop: Workshop, counted: ReadsCounted | None) -> Reading:
    """A read of all; before its step is over nobody has given it."""
    if counted is None:
        asked = sum(not one.is_removed for one in seated(workshop))
        return Reading(seated=asked, given=0, need_mean=None, need_spread=None, options=())
    return reading(workshop.scenario, counted)


def reading(scenario: Scenario, counted: ReadsCounted) -> Reading:
    """What may be told of a read of all."""
    needs = [need for need, n in enumerate(counted.needs) for _ in range(n)]
    ids, counts = [one.id for one in counted.options], [one.n or 0 for one in counted.options]
    return Reading(
        seated=counted.asked,
        given=counted.given,
        need_mean=mean(needs),
        need_spread=spread(needs),
        options=_options(scenario.reads, tallies(ids, [counts])[0]),
    )


def _options(reads: Reads, told: Sequence[Tally]) -> tuple[OptionCount, ...]:
    by_id = {option.id: option for option in reads.options}
    return tuple(
        OptionCount(
            option_id=(option := by_id[OptionId(one.id)]).id,
            text=option.text,
            is_answer=option.is_answer,
            is_decoy=option.is_decoy,
            n=one.n,
            is_few=one.is_few,
        )
        for one in told
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


def confidence(workshop: Workshop) -> Confidence:
    """Confidence then and now of those who checked out."""
    counted = workshop.results.check_outs
    if counted is None:
        asked = sum(not one.is_removed for one in seated(workshop))
        return Confidence(seated=asked, given=0, then=None, now=None)
    return Confidence(seated=counted.asked, given=counted.given, then=counted.then, now=counted.now)


def takeaways(workshop: Workshop) -> tuple[str, ...]:
    """What people take away, sorted by its own words so that no order tells who wrote it; none under 3."""
    counted = workshop.results.check_outs
    return counted.takeaways if counted else ()
