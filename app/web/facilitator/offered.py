"""The families and agendas that a new workshop may be about: files, and what is written here, by one gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.languages.speaking import spoken
from app.scenarios import (
    AgendaDoesNotFit,
    Library,
    ScenarioRefused,
    Severity,
    Shelved,
    State,
    agenda_files,
    shipped,
)
from app.scenarios.agenda_file import PlanRead
from app.scenarios.agendas import played_by, told_in
from app.scenarios.shelf import state_of
from app.store import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioChoice:
    """A scenario file, or one written here; a draft may not be opened. `fallback` as the scenario says it;
    `language` its own; `address`: where its flaws stand.
    """

    name: str
    title: str
    language: str = ""
    state: State
    errors: int
    warnings: int
    version: str = ""
    summary: str = ""
    fallback: str = ""
    minutes: int = 0
    roles: int = 0
    address: str = ""

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChoice:
    """An agenda in a file of its own. `scenarios`: the names of the files it may be chosen with."""

    name: str
    title: str
    summary: str
    minutes: int
    scenarios: frozenset[str]
    fallback: str = ""


def scenario_choices(library: Library, drafts: Sequence[Draft] = ()) -> tuple[ScenarioChoice, ...]:
    """The scenario files of the program's folder and those written here, drafts named as such."""
    files = (_choice(library, one) for one in library.shelf())
    return (*files, *(_written(library, draft) for draft in drafts))


def _written(library: Library, draft: Draft) -> ScenarioChoice:
    """A scenario that somebody wrote in the browser, through the same gate as a file."""
    found = library.checked_text(draft.text)
    state = state_of(found)
    scenario = found.scenario
    return ScenarioChoice(
        name=draft.id,
        title=scenario.title if scenario else draft.title,
        language=scenario.language if scenario else "",
        state=state,
        errors=sum(flaw.is_error for flaw in found.flaws),
        warnings=sum(flaw.severity is Severity.WARNING for flaw in found.flaws),
        version=scenario.version if scenario else "",
        summary=scenario.summary if scenario else "",
        minutes=sum(phase.minutes for phase in scenario.agenda) if scenario else 0,
        roles=sum(role.is_core for role in scenario.roles) if scenario else 0,
        address=f"/scenarios/{draft.id}/edit",
    )


def _choice(library: Library, file: Shelved) -> ScenarioChoice:
    name = file.path.name
    scenario = file.check.scenario
    try:
        told = scenario if file.state is State.DRAFT else library.of_file(file.path).told_in(spoken())
    except ScenarioRefused:  # it was changed a moment ago
        return ScenarioChoice(name=name, title=name, state=State.DRAFT, errors=1, warnings=0)
    if told is None:
        return ScenarioChoice(
            name=name, title=name, state=file.state, errors=file.errors, warnings=file.warnings
        )
    return ScenarioChoice(
        name=name,
        title=told.title,
        language=told.language,
        state=file.state,
        errors=file.errors,
        warnings=file.warnings,
        version=told.version,
        summary=told.summary,
        fallback=told.fallback,
        minutes=sum(phase.minutes for phase in told.agenda),
        roles=sum(role.is_core for role in told.roles),
    )


def agenda_choices(library: Library, drafts: Sequence[Draft] = ()) -> tuple[AgendaChoice, ...]:
    """The agendas that some scenario may be played by, the shortest first; those that are flawed left out."""
    offered: dict[Path, set[str]] = {}
    texts = {draft.id: draft.text for draft in drafts}
    for name in (*(path.name for path in shipped()), *texts):
        for agenda in _fitting(library, name, texts):
            offered.setdefault(agenda, set()).add(name)
    told = (_agenda_choice(library.agenda(path), frozenset(names)) for path, names in offered.items())
    return tuple(sorted(told, key=lambda one: (one.minutes, one.name)))


def _fitting(library: Library, name: str, texts: Mapping[str, str]) -> Iterator[Path]:
    """The agendas that a scenario names, or any, as far as it lends them what they lack."""
    path = None if name in texts else path_of(name)
    try:
        read = library.of_text(texts[name]) if path is None else library.of_file(path)
        scenario = read.scenario
    except ScenarioRefused:
        return
    for agenda in agenda_files(scenario):
        try:
            played_by(scenario, library.agenda(agenda))
        except (ScenarioRefused, AgendaDoesNotFit):
            continue
        yield agenda


def _agenda_choice(read: PlanRead, scenarios: frozenset[str]) -> AgendaChoice:
    plan = told_in(read, spoken())
    return AgendaChoice(
        name=read.plan.id,
        title=plan.title,
        summary=plan.summary,
        minutes=plan.minutes,
        scenarios=scenarios,
        fallback="" if plan is read.plan or spoken() in read.texts else plan.language,
    )


def path_of(name: str) -> Path | None:
    """The file of this name; with or without what stands behind its dot."""
    files = shipped()
    return next((path for path in files if path.name == name), None) or next(
        (path for path in files if path.stem == name), None
    )
