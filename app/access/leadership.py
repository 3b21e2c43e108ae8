"""Who leads a workshop: the facilitator whose it is, or a device that holds its standby link.

What a browser may do is in its signed session: `SIGNED_IN`, the facilitator's id; `STANDBY`, by workshop id
the number of the standby link it opened. A new standby link makes the ones before it void. `BROWSER` is an id
drawn at random when it began to lead: by it one that has signed out is known again,
and its cookie believed no more.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.log.commands import WorkshopId
from app.store import Store

SIGNED_IN = "facilitator_id"
STANDBY = "leads"
BROWSER = "browser"

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Session = Mapping[str, Any]


def leads(store: Store, session: Session, workshop_id: WorkshopId) -> bool:
    """Whether this browser leads this workshop."""
    # What cannot be an id is not looked up: some databases refuse to hear of every character.
    record = store.workshop(workshop_id) if _ID.fullmatch(workshop_id) else None
    if record is None:
        return False
    return record.facilitator_id == session.get(SIGNED_IN) or _stands_by(store, session, workshop_id)


def _stands_by(store: Store, session: Session, workshop_id: WorkshopId) -> bool:
    number = held_links(session).get(workshop_id)
    return isinstance(number, int) and number == store.handovers.standby(workshop_id)


def held_links(session: Session) -> Mapping[str, Any]:
    """By workshop id the number of the standby link that this browser opened; void ones included."""
    held = session.get(STANDBY)
    return held if isinstance(held, dict) else {}


def all_led(store: Store, session: Session) -> frozenset[WorkshopId]:
    """Every workshop this browser may lead; those of a void standby link included."""
    facilitator_id = session.get(SIGNED_IN)
    own = store.workshops(facilitator_id) if isinstance(facilitator_id, str) else ()
    return frozenset(record.id for record in own) | frozenset(WorkshopId(one) for one in held_links(session))


def is_known(session: Session) -> bool:
    """Whether this browser leads anything, or did."""
    return bool(session.get(SIGNED_IN) or session.get(STANDBY))
