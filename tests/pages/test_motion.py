"""What moves when the picture grows, and that nothing does for those who asked for less motion."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import DisputeId, LinkId, SeatId
from app.domain.scenario import FactId
from tests.family import NU1, NU2, SC2
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join, says
from tests.pages.screens import open_screen, reveal
from tests.patience import becomes

WATCH = """window.moving = new Set();
const note = ({ target }) => moving.add(target.getAttribute("class")?.split(" ")[0] ?? target.localName);
for (const kind of ["animationstart", "transitionrun"]) document.addEventListener(kind, note, true);
const look = () => {
  for (const { effect } of document.getAnimations()) note(effect);
  requestAnimationFrame(look);
};
requestAnimationFrame(look);"""
"""Note what moves, whatever moves it: as the browser tells it, and by a look at each frame it draws."""
MOVED = """() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  resolve([...moving].sort());
})))"""
STILL = "document.getAnimations().length"


def reveals(workshop: OpenWorkshop) -> None:
    facts = [("t1s1", "nu-1"), ("t1s1", "nu-2"), ("t1s2", "sc-2"), ("t1s2", "sc-1")]
    reveal(workshop, [(SeatId(seat), FactId(fact)) for seat, fact in facts])


def links(workshop: OpenWorkshop) -> None:
    pair = frozenset({NU1, NU2})
    wish = c.LinkFacts(link_id=LinkId("link-0000001"), fact_ids=pair, line="Both tell of the same")
    says(workshop, next(iter(workshop.now.participants)), wish)


def disputes(workshop: OpenWorkshop) -> None:
    pair = frozenset({NU2, SC2})
    wish = c.DisputeFacts(dispute_id=DisputeId("dispute-1"), fact_ids=pair, line="Which day is it?")
    says(workshop, next(iter(workshop.now.participants)), wish)


NEWS = (
    (reveals, "4 of 10", "[data-person=ray]", {"person"}, {"person", "thread", "sewn"}),
    (links, "Both tell of the same", ".genogram", set(), {"fades-in"}),
    (disputes, "Which day is it?", ".person__disputed", {"person__disputed"}, {"dispute"}),
)
"""What is done, the words and the place where it shows, and what moves then on phone and screen."""


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_a_reveal_a_link_and_a_dispute_move_nothing_for_who_asked_for_less_motion(
    page: Page, new_context: Callable[..., BrowserContext], workshop: OpenWorkshop, address: str, wish: str
) -> None:
    """And something for all others: else nobody would see here whether it is left out."""
    screen = new_context().new_page()  # in a window of its own: a page behind another hardly draws
    for one in (page, screen):
        one.add_init_script(WATCH)
        one.emulate_media(reduced_motion=wish)  # type: ignore[arg-type]
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "ask_and_link")
    page.locator(".phone__tabs button", has_text="Picture").click()
    expect(page.locator(".genogram")).to_be_visible()
    open_screen(screen, address, workshop)
    expect(screen.locator(".genogram")).to_be_visible()
    for act, words, place, *moves in NEWS:
        for device in (page, screen):
            becomes(partial(device.evaluate, STILL), 0, f"how much moves before somebody {act.__name__}")
            device.evaluate("moving.clear()")
        act(workshop)
        for device, wanted in zip((page, screen), moves, strict=True):
            expect(device.get_by_text(words).first).to_be_visible()
            expect(device.locator(place).first).to_be_attached()
            moved = partial(device.evaluate, MOVED)
            if wish == "reduce":
                assert (act, device.url, moved()) == (act, device.url, [])
            else:
                becomes(partial(missing, wanted, moved), set(), f"what is still when somebody {act.__name__}")


def missing(wanted: set[str], moved: Callable[[], list[str]]) -> set[str]:
    return wanted - set(moved())
