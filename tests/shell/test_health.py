"""How phones are, as they say themselves: in memory only, for who leads, never who stepped out. P7, P8."""

import pytest

from app.domain.log import commands as c
from app.domain.log.commands import WorkshopId
from app.messages.health import Health
from app.wire import presence
from app.wire.presence import Reports
from tests.patience import becomes
from tests.shell.stage import Device, Stage


@pytest.fixture
def workshop_id(stage: Stage) -> WorkshopId:
    return stage.open("w-1")


def healths(device: Device) -> list[object]:
    device.listen()
    return [data for name, data in device.heard if name == "health"]


def test_P7_a_phone_says_how_it_is_and_only_who_leads_hears_it(stage: Stage, workshop_id: WorkshopId) -> None:
    ama, bo = (stage.phone(workshop_id, stage.join(workshop_id, name)) for name in ("ama", "bo"))
    console, screen = stage.console(workshop_id), stage.screen(workshop_id)
    assert healths(console) == [{"phones": {}, "stepped_out": 0}]
    assert ama.send("health", {"rtt_ms": 48, "waiting": 2}) == {"ok": True}
    assert healths(console)[1:] == [{"phones": {"ama": {"rtt_ms": 48, "waiting": 2}}}]
    assert healths(bo) == healths(screen) == []
    assert healths(stage.console(workshop_id)) == [
        {**healths(console)[1], "stepped_out": 0},
        {"consoles": 2},
    ]


def test_P8_a_word_that_somebody_steps_out_is_passed_on_like_every_other_word(
    stage: Stage, workshop_id: WorkshopId, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither its frame nor a frame that is missing names them; the number comes at a moment of its own."""
    ama, bo = (stage.phone(workshop_id, stage.join(workshop_id, name)) for name in ("ama", "bo"))
    console, screen = stage.console(workshop_id), stage.screen(workshop_id)
    with caplog.at_level("DEBUG"):
        for out in (True, True, False, True):
            assert ama.send("health", {"rtt_ms": 1, "waiting": 0, "stepped_out": out}) == {"ok": True}
    assert [one for one in healths(console)[1:] if one != {"stepped_out": 1}] == [
        {"phones": {"ama": {"rtt_ms": 1, "waiting": 0}}}
    ] * 4
    becomes(lambda: healths(console)[-1], {"stepped_out": 1})
    assert healths(bo) == healths(screen) == []
    assert "ama" not in caplog.text
    assert "stepped_out" not in str(stage.app.store.events(workshop_id, 0))


def test_P8_how_many_stepped_out_is_told_at_moments_that_are_the_clocks() -> None:
    now = [7.0]
    reports = Reports(lambda: now[0])
    calm, out = (Health(rtt_ms=1, waiting=0, stepped_out=is_out) for is_out in (False, True))
    told = []
    for said, who, at in (
        (calm, "ama", 7),
        (out, "bo", 8),
        (calm, "ama", 11),
        (out, "ama", 19),
        (out, "bo", 24),
    ):
        now[0] = at
        assert reports.heard("w", who, said) == {"phones": {who: {"rtt_ms": 1, "waiting": 0}}}
        told.append(reports.news())
    assert told == [{}, {}, {"w": {"stepped_out": 1}}, {}, {"w": {"stepped_out": 2}}]
    assert reports.of("w")["stepped_out"] == 2
    assert reports.is_settled()


@pytest.mark.parametrize("leaves", [True, False])
def test_P8_whoever_leaves_while_out_stays_counted_so_that_the_number_names_nobody(
    stage: Stage, workshop_id: WorkshopId, leaves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "TOLD_EVERY_S", 1.0)
    who = stage.join(workshop_id, "ama")
    ama, console = stage.phone(workshop_id, who), stage.console(workshop_id)
    ama.send("health", {"rtt_ms": 1, "waiting": 0, "stepped_out": True})
    if leaves:
        ama.say("leave_workshop")
    else:
        stage.leads(workshop_id, c.RemoveParticipant(participant_id=who))
    stage.settle()
    assert healths(console)[-1] in ({"phones": {"ama": None}}, {"stepped_out": 1})
    becomes(lambda: healths(console)[-1], {"stepped_out": 1})
    assert healths(stage.console(workshop_id)) == [{"phones": {}, "stepped_out": 1}, {"consoles": 2}]
    stage.leads(workshop_id, c.RestoreParticipant(participant_id=who))
    back = stage.phone(workshop_id, who)
    back.send("health", {"rtt_ms": 1, "waiting": 0})
    becomes(lambda: healths(console)[-1], {"stepped_out": 0})


@pytest.mark.parametrize(
    "said",
    [
        (),
        (None,),
        ({},),
        ({"rtt_ms": "1", "waiting": 0},),
        ({"rtt_ms": -1, "waiting": 0},),
        ({"rtt_ms": 1, "waiting": 0, "name": "Ama"},),
        ({"rtt_ms": 1, "waiting": 0}, 2),
    ],
)
def test_P1_any_other_shape_is_malformed(
    stage: Stage, workshop_id: WorkshopId, said: tuple[object, ...]
) -> None:
    ama = stage.phone(workshop_id, stage.join(workshop_id, "ama"))
    console = stage.console(workshop_id)
    assert ama.send("health", *said)["code"] == "malformed"
    assert len(healths(console)) == 1


def test_P3_who_leads_and_the_screen_have_no_health_to_tell(stage: Stage, workshop_id: WorkshopId) -> None:
    for device in (stage.console(workshop_id), stage.screen(workshop_id), stage.desk(workshop_id)):
        assert device.send("health", {"rtt_ms": 1, "waiting": 0})["code"] == "not_allowed"


def test_the_screen_keeps_the_join_code_for_latecomers_until_the_end(
    stage: Stage, workshop_id: WorkshopId
) -> None:
    screen = stage.screen(workshop_id)
    code = screen.see("welcome")["code"]
    for kind in ("share", "reveal", "check_out"):
        stage.go_to(workshop_id, kind)
        assert screen.see("welcome")["code"] == code
        assert stage.screen(workshop_id).see("welcome")["code"] == code
    stage.go_to(workshop_id, "closed")
    assert screen.see("welcome") == stage.screen(workshop_id).see("welcome") == {}


def test_P10_who_leads_is_told_when_a_second_device_comes_and_goes(
    stage: Stage, workshop_id: WorkshopId
) -> None:
    first = stage.console(workshop_id)
    assert healths(first) == [{"phones": {}, "stepped_out": 0}]
    second = stage.console(workshop_id)
    assert healths(first)[1:] == [{"consoles": 2}]
    second.client.disconnect()
    stage.settle()
    assert healths(first)[1:] == [{"consoles": 2}, {"consoles": 1}]
