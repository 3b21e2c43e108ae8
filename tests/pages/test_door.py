"""The door on the console, in a real browser: locked and opened, a new code, a crowd sent away at once."""

import re
from http import HTTPStatus

from playwright.sync_api import Page, expect

from app.access.codes import CODE_LENGTH
from tests.looks import problems
from tests.pages.conftest import OpenWorkshop


def test_T12_the_door_is_locked_and_opened_from_the_console(console: Page, workshop: OpenWorkshop) -> None:
    console.get_by_role("button", name="Lock the door").click()
    expect(console.get_by_text("Locked: nobody new can join")).to_be_visible()
    assert workshop.now.is_locked
    assert workshop.visitor().get(f"/join/{workshop.code}").status_code == HTTPStatus.CONFLICT
    console.get_by_role("button", name="Open the door").click()
    expect(console.get_by_role("button", name="Lock the door")).to_be_visible()
    assert not workshop.now.is_locked
    assert problems(console) == []


def test_a_new_code_is_asked_for_once_and_shown_where_the_old_one_was(
    console: Page, workshop: OpenWorkshop
) -> None:
    shown = console.locator(".ways__code")
    expect(shown).to_have_text(f"{workshop.code[:3]} {workshop.code[3:]}")
    console.get_by_role("button", name="New code…").click()
    console.get_by_role("button", name="Make a new one").click()
    expect(shown).not_to_have_text(f"{workshop.code[:3]} {workshop.code[3:]}")
    code = (shown.text_content() or "").replace(" ", "")
    assert len(code) == CODE_LENGTH
    assert workshop.visitor().get(f"/join/{code}").status_code == HTTPStatus.OK
    assert workshop.visitor().get(f"/join/{workshop.code}").status_code == HTTPStatus.NOT_FOUND
    expect(console.locator(".ways__qr")).to_have_attribute(
        "src", re.compile(rf"^/join/{code}\.svg\?of=\S+%2F{code}$")
    )


def test_those_who_came_last_are_sent_away_together(console: Page, workshop: OpenWorkshop) -> None:
    people = [workshop.stage.join(workshop.id, f"p{number}") for number in range(5)]
    console.get_by_role("button", name="Remove several…").click()
    dialog = console.get_by_role("dialog")
    expect(dialog.get_by_role("checkbox")).to_have_count(5)
    dialog.get_by_role("button", name="Choose P2 and everybody who came later").click()
    dialog.get_by_role("checkbox").nth(1).uncheck()
    assert problems(console) == []
    dialog.get_by_role("button", name="Remove 2 people").click()
    expect(console.get_by_role("heading", name="Removed or left (2)")).to_be_visible()
    gone = [one.id for one in workshop.now.participants.values() if one.is_removed]
    assert gone == [people[2], people[4]]
