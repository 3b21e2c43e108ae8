"""The participants' pages: start page, joining by code, the phone's shell, leaving.

May come in: GET /, GET /join[/<code>], POST /join (code, name, as), GET /phone, GET and POST /leave.
Plain forms; only the phone's own page needs JavaScript.
"""

from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response

import app.clock as clock
from app.access.allowances import Allowance
from app.access.codes import new_id, normal_code, route_of
from app.access.counts import Counts
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
from app.languages.speaking import day
from app.messages.sentences import sentence
from app.parts import Workshops
from app.store import WorkshopRecord
from app.store.caretaker import kept_until
from app.turn.outcome import NotSaved
from app.web.participants.arrival import (
    Back,
    JoinPage,
    NotServed,
    PhonePage,
    place_for_latecomer,
    read_name,
)
from app.web.participants.coming_back import WhoIsHere, somebody_is_away
from app.web.participants.typed_codes import TypedCodes
from app.web.plumbing.responses import shown
from app.web.plumbing.seat_cookie import with_seat
from app.wire.news import NamesErased, TellNews

JOINS_PER_SOURCE, JOINS_PER_WORKSHOP = "10/minute", "120/minute"
"""Sixty people join within seconds from one address; nobody joins ten times a minute from one browser."""
_WHY_NOT = ("workshop_full", "workshop_used_up", "door_locked")


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

    # The same as people copy and type it: with a slash behind, in capitals.
    @door.get("/join/<code>/")
    @door.get("/<in_any_capitals(word='join'):_way>/<code>", strict_slashes=False)
    def typed_address(code: str, _way: str = "join") -> Response:
        return redirect(f"/join/{quote(code, safe='')}")

    @door.get("/join/", strict_slashes=False)
    @door.get("/<in_any_capitals(word='join'):_way>", strict_slashes=False)
    def typed_half(_way: str = "join") -> Response:
        return redirect("/join")

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
        self,
        workshops: Workshops,
        codes: TypedCodes,
        *,
        key: bytes,
        names_kept_days: int,
        tell_news: TellNews,
        who_is_here: WhoIsHere,
        counts: Counts,
    ) -> None:
        self._workshops = workshops
        self._key = key
        self._names_kept_days = names_kept_days
        self._tell_news = tell_news
        self._codes = codes
        self._who_is_here = who_is_here
        self._joins = Allowance(
            per_subject=JOINS_PER_SOURCE, in_all=JOINS_PER_WORKSHOP, counts=counts, of="joins"
        )

    def show(self, typed_code: str) -> Response:
        """The join page for a code; a device that already takes part goes straight to its phone page."""
        try:
            record, workshop = self._codes.open_workshop(typed_code)
            mine = self._participant(workshop, record.id)
            if mine is not None and mine.takes_part:
                return redirect("/phone")
            if workshop.is_locked and (mine is not None or not self._asks_back(record.id, workshop)):
                raise NotServed("door_locked", HTTPStatus.CONFLICT)
        except Back as back:
            return redirect(back.path)
        except NotServed as refused:
            return shown("join.html", _refused_page(refused, typed_code), refused.status)
        return shown("join.html", self._page(record, workshop))

    def join(self, *, typed_code: str, typed_name: str, place: str, as_observer: bool) -> Response:
        """Come in; nothing typed is lost when that is refused. `place`: the page's, for impatient fingers."""
        try:
            record, workshop = self._codes.open_workshop(typed_code)
        except Back as back:
            return redirect(back.path, HTTPStatus.SEE_OTHER)
        except NotServed as refused:
            return shown("join.html", _refused_page(refused, typed_code, typed_name), refused.status)
        name, name_flaw = read_name(typed_name)
        if name_flaw:
            page = self._page(record, workshop, name=typed_name, name_flaw=name_flaw)
            return shown("join.html", page, HTTPStatus.UNPROCESSABLE_ENTITY)
        mine = self._participant(workshop, record.id)
        if mine is not None and mine.takes_part:
            return redirect("/phone", HTTPStatus.SEE_OTHER)
        participant_id = mine.id if mine is not None else self._whose(place, record.id, workshop)
        wish = JoinWorkshop(participant_id=participant_id, as_observer=as_observer)
        try:
            self._come_in(record.id, participant_id, wish, name)
        except NotServed as refused:
            return shown("join.html", _refused_page(refused, typed_code, typed_name), refused.status)
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
        """Join; a flood of people who never existed must not use up the places. Raises NotServed."""
        source = f"{workshop_id} {request.remote_addr} {session.get('csrf_token', '')}"
        if not self._joins.take(source, workshop_id):
            raise NotServed("too_many_joins", HTTPStatus.TOO_MANY_REQUESTS)
        try:
            self._handle(workshop_id, participant_id, wish, name)
        except Rejected as rejected:
            self._joins.give_back(source, workshop_id)
            code = rejected.code if rejected.code in _WHY_NOT else "code_not_open"
            raise NotServed(code, HTTPStatus.CONFLICT, rejected.facts) from rejected
        except NotSaved as problem:
            self._joins.give_back(source, workshop_id)
            raise NotServed(problem.said, HTTPStatus.SERVICE_UNAVAILABLE) from problem

    def phone(self) -> Response:
        """The phone's shell; a device without a place is asked for the code again."""
        held = self._held_seat()
        workshop = self._codes.current(held[0]) if held else None
        mine = workshop.participants.get(held[1]) if workshop and held else None
        if held is None or workshop is None or mine is None:
            return self._asked_again("not_signed_in")
        if not mine.takes_part and not mine.is_removed:  # who was removed may be let back in: the page waits
            return self._asked_again("not_signed_in")
        page = PhonePage(title=workshop.scenario.title, participant_id=mine.id, route=route_of(held[0]))
        return shown("phone.html", page)

    def leave(self) -> Response:
        """Give the seat back, erase the name, forget the device."""
        held = self._held_seat()
        if held is not None and self._codes.current(held[0]) is not None:
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
        workshop = self._workshops.in_tongue(record.id, workshop)
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
            asks_back=self._asks_back(record.id, workshop),
            is_locked=workshop.is_locked,
        )

    def _asks_back(self, workshop_id: WorkshopId, workshop: Workshop) -> bool:
        """Whether a newcomer is asked first if they were here before. Rule: T13."""
        return somebody_is_away(workshop, self._who_is_here(workshop_id))

    def _asked_again(self, code: str) -> Response:
        page = JoinPage(code="", flaw=sentence(code))
        return shown("home.html", page, HTTPStatus.UNAUTHORIZED)

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
                at=clock.now(),
                by=ParticipantActor(participant_id=participant_id),
                wish=wish,
            ),
            name=(participant_id, name) if name else None,
        )


def _refused_page(refused: NotServed, typed_code: str, typed_name: str = "") -> JoinPage:
    return JoinPage(code=typed_code, name=typed_name, flaw=sentence(refused.code, refused.facts))
