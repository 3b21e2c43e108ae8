"""The grid of the largest family: every box is there, and a tick far down is taken."""

from playwright.sync_api import Page, expect

from bench.edits import written
from tests.pages.conftest import OpenWorkshop
from tests.pages.writing import begun, facts, opened, saved


def test_one_of_three_hundred_facts_is_ticked(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str
) -> None:
    begun(workshop, written())
    page = browser_of_the_leader
    opened(page, address, "grid")
    saved(page)
    assert page.locator("[data-cell]").count() == 300 * 12
    page.locator("[data-cell='250-11']").scroll_into_view_if_needed()
    before = facts(workshop)[250]["held_by"]
    page.locator("[data-cell='250-11']").click()
    saved(page)
    assert facts(workshop)[250]["held_by"] != before
    expect(page.locator("[data-cell='250-11']")).to_be_in_viewport()
