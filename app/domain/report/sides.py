"""Three views side by side: what each agency saw alone, what the table saw, what was there. Rule: V22.

Each is a picture like the table's own, made by the same rules from a table on which other facts lie. Who
held a fact is told; why it was held back never is.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

from app.domain.log import events as e
from app.domain.log.commands import LinkId
from app.domain.log.state import Revealed, Seat, Table, Workshop
from app.domain.rules import sharing
from app.domain.rules.outcomes import reachable
from app.domain.scenario import Fact, FactId, Insight
from app.domain.views.families import Value
from app.domain.views.missed import missed
from app.domain.views.pictures import picture
from app.domain.views.wordings import told_in
from app.domain.workshop.table_evolution import table_after

_NEVER_SHOWN = datetime.min.replace(tzinfo=UTC)
"""When it would have been said: no picture tells."""


def sides(workshop: Workshop, table: Table) -> Value:
    """The pictures of each seat alone and of the whole, and the facts that never reached the table.

    Facts come as they were told; those that never were, in their minimum wording. Rule: V5.
    """
    untold = replace(workshop, phase_id=workshop.scenario.agenda[0].id)  # no look back inside the look back
    whole = _facts_in_order(workshop, table, sharing.in_play(table))
    return {
        "alone": {seat.id: picture(untold, _alone(workshop, table, seat)) for seat in table.seats.values()},
        "there": picture(untold, _whole(workshop, table, whole)),
        "missed": missed(workshop, table)["facts"],
    }


def _alone(workshop: Workshop, table: Table, seat: Seat) -> Table:
    """The table as this seat would have had it, had nobody else been there."""
    hand = _facts_in_order(workshop, table, seat.hand)
    return _laid(_emptied(table), ((fact, seat) for fact in hand), table)


def _whole(workshop: Workshop, table: Table, facts: list[Fact]) -> Table:
    """The table with every fact in play on it, and every insight linked that follows."""
    laid = _laid(_emptied(table), ((fact, _holder(table, fact)) for fact in facts), table)
    dealt = sharing.in_play(table)
    links = (_linked(table, insight, dealt) for insight in reachable(workshop, table))
    return reduce(table_after, links, laid)


def _emptied(table: Table) -> Table:
    return replace(table, revealed={}, asks={}, links={}, again={}, disputes={}, answer=None)


def _laid(empty: Table, facts: Iterable[tuple[Fact, Seat]], table: Table) -> Table:
    return reduce(table_after, (_revealed(table, fact, seat) for fact, seat in facts), empty)


def _revealed(table: Table, fact: Fact, seat: Seat) -> e.FactRevealed:
    return e.FactRevealed(
        at=_NEVER_SHOWN,
        table_id=table.id,
        seat_id=seat.id,
        participant_id=None,
        fact_id=fact.id,
        wording=told_in(fact, table.revealed.get(fact.id)),
        ask_id=None,
    )


def _linked(table: Table, insight: Insight, dealt: frozenset[FactId]) -> e.FactsLinked:
    return e.FactsLinked(
        at=_NEVER_SHOWN,
        table_id=table.id,
        link_id=LinkId(f"there-{insight.id}"),
        seat_id=next(iter(table.seats)),
        fact_ids=next(solution for solution in insight.solved_by if solution <= dealt),
        line="",
    )


def _holder(table: Table, fact: Fact) -> Seat:
    """Who put it there; of a fact that nobody did, the first seat that holds it."""
    lies: Revealed | None = table.revealed.get(fact.id)
    if lies is not None:
        return table.seats[lies.seat_id]
    return next(seat for seat in table.seats.values() if fact.id in seat.hand)


def _facts_in_order(workshop: Workshop, table: Table, fact_ids: frozenset[FactId]) -> list[Fact]:
    """As they came to the table; after them what never did, in the author's order."""
    facts = [workshop.scenario.fact_by_id[fact_id] for fact_id in table.revealed if fact_id in fact_ids]
    unsaid = fact_ids - table.revealed.keys()
    return [*facts, *(fact for fact in workshop.scenario.facts if fact.id in unsaid)]
