"""The head of the projector's page: what to do now, in one line, and a height that never changes."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.scenario import PhaseKind
from tests.pages.conftest import OpenWorkshop
from tests.pages.screens import open_screen

pytestmark = pytest.mark.button_family

CUES = {
    PhaseKind.READ: "Read your own facts, in silence",
    PhaseKind.FIRST_READ: "Two questions on your phone. No talking yet",
    PhaseKind.SHARE: "Talk first, then tap Reveal",
    PhaseKind.ASK_AND_LINK: "Ask each other; link what belongs together",
    PhaseKind.SECOND_READ: "The same two questions, then one answer together",
    PhaseKind.BARRIERS: "Write on your phone; it's anonymous",
    PhaseKind.VOTE: "Vote on your phone",
    PhaseKind.CHECK_OUT: "Two last questions on your phone",
}
SIZES = ((512, 384), (683, 384), (1024, 768), (1280, 720), (1366, 768), (1920, 1080))
HEIGHT = "(one) => one.getBoundingClientRect().height"
TOUCHING = """(head) => {
  const parts = [...head.querySelectorAll(
    ".screen__phase, .screen__cue, .picture-count, .counter__buttons, .screen__time")]
    .filter((one) => one.textContent || one.childElementCount);
  const boxes = parts.map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const { left, right } = range.getBoundingClientRect();
    const { top, bottom } = one.getBoundingClientRect();
    return [one.className, { left, right, top, bottom }];
  });
  const inside = head.getBoundingClientRect();
  const out = boxes.filter(([, box]) => box.left < inside.left - 1 || box.right > inside.right + 1
    || box.top < inside.top - 3 || box.bottom > inside.bottom + 3).map(([name]) => name);
  const over = boxes.flatMap(([name, one], place) => boxes.slice(place + 1)
    .filter(([, other]) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 6)
    .map(([other]) => `${name} ${other}`));
  return [...out, ...over];
}"""


def test_each_step_says_what_to_do_in_a_head_of_one_height(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.join(workshop.id, "ama")
    workshop.stage.go_to(workshop.id, "welcome")
    open_screen(page, address, workshop)
    head = page.locator(".screen__head")
    seen: dict[str, str] = {}
    heights: dict[tuple[int, int], set[float]] = {size: set() for size in SIZES}
    for phase in workshop.now.scenario.agenda[1:]:
        if workshop.now.phase_id != phase.id:
            workshop.stage.go_to(workshop.id, phase.kind)
        expect(page.locator("h1")).to_have_text(phase.title)
        cue = page.locator(".screen__cue")
        expect(cue).to_have_count(int(phase.kind in CUES))
        if phase.kind in CUES:
            seen[phase.kind] = cue.inner_text()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            heights[width, height].add(round(head.evaluate(HEIGHT), 1))
            assert head.evaluate(TOUCHING) == [], (phase.kind, width)
    assert seen == CUES
    assert {size: len(found) for size, found in heights.items()} == dict.fromkeys(SIZES, 1)


def test_a_workshop_without_phones_is_not_sent_to_them(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "read")
    open_screen(page, address, workshop)
    expect(page.locator(".screen__cue")).to_have_text(CUES[PhaseKind.READ])
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.locator("h1")).to_have_text(workshop.now.phase.title)
    expect(page.locator(".screen__cue")).to_have_count(0)
