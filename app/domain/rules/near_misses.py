"""What a table is told of its own link: it came close to an insight, or it holds more than the insight needs.

Sharing is not using: half of the groups that have every fact on the table still miss what follows from it.
Source: docs/field.md 3. Only facts that lay on the table when the link was made are looked at, so nothing
said here can depend on a fact that nobody has said.
"""

from collections.abc import Set
from enum import StrEnum

from app.domain.log.state import Link, Table, Workshop
from app.domain.rules.sharing import recognised, recognises
from app.domain.scenario import FactId, Insight

FEWEST_IN_COMMON = 2
"""One fact of an insight is in most links by chance: it takes two to be close."""


class Fit(StrEnum):
    """How a link stands to the insights, where there is something to say."""

    CLOSE = "close"  # some facts of an insight; the others lay on the table
    TOO_MANY = "too_many"  # enough for an insight, and it holds a fact that no insight needs


def fit(workshop: Workshop, table: Table, link: Link) -> Fit | None:
    """What is said of a link; None where nothing is, as while a fact is unsaid. Rule: S18."""
    found = recognises(workshop, link)
    if found:
        return Fit.TOO_MANY if _spare(found, link.fact_ids) else None
    if not workshop.tells_near_misses:
        return None
    lay = frozenset(fact_id for fact_id, put in table.revealed.items() if put.order <= link.lay)
    known = recognised(workshop, table)
    left = (insight for insight in workshop.scenario.insights if insight.id not in known)
    return Fit.CLOSE if any(comes_near(one, link.fact_ids, lay) for one in left) else None


def _spare(found: tuple[Insight, ...], linked: Set[FactId]) -> Set[FactId]:
    """The facts of a link that none of the insights it recognises needs."""
    used = (solution for insight in found for solution in insight.solved_by if solution <= linked)
    return linked - frozenset().union(*used)


def comes_near(insight: Insight, linked: Set[FactId], lay: Set[FactId]) -> bool:
    """Whether the facts are some, not all, of a way to the insight that lies on the table as a whole.

    At least two of them, and more than there are others in the link. Rule: S18.
    """
    return any(
        solution <= lay
        and not solution <= linked
        and len(solution & linked) >= FEWEST_IN_COMMON
        and len(solution & linked) > len(linked - solution)
        for solution in insight.solved_by
    )


def is_partly_linked(insight: Insight, table: Table) -> bool:
    """Whether some link joined a part of what lies on the table for the insight. Rule: S17."""
    lay = table.revealed.keys()
    return any(comes_near(insight, link.fact_ids, lay) for link in table.links.values())
