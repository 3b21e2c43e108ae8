"""Rules T1-T8: tables and seats."""

from dataclasses import replace

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import ParticipantId, SeatId
from app.domain.log.rejections import (
    DoorLocked,
    NoSuchThing,
    NotInThisPhase,
    NotTakingPart,
    RoleMissing,
    TablesDoNotFit,
    TablesInUse,
    WorkshopFull,
    WorkshopUsedUp,
)
from app.domain.rules import seating
from app.domain.scenario import PhaseKind, Tier
from app.domain.views import slices
from app.domain.workshop.decision import decide, fold
from app.domain.workshop.evolution import evolve
from tests.family import HOUSING, NU1, NURSE, POLICE, ROLES, SC1, SCHOOL, SMALL, fact
from tests.given import Given
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    CAI,
    CAIS,
    DEE,
    DEES,
    EVE,
    FAY,
    NOON,
    ONE_TABLE,
    T1,
    TWO_TABLES,
    around_the_table,
    entered,
    joined,
    opened,
    revealed,
    says,
)


@pytest.mark.parametrize(
    "layout",
    [
        (),
        (((NURSE, SCHOOL), (SCHOOL,), (POLICE,), (HOUSING,)),),
        (((NURSE,), (SCHOOL,), (POLICE,), (HOUSING,), ()),),
    ],
    ids=["no table", "school twice", "a seat without a role"],
)
def test_T1_every_table_plays_every_core_role_once(layout: c.Layout) -> None:
    Given(SMALL).when(says(FAY, c.OpenWorkshop(layout=layout))).then_rejected(TablesDoNotFit)


def test_T1_the_role_that_a_table_lacks_is_named() -> None:
    layout = (*ONE_TABLE, ((NURSE,), (SCHOOL,), (POLICE,)))
    name = SMALL.role_by_id[HOUSING].name
    Given(SMALL).when(says(FAY, c.OpenWorkshop(layout=layout))).then_rejected(RoleMissing, role=name, table=2)


def test_T1_opening_twice_changes_nothing() -> None:
    Given(SMALL, opened()).when(says(FAY, c.OpenWorkshop(layout=TWO_TABLES))).then_nothing()


def test_T2_tables_laid_anew_seat_those_who_wait_in_the_order_they_came() -> None:
    merged = (((NURSE, SCHOOL), (POLICE, HOUSING)),)
    Given(SMALL, opened(), *joined(BO, BOS), *joined(EVE, None), *joined(AMA, AMAS)).when(
        says(FAY, c.ArrangeTables(layout=merged))
    ).then(
        e.TablesArranged(at=NOON, layout=merged),
        e.ParticipantSeated(at=NOON, participant_id=BO, seat_id=SeatId("t1s1")),
        e.ParticipantSeated(at=NOON, participant_id=AMA, seat_id=SeatId("t1s2")),
    )


def test_T4_who_was_removed_or_left_has_a_seat_at_tables_laid_anew_and_takes_none() -> None:
    gone = (e.ParticipantRemoved(at=NOON, participant_id=BO), e.ParticipantLeft(at=NOON, participant_id=CAI))
    before = (opened(), *joined(BO, BOS), *joined(CAI, CAIS), *joined(AMA, AMAS), *gone)
    laid = decide(fold(SMALL, before), says(FAY, c.ArrangeTables(layout=TWO_TABLES)))
    seats = [(one.participant_id, one.seat_id) for one in laid if isinstance(one, e.ParticipantSeated)]
    assert seats == [(AMA, "t1s1"), (BO, "t1s2"), (CAI, "t1s3")]


def test_T2_those_who_wait_keep_what_they_play_where_a_seat_of_it_is_free() -> None:
    merged = (((NURSE, POLICE), (SCHOOL,), (HOUSING,)),) * 2
    placed = (*joined(AMA, DEES), *joined(BO, SeatId("t2s3")), *joined(CAI, DEES), *joined(DEE, DEES))
    laid = decide(fold(SMALL, (opened(TWO_TABLES), *placed)), says(FAY, c.ArrangeTables(layout=merged)))
    seats = {one.participant_id: one.seat_id for one in laid if isinstance(one, e.ParticipantSeated)}
    assert seats == {AMA: "t1s3", BO: "t2s1", CAI: "t2s3", DEE: "t1s1"}


def test_T2_tables_are_laid_anew_only_in_the_lobby() -> None:
    Given(SMALL, opened(), entered(PhaseKind.WELCOME)).when(
        says(FAY, c.ArrangeTables(layout=TWO_TABLES))
    ).then_rejected(NotInThisPhase, phase="The welcome phase")


def test_T2_tables_on_which_facts_lie_are_not_laid_anew() -> None:
    back = entered(PhaseKind.LOBBY)
    Given(SMALL, *around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA), back).when(
        says(FAY, c.ArrangeTables(layout=TWO_TABLES))
    ).then_rejected(TablesInUse)


def test_T2_the_same_tables_again_change_nothing() -> None:
    Given(SMALL, opened()).when(says(FAY, c.ArrangeTables(layout=ONE_TABLE))).then_nothing()


def test_T3_who_joins_gets_the_first_empty_seat() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(
        says(BO, c.JoinWorkshop(participant_id=BO, as_observer=False))
    ).then(*joined(BO, BOS))


def test_T3_a_seat_whose_people_left_is_empty_again() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantLeft(at=NOON, participant_id=AMA)).when(
        says(BO, c.JoinWorkshop(participant_id=BO, as_observer=False))
    ).then(*joined(BO, AMAS))


def test_T3_a_seat_that_nobody_was_removed_from_comes_first() -> None:
    removed = e.ParticipantRemoved(at=NOON, participant_id=AMA)
    Given(SMALL, opened(), *joined(AMA, AMAS), removed).when(
        says(BO, c.JoinWorkshop(participant_id=BO, as_observer=False))
    ).then(*joined(BO, BOS))


def test_T3_late_arrivals_share_the_seat_with_the_smallest_hand_at_the_emptiest_table() -> None:
    workshop = fold(SMALL, (opened(TWO_TABLES),))
    for number in range(9):
        who = ParticipantId(f"p{number}")
        for event in decide(workshop, says(who, c.JoinWorkshop(participant_id=who, as_observer=False))):
            workshop = evolve(workshop, event)
    assert [workshop.participants[ParticipantId(f"p{n}")].seat_id for n in range(9)] == [
        *(f"t1s{place}" for place in range(1, 5)),
        *(f"t2s{place}" for place in range(1, 5)),
        "t1s3",
    ]
    assert min(workshop.tables[T1].seats.values(), key=lambda seat: len(seat.hand)).id == "t1s3"


def test_T3_an_observer_gets_no_seat() -> None:
    Given(SMALL, opened()).when(says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True))).then(
        *joined(EVE, None)
    )


def test_T4_who_was_removed_says_nothing_and_cannot_join_again() -> None:
    removed = Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantRemoved(at=NOON, participant_id=AMA))
    removed.when(says(AMA, c.TakeSeat(seat_id=BOS))).then_rejected(NotTakingPart)
    removed.when(says(AMA, c.JoinWorkshop(participant_id=AMA, as_observer=False))).then_rejected(
        NotTakingPart
    )


def test_T4_who_left_comes_back_to_their_seat() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantLeft(at=NOON, participant_id=AMA)).when(
        says(AMA, c.JoinWorkshop(participant_id=AMA, as_observer=False))
    ).then(e.ParticipantRestored(at=NOON, participant_id=AMA))


@pytest.mark.parametrize("gone", [e.ParticipantLeft, e.ParticipantRemoved])
def test_T4_who_has_gone_is_given_no_other_seat(
    gone: type[e.ParticipantLeft | e.ParticipantRemoved],
) -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS), gone(at=NOON, participant_id=AMA)).when(
        says(FAY, c.SeatParticipant(participant_id=AMA, seat_id=BOS))
    ).then_rejected(NotTakingPart)


def test_T4_a_removed_participant_is_restored_to_their_seat() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantRemoved(at=NOON, participant_id=AMA)).when(
        says(FAY, c.RestoreParticipant(participant_id=AMA))
    ).then(e.ParticipantRestored(at=NOON, participant_id=AMA))


@pytest.mark.parametrize(
    "wish", [c.RemoveParticipant(participant_id=EVE), c.RestoreParticipant(participant_id=EVE)]
)
def test_T4_nobody_unknown_is_removed_or_restored(wish: c.Wish) -> None:
    Given(SMALL, opened()).when(says(FAY, wish)).then_rejected(NoSuchThing, kind="participant")


def test_T4_repeats_change_nothing() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantRemoved(at=NOON, participant_id=AMA)).when(
        says(FAY, c.RemoveParticipant(participant_id=AMA))
    ).then_nothing()
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(
        says(FAY, c.RestoreParticipant(participant_id=AMA))
    ).then_nothing()
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(
        says(AMA, c.JoinWorkshop(participant_id=AMA, as_observer=False))
    ).then_nothing()
    Given(SMALL, opened(), *joined(AMA, AMAS), e.ParticipantLeft(at=NOON, participant_id=AMA)).when(
        says(AMA, c.LeaveWorkshop())
    ).then_nothing()


def test_T5_a_participant_chooses_a_seat_in_the_lobby_or_observes() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(says(AMA, c.TakeSeat(seat_id=BOS))).then(
        e.ParticipantSeated(at=NOON, participant_id=AMA, seat_id=BOS)
    )
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(says(AMA, c.TakeSeat(seat_id=None))).then(
        e.ParticipantSeated(at=NOON, participant_id=AMA, seat_id=None)
    )


def test_T5_later_only_the_facilitator_moves_people() -> None:
    sharing = Given(SMALL, *around_the_table(PhaseKind.SHARE))
    sharing.when(says(AMA, c.TakeSeat(seat_id=BOS))).then_rejected(NotInThisPhase, phase="The share phase")
    sharing.when(says(FAY, c.SeatParticipant(participant_id=AMA, seat_id=BOS))).then(
        e.ParticipantSeated(at=NOON, participant_id=AMA, seat_id=BOS)
    )


def test_T5_nobody_is_seated_where_there_is_no_seat() -> None:
    Given(SMALL, opened(), *joined(AMA, AMAS)).when(
        says(AMA, c.TakeSeat(seat_id=SeatId("t9s9")))
    ).then_rejected(NoSuchThing, kind="seat")


def test_T6_a_large_merged_hand_leaves_its_extra_facts_out() -> None:
    extra = tuple(fact(f"nu-x{number}", NURSE, tier=Tier.EXTRA) for number in range(8))
    scenario = replace(SMALL, facts=(*SMALL.facts, *extra))
    alone = seating.hand_of(scenario, (NURSE,))
    merged = seating.hand_of(scenario, (NURSE, SCHOOL))
    assert {fact.id for fact in extra} <= alone
    assert merged == seating.hand_of(SMALL, (NURSE, SCHOOL))


def test_T7_a_workshop_takes_at_most_two_hundred_people() -> None:
    crowd = [event for number in range(200) for event in joined(ParticipantId(f"p{number}"), AMAS)]
    Given(SMALL, opened(), *crowd).when(
        says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True))
    ).then_rejected(WorkshopFull, most=200)


def test_T7_who_left_or_was_removed_holds_no_place() -> None:
    crowd = [event for number in range(200) for event in joined(ParticipantId(f"p{number}"), AMAS)]
    left = e.ParticipantLeft(at=NOON, participant_id=ParticipantId("p1"))
    removed = e.ParticipantRemoved(at=NOON, participant_id=ParticipantId("p2"))
    comes = says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True))
    for gone in (left, removed):
        Given(SMALL, opened(), *crowd, gone).when(comes).then(*joined(EVE, None))
    full = Given(SMALL, opened(), *crowd, left, removed, *joined(EVE, None), *joined(DEE, None))
    back = c.JoinWorkshop(participant_id=left.participant_id, as_observer=False)
    full.when(says(left.participant_id, back)).then_rejected(WorkshopFull, most=200)
    restored = c.RestoreParticipant(participant_id=removed.participant_id)
    full.when(says(FAY, restored)).then_rejected(WorkshopFull, most=200)
    full.when(says(EVE, comes.wish)).then_nothing()


def test_T12_a_locked_door_keeps_out_whoever_is_new_and_nobody_who_takes_part() -> None:
    locked = e.DoorSet(at=NOON, is_locked=True)
    left = e.ParticipantLeft(at=NOON, participant_id=BO)
    inside = Given(SMALL, opened(), *joined(AMA, AMAS), *joined(BO, None), left, locked)
    for who in (EVE, BO):
        inside.when(says(who, c.JoinWorkshop(participant_id=who, as_observer=False))).then_rejected(
            DoorLocked
        )
    inside.when(says(AMA, c.JoinWorkshop(participant_id=AMA, as_observer=False))).then_nothing()
    inside.when(says(FAY, c.SetDoor(is_locked=True))).then_nothing()
    restored = c.RestoreParticipant(participant_id=BO)
    inside.when(says(FAY, restored)).then(e.ParticipantRestored(at=NOON, participant_id=BO))
    inside.when(says(FAY, c.SetDoor(is_locked=False))).then(e.DoorSet(at=NOON, is_locked=False))
    again = Given(SMALL, opened(), locked, e.DoorSet(at=NOON, is_locked=False))
    again.when(says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True))).then(*joined(EVE, None))


def test_T4_several_are_removed_at_once_or_none_of_them() -> None:
    removed = e.ParticipantRemoved(at=NOON, participant_id=BO)
    here = Given(SMALL, opened(), *joined(AMA, AMAS), *joined(BO, None), *joined(EVE, None), removed)
    several = c.RemoveParticipants(participant_ids=frozenset({AMA, BO, EVE}))
    gone = [e.ParticipantRemoved(at=NOON, participant_id=who) for who in sorted((AMA, EVE))]
    here.when(says(FAY, several)).then(*gone)
    nobody = c.RemoveParticipants(participant_ids=frozenset({AMA, ParticipantId("nobody")}))
    here.when(says(FAY, nobody)).then_rejected(NoSuchThing, kind="participant")


def test_T7_a_thousand_join_and_no_more_however_many_have_gone() -> None:
    came = [ParticipantId(f"p{number}") for number in range(1_000)]
    crowd = [
        event
        for who in came
        for event in (*joined(who, AMAS), e.ParticipantLeft(at=NOON, participant_id=who))
    ]
    full = Given(SMALL, opened(), *crowd)
    full.when(says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True))).then_rejected(
        WorkshopUsedUp, most=1_000
    )
    back = c.JoinWorkshop(participant_id=came[0], as_observer=False)
    full.when(says(came[0], back)).then(e.ParticipantRestored(at=NOON, participant_id=came[0]))


@pytest.mark.parametrize("people", range(1, 61))
def test_T8_a_proposal_seats_everybody_at_tables_of_five_to_seven(people: int) -> None:
    layout = seating.propose(SMALL, people)
    assert len(layout) == (1 if people <= 9 else -(-people // 7))
    for table in layout:
        assert sorted(role for seat in table for role in seat) == sorted(ROLES)
    sizes = [len(table) for table in layout]
    assert max(sizes) - min(sizes) <= 1
    Given(SMALL).when(says(FAY, c.OpenWorkshop(layout=layout))).then(e.WorkshopOpened(at=NOON, layout=layout))


def test_T8_removed_people_keep_nobody_from_a_seat() -> None:
    gone = e.ParticipantRemoved(at=NOON, participant_id=CAI)
    Given(SMALL, *around_the_table(PhaseKind.SHARE), gone).when(
        says(DEE, c.JoinWorkshop(participant_id=EVE, as_observer=False))
    ).then(*joined(EVE, SeatId("t1s3")))


def test_T9_the_console_says_what_is_out_of_reach_while_seats_are_empty() -> None:
    workshop = fold(SMALL, (opened(), *joined(AMA, AMAS), *joined(BO, BOS)))
    assert slices.value(workshop, slices.LEAD)["out_of_reach"] == {
        "t1": {"roles": "police,housing", "insights": 2}
    }
    full = fold(SMALL, around_the_table(PhaseKind.LOBBY))
    assert slices.value(full, slices.LEAD)["out_of_reach"] == {}


def test_T10_a_layout_is_weighed_before_it_is_laid() -> None:
    safe, unsafe = seating.weigh(SMALL, (ONE_TABLE[0], ((NURSE, SCHOOL), (POLICE,), (HOUSING,))))
    assert (safe.given_away, safe.lost, safe.left_out) == (frozenset(), frozenset(), frozenset())
    assert (unsafe.given_away, unsafe.lost) == ({"one"}, frozenset())


def test_T10_the_console_goes_on_saying_what_one_hand_gives_away() -> None:
    unsafe = (ONE_TABLE[0], ((NURSE, SCHOOL), (POLICE,), (HOUSING,)))
    workshop = fold(SMALL, (opened(unsafe),))
    assert slices.value(workshop, slices.LEAD)["given_away"] == {
        "t2": {"roles": "nurse,school", "insights": 1}
    }
    assert "given_away" not in slices.value(fold(SMALL, (opened(),)), slices.LEAD)


def test_T10_extra_facts_that_a_hand_cannot_hold_may_cost_an_insight() -> None:
    extra = tuple(fact(f"nu-x{number}", NURSE, tier=Tier.EXTRA) for number in range(8))
    needs_extra = replace(SMALL.insights[0], solved_by=(frozenset({extra[0].id, SC1}),))
    scenario = replace(SMALL, facts=(*SMALL.facts, *extra), insights=(needs_extra, *SMALL.insights[1:]))
    (weight,) = seating.weigh(scenario, (((NURSE, POLICE), (SCHOOL,), (HOUSING,)),))
    assert (weight.lost, weight.left_out) == ({"one"}, {fact.id for fact in extra})
