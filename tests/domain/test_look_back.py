"""What pages show, case by case: each is one that a change of the code once slipped through."""

from dataclasses import replace
from datetime import date

from app.domain.log import events as e
from app.domain.log.commands import DisputeId, LinkId
from app.domain.rules import steps
from app.domain.rules.seating import LARGEST_HAND, hand_of
from app.domain.scenario import Contradiction, FactId, HandVisibility, PhaseKind, Scenario, Tier, When
from app.domain.views import slices
from app.domain.views.families import Value, person_value
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import (
    HO2,
    HOUSING,
    IN_THE_NEWS,
    LETTER,
    NEWS_FACTS,
    NU1,
    NU2,
    NU3,
    NURSE,
    PO1,
    PO2,
    POLICE,
    SC1,
    SC2,
    SCHOOL,
    SMALL,
    fact,
)
from tests.given import with_counts
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    CAIS,
    DEE,
    NOON,
    T1,
    around_the_table,
    at,
    entered,
    opened,
    revealed,
)

SHARING = around_the_table(PhaseKind.SHARE)
REVEAL = entered(PhaseKind.REVEAL)
ONE = SMALL.insights[0]


def picture(scenario: Scenario, *events: e.Event) -> Value:
    return slices.value(fold(scenario, (*SHARING, *events)), Scope(Slice.TABLE, T1))


def put(*facts: FactId) -> list[e.FactRevealed]:
    """Each fact put down by the first seat that holds it."""
    seats = fold(SMALL, SHARING).tables[T1].seats.values()
    return [revealed(one, next(seat.id for seat in seats if one in seat.hand), None) for one in facts]


def linked(link_id: str, minutes: float, *facts: str) -> e.FactsLinked:
    return e.FactsLinked(
        at=at(minutes),
        table_id=T1,
        link_id=LinkId(link_id),
        seat_id=AMAS,
        fact_ids=frozenset(one.id for one in SMALL.facts if one.id in facts),
        line="",
    )


def test_V5_what_nobody_needed_to_know_comes_last_even_where_an_insight_was_built_on_it() -> None:
    built = replace(SMALL, insights=(replace(ONE, solved_by=(frozenset({NU1, PO2}),)),))
    assert list(picture(built, REVEAL)["missed"]["facts"])[-1] == PO2


def test_V5_an_insight_whose_facts_all_lay_there_waited_for_no_other_way_to_it() -> None:
    two_ways = replace(ONE, solved_by=(frozenset({NU1, SC1}), frozenset({SC1, HO2})))
    out = (revealed(NU1, AMAS, AMA), revealed(SC1, BOS, BO))
    missed = picture(replace(SMALL, insights=(two_ways,)), *out, REVEAL)["missed"]
    assert missed["insights"]["one"]["was"] == "not_linked"
    assert list(missed["facts"])[:2] == [NU2, SC2]


def test_V5_a_contradiction_with_news_that_never_came_is_not_missed() -> None:
    one = Contradiction(id="news", fact_ids=(NU3, SC2), resolved_by=frozenset({PO1}), explanation="")
    scenario = replace(IN_THE_NEWS, contradictions=(one,))
    letter = e.InjectGiven(at=NOON, inject_id=LETTER)
    shown = [set(picture(scenario, *more, REVEAL)["missed"]["disputes"]) for more in ((), (letter,))]
    assert shown == [set(), {"news"}]


def test_V16_each_insight_grew_at_its_own_time() -> None:
    out = put(NU1, SC1, NU2, SC2, PO1)
    links = (linked("l-1", 2, NU1, SC1), linked("l-2", 3, NU2, SC2, PO1))
    assert picture(SMALL, *out, *links, REVEAL)["growth"]["insights"] == {"one": 120, "three": 180}


def test_S14_a_link_of_one_of_the_two_does_not_settle_what_dates_do() -> None:
    dated = replace(SMALL, contradictions=(replace(SMALL.contradictions[0], resolved_by=frozenset()),))
    marked = e.FactsDisputed(
        at=NOON,
        table_id=T1,
        dispute_id=DisputeId("d-1"),
        seat_id=AMAS,
        fact_ids=frozenset({NU2, SC2}),
        line="",
    )
    out = put(NU1, NU2, SC2)
    for link, is_settled in ((linked("l-1", 2, NU1, NU2), False), (linked("l-1", 2, NU2, SC2), True)):
        assert picture(dated, *out, marked, link)["disputes"]["d-1"]["settled"] is is_settled


def test_V12_a_hand_is_by_heart_only_while_facts_come_to_the_table() -> None:
    everywhere = tuple(replace(one, visibility=HandVisibility.MEMORY) for one in SMALL.agenda)
    by_heart = replace(SMALL, agenda=everywhere)
    hands = [
        slices.value(fold(by_heart, around_the_table(kind)), Scope(Slice.SEAT, CAIS))["hand"][PO1]
        for kind in (PhaseKind.READ, PhaseKind.SHARE, PhaseKind.PULSE)
    ]
    assert ["text" in hand for hand in hands] == [True, False, True]


def test_V13_a_merged_seat_hears_what_comes_for_one_of_its_roles() -> None:
    layout = (((NURSE, SCHOOL), (POLICE,), (HOUSING,)),)
    letter = e.InjectGiven(at=NOON, inject_id=LETTER)
    workshop = fold(IN_THE_NEWS, (opened(layout), entered(PhaseKind.SHARE), letter))
    heard = ["injects" in slices.value(workshop, Scope(Slice.SEAT, seat_id)) for seat_id in (AMAS, BOS)]
    assert heard == [True, False]


def test_T6_T11_the_hand_of_a_single_role_takes_all_that_an_inject_brings() -> None:
    own = tuple(fact(f"nu-own-{n}", NURSE) for n in range(LARGEST_HAND))
    extra = tuple(replace(one, tier=Tier.EXTRA) for one in NEWS_FACTS)
    scenario = replace(IN_THE_NEWS, facts=(*SMALL.facts, *own, *extra))
    alone = hand_of(scenario, (NURSE,), scenario.injects)
    merged = hand_of(scenario, (NURSE, SCHOOL), scenario.injects)
    assert (NU3 in alone, NU3 in merged) == (True, False)


def test_V8_gone_back_to_the_first_read_nobody_is_shown_what_others_read() -> None:
    read = [
        e.FirstReadGiven(
            at=NOON,
            participant_id=who,
            need=5,
            option_id=SMALL.reads.options[0].id,
            line="",
            topic_id=None,
        )
        for who in (AMA, BO, DEE)
    ]
    log = with_counts(SMALL, *around_the_table(PhaseKind.FIRST_READ), *read, entered(PhaseKind.PULSE))
    back = (*log, entered(PhaseKind.FIRST_READ, 9))
    shown = ["spread" in slices.value(fold(SMALL, each), slices.DEBRIEF) for each in (log, back)]
    assert shown == [True, False]


def test_A11_the_plan_says_when_the_debrief_should_begin_and_all_be_over() -> None:
    workshop = fold(SMALL, (opened(), entered(PhaseKind.WELCOME, 3)))
    plan = slices.value(workshop, slices.LEAD)["plan"]
    before = sum(one.minutes for one in SMALL.agenda if not steps.is_debrief(one.kind))
    whole = sum(one.minutes for one in SMALL.agenda)
    start_ms = round(at(3).timestamp() * 1000)
    assert plan["debrief_ms"] == start_ms + before * 60_000
    assert plan["end_ms"] == start_ms + whole * 60_000


def test_V2_an_age_counts_from_the_first_day_the_birth_may_have_been_to_the_death_or_today() -> None:
    born = When(text="2010", first=date(2010, 1, 1), last=date(2010, 12, 31))
    died = When(text="2019-06-01", first=date(2019, 6, 1), last=date(2019, 6, 1))
    one, today = replace(SMALL.people[0], born=born, died=None), date(2020, 6, 1)
    ages = [person_value(person, today)["age"] for person in (one, replace(one, died=died))]
    assert ages == [10, 9]
