"""The report's small tables: coverage, what each role saw alone, taking part, phases, provenance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.answers import Reading
from app.domain.coverage import CoverageOf, Share
from app.domain.measures import Participation, Proportion, Solo, TableMeasures
from app.domain.provenance import Attendance
from app.domain.report import Report
from app.domain.timing import SHARING
from app.exports import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table of words: `head` names the columns; the first `words` of them are text, not numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def table_names(report: Report) -> tuple[str, ...]:
    """Column heads, one for each table; a single table needs none."""
    if len(report.tables) == 1:
        return ("",)
    return tuple(f"Table {table.number}" for table in report.tables)


def of(share: Share) -> str:
    return f"{share.n} of {share.of}" if share.of else "–"


def tables(report: Report) -> Grid:
    """The core measures, one column for each table."""
    rows: tuple[tuple[str, Callable[[TableMeasures], str]], ...] = (
        ("People in seats", lambda one: str(one.people)),
        ("All facts", lambda one: of(one.coverage.all)),
        ("Unique facts", lambda one: of(one.coverage.unique)),
        ("Shared facts", lambda one: of(one.coverage.shared)),
        ("Key facts", lambda one: of(one.coverage.key)),
        ("Gap, shared minus unique", lambda one: _points(one.coverage.gap)),
        ("First unique fact after", lambda one: words.clock(one.first_unique_s)),
        ("Half of the key facts after", lambda one: words.clock(one.half_of_key_s)),
        ("Insights recognised, of those available", lambda one: of(one.integration)),
        ("Offered", lambda one: str(one.methods.push)),
        ("In answer to a question", lambda one: str(one.methods.pull)),
        ("Put by the facilitator", lambda one: str(one.methods.facilitator)),
        ("Expected of unaided talk", lambda one: f"about {round(one.chance.facts)} of {one.coverage.all.of}"),
    )
    return Grid(
        caption="The core measures. Times are minutes and seconds since sharing began.",
        head=("", *table_names(report)),
        rows=tuple((name, *(value(table) for table in report.tables)) for name, value in rows),
    )


def _points(gap: float | None) -> str:
    return "–" if gap is None else f"{round(gap * 100):+d} in 100".replace("-", "−")


def coverage(report: Report) -> tuple[Grid, ...]:
    """Facts on the table by who holds them, what they concern and whom they are about."""
    return (
        _coverage_grid(report, "By agency", "Agency", lambda one: one.by_agency),
        _coverage_grid(report, "By topic", "Topic", lambda one: one.by_topic),
        _coverage_grid(report, "By family member", "Family member", lambda one: one.by_person),
    )


def _coverage_grid(
    report: Report, caption: str, first: str, choose: Callable[[TableMeasures], Sequence[CoverageOf]]
) -> Grid:
    names = dict.fromkeys(one.name for table in report.tables for one in choose(table))
    found = {(table.number, one.name): of(one.all) for table in report.tables for one in choose(table)}
    return Grid(
        caption=f"{caption}: facts on the table out of facts in play.",
        head=(first, *(table_names(report) if len(report.tables) > 1 else ("On the table",))),
        rows=tuple(
            (name, *(found.get((table.number, name), "–") for table in report.tables)) for name in names
        ),
    )


def by_role(report: Report) -> Grid:
    """What each role held alone and what it did, added up over the tables. Nothing is ranked."""
    added: dict[tuple[str, str], list[tuple[Solo, Participation]]] = {}
    for table in report.tables:
        for alone, did in zip(table.solo, table.participation, strict=True):
            who = (words.roles(alone.who), words.listed(alone.who.agencies))
            added.setdefault(who, []).append((alone, did))
    return Grid(
        caption="What each role held alone, and what it did"
        + (", added up over the tables." if len(report.tables) > 1 else ".")
        + " In the scenario's order; more is not better.",
        head=("Role", "Agency", "Held", "Insights alone", "Put", "Held back", "Asked", "Answered", "Silent"),
        rows=tuple((*who, *_doing(group)) for who, group in added.items()),
        words=2,
    )


def _doing(group: Sequence[tuple[Solo, Participation]]) -> tuple[str, ...]:
    seats = [did for _, did in group]
    answered = sum(
        did.answered_with_fact + did.answered_nothing_held + did.answered_held_back for did in seats
    )
    asked, silent = sum(did.asked for did in seats), sum(did.is_silent for did in seats)
    return (
        of(group[0][0].facts),
        str(group[0][0].insights),
        f"{sum(did.put for did in seats)} of {sum(did.held for did in seats)}",
        str(sum(did.held_back for did in seats)),
        str(sum(did.asks_made for did in seats)),
        f"{answered} of {asked}" if asked else "–",
        ("yes" if silent else "no") if len(group) == 1 else f"at {words.count(silent, 'table')}",
    )


def sensitive(report: Report) -> Grid:
    """How much of the sensitive facts was said."""
    rows: tuple[tuple[str, Callable[[Proportion], int]], ...] = (
        ("In full", lambda one: one.full),
        ("– of these, in full though nobody needed that", lambda one: one.full_unneeded),
        ("In the minimum wording", lambda one: one.minimum),
        ("Held back", lambda one: one.held_back),
        ("Not said", lambda one: one.not_said),
    )
    return Grid(
        caption="Sensitive facts: how much was said.",
        head=("", *table_names(report)),
        rows=tuple(
            (name, *(str(value(table.proportion)) for table in report.tables)) for name, value in rows
        ),
    )


def judgement(report: Report) -> Grid | None:
    """What people chose before and after; None where too few answered."""
    before, after = report.judgement.before, report.judgement.after
    options = before.options or after.options
    if not options:
        return None
    return Grid(
        caption="What people chose, before and after sharing. A dash is a number too small to be shown, "
        "or one that would give it away.",
        head=("", "Before", "After"),
        rows=tuple(
            (
                option.text + (" (fits the whole)" if option.is_answer else ""),
                _chosen(before, option.option_id),
                _chosen(after, option.option_id),
            )
            for option in options
        ),
    )


def judgement_by_table(report: Report) -> Grid | None:
    """How many chose the answer, and the mean need, at each table; None where a table is too small."""
    tables = report.judgement.tables
    answer = next((one.option_id for table in tables for one in table.after.options if one.is_answer), None)
    if not tables or answer is None:
        return None
    return Grid(
        caption="Before and after, by table. A dash is a number too small to be shown.",
        head=("", "Chose what fits, before", "After", "Need, before", "After"),
        rows=tuple(
            (
                f"Table {table.number}",
                *(_chosen(reading, answer) for reading in (table.before, table.after)),
                *(_mean(reading.need_mean) for reading in (table.before, table.after)),
            )
            for table in tables
        ),
    )


def _mean(value: float | None) -> str:
    return "–" if value is None else str(value)


def _chosen(reading: Reading, option_id: str) -> str:
    n = next((option.n for option in reading.options if option.option_id == option_id), None)
    return "–" if n is None else f"{n} of {reading.given}"


def categories(report: Report) -> Grid:
    """Barriers by kind."""
    return Grid(
        caption="Barriers by kind. The last column: how often it was the reason for holding a fact back.",
        head=("Kind of barrier", "Statements", "Votes", "Facts held back"),
        rows=tuple(
            (words.category(one.category), str(one.statements), str(one.votes), str(one.held_back))
            for one in report.barriers.by_category
        ),
    )


def chance(report: Report) -> tuple[str, ...]:
    """The chance model in words, with this workshop's own share put in."""
    lines = [words.CHANCE]
    for table in report.tables:
        if table.chance.c is not None and table.chance.together:
            where = "Here" if len(report.tables) == 1 else f"At table {table.number}"
            powers = words.listed(
                f"{one.chance:.2f} for an insight of {one.k} such facts" for one in table.chance.together
            )
            lines.append(f"{where}, c was {table.chance.c:.2f}. By chance alone that would mean {powers}.")
    return tuple(lines)


def timeline(report: Report) -> Grid:
    """Phases as planned and as run."""
    return Grid(
        caption="The hour, in minutes and seconds. Pauses are not part of the time it took.",
        head=("Phase", "Began", "Planned", "Added", "Took", "Paused", "Facts put"),
        rows=tuple(
            (
                phase.title + (f" (entered {phase.stays} times)" if phase.stays > 1 else ""),
                words.clock(phase.starts_s),
                words.clock(phase.planned_s) if phase.planned_s else "–",
                _added(phase.extended_s),
                words.clock(phase.actual_s),
                words.clock(phase.paused_s) if phase.paused_s else "–",
                str(phase.reveals) if phase.reveals else "–",
            )
            for phase in report.provenance.phases
        ),
    )


def _added(seconds: int) -> str:
    return "–" if not seconds else f"{'+' if seconds > 0 else '−'}{words.clock(abs(seconds))}"


def provenance(report: Report) -> Grid:
    """What the figures were made from."""
    about, came = report.provenance, report.provenance.attendance
    merged = sum(len(one.who.role_ids) > 1 for table in report.tables for one in table.solo)
    rows = (
        ("Scenario", f"{about.scenario_title} ({about.scenario_id}), version {about.scenario_version}"),
        ("Scenario's fingerprint (SHA-256)", about.scenario_hash),
        ("App", f"version {about.app_version}"),
        ("Folded from", words.count(about.events, "recorded event")),
        ("Who came", _came(came)),
        ("Seats", f"{came.seats}, of which {came.empty_seats or 'none'} without a person"),
        ("Hands while sharing", _hands(report) or "–"),
        ("Number of insights left was shown", _insights_left(report)),
        ("Seats with merged roles", str(merged) if merged else "none"),
        (
            "Statements hidden by the facilitator",
            str(report.barriers.hidden) if report.barriers.hidden else "none",
        ),
    )
    return Grid(caption="Versions, settings and who came.", head=("", ""), rows=rows, words=2)


def _came(came: Attendance) -> str:
    parts = [
        f"{words.count(came.joined, 'device')} joined",
        f"{words.count(came.seated, 'person', 'people')} in seats at the end",
        f"{came.observers or 'none'} observing",
        f"{came.late or 'none'} late",
        f"{came.left or 'none'} left early",
        f"{came.removed or 'none'} removed by the facilitator",
    ]
    return "; ".join(parts)


def _hands(report: Report) -> str:
    """How people could look at their hands while they shared."""
    return "; ".join(
        f"{phase.title}: {words.VISIBILITIES[phase.visibility]}"
        for phase in report.provenance.phases
        if phase.kind in SHARING
    )


def _insights_left(report: Report) -> str:
    shown = [phase.title for phase in report.provenance.phases if phase.shows_insights_left]
    return f"in {words.listed(shown)}" if shown else "no"
