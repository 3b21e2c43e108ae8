"""The moments of the hour that people feel, each on the pages that tell it."""

from html import unescape

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from app.domain.scenario import FactId
from tests.looks import does_not_fit
from tests.pages.leaders import leading, sign_in
from tests.pages.opened import OpenWorkshop
from tests.pages.phones import join, says, turn_to

pytestmark = pytest.mark.button_family
SMALL_PHONE = {"width": 360, "height": 640}
TRAY = ".tray"


def told(workshop: OpenWorkshop, facts: frozenset[FactId]) -> None:
    """Put these facts on the table, from whichever seat holds each."""
    seats = next(iter(workshop.now.tables.values())).seats.values()
    for fact_id in sorted(facts):
        holder = next(seat for seat in seats if fact_id in seat.hand)
        workshop.stage.leads(workshop.id, c.RevealFact(fact_id=fact_id, seat_id=holder.id))


def the_first_insight(workshop: OpenWorkshop) -> tuple[str, frozenset[FactId]]:
    """Its title, and the fewest facts that show it."""
    insight = workshop.now.scenario.insights[0]
    return insight.title, min(insight.solved_by, key=len)


def choose(page: Page, workshop: OpenWorkshop, facts: frozenset[FactId]) -> None:
    """From the list by person, by the button at each fact."""
    turn_to(page, "Picture")
    page.get_by_role("button", name="List", exact=True).click()
    for fact_id in sorted(facts):
        text = workshop.now.scenario.fact_by_id[fact_id].text
        fact = page.locator(".picture-list__facts > .fact").filter(has_text=text).first
        fact.get_by_role("button", name="Link this with…").click()


def test_an_insight_is_told_on_every_phone_whatever_is_open_and_on_the_screen(
    page: Page, browser: Browser, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    others = [browser.new_context(viewport=SMALL_PHONE).new_page() for _ in range(2)]  # type: ignore[arg-type]
    for other in others:
        join(other, address, workshop)
    screen = browser.new_page()
    screen.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")
    workshop.stage.go_to(workshop.id, "ask_and_link")
    title, facts = the_first_insight(workshop)
    told(workshop, facts)
    turn_to(others[0], "Asks")
    turn_to(others[1], "Hand")
    others[1].evaluate("scrollTo(0, document.body.scrollHeight)")
    choose(page, workshop, facts)
    page.get_by_role("button", name=f"{len(facts)} chosen · Link them").click()
    expect(page.locator(TRAY)).to_contain_text(f"You found an insight: {title}")
    expect(page.locator(".notice--insight")).to_contain_text("You found an insight for your table")
    for other in others:
        expect(other.locator(".notice--insight")).to_contain_text("Your table found an insight")
        expect(other.locator(".notice--insight")).to_contain_text(title)
    expect(others[1].get_by_role("button", name="Your table found an insight: read it")).to_be_in_viewport()
    expect(screen.locator(".moment, .picture--found").first).to_be_visible()
    expect(screen.locator("#screen")).to_contain_text(title)
    for other in others:
        other.get_by_role("button", name="I've read it").click()
        expect(other.locator(".notice--insight")).to_have_count(0)
        other.context.close()


def test_who_links_what_shows_nothing_reads_another_sentence_than_who_found_something(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "ask_and_link")
    title, facts = the_first_insight(workshop)
    apart = pair_without_insight(workshop)
    told(workshop, facts | apart)
    choose(page, workshop, apart)
    page.get_by_role("button", name="2 chosen · Link them").click()
    expect(page.locator(TRAY)).to_contain_text("Linked.")
    expect(page.locator(TRAY)).not_to_contain_text("You found an insight")
    expect(page.locator(".notice--insight")).to_have_count(0)
    page.locator(TRAY).get_by_role("button", name="OK").click()
    expect(page.locator(TRAY)).to_have_count(0)
    choose(page, workshop, facts)
    page.get_by_role("button", name=f"{len(facts)} chosen · Link them").click()
    expect(page.locator(TRAY)).to_contain_text(f"You found an insight: {title}")
    assert workshop.now.participants[me].takes_part


def pair_without_insight(workshop: OpenWorkshop) -> frozenset[FactId]:
    """Two facts that show nothing together."""
    scenario = workshop.now.scenario
    useful = {fact_id for one in scenario.insights for way in one.solved_by for fact_id in way}
    dealt = sorted(set(scenario.fact_by_id) - scenario.injected - useful)
    return frozenset(dealt[:2])


def test_facts_are_linked_from_the_hand_and_the_drawing_with_the_way_on_always_in_sight(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    me = join(page, address, workshop)
    page.set_viewport_size(SMALL_PHONE)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "ask_and_link")
    seat = workshop.now.seat(workshop.now.participants[me].seat_id or c.SeatId(""))
    mine = min(seat.hand - {fact.id for fact in workshop.now.scenario.facts if len(fact.about) > 1})
    says(workshop, me, c.RevealFact(fact_id=mine))
    page.get_by_role("button", name="Link this with…").click()
    expect(page.get_by_text("Choose at least two facts.")).to_be_in_viewport()
    seats = next(iter(workshop.now.tables.values())).seats.values()
    other = next(one for one in seats if one.id != seat.id and not one.hand <= seat.hand)
    theirs = min(other.hand - seat.hand)
    workshop.stage.leads(workshop.id, c.RevealFact(fact_id=theirs, seat_id=other.id))
    turn_to(page, "Picture")
    about = min(workshop.now.scenario.fact_by_id[theirs].about)
    page.locator(f"[data-person='{about}']").first.click()
    page.locator(".picture__chosen").get_by_role("button", name="Link this with…").first.click()
    link = page.get_by_role("button", name="2 chosen · Link them")
    for where in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {where})")
        expect(link).to_be_in_viewport(ratio=1)
    assert does_not_fit(page) == []
    link.click()
    expect(page.locator(TRAY)).to_contain_text("Linked")
    table = next(iter(workshop.now.tables.values()))
    assert [link.fact_ids for link in table.links.values()] == [frozenset({mine, theirs})]


def test_the_list_to_link_from_is_narrowed_by_person_and_month(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    page.set_viewport_size(SMALL_PHONE)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "ask_and_link")
    facts = workshop.now.scenario.facts
    told(workshop, frozenset(fact.id for fact in facts) - workshop.now.scenario.injected)
    turn_to(page, "Picture")
    page.get_by_text("Link facts that belong together").click()
    form = page.locator("details").filter(has_text="Link facts that belong together")
    expect(form.get_by_role("checkbox").first).to_be_visible()
    all_of_them = form.get_by_role("checkbox").count()
    people, months = form.get_by_role("group", name="Who"), form.get_by_role("group", name="When")
    people.get_by_role("button", name="Joan").click()
    about = [fact for fact in facts if "joan" in fact.about and fact.id not in workshop.now.scenario.injected]
    expect(form.get_by_role("checkbox")).to_have_count(len(about))
    months.get_by_role("button", name="Oct").first.click()
    expect(form.get_by_role("checkbox").first).to_be_visible()
    assert 0 < form.get_by_role("checkbox").count() < len(about) < all_of_them
    people.get_by_role("button", name="Joan").click()
    months.get_by_role("button", name="Oct").first.click()
    expect(form.get_by_role("checkbox")).to_have_count(all_of_them)
    for fact in form.locator(".two-lines").all()[:6]:
        box = fact.bounding_box()
        assert box is not None
        assert box["height"] <= 60


def test_a_ninth_person_doubles_a_role_and_both_are_told(
    page: Page, browser: Browser, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    first = browser.new_context(viewport=SMALL_PHONE).new_page()  # type: ignore[arg-type]
    join(first, address, workshop)
    for name in ("bo", "cai", "dee", "eli", "fay", "gus", "hal"):
        workshop.stage.join(workshop.id, name)
    expect(first.get_by_text("play this role together")).to_have_count(0)
    ninth = join(page, address, workshop)
    with_whom = workshop.now.participants[ninth].seat_id
    expect(page.get_by_text("2 of you play this role together.")).to_be_visible()
    assert with_whom is not None
    partners = [one.id for one in workshop.now.participants.values() if one.seat_id == with_whom]
    assert len(partners) == 2
    mine = next(
        one
        for one in workshop.now.participants
        if one not in ("bo", "cai", "dee", "eli", "fay", "gus", "hal", ninth)
    )
    take = c.TakeSeat(seat_id=with_whom)
    says(workshop, ParticipantId(mine), take)
    expect(first.get_by_text("of you play this role together.")).to_be_visible()
    screen = browser.new_page()
    screen.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")
    expect(screen.locator(".lobby__full")).to_have_text(
        "One table, 8 places: 1 of you shares a role with somebody."
    )
    sign_in(context, workshop, address)
    console = context.new_page()
    console.goto(f"{address}/facilitate/{workshop.id}")
    expect(console.locator(".arranging")).to_contain_text("One table, 8 roles; the ninth person doubles one.")
    first.context.close()


def test_what_nobody_needed_to_know_is_told_as_rightly_left_unsaid(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    scenario = workshop.now.scenario
    rightly = [fact for fact in scenario.facts if fact.is_nobody_s_need]
    assert rightly
    workshop.stage.go_to(workshop.id, "share")
    told(workshop, frozenset(scenario.fact_by_id) - scenario.injected - {fact.id for fact in rightly})
    workshop.stage.go_to(workshop.id, "reveal")
    part = page.locator("section").filter(has=page.get_by_role("heading", name="Rightly left unsaid"))
    for fact in rightly:
        expect(part).to_contain_text(fact.minimum or "")
    workshop.stage.go_to(workshop.id, "closed")
    report = unescape(leading(workshop).get(f"/workshops/{workshop.id}/report").text)
    assert f"{len(rightly)} more were rightly left unsaid: nobody needed them to help." in report
    _, part = report.split("Rightly left unsaid")
    for fact in rightly:
        assert fact.minimum is not None
        assert fact.minimum in part
