"""The report's first sentence: who came to do what. One whole sentence for each way to hold a workshop."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.report.report import Report
from app.exports import vocabulary
from app.exports.vocabulary import capital, day, minutes
from app.languages.speaking import Filling, ngettext
from app.languages.speaking import gettext as _

LEAST_WORK_S = 30
"""Less than this is told as having met, not as having worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """Who took part at all. `tables`: those where anything was done or anybody sat."""

    tables: int
    roles: int
    agencies: int
    without_phone: int


def what_it_was(report: Report) -> str:
    """When, who and how long, on what; or that nobody took a seat."""
    clause = _clause(report)
    if not report.provenance.held_on:
        return capital(clause)
    return capital(_("on {day}, {clause}", day=day(report.provenance.held_on), clause=clause))


def _clause(report: Report) -> str:
    came = _present(report)
    told: dict[str, Filling] = {
        "people": vocabulary.people(report.provenance.attendance.seated),
        "tables": vocabulary.tables(came.tables),
        "roles": vocabulary.roles_counted(came.roles),
        "agencies": vocabulary.agencies(came.agencies),
        "minutes": _time(report.provenance.seconds),
        "title": report.provenance.scenario_title,
    }
    if not report.took_place:
        return _without_anybody(report, told)
    if not report.provenance.attendance.seated:
        return _on_paper(came, told)
    if came.without_phone:
        return _mixed(came, told)
    if report.provenance.seconds < LEAST_WORK_S:
        return _only_met(came, told)
    return _with_phones(came, told)


def _with_phones(came: _Present, told: dict[str, Filling]) -> str:
    if came.tables == 1:
        return _(
            "{people} in {roles} from {agencies} sat at one table and worked for {minutes} on an invented "
            "case, “{title}”.",
            **told,
        )
    return _(
        "{people} sat at {tables}, each with the same {roles} from {agencies}, and worked for {minutes} on "
        "an invented case, “{title}”.",
        **told,
    )


def _only_met(came: _Present, told: dict[str, Filling]) -> str:
    if came.tables == 1:
        return _(
            "{people} in {roles} from {agencies} sat at one table and met to work on an invented case, "
            "“{title}”.",
            **told,
        )
    return _(
        "{people} sat at {tables}, each with the same {roles} from {agencies}, and met to work on an "
        "invented case, “{title}”.",
        **told,
    )


def _mixed(came: _Present, told: dict[str, Filling]) -> str:
    if came.tables == 1:
        return ngettext(
            "{people} with a phone sat at one table, and {n} role was run without one. Together, {roles} "
            "from {agencies} worked for {minutes} on an invented case, “{title}”.",
            "{people} with a phone sat at one table, and {n} roles were run without one. Together, {roles} "
            "from {agencies} worked for {minutes} on an invented case, “{title}”.",
            came.without_phone,
            **told,
        )
    return ngettext(
        "{people} with a phone sat at {tables}, each with the same {roles} from {agencies}. {n} seat was "
        "run without one. All worked for {minutes} on an invented case, “{title}”.",
        "{people} with a phone sat at {tables}, each with the same {roles} from {agencies}. {n} seats were "
        "run without one. All worked for {minutes} on an invented case, “{title}”.",
        came.without_phone,
        **told,
    )


def _on_paper(came: _Present, told: dict[str, Filling]) -> str:
    if came.tables <= 1:
        return _(
            "one table with {roles} from {agencies}, on paper and without phones, worked for {minutes} on an "
            "invented case, “{title}”.",
            **told,
        )
    return _(
        "{tables}, each with the same {roles} from {agencies}, on paper and without phones, worked for "
        "{minutes} on an invented case, “{title}”.",
        **told,
    )


def _without_anybody(report: Report, told: dict[str, Filling]) -> str:
    if report.is_interim:
        return _(
            "this workshop on an invented case, “{title}”, was opened; nobody has taken a seat yet.", **told
        )
    return _("this workshop on an invented case, “{title}”, was opened, and nobody took a seat.", **told)


def _time(seconds: int) -> str:
    return minutes(seconds) if seconds >= LEAST_WORK_S else _("less than a minute")


def _present(report: Report) -> _Present:
    used = [table for table in report.tables if table.is_used]
    seats = [seat for table in used for seat in table.seats_used]
    has_phones = any(seat.is_taken for seat in seats)
    played = [seat for seat in seats if seat.is_played] if has_phones else []
    if len(used) != 1 or not played:
        return _Present(
            tables=len(used),
            roles=report.roles,
            agencies=report.agencies,
            without_phone=sum(not seat.is_taken for seat in played),
        )
    return _Present(
        tables=1,
        roles=len(_all(seat.who.role_ids for seat in played)),
        agencies=len(_all(seat.who.agencies for seat in played)),
        without_phone=len(_all(seat.who.role_ids for seat in played if not seat.is_taken)),
    )


def _all(groups: Iterable[Iterable[str]]) -> set[str]:
    return {one for group in groups for one in group}
