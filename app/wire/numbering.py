"""How the wire numbers what a slice's audience has been told: 1, 2, 3…, each slice for itself. Rule: V14.

The log's own versions would count what happens elsewhere and in private. A number is how many events up to a
version told this slice's audience something: it follows from the log alone, the same at every process. It
never goes back, and grows whenever the slice's value changes: what holds for versions holds for numbers.

The log does not say whose answers change while a step lasts (J8): what is somebody's own counts these changes
itself, between two events that tell it something.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from app.domain.log.commands import ParticipantId
from app.domain.log.events import Event
from app.domain.log.state import Workshop
from app.domain.views.slices import Scope, Slice
from app.domain.views.touch import told
from app.domain.workshop.decision import initial
from app.domain.workshop.evolution import evolve
from app.store import Recorded

BETWEEN_TWO_EVENTS = 1_000_000
"""Far more changes than one person makes in one step."""


def changes_of(scope: Scope, workshop: Workshop) -> int:
    """How often what only this participant sees has changed since an event told them something."""
    if scope.slice is not Slice.MINE:
        return 0
    one = workshop.participants.get(ParticipantId(scope.key))
    return one.answers.changes if one else 0


class Numbers:
    """One workshop's numbers up to a version. `log_after`: what the log holds beyond a version."""

    def __init__(self, workshop: Workshop, log_after: Callable[[int], Sequence[Recorded]]) -> None:
        self._workshop = initial(workshop.scenario)
        self._log_after = log_after
        self._version = 0
        self._told_at: dict[Scope, list[int]] = {}

    def at(self, scope: Scope, version: int, changes: int = 0) -> int:
        """How many events up to this version told the scope's audience something, `changes` since them."""
        self._reach(version)
        told = bisect_right(self._told_at.get(scope, ()), version)
        return told * BETWEEN_TWO_EVENTS + changes if scope.slice is Slice.MINE else told

    def follow(self, before_version: int, steps: Sequence[tuple[Workshop, Event, Workshop]]) -> None:
        """Take in a commit that follows on this version, without asking the log for it."""
        self._reach(before_version)
        for version, (before, event, after) in enumerate(steps, start=before_version + 1):
            if version == self._version + 1:
                self._count(before, event, after)

    def _reach(self, version: int) -> None:
        if self._version >= version:
            return
        for recorded in self._log_after(self._version):
            self._count(self._workshop, recorded.event, evolve(self._workshop, recorded.event))

    def _count(self, before: Workshop, event: Event, after: Workshop) -> None:
        self._version += 1
        self._workshop = after
        for scope in told(before, after, event):
            self._told_at.setdefault(scope, []).append(self._version)
