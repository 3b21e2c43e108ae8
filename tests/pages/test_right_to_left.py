"""Pages in a language that is written from right to left: nothing hangs over the edge."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access import screen_token
from app.languages import PSEUDO_RIGHT_TO_LEFT
from tests.family import SMALL
from tests.pages.conftest import OpenWorkshop
from tests.pages.test_pseudo import LAPTOP, PHONE, sign_in
from tests.pages.walking import walk
from tests.shell.stage import Stage

OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path, SMALL, languages=("en", PSEUDO_RIGHT_TO_LEFT))
    workshop_id = stage.open("w-1")
    record = stage.app.store.workshop(workshop_id)
    assert record is not None
    assert record.code is not None
    yield OpenWorkshop(stage=stage, id=workshop_id, code=record.code)
    stage.close()


def overhang(page: Page) -> int:
    assert page.locator("html").get_attribute("dir") == "rtl"
    return int(page.evaluate(OVERHANG))


def test_no_page_scrolls_sideways_from_right_to_left(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    context.add_cookies([{"name": "language", "value": PSEUDO_RIGHT_TO_LEFT, "url": address}])
    sign_in(context, workshop, address)
    token = screen_token(workshop.stage.app.key, workshop.id)
    found = {}
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in ("/", f"/join/{workshop.code}", "/language", "/sign-in", "/facilitate", "/facilitate/new"):
        page.goto(address + path)
        found[path] = overhang(page)
    page.goto(f"{address}/join/{workshop.code}")
    page.locator("button[value=participant]").click()
    expect(page.locator(".wire--on")).to_be_visible()
    me = next(iter(workshop.now.participants))
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    for phase in walk(workshop, me, others):
        expect(page.locator("h1")).to_have_text(phase.title)
        found[f"phone, {phase.kind}"] = overhang(page)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    for path in (
        f"/facilitate/{workshop.id}",
        f"/screen/{token}",
        f"/workshops/{workshop.id}/report?open=anyway",
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        found[path.split("/")[1]] = overhang(page)
    assert {where: pixels for where, pixels in found.items() if pixels > 0} == {}
