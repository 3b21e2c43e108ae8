"""The debrief as the report tells it: barriers without author, time or order, and the commitments."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.log.commands import BarrierId, Reach, Setting, Standing
from app.domain.log.events import Tally
from app.domain.log.state import Barrier, Workshop
from app.domain.report.reasons import Reason
from app.domain.rules.agenda import has_reached
from app.domain.rules.barriers import part_of, root, standing, without_commitment
from app.domain.rules.debrief import are_votes_withheld, first_three, votes
from app.domain.scenario import BarrierCategory, PhaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierLine:
    """A statement somebody made, as the facilitator left it. `number` says nothing about when or by whom.

    `votes` None: fewer than three people voted. `also`: the texts of those that were put together with it.
    `poll`: how many said what it is (rule, belief, unsure) and who could change it, as far as it may be
    told. `is_open`: among the first three, and nobody has promised anything about it. Rules: D13, D14, D15.
    """

    number: int
    category: BarrierCategory
    text: str
    setting: Setting
    standing: Standing | None
    reach: Reach | None
    votes: int | None
    also: tuple[str, ...] = ()
    poll: tuple[Tally, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """One category: statements, votes, and how often it was the reason a fact was held back.

    `votes` and `held_back` None: too few people's to be told.
    """

    category: BarrierCategory
    statements: int
    votes: int | None
    held_back: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers:
    """What kept facts from being shared. `hidden`: statements the facilitator took out.

    `unweighed`: statements about which nobody said whether they are a rule or a belief.
    """

    lines: tuple[BarrierLine, ...]
    hidden: int
    by_category: tuple[CategoryCount, ...]
    in_exercise: int
    in_real_work: int
    rules: int
    beliefs: int
    unsure: int
    unweighed: int
    held_back_unsaid_reason: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    """If `situation`, then `owner` will `action` by `due`; `check` is how we will know."""

    number: int
    barrier: int | None
    situation: str
    action: str
    owner: str
    due: date | None
    check: str


def barrier_numbers(workshop: Workshop) -> dict[BarrierId, int]:
    """A number for every barrier that is not hidden, those that stand alone first.

    Ordered by a digest of its id: the same in every export of a workshop, and not the order in which
    they were raised even if a device counts its ids. Rule: D1.
    """
    shown = (barrier.id for barrier in workshop.barriers.values() if not barrier.is_hidden)
    ordered = sorted(
        shown,
        key=lambda barrier_id: (
            workshop.barriers[barrier_id].into is not None,
            sha256(barrier_id.encode()).hexdigest(),
        ),
    )
    return {barrier_id: number for number, barrier_id in enumerate(ordered, start=1)}


def barriers(workshop: Workshop, numbers: dict[BarrierId, int], reasons: Mapping[Reason, int]) -> Barriers:
    counted = votes(workshop)
    is_withheld = are_votes_withheld(workshop) and not counted
    left = without_commitment(workshop, first_three(workshop)) if is_promising(workshop) else ()
    alone = {one.id for one in standing(workshop)}
    lines = tuple(
        _barrier_line(
            workshop,
            workshop.barriers[barrier_id],
            number,
            None if is_withheld else counted[barrier_id],
            is_open=barrier_id in left,
        )
        for barrier_id, number in numbers.items()
        if barrier_id in alone
    )
    settings = Counter(line.setting for line in lines)
    standings = Counter(line.standing for line in lines)
    return Barriers(
        lines=lines,
        hidden=sum(one.is_hidden for one in workshop.barriers.values()),
        by_category=_by_category(lines, reasons),
        in_exercise=settings[Setting.EXERCISE],
        in_real_work=settings[Setting.REAL_WORK],
        rules=standings[Standing.RULE],
        beliefs=standings[Standing.BELIEF],
        unsure=standings[Standing.UNSURE],
        unweighed=standings[None],
        held_back_unsaid_reason=reasons.get(None),
    )


def is_promising(workshop: Workshop) -> bool:
    """Whether commitments may have been made."""
    return has_reached(workshop, PhaseKind.COMMITMENTS)


def _polled(workshop: Workshop, barrier_id: BarrierId) -> tuple[Tally, ...]:
    counted = workshop.results.poll
    of_it = (one for one in (counted.barriers if counted else ()) if one.barrier_id == barrier_id)
    return next((one.standings + one.reaches for one in of_it), ())


def _barrier_line(
    workshop: Workshop, barrier: Barrier, number: int, votes_n: int | None, *, is_open: bool
) -> BarrierLine:
    return BarrierLine(
        number=number,
        category=barrier.category,
        text=barrier.text,
        setting=barrier.setting,
        standing=barrier.standing,
        reach=barrier.reach,
        votes=votes_n,
        also=tuple(one.text for one in part_of(workshop, barrier.id)),
        poll=_polled(workshop, barrier.id),
        is_open=is_open,
    )


def _by_category(lines: Sequence[BarrierLine], reasons: Mapping[Reason, int]) -> tuple[CategoryCount, ...]:
    """The categories that were named, in the taxonomy's order."""
    counts = (
        CategoryCount(
            category=category,
            statements=sum(line.category is category for line in lines),
            votes=_votes([line.votes for line in lines if line.category is category]),
            held_back=reasons.get(category),
        )
        for category in BarrierCategory
    )
    return tuple(count for count in counts if count.statements or count.held_back)


def _votes(each: Sequence[int | None]) -> int | None:
    return None if None in each else sum(n or 0 for n in each)


def commitments(workshop: Workshop, numbers: dict[BarrierId, int]) -> tuple[CommitmentLine, ...]:
    made = sorted(workshop.commitments.values(), key=lambda one: one.order)
    return tuple(
        CommitmentLine(
            number=number,
            barrier=_number_of(workshop, numbers, one.barrier_id),
            situation=one.situation,
            action=one.action,
            owner=one.owner,
            due=one.due,
            check=one.check,
        )
        for number, one in enumerate(made, start=1)
    )


def _number_of(
    workshop: Workshop, numbers: Mapping[BarrierId, int], barrier_id: BarrierId | None
) -> int | None:
    """The number of the barrier that a commitment answers, or of the one that it was put together with."""
    if barrier_id is None or barrier_id not in workshop.barriers:
        return None
    return numbers.get(root(workshop, barrier_id))
