"""The ways in, without JavaScript."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def token_of(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def join(visitor: FlaskClient, code: str, name: str = "", role: str = "participant") -> TestResponse:
    token = token_of(visitor.get(f"/join/{code}"))
    form = {"csrf_token": token, "code": code, "name": name, "as": role}
    return visitor.post("/join", data=form)
