"""The Socket.IO door: who connects, what they may say, what they are sent (docs/protocol.md).

May come in: connect (auth), `command`, `resync`, `clock`, `health`; all else is acknowledged with a code.
Handlers stand on python-socketio's own server: no Flask request is made per message (DESIGN 6).
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import socketio
from prometheus_client import CollectorRegistry, Counter, Gauge

from app.access import Audience, may
from app.broadcast import Broadcast, Key, room_of
from app.domain import events as e
from app.domain import views
from app.domain.commands import ParticipantId, WorkshopId
from app.domain.rejections import Rejected
from app.domain.state import Workshop
from app.languages import SOURCE, speaking
from app.messages import PROTOCOL, Malformed, read_command, read_health, sentence, wish_type
from app.peers import Doors, Peer, Refused, check_takes_part, farewell_to, seen_by
from app.presence import Presence, Reports
from app.service import Broken, Committed, NoSuchWorkshop, NotSaved, Service

log = logging.getLogger(__name__)

Answer = dict[str, Any]

CLOSES_AFTER_S = 0.5
"""Between a farewell and the end of the connection: rule P1 holds for the command that caused it, too."""

_RESEATS = (
    e.TablesArranged | e.ParticipantSeated | e.ParticipantRemoved | e.ParticipantRestored | e.ParticipantLeft
)
_RESTAGES = e.TablesArranged | e.ScreenSet


class Gateway:
    """Every socket of this process, and what passes through it."""

    def __init__(
        self,
        server: socketio.Server,
        service: Service,
        broadcast: Broadcast,
        doors: Doors,
        registry: CollectorRegistry,
    ) -> None:
        self._server = server
        self._service = service
        self._broadcast, self.tongues = broadcast, broadcast.tongues
        self._doors = doors
        self._presence = Presence(time.monotonic)
        self._reports = Reports()
        self._is_watching = False
        self._peers: dict[str, Peer] = {}
        self._count = Counter("button_messages", "Messages by outcome.", ["outcome"], registry=registry)
        peers = Gauge("button_sockets", "Connected sockets.", registry=registry)
        peers.set_function(lambda: len(self._peers))
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("command", self._answering(self._command))
        server.on("resync", self._answering(self._resync))
        server.on("clock", self._answering(self._clock))
        server.on("health", self._answering(self._health))
        server.on("*", lambda *_said: self._refused("unknown_event"))

    # --- connecting -----------------------------------------------------------------------------------

    def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> Answer | None:
        """Accept with a snapshot, or refuse with a code as the message and its sentence as the data."""
        if sid in self._peers:  # a message that calls itself `connect`: who somebody is stays as it was (P3)
            return self._refused("unknown_event")
        language = self._doors.language_of(environ)
        try:
            peer = self._doors.identified(sid, environ, auth if isinstance(auth, dict) else {})
            workshop, _ = self._service.current(peer.workshop_id)
            check_takes_part(peer, workshop)
        except (Refused, NoSuchWorkshop) as refusal:
            said = sentence(refusal.code, language=language)
            raise socketio.exceptions.ConnectionRefusedError(refusal.code, said) from None
        peer.language = language
        self._peers[sid] = peer
        self._place(peer, workshop)
        self._snapshot(peer)
        if peer.participant_id is not None:
            news = self._presence.arrived(peer.workshop_id, peer.participant_id, sid)
            self._tell_presence(peer.workshop_id, news)
        elif peer.audience in (Audience.FACILITATOR, Audience.DESK):
            self._send("presence", self._presence.of(peer.workshop_id), sid)
            self._send("health", self._reports.of(peer.workshop_id), sid)
        return None

    def _disconnect(self, sid: str, *_reason: object) -> Answer | None:
        if self._server.manager.is_connected(sid, "/"):  # a message that calls itself `disconnect`
            return self._refused("unknown_event")
        self._lose(sid)
        return None

    def _lose(self, sid: str) -> None:
        """From now on nobody is at this socket: what it says is refused."""
        peer = self._peers.pop(sid, None)
        if peer is not None and peer.participant_id is not None:
            self._presence.went(peer.workshop_id, peer.participant_id, sid)
            self._watch_presence()

    # --- what comes in --------------------------------------------------------------------------------

    def _answering(self, handler: Callable[[Peer, tuple[Any, ...]], Answer]) -> Callable[..., Answer]:
        """A handler that always acknowledges: its answer, or a code and the sentence for it."""

        def answer(sid: str, *data: Any) -> Answer:
            peer = self._peers.get(sid)
            with speaking(peer.language if peer else SOURCE):
                return answered(peer, data)

        def answered(peer: Peer | None, data: tuple[Any, ...]) -> Answer:
            try:
                if peer is None:
                    return self._refused("not_signed_in")
                if not peer.budget.take(time.monotonic()):
                    return self._refused("too_fast")
                said = handler(peer, data)
            except (Malformed, Rejected) as refusal:
                return self._refused(refusal.code, getattr(refusal, "facts", None))
            except (NoSuchWorkshop, NotSaved, Broken) as problem:
                return self._refused(problem.code, said=getattr(problem, "said", ""))
            except Exception:  # whoever asked is told that it failed; the log says why
                log.exception("a message failed")
                return self._refused("internal")
            self._count.labels("ok").inc()
            return said

        return answer

    def _refused(self, code: str, facts: Mapping[str, str | int] | None = None, said: str = "") -> Answer:
        self._count.labels(code).inc()
        return {"ok": False, "code": code, "message": sentence(said or code, facts)}

    def _command(self, peer: Peer, data: tuple[Any, ...]) -> Answer:
        payload = data[0] if len(data) == 1 else None
        if not may(peer.audience, wish_type(payload)):
            return self._refused("observers_watch" if peer.audience is Audience.OBSERVER else "not_allowed")
        command = read_command(payload, by=peer.actor, at=datetime.now(UTC))
        return {"ok": True, "version": self._service.handle(peer.workshop_id, command)}

    def _resync(self, peer: Peer, _data: tuple[Any, ...]) -> Answer:
        workshop, _ = self._service.current(peer.workshop_id)
        self._place(peer, workshop)
        self._snapshot(peer)
        return {"ok": True}

    def _clock(self, _peer: Peer, _data: tuple[Any, ...]) -> Answer:
        return {"now": _now_ms()}

    def _health(self, peer: Peer, data: tuple[Any, ...]) -> Answer:
        if peer.participant_id is None:
            return self._refused("not_allowed")
        health = read_health(data[0] if len(data) == 1 else None)
        told = self._reports.heard(peer.workshop_id, peer.participant_id, health)
        self._tell("health", told, peer.workshop_id)
        return {"ok": True}

    # --- what goes out --------------------------------------------------------------------------------

    def _send(self, event: str, data: Any, room: str) -> None:
        self._server.emit(event, data, room=room)

    def _tell(self, event: str, data: Any, workshop_id: WorkshopId, key: Key = views.LEAD) -> None:
        """Tell all who see a slice, in whichever tongue: by default those who lead."""
        for room in self._broadcast.rooms(workshop_id, key):
            self._send(event, data, room)

    def _place(self, peer: Peer, workshop: Workshop) -> None:
        """Let a socket listen to what its audience sees now, and to nothing else."""
        if peer.participant_id is not None:
            is_seated = workshop.participants[peer.participant_id].seat_id is not None
            peer.audience = Audience.PARTICIPANT if is_seated else Audience.OBSERVER
        tongue = self._tongue(peer)
        rooms = frozenset(room_of(peer.workshop_id, key, tongue) for key in seen_by(peer, workshop))
        for room in peer.rooms - rooms:
            self._server.leave_room(peer.sid, room)
        for room in rooms - peer.rooms:
            self._server.enter_room(peer.sid, room)
        peer.rooms = rooms

    def _tongue(self, peer: Peer) -> str:
        return self.tongues.tongue(peer.workshop_id, peer.language)

    def _snapshot(self, peer: Peer) -> None:
        """Send all a peer sees; once more if the workshop moved on and its patch was overtaking (P5)."""
        sent = -1
        while sent != self._service.version(peer.workshop_id):
            workshop, sent = self._service.current(peer.workshop_id)
            seen, tongue = seen_by(peer, workshop), self._tongue(peer)
            slices = self._broadcast.slices(peer.workshop_id, workshop, sent, seen, tongue)
            snapshot = {
                "protocol": PROTOCOL,
                "audience": peer.audience.value,
                "now": _now_ms(),
                "version": sent,
                "slices": slices,
            }
            self._send("snapshot", snapshot, peer.sid)

    def show_names_again(self, workshop_id: WorkshopId) -> None:
        """Names are not in the log: when they are erased without an event, the consoles start afresh."""
        for peer in list(self._peers.values()):
            if peer.workshop_id == workshop_id and peer.audience in (Audience.FACILITATOR, Audience.DESK):
                self._snapshot(peer)

    def check_leads(self, workshop_id: WorkshopId) -> None:
        """Let go of all who lead: whoever still may is back at once, the others are refused."""
        for peer in list(self._peers.values()):
            if peer.workshop_id == workshop_id and peer.audience in (Audience.FACILITATOR, Audience.DESK):
                self._dismiss(peer)

    def publish(self, committed: Sequence[Committed]) -> None:
        """Send each commit to those it concerns; who was moved or removed hears nothing of the old place."""
        for one in committed:
            if any(isinstance(step.event, _RESEATS) for step in one.steps):
                for participant_id in one.before.participants:
                    self._reseat(one, participant_id)
            if any(isinstance(step.event, _RESTAGES) for step in one.steps):
                self._restage(one.workshop_id)
        self._broadcast.publish(committed)

    def _restage(self, workshop_id: WorkshopId) -> None:
        """A screen that stands at a table starts afresh: it was blanked or lit, or its table laid anew."""
        workshop, _ = self._service.current(workshop_id)
        for peer in list(self._peers.values()):
            if peer.workshop_id == workshop_id and peer.table_id is not None:
                self._place(peer, workshop)
                self._snapshot(peer)

    def _reseat(self, one: Committed, participant_id: ParticipantId) -> None:
        farewell = farewell_to(participant_id, one.before, one.after)
        if farewell is not None:
            mine = views.Scope(views.Slice.MINE, participant_id)
            self._tell("farewell", {"code": farewell}, one.workshop_id, mine)
            if farewell != "moved":
                self._tell("health", self._reports.gone(one.workshop_id, participant_id), one.workshop_id)
            for room in self._broadcast.rooms(one.workshop_id, mine):
                self.said_farewell(room)

    def said_farewell(self, room: str) -> None:
        """Act on a farewell sent to a participant's own room, by this process or by another one."""
        for peer in [one for one in self._peers.values() if room in one.rooms]:
            workshop, _ = self._service.current(peer.workshop_id)
            participant = peer.participant_id and workshop.participants.get(peer.participant_id)
            if participant and participant.takes_part:
                self._place(peer, workshop)
                self._snapshot(peer)
            else:
                self._dismiss(peer)

    def _dismiss(self, peer: Peer) -> None:
        for room in peer.rooms:
            self._server.leave_room(peer.sid, room)
        peer.rooms = frozenset()
        self._lose(peer.sid)
        # Closing waits until the farewell and the ack of who left are on their way; the writer cannot wait.
        self._server.start_background_task(self._close, peer.sid)

    def _close(self, sid: str) -> None:
        self._server.sleep(CLOSES_AFTER_S)
        self._server.disconnect(sid)

    # --- presence -------------------------------------------------------------------------------------

    def _tell_presence(self, workshop_id: WorkshopId, news: Mapping[str, str]) -> None:
        if news:
            self._tell("presence", dict(news), workshop_id)

    def _watch_presence(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self._server.start_background_task(self._watch)

    def _watch(self) -> None:
        while not self._presence.is_settled():
            self._server.sleep(1)
            for workshop_id, news in self._presence.news().items():
                self._tell_presence(WorkshopId(workshop_id), news)
        self._is_watching = False

    def forget(self, workshop_id: WorkshopId) -> None:
        """Drop what is remembered of a workshop that has gone idle."""
        self._broadcast.forget(workshop_id)
        self._presence.forget(workshop_id)
        self._reports.forget(workshop_id)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
