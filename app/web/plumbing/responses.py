"""How pages answer: a template with its page, or the one sentence for why not, to people or to a script."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import jsonify, make_response, render_template
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


def refused_to_script(
    code: str, status: HTTPStatus = HTTPStatus.CONFLICT, facts: Mapping[str, str | int] | None = None
) -> Response:
    """The same for a script: the code, and the one sentence for it with its facts filled in."""
    return make_response(jsonify(code=code, message=sentence(code, facts)), status)
