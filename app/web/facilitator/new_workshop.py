"""What the form for a new workshop asks, and what opening one does."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import app.clock as clock
from app.access.codes import new_code, new_id
from app.domain.log.commands import WorkshopId
from app.domain.rules.seating import propose
from app.languages.plain_text import plain
from app.languages.speaking import gettext, spoken
from app.messages.sentences import sentence
from app.messages.shapes import LINE_LENGTH
from app.scenarios import (
    AgendaDoesNotFit,
    Library,
    Read,
    ScenarioRefused,
    Severity,
    Shelved,
    State,
    agenda_files,
    shipped,
)
from app.scenarios.agenda_file import PlanRead
from app.scenarios.agendas import AGENDAS, played_by, told_in
from app.scenarios.shelf import state_of
from app.store import Draft, Taken, WorkshopRecord
from app.turn.service import Service
from app.web.plumbing.typed import read_line

FEWEST_EXPECTED, MOST_EXPECTED, USUALLY_EXPECTED = 3, 60, 8
MOST_CODES_TRIED = 5


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


KINDS = ("rehearsal", "bots")
"""Of a rehearsal: people bring their own bots, or the server sends some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkshopPage:
    """The form. `agenda`: the name of a file, empty for the family's own."""

    choices: tuple[ScenarioChoice, ...]
    agendas: tuple[AgendaChoice, ...] = ()
    agenda: str = ""
    agenda_flaw: str = ""
    scenario: str = ""
    title: str = ""
    people: str = str(USUALLY_EXPECTED)
    flaw: str = ""
    title_flaw: str = ""
    people_flaw: str = ""
    near_misses: bool = True
    kind: str = ""
    fewest: int = FEWEST_EXPECTED
    most: int = MOST_EXPECTED
    title_length: int = LINE_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The form's fields as they came. `kind`: of a rehearsal, or empty for a workshop of people."""

    scenario: str
    title: str
    people: str
    agenda: str
    near_misses: bool
    kind: str = ""


def open_workshop(
    service: Service,
    library: Library,
    facilitator_id: str,
    page: NewWorkshopPage,
    drafts: Sequence[Draft] = (),
) -> WorkshopId:
    """Open the workshop a checked form asks for, with a code of its own. Raises the service's problems,
    and ScenarioRefused where the file became a draft meanwhile."""
    read = _read(library, page, drafts)
    scenario, text = read.scenario, read.text
    layout = propose(scenario, int(page.people))
    now = clock.now()
    title = page.title or plain(read.told_in(spoken()).title)
    for _ in range(MOST_CODES_TRIED):
        record = WorkshopRecord(
            id=WorkshopId(new_id("w-")),
            code=new_code(),
            title=gettext("Rehearsal: {title}", title=title) if page.kind else title,
            scenario_id=scenario.id,
            scenario_version=scenario.version,
            scenario_hash=hashlib.sha256(text.encode()).hexdigest(),
            scenario_text=text,
            facilitator_id=facilitator_id,
            created_at=now,
            is_rehearsal=bool(page.kind),
        )
        try:
            service.open_workshop(record, layout, now, None if page.near_misses else False)
        except Taken:  # another workshop has the code: 887 million others are free
            continue
        return record.id
    raise RuntimeError("no free join code was found")


def _read(library: Library, page: NewWorkshopPage, drafts: Sequence[Draft]) -> Read:
    """What a checked form asks for, from its file or as it was written here."""
    written = next((draft for draft in drafts if draft.id == page.scenario), None)
    if written is not None:
        return library.of_text(written.text, _agenda_of(page.agenda))
    path = path_of(page.scenario)
    assert path is not None, "the form was checked"
    return library.of_file(path, _agenda_of(page.agenda))


def new_workshop_page(library: Library, drafts: Sequence[Draft] = (), wanted: str = "") -> NewWorkshopPage:
    """The empty form; a family that is ready is chosen already, the `wanted` one if it is."""
    choices = scenario_choices(library, drafts)
    may_be_opened = [one for one in choices if not one.is_draft]
    chosen = min(
        may_be_opened, key=lambda one: (one.name != wanted, one.state is not State.READY), default=None
    )
    return NewWorkshopPage(
        choices=choices, agendas=agenda_choices(library, drafts), scenario=chosen.name if chosen else ""
    )


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


def _agenda_of(name: str) -> Path | None:
    return AGENDAS / f"{name}.yaml" if name else None


def path_of(name: str) -> Path | None:
    """The file of this name; with or without what stands behind its dot."""
    files = shipped()
    return next((path for path in files if path.name == name), None) or next(
        (path for path in files if path.stem == name), None
    )


def checked(library: Library, typed: Typed, drafts: Sequence[Draft] = ()) -> NewWorkshopPage:
    """The form as it was sent, with a sentence beside everything that is wrong."""
    choices, agendas = scenario_choices(library, drafts), agenda_choices(library, drafts)
    path = path_of(typed.scenario)
    wanted = path.name if path else typed.scenario
    chosen = next((one for one in choices if one.name == wanted), None)
    fits = not typed.agenda or any(
        one.name == typed.agenda and chosen and chosen.name in one.scenarios for one in agendas
    )
    people = read_people(typed.people)
    title, title_flaw = read_line(typed.title, LINE_LENGTH, "title_too_long")
    bounds = {"fewest": FEWEST_EXPECTED, "most": MOST_EXPECTED}
    return NewWorkshopPage(
        choices=choices,
        agendas=agendas,
        agenda=typed.agenda,
        agenda_flaw="" if fits or not chosen else sentence("agenda_does_not_fit"),
        scenario=chosen.name if chosen else "",
        title=typed.title if title_flaw else title,
        people=typed.people if people is None else str(people),
        near_misses=typed.near_misses,
        kind=typed.kind if typed.kind in KINDS else "",
        flaw=_flaw_of(chosen),
        title_flaw=title_flaw,
        people_flaw="" if people is not None else sentence("people_out_of_range", bounds),
    )


def _flaw_of(chosen: ScenarioChoice | None) -> str:
    if chosen is None:
        return sentence("no_scenario")
    return sentence("scenario_is_draft") if chosen.is_draft else ""


def read_people(typed: str) -> int | None:
    """The number of people expected; None when it is none, or out of range."""
    digits = typed.strip()
    people = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
    return people if FEWEST_EXPECTED <= people <= MOST_EXPECTED else None
