"""Pages travel compressed, but never where another site may have made the browser ask. See decision 0017."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.shell.stage import Stage

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[FlaskClient]:
    stage = Stage(tmp_path)
    yield stage.app.flask.test_client()
    stage.close()


def asked(visitor: FlaskClient, url: str = "http://workshop.test/", **headers: str) -> TestResponse:
    return visitor.get(
        url, headers={**GZIP, **{name.replace("_", "-"): told for name, told in headers.items()}}
    )


def test_a_page_travels_compressed_and_is_the_same(visitor: FlaskClient) -> None:
    whole = visitor.get("http://workshop.test/sign-in")
    small = asked(visitor, "http://workshop.test/sign-in")
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in whole.headers["Vary"]
    assert "Content-Encoding" not in whole.headers
    assert int(small.headers["Content-Length"]) == len(small.data) < len(whole.data) / 2
    assert b"</html>" in gzip.decompress(small.data)


@pytest.mark.parametrize("refusal", ["gzip;q=0", "identity", ""])
def test_who_does_not_take_it_gets_the_page_as_it_is(visitor: FlaskClient, refusal: str) -> None:
    page = visitor.get("http://workshop.test/", headers={"Accept-Encoding": refusal})
    assert "Content-Encoding" not in page.headers
    assert b"</html>" in page.data


@pytest.mark.parametrize(
    ("scheme", "came_from", "is_small"),
    [
        ("https", "none", True),
        ("https", "same-origin", True),
        ("https", "same-site", False),
        ("https", "cross-site", False),
        ("https", None, False),
        ("http", None, True),
        ("http", "cross-site", False),
    ],
)
def test_over_https_a_page_that_another_site_may_have_asked_for_is_not_compressed(
    visitor: FlaskClient, scheme: str, came_from: str | None, is_small: bool
) -> None:
    told = {} if came_from is None else {"Sec_Fetch_Site": came_from}
    page = asked(visitor, f"{scheme}://workshop.test/", **told)
    assert ("Content-Encoding" in page.headers) == is_small


def test_static_files_and_small_answers_are_left_as_they_are(visitor: FlaskClient) -> None:
    assert "Content-Encoding" not in asked(visitor, "http://workshop.test/healthz").headers
    link = asked(visitor).headers
    assert link["Cache-Control"] == "no-store"
