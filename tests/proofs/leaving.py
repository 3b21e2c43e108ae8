"""Everything that leaves a workshop at a moment: files, log lines, console, desk, screen, phones alike."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.domain.log.events import Event
from app.domain.log.state import Workshop
from app.domain.report.provenance import About
from app.domain.report.report import Report, report
from app.domain.views import slices
from app.exports.calendar import calendar
from app.exports.csv_files import archive
from app.exports.log_lines import log_lines
from app.exports.report_data import report_data
from app.exports.report_file import report_file
from tests.family import SMALL

ABOUT = About(title="Spring", scenario_hash="hash", app_version="1")
ANSWERED = {"first_read", "second_read", "checked_out"}
"""That somebody has answered is no secret to who leads; it says nothing of what."""

Looks = Mapping[str, Any]


@lru_cache(maxsize=64)
def _files(told: Report) -> tuple[str, bytes, str]:
    return report_file(told), archive(told), report_data(told)


def looks(workshop: Workshop, log: tuple[Event, ...], *, with_files: bool = True) -> Looks:
    """Everything that leaves at this moment, but what goes to one participant alone."""
    seen = {*slices.desk(), *slices.screen()}
    seen |= {slices.Scope(slices.Slice.TABLE, table_id) for table_id in workshop.tables}
    found: dict[str, Any] = {str(scope): slices.value(workshop, scope) for scope in seen}
    found[str(slices.PEOPLE)] = {
        who: {name: told for name, told in one.items() if name not in ANSWERED}
        for who, one in found[str(slices.PEOPLE)].items()
    }
    found[str(slices.LEAD)].pop("ready", None)
    told = report(SMALL, log, ABOUT)
    found["log.jsonl"] = log_lines(SMALL, log)
    if with_files:
        found["html"], found["csv"], found["json"] = _files(told)
        found["calendar"] = calendar(SMALL, log, told)
    else:
        found["report"] = told
    return found
