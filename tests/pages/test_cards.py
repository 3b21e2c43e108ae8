"""The cards of the shipped family on paper: a page for each seat, under the same marks as on phones."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from app.domain.log.commands import Layout
from app.domain.scenario import RoleId, Scenario
from app.web.plumbing.agency_marks import agency_marks
from tests.journeys.hour import button_family
from tests.pages.conftest import OpenWorkshop
from tests.pages.in_node import lay_out, node
from tests.shell.stage import FACILITATOR

A_PAGE = re.compile(rb"/Type\s*/Page\b")
IN_THE_PAGES = """import(`file://${process.env.PURE}/agencies.mjs`)
  .then(({ agencyMarks }) => console.log(JSON.stringify(agencyMarks(JSON.parse(process.argv[1])))))"""
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


def test_a_role_s_mark_is_the_same_on_cards_as_in_the_pages_scripts(
    tmp_path: Path, scenario: Scenario
) -> None:
    lay_out(["parts/agencies"], tmp_path)
    odd = tuple(
        replace(scenario.roles[0], id=RoleId(f"odd-{index:02}"), name=name)
        for index, name in enumerate(ODD_NAMES)
    )
    roles = (*scenario.roles, *odd)
    told = {role.id: {"name": role.name, "agency": role.agency} for role in roles}
    done = node("-e", IN_THE_PAGES, json.dumps(told), modules=tmp_path)
    in_the_pages = {
        role_id: (mark["number"], mark["letters"]) for role_id, mark in json.loads(done.stdout).items()
    }
    on_cards = agency_marks(replace(scenario, roles=roles))
    assert {role_id: (mark.number, mark.letters) for role_id, mark in on_cards.items()} == in_the_pages
