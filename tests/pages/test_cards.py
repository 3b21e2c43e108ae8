"""The cards of the shipped family on paper: a page for each seat, under the same marks as on phones."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from app.domain.log.commands import Layout
from app.domain.scenario import RoleId, Scenario
from app.domain.views import slices
from app.domain.views.agency_marks import agency_marks
from app.domain.workshop.decision import initial
from tests.journeys.hour import button_family
from tests.pages.conftest import OpenWorkshop
from tests.shell.stage import FACILITATOR

A_PAGE = re.compile(rb"/Type\s*/Page\b")
ODD_NAMES = (
    "Nurse",
    "Nurse",
    "Nun",
    "Health visitor",
    "Head of Year 9",
    "Hotel van",
    "X",
    "GP",
    "Ärztin im Dienst",
)


@pytest.fixture
def scenario() -> Scenario:
    return button_family()


@pytest.fixture
def layout(scenario: Scenario) -> Layout:
    return (tuple((role.id,) for role in scenario.roles),)


def test_each_seat_has_one_page_and_the_key_another(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    visitor = workshop.visitor()
    with visitor.session_transaction() as session:
        session["facilitator_id"] = FACILITATOR
    cookie = visitor.get_cookie("facilitator")
    assert cookie is not None
    context.add_cookies([{"name": "facilitator", "value": cookie.value, "url": address}])
    page.goto(f"{address}/facilitate/{workshop.id}/cards")
    seats = len(workshop.now.scenario.roles)
    assert len(A_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True))) == seats + 1
    words = page.locator(".card__head > .mark").all_inner_texts()
    assert set(words) == {"worry", "strength", "context"}


def test_a_role_s_mark_is_unlike_any_other_and_sent_as_the_cards_have_it(scenario: Scenario) -> None:
    odd = tuple(
        replace(scenario.roles[0], id=RoleId(f"odd-{index:02}"), name=name)
        for index, name in enumerate(ODD_NAMES)
    )
    family = replace(scenario, roles=(*scenario.roles, *odd))
    on_cards = agency_marks(family)
    assert len({mark.letters for mark in on_cards.values()}) == len(on_cards)
    assert {mark.number for mark in on_cards.values()} == set(range(1, 13))
    sent = slices.value(initial(family), slices.FAMILY)["roles"]
    assert {role_id: (one["number"], one["letters"]) for role_id, one in sent.items()} == {
        role_id: (mark.number, mark.letters) for role_id, mark in on_cards.items()
    }


def test_a_role_s_letters_come_from_the_words_that_tell(scenario: Scenario) -> None:
    named = [replace(scenario.roles[0], id=RoleId("odd"), name="Head of Year 9")]
    (mark,) = agency_marks(replace(scenario, roles=tuple(named))).values()
    assert mark.letters == "HY"
