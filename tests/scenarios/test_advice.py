"""Advice is tried before it is given: what it says to write, written, leaves no flaw behind."""

import re

import pytest

from app.scenarios import check_text
from app.scenarios.grouping import first_to_mend, grouped
from tests.scenarios.refused import GOOD

WRITE = re.compile(r"(?:Write|Begin with a letter:) `(.+?)`")

MEANT = [  # what stands there, what was typed instead, and the code
    ("held_by: [school, youth, practice]", "held_by: school, youth, practice", "wrong_type"),
    ("held_by: [school, youth, practice]", "held_by: school and youth and practice", "wrong_type"),
    ("about: [leela, mina]", "about: [leela mina]", "bad_id"),
    ("kinds: [key, voice]\n    note: Later", "kinds: key, voice\n    note: Later", "wrong_type"),
    ("merges_with: [practice]", "merges_with: practice", "wrong_type"),
    ("topic: health\n    when: 2016", "topic: helth\n    when: 2016", "unknown_reference"),
    ("id: canal-lane", "id: Canal Lane", "bad_id"),
    ("id: canal-lane", "id: canal_lane", "bad_id"),
    ("id: canal-lane", "id: 001", "bad_id"),
    ("language: en", "language: English", "unknown_language"),
    ("language: en", "language: en_GB", "unknown_language"),
    ("today: 2026-03-16", "today: 16.03.2026", "bad_date"),
    ("today: 2026-03-16", "today: 2026/3/16", "bad_date"),
    ("when: 2026-01..2026-03\n    column: worry\n    source: recorded\n    kinds: [common]",
     "when: 2026-01 to 2026-03\n    column: worry\n    source: recorded\n    kinds: [common]", "bad_date"),
    ("child: true", "child: yes", "wrong_type"),
    ("minutes: 12", 'minutes: "12"', "wrong_type"),
    ("minutes: 12", "minutes: 12 min", "wrong_type"),
    ("symbol: square", "symbol: Square", "unknown_value"),
    ("position: {x: 2, y: 0}", "position: {x: 0.5, y: 0}", "people_overlap"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), MEANT, ids=[new.split("\n")[0] for _, new, _ in MEANT])
def test_what_it_says_to_write_passes(old: str, new: str, code: str) -> None:
    text = GOOD.replace(old, new, 1)
    flaw = next(flaw for flaw in check_text(text).flaws if flaw.code == code)
    advice = WRITE.search(flaw.mend)
    assert advice is not None, flaw.mend
    line = text.split("\n")[flaw.place.line - 1]
    lead, rest = line[: flaw.place.column - 1], line[flaw.place.column - 1 :]
    words = advice[1].removeprefix("position: ")
    tail = rest[rest.index("]") :] if lead.rstrip().endswith("[") else ""
    mended = text.split("\n")
    mended[flaw.place.line - 1] = lead + words + tail
    assert check_text("\n".join(mended)).flaws == (), flaw.mend


def test_an_id_that_is_none_itself_is_never_advised() -> None:
    """`ho-2` was answered with “Write `ho_2`”, which is no id."""
    text = GOOD.replace("  - id: ho-2", "  - id: ho_2")
    flaws = check_text(text).flaws
    assert {flaw.code for flaw in flaws} == {"bad_id", "unknown_reference"}
    assert not [flaw for flaw in flaws if "`ho_2`" in flaw.mend]


def test_an_id_that_stands_in_the_list_already_is_never_advised() -> None:
    flaws = check_text(
        GOOD.replace("held_by: [school, youth, practice]", "held_by: [school, scool, practice]")
    ).flaws
    assert [flaw.code for flaw in flaws] == ["unknown_reference"]
    assert "Write `school`" not in flaws[0].mend


def test_two_facts_of_one_day_are_not_told_to_be_dated() -> None:
    flaws = check_text(GOOD.replace("resolved_by: [fs-1]", "resolved_by: []")).flaws
    assert [flaw.code for flaw in flaws] == ["contradiction_unresolved"]
    assert "date both" not in flaws[0].mend


def test_a_date_that_may_be_no_span_is_not_told_to_be_one() -> None:
    flaws = check_text(GOOD.replace("born: 1988-04", "born: spring 1988")).flaws
    assert "span" not in flaws[0].mend


def test_needs_full_says_to_take_out_what_has_no_minimum() -> None:
    text = GOOD.replace("- [pr-2, po-2, sc-2]", "- [pr-2, po-2, sc-2]\n    needs_full: [po-2]")
    assert "Take it out" in check_text(text).flaws[0].mend


def test_an_item_without_its_hyphen_is_told_as_one() -> None:
    flaws = check_text(GOOD.replace("  - id: all-2", "    id: all-2")).flaws
    told = {flaw.mend for flaw in flaws if flaw.code == "duplicate_key"}
    assert "Begin the next one with `- ` before `id`." in told


def test_a_move_is_offered_only_where_the_whole_puzzle_passes_with_it() -> None:
    text = GOOD.replace("      - [ho-1, pr-3]", "      - [ho-1, ho-3]").replace("kinds: [supporting]\n    note: The light", "kinds: [key]\n    note: The light")  # fmt: skip  # noqa: E501
    flaw = next(flaw for flaw in check_text(text).flaws if flaw.code == "insight_in_one_role")
    for fact_id, role_id in re.findall(r"move `([\w-]+)` to `([\w-]+)`", flaw.mend):
        start = text.index(f"  - id: {fact_id}\n")
        held = text.index("held_by: [", start)
        moved = text[:held] + f"held_by: [{role_id}]" + text[text.index("]", held) + 1 :]
        assert "insight_in_one_role" not in {flaw.code for flaw in check_text(moved).flaws}
        assert not check_text(moved).has_errors


def test_equal_flaws_are_one_line_and_what_others_follow_from_is_first() -> None:
    text = GOOD.replace("column: worry", "column: wory").replace("title: Canal Lane", "titel: Canal Lane")
    flaws = check_text(text).flaws
    first = first_to_mend(flaws)
    assert first is not None
    assert first.code == "unknown_key"
    groups = grouped(flaws)
    assert [len(group.flaws) for group in groups] == [1, 1, GOOD.count("column: worry")]
    assert sum(len(group.flaws) for group in groups) == len(flaws)
