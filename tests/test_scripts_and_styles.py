"""Scripts and styles stand in rooms, short enough to read; what a room may import is held here."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.scripts_house import ENTRIES, ROOMS

STATIC = Path(__file__).resolve().parent.parent / "app/static"
TYPES = {"types.d.ts", "facilitator.d.ts", "packages.d.ts"}
LINES, COLUMNS = 300, 160
LONGER = {  # and why they may be
    "js/wire/connection.js": "one line's life from the first try to the last, each state beside the next",
    "js/kept/outbox.js": "one tap's life from the thumb to the tick, each state beside the next",
}
_ONE_TEXT = re.compile(r'\s*"[^"]*",?')
"""A whole sentence for the catalogues stands on one line, however long it is."""
_IMPORTED = re.compile(r'(?:from|import\()\s*"(\.[^"]+)"')


def ours() -> Iterator[Path]:
    found = [file for kind in ("js", "css") for file in sorted((STATIC / kind).rglob("*")) if file.is_file()]
    assert found
    yield from found


def name_of(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()


def height_of(room: str) -> int:
    return next(height for height, rooms in enumerate(reversed(ROOMS)) if room in rooms)


def room_of(file: Path) -> str:
    """The room it stands in; the picture's entry belongs to its room, as pages fetch it like one."""
    inside = file.relative_to(STATIC / "js").parts
    return inside[0] if len(inside) > 1 else inside[0].removesuffix(".js")


def test_only_what_pages_name_and_types_stand_loose() -> None:
    loose = {file.name for file in (STATIC / "js").iterdir() if file.is_file()}
    assert loose == ENTRIES | TYPES
    folders = {file.name for file in (STATIC / "js").iterdir() if file.is_dir()}
    assert folders == {room for rooms in ROOMS for room in rooms}


def test_imports_run_down_the_rooms_only_be_it_for_a_type() -> None:
    arrows = [
        f"{name_of(file)} imports {name_of(target)}"
        for file in ours()
        if file.suffix in (".js", ".ts") and file.parent != STATIC / "js"
        for source in _IMPORTED.findall(file.read_text(encoding="utf-8"))
        if (target := (file.parent / source).resolve()).name.split(".")[0] not in ("types", "facilitator")
        if not may_import(room_of(file), room_of(target))
    ]
    assert arrows == []


def may_import(room: str, other: str) -> bool:
    return room == other or height_of(other) < height_of(room)


def test_styles_stand_in_rooms_of_the_same_names() -> None:
    rooms = {file.name for file in (STATIC / "css").iterdir() if file.is_dir()}
    assert rooms - {"report"} <= {room for side_by_side in ROOMS for room in side_by_side}


def test_scripts_and_styles_stay_short_enough_to_read() -> None:
    too_long = {
        name_of(file): lines
        for file in ours()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LINES
    }
    assert sorted(too_long) == sorted(LONGER), too_long


def test_no_line_of_a_script_or_style_runs_out_of_sight() -> None:
    wide = [
        f"{name_of(file)}:{number} has {len(line)} characters"
        for file in ours()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > COLUMNS and not _ONE_TEXT.fullmatch(line)
    ]
    assert wide == []
