"""The report: its page for the facilitator, and the files it is saved as. Nothing is written.

May come in: GET /workshops/<id>/report, /workshops/<id>/report.<html|xlsx|csv|zip|json>,
/workshops/<id>/reviews.ics, /workshops/<id>/log.jsonl, /workshops/<id>/log-codebook.md. Only whoever leads
the workshop gets them; before the reveal each asks first, until ?open=anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from app.access.slow_work import RunInThread
from app.config import VERSION
from app.domain.log.commands import WorkshopId
from app.domain.log.events import Event
from app.domain.report.provenance import About
from app.domain.report.report import Report, report
from app.domain.rules.agenda import has_reached
from app.domain.scenario import PhaseKind, Scenario
from app.exports.calendar import calendar
from app.exports.cells import Separator
from app.exports.codebook import codebook
from app.exports.csv_files import archive, facts_sheet
from app.exports.file_names import file_name
from app.exports.log_lines import log_lines
from app.exports.page import tell
from app.exports.report_data import report_data
from app.exports.report_file import report_file
from app.exports.workbook import workbook
from app.languages.speaking import SOURCE, gettext, speaking, spoken
from app.parts import Workshops
from app.web.facilitator.led_workshop import led_workshop
from app.web.plumbing.zone import zone

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What every file is made from."""

    scenario: Scenario
    events: tuple[Event, ...]
    report: Report
    is_before_reveal: bool
    separator: Separator = Separator.COMMA


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file the report can be saved as: its address under the workshop, its name's parts, its making.

    Files for people speak the language of whoever saves them; files for programs are the same for all.
    Before the reveal every one asks first: the log says by its id what a seat held back, the codebook names
    what there is to find (V9).
    `has_columns`: which sign parts them may be chosen (?separator=semicolon, tab).
    """

    address: str
    what: str
    ending: str
    media_type: str
    label: str
    words: str
    make: Callable[[Basis], str | bytes]
    is_for_people: bool = False
    has_columns: bool = False


FILES = (
    File(
        address="report.html",
        what="report",
        ending="html",
        media_type="text/html; charset=utf-8",
        label="Save the report to send it (HTML)",
        words="One file that opens offline and prints. For people who weren't there.",
        make=lambda basis: report_file(basis.report, basis.scenario.fallback),
        is_for_people=True,
    ),
    File(
        address="reviews.ics",
        what="reviews",
        ending="ics",
        media_type="text/calendar; charset=utf-8",
        label="Commitments and reviews for your calendar (ICS)",
        words="Each commitment on its day, and a review after 30, 60 and 90 days. Opens in any calendar.",
        make=lambda basis: calendar(basis.scenario, basis.events, basis.report),
        is_for_people=True,
    ),
    File(
        address="report.xlsx",
        what="sheets",
        ending="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label="All sheets (XLSX)",
        words="For a spreadsheet. Opens correctly in every country.",
        make=lambda basis: workbook(basis.report),
    ),
    File(
        address="report.csv",
        what="facts",
        ending="csv",
        media_type="text/csv; charset=utf-8",
        label="Facts (CSV)",
        words="Every fact and what happened to it. Opens in a spreadsheet.",
        make=lambda basis: facts_sheet(basis.report, basis.separator),
        has_columns=True,
    ),
    File(
        address="report.zip",
        what="sheets",
        ending="zip",
        media_type="application/zip",
        label="All sheets (zip of CSV)",
        words="Facts, growth, insights, coverage, roles, answers, barriers, commitments, steps.",
        make=lambda basis: archive(basis.report, basis.separator),
        has_columns=True,
    ),
    File(
        address="report.json",
        what="report",
        ending="json",
        media_type="application/json",
        label="Data (JSON)",
        words="Every figure of the report, for another program.",
        make=lambda basis: report_data(basis.report),
    ),
    File(
        address="log.jsonl",
        what="log",
        ending="jsonl",
        media_type="application/x-ndjson; charset=utf-8",
        label="Event log (JSON lines)",
        words="What happened, without names or anybody's words. For researchers.",
        make=lambda basis: log_lines(basis.scenario, basis.events),
    ),
    File(
        address="log-codebook.md",
        what="log-codebook",
        ending="md",
        media_type="text/markdown; charset=utf-8",
        label="Codebook (Markdown)",
        words="Explains every line and key of the event log.",
        make=lambda basis: codebook(basis.scenario, basis.report),
    ),
)
SEPARATED = {"semicolon": "with semicolons (German, French, Spanish …)", "tab": "with tabs"}
"""Which other signs may part columns, and how they are offered."""
_BY_ADDRESS = {file.address: file for file in FILES}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """`others`: addresses of the same with columns parted by another sign, and its name."""

    url: str
    label: str
    words: str
    others: tuple[tuple[str, str], ...] = ()


def blueprint(reports: "Reports") -> Blueprint:
    """The report's door."""
    door = Blueprint("reports", __name__)

    @door.get("/workshops/<workshop_id>/report")
    def page(workshop_id: str) -> Response:
        return reports.page(WorkshopId(workshop_id))

    def saved(workshop_id: str) -> Response:
        return reports.file(WorkshopId(workshop_id), _BY_ADDRESS[request.path.rpartition("/")[2]])

    for file in FILES:
        door.get(f"/workshops/<workshop_id>/{file.address}")(saved)
    return door


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The report of a workshop, in terms of requests and answers."""

    workshops: Workshops
    run_in_thread: RunInThread[Any]

    def page(self, workshop_id: WorkshopId) -> Response:
        basis = self._basis(workshop_id, is_for_people=True)
        if isinstance(basis, Response):
            return basis
        if _asks_first(basis):
            return _question(workshop_id)
        told = self.run_in_thread(_spoken_in(spoken(), lambda: tell(basis.report, basis.scenario.fallback)))
        files = tuple(
            FileLink(
                url=_url(workshop_id, basis, file),
                label=gettext(file.label),
                words=gettext(file.words),
                others=tuple(
                    (_url(workshop_id, basis, file, separator=name), gettext(words))
                    for name, words in SEPARATED.items()
                    if file.has_columns
                ),
            )
            for file in FILES
        )
        back_url = _console(workshop_id)
        return make_response(
            render_template(
                "report.html", told=told, files=files, back_url=back_url, kept_url=f"{back_url}/kept"
            )
        )

    def file(self, workshop_id: WorkshopId, file: File) -> Response:
        basis = self._basis(workshop_id, is_for_people=file.is_for_people)
        if isinstance(basis, Response):
            return basis
        basis = replace(basis, separator=_separator(request.args.get("separator", "")))
        if _asks_first(basis):
            return _question(workshop_id, HTTPStatus.CONFLICT)
        language = spoken() if file.is_for_people else SOURCE
        answer = make_response(self.run_in_thread(_spoken_in(language, lambda: file.make(basis))))
        name = file_name(basis.report, file.what, file.ending)
        answer.headers["Content-Type"] = file.media_type
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _basis(self, workshop_id: WorkshopId, *, is_for_people: bool) -> Basis | Response:
        """What the report is made from, for those who lead; for people in the language being spoken."""
        led = led_workshop(self.workshops, workshop_id)
        if isinstance(led, Response):
            return led
        record = led[0]
        scenario = (self.workshops.in_tongue(workshop_id, led[1]) if is_for_people else led[1]).scenario
        events = tuple(recorded.event for recorded in self.workshops.service.log(workshop_id))
        about = About(
            title=record.title,
            scenario_hash=record.scenario_hash,
            app_version=VERSION,
            zone=zone(),
            is_rehearsal=record.is_rehearsal,
        )
        made = self.run_in_thread(lambda: report(scenario, events, about))
        return Basis(
            scenario=scenario,
            events=events,
            report=made,
            is_before_reveal=made.is_interim and not has_reached(led[1], PhaseKind.REVEAL),
        )


def _asks_first(basis: Basis) -> bool:
    """Before the reveal a report gives the hands away: whoever wants it says so. Rule: V9."""
    return basis.is_before_reveal and request.args.get("open") != "anyway"


def _url(workshop_id: WorkshopId, basis: Basis, file: File, **asked: str) -> str:
    """Where a file is; on the page of somebody who has been asked already, it asks no more."""
    if basis.is_before_reveal:
        asked["open"] = "anyway"
    query = f"?{urlencode(asked)}" if asked else ""
    return f"/workshops/{workshop_id}/{file.address}{query}"


def _separator(name: str) -> Separator:
    """The sign asked for; a comma where none is, or one that is not offered."""
    return Separator.__members__.get(name.upper(), Separator.COMMA)


def _question(workshop_id: WorkshopId, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The question itself; a program that wanted a file sees by the status that this is none."""
    return make_response(render_template("report_early.html", back_url=_console(workshop_id)), status)


def _console(workshop_id: WorkshopId) -> str:
    return f"/facilitate/{workshop_id}"


def _spoken_in(language: str, work: Callable[[], Made]) -> Callable[[], Made]:
    """The same work in a language, in whichever thread it is done."""

    def in_language() -> Made:
        with speaking(language):
            return work()

    return in_language
