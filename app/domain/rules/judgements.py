"""The rules of the first and the second read: private judgements, and the one answer of each table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from app.domain.log.events import Event, FirstReadGiven, SecondReadGiven, TableAnswerGiven
from app.domain.log.rejections import NoSuchThing, NotOnTheScale, NotSeated
from app.domain.log.state import Participant, Read, Seat, Workshop
from app.domain.scenario import OptionId, PhaseKind

SCALE = range(0, 11)
FEWEST_SHOWN = 3
"""Rule J4: a spread of fewer reads could be traced to people. Source: docs/field.md 7, small groups."""


def give_read(
    workshop: Workshop, participant: Participant, wish: c.GiveRead, *, at: datetime
) -> tuple[Event, ...]:
    if participant.seat_id is None:
        raise NotSeated  # J1
    if wish.need not in SCALE:
        raise NotOnTheScale(low=SCALE[0], high=SCALE[-1])  # J2
    if not any(option.id == wish.option_id for option in workshop.scenario.reads.options):
        raise NoSuchThing(kind="answer")  # J2
    if wish.topic_id is not None and not any(topic.id == wish.topic_id for topic in workshop.scenario.topics):
        raise NoSuchThing(kind="topic")  # J2
    return _given(workshop, participant, wish, at=at)


def _given(
    workshop: Workshop, participant: Participant, wish: c.GiveRead, *, at: datetime
) -> tuple[Event, ...]:
    is_second = workshop.phase.kind is PhaseKind.SECOND_READ
    before = participant.second_read if is_second else participant.first_read
    said = (wish.need, wish.option_id, wish.line, wish.topic_id)
    if before and (before.need, before.option_id, before.line, before.topic_id) == said:
        return ()  # J3
    event = SecondReadGiven if is_second else FirstReadGiven
    return (
        event(
            at=at,
            participant_id=ParticipantId(participant.id),
            need=wish.need,
            option_id=wish.option_id,
            line=wish.line,
            topic_id=wish.topic_id,
        ),
    )


def give_table_answer(
    workshop: Workshop, seat: Seat, wish: c.GiveTableAnswer, *, at: datetime
) -> tuple[Event, ...]:
    if not any(option.id == wish.option_id for option in workshop.scenario.reads.options):
        raise NoSuchThing(kind="answer")  # J2
    if workshop.tables[seat.table_id].answer == wish.option_id:
        return ()  # J5
    return (TableAnswerGiven(at=at, table_id=seat.table_id, option_id=wish.option_id),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a group of reads is spread: how many, and how often each need (0-10) and each option."""

    n: int
    needs: Counter[int]
    options: Counter[OptionId]


def spread(reads: Iterable[Read | None]) -> Spread | None:
    """The anonymous spread of the reads that were given; None while they are too few. Rule: J4."""
    given = [read for read in reads if read is not None]
    if len(given) < FEWEST_SHOWN:
        return None
    return Spread(
        n=len(given),
        needs=Counter(read.need for read in given),
        options=Counter(read.option_id for read in given),
    )
