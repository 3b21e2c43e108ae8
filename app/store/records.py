"""What goes into the store and comes out of it, and what it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.log.commands import BarrierId, CommandId, ParticipantId, WorkshopId
from app.domain.log.events import Event
from app.domain.log.state import Answers, Barrier


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopRecord:
    """A workshop beside its log. `code` None: closed to newcomers. Text and hash pin the scenario.

    `delete_on`: the last day it is kept; None: until somebody deletes it.
    `delete_zone`: the name of the zone in which it is a day; None: this computer's.
    `is_rehearsal`: bots play it, and it is kept apart from those of people.
    """

    id: WorkshopId
    code: str | None
    title: str
    scenario_id: str
    scenario_version: str
    scenario_hash: str
    scenario_text: str = field(repr=False)
    facilitator_id: str
    created_at: datetime
    delete_on: date | None = None
    delete_zone: str | None = None
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorRecord:
    id: str
    name: str
    passphrase_hash: str = field(repr=False)
    created_at: datetime


Name = tuple[ParticipantId, str]
"""Whose, and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside the log while its step lasts, by whose it is; of a change, None is what is gone."""

    answers: Mapping[ParticipantId, Answers | None] = field(default_factory=dict, repr=False)
    waiting: Mapping[BarrierId, Barrier | None] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.answers or self.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """The events of one command, for a workshop that is at `after_version`.

    `name`: what a participant is called from then on, and `beside`: what changes there; both are kept with
    the events or not at all.
    """

    workshop_id: WorkshopId
    after_version: int
    command_id: CommandId
    events: tuple[Event, ...]
    name: Name | None = field(default=None, repr=False)
    beside: Beside = field(default=Beside(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as the log keeps it: the first of a workshop has version 1, and none is left out."""

    version: int
    command_id: CommandId
    event: Event


class StoreProblem(Exception):
    """The database cannot be used; `str()` is the one sentence people read."""


class StoreNotWritable(StoreProblem):
    """The file or its folder cannot be written, or is not a database."""


class StoreNotReachable(StoreProblem):
    """No database server answers at the address given, or it refuses us."""


class StoreTooNew(StoreProblem):
    """A newer version of this app has changed the database already."""


class StoreFailed(StoreProblem):
    """Nothing of the batch was kept, though there is no conflict: the disk is full, the server gone.

    `said`: the code of the sentence for those who wanted it kept. `is_told`: the log has it already, once.
    """

    said = "not_saved"
    is_told = False


class StoreGone(StoreFailed):
    """The file was deleted or replaced under the running app: what is written would be found by nobody."""

    said = "database_gone"
    is_told = True


class StoreHeld(StoreFailed):
    """Another program holds the database's lock, longer than anybody waits for."""

    said = "database_held"
    is_told = True


class StoreFull(StoreFailed):
    """There is no room on the disk for what would be saved."""

    said = "database_full"
    is_told = True


class Taken(Exception):
    """Another workshop has this code, or another facilitator this name."""


class Conflict(Exception):
    """Somebody else appended first; nothing of the batch was written. `workshop_ids`: those to read again."""

    def __init__(self, workshop_ids: frozenset[WorkshopId]) -> None:
        super().__init__(f"appended elsewhere first: {', '.join(sorted(workshop_ids))}")
        self.workshop_ids = workshop_ids
