"""When a step of private answers is over: one event keeps what they came to, the answers are forgotten.

No two counts of one step differ by fewer than three people's answers. Rules: J8, D11.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from app.domain.log.commands import SCALE, ParticipantId
from app.domain.log.events import (
    AnswerKind,
    AnswersForgotten,
    BarrierRaised,
    CheckOutsCounted,
    Counted,
    Event,
    ReadsCounted,
    ReadsOfTable,
    Tally,
    VotesCounted,
)
from app.domain.log.state import Answers, Barrier, Participant, Read, Results, Workshop
from app.domain.rules.compositions import amounts, mean_between
from app.domain.rules.withholding import FEWEST_COUNTED, are_large, number, tallies
from app.domain.scenario import PhaseKind

STEPS: Mapping[PhaseKind, AnswerKind] = {
    PhaseKind.FIRST_READ: AnswerKind.FIRST_READ,
    PhaseKind.SECOND_READ: AnswerKind.SECOND_READ,
    PhaseKind.VOTE: AnswerKind.VOTE,
    PhaseKind.CHECK_OUT: AnswerKind.CHECK_OUT,
}
"""In which kind of step what is answered."""

MOST_COUNTS = 2
"""Of one step, however often its end is undone: of three, the first and last could differ by one answer."""
BATCH = 3
"""Rule D11: so many barriers come in together."""

_NOTHING = Answers()

_said: Mapping[AnswerKind, Callable[[Answers], Any]] = {
    AnswerKind.FIRST_READ: lambda answers: answers.first_read,
    AnswerKind.SECOND_READ: lambda answers: answers.second_read,
    AnswerKind.VOTE: lambda answers: answers.votes,
    AnswerKind.CHECK_OUT: lambda answers: answers.check_out,
}


def step_ends(workshop: Workshop) -> tuple[Event, ...]:
    """What is told when the running step is left: its answers counted, the barriers that wait let in."""
    kind = STEPS.get(workshop.phase.kind)
    counts = _count(workshop, kind) if kind else None
    return (*((counts,) if counts else ()), *let_in(workshop))


def forget(workshop: Workshop, *kept: AnswerKind | None) -> tuple[Event, ...]:
    """Erase who answered what, of all that is not kept because its step runs or may be gone back to."""
    everybody = [one.answers for one in workshop.participants.values()]
    return tuple(
        AnswersForgotten(kind=kind)
        for kind in AnswerKind
        if kind not in kept and any(_holds(answers, kind) for answers in everybody)
    )


def _holds(answers: Answers, kind: AnswerKind) -> bool:
    """Whether something of this kind is kept, be it only that a vote was given and taken back."""
    said, told = _said[kind](answers), _said[kind](answers.counted or _NOTHING)
    is_blank = replace(answers, counted=None, changes=0) == _NOTHING
    return bool(said or told or (kind is AnswerKind.VOTE and answers.changes and is_blank))


def let_in(workshop: Workshop) -> tuple[BarrierRaised, ...]:
    """The barriers that wait, all of them, in an order that has nothing to do with when they came."""
    shuffled = sorted(workshop.waiting.values(), key=lambda one: sha256(one.id.encode()).hexdigest())
    return tuple(
        BarrierRaised(barrier_id=one.id, category=one.category, text=one.text, setting=one.setting)
        for one in shuffled
    )


def is_batch(workshop: Workshop) -> bool:
    """Whether enough barriers wait to come in together."""
    return len(workshop.waiting) >= BATCH


# --- counting ---------------------------------------------------------------------------------------------


def _count(workshop: Workshop, kind: AnswerKind) -> Counted | None:
    """What the answers of a kind come to; None where nothing new may be told. Rule: J8."""
    people = seated(workshop)
    given = [one for one in people if _said[kind](one.answers)]
    is_told = any(one.answers.counted and _said[kind](one.answers.counted) for one in people)
    changed = sum(_said[kind](one.answers) != _said[kind](one.answers.counted or _NOTHING) for one in people)
    if changed == 0 or (is_told and changed < FEWEST_COUNTED):
        return None
    if workshop.counts.get(kind, 0) >= MOST_COUNTS:
        return None
    if len(given) < FEWEST_COUNTED and (is_told or _result(workshop.results, kind) is not None):
        return None  # too few to be told: what an earlier step came to stands
    match kind:
        case AnswerKind.FIRST_READ | AnswerKind.SECOND_READ:
            return _reads(workshop, people, kind)
        case AnswerKind.VOTE:
            return _votes(workshop, given)
        case AnswerKind.CHECK_OUT:
            return _check_outs(people, given)


def _result(results: Results, kind: AnswerKind) -> Counted | None:
    return {
        AnswerKind.FIRST_READ: results.first_reads,
        AnswerKind.SECOND_READ: results.second_reads,
        AnswerKind.VOTE: results.votes,
        AnswerKind.CHECK_OUT: results.check_outs,
    }[kind]


def seated(workshop: Workshop) -> tuple[Participant, ...]:
    """Those whose answers count: in a seat, also if they have left or were removed. Rules: J1, J7."""
    return tuple(one for one in workshop.participants.values() if one.seat_id is not None)


def asked(people: Iterable[Participant], kind: AnswerKind) -> int:
    """Those who were asked. Who was removed before answering was not."""
    return sum(not one.is_removed or bool(_said[kind](one.answers)) for one in people)


def _reads(workshop: Workshop, people: Sequence[Participant], kind: AnswerKind) -> ReadsCounted:
    reads = _reads_of(people, kind)
    ids = [option.id for option in workshop.scenario.reads.options]
    is_enough = len(reads) >= FEWEST_COUNTED
    topics = [topic.id for topic in workshop.scenario.topics]
    needs = Counter(read.need for read in reads)
    chosen = Counter(read.option_id for read in reads)
    return ReadsCounted(
        is_second=kind is AnswerKind.SECOND_READ,
        asked=asked(people, kind),
        given=number(len(reads)),
        needs=tuple(needs[need] for need in SCALE) if is_enough else (),
        options=tuple(Tally(id=id, n=chosen[id], is_few=chosen[id] < FEWEST_COUNTED) for id in ids)
        if is_enough
        else (),
        topics=tallies(
            (*topics, ""),
            [[sum((read.topic_id or "") == id for read in reads) for id in (*topics, "")]],
        )[0],
        tables=_of_tables(workshop, people, kind),
    )


def _of_tables(
    workshop: Workshop, people: Sequence[Participant], kind: AnswerKind
) -> tuple[ReadsOfTable, ...]:
    """The reads table by table, where there are several and each is large enough; else none. Rule: J11."""
    groups = {
        table.id: [one for one in people if one.seat_id in table.seats] for table in workshop.tables.values()
    }
    given = {table_id: _reads_of(group, kind) for table_id, group in groups.items()}
    if len(groups) == 1 or not are_large(map(len, given.values())):
        return ()
    needs = Counter(read.need for reads in given.values() for read in reads)
    fits = {option.id for option in workshop.scenario.reads.options if option.is_answer}
    words = amounts(
        [needs[need] for need in SCALE],
        [len(reads) for reads in given.values()],
        [sum(read.option_id in fits for read in reads) for reads in given.values()],
    )
    return tuple(
        ReadsOfTable(
            table_id=table_id, asked=asked(groups[table_id], kind), given=number(len(reads)), fitting=word
        )
        for (table_id, reads), word in zip(given.items(), words, strict=True)
    )


def _reads_of(people: Iterable[Participant], kind: AnswerKind) -> list[Read]:
    return [read for one in people if (read := _said[kind](one.answers)) is not None]


def _votes(workshop: Workshop, given: Sequence[Participant]) -> VotesCounted:
    votes = Counter(barrier_id for one in given for barrier_id in one.answers.votes)
    return VotesCounted(
        given=number(len(given)),
        votes=tuple(Tally(id=id, n=votes[id], is_few=votes[id] < FEWEST_COUNTED) for id in sorted(votes))
        if len(given) >= FEWEST_COUNTED
        else (),
    )


def _check_outs(people: Sequence[Participant], given: Sequence[Participant]) -> CheckOutsCounted:
    said = [one.answers.check_out for one in given if one.answers.check_out]
    lines = sorted(line for one in said if (line := one.takeaway.strip()))
    return CheckOutsCounted(
        asked=asked(people, AnswerKind.CHECK_OUT),
        given=number(len(said)),
        then=mean_between([one.confidence_then for one in said]),
        now=mean_between([one.confidence_now for one in said]),
        takeaways=tuple(lines) if len(lines) >= FEWEST_COUNTED else (),
    )


# --- what the events leave --------------------------------------------------------------------------------


def counted(workshop: Workshop, event: Counted) -> Workshop:
    """The workshop that knows what a step came to; where it was told, who was counted in is noted."""
    results = workshop.results
    match event:
        case ReadsCounted(is_second=False):
            kind, results = AnswerKind.FIRST_READ, replace(results, first_reads=event)
        case ReadsCounted():
            kind, results = AnswerKind.SECOND_READ, replace(results, second_reads=event)
        case VotesCounted():
            kind, results = AnswerKind.VOTE, replace(results, votes=event)
        case CheckOutsCounted():
            kind, results = AnswerKind.CHECK_OUT, replace(results, check_outs=event)
    workshop = replace(workshop, results=results)
    if not event.given:
        return workshop
    counts = {**workshop.counts, kind: workshop.counts.get(kind, 0) + 1}
    return _with_answers(replace(workshop, counts=counts), lambda answers: _noted(answers, kind))


def forgotten(workshop: Workshop, kind: AnswerKind) -> Workshop:
    workshop = replace(workshop, counts={**workshop.counts, kind: 0})
    return _with_answers(workshop, lambda answers: _without(answers, kind))


def _with_answers(workshop: Workshop, change: Callable[[Answers], Answers]) -> Workshop:
    people: dict[ParticipantId, Participant] = {
        one.id: one if one.answers == _NOTHING else replace(one, answers=change(one.answers))
        for one in workshop.participants.values()
    }
    return replace(workshop, participants=people)


def _noted(answers: Answers, kind: AnswerKind) -> Answers:
    before = answers.counted or _NOTHING
    return replace(answers, counted=replace(before, **{_FIELDS[kind]: _said[kind](answers)}))


def _without(answers: Answers, kind: AnswerKind) -> Answers:
    blank = {_FIELDS[kind]: _said[kind](_NOTHING)}
    rest = replace(answers, **blank, counted=replace(answers.counted or _NOTHING, **blank))
    if replace(rest, counted=None, changes=0) == _NOTHING:
        return _NOTHING
    return rest if rest.counted != _NOTHING else replace(rest, counted=None)


_FIELDS: Mapping[AnswerKind, str] = {
    AnswerKind.FIRST_READ: "first_read",
    AnswerKind.SECOND_READ: "second_read",
    AnswerKind.VOTE: "votes",
    AnswerKind.CHECK_OUT: "check_out",
}


def waits(workshop: Workshop, barrier: Barrier) -> Workshop:
    return replace(workshop, waiting={**workshop.waiting, barrier.id: barrier})
