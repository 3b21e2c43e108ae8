"""The told story as a workshop of the app, and pages read tag by tag."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.domain.log.commands import (
    CommandId,
    WorkshopId,
)
from app.store import Append
from tests.domain.report_story import (
    LOG,
    SCENARIO,
)
from tests.shell.stage import Stage


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The app with one workshop in which the whole story has happened."""
    stage = Stage(tmp_path, SCENARIO)
    workshop_id = stage.open("w-1", LOG[0].layout)  # type: ignore[union-attr]
    version = stage.app.store.version(workshop_id)
    stage.app.store.append(
        [
            Append(
                workshop_id=workshop_id,
                after_version=version,
                command_id=CommandId("story-01"),
                events=LOG[1:],
            )
        ]
    )
    yield stage
    stage.close()


def browser(stage: Stage, facilitator_id: str | None) -> FlaskClient:
    client = stage.app.flask.test_client()
    if facilitator_id:
        with client.session_transaction() as session:
            session["facilitator_id"] = facilitator_id
    return client


def early(stage: Stage) -> WorkshopId:
    """A workshop in its lobby, with somebody in a seat."""
    workshop_id = stage.open("w-early", LOG[0].layout)  # type: ignore[union-attr]
    stage.join(workshop_id, "ama")
    return workshop_id
