"""Phone, screen and report say the same of one reveal and of one insight: one clock, one rule for missed."""

from random import Random

import pytest

from app.domain.log.events import Event, PhaseEntered, WorkshopPaused, WorkshopResumed
from app.domain.log.state import Workshop
from app.domain.report.provenance import About
from app.domain.report.report import report
from app.domain.rules.outcomes import Outcome, reachable
from app.domain.scenario import PhaseKind, RoleId, Scenario
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import IN_THE_NEWS, NU1, SC1, SMALL
from tests.histories import history
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    ONE_TABLE,
    T1,
    TWO_TABLES,
    around_the_table,
    at,
    entered,
    opened,
    revealed,
)

ABOUT = About(title="Any", scenario_hash="hash", app_version="0")


def compare(scenario: Scenario, log: tuple[Event, ...], about: About) -> Workshop:
    """Ask whether the look back and the report agree on every table; gives the workshop."""
    workshop = fold(scenario, log)
    told = report(scenario, log, about)
    for table, measured in zip(workshop.tables.values(), told.tables, strict=True):
        view = slices.value(workshop, Scope(Slice.TABLE, table.id))
        growth = view.get("growth", {"facts": {}, "insights": {}})
        said = {str(fact.order): fact.seconds for fact in measured.facts if fact.order is not None}
        assert growth["facts"] == said  # V16
        found = {
            one.insight_id: one.recognised_s for one in measured.insights if one.recognised_s is not None
        }
        assert growth["insights"] == found
        missed = {
            one.insight_id: one.outcome.value
            for one in measured.insights
            if one.outcome is not Outcome.RECOGNISED
        }
        assert {key: one["was"] for key, one in view["missed"]["insights"].items()} == missed  # S17
        assert view["counts"]["insights_of"] == len(measured.insights) == len(reachable(workshop, table))
    return workshop


def test_V16_a_reveal_after_a_pause_has_the_same_seconds_on_the_screen_and_in_the_report() -> None:
    log = (
        *around_the_table(PhaseKind.SHARE),
        revealed(NU1, AMAS, AMA, at=at(1)),
        WorkshopPaused(at=at(2), reason="tea"),
        WorkshopResumed(at=at(5)),
        revealed(SC1, BOS, BO, at=at(6)),
        entered(PhaseKind.REVEAL, minutes=9),
    )
    workshop = compare(SMALL, log, ABOUT)
    picture = slices.value(workshop, Scope(Slice.TABLE, T1))
    assert picture["growth"]["facts"] == {"1": 60, "2": 180}


@pytest.mark.parametrize("seed", range(12))
def test_S17_an_insight_has_the_same_fate_on_phone_screen_and_in_the_report(seed: int) -> None:
    layout = TWO_TABLES if seed % 2 else ONE_TABLE
    played: tuple[Event, ...] = ()
    for step in history(IN_THE_NEWS, layout, Random(seed)):
        played = (*played, *step.events)
    reveal = next(phase for phase in IN_THE_NEWS.agenda if phase.kind is PhaseKind.REVEAL)
    last = max(when for event in played if (when := getattr(event, "at", None)) is not None)
    compare(IN_THE_NEWS, (*played, PhaseEntered(at=last, phase_id=reveal.id)), ABOUT)


def test_S17_what_no_hand_of_a_table_could_reach_is_not_missed_there() -> None:
    nurse_alone = opened((((RoleId("nurse"),),),))
    workshop = compare(SMALL, (nurse_alone, entered(PhaseKind.SHARE), entered(PhaseKind.REVEAL)), ABOUT)
    (table,) = workshop.tables.values()
    assert len(reachable(workshop, table)) < len(SMALL.insights)
