"""What a phone's views put first, and what they leave folded, on a plain http name."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from app.domain.rules.seating import propose
from app.domain.scenario import PhaseKind, Scenario
from tests.family import SMALL
from tests.journeys.hour import button_family
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, act, join, people_the_table, says

GLOSSARY = {"GP": "The family's own doctor.", "tenancy": "What lets somebody live in a rented home."}
LEAST_TARGET = 44
ON_ONE_LINE = """[...document.querySelectorAll('.person__name')].map((one) => one.getBoundingClientRect())
  .flatMap((one, place, all) => all.slice(place + 1)
    .filter((other) => Math.abs(other.top - one.top) < one.height / 2)
    .map((other) => Math.max(other.left - one.right, one.left - other.right) / one.height))"""
"""The room between any two names of one line on the drawing, in lines of text."""


@pytest.fixture
def scenario() -> Scenario:
    return replace(SMALL, glossary=GLOSSARY)


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    return join(page, address, workshop)


def turn_to(page: Page, tab: str) -> None:
    page.locator(".phone__tabs button", has_text=tab).click()


# --- words ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize(
    ("kind", "tab"), [("welcome", ""), ("read", ""), ("share", "Hand"), ("share", "Picture")]
)
def test_the_words_of_the_scenario_are_explained_in_a_fold(
    page: Page, workshop: OpenWorkshop, kind: str, tab: str
) -> None:
    workshop.stage.go_to(workshop.id, kind)
    if tab:
        turn_to(page, tab)
    words = page.get_by_role("group").filter(has=page.get_by_text("Words explained"))
    expect(words).to_have_count(1)
    expect(words.get_by_role("definition").first).not_to_be_visible()
    words.locator("summary").press("Enter")
    expect(words.get_by_role("term")).to_have_text(list(GLOSSARY))
    expect(words.get_by_role("definition")).to_have_text(list(GLOSSARY.values()))
    assert problems_at_200(page) == []


# --- asking -----------------------------------------------------------------------------------------------


def test_asking_comes_before_who_holds_what_and_says_what_the_chosen_role_holds(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    people_the_table(workshop)
    workshop.stage.go_to(workshop.id, "ask_and_link")
    turn_to(page, "Asks")
    headings = page.locator("#ask-title, #holds-title")
    expect(headings).to_have_text(["Ask a role", "Who holds what kind of thing"])
    table = next(iter(workshop.now.tables.values()))
    mine = workshop.now.participants[me].seat_id
    role_id = next(one.role_ids[0] for one in table.seats.values() if one.id != mine)
    name = workshop.now.scenario.role_by_id[role_id].name
    page.get_by_role("radio", name=name, exact=True).check()
    said = page.locator("[aria-live=polite]", has_text="Holds facts on:")
    expect(said).to_have_count(1)
    holds = page.get_by_role("region", name="Who holds what kind of thing")
    holds.locator("summary").click()
    for topic in holds.get_by_role("listitem").filter(has_text=name).locator(".chip").all():
        words, n = topic.inner_text().rsplit(maxsplit=1)
        expect(said).to_contain_text(f"{words} ({n})")
    assert problems_at_200(page) == []


# --- the vote ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("me")
def test_who_has_written_a_barrier_finds_the_vote_and_not_the_form(
    page: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    page.get_by_label("In a sentence").fill("Nobody asked me")
    page.locator(".chip").first.click()
    page.get_by_text("In the exercise today").click()
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text("Stored without your name")).to_be_visible()
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.get_by_role("button", name="Vote for this")).to_be_visible()
    expect(page.get_by_label("In a sentence")).not_to_be_visible()


# --- one result, one scale --------------------------------------------------------------------------------


def test_the_spread_is_measured_against_all_who_answered(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    others = people_the_table(workshop)
    workshop.stage.go_to(workshop.id, "first_read")
    act(workshop, PhaseKind.FIRST_READ, me, others)
    other = workshop.now.scenario.reads.options[1].id
    says(workshop, others[0], c.GiveRead(need=1, option_id=other, line="", topic_id=None))
    workshop.stage.go_to(workshop.id, "pulse")
    bars = page.locator(".meter")
    expect(bars.first).to_have_attribute("max", str(len(others)))
    assert {bar.get_attribute("max") for bar in bars.all()} == {str(len(others))}


# --- the scale and the header -----------------------------------------------------------------------------


@pytest.mark.usefixtures("me")
def test_the_scale_fills_its_rows_with_targets_for_a_thumb(page: Page, workshop: OpenWorkshop) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "first_read")
    points = page.locator(".scale__point")
    expect(points).to_have_count(11)
    boxes = [box for point in points.all() if (box := point.bounding_box())]
    assert min(min(box["width"], box["height"]) for box in boxes) >= LEAST_TARGET
    rows: dict[int, float] = {}
    for box in boxes:
        rows[round(box["y"])] = round(box["x"] + box["width"])
    assert len(set(rows.values())) == 1, rows


def test_a_long_role_leaves_the_header_its_two_lines(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    assert me
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    role = page.locator(".phone__role")
    expect(role).to_be_visible()
    before = page.locator(".phone__who").bounding_box()
    role.evaluate("one => { one.firstChild.data = 'Class teacher and safeguarding lead '.repeat(3); }")
    assert page.locator(".phone__who").bounding_box() == before
    assert problems_at_200(page) == []


# --- the drawing ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize(
    ("scenario", "layout"), [(button_family(), propose(button_family(), 8))], ids=["Buttons"]
)
def test_names_on_the_phone_s_drawing_stand_apart_and_it_begins_near_the_top(
    page: Page, workshop: OpenWorkshop
) -> None:
    page.get_by_role("button", name="OK").click()  # the hint that the screen may go dark has been read
    workshop.stage.go_to(workshop.id, "share")
    turn_to(page, "Picture")
    drawing = page.locator("svg.genogram")
    expect(drawing).to_be_visible()
    assert min(page.evaluate(ON_ONE_LINE)) > 0.3
    heights = [box["height"] for one in page.locator(".forms .button").all() if (box := one.bounding_box())]
    assert min(heights) >= LEAST_TARGET
    box = drawing.bounding_box()
    assert box is not None
    assert box["y"] < page.evaluate("innerHeight") / 3
