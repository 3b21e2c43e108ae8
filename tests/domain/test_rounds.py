"""Rules A7 and V12: how a sharing phase is played, and what a hand shows while people share from memory."""

from dataclasses import replace

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.rejections import NoSuchThing, PhaseIsOver
from app.domain.scenario import HandVisibility, PhaseId, PhaseKind
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import ALL1, NU1, PHASE, PO2, SMALL
from tests.given import Given
from tests.people import AMA, AMAS, CAIS, FAY, NOON, T1, around_the_table, at, entered, revealed, says

SHARE, ASKING = PHASE[PhaseKind.SHARE], PHASE[PhaseKind.ASK_AND_LINK]
TO_MEMORY = c.SetRound(phase_id=SHARE, visibility=HandVisibility.MEMORY, shows_insights_left=True)
SET = e.RoundSet(at=NOON, phase_id=SHARE, visibility=HandVisibility.MEMORY, shows_insights_left=True)


@pytest.mark.parametrize("kind", [PhaseKind.LOBBY, PhaseKind.READ, PhaseKind.SHARE])
def test_A7_a_round_is_set_before_or_while_it_runs(kind: PhaseKind) -> None:
    Given(SMALL, *around_the_table(kind)).when(says(FAY, TO_MEMORY)).then(SET)
    Given(SMALL, *around_the_table(kind), SET).when(says(FAY, TO_MEMORY)).then_nothing()


def test_A7_a_round_as_the_scenario_has_it_needs_no_setting() -> None:
    as_it_is = c.SetRound(phase_id=SHARE, visibility=HandVisibility.OPEN, shows_insights_left=False)
    Given(SMALL, *around_the_table(PhaseKind.READ)).when(says(FAY, as_it_is)).then_nothing()


def test_A7_a_round_that_is_over_stays_as_it_was_played() -> None:
    over = Given(SMALL, *around_the_table(PhaseKind.PULSE))
    over.when(says(FAY, TO_MEMORY)).then_rejected(PhaseIsOver, phase="The share phase")
    back = Given(SMALL, *around_the_table(PhaseKind.PULSE), entered(PhaseKind.SHARE, 1))
    back.when(says(FAY, TO_MEMORY, minutes=1)).then(replace(SET, at=at(1)))


@pytest.mark.parametrize("phase_id", [PHASE[PhaseKind.READ], PhaseId("no-such-phase")])
def test_A7_only_sharing_phases_are_rounds(phase_id: PhaseId) -> None:
    wish = c.SetRound(phase_id=phase_id, visibility=HandVisibility.OPEN, shows_insights_left=False)
    Given(SMALL, *around_the_table(PhaseKind.READ)).when(says(FAY, wish)).then_rejected(
        NoSuchThing, kind="round"
    )


def test_A7_everybody_plays_the_round_as_it_was_set_and_the_console_sees_all_rounds() -> None:
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), SET))
    assert slices.value(workshop, slices.AGENDA)["phase"]["visibility"] == "memory"
    assert slices.value(workshop, Scope(Slice.TABLE, T1))["counts"]["insights_left"] == 3
    share = {"title": "The share phase", "visibility": "memory", "shows_insights_left": True}
    asking = {"title": "The ask_and_link phase", "visibility": "labelled", "shows_insights_left": True}
    assert slices.value(workshop, slices.LEAD)["rounds"] == {
        SHARE: {**share, "over": False, "order": 0},
        ASKING: {**asking, "over": False, "order": 1},
    }


def _hand(*more: e.Event, kind: PhaseKind = PhaseKind.SHARE) -> Value:
    talkative = replace(
        SMALL,
        facts=tuple(
            replace(fact, text="She came late on four mornings in May.") if fact.id == NU1 else fact
            for fact in SMALL.facts
        ),
    )
    workshop = fold(talkative, (*around_the_table(kind), SET, *more))
    seats = (slices.value(workshop, Scope(Slice.SEAT, seat_id))["hand"] for seat_id in (AMAS, CAIS))
    return {fact_id: fact for hand in seats for fact_id, fact in hand.items()}


def test_V12_in_a_memory_round_a_hand_names_its_facts_without_their_words() -> None:
    assert _hand()[NU1] == {
        "handle": "She came late…",
        "order": 0,
        "about": "mia",
        "topic": "home",
        "column": "worry",
        "source": "seen",
        "when": "2026-01-05",
        "first": "2026-01-05",
        "last": "2026-01-05",
    }


def test_V12_a_handle_is_never_more_than_half_of_the_words_and_tells_of_a_minimum_wording() -> None:
    hand = _hand()
    assert (hand[ALL1]["handle"], "sensitive" in hand[ALL1]) == ("…", False)
    assert (hand[PO2]["handle"], hand[PO2]["sensitive"]) == ("…", True)


def test_V12_the_words_come_back_on_the_table() -> None:
    told = revealed(NU1, AMAS, AMA)
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), SET, told))
    assert slices.value(workshop, Scope(Slice.TABLE, T1))["facts"][NU1]["text"] == "marker-nu-1"
    assert "text" not in slices.value(workshop, Scope(Slice.SEAT, AMAS))["hand"][NU1]


@pytest.mark.parametrize("kind", [PhaseKind.READ, PhaseKind.PULSE, PhaseKind.ASK_AND_LINK])
def test_V12_outside_the_memory_round_the_hand_is_whole(kind: PhaseKind) -> None:
    assert _hand(kind=kind)[PO2]["minimum"] == "least-po-2"
