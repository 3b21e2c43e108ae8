"""A family of which one fact has no Spanish: that one is told in English and says so; no other is. V15."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.scenarios import texts, with_texts
from tests.family import NU1, NU2, SMALL
from tests.pages.conftest import OpenWorkshop, opened
from tests.pages.leaders import sign_in
from tests.pages.phones import join
from tests.pages.screens import open_screen
from tests.people import AMA, AMAS
from tests.shell.stage import Stage

NOT_TRANSLATED = f"facts.{NU1}.text"
ITS_WORDS, ITS_NEIGHBOURS = f"marker-{NU1}", f"ES marker-{NU2}"
SAYS_SO = "Los textos marcados como «inglés» aún no están traducidos."
SPOKEN_IN = "one => one.closest('[lang]').lang"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path)
    words = {key: f"ES {text}" for key, text in texts(SMALL).items() if key != NOT_TRANSLATED}
    spanish = with_texts(SMALL, "es", words)
    stage.app.workshops.tongues._read = lambda _workshop_id: {"es": spanish}
    yield from opened(stage)


@pytest.fixture
def spanish_page(page: Page, context: BrowserContext, address: str) -> Page:
    context.add_cookies([{"name": "language", "value": "es", "url": address}])
    page.emulate_media(reduced_motion="reduce")
    return page


def is_told_apart(page: Page) -> None:
    """The fact that has no translation, alone, is in English with its mark; its neighbour is in Spanish."""
    fallback = page.locator(".fallback")
    expect(fallback.first).to_have_text(f"{ITS_WORDS} inglés")
    assert set(fallback.all_text_contents()) == {f"{ITS_WORDS} inglés"}
    assert fallback.first.evaluate(SPOKEN_IN) == "en"
    assert fallback.first.locator("small").evaluate(SPOKEN_IN) == "es"
    neighbour = page.get_by_text(ITS_NEIGHBOURS).first
    expect(neighbour).to_be_attached()
    assert neighbour.evaluate(SPOKEN_IN) == "es"
    expect(page.get_by_text(SAYS_SO)).to_be_visible()
    assert "\u2068" not in page.content()


def reveals_both(workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    for fact_id in (NU1, NU2):
        workshop.stage.leads(workshop.id, c.RevealFact(fact_id=fact_id, seat_id=AMAS))


def test_a_phone_marks_the_fact_in_the_hand_and_on_the_table(
    spanish_page: Page, workshop: OpenWorkshop, address: str
) -> None:
    spanish_page.set_viewport_size({"width": 360, "height": 800})
    spanish_page.goto(f"{address}/join/{workshop.code}")
    spanish_page.locator("button[value=participant]").click()
    workshop.stage.go_to(workshop.id, "read")
    is_told_apart(spanish_page)
    expect(spanish_page.locator(".fallback > small")).to_be_visible()
    reveals_both(workshop)
    spanish_page.get_by_role("button", name="Imagen").click()
    spanish_page.get_by_role("button", name="Lista").click()
    is_told_apart(spanish_page)


def test_the_screen_marks_the_fact(spanish_page: Page, workshop: OpenWorkshop, address: str) -> None:
    workshop.stage.join(workshop.id, AMA)
    reveals_both(workshop)
    open_screen(spanish_page, address, workshop)
    is_told_apart(spanish_page)


def test_cards_report_and_desk_mark_the_fact(
    spanish_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.join(workshop.id, AMA)
    for kind in ("share", "reveal"):
        workshop.stage.go_to(workshop.id, kind)
    sign_in(context, workshop, address)
    for path in ("/facilitate/w-1/cards", "/workshops/w-1/report"):
        spanish_page.goto(address + path)
        is_told_apart(spanish_page)
    spanish_page.goto(f"{address}/facilitate/w-1/desk")
    spanish_page.get_by_role("button", name="ES Nurse").click()
    spanish_page.get_by_role("button", name=re.compile("^1 ")).click()
    expect(spanish_page.locator(".fallback")).to_have_text(f"{ITS_WORDS} inglés")


def test_a_phone_in_the_scenarios_own_language_is_told_of_none(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "read")
    expect(page.get_by_text(ITS_WORDS)).to_be_visible()
    expect(page.locator(".fallback")).to_have_count(0)
