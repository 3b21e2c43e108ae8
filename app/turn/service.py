"""The turn: one writer decides the waiting commands in order, commits them together, releases, publishes.

Group commit: whoever waits while the disk writes is written by the next commit, all at once.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    Layout,
    OpenWorkshop,
    Wish,
    WorkshopId,
)
from app.domain.log.rejections import Rejected
from app.domain.log.state import Workshop
from app.domain.scenario import Scenario
from app.domain.workshop.decision import decide
from app.domain.workshop.evolution import evolve
from app.store import Append, Conflict, Name, Recorded, Store, StoreFailed, WorkshopRecord
from app.turn.beside import changes
from app.turn.live import Live, LiveWorkshops, NoSuchWorkshop
from app.turn.old_logs import bring_over
from app.turn.outcome import Broken, Committed, NotSaved, Step

MOST_PER_COMMIT = 512
MOST_CONFLICTS = 20

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Waiting:
    """A caller and, once `done`, what became of the command."""

    workshop_id: WorkshopId
    command: Command
    name: Name | None = None
    done: threading.Event = field(default_factory=threading.Event)
    version: int = 0
    problem: Exception | None = None


@dataclass(slots=True)
class _Draft:
    """One workshop during a turn: not yet true, dropped if the commit fails.

    `is_doubtful`: something was decided by what this process knows, which may be behind another.
    """

    live: Live
    workshop: Workshop
    version: int
    is_doubtful: bool = False
    seen: dict[CommandId, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


class Service:
    """Handles commands for every workshop of a store.

    `read_scenario` turns a pinned text into the scenario; `on_commit` is told after the callers were
    released, from the writer, once per commit; `on_idle` names a workshop that has left the memory.
    """

    def __init__(
        self,
        store: Store,
        *,
        read_scenario: Callable[[str], Scenario],
        on_commit: Callable[[Sequence[Committed]], None] = lambda _committed: None,
        on_idle: Callable[[WorkshopId], None] = lambda _workshop_id: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.on_commit = on_commit
        self.on_idle = on_idle
        self._store = store
        self._live = LiveWorkshops(store, read_scenario, clock)
        self._waiting: queue.Queue[_Waiting | None] = queue.Queue()
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    # --- for the doors --------------------------------------------------------------------------------

    def handle(self, workshop_id: WorkshopId, command: Command, name: Name | None = None) -> int:
        """The workshop's version once the command is committed; blocks until then.

        The same command id again gives its version and changes nothing. A `name` is kept with it, beside the
        log, or not at all. Raises Rejected, NoSuchWorkshop, NotSaved or Broken.
        """
        waiting = _Waiting(workshop_id, command, name)
        self._ensure_writer()
        self._waiting.put(waiting)
        waiting.done.wait()
        if waiting.problem is not None:
            raise waiting.problem
        return waiting.version

    def open_workshop(self, record: WorkshopRecord, layout: Layout, at: datetime) -> int:
        """Keep a new workshop and its opening at once: nobody can be in its way. Its version.

        Raises Rejected, `store.Taken` when its code is in use, and `store.StoreFailed`.
        """
        command_id = CommandId(f"open-{record.id}")
        opening = Command(id=command_id, at=at, by=FacilitatorActor(), wish=OpenWorkshop(layout=layout))
        events = decide(self._live.unopened(record), opening)
        self._store.add_workshop(
            record, Append(workshop_id=record.id, after_version=0, command_id=command_id, events=events)
        )
        return len(events)

    def current(self, workshop_id: WorkshopId) -> tuple[Workshop, int]:
        """The workshop as the store has it now, and its version. Raises NoSuchWorkshop."""
        live = self._live.caught_up(workshop_id)
        return live.workshop, live.version

    def meant(self, workshop_id: WorkshopId, wish: Wish) -> Wish:
        """A wish from the wire, in the author's ids. Raises NoSuchWorkshop."""
        return self._live.as_known(workshop_id).workshop.signs.meant(wish)

    def version(self, workshop_id: WorkshopId) -> int:
        """The version the store has now; cheaper than `current`."""
        return self._store.version(workshop_id)

    def forget(self, workshop_id: WorkshopId) -> None:
        """Drop from memory a workshop that was deleted, and whatever follows it."""
        self._live.forget(workshop_id)
        self.on_idle(workshop_id)

    def log(self, workshop_id: WorkshopId) -> tuple[Recorded, ...]:
        """Every event of the workshop, in order."""
        return self._store.events(workshop_id)

    def bring_over(self) -> None:
        """Take private answers out of logs that an earlier version wrote, before anybody comes in."""
        bring_over(self._store, self._live)

    def close(self) -> None:
        """Finish what waits, then stop the writer."""
        if self._writer is not None:
            self._waiting.put(None)
            self._writer.join()
            self._writer = None

    # --- the writer -----------------------------------------------------------------------------------

    def _ensure_writer(self) -> None:
        if self._writer is None:
            with self._lock:
                if self._writer is None:
                    self._writer = threading.Thread(target=self._write, name="writer", daemon=True)
                    self._writer.start()

    def _write(self) -> None:
        is_open = True
        while is_open:
            taken = self._take()
            is_open = None not in taken
            waiting = [one for one in taken if one is not None]
            try:
                committed = self._turn(waiting)
                _release(waiting)
                if committed:
                    self.on_commit(committed)
                for workshop_id in self._live.forget_idle():
                    self.on_idle(workshop_id)
            except Exception:  # the one writer outlives every defect; who waits is told
                log.exception("turn failed: %s", _described(waiting))
                _release(waiting, Broken())

    def _take(self) -> list[_Waiting | None]:
        taken = [self._waiting.get()]
        while len(taken) < MOST_PER_COMMIT and taken[-1] is not None:
            try:
                taken.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return taken

    def _turn(self, waiting: Sequence[_Waiting]) -> tuple[Committed, ...]:
        """Decide all, commit all; who appended first elsewhere is caught up with and all is decided again."""
        said = NotSaved.code
        behind: frozenset[WorkshopId] = frozenset()
        for _ in range(MOST_CONFLICTS):
            drafts: dict[WorkshopId, _Draft] = {}
            try:
                for workshop_id in behind:
                    with suppress(NoSuchWorkshop):  # it was deleted; who waits is told when it is decided
                        self._live.caught_up(workshop_id)
                batch = [append for one in waiting if (append := self._decided(one, drafts))]
                self._check_current(drafts)
                self._store.append(batch)
            except Conflict as conflict:
                behind = conflict.workshop_ids
                continue
            except StoreFailed as problem:
                said = problem.said
                if not problem.is_told:
                    log.exception("not saved: %s", _described(waiting))
                break
            return self._committed(drafts)
        else:
            log.error("not saved, always overtaken: %s", _described(waiting))
        for one in waiting:  # refusals too: they were decided beside wishes that did not happen
            one.problem = NotSaved(said)
        return ()

    def _check_current(self, drafts: Mapping[WorkshopId, _Draft]) -> None:
        """Raise Conflict where only the store can tell whether what was decided still holds.

        A commit finds out by itself; a refusal and a "so already" write nothing that could be in the way.
        """
        alone = [(one, draft) for one, draft in drafts.items() if draft.is_doubtful and not draft.steps]
        behind = [one for one, draft in alone if self._store.version(one) != draft.live.version]
        if behind:
            raise Conflict(frozenset(behind))

    def _decided(self, one: _Waiting, drafts: dict[WorkshopId, _Draft]) -> Append | None:
        """What to append for a command; the answer for its caller is noted, but not yet given."""
        one.problem = None
        try:
            draft = self._draft(one.workshop_id, drafts)
            known = draft.seen.get(one.command.id) or draft.live.seen.get(one.command.id)
            if known is not None:
                one.version = known
                return None
            draft.is_doubtful = True
            return self._advanced(one, draft)
        except (Rejected, NoSuchWorkshop) as refusal:
            one.problem = refusal
        except StoreFailed as problem:
            if not problem.is_told:
                log.exception("not read: %s", _described([one]))
            one.problem = NotSaved(problem.said)
        except Exception:  # a defect in a rule refuses this command, not its neighbours
            log.exception("defect: %s", _described([one]))
            one.problem = Broken()
        return None

    def _advanced(self, one: _Waiting, draft: _Draft) -> Append | None:
        events = decide(draft.workshop, one.command)
        steps = []
        workshop = draft.workshop
        for event in events:
            steps.append(Step(workshop, event, evolve(workshop, event)))
            workshop = steps[-1].after
        append = Append(
            workshop_id=one.workshop_id,
            after_version=draft.version,
            command_id=one.command.id,
            events=events,
            name=one.name,
            beside=changes(draft.workshop, workshop),
        )
        draft.workshop = workshop
        draft.version += len(events)
        draft.steps.extend(steps)
        draft.seen[one.command.id] = one.version = draft.version
        return append if events or one.name else None

    def _draft(self, workshop_id: WorkshopId, drafts: dict[WorkshopId, _Draft]) -> _Draft:
        if workshop_id not in drafts:
            live = self._live.as_known(workshop_id)
            drafts[workshop_id] = _Draft(live=live, workshop=live.workshop, version=live.version)
        return drafts[workshop_id]

    def _committed(self, drafts: dict[WorkshopId, _Draft]) -> tuple[Committed, ...]:
        committed = []
        for workshop_id, draft in drafts.items():
            self._live.keep(workshop_id, draft.workshop, draft.version, draft.seen)
            if draft.steps:
                before, after, steps = draft.live.version, draft.version, tuple(draft.steps)
                one = Committed(workshop_id=workshop_id, before_version=before, version=after, steps=steps)
                committed.append(one)
        return tuple(committed)


def _release(waiting: Sequence[_Waiting], problem: Exception | None = None) -> None:
    for one in waiting:
        if not one.done.is_set():
            one.problem = one.problem or problem
            one.done.set()


def _described(waiting: Sequence[_Waiting]) -> str:
    """Which wishes in which workshops: never what they say, nor who says it."""
    return ", ".join(f"{type(one.command.wish).__name__} in {one.workshop_id}" for one in waiting)
