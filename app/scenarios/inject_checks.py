"""Whether the injects fit the rest: their phase, their minute, who gets their facts, what waits for them."""

from app.domain.log.commands import GiveInject
from app.domain.puzzle.solvability import core_roles, joint_hand, reach
from app.domain.rules.wishes import ROW_OF
from app.domain.scenario import Inject
from app.scenarios.flaws import FlawList
from app.scenarios.meaning import Placed
from app.scenarios.said import said

_GIVEN_IN = ROW_OF[GiveInject].steps


def check_injects(placed: Placed, flaws: FlawList) -> None:
    """Every error of an inject, and advice where an insight cannot be reached before one."""
    for inject in placed.scenario.injects:
        _check_phase(placed, inject, flaws)
        _check_holders(placed, inject, flaws)
    _check_insights(placed, flaws)


def _check_phase(placed: Placed, inject: Inject, flaws: FlawList) -> None:
    phase = placed.scenario.phase_by_id[inject.phase_id]
    if phase.kind not in _GIVEN_IN:
        words = said("`{phase}` is of kind {value}", phase=phase.id, value=phase.kind.value)
        flaws.put(placed.at("injects", inject.id, "phase"), "inject_outside_sharing", words)
    elif phase.minutes and inject.minute >= phase.minutes:
        words = said(
            "`{phase}` has {minutes} minutes, and minute {minute} never comes in it",
            phase=phase.id,
            minutes=phase.minutes,
            minute=inject.minute,
        )
        flaws.put(placed.at("injects", inject.id, "minute"), "inject_after_phase", words)


def _check_holders(placed: Placed, inject: Inject, flaws: FlawList) -> None:
    """A seat whose hand grows must be told why: T11, V13."""
    for fact_id in sorted(inject.fact_ids) if inject.to else ():
        untold = placed.scenario.fact_by_id[fact_id].held_by - set(inject.to)
        if untold:
            names = ", ".join(f"`{role_id}`" for role_id in sorted(untold))
            words = said("{names} would get `{fact_id}` without the news", names=names, fact_id=fact_id)
            flaws.put(placed.at("injects", inject.id, "facts"), "inject_fact_untold", words)


def _check_insights(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    everything = joint_hand(scenario, core_roles(scenario), with_extra=False)
    waiting = reach(scenario, everything) - reach(scenario, everything - scenario.injected)
    for insight_id in sorted(waiting):
        words = said("`{insight_id}` cannot be reached before an inject is given", insight_id=insight_id)
        flaws.put(placed.at("insights", insight_id, "solved_by"), "insight_needs_inject", words)
