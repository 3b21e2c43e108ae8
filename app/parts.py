"""The parts that doors are handed. `app` puts them together; what a door uses stands in its own signature.

`web` takes them; they know the rooms below it and no page.
"""

from dataclasses import dataclass

from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.languages.speaking import spoken
from app.languages.tongues import Tongues
from app.store import Store
from app.turn.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshops:
    """Workshops as a door reads and changes them: what is kept, the turn, and the scenarios' languages."""

    store: Store
    service: Service
    tongues: Tongues

    def now(self, workshop_id: WorkshopId) -> Workshop:
        """The workshop as it stands. Raises NoSuchWorkshop."""
        return self.service.current(workshop_id)[0]

    def in_tongue(self, workshop_id: WorkshopId, workshop: Workshop) -> Workshop:
        """The workshop with its scenario's texts in the language that is being spoken, if it has that one."""
        return self.tongues.in_tongue(workshop_id, workshop, spoken())
