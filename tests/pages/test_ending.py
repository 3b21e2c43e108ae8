"""The ending on phones: votes, promises and the check-out may be changed, and nothing goes by mistake."""

import re
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, ParticipantId
from app.domain.scenario import BarrierCategory
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import cut, device_keeps, network_returns
from tests.pages.phones import centre, join, says
from tests.patience import becomes, stop_the_clock

TAKEAWAY = "One thing you take away"
CHANGE_MY_ANSWER = "Change my answer"
KEEP = "Keep my answer"


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    return join(page, address, workshop)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


# --- the check-out ----------------------------------------------------------------------------------------


def number(page: Page, scale: int, point: int) -> None:
    page.locator(".scale__points").nth(scale).get_by_role("radio", name=str(point), exact=True).check()


def checked_out(page: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "check_out")
    number(page, 0, 0)
    number(page, 1, 8)
    page.get_by_label(TAKEAWAY).fill("Ask first")
    press(page, "Check out")
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()


def test_a_check_out_that_is_changed_begins_with_what_was_given(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    checked_out(page, workshop)
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_label(TAKEAWAY)).to_have_value("Ask first")
    number(page, 1, 9)
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()

    def given() -> tuple[int, int, str] | None:
        one = workshop.now.participants[me].answers.check_out
        return one and (one.confidence_then, one.confidence_now, one.takeaway)

    becomes(given, (0, 9, "Ask first"), "what is given")
    press(page, CHANGE_MY_ANSWER)
    page.get_by_label(TAKEAWAY).fill("")
    press(page, CHANGE_MY_ANSWER)
    becomes(given, (0, 9, ""), "what is given once the words are taken away")


@pytest.mark.usefixtures("me")
def test_who_would_change_the_check_out_may_keep_it_and_finds_what_was_begun(
    page: Page, workshop: OpenWorkshop
) -> None:
    checked_out(page, workshop)
    press(page, CHANGE_MY_ANSWER)
    page.get_by_label(TAKEAWAY).fill("Ask fir")
    press(page, KEEP)
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()
    press(page, CHANGE_MY_ANSWER)
    expect(page.get_by_label(TAKEAWAY)).to_have_value("Ask fir")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_label(TAKEAWAY)).to_have_count(0)


# --- the vote ---------------------------------------------------------------------------------------------

VOTE = "Vote for this"


def with_barriers(workshop: OpenWorkshop, *names: str) -> ParticipantId:
    """Somebody else at the table has written one barrier of each name."""
    other = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "barriers")
    for name in names:
        barrier = c.RaiseBarrier(
            barrier_id=BarrierId(f"barrier-{name}"),
            category=BarrierCategory.RELEVANCE,
            text=f"Barrier {name}",
            setting=c.Setting.EXERCISE,
        )
        says(workshop, other, barrier)
    return other


def test_D3_votes_that_wait_are_given_already(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    with_barriers(workshop, "A", "B", "C", "D", "E")
    workshop.stage.go_to(workshop.id, "vote")
    buttons = page.get_by_role("button", name=VOTE)
    expect(buttons).to_have_count(5)
    cut(context, workshop)
    for place, left in enumerate(("2 votes left.", "One vote left.", "You've used all your votes.")):
        buttons.nth(place).click()
        expect(page.get_by_text(left)).to_be_visible()
    for place in range(5):
        expect(buttons.nth(place)).to_be_disabled()
    device_keeps(page, 3)
    network_returns(context, page)
    expect(page.get_by_role("button", name="✓ My vote. Undo")).to_have_count(3)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(workshop.now.participants[me].answers.votes) == 3


def test_D3_a_refused_vote_is_told_until_there_are_votes_left_again(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    names = ("A", "B", "C", "D")
    with_barriers(workshop, *names)
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.get_by_role("button", name=VOTE)).to_have_count(4)
    cut(context, workshop)
    page.get_by_role("button", name=VOTE).nth(3).click()
    device_keeps(page, 1)
    for name in names[:3]:  # on this person's other device
        says(workshop, me, c.VoteForBarrier(barrier_id=BarrierId(f"barrier-{name}")))
    network_returns(context, page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="✓ My vote. Undo").first.click()
    expect(page.get_by_text("One vote left.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


# --- the hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asks", ["Hold back", "Reveal"])
def test_what_is_asked_of_a_fact_is_over_once_a_partner_has_revealed_it(
    page: Page, workshop: OpenWorkshop, me: ParticipantId, asks: str
) -> None:
    partner = workshop.stage.join(workshop.id, "bo")
    seat_id = workshop.now.participants[me].seat_id
    assert seat_id is not None
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=partner, seat_id=seat_id))
    workshop.stage.go_to(workshop.id, "share")
    fact = page.locator("main .fact").first
    words = fact.locator(".fact__text").inner_text()
    (fact_id,) = (one.id for one in workshop.now.scenario.facts if one.text == words)
    fact.get_by_role("button", name=asks, exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    says(workshop, partner, c.RevealFact(fact_id=fact_id))
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(fact.locator(".fact__state")).to_have_text("✓ On the table")
    expect(fact.locator(".fact__state")).to_be_focused()


# --- the promises -----------------------------------------------------------------------------------------


def promise(situation: str, commitment_id: str = "", barrier_id: str | None = None) -> c.MakeCommitment:
    return c.MakeCommitment(
        commitment_id=c.CommitmentId(commitment_id or f"the-one-{situation}"),
        barrier_id=BarrierId(barrier_id) if barrier_id else None,
        situation=situation,
        action="we ring",
        owner="School",
        due=None,
        check="",
    )


def made(workshop: OpenWorkshop) -> list[tuple[str, str]]:
    return [(one.id, one.situation) for one in workshop.now.commitments.values()]


def item(page: Page, words: str) -> Locator:
    return page.get_by_role("region", name="Our commitments").get_by_role("listitem").filter(has_text=words)


def change(page: Page, words: str) -> Locator:
    """The form in which one is changed."""
    item(page, words).get_by_role("button", name="Change").click()
    expect(page.get_by_role("heading", name="Change the commitment")).to_be_focused()
    expect(page.get_by_role("heading", name="Change the commitment")).to_be_in_viewport()
    return page.get_by_label("If …")


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize("kind", ["commitments", "check_out"])
def test_a_promise_is_changed_where_it_stands_in_either_step(
    page: Page, workshop: OpenWorkshop, kind: str
) -> None:
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, kind)
    for situation in ("late", "silent"):
        says(workshop, bo, promise(situation))
    box = change(page, "late")
    expect(box).to_have_value("late")
    box.fill("very late")
    press(page, "Save the change")
    expect(item(page, "very late")).to_contain_text("Saved.")
    expect(page.get_by_role("heading", name="Change the commitment")).to_have_count(0)
    assert made(workshop) == [("the-one-late", "very late"), ("the-one-silent", "silent")]


@pytest.mark.usefixtures("me")
def test_what_is_half_typed_stays_apart_for_each_promise(page: Page, workshop: OpenWorkshop) -> None:
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "commitments")
    for situation in ("late", "silent"):
        says(workshop, bo, promise(situation))
    page.get_by_label("If …").fill("half a new o")
    change(page, "late").fill("very la")
    expect(change(page, "silent")).to_have_value("silent")
    expect(change(page, "late")).to_have_value("very la")
    page.reload()
    expect(page.get_by_label("If …")).to_have_value("very la")
    press(page, "Keep it as it is")
    expect(page.get_by_label("If …")).to_have_value("half a new o")
    expect(item(page, "late").get_by_text("If late, then we ring.")).to_be_focused()
    expect(change(page, "late")).to_have_value("late")


@pytest.mark.usefixtures("me")
def test_a_change_that_waits_leaves_the_next_one_open(
    page: Page, context: BrowserContext, workshop: OpenWorkshop
) -> None:
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "commitments")
    for situation in ("late", "silent"):
        says(workshop, bo, promise(situation))
    box = change(page, "late")
    cut(context, workshop)
    box.fill("very late")
    press(page, "Save the change")
    device_keeps(page, 1)
    change(page, "silent").fill("very sil")
    network_returns(context, page)
    expect(item(page, "very late")).to_be_visible()
    device_keeps(page, 0)
    expect(page.get_by_label("If …")).to_have_value("very sil")


@pytest.mark.usefixtures("me")
def test_D5_a_promise_taken_out_while_it_is_changed_is_only_made_anew(
    page: Page, workshop: OpenWorkshop
) -> None:
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "commitments")
    says(workshop, bo, promise("late"))
    change(page, "late").fill("very late")
    says(workshop, bo, c.DropCommitment(commitment_id=c.CommitmentId("the-one-late")))
    expect(page.get_by_role("status").filter(has_text="Somebody has removed this commitment")).to_be_visible()
    assert page.get_by_label("Who").input_value() == "School"
    press(page, "Make this commitment")
    expect(page.get_by_text("Saved. You'll find it in the list below.")).to_be_visible()
    ((commitment_id, situation),) = made(workshop)
    assert (commitment_id != "the-one-late", situation) == (True, "very late")


def test_a_promise_is_taken_out_after_one_question_however_often_the_finger_taps(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.clock.install()
    join(page, address, workshop)
    bo = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "commitments")
    for situation in ("late", "silent", "ill"):
        says(workshop, bo, promise(situation))
    take_out = item(page, "late").get_by_role("button", name="Remove commitment")
    dialog = page.get_by_role("dialog", name="Remove this commitment?")
    for answer, left in (("Not now", ["late", "silent", "ill"]), ("Remove commitment", ["silent", "ill"])):
        take_out.scroll_into_view_if_needed()
        stop_the_clock(page)
        page.mouse.click(*centre(take_out), click_count=3)
        expect(dialog).to_contain_text("If late, then we ring.")
        assert len(made(workshop)) == 3
        sure = dialog.get_by_role("button", name=answer)
        stop_the_clock(page)
        page.mouse.click(*centre(sure), click_count=3)
        page.clock.resume()
        expect(dialog).to_have_count(0)
        expect(item(page, "we ring")).to_have_count(len(left))
        assert [situation for _, situation in made(workshop)] == left


@pytest.mark.usefixtures("me")
def test_a_barrier_hidden_after_it_was_chosen_is_not_sent(page: Page, workshop: OpenWorkshop) -> None:
    with_barriers(workshop, "A", "B")
    workshop.stage.go_to(workshop.id, "commitments")
    for label, words in (("If …", "late"), ("then …", "we ring"), ("Who", "School")):
        page.get_by_label(label).fill(words)
    choice = page.get_by_label("Which barrier it tackles")
    choice.select_option("Barrier A")
    expect(choice.locator(":checked")).to_have_text("Barrier A")
    workshop.stage.leads(workshop.id, c.HideBarrier(barrier_id=BarrierId("barrier-A")))
    expect(choice.locator(":checked")).to_have_text("None in particular")
    press(page, "Make this commitment")
    expect(page.get_by_text("Saved. You'll find it in the list below.")).to_be_visible()
    assert [one.barrier_id for one in workshop.now.commitments.values()] == [None]


@pytest.mark.usefixtures("me")
def test_D8_a_year_of_six_digits_is_neither_typed_nor_sent(page: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "commitments")
    for label, words in (("If …", "late"), ("then …", "we ring"), ("Who", "School")):
        page.get_by_label(label).fill(words)
    day = page.get_by_label("By when")
    day.focus()
    page.keyboard.type("0101202611")
    expect(day).to_have_value(re.compile(r"^\d{4}-01-01$"))
    first, last = (date.fromisoformat(day.get_attribute(which) or "") for which in ("min", "max"))
    assert last.year - first.year == 5
    day.fill("202611-01-01")  # as where a browser lets it be typed
    expect(page.get_by_text("Choose a day from today on, within 5 years.")).to_be_visible()
    expect(page.get_by_role("button", name="Make this commitment")).to_be_disabled()
    day.fill("")
    press(page, "Make this commitment")
    expect(page.get_by_text("Saved. You'll find it in the list below.")).to_be_visible()
    assert [one.due for one in workshop.now.commitments.values()] == [None]
