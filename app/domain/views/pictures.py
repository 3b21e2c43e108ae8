"""The shared picture of one table: what lies on it, and from the reveal on what does not.

Shapes: docs/protocol.md, "Slices".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.log.commands import Wording
from app.domain.log.state import (
    Ask,
    Dispute,
    Link,
    Revealed,
    Table,
    Workshop,
)
from app.domain.rules import disputes, injects, near_misses, sharing
from app.domain.rules.agenda import has_reached
from app.domain.rules.outcomes import reachable
from app.domain.scenario import (
    FactId,
    HandVisibility,
    PhaseKind,
    Scenario,
)
from app.domain.views.families import (
    Value,
    described,
    joined,
    person_value,
    present,
    relations_found,
)
from app.domain.views.growth import growth
from app.domain.views.missed import big_picture, missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A table's picture as it was painted earlier, and of what."""

    scenario: Scenario
    table: Table
    value: Value


def picture(workshop: Workshop, table: Table, earlier: Painted | None = None) -> Value:
    """Everything that lies on one table, as all its seats see it; from the reveal on, what was missed too.

    Facts that lie as they lay in the `earlier` picture are the very values of that one.
    Rules: V3 (nothing unrevealed before the reveal), V4 (minimum wording stays minimum).
    """
    scenario = workshop.scenario
    known = {person.id for person in scenario.people if person.is_known_at_start}
    mentioned = {person_id for fact_id in table.revealed for person_id in scenario.fact_by_id[fact_id].about}
    about = mentioned - known
    newcomers = [person for person in scenario.people if person.id in about]
    value: Value = {
        "id": table.id,
        "number": table.number,
        "facts": _facts(workshop, table, earlier),
        "people": {person.id: person_value(person, scenario.today) for person in newcomers},
        "relations": relations_found(scenario, known, about, table.revealed.keys()),
        "links": {link.id: _link(workshop, table, link) for link in table.links.values()},
        "insights": _recognised(workshop, table),
        "disputes": {one.id: _dispute(workshop, table, one) for one in table.disputes.values()},
        "asks": {ask.id: _ask(workshop, ask) for ask in table.asks.values()},
        "counts": counts(workshop, table),
    }
    if workshop.phase.visibility is HandVisibility.LABELLED:
        value["holds"] = _holds(scenario, table)
    if told := told_to_everyone(workshop):
        value["injects"] = told
    return value | _looking_back(workshop, table) if has_reached(workshop, PhaseKind.REVEAL) else value


def _looking_back(workshop: Workshop, table: Table) -> Value:
    """What a picture holds besides from the reveal on."""
    return {
        "missed": missed(workshop, table),
        "big_picture": big_picture(workshop.scenario),
        **_answer(workshop, table),
        **growth(workshop, table),
    }


def _facts(workshop: Workshop, table: Table, earlier: Painted | None) -> Value:
    lay: Mapping[FactId, Revealed] = {}
    kept: Value = {}
    if earlier and earlier.scenario is workshop.scenario and _is_laid_alike(earlier.table, table):
        lay, kept = earlier.table.revealed, earlier.value["facts"]
    return {
        sign: kept[sign] if lay.get(fact_id) is one and sign in kept else _on_the_table(workshop, table, one)
        for fact_id, one in table.revealed.items()
        for sign in [workshop.signs.fact(fact_id)]
    }


def _is_laid_alike(one: Table, other: Table) -> bool:
    """Whether the same fact, put down by the same seat, is told in the same way at both."""
    return one.again == other.again and all(
        seat.id in one.seats and one.seats[seat.id].role_ids == seat.role_ids for seat in other.seats.values()
    )


def _on_the_table(workshop: Workshop, table: Table, revealed: Revealed) -> Value:
    fact = workshop.scenario.fact_by_id[revealed.fact_id]
    seat = table.seats[revealed.seat_id]
    role_id = next(role_id for role_id in seat.role_ids if role_id in fact.held_by)
    return {
        "text": fact.minimum if revealed.wording is Wording.MINIMUM else fact.text,
        **described(fact),
        "seat": seat.id,
        "role": role_id,
        "agency": workshop.scenario.role_by_id[role_id].agency,
        "order": revealed.order,
        "wording": revealed.wording.value,
        **({"sensitive": True} if fact.is_sensitive else {}),
        **({"answers": revealed.ask_id} if revealed.ask_id else {}),
        **({"again": table.again[fact.id]} if fact.id in table.again else {}),
    }


def _link(workshop: Workshop, table: Table, link: Link) -> Value:
    found = joined(insight.id for insight in sharing.recognises(workshop, link))
    return present(
        facts=joined(workshop.signs.several(link.fact_ids)),
        line=link.line,
        order=link.order,
        seat=link.seat_id,
        insight=found or None,
        fit=said.value if (said := near_misses.fit(workshop, table, link)) else None,
    )


def _recognised(workshop: Workshop, table: Table) -> Value:
    shown = {}
    for order, (insight_id, link) in enumerate(sharing.recognised(workshop, table).items(), start=1):
        insight = next(one for one in workshop.scenario.insights if one.id == insight_id)
        shown[insight_id] = {
            "title": insight.title,
            "statement": insight.statement,
            "next_step": insight.next_step,
            "level": insight.level.value,
            "strength": insight.is_strength,
            "facts": joined(workshop.signs.several(link.fact_ids)),
            "order": order,
        }
    return shown


def _dispute(workshop: Workshop, table: Table, one: Dispute) -> Value:
    """What somebody marked, and how it was settled: by facts, as the author says, or in the table's words."""
    contradiction = disputes.contradiction_of(workshop.scenario, one)
    is_resolved = contradiction is not None and disputes.is_resolved(contradiction, table)
    explanation = contradiction.explanation if contradiction and is_resolved else one.settled_line
    return present(
        facts=joined(workshop.signs.several(one.fact_ids)),
        line=one.line,
        order=one.order,
        seat=one.seat_id,
        settled=explanation is not None,
        settled_by=None if explanation is None else "facts" if is_resolved else "table",
        explanation=explanation,
    )


def told_to_everyone(workshop: Workshop) -> Value:
    """The injects that came in for everyone. Rule: V13."""
    return {
        one.id: {"title": one.title, "text": one.text, "order": order}
        for order, one in enumerate(injects.given(workshop), start=1)
        if not one.to
    }


def _ask(workshop: Workshop, ask: Ask) -> Value:
    return present(
        by=ask.by_seat_id,
        role=ask.role_id,
        text=ask.text,
        order=ask.order,
        reply=ask.reply.value if ask.reply else None,
        fact=workshop.signs.fact(ask.fact_id) if ask.fact_id else None,
    )


def counts(workshop: Workshop, table: Table) -> Value:
    in_play = sharing.in_play(table)
    of = len(reachable(workshop, table))
    found = len(sharing.recognised(workshop, table))
    left = of - found if workshop.phase.shows_insights_left else None
    return present(
        facts=len(table.revealed),
        facts_of=len(in_play),
        alone=max((len(seat.hand & in_play) for seat in table.seats.values()), default=0),
        insights=found,
        insights_of=of,
        insights_left=left,
    )


def _holds(scenario: Scenario, table: Table) -> Value:
    """Who holds how many facts on which topic: counts, never words. Source: docs/field.md 3."""
    held: dict[str, dict[str, int]] = {}
    for seat in table.seats.values():
        for fact_id in seat.hand:
            fact = scenario.fact_by_id[fact_id]
            role_id = next(role_id for role_id in seat.role_ids if role_id in fact.held_by)
            topics = held.setdefault(role_id, {})
            topics[fact.topic_id] = topics.get(fact.topic_id, 0) + 1
    return {role_id: dict(sorted(topics.items())) for role_id, topics in sorted(held.items())}


def _answer(workshop: Workshop, table: Table) -> Value:
    """The table's one answer, and whether it fits the whole. Rule: J6."""
    if not table.answer:
        return {}
    fits = any(one.is_answer for one in workshop.scenario.reads.options if one.id == table.answer)
    return {"answer": {"option": workshop.signs.option(table.answer), "fits": fits}}
