"""What leaves after a commit: per Socket.IO room one list of patches, from views that are made once.

A scope's value and the version at which it last changed are remembered, so that a patch can say from which
version on it applies (P5): on the wire by the slice's own numbers (V14). Where nobody listens nothing is made
and nothing remembered.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.domain.log.commands import ParticipantId, TableId, WorkshopId
from app.domain.log.state import Table, Workshop
from app.domain.views import slices
from app.domain.views.pictures import Painted
from app.domain.views.slices import Scope, Slice
from app.domain.views.touch import touched
from app.domain.workshop.evolution import evolve
from app.languages.tongues import OWN, Tongues
from app.store import Recorded
from app.turn.outcome import Committed, Step
from app.wire.numbering import Numbers, changes_of
from app.wire.patches import Value, merge_patch
from app.wire.rooms import Beside, Key, room_of

Emit = Callable[[str, Any, str], None]
"""Sends an event with its data to a Socket.IO room; there is no way to send without one."""


BesideValue = Callable[[WorkshopId, Workshop, Key], Value]
"""What is kept beside the log for a slice: all of it, or (join code) what a view of the log lacks."""

_BESIDE = frozenset({Beside.NAMES, Beside.WELCOME, slices.LEAD})
"""May be another value at the same version: what is kept beside the log has no versions."""
_GO_WITH: Mapping[Key, Key] = {slices.PEOPLE: Beside.NAMES, slices.AGENDA: Beside.WELCOME}
_NUMBERED_AS: Mapping[Beside, Scope] = {Beside.NAMES: slices.PEOPLE, Beside.WELCOME: slices.AGENDA}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a slice's listeners have. `since`: a version from which on it was so; None: changed elsewhere.

    `changes`: how often it had changed since the last event that told it something (see `numbering`).
    """

    since: int
    value: Value | None
    changes: int = 0


@dataclass(slots=True)
class _Memory:
    """What one workshop's listeners have of each slice in each tongue, at this version."""

    version: int
    workshop: Workshop
    numbers: Numbers
    told: dict[tuple[Key, str], _Told] = field(default_factory=dict)


@dataclass(slots=True)
class _Pictures:
    """Each table's picture of one version of a workshop, painted at most once."""

    workshop: Workshop
    earlier: Callable[[TableId], Painted | None] = lambda _table_id: None
    painted: dict[TableId, Value] = field(default_factory=dict)

    def __call__(self, table: Table) -> Value:
        if table.id not in self.painted:
            self.painted[table.id] = slices.table_picture(self.workshop, table, self.earlier(table.id))
        return self.painted[table.id]


class Broadcast:
    """`is_heard`: whether anybody may be in a room. `log_after`: what another process appended meanwhile."""

    def __init__(
        self,
        emit: Emit,
        *,
        is_heard: Callable[[str], bool],
        log_after: Callable[[WorkshopId, int], Sequence[Recorded]],
        beside: BesideValue,
        tongues: Tongues,
    ) -> None:
        self._emit = emit
        self._is_heard = is_heard
        self._log_after = log_after
        self._beside = beside
        self.tongues = tongues
        self._lock = threading.Lock()
        self._memories: dict[WorkshopId, _Memory] = {}

    def publish(self, committed: Sequence[Committed]) -> None:
        """Send what each workshop's commit changed: one `changes` per room."""
        for one in committed:
            with self._lock:
                rooms = self._changes(one)
            for room, entries in rooms.items():
                self._emit("changes", entries, room)

    def rooms(self, workshop_id: WorkshopId, key: Key) -> tuple[str, ...]:
        """The rooms of all who see a slice, in whichever tongue."""
        tongues = (OWN, *self.tongues.others(workshop_id))
        return tuple(room_of(workshop_id, key, tongue) for tongue in tongues)

    def slices(
        self,
        workshop_id: WorkshopId,
        workshop: Workshop,
        version: int,
        keys: Iterable[Key],
        tongue: str = OWN,
    ) -> Value:
        """A snapshot's slices, each with its value and the version it is good for."""
        pictures = _Pictures(self.tongues.in_tongue(workshop_id, workshop, tongue))
        slices = {}
        with self._lock:
            memory = self._memory(workshop_id, version, workshop)
            known = memory.told if memory.version == version else {}
            for key in keys:
                told = None if _is_beside(key) else known.get((key, tongue))
                # Sixty who come in together see one picture, one family, one agenda: each is made once.
                value = (told and told.value) or self._value(workshop_id, pictures, key)
                # What is remembered stays: a commit on its way to the others is told against it.
                changes = changes_of(_numbered(key), workshop)
                memory.told.setdefault((key, tongue), _Told(version, value, changes))
                number = memory.numbers.at(_numbered(key), version, changes)
                slices[str(key.wire_name)] = {"version": number, "value": value}
        return slices

    def forget(self, workshop_id: WorkshopId) -> None:
        with self._lock:
            self._memories.pop(workshop_id, None)
            self.tongues.forget(workshop_id)

    def _memory(self, workshop_id: WorkshopId, version: int, workshop: Workshop) -> _Memory:
        if workshop_id not in self._memories:
            numbers = Numbers(workshop, lambda after: self._log_after(workshop_id, after))
            self._memories[workshop_id] = _Memory(version, workshop, numbers)
        return self._memories[workshop_id]

    def _changes(self, one: Committed) -> Mapping[str, list[Value]]:
        memory = self._memory(one.workshop_id, one.before_version, one.before)
        memory.numbers.follow(one.before_version, one.steps)
        if memory.version < one.before_version:
            self._catch_up(memory, one)
        _drop_what_is_ahead(memory, one.before_version)
        memory.version, memory.workshop = one.version, one.after
        rooms: dict[str, list[Value]] = {}
        for tongue in (OWN, *self.tongues.others(one.workshop_id)):
            self._changes_in(tongue, one, memory, rooms)
        return rooms

    def _changes_in(
        self, tongue: str, one: Committed, memory: _Memory, rooms: dict[str, list[Value]]
    ) -> None:
        """What those hear who are told in this tongue."""
        before = _Pictures(self.tongues.in_tongue(one.workshop_id, one.before, tongue))
        after = _Pictures(
            self.tongues.in_tongue(one.workshop_id, one.after, tongue),
            partial(_painted, memory, before.workshop, tongue),
        )
        for key in _touched(one):
            room = room_of(one.workshop_id, key, tongue)
            was_and_is = _is_in(one.before, key) and _is_in(one.after, key)
            if not (was_and_is and self._is_heard(room)):
                memory.told.pop((key, tongue), None)
                continue
            whose = _numbered(key)
            told = memory.told.get((key, tongue))
            told = told or _Told(one.before_version, None, changes_of(whose, one.before))
            old = self._value(one.workshop_id, before, key) if told.value is None else told.value
            new = self._value(one.workshop_id, after, key)
            patch = merge_patch(old, new)
            changes = changes_of(whose, one.after)
            memory.told[key, tongue] = (
                _Told(one.version, new, changes) if patch else _Told(told.since, new, told.changes)
            )
            if patch:
                entry = {
                    "slice": str(key.wire_name),
                    "since": memory.numbers.at(whose, told.since, told.changes),
                    "version": memory.numbers.at(whose, one.version, changes),
                    "patch": patch,
                }
                rooms.setdefault(room, []).append(entry)

    def _catch_up(self, memory: _Memory, one: Committed) -> None:
        """Another process told its own listeners and ours; from when on, the log says."""
        workshop = memory.workshop
        for recorded in self._log_after(one.workshop_id, memory.version):
            if recorded.version > one.before_version:
                break
            step = Step(workshop, recorded.event, evolve(workshop, recorded.event))
            keys = _keys(step)
            for key, tongue in [known for known in memory.told if known[0] in keys]:
                memory.told[key, tongue] = _Told(recorded.version, None)
            workshop = step.after
        for key, tongue in list(memory.told):
            if _has_answered_elsewhere(key, memory.workshop, one.before):
                changes = changes_of(_numbered(key), one.before)
                memory.told[key, tongue] = _Told(one.before_version, None, changes)

    def _value(self, workshop_id: WorkshopId, pictures: _Pictures, key: Key) -> Value:
        beside = self._beside(workshop_id, pictures.workshop, key)
        return beside if isinstance(key, Beside) else slices.value(pictures.workshop, key, pictures) | beside


def _is_beside(key: Key) -> bool:
    """Whether what lies beside the log makes a part of it, which may be newer than the version says."""
    return key in _BESIDE or (isinstance(key, Scope) and key.slice is Slice.MINE)


def _has_answered_elsewhere(key: Key, before: Workshop, after: Workshop) -> bool:
    """Whether another process has told somebody of answers of their own."""
    if isinstance(key, Beside) or key.slice is not Slice.MINE:
        return False
    people = (workshop.participants.get(ParticipantId(key.key)) for workshop in (before, after))
    was, now = (one.answers if one else None for one in people)
    return was != now


def _drop_what_is_ahead(memory: _Memory, version: int) -> None:
    """A snapshot was quicker than a commit: who was here before it has not heard of the commit yet."""
    for known in [one for one, told in memory.told.items() if told.since > version]:
        del memory.told[known]


def _painted(memory: _Memory, before: Workshop, tongue: str, table_id: TableId) -> Painted | None:
    """A table's picture as its listeners have it, from before the commit that is being told."""
    told = memory.told.get((Scope(Slice.TABLE, table_id), tongue))
    if told is None or told.value is None or table_id not in before.tables:
        return None
    return Painted(scenario=before.scenario, table=before.tables[table_id], value=told.value)


def _touched(one: Committed) -> list[Key]:
    """Every slice whose value may have changed; some have come or gone."""
    return sorted({key for step in one.steps for key in _keys(step)}, key=str)


def _keys(step: Step) -> set[Key]:
    keys: set[Key] = set(touched(step.before, step.after, step.event))
    return keys | {_GO_WITH[key] for key in keys if key in _GO_WITH}


def _numbered(key: Key) -> Scope:
    """By whose numbers a slice goes."""
    return _NUMBERED_AS[key] if isinstance(key, Beside) else key


def _is_in(workshop: Workshop, key: Key) -> bool:
    return isinstance(key, Beside) or slices.is_there(workshop, key)
