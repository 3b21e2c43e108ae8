"""Mends of the puzzle that were tried: which fact, moved to which role, makes an error go and brings none.

Trying one means to judge the whole puzzle again, so only so many are tried in one check.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.puzzle.proof import prove
from app.domain.scenario import Fact, FactId, RoleId, Scenario
from app.scenarios.flaws import Flaw, FlawList
from app.scenarios.meaning import Placed, check_meaning
from app.scenarios.said import Said, said

MOST_TRIES = 24
MOST_OFFERED = 2
MOST_FACTS = 120
"""Of a scenario in which mends are tried: in larger ones that takes too long."""

_MENDED_BY_MOVING = frozenset({"role_reaches_insight", "insight_in_one_role", "merged_roles_reach_insight"})


def with_tried_mends(placed: Placed, flaws: FlawList) -> None:
    """Tell, with each error that a move of one fact would mend, up to two moves that do."""
    errors = [flaw for flaw in flaws.sorted() if flaw.is_error]
    wanted = [flaw for flaw in errors if flaw.code in _MENDED_BY_MOVING]
    if not wanted or len(placed.scenario.facts) > MOST_FACTS:
        return
    before = {(flaw.code, flaw.place) for flaw in errors}
    tries = MOST_TRIES
    for flaw in wanted:
        found: list[Said] = []
        for fact, role_id in _moves(placed, flaw):
            if tries == 0 or len(found) == MOST_OFFERED:
                break
            tries -= 1
            after = _errors_after(placed, fact, role_id)
            if (flaw.code, flaw.place) not in after and after <= before:
                found.append(said("move `{fact}` to `{role}`", fact=fact.id, role=role_id))
        if found:
            moves = found[0] if len(found) == 1 else said("{one}, or {other}", one=found[0], other=found[1])
            flaws.offer(flaw, said("Tried, and it passes: {moves}.", moves=moves))


def _moves(placed: Placed, flaw: Flaw) -> Iterator[tuple[Fact, RoleId]]:
    """Each fact of the set at the flaw's place, to each role that does not hold it; unique facts only."""
    scenario = placed.scenario
    for insight in scenario.insights:
        for index, solution in enumerate(insight.solved_by):
            if placed.at("insights", insight.id, "solved_by", index) != flaw.place:
                continue
            for fact_id in sorted(solution):
                fact = scenario.fact_by_id[fact_id]
                yield from ((fact, role.id) for role in scenario.roles if role.id not in fact.held_by)


def _errors_after(placed: Placed, fact: Fact, role_id: RoleId) -> set[tuple[str, object]]:
    scenario = _moved(placed.scenario, fact.id, role_id)
    flaws = FlawList(file="tried")
    check_meaning(Placed(scenario=scenario, source=placed.source), prove(scenario), flaws)
    return {(flaw.code, flaw.place) for flaw in flaws.sorted() if flaw.is_error}


def _moved(scenario: Scenario, fact_id: FactId, role_id: RoleId) -> Scenario:
    facts = tuple(
        replace(fact, held_by=frozenset({role_id})) if fact.id == fact_id else fact for fact in scenario.facts
    )
    return replace(scenario, facts=facts)
