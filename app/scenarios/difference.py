"""What is different between two versions of a family, by what it means to whoever plays it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from app.domain.puzzle.solvability import smallest_coalitions
from app.domain.scenario import InsightId, RoleId, Scenario
from app.scenarios.texts import texts

_SECTIONS = (
    "people",
    "households",
    "roles",
    "topics",
    "facts",
    "contradictions",
    "insights",
    "agenda",
    "injects",
)
_ONE = {
    "people": "person",
    "households": "household",
    "roles": "role",
    "topics": "topic",
    "facts": "fact",
    "contradictions": "contradiction",
    "insights": "insight",
    "agenda": "phase",
    "injects": "inject",
}
SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change: what it is about (`facts.hv-1`), and what happened to it, with what follows from it."""

    about: str
    what: str


def differences(before: Scenario, after: Scenario) -> tuple[Difference, ...]:
    """Every difference, in the order of the file; none for two files that say the same."""
    return tuple(_differences(before, after))


def _differences(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for name in ("id", "version", "language", "author", "licence", "today"):
        if getattr(before, name) != getattr(after, name):
            what = f"{name}: {getattr(before, name)} is now {getattr(after, name)}"
            yield Difference(about=name, what=what)
    yield from _texts(before, after)
    for section in _SECTIONS:
        yield from _parts(section, before, after)
    yield from _relations(before, after)
    yield from _reads(before, after)
    yield from _order(before, after)


def _texts(before: Scenario, after: Scenario) -> Iterator[Difference]:
    """Texts of parts that are in both; those of new and removed parts go with them."""
    old, new = texts(before), texts(after)
    for key in [*old, *(key for key in new if key not in old)]:
        is_of_part = key.partition(".")[0] in _SECTIONS
        if key in old and key in new and old[key] != new[key]:
            yield Difference(about=key, what=f"{key}: “{_short(old[key])}” is now “{_short(new[key])}”")
        elif not is_of_part and key not in new:
            yield Difference(about=key, what=f"{key} is gone: “{_short(old[key])}”")
        elif not is_of_part and key not in old:
            yield Difference(about=key, what=f"{key} is new: “{_short(new[key])}”")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _by_id(parts: Sequence[Any]) -> Mapping[str, Any]:
    return {part.id: part for part in parts}


def _parts(section: str, before: Scenario, after: Scenario) -> Iterator[Difference]:
    old, new = _by_id(getattr(before, section)), _by_id(getattr(after, section))
    said_before = texts(before)
    for name in [*old, *(name for name in new if name not in old)]:
        about, called = f"{section}.{name}", f"{_ONE[section]} {name}"
        if name not in new:
            yield Difference(about=about, what=f"{called} is gone{_follows(before, after)}")
        elif name not in old:
            yield Difference(about=about, what=f"{called} is new{_follows(before, after)}")
        else:
            for field in (field.name for field in fields(new[name])):
                one, other = getattr(old[name], field), getattr(new[name], field)
                is_list = field in ("says", "prompts") and len(one) == len(other)
                is_text = f"{about}.{field}" in said_before or is_list
                if one != other and not is_text:  # texts are told as such
                    what = _changed(called, field, one, other, before, after)
                    yield Difference(about=about, what=what)


def _changed(called: str, field: str, one: Any, other: Any, before: Scenario, after: Scenario) -> str:
    if field == "held_by":
        return f"{called} {_moved(one, other, before, after)}{_follows(before, after)}"
    if field == "solved_by":
        ways = " or ".join("+".join(sorted(facts)) for facts in other)
        return f"{called} is now solved by {ways}{_follows(before, after)}"
    return f"{called}: {field} {_said(one)} is now {_said(other)}"


def _moved(one: frozenset[RoleId], other: frozenset[RoleId], before: Scenario, after: Scenario) -> str:
    gone, come = _roles(before, one - other), _roles(after, other - one)
    if gone and come:
        return f"moved from {gone} to {come}"
    return f"is also held by {come}" if come else f"is no longer held by {gone}"


def _roles(scenario: Scenario, roles: frozenset[RoleId]) -> str:
    return ", ".join(role.called for role in scenario.roles if role.id in roles)


def _follows(before: Scenario, after: Scenario) -> str:
    """What the whole change does to who must speak for each insight."""
    told = []
    was, now = _needs(before), _needs(after)
    for insight_id in was.keys() & now.keys():
        if was[insight_id] != now[insight_id]:
            count = now[insight_id]
            told.append(
                f"{insight_id} now needs {f'{count} roles' if count > 1 else 'one role' if count else 'more'}"
            )
    return f": {', '.join(sorted(told))}" if told else ""


def _needs(scenario: Scenario) -> Mapping[InsightId, int]:
    """Of how many roles the smallest coalition of each insight consists; 0 where nobody reaches it."""
    found = {insight.id: smallest_coalitions(scenario, insight) for insight in scenario.insights}
    return {insight_id: len(ways[0]) if ways else 0 for insight_id, ways in found.items()}


def _relations(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for one in before.relations:
        if one not in after.relations:
            yield Difference(
                about="relations", what=f"line {one.kind.value} of {' and '.join(one.people)} is gone"
            )
    for one in after.relations:
        if one not in before.relations:
            yield Difference(
                about="relations", what=f"line {one.kind.value} of {' and '.join(one.people)} is new"
            )


def _reads(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for kind in ("answer", "decoy"):
        one, other = (
            [option.id for option in scenario.reads.options if getattr(option, f"is_{kind}")]
            for scenario in (before, after)
        )
        if one != other:
            yield Difference(about="reads", what=f"the {kind} {_said(one)} is now {_said(other)}")
    if before.reads.decoy_from != after.reads.decoy_from:
        facts = _said(after.reads.decoy_from)
        yield Difference(about="reads", what=f"the decoy now comes from {facts}")


def _order(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for section in ("roles", "facts", "insights", "agenda"):
        old, new = ([part.id for part in getattr(scenario, section)] for scenario in (before, after))
        both = [name for name in new if name in old]
        if both != [name for name in old if name in new]:
            yield Difference(about=section, what=f"{section} come in another order")


def _said(value: Any) -> str:
    if isinstance(value, frozenset | set | list | tuple):
        return ", ".join(sorted(map(_said, value))) or "nothing"
    if value is None or value == "":
        return "nothing"
    return str(getattr(value, "text", getattr(value, "value", value)))
