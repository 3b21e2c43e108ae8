"""What lay hidden, on the projector, in the family the app comes with: nothing of it is cut off."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from tests.pages.conftest import OpenWorkshop
from tests.pages.screens import FITS, PROJECTOR, open_screen
from tests.patience import becomes

pytestmark = pytest.mark.button_family


def test_V5_all_insights_missed_and_another_answer_fit_the_projector(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "second_read")
    [table] = workshop.now.tables.values()
    scenario = workshop.now.scenario
    wrong = max((one for one in scenario.reads.options if not one.is_answer), key=lambda one: len(one.text))
    answer = c.GiveTableAnswer(option_id=wrong.id, seat_id=next(iter(table.seats)))
    workshop.stage.leads(workshop.id, answer)
    workshop.stage.go_to(workshop.id, "reveal")
    open_screen(page, address, workshop)
    expect(page.get_by_text(wrong.text)).to_be_visible()
    for insight in scenario.insights:
        expect(page.get_by_text(insight.title, exact=True)).to_be_visible()
    for size in ({"width": 1366, "height": 768}, PROJECTOR):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        becomes(lambda: page.locator(".screen__body").evaluate(FITS), True, f"whether it fits {size}")
