#!/usr/bin/env python3
"""Take the pictures of docs/drawing.md: the projector with more and more facts, side by side.

    .venv/bin/python docs/take_drawings.py

Needs what `python3 run.py test` installs. The family of 300 facts is the largest that the format allows.
"""

import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402

import run  # noqa: E402
from app.access.tokens import screen_token  # noqa: E402
from app.domain.log import commands as c  # noqa: E402
from app.domain.log.commands import Command, CommandId, FacilitatorActor, LinkId, WorkshopId  # noqa: E402
from app.domain.scenario import PhaseKind, Scenario  # noqa: E402
from app.scenarios import load, shipped  # noqa: E402
from tests.big_family import big_family  # noqa: E402
from tests.serving import at_a_port  # noqa: E402
from tests.shell.stage import Stage  # noqa: E402

FOLDER = ROOT / "docs" / "drawing"
PROJECTOR = {"width": 1920, "height": 1080}
SMALL = 0.5
"""The pictures are half as large as the projector's: small files, and what they show is still read."""
SINCE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    facts: int
    insights: int = 0
    scheme: str = "light"


LOOKS = (
    Look(facts=0),
    Look(facts=8),
    Look(facts=16, insights=1),
    Look(facts=30, insights=2),
    Look(facts=30, insights=2, scheme="dark"),
    Look(facts=46, insights=3),
    Look(facts=300, insights=3),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    family = load(next(path for path in shipped() if path.stem == "button_family").read_text("utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=run.found_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        for look in LOOKS:
            take(browser, load(big_family()) if look.facts > len(family.facts) else family, look)


def take(browser: Browser, scenario: Scenario, look: Look) -> None:
    """One workshop, its facts told in a shuffled order that stays the same, and its first insights linked."""
    with tempfile.TemporaryDirectory() as kept:
        stage = Stage(Path(kept), scenario)
        workshop_id = stage.open("drawing", (tuple((role.id,) for role in scenario.roles),))
        begin(stage, workshop_id)
        seats = next(iter(stage.app.service.current(workshop_id)[0].tables.values())).seats.values()
        holders = {fact_id: seat.id for seat in seats for fact_id in sorted(seat.hand)}
        told = Random(3).sample(sorted(holders), look.facts)
        for fact_id in told:
            stage.leads(workshop_id, c.RevealFact(fact_id=fact_id, seat_id=holders[fact_id]))
        follow = [(one, facts) for one in scenario.insights for facts in one.solved_by if facts <= set(told)]
        found = {one.id: facts for one, facts in reversed(follow)}
        for place, facts in enumerate(list(found.values())[: look.insights]):
            link = LinkId(f"link-{place:05}")
            stage.leads(
                workshop_id,
                c.LinkFacts(link_id=link, fact_ids=facts, line="", seat_id=next(iter(holders.values()))),
            )
        with at_a_port(stage.app.flask) as port:
            page = browser.new_page(
                viewport=PROJECTOR,  # type: ignore[arg-type]
                device_scale_factor=SMALL,
                color_scheme=look.scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            page.goto(f"http://127.0.0.1:{port}/screen/{screen_token(stage.app.key, workshop_id)}")
            expect(page.locator(f".counter[data-facts='{look.facts}']")).to_be_attached()
            page.wait_for_timeout(1_500)
            page.screenshot(path=FOLDER / f"{look.facts}-{look.scheme}.png")
            page.close()
        stage.close()


def begin(stage: Stage, workshop_id: WorkshopId) -> None:
    """The step of linking, begun a moment ago by this computer's clock, which the picture shows."""
    workshop, _ = stage.app.service.current(workshop_id)
    goal = next(phase for phase in workshop.scenario.agenda if phase.kind is PhaseKind.ASK_AND_LINK)
    wish = c.MoveToPhase(from_phase_id=workshop.phase_id, phase_id=goal.id)
    began = Command(
        id=CommandId("drawing-begins"), at=datetime.now(UTC) - SINCE, by=FacilitatorActor(), wish=wish
    )
    stage.app.service.handle(workshop_id, began)


if __name__ == "__main__":
    main()
