"""The plan of the day: times that follow from the beginning, nothing for others, readable and printable."""

from http import HTTPStatus

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.scenario import PhaseKind
from app.languages.speaking import LANGUAGE_COOKIE
from tests.looks import problems_at_200
from tests.pages.leaders import LAPTOP, leading, sign_in
from tests.pages.opened import OpenWorkshop
from tests.pages.phones import NARROW


def shown(page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, start: str) -> Page:
    sign_in(context, workshop, address)
    page.goto(f"{address}/facilitate/{workshop.id}/plan?start={start}")
    return page


def test_every_step_has_its_time_and_the_end_is_their_sum(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    shown(page, context, workshop, address, "23:30")
    rows = page.locator("tbody tr")
    steps = [one for one in workshop.now.scenario.agenda if one.kind is not PhaseKind.CLOSED]
    expect(rows).to_have_count(len(steps))
    at, minutes = [], 0
    for step in steps:
        begins = -15 if step.kind is PhaseKind.LOBBY else minutes
        of_day = (23 * 60 + 30 + begins) % (24 * 60)
        at.append(f"{of_day // 60:02}:{of_day % 60:02}")
        minutes += step.minutes
    assert [row.locator("td").first.inner_text() for row in rows.all()] == at
    end = (23 * 60 + 30 + minutes) % (24 * 60)
    expect(page.get_by_text(f"It ends at {end // 60:02}:{end % 60:02}.")).to_be_visible()
    page.get_by_label("It starts at").fill("09:15")
    page.get_by_role("button", name="Work out the times").press("Enter")
    expect(page.locator("dl").get_by_text("09:15", exact=True)).to_be_visible()
    expect(page.locator("dl").get_by_text("08:30", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_fits_a_phone_and_a_sheet_and_is_linked_from_the_console(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, language: str
) -> None:
    sign_in(context, workshop, address)
    context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": address}])
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(f"{address}/facilitate/{workshop.id}")
    expect(page.locator(f'a[href$="/facilitate/{workshop.id}/plan"]')).to_have_count(1)
    page.goto(f"{address}/facilitate/{workshop.id}/plan")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert problems_at_200(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("start", ["", "25:99", "half past", "2026-12-01"])
def test_what_is_no_time_is_an_hour_of_the_morning(workshop: OpenWorkshop, start: str) -> None:
    answer = leading(workshop).get(f"/facilitate/{workshop.id}/plan?start={start}")
    assert answer.status_code == HTTPStatus.OK
    assert 'value="10:00"' in answer.text


def test_nobody_but_who_leads_sees_it(workshop: OpenWorkshop) -> None:
    stranger = workshop.stage.app.flask.test_client()
    answer = stranger.get(f"/facilitate/{workshop.id}/plan")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "/sign-in" in answer.location
