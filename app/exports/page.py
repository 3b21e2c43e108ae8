"""The report as its page shows it: everything in words and rows, so that the template only lays it out."""

from dataclasses import dataclass

from app.domain.report.debrief_results import BarrierLine, CommitmentLine
from app.domain.report.fates import InsightFate
from app.domain.report.measures import TableMeasures
from app.domain.report.report import Report
from app.domain.rules.outcomes import Outcome
from app.exports import (
    changes,
    grids,
    origins,
    plain_words,
    vocabulary,
)
from app.exports.charts import ButtonRow, Growth, buttons, growth
from app.exports.figures import Figure, figures
from app.exports.grids import Grid
from app.exports.scenario_words import scenario_words
from app.exports.unsaid import UnsaidRow, unsaid_rows
from app.languages.speaking import gettext as _
from app.languages.speaking import is_other, ngettext

MOST_IN_SHORT = 3
"""So many commitments stand on the first page; the list further down holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightRow:
    """An insight and what became of it at each table."""

    title: str
    statement: str
    is_strength: bool
    could: tuple[str, ...]
    was: tuple[str, ...]
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """What a table linked of its own: `table` is empty where there is one only."""

    table: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierRow:
    number: int
    category: str
    text: str
    setting: str
    votes: str
    judged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A commitment; an empty text is a gap, and the page says so."""

    number: int
    barrier: str
    situation: str
    action: str
    owner: str
    due: str
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything on the report's page, in its order.

    `took_place`: false where nobody came, and the page ends early. `first_commitments`: those the first
    page tells in a line each. `theirs`: the scenario's own texts, which may be in another language than
    the rest; empty where not. `fallback`: the language of those that have no translation.
    """

    report: Report
    took_place: bool
    language: str
    theirs: frozenset[str]
    fallback: str
    title: str
    subtitle: str
    day: str
    figures: tuple[Figure, ...]
    in_short: tuple[str, ...]
    first_commitments: tuple[CommitmentRow, ...]
    more_commitments: str
    buttons: tuple[ButtonRow, ...]
    growth: Growth | None
    missed: tuple[str, ...]
    what_changed: tuple[str, ...]
    judgement: Grid | None
    judgement_by_table: Grid | None
    on_barriers: str
    barriers: tuple[BarrierRow, ...]
    categories: Grid
    on_commitments: str
    commitments: tuple[CommitmentRow, ...]
    on_confidence: str
    on_unsaid: str
    decisive: tuple[UnsaidRow, ...]
    unsaid: tuple[UnsaidRow, ...]
    insights: tuple[InsightRow, ...]
    readings: tuple[ReadingRow, ...]
    tables: Grid
    coverage: tuple[Grid, ...]
    by_role: Grid
    sensitive: Grid
    chance: tuple[str, ...]
    timeline: Grid
    provenance: Grid
    definitions: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]


def tell(report: Report, fallback: str = "") -> Told:
    """The page's words and rows; `fallback` as the scenario says it."""
    unsaid, promised = unsaid_rows(report), tuple(map(_commitment, report.commitments))
    took_place = report.took_place
    return Told(
        report=report,
        took_place=took_place,
        language=report.provenance.scenario_language,
        theirs=scenario_words(report) if is_other(report.provenance.scenario_language) else frozenset(),
        fallback=fallback,
        title=report.provenance.title,
        subtitle=report.provenance.scenario_title,
        day=vocabulary.day(report.provenance.held_on),
        figures=figures(report) if took_place else (),
        in_short=plain_words.in_short(report),
        first_commitments=promised[:MOST_IN_SHORT],
        more_commitments=_more(len(promised) - MOST_IN_SHORT),
        buttons=buttons(report),
        growth=growth(report),
        missed=tuple(_at(report, table, plain_words.missed(table)) for table in report.tables),
        what_changed=changes.what_changed(report.judgement),
        judgement=grids.judgement(report),
        judgement_by_table=grids.judgement_by_table(report),
        on_barriers=plain_words.on_barriers(report),
        barriers=tuple(_barrier(line) for line in sorted(report.barriers.lines, key=_most_votes_first)),
        categories=grids.categories(report),
        on_commitments=plain_words.on_commitments(report),
        commitments=promised,
        on_confidence=plain_words.on_confidence(report),
        on_unsaid=plain_words.on_unsaid(report),
        decisive=tuple(row for row in unsaid if row.is_decisive),
        unsaid=tuple(row for row in unsaid if not row.is_decisive),
        insights=_insights(report),
        readings=_readings(report),
        tables=grids.tables(report),
        coverage=grids.coverage(report),
        by_role=grids.by_role(report),
        sensitive=grids.sensitive(report),
        chance=grids.chance(report),
        timeline=origins.timeline(report),
        provenance=origins.provenance(report),
        definitions=tuple((_(name), _(meaning)) for name, meaning in vocabulary.DEFINITIONS.items()),
        limits=tuple(map(_, vocabulary.LIMITS)),
    )


def _at(report: Report, table: TableMeasures, sentence: str) -> str:
    return (
        sentence
        if len(report.tables) == 1
        else _("Table {number}: {sentence}", number=table.number, sentence=sentence)
    )


# --- what was missed --------------------------------------------------------------------------------------


def _insights(report: Report) -> tuple[InsightRow, ...]:
    by_id: dict[str, list[tuple[TableMeasures, InsightFate]]] = {}
    for table in report.tables:
        for insight in table.insights:
            by_id.setdefault(insight.insight_id, []).append((table, insight))
    return tuple(
        InsightRow(
            title=cases[0][1].title,
            statement=cases[0][1].statement,
            is_strength=cases[0][1].is_strength,
            could=tuple(_at(report, table, _could(insight)) for table, insight in cases),
            was=tuple(_at(report, table, _was(insight)) for table, insight in cases),
            next_step=cases[0][1].next_step,
        )
        for cases in by_id.values()
    )


def _readings(report: Report) -> tuple[ReadingRow, ...]:
    """What the tables linked that matches no insight."""
    names = grids.table_names(report)
    return tuple(
        ReadingRow(table=name, facts=one.facts)
        for name, table in zip(names, report.tables, strict=True)
        for one in table.readings
    )


def _could(insight: InsightFate) -> str:
    if insight.available_after is None:
        lacking = vocabulary.facts(len(insight.missing))
        return _("no: it lacked {facts}", facts=lacking)
    return _after(insight.available_s, insight.available_after)


def _was(insight: InsightFate) -> str:
    match insight.outcome:
        case Outcome.RECOGNISED:
            return _after(insight.recognised_s, insight.recognised_after or 0)
        case Outcome.NOT_LINKED:
            return _("missed: nobody linked the facts")
        case Outcome.NOT_POOLED:
            return _("missed")


def _after(seconds: int | None, facts: int) -> str:
    return _("{time}, after {facts}", time=vocabulary.clock(seconds), facts=vocabulary.facts(facts))


# --- people, together -------------------------------------------------------------------------------------


def _more(n: int) -> str:
    """What the first page leaves to the list of all commitments."""
    return ngettext("{n} more commitment below.", "{n} more commitments below.", n) if n > 0 else ""


def _most_votes_first(line: BarrierLine) -> tuple[int, int]:
    return (-(line.votes or 0), line.number)


def _barrier(line: BarrierLine) -> BarrierRow:
    return BarrierRow(
        number=line.number,
        category=vocabulary.category(line.category),
        text=line.text,
        setting=_("met {where}", where=_(vocabulary.SETTINGS[line.setting])),
        votes=_("too few voted to say") if line.votes is None else vocabulary.votes(line.votes),
        judged=_judged(line),
    )


def _judged(line: BarrierLine) -> str:
    parts = []
    if line.standing:
        parts.append(_("the group says: {what}", what=_(vocabulary.STANDINGS[line.standing])))
    if line.reach:
        parts.append(_("could be changed by {whom}", whom=_(vocabulary.REACHES[line.reach])))
    return ", ".join(parts)


def _commitment(line: CommitmentLine) -> CommitmentRow:
    return CommitmentRow(
        number=line.number,
        barrier=_("Barrier {number}", number=line.barrier) if line.barrier else "",
        situation=line.situation,
        action=line.action,
        owner=line.owner,
        due=vocabulary.day(line.due) if line.due else "",
        check=line.check,
    )
