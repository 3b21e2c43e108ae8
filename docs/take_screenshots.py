#!/usr/bin/env python3
"""Take the pictures in docs/screenshots, and write docs/screens.md, which shows them in order.

    .venv/bin/python docs/take_screenshots.py [folder]

Needs what `python3 run.py test` installs. A whole hour is played in a real browser and photographed in
light and dark; given a folder, the pictures go there and the page is left alone. Before the report is
opened, the log's clock is stretched to the minutes that the agenda plans.
"""

import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

import run  # noqa: E402
from app.domain.scenario import Scenario  # noqa: E402
from docs.album import Album  # noqa: E402
from docs.hour_in_pictures import play, several_tables  # noqa: E402
from tests.journeys.venue import NAME, venue  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
PAGE = ROOT / "docs" / "screens.md"
LOBBY_MINUTES = 6


def main(album: Album) -> str:
    """Take them all; says how many there are and how large."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(
            executable_path=run.found_browser(),
            args=["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"],
        )
        database = Path(kept) / "workshops.sqlite3"
        with venue(browser, database) as place:
            hour = play(place, album)
            keep_the_plan(database, hour.scenario)
            album.section("The report")
            hour.facilitator.open_report()
            album.take(hour.facilitator.page, "report", "What a manager reads first.")
            several_tables(place, hour.facilitator, album)
        assert place.flaws == [], place.flaws
    return album.close()


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


if __name__ == "__main__":
    began = time.monotonic()
    said = main(Album(Path(sys.argv[1]), None) if len(sys.argv) > 1 else Album(FOLDER, PAGE))
    sys.stdout.write(f"{said}; {time.monotonic() - began:.0f} s\n")
