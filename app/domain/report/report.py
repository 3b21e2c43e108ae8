"""The report: a workshop measured, folded from its whole log and told without names.

It holds no participant id, no author of a barrier and no time of one; sensitive facts appear in their
minimum wording only; answers of few people are withheld (`answers`). Source: docs/field.md 4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.log.events import PRIVATE, AnswerKept, Event
from app.domain.report.answers import (
    Confidence,
    Judgement,
    confidence,
    judgement,
    takeaways,
)
from app.domain.report.coverage import Share, share
from app.domain.report.debrief_results import (
    Barriers,
    CommitmentLine,
    barrier_numbers,
    barriers,
    commitments,
)
from app.domain.report.durations import spans
from app.domain.report.measures import TableMeasures, measure
from app.domain.report.participation import Participation, participation
from app.domain.report.provenance import About, Provenance, provenance
from app.domain.report.reasons import told_reasons
from app.domain.rules.stopwatch import stopwatch
from app.domain.scenario import FactId, PhaseKind, Scenario
from app.domain.workshop.decision import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was there to be seen, and the range over the tables of what they saw."""

    facts: int
    insights: int
    best_alone: Share
    solo_insights: int
    seen_least: Share
    seen_most: Share
    insights_least: Share
    insights_most: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A workshop, measured and told. `is_interim`: it was not closed when the report was made."""

    is_interim: bool
    provenance: Provenance
    roles: int
    agencies: int
    whole: Whole
    tables: tuple[TableMeasures, ...]
    participation: tuple[Participation, ...]
    judgement: Judgement
    barriers: Barriers
    commitments: tuple[CommitmentLine, ...]
    confidence: Confidence
    takeaways: tuple[str, ...]

    @property
    def took_place(self) -> bool:
        """Whether anybody sat down, or anything was done on paper; else there is nothing to tell."""
        has_answers = any(one.option_id is not None for one in self.judgement.answers)
        debrief = has_answers or self.barriers.lines or self.commitments
        return bool(self.provenance.attendance.seated or debrief or any(one.is_used for one in self.tables))

    @property
    def decisive_facts(self) -> frozenset[FactId]:
        """The facts that missed insights still lacked, at one table or more."""
        insights = (insight for table in self.tables for insight in table.insights)
        return frozenset(fact_id for insight in insights for fact_id in insight.missing)


def report(scenario: Scenario, events: Iterable[Event], about: About) -> Report:
    """The whole report of one workshop's log, at any moment of it."""
    log = tuple(events)
    workshop = fold(scenario, log)
    stays = spans(scenario, log)
    seconds = stopwatch(workshop)
    tables = tuple(measure(workshop, table, seconds) for table in workshop.tables.values())
    numbers = barrier_numbers(workshop)
    whos = [who for table in tables for who in (solo.who for solo in table.solo)]
    return Report(
        is_interim=workshop.phase.kind is not PhaseKind.CLOSED,
        provenance=provenance(workshop, about, stays, seconds, events=_public(log)),
        roles=len({role_id for who in whos for role_id in who.role_ids}),
        agencies=len({agency for who in whos for agency in who.agencies}),
        whole=_whole(tables),
        tables=tables,
        participation=participation(workshop),
        judgement=judgement(workshop),
        barriers=barriers(workshop, numbers, told_reasons(scenario, log)),
        commitments=commitments(workshop, numbers),
        confidence=confidence(workshop),
        takeaways=takeaways(workshop),
    )


def _public(log: Iterable[Event]) -> int:
    """How many events of a log are no private steps: those would tell, export by export, when one came."""
    return sum(not isinstance(event, (AnswerKept, *PRIVATE)) for event in log)


def _whole(tables: Sequence[TableMeasures]) -> Whole:
    nothing = share(0, 0)
    seen = sorted((table.coverage.all for table in tables), key=lambda one: one.share or 0)
    insights = sorted((_recognised(table) for table in tables), key=lambda one: one.n)
    return Whole(
        facts=max((table.coverage.all.of for table in tables), default=0),
        insights=max((len(table.insights) for table in tables), default=0),
        best_alone=max((table.best_alone for table in tables), key=lambda one: one.n, default=nothing),
        solo_insights=max((solo.insights for table in tables for solo in table.solo), default=0),
        seen_least=seen[0] if seen else nothing,
        seen_most=seen[-1] if seen else nothing,
        insights_least=insights[0] if insights else nothing,
        insights_most=insights[-1] if insights else nothing,
    )


def _recognised(table: TableMeasures) -> Share:
    return share(table.integration.n, len(table.insights))
