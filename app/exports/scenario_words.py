"""Which texts of the report are the scenario's, so that its page can say in which language they are."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from app.domain.report.report import Report
from app.exports import vocabulary
from app.languages.speaking import listed


def scenario_words(report: Report) -> frozenset[str]:
    """The scenario's texts as the report shows them; nothing that people typed is among them."""
    found = {report.provenance.scenario_title, *(phase.title for phase in report.provenance.phases)}
    for part in (report.tables, report.judgement):
        found |= set(_texts(part))
    for table in report.tables:
        found |= {vocabulary.roles(one.who) for one in table.solo}
        found |= {listed(one.who.agencies) for one in table.solo}
        found |= {vocabulary.holders(fact.held_by) for fact in table.facts}
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
