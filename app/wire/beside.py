"""What is kept beside the log and goes out with it: names, the code, who asks to come back."""

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
    """The code is for those who lead and for latecomers, the rest for those who lead.

    `address_of`: where people type or scan a code.
    """

    store: Store
    address_of: Callable[[str], str]

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
        waiting = self.store.comebacks.waiting(workshop_id, datetime.now(UTC))
        return {"back": {one: {"number": number} for one, number in waiting.items()}} if waiting else {}

    def _code(self, workshop_id: WorkshopId) -> Value:
        record = self.store.workshop(workshop_id)
        if record is None or record.code is None:
            return {}
        return {"code": record.code, "url": self.address_of(record.code)}
