"""What happened at one table, in numbers folded from the fates of its facts and insights.

Roles and agencies only, never people; nothing is ranked. Sources: docs/field.md 3 and 4. Every name here
is defined, one line each, in docs/measures.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.log.commands import Wording
from app.domain.log.state import Table, Workshop
from app.domain.puzzle.chance import UNAIDED_P
from app.domain.report.coverage import (
    Coverage,
    CoverageOf,
    GrowthPoint,
    Share,
    coverage,
    coverage_by,
    covered,
    focus,
    growth,
    half_of_key_s,
    said,
    share,
)
from app.domain.report.fates import (
    FactFate,
    Fate,
    InsightFate,
    Method,
    OwnReading,
    Who,
    fact_fates,
    insight_fates,
    own_readings,
    who,
)
from app.domain.report.participation import SeatUse, seat_use
from app.domain.rules.outcomes import Outcome
from app.domain.rules.stopwatch import Seconds
from app.domain.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Solo:
    """What one seat could see with its own hand only: its facts, and the insights they are enough for."""

    who: Who
    facts: Share
    insights: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """How the facts on the table came there; the three add up to all of them."""

    push: int
    pull: int
    facilitator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """What became of the sensitive facts. `full_unneeded`: said in full though nobody needed that."""

    full: int
    minimum: int
    held_back: int
    not_said: int
    full_unneeded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The chance `c^k` that all of the `k` unique facts of an insight are said."""

    k: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The chance model of unaided talk: an explanation, not a target.

    `facts`: how many of the facts in play would be expected with chance `p` per holder. `c`: this
    table's own share of unique facts, and what it means for insights of k facts.
    """

    p: float
    facts: float
    c: float | None
    together: tuple[Together, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasures:
    """Everything measured at one table. `people`: participants in its seats; a paper seat has none."""

    number: int
    seats: int
    people: int
    coverage: Coverage
    growth: tuple[GrowthPoint, ...]
    by_agency: tuple[CoverageOf, ...]
    by_topic: tuple[CoverageOf, ...]
    by_person: tuple[CoverageOf, ...]
    focus: Share
    first_unique_s: int | None
    half_of_key_s: int | None
    facts: tuple[FactFate, ...]
    insights: tuple[InsightFate, ...]
    readings: tuple[OwnReading, ...]
    integration: Share
    solo: tuple[Solo, ...]
    best_alone: Share
    chance: Chance
    methods: Methods
    seats_used: tuple[SeatUse, ...]
    proportion: Proportion

    @property
    def is_used(self) -> bool:
        """Whether anything was done at it: somebody sat there, or a seat was played on paper."""
        return any(seat.is_played for seat in self.seats_used)


def measure(workshop: Workshop, table: Table, seconds: Seconds) -> TableMeasures:
    """Everything the report says about one table."""
    facts = fact_fates(workshop.scenario, table, seconds)
    insights = insight_fates(workshop, table, seconds)
    solo = solos(workshop.scenario, table, in_play=len(facts))
    return TableMeasures(
        number=table.number,
        seats=len(table.seats),
        people=people_at(workshop, table),
        coverage=coverage(facts),
        growth=growth(facts),
        by_agency=coverage_by(facts, lambda fact: (name for who in fact.held_by for name in who.agencies)),
        by_topic=coverage_by(facts, lambda fact: (fact.topic,)),
        by_person=coverage_by(facts, lambda fact: fact.about),
        focus=focus(facts, table.again),
        first_unique_s=min((fact.seconds or 0 for fact in said(facts) if fact.is_unique), default=None),
        half_of_key_s=half_of_key_s(facts),
        facts=facts,
        insights=insights,
        readings=own_readings(workshop, table),
        integration=integration(insights),
        solo=solo,
        best_alone=max((one.facts for one in solo), key=lambda own: own.n, default=share(0, len(facts))),
        chance=chance(workshop.scenario, facts),
        methods=methods(facts),
        seats_used=tuple(seat_use(workshop, table, seat) for seat in table.seats.values()),
        proportion=proportion(facts),
    )


def people_at(workshop: Workshop, table: Table) -> int:
    """Participants whose seat is at this table; those removed do not count, those who left do."""
    return sum(one.seat_id in table.seats and not one.is_removed for one in workshop.participants.values())


def integration(insights: Iterable[InsightFate]) -> Share:
    """Insights recognised out of insights that were available."""
    available = [insight for insight in insights if insight.outcome is not Outcome.NOT_POOLED]
    return share(sum(insight.outcome is Outcome.RECOGNISED for insight in available), len(available))


def solos(scenario: Scenario, table: Table, *, in_play: int) -> tuple[Solo, ...]:
    """What each seat could see alone."""
    return tuple(
        Solo(
            who=who(scenario, seat),
            facts=share(len(seat.hand), in_play),
            insights=sum(insight.follows_from(seat.hand) for insight in scenario.insights),
        )
        for seat in table.seats.values()
    )


def chance(scenario: Scenario, facts: Sequence[FactFate]) -> Chance:
    """What chance alone would do. Source: docs/field.md 3 (Stasser, Taylor and Hanna 1989)."""
    unique = [fact for fact in facts if fact.is_unique]
    c = covered(unique).share
    ids = frozenset(fact.fact_id for fact in unique)
    sizes = {min(len(solution & ids) for solution in insight.solved_by) for insight in scenario.insights}
    return Chance(
        p=UNAIDED_P,
        facts=round(sum(1 - (1 - UNAIDED_P) ** len(fact.held_by) for fact in facts), 2),
        c=c,
        together=()
        if c is None
        else tuple(Together(k=k, chance=round(c**k, 4)) for k in sorted(sizes) if k >= 2),
    )


def methods(facts: Iterable[FactFate]) -> Methods:
    ways = [fact.method for fact in facts]
    return Methods(
        push=ways.count(Method.PUSH),
        pull=ways.count(Method.PULL),
        facilitator=ways.count(Method.FACILITATOR),
    )


def proportion(facts: Iterable[FactFate]) -> Proportion:
    """What became of the sensitive facts in play."""
    sensitive = [fact for fact in facts if fact.is_sensitive]
    in_full = [fact for fact in sensitive if fact.wording is Wording.FULL]
    return Proportion(
        full=len(in_full),
        minimum=sum(fact.wording is Wording.MINIMUM for fact in sensitive),
        held_back=sum(fact.fate is Fate.HELD_BACK for fact in sensitive),
        not_said=sum(fact.fate is Fate.NOT_SAID for fact in sensitive),
        full_unneeded=sum(not fact.is_needed_in_full for fact in in_full),
    )
