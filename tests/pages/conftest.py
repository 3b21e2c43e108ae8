"""An open workshop, a visitor's browser without JavaScript, and the app served on a port of this process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.domain.log.commands import Layout, WorkshopId
from app.domain.log.state import Workshop
from app.domain.rules.seating import propose
from app.domain.scenario import Scenario
from tests.family import SMALL
from tests.journeys.hour import button_family
from tests.people import ONE_TABLE
from tests.serving import at_a_port
from tests.shell.stage import Stage


@dataclass
class OpenWorkshop:
    """A workshop whose code is open, on a stage that the test directs."""

    stage: Stage
    id: WorkshopId
    code: str

    @property
    def now(self) -> Workshop:
        return self.stage.app.service.current(self.id)[0]

    def visitor(self) -> FlaskClient:
        """A new browser; its cookies are its own."""
        return self.stage.app.flask.test_client()


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """What the workshop is about; a module of tests may have another."""
    return button_family() if _is_shipped(request) else SMALL


@pytest.fixture
def layout(request: pytest.FixtureRequest, scenario: Scenario) -> Layout:
    """How its tables are laid."""
    return propose(scenario, 8) if _is_shipped(request) else ONE_TABLE


def _is_shipped(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("button_family") is not None


def opened(stage: Stage, layout: Layout = ONE_TABLE) -> Iterator[OpenWorkshop]:
    """A workshop that is open on a stage, for a fixture; the stage is closed after it."""
    workshop_id = stage.open("w-1", layout)
    record = stage.app.store.workshop(workshop_id)
    assert record is not None
    assert record.code is not None
    yield OpenWorkshop(stage=stage, id=workshop_id, code=record.code)
    stage.close()


@pytest.fixture
def workshop(tmp_path: Path, scenario: Scenario, layout: Layout) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path, scenario)
    yield from opened(stage, layout)


@pytest.fixture
def address(workshop: OpenWorkshop) -> Iterator[str]:
    """Where phones reach the workshop: a plain http name, as in a meeting room; not a secure context."""
    with at_a_port(workshop.stage.app.flask) as port:
        yield f"http://workshop.test:{port}"
