"""How pages answer: a template with its page, or the one sentence for why not."""

from http import HTTPStatus

from flask import make_response, render_template
from werkzeug.wrappers import Response

from app.messages.sentences import sentence


def shown(template: str, page: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """A template and the page it shows."""
    return make_response(render_template(template, page=page), status)


def refused(code: str, status: HTTPStatus) -> Response:
    """A page with the one sentence for this code."""
    return make_response(
        render_template("error.html", sentence=sentence(code), status=status.value), status.value
    )
