"""Why facts were held back, counted for the whole room: a reason beside a role at a table is one person's.

Told when a round is over, and anew only when the reasons of three seats or more are others by then. Rule: J9.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.domain.log.commands import SeatId, TableId
from app.domain.log.events import Event, FactHeldBack, FactRevealed, MoveUndone, PhaseEntered, WorkshopOpened
from app.domain.rules.steps import is_sharing
from app.domain.rules.withholding import FEWEST_COUNTED, withheld
from app.domain.scenario import BarrierCategory, FactId, PhaseId, Scenario

Reason = BarrierCategory | None
_Place = tuple[TableId, SeatId]
Reasons = Mapping[_Place, Mapping[FactId, Reason]]
ALL_REASONS: tuple[Reason, ...] = (*BarrierCategory, None)


def told_reasons(scenario: Scenario, log: Iterable[Event]) -> Mapping[Reason, int]:
    """How many facts were held back for each reason; without those that fewer than three seats gave."""
    told: Reasons = {}
    now: dict[_Place, dict[FactId, Reason]] = {}
    phases: list[PhaseId] = [scenario.agenda[0].id]
    for event in log:
        match event:
            case WorkshopOpened():
                now, told = {}, {}
            case FactHeldBack():
                now.setdefault((event.table_id, event.seat_id), {})[event.fact_id] = event.reason
            case FactRevealed():
                for (table_id, _seat_id), kept in now.items():
                    if table_id == event.table_id:
                        kept.pop(event.fact_id, None)
            case PhaseEntered():
                if is_sharing(scenario.phase_by_id[phases[-1]].kind) and _is_enough(told, now):
                    told = {place: dict(kept) for place, kept in now.items() if kept}
                phases.append(event.phase_id)
            case MoveUndone():
                phases.pop()
            case _:
                pass
    return _counted(told)


def _is_enough(told: Reasons, now: Reasons) -> bool:
    seats = {*told, *now}
    return sum((told.get(seat) or {}) != (now.get(seat) or {}) for seat in seats) >= FEWEST_COUNTED


def _counted(told: Reasons) -> Mapping[Reason, int]:
    facts = Counter(reason for kept in told.values() for reason in kept.values())
    seats = [sum(reason in kept.values() for kept in told.values()) for reason in ALL_REASONS]
    named = [(reason, n) for reason, n in zip(ALL_REASONS, seats, strict=True) if n]
    shown = withheld([[n for _, n in named]])[0]
    return {reason: facts[reason] for (reason, _), n in zip(named, shown, strict=True) if n is not None}
