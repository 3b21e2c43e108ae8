"""Rule J11: whatever is told of a group's private answers, at least fifty compositions of them stay possible.

Counted, not worked out: people swap their answers, and a workshop that tells the same in every file, page and
line is one that may just as well have been. What all answers of the room come to is left as it was, since the
screen shows it number by number. Where the room's own numbers leave fewer than fifty ways, nothing more than
these numbers may be told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from random import Random

import pytest

from app.domain.log import events as e
from app.domain.log.commands import SCALE, ParticipantId, SeatId
from app.domain.log.events import AnswerKept, Event
from app.domain.log.state import Answers, CheckOutAnswer, Read, Workshop
from app.domain.rules import counting
from app.domain.scenario import OptionId, PhaseKind
from app.domain.workshop.decision import fold
from app.domain.workshop.evolution import evolve
from tests.family import SMALL
from tests.people import ONE_TABLE, entered, joined, opened
from tests.proofs.leaving import looks

FEWEST = 50
SIZES = ((7, 7), (5, 5), (6, 5), (7, 6), (7, 6, 6), (5, 5, 5), (7, 7, 6, 6), (9, 5, 0))
"""How many answer at each table."""
FITS, EASY = OptionId("true-need"), OptionId("easy-story")
MOST_TRIED = 1_500
SEEDS = range(96)
PER_CASE = 24

Answer = tuple[int, OptionId]
Composition = frozenset[tuple[Answer, int]]


def _alike(_rng: Random, sizes: Sequence[int]) -> list[Answer]:
    return [(8, EASY)] * sum(sizes)


def _two_camps(rng: Random, sizes: Sequence[int]) -> list[Answer]:
    return [rng.choice(((2, EASY), (9, FITS))) for _ in range(sum(sizes))]


def _all_but_one_fit(rng: Random, sizes: Sequence[int]) -> list[Answer]:
    """The table's result that must not be lost: nobody before, six of seven after."""
    return [(rng.randint(6, 9), EASY if not one else FITS) for n in sizes for one in range(n)]


def _one_table_sees(rng: Random, sizes: Sequence[int]) -> list[Answer]:
    return [
        (rng.randint(3, 9), FITS if not table and one else EASY)
        for table, n in enumerate(sizes)
        for one in range(n)
    ]


def _few_see(rng: Random, sizes: Sequence[int]) -> list[Answer]:
    return [_spread(rng, 0.1) for _ in range(sum(sizes))]


def _some_see(rng: Random, sizes: Sequence[int]) -> list[Answer]:
    chance = rng.random()
    return [_spread(rng, chance) for _ in range(sum(sizes))]


def _spread(rng: Random, chance: float) -> Answer:
    return min(SCALE[-1], max(0, round(rng.gauss(6, 2)))), FITS if rng.random() < chance else EASY


ROOMS: tuple[Callable[[Random, Sequence[int]], list[Answer]], ...] = (
    *(_alike, _two_camps, _all_but_one_fit, _one_table_sees, _few_see, _some_see),
)


def _people(sizes: Sequence[int]) -> dict[ParticipantId, SeatId]:
    return {
        ParticipantId(f"p-{table}-{one}"): SeatId(f"t{table}s{one % 4 + 1}")
        for table, n in enumerate(sizes, start=1)
        for one in range(n)
    }


def _answering(sizes: Sequence[int], kind: PhaseKind) -> tuple[list[Event], Workshop]:
    """A workshop in a step in which people answer; its log, and itself."""
    log: list[Event] = [opened(ONE_TABLE * max(2, len(sizes)))]
    for who, seat_id in _people(sizes).items():
        log += joined(who, seat_id)
    log.append(entered(kind, 1))
    return log, fold(SMALL, log)


def _with_reads(workshop: Workshop, answers: Sequence[Answer], *, second: bool) -> Workshop:
    reads = [Read(need=need, option_id=option, line="", topic_id=None) for need, option in answers]
    people = {
        who: replace(one, answers=Answers(second_read=read) if second else Answers(first_read=read))
        for (who, one), read in zip(workshop.participants.items(), reads, strict=True)
    }
    return replace(workshop, participants=people)


def _ended(log: Sequence[Event], workshop: Workshop) -> tuple[tuple[Event, ...], Workshop]:
    """The step is left, and everything it came to is shown."""
    shown = tuple(entered(kind, 2 + n) for n, kind in enumerate((PhaseKind.REVEAL, PhaseKind.CLOSED)))
    events = (*(AnswerKept() for _ in workshop.participants), *counting.step_ends(workshop), *shown)
    for event in events:
        workshop = evolve(workshop, event)
    over = counting.forget(workshop)
    for event in over:
        workshop = evolve(workshop, event)
    return (*log, *events, *over), workshop


def _at_tables(sizes: Sequence[int], answers: Sequence[Answer]) -> list[Composition]:
    return [frozenset(Counter(part).items()) for part in _parts(sizes, answers)]


def _walk(
    rng: Random, sizes: Sequence[int], answers: list[Answer], is_possible: Callable[[list[Answer]], bool]
) -> None:
    """From room to room, by swapping, until enough compositions of each table's answers were possible."""
    found: list[set[Composition]] = [set() for _ in sizes]
    for _ in range(MOST_TRIED):
        instead = _swapped(rng, answers)
        if not is_possible(instead):
            continue
        answers = instead
        for known, at_table in zip(found, _at_tables(sizes, answers), strict=True):
            known.add(at_table)
        if all(len(known) >= FEWEST for known, n in zip(found, sizes, strict=True) if n):
            break


def _compositions(sizes: Sequence[int], rooms: Iterable[Sequence[Answer]]) -> list[set[Composition]]:
    """Those of each table, in all these rooms."""
    return [set(each) for each in zip(*(_at_tables(sizes, room) for room in rooms), strict=True)]


def _swapped(rng: Random, answers: list[Answer]) -> list[Answer]:
    """Two people swap what they said, or a part of it: which need went with which reading is told nowhere."""
    one, other = rng.sample(range(len(answers)), 2)
    instead = list(answers)
    instead[one], instead[other] = rng.choice(
        (
            (answers[other], answers[one]),
            ((answers[other][0], answers[one][1]), (answers[one][0], answers[other][1])),
        )
    )
    return instead


def _numbers(compositions: set[Composition]) -> set[int]:
    """How many chose what fits, in each."""
    return {sum(n for (_, option), n in one if option == FITS) for one in compositions}


def _check_room(seed: int, *, second: bool) -> bool:
    """Whether anything was told by table in a room in which everything holds."""
    rng = Random(seed)
    sizes = rng.choice(SIZES)
    answers = ROOMS[seed % len(ROOMS)](rng, sizes)
    log, workshop = _answering(sizes, PhaseKind.SECOND_READ if second else PhaseKind.FIRST_READ)
    told = counting.step_ends(_with_reads(workshop, answers, second=second))
    known: dict[tuple[Answer, ...], bool] = {}

    def tells_the_same(instead: list[Answer]) -> bool:
        by_table = tuple(one for part in _parts(sizes, instead) for one in sorted(part))
        if by_table not in known:
            known[by_table] = counting.step_ends(_with_reads(workshop, instead, second=second)) == told
        return known[by_table]

    _walk(rng, sizes, answers, tells_the_same)
    _walk(rng, sizes, answers, lambda instead: tells_the_same(instead) or True)
    anyway = _compositions(sizes, known)
    possible = _compositions(sizes, [one for one, same in known.items() if same])
    for n, ways, in_the_room in zip(sizes, possible, anyway, strict=True):
        assert len(ways) >= min(FEWEST, len(in_the_room)), f"{len(ways)} ways at a table of {n}, seed {seed}"
        assert len(_numbers(ways)) >= min(2, len(_numbers(in_the_room))), f"a number is told, seed {seed}"
    _looks_alike(log, workshop, answers, second=second, others=[one for one, same in known.items() if same])
    (counted,) = told
    return isinstance(counted, e.ReadsCounted) and any(one.fitting for one in counted.tables)


def _parts(sizes: Sequence[int], answers: Sequence[Answer]) -> Iterator[Sequence[Answer]]:
    first = 0
    for n in sizes:
        yield answers[first : first + n]
        first += n


def _looks_alike(
    log: Sequence[Event],
    workshop: Workshop,
    answers: Sequence[Answer],
    *,
    second: bool,
    others: Sequence[Sequence[Answer]],
) -> None:
    """What counts as told the same is told the same in every file, page and line, while and after."""
    seen = [
        _all_looks(log, _with_reads(workshop, each, second=second))
        for each in (answers, *others[:: max(1, len(others) // 3)])
    ]
    assert all(one == seen[0] for one in seen)


def _all_looks(log: Sequence[Event], workshop: Workshop) -> object:
    running = (*log, *(AnswerKept() for _ in workshop.participants))
    over, ended = _ended(log, workshop)
    return looks(workshop, running), looks(ended, over)


@pytest.mark.parametrize("first", range(0, len(SEEDS), PER_CASE))
def test_J11_fifty_compositions_of_a_tables_reads_stay_possible(first: int) -> None:
    seeds = SEEDS[first : first + PER_CASE]
    told = [_check_room(seed, second=bool(seed % 2)) for seed in seeds]
    assert sum(told) > len(told) / 3, "most rooms are told by table all the same"


def test_J11_a_tables_real_result_is_told_in_words() -> None:
    """Nobody of seven before, six of seven after."""
    sizes, rng = (7, 7), Random(6)
    before = [(rng.randint(4, 9), EASY) for _ in range(14)]
    after = [(rng.randint(4, 9), EASY if one in (0, 7, 8) else FITS) for one in range(14)]
    for answers, word, second in ((before, e.Amount.FEW, False), (after, e.Amount.MOST, True)):
        _, workshop = _answering(sizes, PhaseKind.SECOND_READ if second else PhaseKind.FIRST_READ)
        (told,) = counting.step_ends(_with_reads(workshop, answers, second=second))
        assert isinstance(told, e.ReadsCounted)
        assert [one.fitting for one in told.tables] == [word, word]


# --- check-outs: the room is the group --------------------------------------------------------------------


def _checked_out(workshop: Workshop, then: Sequence[int], now: Sequence[int]) -> Event:
    people = {
        who: replace(
            one,
            answers=Answers(check_out=CheckOutAnswer(confidence_then=a, confidence_now=b, takeaway="")),
        )
        for (who, one), a, b in zip(workshop.participants.items(), then, now, strict=True)
    }
    (told,) = counting.step_ends(replace(workshop, participants=people))
    return told


@pytest.mark.parametrize("n", [3, 4, 5])
def test_J11_fifty_compositions_of_confidence_stay_possible_whatever_a_few_people_said(n: int) -> None:
    _, workshop = _answering((n,), PhaseKind.CHECK_OUT)
    ways = Counter(
        repr(_checked_out(workshop, then, [5] * n)) for then in combinations_with_replacement(SCALE, n)
    )
    assert min(ways.values()) >= FEWEST


@pytest.mark.parametrize("n", [6, 9, 14, 30])
@pytest.mark.parametrize("answer", [0, 5, 10])
def test_J11_fifty_compositions_stay_possible_where_everybody_says_the_same(n: int, answer: int) -> None:
    _, workshop = _answering((n,), PhaseKind.CHECK_OUT)
    then, rng = [answer] * n, Random(n)
    told = _checked_out(workshop, [5] * n, then)
    found, kept = set[tuple[int, ...]](), then
    for _ in range(MOST_TRIED):
        instead = list(kept)
        for _ in range(2):
            one = instead.index(rng.choice(sorted(set(instead))))  # so that all-alike is soon left
            instead[one] = min(SCALE[-1], max(0, instead[one] + rng.choice((-1, 1))))
        if _checked_out(workshop, [5] * n, instead) == told:
            kept = instead
            found.add(tuple(sorted(kept)))
        if len(found) >= FEWEST:
            return
    raise AssertionError(f"{len(found)} compositions of {n} answers")
