"""The report's small tables: coverage, what each role saw alone, taking part, judgement, barriers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.report.answers import Reading, TableAnswer, TableReading
from app.domain.report.coverage import CoverageOf, Share
from app.domain.report.measures import Proportion, TableMeasures
from app.domain.report.participation import Participation
from app.domain.report.report import Report
from app.exports import vocabulary
from app.languages.speaking import Filling, decimal, listed
from app.languages.speaking import gettext as _


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
    return tuple(_("Table {number}", number=table.number) for table in report.tables)


def of(share: Share) -> str:
    return _("{n} of {of}", n=share.n, of=share.of) if share.of else "–"


def tables(report: Report) -> Grid:
    """The core measures, one column for each table."""
    rows: tuple[tuple[str, Callable[[TableMeasures], str]], ...] = (
        (_("People in seats"), lambda one: str(one.people)),
        (_("All facts"), lambda one: of(one.coverage.all)),
        (_("Unique facts"), lambda one: of(one.coverage.unique)),
        (_("Shared facts"), lambda one: of(one.coverage.shared)),
        (_("Key facts"), lambda one: of(one.coverage.key)),
        (_("Gap, shared minus unique"), lambda one: _points(one.coverage.gap)),
        (_("First unique fact after"), lambda one: vocabulary.clock(one.first_unique_s)),
        (_("Half of the key facts after"), lambda one: vocabulary.clock(one.half_of_key_s)),
        (_("Unique facts among everything said, repeats included"), lambda one: of(one.focus)),
        (_("Insights found, out of those that could be"), lambda one: of(one.integration)),
        (_("Offered"), lambda one: str(one.methods.push)),
        (_("In answer to a question"), lambda one: str(one.methods.pull)),
        (_("Revealed by the facilitator"), lambda one: str(one.methods.facilitator)),
        (
            _("Expected from talk without help"),
            lambda one: _("about {n} of {of}", n=round(one.chance.facts), of=one.coverage.all.of),
        ),
    )
    return Grid(
        caption=_("The main measures. Times are minutes and seconds since sharing began."),
        head=("", *table_names(report)),
        rows=tuple((name, *(value(table) for table in report.tables)) for name, value in rows),
    )


def _points(gap: float | None) -> str:
    if gap is None:
        return "–"
    return _("{n} in 100", n=f"{round(gap * 100):+d}".replace("-", "−"))


def coverage(report: Report) -> tuple[Grid, ...]:
    """Facts on the table by who holds them, what they concern and whom they are about."""
    return (
        _coverage_grid(
            report,
            _("By agency: facts on the table, out of those given out."),
            _("Agency"),
            lambda one: one.by_agency,
        ),
        _coverage_grid(
            report,
            _("By topic: facts on the table, out of those given out."),
            _("Topic"),
            lambda one: one.by_topic,
        ),
        _coverage_grid(
            report,
            _("By family member: facts on the table, out of those given out."),
            _("Family member"),
            lambda one: one.by_person,
        ),
    )


def _coverage_grid(
    report: Report, caption: str, first: str, choose: Callable[[TableMeasures], Sequence[CoverageOf]]
) -> Grid:
    names = dict.fromkeys(one.name for table in report.tables for one in choose(table))
    found = {(table.number, one.name): of(one.all) for table in report.tables for one in choose(table)}
    return Grid(
        caption=caption,
        head=(first, *(table_names(report) if len(report.tables) > 1 else (_("On the table"),))),
        rows=tuple(
            (name, *(found.get((table.number, name), "–") for table in report.tables)) for name in names
        ),
    )


def by_role(report: Report) -> Grid:
    """What each role held alone and what it did, added up over the tables. Nothing is ranked."""
    alone = {one.who.role_ids: one for table in report.tables for one in table.solo}
    has_did = any(one.did for one in report.participation)
    return Grid(
        caption=_(
            "What each role held alone, and what it did, added up over the tables. Roles are in the "
            "scenario's order. More is not better. What fewer than three people did isn't shown."
        )
        if has_did
        else _("What each role held alone. Roles are in the scenario's order. More is not better."),
        head=(
            *(_("Role"), _("Agency"), _("Held"), _("Insights alone")),
            *((_("Revealed"), _("Held back"), _("Asked"), _("Answered"), _("Silent")) if has_did else ()),
        ),
        rows=tuple(
            (
                vocabulary.roles(one.who),
                listed(one.who.agencies),
                of(alone[one.who.role_ids].facts),
                str(alone[one.who.role_ids].insights),
                *(_doing(one) if has_did else ()),
            )
            for one in report.participation
        ),
        words=2,
    )


def _doing(one: Participation) -> tuple[str, ...]:
    did = one.did
    if did is None:
        return ("–",) * 5
    answered = did.answered_with_fact + did.answered_nothing_held + did.answered_held_back
    return (
        _("{n} of {of}", n=did.put, of=did.held),
        str(did.held_back),
        str(did.asks_made),
        _("{n} of {of}", n=answered, of=did.asked) if did.asked else "–",
        _("at {tables}", tables=vocabulary.tables(did.silent)) if one.people else "–",
    )


def _told(n: int | None) -> str:
    return "–" if n is None else str(n)


def sensitive(report: Report) -> Grid:
    """How much of the sensitive facts was said."""
    rows: tuple[tuple[str, Callable[[Proportion], int]], ...] = (
        (_("In full"), lambda one: one.full),
        (_("– of these, in full when nobody needed that"), lambda one: one.full_unneeded),
        (_("In the minimum wording"), lambda one: one.minimum),
        (_("Held back"), lambda one: one.held_back),
        (_("Not said"), lambda one: one.not_said),
    )
    return Grid(
        caption=_("Sensitive facts: how much was said."),
        head=("", *table_names(report)),
        rows=tuple(
            (name, *(str(value(table.proportion)) for table in report.tables)) for name, value in rows
        ),
    )


def judgement(report: Report) -> Grid | None:
    """What people chose before and after, without what has no number both times; None where none has."""
    before, after = report.judgement.before, report.judgement.after
    options = [
        one
        for one in before.options or after.options
        if _chosen(before, one.option_id) != "–" or _chosen(after, one.option_id) != "–"
    ]
    if not options:
        return None
    return Grid(
        caption=_(
            "What people chose, before and after sharing. A dash hides small numbers, to protect privacy. "
            "Answers without a number are left out."
        ),
        head=("", _("Before"), _("After")),
        rows=tuple(
            (
                _("{option} (fits the whole picture)", option=option.text)
                if option.is_answer
                else option.text,
                _chosen(before, option.option_id),
                _chosen(after, option.option_id),
            )
            for option in options
        ),
    )


def judgement_by_table(report: Report) -> Grid | None:
    """Each table's one answer, and how many people chose what fits, before and after, in words.

    None for one table, whose figures are those of all, and where there is nothing to show.
    """
    both = report.judgement
    has_answered = any(one.option_id is not None for one in both.answers)
    if len(both.answers) == 1 or not (both.tables or has_answered):
        return None
    people = {table.number: (table.before, table.after) for table in both.tables}
    return Grid(
        caption=_(
            "Before and after, by table, in words: few is fewer than a third, most is more than two thirds. "
            "A dash hides even the word, to protect privacy."
        ),
        head=("", _("The table's answer"), _("People who chose what fits, before"), _("After")),
        rows=tuple(
            (
                _("Table {number}", number=one.number),
                _agreed(one),
                *(_fitting(reading) for reading in people.get(one.number, (None, None))),
            )
            for one in both.answers
        ),
        words=2,
    )


def _agreed(one: TableAnswer) -> str:
    if one.option_id is None:
        return _("none given")
    return _("{option} (fits the whole picture)", option=one.text) if one.is_answer else one.text


def _fitting(reading: TableReading | None) -> str:
    return "–" if reading is None or reading.fitting is None else _(vocabulary.AMOUNTS[reading.fitting])


def _chosen(reading: Reading, option_id: str) -> str:
    n = next((option.n for option in reading.options if option.option_id == option_id), None)
    return "–" if n is None else _("{n} of {of}", n=n, of=str(reading.given))


def categories(report: Report) -> Grid:
    """Barriers by kind."""
    return Grid(
        caption=_(
            "Barriers by kind. The last column shows how often each was the reason for holding a fact "
            "back, in the whole room. A dash hides small numbers, to protect privacy."
        ),
        head=(_("Kind of barrier"), _("Barriers written"), _("Votes"), _("Facts held back")),
        rows=tuple(
            (vocabulary.category(one.category), str(one.statements), _told(one.votes), _told(one.held_back))
            for one in report.barriers.by_category
        ),
    )


def chance(report: Report) -> tuple[str, ...]:
    """The chance model in words, with this workshop's own share put in."""
    lines = [_(vocabulary.CHANCE)]
    for table in report.tables:
        if table.chance.c is not None and table.chance.together:
            powers = listed(
                _(
                    "{chance} for an insight of {k} such facts",
                    chance=_hundredths(one.chance),
                    k=one.k,
                )
                for one in table.chance.together
            )
            told: dict[str, Filling] = {
                "number": table.number,
                "c": _hundredths(table.chance.c),
                "powers": powers,
            }
            lines.append(
                _("Here, c was {c}. By chance alone that would mean {powers}.", **told)
                if len(report.tables) == 1
                else _("At table {number}, c was {c}. By chance alone that would mean {powers}.", **told)
            )
    return tuple(lines)


def _hundredths(value: float) -> str:
    return decimal(round(value, 2), 2)
