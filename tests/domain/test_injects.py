"""Rules A8, T11, V13: injects come in by hand, bring their facts to hands, and are not betrayed before."""

import json
from dataclasses import replace

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.rejections import NoSuchThing, NotInThisPhase, NotYourFact, NotYours
from app.domain.rules import seating
from app.domain.scenario import HandVisibility, InjectId, PhaseKind, Scenario, Tier
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import CALL, IN_THE_NEWS, LETTER, NEWS_FACTS, NU3, NURSE, PHASE, PO3, POLICE, SMALL, fact
from tests.given import Given
from tests.people import (
    AMA,
    AMAS,
    BOS,
    CAI,
    CAIS,
    FAY,
    NOON,
    ONE_TABLE,
    T1,
    TWO_TABLES,
    around_the_table,
    at,
    entered,
    opened,
    revealed,
    says,
)

SHARING = around_the_table(PhaseKind.SHARE)
CALLED, WRITTEN = e.InjectGiven(at=NOON, inject_id=CALL), e.InjectGiven(at=NOON, inject_id=LETTER)


def test_A8_the_facilitator_gives_an_inject_once_while_people_share() -> None:
    give = says(FAY, c.GiveInject(inject_id=CALL))
    Given(IN_THE_NEWS, *SHARING).when(give).then(CALLED)
    Given(IN_THE_NEWS, *SHARING, CALLED).when(give).then_nothing()
    Given(IN_THE_NEWS, *around_the_table(PhaseKind.READ)).when(give).then_rejected(
        NotInThisPhase, phase="The read phase"
    )
    Given(IN_THE_NEWS, *SHARING).when(says(FAY, c.GiveInject(inject_id=InjectId("none")))).then_rejected(
        NoSuchThing, kind="inject"
    )
    Given(IN_THE_NEWS, *SHARING).when(says(AMA, c.GiveInject(inject_id=CALL))).then_rejected(NotYours)


def test_A8_the_console_sees_when_each_inject_is_due_and_nothing_comes_by_itself() -> None:
    due = _lead(*SHARING)["call"]
    assert due == {
        "title": "title-call",
        "to": "",
        "phase": "share",
        "minute": 2,
        "order": 0,
        "given": False,
        "due_ms": round(at(2).timestamp() * 1000),
    }
    assert _lead(*SHARING)["letter"]["to"] == NURSE
    assert _lead(*SHARING, CALLED)["call"]["given"] is True
    late = says(AMA, c.FinishReading(), minutes=90)
    Given(IN_THE_NEWS, *SHARING).when(late).then(e.HandRead(at=at(90), seat_id=AMAS))


def test_A8_an_inject_is_due_by_the_clock_of_its_phase() -> None:
    assert "due_ms" not in _lead(*around_the_table(PhaseKind.READ))["call"]
    paused = (*SHARING, e.WorkshopPaused(at=at(1), reason=""))
    assert "due_ms" not in _lead(*paused)["call"]
    resumed = (*paused, e.WorkshopResumed(at=at(4)))
    assert _lead(*resumed)["call"]["due_ms"] == round(at(5).timestamp() * 1000)


def _lead(*events: e.Event) -> Value:
    injects: Value = slices.value(fold(IN_THE_NEWS, events), slices.LEAD)["injects"]
    return injects


def test_T11_facts_of_an_inject_are_in_no_hand_before_it_comes() -> None:
    workshop = fold(IN_THE_NEWS, SHARING)
    assert not {NU3, PO3} & frozenset().union(*(seat.hand for seat in workshop.tables[T1].seats.values()))
    Given(IN_THE_NEWS, *SHARING).when(says(CAI, c.RevealFact(fact_id=PO3))).then_rejected(NotYourFact)


def test_T11_they_come_to_the_hands_of_their_holders_at_every_table() -> None:
    told = (opened(TWO_TABLES), entered(PhaseKind.SHARE), CALLED, WRITTEN)
    for table in fold(IN_THE_NEWS, told).tables.values():
        holders = {
            fact_id: [seat.role_ids for seat in table.seats.values() if fact_id in seat.hand]
            for fact_id in (PO3, NU3)
        }
        assert holders == {PO3: [(POLICE,)], NU3: [(NURSE,)]}
    Given(IN_THE_NEWS, *SHARING, CALLED).when(says(CAI, c.RevealFact(fact_id=PO3))).then(
        revealed(PO3, CAIS, CAI)
    )


def test_T11_tables_laid_anew_keep_what_came_in() -> None:
    laid = e.TablesArranged(at=NOON, layout=TWO_TABLES)
    again = fold(IN_THE_NEWS, (*SHARING, CALLED, entered(PhaseKind.LOBBY), laid))
    assert all(PO3 in table.seats[_police(table.seats)].hand for table in again.tables.values())


def _police(seats: Value) -> str:
    return next(seat_id for seat_id, seat in seats.items() if POLICE in seat.role_ids)


def test_T11_a_full_merged_hand_gets_the_core_of_it_and_loses_nothing() -> None:
    extra = fact("nu-4", NURSE, tier=Tier.EXTRA)
    held = tuple(fact(f"po-{number}", POLICE) for number in range(10, 20))
    letter = replace(IN_THE_NEWS.injects[1], fact_ids=frozenset({NU3, extra.id}))
    scenario = replace(IN_THE_NEWS, facts=(*SMALL.facts, *NEWS_FACTS, *held, extra), injects=(letter,))
    before = seating.hand_of(scenario, (NURSE, POLICE))
    after = seating.with_inject(scenario, (NURSE, POLICE), before, letter)
    assert after == before | {NU3}
    assert seating.with_inject(scenario, (NURSE,), frozenset(), letter) == {NU3, extra.id}


def test_T10_a_layout_is_weighed_with_everything_that_may_still_come_in() -> None:
    [weight] = seating.weigh(IN_THE_NEWS, ONE_TABLE)
    assert (weight.lost, weight.left_out) == (frozenset(), frozenset())


def test_T9_an_insight_that_waits_for_an_inject_is_not_out_of_reach_for_want_of_a_role() -> None:
    lost = slices.value(fold(IN_THE_NEWS, (opened(),)), slices.LEAD)["out_of_reach"]
    assert lost["t1"]["insights"] == 3
    told = fold(IN_THE_NEWS, (opened(), entered(PhaseKind.SHARE), CALLED))
    assert slices.value(told, slices.LEAD)["out_of_reach"]["t1"]["insights"] == 4


def _bytes(scenario: Scenario, kind: PhaseKind, *more: e.Event) -> list[str]:
    workshop = fold(scenario, (*around_the_table(kind), *more))
    readers = (slices.participant(workshop, who) for who in workshop.participants)
    scopes = {scope for reader in (*readers, slices.screen()) for scope in reader}
    return [json.dumps(slices.value(workshop, scope)) for scope in sorted(scopes, key=str)]


@pytest.mark.parametrize("kind", PhaseKind)
def test_V13_before_it_comes_an_inject_changes_no_byte_of_any_phone_or_screen(kind: PhaseKind) -> None:
    assert _bytes(IN_THE_NEWS, kind) == _bytes(SMALL, kind)


def test_V13_news_for_everyone_is_on_every_table_and_screen() -> None:
    workshop = fold(IN_THE_NEWS, (opened(TWO_TABLES), entered(PhaseKind.SHARE), CALLED, WRITTEN))
    told = {"call": {"title": "title-call", "text": "news-call", "order": 1}}
    assert slices.value(workshop, Scope(Slice.TABLE, T1))["injects"] == told
    assert slices.value(workshop, slices.SHOWN)["t2"]["injects"] == told
    assert "news-letter" not in json.dumps([slices.value(workshop, scope) for scope in slices.screen()])


def test_V13_news_for_a_role_is_with_its_seats_only_and_marks_what_it_brought() -> None:
    workshop = fold(IN_THE_NEWS, (*SHARING, CALLED, WRITTEN))
    nurse, school = (slices.value(workshop, Scope(Slice.SEAT, seat_id)) for seat_id in (AMAS, BOS))
    letter = {"title": "title-letter", "text": "news-letter", "order": 2, "facts": NU3}
    assert nurse["injects"] == {"letter": letter}
    assert nurse["hand"][NU3]["inject"] == "letter"
    assert "injects" not in school
    assert "news-letter" not in json.dumps([slices.value(workshop, scope) for scope in slices.facilitator()])


def test_V13_the_picture_grows_only_with_what_came_in() -> None:
    before, after = (
        slices.value(fold(IN_THE_NEWS, (*SHARING, *more)), Scope(Slice.TABLE, T1))["counts"]
        for more in ((), (CALLED,))
    )
    assert (before["facts_of"], before["insights_of"]) == (10, 3)
    assert (after["facts_of"], after["insights_of"]) == (11, 4)


def test_V13_what_never_came_in_is_not_missed_at_the_reveal() -> None:
    for more, facts, insights in (((), 10, 3), ((CALLED,), 11, 4)):
        workshop = fold(IN_THE_NEWS, (*SHARING, *more, entered(PhaseKind.REVEAL)))
        missed = slices.value(workshop, Scope(Slice.TABLE, T1))["missed"]
        assert (len(missed["facts"]), len(missed["insights"])) == (facts, insights)


def test_V12_what_an_inject_brought_is_read_even_in_a_memory_round() -> None:
    by_heart = e.RoundSet(
        at=NOON, phase_id=PHASE[PhaseKind.SHARE], visibility=HandVisibility.MEMORY, shows_insights_left=False
    )
    hand = slices.value(fold(IN_THE_NEWS, (*SHARING, by_heart, WRITTEN)), Scope(Slice.SEAT, AMAS))["hand"]
    assert hand[NU3]["text"] == "marker-nu-3"
    assert "text" not in hand["nu-1"]
