"""Forget me: a participant's name is erased now; seat and device stay.

May come in: GET and POST /forget, from a device that takes part. A plain form that works without JavaScript.
"""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app.access.tokens import SEAT_COOKIE, read_participant_token
from app.store import Store
from app.wire.news import NamesErased, TellNews


def blueprint(store: Store, *, key: bytes, tell_news: TellNews) -> Blueprint:
    """The door for those who want to be nameless."""
    door = Blueprint("forgetting", __name__)

    @door.get("/forget")
    def forget_form() -> str:
        return render_template("forget.html")

    @door.post("/forget")
    def forget() -> Response:
        held = read_participant_token(key, request.cookies.get(SEAT_COOKIE, ""))
        if held is not None:
            workshop_id, participant_id = held
            store.erase_name(workshop_id, participant_id)
            tell_news(NamesErased(workshop_id=workshop_id))
        return redirect("/phone", HTTPStatus.SEE_OTHER)

    return door
