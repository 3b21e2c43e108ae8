"""Rule V11 at the door: who opens the duty desk, what it may say, and whom it leaves in the dark."""

from app.domain.log import commands as c
from app.domain.log.audiences import Audience
from app.domain.rules.wishes import may
from tests.family import NU1, PO1, PO2
from tests.people import TWO_TABLES
from tests.rows import MAY
from tests.shell.stage import Stage
from tests.signed import authored


def test_V11_the_desk_opens_for_who_leads_and_for_nobody_else(stage: Stage) -> None:
    spring = stage.open("spring")
    ama = stage.join(spring, "ama")
    assert stage.desk(spring).audience == "desk"
    assert not stage.desk(spring, "somebody-else").client.is_connected()
    assert not stage.device(stage.app.flask.test_client(), {"as": "desk", "workshop": spring}).audience
    with_a_seat = stage.phone(spring, ama).client.flask_test_client
    assert not stage.device(with_a_seat, {"as": "desk", "workshop": spring}).audience


def test_V11_the_desk_shows_the_hands_and_the_console_beside_it_does_not(stage: Stage) -> None:
    spring = stage.open("spring")
    at_desk, console = stage.desk(spring), stage.console(spring)
    assert "marker-po-1" in str(at_desk.values())
    assert "marker-po-1" not in str(console.values())
    stage.go_to(spring, "share")
    assert at_desk.say("hold_back", seat_id="t1s3", fact_id=PO1, reason="fear")["ok"]
    stage.settle()
    held_back = at_desk.see("desk")["seats"]["t1s3"]["held_back"]
    assert authored(held_back, at_desk.signs) == {PO1: {"reason": "fear"}}
    assert "marker-po-1" not in str(console.values())
    assert "fear" not in str(console.see("tables"))


def test_S1_the_desk_reveals_for_the_seat_it_names_and_counts_as_the_facilitators(stage: Stage) -> None:
    spring = stage.open("spring", TWO_TABLES)
    at_desk = stage.desk(spring)
    stage.go_to(spring, "share")
    assert at_desk.say("reveal_fact", seat_id="t2s3", fact_id=PO2, wording="minimum")["ok"]
    assert at_desk.say("reveal_fact", seat_id="t2s3", fact_id=NU1)["code"] == "not_your_fact"
    workshop, _ = stage.app.service.current(spring)
    assert not workshop.tables[c.TableId("t1")].revealed
    lies = workshop.tables[c.TableId("t2")].revealed[PO2]
    assert (lies.by_facilitator, lies.seat_id, lies.wording) == (True, "t2s3", c.Wording.MINIMUM)
    stage.settle()
    shown = authored(at_desk.see("tables")["t2"]["facts"], at_desk.signs)
    assert shown[PO2]["text"] == "least-po-2"


def test_P4_the_desk_works_seats_and_leads_nothing() -> None:
    allowed = {wish for wish in MAY if may(Audience.DESK, wish)}
    assert allowed == {
        c.FinishReading,
        c.GiveTableAnswer,
        c.RevealFact,
        c.HoldBack,
        c.AskRole,
        c.AnswerAsk,
        c.LinkFacts,
        c.MentionAgain,
        c.DisputeFacts,
        c.SettleDispute,
        c.RaiseBarrier,
        c.MakeCommitment,
        c.DropCommitment,
        c.CountVotes,
    }
