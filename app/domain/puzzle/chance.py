"""What a meeting would mention by chance: a fact held by n hands is said with 1 - (1 - p)^n.

With p = 0.18 this is close to what unaided groups were seen to do (46 % of shared, 18 % of unshared
facts). Source: docs/field.md 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

from app.domain.scenario import FactId, RoleId, Scenario

UNAIDED_P = 0.18
PROMPTED_P = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a table of `size` seats would put together if each holder mentions a fact with chance `p`.

    Coverages are shares of the facts in play (0.0 to 1.0), `insights` a mean number of insights.
    """

    size: int
    p: float
    coverage: float
    unique_coverage: float
    shared_coverage: float
    insights: float


def expect(scenario: Scenario, hands: Sequence[frozenset[RoleId]], p: float) -> Expectation:
    """The chance model for one table whose seats play these hands."""
    chances: dict[FactId, float] = {}
    unique: list[float] = []
    shared: list[float] = []
    for fact in scenario.facts:
        holders = sum(1 for hand in hands if hand & fact.held_by)
        if holders:
            chances[fact.id] = 1 - (1 - p) ** holders
            (unique if fact.is_unique else shared).append(chances[fact.id])
    return Expectation(
        size=len(hands),
        p=p,
        coverage=_mean(chances.values()),
        unique_coverage=_mean(unique),
        shared_coverage=_mean(shared),
        insights=sum(_chance_of_any(insight.solved_by, chances) for insight in scenario.insights),
    )


def _chance_of_any(solutions: Sequence[frozenset[FactId]], chances: Mapping[FactId, float]) -> float:
    """The chance that at least one solution is mentioned whole, by inclusion and exclusion."""
    total = 0.0
    for count in range(1, len(solutions) + 1):
        for chosen in combinations(solutions, count):
            together: frozenset[FactId] = frozenset().union(*chosen)
            total -= (-1) ** count * prod(chances.get(fact_id, 0.0) for fact_id in together)
    return total


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
