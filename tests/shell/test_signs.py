"""Rules V17, V18: what a seat is shown while seats are chosen, and what facts are called outside."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from app.access.leadership import SIGNED_IN
from app.domain.log import commands as c
from app.domain.log.signs import Signs
from app.domain.scenario import FactId, OptionId
from app.scenarios import load, shipped
from app.turn.drawn_signs import signs_of
from tests.family import SMALL
from tests.people import ONE_TABLE
from tests.shell.stage import FACILITATOR, Stage

SPRING, KEY = c.WorkshopId("spring"), b"a key"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.close()


def test_V17_one_phone_that_walks_the_seats_of_the_lobby_reads_no_fact(stage: Stage) -> None:
    spring = stage.open("spring")
    phone = stage.phone(spring, stage.join(spring, "ama"))
    for seat_id in [*phone.see("table")["seats"], *phone.see("table")["seats"]]:
        phone.say("take_seat", seat_id=seat_id)
        stage.settle()
        shown = phone.see("seat")
        assert shown["id"] == seat_id
        assert shown["roles"]
        assert "hand" not in shown
    everything = json.dumps([data for _, data in phone.heard])
    assert [fact.id for fact in SMALL.facts if fact.text in everything or fact.id in everything] == []


def test_V17_a_hand_is_sent_when_seats_are_fixed_and_taken_back_in_the_lobby(stage: Stage) -> None:
    spring = stage.open("spring")
    phone = stage.phone(spring, stage.join(spring, "ama"))
    stage.go_to(spring, "welcome")
    stage.settle()
    hand = phone.see("seat")["hand"]
    assert len(hand) == len(stage.app.service.current(spring)[0].seat(c.SeatId("t1s1")).hand)
    stage.go_to(spring, "lobby")
    stage.settle()
    assert "hand" not in phone.see("seat")
    assert stage.phone(spring, c.ParticipantId("ama")).see("seat") == phone.see("seat")


def test_V18_signs_are_the_same_at_every_process_and_others_in_every_workshop() -> None:
    scenario = load(shipped()[0])
    signs = signs_of(scenario, SPRING, KEY)
    assert signs == signs_of(scenario, SPRING, KEY)
    others = (signs_of(scenario, c.WorkshopId("autumn"), KEY), signs_of(scenario, SPRING, b"another"))
    for other in others:
        assert not {*signs.facts.values(), *signs.options.values()} & {*other.facts.values()}
    assert all(re.fullmatch("[a-z2-7]{16}", sign) for sign in signs.facts.values())
    assert len(set(signs.facts.values())) == len(scenario.facts)


def test_V18_the_order_of_signs_tells_nothing_of_the_authors() -> None:
    scenario = load(shipped()[0])
    signs = signs_of(scenario, SPRING, KEY)
    authored = [fact.id for fact in sorted(scenario.facts, key=lambda fact: fact.id)]
    assert signs.several(authored) != [signs.fact(fact_id) for fact_id in authored]


def test_V18_an_authors_id_is_nobodys_on_the_wire(stage: Stage) -> None:
    """Whoever knows the scenario's file says the author's ids: the same answer as for what does not exist."""
    spring = stage.open("spring")
    phone = stage.phone(spring, stage.join(spring, "ama"))
    stage.go_to(spring, "share")
    phone.signs = Signs()  # says ids as they are
    held, made_up = phone.say("reveal_fact", fact_id="nu-1"), phone.say("reveal_fact", fact_id="none-such")
    assert held == made_up
    assert held["code"] == "not_your_fact"


def test_V18_every_wish_that_names_a_fact_or_an_option_is_read_in_signs() -> None:
    """A command that is added later is found here: its ids would else be read as the author's."""
    signs = Signs.drawn({FactId("nu-1"): "sign-of-it"}, {OptionId("true-need"): "sign-of-that"})
    of_facts = {"fact_id": "sign-of-it", "fact_ids": frozenset({"sign-of-it"}), "option_id": "sign-of-that"}
    told = {"fact_id": "nu-1", "fact_ids": frozenset({"nu-1"}), "option_id": "true-need"}
    for wish in get_args(c.Wish):
        names = {field.name for field in fields(wish)}
        for name in names & of_facts.keys():
            said = wish(**{field: of_facts.get(field) for field in names})
            assert getattr(signs.meant(said), name) == told[name], wish


def test_V18_exports_and_the_log_keep_the_authors_ids(stage: Stage) -> None:
    spring = stage.open("spring", ONE_TABLE)
    phone = stage.phone(spring, stage.join(spring, "ama"))
    stage.go_to(spring, "share")
    assert phone.say("reveal_fact", fact_id="nu-1")["ok"]
    browser = stage.app.flask.test_client()
    with browser.session_transaction() as cookie:
        cookie[SIGNED_IN] = FACILITATOR
    kept = str(stage.app.service.log(spring))
    for text in (
        kept,
        *(browser.get(f"/workshops/{spring}/{one}?open=anyway").text for one in ("log.jsonl",)),
    ):
        assert "nu-1" in text
        assert phone.signs.fact(FactId("nu-1")) not in text
