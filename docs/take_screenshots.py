#!/usr/bin/env python3
"""Take the pictures in docs/screenshots: play an hour in a real browser and photograph it, light and dark.

    .venv/bin/python docs/take_screenshots.py [folder]

Needs what `python3 run.py test` installs. Given a folder, it takes every picture there is, for whoever wants
to look at them all. The story is the journey test's, with more facts in the second round, so that the screen
is as full as in a good workshop. It takes a minute; before the report is opened, the log's clock is stretched
to the minutes that the agenda plans.
"""

import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

import run  # noqa: E402
from app.domain.scenario import Scenario  # noqa: E402
from tests.journeys.driving import LAPTOP, Facilitator, Phone, Screen  # noqa: E402
from tests.journeys.hour import (  # noqa: E402
    BARRIERS,
    COMMITMENTS,
    HELD_BACK,
    LEAST,
    LINKS,
    NAMES,
    SETTINGS,
    TITLE,
    TOLD,
    VOTES,
    Hour,
    due_day,
)
from tests.journeys.venue import NAME, Venue, venue  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
KEPT = frozenset(
    [
        "join",
        *("phone-lobby", "phone-read", "phone-share", "phone-picture", "phone-ask-and-link"),
        *("phone-barriers", "phone-vote", "phone-commitments", "phone-check-out"),
        *("console-lobby", "console-share", "console-barriers"),
        *("console-lobby-tablet", "console-share-tablet", "console-barriers-tablet"),
        *(
            "screen-lobby",
            "screen-share",
            "screen-ask-and-link",
            "screen-reveal",
            "screen-vote",
            "screen-meaning",
        ),
        "report",
    ]
)
COLOURS = 64
TABLET = {"width": 820, "height": 1180}
LOBBY_MINUTES = 6
STILL = "reduce"
SCHEMES: tuple[str, ...] = ("light", "dark")
ROUND_TWO = {
    "secondary-school": ("ss-2", "ss-3"),
    "health-visitor": ("hv-2", "hv-4"),
    "housing": ("ho-2", "ho-4"),
    "early-help": ("eh-1", "eh-3", "eh-4"),
    "family-centre": ("fc-4", "fc-5"),
    "police": ("p-2",),
}
FIRST_THOUGHTS = ["given-up", "drifting", "given-up", "low-mood", "given-up", "money", "given-up", "drifting"]
SECOND_THOUGHTS = ["lost-support"] * 6 + ["money", "low-mood"]
RULE = ("A belief", "The partnership")


class Camera:
    """Photographs a page in both colour schemes, with few colours so that the files stay small."""

    def __init__(self, folder: Path, names: frozenset[str] = frozenset()) -> None:
        """`names`: the pictures to take; all of them when it is empty."""
        self.folder = folder
        self._names = names
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        if self._names and name not in self._names:
            return
        page.evaluate("scrollTo(0, 0)")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            taken = page.screenshot(animations="disabled")
            image = Image.open(io.BytesIO(taken)).convert("RGB")
            few = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(self.folder / f"{name}-{scheme}.png", optimize=True)
        page.emulate_media(color_scheme="light")

    def take_console(self, page: Page, name: str) -> None:
        """On a laptop, and on a tablet held upright."""
        self.take(page, name)
        page.set_viewport_size(TABLET)  # type: ignore[arg-type]
        self.take(page, f"{name}-tablet")
        page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]


def main(camera: Camera) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(
            executable_path=run.found_browser(),
            args=["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
        )
        database = Path(kept) / "workshops.sqlite3"
        with venue(browser, database) as place:
            play(place, camera, database)
        assert place.flaws == [], place.flaws
    sizes = [path.stat().st_size for path in camera.folder.glob("*.png")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) // 1000} kB, in {camera.folder}\n")


def play(place: Venue, camera: Camera, database: Path) -> None:
    facilitator = Facilitator(place, reduced_motion=STILL)
    facilitator.sign_in()
    facilitator.open_workshop(TITLE, people=8)
    screen = Screen(place, facilitator.screen_address, reduced_motion=STILL)
    hour = Hour(facilitator=facilitator, screen=screen)
    before(place, hour, camera)
    sharing(hour, camera)
    asking(hour, camera)
    debrief(hour, camera)
    keep_the_plan(database, hour.scenario)
    facilitator.open_report()
    camera.take(facilitator.page, "report")


def keep_the_plan(database: Path, scenario: Scenario) -> None:
    """Stretch every phase in the log to the minutes planned for it; the order of events stays."""
    planned = {phase.id: timedelta(minutes=phase.minutes or LOBBY_MINUTES) for phase in scenario.agenda}
    with closing(sqlite3.connect(database)) as store, store:
        rows = [
            (version, name, json.loads(data))
            for version, name, data in store.execute(
                "SELECT version, name, data FROM events ORDER BY version"
            )
        ]
        entries = [(scenario.agenda[0].id, rows[0][2]["at"])]
        entries += [(data["phase_id"], data["at"]) for _, name, data in rows if name == "phase_entered"]
        ends = [at for _, at in entries[1:]] + [None]
        begins = datetime.fromisoformat(entries[0][1])
        for (phase_id, entered), left in zip(entries, ends, strict=True):
            first = datetime.fromisoformat(entered)
            stretch = planned[phase_id] / (datetime.fromisoformat(left) - first) if left else 1
            for version, _, data in rows:
                if "at" in data and data["at"] >= entered and (left is None or data["at"] < left):
                    moment = begins + (datetime.fromisoformat(data["at"]) - first) * stretch
                    changed = json.dumps({**data, "at": moment.isoformat()})
                    store.execute("UPDATE events SET data = ? WHERE version = ?", (changed, version))
            begins += planned[phase_id]


def before(place: Venue, hour: Hour, camera: Camera) -> None:
    visitor = Phone(place, "Visitor", reduced_motion=STILL)
    visitor.page.goto(hour.facilitator.join_address)
    camera.take(visitor.page, "join")
    for name in NAMES:
        phone = Phone(place, name, reduced_motion=STILL, device_scale_factor=2)
        hour.arrives(phone)
        phone.press("All right")  # the hint that a screen may go dark has been read
    hour.screen.shows("8 people are here")
    camera.take_console(hour.facilitator.page, "console-lobby")
    camera.take(hour.screen.page, "screen-lobby")
    camera.take(hour.phones["health-visitor"].page, "phone-lobby")
    hour.go_on()
    camera.take(hour.screen.page, "screen-welcome")
    hour.go_on()
    camera.take(hour.phones["health-visitor"].page, "phone-read")
    hour.all_read()
    hour.go_on()
    camera.take(hour.phones["health-visitor"].page, "phone-first-read")
    hour.all_judge((7, 5, 6, 3, 8, 7, 4, 5), FIRST_THOUGHTS)


def sharing(hour: Hour, camera: Camera) -> None:
    hour.go_on()
    phone = hour.phones["health-visitor"]
    for role, fact_ids in TOLD.items():
        hour.tell(role, fact_ids)
    role, kept, reason = HELD_BACK
    hour.phones[role].hold_back(hour.text(kept), reason)
    hour.phones["early-help"].reveal(hour.text(LEAST), wording="The least that helps")
    hour.screen.shows("16 of 46")
    camera.take(hour.screen.page, "screen-share")
    camera.take_console(hour.facilitator.page, "console-share")
    camera.take(phone.page, "phone-share")
    phone.turn_to("Picture")
    phone.page.get_by_role("button", name="Drawing").wait_for()
    camera.take(phone.page, "phone-picture")
    hour.go_on()
    camera.take(hour.screen.page, "screen-pulse")


def asking(hour: Hour, camera: Camera) -> None:
    hour.go_on()
    for role, fact_ids in ROUND_TWO.items():
        hour.tell(role, fact_ids)
    hour.phones["family-centre"].ask("Health visitor", "How does Kerry like to hear from you?")
    for role, fact_ids, line in LINKS:
        hour.phones[role].link([hour.text(fact_id) for fact_id in fact_ids], line)
    hour.screen.shows("3 of 8")
    camera.take(hour.screen.page, "screen-ask-and-link")
    camera.take(hour.facilitator.page, "console-ask-and-link")
    phone = hour.phones["health-visitor"]
    phone.turn_to("Asks")
    camera.take(phone.page, "phone-asks")
    phone = hour.phones["gp-practice"]
    phone.turn_to("Picture")
    phone.page.get_by_text("Link facts that belong together").tap()
    for fact_id in ("p-2", "hv-2"):
        phone.page.get_by_role("checkbox", name=hour.text(fact_id)).check()
    camera.take(phone.page, "phone-ask-and-link")
    hour.go_on()
    hour.all_judge((6, 5, 5, 5, 6, 5, 5, 6), SECOND_THOUGHTS)
    hour.go_on()
    camera.take(hour.screen.page, "screen-reveal")
    camera.take(hour.phones["police"].page, "phone-reveal")
    hour.go_on()
    camera.take(hour.screen.page, "screen-replay")


def debrief(hour: Hour, camera: Camera) -> None:
    hour.go_on()
    writing, *others = BARRIERS
    for role, kind, setting, text in others:
        hour.phones[role].raise_barrier(kind, SETTINGS[setting], text)
    phone = hour.phones[writing[0]]
    phone.choose("What kind of thing was it?", writing[1])
    camera.take(phone.page, "phone-barriers")
    phone.raise_barrier(writing[1], SETTINGS[writing[2]], writing[3])
    camera.take_console(hour.facilitator.page, "console-barriers")
    camera.take(hour.screen.page, "screen-barriers")
    hour.go_on()
    for role, choices in VOTES.items():
        vote(hour.phones[role], choices)
    camera.take(hour.screen.page, "screen-vote")
    camera.take(hour.phones["housing"].page, "phone-vote")
    hour.go_on()
    hour.facilitator.weigh(BARRIERS[2][3], *RULE)
    camera.take(hour.screen.page, "screen-meaning")
    camera.take(hour.facilitator.page, "console-meaning")
    hour.go_on()
    for weeks, (role, barrier, situation, action, owner, check) in enumerate(COMMITMENTS, start=2):
        words = {"situation": situation, "action": action, "owner": owner, "check": check}
        hour.phones[role].commit(**words, due=due_day(weeks), barrier=BARRIERS[barrier][3])
    camera.take(hour.screen.page, "screen-commitments")
    camera.take(hour.phones["police"].page, "phone-commitments")
    hour.go_on()
    camera.take(hour.phones["police"].page, "phone-check-out")
    hour.all_check_out()
    hour.go_on()
    camera.take(hour.screen.page, "screen-closed")


def vote(phone: Phone, choices: Sequence[int]) -> None:
    for choice in choices:
        phone.vote_for(BARRIERS[choice][3])


if __name__ == "__main__":
    main(Camera(Path(sys.argv[1])) if len(sys.argv) > 1 else Camera(FOLDER, KEPT))
