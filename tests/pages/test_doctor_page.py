"""The day before, in a browser: the list says what is well, and a phone that tries is told and counted."""

from playwright.sync_api import BrowserContext, Page, expect

from app.web.facilitator import doctor
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import sign_in
from tests.pages.phones import NARROW


def test_a_phone_tries_and_both_sides_read_that_it_works(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    sign_in(context, workshop, address)
    page.goto(f"{address}/facilitate")
    page.get_by_role("link", name="Is everything ready?").click()
    expect(page.get_by_role("listitem").filter(has_text="Database")).to_contain_text("one save takes")
    expect(page.get_by_role("status")).to_contain_text("No device has tried yet.")
    phone = context.new_page()
    phone.set_viewport_size(NARROW)  # type: ignore[arg-type]
    phone.goto(f"{address}{doctor.TRY_PATH}")
    expect(phone.get_by_role("status")).to_contain_text("All set")
    expect(page.get_by_role("status")).to_contain_text("only this computer has tried")
    for one in (page, phone):
        one.emulate_media(color_scheme="dark", forced_colors="active")
        one.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert problems_at_200(one) == []


def test_where_no_websocket_gets_through_the_phone_says_so(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onerror?.()); } close() {} };"
    )
    page.goto(f"{address}{doctor.TRY_PATH}")
    expect(page.get_by_role("status")).to_contain_text("this network blocks websockets")
    assert not workshop.stage.app.tries.all()[0].has_websocket
