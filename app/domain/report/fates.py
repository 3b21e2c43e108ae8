"""What became of each fact and each insight at one table.

Told by roles and agencies, never by people; a sensitive fact in its minimum wording only.
Source: docs/field.md 4.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.log.commands import Wording
from app.domain.log.state import Revealed, Seat, Table, Workshop
from app.domain.rules.outcomes import Outcome, outcomes
from app.domain.rules.sharing import in_play, recognised, recognises
from app.domain.rules.stopwatch import Seconds
from app.domain.scenario import (
    Column,
    Fact,
    FactId,
    FactKind,
    Insight,
    InsightId,
    RoleId,
    Scenario,
)


class Method(StrEnum):
    """How a fact came to the table."""

    PUSH = "push"  # its holder offered it
    PULL = "pull"  # it answered a question
    FACILITATOR = "facilitator"  # the facilitator put it there for the seat


class Fate(StrEnum):
    """What became of a fact in play."""

    SAID = "said"
    HELD_BACK = "held_back"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A seat by what it plays: one role, or several merged. Of a fact: the seat's roles that hold it."""

    role_ids: tuple[RoleId, ...]
    roles: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFate:
    """One fact in play at one table.

    `order` counts from 1; `seconds` run from the moment sharing began. Why it was held back is not told: it
    would be one person's answer. `needed_for`: the insights that can be built on it.
    """

    fact_id: FactId
    text: str
    about: tuple[str, ...]
    topic: str
    column: Column
    kinds: tuple[FactKind, ...]
    held_by: tuple[Who, ...]
    is_unique: bool
    is_sensitive: bool
    is_needed_in_full: bool
    fate: Fate
    order: int | None
    seconds: int | None
    put_by: Who | None
    method: Method | None
    wording: Wording | None
    needed_for: tuple[InsightId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightFate:
    """One insight at one table.

    `available_after`: how many facts lay there when it could first be known. `recognised_after`: how
    many lay there when it was linked. `missing`: the facts its nearest solution still lacked.
    """

    insight_id: InsightId
    title: str
    statement: str
    why: str
    next_step: str
    is_strength: bool
    outcome: Outcome
    available_after: int | None
    available_s: int | None
    recognised_after: int | None
    recognised_s: int | None
    missing: tuple[FactId, ...]


def who(scenario: Scenario, seat: Seat, fact: Fact | None = None) -> Who:
    """The seat's roles and agencies, each agency once; of merged roles, those that hold the fact."""
    roles = [scenario.role_by_id[role_id] for role_id in seat.role_ids if not fact or role_id in fact.held_by]
    return Who(
        role_ids=tuple(role.id for role in roles),
        roles=tuple(role.name for role in roles),
        agencies=tuple(dict.fromkeys(role.agency for role in roles)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReading:
    """What a table linked that matches no insight: the facts it joined, as told.

    What people wrote beside it stays with the table: it may hold the full wording of a sensitive fact.
    """

    facts: tuple[str, ...]


def own_readings(workshop: Workshop, table: Table) -> tuple[OwnReading, ...]:
    """The links that no insight follows from, in the order they were made. Rule: S11."""
    own = (link for link in table.links.values() if not recognises(workshop, link))
    return tuple(
        OwnReading(
            facts=tuple(told_text(fact) for fact in workshop.scenario.facts if fact.id in link.fact_ids),
        )
        for link in sorted(own, key=lambda link: link.order)
    )


def fact_fates(scenario: Scenario, table: Table, seconds: Seconds) -> tuple[FactFate, ...]:
    """Every fact some seat of this table holds, in the scenario's order."""
    dealt = in_play(table)
    return tuple(_fact_fate(scenario, table, fact, seconds) for fact in scenario.facts if fact.id in dealt)


def _fact_fate(scenario: Scenario, table: Table, fact: Fact, seconds: Seconds) -> FactFate:
    holders = tuple(seat for seat in table.seats.values() if fact.id in seat.hand)
    put = table.revealed.get(fact.id)
    is_kept = any(fact.id in seat.held_back for seat in holders)  # by nobody, once it was put
    people = {person.id: person.name for person in scenario.people}
    return FactFate(
        fact_id=fact.id,
        text=told_text(fact),
        about=tuple(people[person_id] for person_id in fact.about),
        topic=next(topic.name for topic in scenario.topics if topic.id == fact.topic_id),
        column=fact.column,
        kinds=tuple(sorted(fact.kinds)),
        held_by=tuple(who(scenario, seat, fact) for seat in holders),
        is_unique=len(holders) == 1,
        is_sensitive=fact.is_sensitive,
        is_needed_in_full=bool(fact.need_to_know),
        fate=Fate.SAID if put else Fate.HELD_BACK if is_kept else Fate.NOT_SAID,
        order=put.order if put else None,
        seconds=seconds(put.at) if put else None,
        put_by=who(scenario, table.seats[put.seat_id], fact) if put else None,
        method=_method(put) if put else None,
        wording=put.wording if put else None,
        needed_for=tuple(
            insight.id for insight in scenario.insights if fact.id in frozenset().union(*insight.solved_by)
        ),
    )


def told_text(fact: Fact) -> str:
    """The words a report may use: the minimum wording of a sensitive fact, whatever was said."""
    return fact.minimum if fact.minimum is not None else fact.text


def _method(put: Revealed) -> Method:
    if put.by_facilitator:
        return Method.FACILITATOR
    return Method.PULL if put.ask_id else Method.PUSH


def insight_fates(workshop: Workshop, table: Table, seconds: Seconds) -> tuple[InsightFate, ...]:
    """Every insight that this table's hands together can reach, in the scenario's order."""
    links = recognised(workshop, table)
    return tuple(
        _insight_fate(insight, outcome, table, links[insight.id].at if insight.id in links else None, seconds)
        for insight, outcome in outcomes(workshop, table)
    )


def _insight_fate(
    insight: Insight, outcome: Outcome, table: Table, linked_at: datetime | None, seconds: Seconds
) -> InsightFate:
    available = _available(insight, table)
    return InsightFate(
        insight_id=insight.id,
        title=insight.title,
        statement=insight.statement,
        why=insight.why,
        next_step=insight.next_step,
        is_strength=insight.is_strength,
        outcome=outcome,
        available_after=available.order if available else None,
        available_s=seconds(available.at) if available else None,
        recognised_after=_lay_there(table, linked_at) if linked_at else None,
        recognised_s=seconds(linked_at) if linked_at else None,
        missing=() if available else _missing(insight, table),
    )


def _available(insight: Insight, table: Table) -> Revealed | None:
    """The reveal after which the insight could first be known."""
    on_the_table: set[FactId] = set()
    for put in sorted(table.revealed.values(), key=lambda put: put.order):
        on_the_table.add(put.fact_id)
        if insight.follows_from(frozenset(on_the_table)):
            return put
    return None


def _lay_there(table: Table, at: datetime) -> int:
    return sum(put.at <= at for put in table.revealed.values())


def _missing(insight: Insight, table: Table) -> tuple[FactId, ...]:
    lacking = [tuple(sorted(solution - table.revealed.keys())) for solution in insight.solved_by]
    return min(lacking, key=lambda facts: (len(facts), facts))
