"""The cookie that keeps a participant's seat for a device."""

from werkzeug.wrappers import Response

from app.access.tokens import SEAT_COOKIE
from app.web.plumbing.visitors import is_https

COOKIE_KEPT_FOR_S = 14 * 24 * 3600  # long enough for a workshop in two parts


def with_seat(answer: Response, token: str) -> Response:
    """The answer, and with it the token that keeps a participant's seat for this device."""
    answer.set_cookie(
        SEAT_COOKIE,
        token,
        max_age=COOKIE_KEPT_FOR_S,
        httponly=True,
        samesite="Lax",
        secure=is_https(),
        path="/",
    )
    return answer
