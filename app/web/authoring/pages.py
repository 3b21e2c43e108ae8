"""What the check says of each scenario file, for trainers who have a browser and no terminal.

May come in, from who is signed in: GET /scenarios/<file> (its name in the program's folder). Nothing is
written; a name that is no scenario file there is not found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint
from werkzeug.wrappers import Response

from app.domain.puzzle.proof import DEMONSTRATION_SIZES
from app.domain.scenario import RoleId, Scenario
from app.languages.speaking import decimal, gettext
from app.scenarios import Check, Library, Severity, Shelved, State
from app.scenarios.grouping import Group, first_to_mend, grouped
from app.scenarios.overview import HandLine, Overview, overview
from app.scenarios.said import in_spoken_language
from app.store import Store
from app.web.facilitator.led_workshop import asked_to_sign_in
from app.web.facilitator.sign_in import signed_in_facilitator
from app.web.plumbing.responses import refused, shown

SHOWN_LINES = 12
LONGEST_EXCERPT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawLine:
    """One flaw, or equal ones: in which lines, what stands in the first, what is wrong and how to mend it."""

    severity: Severity
    code: str
    line: int
    others: str
    times: int
    excerpt: str
    what: str
    mend: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file with its flaws; the scenario's own, or one of its languages."""

    name: str
    flaws: tuple[FlawLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightLine:
    """An insight: how many of its facts each role holds, and who at least must speak."""

    title: str
    parts: tuple[int, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    name: str
    hand: HandLine
    minutes: str
    lost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What there is to see of a family whose shape is right."""

    language: str
    fallback: str
    roles: tuple[str, ...]
    hands: tuple[HandRow, ...]
    insights: tuple[InsightLine, ...]
    given_away: tuple[str, ...]
    seen: Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPage:
    name: str
    title: str
    version: str
    is_draft: bool
    errors: int
    warnings: int
    files: tuple[CheckedFile, ...]
    family: Family | None


def blueprint(store: Store, library: Library) -> Blueprint:
    """The door to what is written."""
    door = Blueprint("authoring", __name__)

    @door.get("/scenarios/<name>")
    def checked_scenario(name: str) -> Response:
        if signed_in_facilitator(store) is None:
            return asked_to_sign_in()
        file = next((one for one in library.shelf() if one.path.name == name), None)
        if file is None:
            return refused("page_not_found", HTTPStatus.NOT_FOUND)
        return shown("scenario_checked.html", _page(file))

    return door


def _page(file: Shelved) -> CheckedPage:
    scenario = file.check.scenario
    return CheckedPage(
        name=file.path.name,
        title=scenario.title if scenario else file.path.name,
        version=scenario.version if scenario else "",
        is_draft=file.state is State.DRAFT,
        errors=file.errors,
        warnings=file.warnings,
        files=tuple(_checked(one) for one in (file.check, *file.languages)),
        family=_family(file.check),
    )


def _checked(one: Check) -> CheckedFile:
    path = Path(one.file)
    try:
        lines: Sequence[str] = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        lines = ()
    first = first_to_mend(one.flaws)
    groups = sorted(grouped(one.flaws), key=lambda group: first not in group.flaws)
    return CheckedFile(
        name=path.name, flaws=tuple(_flaw(group, lines, group.first is first) for group in groups)
    )


def _flaw(group: Group, lines: Sequence[str], is_first: bool) -> FlawLine:
    flaw = group.first
    others = [str(number) for number in group.lines[1:]]
    excerpt = lines[flaw.place.line - 1].strip() if flaw.place.line <= len(lines) else ""
    return FlawLine(
        severity=flaw.severity,
        code=flaw.code,
        line=flaw.place.line,
        others=", ".join(others[:SHOWN_LINES]) + (" …" if len(others) > SHOWN_LINES else ""),
        times=len(group.flaws),
        excerpt=excerpt if len(excerpt) <= LONGEST_EXCERPT else excerpt[: LONGEST_EXCERPT - 1] + "…",
        what=in_spoken_language(flaw.what),
        mend=in_spoken_language(flaw.mend),
        is_first=is_first,
    )


def _family(one: Check) -> Family | None:
    scenario, proof = one.scenario, one.proof
    if scenario is None or proof is None:
        return None
    seen = overview(scenario)
    lost = {absence.role_id: absence.lost for absence in proof.absences}
    titles = {insight.id: insight.title for insight in scenario.insights}
    ways = {found.insight_id: found.coalitions for found in proof.insights}
    return Family(
        language=scenario.language,
        fallback=scenario.fallback,
        roles=tuple(role.called for role in scenario.roles),
        hands=tuple(
            HandRow(
                name=scenario.role_by_id[hand.role_id].called,
                hand=hand,
                minutes=decimal(hand.minutes),
                lost=", ".join(titles[name] for name in titles if name in lost.get(hand.role_id, ())),
            )
            for hand in seen.hands
        ),
        insights=tuple(
            InsightLine(
                title=insight.title,
                parts=tuple(seen.parts[role.id, insight.id] for role in scenario.roles),
                ways=tuple(_joined(scenario, roles) for roles in ways[insight.id]),
            )
            for insight in scenario.insights
        ),
        given_away=tuple(_given_away(one)),
        seen=seen,
    )


def _joined(scenario: Scenario, roles: frozenset[RoleId]) -> str:
    return " + ".join(role.called for role in scenario.roles if role.id in roles)


def _given_away(one: Check) -> Sequence[str]:
    """What merged hands of the small tables reach alone."""
    scenario, proof = one.scenario, one.proof
    if scenario is None or proof is None:
        return ()
    return [
        gettext(
            "At a demonstration table of {size}, {hands} in one hand reach {insights}.",
            size=table.size,
            hands=_joined(scenario, table.hands[index]),
            insights=", ".join(sorted(scenario.insight_by_id[name].title for name in insights)),
        )
        for table in proof.tables
        if table.size in DEMONSTRATION_SIZES
        for index, insights in table.given_away.items()
    ]
