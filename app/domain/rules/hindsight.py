"""What would have been available, had one fact come to the table at another moment. Rule: V23.

Only what lies on the table is reckoned with: that people would have linked it, nobody can say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.log.state import Otherwise, Table, Workshop
from app.domain.rules.outcomes import reachable
from app.domain.rules.stopwatch import stopwatch
from app.domain.scenario import FactId, Insight

MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An insight that would have been available at another second of sharing; None: it never was."""

    insight: Insight
    was_s: int | None
    would_s: int


def available_s(insight: Insight, said: Mapping[FactId, int]) -> int | None:
    """The second from which on the first of its sufficient sets lay wholly on the table. Rule: S10.

    `said`: the second at which each fact came. None where no set is complete.
    """
    complete = (
        max(said[fact_id] for fact_id in solution)
        for solution in insight.solved_by
        if solution <= said.keys()
    )
    return min(complete, default=None)


def changed(
    insights: Iterable[Insight], said: Mapping[FactId, int], fact_id: FactId, second: int
) -> tuple[Changed, ...]:
    """The insights that would have been available at another second with this fact at that one.

    In the order in which they would have been; alike ones in the order given.
    """
    otherwise = {**said, fact_id: second}
    found = []
    for insight in insights:
        was, would = available_s(insight, said), available_s(insight, otherwise)
        if would is not None and was != would:
            found.append(Changed(insight=insight, was_s=was, would_s=would))
    return tuple(sorted(found, key=lambda one: one.would_s))


def what_if(workshop: Workshop, table: Table, otherwise: Otherwise) -> tuple[int, tuple[Changed, ...]]:
    """The second at which the fact would have come, and which insights that would have changed.

    A fact that came with an inject comes no earlier than that. Rule: T11.
    """
    seconds = stopwatch(workshop)
    said = {one.fact_id: seconds(one.at) for one in table.revealed.values()}
    brought = (
        seconds(at)
        for inject_id, at in workshop.injects.items()
        if otherwise.fact_id in workshop.scenario.inject_by_id[inject_id].fact_ids
    )
    second = max([otherwise.minute * MINUTE_S, *brought])
    return second, changed(reachable(workshop, table), said, otherwise.fact_id, second)
