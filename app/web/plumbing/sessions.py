"""The signed session of a browser that leads: read on pages and handshakes, void once signed out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from app.access.leadership import BROWSER
from app.web.plumbing.visitors import is_https


def register(flask: Flask, has_signed_out: Callable[[str], bool]) -> None:
    """Sign sessions with one serializer, and believe no cookie of a browser that has signed out."""
    flask.session_interface = _Sessions()
    flask.before_request(partial(_void_copies, has_signed_out))


def _void_copies(has_signed_out: Callable[[str], bool]) -> None:
    """A browser that has signed out holds a void cookie, and so does who copied it. Rule: P4.

    Asked where a database that does not answer is told in our words, which it is not while a session opens.
    """
    if BROWSER in session and has_signed_out(str(session[BROWSER])):
        session.clear()


class _FromAnyClock(TimestampSigner):
    """Believes what was signed later than now: this computer's clock was set back meanwhile.

    Its maker refuses that, and a page that was open then lost its session for good.
    """

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        value, signed_at = super().unsign(signed_value, None, return_timestamp=True)
        age_s = self.get_timestamp() - int(signed_at.timestamp())
        if max_age is not None and age_s > max_age:
            raise SignatureExpired(f"{age_s} s old", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


class _Sessions(SecureCookieSessionInterface):
    """Signs every session with a serializer that is made once: the key stays the same."""

    _made: URLSafeTimedSerializer | None = None

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_https()

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._made is None:
            self._made = super().get_signing_serializer(app)
            if self._made is not None:
                self._made.signer = _FromAnyClock
        return self._made


def reader(
    flask: Flask, has_signed_out: Callable[[str], bool]
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Reads the signed session from a handshake's cookies; empty when there is none, or a void one."""

    def session_of(environ: Mapping[str, Any]) -> Mapping[str, Any]:
        held: Mapping[str, Any]
        held = flask.session_interface.open_session(flask, flask.request_class(dict(environ))) or {}
        return {} if BROWSER in held and has_signed_out(str(held[BROWSER])) else held

    return session_of
