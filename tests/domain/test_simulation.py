"""Simulated meetings: seeded, true to the closed formula where it holds, honest about what closes."""

import random
from math import sqrt

import pytest

from app.domain.puzzle.chance import UNAIDED_P, expect
from app.domain.puzzle.merging import merge_plan
from app.domain.puzzle.simulation import LINKED, Simulated, Style, closes, of_one_way, simulate
from app.domain.rules.seating import hand_of
from app.domain.scenario import FactId, Scenario
from app.scenarios import load, shipped

MEETINGS = 2000


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(next(path for path in shipped() if path.name == "button_family.yaml"))


def hands(scenario: Scenario, size: int) -> list[frozenset[FactId]]:
    return [hand_of(scenario, roles) for roles in merge_plan(scenario, size)]


def many(scenario: Scenario, style: Style, *, meetings: int = MEETINGS, seed: int = 5) -> Simulated:
    return simulate(scenario, hands(scenario, 8), style, meetings=meetings, draw=random.Random(seed).random)


def test_the_same_seed_plays_the_same_meetings_and_another_seed_others(scenario: Scenario) -> None:
    one = many(scenario, Style.ASKING, meetings=50)
    assert one == many(scenario, Style.ASKING, meetings=50)
    assert one != many(scenario, Style.ASKING, meetings=50, seed=6)


def test_unaided_talk_agrees_with_the_closed_formula_within_its_standard_error(scenario: Scenario) -> None:
    played, formula = many(scenario, Style.UNAIDED), expect(scenario, merge_plan(scenario, 8), UNAIDED_P)
    unique = sum(fact.is_unique for fact in scenario.facts)
    error_of_coverage = sqrt(UNAIDED_P * (1 - UNAIDED_P) / (MEETINGS * unique))
    assert abs(played.unique_coverage.mean - formula.unique_coverage) < 3 * error_of_coverage
    error_of_insights = sqrt(formula.insights / MEETINGS)  # as counts of something rare
    assert abs(played.available.mean - formula.insights) < 3 * error_of_insights


def test_with_every_fact_said_the_model_of_linking_alone_decides(scenario: Scenario) -> None:
    """One seat that holds everything and asks nobody: what `THOROUGH` leaves unsaid is chance of telling."""
    linked = random.Random(7)

    def draw() -> float:  # whoever may tell a fact tells it; linking is left to chance
        return next(telling, None) or linked.random()

    facts = frozenset(fact.id for fact in scenario.facts)
    missed = 0.0
    recognised = 0
    for _ in range(MEETINGS):
        telling = iter([1e-9] * len(facts))
        one = simulate(scenario, [facts], Style.THOROUGH, meetings=1, draw=draw)
        assert one.coverage.mean == one.unique_coverage.mean == 1.0
        assert one.available.mean == len(scenario.insights)
        assert one.last_missing == {}
        recognised += int(one.recognised.mean)
    for insight in scenario.insights:
        miss = 1.0
        for solution in insight.solved_by:
            miss *= 1 - LINKED ** (len(solution) - 1)
        missed += miss
    expected = len(scenario.insights) - missed
    assert abs(recognised / MEETINGS - expected) < 3 * sqrt(len(scenario.insights) / 4 / MEETINGS)


def test_asking_brings_facts_that_telling_alone_leaves_in_a_hand(scenario: Scenario) -> None:
    asked, unaided = many(scenario, Style.ASKING, meetings=200), many(scenario, Style.UNAIDED, meetings=200)
    assert asked.unique_coverage.low > unaided.unique_coverage.high
    assert asked.available.mean > unaided.available.mean


def test_what_a_fact_closes_and_what_has_one_way_only_follow_from_the_ways(scenario: Scenario) -> None:
    by_id = {insight.id: insight for insight in scenario.insights}
    for fact_id, insights in closes(scenario).items():
        assert all(fact_id in way for one in insights for way in by_id[one].solved_by)
    assert set(of_one_way(scenario)) == {one.id for one in scenario.insights if len(one.solved_by) == 1}


def test_no_meeting_at_all_is_refused(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match="at least one meeting"):
        many(scenario, Style.GOOD, meetings=0)
