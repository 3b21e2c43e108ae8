"""What follows by itself, a while after a step: answers are forgotten, barriers that wait come in.

A workshop is looked at again when its last move can no longer be undone (J8), and by chance some seconds
after enough barriers wait (D11): nothing a phone does, not even coming online, is followed by them at once.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence

import app.clock as clock
from app.domain.log.commands import Command, CommandId, FacilitatorActor, Settle, WorkshopId
from app.domain.log.rejections import Rejected
from app.domain.rules import agenda, counting
from app.store import Store
from app.turn.live import NoSuchWorkshop
from app.turn.outcome import Broken, Committed, NotSaved
from app.turn.service import Service

LOOKS_EVERY_S = 1.0
AFTER_A_MOVE_S = agenda.UNDO_FOR.total_seconds() + 1.0
BARRIERS_AFTER_S = (3.0, 12.0)
_CHANCE = secrets.SystemRandom()

log = logging.getLogger(__name__)


class Settling:
    """When each workshop is to be settled next. `clock` gives monotonic seconds."""

    def __init__(self, service: Service, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._service = service
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._due: dict[WorkshopId, float] = {}

    def note(self, committed: Sequence[Committed]) -> None:
        """Take note of what is due after these commits."""
        for one in committed:
            if counting.is_batch(one.after):
                if not counting.is_batch(one.before):
                    self._look_in(one.workshop_id, _CHANCE.uniform(*BARRIERS_AFTER_S))
            elif not agenda.is_settled(one.after):
                self._look_in(one.workshop_id, AFTER_A_MOVE_S)

    def note_what_was_left(self) -> None:
        """Take note of what was due when the app stopped."""
        for workshop_id in self._store.workshops_running():
            self._look_in(workshop_id, AFTER_A_MOVE_S)

    def settle_due(self) -> None:
        """Settle every workshop whose time has come."""
        with self._lock:
            due = [one for one, due_at in self._due.items() if due_at <= self._clock()]
            for workshop_id in due:
                del self._due[workshop_id]
        for workshop_id in due:
            self.settle(workshop_id)

    def settle(self, workshop_id: WorkshopId) -> None:
        """Settle one workshop now; looked at again if the store refuses, or something is not due yet."""
        command_id = CommandId(f"settle-{secrets.token_urlsafe(16)}")
        wish = Command(id=command_id, at=clock.now(), by=FacilitatorActor(), wish=Settle())
        try:
            self._service.handle(workshop_id, wish)
            workshop, _ = self._service.current(workshop_id)
        except (NoSuchWorkshop, Rejected):
            return
        except (NotSaved, Broken):
            self._look_in(workshop_id, AFTER_A_MOVE_S)
            return
        if not agenda.is_settled(workshop):
            self._look_in(workshop_id, AFTER_A_MOVE_S)

    def run(self, sleep: Callable[[float], object]) -> None:
        """Go on settling for as long as the app runs."""
        self.note_what_was_left()
        while True:
            sleep(LOOKS_EVERY_S)
            try:
                self.settle_due()
            except Exception:  # the one who settles outlives every defect: it looks again
                log.exception("a workshop could not be settled")

    def _look_in(self, workshop_id: WorkshopId, seconds: float) -> None:
        with self._lock:
            at = self._clock() + seconds
            self._due[workshop_id] = min(at, self._due.get(workshop_id, at))
