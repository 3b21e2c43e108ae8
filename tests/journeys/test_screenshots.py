"""The pictures that the documents show: taken by docs/take_screenshots.py from a played workshop."""

import re
from pathlib import Path

import pytest

from docs.album import SCHEMES
from docs.take_screenshots import FOLDER, PAGE
from tests.journeys.hour import button_family

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 7_000_000
"""Every step on phone, screen and console, and the desk, each in light and dark: 160 pictures of 40 kB."""
IMAGE = re.compile(r"""!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=["']([^"']+)["']""")


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def shown_in(path: Path) -> set[str]:
    return {one or other for one, other in IMAGE.findall(path.read_text(encoding="utf-8"))}


def test_every_image_a_document_refers_to_is_there() -> None:
    shown = {(path, image) for path in documents() for image in shown_in(path)}
    assert shown
    assert [(path.name, image) for path, image in shown if not (path.parent / image).is_file()] == []


def test_every_picture_is_shown_on_the_page_of_pictures_in_light_and_dark_and_all_are_small() -> None:
    shown = {Path(image).name for image in shown_in(PAGE)}
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(files) == shown
    kinds = {name.rsplit("-", 1)[0] for name in shown}
    assert shown == {f"{kind}-{scheme}.png" for kind in kinds for scheme in SCHEMES}
    assert sum(files.values()) <= MOST_BYTES


@pytest.mark.parametrize("kind", ["phone", "screen", "console"])
def test_every_step_of_the_agenda_is_shown(kind: str) -> None:
    shown = {Path(image).name for image in shown_in(PAGE)}
    steps = {f"{kind}-{phase.id}-{scheme}.png" for phase in button_family().agenda for scheme in SCHEMES}
    assert steps - shown == set()
