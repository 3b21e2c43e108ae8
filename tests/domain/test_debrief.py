"""Rules D1-D11: barriers, votes, commitments, check-out."""

import dataclasses
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import (
    BarrierId,
    CommitmentId,
    Reach,
    Setting,
    Standing,
)
from app.domain.log.rejections import (
    BarriersUsedUp,
    DueOutOfRange,
    NoSuchThing,
    NotOnTheScale,
    NotSeated,
    NoVotesLeft,
    TooManyBarriers,
    TooManyCommitments,
)
from app.domain.rules import counting, debrief
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.views import slices
from app.domain.workshop.decision import fold
from tests.family import PHASE, SMALL
from tests.given import Given, with_counts
from tests.people import AMA, BO, CAI, EVE, FAY, NOON, around_the_table, entered, joined, says

B1, B2, B3, B4 = (BarrierId(f"barrier-{number}") for number in (1, 2, 3, 4))
C1 = CommitmentId("commitment-1")


def _raised(barrier_id: BarrierId = B1) -> e.BarrierRaised:
    return e.BarrierRaised(
        barrier_id=barrier_id, category=BarrierCategory.FEAR, text="If I am wrong…", setting=Setting.REAL_WORK
    )


def _kept(barrier_id: BarrierId = B1) -> e.BarrierKept:
    return e.BarrierKept(
        barrier_id=barrier_id, category=BarrierCategory.FEAR, text="If I am wrong…", setting=Setting.REAL_WORK
    )


def _raise(barrier_id: BarrierId = B1) -> c.RaiseBarrier:
    return c.RaiseBarrier(
        barrier_id=barrier_id, category=BarrierCategory.FEAR, text="If I am wrong…", setting=Setting.REAL_WORK
    )


FOUR = tuple(_raised(barrier_id) for barrier_id in (B1, B2, B3, B4))
WRITING = around_the_table(PhaseKind.BARRIERS)
VOTING = (*WRITING, *FOUR, entered(PhaseKind.VOTE))


def _voted(barrier_id: BarrierId) -> e.BarrierVoted:
    return e.BarrierVoted(at=NOON, participant_id=AMA, barrier_id=barrier_id)


@pytest.mark.parametrize("who", [AMA, FAY, EVE], ids=["participant", "facilitator", "observer"])
def test_D1_a_barrier_is_raised_without_author_and_without_time(who: Any) -> None:
    Given(SMALL, *WRITING, *joined(EVE, None)).when(says(who, _raise())).then(
        _raised() if who is FAY else _kept()
    )
    assert {field.name for field in dataclasses.fields(e.BarrierRaised)} == {
        "barrier_id",
        "category",
        "text",
        "setting",
    }


def test_D1_a_barrier_raised_twice_is_one_barrier() -> None:
    Given(SMALL, *WRITING, _raised()).when(says(BO, _raise())).then_nothing()
    Given(SMALL, *WRITING, _kept()).when(says(BO, _raise())).then_nothing()


def test_D11_barriers_from_phones_wait_for_two_more_or_the_end_of_the_step() -> None:
    """Who leads sees them three at a time, in no order, and sees nothing of one that waits."""
    one, two = (*WRITING, _kept(B2)), (*WRITING, _kept(B2), _kept(B1))
    assert _led(*one) == _led(*two) == _led(*WRITING)
    Given(SMALL, *two).when(says(FAY, c.Settle())).then_nothing()
    three = (*two, _kept(B3))
    came_in = tuple(_raised(barrier_id) for barrier_id in _shuffled(B1, B2, B3))
    Given(SMALL, *three).when(says(FAY, c.Settle())).then(*came_in)
    over = says(FAY, c.MoveToPhase(from_phase_id=PHASE[PhaseKind.BARRIERS], phase_id=PHASE[PhaseKind.VOTE]))
    Given(SMALL, *two).when(over).then(
        *(_raised(barrier_id) for barrier_id in _shuffled(B1, B2)), entered(PhaseKind.VOTE)
    )


def test_D11_what_who_leads_raises_is_theirs_and_waits_for_nothing() -> None:
    Given(SMALL, *WRITING, _kept(B2)).when(says(FAY, _raise())).then(_raised())


def _shuffled(*ids: BarrierId) -> list[BarrierId]:
    return sorted(ids, key=lambda one: sha256(one.encode()).hexdigest())


def _led(*events: e.Event) -> list[Any]:
    workshop = fold(SMALL, events)
    return [slices.value(workshop, scope) for scope in (*slices.desk(), slices.DEBRIEF, slices.SHOWN)]


def test_D1_the_facilitator_edits_hides_shows_and_weighs_barriers() -> None:
    hidden = e.BarrierHidden(at=NOON, barrier_id=B1)
    edit = c.EditBarrier(barrier_id=B1, category=BarrierCategory.LAW, text="[name]")
    edited = e.BarrierEdited(at=NOON, barrier_id=B1, category=BarrierCategory.LAW, text="[name]")
    weigh = c.WeighBarrier(barrier_id=B1, standing=Standing.BELIEF, reach=Reach.AGENCY)
    weighed = e.BarrierWeighed(at=NOON, barrier_id=B1, standing=Standing.BELIEF, reach=Reach.AGENCY)
    meaning = (*VOTING, entered(PhaseKind.MEANING))
    for before, wish, after in (
        ((), c.HideBarrier(barrier_id=B1), hidden),
        ((hidden,), c.ShowBarrier(barrier_id=B1), e.BarrierShown(at=NOON, barrier_id=B1)),
        ((), edit, edited),
        ((), weigh, weighed),
    ):
        Given(SMALL, *meaning, *before).when(says(FAY, wish)).then(after)
    for before, wish in (
        (hidden, c.HideBarrier(barrier_id=B1)),
        (edited, edit),
        (weighed, weigh),
        (e.BarrierShown(at=NOON, barrier_id=B1), c.ShowBarrier(barrier_id=B1)),
    ):
        Given(SMALL, *meaning, before).when(says(FAY, wish)).then_nothing()


def test_D1_an_unknown_barrier_is_refused() -> None:
    Given(SMALL, *WRITING).when(says(FAY, c.HideBarrier(barrier_id=B1))).then_rejected(
        NoSuchThing, kind="barrier"
    )


CHECKING_OUT = around_the_table(PhaseKind.CHECK_OUT)
OUT = c.CheckOut(confidence_then=3, confidence_now=6, takeaway="Ask.")
CHECKED_OUT = e.CheckedOut(at=NOON, participant_id=AMA, confidence_then=3, confidence_now=6, takeaway="Ask.")


def test_D2_observers_neither_vote_nor_check_out() -> None:
    Given(SMALL, *VOTING, *joined(EVE, None)).when(says(EVE, c.VoteForBarrier(barrier_id=B1))).then_rejected(
        NotSeated
    )
    Given(SMALL, *CHECKING_OUT, *joined(EVE, None)).when(says(EVE, OUT)).then_rejected(NotSeated)


def test_D3_each_participant_has_three_votes() -> None:
    Given(SMALL, *VOTING).when(says(AMA, c.VoteForBarrier(barrier_id=B1))).then(_voted(B1))
    spent = (*VOTING, _voted(B1), _voted(B2), _voted(B3))
    Given(SMALL, *spent).when(says(AMA, c.VoteForBarrier(barrier_id=B4))).then_rejected(NoVotesLeft, votes=3)
    Given(SMALL, *spent).when(says(AMA, c.VoteForBarrier(barrier_id=B1))).then_nothing()
    Given(SMALL, *spent, e.BarrierHidden(at=NOON, barrier_id=B1)).when(
        says(AMA, c.VoteForBarrier(barrier_id=B4))
    ).then(_voted(B4))


def test_D3_a_barrier_hidden_and_shown_again_starts_without_votes() -> None:
    hidden = (e.BarrierHidden(at=NOON, barrier_id=B1), e.BarrierShown(at=NOON, barrier_id=B1))
    workshop = fold(SMALL, (*VOTING, _voted(B1), _voted(B2), *hidden, _voted(B3), _voted(B4)))
    assert workshop.participants[AMA].answers.votes == {B2, B3, B4}
    assert counting.step_ends(workshop) == (e.VotesCounted(given=None, votes=()),)


def test_D3_a_vote_may_be_taken_back() -> None:
    Given(SMALL, *VOTING, _voted(B1)).when(says(AMA, c.WithdrawVote(barrier_id=B1))).then(
        e.VoteWithdrawn(at=NOON, participant_id=AMA, barrier_id=B1)
    )
    Given(SMALL, *VOTING).when(says(AMA, c.WithdrawVote(barrier_id=B1))).then_nothing()


@pytest.mark.parametrize("goes", [e.ParticipantRemoved, e.ParticipantLeft])
def test_J7_votes_count_on_when_who_gave_them_goes(
    goes: type[e.ParticipantRemoved | e.ParticipantLeft],
) -> None:
    """Else the bars on everybody's phone would tell, as they shrink, what the votes were."""
    others = (e.BarrierVoted(at=NOON, participant_id=who, barrier_id=B1) for who in (BO, CAI))
    votes = (*VOTING, _voted(B1), _voted(B2), *others)
    goes_now = goes(at=NOON, participant_id=AMA)
    over = entered(PhaseKind.MEANING)
    for events in ((*votes, over), (*votes, goes_now, over), (*votes, over, goes_now)):
        assert debrief.votes(fold(SMALL, with_counts(SMALL, *events))) == {B1: 3, B2: 1}


def test_D4_a_hidden_barrier_takes_no_votes() -> None:
    Given(SMALL, *VOTING, e.BarrierHidden(at=NOON, barrier_id=B1)).when(
        says(AMA, c.VoteForBarrier(barrier_id=B1))
    ).then_rejected(NoSuchThing, kind="barrier")


PROMISING = (*VOTING, entered(PhaseKind.COMMITMENTS))


def _commit(**more: Any) -> dict[str, Any]:
    return {
        "commitment_id": C1,
        "barrier_id": B1,
        "situation": "a family moves",
        "action": "ring the health visitor",
        "owner": "Housing",
        "due": date(2026, 4, 1),
        "check": "call log",
    } | more


def test_D5_a_commitment_is_made_revised_and_dropped() -> None:
    made = e.CommitmentMade(at=NOON, **_commit())
    Given(SMALL, *PROMISING).when(says(AMA, c.MakeCommitment(**_commit()))).then(made)
    again = Given(SMALL, *PROMISING, made)
    again.when(says(BO, c.MakeCommitment(**_commit()))).then_nothing()
    changes: dict[str, Any] = {"barrier_id": None, "due": None}
    for name in ("situation", "action", "owner", "check"):
        changes[name] = "another"
    for name, value in changes.items():
        revised = _commit(**{name: value})
        again.when(says(BO, c.MakeCommitment(**revised))).then(e.CommitmentMade(at=NOON, **revised))
    again.when(says(FAY, c.DropCommitment(commitment_id=C1))).then(
        e.CommitmentDropped(at=NOON, commitment_id=C1)
    )
    Given(SMALL, *PROMISING).when(says(FAY, c.DropCommitment(commitment_id=C1))).then_nothing()


def test_D5_a_commitment_that_is_revised_stays_in_its_place() -> None:
    second = CommitmentId("commitment-second")
    made = [e.CommitmentMade(at=NOON, **_commit(commitment_id=one)) for one in (C1, second)]
    revised = e.CommitmentMade(at=NOON, **_commit(owner="School"))
    commitments = fold(SMALL, (*PROMISING, *made, revised)).commitments
    assert (commitments[C1].owner, commitments[C1].order, commitments[second].order) == ("School", 1, 2)


def test_D5_a_commitment_names_a_barrier_that_was_raised_or_none() -> None:
    Given(SMALL, *PROMISING).when(
        says(AMA, c.MakeCommitment(**_commit(barrier_id=BarrierId("none"))))
    ).then_rejected(NoSuchThing, kind="barrier")
    Given(SMALL, *PROMISING).when(says(AMA, c.MakeCommitment(**_commit(barrier_id=None)))).then(
        e.CommitmentMade(at=NOON, **_commit(barrier_id=None))
    )


_OPENED = NOON.date()


@pytest.mark.parametrize(
    "due",
    [date(1, 1, 1), _OPENED - timedelta(days=2), _OPENED.replace(year=_OPENED.year + 6), date(9999, 12, 31)],
)
def test_D8_a_day_before_the_workshop_or_far_beyond_it_is_refused(due: date) -> None:
    wish = c.MakeCommitment(**_commit(due=due))
    Given(SMALL, *PROMISING).when(says(AMA, wish)).then_rejected(DueOutOfRange, years=5)


@pytest.mark.parametrize(
    "due", [_OPENED - timedelta(days=1), _OPENED, _OPENED.replace(year=_OPENED.year + 5)]
)
def test_D8_a_day_within_five_years_is_kept_and_so_is_none(due: date) -> None:
    for day in (due, None):
        wish = c.MakeCommitment(**_commit(due=day))
        Given(SMALL, *PROMISING).when(says(AMA, wish)).then(e.CommitmentMade(at=NOON, **_commit(due=day)))


def test_D8_what_was_kept_before_the_rule_is_never_refused_again() -> None:
    old = e.CommitmentMade(at=NOON, **_commit(due=date(1, 1, 1)))
    Given(SMALL, *PROMISING, old).when(
        says(AMA, c.MakeCommitment(**_commit(due=date(1, 1, 1))))
    ).then_nothing()


def _many(most: int) -> list[BarrierId]:
    return [BarrierId(f"barrier-of-many-{number}") for number in range(most)]


def test_D9_three_hundred_barriers_stand_at_a_time_and_a_hidden_one_makes_place() -> None:
    many = _many(300)
    full = (*WRITING, *(_raised(one) for one in many))
    Given(SMALL, *full).when(says(AMA, _raise())).then_rejected(TooManyBarriers, most=300)
    Given(SMALL, *full).when(says(AMA, _raise(many[7]))).then_nothing()
    Given(SMALL, *full[:-1]).when(says(AMA, _raise())).then(_kept())
    Given(SMALL, *full[:-1], _kept(B2)).when(says(AMA, _raise())).then_rejected(TooManyBarriers, most=300)
    hidden = e.BarrierHidden(at=NOON, barrier_id=many[7])
    Given(SMALL, *full, hidden).when(says(AMA, _raise())).then(_kept())
    show = says(FAY, c.ShowBarrier(barrier_id=many[7]))
    Given(SMALL, *full, hidden).when(show).then(e.BarrierShown(at=NOON, barrier_id=many[7]))
    Given(SMALL, *full, hidden, _raised()).when(show).then_rejected(TooManyBarriers, most=300)


def test_D9_a_thousand_are_raised_and_no_more_however_many_are_hidden() -> None:
    raised = [
        event for one in _many(1_000) for event in (_raised(one), e.BarrierHidden(at=NOON, barrier_id=one))
    ]
    Given(SMALL, *WRITING, *raised).when(says(AMA, _raise())).then_rejected(BarriersUsedUp, most=1_000)


def test_D10_three_hundred_commitments_stand_at_a_time_and_each_may_still_be_revised_or_dropped() -> None:
    ids = [CommitmentId(f"commitment-of-many-{number}") for number in range(300)]
    made = [e.CommitmentMade(at=NOON, **_commit(commitment_id=one)) for one in ids]
    full = Given(SMALL, *PROMISING, *made)
    full.when(says(AMA, c.MakeCommitment(**_commit()))).then_rejected(TooManyCommitments, most=300)
    full.when(says(AMA, c.MakeCommitment(**_commit(commitment_id=ids[0])))).then_nothing()
    revised = _commit(commitment_id=ids[0], owner="School")
    full.when(says(AMA, c.MakeCommitment(**revised))).then(e.CommitmentMade(at=NOON, **revised))
    dropped = e.CommitmentDropped(at=NOON, commitment_id=ids[0])
    Given(SMALL, *PROMISING, *made, dropped).when(says(AMA, c.MakeCommitment(**_commit()))).then(
        e.CommitmentMade(at=NOON, **_commit())
    )


def test_D10_what_was_kept_before_the_rule_is_folded_as_it_was() -> None:
    ids = [CommitmentId(f"commitment-of-many-{number}") for number in range(301)]
    made = [e.CommitmentMade(at=NOON, **_commit(commitment_id=one)) for one in ids]
    assert len(fold(SMALL, (*PROMISING, *made)).commitments) == 301


@pytest.mark.parametrize(("then", "now"), [(-1, 5), (5, 11)])
def test_D6_confidence_runs_from_0_to_10(then: int, now: int) -> None:
    Given(SMALL, *CHECKING_OUT).when(
        says(AMA, c.CheckOut(confidence_then=then, confidence_now=now, takeaway=""))
    ).then_rejected(NotOnTheScale, low=0, high=10)


def test_D6_checking_out_twice_changes_nothing() -> None:
    Given(SMALL, *CHECKING_OUT).when(says(AMA, OUT)).then(CHECKED_OUT)
    Given(SMALL, *CHECKING_OUT, CHECKED_OUT).when(says(AMA, OUT)).then_nothing()


def test_D7_votes_on_paper_count_beside_those_on_phones_and_a_later_count_replaces() -> None:
    def counted(votes: int) -> e.PaperVotesCounted:
        return e.PaperVotesCounted(at=NOON, barrier_id=B1, votes=votes)

    count = c.CountVotes(barrier_id=B1, votes=5)
    Given(SMALL, *VOTING).when(says(FAY, count)).then(counted(5))
    Given(SMALL, *VOTING, counted(5)).when(says(FAY, count)).then_nothing()
    voted = (e.BarrierVoted(at=NOON, participant_id=who, barrier_id=B1) for who in (AMA, BO, CAI))
    again = (*VOTING, *voted, counted(5), counted(4), entered(PhaseKind.MEANING))
    assert debrief.votes(fold(SMALL, with_counts(SMALL, *again))) == {B1: 7}


def test_D7_what_is_hidden_or_unknown_has_no_votes_on_paper() -> None:
    hidden = e.BarrierHidden(at=NOON, barrier_id=B1)
    wish = c.CountVotes(barrier_id=B1, votes=2)
    Given(SMALL, *VOTING, hidden).when(says(FAY, wish)).then_rejected(NoSuchThing, kind="barrier")
    Given(SMALL, *WRITING, entered(PhaseKind.VOTE)).when(says(FAY, wish)).then_rejected(
        NoSuchThing, kind="barrier"
    )
