"""The screen, and facts that are put on it."""

from playwright.sync_api import Page

from app.access.tokens import screen_token
from app.domain.log import commands as c
from app.domain.log.commands import SeatId
from app.domain.scenario import FactId
from tests.pages.opened import OpenWorkshop

PROJECTOR = {"width": 1920, "height": 1080}


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
