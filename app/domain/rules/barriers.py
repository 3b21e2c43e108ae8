"""Barriers after they are raised: which stand together, which come first, what a poll says of those.

Votes choose; the first three are polled in private and ask for a commitment each. Rules: D13, D14, D15.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, Reach, Standing
from app.domain.log.events import BarrierGrouped, BarrierPolled, Event, PollCounted, PolledBarrier, Tally
from app.domain.log.rejections import NoSuchThing, NotSeated
from app.domain.log.state import Barrier, Participant, Polled, Workshop
from app.domain.rules.withholding import FEWEST_COUNTED, number, tallies

FIRST = 3
"""Rule D14: so many are talked about, polled, and end in a commitment."""


def root(workshop: Workshop, barrier_id: BarrierId) -> BarrierId:
    """The barrier that this one stands with; itself where it stands alone. Rule: D13."""
    while into := workshop.barriers[barrier_id].into:
        barrier_id = into
    return barrier_id


def standing(workshop: Workshop) -> tuple[Barrier, ...]:
    """The barriers that are shown on their own: neither hidden nor part of another."""
    return tuple(one for one in workshop.barriers.values() if not one.is_hidden and one.into is None)


def part_of(workshop: Workshop, barrier_id: BarrierId) -> tuple[Barrier, ...]:
    """Those that were put together with a barrier, by their ids; each keeps its text. No hidden ones."""
    return tuple(
        one
        for _, one in sorted(workshop.barriers.items())
        if one.into is not None and not one.is_hidden and root(workshop, one.id) == barrier_id
    )


def group(workshop: Workshop, wish: c.GroupBarrier, *, at: datetime) -> tuple[Event, ...]:
    """Put a barrier together with another, or let it stand alone again. Rule: D13."""
    if wish.barrier_id not in workshop.barriers:
        raise NoSuchThing(kind="barrier")
    into = None if wish.into_id is None else _stands(workshop, wish.into_id)
    if into == wish.barrier_id:
        raise NoSuchThing(kind="barrier")  # nothing is put together with itself, nor with a part of itself
    if workshop.barriers[wish.barrier_id].into == into:
        return ()
    return (BarrierGrouped(at=at, barrier_id=wish.barrier_id, into_id=into),)


def _stands(workshop: Workshop, barrier_id: BarrierId) -> BarrierId:
    """The barrier that others may be put together with: the one this one stands with, unless it is hidden."""
    if barrier_id not in workshop.barriers:
        raise NoSuchThing(kind="barrier")
    into = root(workshop, barrier_id)
    if workshop.barriers[into].is_hidden:
        raise NoSuchThing(kind="barrier")
    return into


def first_three(workshop: Workshop, votes: Counter[BarrierId]) -> tuple[BarrierId, ...]:
    """The barriers with most votes, three at most; none where no vote may be told. Rule: D14."""
    voted = [one.id for one in standing(workshop) if votes[one.id] > 0]
    return tuple(sorted(voted, key=lambda barrier_id: (-votes[barrier_id], barrier_id))[:FIRST])


def without_commitment(workshop: Workshop, first: Iterable[BarrierId]) -> tuple[BarrierId, ...]:
    """Those of the first three that no commitment is tied to: still open. Rule: D15."""
    tied = {
        root(workshop, one.barrier_id)
        for one in workshop.commitments.values()
        if one.barrier_id is not None and one.barrier_id in workshop.barriers
    }
    return tuple(barrier_id for barrier_id in first if barrier_id not in tied)


def poll(
    workshop: Workshop,
    participant: Participant,
    wish: c.PollBarrier,
    first: Sequence[BarrierId],
    *,
    at: datetime,
) -> tuple[Event, ...]:
    """What somebody thinks one of the first three is, and who could change it, in private. Rules: D14, J8."""
    if participant.seat_id is None:
        raise NotSeated  # D2
    said = Polled(barrier_id=wish.barrier_id, standing=wish.standing, reach=wish.reach)
    if said in participant.answers.polled:
        return ()
    if wish.barrier_id not in first:
        raise NoSuchThing(kind="barrier")
    return (
        BarrierPolled(
            at=at,
            participant_id=participant.id,
            barrier_id=wish.barrier_id,
            standing=wish.standing,
            reach=wish.reach,
        ),
    )


def polled(before: tuple[Polled, ...], event: BarrierPolled) -> tuple[Polled, ...]:
    """What somebody said of barriers, with one more or said anew; by the barriers' ids, not by time."""
    said = Polled(barrier_id=event.barrier_id, standing=event.standing, reach=event.reach)
    others = (one for one in before if one.barrier_id != event.barrier_id)
    return tuple(sorted((*others, said), key=lambda one: one.barrier_id))


def count_poll(asked: int, given: Sequence[tuple[Polled, ...]]) -> PollCounted:
    """What a poll came to: how many answered, and of each barrier how many said what, as it may be told."""
    every = [one for said in given for one in said]
    of_each = (_of_barrier(barrier_id, every) for barrier_id in sorted({one.barrier_id for one in every}))
    is_enough = len(given) >= FEWEST_COUNTED
    return PollCounted(
        asked=asked,
        given=number(len(given)),
        barriers=tuple(one for one in of_each if one.standings) if is_enough else (),
    )


def _of_barrier(barrier_id: BarrierId, every: Sequence[Polled]) -> PolledBarrier:
    of_it = [one for one in every if one.barrier_id == barrier_id]
    standings, reaches = Counter(one.standing for one in of_it), Counter(one.reach for one in of_it)
    return PolledBarrier(
        barrier_id=barrier_id,
        standings=_told([(one.value, standings[one]) for one in Standing]),
        reaches=_told([(one.value, reaches[one]) for one in Reach]),
    )


def _told(counts: Sequence[tuple[str, int]]) -> tuple[Tally, ...]:
    """How many said each, by the rules for reads: none of fewer than five, small numbers as bands."""
    return tallies([name for name, _ in counts], [[n for _, n in counts]])[0]
