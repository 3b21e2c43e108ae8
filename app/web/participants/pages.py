"""The participants' pages: start page, joining by code, the phone's shell, leaving.

May come in: GET /, GET /join[/<code>], POST /join (code, name, as), GET /phone, GET and POST /leave.
Plain forms; only the phone's own page needs JavaScript.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response

from app.access.allowances import Allowance, tries_at_codes
from app.access.codes import new_id, normal_code
from app.access.counts import Counts
from app.access.networks import network_of
from app.access.tokens import (
    SEAT_COOKIE,
    participant_token,
    place_token,
    read_participant_token,
    read_place_token,
)
from app.domain.log.commands import (
    Command,
    CommandId,
    JoinWorkshop,
    LeaveWorkshop,
    ParticipantActor,
    ParticipantId,
    WorkshopId,
)
from app.domain.log.rejections import Rejected
from app.domain.log.state import Participant, Workshop
from app.domain.scenario import PhaseKind
from app.languages.speaking import day
from app.messages.sentences import sentence
from app.parts import Workshops
from app.store import WorkshopRecord
from app.store.keeping import kept_until
from app.turn.live import NoSuchWorkshop
from app.turn.outcome import NotSaved
from app.web.facilitator.handover import path_of_code
from app.web.participants.arrival import (
    JoinPage,
    PhonePage,
    place_for_latecomer,
    read_name,
)
from app.web.plumbing.seat_cookie import with_seat
from app.wire.connections import is_gone
from app.wire.news import NamesErased, TellNews

JOINS_PER_SOURCE, JOINS_PER_WORKSHOP = "10/minute", "120/minute"
"""Sixty people join within seconds from one address; nobody joins ten times a minute from one browser."""
_WHY_NOT = ("workshop_full", "workshop_used_up", "door_locked")


class Refused(Exception):
    """A request that cannot be served: the code of its sentence, the status, and the facts of the case."""

    def __init__(self, code: str, status: HTTPStatus, facts: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.facts = code, status, facts


class Back(Exception):
    """A code that brings somebody back to the place they had: where it leads."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def blueprint(joining: "Joining") -> Blueprint:
    """The participants' door."""
    door = Blueprint("pages", __name__)

    @door.get("/")
    def home() -> str:
        return render_template("home.html", page=JoinPage(code=""))

    @door.get("/join")
    def typed_code() -> Response:
        typed = request.args.get("code", "")
        return redirect(f"/join/{normal_code(typed)}") if normal_code(typed) else joining.show(typed)

    @door.get("/join/<code>")
    def join_form(code: str) -> Response:
        return joining.show(code)

    @door.post("/join")
    def join() -> Response:
        return joining.join(
            typed_code=request.form.get("code", ""),
            typed_name=request.form.get("name", ""),
            place=request.form.get("place", ""),
            as_observer=request.form.get("as") == "observer",
        )

    @door.get("/phone")
    def phone() -> Response:
        return joining.phone()

    @door.get("/leave")
    def leave_form() -> str:
        return render_template("leave.html")

    @door.post("/leave")
    def leave() -> Response:
        return joining.leave()

    return door


class Joining:
    """Who comes in, comes back and goes, in terms of requests and answers. `key` signs their tokens."""

    def __init__(
        self, workshops: Workshops, *, key: bytes, names_kept_days: int, tell_news: TellNews, counts: Counts
    ) -> None:
        self._workshops = workshops
        self._key = key
        self._names_kept_days = names_kept_days
        self._tell_news = tell_news
        self._codes = tries_at_codes(counts)
        self._joins = Allowance(
            per_subject=JOINS_PER_SOURCE, in_all=JOINS_PER_WORKSHOP, counts=counts, of="joins"
        )

    def show(self, typed_code: str) -> Response:
        """The join page for a code; a device that already takes part goes straight to its phone page."""
        try:
            record, workshop = self._open_workshop(typed_code)
            mine = self._participant(workshop, record.id)
            if mine is not None and mine.takes_part:
                return redirect("/phone")
            if workshop.is_locked:
                raise Refused("door_locked", HTTPStatus.CONFLICT)
        except Back as back:
            return redirect(back.path)
        except Refused as refused:
            return _answer("join.html", _refused_page(refused, typed_code), refused.status)
        return _answer("join.html", self._page(record, workshop))

    def join(self, *, typed_code: str, typed_name: str, place: str, as_observer: bool) -> Response:
        """Come in; nothing typed is lost when that is refused. `place`: the page's, for impatient fingers."""
        try:
            record, workshop = self._open_workshop(typed_code)
        except Back as back:
            return redirect(back.path, HTTPStatus.SEE_OTHER)
        except Refused as refused:
            return _answer("join.html", _refused_page(refused, typed_code, typed_name), refused.status)
        name, name_flaw = read_name(typed_name)
        if name_flaw:
            page = self._page(record, workshop, name=typed_name, name_flaw=name_flaw)
            return _answer("join.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        mine = self._participant(workshop, record.id)
        if mine is not None and mine.takes_part:
            return redirect("/phone", HTTPStatus.SEE_OTHER)
        participant_id = mine.id if mine is not None else self._whose(place, record.id, workshop)
        wish = JoinWorkshop(participant_id=participant_id, as_observer=as_observer)
        try:
            self._come_in(record.id, participant_id, wish, name)
        except Refused as refused:
            return _answer("join.html", _refused_page(refused, typed_code, typed_name), refused.status)
        answer = redirect("/phone", HTTPStatus.SEE_OTHER)
        return with_seat(answer, participant_token(self._key, record.id, participant_id))

    def _whose(self, place: str, workshop_id: WorkshopId, workshop: Workshop) -> ParticipantId:
        """The participant a join page was made for, unless they are gone; or a new one."""
        made_for = read_place_token(self._key, place)
        if made_for is not None and made_for[0] == workshop_id:
            before = workshop.participants.get(made_for[1])
            if before is None or before.takes_part:
                return made_for[1]
        return ParticipantId(new_id("p-"))

    def _come_in(
        self, workshop_id: WorkshopId, participant_id: ParticipantId, wish: JoinWorkshop, name: str
    ) -> None:
        """Join; a flood of people who never existed must not use up the places. Raises Refused."""
        source = f"{workshop_id} {request.remote_addr} {session.get('csrf_token', '')}"
        if not self._joins.take(source, workshop_id):
            raise Refused("too_many_joins", HTTPStatus.TOO_MANY_REQUESTS)
        try:
            self._handle(workshop_id, participant_id, wish, name)
        except Rejected as rejected:
            self._joins.give_back(source, workshop_id)
            code = rejected.code if rejected.code in _WHY_NOT else "code_not_open"
            raise Refused(code, HTTPStatus.CONFLICT, rejected.facts) from rejected
        except NotSaved as problem:
            self._joins.give_back(source, workshop_id)
            raise Refused(problem.said, HTTPStatus.SERVICE_UNAVAILABLE) from problem

    def phone(self) -> Response:
        """The phone's shell; a device without a place is asked for the code again."""
        held = self._held_seat()
        workshop = self._current(held[0]) if held else None
        mine = workshop.participants.get(held[1]) if workshop and held else None
        if workshop is None or mine is None:
            return self._asked_again("not_signed_in")
        if not mine.takes_part and not mine.is_removed:  # who was removed may be let back in: the page waits
            return self._asked_again("not_signed_in")
        return _answer("phone.html", PhonePage(title=workshop.scenario.title, participant_id=mine.id))

    def leave(self) -> Response:
        """Give the seat back, erase the name, forget the device."""
        held = self._held_seat()
        if held is not None and self._current(held[0]) is not None:
            workshop_id, participant_id = held
            self._workshops.store.erase_name(workshop_id, participant_id)
            self._tell_news(NamesErased(workshop_id=workshop_id))
            with suppress(Rejected):  # who was removed is out already, and forgotten all the same
                self._handle(workshop_id, participant_id, LeaveWorkshop())
        answer = make_response(render_template("left.html"))
        answer.delete_cookie(SEAT_COOKIE, path="/")
        return answer

    def _page(
        self, record: WorkshopRecord, workshop: Workshop, *, name: str = "", name_flaw: str = ""
    ) -> JoinPage:
        workshop = self._workshops.told(record.id, workshop)
        return JoinPage(
            code=record.code or "",
            place_token=place_token(self._key, record.id, ParticipantId(new_id("p-"))),
            name=name,
            title=record.title,
            summary=workshop.scenario.summary,
            language=workshop.scenario.language,
            fallback=workshop.scenario.fallback,
            content_notes=workshop.scenario.content_notes,
            names_until=day(kept_until(record.created_at, self._names_kept_days)),
            name_flaw=name_flaw,
            place=place_for_latecomer(workshop),
        )

    def _asked_again(self, code: str) -> Response:
        page = JoinPage(code="", flaw=sentence(code))
        return _answer("home.html", page, HTTPStatus.UNAUTHORIZED)

    def _open_workshop(self, typed_code: str) -> tuple[WorkshopRecord, Workshop]:
        """The open workshop a code names. Wrong, closed and used-up codes are refused in the same words.

        Raises Refused; and Back for a code that gives a place back, which is never a workshop's.
        """
        code, address = normal_code(typed_code), network_of(request.remote_addr or "")
        if not self._codes.is_heard(address, "codes", lambda: is_gone(request.environ)):
            raise Refused("too_many_tries", HTTPStatus.TOO_MANY_REQUESTS)
        record = self._workshops.store.workshop_by_code(code) if code else None
        if record is None and (path := path_of_code(self._workshops.store, self._key, typed_code)):
            self._codes.was_right(address, "codes")
            raise Back(path)
        workshop = self._current(record.id) if record else None
        if record is None or workshop is None or workshop.phase.kind is PhaseKind.CLOSED:
            raise Refused("code_not_open", HTTPStatus.NOT_FOUND)
        self._codes.was_right(address, "codes")
        return record, workshop

    def _current(self, workshop_id: WorkshopId) -> Workshop | None:
        try:
            return self._workshops.now(workshop_id)
        except NoSuchWorkshop:
            return None

    def _held_seat(self) -> tuple[WorkshopId, ParticipantId] | None:
        return read_participant_token(self._key, request.cookies.get(SEAT_COOKIE, ""))

    def _participant(self, workshop: Workshop, workshop_id: WorkshopId) -> Participant | None:
        """Who this device already is in this workshop."""
        held = self._held_seat()
        return workshop.participants.get(held[1]) if held and held[0] == workshop_id else None

    def _handle(
        self,
        workshop_id: WorkshopId,
        participant_id: ParticipantId,
        wish: JoinWorkshop | LeaveWorkshop,
        name: str = "",
    ) -> None:
        self._workshops.service.handle(
            workshop_id,
            Command(
                id=CommandId(new_id("c-")),
                at=datetime.now(UTC),
                by=ParticipantActor(participant_id=participant_id),
                wish=wish,
            ),
            name=(participant_id, name) if name else None,
        )


def _refused_page(refused: Refused, typed_code: str, typed_name: str = "") -> JoinPage:
    return JoinPage(code=typed_code, name=typed_name, flaw=sentence(refused.code, refused.facts))


def _answer(template: str, page: JoinPage | PhonePage, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return make_response(render_template(template, page=page), status)
