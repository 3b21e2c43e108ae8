"""The hour again: led from the console, shown on the screen, followed or looked at alone on a phone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import AskId, LinkId, TableId
from app.domain.scenario import BarrierCategory
from tests.family import HO1, NU1, PO2, ROLES, SC1, SC2
from tests.looks import OPEN_ALL, problems, problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join
from tests.pages.screens import FITS, open_screen, reveal, sign
from tests.people import AMAS, BOS, CAIS, DEES, T1, TWO_TABLES

MOMENTS = 8
NARROW = {"width": 320, "height": 640}
FACTS_SHOWN = (
    "(one) => new Set([...one.querySelectorAll('[data-fact]')].map((fact) => fact.dataset.fact)).size"
)


@pytest.fixture
def hour(workshop: OpenWorkshop) -> OpenWorkshop:
    """Sharing, two reveals, a question, an insight, a third reveal; one fact held back; then the reveal."""
    stage, here = workshop.stage, workshop.id
    stage.go_to(here, "share")
    reveal(workshop, [(AMAS, NU1), (BOS, SC1)])
    stage.leads(here, c.HoldBack(fact_id=PO2, reason=BarrierCategory.FEAR, seat_id=CAIS))
    stage.go_to(here, "ask_and_link")
    stage.leads(here, c.AskRole(ask_id=AskId("ask-00001"), role_id=ROLES[1], text="And then?", seat_id=AMAS))
    link = c.LinkFacts(link_id=LinkId("link-0001"), fact_ids=frozenset({NU1, SC1}), line="", seat_id=AMAS)
    stage.leads(here, link)
    reveal(workshop, [(DEES, HO1), (BOS, SC2)])
    stage.go_to(here, "reveal")
    return workshop


@pytest.fixture
def screen(context: BrowserContext, hour: OpenWorkshop, address: str) -> Page:
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    open_screen(page, address, hour)
    return page


def shows(hour: OpenWorkshop, moment: int, **more: object) -> None:
    hour.stage.leads(hour.id, c.ShowReplay(**({"table_id": T1, "moment": moment} | more)))  # type: ignore[arg-type]


def stands_at(page: Page, moment: int) -> None:
    expect(page.locator(".replay-slider")).to_have_value(str(moment))


def on_the_picture(page: Page) -> Locator:
    return page.locator(".play__picture")


def test_V21_the_screen_draws_the_moment_as_it_was(screen: Page, hour: OpenWorkshop) -> None:
    for moment, facts in enumerate((0, 1, 2, 2, 2, 2, 3, 4)):
        shows(hour, moment)
        stands_at(screen, moment)
        for fact_id in (NU1, SC1, HO1, SC2)[:facts]:
            expect(
                screen.locator(f'.play__picture [data-fact="{sign(hour, fact_id)}"]').first
            ).to_be_attached()
        assert on_the_picture(screen).evaluate(FACTS_SHOWN) == facts
    shows(hour, 5)
    expect(screen.locator(".side--insights")).to_contain_text("1 of 3 insights found")
    expect(screen.locator(".replay-controls__words")).to_contain_text("Insight found: title-one")
    assert problems(screen) == []


@pytest.mark.parametrize("way", ["List", "Table", "By time"])
def test_V21_list_table_and_chronology_are_of_that_moment_too(
    screen: Page, hour: OpenWorkshop, way: str
) -> None:
    shows(hour, 1)
    stands_at(screen, 1)
    screen.get_by_role("button", name=way).click()
    expect(on_the_picture(screen)).to_contain_text("marker-nu-1")
    expect(on_the_picture(screen)).not_to_contain_text("marker-sc-1")
    shows(hour, 2)
    expect(on_the_picture(screen)).to_contain_text("marker-sc-1")


def test_the_screen_is_moved_by_keys_too_until_who_leads_says_more(screen: Page, hour: OpenWorkshop) -> None:
    shows(hour, 1)
    slider = screen.get_by_role("slider", name="Moment of the hour")
    stands_at(screen, 1)
    slider.focus()
    screen.keyboard.press("ArrowRight")
    stands_at(screen, 2)
    screen.keyboard.press("End")
    stands_at(screen, MOMENTS - 1)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("marker-sc-2"))
    screen.keyboard.press("Tab")
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    stands_at(screen, 6)
    shows(hour, 3)
    stands_at(screen, 3)


def test_what_is_shown_again_ends_when_who_leads_says_so_or_goes_on(screen: Page, hour: OpenWorkshop) -> None:
    shows(hour, 1)
    stands_at(screen, 1)
    hour.stage.leads(hour.id, c.ShowReplay(table_id=None))
    expect(screen.locator(".reveal")).to_be_visible()
    shows(hour, 2)
    stands_at(screen, 2)
    hour.stage.go_to(hour.id, "barriers")
    expect(screen.locator(".replay")).to_have_count(0)


def test_V10_a_screen_held_still_stays_at_its_moment(screen: Page, hour: OpenWorkshop) -> None:
    shows(hour, 2)
    stands_at(screen, 2)
    hour.stage.leads(hour.id, c.SetScreen(table_id=None, is_blank=False, is_frozen=True))
    expect(screen.get_by_text("Frozen")).to_be_visible()
    shows(hour, 6)
    stands_at(screen, 2)
    hour.stage.leads(hour.id, c.SetScreen(table_id=None, is_blank=False, is_frozen=False))
    stands_at(screen, 6)


def test_V22_three_views_side_by_side_and_no_reason(screen: Page, hour: OpenWorkshop) -> None:
    shows(hour, MOMENTS - 1, view=c.ReplayView.SIDES)
    expect(screen.locator(".three-views__one")).to_have_count(3)
    expect(screen.locator(".three-views__alone > li")).to_have_count(len(ROLES))
    expect(screen.locator(".three-views .genogram")).to_have_count(len(ROLES) + 2)
    missed = screen.locator(".three-views__missed")
    expect(missed).to_contain_text("marker-po-1 Police")
    expect(missed).to_contain_text("and 2 more, on the phones and in the report")
    expect(screen.locator("body")).not_to_contain_text("marker-po-2")
    expect(screen.locator("body")).not_to_contain_text("ear of")  # fear, in any wording of the reasons
    assert problems(screen) == []


def test_V23_a_what_if_speaks_of_available_never_of_found(screen: Page, hour: OpenWorkshop) -> None:
    shows(hour, 0, view=c.ReplayView.WHAT_IF, fact_id=PO2, minute=3)
    expect(screen.locator(".what-if")).to_contain_text("What if this had been said at all, in minute 3?")
    expect(screen.locator(".what-if")).to_contain_text(
        "No insight would have been available at another time."
    )
    po1 = next(fact.id for fact in hour.now.scenario.facts if fact.id == "po-1")
    shows(hour, 0, view=c.ReplayView.WHAT_IF, fact_id=po1, minute=3)
    expect(screen.locator(".what-if__would")).to_contain_text(
        "“title-two” would have been available from minute 3 on. It never was."
    )
    assert "found" not in screen.locator(".what-if").inner_text()
    assert screen.locator(".screen__body").evaluate(FITS)
    assert problems(screen) == []


def test_A13_the_console_leads_the_screen_and_works_a_what_if_out(
    console: Page, screen: Page, hour: OpenWorkshop
) -> None:
    panel = console.get_by_role("region", name="The hour again")
    panel.get_by_role("button", name="Show the hour again").click()
    stands_at(screen, 0)
    panel.get_by_role("button", name="Next reveal").click()
    stands_at(screen, 1)
    panel.get_by_label("Jump to").select_option(label="Insight found: title-one")
    panel.get_by_role("button", name="Go", exact=True).click()
    stands_at(screen, 5)
    panel.get_by_role("slider").focus()
    console.keyboard.press("ArrowLeft")
    stands_at(screen, 4)
    panel.get_by_role("button", name="Three views").click()
    expect(screen.locator(".three-views")).to_be_visible()
    panel.get_by_text("What if one fact had come at another minute?").click()
    panel.get_by_label("Which fact").select_option(label="marker-sc-1")
    panel.get_by_label("In which minute of sharing").fill("4")
    panel.get_by_role("button", name="Work it out").click()
    would = "“title-one” would have been available 4 minutes later: in minute 4 instead of 0."
    expect(panel.locator(".what-if")).to_contain_text(would)
    expect(screen.locator(".three-views")).to_be_visible()
    assert problems(console) == []
    panel.get_by_role("button", name="What if?", exact=True).click()
    expect(screen.locator(".what-if")).to_contain_text(would)
    panel.get_by_role("button", name="Stop showing it").click()
    expect(screen.locator(".replay")).to_have_count(0)


def test_A13_play_runs_by_the_servers_clock_and_in_steps_without_motion(
    console: Page, screen: Page, hour: OpenWorkshop
) -> None:
    """Everything happened in one second here: then each moment has an equal share of the minute."""
    panel = console.get_by_role("region", name="The hour again")
    panel.get_by_role("button", name="Show the hour again").click()
    panel.get_by_role("button", name="Play in one minute").click()
    expect(screen.get_by_role("button", name="Stop")).to_be_visible()
    expect(screen.locator(".replay-slider")).not_to_have_value("0", timeout=25_000)
    panel.get_by_role("button", name="Stop", exact=True).click()
    expect(screen.get_by_role("button", name="Play in one minute")).to_be_visible()
    assert hour.now.replay is not None
    assert hour.now.replay.since is None
    assert hour.now.replay.moment > 0


def test_V21_a_phone_follows_the_screen_or_looks_by_itself(
    page: Page, hour: OpenWorkshop, address: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    join(page, address, hour)
    section = page.get_by_role("region", name="The hour again")
    section.get_by_role("button", name="Look at our table's hour by myself").click()
    stands_at(page, 0)
    section.get_by_role("button", name="Next reveal").click()
    stands_at(page, 1)
    section.get_by_role("button", name="List").click()
    expect(section).to_contain_text("marker-nu-1")
    shows(hour, 2)
    stands_at(page, 1)  # who looks alone is left alone
    section.get_by_role("button", name="See what the screen shows").click()
    stands_at(page, 2)
    shows(hour, 3)
    stands_at(page, 3)
    shows(hour, 3, view=c.ReplayView.SIDES)
    expect(section.locator(".three-views")).to_contain_text("least-po-2")
    assert problems_at_200(page) == []
    page.evaluate(OPEN_ALL)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert problems_at_200(page) == []
    shows(hour, 3, view=c.ReplayView.WHAT_IF, fact_id=SC1, minute=4)
    expect(section.locator(".what-if")).to_contain_text("would have been available")
    assert problems_at_200(page) == []


def test_a_phone_looks_by_keys_alone_and_in_forced_colours(
    page: Page, hour: OpenWorkshop, address: str
) -> None:
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    join(page, address, hour)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at our table's hour by myself").focus()
    page.keyboard.press("Enter")
    slider = page.get_by_role("slider", name="Moment of the hour")
    expect(slider).to_be_visible()
    slider.focus()
    page.keyboard.press("ArrowRight")
    stands_at(page, 1)
    page.keyboard.press("End")
    stands_at(page, MOMENTS - 1)
    assert problems_at_200(page) == []


class TestSeveralTables:
    @pytest.fixture
    def layout(self) -> c.Layout:
        return TWO_TABLES

    def test_V21_who_leads_chooses_the_table_and_a_phone_sees_it_or_its_own(
        self, console: Page, screen: Page, context: BrowserContext, hour: OpenWorkshop, address: str
    ) -> None:
        panel = console.get_by_role("region", name="The hour again")
        panel.get_by_label("Whose hour").select_option(label="Table 2")
        panel.get_by_role("button", name="Show the hour again").click()
        expect(screen.locator(".screen__table")).to_have_text("Table 2")
        stands_at(screen, 0)
        phone = context.new_page()
        join(phone, address, hour)
        section = phone.get_by_role("region", name="The hour again")
        expect(section).to_contain_text("Table 2")
        section.get_by_role("button", name="Look at our table's hour by myself").click()
        phone.locator(".replay-slider").focus()
        phone.keyboard.press("End")
        stands_at(phone, MOMENTS - 1)
        assert hour.now.replay is not None
        assert hour.now.replay.table_id == TableId("t2")
