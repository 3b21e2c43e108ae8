"""The debrief as the report tells it: barriers without author, time or order, and the commitments."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.domain.log.commands import BarrierId, Reach, Setting, Standing
from app.domain.log.state import Barrier, Workshop
from app.domain.report.reasons import Reason
from app.domain.rules.debrief import are_votes_withheld, votes
from app.domain.scenario import BarrierCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierLine:
    """A statement somebody made, as the facilitator left it. `number` says nothing about when or by whom.

    `votes` None: fewer than three people voted.
    """

    number: int
    category: BarrierCategory
    text: str
    setting: Setting
    standing: Standing | None
    reach: Reach | None
    votes: int | None


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
    """A number for every barrier that is not hidden.

    Ordered by a digest of its id: the same in every export of a workshop, and not the order in which
    they were raised even if a device counts its ids. Rule: D1.
    """
    shown = (barrier.id for barrier in workshop.barriers.values() if not barrier.is_hidden)
    ordered = sorted(shown, key=lambda barrier_id: sha256(barrier_id.encode()).hexdigest())
    return {barrier_id: number for number, barrier_id in enumerate(ordered, start=1)}


def barriers(workshop: Workshop, numbers: dict[BarrierId, int], reasons: Mapping[Reason, int]) -> Barriers:
    counted = votes(workshop)
    is_withheld = are_votes_withheld(workshop) and not counted
    lines = tuple(
        _barrier_line(workshop.barriers[barrier_id], number, None if is_withheld else counted[barrier_id])
        for barrier_id, number in numbers.items()
    )
    settings = Counter(line.setting for line in lines)
    standings = Counter(line.standing for line in lines)
    return Barriers(
        lines=lines,
        hidden=len(workshop.barriers) - len(lines),
        by_category=_by_category(lines, reasons),
        in_exercise=settings[Setting.EXERCISE],
        in_real_work=settings[Setting.REAL_WORK],
        rules=standings[Standing.RULE],
        beliefs=standings[Standing.BELIEF],
        unsure=standings[Standing.UNSURE],
        unweighed=standings[None],
        held_back_unsaid_reason=reasons.get(None),
    )


def _barrier_line(barrier: Barrier, number: int, votes_n: int | None) -> BarrierLine:
    return BarrierLine(
        number=number,
        category=barrier.category,
        text=barrier.text,
        setting=barrier.setting,
        standing=barrier.standing,
        reach=barrier.reach,
        votes=votes_n,
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
            barrier=numbers.get(one.barrier_id) if one.barrier_id else None,
            situation=one.situation,
            action=one.action,
            owner=one.owner,
            due=one.due,
            check=one.check,
        )
        for number, one in enumerate(made, start=1)
    )
