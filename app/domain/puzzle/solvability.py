"""What a scenario's puzzle asks of the table: which roles must speak before an insight can be seen.

Everything here is exact. A coalition (a set of roles) reaches an insight when one of the insight's
sufficient sets lies wholly in its joint hand; the *smallest coalitions* of an insight, those that lose
it when any one role leaves, decide that for every one of the 2^n subsets of roles.
Source: docs/field.md 8.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.scenario import FactId, Insight, InsightId, RoleId, Scenario, Tier


def reach(scenario: Scenario, fact_ids: Iterable[FactId]) -> frozenset[InsightId]:
    """The insights that follow from these facts lying together."""
    together = frozenset(fact_ids)
    return frozenset(insight.id for insight in scenario.insights if insight.follows_from(together))


def joint_hand(scenario: Scenario, roles: Iterable[RoleId], *, with_extra: bool = True) -> frozenset[FactId]:
    """Every fact held by any of these roles; without the `extra` tier when tables are small."""
    held: frozenset[FactId] = frozenset().union(*(scenario.hand_by_role[role] for role in roles))
    if with_extra:
        return held
    return frozenset(fact_id for fact_id in held if scenario.fact_by_id[fact_id].tier is Tier.CORE)


def core_roles(scenario: Scenario) -> tuple[RoleId, ...]:
    """The roles every table plays, in the author's order."""
    return tuple(role.id for role in scenario.roles if role.is_core)


def lost_without(scenario: Scenario, roles_absent: Iterable[RoleId]) -> frozenset[InsightId]:
    """The insights out of reach when nobody speaks for these roles and all others reveal everything."""
    absent = frozenset(roles_absent)
    present = (role.id for role in scenario.roles if role.id not in absent)
    return frozenset(scenario.insight_by_id) - reach(scenario, joint_hand(scenario, present))


def unsafe_hands(
    scenario: Scenario, hands: Sequence[frozenset[RoleId]]
) -> Mapping[int, frozenset[InsightId]]:
    """The hands that give away an insight alone: index in `hands` to the insights it reaches.

    A hand is the set of roles one seat plays. Empty when every insight needs two seats or more.
    """
    reached = ((index, reach(scenario, joint_hand(scenario, hand))) for index, hand in enumerate(hands))
    return {index: insights for index, insights in reached if insights}


def smallest_coalitions(scenario: Scenario, insight: Insight) -> tuple[frozenset[RoleId], ...]:
    """Every set of roles that reaches the insight and would lose it without any one of its members.

    Fewest roles first, then in the author's order of roles. Empty if nobody holds what it needs.
    """
    bit_by_role = {role.id: 1 << index for index, role in enumerate(scenario.roles)}
    masks: set[int] = set()
    for solution in insight.solved_by:
        masks |= _coalitions_holding(scenario, solution, bit_by_role)
    minimal = sorted(_without_supersets(masks), key=lambda mask: (mask.bit_count(), _author_order(mask)))
    return tuple(frozenset(role for role, bit in bit_by_role.items() if mask & bit) for mask in minimal)


def _coalitions_holding(
    scenario: Scenario, fact_ids: frozenset[FactId], bit_by_role: Mapping[RoleId, int]
) -> set[int]:
    """The smallest coalitions, as bit masks of roles, that hold all of these facts between them."""
    coalitions = {0}
    for fact_id in sorted(fact_ids):
        holders = [bit_by_role[role] for role in scenario.fact_by_id[fact_id].held_by]
        any_holder = sum(holders)
        grown = {mask for mask in coalitions if mask & any_holder}
        grown |= {mask | bit for mask in coalitions if not mask & any_holder for bit in holders}
        coalitions = _without_supersets(grown)
    return coalitions


def _without_supersets(masks: set[int]) -> set[int]:
    minimal: list[int] = []
    for mask in sorted(masks, key=int.bit_count):
        if not any(smaller & mask == smaller for smaller in minimal):
            minimal.append(mask)
    return set(minimal)


def _author_order(mask: int) -> tuple[int, ...]:
    return tuple(index for index in range(mask.bit_length()) if mask >> index & 1)
