"""Who is at the other end of a socket: verified once, when it connects, never from a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from werkzeug.http import parse_cookie

from app.access.leadership import BROWSER, Session, is_known
from app.access.tokens import SEAT_COOKIE, read_participant_token, read_screen_table, read_screen_token
from app.domain.log.audiences import Audience
from app.domain.log.commands import (
    Actor,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    SeatId,
    TableId,
    WorkshopId,
)
from app.domain.log.state import Workshop
from app.domain.views import slices
from app.domain.views.slices import Scope
from app.languages.speaking import LANGUAGE_COOKIE, SOURCE, wanted
from app.wire.budgets import Budget, of_a_socket
from app.wire.random_ids import IdsHeard
from app.wire.rooms import BESIDE, Key


class Refused(Exception):
    """Somebody who may not connect; `code` has a sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True, kw_only=True)
class Peer:
    """One socket's other end. `table_id`: where a screen stands; `rooms`: where it listens.

    `seat_id`: where its participant sat when last placed. `language` is what its page was in when it
    connected; `browser`: by which a browser that leads is known.
    """

    sid: str
    workshop_id: WorkshopId
    audience: Audience
    participant_id: ParticipantId | None = None
    seat_id: SeatId | None = None
    table_id: TableId | None = None
    rooms: frozenset[str] = frozenset()
    language: str = SOURCE
    browser: str = ""
    ids: IdsHeard = field(default_factory=IdsHeard)
    budget: Budget = field(default_factory=of_a_socket)

    @property
    def who(self) -> str:
        """By whom budgets are told apart: one participant, one browser that leads, one place of a screen."""
        return self.participant_id or self.browser or f"{self.audience} {self.table_id or ''}"

    @property
    def actor(self) -> Actor:
        if self.participant_id is None:
            return FacilitatorActor()
        return ParticipantActor(participant_id=self.participant_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """How each kind of visitor is verified.

    `session_of` reads the signed session of a handshake; `leads` says whether it leads a workshop.
    """

    key: bytes
    languages: Sequence[str]
    session_of: Callable[[Mapping[str, Any]], Session]
    leads: Callable[[Session, WorkshopId], bool]

    def language_of(self, environ: Mapping[str, Any]) -> str:
        """The language of a handshake: as for a page, the device's choice or what the browser asks for."""
        chosen = parse_cookie(environ.get("HTTP_COOKIE", "")).get(LANGUAGE_COOKIE, "")
        return wanted(chosen, environ.get("HTTP_ACCEPT_LANGUAGE", ""), self.languages)

    def identified(self, sid: str, environ: Mapping[str, Any], auth: Mapping[str, Any]) -> Peer:
        """The peer that this handshake proves to be. Raises Refused."""
        match auth.get("as"):
            case "phone":
                return self._phone(sid, environ, auth)
            case "console":
                return self._led(sid, environ, auth, Audience.FACILITATOR)
            case "desk":
                return self._led(sid, environ, auth, Audience.DESK)
            case "screen":
                shown = read_screen_token(self.key, str(auth.get("token")))
                if shown is None:
                    raise Refused("not_signed_in")
                table_id = read_screen_table(self.key, str(auth.get("token")))
                return Peer(sid=sid, workshop_id=shown, audience=Audience.SCREEN, table_id=table_id)
            case _:
                raise Refused("not_signed_in")

    def _phone(self, sid: str, environ: Mapping[str, Any], auth: Mapping[str, Any]) -> Peer:
        cookie = parse_cookie(environ.get("HTTP_COOKIE", "")).get(SEAT_COOKIE, "")
        held = read_participant_token(self.key, str(auth.get("token") or cookie))
        if held is None:
            raise Refused("not_signed_in")
        return Peer(sid=sid, workshop_id=held[0], audience=Audience.PARTICIPANT, participant_id=held[1])

    def _led(self, sid: str, environ: Mapping[str, Any], auth: Mapping[str, Any], audience: Audience) -> Peer:
        session = self.session_of(environ)
        if not is_known(session):
            raise Refused("not_signed_in")
        workshop_id = WorkshopId(str(auth.get("workshop")))
        if not self.leads(session, workshop_id):
            raise Refused("no_such_workshop")
        browser = str(session.get(BROWSER, ""))
        return Peer(sid=sid, workshop_id=workshop_id, audience=audience, browser=browser)


def check_takes_part(peer: Peer, workshop: Workshop) -> None:
    """Refuse a participant who was removed, has left or never joined."""
    if peer.participant_id is None:
        return
    participant = workshop.participants.get(peer.participant_id)
    if participant is None:
        raise Refused("not_signed_in")
    if not participant.takes_part:
        raise Refused("removed" if participant.is_removed else "left")


def seen_by(peer: Peer, workshop: Workshop) -> tuple[Key, ...]:
    """The slices of a peer's audience, as it stands now."""
    return (*_scopes(peer, workshop), *BESIDE[peer.audience])


def _scopes(peer: Peer, workshop: Workshop) -> tuple[Scope, ...]:
    match peer.audience:
        case Audience.PARTICIPANT | Audience.OBSERVER:
            assert peer.participant_id is not None
            return slices.participant(workshop, peer.participant_id)
        case Audience.FACILITATOR:
            return slices.facilitator()
        case Audience.DESK:
            return slices.desk()
        case Audience.SCREEN:
            if workshop.screen.is_blank or workshop.screen.is_frozen:
                return slices.still_screen()
            if peer.table_id is not None and peer.table_id in workshop.tables:
                return slices.table_screen(peer.table_id)
            return slices.screen()
        case _:
            assert_never(peer.audience)


def farewell_to(participant_id: ParticipantId, before: Workshop, after: Workshop) -> str | None:
    """What a participant is told after their place changed; None if it did not."""
    was, now = before.participants[participant_id], after.participants[participant_id]
    if was.takes_part and not now.takes_part:
        return "removed" if now.is_removed else "left"
    has_moved = slices.participant(before, participant_id) != slices.participant(after, participant_id)
    return "moved" if has_moved else None
