"""What did not come to a table, told from the reveal on: missed insights, facts never said, the whole."""

from collections.abc import Set

from app.domain.log.state import Table, Workshop
from app.domain.rules import disputes, sharing
from app.domain.rules.agenda import has_reached
from app.domain.rules.outcomes import Outcome, outcomes
from app.domain.scenario import Fact, FactId, InsightId, PhaseKind, Scenario
from app.domain.views.families import Value, described, joined, numbered


def missed(workshop: Workshop, table: Table) -> Value:
    """What never reached the table, and who held it; a sensitive fact in its minimum wording. Rule: V5.

    First comes what a missed insight waited for, it is what the table would have seen; then what one seat
    alone could have said. What nobody needed to know rightly stayed unsaid, and comes last.
    """
    out = frozenset(table.revealed)
    in_play = sharing.in_play(table)
    insights = {
        insight.id: {
            "title": insight.title,
            "statement": insight.statement,
            "was": outcome.value,
            "why": insight.why,
            "next_step": insight.next_step,
        }
        for insight, outcome in outcomes(workshop, table)
        if outcome is not Outcome.RECOGNISED
    }
    wanted = _waited_for(workshop.scenario, insights.keys(), out)
    unsaid = [fact for fact in workshop.scenario.facts if fact.id in in_play - out]
    facts = {
        workshop.signs.fact(fact.id): _never_said(workshop, table, fact)
        for fact in sorted(
            unsaid, key=lambda fact: (fact.is_nobody_s_need, fact.id not in wanted, not fact.is_unique)
        )
    }
    return {"facts": facts, "insights": insights, "disputes": _missed_disputes(workshop, table, in_play)}


def _waited_for(scenario: Scenario, missed: Set[InsightId], out: frozenset[FactId]) -> frozenset[FactId]:
    """The facts of the missed insights that those on the table are not enough for."""
    insights = (one for one in scenario.insights if one.id in missed and not one.follows_from(out))
    return frozenset(fact_id for one in insights for solution in one.solved_by for fact_id in solution)


def _missed_disputes(workshop: Workshop, table: Table, in_play: frozenset[FactId]) -> Value:
    """The author's contradictions that nobody marked, or that no fact has settled. Rules: S14, V5."""
    return {
        one.id: {
            "facts": joined(workshop.signs.several(one.fact_ids)),
            "explanation": one.explanation,
            "was": "not_settled" if disputes.marked(table, one.fact_ids) else "not_marked",
        }
        for one in workshop.scenario.contradictions
        if in_play.issuperset(one.fact_ids)
        and not (disputes.marked(table, one.fact_ids) and disputes.is_resolved(one, table))
    }


def _never_said(workshop: Workshop, table: Table, fact: Fact) -> Value:
    holders = [seat for seat in table.seats.values() if fact.id in seat.hand]
    role_id, *others = (role for seat in holders for role in seat.role_ids if role in fact.held_by)
    return {
        "text": fact.minimum if fact.minimum is not None else fact.text,
        **described(fact),
        "role": role_id,
        "agency": workshop.scenario.role_by_id[role_id].agency,
        **({"others": joined(others)} if others else {}),
        "held_back": any(fact.id in seat.held_back for seat in holders),
        **({"rightly": True} if fact.is_nobody_s_need else {}),
        "note": fact.note,
    }


def told_why(workshop: Workshop, table: Table) -> Value:
    """Why facts were held back, of those seats that told their table; absent where none did. Rule: J10."""
    if not has_reached(workshop, PhaseKind.REVEAL):
        return {}
    why: dict[str, dict[str, str]] = {}
    for seat in table.seats.values():
        for fact_id in seat.reasons_told:
            if reason := seat.held_back[fact_id]:
                by = workshop.scenario.fact_by_id[fact_id].held_by
                role_id = next(role_id for role_id in seat.role_ids if role_id in by)
                why.setdefault(workshop.signs.fact(fact_id), {})[role_id] = reason.value
    return {"why": why} if why else {}


def big_picture(scenario: Scenario) -> Value:
    return {
        "easy_story": scenario.big_picture.easy_story,
        "statement": scenario.big_picture.statement,
        "next_step": scenario.big_picture.next_step,
        "unknown": numbered(scenario.big_picture.unknown),
    }
