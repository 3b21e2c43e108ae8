"""A table's hour again, for whoever asks: put together once, however many phones ask for it."""

import threading
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.log.commands import TableId, WorkshopId
from app.domain.log.rejections import NoSuchThing
from app.domain.log.state import Table, Workshop
from app.domain.report.replay import Moment, moments
from app.domain.report.sides import sides
from app.domain.views.families import Value, joined
from app.domain.views.look_back import looks_back
from app.domain.workshop.decision import initial
from app.languages.tongues import Tongues
from app.messages.asked_replay import AskedReplay
from app.turn.service import Service
from app.wire.patches import merge_patch
from app.wire.peers import Peer, check_takes_part

MOST_KEPT = 64
"""Tables, in each tongue apart: all of two large workshops."""

_Key = tuple[WorkshopId, TableId, str, bool]


@dataclass(frozen=True, slots=True)
class _Made:
    """`of`: the table, and how far the agenda had gone, when it was made; it is good while both are so."""

    of: tuple[Table, int]
    value: Value


class Replays:
    """Gives a table's hour to those who may look back at it, in the tongue they are told."""

    def __init__(self, service: Service, tongues: Tongues) -> None:
        self._service = service
        self._tongues = tongues
        self._lock = threading.Lock()
        self._made: dict[_Key, _Made] = {}

    def of(self, peer: Peer, asked: AskedReplay) -> Value:
        """A table's hour, or the three views of it. Raises Refused, and NoSuchThing. Rule: V21."""
        workshop, _ = self._service.current(peer.workshop_id)
        check_takes_part(peer, workshop)
        if asked.table_id not in looks_back(workshop, peer.audience, peer.seat_id, peer.table_id):
            raise NoSuchThing(kind="table")  # the same answer whether it is not there or not theirs to see
        tongue = self._tongues.tongue(peer.workshop_id, peer.language)
        told = self._tongues.in_tongue(peer.workshop_id, workshop, tongue)
        now = (workshop.tables[asked.table_id], len(workshop.runs))
        return self._kept(peer.workshop_id, told, asked, tongue, now)

    def _kept(
        self, workshop_id: WorkshopId, told: Workshop, asked: AskedReplay, tongue: str, now: tuple[Table, int]
    ) -> Value:
        key = (workshop_id, asked.table_id, tongue, asked.is_sides)
        with self._lock:
            made = self._made.pop(key, None)
            if made is None or made.of[0] is not now[0] or made.of[1] != now[1]:
                made = _Made(now, self._value(workshop_id, told, asked))
            self._made[key] = made  # the last one asked for goes last
            while len(self._made) > MOST_KEPT:
                del self._made[next(iter(self._made))]
        return made.value

    def forget(self, workshop_id: WorkshopId) -> None:
        with self._lock:
            for key in [one for one in self._made if one[0] == workshop_id]:
                del self._made[key]

    def _value(self, workshop_id: WorkshopId, workshop: Workshop, asked: AskedReplay) -> Value:
        table = workshop.tables[asked.table_id]
        head = {
            "table": table.id,
            "number": table.number,
            "seats": {seat.id: {"roles": joined(seat.role_ids)} for seat in table.seats.values()},
        }
        if asked.is_sides:
            return {**head, **sides(workshop, table)}
        nothing_yet = replace(initial(workshop.scenario), signs=workshop.signs)
        log = (one.event for one in self._service.log(workshop_id))
        told = moments(nothing_yet, log, table.id)
        return {**head, "moments": _moments(told)}


def _moments(told: tuple[Moment, ...]) -> list[Value]:
    """Each moment with what it changed: a merge patch of the picture before it, the first one of nothing."""
    patches = [merge_patch({}, one.picture) for one in told[:1]]
    patches += [merge_patch(before.picture, after.picture) for before, after in pairwise(told)]
    return [
        {"kind": one.kind.value, "about": one.about, "s": one.seconds, "patch": patch}
        for one, patch in zip(told, patches, strict=True)
    ]
