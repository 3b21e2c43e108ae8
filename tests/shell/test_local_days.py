"""Days are local days: the day on which sharing began, where whoever leads is."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.log import commands as c
from app.domain.report.provenance import About
from app.domain.report.report import report
from app.domain.scenario import PhaseKind
from app.web.plumbing.zone import ZONE_COOKIE
from tests.domain.report_expected import EXPECTED
from tests.domain.report_story import ABOUT, LOG, SCENARIO, START
from tests.people import NOON
from tests.shell.stage import FACILITATOR, Stage


def held_on(about: About) -> date | None:
    return report(SCENARIO, LOG, about).provenance.held_on


def about(zone: str) -> About:
    return About(title="x", scenario_hash="h", app_version="0", zone=ZoneInfo(zone))


def test_a_report_is_dated_by_the_day_on_which_sharing_began_where_whoever_leads_is() -> None:
    began = next(phase for phase in EXPECTED.provenance.phases if phase.kind is PhaseKind.SHARE)
    moment = START + timedelta(seconds=began.starts_s)
    for zone in ("Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"):
        assert held_on(about(zone)) == moment.astimezone(ZoneInfo(zone)).date()
    assert held_on(about("Pacific/Kiritimati")) != held_on(about("Pacific/Pago_Pago"))
    assert held_on(ABOUT) == moment.date()


@pytest.fixture
def late(stage: Stage) -> tuple[Stage, str]:
    """A workshop that was opened two days before sharing began, late in the evening of Greenwich."""
    workshop_id = stage.open("w-1")
    stage.join(workshop_id, "ama")
    scenario = stage.app.service.current(workshop_id)[0].scenario
    share = next(phase.id for phase in scenario.agenda if phase.kind is PhaseKind.SHARE)
    move = c.MoveToPhase(from_phase_id=scenario.agenda[0].id, phase_id=share)
    at = datetime(NOON.year, NOON.month, NOON.day, 23, 30, tzinfo=UTC) + timedelta(days=2)
    command = c.Command(id=c.CommandId("move-1234567"), at=at, by=c.FacilitatorActor(), wish=move)
    stage.app.service.handle(workshop_id, command)
    return stage, str(workshop_id)


@pytest.mark.parametrize(
    ("zone", "later"), [("Pacific/Auckland", 3), ("UTC", 2), ("Pacific/Honolulu", 2), ("x", 2)]
)
def test_lists_and_names_of_files_have_the_same_day(late: tuple[Stage, str], zone: str, later: int) -> None:
    stage, workshop_id = late
    browser = stage.app.flask.test_client()
    browser.set_cookie(ZONE_COOKIE, zone)
    with browser.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    day = (NOON + timedelta(days=later)).date()
    listed = browser.get("/facilitate").text
    assert f"{day.day} {day:%B %Y}" in re.sub(r"\s+", " ", listed)
    answer = browser.get(f"/workshops/{workshop_id}/report.csv?open=anyway")
    assert day.isoformat() in answer.headers["Content-Disposition"]
