"""An open workshop, the app served on a port of this process, and the pages that several modules try."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log.commands import Layout, ParticipantId
from app.domain.rules.seating import propose
from app.domain.scenario import Scenario
from tests.family import SMALL
from tests.journeys.hour import button_family
from tests.pages.leaders import LAPTOP, NOTING_DONE, sign_in
from tests.pages.opened import OpenWorkshop, opened
from tests.pages.phones import join
from tests.people import ONE_TABLE
from tests.serving import at_a_port
from tests.shell.stage import Stage


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


@pytest.fixture
def workshop(tmp_path: Path, scenario: Scenario, layout: Layout) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path, scenario)
    yield from opened(stage, layout)


@pytest.fixture
def address(workshop: OpenWorkshop) -> Iterator[str]:
    """Where phones reach the workshop: a plain http name, as in a meeting room; not a secure context."""
    with at_a_port(workshop.stage.app.flask) as port:
        yield f"http://workshop.test:{port}"


@pytest.fixture
def sharing(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    """A phone at the table, in the first round."""
    me = join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("button", name="Reveal", exact=True).first).to_be_visible()
    return me


@pytest.fixture
def browser_of_the_leader(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> Iterator[Page]:
    """A laptop from which the facilitator of the open workshop is signed in; its pages log no error."""
    sign_in(context, workshop, address)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce")
    yield page
    assert errors == []


@pytest.fixture
def console(browser_of_the_leader: Page, workshop: OpenWorkshop, address: str) -> Page:
    """The console of the open workshop."""
    page = browser_of_the_leader
    page.add_init_script(NOTING_DONE)
    page.goto(f"{address}/facilitate/{workshop.id}")
    expect(page.locator("#next")).to_be_visible()
    return page


@pytest.fixture
def desk(browser_of_the_leader: Page, workshop: OpenWorkshop, address: str) -> Page:
    """The duty desk of the open workshop."""
    page = browser_of_the_leader
    page.goto(f"{address}/facilitate/{workshop.id}/desk")
    expect(page.get_by_role("navigation", name="Seats")).to_be_visible()
    return page
