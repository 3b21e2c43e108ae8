"""The signed cookie that says who leads from a browser, and how old it may be."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


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


class Sessions(SecureCookieSessionInterface):
    """Signs every session with a serializer that is made once: the key stays the same."""

    _made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._made is None:
            self._made = super().get_signing_serializer(app)
            if self._made is not None:
                self._made.signer = _FromAnyClock
        return self._made
