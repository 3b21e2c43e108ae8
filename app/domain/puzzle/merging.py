"""Which roles sit together at a table with fewer seats than roles.

A plan is chosen over every way of seating the core roles in evenly sized hands, by this order of wishes:
no hand gives an insight away alone; only merges the authors named; the merges they named first; hands
with evenly many facts. Where even hands must give something away, hands one role larger are tried.
Optional roles join, in the author's order, once every core role has its own seat.
Source: docs/field.md 9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from app.domain.puzzle.solvability import core_roles
from app.domain.scenario import RoleId, Scenario

_Cost = tuple[int, int, int, int]  # insights given away, unnamed merges, ranks, squared hand sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """The scenario as numbers: one bit per fact, one index per core role."""

    hands: tuple[int, ...]
    insights: tuple[tuple[int, ...], ...]
    ranks: Mapping[tuple[int, int], int | None]


def merge_plan(scenario: Scenario, size: int) -> tuple[frozenset[RoleId], ...]:
    """The hands of a table of `size` seats, each a set of roles, in the author's order of roles.

    Fewer hands than `size` when the scenario has fewer roles. Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError(f"a table has at least one seat, not {size}")
    core = core_roles(scenario)
    if size >= len(core):
        optional = [role.id for role in scenario.roles if not role.is_core][: size - len(core)]
        seated = {*core, *optional}
        return tuple(frozenset({role.id}) for role in scenario.roles if role.id in seated)
    groups = _best_partition(_board(scenario, core), size)
    return tuple(frozenset(core[index] for index in group) for group in sorted(groups))


def is_named_merge(scenario: Scenario, hand: frozenset[RoleId]) -> bool:
    """Whether the authors named every pair of this hand as plausible together."""
    return all(_rank(scenario, one, other) is not None for one, other in combinations(sorted(hand), 2))


def _rank(scenario: Scenario, one: RoleId, other: RoleId) -> int | None:
    """How early the authors named this merge, from 0; None if neither role named the other."""
    named = (
        scenario.role_by_id[role].merges_with.index(partner)
        for role, partner in ((one, other), (other, one))
        if partner in scenario.role_by_id[role].merges_with
    )
    return min(named, default=None)


def _board(scenario: Scenario, core: tuple[RoleId, ...]) -> _Board:
    bit_by_fact = {fact.id: 1 << index for index, fact in enumerate(scenario.facts)}
    return _Board(
        hands=tuple(sum(bit_by_fact[fact_id] for fact_id in scenario.hand_by_role[role]) for role in core),
        insights=tuple(
            tuple(sum(bit_by_fact[fact_id] for fact_id in solution) for solution in insight.solved_by)
            for insight in scenario.insights
        ),
        ranks={
            (one, other): _rank(scenario, core[one], core[other])
            for one, other in combinations(range(len(core)), 2)
        },
    )


def _cost(board: _Board, group: tuple[int, ...]) -> _Cost:
    hand = 0
    for index in group:
        hand |= board.hands[index]
    given_away = 0
    if len(group) > 1:  # what one role knows alone is the scenario's flaw, not the merge's
        given_away = sum(any(solution & ~hand == 0 for solution in sets) for sets in board.insights)
    ranks = [board.ranks[pair] for pair in combinations(group, 2)]
    named = [rank for rank in ranks if rank is not None]
    return given_away, len(ranks) - len(named), sum(named), hand.bit_count() ** 2


def _best_partition(board: _Board, size: int) -> list[tuple[int, ...]]:
    even = -(-len(board.hands) // size)
    cost, groups = _cheapest(board, size, even)
    if cost[0] and size > 1:
        looser_cost, looser = _cheapest(board, size, even + 1)
        if looser_cost[0] < cost[0]:
            return looser
    return groups


def _cheapest(board: _Board, size: int, most: int) -> tuple[_Cost, list[tuple[int, ...]]]:
    """The cheapest way to put all roles into `size` groups of at most `most`, by dynamic programming."""
    cost_of = cache(lambda group: _cost(board, group))

    @cache
    def best(left: tuple[int, ...], groups: int) -> tuple[_Cost, list[tuple[int, ...]]] | None:
        if groups == 0:
            return None if left else ((0, 0, 0, 0), [])
        if not groups <= len(left) <= groups * most:
            return None
        found: tuple[_Cost, list[tuple[int, ...]]] | None = None
        first, others = left[0], left[1:]
        for extra in range(min(most, len(left))):
            for partners in combinations(others, extra):
                rest = best(tuple(index for index in others if index not in partners), groups - 1)
                if rest is None:
                    continue
                group = (first, *partners)
                a, b = cost_of(group), rest[0]
                total = (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
                if found is None or total < found[0]:
                    found = total, [group, *rest[1]]
        return found

    answer = best(tuple(range(len(board.hands))), size)
    if answer is None:
        raise ValueError(f"{len(board.hands)} roles do not fit {size} hands of at most {most}")
    return answer
