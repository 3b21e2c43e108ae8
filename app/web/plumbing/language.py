"""The language of a request, and the page on which a device chooses its own.

May come in: GET /language?next=PATH, POST /language (language, next). Plain forms, no JavaScript.
A choice is a cookie; without one the browser's Accept-Language counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from app.languages.speaking import (
    IN_TEMPLATES,
    LANGUAGE_COOKIE,
    SOURCE,
    direction_of,
    name_of,
    speak,
    spoken,
    wanted,
)
from app.web.plumbing.addresses import own_path
from app.web.plumbing.visitors import is_https

KEPT_FOR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A language that may be chosen, by the name its speakers give it."""

    language: str
    name: str
    direction: str
    is_spoken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePage:
    """`after` is where the choice leads back to."""

    after: str


def register(flask: Flask, languages: Sequence[str]) -> None:
    """Let every request speak its language, and every template know it."""

    @flask.url_value_preprocessor  # before anything else may refuse the request, in words
    def listen(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        speak(wanted(chosen, request.headers.get("Accept-Language", ""), languages))

    @flask.teardown_request
    def fall_silent(_error: BaseException | None) -> None:
        speak(SOURCE)

    @flask.after_request
    def label(answer: Response) -> Response:
        if answer.mimetype == "text/html":
            answer.headers.setdefault("Content-Language", spoken())
            answer.vary.update(("Accept-Language", "Cookie"))
        return answer

    flask.jinja_env.globals.update(IN_TEMPLATES)
    flask.jinja_env.globals["languages"] = lambda: offers(languages)
    flask.register_blueprint(blueprint(languages))


def offers(languages: Sequence[str]) -> tuple[Offer, ...]:
    """What may be chosen from, in the order of the settings."""
    return tuple(
        Offer(language=one, name=name_of(one), direction=direction_of(one), is_spoken=one == spoken())
        for one in languages
    )


def blueprint(languages: Sequence[str]) -> Blueprint:
    """The door where a language is chosen."""
    door = Blueprint("speaking", __name__)

    @door.get("/language")
    def language_form() -> str:
        return render_template(
            "language.html", page=LanguagePage(after=own_path(request.args.get("next", "")))
        )

    @door.post("/language")
    def choose() -> Response:
        answer = make_response(redirect(own_path(request.form.get("next", "")) or "/", HTTPStatus.SEE_OTHER))
        chosen = request.form.get("language", "")
        if chosen in languages:
            answer.set_cookie(
                LANGUAGE_COOKIE,
                chosen,
                max_age=KEPT_FOR_S,
                samesite="Lax",
                secure=is_https(),
                path="/",
            )
        return answer

    return door
