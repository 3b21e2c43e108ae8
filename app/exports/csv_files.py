"""The report as sheets: CSV files that open right in a spreadsheet, one by one or all in one archive.

UTF-8 with a byte order mark, CRLF, every text quoted; a text that a spreadsheet would take for a formula
is preceded by an apostrophe. Numbers stay numbers. Which sign parts columns is chosen; none that could is
put between the parts of a cell's list.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domain.log.events import Tally
from app.domain.report.coverage import Share
from app.domain.report.participation import Doing
from app.domain.report.report import Report
from app.exports.cells import Cell, Separator, Sheet, csv_of
from app.exports.kept import told_as_text, what_is_kept
from app.exports.vocabulary import (
    DEFINITIONS,
    LIMITS,
    category,
    roles,
)

BETWEEN = " | "
"""Between the parts of a list in one cell."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed moment for the archive's entries, so that the same report gives the same bytes."""


def facts_sheet(report: Report, separator: Separator = Separator.COMMA) -> bytes:
    """Every fact at every table: the one sheet to open first."""
    return csv_of(_facts(report), separator)


def archive(report: Report, separator: Separator = Separator.COMMA) -> bytes:
    """All the sheets in one zip, and what the workshop keeps, as a text."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, sheet in sheets(report).items():
            packed.writestr(zipfile.ZipInfo(f"{name}.csv", date_time=EPOCH), csv_of(sheet, separator))
        kept = told_as_text(what_is_kept(names_until=""))
        packed.writestr(zipfile.ZipInfo("what-is-kept.txt", date_time=EPOCH), kept)
    return held.getvalue()


def sheets(report: Report) -> Mapping[str, Sheet]:
    """Each sheet's head and rows, by its file's name."""
    return {
        "facts": _facts(report),
        "growth": _growth(report),
        "insights": _insights(report),
        "readings": _readings(report),
        "coverage": _coverage(report),
        "roles": _roles(report),
        "judgement": _judgement(report),
        "barriers": _barriers(report),
        "commitments": _commitments(report),
        "phases": _phases(report),
        "about": _about(report),
    }


def _facts(report: Report) -> Sheet:
    head = (
        *("table", "fact", "text", "about", "topic", "column", "kinds", "held_by", "agencies", "unique"),
        *("sensitive", "fate", "order", "seconds", "put_by", "method", "wording", "needed_for"),
    )
    return head, (
        (
            *(table.number, fact.fact_id, fact.text, BETWEEN.join(fact.about), fact.topic, fact.column.value),
            BETWEEN.join(kind.value for kind in fact.kinds),
            BETWEEN.join(roles(who) for who in fact.held_by),
            BETWEEN.join(dict.fromkeys(agency for who in fact.held_by for agency in who.agencies)),
            *(_yes(fact.is_unique), _yes(fact.is_sensitive), fact.fate.value, fact.order, fact.seconds),
            roles(fact.put_by) if fact.put_by else None,
            fact.method.value if fact.method else None,
            fact.wording.value if fact.wording else None,
            BETWEEN.join(fact.needed_for),
        )
        for table in report.tables
        for fact in table.facts
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _growth(report: Report) -> Sheet:
    return ("table", "seconds", "facts", "share"), (
        (table.number, point.seconds, point.facts, point.share)
        for table in report.tables
        for point in table.growth
    )


def _insights(report: Report) -> Sheet:
    head = (
        *("table", "insight", "title", "outcome", "available_seconds", "available_after_facts"),
        *("recognised_seconds", "recognised_after_facts", "missing_facts", "line"),
    )
    return head, (
        (
            *(table.number, one.insight_id, one.title, one.outcome.value),
            *(one.available_s, one.available_after, one.recognised_s, one.recognised_after),
            *(BETWEEN.join(one.missing), one.line),
        )
        for table in report.tables
        for one in table.insights
    )


def _readings(report: Report) -> Sheet:
    return ("table", "facts", "line"), (
        (table.number, BETWEEN.join(one.facts), one.line) for table in report.tables for one in table.readings
    )


def _coverage(report: Report) -> Sheet:
    return ("table", "of_what", "name", "said", "in_play", "share"), _coverage_rows(report)


def _coverage_rows(report: Report) -> Iterator[Sequence[Cell]]:
    for table in report.tables:
        whole = table.coverage
        for name, one in (
            ("all", whole.all),
            ("unique", whole.unique),
            ("shared", whole.shared),
            ("key", whole.key),
        ):
            yield (table.number, "facts", name, *_share(one))
        groups = (("agency", table.by_agency), ("topic", table.by_topic), ("person", table.by_person))
        for of_what, group in groups:
            for part in group:
                yield (table.number, of_what, part.name, *_share(part.all))


def _share(one: Share) -> tuple[Cell, ...]:
    return (one.n, one.of, one.share)


def _roles(report: Report) -> Sheet:
    head = (
        *("role", "agencies", "tables", "people", "held", "in_play", "insights_alone", "put", "held_back"),
        *("asks_made", "asked", "answered_with_fact", "answered_nothing_held", "answered_held_back"),
        "silent_at",
    )
    alone = {one.who.role_ids: one for table in report.tables for one in table.solo}
    return head, (
        (
            *(roles(one.who), BETWEEN.join(one.who.agencies), one.tables, one.people),
            *_share(alone[one.who.role_ids].facts)[:2],
            alone[one.who.role_ids].insights,
            *_doing(one.did),
        )
        for one in report.participation
    )


def _doing(did: Doing | None) -> tuple[Cell, ...]:
    if did is None:
        return ("withheld",) * 8
    return (
        *(did.put, did.held_back, did.asks_made, did.asked, did.answered_with_fact),
        *(did.answered_nothing_held, did.answered_held_back, did.silent),
    )


def _judgement(report: Report) -> Sheet:
    head = ("of_whom", "when", "seated", "answered", "measure", "value")
    return head, _judgement_rows(report)


def _judgement_rows(report: Report) -> Iterator[Sequence[Cell]]:
    both, sure = report.judgement, report.confidence
    for when, reading in (("before", both.before), ("after", both.after)):
        first = ("everybody", when, reading.seated, _shown(reading.given))
        yield (*first, "need: mean", _shown(reading.need_mean))
        yield (*first, "need: spread", _shown(reading.need_spread))
        for option in reading.options:
            yield (*first, f"chose: {option.text}", _shown(option.n))
    for table in both.tables:
        for when, of_table in (("before", table.before), ("after", table.after)):
            word = of_table.fitting.value if of_table.fitting else None
            first = (f"table {table.number}", when, of_table.seated, _shown(of_table.given))
            yield (*first, "chose what fits the whole", _shown(word))
    for one in both.answers:
        whom = f"table {one.number}"
        yield (whom, "after", None, None, "the table's answer", one.text or "none")
        yield (whom, "after", None, None, "the table's answer fits", _yes(one.is_answer))
    for when, mean in (("before", sure.then), ("after", sure.now)):
        first = ("everybody", when, sure.seated, _shown(sure.given))
        yield (*first, "confidence: mean, at least", _shown(mean.least if mean else None))
        yield (*first, "confidence: mean, at most", _shown(mean.most if mean else None))


def _shown(value: Cell) -> Cell:
    return "withheld" if value is None else value


def _barriers(report: Report) -> Sheet:
    head = (
        *("barrier", "category", "category_name", "text", "setting", "votes", "standing", "reach"),
        *("also", "polled", "open"),
    )
    return head, (
        (
            *(one.number, one.category.value, category(one.category), one.text, one.setting.value),
            _shown(one.votes),
            one.standing.value if one.standing else None,
            one.reach.value if one.reach else None,
            BETWEEN.join(one.also),
            BETWEEN.join(f"{each.id}: {_band(each)}" for each in one.poll),
            _yes(one.is_open),
        )
        for one in report.barriers.lines
    )


def _band(told: Tally) -> str:
    if told.n is not None:
        return str(told.n)
    return "0-2" if told.is_few else "3+"


def _commitments(report: Report) -> Sheet:
    head = ("commitment", "barrier", "if", "then", "owner", "due", "check")
    return head, (
        (one.number, one.barrier, one.situation, one.action, one.owner, _day(one.due), one.check)
        for one in report.commitments
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _phases(report: Report) -> Sheet:
    head = (
        *("phase", "title", "kind", "starts_seconds", "since_sharing_seconds", "planned_seconds"),
        *("added_seconds", "took_seconds", "paused_seconds", "times_entered", "facts_put"),
    )
    return head, (
        (
            *(one.phase_id, one.title, one.kind.value, one.starts_s, one.sharing_s, one.planned_s),
            *(one.extended_s, one.actual_s, one.paused_s, one.stays, one.reveals),
        )
        for one in report.provenance.phases
    )


def _about(report: Report) -> Sheet:
    about, came = report.provenance, report.provenance.attendance
    rows: list[tuple[Cell, ...]] = [
        ("title", about.title),
        ("held on", _day(about.held_on)),
        ("interim", _yes(report.is_interim)),
        ("scenario", about.scenario_id),
        ("scenario language", about.scenario_language),
        ("scenario version", about.scenario_version),
        ("scenario SHA-256", about.scenario_hash),
        ("app version", about.app_version),
        ("rehearsal", _yes(about.is_rehearsal)),
        ("events", about.events),
        ("joined", came.joined),
        ("in seats", came.seated),
        ("late", came.late),
        ("observers", came.observers),
        ("left", came.left),
        ("removed", came.removed),
        ("barriers hidden", report.barriers.hidden),
        *((f"take-away {number}", line) for number, line in enumerate(report.takeaways, start=1)),
        *((f"definition: {name}", meaning) for name, meaning in DEFINITIONS.items()),
        *((f"limit {number}", line) for number, line in enumerate(LIMITS, start=1)),
    ]
    return ("what", "value"), rows
