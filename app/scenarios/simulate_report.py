"""Simulated meetings of a scenario, for people and as JSON; every form says that a model made the numbers."""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.puzzle.merging import merge_plan
from app.domain.puzzle.proof import table_sizes
from app.domain.puzzle.simulation import (
    LINKED,
    MANNERS,
    Simulated,
    Spread,
    Style,
    closes,
    of_one_way,
    simulate,
)
from app.domain.rules.seating import hand_of
from app.domain.scenario import FactId, Scenario

MODEL = (
    "A model's numbers, not people's: each holder mentions a fact with the chance p; an insight whose facts"
    f" all lie on the table is recognised with {LINKED:g} for each fact after the first, else linked in part."
)
SHOWN_FACTS = 5


def played(scenario: Scenario, *, meetings: int, seed: int) -> tuple[Simulated, ...]:
    """Every style at every table size, from one seed: the same seed gives the same numbers."""
    draw = random.Random(seed).random
    tables = [_hands(scenario, size) for size in table_sizes(scenario)]
    return tuple(
        simulate(scenario, hands, style, meetings=meetings, draw=draw) for style in Style for hands in tables
    )


def _hands(scenario: Scenario, size: int) -> list[frozenset[FactId]]:
    return [hand_of(scenario, roles, scenario.injects) for roles in merge_plan(scenario, size)]


def simulation_as_text(scenario: Scenario, results: Sequence[Simulated], seed: int) -> str:
    """A line for each style and table size, then which facts and insights hang by a thread."""
    return "\n".join(_lines(scenario, results, seed))


def _lines(scenario: Scenario, results: Sequence[Simulated], seed: int) -> Iterable[str]:
    insights = len(scenario.insights)
    name = f"{scenario.title} ({scenario.id} {scenario.version})"
    yield f"{name}: {results[0].meetings} meetings each, seed {seed}"
    yield MODEL
    for style in Style:
        yield f"\n{style.value}: {_manner(style)}"
        yield f"  seats  facts  unique  insights to be seen  recognised  linked in part (of {insights})"
        for one in (result for result in results if result.style is style):
            yield (
                f"  {one.size:>5}  {one.coverage.mean:>5.0%}  {one.unique_coverage.mean:>6.0%}"
                f"  {_range(one.available):>19}  {_range(one.recognised):>10}  {_range(one.partly):>14}"
            )
    yield "\nFacts that alone were missing from an insight (share of meetings, good sharing, largest table)"
    for fact_id, missing in _most_missed(results):
        yield f"  {fact_id}: {missing:.0%}"
    closing = closes(scenario)
    for fact_id, closed in closing.items():
        if len(closed) > 1:
            yield f"  without {fact_id} no way leads to {', '.join(closed)}"
    one_way = of_one_way(scenario)
    yield f"\nInsights with one way only: {', '.join(one_way) or 'none'}"


def _manner(style: Style) -> str:
    manner = MANNERS[style]
    asks = f", then {manner.asks} questions a seat, answered with {manner.answers:g}" if manner.asks else ""
    return f"p = {manner.tells:g}{asks}"


def _range(spread: Spread) -> str:
    return f"{spread.mean:.1f} ({spread.low:.0f} to {spread.high:.0f})"


def _most_missed(results: Sequence[Simulated]) -> list[tuple[FactId, float]]:
    """At the largest table, where people share well."""
    good = [one for one in results if one.style is Style.GOOD]
    missing = max(good, key=lambda one: one.size).last_missing
    return sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN_FACTS]


def simulation_as_json(scenario: Scenario, results: Sequence[Simulated], seed: int) -> str:
    """The same for programs; keys in a fixed order."""
    plain = {
        "scenario": scenario.id,
        "version": scenario.version,
        "model": MODEL,
        "seed": seed,
        "meetings": results[0].meetings,
        "tables": [_plain(one) for one in results],
        "closes": {fact_id: list(insights) for fact_id, insights in closes(scenario).items()},
        "one_way": list(of_one_way(scenario)),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _plain(one: Simulated) -> Mapping[str, Any]:
    def spread(of: Spread) -> list[float]:
        return [round(of.mean, 4), round(of.low, 4), round(of.high, 4)]

    return {
        "style": one.style.value,
        "seats": one.size,
        "coverage": spread(one.coverage),
        "unique_coverage": spread(one.unique_coverage),
        "available": spread(one.available),
        "recognised": spread(one.recognised),
        "partly": spread(one.partly),
        "last_missing": {fact_id: round(value, 4) for fact_id, value in sorted(one.last_missing.items())},
    }
