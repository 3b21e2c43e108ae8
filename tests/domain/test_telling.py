"""Rule V14: which events tell which slices' audiences something, through random legal histories."""

from random import Random

import pytest

from app.domain.log import events as e
from app.domain.log.commands import BarrierId, Setting
from app.domain.log.events import Event
from app.domain.log.state import Table, Workshop
from app.domain.rules import sharing
from app.domain.rules.agenda import has_reached
from app.domain.scenario import BarrierCategory, FactId, PhaseKind
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.domain.views.touch import told, touched
from app.domain.workshop.decision import fold
from app.domain.workshop.evolution import evolve
from app.wire.numbering import changes_of
from tests.family import IN_THE_NEWS
from tests.histories import history
from tests.people import AMA, NOON, TWO_TABLES, around_the_table

PRIVATE = {"FactHeldBack", "FirstReadGiven", "SecondReadGiven", "BarrierVoted", "VoteWithdrawn", "CheckedOut"}
SHARED = (Slice.AGENDA, Slice.FAMILY, Slice.TABLE, Slice.SHOWN, Slice.STAGE, Slice.DEBRIEF)


def _differs(before: Workshop, after: Workshop, scope: Scope) -> bool:
    try:
        return slices.value(before, scope) != slices.value(after, scope)
    except KeyError:  # who or what it is about came with the event
        return True


def _steps(seed: int) -> list[tuple[Workshop, Event, Workshop]]:
    steps = []
    for step in history(IN_THE_NEWS, TWO_TABLES, Random(seed), steps=250):
        workshop = step.before
        for event in step.events:
            steps.append((workshop, event, after := evolve(workshop, event)))
            workshop = after
    return steps


@pytest.mark.parametrize("seed", range(6))
def test_V14_whoever_sees_a_change_is_told_and_of_private_steps_nobody_else(seed: int) -> None:
    private = 0
    for before, event, after in _steps(seed):
        scopes = told(before, after, event)
        assert scopes <= touched(before, after, event)
        for scope in slices.everything(after):
            is_own = changes_of(scope, before) < changes_of(scope, after)  # numbered by itself
            assert scope in scopes or is_own or not _differs(before, after, scope), (event, scope)
        if type(event).__name__ in PRIVATE:
            private += 1
            too_many = {one for one in scopes if one.slice in SHARED and not _differs(before, after, one)}
            assert not too_many, event
    assert private > 5


def test_V14_of_several_tables_a_screen_is_told_what_changes_the_figures_of_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor are the other tables looked at for it: a restart counts every event of the log."""
    at_a_table = ("FactRevealed", "RoleAsked", "AskAnswered", "FactsLinked", "FactMentionedAgain", "HandRead")
    dealt, looked_at, outcomes = sharing.in_play, set[str](), set[bool]()

    def in_play(table: Table) -> frozenset[FactId]:
        looked_at.add(table.id)
        return dealt(table)

    monkeypatch.setattr(sharing, "in_play", in_play)
    for before, event, after in _steps(3):
        if type(event).__name__ not in at_a_table or has_reached(after, PhaseKind.REVEAL):
            continue
        looked_at.clear()
        is_told = slices.SHOWN in told(before, after, event)
        assert len(looked_at) == (0 if after.screen.is_blank else 1), event
        assert is_told == _differs(before, after, slices.SHOWN), event
        outcomes.add(is_told)
    assert outcomes == {True, False}


def test_V14_a_private_step_is_told_to_its_own_seat_and_to_who_leads() -> None:
    steps = [step for seed in range(4) for step in _steps(seed)]
    held_back = [one for one in steps if type(one[1]).__name__ == "FactHeldBack"]
    early = [one for one in held_back if not has_reached(one[0], PhaseKind.REVEAL)]
    assert early
    for before, event, after in early:
        slices = sorted(one.slice for one in told(before, after, event))
        assert slices == [Slice.DESK, Slice.SEAT, Slice.TABLES], event


def test_V14_who_has_a_vote_back_is_told_by_no_number() -> None:
    """A vote that is given back changes what is somebody's own; that is counted there, as each vote was."""
    barrier_id = BarrierId("b-1")
    raised = e.BarrierRaised(
        barrier_id=barrier_id, category=BarrierCategory.FEAR, text="", setting=Setting.EXERCISE
    )
    vote = e.BarrierVoted(at=NOON, participant_id=AMA, barrier_id=barrier_id)
    before = fold(IN_THE_NEWS, (*around_the_table(PhaseKind.VOTE), raised, vote))
    hidden = e.BarrierHidden(at=NOON, barrier_id=barrier_id)
    scopes = told(before, evolve(before, hidden), hidden)
    assert Scope(Slice.MINE, AMA) in touched(before, evolve(before, hidden), hidden)
    assert {one.slice for one in scopes} == {Slice.DEBRIEF, Slice.MODERATION, Slice.LEAD}
