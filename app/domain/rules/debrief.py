"""The rules of the debrief: barriers without authors, votes, commitments, check-out."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never

from app.domain.log import commands as c
from app.domain.log.commands import SCALE, BarrierId
from app.domain.log.events import (
    BarrierEdited,
    BarrierGrouped,
    BarrierHidden,
    BarrierKept,
    BarrierRaised,
    BarrierShown,
    BarrierVoted,
    BarrierWeighed,
    CheckedOut,
    CommitmentDropped,
    CommitmentMade,
    Event,
    PaperVotesCounted,
    VoteWithdrawn,
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
from app.domain.log.state import Answers, Barrier, Commitment, Participant, Workshop
from app.domain.rules import barriers

VOTES_EACH = 3
"""Rule D3. Source: docs/field.md 6, cluster and vote."""
LONGEST_PROMISE_YEARS = 5
"""Rule D8: beyond it, a year was mistyped."""
MOST_BARRIERS, MOST_BARRIERS_EVER = 300, 1_000
"""Rule D9: five each for sixty people, and room to hide a flood of them."""
MOST_COMMITMENTS = 300
"""Rule D10: five each for sixty people."""

AboutBarrier = (
    BarrierRaised
    | BarrierEdited
    | BarrierHidden
    | BarrierShown
    | BarrierWeighed
    | BarrierGrouped
    | PaperVotesCounted
)


def barrier(workshop: Workshop, barrier_id: BarrierId) -> Barrier:
    if barrier_id not in workshop.barriers:
        raise NoSuchThing(kind="barrier")
    return workshop.barriers[barrier_id]


def raise_barrier(workshop: Workshop, wish: c.RaiseBarrier, *, by_facilitator: bool) -> tuple[Event, ...]:
    """A barrier is raised without author and time; one from a phone waits for others. Rules: D1, D11."""
    if wish.barrier_id in workshop.barriers or wish.barrier_id in workshop.waiting:
        return ()
    if len(workshop.barriers) + len(workshop.waiting) >= MOST_BARRIERS_EVER:
        raise BarriersUsedUp(most=MOST_BARRIERS_EVER)  # D9
    _require_room(workshop)
    raised = BarrierRaised if by_facilitator else BarrierKept
    return (raised(barrier_id=wish.barrier_id, category=wish.category, text=wish.text, setting=wish.setting),)


def _require_room(workshop: Workshop) -> None:
    shown = sum(not one.is_hidden for one in workshop.barriers.values())
    if shown + len(workshop.waiting) >= MOST_BARRIERS:
        raise TooManyBarriers(most=MOST_BARRIERS)  # D9


def edit_barrier(workshop: Workshop, wish: c.EditBarrier, *, at: datetime) -> tuple[Event, ...]:
    before = barrier(workshop, wish.barrier_id)
    if (before.category, before.text) == (wish.category, wish.text):
        return ()
    return (BarrierEdited(at=at, barrier_id=before.id, category=wish.category, text=wish.text),)


def hide_barrier(workshop: Workshop, wish: c.HideBarrier, *, at: datetime) -> tuple[Event, ...]:
    if barrier(workshop, wish.barrier_id).is_hidden:
        return ()
    return (BarrierHidden(at=at, barrier_id=wish.barrier_id),)


def show_barrier(workshop: Workshop, wish: c.ShowBarrier, *, at: datetime) -> tuple[Event, ...]:
    if not barrier(workshop, wish.barrier_id).is_hidden:
        return ()
    _require_room(workshop)
    return (BarrierShown(at=at, barrier_id=wish.barrier_id),)


def weigh_barrier(workshop: Workshop, wish: c.WeighBarrier, *, at: datetime) -> tuple[Event, ...]:
    before = barrier(workshop, wish.barrier_id)
    if (before.standing, before.reach) == (wish.standing, wish.reach):
        return ()
    return (BarrierWeighed(at=at, barrier_id=before.id, standing=wish.standing, reach=wish.reach),)


def vote(
    workshop: Workshop, participant: Participant, wish: c.VoteForBarrier, *, at: datetime
) -> tuple[Event, ...]:
    if participant.seat_id is None:
        raise NotSeated  # D2
    if wish.barrier_id in participant.answers.votes:
        return ()
    wanted = barrier(workshop, wish.barrier_id)
    if wanted.is_hidden or wanted.into is not None:
        raise NoSuchThing(kind="barrier")  # D4, D13
    if votes_left(participant) == 0:
        raise NoVotesLeft(votes=VOTES_EACH)  # D3
    return (BarrierVoted(at=at, participant_id=participant.id, barrier_id=wish.barrier_id),)


def withdraw_vote(participant: Participant, wish: c.WithdrawVote, *, at: datetime) -> tuple[Event, ...]:
    if wish.barrier_id not in participant.answers.votes:
        return ()
    return (VoteWithdrawn(at=at, participant_id=participant.id, barrier_id=wish.barrier_id),)


def count_votes(workshop: Workshop, wish: c.CountVotes, *, at: datetime) -> tuple[Event, ...]:
    """Note what was counted on paper, beside the votes given on phones. Rule: D7."""
    before = barrier(workshop, wish.barrier_id)
    if before.paper_votes == wish.votes:
        return ()
    if before.is_hidden:
        raise NoSuchThing(kind="barrier")  # D4
    return (PaperVotesCounted(at=at, barrier_id=before.id, votes=wish.votes),)


def votes_left(participant: Participant) -> int:
    """How many votes a participant may still give. Rule: D3."""
    return VOTES_EACH - len(participant.answers.votes)


def votes_given_back(workshop: Workshop, barrier_id: BarrierId) -> Workshop:
    """Everybody's vote for a barrier that was hidden is theirs again. Rule: D3."""
    people = {
        one.id: replace(one, answers=voted(one.answers, one.answers.votes - {barrier_id}))
        if barrier_id in one.answers.votes
        else one
        for one in workshop.participants.values()
    }
    return replace(workshop, participants=people)


def voted(answers: Answers, votes: frozenset[BarrierId]) -> Answers:
    return replace(answers, votes=votes, changes=answers.changes + 1)


def votes(workshop: Workshop) -> Counter[BarrierId]:
    """Votes per barrier as last counted, on phones and on paper. Rules: D7, J7, J8.

    Those on phones only where at least three people voted; `are_votes_withheld` says whether they are not.
    """
    counted = workshop.results.votes
    given: Counter[BarrierId] = Counter()
    for one in counted.votes if counted else ():
        given[_with_which(workshop, BarrierId(one.id))] += one.n or 0
    for barrier in workshop.barriers.values():
        if barrier.paper_votes:
            given[_with_which(workshop, barrier.id)] += barrier.paper_votes
    return given


def _with_which(workshop: Workshop, barrier_id: BarrierId) -> BarrierId:
    """The barrier whose votes these are: those that stand together are counted together. Rule: D13."""
    return barriers.root(workshop, barrier_id) if barrier_id in workshop.barriers else barrier_id


def first_three(workshop: Workshop) -> tuple[BarrierId, ...]:
    """The barriers that are talked about: those with most votes, once all are given. Rule: D14."""
    return barriers.first_three(workshop, votes(workshop))


def are_votes_withheld(workshop: Workshop) -> bool:
    """Whether votes were given on phones, by too few to be told."""
    return workshop.results.votes is not None and workshop.results.votes.given is None


def make_commitment(workshop: Workshop, wish: c.MakeCommitment, *, at: datetime) -> tuple[Event, ...]:
    if wish.barrier_id is not None:
        barrier(workshop, wish.barrier_id)
    made = CommitmentMade(
        at=at,
        commitment_id=wish.commitment_id,
        barrier_id=wish.barrier_id,
        situation=wish.situation,
        action=wish.action,
        owner=wish.owner,
        due=wish.due,
        check=wish.check,
    )
    before = workshop.commitments.get(wish.commitment_id)
    if before and all(
        getattr(before, name) == getattr(made, name)
        for name in ("barrier_id", "situation", "action", "owner", "due", "check")
    ):
        return ()  # D5
    if wish.due is not None and not _is_near(workshop, wish.due):
        raise DueOutOfRange(years=LONGEST_PROMISE_YEARS)  # D8
    if before is None and len(workshop.commitments) >= MOST_COMMITMENTS:
        raise TooManyCommitments(most=MOST_COMMITMENTS)  # D10
    return (made,)


def _is_near(workshop: Workshop, due: date) -> bool:
    """Whether a day is within some years of the workshop's; west of Greenwich its day began earlier."""
    assert workshop.opened_at is not None, "commitments are made in a workshop that was opened"
    opened_on = workshop.opened_at.date()
    last = (opened_on.year + LONGEST_PROMISE_YEARS, opened_on.month, opened_on.day)
    return opened_on - timedelta(days=1) <= due and (due.year, due.month, due.day) <= last


def drop_commitment(workshop: Workshop, wish: c.DropCommitment, *, at: datetime) -> tuple[Event, ...]:
    if wish.commitment_id not in workshop.commitments:
        return ()
    return (CommitmentDropped(at=at, commitment_id=wish.commitment_id),)


def check_out(participant: Participant, wish: c.CheckOut, *, at: datetime) -> tuple[Event, ...]:
    if participant.seat_id is None:
        raise NotSeated  # D2
    if wish.confidence_then not in SCALE or wish.confidence_now not in SCALE:
        raise NotOnTheScale(low=SCALE[0], high=SCALE[-1])  # D6
    said = (wish.confidence_then, wish.confidence_now, wish.takeaway)
    before = participant.answers.check_out
    if before and (before.confidence_then, before.confidence_now, before.takeaway) == said:
        return ()
    return (
        CheckedOut(
            at=at,
            participant_id=participant.id,
            confidence_then=wish.confidence_then,
            confidence_now=wish.confidence_now,
            takeaway=wish.takeaway,
        ),
    )


def barrier_after(workshop: Workshop, event: AboutBarrier | BarrierKept) -> Barrier:
    """The barrier as the event leaves it."""
    if isinstance(event, BarrierRaised | BarrierKept):
        return Barrier(id=event.barrier_id, category=event.category, text=event.text, setting=event.setting)
    before = workshop.barriers[event.barrier_id]
    match event:
        case BarrierEdited():
            return replace(before, category=event.category, text=event.text)
        case BarrierHidden():
            return replace(before, is_hidden=True)
        case BarrierShown():
            return replace(before, is_hidden=False)
        case BarrierWeighed():
            return replace(before, standing=event.standing, reach=event.reach)
        case BarrierGrouped():
            return replace(before, into=event.into_id)
        case PaperVotesCounted():
            return replace(before, paper_votes=event.votes)
        case _:
            assert_never(event)


def commitment_after(workshop: Workshop, event: CommitmentMade) -> Commitment:
    """The commitment as made, or revised in its old place."""
    before = workshop.commitments.get(event.commitment_id)
    newest = max((commitment.order for commitment in workshop.commitments.values()), default=0)
    return Commitment(
        id=event.commitment_id,
        barrier_id=event.barrier_id,
        situation=event.situation,
        action=event.action,
        owner=event.owner,
        due=event.due,
        check=event.check,
        order=before.order if before else newest + 1,
    )
