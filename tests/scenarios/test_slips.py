"""Slips of YAML: each is told at its own line with a mend that passes, and reading goes on behind it."""

from pathlib import Path

import pytest

from app.scenarios import check_text
from app.scenarios.slips import read_on

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")

SLIPS = [  # what is typed, instead of what; the line it is told in; a piece of the mend
    ("an unclosed quote", "note: It sounds like", 'note: "It sounds like', "", "closing quote"),
    ("another", "note: Later means", "note: 'Later means", "", "closing quote"),
    ("a colon", "note: It sounds like", "note: It sounds: like", "", "in quotes"),
    ("an at sign", "note: Everybody starts", "note: @all starts", "", "in quotes"),
    ("a per cent sign", "note: Everybody starts", "note: %all starts", "", "in quotes"),
    ("a back quote", "note: Everybody starts", "note: `all` starts", "", "in quotes"),
    ("a colon in a second line", "from here.", "\n      from: here", "note: Everybody", "in quotes"),
    ("an open bracket", "[Mina Hale]", "[Mina Hale", "", "[Mina Hale]"),
    ("a missing comma", "position: {x: 0, y: 0}", "position: {x: 0 y: 0}", "", "{x: 0, y: 0}"),
    (
        "a tab",
        "    topic: learning\n    when: 2026-01..",
        "\ttopic: learning\n    when: 2026-01..",
        "",
        "spaces",
    ),
    ("a no-break space", "title: Canal", "title:\u00a0Canal", "", "again"),
    ("an en dash", "  - id: all-2", "  \u2013 id: all-2", "", "hyphen"),
    ("a bullet", "  - id: all-2", "  \u2022 id: all-2", "", "hyphen"),
    ("curly quotes", "title: Canal Lane", "title: \u201cCanal: Lane\u201d", "", "straight quotes"),
    ("a curly quote at the end", "title: Canal Lane", 'title: "Canal Lane\u201d', "", "straight quotes"),
    ("no space behind a colon", "title: Canal", "title:Canal", "", "`title: Canal Lane`"),
    ("no space behind a hyphen", "  - id: all-2", "  -id: all-2", "", "`- `"),
    ("no colon", "title: Canal", "title Canal", "", "`title: Canal Lane`"),
    ("no colon behind a part", "people:\n  - id: mina", "people\n  - id: mina", "people\n", "`people:`"),
    ("a semicolon", "    text: Mina did", "    text; Mina did", "", "`text: Mina did"),
    ("three spaces", "    known_at_start: false", "   known_at_start: false", "", "Begin it 4 spaces in"),
    ("five spaces", "    known_at_start: false", "     known_at_start: false", "", "4 spaces"),
    ("a text that goes on at the edge", "Later means", "Later\nmeans", "means his mother", "6 spaces"),
]


@pytest.mark.parametrize(
    ("old", "new", "at", "mend"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_a_slip_is_told_in_its_line_with_a_mend_that_passes(old: str, new: str, at: str, mend: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    line = text[: text.index(at or new.strip("\n"))].count("\n") + 1

    flaws = check_text(text).flaws

    assert [(flaw.code, flaw.place.line) for flaw in flaws] == [("bad_yaml", line)], flaws
    assert mend in flaws[0].mend
    mended = read_on(text).text
    assert mended is not None
    assert check_text(mended).flaws == ()


def test_reading_goes_on_behind_slips_to_what_else_is_wrong() -> None:
    text = GOOD.replace("title: Canal Lane", "title: @Canal")
    text = text.replace("note: It sounds like", 'note: "It sounds like')
    text = text.replace(
        "column: strength\n    source: told\n    kinds: [key]",
        "column: strenght\n    source: told\n    kinds: [key]",
    )
    text = text.replace("      - [fb-2, yw-2]", "      - [fb-2, fs-1")
    assert {flaw.code for flaw in check_text(text).flaws} == {"bad_yaml", "unknown_value"}
    assert [flaw.place.line for flaw in check_text(text).flaws if flaw.code == "bad_yaml"] == [5, 139, 366]


def test_a_slip_that_nothing_mends_does_not_hide_the_next_one() -> None:
    text = GOOD.replace("title: Canal Lane", "title: {[}]: x").replace("note: It sounds", 'note: "It sounds')
    assert {flaw.place.line for flaw in check_text(text).flaws if flaw.code == "bad_yaml"} >= {5, 139}


def test_twenty_slips_of_one_kind_are_all_told() -> None:
    text = GOOD.replace("  - id: ", "  \u2013 id: ")
    lines = {number for number, line in enumerate(text.split("\n"), 1) if "\u2013 id" in line}
    assert {flaw.place.line for flaw in check_text(text).flaws} == lines
