"""The screen, and facts that are put on it."""

from playwright.sync_api import Page

from app.access.tokens import screen_token
from app.domain.log import commands as c
from app.domain.log.commands import SeatId
from app.domain.scenario import FactId
from tests.pages.opened import OpenWorkshop

PROJECTOR = {"width": 1920, "height": 1080}
TOO_SMALL = """(least) => [...document.querySelectorAll("#screen *")].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && one.getClientRects().length && !one.closest(".only-read, .play__ways, .joining, title"))
  .map((one) => [parseFloat(getComputedStyle(one).fontSize)
    * (one.ownerSVGElement ? one.ownerSVGElement.getScreenCTM().a : 1), one.textContent.trim()])
  .filter(([px]) => px < least)"""
"""Words that are set smaller than that. What is there for whoever has the mouse is no part of it."""
LEAST_PX = 26.9


FACTS_IN = "(root) => [...root.querySelectorAll('[data-fact]')].map((one) => one.dataset.fact)"


def open_screen(page: Page, address: str, workshop: OpenWorkshop) -> None:
    page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")


def reveal(workshop: OpenWorkshop, facts: list[tuple[SeatId, FactId]]) -> None:
    for seat_id, fact_id in facts:
        workshop.stage.leads(workshop.id, c.RevealFact(fact_id=fact_id, seat_id=seat_id))


def hands(workshop: OpenWorkshop) -> list[tuple[SeatId, FactId]]:
    """Every fact once, with a seat that holds it."""
    seats = next(iter(workshop.now.tables.values())).seats.values()
    by_fact = {fact_id: seat.id for seat in seats for fact_id in sorted(seat.hand)}
    return [(seat_id, fact_id) for fact_id, seat_id in by_fact.items()]


FITS = "(one) => one.scrollHeight <= one.clientHeight + 1"


def sign(workshop: OpenWorkshop, fact_id: FactId) -> str:
    """What a fact is called where it leaves the workshop."""
    return workshop.now.signs.fact(fact_id)
