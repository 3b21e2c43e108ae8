"""Writing a family in the browser: fields, the grid with its proof, two at once, by keys alone, and how it
looks.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app import App, create_app
from app.config import Settings
from app.scenarios.editing.operations import value_of
from app.scenarios.skeleton import skeleton
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import LAPTOP, link, sign_in
from tests.pages.phones import NARROW
from tests.pages.writing import begun, facts, now, opened, saved
from tests.patience import becomes
from tests.people import NOON
from tests.serving import at_a_port
from tests.shell.stage import FACILITATOR

NASTY = """He said: "no" #1 — it's <b>bold</b> & {{ 7*7 }}\n- and: another line"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[App]:
    """The app as it is served: what a workshop keeps is what was written."""
    settings = Settings(
        host="127.0.0.1",
        port=0,
        database=f"sqlite:///{tmp_path / 'house.sqlite3'}",
        base_url=None,
        async_mode="threading",
        redis_url=None,
    )
    app = create_app(settings)
    yield app
    app.close()


def test_from_a_new_family_to_a_workshop_by_way_of_the_proof(page: Page, house: App) -> None:
    with at_a_port(house.flask) as port:
        write_and_open(page, house, f"http://127.0.0.1:{port}")


def write_and_open(page: Page, house: App, address: str) -> None:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(address + link(house))
    page.get_by_label("Your name").fill("Fay")
    page.get_by_label("A passphrase").fill("four words in a row")
    page.locator("form .button--primary").click()
    page.goto(f"{address}/facilitate")
    page.get_by_role("link", name="Families").click()
    page.get_by_label("What is the family or its place called?").fill("Canal Row")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Canal Row")
    page.get_by_role("button", name="Grid and proof").click()
    expect(page.locator(".authoring__verdict--good")).to_be_visible()
    page.get_by_role("checkbox", name="School holds fact 4").check()  # the other half of insight 1
    page.get_by_role("checkbox", name="Health holds fact 4").uncheck()
    expect(page.locator(".authoring__verdict--bad")).to_be_visible()
    expect(page.get_by_text("School alone: move fact 3 or 4")).to_be_visible()
    page.get_by_role("button", name="Move fact 4 to Health").click()
    expect(page.locator(".authoring__verdict--good")).to_be_visible()
    saved(page)
    page.get_by_role("button", name="Story", exact=True).click()
    page.get_by_label("Title", exact=True).fill('Canal Row: "home" #2')
    expect(page.get_by_role("heading", level=1)).to_have_text('Canal Row: "home" #2')
    saved(page)
    page.get_by_role("link", name="Open a workshop").click()
    chosen = page.locator(".choice", has=page.locator("input:checked")).first
    expect(chosen).to_contain_text('Canal Row: "home" #2')
    page.get_by_role("button", name="Open the workshop").click()
    page.wait_for_url("**/facilitate/w-*")
    record = house.store.workshops()[0]
    assert record.scenario_id == "canal-row"
    assert record.title == 'Canal Row: "home" #2'


def test_what_is_typed_stays_text_on_every_part_of_the_page(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str
) -> None:
    begun(workshop)
    page = browser_of_the_leader
    opened(page, address, "facts")
    page.locator("#f-facts-2").click()
    page.locator("#f-facts-2-text").fill(NASTY)
    saved(page)
    value = value_of(now(workshop).text)
    assert isinstance(value, dict)
    assert value["facts"][2]["text"] == NASTY
    for tab in ("Grid and proof", "Check", "As text", "Facts"):
        page.get_by_role("button", name=tab).first.click()
        expect(page.locator("main b")).to_have_count(0)
    assert "49" not in page.locator("main").inner_text()


def test_two_at_once_lose_nothing(context: BrowserContext, workshop: OpenWorkshop, address: str) -> None:
    begun(workshop)
    sign_in(context, workshop, address)
    page = context.new_page()
    opened(page, address)
    text = (
        now(workshop).text.replace("Meadow Lane", "Meadow Road", 1).replace("author: Your name", "author: Bo")
    )
    workshop.stage.app.store.drafts.save("d-meadow", 1, "Meadow Road", text, FACILITATOR, NOON)
    page.get_by_label("Summary").fill("Mine: it stays.")
    told = page.get_by_role("alert").filter(has_text="has changed this family, too")
    expect(told).to_contain_text("author: Your name is now Bo")
    told.get_by_role("button", name="Take that in").click()
    saved(page)
    value = value_of(now(workshop).text)
    assert isinstance(value, dict)
    assert (value["author"], value["summary"]) == ("Bo", "Mine: it stays.")


def test_what_is_typed_without_a_connection_outlives_the_page(
    context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    begun(workshop)
    sign_in(context, workshop, address)
    page = context.new_page()
    opened(page, address)
    context.set_offline(True)
    page.get_by_label("Summary").fill("Typed in a lift.")
    expect(page.locator("[data-standing=waiting]")).to_be_visible()
    page.close()
    assert now(workshop).version == 1
    context.set_offline(False)
    page = context.new_page()
    opened(page, address)
    expect(page.get_by_label("Summary")).to_have_value("Typed in a lift.")
    saved(page)
    assert "Typed in a lift." in now(workshop).text


def test_the_grid_by_keys_alone(browser_of_the_leader: Page, workshop: OpenWorkshop, address: str) -> None:
    begun(workshop)
    page = browser_of_the_leader
    opened(page, address, "grid")
    page.locator("[data-cell='0-0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    saved(page)
    assert facts(workshop)[1]["held_by"] == ["early-help", "police"]  # the second role held it, too
    moved = facts(workshop)[1]["id"]
    page.keyboard.press("Alt+ArrowDown")
    becomes(lambda: facts(workshop)[2]["id"], moved)


def test_every_part_is_accessible_and_fits(
    browser_of_the_leader: Page, workshop: OpenWorkshop, address: str
) -> None:
    begun(workshop, skeleton("Meadow Lane", 6).replace("held_by: [health]", "held_by: [school]"))
    page = browser_of_the_leader
    found = {}
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(f"{address}/scenarios")
    found["families"] = problems_at_200(page)
    page.goto(f"{address}/scenarios/d-meadow/copy")
    found["copy"] = problems_at_200(page)
    for tab in (
        "story",
        "family",
        "roles",
        "facts",
        "grid",
        "insights",
        "agenda",
        "check",
        "versions",
        "text",
    ):
        opened(page, address, tab)
        page.reload()
        saved(page)
        items = page.locator(".authoring__item")
        if items.count():
            items.first.click()
        found[tab] = problems_at_200(page)
    assert {where: flaws for where, flaws in found.items() if flaws} == {}
