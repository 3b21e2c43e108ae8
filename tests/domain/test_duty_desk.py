"""Rule V11: the duty desk, and the numbers by which facts are found on paper."""

from dataclasses import replace

from app.domain.log import events as e
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.views import slices
from app.domain.views.duty_desk import desk_value, numbers
from app.domain.workshop.decision import fold
from tests.family import PO1, PO2, SMALL
from tests.people import CAI, CAIS, NOON, T1, TWO_TABLES, around_the_table, entered, opened


def test_V11_every_fact_has_one_number_from_one_on() -> None:
    assert sorted(numbers(SMALL).values()) == list(range(1, len(SMALL.facts) + 1))


def test_V11_a_number_does_not_follow_the_order_in_which_facts_were_written() -> None:
    assert list(numbers(SMALL)) != [fact.id for fact in SMALL.facts]


def test_V11_numbers_stay_while_the_scenarios_version_does() -> None:
    reworded = replace(SMALL, facts=tuple(replace(fact, text="other") for fact in reversed(SMALL.facts)))
    assert numbers(reworded) == numbers(SMALL)
    assert numbers(replace(SMALL, version="1.0.1")) != numbers(SMALL)


def test_V11_the_desk_shows_every_hand_of_every_table_and_what_is_held_back() -> None:
    workshop = fold(SMALL, (opened(TWO_TABLES),))
    shown = desk_value(workshop)
    assert {seat["table"] for seat in shown["seats"].values()} == {"t1", "t2"}
    assert all(
        set(seat["hand"].split(",")) == workshop.seat(seat_id).hand
        for seat_id, seat in shown["seats"].items()
    )
    assert shown["facts"][PO2]["minimum"] == "least-po-2"
    held = e.FactHeldBack(at=NOON, table_id=T1, seat_id=CAIS, fact_id=PO1, reason=BarrierCategory.FEAR)
    on_paper = fold(SMALL, (opened(), entered(PhaseKind.SHARE), held))
    assert desk_value(on_paper)["seats"][CAIS]["held_back"] == {PO1: {"reason": "fear"}}


def test_J9_the_desk_does_not_say_why_somebody_who_sat_there_held_a_fact_back() -> None:
    held = e.FactHeldBack(at=NOON, table_id=T1, seat_id=CAIS, fact_id=PO1, reason=BarrierCategory.FEAR)
    left = e.ParticipantLeft(at=NOON, participant_id=CAI)
    for events in ((held,), (held, left)):
        kept = fold(SMALL, (*around_the_table(PhaseKind.SHARE), *events))
        assert desk_value(kept)["seats"][CAIS]["held_back"] == {PO1: {}}


def test_V11_no_other_audience_has_the_desks_scope() -> None:
    workshop = fold(SMALL, around_the_table(PhaseKind.SHARE))
    others = [slices.facilitator(), slices.screen(), slices.table_screen(T1)]
    others += [slices.participant(workshop, one) for one in workshop.participants]
    assert slices.DESK in slices.desk()
    assert not any(slices.DESK in scopes for scopes in others)
