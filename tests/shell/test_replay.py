"""Rules V21, V22, A13 over the wire: a table's hour as it is given is the hour that its phones were shown."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log.commands import AskId, LinkId, Reply, Wording, WorkshopId
from tests.family import ALL1, IN_THE_NEWS, NU1, NU2, PO2, SC1, SC2
from tests.patience import becomes
from tests.people import AMAS, BOS, CAIS, T1, T2, TWO_TABLES
from tests.shell.stage import Device, Stage, merged


@pytest.fixture
def stage(tmp_path: Path) -> Any:
    one = Stage(tmp_path, IN_THE_NEWS)
    yield one
    one.close()


def _wishes() -> list[c.Wish]:
    ask, link = AskId("ask-00001"), LinkId("link-00001")
    school = IN_THE_NEWS.roles[1].id
    return [
        c.RevealFact(fact_id=NU1, seat_id=AMAS),
        c.RevealFact(fact_id=PO2, seat_id=CAIS, wording=Wording.MINIMUM),
        c.HoldBack(fact_id=NU2, reason=None, seat_id=AMAS),
        c.MentionAgain(fact_id=NU1, seat_id=BOS),
        c.GiveInject(inject_id=next(iter(IN_THE_NEWS.inject_by_id))),
        c.MoveToPhase(from_phase_id=IN_THE_NEWS.agenda[4].id, phase_id=IN_THE_NEWS.agenda[6].id),
        c.AskRole(ask_id=ask, role_id=school, text="And?", seat_id=AMAS),
        c.AnswerAsk(ask_id=ask, reply=Reply.FACT, fact_id=SC1, seat_id=BOS),
        c.LinkFacts(link_id=link, fact_ids=frozenset({NU1, SC1}), line="so", seat_id=AMAS),
        c.RevealFact(fact_id=SC2, seat_id=BOS),
    ]


def _lived(stage: Stage, here: WorkshopId, phone: Device) -> list[dict[str, Any]]:
    """Each picture that the phone was shown from the beginning of sharing on, one after the other."""
    stage.go_to(here, "share")
    stage.settle()
    seen = [_picture(phone)]
    for wish in _wishes():
        stage.leads(here, wish)
        stage.settle()
        if (now := _picture(phone)) != seen[-1] or isinstance(wish, c.MoveToPhase):
            seen.append(now)
    return seen


def _picture(phone: Device) -> dict[str, Any]:
    """The table as its seats see it, without who sits there."""
    return {name: value for name, value in phone.see("table").items() if name != "seats"}


def _shown_again(device: Device, table_id: str = T1) -> list[dict[str, Any]]:
    answer = device.send("replay", {"table_id": table_id})
    assert answer["ok"], answer
    pictures: list[dict[str, Any]] = []
    for moment in answer["replay"]["moments"]:
        pictures.append(merged(pictures[-1] if pictures else {}, moment["patch"]))
    return pictures


def test_V21_patched_together_the_moments_are_the_pictures_that_were_live(stage: Stage) -> None:
    here = stage.open("w-1", TWO_TABLES)
    phone = stage.phone(here, stage.join(here, "ama"))
    seen = _lived(stage, here, phone)
    assert not phone.send("replay", {"table_id": T1})["ok"]
    stage.go_to(here, "reveal")
    again = _shown_again(phone)
    # an answer with a fact is two events at once: in between lay the fact, and the question was open
    assert [picture for picture in again if picture in seen] == seen
    assert len(again) == len(seen) + 1
    for device in (stage.console(here), stage.screen(here)):
        assert _shown_again(device) == again


def test_V21_what_cannot_be_read_is_malformed_and_other_tables_are_not_there(stage: Stage) -> None:
    here = stage.open("w-1", TWO_TABLES)
    phone = stage.phone(here, stage.join(here, "ama"))
    stage.go_to(here, "reveal")
    for wrong in (None, {}, [], {"table_id": 1}, {"table_id": T1, "more": 1}, {"table_id": ""}):
        assert phone.send("replay", wrong)["code"] == "malformed"
    for table_id in (T2, "t9"):
        assert phone.send("replay", {"table_id": table_id})["code"] == "no_such_thing"
    stage.leads(here, c.ShowReplay(table_id=T2, moment=0))
    assert phone.send("replay", {"table_id": T2})["ok"]
    stage.leads(here, c.ShowReplay(table_id=None))
    assert phone.send("replay", {"table_id": T2})["code"] == "no_such_thing"


def test_V21_an_hour_that_went_on_is_put_together_anew(stage: Stage) -> None:
    here = stage.open("w-1")
    stage.go_to(here, "share")
    stage.go_to(here, "reveal")
    screen = stage.screen(here)
    assert len(_shown_again(screen)) == 1
    stage.go_to(here, "share")
    stage.leads(here, c.RevealFact(fact_id=ALL1, seat_id=AMAS))
    stage.go_to(here, "reveal")
    assert len(_shown_again(screen)[-1]["facts"]) == 1


def test_A13_everybody_is_told_which_moment_is_shown_and_the_screen_at_its_table(stage: Stage) -> None:
    here = stage.open("w-1")
    stage.go_to(here, "reveal")
    console, screen = stage.console(here), stage.screen(here)
    phone = stage.phone(here, stage.join(here, "ama"))
    assert phone.see("replay") == screen.see("replay") == {}
    assert console.say("show_replay", table_id=T1, moment=3)["ok"]
    where = {"table": T1, "moment": 3, "view": "picture"}
    assert phone.see("replay") == screen.see("replay") == console.see("lead")["replay"] == where
    assert console.say("show_replay", table_id=T1, moment=3, fact_id=NU1, minute=2)["ok"]
    # An acknowledgement waits for the telling, but not for ever: on a busy machine the news comes behind it.
    becomes(lambda: "what_if" in console.see("lead")["replay"], True, "whether who leads was told")
    assert screen.see("replay") == where
    tried = console.see("lead")["replay"]["what_if"]
    assert (tried["text"], tried["second"]) == ("marker-nu-1", 120)
    assert console.say("show_replay", table_id=T1, view="what_if", fact_id=NU1, minute=2)["ok"]
    assert phone.see("replay")["what_if"] == tried
    assert phone.say("show_replay", table_id=T1)["code"] == "not_allowed"


def test_V22_the_three_views_come_when_they_are_asked_for(stage: Stage) -> None:
    here = stage.open("w-1")
    stage.go_to(here, "share")
    stage.leads(here, c.HoldBack(fact_id=PO2, reason=None, seat_id=CAIS))
    stage.go_to(here, "reveal")
    answer = stage.screen(here).send("replay", {"table_id": T1, "is_sides": True})["replay"]
    assert answer.keys() == {"table", "number", "seats", "alone", "there", "missed"}
    assert answer["alone"].keys() == answer["seats"].keys()
