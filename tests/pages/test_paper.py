"""The duty desk's page, printed cards, layouts that are weighed, who comes late. Rules: V11, T10, T3."""

import re
from html import unescape
from http import HTTPStatus

import pytest

from app.domain.log import commands as c
from app.domain.rules.seating import propose
from app.domain.views.duty_desk import numbers
from app.scenarios import load, shipped
from app.web.facilitator.layouts import weighed_in_words
from tests.family import HOUSING, IN_THE_NEWS, NURSE, POLICE, SCHOOL, SMALL
from tests.pages.conftest import OpenWorkshop
from tests.pages.doors import token_of
from tests.pages.leaders import leading
from tests.people import ONE_TABLE, TWO_TABLES

ALL_WELL = "Every insight can be found, and no seat can find one alone."
CARD = re.compile(
    r'card__number">(\d+)</strong> <span class="who"[^>]*><span class="badge"[^>]*>\w+</span> '
    r'<span>(\w+)</span></span> <span class="mark[^<]+</span></p>\s*<p class="card__text">([^<]+)'
)


def test_V11_desk_and_cards_open_for_who_leads_and_for_nobody_else(workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    with_a_seat = workshop.stage.phone(workshop.id, ama).client.flask_test_client
    for path in ("desk", "cards"):
        address = f"/facilitate/{workshop.id}/{path}"
        assert leading(workshop).get(address).status_code == HTTPStatus.OK
        for browser in (workshop.visitor(), with_a_seat):
            assert browser.get(address).location == f"/sign-in?next={address}"


def test_V11_the_desks_shell_holds_no_fact(workshop: OpenWorkshop) -> None:
    assert "marker-" not in leading(workshop).get(f"/facilitate/{workshop.id}/desk").text


def test_cards_hold_every_fact_of_every_seat_under_its_number_and_need_no_script(
    workshop: OpenWorkshop,
) -> None:
    page = leading(workshop).get(f"/facilitate/{workshop.id}/cards").text
    assert "<script" not in page
    found = CARD.findall(page)
    number_of = numbers(SMALL)
    assert sorted(found) == sorted(
        (str(number_of[fact.id]), role.name, fact.text)
        for role in SMALL.roles
        for fact in SMALL.facts
        if role.id in fact.held_by
    )
    assert "The least to say:</b> <span>least-po-2</span>" in page
    assert all(f"worry-{role.id}" in page for role in SMALL.roles)


def test_the_key_says_which_roles_hold_each_number_and_no_fact(workshop: OpenWorkshop) -> None:
    page = leading(workshop).get(f"/facilitate/{workshop.id}/cards").text
    key = page[page.index("For the facilitator only") :]
    assert len(re.findall(r"<li><strong>\d+</strong> <span>\w", key)) == len(SMALL.facts)
    assert "marker-" not in key


def test_cards_of_one_table_alone(workshop: OpenWorkshop) -> None:
    both = workshop.stage.open("w-2", TWO_TABLES)
    browser = leading(workshop)
    assert browser.get(f"/facilitate/{both}/cards").text.count('<section class="cards__seat') == 9
    one = browser.get(f"/facilitate/{both}/cards?table=t2").text
    assert (one.count("Table 2: "), one.count("Table 1: ")) == (4, 0)


# --- layouts


def test_T10_a_layout_without_flaws_is_said_to_be_well() -> None:
    assert weighed_in_words(SMALL, ONE_TABLE) == [[ALL_WELL]]


def test_T10_what_a_hand_gives_away_is_counted_and_never_named() -> None:
    [[sentence]] = weighed_in_words(SMALL, (((NURSE, SCHOOL), (POLICE,), (HOUSING,)),))
    assert sentence == "Nurse + School: these facts alone show 1 insight."


def test_T10_what_a_hand_gives_away_once_the_news_has_come_is_said_before() -> None:
    [sentences] = weighed_in_words(IN_THE_NEWS, (((NURSE,), (SCHOOL, POLICE), (HOUSING,)),))
    assert "School + Police: these facts alone show 1 insight." in sentences


@pytest.mark.parametrize("people", [3, 4, 5, 7, 9, 16, 60])
def test_T10_the_shipped_familys_proposals_lose_nothing_at_any_size(people: int) -> None:
    file = next(path for path in shipped() if path.name == "button_family.yaml")
    scenario = load(file.read_text(encoding="utf-8"))
    sentences = [one for table in weighed_in_words(scenario, propose(scenario, people)) for one in table]
    assert not any("can't be found" in one for one in sentences)
    assert people in (3, 4) or not any("alone show" in one for one in sentences)


def test_T10_a_typed_layout_is_weighed_before_it_is_laid(workshop: OpenWorkshop) -> None:
    browser = leading(workshop)
    address = f"/facilitate/{workshop.id}/proposal"
    headers = {"X-CSRFToken": token_of(browser.get(f"/facilitate/{workshop.id}"))}
    before = workshop.now
    typed = [[["nurse", "school"], ["police", "housing"]]]
    answer = browser.post(address, json={"layout": typed}, headers=headers)
    assert answer.json is not None
    assert answer.json["layout"] == typed
    assert answer.json["tables"][0][0] == "Nurse + School: these facts alone show 1 insight."
    assert "title-" not in answer.text
    for wrong, code in (
        ([[["nurse"]]], "role_missing"),
        ("nurse", "malformed"),
        ([[["nurse", "school"], ["police", "housing", "nobody"]]], "tables_do_not_fit"),
        (None, "malformed"),
    ):
        refused = browser.post(address, json={"layout": wrong}, headers=headers)
        assert (refused.status_code, refused.json and refused.json["code"]) == (422, code)
    nested = browser.post(address, data="[" * 5000, content_type="application/json", headers=headers)
    assert (nested.status_code, nested.json and nested.json["code"]) == (422, "malformed")
    assert workshop.now == before


# --- late


def test_T3_who_comes_late_reads_which_seat_waits(workshop: OpenWorkshop) -> None:
    def said() -> str:
        found = re.search(
            r"The workshop has started[^<]+", workshop.visitor().get(f"/join/{workshop.code}").text
        )
        return unescape(found.group()) if found else ""

    assert said() == ""
    for who in ("ama", "bo", "cai"):
        workshop.stage.join(workshop.id, who)
    workshop.stage.go_to(workshop.id, "share")
    begun = "The workshop has started. You'll"
    assert said() == f"{begun} play the Housing, an empty seat, or you can observe."
    dee = workshop.stage.join(workshop.id, "dee")
    assert said() == f"{begun} sit with the Police as a deputy, or you can observe."  # the smallest hand
    eve = workshop.stage.join(workshop.id, "eve")
    people = workshop.now.participants
    assert (people[dee].seat_id, people[eve].seat_id) == (c.SeatId("t1s4"), c.SeatId("t1s3"))
