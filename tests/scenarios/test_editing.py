"""Edits of a scenario's text: what they are about changes, every sign beside it stays; and pieces read as
the whole.
"""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.languages.plain_text import plain
from app.scenarios import check_text
from app.scenarios.editing.findings import findings
from app.scenarios.editing.operations import EditRefused, edited, value_of
from app.scenarios.editing.panel import panel_of
from app.scenarios.editing.splices import Edit, Kind
from app.scenarios.editing.started import MINUTES, SECTORS, TONES, Answers, copied, names_in, started
from app.scenarios.flaws import FlawList
from app.scenarios.pieces import parse, pieces
from app.scenarios.skeleton import SIZES, skeleton
from app.scenarios.source import parse as parse_whole
from tests.places import ROOT

SHIPPED = (ROOT / "scenarios/button_family.yaml").read_text(encoding="utf-8")
FILES = [*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "tests").rglob("*.yaml")]
TRICKY = (
    *(
        'a: b "c" #1',
        "- no",
        "line\nbreak",
        "'",
        '"',
        "#",
        "> <b>",
        "{{ x }}",
        "[a",
        "a]",
        "@you",
        "%",
        "& *",
    ),
    *(
        "null",
        "true",
        "12",
        "1.5",
        "2026-03",
        "~",
        " spaced ",
        "a  b",
        "tab\there",
        "\\n",
        "é ß 中 🙂",
        "a:\n  b",
    ),
    *("|", ">-", "---", "...", "first\n\nthird", "ends with:", "x" * 300, "word " * 60, "…", "a\u2028b"),
    *("a\u00a0b", "\u0000nul"),
)
texts = st.one_of(st.sampled_from(TRICKY), st.text(max_size=200))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def outside(before: str, after: str, line: int) -> None:
    """Lines before the edited one are equal, and so is a tail behind it."""
    old, new = before.split("\n"), after.split("\n")
    assert old[:line] == new[:line]
    same = 0
    while same < min(len(old), len(new)) - line and old[-1 - same] == new[-1 - same]:
        same += 1
    assert same > 0 or line >= len(old) - 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pieces_read_as_the_whole(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    one, other = FlawList(file="x"), FlawList(file="x")
    assert parse(text, one) == parse_whole(text, other)
    assert one.sorted() == other.sorted()


@given(
    where=st.integers(0, len(SHIPPED) - 1), typed=st.sampled_from([*"\n\t:#-\"'[{>|&", "---\n", "  - ", "\r"])
)
@settings(max_examples=60, deadline=None)
def test_pieces_read_as_the_whole_wherever_somebody_slips(where: int, typed: str) -> None:
    text = SHIPPED[:where] + typed + SHIPPED[where:]
    one, other = FlawList(file="x"), FlawList(file="x")
    assert parse(text, one) == parse_whole(text, other)
    assert one.sorted() == other.sorted()


FIELDS = [
    ("title",),
    ("summary",),
    ("facts", 3, "text"),
    ("people", 0, "name"),
    ("content_notes", 1),
    ("agenda", 2, "says", 0),
    ("reads", "options", 0, "text"),
    ("facts", 0, "minimum"),
    ("big_picture", "unknown", 0),
    ("people", 0, "also_known_as", 0),
    ("glossary", "a: word"),
]


@given(path=st.sampled_from(FIELDS), text=texts)
@settings(max_examples=150, deadline=None)
def test_a_field_takes_any_sign_and_nothing_else_moves(path: tuple[str | int, ...], text: str) -> None:
    after = edited(SHIPPED, [Edit(kind=Kind.SET, path=path, value=text)])
    wanted = copy.deepcopy(value_of(SHIPPED))
    at(wanted, path[:-1])[path[-1]] = plain(text).strip()
    assert value_of(after) == wanted
    place = parse_whole(SHIPPED, FlawList(file="x"))
    assert place is not None
    outside(SHIPPED, after, place.at(*path[:-1] if path[-1] in ("a: word", "minimum") else path).line - 2)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_edits_in_a_row_read_back_and_what_is_undone_is_as_it_was(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(["facts", "people", "roles", "agenda", "insights", "topics"]))
    value = value_of(SHIPPED)
    assert isinstance(value, dict)
    count = len(value[section])
    one, other = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count - 1))
    added = {
        "id": "new-one",
        "text": data.draw(texts),
        "held_by": ["police", "gp"],
        "place": {"x": 1, "y": 0.5},
    }
    text = edited(SHIPPED, [Edit(kind=Kind.ADD, path=(section,), value=added, at=one)])
    assert edited(text, [Edit(kind=Kind.REMOVE, path=(section, "new-one"))]) == SHIPPED
    moved = edited(SHIPPED, [Edit(kind=Kind.MOVE, path=(section, one), at=other)])
    expected = copy.deepcopy(value)
    expected[section].insert(other, expected[section].pop(one))
    assert value_of(moved) == expected
    assert sorted(moved.split("\n")) == sorted(SHIPPED.split("\n"))


@pytest.mark.parametrize("text", [SHIPPED, SHIPPED.replace("\n", "\r\n"), skeleton("Meadow Lane", 6)])
def test_an_edit_that_changes_nothing_changes_no_sign(text: str) -> None:
    value = value_of(text)
    assert isinstance(value, dict)
    for path in [("title",), ("facts", 0, "held_by"), ("people", 0, "position"), ("agenda",)]:
        assert edited(text, [Edit(kind=Kind.SET, path=path, value=at(value, path))]) == text


def test_comments_and_line_breaks_stay() -> None:
    text = SHIPPED.replace("\n", "\r\n")
    after = edited(text, [Edit(kind=Kind.SET, path=("today",), value="2026-03-17")])
    assert after == text.replace("today: 2026-03-16 ", "today: 2026-03-17 ")
    held = edited(
        SHIPPED, [Edit(kind=Kind.SET, path=("people", "joan", "also_known_as"), value=["Nan", "Gran"])]
    )
    assert held == SHIPPED.replace("also_known_as: [Nan]", "also_known_as: [Nan, Gran]", 1)
    gone = edited(SHIPPED, [Edit(kind=Kind.REMOVE, path=("people", "joan", "also_known_as"))])
    assert [line for line in SHIPPED.split("\n") if line not in gone.split("\n")] == [
        line for line in SHIPPED.split("\n") if line.strip().startswith("also_known_as: [Nan]")
    ]


@pytest.mark.parametrize("path", [("facts", "nobody", "text"), ("facts", 999), ("title", "x"), ()])
def test_what_does_not_fit_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(EditRefused):
        edited(SHIPPED, [Edit(kind=Kind.SET, path=path, value="x")])
    with pytest.raises(EditRefused):
        edited("title: [", [Edit(kind=Kind.SET, path=("title",), value="x")])


def test_the_panel_says_who_is_alone_and_which_mend_passes() -> None:
    text = edited(
        skeleton("Meadow Lane", 6), [Edit(kind=Kind.SET, path=("facts", "he-1", "held_by"), value=["school"])]
    )
    told = panel_of(text)
    assert told is not None
    assert told["insights"]["insight-1"]["alone"] == ["school"]
    _, found = findings(text)
    alone = [one for one in found if one.flaw.code == "insight_in_one_role"]
    assert [one.path[:2] for one in alone] == [("insights", 0)]
    assert alone[0].mends
    for mend in alone[0].mends:
        assert not check_text(edited(text, [mend.edit])).has_errors


def test_each_mend_that_is_offered_passes() -> None:
    text = skeleton("Meadow Lane", 6).replace("child: true", "").replace("level: easy", "level: esy", 1)
    _, found = findings(text)
    offered = [(one.flaw, mend) for one in found for mend in one.mends]
    assert {flaw.code for flaw, _ in offered} >= {"unknown_value"}
    for flaw, mend in offered:
        after = check_text(edited(text, [mend.edit]))
        assert (flaw.code, flaw.what) not in {(one.code, one.what) for one in after.flaws}


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("roles", SIZES)
def test_whatever_is_answered_the_new_family_passes(roles: int, sector: str) -> None:
    for minutes, tone, children in zip(MINUTES, [*TONES, "hopeful"], (1, 2, 3), strict=True):
        answers = Answers(
            name="Meadow Lane", roles=roles, minutes=minutes, sector=sector, tone=tone, children=children
        )
        found = check_text(started(answers))
        assert [flaw.code for flaw in found.flaws if not found.has_errors] == []
        assert found.scenario is not None
        assert abs(sum(phase.minutes for phase in found.scenario.agenda) - minutes) <= 5
        assert sum(person.is_child for person in found.scenario.people) == children


@pytest.mark.parametrize(
    "changed", [{"roles": 5}, {"minutes": 7}, {"sector": "sea"}, {"tone": ""}, {"children": 9}]
)
def test_what_is_not_offered_is_no_answer(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="answer"):
        started(Answers(**{"name": "Meadow Lane"} | changed))


def test_a_copy_has_an_id_and_names_of_its_own_and_leftovers_are_told() -> None:
    names = names_in(SHIPPED)
    text = copied(SHIPPED, "Quay Street", {person: f"New {number}" for number, person in enumerate(names)})
    found = check_text(text)
    assert found.scenario is not None
    assert (found.scenario.id, found.scenario.title) == ("quay-street", "Quay Street")
    assert {person.name for person in found.scenario.people}.isdisjoint(names.values())
    assert "name_of_other_family" in {flaw.code for flaw in found.flaws}


def test_a_text_of_many_pieces_is_read_in_pieces() -> None:
    assert len(pieces(SHIPPED)) > 100
