"""Days are local days: the day on which sharing began, where whoever leads is."""

import re
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest

from app.domain.log import commands as c
from app.domain.report.provenance import About
from app.domain.report.report import report
from app.domain.scenario import PhaseKind
from app.store.caretaker import delete_due
from app.web.plumbing.zone import ZONE_COOKIE
from tests.domain.report_expected import EXPECTED
from tests.domain.report_story import ABOUT, LOG, SCENARIO, START
from tests.pages.doors import token_of
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


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])
def test_K3_the_last_day_a_workshop_is_kept_is_a_day_where_whoever_chose_it_is(
    stage: Stage, zone: str
) -> None:
    workshop_id = stage.open("w-1")
    browser = stage.app.flask.test_client()
    browser.set_cookie(ZONE_COOKIE, zone)
    with browser.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    today = datetime.now(ZoneInfo(zone)).date()
    path = f"/facilitate/{workshop_id}/kept"
    form = {"csrf_token": token_of(browser.get(path)), "day": today.isoformat()}
    assert browser.post(path, data=form).status_code == HTTPStatus.SEE_OTHER
    midnight = datetime.combine(today + timedelta(days=1), time(), ZoneInfo(zone))
    told: list[c.WorkshopId] = []
    delete_due(stage.app.store, told.append, midnight - timedelta(seconds=1))
    assert told == []
    delete_due(stage.app.store, told.append, midnight)
    assert told == [workshop_id]
    receipt = browser.get(f"/facilitate/{workshop_id}/receipt").text
    assert f"{midnight.day} {midnight:%B %Y}, 00:00" in receipt


def test_a_due_day_is_the_day_that_was_chosen_wherever_it_is_read(stage: Stage) -> None:
    workshop_id = stage.open("w-1")
    ama = stage.join(workshop_id, "ama")
    stage.go_to(workshop_id, "commitments")
    due = stage.app.service.current(workshop_id)[0].opened_at
    assert due is not None
    wish = c.MakeCommitment(
        commitment_id=c.CommitmentId("commitment-1"),
        barrier_id=None,
        situation="a child is late",
        action="we ring",
        owner="School",
        due=(due + timedelta(days=30)).date(),
        check="",
    )
    stage.handle(workshop_id, c.ParticipantActor(participant_id=ama), wish)
    assert wish.due is not None
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        browser = stage.app.flask.test_client()
        browser.set_cookie(ZONE_COOKIE, zone)
        with browser.session_transaction() as session:
            session["facilitator_id"] = FACILITATOR
        page = browser.get(f"/workshops/{workshop_id}/report?open=anyway").text
        assert f"{wish.due.day} {wish.due:%B %Y}" in re.sub(r"\s+", " ", page)
