"""The pictures that the documents show: taken by docs/take_screenshots.py from a played workshop."""

import re
from pathlib import Path

from docs.take_screenshots import FOLDER, KEPT, SCHEMES

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 3_000_000
IMAGE = re.compile(r"""!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=["']([^"']+)["']""")


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def test_every_image_a_document_refers_to_is_there() -> None:
    shown = {
        (path, one or other)
        for path in documents()
        for one, other in IMAGE.findall(path.read_text(encoding="utf-8"))
    }
    assert shown
    assert [(path.name, image) for path, image in shown if not (path.parent / image).is_file()] == []


def test_every_picture_is_there_in_light_and_dark_and_all_are_small() -> None:
    kept = {f"{name}-{scheme}.png" for name in KEPT for scheme in SCHEMES}
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(files) == kept
    assert sum(files.values()) <= MOST_BYTES
