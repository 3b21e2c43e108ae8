"""What became of each insight that a table's hands could reach: one rule for phone, screen and report."""

from collections.abc import Container
from enum import StrEnum

from app.domain.log.state import Table, Workshop
from app.domain.rules.near_misses import is_partly_linked
from app.domain.rules.sharing import in_play, recognised
from app.domain.scenario import FactId, Insight


class Outcome(StrEnum):
    """What became of an insight."""

    RECOGNISED = "recognised"
    PARTLY_LINKED = "partly_linked"  # missed: all its facts lay on the table, some of them were linked
    NOT_LINKED = "not_linked"  # missed: all its facts lay on the table
    NOT_POOLED = "not_pooled"  # missed: a fact it needs was never said


def reachable(workshop: Workshop, table: Table) -> tuple[Insight, ...]:
    """The insights that this table's hands together can reach, in the scenario's order."""
    dealt = in_play(table)
    return tuple(insight for insight in workshop.scenario.insights if insight.follows_from(dealt))


def outcomes(workshop: Workshop, table: Table) -> tuple[tuple[Insight, Outcome], ...]:
    """What became of each insight that could be reached, in the scenario's order. Rule: S17."""
    found = recognised(workshop, table)
    out = frozenset(table.revealed)
    return tuple(
        (insight, _outcome(insight, table, found.keys(), out)) for insight in reachable(workshop, table)
    )


def _outcome(insight: Insight, table: Table, found: Container[str], out: frozenset[FactId]) -> Outcome:
    if insight.id in found:
        return Outcome.RECOGNISED
    if not insight.follows_from(out):
        return Outcome.NOT_POOLED  # S10
    return Outcome.PARTLY_LINKED if is_partly_linked(insight, table) else Outcome.NOT_LINKED
