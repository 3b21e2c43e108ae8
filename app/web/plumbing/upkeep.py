"""What every answer carries (security headers), what goes wrong in one sentence, and the two upkeep pages.

May come in: GET /healthz, and GET /metrics with the token that was set.
"""

import hmac
import logging
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, Flask, abort, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.messages.sentences import sentence
from app.store import StoreFailed
from app.turn.outcome import NotSaved
from app.web.plumbing.responses import refused
from app.web.plumbing.visitors import is_https

log = logging.getLogger(__name__)

CODES = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "not_for_you",
    HTTPStatus.FORBIDDEN: "not_for_you",
    HTTPStatus.NOT_FOUND: "page_not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_tries",
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def register(
    flask: Flask, registry: CollectorRegistry, check_store: Callable[[], None], metrics_token: str
) -> None:
    """`check_store` raises StoreFailed while nothing can be saved."""
    flask.after_request(_with_security_headers)
    flask.register_error_handler(HTTPException, _error_page)
    flask.register_error_handler(CSRFError, _expired_form)
    flask.register_error_handler(NotSaved, _not_saved)
    flask.register_error_handler(StoreFailed, _store_failed)
    flask.register_blueprint(blueprint(registry, check_store, metrics_token))


def blueprint(registry: CollectorRegistry, check_store: Callable[[], None], metrics_token: str) -> Blueprint:
    door = Blueprint("upkeep", __name__)

    @door.get("/healthz")
    def healthz() -> Response:
        said, status = "ok", HTTPStatus.OK
        try:
            check_store()
        except StoreFailed as problem:
            said, status = sentence(problem.said), HTTPStatus.SERVICE_UNAVAILABLE
        return Response(f"{said}\n", status, content_type="text/plain; charset=utf-8")

    @door.get("/metrics")
    def metrics() -> Response:
        # Where it comes from proves nothing: a proxy on this computer makes everybody look local.
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not metrics_token or not hmac.compare_digest(shown.encode(), metrics_token.encode()):
            abort(HTTPStatus.NOT_FOUND)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return door


def _with_security_headers(answer: Response) -> Response:
    for name, value in security_headers(request.host, is_https()):
        answer.headers.setdefault(name, value)
    if answer.mimetype == "text/html":
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


@lru_cache(maxsize=64)  # a workshop knows the app by one or two names
def security_headers(host: str, is_https: bool) -> tuple[tuple[str, str], ...]:
    """What every answer carries, pages and files alike."""
    headers = {**HEADERS, "Content-Security-Policy": content_security_policy(host)}
    if is_https:  # on plain http a browser ignores it, and complains on every page
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return tuple(headers.items())


def content_security_policy(host: str) -> str:
    """Only what comes from here; older browsers do not count a websocket to this host as `self`."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": f"'self' ws://{host} wss://{host}",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _error_page(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    code = CODES.get(HTTPStatus(error.code), "bad_request")
    return refused(code, HTTPStatus(error.code))


def _not_saved(problem: NotSaved) -> tuple[Response | str, int]:
    """In the way it was asked: a page, or JSON for a page's script."""
    status, words = HTTPStatus.SERVICE_UNAVAILABLE.value, sentence(problem.said)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(code=problem.code, message=words), status
    return render_template("error.html", status=status, sentence=words), status


def _store_failed(problem: StoreFailed) -> tuple[Response | str, int]:
    if not problem.is_told:
        log.error("%s %s: %s", request.method, request.endpoint, problem)
    return _not_saved(NotSaved(problem.said))


def _expired_form(_error: CSRFError) -> Response:
    return refused("form_expired", HTTPStatus.BAD_REQUEST)
