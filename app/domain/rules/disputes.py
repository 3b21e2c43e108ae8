"""The rules of what does not fit: two facts are disputed, then settled by facts or in words."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.events import DisputeSettled, Event, FactsDisputed
from app.domain.log.rejections import (
    NoSuchThing,
    NotOnTheTable,
    TooFewFacts,
    TooManyDisputes,
    TooManyFacts,
)
from app.domain.log.state import Dispute, Seat, Table, Workshop
from app.domain.scenario import Contradiction, FactId, Scenario

DISPUTED = 2
"""Rule S13: more than two facts are several disputes."""
MOST_DISPUTES = 200
"""Rule S15."""


def dispute(workshop: Workshop, seat: Seat, wish: c.DisputeFacts, *, at: datetime) -> tuple[Event, ...]:
    table = workshop.tables[seat.table_id]
    if wish.dispute_id in table.disputes or marked(table, wish.fact_ids):
        return ()  # S13
    if len(wish.fact_ids) < DISPUTED:
        raise TooFewFacts  # S13
    if len(wish.fact_ids) > DISPUTED:
        raise TooManyFacts(most=DISPUTED)  # S13
    if not wish.fact_ids <= table.revealed.keys():
        raise NotOnTheTable  # S13
    if len(table.disputes) >= MOST_DISPUTES:
        raise TooManyDisputes(most=MOST_DISPUTES)  # S15
    return (
        FactsDisputed(
            at=at,
            table_id=table.id,
            dispute_id=wish.dispute_id,
            seat_id=seat.id,
            fact_ids=wish.fact_ids,
            line=wish.line,
        ),
    )


def settle(workshop: Workshop, seat: Seat, wish: c.SettleDispute, *, at: datetime) -> tuple[Event, ...]:
    one = workshop.tables[seat.table_id].disputes.get(wish.dispute_id)
    if one is None:
        raise NoSuchThing(kind="dispute")
    if one.settled_line == wish.line:
        return ()
    return (
        DisputeSettled(at=at, table_id=seat.table_id, dispute_id=one.id, seat_id=seat.id, line=wish.line),
    )


def marked(table: Table, fact_ids: Iterable[FactId]) -> Dispute | None:
    """The dispute of exactly these facts, if anybody at the table has marked it."""
    pair = frozenset(fact_ids)
    return next((one for one in table.disputes.values() if one.fact_ids == pair), None)


def contradiction_of(scenario: Scenario, one: Dispute) -> Contradiction | None:
    """The author's contradiction of the same two facts; None where it is the table's own dispute."""
    return next((each for each in scenario.contradictions if frozenset(each.fact_ids) == one.fact_ids), None)


def is_resolved(contradiction: Contradiction, table: Table) -> bool:
    """Whether facts settle it: those that resolve it lie there, or, where dates do, the two are linked.

    Rule: S14.
    """
    if contradiction.resolved_by:
        return contradiction.resolved_by <= table.revealed.keys()
    return any(link.fact_ids.issuperset(contradiction.fact_ids) for link in table.links.values())
