"""What somebody typed or scanned: the open workshop it names, or the place it gives back."""

from http import HTTPStatus

from flask import request

from app.access.allowances import tries_at_codes
from app.access.codes import normal_code
from app.access.counts import Counts
from app.access.networks import network_of
from app.domain.log.commands import WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import PhaseKind
from app.parts import Workshops
from app.store import WorkshopRecord
from app.turn.live import NoSuchWorkshop
from app.web.facilitator.handover import path_of_code
from app.web.participants.arrival import Back, NotServed
from app.wire.connections import is_gone


class TypedCodes:
    """The one place where codes are tried, so that all tries count. `key` signs the links they lead to."""

    def __init__(self, workshops: Workshops, key: bytes, counts: Counts) -> None:
        self._workshops = workshops
        self._key = key
        self._tries = tries_at_codes(counts)

    def open_workshop(self, typed_code: str) -> tuple[WorkshopRecord, Workshop]:
        """The open workshop a code names. Wrong, closed and used-up codes are refused in the same words.

        Raises NotServed; and Back for a code that gives a place back, which is never a workshop's.
        """
        code, address = normal_code(typed_code), network_of(request.remote_addr or "")
        if not self._tries.is_heard(address, "codes", lambda: is_gone(request.environ)):
            raise NotServed("too_many_tries", HTTPStatus.TOO_MANY_REQUESTS)
        record = self._workshops.store.workshop_by_code(code) if code else None
        if record is None and (path := path_of_code(self._workshops.store, self._key, typed_code)):
            self._tries.was_right(address, "codes")
            raise Back(path)
        workshop = self.current(record.id) if record else None
        if record is None or workshop is None or workshop.phase.kind is PhaseKind.CLOSED:
            raise NotServed("code_not_open", HTTPStatus.NOT_FOUND)
        self._tries.was_right(address, "codes")
        return record, workshop

    def current(self, workshop_id: WorkshopId) -> Workshop | None:
        """The workshop as it stands; None where there is none any more."""
        try:
            return self._workshops.now(workshop_id)
        except NoSuchWorkshop:
            return None
