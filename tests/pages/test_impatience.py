"""A finger that taps twice means one thing: over a dialog just opened or closed, nothing else happens."""

import pytest
from playwright.sync_api import Page, expect

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.scenario import BarrierCategory
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import centre, join, says
from tests.patience import stop_the_clock

IN_PLACE = "(button, y) => { scrollBy(0, button.getBoundingClientRect().top + button.offsetHeight / 2 - y); }"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "has_touch": True, "viewport": {"width": 360, "height": 800}}


@pytest.fixture
def sharing(page: Page, workshop: OpenWorkshop, address: str) -> Page:
    page.clock.install()
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("heading", name=workshop.now.phase.title)).to_be_visible()
    return page


def revealed(workshop: OpenWorkshop) -> int:
    return sum(len(table.revealed) for table in workshop.now.tables.values())


@pytest.mark.parametrize("finger", ["mouse", "touch"])
def test_a_tap_too_many_reveals_nothing_and_opens_nothing_else(
    sharing: Page, workshop: OpenWorkshop, finger: str
) -> None:
    reveal = sharing.get_by_role("button", name="Reveal", exact=True)
    sure = sharing.get_by_role("button", name="Reveal to everyone")
    reveal.first.click()
    y = centre(sure)[1]
    sharing.get_by_role("button", name="Not now").click()
    expect(sure).to_have_count(0)
    # The first fact's button lies where the dialog will ask, whatever else is on the page.
    sharing.evaluate("document.body.style.paddingBlock = '1000px'")
    reveal.first.evaluate(IN_PLACE, y)

    def impatiently(where: tuple[float, float]) -> None:
        stop_the_clock(sharing)
        if finger == "mouse":
            sharing.mouse.click(*where, click_count=3)
        else:
            for _ in range(3):
                sharing.touchscreen.tap(*where)
        sharing.clock.resume()

    impatiently((centre(reveal.first)[0], y))
    expect(sure).to_be_visible()
    assert revealed(workshop) == 0
    impatiently(centre(sure))
    expect(sharing.get_by_text("✓ On the table")).to_have_count(1)
    expect(sharing.get_by_role("dialog")).to_have_count(0)
    assert revealed(workshop) == 1


def test_a_second_tap_on_an_answer_leaves_the_next_question_alone(
    sharing: Page, workshop: OpenWorkshop
) -> None:
    (me,) = workshop.now.participants
    mine = workshop.now.seat(workshop.now.participants[me].seat_id or c.SeatId(""))
    other = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "ask_and_link")
    for number in (1, 2):
        ask_id = c.AskId(f"ask-0000000{number}")
        says(workshop, other, c.AskRole(ask_id=ask_id, role_id=mine.role_ids[0], text=f"Why, {number}?"))
    sharing.get_by_role("navigation", name="Views").get_by_role("button", name="Asks").click()
    answer = sharing.get_by_role("button", name="We hold nothing on that")
    expect(answer).to_have_count(2)
    where = centre(answer.first)
    stop_the_clock(sharing)
    sharing.touchscreen.tap(*where)
    expect(answer).to_have_count(1)
    answer.evaluate(IN_PLACE, where[1])
    sharing.touchscreen.tap(*where)
    sharing.clock.resume()
    expect(answer).to_be_enabled()
    table = next(iter(workshop.now.tables.values()))
    assert [one.reply is None for _, one in sorted(table.asks.items())] == [False, True]


def test_a_second_tap_on_a_vote_does_not_take_it_back(sharing: Page, workshop: OpenWorkshop) -> None:
    other = workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "barriers")
    wish = c.RaiseBarrier(
        barrier_id=c.BarrierId("barrier-1"),
        category=BarrierCategory.LAW,
        text="Not sure that I may",
        setting=c.Setting.EXERCISE,
    )
    says(workshop, other, wish)
    workshop.stage.go_to(workshop.id, "vote")
    began = workshop.stage.app.store.version(workshop.id)
    vote = sharing.get_by_role("button", name="Vote for this")
    expect(vote).to_be_visible()
    where = centre(vote)
    stop_the_clock(sharing)
    sharing.touchscreen.tap(*where)
    mine = sharing.get_by_role("button", name="✓ My vote. Undo")
    expect(mine).to_be_enabled()
    sharing.touchscreen.tap(*centre(mine))
    sharing.clock.resume()
    sharing.get_by_role("button", name="✓ My vote. Undo").click()  # by mouse, and meant
    expect(vote).to_be_visible()
    (me,) = set(workshop.now.participants) - {other}
    answers = workshop.now.participants[me].answers
    assert (answers.changes, answers.votes) == (2, frozenset()), "one vote, one taken back"
    logged = [one.event for one in workshop.stage.app.store.events(workshop.id, began)]
    assert logged == [e.AnswerKept(), e.AnswerKept()]


def test_a_second_tap_on_not_now_leaves_the_tabs_alone(sharing: Page) -> None:
    sharing.get_by_role("button", name="Reveal", exact=True).first.click()
    stop_the_clock(sharing)
    sharing.mouse.dblclick(*centre(sharing.get_by_role("button", name="Not now")))
    sharing.clock.resume()
    expect(sharing.get_by_role("dialog")).to_have_count(0)
    expect(sharing.get_by_role("button", name="Reveal", exact=True).first).to_be_visible()
