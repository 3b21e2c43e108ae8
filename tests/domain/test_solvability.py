"""The proof of a scenario is exact: it agrees with trying every subset of roles and every way to merge."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.puzzle.chance import expect
from app.domain.puzzle.merging import is_named_merge, merge_plan
from app.domain.puzzle.proof import prove
from app.domain.puzzle.solvability import (
    core_roles,
    joint_hand,
    lost_without,
    reach,
    smallest_coalitions,
    unsafe_hands,
)
from app.domain.scenario import FactId, InsightId, RoleId, Scenario, Tier
from tests.family import ALL1, HO1, HOUSING, NU1, NURSE, PO1, POLICE, ROLES, SC1, SCHOOL, SMALL, fact


def puzzle(
    holders: list[list[int]], solutions: list[list[frozenset[int]]], merges: dict[int, list[int]], roles: int
) -> Scenario:
    """A scenario reduced to its puzzle: who holds each fact, what solves each insight, who may merge."""
    ids = [RoleId(f"r{index}") for index in range(roles)]
    return replace(
        SMALL,
        roles=tuple(
            replace(SMALL.roles[0], id=role, merges_with=tuple(ids[other] for other in merges.get(index, [])))
            for index, role in enumerate(ids)
        ),
        facts=tuple(fact(f"f{index}", *(ids[role] for role in held)) for index, held in enumerate(holders)),
        insights=tuple(
            replace(
                SMALL.insights[0],
                id=InsightId(f"i{index}"),
                solved_by=tuple(frozenset(FactId(f"f{number}") for number in solution) for solution in sets),
            )
            for index, sets in enumerate(solutions)
        ),
    )


@st.composite
def puzzles(draw: st.DrawFn) -> Scenario:
    roles = draw(st.integers(2, 6))
    role = st.integers(0, roles - 1)
    holders = draw(st.lists(st.lists(role, min_size=1, max_size=3, unique=True), min_size=2, max_size=8))
    solution = st.frozensets(st.integers(0, len(holders) - 1), min_size=1, max_size=4)
    solutions = draw(st.lists(st.lists(solution, min_size=1, max_size=3), min_size=1, max_size=3))
    merges = draw(st.dictionaries(role, st.lists(role, max_size=3, unique=True), max_size=roles))
    named = {one: [other for other in others if other != one] for one, others in merges.items()}
    return puzzle(holders, solutions, named, roles)


def subsets(roles: tuple[RoleId, ...]) -> Iterator[frozenset[RoleId]]:
    sizes = (combinations(roles, size) for size in range(len(roles) + 1))
    return (frozenset(chosen) for chosen in chain.from_iterable(sizes))


def partitions(roles: tuple[RoleId, ...], size: int) -> Iterator[tuple[frozenset[RoleId], ...]]:
    if not roles:
        if size == 0:
            yield ()
        return
    first, others = roles[0], roles[1:]
    for partners in subsets(others):
        rest = tuple(role for role in others if role not in partners)
        for further in partitions(rest, size - 1) if size else ():
            yield (frozenset({first}) | partners, *further)


@given(puzzles())
def test_the_smallest_coalitions_decide_every_subset_of_roles(scenario: Scenario) -> None:
    roles = tuple(role.id for role in scenario.roles)
    for insight in scenario.insights:
        coalitions = smallest_coalitions(scenario, insight)
        for chosen in subsets(roles):
            reached = insight.id in reach(scenario, joint_hand(scenario, chosen))
            assert reached == any(coalition <= chosen for coalition in coalitions)


@given(puzzles())
def test_every_member_of_a_smallest_coalition_is_needed_and_the_fewest_come_first(scenario: Scenario) -> None:
    for insight in scenario.insights:
        coalitions = smallest_coalitions(scenario, insight)
        assert [len(coalition) for coalition in coalitions] == sorted(map(len, coalitions))
        for coalition in coalitions:
            for role in coalition:
                assert insight.id not in reach(scenario, joint_hand(scenario, coalition - {role}))


def test_reach_follows_from_facts_alone() -> None:
    assert reach(SMALL, []) == frozenset()
    assert reach(SMALL, [NU1, SC1]) == {"one"}
    assert reach(SMALL, [NU1, PO1, HO1, ALL1]) == {"two"}
    assert reach(SMALL, SMALL.fact_by_id) == {"one", "two", "three"}


def test_a_joint_hand_without_extra_facts_is_smaller() -> None:
    extra = replace(SMALL, facts=(*SMALL.facts, fact("nu-9", NURSE, tier=Tier.EXTRA)))
    assert joint_hand(extra, [NURSE]) - joint_hand(extra, [NURSE], with_extra=False) == {"nu-9"}


def test_what_is_lost_without_absent_roles() -> None:
    assert lost_without(SMALL, []) == frozenset()
    assert lost_without(SMALL, [HOUSING]) == {"two"}
    assert lost_without(SMALL, [NURSE, POLICE]) == {"one", "two", "three"}


def test_unsafe_hands_are_those_that_give_an_insight_away() -> None:
    hands = [frozenset({NURSE}), frozenset({POLICE, HOUSING}), frozenset({SCHOOL})]
    assert unsafe_hands(SMALL, hands) == {1: frozenset({"two"})}
    assert unsafe_hands(SMALL, [frozenset({role}) for role in ROLES]) == {}


def test_a_table_with_a_seat_for_each_role_merges_nobody() -> None:
    for size in (4, 5, 60):
        assert merge_plan(SMALL, size) == tuple(frozenset({role}) for role in ROLES)


def test_a_table_has_at_least_one_seat() -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        merge_plan(SMALL, 0)


def test_optional_roles_take_a_seat_only_after_every_core_role() -> None:
    optional = replace(SMALL, roles=(replace(SMALL.roles[0], is_core=False), *SMALL.roles[1:]))
    assert core_roles(optional) == (SCHOOL, POLICE, HOUSING)
    assert merge_plan(optional, 3) == (frozenset({SCHOOL}), frozenset({POLICE}), frozenset({HOUSING}))
    assert merge_plan(optional, 4) == tuple(frozenset({role}) for role in ROLES)


def test_the_merge_named_first_is_taken() -> None:
    scenario = puzzle([[0], [1], [2], [3]], [[frozenset({0, 1, 2, 3})]], {0: [2, 1]}, 4)
    assert merge_plan(scenario, 3) == (frozenset({"r0", "r2"}), frozenset({"r1"}), frozenset({"r3"}))


def test_a_merge_that_gives_an_insight_away_is_avoided_even_when_named_first() -> None:
    scenario = puzzle([[0], [1], [2], [3]], [[frozenset({0, 2})]], {0: [2, 1]}, 4)
    assert merge_plan(scenario, 3) == (frozenset({"r0", "r1"}), frozenset({"r2"}), frozenset({"r3"}))


def test_uneven_hands_are_tried_where_even_ones_give_something_away() -> None:
    """Whoever sits with role 0 gives the insight away, so role 0 sits alone."""
    solutions = [[frozenset({0, 1}), frozenset({0, 2}), frozenset({0, 3})]]
    scenario = puzzle([[0], [1], [2], [3]], solutions, {0: [1, 2, 3]}, 4)
    assert merge_plan(scenario, 2) == (frozenset({"r0"}), frozenset({"r1", "r2", "r3"}))


def _given_away(scenario: Scenario, hands: tuple[frozenset[RoleId], ...]) -> int:
    merged = [hand for hand in hands if len(hand) > 1]
    return sum(len(insights) for insights in unsafe_hands(scenario, merged).values())


@settings(max_examples=60, deadline=None)
@given(puzzles(), st.integers(1, 5))
def test_no_evenly_sized_plan_gives_less_away_nor_names_more(scenario: Scenario, size: int) -> None:
    roles = core_roles(scenario)
    plan = merge_plan(scenario, size)
    assert sorted(chain.from_iterable(plan)) == sorted(roles)
    if size >= len(roles):
        return
    even = -(-len(roles) // size)
    is_named = partial(is_named_merge, scenario)
    rivals = [hands for hands in partitions(roles, size) if max(map(len, hands)) <= even]
    assert len(plan) == size
    assert _given_away(scenario, plan) <= min(_given_away(scenario, hands) for hands in rivals)
    if any(
        _given_away(scenario, hands) == 0 and all(is_named_merge(scenario, h) for h in hands)
        for hands in rivals
    ):
        assert all(map(is_named, plan))


def test_chance_agrees_with_the_figures_of_the_source() -> None:
    """docs/field.md 3: with p = .18, 1 holder .18, 3 .45, 6 .70; and c^k for k unique facts."""
    hands = tuple(frozenset({RoleId(f"r{index}")}) for index in range(6))
    for holders, chance in ((1, 0.18), (3, 0.45), (6, 0.70)):
        scenario = puzzle([list(range(holders))], [[frozenset({0})]], {}, 6)
        assert expect(scenario, hands, 0.18).coverage == pytest.approx(chance, abs=0.005)
    scenario = puzzle([[0], [1], [2]], [[frozenset({0, 1, 2})], [frozenset({0, 1})]], {}, 6)
    assert expect(scenario, hands, 0.6).insights == pytest.approx(0.6**3 + 0.6**2)


@given(puzzles(), st.sampled_from([0.18, 0.6]))
def test_chance_of_alternative_sets_is_counted_over_every_outcome(scenario: Scenario, p: float) -> None:
    hands = tuple(frozenset({role.id}) for role in scenario.roles)
    said = {fact.id: 1 - (1 - p) ** len(fact.held_by) for fact in scenario.facts}
    mean = 0.0
    for outcome in subsets(tuple(said)):  # type: ignore[arg-type]  # any ids have subsets
        weight = 1.0
        for fact_id, chance in said.items():
            weight *= chance if fact_id in outcome else 1 - chance
        mean += weight * len(reach(scenario, outcome))  # type: ignore[arg-type]
    assert expect(scenario, hands, p).insights == pytest.approx(mean)


def test_the_proof_of_the_small_family() -> None:
    proof = prove(SMALL)
    assert [one.coalitions for one in proof.insights] == [
        (frozenset({NURSE, SCHOOL}),),
        (frozenset({POLICE, HOUSING}),),
        (frozenset({NURSE, SCHOOL, POLICE}),),
    ]
    assert {one.role_id: one.lost for one in proof.absences} == {
        NURSE: {"one", "three"},
        SCHOOL: {"one", "three"},
        POLICE: {"two", "three"},
        HOUSING: {"two"},
    }
    assert [(one.size, one.given_away) for one in proof.tables] == [(3, {}), (4, {})]


def test_twelve_roles_are_proved_at_once() -> None:
    """Every role names every other and every fact pair across neighbours is an ingredient."""
    holders = [[index % 12] for index in range(60)] + [[index, (index + 4) % 12] for index in range(12)]
    solutions = [
        [frozenset({index, index + 13, 60 + index % 12}), frozenset({index + 1, index + 27, index + 5})]
        for index in range(12)
    ]
    merges = {index: [other for other in range(12) if other != index] for index in range(12)}
    scenario = puzzle(holders, solutions, merges, 12)
    proof = prove(scenario)  # tried one by one, its merges alone would be millions
    assert [len(table.hands) for table in proof.tables] == [3, 4, 5, 6, 7, 8]
