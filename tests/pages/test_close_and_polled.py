"""On the phone: a link that came close, the two questions of a barrier, the poll about the first three."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import BarrierId, ParticipantId
from app.domain.scenario import BarrierCategory, FactId, Scenario
from tests.family import NURSE, POLICE, SCHOOL, SMALL
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import NARROW, join, says, seat_of, turn_to


@pytest.fixture
def scenario() -> Scenario:
    return SMALL


@pytest.fixture
def nurse(page: Page, workshop: OpenWorkshop, address: str) -> ParticipantId:
    """A phone of 320 px in the nurse's seat."""
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    me = join(page, address, workshop)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    _seat(workshop, me, NURSE)
    return me


def _seat(workshop: OpenWorkshop, who: ParticipantId, role_id: str) -> None:
    workshop.stage.leads(
        workshop.id, c.SeatParticipant(participant_id=who, seat_id=seat_of(workshop, role_id).id)
    )


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []


def test_S18_a_phone_reads_that_its_link_is_close_and_never_what_is_missing(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "ask_and_link")
    for role_id, facts in ((SCHOOL, ("sc-2",)), (POLICE, ("po-1",))):
        other = workshop.stage.join(workshop.id, str(role_id))
        _seat(workshop, other, role_id)
        for fact_id in facts:
            says(workshop, other, c.RevealFact(fact_id=FactId(fact_id)))
    says(workshop, nurse, c.RevealFact(fact_id=FactId("nu-2")))
    turn_to(page, "Picture")
    page.get_by_text("Link facts that belong together").click()
    sheet = page.get_by_role("group").filter(has=page.locator("summary", has_text="Link facts"))
    for text in ("marker-nu-2", "marker-sc-2"):
        sheet.get_by_role("checkbox", name=text).check()
    page.get_by_role("button", name="2 chosen · Link them").press("Enter")
    expect(page.get_by_text("Linked. Close: something on the table belongs here, too.")).to_be_visible()
    expect(page.get_by_text("≈ Close: something on the table belongs here, too.").first).to_be_attached()
    _fits(page)
    workshop.stage.leads(workshop.id, c.SetTelling(near_misses=False, lines_in_report=False))
    expect(page.get_by_text("≈ Close: something on the table belongs here, too.")).to_have_count(0)


def test_D14_a_barrier_asks_two_things_and_the_first_are_asked_of_everybody_in_private(
    page: Page, workshop: OpenWorkshop, nurse: ParticipantId
) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    page.get_by_label("In a sentence").fill("I was afraid of the law")
    suggested = page.get_by_role("group", name="It sounds like this. Tap if so:")
    expect(suggested.get_by_role("radio")).to_have_count(2)
    assert not any(radio.is_checked() for radio in suggested.get_by_role("radio").all())
    suggested.get_by_role("radio", name="Law").check()
    expect(page.get_by_text("Worth checking:").first).to_be_visible()
    page.get_by_text("In the exercise today").click()
    _fits(page)
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text("Stored without your name")).to_be_visible()
    barrier = c.RaiseBarrier(
        barrier_id=BarrierId("barrier-on-paper"),
        category=BarrierCategory.FEAR,
        text="Nobody asked",
        setting=c.Setting.EXERCISE,
    )
    workshop.stage.leads(workshop.id, barrier)
    workshop.stage.go_to(workshop.id, "vote")
    workshop.stage.leads(workshop.id, c.CountVotes(barrier_id=barrier.barrier_id, votes=4))
    workshop.stage.go_to(workshop.id, "meaning")
    item = page.get_by_role("listitem").filter(has_text="Nobody asked")
    item.get_by_role("radio", name="a belief").focus()
    page.keyboard.press("Space")
    item.get_by_role("radio", name="my agency can").check()
    item.get_by_role("button", name="Answer in private").press("Enter")
    expect(item.get_by_text("You said: a belief, my agency can.")).to_be_visible()
    _fits(page)
    said = workshop.now.participants[nurse].answers.polled
    assert [(one.barrier_id, one.standing, one.reach) for one in said] == [
        (barrier.barrier_id, c.Standing.BELIEF, c.Reach.AGENCY)
    ]
