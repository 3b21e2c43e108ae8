"""Rules A1-A5: phases, pauses and the clock."""

import typing
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import BarrierId, TableId, Wish
from app.domain.log.rejections import (
    NoSuchThing,
    NotInThisPhase,
    Paused,
    PhaseHasMoved,
    TooLateToUndo,
)
from app.domain.log.state import Pause, PhaseRun, Workshop
from app.domain.rules import agenda, steps
from app.domain.rules.wishes import ROW_OF, may, require
from app.domain.scenario import PhaseId, PhaseKind
from app.domain.views import slices
from app.domain.workshop.decision import decide, fold
from tests.family import NU1, PHASE, SMALL
from tests.given import Given
from tests.people import (
    AMA,
    AMAS,
    EVE,
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

WISHES: tuple[type[Wish], ...] = typing.get_args(Wish)


def test_A1_every_wish_names_the_phases_that_allow_it() -> None:
    assert set(ROW_OF) == set(WISHES)


@pytest.mark.parametrize("kind", PhaseKind)
def test_A1_a_fact_is_revealed_only_while_facts_are_shared(kind: PhaseKind) -> None:
    command = says(AMA, c.RevealFact(fact_id=NU1))
    workshop = fold(SMALL, around_the_table(kind))
    if kind in (PhaseKind.SHARE, PhaseKind.ASK_AND_LINK):
        assert decide(workshop, command) == (revealed(NU1, AMAS, AMA),)
    else:
        with pytest.raises(NotInThisPhase):
            decide(workshop, command)


def test_A1_what_is_so_already_is_never_refused() -> None:
    Given(SMALL, *around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA), entered(PhaseKind.VOTE)).when(
        says(AMA, c.RevealFact(fact_id=NU1))
    ).then_nothing()


def test_A1_the_phase_is_the_reason_given_before_any_other() -> None:
    Given(SMALL, *around_the_table(PhaseKind.WELCOME)).when(
        says(AMA, c.VoteForBarrier(barrier_id=BarrierId("none")))
    ).then_rejected(NotInThisPhase, phase="The welcome phase")


def test_A2_moving_to_the_phase_that_runs_changes_nothing() -> None:
    Given(SMALL, opened(), entered(PhaseKind.WELCOME)).when(
        says(FAY, c.MoveToPhase(from_phase_id=PHASE[PhaseKind.LOBBY], phase_id=PHASE[PhaseKind.WELCOME]))
    ).then_nothing()


def test_A3_a_second_tap_on_next_does_not_skip_a_phase() -> None:
    Given(SMALL, opened(), entered(PhaseKind.READ)).when(
        says(FAY, c.MoveToPhase(from_phase_id=PHASE[PhaseKind.LOBBY], phase_id=PHASE[PhaseKind.WELCOME]))
    ).then_rejected(PhaseHasMoved, phase="The read phase")


def test_A3_the_facilitator_moves_on_back_and_across() -> None:
    for kind in (PhaseKind.WELCOME, PhaseKind.LOBBY, PhaseKind.CLOSED):
        Given(SMALL, opened(), entered(PhaseKind.READ)).when(
            says(FAY, c.MoveToPhase(from_phase_id=PHASE[PhaseKind.READ], phase_id=PHASE[kind]), minutes=3)
        ).then(entered(kind, minutes=3))


def test_A3_there_is_no_moving_to_an_unknown_phase() -> None:
    Given(SMALL, opened()).when(
        says(FAY, c.MoveToPhase(from_phase_id=PHASE[PhaseKind.LOBBY], phase_id=PhaseId("tea")))
    ).then_rejected(NoSuchThing, kind="phase")


def test_A3_minutes_are_added_to_the_phase_that_was_looked_at() -> None:
    reading = Given(SMALL, opened(), entered(PhaseKind.READ))
    reading.when(says(FAY, c.ExtendPhase(phase_id=PHASE[PhaseKind.READ], seconds=60))).then(
        e.PhaseExtended(at=NOON, seconds=60)
    )
    reading.when(says(FAY, c.ExtendPhase(phase_id=PHASE[PhaseKind.WELCOME], seconds=60))).then_rejected(
        PhaseHasMoved, phase="The read phase"
    )
    reading.when(says(FAY, c.ExtendPhase(phase_id=PHASE[PhaseKind.READ], seconds=0))).then_nothing()


def test_A10_minutes_are_taken_off_down_to_now_and_no_further() -> None:
    wish = c.ExtendPhase(phase_id=PHASE[PhaseKind.SHARE], seconds=-120)
    begun = (opened(), entered(PhaseKind.SHARE))
    sharing = Given(SMALL, *begun)
    sharing.when(says(FAY, wish, minutes=1)).then(e.PhaseExtended(at=at(1), seconds=-120))
    sharing.when(says(FAY, wish, minutes=4)).then(e.PhaseExtended(at=at(4), seconds=-60))
    sharing.when(says(FAY, wish, minutes=9)).then_nothing()
    Given(SMALL, *begun, e.WorkshopPaused(at=at(4), reason="")).when(says(FAY, wish, minutes=9)).then(
        e.PhaseExtended(at=at(9), seconds=-60)
    )


PAUSED = (*around_the_table(PhaseKind.SHARE), e.WorkshopPaused(at=at(1), reason="fire alarm"))


def test_A4_a_pause_stops_what_participants_write() -> None:
    Given(SMALL, *PAUSED).when(says(AMA, c.RevealFact(fact_id=NU1))).then_rejected(Paused)


def test_A4_people_come_and_go_and_the_facilitator_goes_on_in_a_pause() -> None:
    workshop = fold(SMALL, PAUSED)
    assert decide(workshop, says(EVE, c.JoinWorkshop(participant_id=EVE, as_observer=True)))
    assert decide(workshop, says(AMA, c.LeaveWorkshop()))
    assert decide(workshop, says(FAY, c.RevealFact(fact_id=NU1, seat_id=AMAS)))


def test_A4_pausing_and_resuming_twice_changes_nothing() -> None:
    Given(SMALL, *PAUSED).when(says(FAY, c.PauseWorkshop(reason="again"))).then_nothing()
    Given(SMALL, opened()).when(says(FAY, c.ResumeWorkshop())).then_nothing()


def test_A4_the_clock_stands_still_while_paused() -> None:
    paused = fold(SMALL, (opened(), entered(PhaseKind.SHARE), e.WorkshopPaused(at=at(2), reason="")))
    assert (agenda.ends_at(paused), agenda.left_s(paused)) == (None, 180.0)
    resumed = fold(
        SMALL,
        (
            opened(),
            entered(PhaseKind.SHARE),
            e.WorkshopPaused(at=at(2), reason=""),
            e.WorkshopResumed(at=at(12)),
            e.PhaseExtended(at=at(12), seconds=-60),
        ),
    )
    assert (agenda.ends_at(resumed), agenda.left_s(resumed)) == (at(14), None)


def test_A9_a_pause_goes_along_to_the_next_step_and_ends_with_the_workshop() -> None:
    def moved(kind: PhaseKind) -> c.MoveToPhase:
        return c.MoveToPhase(from_phase_id=PHASE[PhaseKind.SHARE], phase_id=PHASE[kind])

    paused = Given(SMALL, *PAUSED)
    paused.when(says(FAY, moved(PhaseKind.PULSE), minutes=4)).then(
        entered(PhaseKind.PULSE, minutes=4), e.WorkshopPaused(at=at(4), reason="fire alarm")
    )
    paused.when(says(FAY, moved(PhaseKind.CLOSED), minutes=4)).then(entered(PhaseKind.CLOSED, minutes=4))


def test_A9_a_move_taken_back_leaves_the_pause_as_it_is() -> None:
    undo = says(FAY, c.UndoMove(phase_id=PHASE[PhaseKind.PULSE]), minutes=4)
    back = e.MoveUndone(at=at(4))
    along = (*PAUSED, entered(PhaseKind.PULSE, minutes=4), e.WorkshopPaused(at=at(4), reason="fire alarm"))
    Given(SMALL, *along).when(undo).then(back)
    Given(SMALL, *along, e.WorkshopResumed(at=at(4))).when(undo).then(back, e.WorkshopResumed(at=at(4)))
    begun = (*around_the_table(PhaseKind.SHARE), entered(PhaseKind.PULSE, minutes=4))
    Given(SMALL, *begun, e.WorkshopPaused(at=at(4), reason="noise")).when(undo).then(
        back, e.WorkshopPaused(at=at(4), reason="noise")
    )


def test_A9_an_end_taken_back_finds_the_pause_again() -> None:
    Given(SMALL, *PAUSED, entered(PhaseKind.CLOSED, minutes=4)).when(
        says(FAY, c.UndoMove(phase_id=PHASE[PhaseKind.CLOSED]), minutes=4)
    ).then(e.MoveUndone(at=at(4)))


def test_A4_the_next_phase_starts_with_a_running_clock_and_the_pause_is_remembered() -> None:
    workshop = fold(SMALL, (*PAUSED, entered(PhaseKind.PULSE, minutes=4)))
    assert agenda.ends_at(workshop) == at(4) + timedelta(minutes=5)
    assert workshop.runs[-2:] == (
        PhaseRun(
            phase_id=PHASE[PhaseKind.SHARE],
            entered_at=NOON,
            left_at=at(4),
            pauses=(Pause(since=at(1), until=at(4)),),
        ),
        PhaseRun(phase_id=PHASE[PhaseKind.PULSE], entered_at=at(4), left_at=None),
    )


def test_A5_nothing_happens_by_itself_when_the_time_is_over() -> None:
    late = says(AMA, c.RevealFact(fact_id=NU1), minutes=90)
    assert decide(fold(SMALL, around_the_table(PhaseKind.SHARE)), late) == (
        revealed(NU1, AMAS, AMA, at=at(90)),
    )


def test_A5_untimed_phases_have_no_end() -> None:
    assert agenda.ends_at(fold(SMALL, (opened(),))) is None
    assert agenda.left_s(fold(SMALL, (opened(), e.WorkshopPaused(at=at(1), reason="")))) is None


MOVED = (
    *around_the_table(PhaseKind.SHARE),
    e.WorkshopPaused(at=at(2), reason="a question"),
    entered(PhaseKind.PULSE, 3),
    e.WorkshopPaused(at=at(3), reason="a question"),
)
UNDO = c.UndoMove(phase_id=PHASE[PhaseKind.PULSE])


def test_A6_the_last_move_is_taken_back_as_if_it_had_not_been_made() -> None:
    undone = e.MoveUndone(at=at(3.1))
    Given(SMALL, *MOVED).when(says(FAY, UNDO, minutes=3.1)).then(undone)
    before, after = fold(SMALL, MOVED[:-2]), fold(SMALL, (*MOVED, undone))
    assert replace(after, left=None) == replace(before, left=None)


def test_A6_what_was_said_meanwhile_stays() -> None:
    barrier = e.ParticipantJoined(at=at(3), participant_id=EVE)
    assert EVE in fold(SMALL, (*MOVED, barrier, e.MoveUndone(at=at(3.1)))).participants


def test_A6_an_old_move_stays_made_and_undoing_twice_changes_nothing() -> None:
    Given(SMALL, *MOVED).when(says(FAY, UNDO, minutes=3.5)).then_rejected(TooLateToUndo, seconds=12)
    Given(SMALL, *MOVED).when(says(FAY, UNDO, minutes=3.2)).then(e.MoveUndone(at=at(3.2)))
    Given(SMALL, *MOVED, e.MoveUndone(at=at(3.1))).when(says(FAY, UNDO, minutes=3.1)).then_nothing()
    Given(SMALL, *MOVED, entered(PhaseKind.READ, 3.05)).when(says(FAY, UNDO, minutes=3.1)).then_nothing()


def test_V10_a_screen_turned_to_a_table_that_is_laid_no_more_shows_all_and_can_be_blanked() -> None:
    chosen = e.ScreenSet(at=NOON, table_id=TableId("t2"), is_blank=False, is_frozen=True)
    before = (opened(TWO_TABLES), chosen)
    assert fold(SMALL, (*before, e.TablesArranged(at=NOON, layout=TWO_TABLES))).screen.table_id == "t2"
    screen = fold(SMALL, (*before, e.TablesArranged(at=NOON, layout=ONE_TABLE))).screen
    assert (screen.table_id, screen.is_frozen) == (None, True)


def test_V10_the_screen_is_set_to_tables_that_are_there() -> None:
    one = c.SetScreen(table_id=T1, is_blank=False, is_frozen=True)
    shown = e.ScreenSet(at=NOON, table_id=T1, is_blank=False, is_frozen=True)
    Given(SMALL, opened()).when(says(FAY, one)).then(shown)
    Given(SMALL, opened(), shown).when(says(FAY, one)).then_nothing()
    Given(SMALL, opened()).when(
        says(FAY, c.SetScreen(table_id=TableId("t9"), is_blank=False, is_frozen=False))
    ).then_rejected(NoSuchThing, kind="table")


def test_V10_all_threads_and_the_code_are_switched_on_and_off_for_the_screen() -> None:
    with_both = {"table_id": None, "is_blank": False, "is_frozen": False, "shows_threads": True}
    wish, shown = (
        c.SetScreen(**with_both, shows_code=True),
        e.ScreenSet(at=NOON, **with_both, shows_code=True),
    )
    Given(SMALL, opened()).when(says(FAY, wish)).then(shown)
    Given(SMALL, opened(), shown).when(says(FAY, wish)).then_nothing()
    off = c.SetScreen(table_id=None, is_blank=False, is_frozen=False)
    Given(SMALL, opened(), shown).when(says(FAY, off)).then(
        e.ScreenSet(at=NOON, table_id=None, is_blank=False, is_frozen=False)
    )


@pytest.mark.parametrize("kind", PhaseKind)
def test_A11_a_step_says_what_it_allows_and_only_that_is_taken(kind: PhaseKind) -> None:
    workshop = fold(SMALL, around_the_table(kind))
    agenda_slice = slices.value(workshop, slices.AGENDA)
    said = agenda_slice["allows"] | slices.value(workshop, slices.LEAD)["allows"]
    assert set(said) == {audience.value for audience in Audience} - {Audience.SCREEN.value}
    for audience, names in said.items():
        taken = {
            row.name
            for row in ROW_OF.values()
            if may(Audience(audience), row.wish) and not _is_refused(workshop, row.wish)
        }
        assert set(names.split(",")) - {""} == taken


def _is_refused(workshop: Workshop, wish: type[Wish]) -> bool:
    try:
        require(workshop, object.__new__(wish), by_facilitator=False)
    except NotInThisPhase:
        return True
    return False


def test_A11_the_hour_has_three_stretches_in_order() -> None:
    parts = [steps.part_of(phase.kind) for phase in SMALL.agenda]
    assert parts == sorted(parts, key=list(steps.Part).index)
    assert {kind for kind in PhaseKind if steps.part_of(kind) is steps.Part.SHARING} >= steps.SHARING


def test_A11_the_plan_names_the_next_step_of_the_debrief() -> None:
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE),))
    plan = slices.value(workshop, slices.LEAD)["plan"]
    ahead = [phase.kind for phase in SMALL.agenda[plan["debrief_step"] :]]
    assert steps.is_debrief(ahead[0])
    assert not any(steps.is_debrief(phase.kind) for phase in SMALL.agenda[: plan["debrief_step"]])
    closed = fold(SMALL, around_the_table(PhaseKind.CLOSED))
    assert "debrief_step" not in slices.value(closed, slices.LEAD).get("plan", {})
