"""Coming in: what the pages show, the name as it is kept, what latecomers are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from app.access.codes import code_pattern
from app.domain.log.state import Workshop
from app.domain.rules.seating import seat_for_next
from app.domain.scenario import PhaseKind
from app.languages.speaking import SOURCE, gettext, listed
from app.messages.shapes import NAME_LENGTH
from app.web.plumbing.typed import read_line

LONGEST_TYPED = 4 * NAME_LENGTH
"""What the name's box takes, in the browser's units: a letter kept as one may be typed as three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage:
    """What the join page shows. `workshop` fields are empty while the code names no open workshop.

    `place`: what waits for somebody who comes late, else empty. `place_token`: for whom this page is, should
    it be sent twice. `language`: of the scenario's texts, `fallback`: of those that have no translation.
    `asks_back`: whoever comes may have been here before. `is_locked`: nobody new comes in.
    """

    code: str
    place_token: str = ""
    name: str = ""
    title: str = ""
    summary: str = ""
    language: str = SOURCE
    fallback: str = ""
    content_notes: tuple[str, ...] = ()
    names_until: str = ""
    place: str = ""
    asks_back: bool = False
    is_locked: bool = False
    flaw: str = ""
    name_flaw: str = ""
    longest_typed: int = LONGEST_TYPED
    code_pattern: str = code_pattern()

    @property
    def code_is_open(self) -> bool:
        return self.title != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """What the phone's shell shows before its script has taken over."""

    title: str
    participant_id: str
    route: str


class NotServed(Exception):
    """A request that cannot be served: the code of its sentence, the status, and the facts of the case."""

    def __init__(self, code: str, status: HTTPStatus, facts: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.facts = code, status, facts


class Back(Exception):
    """A code that brings somebody back to the place they had: where it leads."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def read_name(typed: str) -> tuple[str, str]:
    """The name as it is kept (empty: none), and what is wrong with it."""
    return read_line(typed, NAME_LENGTH, "name_too_long")


def place_for_latecomer(workshop: Workshop) -> str:
    """Which seat waits, in one sentence for the join page; empty while the lobby is open. Rule: T3."""
    if workshop.phase.kind is PhaseKind.LOBBY:
        return ""
    seat, is_taken = seat_for_next(workshop)
    roles = listed(workshop.scenario.role_by_id[role_id].name for role_id in seat.role_ids)
    number = workshop.tables[seat.table_id].number
    table = gettext(" at table {number}", number=number) if len(workshop.tables) > 1 else ""
    seat_named = {"roles": roles, "table": table}
    if is_taken:
        return gettext(
            "The workshop has started. You'll sit with the {roles}{table} as a deputy, or you can observe.",
            **seat_named,
        )
    return gettext(
        "The workshop has started. You'll play the {roles}{table}, an empty seat, or you can observe.",
        **seat_named,
    )
