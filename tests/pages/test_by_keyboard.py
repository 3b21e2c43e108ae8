"""What a participant does in an hour, by keys alone; the way in: journeys/test_narrow_and_by_keyboard."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import AskId, ParticipantId
from tests.by_keyboard import choose, focused, press, reach, tick, write
from tests.family import NU1, NURSE, SC1, SC2, SCHOOL
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join, says
from tests.patience import becomes

PART_SEEN = "document.querySelector('.picture__drawing svg').getAttribute('viewBox').split(' ').map(Number)"
IS_WHOLLY_SEEN = """() => {
  const frame = document.querySelector(".picture__drawing").getBoundingClientRect();
  const target = document.activeElement.querySelector(".person__target");
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
}"""


@pytest.fixture
def me(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    """The nurse, whose colleague from school is there as well."""
    mine = join(page, address, workshop)
    assert workshop.now.seat(workshop.now.participants[mine].seat_id or c.SeatId("")).role_ids == (NURSE,)
    return mine


@pytest.fixture
def school(workshop: OpenWorkshop, me: ParticipantId) -> ParticipantId:
    bo = workshop.stage.join(workshop.id, "bo")
    assert workshop.now.seat(workshop.now.participants[bo].seat_id or c.SeatId("")).role_ids == (SCHOOL,)
    return bo


def goes_on(page: Page, workshop: OpenWorkshop, kind: str) -> None:
    workshop.stage.go_to(workshop.id, kind)
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
    expect(page.get_by_text("One moment…")).to_have_count(0)


def sees(page: Page, *words: str) -> None:
    for one in words:
        expect(page.get_by_role("main")).to_contain_text(one)


def puts_down(workshop: OpenWorkshop, who: ParticipantId, *fact_ids: str) -> None:
    for fact_id in fact_ids:
        says(workshop, who, c.RevealFact(fact_id=c.FactId(fact_id)))


def opens_the_picture(page: Page) -> None:
    """What is heavy arrives after the first tap and moves what stands below: no key before it is there."""
    press(page, "Picture")
    expect(page.locator(".picture__drawing svg")).to_be_visible()


def unfolds(page: Page, words: str, first: str) -> None:
    """Open a part of the page, in which a role comes first: what it holds may be made only then."""
    press(page, words)
    part = page.locator("details[open]", has=page.get_by_text(words))
    expect(part.get_by_role(first).first).to_be_visible()  # type: ignore[arg-type]


def test_a_fact_is_held_back_with_a_reason_and_revealed_after_all(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    goes_on(page, workshop, "share")
    press(page, "Hold back")
    choose(page, "Law unclear or misread", "Fear of blame")
    press(page, "Hold back")
    sees(page, "◐ Held back: Fear of blame")
    press(page, "Reveal")
    press(page, "Reveal to everyone")
    sees(page, "✓ On the table")
    press(page, "+1 It was said again")
    sees(page, "Said again once")


def test_one_asks_and_answers(
    page: Page, workshop: OpenWorkshop, me: ParticipantId, school: ParticipantId
) -> None:
    goes_on(page, workshop, "ask_and_link")
    for number, text in enumerate(("Since when?", "Who calls?")):
        says(workshop, school, c.AskRole(ask_id=AskId(f"ask-0000000{number}"), role_id=NURSE, text=text))
    press(page, "Asks")
    expect(page.get_by_role("heading", name="Asked of you")).to_be_visible()
    press(page, "Answer with a fact")
    tick(page, "marker-")
    press(page, "Answer, to everyone at the table")
    sees(page, "Answered with a fact")
    press(page, "We hold nothing on that")
    sees(page, "Nothing held on that")
    tick(page, "School")
    write(page, "Your question", "How is the mornings' list kept?")
    press(page, "Ask")
    sees(page, "Asked. The answer appears below.")


def test_facts_are_linked_disputed_and_settled(
    page: Page, workshop: OpenWorkshop, me: ParticipantId, school: ParticipantId
) -> None:
    goes_on(page, workshop, "share")
    puts_down(workshop, me, NU1)
    puts_down(workshop, school, SC1, SC2)
    goes_on(page, workshop, "ask_and_link")
    opens_the_picture(page)
    unfolds(page, "Link facts that belong together", "checkbox")
    for role, fact_id in (("School", SC1), ("Nurse", NU1)):
        tick(page, f"{role} marker-{fact_id}")
    write(page, "Together they suggest", "It began at once")
    press(page, "2 chosen · Link them")
    sees(page, "“It began at once”")
    unfolds(page, "Mark two facts that don't fit", "checkbox")
    for role, fact_id in (("School", SC2), ("Nurse", NU1)):
        tick(page, f"{role} marker-{fact_id}")
    press(page, "They don't fit")
    sees(page, "≠ Not settled yet")
    unfolds(page, "Say how you settled it", "textbox")
    write(page, "How they fit after all", "Another week")
    press(page, "Settled like this")
    sees(page, "✓ Settled")


def test_the_picture_is_looked_at_in_all_its_forms_and_closer(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    goes_on(page, workshop, "share")
    puts_down(workshop, me, NU1)
    opens_the_picture(page)
    for form in ("List", "Table", "By time", "Drawing"):
        press(page, form)
        expect(page.get_by_role("button", name=form, exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".picture__drawing svg")).to_be_visible()
    whole = page.evaluate(PART_SEEN)[2]
    press(page, "Larger")
    for _ in range(3):
        page.keyboard.press("Enter")  # the focus stays on the button
    becomes(lambda: round(whole / page.evaluate(PART_SEEN)[2], 1), 4.0, "how much closer")
    left, top, *_ = page.evaluate(PART_SEEN)
    press(page, "Show what is further up")
    becomes(lambda: page.evaluate(PART_SEEN)[1] < top, True, "whether what is seen went up")
    press(page, "Show what is further right")
    becomes(lambda: page.evaluate(PART_SEEN)[0] > left, True, "whether what is seen went right")
    reach_a_person_backwards(page)
    becomes(lambda: page.evaluate(IS_WHOLLY_SEEN), True, "whether who has the focus is in sight")
    page.keyboard.press("Enter")
    expect(page.locator(".picture__chosen h3")).to_have_text(focused(page).split(":")[0])


def reach_a_person_backwards(page: Page) -> None:
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('[data-person]')"):
            return
    raise AssertionError("no way back by Tab to somebody in the drawing")


def test_the_own_answer_and_the_table_s_are_given(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    reads = workshop.now.scenario.reads
    goes_on(page, workshop, "second_read")
    expect(page.get_by_role("group", name=reads.scale_ask)).to_be_visible()
    choose(page, "0", "3")
    tick(page, reads.options[0].text)
    press(page, "Give my answer")
    sees(page, "Your answer is saved.")
    tick(page, reads.options[0].text)
    press(page, "Set our answer")
    sees(page, f"Your table says: {reads.options[0].text}")


def test_the_debrief_is_written_voted_and_promised(
    page: Page, workshop: OpenWorkshop, me: ParticipantId, school: ParticipantId
) -> None:
    goes_on(page, workshop, "barriers")
    write(page, "In a sentence", "I was not sure that the law lets me")
    tick(page, "In the exercise today")
    tick(page, "Law unclear or misread")
    press(page, "Add this barrier")
    sees(page, "Stored without your name.")
    goes_on(page, workshop, "vote")
    press(page, "Vote for this")
    sees(page, "✓ My vote")
    goes_on(page, workshop, "commitments")
    for label, words in (("If …", "I am not sure"), ("then …", "I ask our lead"), ("Who", "The nurses")):
        write(page, label, words)
    reach(page, "By when")
    page.keyboard.type("03302026" if page.evaluate("navigator.language") == "en-US" else "30032026")
    reach(page, "Which barrier it tackles")
    page.keyboard.press("ArrowDown")
    press(page, "Make this commitment")
    sees(
        page,
        "Saved. You'll find it in the list below.",
        "I ask our lead",
        "by 30 Mar 2026",
        "Tackles: I was not sure",
    )
    goes_on(page, workshop, "check_out")
    choose(page, "0", "4")
    choose(page, "0", "7")
    press(page, "Check out")
    sees(page, "Saved. Thank you.")


def test_one_steps_out_comes_back_and_has_the_name_erased(
    page: Page, workshop: OpenWorkshop, me: ParticipantId
) -> None:
    goes_on(page, workshop, "share")
    press(page, "Step out for a moment")
    sees(page, "You've stepped out")
    press(page, "Come back")
    expect(page.get_by_role("region", name="What you know")).to_be_visible()
    for link, heading in (
        ("Leave the workshop", "Leave the workshop?"),
        ("Stay, but erase my name", "Stay without a name?"),
    ):
        press(page, link)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    press(page, "Erase my name")
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
