"""The Socket.IO door: who connects, what they may say, what they are sent (docs/protocol.md).

May come in: connect (auth), `command`, `resync`, `replay`, `clock`, `health`; all else is answered by a code.
Handlers stand on python-socketio's own server: no Flask request is made per message.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import socketio
from prometheus_client import CollectorRegistry, Counter, Gauge

import app.clock as clock
from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.rejections import Rejected
from app.domain.rules.wishes import may
from app.languages.speaking import SOURCE, speaking
from app.messages.payloads import Malformed, read_command, read_health, read_replay, wish_type
from app.messages.sentences import sentence
from app.store import StoreFailed
from app.turn.live import NoSuchWorkshop
from app.turn.outcome import Broken, NotSaved
from app.turn.service import Service
from app.wire.broadcast import Broadcast
from app.wire.budgets import Asked, Budgets
from app.wire.listeners import LEADS, Listeners
from app.wire.news import TellNews
from app.wire.peers import Doors, Peer, Refused, check_takes_part
from app.wire.presence import Presence, Reports, State
from app.wire.replays import Replays

log = logging.getLogger(__name__)

Answer = dict[str, Any]


class Gateway:
    """What comes in at this process, and the answers to it; what else goes out, its listeners send."""

    def __init__(
        self,
        server: socketio.Server,
        service: Service,
        broadcast: Broadcast,
        doors: Doors,
        registry: CollectorRegistry,
        tell_fellows: TellNews = lambda _news: None,
    ) -> None:
        self._server = server
        self._service = service
        self._broadcast = broadcast
        self._doors = doors
        self._presence = Presence(time.monotonic)
        self._reports = Reports(time.monotonic)
        self._budgets = Budgets()
        self._replays = Replays(service, broadcast.tongues)
        self._trouble = ""
        self._is_watching = False
        self._listeners = Listeners(
            server,
            service,
            broadcast,
            on_lost=self._lost,
            on_gone=self._gone,
            tell_fellows=tell_fellows,
        )
        self.publish = self._listeners.publish
        self.tell_news, self.hear_news = self._listeners.tell_news, self._listeners.hear
        self._count = Counter("button_messages", "Messages by outcome.", ["outcome"], registry=registry)
        peers = Gauge("button_sockets", "Connected sockets.", registry=registry)
        peers.set_function(lambda: len(self._listeners.peers))
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("command", self._answering(self._command))
        server.on("resync", self._answering(self._resync))
        server.on("replay", self._answering(self._replay))
        server.on("clock", self._answering(self._clock))
        server.on("health", self._answering(self._health))
        server.on("*", lambda *_said: self._refused("unknown_event"))

    # --- connecting -----------------------------------------------------------------------------------

    def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> Answer | None:
        """Accept with a snapshot, or refuse with a code as the message and its sentence as the data."""
        if (
            sid in self._listeners.peers
        ):  # a message that calls itself `connect`: who somebody is stays as it was (P3)
            return self._refused("unknown_event")
        language = self._doors.language_of(environ)
        try:
            self._let_in(sid, environ, auth if isinstance(auth, dict) else {}, language)
        except Exception as problem:  # without an answer the page would wait, and ask no more
            self._listeners.lose(sid)
            code, said = _why(problem)
            words = sentence(said, language=language)
            raise socketio.exceptions.ConnectionRefusedError(code, words) from None
        return None

    def _let_in(self, sid: str, environ: Mapping[str, Any], auth: Mapping[str, Any], language: str) -> None:
        peer = self._doors.identified(sid, environ, auth)
        self._take(Asked.SNAPSHOT, peer)
        check_takes_part(peer, self._service.current(peer.workshop_id)[0])
        peer.language = language
        self._listeners.peers[sid] = peer
        self._listeners.snapshot(peer)
        if peer.participant_id is not None:
            news = self._presence.arrived(peer.workshop_id, peer.participant_id, sid)
            self._tell_presence(peer.workshop_id, news)
        elif peer.audience in LEADS:
            self._listeners.send_to(peer, "presence", self._presence.of(peer.workshop_id))
            self._listeners.send_to(peer, "health", self._reports.of(peer.workshop_id))
            if self._trouble:
                self._send_trouble(peer)
            self._listeners.tell_who_else_leads(peer)
        self._known(sid)

    def tell_trouble(self, code: str) -> None:
        """Tell all who lead, in their language, that nothing can be saved and why; empty: it can again."""
        self._trouble = code
        for peer in list(self._listeners.peers.values()):
            if peer.audience in LEADS:
                self._send_trouble(peer)

    def _send_trouble(self, peer: Peer) -> None:
        words = sentence(self._trouble, language=peer.language) if self._trouble else None
        self._listeners.send_to(peer, "health", {"trouble": words})

    def _known(self, sid: str, is_signed_in: bool = True) -> None:
        """Tell the engine that somebody stands at this socket, or nobody any longer."""
        self._server.eio.signed_in(self._server.manager.eio_sid_from_sid(sid, "/"), is_signed_in)

    def _disconnect(self, sid: str, *_reason: object) -> Answer | None:
        if self._server.manager.is_connected(sid, "/"):  # a message that calls itself `disconnect`
            return self._refused("unknown_event")
        self._listeners.lose(sid)
        return None

    def _lost(self, peer: Peer) -> None:
        self._known(peer.sid, False)
        if peer.participant_id is not None:
            self._presence.went(peer.workshop_id, peer.participant_id, peer.sid)
            self._watch_presence()
        elif peer.audience in LEADS:
            self._listeners.tell_who_else_leads(peer)

    def _gone(self, workshop_id: WorkshopId, participant_id: ParticipantId) -> None:
        self._listeners.tell("health", self._reports.gone(workshop_id, participant_id), workshop_id)

    # --- what comes in --------------------------------------------------------------------------------

    def _answering(self, handler: Callable[[Peer, tuple[Any, ...]], Answer]) -> Callable[..., Answer]:
        """A handler that always acknowledges: its answer, or a code and the sentence for it."""

        def answer(sid: str, *data: Any) -> Answer:
            peer = self._listeners.peers.get(sid)
            with speaking(peer.language if peer else self._language_of(sid)):
                return answered(peer, data)

        def answered(peer: Peer | None, data: tuple[Any, ...]) -> Answer:
            try:
                if peer is None:
                    return self._refused("not_signed_in")
                if not peer.budget.take(time.monotonic()):
                    return self._refused("too_fast")
                self._take(Asked.MESSAGE, peer)
                said = handler(peer, data)
            except Exception as problem:  # whoever asked is told that it failed, and the log why
                code, words = _why(problem)
                facts = getattr(problem, "facts", None)
                if peer is not None and isinstance(problem, Rejected):
                    facts = self._facts_in_tongue(peer, problem)
                return self._refused(code, facts, said=words)
            self._count.labels("ok").inc()
            return said

        return answer

    def _take(self, asked: Asked, peer: Peer) -> None:
        """Use up what somebody may ask for, whatever sockets they have. Raises Refused. Rule: P12."""
        if not self._budgets.take(asked, peer.workshop_id, peer.audience, peer.who):
            raise Refused("too_fast")
        seat_id = peer.seat_id if asked is Asked.COMMAND else None
        if seat_id is not None and not self._budgets.take_of_seat(peer.workshop_id, seat_id):
            raise Refused("too_fast")

    def _language_of(self, sid: str) -> str:
        """What somebody speaks who has just been dismissed, and asks once more."""
        environ = self._server.get_environ(sid)
        return self._doors.language_of(environ) if environ else SOURCE

    def _facts_in_tongue(self, peer: Peer, refusal: Rejected) -> Mapping[str, str | int]:
        """A refusal names steps and roles as the page that reads it does."""
        scenario = self._service.current(peer.workshop_id)[0].scenario
        return self._broadcast.tongues.facts_in_tongue(
            peer.workshop_id, scenario, peer.language, refusal.facts
        )

    def _refused(self, code: str, facts: Mapping[str, str | int] | None = None, *, said: str = "") -> Answer:
        self._count.labels(code).inc()
        return {"ok": False, "code": code, "message": sentence(said or code, facts)}

    def _command(self, peer: Peer, data: tuple[Any, ...]) -> Answer:
        payload = data[0] if len(data) == 1 else None
        if not may(peer.audience, wish_type(payload)):
            return self._refused("observers_watch" if peer.audience is Audience.OBSERVER else "not_allowed")
        command = read_command(payload, by=peer.actor, at=clock.now())
        peer.ids.check(command)
        self._take(Asked.COMMAND, peer)
        command = replace(command, wish=self._service.meant(peer.workshop_id, command.wish))
        self._listeners.wait_until_told(peer.workshop_id, self._service.handle(peer.workshop_id, command))
        return {"ok": True}

    def _resync(self, peer: Peer, _data: tuple[Any, ...]) -> Answer:
        self._take(Asked.SNAPSHOT, peer)
        self._listeners.renew(peer)
        return {"ok": True}

    def _replay(self, peer: Peer, data: tuple[Any, ...]) -> Answer:
        """A table's hour again, to those who may look back at it. Rule: V21."""
        self._take(Asked.SNAPSHOT, peer)
        asked = read_replay(data[0] if len(data) == 1 else None)
        return {"ok": True, "replay": self._replays.of(peer, asked)}

    def _clock(self, _peer: Peer, _data: tuple[Any, ...]) -> Answer:
        return {"now": clock.now_ms()}

    def _health(self, peer: Peer, data: tuple[Any, ...]) -> Answer:
        if peer.participant_id is None:
            return self._refused("not_allowed")
        health = read_health(data[0] if len(data) == 1 else None)
        told = self._reports.heard(peer.workshop_id, peer.participant_id, health)
        self._listeners.tell("health", told, peer.workshop_id)
        if not self._reports.is_settled():
            self._watch_presence()
        return {"ok": True}

    # --- presence -------------------------------------------------------------------------------------

    def _tell_presence(self, workshop_id: WorkshopId, news: Mapping[str, str]) -> None:
        if news:
            self._listeners.tell("presence", dict(news), workshop_id)

    def _watch_presence(self) -> None:
        if not self._is_watching:
            self._is_watching = True
            self._server.start_background_task(self._watch)

    def _watch(self) -> None:
        while not self._is_settled():
            self._server.sleep(1)
            for workshop_id, told in self._reports.news().items():
                self._listeners.tell("health", told, WorkshopId(workshop_id))
            for workshop_id, news in self._presence.news().items():
                try:
                    self._tell_presence(WorkshopId(workshop_id), news)
                except Exception:  # a store that does not answer now: the watch goes on for all
                    log.exception("who is here could not be told")
        self._is_watching = False
        if not self._is_settled():  # somebody went between the look and the line above
            self._watch_presence()

    def _is_settled(self) -> bool:
        return self._presence.is_settled() and self._reports.is_settled()

    def who_is_here(self, workshop_id: WorkshopId) -> frozenset[str]:
        """The participants whose phones are connected to this process now."""
        present = self._presence.of(workshop_id)
        return frozenset(one for one, state in present.items() if state is State.ONLINE)

    def forget(self, workshop_id: WorkshopId) -> None:
        """Drop what is remembered of a workshop that has gone idle."""
        self._broadcast.forget(workshop_id)
        self._presence.forget(workshop_id)
        self._reports.forget(workshop_id)
        self._listeners.forget(workshop_id)
        self._budgets.forget(workshop_id)
        self._replays.forget(workshop_id)


def _why(problem: Exception) -> tuple[str, str]:
    """The code for what went wrong, and that of the sentence that says so; defects are logged here."""
    match problem:
        case Refused() | Malformed() | Rejected() | NoSuchWorkshop() | Broken():
            return problem.code, problem.code
        case NotSaved():
            return problem.code, problem.said
        case StoreFailed():
            if not problem.is_told:
                log.error("a message failed: %s", problem)
            return NotSaved.code, problem.said
        case _:
            log.error("a message failed", exc_info=problem)
            return Broken.code, Broken.code
