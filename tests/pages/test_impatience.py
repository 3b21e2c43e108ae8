"""A finger that taps twice means one thing: over a dialog just opened or closed, nothing else happens."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import OpenWorkshop
from tests.pages.test_phone import join
from tests.patience import stop_the_clock

IN_PLACE = "(button, y) => { scrollBy(0, button.getBoundingClientRect().top + button.offsetHeight / 2 - y); }"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "has_touch": True, "viewport": {"width": 360, "height": 800}}


@pytest.fixture
def sharing(page: Page, workshop: OpenWorkshop, address: str) -> Page:
    page.clock.install()
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("heading", name=workshop.now.phase.title)).to_be_visible()
    return page


def centre(button: Locator) -> tuple[float, float]:
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def revealed(workshop: OpenWorkshop) -> int:
    return sum(len(table.revealed) for table in workshop.now.tables.values())


@pytest.mark.parametrize("finger", ["mouse", "touch"])
def test_a_tap_too_many_reveals_nothing_and_opens_nothing_else(
    sharing: Page, workshop: OpenWorkshop, finger: str
) -> None:
    reveal = sharing.get_by_role("button", name="Reveal", exact=True)
    sure = sharing.get_by_role("button", name="Reveal to everyone")
    reveal.first.click()
    y = centre(sure)[1]
    sharing.get_by_role("button", name="Not now").click()
    expect(sure).to_have_count(0)
    # The first fact's button lies where the dialog will ask, whatever else is on the page.
    sharing.evaluate("document.body.style.paddingBlock = '1000px'")
    reveal.first.evaluate(IN_PLACE, y)

    def impatiently(where: tuple[float, float]) -> None:
        stop_the_clock(sharing)
        if finger == "mouse":
            sharing.mouse.click(*where, click_count=3)
        else:
            for _ in range(3):
                sharing.touchscreen.tap(*where)
        sharing.clock.resume()

    impatiently((centre(reveal.first)[0], y))
    expect(sure).to_be_visible()
    assert revealed(workshop) == 0
    impatiently(centre(sure))
    expect(sharing.get_by_text("✓ On the table")).to_have_count(1)
    expect(sharing.get_by_role("dialog")).to_have_count(0)
    assert revealed(workshop) == 1


def test_a_second_tap_on_not_now_leaves_the_tabs_alone(sharing: Page) -> None:
    sharing.get_by_role("button", name="Reveal", exact=True).first.click()
    stop_the_clock(sharing)
    sharing.mouse.dblclick(*centre(sharing.get_by_role("button", name="Not now")))
    sharing.clock.resume()
    expect(sharing.get_by_role("dialog")).to_have_count(0)
    expect(sharing.get_by_role("button", name="Reveal", exact=True).first).to_be_visible()
