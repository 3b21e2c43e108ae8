"""What a workshop keeps, deleting it, and the receipt: read, used by keyboard alone, and it all fits."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.by_keyboard import press, tick
from tests.looks import problems, problems_at_200
from tests.pages.opened import OpenWorkshop
from tests.pages.phones import NARROW, join

NARROWEST = {"width": 320, "height": 640}


def looks(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong on a narrow phone, in the dark, in forced colours and on a laptop."""
    found = {}
    for forced, scheme, size in (
        ("none", "dark", NARROWEST),
        ("active", "light", NARROW),
        ("none", "light", {"width": 1366, "height": 768}),
    ):
        page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found[f"{name}, {scheme}, forced colours {forced}"] = (
            problems_at_200(page) if size is NARROWEST else problems(page)
        )
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)
    return {where: flaws for where, flaws in found.items() if flaws}


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_joins_reads_what_is_kept_and_comes_back(
    page: Page, workshop: OpenWorkshop, address: str, language: str
) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])
    page.goto(f"{address}/join/{workshop.code}")
    page.locator('a[href^="/kept/"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        {"en": "What this workshop keeps", "es": "Lo que guarda este taller"}[language]
    )
    assert looks(page, f"kept-{language}") == {}
    expect(page.locator("form")).to_have_count(0)
    page.locator(".bar__links a").click()
    expect(page).to_have_url(re.compile(f"/join/{workshop.code}$"))


def test_K2_a_workshop_is_deleted_by_keyboard_alone_and_a_receipt_says_so(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str
) -> None:
    page = browser_of_the_leader
    workshop.stage.join(workshop.id, "ama")
    page.goto(f"{address}/facilitate/{workshop.id}/kept")
    assert looks(page, "lead") == {}
    press(page, "Delete this workshop…")
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete this workshop?")
    assert looks(page, "delete") == {}
    tick(page, "I've saved what I need. Delete it.")
    press(page, "Delete this workshop now")
    expect(page.get_by_role("heading", level=1)).to_have_text("The workshop has been deleted")
    assert looks(page, "receipt") == {}
    assert workshop.stage.app.store.workshop(workshop.id) is None


def test_K1_an_open_phone_says_that_the_workshop_is_gone(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    browser = workshop.stage.app.flask.test_client()
    with browser.session_transaction() as cookie:
        cookie["facilitator_id"] = "facilitator-fay"
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', browser.get(f"/facilitate/{workshop.id}/delete").text
    )
    assert token is not None
    browser.post(f"/facilitate/{workshop.id}/delete", data={"csrf_token": token[1], "sure": "yes"})
    expect(page.get_by_role("alert")).to_contain_text("This workshop no longer exists")
