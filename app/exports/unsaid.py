"""The facts that never came to a table, in rows: who held each, what became of it, what needed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.report.fates import FactFate, Fate
from app.domain.report.measures import TableMeasures
from app.domain.report.report import Report
from app.exports import vocabulary
from app.languages.speaking import gettext as _
from app.languages.speaking import listed, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsaidRow:
    """A fact that never came to a table: who held it, what became of it, which insights needed it.

    `is_rightly`: nobody needed to know it to help.
    """

    text: str
    held_by: str
    fate: str
    needed_for: str
    is_decisive: bool
    is_rightly: bool


def unsaid_rows(report: Report) -> tuple[UnsaidRow, ...]:
    """Every fact that stayed away from a table, in the scenario's order, told once for all tables."""
    decisive = report.decisive_facts
    titles = {insight.insight_id: insight.title for table in report.tables for insight in table.insights}
    found: dict[str, list[tuple[TableMeasures, FactFate]]] = {}
    for table in report.tables:
        for fact in table.facts:
            if fact.fate is not Fate.SAID:
                found.setdefault(fact.fact_id, []).append((table, fact))
    return tuple(
        UnsaidRow(
            text=cases[0][1].text,
            held_by=vocabulary.holders(cases[0][1].held_by),
            fate=vocabulary.capital("; ".join(_fates(report, cases))),
            needed_for="; ".join(titles[one] for one in cases[0][1].needed_for if one in titles),
            is_decisive=fact_id in decisive,
            is_rightly=cases[0][1].is_rightly_unsaid and fact_id not in decisive,
        )
        for fact_id, cases in found.items()
    )


def _fates(report: Report, cases: Sequence[tuple[TableMeasures, FactFate]]) -> Iterable[str]:
    """`held back at table 1`, `not said at tables 2 and 3`. Why is not told: it is one person's answer."""
    where: dict[str, list[str]] = {}
    for table, fact in cases:
        fate = _(vocabulary.FATES[fact.fate])
        where.setdefault(fate, []).append(str(table.number))
    for fate, numbers in where.items():
        at = {"fate": fate, "tables": listed(numbers)}
        if len(report.tables) == 1:
            yield fate
        else:
            yield ngettext("{fate} at table {tables}", "{fate} at tables {tables}", len(numbers), **at)
