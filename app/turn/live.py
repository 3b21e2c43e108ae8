"""Workshops in memory: folded once from the log, then kept up with it, forgotten when nobody uses them."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.log.commands import CommandId, WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import Scenario
from app.domain.workshop.decision import initial
from app.domain.workshop.evolution import evolve
from app.store import Store, WorkshopRecord
from app.turn.beside import laid
from app.turn.drawn_signs import signs_of

IDLE_S = 1800.0
SWEEP_S = 60.0


class NoSuchWorkshop(Exception):
    code = "no_such_workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A workshop at a version of its log. `seen` only grows: the version each command led to."""

    workshop: Workshop
    version: int
    seen: dict[CommandId, int]


class LiveWorkshops:
    """Shared by the writer and by readers. `read_scenario` turns a pinned text into the scenario."""

    def __init__(
        self,
        store: Store,
        read_scenario: Callable[[str], Scenario],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._read_scenario = read_scenario
        self._clock = clock
        self._lock = threading.Lock()
        self._live: dict[WorkshopId, Live] = {}
        self._used_at: dict[WorkshopId, float] = {}
        self._scenarios: dict[str, Scenario] = {}
        self._swept_at = clock()
        self._key = b""

    def as_known(self, workshop_id: WorkshopId) -> Live:
        """The workshop as this process knows it; only a commit tells whether another is ahead.

        Raises NoSuchWorkshop.
        """
        return self._live.get(workshop_id) or self.caught_up(workshop_id)

    def caught_up(self, workshop_id: WorkshopId) -> Live:
        """The workshop after every event the store has. Raises NoSuchWorkshop."""
        live = self._live.get(workshop_id)
        version = self._store.version(workshop_id) if live is not None else 0
        if live is not None and version < live.version:  # deleted, perhaps by another process
            self.forget(workshop_id)
            live = None
        if live is not None and version == live.version:
            return live
        live = live or self._unfolded(workshop_id)
        workshop, version = live.workshop, live.version
        seen: dict[CommandId, int] = {}
        for recorded in self._store.events(workshop_id, version):
            workshop, version = evolve(workshop, recorded.event), recorded.version
            seen[recorded.command_id] = version
        # Read after the log: never older than it. What is newer comes with an event that is still to come.
        workshop = laid(workshop, self._store.running(workshop_id))
        return self.keep(workshop_id, workshop, version, seen)

    def _unfolded(self, workshop_id: WorkshopId) -> Live:
        record = self._store.workshop(workshop_id)
        if record is None:
            raise NoSuchWorkshop(workshop_id)
        return Live(workshop=self.unopened(record), version=0, seen={})

    def unopened(self, record: WorkshopRecord) -> Workshop:
        """The workshop of a record as it is before its first event."""
        if record.scenario_hash not in self._scenarios:
            self._scenarios[record.scenario_hash] = self._read_scenario(record.scenario_text)
        scenario = self._scenarios[record.scenario_hash]
        return replace(initial(scenario), signs=signs_of(scenario, record.id, self._signing_key()))

    def _signing_key(self) -> bytes:
        self._key = self._key or self._store.secret_key()
        return self._key

    def forget(self, workshop_id: WorkshopId) -> None:
        """Drop a workshop that is not kept any more."""
        with self._lock:
            self._live.pop(workshop_id, None)
            self._used_at.pop(workshop_id, None)

    def keep(
        self, workshop_id: WorkshopId, workshop: Workshop, version: int, seen: dict[CommandId, int]
    ) -> Live:
        """Replace what is in memory unless it is already further: a reader may have been quicker."""
        with self._lock:
            self._used_at[workshop_id] = self._clock()
            live = self._live.get(workshop_id)
            if live is None or live.version < version:
                kept = live.seen if live else {}
                live = Live(workshop=workshop, version=version, seen=kept)
                self._live[workshop_id] = live
            live.seen.update(seen)
            return live

    def forget_idle(self) -> tuple[WorkshopId, ...]:
        """Drop workshops nobody has used for a while, looking once a minute: the log has them."""
        now = self._clock()
        if now - self._swept_at < SWEEP_S:
            return ()
        self._swept_at = now
        with self._lock:
            idle = tuple(one for one, used_at in self._used_at.items() if now - used_at > IDLE_S)
            for workshop_id in idle:
                del self._live[workshop_id], self._used_at[workshop_id]
        return idle
