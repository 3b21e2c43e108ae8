"""Simulated meetings: what tables would tell, ask and link, played many times from a seed.

The numbers are a model's, not people's. Telling: each holder mentions a fact with a chance of its own, for
unaided talk the published 0.18 (docs/field.md). Asking: in the second round each seat asks where the public
strip shows most that is unsaid. Linking: of an insight whose facts all lie on the table, each further fact
is seen to belong to the first with the chance `LINKED`; who sees all has recognised it, who sees some has
linked it partly. Chance arrives as a function that draws from 0.0 (included) to 1.0 (excluded).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.puzzle.chance import UNAIDED_P
from app.domain.scenario import FactId, Insight, InsightId, Scenario, TopicId

T = TypeVar("T")
Draw = Callable[[], float]

LINKED = 0.8
"""With three facts 0.64, with four 0.51: close to the half of groups that miss it with every fact out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a table talks. `tells`: the chance that a holder mentions a fact; `asks`: questions of each seat in
    the second round; `answers`: the chance that a question brings a fact."""

    tells: float
    asks: int = 0
    answers: float = 0.0


class Style(StrEnum):
    """The manners that every scenario is tried with."""

    UNAIDED = "unaided"
    ASKING = "asking"
    GOOD = "good"
    THOROUGH = "thorough"


MANNERS: Mapping[Style, Manner] = {
    Style.UNAIDED: Manner(tells=UNAIDED_P),
    Style.ASKING: Manner(tells=0.45, asks=2, answers=0.9),
    Style.GOOD: Manner(tells=0.8),
    Style.THOROUGH: Manner(tells=0.9),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting: what was said, what could then be seen, what was recognised, what linked in part."""

    said: frozenset[FactId]
    available: frozenset[InsightId]
    recognised: frozenset[InsightId]
    partly: frozenset[InsightId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A mean, and the range in which nine meetings in ten lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Many meetings of one table size and style.

    Coverages are shares of the facts in play (0.0 to 1.0), insights are numbers. `last_missing`: for each
    fact, in how many meetings of all (0.0 to 1.0) it alone was missing from an insight.
    """

    size: int
    style: Style
    meetings: int
    coverage: Spread
    unique_coverage: Spread
    available: Spread
    recognised: Spread
    partly: Spread
    last_missing: Mapping[FactId, float]


def simulate(
    scenario: Scenario, hands: Sequence[frozenset[FactId]], style: Style, *, meetings: int, draw: Draw
) -> Simulated:
    """Play so many meetings at a table whose seats hold these facts. Raises ValueError below one meeting."""
    if meetings < 1:
        raise ValueError(f"at least one meeting, not {meetings}")
    board = _board(scenario, hands)
    played = [_meet(board, MANNERS[style], draw) for _ in range(meetings)]
    unique = frozenset(fact_id for fact_id in board.holders if scenario.fact_by_id[fact_id].is_unique)
    missing = Counter(fact_id for one in played for fact_id in _last_missing(board, one))
    return Simulated(
        size=len(hands),
        style=style,
        meetings=meetings,
        coverage=_spread([_share(len(one.said), len(board.holders)) for one in played]),
        unique_coverage=_spread([_share(len(one.said & unique), len(unique)) for one in played]),
        available=_spread([len(one.available) for one in played]),
        recognised=_spread([len(one.recognised) for one in played]),
        partly=_spread([len(one.partly) for one in played]),
        last_missing={fact_id: count / meetings for fact_id, count in missing.items()},
    )


def closes(scenario: Scenario) -> Mapping[FactId, tuple[InsightId, ...]]:
    """The insights that no way reaches without the fact; facts that close none are left out."""
    needed: dict[FactId, list[InsightId]] = {}
    for insight in scenario.insights:
        for fact_id in sorted(frozenset.intersection(*insight.solved_by)):
            needed.setdefault(fact_id, []).append(insight.id)
    return {fact_id: tuple(insights) for fact_id, insights in needed.items()}


def of_one_way(scenario: Scenario) -> tuple[InsightId, ...]:
    """The insights that can be reached in one way only."""
    return tuple(insight.id for insight in scenario.insights if len(insight.solved_by) == 1)


# --- one meeting ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """What a table holds: the seats that hold each fact, and each seat's facts by topic."""

    insights: tuple[Insight, ...]
    holders: Mapping[FactId, tuple[int, ...]]
    topics: tuple[Mapping[TopicId, tuple[FactId, ...]], ...]


def _board(scenario: Scenario, hands: Sequence[frozenset[FactId]]) -> _Board:
    holders = {
        fact.id: seats
        for fact in scenario.facts
        if (seats := tuple(seat for seat, hand in enumerate(hands) if fact.id in hand))
    }
    topics: list[dict[TopicId, tuple[FactId, ...]]] = [{} for _ in hands]
    for fact_id, seats in holders.items():
        topic = scenario.fact_by_id[fact_id].topic_id
        for seat in seats:
            topics[seat][topic] = (*topics[seat].get(topic, ()), fact_id)
    return _Board(insights=scenario.insights, holders=holders, topics=tuple(topics))


def _meet(board: _Board, manner: Manner, draw: Draw) -> Meeting:
    told = ((fact_id, draw() < manner.tells) for fact_id, seats in board.holders.items() for _ in seats)
    said = {fact_id for fact_id, is_told in told if is_told}
    for _ in range(manner.asks):
        for asker in range(len(board.topics)):
            _ask(board, asker, said, manner.answers, draw)
    available = [insight for insight in board.insights if insight.follows_from(frozenset(said))]
    recognised, partly = set(), set()
    for insight in available:
        seen = _linked(insight, said, draw)
        if seen is None:
            recognised.add(insight.id)
        elif seen > 1:
            partly.add(insight.id)
    return Meeting(
        said=frozenset(said),
        available=frozenset(insight.id for insight in available),
        recognised=frozenset(recognised),
        partly=frozenset(partly),
    )


def _ask(board: _Board, asker: int, said: set[FactId], answers: float, draw: Draw) -> None:
    """Ask another seat about the topic on which most of its facts are unsaid; a fact comes, or nothing."""
    unsaid = [
        left
        for seat, topics in enumerate(board.topics)
        if seat != asker
        for held in topics.values()
        if (left := [fact_id for fact_id in held if fact_id not in said])
    ]
    if not unsaid:
        return
    most = max(len(left) for left in unsaid)
    left = _one_of([one for one in unsaid if len(one) == most], draw)
    if draw() < answers:
        said.add(_one_of(left, draw))


def _linked(insight: Insight, said: set[FactId], draw: Draw) -> int | None:
    """None when some way to the insight is linked whole; else the most facts that were seen to belong."""
    most = 0
    for solution in insight.solved_by:
        if solution <= said:
            seen = 1
            while seen < len(solution) and draw() < LINKED:
                seen += 1
            if seen == len(solution):
                return None
            most = max(most, seen)
    return most


def _last_missing(board: _Board, meeting: Meeting) -> set[FactId]:
    """The facts each of which alone would have made an insight available."""
    return {
        next(iter(missing))
        for insight in board.insights
        if insight.id not in meeting.available
        for solution in insight.solved_by
        if len(missing := solution - meeting.said) == 1
    }


def _one_of(values: Sequence[T], draw: Draw) -> T:
    return values[int(draw() * len(values))]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _spread(values: Sequence[float]) -> Spread:
    ordered = sorted(values)
    last = len(ordered) - 1
    return Spread(
        mean=sum(ordered) / len(ordered), low=ordered[round(0.05 * last)], high=ordered[round(0.95 * last)]
    )
