"""The plain pages on a phone's way in and out: axe finds nothing there, in the dark, and all fits."""

from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, join, way_to

STRANGERS = ("/", "/join/WRONG2", "/nowhere", "/resume/no", "/standby/no", "/language?next=/", "/phone")
GUESTS = ("/language?next=/phone", "/forget", "/leave")


def looks(page: Page) -> list[str]:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return problems_at_200(page)


def test_every_page_on_the_way_in_and_out_is_accessible_and_fits(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = {}
    for path in (*STRANGERS, f"/join/{workshop.code}"):
        page.goto(address + path)
        found[path] = looks(page)
    page.get_by_label("Your name").fill("x" * 60)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("40")
    found["a name refused"] = looks(page)
    me = join(page, address, workshop)
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=me))
    expect(page.get_by_role("alert")).to_contain_text("no longer part of the workshop")
    found["removed"] = looks(page)
    workshop.stage.leads(workshop.id, c.RestoreParticipant(participant_id=me))
    page.goto(way_to(workshop, workshop.stage.join(workshop.id, "bo"), address))
    expect(page.get_by_role("heading", level=1)).to_have_text("This phone already has a place")
    found["another place"] = looks(page)
    for path in GUESTS:
        page.goto(address + path)
        found[path] = looks(page)
    page.get_by_role("button", name="Leave and erase my name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You've left the workshop")
    found["left"] = looks(page)
    assert {where: flaws for where, flaws in found.items() if flaws} == {}
