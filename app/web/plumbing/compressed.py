"""Pages travel compressed. Static files have their own way (`app/assets`), frames are not compressed at all.

A compressed page tells by its length how much of it repeats. Who makes a victim's browser ask for a page with
words of their choice in it, and watches the lengths, could guess a form's token letter by letter (BREACH). So
over https only what somebody asked for by hand, or from a page of ours, is compressed: a browser says so in
`Sec-Fetch-Site`, which no page can forge. Decision: docs/decisions/0017-compressed-pages.md.
"""

import gzip

from flask import Flask, request
from werkzeug.wrappers import Response

from app.web.plumbing.visitors import is_https

_KINDS = frozenset({"text/html", "image/svg+xml", "application/json", "text/csv"})
_ASKED_BY_HAND = frozenset({"none", "same-origin"})
_LEAST_BYTES = 860
"""Below it the answer fits one packet either way."""
_LEVEL = 6


def register(flask: Flask) -> None:
    """To be called before whatever adds to answers: what is registered first looks at an answer last."""
    flask.after_request(_compressed)


def _compressed(answer: Response) -> Response:
    if answer.mimetype not in _KINDS or answer.is_streamed or "Content-Encoding" in answer.headers:
        return answer
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or not _is_safe() or answer.direct_passthrough:
        return answer
    body = answer.get_data()
    if len(body) >= _LEAST_BYTES:
        answer.set_data(gzip.compress(body, compresslevel=_LEVEL, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _is_safe() -> bool:
    """Whether no other site can have made the browser ask, or anybody on the way reads the page anyway."""
    came_from = request.headers.get("Sec-Fetch-Site")
    return came_from in _ASKED_BY_HAND if came_from is not None else not is_https()
