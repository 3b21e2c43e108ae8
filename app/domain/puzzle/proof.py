"""The proof that a scenario works as a puzzle: who is needed, what is lost, what chance would find."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.puzzle.chance import PROMPTED_P, UNAIDED_P, Expectation, expect
from app.domain.puzzle.merging import merge_plan
from app.domain.puzzle.solvability import core_roles, lost_without, smallest_coalitions, unsafe_hands
from app.domain.scenario import InsightId, RoleId, Scenario

TABLE_SIZES = range(5, 9)  # where every insight must need two seats or more; docs/field.md 9
DEMONSTRATION_SIZES = range(3, 5)  # allowed to give insights away


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightProof:
    """`coalitions`: every smallest set of roles that reaches the insight, fewest roles first."""

    insight_id: InsightId
    coalitions: tuple[frozenset[RoleId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceProof:
    """What no table can reach when this role is not played and its hand lies nowhere."""

    role_id: RoleId
    lost: frozenset[InsightId]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProof:
    """One table size: its merged hands, and by index of hand the insights that hand gives away alone."""

    size: int
    hands: tuple[frozenset[RoleId], ...]
    given_away: Mapping[int, frozenset[InsightId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    insights: tuple[InsightProof, ...]
    absences: tuple[AbsenceProof, ...]
    tables: tuple[TableProof, ...]
    expectations: tuple[Expectation, ...]


def prove(scenario: Scenario) -> Proof:
    """The whole proof. Absences assume that only core roles are played; sizes run from 3 to 8."""
    optional = [role.id for role in scenario.roles if not role.is_core]
    core = core_roles(scenario)
    tables = tuple(_table(scenario, size) for size in table_sizes(scenario))
    return Proof(
        insights=tuple(
            InsightProof(insight_id=insight.id, coalitions=smallest_coalitions(scenario, insight))
            for insight in scenario.insights
        ),
        absences=tuple(
            AbsenceProof(role_id=role, lost=lost_without(scenario, [role, *optional])) for role in core
        ),
        tables=tables,
        expectations=tuple(
            expect(scenario, table.hands, p) for p in (UNAIDED_P, PROMPTED_P) for table in tables
        ),
    )


def table_sizes(scenario: Scenario) -> range:
    """3 to 8 seats, no more than there are core roles and at least the one table that plays them all."""
    roles = len(core_roles(scenario))
    return range(min(DEMONSTRATION_SIZES.start, roles), min(TABLE_SIZES.stop, max(roles, 1) + 1))


def _table(scenario: Scenario, size: int) -> TableProof:
    hands = merge_plan(scenario, size)
    return TableProof(size=size, hands=hands, given_away=unsafe_hands(scenario, hands))
