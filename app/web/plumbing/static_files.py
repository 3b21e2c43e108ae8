"""The door of static files: GET /assets/<digest>/<path>, answered from memory before any page."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import get_host

from app.assets.files import Assets
from app.web.plumbing.upkeep import security_headers


def register(flask: Flask) -> None:
    """Serve the static folder under /assets and give templates `static_url`."""
    assets = Assets()
    flask.jinja_env.globals["static_url"] = assets.url
    flask.wsgi_app = in_front(assets, flask.wsgi_app, flask.config["SESSION_COOKIE_SECURE"])  # type: ignore[method-assign, assignment]


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def in_front(assets: Assets, wsgi_app: Wsgi, is_https: bool) -> Wsgi:
    """GET /assets/<digest>/<path>, answered from memory: no parameters, nothing of a workshop.

    Before Flask, because a phone that comes in asks for as many files as pages, and a file needs no session.
    What is not there is left to the app behind.
    """

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _, top, digest, path = ("/", *environ["PATH_INFO"].split("/", 3)[1:], "", "", "")[:4]
        if top != "assets" or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return wsgi_app(environ, start_response)
        try:
            found = assets.get(path)
        except KeyError:
            return wsgi_app(environ, start_response)
        takes_gzip = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, body = found.answer(is_fresh=digest == found.digest, takes_gzip=takes_gzip)
        secured = security_headers(get_host(environ), is_https or environ["wsgi.url_scheme"] == "https")
        start_response("200 OK", [*headers, *secured])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return app


@lru_cache(maxsize=64)  # browsers hardly differ in it
def _takes_gzip(accepted: str) -> bool:
    return parse_accept_header(accepted)["gzip"] > 0
