"""Rule J8: private by difference. No two looks differ by fewer than three people's private answers.

Two hundred seeded workshops. After every event each look at what leaves is saved: the report as a page, as
sheets, as data, the log's lines, the console, the desk, the screen; in the end each pair is compared.
Whose answers a look hangs on is not worked out but tried: the same step is taken once more with one person's
answers others than they were, at every count, and at moments drawn by chance, at which nobody's may show.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, Command, CommandId, ParticipantId
from app.domain.log.events import PRIVATE, AnswerKept, AnswerKind, AnswersForgotten, Event
from app.domain.log.rejections import Rejected
from app.domain.log.state import Answers, CheckOutAnswer, Participant, Read, Workshop
from app.domain.rules import counting
from app.domain.rules.seating import propose
from app.domain.scenario import PhaseKind
from app.domain.workshop.decision import decide, initial
from app.domain.workshop.evolution import evolve
from tests.family import PHASE, SMALL
from tests.histories import FACILITATOR, START, Wishes
from tests.proofs.leaving import Looks, looks

OPTIONS = [option.id for option in SMALL.reads.options]
SEEDS = range(200)
PER_CASE = 25
TRIED = 0.1
"""At how many moments without a count answers are tried; at all of them it would take four times as long."""
AROUND = (
    PhaseKind.FIRST_READ,
    PhaseKind.PULSE,
    PhaseKind.SECOND_READ,
    PhaseKind.REVEAL,
    PhaseKind.BARRIERS,
    PhaseKind.VOTE,
    PhaseKind.MEANING,
    PhaseKind.CHECK_OUT,
    PhaseKind.CLOSED,
)
"""The steps that ask something in private, and those that show what it came to."""


@dataclass
class Hour:
    """One workshop as it goes: what its people know, and the log as it is kept."""

    rng: Random
    workshop: Workshop = field(default_factory=lambda: initial(SMALL))
    log: list[Event] = field(default_factory=list)
    number: int = 0

    def commands(self, steps: int) -> Iterator[Command]:
        wishes = Wishes(SMALL, self.rng, steps)
        yield self._said(FACILITATOR, c.OpenWorkshop(layout=propose(SMALL, self.rng.choice((4, 10)))))
        for one in range(self.rng.randint(4, 9)):
            who = ParticipantId(f"person-{one}")
            wish = c.JoinWorkshop(participant_id=who, as_observer=False)
            yield self._said(c.ParticipantActor(participant_id=who), wish)
        for _ in range(steps):
            if self.rng.random() < 0.2:
                yield self._said(FACILITATOR, self._around_a_step())
            elif self.rng.random() < 0.1:
                yield self._said(FACILITATOR, wishes._leads(self.workshop))
            else:
                who = self.rng.choice(list(self.workshop.participants))
                wish = wishes._takes_part(self.workshop, who, self.number)
                yield self._said(c.ParticipantActor(participant_id=who), wish)

    def _around_a_step(self) -> c.Wish:
        """What shows results, takes that back, or lets time pass."""
        steps = [PHASE[kind] for kind in AROUND]
        here = self.workshop.phase_id
        place = steps.index(here) + self.rng.choice((-1, 1, 1, 1)) if here in steps else 0
        there = steps[max(0, min(len(steps) - 1, place))]
        moved = c.MoveToPhase(from_phase_id=here, phase_id=there)
        undone = c.UndoMove(phase_id=here)
        return self.rng.choice((moved, moved, moved, undone, undone, c.Settle()))

    def _said(self, by: c.Actor, wish: c.Wish) -> Command:
        self.number += 1
        at = START + timedelta(seconds=6 * self.number)  # some within undo's seconds, some after them
        return Command(id=CommandId(f"command-{self.number:05}"), at=at, by=by, wish=wish)

    def after(self, command: Command, workshop: Workshop) -> tuple[tuple[Event, ...], Workshop]:
        events = decide(workshop, command)
        for event in events:
            workshop = evolve(workshop, event)
        return events, workshop


def _kept(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(AnswerKept() if isinstance(event, PRIVATE) else event for event in events)


def other(answers: Answers, barriers: list[BarrierId]) -> Answers:
    """What somebody might have answered instead, as far from it as can be."""

    def read(one: Read | None) -> Read | None:
        if one is None:
            return None
        option = OPTIONS[(OPTIONS.index(one.option_id) + 1) % len(OPTIONS)]
        return replace(one, need=(one.need + 5) % 11, option_id=option)

    out = answers.check_out
    unvoted = [one for one in barriers if one not in answers.votes]
    votes = [*sorted(answers.votes)[1:], *unvoted[:1]] if answers.votes and unvoted else answers.votes
    return replace(
        answers,
        first_read=read(answers.first_read),
        second_read=read(answers.second_read),
        votes=frozenset(votes),
        check_out=out
        and CheckOutAnswer(
            confidence_then=(out.confidence_then + 5) % 11,
            confidence_now=(out.confidence_now + 5) % 11,
            takeaway=out.takeaway,
        ),
    )


def _instead(workshop: Workshop, one: Participant) -> Workshop:
    shown = [barrier.id for barrier in workshop.barriers.values() if not barrier.is_hidden]
    answers = other(one.answers, shown)
    return replace(workshop, participants={**workshop.participants, one.id: replace(one, answers=answers)})


def _changed(before: Looks, after: Looks) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


Shown = Mapping[tuple[AnswerKind, ParticipantId], Any]
"""The private answers that looks hang on: of whom, and which; in a step gone back to they are others."""


@dataclass
class Saved:
    """Looks taken one after the other, and the answers each of them hangs on."""

    shown: Shown = field(default_factory=dict)
    steps: Counter[AnswerKind] = field(default_factory=Counter)
    all: list[tuple[Looks, Shown]] = field(default_factory=list)

    def counts(self, kind: AnswerKind, said: Mapping[ParticipantId, Any]) -> None:
        others = {key: one for key, one in self.shown.items() if key[0] is not kind}
        self.shown = others | {(kind, who): (self.steps[kind], one) for who, one in said.items()}

    def compare(self) -> int:
        """How many pairs there are; each with what it tells of, and the answers of how many it lies apart."""
        pairs = list(combinations(self.all, 2))
        for (one, of_one), (other, of_other) in pairs:
            if of_one is of_other:
                continue
            whose = {key[1] for key in {*of_one, *of_other} if of_one.get(key) != of_other.get(key)}
            if len(whose) in (1, 2):
                differ = _changed(one, other)
                assert not differ, f"two looks differ by what {len(whose)} said: {sorted(differ)}"
        return len(pairs)


def _check(seed: int) -> tuple[int, int, int]:
    """How many private answers were given, counts of them told, and pairs of looks compared."""
    hour, drawn, saved = Hour(Random(seed)), Random(-seed), Saved()
    now: Looks = {}
    given = told = 0
    for command in hour.commands(steps=70):
        try:
            events, after = hour.after(command, hour.workshop)
        except Rejected:
            continue
        before, then = hour.workshop, now
        log = (*hour.log, *_kept(events))
        now = looks(after, log)
        if events and all(isinstance(event, PRIVATE) for event in events):
            given += 1
            assert not _changed(then, now), f"{type(events[0]).__name__} can be seen when it comes"
        elif after.results != before.results:
            kind = counting.STEPS[before.phase.kind]
            whose = _hangs_on(hour, command, log)
            saved.counts(kind, {who: _said(before.participants[who].answers, kind) for who in whose})
            told += bool(whose)
        elif drawn.random() < TRIED and not isinstance(command.wish, c.MoveToPhase | c.UndoMove):
            assert not _hangs_on(hour, command, log), f"answers show after {command.wish}"
        saved.all.append((now, saved.shown))
        for event in events:
            if isinstance(event, AnswersForgotten):
                saved.steps[event.kind] += 1
        hour.workshop, hour.log = after, list(log)
    return given, told, saved.compare()


def _said(answers: Answers, kind: AnswerKind) -> Any:
    return {
        AnswerKind.FIRST_READ: answers.first_read,
        AnswerKind.SECOND_READ: answers.second_read,
        AnswerKind.VOTE: answers.votes,
        AnswerKind.CHECK_OUT: answers.check_out,
    }[kind]


def _hangs_on(hour: Hour, command: Command, log: tuple[Event, ...]) -> set[ParticipantId]:
    """Whose answers decide what is seen after this step: nobody's, or those of three people at least."""
    own = command.by.participant_id if isinstance(command.by, c.ParticipantActor) else None
    everybody = hour.workshop.participants.values()
    people = [one for one in everybody if one.answers != Answers() and one.id != own]
    by_look: dict[str, set[ParticipantId]] = {}
    now = looks(hour.after(command, hour.workshop)[1], log, with_files=False)
    for one in people:
        workshop = _instead(hour.workshop, one)
        events, after = hour.after(command, workshop)
        instead = looks(after, (*hour.log, *_kept(events)), with_files=False)
        for name in _changed(now, instead):
            by_look.setdefault(name, set()).add(one.id)
    for name, whose in by_look.items():
        assert len(whose) >= 3, f"{name} hangs on the answers of {len(whose)} after {command.wish}"
    return set().union(*by_look.values())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(SEEDS), PER_CASE))
def test_J8_no_two_looks_differ_by_fewer_than_three_peoples_private_answers(first: int) -> None:
    each = map(_check, SEEDS[first : first + PER_CASE])
    given, told, pairs = (sum(one) for one in zip(*each, strict=True))
    assert given > 10 * PER_CASE
    assert told > PER_CASE / 2
    assert pairs > 1_000 * PER_CASE
