"""The phone in a real browser, on a plain http name: every phase readable, nothing typed or tapped lost."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.scenario import PhaseKind
from tests.looks import OPEN_ALL, problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, PHONE, act, join, people_the_table
from tests.people import ONE_TABLE, TWO_TABLES

NEWS = {
    (PhaseKind.SHARE, "Hand"): "2 of them on the table",
    (PhaseKind.SHARE, "Picture"): "4 of 10",
    (PhaseKind.PULSE, "Pulse"): "3 answers.",
    (PhaseKind.ASK_AND_LINK, "Picture"): "“Both”",
    (PhaseKind.ASK_AND_LINK, "Asks"): "Since when?",
    (PhaseKind.BARRIERS, "Debrief"): "3 barriers written",
    (PhaseKind.VOTE, "Debrief"): "What kept us, 2",
    (PhaseKind.COMMITMENTS, "Debrief"): "a child is late",
}
"""What is there to see on a tab once the others have acted."""
LOOKS = (("light", PHONE), ("dark", NARROW))


def tabs_of(page: Page) -> list[str]:
    first_words = "all => all.map((one) => one.textContent.split(/ \\d/)[0])"
    names: list[str] = page.locator(".phone__tabs button").evaluate_all(first_words)
    return names


def test_every_view_of_every_phase_is_accessible_and_fits(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    page.emulate_media(reduced_motion="reduce")
    me = join(page, address, workshop)
    others = people_the_table(workshop)
    found: dict[str, list[str]] = {}
    for phase in workshop.now.scenario.agenda:
        if workshop.now.phase_id != phase.id:
            workshop.stage.go_to(workshop.id, phase.kind)
        expect(page.get_by_role("heading", level=1, name=phase.title)).to_be_visible()
        act(workshop, phase.kind, me, others)
        for tab in tabs_of(page) or [""]:
            if tab:
                page.locator(".phone__tabs button", has_text=tab).click()
            expect(page.get_by_text(NEWS.get((phase.kind, tab), phase.title)).first).to_be_visible()
            expect(page.get_by_text("One moment…")).to_have_count(0)
            if tab == "Picture":
                expect(page.locator(".picture")).to_be_visible()
            page.evaluate(OPEN_ALL)
            for scheme, size in LOOKS:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.set_viewport_size(size)  # type: ignore[arg-type]
                if flaws := problems_at_200(page):
                    found[f"{phase.kind} {tab} {scheme}"] = flaws
    assert (found, errors) == ({}, [])


def test_what_is_half_typed_survives_a_new_step_and_a_reload(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "barriers")
    box = page.get_by_label("In a sentence")
    box.fill("I thought the doctor")
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.get_by_text("Add one that is missing")).to_be_visible()
    expect(box).to_have_value("I thought the doctor")
    page.reload()
    expect(box).to_have_value("I thought the doctor")


def test_a_sensitive_fact_is_revealed_in_its_minimum_wording_unless_chosen_otherwise(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    table = next(iter(workshop.now.tables.values()))
    fact = next(one for one in workshop.now.scenario.facts if one.is_sensitive)
    seat = next(one for one in table.seats.values() if fact.id in one.hand)
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=me, seat_id=seat.id))
    workshop.stage.go_to(workshop.id, "share")
    page.locator(".fact", has_text=fact.text).get_by_role("button", name="Reveal").click()
    expect(page.get_by_label("The least that helps")).to_be_checked()
    page.get_by_role("button", name="Reveal to everyone").click()
    expect(page.get_by_text("✓ On the table, in its minimum wording")).to_be_visible()
    assert workshop.now.tables[table.id].revealed[fact.id].wording is c.Wording.MINIMUM


@pytest.mark.parametrize("reloads", [False, True])
def test_a_removed_device_is_told_so_and_comes_back_by_itself_once_let_in(
    page: Page, workshop: OpenWorkshop, address: str, reloads: bool
) -> None:
    me = join(page, address, workshop)
    workshop.stage.leads(workshop.id, c.RemoveParticipant(participant_id=me))
    if reloads:
        page.reload()
    expect(page.get_by_role("alert")).to_contain_text("no longer part of the workshop")
    workshop.stage.leads(workshop.id, c.RestoreParticipant(participant_id=me))
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_from_the_qr_one_tap_leads_to_the_role(page: Page, workshop: OpenWorkshop, address: str) -> None:
    me = join(page, address, workshop)
    seat = workshop.now.seat(workshop.now.participants[me].seat_id or c.SeatId(""))
    for role_id in seat.role_ids:
        expect(
            page.get_by_role("heading", name=workshop.now.scenario.role_by_id[role_id].name)
        ).to_be_visible()


def test_a_phone_names_its_table_where_there_are_several(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    who = page.get_by_role("banner")
    expect(who).not_to_contain_text("table")
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=TWO_TABLES))
    seat = workshop.now.seat(workshop.now.participants[me].seat_id or c.SeatId(""))
    expect(who).to_contain_text(f", table {workshop.now.tables[seat.table_id].number}")
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=ONE_TABLE))
    expect(who).not_to_contain_text("table")


@pytest.mark.parametrize("button", ["Reveal", "Hold back"])
def test_a_dialog_is_accessible_and_escape_gives_the_focus_back(
    page: Page, workshop: OpenWorkshop, address: str, button: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    opener = page.get_by_role("button", name=button, exact=True).first
    opener.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert problems_at_200(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_D8_a_mistyped_year_is_told_and_what_was_typed_stays(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "commitments")
    typed = {"If …": "a child is late", "then …": "we ring", "Who": "School", "By when": "0001-01-01"}
    for label, words in typed.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Make this commitment").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Choose a day from today on, within 5 years. What you typed is kept."
    )
    for label, words in typed.items():
        expect(page.get_by_label(label)).to_have_value(words)
    page.get_by_label("By when").fill(f"{workshop.now.opened_at:%Y-%m-%d}")
    page.get_by_role("button", name="Make this commitment").click()
    expect(page.get_by_text("Saved. You'll find it in the list below.")).to_be_visible()
