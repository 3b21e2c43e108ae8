"""Sharing on the phone, beyond revealing: say again, what does not fit, rounds, news, stepping out."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId
from app.domain.scenario import BarrierCategory, FactId, HandVisibility, PhaseKind, Scenario
from tests.family import CALL, IN_THE_NEWS, LETTER, NURSE, PHASE, POLICE, SCHOOL, SMALL
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, PHONE, form, join, says, seat_of, turn_to
from tests.patience import becomes
from tests.shell.stage import FACILITATOR

WIDE = {"width": 768, "height": 740}
TABS_PX = 60
FACTS_SHOWN = "all => all.map((one) => one.dataset.fact)"


@pytest.fixture
def scenario() -> Scenario:
    return IN_THE_NEWS


@pytest.fixture
def nurse(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    """A phone in the nurse's seat."""
    page.emulate_media(reduced_motion="reduce")
    me = join(page, address, workshop)
    seat_id = seat_of(workshop, NURSE).id
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=me, seat_id=seat_id))
    expect(page.get_by_role("heading", name=workshop.now.scenario.role_by_id[NURSE].name)).to_be_visible()
    return me


@pytest.fixture
def school(workshop: OpenWorkshop, nurse: ParticipantId) -> ParticipantId:
    """Somebody else, in the school's seat, who acts without a page."""
    other = workshop.stage.join(workshop.id, "bo")
    seat_id = seat_of(workshop, SCHOOL).id
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=other, seat_id=seat_id))
    assert other != nurse
    return other


def put_down(workshop: OpenWorkshop, who: ParticipantId, *facts: str) -> None:
    for fact_id in facts:
        says(workshop, who, c.RevealFact(fact_id=FactId(fact_id)))


def text_of(workshop: OpenWorkshop, fact_id: str) -> str:
    return workshop.now.scenario.fact_by_id[FactId(fact_id)].text


# --- say again, and what does not fit ---------------------------------------------------------------------


def test_S12_a_tap_says_that_a_fact_was_said_again_and_shows_how_often(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    put_down(workshop, nurse, "nu-1")
    put_down(workshop, school, "sc-1")
    mine = page.get_by_role("listitem").filter(has_text=text_of(workshop, "nu-1"))
    mine.get_by_role("button", name="It was said again").click()
    expect(mine.get_by_text("Said again once")).to_be_visible()
    says(workshop, school, c.MentionAgain(fact_id=FactId("nu-1")))
    expect(mine.get_by_text("Said again 2 times")).to_be_visible()
    turn_to(page, "Picture")
    theirs = form(page, "Was something said again?")
    theirs.locator("summary").click()
    item = theirs.get_by_role("listitem").filter(has_text=text_of(workshop, "sc-1"))
    item.get_by_role("button", name="It was said again").click()
    expect(item.get_by_text("Said again once")).to_be_visible()
    assert problems_at_200(page) == []


def test_S13_two_facts_are_marked_as_not_fitting_and_settled_in_the_tables_own_words(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    put_down(workshop, nurse, "nu-1")
    put_down(workshop, school, "sc-1", "sc-2")
    turn_to(page, "Picture")
    marking = form(page, "Mark two facts that don't fit")
    marking.locator("summary").click()
    mark = marking.get_by_role("button", name="They don't fit")
    marking.get_by_role("checkbox", name=text_of(workshop, "nu-1")).check()
    expect(mark).to_be_disabled()
    marking.get_by_role("checkbox", name=text_of(workshop, "sc-1")).check()
    expect(marking.get_by_role("checkbox", name=text_of(workshop, "sc-2"))).to_be_disabled()
    marking.get_by_label("What doesn't fit?").fill("Two days for one visit")
    mark.click()
    expect(marking.get_by_text("Marked. It shows below until you settle it.")).to_be_visible()
    dispute = page.get_by_role("listitem").filter(has_text="Two days for one visit")
    expect(dispute).to_contain_text("≠ Not settled yet")
    dispute.locator("summary").click()
    dispute.get_by_label("How they fit after all").fill("Both: two visits")
    dispute.get_by_role("button", name="Settled like this").click()
    expect(dispute).to_contain_text("✓ Settled")
    expect(dispute).to_contain_text("The table says: Both: two visits")
    for fact_id in ("nu-1", "sc-1"):
        marking.get_by_role("checkbox", name=text_of(workshop, fact_id)).check()
    expect(marking.get_by_text("Your table has already marked these two. See below.")).to_be_visible()
    expect(mark).to_be_disabled()
    assert problems_at_200(page) == []


def test_a_form_stays_open_when_what_was_put_in_is_taken_back(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    put_down(workshop, nurse, "nu-1")
    put_down(workshop, school, "sc-1")
    turn_to(page, "Picture")
    linking = form(page, "Link facts that belong together")
    linking.locator("summary").click()
    fact = linking.get_by_role("checkbox", name=text_of(workshop, "nu-1"))
    fact.check()
    linking.get_by_label("Together they suggest").fill("It began at once")
    fact.uncheck()
    expect(linking.get_by_text("Choose at least two facts.")).to_be_visible()
    expect(linking.get_by_label("Together they suggest")).to_have_value("It began at once")


def test_S8_an_answer_that_was_none_may_still_become_a_fact(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    says(workshop, school, c.AskRole(ask_id=c.AskId("ask-00000001"), role_id=NURSE, text="Since when?"))
    turn_to(page, "Asks")
    page.get_by_role("button", name="We hold nothing on that").click()
    asked = page.get_by_role("region", name="Questions at the table").get_by_role("listitem")
    expect(asked).to_contain_text("Nothing held on that")
    asked.get_by_role("button", name="Answer with a fact after all").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=text_of(workshop, "nu-1")).check()
    dialog.get_by_role("button", name="Answer, to everyone at the table").click()
    expect(asked).to_contain_text(f"Answered with a fact: {text_of(workshop, 'nu-1')}")
    expect(asked.get_by_role("button")).to_have_count(0)


def test_S14_what_facts_settle_needs_no_words(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    put_down(workshop, nurse, "nu-2")
    put_down(workshop, school, "sc-2")
    pair = frozenset({FactId("nu-2"), FactId("sc-2")})
    dispute_id = c.DisputeId("dispute-0001")
    says(workshop, school, c.DisputeFacts(dispute_id=dispute_id, fact_ids=pair, line="Which day?"))
    police = workshop.stage.join(workshop.id, "cai")
    seat_id = seat_of(workshop, POLICE).id
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=police, seat_id=seat_id))
    put_down(workshop, police, "po-1")
    turn_to(page, "Picture")
    dispute = page.get_by_role("listitem").filter(has_text="Which day?")
    expect(dispute).to_contain_text("The facts say: explains-which-day")
    expect(dispute.locator("summary")).to_have_count(0)


# --- how a round is played --------------------------------------------------------------------------------


def test_V12_from_memory_the_hand_shows_how_facts_begin_and_the_table_shows_their_words(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    assert nurse
    memory = c.SetRound(
        phase_id=PHASE[PhaseKind.SHARE], visibility=HandVisibility.MEMORY, shows_insights_left=False
    )
    workshop.stage.leads(workshop.id, memory)
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_text("In this step you share from memory")).to_be_visible()
    whole = text_of(workshop, "nu-1")
    expect(page.get_by_text(whole)).to_have_count(0)
    assert problems_at_200(page) == []
    hand = page.get_by_role("main").get_by_role("listitem")
    for number in range(hand.count()):
        if hand.nth(number).get_by_role("button", name="Reveal", exact=True).count():
            hand.nth(number).get_by_role("button", name="Reveal", exact=True).click()
            page.get_by_role("button", name="Reveal to everyone").click()
            expect(hand.nth(number)).to_contain_text("✓ On the table")
    expect(page.get_by_text(whole)).to_be_visible()


def test_the_second_round_says_what_only_you_hold_who_holds_what_and_how_many_insights_are_left(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    assert nurse
    workshop.stage.go_to(workshop.id, "ask_and_link")
    only_mine = page.get_by_role("listitem").filter(has_text=text_of(workshop, "nu-1"))
    expect(only_mine).to_contain_text("Only you hold this")
    left = len(SMALL.insights)  # the one that waits for news is not betrayed
    expect(page.get_by_text(f"There are {left} insights left to find.")).to_be_visible()
    turn_to(page, "Asks")
    holds = page.get_by_role("region", name="Who holds what kind of thing")
    for role_id in (NURSE, SCHOOL):
        expect(holds).to_contain_text(workshop.now.scenario.role_by_id[role_id].name)
    assert problems_at_200(page) == []


# --- news -------------------------------------------------------------------------------------------------


def test_V13_news_that_comes_in_above_is_told_of_to_somebody_further_down(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    assert nurse
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("heading", name="What you know")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=LETTER))
    above = page.get_by_role("banner").get_by_role("button", name="There's news: read it")
    expect(above).to_be_visible()
    assert problems_at_200(page) == []
    above.click()
    becomes(lambda: page.evaluate("scrollY"), 0, "how far down the page is")
    expect(above).to_have_count(0)
    page.get_by_role("button", name="I've read it").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(above).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_V13_news_is_announced_until_it_is_read_and_what_it_brought_is_marked_new(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, scheme: str
) -> None:
    assert nurse
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("heading", name="What you know")).to_be_visible()
    expect(page.get_by_text("news-letter")).to_have_count(0)
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=LETTER))
    news = page.get_by_role("alert")
    expect(news).to_contain_text("News, for your role")
    expect(news).to_contain_text("You have one new fact.")
    turn_to(page, "Picture")
    expect(news).to_contain_text("news-letter")
    assert problems_at_200(page) == []
    news.get_by_role("button", name="I've read it").click()
    expect(news).to_have_count(0)
    turn_to(page, "Hand")
    first = page.get_by_role("main").locator(".fact").first
    expect(first).to_contain_text("New, with the news: title-letter")
    workshop.stage.leads(workshop.id, c.GiveInject(inject_id=CALL))
    expect(news).to_contain_text("News, for everyone")
    assert "new fact" not in news.inner_text()
    news.get_by_role("button", name="I've read it").click()
    page.get_by_text("News that came in (2)").click()
    for text in ("news-letter", "news-call"):
        expect(page.get_by_text(text)).to_be_visible()
    assert problems_at_200(page) == []


# --- observers, stepping out ------------------------------------------------------------------------------


def test_D2_an_observer_writes_a_barrier_and_a_commitment_and_has_no_vote(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.goto(f"{address}/join/{workshop.code}")
    page.get_by_role("button", name="Join as an observer").click()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    workshop.stage.go_to(workshop.id, "barriers")
    page.locator("label.chip").first.click()
    page.get_by_text("In the exercise today").click()
    page.get_by_label("In a sentence").fill("Nobody looked at housing")
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text("Stored without your name")).to_be_visible()
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.get_by_text("Nobody looked at housing")).to_be_visible()
    expect(page.get_by_role("button", name="Vote for this")).to_have_count(0)
    workshop.stage.go_to(workshop.id, "commitments")
    for label, words in (("If …", "a child is late"), ("then …", "we ring"), ("Who", "School")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Make this commitment").click()
    expect(page.get_by_text("Saved. You'll find it in the list below.")).to_be_visible()
    workshop.stage.go_to(workshop.id, "check_out")
    expect(page.get_by_text("Step out of role")).to_be_visible()
    expect(page.get_by_role("button", name="Check out")).to_have_count(0)
    assert len(workshop.now.barriers) == len(workshop.now.commitments) == 1


def test_who_steps_out_gives_no_reason_and_the_console_hears_a_count_without_a_name(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, nurse: ParticipantId
) -> None:
    version = workshop.stage.app.store.version(workshop.id)
    console = console_page(context, workshop, address)
    page.get_by_role("button", name="Step out for a moment").click()
    expect(page.get_by_role("heading", name="You've stepped out")).to_be_visible()
    assert problems_at_200(page) == []
    page.reload()
    expect(page.get_by_role("heading", name="You've stepped out")).to_be_visible()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    expect(console.get_by_text("1 person has stepped out")).to_be_visible()
    assert nurse not in console.locator(".health__out").first.inner_html()
    page.get_by_role("button", name="Come back").click()
    expect(page.get_by_role("heading", name="You've stepped out")).to_have_count(0)
    expect(console.get_by_text("1 person has stepped out")).to_have_count(0)
    assert workshop.stage.app.store.version(workshop.id) == version


def console_page(context: BrowserContext, workshop: OpenWorkshop, address: str) -> Page:
    """The console of whoever opened the workshop, beside the phone."""
    visitor = workshop.visitor()
    with visitor.session_transaction() as cookie:
        cookie["facilitator_id"] = FACILITATOR
    kept = visitor.get_cookie("facilitator")
    assert kept is not None
    context.add_cookies([{"name": "facilitator", "value": kept.value, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/facilitate/{workshop.id}")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    return page


# --- the picture ------------------------------------------------------------------------------------------


def orders(page: Page) -> dict[str, list[str]]:
    """The facts of each form, in the order in which it shows them."""
    found = {}
    for name in ("Table", "By time"):
        page.get_by_role("group", name="Show the picture as").get_by_role("button", name=name).click()
        facts = page.locator("[data-fact]")
        expect(facts.first).to_be_visible()
        found[name] = facts.evaluate_all(FACTS_SHOWN)
    return found


def test_the_pictures_twins_show_the_same_facts_in_the_same_order(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    put_down(workshop, nurse, "nu-1", "nu-2")
    put_down(workshop, school, "sc-1", "sc-2")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    turn_to(page, "Picture")
    expect(page.locator(".picture")).to_be_visible()
    found = orders(page)
    assert len(found["Table"]) == 4
    assert found["Table"] == found["By time"]
    page.get_by_role("button", name="List", exact=True).click()
    listed = page.locator(".picture-list [data-fact]").evaluate_all(FACTS_SHOWN)
    assert set(listed) == set(found["Table"])
    assert problems_at_200(page) == []


def test_the_drawing_is_zoomed_by_buttons_and_by_two_fingers(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    put_down(workshop, nurse, "nu-1")
    turn_to(page, "Picture")
    drawing = page.locator(".picture svg.genogram, .picture__drawing svg").first
    expect(drawing).to_be_visible()

    def width() -> float:
        return float((drawing.get_attribute("viewBox") or "").split()[2])

    whole = width()
    page.get_by_role("button", name="Larger").click()
    assert width() < whole
    left = float((drawing.get_attribute("viewBox") or "").split()[0])
    page.get_by_role("button", name="Show what is further right").click()
    assert float((drawing.get_attribute("viewBox") or "").split()[0]) > left
    page.get_by_role("button", name="Whole").click()
    assert width() == whole
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Larger").click()
    moving = page.get_by_role("group", name="Part of the drawing")
    tall = "([above, below]) => below.getBoundingClientRect().bottom - above.getBoundingClientRect().top"
    parts = [page.locator(".picture__drawing").element_handle(), moving.element_handle()]
    between = page.evaluate("() => innerHeight - document.querySelector('header').offsetHeight")
    assert page.evaluate(tall, parts) < between - TABS_PX
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Whole").click()
    expect(page.get_by_role("group", name="Part of the drawing")).to_have_count(0)
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, 700))
    devtools = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 100)):
        points = [{"x": middle[0] + side * apart, "y": middle[1], "id": side + 1} for side in (-1, 1)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    becomes(lambda: width() < whole / 2, True, "whether the fingers' last move was taken")


def test_J10_at_the_reveal_a_phone_tells_its_table_why_if_somebody_taps_that(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId, school: ParticipantId
) -> None:
    kept_back = c.HoldBack(fact_id=FactId("nu-2"), reason=BarrierCategory.FEAR)
    workshop.stage.go_to(workshop.id, "share")
    says(workshop, nurse, kept_back)
    says(workshop, school, c.HoldBack(fact_id=FactId("sc-2"), reason=BarrierCategory.LAW))
    workshop.stage.go_to(workshop.id, "reveal")
    kept = page.get_by_role("region", name="What your seat held back")
    expect(kept.get_by_role("listitem")).to_have_count(1)
    expect(kept).to_contain_text(text_of(workshop, "nu-2"))
    expect(kept).to_contain_text("Held back: Fear of blame")
    kept.get_by_role("button", name="Tell my table why").click()
    asking = page.get_by_role("dialog")
    expect(asking).to_contain_text("Fear of blame")
    asking.get_by_role("button", name="Not now").click()
    assert not workshop.now.seat(seat_of(workshop, NURSE).id).reasons_told
    kept.get_by_role("button", name="Tell my table why").click()
    asking.get_by_role("button", name="Tell my table why").click()
    expect(kept).to_contain_text("Your table knows why")
    expect(kept.get_by_role("button")).to_have_count(0)
    assert workshop.now.seat(seat_of(workshop, NURSE).id).reasons_told == {FactId("nu-2")}
    says(workshop, school, c.TellWhy(fact_id=FactId("sc-2")))
    page.get_by_text("facts never reached the table").click()
    theirs = page.get_by_role("listitem").filter(has_text=text_of(workshop, "sc-2"))
    expect(theirs.filter(has_text="Held back on purpose")).to_contain_text(
        "School says why: Law unclear or misread"
    )
    assert problems_at_200(page) == []
