"""The report of a check, for people and as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.puzzle.proof import DEMONSTRATION_SIZES, Proof
from app.domain.scenario import RoleId, Scenario
from app.scenarios.checks import Check
from app.scenarios.flaws import Flaw, Severity


def as_text(checks: Sequence[Check]) -> str:
    """One line per flaw, `file:line:column  code  what is wrong  how to fix it`, then each proof."""
    return "\n\n".join("\n".join(_lines(one)) for one in checks)


def as_json(checks: Sequence[Check]) -> str:
    """The same facts for programs; keys in a fixed order."""
    return json.dumps([_plain(one) for one in checks], ensure_ascii=False, indent=2)


def _lines(one: Check) -> Iterable[str]:
    for flaw in one.flaws:
        yield _line(flaw)
    if one.scenario and one.proof:
        if one.flaws:
            yield ""
        yield from _proof_lines(one.scenario, one.proof)
        yield ""
    elif one.scenario is None:
        yield f"{one.file}: fix these first; the meaning is checked once the shape is right"
    yield f"{one.file}: {_count(one)}"


def _line(flaw: Flaw) -> str:
    where = f"{flaw.file}:{flaw.place.line}:{flaw.place.column}"
    return f"{where}  {flaw.severity.value}  {flaw.code}  {flaw.what}  → {flaw.mend}"


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


def _plain(one: Check) -> dict[str, Any]:
    proof = _plain_proof(one.scenario, one.proof) if one.scenario and one.proof else None
    return {
        "file": one.file,
        "ok": not one.has_errors,
        "flaws": [_plain_flaw(flaw) for flaw in one.flaws],
        "scenario": one.scenario.id if one.scenario else None,
        "proof": proof,
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
