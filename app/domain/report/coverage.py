"""Coverage: how much of what a table holds lay on the table, and how it grew. Source: docs/field.md 4."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.report.fates import FactFate, Fate, Method
from app.domain.scenario import FactId, FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`n` of `of`; `share` is their ratio (0.0-1.0), None where there is nothing to share."""

    n: int
    of: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Facts on the table out of facts in play. `gap`: the shared facts' share minus the unique facts'."""

    all: Share
    unique: Share
    shared: Share
    key: Share
    by_facilitator: int
    gap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOf:
    """Coverage of the facts that belong to one agency, topic or family member."""

    name: str
    all: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthPoint:
    """The shared picture after one reveal: `seconds` since sharing began, facts known, their share."""

    seconds: int
    facts: int
    share: float


def share(n: int, of: int) -> Share:
    return Share(n=n, of=of, share=round(n / of, 4) if of else None)


def said(facts: Iterable[FactFate]) -> tuple[FactFate, ...]:
    """The facts on the table, in the order they came."""
    return tuple(sorted((fact for fact in facts if fact.order), key=lambda fact: fact.order or 0))


def coverage(facts: Sequence[FactFate]) -> Coverage:
    """Coverage of all, of unique and of shared facts, and of the key facts."""
    unique = covered(fact for fact in facts if fact.is_unique)
    shared = covered(fact for fact in facts if not fact.is_unique)
    knows_both = unique.share is not None and shared.share is not None
    return Coverage(
        all=covered(facts),
        unique=unique,
        shared=shared,
        key=covered(fact for fact in facts if FactKind.KEY in fact.kinds),
        by_facilitator=sum(fact.method is Method.FACILITATOR for fact in facts),
        gap=round((shared.share or 0) - (unique.share or 0), 4) if knows_both else None,
    )


def coverage_by(
    facts: Iterable[FactFate], names: Callable[[FactFate], Iterable[str]]
) -> tuple[CoverageOf, ...]:
    """Coverage per name, in the order the names first appear; a fact counts once for each of its names."""
    groups: dict[str, list[FactFate]] = {}
    for fact in facts:
        for name in dict.fromkeys(names(fact)):
            groups.setdefault(name, []).append(fact)
    return tuple(CoverageOf(name=name, all=covered(group)) for name, group in groups.items())


def covered(facts: Iterable[FactFate]) -> Share:
    listed = list(facts)
    return share(sum(fact.fate is Fate.SAID for fact in listed), len(listed))


def focus(facts: Sequence[FactFate], again: Mapping[FactId, int]) -> Share:
    """Mentions of unique facts out of all mentions: each reveal, and each time a fact was said again.

    Source: docs/field.md 4. Rule: S12.
    """
    mentions = {fact.fact_id: 1 + again.get(fact.fact_id, 0) for fact in said(facts)}
    unique = sum(mentions[fact.fact_id] for fact in said(facts) if fact.is_unique)
    return share(unique, sum(mentions.values()))


def growth(facts: Sequence[FactFate]) -> tuple[GrowthPoint, ...]:
    """How the shared picture grew: one point per reveal, in order. Empty if nothing was revealed."""
    return tuple(
        GrowthPoint(seconds=fact.seconds or 0, facts=count, share=round(count / len(facts), 4))
        for count, fact in enumerate(said(facts), start=1)
    )


def half_of_key_s(facts: Iterable[FactFate]) -> int | None:
    """Seconds until half of the key facts lay on the table; None if they never did."""
    key = [fact for fact in facts if FactKind.KEY in fact.kinds]
    reached = [fact.seconds for fact in said(key)]
    half = (len(key) + 1) // 2
    return reached[half - 1] if key and len(reached) >= half else None
