"""The genogram's symbols against the conventions (docs/field.md 5): each has a place on one drawing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from app.access.tokens import screen_token
from app.domain.scenario import (
    Household,
    HouseholdId,
    Person,
    PersonId,
    Position,
    Relation,
    RelationKind,
    Scenario,
    Symbol,
    When,
)
from tests.family import SMALL
from tests.serving import at_a_port
from tests.shell.stage import Stage

_READ = """() => {
  const texts = (root) => [...root.querySelectorAll("text")].map((one) => one.textContent.trim())
    .filter(Boolean);
  const strokes = (root, name) => [...root.querySelectorAll(`path${name}`)].map((one) =>
    ({ d: one.getAttribute("d"), dashes: getComputedStyle(one).strokeDasharray }));
  const people = [...document.querySelectorAll("[data-person]")].map((one) => [one.dataset.person, {
    at: one.getAttribute("transform").match(/[\\d.-]+/g).map(Number), texts: texts(one),
    shapes: strokes(one, ".symbol__shape"), seconds: strokes(one, ".symbol__second"),
    crosses: strokes(one, ".symbol__cross"),
  }]);
  const lines = [...document.querySelectorAll("[data-line]")].map((one) => [one.dataset.id, {
    kind: one.dataset.line, texts: texts(one), marks: strokes(one, ":nth-of-type(2)"),
    path: strokes(one, ":first-of-type")[0],
  }]);
  const homes = [...document.querySelectorAll(".home")].map((one) => {
    const { x, y, width, height } = one.getBBox();
    return [x, y, x + width, y + height];
  });
  return { people: Object.fromEntries(people), lines: Object.fromEntries(lines), homes };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the page has drawn: each person by id, each line by the ids and the kind that name it."""

    people: dict[str, Any]
    lines: dict[str, Any]
    homes: list[list[float]]


def _when(text: str | None) -> When | None:
    if text is None:
        return None
    day = date.fromisoformat(text if len(text) > 7 else f"{text}-01" if len(text) > 4 else f"{text}-06-15")
    return When(first=day, last=day, text=text)


def _person(name: str, x: float, y: float, symbol: str = "circle", **more: Any) -> Person:
    return Person(
        id=PersonId(name),
        name=name,
        also_known_as=(),
        symbol=Symbol(symbol),
        position=Position(x=x, y=y),
        household_id=HouseholdId(more["home"]) if "home" in more else None,
        born=_when(more.get("born")),
        died=_when(more.get("died")),
        is_child=False,
        is_index=more.get("index", False),
        is_known_at_start=True,
        intro=name,
    )


def _line(
    kind: RelationKind, one: str, other: str, since: str | None = None, until: str | None = None
) -> Relation:
    people = (PersonId(one), PersonId(other))
    return Relation(kind=kind, people=people, since=_when(since), until=_when(until), shown_by=frozenset())


_PAIRS = {
    RelationKind.MARRIED: ("1990", None),
    RelationKind.COHABITING: ("2015", None),
    RelationKind.SEPARATED: ("1991", "2001"),
    RelationKind.DIVORCED: ("1992", "2002"),
    RelationKind.CLOSE: (None, None),
    RelationKind.FUSED: (None, None),
    RelationKind.DISTANT: (None, None),
    RelationKind.CONFLICT: (None, None),
    RelationKind.CUT_OFF: (None, None),
    RelationKind.CARES_FOR: (None, None),
    RelationKind.FOCUSED_ON: (None, None),
    RelationKind.HARMS: (None, None),
}
# No wider than names have room for beside people: in a crowd, years and labels are left to the twins.
_PEOPLE = (
    _person("man", 0, 2, "square", born="1980-03"),
    _person("woman", 1, 2, "circle", born="1982-03"),
    _person("either", 2, 2, "diamond"),
    _person("pregnancy", 3, 2, "triangle", born="2026-07"),
    _person("unknown", 4, 2, "question"),
    _person("dead", 0, 18, "square", born="1950-04", died="2020-05"),
    _person("loss", 1, 18, "triangle", born="2019-02", died="2018-11"),
    _person("index", 2, 18, "square", born="2016-03", index=True),
    _person("mother", 0, 3),
    _person("father", 2, 3, "square"),
    _person("eldest", 0, 4, born="2010-01-02"),
    _person("twin", 1, 4, born="2013-07-04"),
    _person("other-twin", 2, 4, born="2013-07-04"),
    _person("adopted", 3, 4, born="2015"),
    _person("fostered", 4, 4, born="2015"),
    _person("lodger", 3, 3, home="flat"),
    _person("landlady", 4, 3, home="flat"),
    _person("visitor", 4, 5),
    *(_person(f"{kind}-one", 0, 5 + place) for place, kind in enumerate(_PAIRS)),
    *(_person(f"{kind}-other", 2, 5 + place) for place, kind in enumerate(_PAIRS)),
)
_LINES = (
    _line(RelationKind.MARRIED, "mother", "father"),
    *(
        _line(kind, parent, child)
        for kind, child in (
            *((RelationKind.PARENT, child) for child in ("eldest", "twin", "other-twin")),
            (RelationKind.ADOPTED, "adopted"),
            (RelationKind.FOSTERED, "fostered"),
        )
        for parent in ("mother", "father")
    ),
    _line(RelationKind.IDENTICAL, "twin", "other-twin"),
    *(_line(kind, f"{kind}-one", f"{kind}-other", *years) for kind, years in _PAIRS.items()),
)


def scenario() -> Scenario:
    """The small family, and around it somebody for each symbol and two people for each line."""
    return replace(
        SMALL,
        people=(*(replace(one, is_index=False) for one in SMALL.people), *_PEOPLE),
        relations=_LINES,
        households=(*SMALL.households, Household(id=HouseholdId("flat"), name="The flat")),
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Drawn]:
    folder: Path = tmp_path_factory.mktemp("genogram")
    stage = Stage(folder, scenario())
    workshop_id = stage.open("w-1")
    stage.go_to(workshop_id, "share")
    with at_a_port(stage.app.flask) as port:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"http://127.0.0.1:{port}/screen/{screen_token(stage.app.key, workshop_id)}")
        page.locator("[data-person=visitor]").wait_for(state="attached")
        yield Drawn(**page.evaluate(_READ))
        page.close()
    stage.close()


def shape(drawn: Drawn, person: str) -> str:
    """The outline as its letters: a square has straight sides, a circle has arcs."""
    return re.sub(r"[^A-Z]", "", drawn.people[person]["shapes"][0]["d"])


def width(path: str) -> float:
    across = [float(x) for x in re.findall(r"[ML](-?[\d.]+)", path)]
    return max(across) - min(across)


def pair(drawn: Drawn, kind: str) -> Any:
    return drawn.lines[f"{kind}-one-{kind}-other-{kind}"]


def strokes(path: str) -> int:
    return path.count("M")


@pytest.mark.parametrize(
    ("person", "outline"),
    [("man", "MHVHZ"), ("woman", "MAAZ"), ("either", "MLLLZ"), ("pregnancy", "MLHZ"), ("unknown", "MAAZ")],
)
def test_a_person_has_the_shape_the_author_chose(drawn: Drawn, person: str, outline: str) -> None:
    assert shape(drawn, person) == outline


def test_somebody_not_known_is_a_question_mark_in_a_broken_outline(drawn: Drawn) -> None:
    assert "?" in drawn.people["unknown"]["texts"]
    assert drawn.people["unknown"]["shapes"][0]["dashes"] != "none"
    assert drawn.people["woman"]["shapes"][0]["dashes"] == "none"


def test_the_age_stands_inside_and_a_pregnancy_has_none(drawn: Drawn) -> None:
    assert drawn.people["man"]["texts"] == ["46", "man"]
    assert drawn.people["pregnancy"]["texts"] == ["pregnancy"]


def test_who_died_is_crossed_with_the_age_reached_and_both_years(drawn: Drawn) -> None:
    assert len(drawn.people["dead"]["crosses"]) == 1
    assert drawn.people["dead"]["texts"] == ["70", "1950", "2020", "dead"]
    assert drawn.people["man"]["crosses"] == []


def test_a_pregnancy_that_ended_is_a_small_crossed_triangle(drawn: Drawn) -> None:
    assert shape(drawn, "loss") == "MLHZ"
    assert len(drawn.people["loss"]["crosses"]) == 1
    small, whole = (drawn.people[one]["shapes"][0]["d"] for one in ("loss", "pregnancy"))
    assert width(small) < 0.7 * width(whole)


def test_only_the_index_child_has_a_double_outline(drawn: Drawn) -> None:
    doubled = [person for person, marks in drawn.people.items() if marks["seconds"]]
    assert doubled == ["index"]


@pytest.mark.parametrize(
    ("kind", "slashes", "years", "is_broken"),
    [
        ("married", 0, ["married 1990"], False),
        ("cohabiting", 0, ["together since 2015"], True),
        ("separated", 1, ["together 1991", "separated 2001"], False),
        ("divorced", 2, ["married 1992", "divorced 2002"], False),
    ],
)
def test_a_couple_s_line_says_how_they_are_together_and_since_when(
    drawn: Drawn, kind: str, slashes: int, years: list[str], is_broken: bool
) -> None:
    line = pair(drawn, kind)
    assert sum(strokes(mark["d"]) for mark in line["marks"]) == slashes
    assert line["texts"] == years
    assert (line["path"]["dashes"] != "none") == is_broken


def test_children_hang_from_their_parents_line(drawn: Drawn) -> None:
    mother, father = (drawn.people[one]["at"] for one in ("mother", "father"))
    path = drawn.lines["children-father mother"]["path"]["d"]
    begins = re.match(r"M([\d.]+) ([\d.]+)V", path)
    assert begins
    assert mother[0] < float(begins[1]) < father[0]  # in the middle, unless a name stands there
    assert float(begins[2]) == mother[1]
    assert drawn.lines["children-father mother"]["kind"] == "parent"


def test_twins_hang_from_one_point_and_other_children_from_their_own(drawn: Drawn) -> None:
    path = drawn.lines["children-father mother"]["path"]["d"]
    ends = [(float(top), float(bottom)) for top, bottom in re.findall(r"M(\S+) \S+?L(\S+) ", path + " ")]
    at = {child: drawn.people[child]["at"][0] for child in ("eldest", "twin", "other-twin")}
    middle = (at["twin"] + at["other-twin"]) / 2
    assert sorted(ends) == sorted(
        [(at["eldest"], at["eldest"]), (middle, at["twin"]), (middle, at["other-twin"])]
    )


def test_identical_twins_have_a_bar_between_their_lines(drawn: Drawn) -> None:
    [bar] = [line for line in drawn.lines.values() if line["kind"] == "identical"]
    left, top, right, end = (float(number) for number in re.findall(r"-?[\d.]+", bar["path"]["d"]))
    twin, other = (drawn.people[one]["at"] for one in ("twin", "other-twin"))
    middle = (twin[0] + other[0]) / 2
    assert (left, right) == ((twin[0] + middle) / 2, (other[0] + middle) / 2)
    assert top == end < twin[1]


@pytest.mark.parametrize("kind", ["adopted", "fostered"])
def test_a_child_who_came_by_law_hangs_from_a_broken_line_with_its_word(drawn: Drawn, kind: str) -> None:
    line = drawn.lines[f"children-{kind} father mother"]
    assert line["texts"] == [kind]
    assert line["path"]["dashes"] != "none"


def test_adopted_and_fostered_differ_in_their_line(drawn: Drawn) -> None:
    lines = [
        drawn.lines[f"children-{kind} father mother"]["path"]["dashes"] for kind in ("adopted", "fostered")
    ]
    assert len(set(lines)) == 2


@pytest.mark.parametrize(
    ("kind", "word", "n_strokes", "n_marks"),
    [
        ("close", "close", 2, 0),
        ("fused", "very close", 3, 0),
        ("distant", "distant", 1, 0),
        ("conflict", "conflict", 1, 0),
        ("cut_off", "cut off", 2, 2),
        ("cares_for", "cares for", 1, 1),
        ("focused_on", "focused on", 1, 2),
        ("harms", "harms", 1, 1),
    ],
)
def test_a_bond_has_its_strokes_its_marks_and_its_word(
    drawn: Drawn, kind: str, word: str, n_strokes: int, n_marks: int
) -> None:
    line = pair(drawn, kind)
    assert line["texts"] == [word]
    assert strokes(line["path"]["d"]) == n_strokes
    assert sum(strokes(mark["d"]) for mark in line["marks"]) == n_marks


@pytest.mark.parametrize(("kind", "turns"), [("conflict", True), ("harms", True), ("cares_for", False)])
def test_conflict_and_harm_are_zigzags(drawn: Drawn, kind: str, turns: bool) -> None:
    heights = [float(y) for y in re.findall(r"[ML]\S+ (-?[\d.]+)", pair(drawn, kind)["path"]["d"])]
    steps = [later - earlier for earlier, later in pairwise(heights)]
    back = sum(one * other < 0 for one, other in pairwise(steps))
    assert (back > 10) == turns


def test_a_distant_bond_is_dotted(drawn: Drawn) -> None:
    assert pair(drawn, "distant")["path"]["dashes"] != "none"
    assert pair(drawn, "close")["path"]["dashes"] == "none"


@pytest.mark.parametrize("kind", ["cares_for", "focused_on", "harms"])
def test_an_arrow_points_at_the_one_it_is_about(drawn: Drawn, kind: str) -> None:
    tip = [
        float(number)
        for number in re.findall(r"L(-?[\d.]+) (-?[\d.]+)", pair(drawn, kind)["marks"][0]["d"])[0]
    ]
    ends = {one: drawn.people[f"{kind}-{one}"]["at"] for one in ("one", "other")}
    distance = {one: abs(at[0] - tip[0]) + abs(at[1] - tip[1]) for one, at in ends.items()}
    assert distance["other"] < distance["one"]


def test_a_loop_goes_round_people_who_share_a_home_and_nobody_else(drawn: Drawn) -> None:
    def inside(person: str, box: list[float]) -> bool:
        x, y = drawn.people[person]["at"]
        return box[0] < x < box[2] and box[1] < y < box[3]

    flat = [box for box in drawn.homes if inside("lodger", box)]
    assert len(flat) == 1
    assert {one for one in drawn.people if inside(one, flat[0])} == {"lodger", "landlady"}


def test_every_kind_of_line_and_every_symbol_is_on_the_drawing(drawn: Drawn) -> None:
    assert {line["kind"] for line in drawn.lines.values()} == {kind.value for kind in RelationKind}
    assert {one.symbol for one in _PEOPLE} == set(Symbol)
