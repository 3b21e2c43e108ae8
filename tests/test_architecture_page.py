"""docs/architecture.md is the house: its drawing is the contracts, and its recipes name what is there."""

import re
import tomllib

from tests.places import PLACES, ROOT, is_there
from tests.scripts_house import ALONE, ENTRIES, ROOMS

PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
RECIPES = (
    "Add a command",
    "Add a kind of step",
    "Add a barrier category",
    "Add a field to a fact",
    "Add a measure",
    "Add an export format",
    "Add a page",
    "Add an audience",
    "Add a language",
)


def drawn(column: int, title: str) -> list[str]:
    """The rows of the box under a title, as layers: rooms side by side have a bar between them."""
    lines = PAGE.split("```")[1].splitlines()
    titles = (at for at, line in enumerate(lines) if f"{line[column:]} ".startswith(f"{title} "))
    begin = next(titles)
    rows = []
    for line in lines[begin + 2 :]:
        if not (inside := re.match(r"│ (.*?) +│", line[column:])):
            break
        names = re.match(r"[\w.]+(?: \| [\w.]+)*(?:(?: [\w.]+)*(?=$))?", re.split(r" {2,}", inside[1])[0])
        assert names, line
        rows.append(names[0])
    return rows


def layers(container: str) -> list[str]:
    return next(one["layers"] for one in CONTRACTS if one.get("containers") == [container])


def test_the_drawing_is_what_the_contracts_say() -> None:
    assert drawn(0, "app/") == layers("app")
    assert drawn(0, "app/domain/") == layers("app.domain")
    assert drawn(42, "app/web/") == layers("app.web")


def test_the_drawing_of_the_scripts_is_what_their_rooms_are() -> None:
    entries, *rooms = drawn(42, "static/js/")
    assert set(entries.split()) == ENTRIES - {"picture.js", *ALONE}
    assert [tuple(row.split(" | ")) for row in rooms] == list(ROOMS)


def test_there_is_a_recipe_for_each_thing_a_newcomer_adds() -> None:
    written = re.findall(r"^### (.+)$", PAGE, re.MULTILINE)
    assert tuple(written) == RECIPES


def test_every_recipe_names_files_in_order_and_what_holds_it() -> None:
    for recipe in PAGE.split("\n### ")[1:]:
        named = re.findall(r"`([^`]+)`", recipe)
        files = [name for name in named if PLACES.fullmatch(name.rstrip("/"))]
        assert len(files) >= 5, recipe
        assert [name for name in files if not is_there(name.rstrip("/"))] == []
        assert "\n- held by `tests/" in recipe


def test_a_reveal_is_followed_by_files_that_are_there() -> None:
    steps = PAGE.split("## One reveal")[1].split("\n## ")[0]
    followed = re.findall(r"`(app/[^`]+)`", steps)
    assert [name for name in followed if not (ROOT / name).is_file()] == []
    assert (followed[0], followed[-1]) == ("app/static/js/phone/hand.js", "app/exports/page.py")
