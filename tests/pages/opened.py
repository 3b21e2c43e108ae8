"""A workshop whose code is open, for the tests of pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask.testing import FlaskClient

from app.domain.log.commands import Layout, WorkshopId
from app.domain.log.state import Workshop
from tests.people import ONE_TABLE
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

    @property
    def written(self) -> list[str]:
        """What the barriers say that people wrote, those included that wait (D11), sorted."""
        now = self.now
        return sorted(one.text for one in (*now.barriers.values(), *now.waiting.values()))

    def visitor(self) -> FlaskClient:
        """A new browser; its cookies are its own."""
        return self.stage.app.flask.test_client()


def opened(stage: Stage, layout: Layout = ONE_TABLE) -> Iterator[OpenWorkshop]:
    """A workshop that is open on a stage, for a fixture; the stage is closed after it."""
    workshop_id = stage.open("w-1", layout)
    record = stage.app.store.workshop(workshop_id)
    assert record is not None
    assert record.code is not None
    yield OpenWorkshop(stage=stage, id=workshop_id, code=record.code)
    stage.close()
