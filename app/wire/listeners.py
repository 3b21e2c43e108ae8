"""Every socket of this process and what it listens to: placed, sent a snapshot, moved, let go.

What concerns sockets at other processes, too, is news (`wire.news`).
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, assert_never

import socketio

import app.clock as clock
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.state import Workshop
from app.domain.views import slices
from app.messages.payloads import PROTOCOL
from app.turn.live import NoSuchWorkshop
from app.turn.outcome import Committed
from app.turn.service import Service
from app.wire.broadcast import Broadcast
from app.wire.news import (
    AddressChanged,
    AskedBack,
    CodeChanged,
    LeadersChanged,
    NamesErased,
    News,
    Reseated,
    SignedOut,
    StageChanged,
    TellNews,
    WorkshopDeleted,
)
from app.wire.peers import (
    Peer,
    Refused,
    check_takes_part,
    farewell_to,
    seen_by,
)
from app.wire.rooms import Key, room_of

CLOSES_AFTER_S = 0.5
"""Between a farewell and the end of the connection: rule P1 holds for the command that caused it, too."""

TOLD_WITHIN_S = 0.25

LEADS = (Audience.FACILITATOR, Audience.DESK)

_RESEATS = (
    e.TablesArranged | e.ParticipantSeated | e.ParticipantRemoved | e.ParticipantRestored | e.ParticipantLeft
)
_RESTAGES = e.TablesArranged | e.ScreenSet


class Listeners:
    """The sockets of this process, by Socket.IO's own id.

    `on_lost`: somebody is no longer heard; `on_gone`: somebody takes part no longer; `tell_fellows`: tells
    the other processes.
    """

    def __init__(
        self,
        server: socketio.Server,
        service: Service,
        broadcast: Broadcast,
        *,
        on_lost: Callable[[Peer], None],
        on_gone: Callable[[WorkshopId, ParticipantId], None],
        tell_fellows: TellNews,
    ) -> None:
        self.peers: dict[str, Peer] = {}
        self._server = server
        self._service = service
        self._broadcast = broadcast
        self._on_lost = on_lost
        self._on_gone = on_gone
        self._tell_fellows = tell_fellows
        self._news = threading.Condition()
        self._told: dict[WorkshopId, int] = {}

    def lose(self, sid: str) -> None:
        """From now on nobody is at this socket: what it says is refused."""
        peer = self.peers.pop(sid, None)
        if peer is not None:
            self._on_lost(peer)

    # --- where they listen ----------------------------------------------------------------------------

    def send(self, event: str, data: Any, room: str) -> None:
        self._server.emit(event, data, room=room)

    def send_to(self, peer: Peer, event: str, data: Any) -> None:
        """Send to one socket of this process: no other one need hear of it."""
        self._server.emit(event, data, room=peer.sid, ignore_queue=True)

    def tell(self, event: str, data: Any, workshop_id: WorkshopId, key: Key = slices.LEAD) -> None:
        """Tell all who see a slice, in whichever tongue: by default those who lead."""
        for room in self._broadcast.rooms(workshop_id, key):
            self.send(event, data, room)

    def place(self, peer: Peer, workshop: Workshop) -> None:
        """Let a socket listen to what its audience sees now, and to nothing else."""
        if peer.participant_id is not None:
            peer.seat_id = workshop.participants[peer.participant_id].seat_id
            peer.audience = Audience.OBSERVER if peer.seat_id is None else Audience.PARTICIPANT
        tongue = self._tongue(peer)
        rooms = frozenset(room_of(peer.workshop_id, key, tongue) for key in seen_by(peer, workshop))
        for room in peer.rooms - rooms:
            self._server.leave_room(peer.sid, room)
        for room in rooms - peer.rooms:
            self._server.enter_room(peer.sid, room)
        peer.rooms = rooms

    def _tongue(self, peer: Peer) -> str:
        return self._broadcast.tongues.tongue(peer.workshop_id, peer.language)

    def renew(self, peer: Peer) -> None:
        """Send somebody who is connected all they see now. Raises Refused: they are let go of."""
        try:
            self.snapshot(peer)
        except Refused:
            self._dismiss(peer)
            raise

    def snapshot(self, peer: Peer) -> None:
        """Let a peer listen to what its audience sees, and send all of it. Raises Refused.

        Once more if the workshop moved on meanwhile: a patch may have overtaken what was sent (P5), and who
        was moved or removed in that moment did not listen yet to be told so (P6).
        """
        sent = -1
        while sent != self._service.version(peer.workshop_id):
            workshop, sent = self._service.current(peer.workshop_id)
            check_takes_part(peer, workshop)
            self.place(peer, workshop)
            seen, tongue = seen_by(peer, workshop), self._tongue(peer)
            slices = self._broadcast.slices(peer.workshop_id, workshop, sent, seen, tongue)
            snapshot = {
                "protocol": PROTOCOL,
                "audience": peer.audience.value,
                "now": clock.now_ms(),
                "version": max(one["version"] for one in slices.values()),
                "slices": slices,
            }
            self.send_to(peer, "snapshot", snapshot)

    # --- news -----------------------------------------------------------------------------------------

    def tell_news(self, news: News) -> None:
        """Act on news here, and let every other process do so."""
        self.hear(news)
        self._tell_fellows(news)

    def hear(self, news: News) -> None:
        """Act on news of this process or of another one."""
        match news:
            case Reseated():
                self._reseat(news)
            case StageChanged():
                self._restage(news.workshop_id)
            case LeadersChanged():
                for peer in self._who_lead(news.workshop_id):
                    self._dismiss(peer)
            case SignedOut():
                for peer in [one for one in list(self.peers.values()) if one.browser == news.browser]:
                    self._dismiss(peer)
            case CodeChanged():
                for peer in self._who_show_the_code(news.workshop_id):
                    self.snapshot(peer)
            case NamesErased() | AskedBack():
                for peer in self._who_lead(news.workshop_id):
                    self.snapshot(peer)
            case WorkshopDeleted():
                self._let_all_go(news.workshop_id)
            case AddressChanged():
                for peer in [one for one in list(self.peers.values()) if one.participant_id is None]:
                    self.snapshot(peer)
            case _ as never:
                assert_never(never)

    def _who_lead(self, workshop_id: str) -> list[Peer]:
        here = [one for one in list(self.peers.values()) if one.workshop_id == workshop_id]
        return [one for one in here if one.audience in LEADS]

    def _who_show_the_code(self, workshop_id: str) -> list[Peer]:
        here = [one for one in list(self.peers.values()) if one.workshop_id == workshop_id]
        return [one for one in here if one.participant_id is None]

    def tell_who_else_leads(self, peer: Peer) -> None:
        """Tell from how many browsers the workshop is led, now that this one has come or gone. Rule: P10."""
        others = [one for one in self._who_lead(peer.workshop_id) if one.sid != peer.sid]
        if others:
            count = len({one.browser or one.sid for one in self._who_lead(peer.workshop_id)})
            self.tell("health", {"consoles": count}, peer.workshop_id)

    def publish(self, committed: Sequence[Committed]) -> None:
        """Send each commit to those it concerns; who was moved or removed hears nothing of the old place."""
        for one in committed:
            if any(isinstance(step.event, _RESEATS) for step in one.steps):
                for participant_id in one.before.participants:
                    self._tell_reseated(one, participant_id)
            if any(isinstance(step.event, _RESTAGES) for step in one.steps):
                self.tell_news(StageChanged(workshop_id=one.workshop_id))
            if any(isinstance(step.event, e.DoorSet) for step in one.steps):
                self.tell_news(CodeChanged(workshop_id=one.workshop_id))
        self._broadcast.publish(committed)
        with self._news:
            self._told |= {one.workshop_id: one.version for one in committed}
            self._news.notify_all()

    def wait_until_told(self, workshop_id: WorkshopId, version: int) -> None:
        """Wait until what this process committed up to a version is on its way: its ack comes behind it.

        Not for long: what another process committed is not this one's to tell.
        """
        with self._news:
            self._news.wait_for(lambda: self._told.get(workshop_id, version) >= version, TOLD_WITHIN_S)

    def forget(self, workshop_id: WorkshopId) -> None:
        with self._news:
            self._told.pop(workshop_id, None)

    def _restage(self, workshop_id: WorkshopId) -> None:
        """A screen starts afresh when it is blanked, held still or shows again, or its table is laid anew."""
        here = [one for one in list(self.peers.values()) if one.workshop_id == workshop_id]
        for peer in [one for one in here if one.audience is Audience.SCREEN]:
            workshop, _ = self._service.current(workshop_id)
            before = peer.rooms
            self.place(peer, workshop)
            if peer.rooms != before or peer.table_id is not None:
                self.snapshot(peer)

    def _tell_reseated(self, one: Committed, participant_id: ParticipantId) -> None:
        farewell = farewell_to(participant_id, one.before, one.after)
        if farewell is None:
            return
        if farewell != "moved":
            self._on_gone(one.workshop_id, participant_id)
        self.tell_news(
            Reseated(workshop_id=one.workshop_id, participant_id=participant_id, farewell=farewell)
        )

    def _reseat(self, news: Reseated) -> None:
        """Tell the participant's devices here, and let them listen where they sit now, or let go of them."""
        whose = (news.workshop_id, news.participant_id)
        mine = [one for one in list(self.peers.values()) if (one.workshop_id, one.participant_id) == whose]
        for peer in mine:
            self.send_to(peer, "farewell", {"code": news.farewell})
        for peer in mine:
            with suppress(Refused):
                self.renew(peer)

    def _let_all_go(self, workshop_id: WorkshopId) -> None:
        """The workshop is deleted: all who listened are told so, and nothing of it stays in memory."""
        here = [one for one in list(self.peers.values()) if one.workshop_id == workshop_id]
        for peer in here:
            self.send_to(peer, "farewell", {"code": NoSuchWorkshop.code})
            self._dismiss(peer)
        self._service.forget(workshop_id)

    def _dismiss(self, peer: Peer) -> None:
        for room in peer.rooms:
            self._server.leave_room(peer.sid, room)
        peer.rooms = frozenset()
        self.lose(peer.sid)
        # Closing waits until the farewell and the ack of who left are on their way; the writer cannot wait.
        self._server.start_background_task(self._close, peer.sid)

    def _close(self, sid: str) -> None:
        self._server.sleep(CLOSES_AFTER_S)
        self._server.disconnect(sid)
