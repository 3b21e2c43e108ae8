"""Coming back without a cookie: another browser of the same phone, another address of this computer.

May come in: POST /back (code), GET /back/<token>, GET /back/<token>/stands (JSON) from whoever asks; from who
leads: POST /facilitate/<id>/back/<ask_id> with the `participant_id` as JSON, null for nobody's. Nobody gets a
place by what they say: a number stands on their page, and whoever leads looks whose hand holds it. Rule: T13.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response

from app.access.allowances import Allowance
from app.access.codes import new_id
from app.access.tokens import comeback_token, participant_token, read_comeback_token
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.state import Workshop
from app.domain.scenario import PhaseKind
from app.parts import Workshops
from app.store.comebacks import Comeback
from app.web.facilitator.led_workshop import led_workshop
from app.web.participants.arrival import Back, NotServed
from app.web.participants.typed_codes import TypedCodes
from app.web.plumbing.responses import refused, refused_to_script
from app.web.plumbing.seat_cookie import with_seat
from app.wire.news import AskedBack, TellNews

ASK_LASTS = timedelta(minutes=15)
ASKS_PER_SOURCE, ASKS_PER_WORKSHOP = "4/minute", "60/minute"

WhoIsHere = Callable[[WorkshopId], Collection[str]]
"""The participants of a workshop whose phones are connected now, as far as this process knows."""


def somebody_is_away(workshop: Workshop, here: Collection[str]) -> bool:
    """Whether whoever comes now may have been here before: it is under way, and a seat's phone is away."""
    if workshop.phase.kind in (PhaseKind.LOBBY, PhaseKind.CLOSED):
        return False
    seated = (one for one in workshop.participants.values() if one.takes_part and one.seat_id is not None)
    return any(one.id not in here for one in seated)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPage:
    """What somebody sees who asks for the place they had. `code`: to join by as somebody new."""

    title: str
    number: int
    code: str
    token: str


def blueprint(back: "ComingBack") -> Blueprint:
    """The door for those who were here before."""
    door = Blueprint("coming_back", __name__)

    @door.post("/back")
    def ask() -> Response:
        return back.ask(request.form.get("code", ""))

    @door.get("/back/<token>")
    def waiting(token: str) -> Response:
        return back.page(token)

    @door.get("/back/<token>/stands")
    def stands(token: str) -> Response:
        return back.stands(token)

    @door.post("/facilitate/<workshop_id>/back/<ask_id>")
    def answer(workshop_id: str, ask_id: str) -> Response:
        said = request.get_json(silent=True)
        chosen = said.get("participant_id") if isinstance(said, dict) else None
        return back.answer(WorkshopId(workshop_id), ask_id, chosen)

    return door


class ComingBack:
    """Who was here before and shows it, in terms of requests and answers. `key` signs what pages hold."""

    def __init__(self, workshops: Workshops, codes: TypedCodes, *, key: bytes, tell_news: TellNews) -> None:
        self._workshops = workshops
        self._codes = codes
        self._key = key
        self._tell_news = tell_news
        self._asks = Allowance(per_subject=ASKS_PER_SOURCE, in_all=ASKS_PER_WORKSHOP)

    def ask(self, typed_code: str) -> Response:
        """Ask whoever leads; a locked door keeps nobody out who was in. Rule: T13."""
        try:
            record, _ = self._codes.open_workshop(typed_code)
        except Back as back:
            return redirect(back.path, HTTPStatus.SEE_OTHER)
        except NotServed as problem:
            return refused(problem.code, problem.status)
        source = f"{request.remote_addr} {session.get('csrf_token', '')}"
        ask_id, now = new_id("b-"), datetime.now(UTC)
        if not self._asks.take(source, record.id) or not self._workshops.store.handovers.comebacks.ask(
            record.id, ask_id, now=now, until=now + ASK_LASTS
        ):
            return refused("too_many_back", HTTPStatus.TOO_MANY_REQUESTS)
        self._tell_news(AskedBack(workshop_id=record.id))
        return redirect(f"/back/{comeback_token(self._key, ask_id)}", HTTPStatus.SEE_OTHER)

    def page(self, token: str) -> Response:
        """What became of it: the place, or the number that the facilitator looks for."""
        asked, workshop = self._asked(token)
        if asked is None or workshop is None:
            return refused("comeback_over", HTTPStatus.NOT_FOUND)
        given = workshop.participants.get(asked.participant_id) if asked.participant_id else None
        if given is not None and given.takes_part:
            answer = redirect("/phone", HTTPStatus.SEE_OTHER)
            return with_seat(answer, participant_token(self._key, asked.workshop_id, given.id))
        record = self._workshops.store.workshop(asked.workshop_id)
        page = BackPage(
            title=record.title if record else "",
            number=asked.number,
            code=(record.code if record and not workshop.is_locked else None) or "",
            token=token,
        )
        return make_response(render_template("back.html", page=page))

    def stands(self, token: str) -> Response:
        """For the page that waits: whether it still has to."""
        asked, _ = self._asked(token)
        answer = jsonify(waits=asked is not None and asked.participant_id is None)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def answer(self, workshop_id: WorkshopId, ask_id: str, chosen: object) -> Response:
        """Whose place it is, as whoever leads says; None: nobody's."""
        led = led_workshop(self._workshops, workshop_id)
        if isinstance(led, Response):
            return led
        comebacks = self._workshops.store.handovers.comebacks
        if chosen is None:
            comebacks.refuse(workshop_id, ask_id)
            self._tell_news(AskedBack(workshop_id=workshop_id))
            return jsonify(ok=True)
        participant = led[1].participants.get(ParticipantId(str(chosen)))
        if participant is None or not participant.takes_part:
            return refused_to_script("not_taking_part")
        is_given = comebacks.give(workshop_id, ask_id, participant.id, datetime.now(UTC))
        self._tell_news(AskedBack(workshop_id=workshop_id))
        return jsonify(ok=True) if is_given else refused_to_script("comeback_over")

    def _asked(self, token: str) -> tuple[Comeback | None, Workshop | None]:
        ask_id = read_comeback_token(self._key, token)
        asked = self._workshops.store.handovers.comebacks.of(ask_id, datetime.now(UTC)) if ask_id else None
        workshop = self._codes.current(asked.workshop_id) if asked else None
        is_open = workshop is not None and workshop.phase.kind is not PhaseKind.CLOSED
        return (asked, workshop) if is_open else (None, None)
