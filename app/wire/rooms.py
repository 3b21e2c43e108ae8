"""Which Socket.IO room a slice is sent to: it follows from who sees the slice.

Slices share a room only where exactly the same audiences see all of them, always. So an audience that comes
to see one of them is never sent the others: that one then has a room of its own.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.log.audiences import Audience
from app.domain.log.commands import WorkshopId
from app.domain.views import slices
from app.domain.views.slices import Scope
from app.languages.tongues import OWN


class Beside(StrEnum):
    """Slices of what is kept beside the log: they can be erased, the log cannot."""

    NAMES = "names"
    WELCOME = "welcome"

    @property
    def wire_name(self) -> str:
        return self.value


Key = Scope | Beside

BESIDE: Mapping[Audience, tuple[Beside, ...]] = {
    Audience.PARTICIPANT: (),
    Audience.OBSERVER: (),
    Audience.FACILITATOR: (Beside.NAMES,),
    Audience.DESK: (Beside.NAMES,),
    Audience.SCREEN: (Beside.WELCOME,),
}
"""What each audience sees, always, of what is kept beside the log."""


def shared_rooms(always: Mapping[Audience, Iterable[Key]], sometimes: Iterable[str]) -> Mapping[Key, str]:
    """The room's name for each slice that may share one: the audiences that see it.

    `always`: the slices that an audience sees wherever its people sit; `sometimes`: the kinds of those that
    somebody sees only there or then, which share with none.
    """
    apart = frozenset(sometimes)
    seen_by: dict[Key, set[Audience]] = {}
    for audience, keys in always.items():
        for key in keys:
            seen_by.setdefault(key, set()).add(audience)
    return {key: "+".join(sorted(who)) for key, who in seen_by.items() if _kind(key) not in apart}


def _kind(key: Key) -> str:
    return key if isinstance(key, Beside) else key.slice


_SHARED = shared_rooms(
    {audience: (*slices.ALWAYS[audience], *BESIDE[audience]) for audience in Audience},
    (kind for kinds in slices.SOMETIMES.values() for kind in kinds),
)


def room_of(workshop_id: WorkshopId, key: Key, tongue: str = OWN) -> str:
    """The Socket.IO room of all who see a slice in a tongue."""
    told_in = f"/{tongue}" if tongue else ""
    shared = _SHARED.get(key)
    if shared is not None:
        return f"{workshop_id}/{shared}{told_in}"
    whose = "" if isinstance(key, Beside) else key.key
    return f"{workshop_id}/{_kind(key)}/{whose}{told_in}"
