"""Pages at their edges: too few answers, nothing found, the last page, words without end."""

from playwright.sync_api import BrowserContext, Page, expect

from app.domain.log import commands as c
from app.domain.log.commands import CommitmentId
from tests.family import NU2, SC2
from tests.looks import problems_at_200
from tests.pages.conftest import OpenWorkshop
from tests.pages.phones import join
from tests.pages.screens import open_screen
from tests.shell.stage import FACILITATOR

TOO_FEW = "Fewer than three people answered, so no answer is shown."
WIDER_THAN_THE_PAGE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
NARROW_DESK = {"width": 600, "height": 900}


def test_V8_fewer_than_three_answers_are_not_promised_for_later(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    screen = context.new_page()
    open_screen(screen, address, workshop)
    workshop.stage.go_to(workshop.id, "pulse")
    expect(page.get_by_text(TOO_FEW)).to_be_visible()
    expect(screen.get_by_text(TOO_FEW)).to_be_visible()


def test_the_last_page_speaks_of_no_next_step(page: Page, workshop: OpenWorkshop, address: str) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "reveal")
    expect(page.get_by_text("None was linked in time. That's what the next step is about.")).to_be_visible()
    workshop.stage.go_to(workshop.id, "closed")
    expect(page.get_by_text("The workshop is over.")).to_be_visible()
    expect(page.get_by_text("None was linked in time.", exact=True)).to_be_visible()
    assert problems_at_200(page) == []


def test_the_reveal_explains_what_did_not_fit_and_nobody_marked(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    for name in ("bo", "cai", "dee"):
        workshop.stage.join(workshop.id, name)
    workshop.stage.go_to(workshop.id, "reveal")
    disputed = page.get_by_role("region", name="Facts that don't fit")
    expect(disputed).to_contain_text("explains-which-day")
    for fact_id in (NU2, SC2):
        expect(disputed).to_contain_text(f"marker-{fact_id}")


def test_a_title_without_a_space_does_not_widen_the_console(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    long = workshop.stage.open("W" * 60)
    with workshop.stage.app.flask.test_client() as visitor:
        with visitor.session_transaction() as session:
            session["facilitator_id"] = FACILITATOR
        cookie = visitor.get_cookie("facilitator")
    assert cookie is not None
    context.add_cookies([{"name": "facilitator", "value": cookie.value, "url": address}])
    page.set_viewport_size(NARROW_DESK)  # type: ignore[arg-type]
    page.goto(f"{address}/facilitate/{long}")
    expect(page.locator("#next")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("W" * 60)
    assert not page.evaluate(WIDER_THAN_THE_PAGE)


def test_a_commitment_of_many_words_leaves_the_screen_to_the_others(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    workshop.stage.go_to(workshop.id, "commitments")
    for number, action in enumerate(("ring " * 55, "write it down")):
        made = c.MakeCommitment(
            commitment_id=CommitmentId(f"com-0000{number}"),
            barrier_id=None,
            situation="a child is late " * 12,
            action=action,
            owner=f"Owner {number}",
            due=None,
            check="",
        )
        workshop.stage.leads(workshop.id, made)
    open_screen(page, address, workshop)
    for number in range(2):
        expect(page.get_by_text(f"Owner {number}", exact=True)).to_be_in_viewport(ratio=1)
    lines = """(one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)"""
    assert round(page.locator(".commitments__words").first.evaluate(lines)) == 4
