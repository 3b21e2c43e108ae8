"""What slices show that is in no log, so that it can be erased or changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import PhaseKind
from app.domain.views import slices
from app.store import Store
from app.wire.patches import Value
from app.wire.rooms import Beside, Key


@dataclass(frozen=True, slots=True)
class KeptBeside:
    """What is kept beside the log: names, and the code for those who lead and for latecomers.

    `join_url`: what the QR of a code holds. `is_here_only`: nobody else gets anywhere with it.
    """

    store: Store
    join_url: Callable[[str], str]
    is_here_only: Callable[[], bool]

    def value(self, workshop_id: WorkshopId, workshop: Workshop, key: Key) -> Value:
        if key is Beside.NAMES:
            return {str(one): name for one, name in self.store.names(workshop_id).items()}
        if key == slices.LEAD:
            return self._code(workshop_id) | self._who_asks_back(workshop_id)
        is_open = workshop.phase.kind is not PhaseKind.CLOSED and not workshop.is_locked
        if key is Beside.WELCOME and is_open:
            return self._code(workshop_id)
        return {}

    def _who_asks_back(self, workshop_id: WorkshopId) -> Value:
        """The number on each page that waits for the place it had. Rule: T13."""
        waiting = self.store.handovers.comebacks.waiting(workshop_id, datetime.now(UTC))
        return {"comebacks": {one: {"number": number} for one, number in waiting.items()}} if waiting else {}

    def _code(self, workshop_id: WorkshopId) -> Value:
        record = self.store.workshop(workshop_id)
        if record is None or record.code is None:
            return {}
        told: Value = {"code": record.code, "url": self.join_url(record.code)}
        return told | {"here_only": True} if self.is_here_only() else told
