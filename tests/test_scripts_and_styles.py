"""Scripts and styles stand in rooms, short enough to read; what a room may import is held here."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.scripts_house import ENTRIES, ROOMS

PURE = Path(__file__).resolve().parent / "pages" / "scripts"

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


_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export \{([^}]*)\}", re.MULTILINE)
_TYPE = re.compile(r"^export (?:interface|type) (\w+)", re.MULTILINE)
_TAKEN = re.compile(r"\{([^{}]*)\}\s*(?:from\s+|=\s*await\s+import\()[\"`][^\"`\n]*/(\w+)(?:\.m?js)?[\"`]")
_TAKEN_TYPE = re.compile(r"import\(\"[^\"\n]*/(\w+)(?:\.js)?\"\)\.(\w+)")
FETCHED_LATER = {("picture", "Picture")}
"""What a page takes from a script once it has come (`phone/picture_tab.js`)."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def scripts() -> dict[Path, str]:
    """Every script and list of types of ours, and the tests that run their modules."""
    found = [file for file in ours() if file.suffix in (".js", ".ts")] + sorted(PURE.glob("*.mjs"))
    return {file: file.read_text(encoding="utf-8") for file in found}


def taken_from_others() -> set[tuple[str, str]]:
    """What scripts and their tests import, types too: the file's name without its ending, and the name."""
    whole = "\n".join(scripts().values())
    found = {
        (stem, name.split(" as ")[0].strip())
        for names, stem in _TAKEN.findall(whole)
        for name in names.split(",")
    }
    return found | set(_TAKEN_TYPE.findall(whole))


def test_whatever_a_script_gives_another_one_takes() -> None:
    """What nobody takes is its own affair, or goes; the tests of the pure modules may take a name, too."""
    taken = taken_from_others()
    idle = [
        f"{file.name}: {name}"
        for file, text in scripts().items()
        if file.suffix == ".js"
        for name in _EXPORTED.findall(text)
        if (file.stem, name) not in taken | FETCHED_LATER
    ]
    assert idle == []


def test_every_name_in_a_list_of_exports_is_used_elsewhere() -> None:
    texts = scripts()
    idle = [
        f"{file.name}: {name}"
        for file, text in texts.items()
        for names in _EXPORT_LIST.findall(text)
        for name in re.findall(r"\w+", names)
        if not any(re.search(rf"\b{name}\b", other) for at, other in texts.items() if at != file)
    ]
    assert idle == []


def test_every_type_is_meant_somewhere() -> None:
    said = Counter(word for text in scripts().values() for word in re.findall(r"\w+", text))
    types = {name for file, text in scripts().items() if file.suffix == ".ts" for name in _TYPE.findall(text)}
    assert types
    assert sorted(name for name in types if said[name] < 2) == []


def test_every_token_of_the_styles_is_used() -> None:
    sheets = _COMMENT.sub("", styles())
    named = set(re.findall(r"(?:^|[{;])\s*(--[\w-]+)\s*:", sheets, re.MULTILINE))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", "\n".join((sheets, readers()))))
    assert sorted(named - used) == []


def styles() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in ours() if file.suffix == ".css")


def readers() -> str:
    """Whatever may wear a class or read a token beside the styles: scripts, templates, modules."""
    pages = [*(STATIC.parent / "templates").rglob("*.html"), *STATIC.parent.rglob("*.py")]
    return "\n".join([*scripts().values(), *(page.read_text(encoding="utf-8") for page in pages)])


def test_every_class_in_the_styles_is_worn_by_something() -> None:
    """By its whole name, or its beginning where a script puts the end of it together: `sewn--${state}`."""
    bare = re.sub(r"url\([^)]*\)|\"[^\"]*\"", "", _COMMENT.sub("", styles()))
    worn = readers()
    whole = set(re.findall(r"[A-Za-z_][\w-]*", worn))
    begun = set(re.findall(r"([A-Za-z_][\w-]*)--(?:\$?\{)", worn))
    named = set(re.findall(r"\.([A-Za-z_][\w-]*)", bare))
    assert sorted(name for name in named - whole if name.rpartition("--")[0] not in begun) == []
