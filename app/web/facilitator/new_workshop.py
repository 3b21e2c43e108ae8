"""What the form for a new workshop asks, and what opening one does."""

import hashlib
from collections.abc import Sequence
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
    Library,
    Read,
    State,
)
from app.scenarios.agendas import AGENDAS
from app.store import Draft, Taken, WorkshopRecord
from app.turn.service import Service
from app.web.facilitator.offered import (
    AgendaChoice,
    ScenarioChoice,
    agenda_choices,
    path_of,
    scenario_choices,
)
from app.web.plumbing.typed import read_line

FEWEST_EXPECTED, MOST_EXPECTED, USUALLY_EXPECTED = 3, 60, 8
MOST_CODES_TRIED = 5


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


def _agenda_of(name: str) -> Path | None:
    return AGENDAS / f"{name}.yaml" if name else None


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
