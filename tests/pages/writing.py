"""A family that is being written in the browser, for the tests of its pages."""

from playwright.sync_api import Page, expect

from app.scenarios.editing.operations import value_of
from app.scenarios.skeleton import skeleton
from app.store import Draft
from tests.pages.opened import OpenWorkshop
from tests.people import NOON
from tests.shell.stage import FACILITATOR


def begun(workshop: OpenWorkshop, text: str = "") -> str:
    """A draft of whoever leads the workshop; its id."""
    drafts = workshop.stage.app.store.drafts
    drafts.add("d-meadow", FACILITATOR, "Meadow Lane", text or skeleton("Meadow Lane", 6), NOON)
    return "d-meadow"


def now(workshop: OpenWorkshop) -> Draft:
    draft = workshop.stage.app.store.drafts.draft("d-meadow", FACILITATOR)
    assert draft is not None
    return draft


def opened(page: Page, address: str, tab: str = "story") -> None:
    page.goto(f"{address}/scenarios/d-meadow/edit#{tab}")
    expect(page.locator(".authoring")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator("[data-standing=saved]")).to_be_visible()
    expect(page.locator("[data-looked=now]")).to_be_visible()


def facts(workshop: OpenWorkshop) -> list[dict[str, object]]:
    value = value_of(now(workshop).text)
    assert isinstance(value, dict)
    return list(value["facts"])
