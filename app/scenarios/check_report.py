"""The report of a check, for people and as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.puzzle.proof import DEMONSTRATION_SIZES, Proof
from app.domain.scenario import RoleId, Scenario
from app.scenarios.checks import Check
from app.scenarios.flaws import Flaw, Severity
from app.scenarios.grouping import Group, first_to_mend, grouped
from app.scenarios.overview import Overview, overview

SHOWN_LINES = 12


def as_text(checks: Sequence[Check]) -> str:
    """One line per flaw, `file:line:column  code  what is wrong  how to fix it`, then each proof."""
    return "\n\n".join("\n".join(_lines(one)) for one in checks)


def as_json(checks: Sequence[Check]) -> str:
    """The same facts for programs; keys in a fixed order."""
    return json.dumps([_plain(one) for one in checks], ensure_ascii=False, indent=2)


def _lines(one: Check) -> Iterable[str]:
    first = first_to_mend(one.flaws)
    if first is not None and sum(flaw.is_error for flaw in one.flaws) > 1:
        yield f"{one.file}: mend line {first.place.line} first ({first.code}); others may follow from it"
    for group in grouped(one.flaws):
        yield _line(group)
    if one.scenario and one.proof:
        if one.flaws:
            yield ""
        yield from _proof_lines(one.scenario, one.proof)
        yield from _overview_lines(one.scenario, overview(one.scenario))
        yield ""
    elif one.scenario is None:
        yield f"{one.file}: fix these first; the meaning is checked once the shape is right"
    yield f"{one.file}: {_count(one)}"


def _line(group: Group) -> str:
    flaw = group.first
    where = f"{flaw.file}:{flaw.place.line}:{flaw.place.column}"
    many = f"{len(group.flaws)} ×, first in line {flaw.place.line}: " if len(group.flaws) > 1 else ""
    line = f"{where}  {flaw.severity.value}  {flaw.code}  {many}{flaw.what}  → {flaw.mend}"
    others = [str(number) for number in group.lines[1:]]
    return line + (f"  (also in {_numbers(others)})" if others else "")


def _numbers(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:SHOWN_LINES])
    return f"lines {shown} …" if len(numbers) > SHOWN_LINES else f"line{'s' * (len(numbers) > 1)} {shown}"


def _count(one: Check) -> str:
    counts = {severity: sum(flaw.severity is severity for flaw in one.flaws) for severity in Severity}
    words = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings")}
    parts = [f"{counts[kind]} {words[kind][counts[kind] != 1]}" for kind in words]
    return ", ".join([*parts, f"{counts[Severity.ADVICE]} advice"])


def _joined(scenario: Scenario, roles: frozenset[RoleId]) -> str:
    return " + ".join(role.id for role in scenario.roles if role.id in roles)


def _proof_lines(scenario: Scenario, proof: Proof) -> Iterable[str]:
    facts, unique = len(scenario.facts), sum(fact.is_unique for fact in scenario.facts)
    yield f"{scenario.title} ({scenario.id} {scenario.version}, {scenario.language})"
    yield (
        f"{len(scenario.people)} people, {len(scenario.roles)} roles, {facts} facts"
        f" ({unique} unique, {facts - unique} shared), {len(scenario.insights)} insights"
    )
    yield "\nWho must speak (the smallest coalitions of each insight)"
    for insight, coalitions in ((one.insight_id, one.coalitions) for one in proof.insights):
        smallest = [coalition for coalition in coalitions if len(coalition) == len(coalitions[0])]
        ways = "  or  ".join(_joined(scenario, coalition) for coalition in smallest)
        yield f"  {insight} [{scenario.insight_by_id[insight].level.value}]: {ways or 'nobody can'}"
    yield "\nWhat is lost when a role is absent"
    for absence in proof.absences:
        yield f"  {absence.role_id}: {', '.join(sorted(absence.lost)) or 'nothing'}"
    yield from _table_lines(scenario, proof)
    yield from _chance_lines(scenario, proof)


def _table_lines(scenario: Scenario, proof: Proof) -> Iterable[str]:
    yield "\nWho sits together at smaller tables"
    for table in proof.tables:
        merged = [_joined(scenario, hand) for hand in table.hands if len(hand) > 1]
        yield f"  {table.size} seats: {', '.join(merged) or 'one role each'}"
        for index, insights in table.given_away.items():
            size = " (demonstration size)" if table.size in DEMONSTRATION_SIZES else ""
            hand = _joined(scenario, table.hands[index])
            yield f"    {hand} alone reach {', '.join(sorted(insights))}{size}"


def _chance_lines(scenario: Scenario, proof: Proof) -> Iterable[str]:
    yield "\nWhat chance alone would put on the table: a fact n hands hold is said with 1 - (1 - p)^n"
    yield "  p     seats  facts  unique  shared  insights"
    for row in proof.expectations:
        yield (
            f"  {row.p:.2f}  {row.size:>5}  {row.coverage:>5.0%}  {row.unique_coverage:>6.0%}"
            f"  {row.shared_coverage:>6.0%}  {row.insights:>4.1f} of {len(scenario.insights)}"
        )


def _overview_lines(scenario: Scenario, seen: Overview) -> Iterable[str]:
    yield "\nWhat each hand holds"
    yield "  role                  facts  words  minutes to read  key  strengths  sensitive"
    for hand in seen.hands:
        yield (
            f"  {hand.role_id:<20}  {hand.facts:>5}  {hand.words:>5}  {hand.minutes:>15.1f}"
            f"  {hand.key:>3}  {hand.strengths:>9}  {hand.sensitive:>9}"
        )
    yield "\nHow many facts of each insight a role holds"
    for insight in scenario.insights:
        held = [(role.id, seen.parts[role.id, insight.id]) for role in scenario.roles]
        yield f"  {insight.id}: {', '.join(f'{role} {count}' for role, count in held if count) or 'nobody'}"
    yield f"\nFacts in nothing: {', '.join(seen.in_nothing) or 'none'}"
    yield f"Minutes: {seen.minutes}, of them {seen.sharing_minutes} to share"
    yield f"Spoilers: {'none' if not seen.spoilers else ''}".rstrip()
    for one in seen.spoilers:
        yield f"  {one.key} is read before people share, and says “{one.words}” of {one.of}"


def _plain_overview(scenario: Scenario) -> dict[str, Any]:
    seen = overview(scenario)
    return {
        "hands": [
            {
                "role": hand.role_id,
                "facts": hand.facts,
                "words": hand.words,
                "minutes": round(hand.minutes, 2),
                "key": hand.key,
                "strengths": hand.strengths,
                "sensitive": hand.sensitive,
            }
            for hand in seen.hands
        ],
        "parts": [
            {"role": role_id, "insight": insight_id, "facts": count}
            for (role_id, insight_id), count in seen.parts.items()
            if count
        ],
        "in_nothing": list(seen.in_nothing),
        "minutes": seen.minutes,
        "sharing_minutes": seen.sharing_minutes,
        "spoilers": [{"text": one.key, "words": one.words, "of": one.of} for one in seen.spoilers],
    }


def _plain(one: Check) -> dict[str, Any]:
    proof = _plain_proof(one.scenario, one.proof) if one.scenario and one.proof else None
    return {
        "file": one.file,
        "ok": not one.has_errors,
        "mend_first": first.code if (first := first_to_mend(one.flaws)) else None,
        "flaws": [_plain_flaw(flaw) for flaw in one.flaws],
        "scenario": one.scenario.id if one.scenario else None,
        "proof": proof,
        "overview": _plain_overview(one.scenario) if one.scenario and one.proof else None,
    }


def _plain_flaw(flaw: Flaw) -> dict[str, Any]:
    return {
        "line": flaw.place.line,
        "column": flaw.place.column,
        "severity": flaw.severity.value,
        "code": flaw.code,
        "what": flaw.what,
        "mend": flaw.mend,
    }


def _plain_proof(scenario: Scenario, proof: Proof) -> dict[str, Any]:
    def listed(roles: frozenset[RoleId]) -> list[str]:
        return [role.id for role in scenario.roles if role.id in roles]

    return {
        "insights": [
            {"id": one.insight_id, "coalitions": [listed(coalition) for coalition in one.coalitions]}
            for one in proof.insights
        ],
        "absences": [{"role": one.role_id, "lost": sorted(one.lost)} for one in proof.absences],
        "tables": [
            {
                "size": one.size,
                "hands": [listed(hand) for hand in one.hands],
                "given_away": {str(index): sorted(insights) for index, insights in one.given_away.items()},
            }
            for one in proof.tables
        ],
        "chance": [
            {
                "seats": one.size,
                "p": one.p,
                "coverage": round(one.coverage, 4),
                "unique_coverage": round(one.unique_coverage, 4),
                "shared_coverage": round(one.shared_coverage, 4),
                "insights": round(one.insights, 4),
            }
            for one in proof.expectations
        ],
    }
