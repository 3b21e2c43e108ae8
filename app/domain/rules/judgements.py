"""The rules of the first and the second read: private judgements, and the one answer of each table."""

from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.commands import SCALE, ParticipantId
from app.domain.log.events import Event, FirstReadGiven, SecondReadGiven, TableAnswerGiven
from app.domain.log.rejections import NoSuchThing, NotOnTheScale, NotSeated
from app.domain.log.state import Participant, Seat, Workshop
from app.domain.scenario import PhaseKind


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
    before = participant.answers.second_read if is_second else participant.answers.first_read
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
