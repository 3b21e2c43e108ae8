"""The proof that stands beside the grid while somebody writes: who is needed, who could do it alone, what
is lost.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.puzzle.proof import DEMONSTRATION_SIZES, Proof, prove
from app.domain.puzzle.solvability import core_roles
from app.domain.scenario import RoleId, Scenario
from app.scenarios.draft import draft
from app.scenarios.flaws import FlawList
from app.scenarios.overview import overview
from app.scenarios.pieces import parse
from app.scenarios.references import check_references

HUB_SHARE = 0.6
"""Of the insights; a role that is needed for more carries the hour (docs/field.md 8)."""

Panel = Mapping[str, Any]


def readable(text: str) -> Scenario | None:
    """The scenario of a text whose shape and references are right, however weak its puzzle; else None."""
    flaws = FlawList(file="text")
    source = parse(text, flaws)
    drafted = None if source is None else draft(source, flaws)
    if source is None or drafted is None:
        return None
    check_references(source, flaws)
    return None if flaws.has_errors else drafted.to_scenario()


def panel_of(text: str) -> Panel | None:
    """The figures of a text, by ids; None where its shape is wrong, or no role is played at every table."""
    scenario = readable(text)
    if scenario is None or not core_roles(scenario):
        return None
    return _panel(scenario, prove(scenario))


def _panel(scenario: Scenario, proof: Proof) -> Panel:
    seen = overview(scenario)
    needed = {role.id: 0 for role in scenario.roles}
    for one in proof.insights:
        for role_id in frozenset().union(*one.coalitions):
            needed[role_id] += 1
    most = HUB_SHARE * len(scenario.insights)
    return {
        "insights": {
            one.insight_id: {
                "ways": [_listed(scenario, way) for way in one.coalitions],
                "alone": [next(iter(way)) for way in one.coalitions if len(way) == 1],
                "is_reached": bool(one.coalitions),
            }
            for one in proof.insights
        },
        "lost": {one.role_id: sorted(one.lost) for one in proof.absences},
        "merged": [
            {"size": table.size, "hand": _listed(scenario, table.hands[index]), "insights": sorted(insights)}
            for table in proof.tables
            for index, insights in table.given_away.items()
            if len(table.hands[index]) > 1
        ],
        "demonstration": list(DEMONSTRATION_SIZES),
        "passengers": [role_id for role_id, count in needed.items() if not count],
        "hubs": [role_id for role_id, count in needed.items() if count > most],
        "hands": {
            hand.role_id: {
                "facts": hand.facts,
                "words": hand.words,
                "minutes": round(hand.minutes, 1),
                "key": hand.key,
                "strengths": hand.strengths,
                "sensitive": hand.sensitive,
            }
            for hand in seen.hands
        },
        "in_nothing": list(seen.in_nothing),
        "minutes": seen.minutes,
        "sharing_minutes": seen.sharing_minutes,
    }


def _listed(scenario: Scenario, roles: Iterable[RoleId]) -> list[str]:
    wanted = frozenset(roles)
    return [role.id for role in scenario.roles if role.id in wanted]
