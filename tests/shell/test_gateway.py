"""The Socket.IO door: every message acknowledged, identity from the token, no gap unnoticed."""

import ast
import os
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from socketio.exceptions import ConnectionRefusedError

from app.access.tokens import SEAT_COOKIE, participant_token, screen_token
from app.domain.log import commands as c
from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId, WorkshopId
from app.domain.log.state import Workshop
from app.domain.rules.wishes import may
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.languages.speaking import LANGUAGE_COOKIE
from app.messages.payloads import MAX_MESSAGE_BYTES
from app.messages.sentences import SENTENCES, sentence
from app.messages.shapes import SHAPES
from app.store import StoreFailed, StoreFull, StoreGone, StoreHeld, StoreProblem
from app.turn.outcome import NotSaved
from app.wire.budgets import Asked, Budgets
from app.wire.news import NamesErased
from app.wire.peers import Peer
from app.wire.rooms import room_of
from tests.family import SMALL
from tests.histories import history
from tests.patience import PATIENCE_S
from tests.people import T1, TWO_TABLES
from tests.serving import Served, serving
from tests.shell.people_in import person, sharing
from tests.shell.stage import Device, Stage
from tests.signed import signed

ROOT = Path(__file__).resolve().parent.parent.parent


# --- P1: every message is acknowledged -------------------------------------------------------------------


def test_P1_a_command_is_acknowledged_when_it_is_saved(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    answer = phone.say("reveal_fact", fact_id="nu-1")
    assert answer == {"ok": True}
    assert "nu-1" in stage.app.service.current(workshop_id)[0].tables[T1].revealed


def test_P1_a_refused_command_is_acknowledged_with_a_code_and_its_sentence(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    answer = phone.say("reveal_fact", fact_id="po-1")
    assert answer == {"ok": False, "code": "not_your_fact", "message": SENTENCES["not_your_fact"]}


def test_P1_an_unknown_event_and_an_unknown_command_are_acknowledged(stage: Stage) -> None:
    phone = stage.phone(sharing(stage), person(0))
    assert phone.send("shout", {"loud": True})["code"] == "unknown_event"
    assert phone.say("shout")["code"] == "unknown_type"
    assert phone.say("open_workshop", layout=[])["code"] == "unknown_type"


def test_P1_a_store_that_refuses_is_acknowledged_and_nothing_is_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = sharing(stage)
    phone, other = stage.phone(workshop_id, person(0)), stage.phone(workshop_id, person(1))

    def full(*_: object) -> int:
        raise NotSaved

    monkeypatch.setattr(stage.app.service, "handle", full)
    assert phone.say("reveal_fact", fact_id="nu-1")["code"] == "not_saved"
    monkeypatch.undo()
    stage.settle()
    assert other.see("table")["facts"] == {}


def test_what_was_told_of_a_workshop_is_forgotten_with_it_and_it_goes_on(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    stage.settle()
    assert workshop_id in stage.app.gateway._listeners._told
    stage.app.gateway.forget(workshop_id)
    assert stage.app.gateway._listeners._told == {}
    assert phone.say("reveal_fact", fact_id="nu-1") == {"ok": True}


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody delete a file that is open")
def test_P1_nothing_is_acknowledged_once_the_file_has_gone_and_who_leads_hears_why(
    stage: Stage, tmp_path: Path
) -> None:
    workshop_id = sharing(stage)
    phone, console = stage.phone(workshop_id, person(0)), stage.console(workshop_id)
    before = stage.app.service.version(workshop_id)
    for file in tmp_path.glob("workshops.sqlite3*"):
        file.unlink()
    refused = {"ok": False, "code": "not_saved", "message": SENTENCES["database_gone"]}
    assert phone.say("reveal_fact", fact_id="nu-1") == refused
    assert console.say("pause_workshop", reason="") == refused
    assert stage.app.service.version(workshop_id) == before
    assert console.see("tables")["t1"]["facts"] == {}


def test_P1_a_store_that_does_not_answer_is_no_defect(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone = stage.phone(sharing(stage), person(0))
    monkeypatch.setattr(stage.app.service, "current", failing(StoreFailed("The disk does not answer.")))
    answer = phone.send("resync")
    assert answer == {"ok": False, "code": "not_saved", "message": SENTENCES["not_saved"]}
    assert "The disk does not answer." in caplog.text
    monkeypatch.undo()
    assert phone.send("resync") == {"ok": True}


def failing(problem: Exception) -> Callable[..., Any]:
    def fail(*_asked: object) -> Any:
        raise problem

    return fail


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (StoreFailed("The disk does not answer."), "not_saved", "not_saved"),
        (StoreGone("The file has gone."), "not_saved", "database_gone"),
        (StoreHeld("A viewer holds it."), "not_saved", "database_held"),
        (StoreFull("No room."), "not_saved", "database_full"),
        (ZeroDivisionError("a secret"), "internal", "internal"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_P5_who_cannot_be_shown_anything_is_refused_with_a_code_and_not_left_waiting(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
    code: str,
    said: str,
    at_once: bool,
) -> None:
    """Before somebody is let in, or between that and the snapshot: nothing of them stays."""
    workshop_id = sharing(stage)
    console = stage.console(workshop_id)
    refused: list[Any] = []
    handlers = stage.app.socketio.server.handlers["/"]
    connect = handlers["connect"]

    def noted(*said: Any) -> Any:
        try:
            return connect(*said)
        except ConnectionRefusedError as refusal:
            refused.append(refusal.error_args)
            raise

    where = stage.app.service if at_once else stage.app.gateway._broadcast
    with monkeypatch.context() as broken:
        broken.setitem(handlers, "connect", noted)
        broken.setattr(where, "current" if at_once else "slices", failing(problem))
        assert not stage.phone(workshop_id, person(0)).client.is_connected()
    assert refused == [{"message": code, "data": SENTENCES[said]}]
    assert [peer.audience for peer in stage.app.gateway._listeners.peers.values()] == [Audience.FACILITATOR]
    assert ("presence", {"p0": "online"}) not in console.listen()
    assert stage.phone(workshop_id, person(0)).see("mine")["id"] == "p0"


BARRIER = '"type":"raise_barrier","barrier_id":"kX3vQ9_ZpT2mW7cR4bLs","category":"trust","setting":"exercise"'


@pytest.mark.parametrize(
    "said",
    [
        f'2{{0}}["command",{{{{"id":"device-1",{BARRIER},"text":"half \\ud83d"}}}}]',
        '2{0}["command",{{"id":"device-1","type":"check_out","confidence_then":NaN}}]',
        '2{0}["command",{{"id":"device-1","type":"give_read","need":1e999}}]',
        '2{0}["command",' + "[" * 100_000,
        '2{0}["command",' + "9" * 5000 + "]",
        '2{0}["command"',
        "2{0}[]",
        "2{0}[{{}}]",
        '2{0}{{"command":1}}',
        "2{0}",
        '8{0}["command"]',
        '51-{0}["command",{{"_placeholder":true,"num":0}}]',
    ],
)
def test_P1_a_message_that_cannot_be_read_is_acknowledged_as_malformed(stage: Stage, said: str) -> None:
    """orjson refuses half of a character: a phone that kept such a text would send it for ever."""
    phone = stage.phone(sharing(stage), person(0))
    server = stage.app.socketio.server
    for number in ("7", ""):  # without a number nobody asks for an answer
        phone.client.acks = None
        server._handle_eio_message(phone.client.eio_sid, said.format(number))
        if number:
            assert phone.client.acks is not None
            assert phone.client.acks["args"][0]["code"] == "malformed"
    assert "now" in phone.send("clock")


@pytest.mark.parametrize("said", ["", "x", "4", "0[", "1", "3", "37[", b"\x00\xff", {"a": 1}, 7])
def test_P1_what_is_no_message_at_all_trips_nothing(stage: Stage, said: Any) -> None:
    phone, other = (stage.phone(sharing(stage, name), person(0)) for name in ("spring", "autumn"))
    stage.app.socketio.server._handle_eio_message(phone.client.eio_sid, said)
    assert "now" in other.send("clock")


def test_P1_a_defect_is_acknowledged_without_its_words(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone = stage.phone(sharing(stage), person(0))

    def broken(*_: object) -> int:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(stage.app.service, "handle", broken)
    answer = phone.say("reveal_fact", fact_id="nu-1")
    assert answer == {"ok": False, "code": "internal", "message": SENTENCES["internal"]}
    assert "a message failed" in caplog.text


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
field_names = sorted({name for _, shape in SHAPES.values() for name in shape.fields})
near_misses = st.fixed_dictionaries(
    {"id": st.just("device-x") | json_values, "type": st.sampled_from(sorted(SHAPES)) | json_values},
    optional={name: json_values for name in field_names if name not in ("id", "type")},
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    event=st.sampled_from(["command", "resync", "clock", "shout"]), data=st.lists(json_values | near_misses)
)
def test_P1_whatever_is_sent_is_acknowledged_in_one_known_way(
    stage: Stage, event: str, data: list[object]
) -> None:
    workshop_id = WorkshopId("spring")
    if stage.app.store.version(workshop_id) == 0:
        sharing(stage)
    phone = stage.phone(workshop_id, person(len(data) % 4))  # each may connect so often (P12)
    try:
        answer = phone.send(event, *data)
    finally:
        phone.client.disconnect()
    if event == "clock":
        assert answer.keys() == {"now"}
    elif answer["ok"]:
        assert answer.keys() == {"ok"}
    else:
        assert answer["code"] in SENTENCES
        assert "Traceback" not in answer["message"]


def test_P1_too_many_messages_are_acknowledged_too(stage: Stage) -> None:
    phone = stage.phone(sharing(stage), person(0))
    answers = [phone.send("clock") for _ in range(361)]
    assert all("now" in answer for answer in answers[:360])
    assert answers[360]["code"] == "too_fast"


# --- P12: budgets of whom they are, not of how many sockets they open -------------------------------------


def test_P12_sixty_sockets_of_one_seat_say_no_more_than_one_person_may(stage: Stage) -> None:
    workshop_id = sharing(stage)
    before = stage.app.service.version(workshop_id)
    phones = [stage.phone(workshop_id, person(0)) for _ in range(60)]
    reasons = ["law", "fear", "trust"]
    told = [
        phones[number % 60].say("hold_back", fact_id="nu-1", reason=reasons[number % 3]).get("code", "ok")
        for number in range(1_200)
    ]
    assert set(told) == {"ok", "too_many_reasons_changed", "too_fast"}
    assert told.count("too_fast") >= 1200 - 720
    stage.settle()
    assert stage.app.service.version(workshop_id) - before <= 101


def test_P12_two_who_share_a_seat_share_what_it_may_say_in_an_hour() -> None:
    budgets = Budgets(clock=lambda: 7.0)
    where = WorkshopId("spring")
    taken = [budgets.take_of_seat(where, "t1-nurse") for _ in range(1_201)]
    assert taken == [True] * 1_200 + [False]
    assert budgets.take_of_seat(where, "t1-police")
    budgets.forget(where)
    assert budgets.take_of_seat(where, "t1-nurse")


def test_P12_commands_in_an_hour_are_enough_for_who_leads_and_end_for_everybody() -> None:
    now = [0.0]
    budgets = Budgets(clock=lambda: now[0])
    where = WorkshopId("spring")
    for audience, most in ((Audience.PARTICIPANT, 600), (Audience.FACILITATOR, 6_000)):
        taken = [budgets.take(Asked.COMMAND, where, audience, f"a {audience}") for _ in range(most + 1)]
        assert taken == [True] * most + [False]
        assert budgets.take(Asked.COMMAND, where, audience, "another")
    now[0] += 3600
    assert budgets.take(Asked.COMMAND, where, Audience.PARTICIPANT, f"a {Audience.PARTICIPANT}")


def test_P12_snapshots_are_counted_whether_asked_for_or_got_by_connecting(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    told = [phone.send("resync").get("code", "ok") for _ in range(179)]
    assert told == ["ok"] * 179
    assert phone.send("resync")["code"] == "too_fast"
    assert not stage.phone(workshop_id, person(0)).client.is_connected()
    assert stage.phone(workshop_id, person(1)).client.is_connected()
    assert phone.send("clock").keys() == {"now"}


# --- P2 --------------------------------------------------------------------------------------------------


def test_P2_the_same_command_again_is_acknowledged_alike_and_shown_once(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone, other = stage.phone(workshop_id, person(0)), stage.phone(workshop_id, person(1))
    tapped = signed({"fact_id": "nu-1"}, phone.signs)
    command = {"id": "same-tap-1", "type": "reveal_fact", **tapped}
    answers = [phone.send("command", command) for _ in range(3)]
    stage.settle()
    assert answers[0]["ok"]
    assert answers[1:] == answers[:1] * 2
    assert [name for name, _ in other.listen()] == ["changes"]


# --- P3: who somebody is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "auth",
    [
        None,
        {},
        "phone",
        ["phone"],
        {"as": "phone"},
        {"as": "phone", "token": "made-up"},
        {"as": "phone", "token": 7},
        {"as": "screen"},
        {"as": "screen", "token": "made-up"},
        {"as": "console", "workshop": "spring"},
        {"as": "console"},
        {"as": "facilitator"},
        {"as": ["phone"]},
    ],
)
def test_P3_without_a_valid_token_nobody_connects(stage: Stage, auth: Any) -> None:
    sharing(stage)
    device = stage.device(stage.app.flask.test_client(), auth)
    assert not device.client.is_connected()


def test_P3_one_audiences_token_does_not_open_another_door(stage: Stage) -> None:
    workshop_id = sharing(stage)
    of_screen = screen_token(stage.app.key, workshop_id)
    of_seat = participant_token(stage.app.key, workshop_id, person(0))
    browser = stage.app.flask.test_client()
    assert not stage.device(browser, {"as": "phone", "token": of_screen}).client.is_connected()
    assert not stage.device(browser, {"as": "screen", "token": of_seat}).client.is_connected()
    browser.set_cookie("facilitator", of_seat)
    assert not stage.device(browser, {"as": "console", "workshop": workshop_id}).client.is_connected()


def test_P3_a_facilitator_leads_only_their_own_workshops(stage: Stage) -> None:
    workshop_id = sharing(stage)
    assert stage.console(workshop_id).client.is_connected()
    assert not stage.console(workshop_id, facilitator="somebody-else").client.is_connected()
    assert not stage.console(WorkshopId("autumn")).client.is_connected()


def test_P3_a_phone_may_bring_its_token_instead_of_its_cookie(stage: Stage) -> None:
    workshop_id = sharing(stage)
    token = participant_token(stage.app.key, workshop_id, person(1))
    phone = stage.device(stage.app.flask.test_client(), {"as": "phone", "token": token})
    assert phone.see("mine")["id"] == "p1"


def test_P3_no_field_of_a_command_names_who_says_it(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    assert phone.say("leave_workshop", participant_id="p1")["code"] == "malformed"
    assert phone.say("reveal_fact", fact_id="po-1", seat_id="t1s3")["code"] in ("not_your_fact", "not_yours")
    workshop, _ = stage.app.service.current(workshop_id)
    assert workshop.participants[person(1)].takes_part
    assert workshop.tables[next(iter(workshop.tables))].revealed == {}


# --- P4: who may say what --------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", list(Audience))
def test_P4_every_command_is_refused_to_every_audience_the_table_does_not_name(
    stage: Stage, audience: Audience
) -> None:
    workshop_id = sharing(stage)
    stage.join(workshop_id, "olu", as_observer=True)
    device = {
        Audience.PARTICIPANT: lambda: stage.phone(workshop_id, person(0)),
        Audience.OBSERVER: lambda: stage.phone(workshop_id, ParticipantId("olu")),
        Audience.FACILITATOR: lambda: stage.console(workshop_id),
        Audience.SCREEN: lambda: stage.screen(workshop_id),
        Audience.DESK: lambda: stage.desk(workshop_id),
    }[audience]()
    assert device.audience == audience
    before = stage.app.store.version(workshop_id)
    for name, (wish, _) in SHAPES.items():
        if not may(audience, wish):
            answer = device.say(name)
            assert answer["code"] == (
                "observers_watch" if audience is Audience.OBSERVER else "not_allowed"
            ), name
    assert stage.app.store.version(workshop_id) == before


# --- P5: snapshots and changes ---------------------------------------------------------------------------


def seen_now(stage: Stage, workshop_id: WorkshopId, device: Device) -> Any:
    """What the views say the device should see, as JSON would carry it."""
    workshop, _ = stage.app.service.current(workshop_id)
    is_still = workshop.screen.is_blank or workshop.screen.is_frozen
    scopes = {
        "facilitator": slices.facilitator(),
        "screen": slices.still_screen() if is_still else slices.screen(),
    }.get(device.audience) or slices.participant(workshop, ParticipantId(device.see("mine")["id"]))
    values = {str(scope.wire_name): slices.value(workshop, scope) for scope in scopes}
    return orjson.loads(orjson.dumps(values))


def held(device: Device) -> Any:
    """What the device has put together, without what is kept beside the log."""
    values = {name: value for name, value in device.values().items() if name not in ("names", "welcome")}
    if "lead" in values:
        values["lead"] = {name: one for name, one in values["lead"].items() if name not in ("code", "url")}
    return values


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_P5_snapshot_and_changes_add_up_to_the_view_through_any_legal_history(
    tmp_path: Path, seed: int
) -> None:
    """Two workshops of two tables run at once; every device ends with exactly its own view, and no gap."""
    stage = Stage(tmp_path)
    rng = Random(seed)
    runs = {
        name: history(SMALL, TWO_TABLES, Random(f"{seed}-{name}"), steps=160) for name in ("spring", "autumn")
    }
    ids = {name: stage.open(name, TWO_TABLES) for name in runs}
    devices: dict[str, list[Device]] = {name: [] for name in runs}
    for name, run in runs.items():
        next(run)  # the opening
        devices[name] += [stage.console(ids[name]), stage.screen(ids[name])]
    while runs:
        name = rng.choice(sorted(runs))
        step = next(runs[name], None)
        if step is None:
            del runs[name]
            continue
        stage.handle(ids[name], step.command.by, step.command.wish, id=step.command.id)
        if isinstance(step.command.wish, c.JoinWorkshop) and rng.random() < 0.8:
            devices[name].append(stage.phone(ids[name], step.command.wish.participant_id))
        if rng.random() < 0.2:
            stage.settle()
            for device in devices[name]:
                device.listen()
            fresh = newcomer(stage, ids[name], rng)
            assert held(fresh) == seen_now(stage, ids[name], fresh)
            devices[name].append(fresh)
    stage.settle()
    for name, all_of_it in devices.items():
        for device in all_of_it:
            device.listen()
        sent_away = [("farewell", {"code": code}) for code in ("removed", "left")]
        connected = [one for one in all_of_it if not any(farewell in one.heard for farewell in sent_away)]
        assert len(connected) > 3
        for device in connected:
            assert held(device) == seen_now(stage, ids[name], device)
    stage.close()


def newcomer(stage: Stage, workshop_id: WorkshopId, rng: Random) -> Device:
    """Another device in the middle of it all: what is made once for all must be right for whoever comes."""
    workshop, _ = stage.app.service.current(workshop_id)
    here = [one.id for one in workshop.participants.values() if one.takes_part]
    doors = [lambda: stage.console(workshop_id), lambda: stage.screen(workshop_id)]
    doors += [lambda: stage.phone(workshop_id, rng.choice(here))] * (2 if here else 0)
    return rng.choice(doors)()


def test_P5_a_commit_that_overtakes_a_snapshot_leaves_no_gap(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the workshop and sending it, another phone's reveal is committed and published."""
    workshop_id = sharing(stage)
    other = stage.phone(workshop_id, person(1))
    slices = stage.app.gateway._broadcast.slices
    reveals = iter(["nu-1"])

    def overtaken(*arguments: Any) -> Any:
        made = slices(*arguments)
        for fact_id in reveals:
            by = c.ParticipantActor(participant_id=person(0))
            stage.handle(workshop_id, by, c.RevealFact(fact_id=fact_id))
            stage.settle()
        return made

    monkeypatch.setattr(stage.app.gateway._broadcast, "slices", overtaken)
    phone = stage.phone(workshop_id, person(2))
    assert list(phone.facts()) == ["nu-1"]
    assert list(other.facts()) == ["nu-1"]
    assert [name for name, _ in phone.heard].count("snapshot") == 2


def test_P5_a_snapshot_between_commits_and_their_publishing_hides_them_from_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody connects when two commits are saved and not yet told: those who were here hear of both."""
    workshop_id = sharing(stage)
    devices = [stage.phone(workshop_id, person(place)) for place in (0, 1)] + [stage.console(workshop_id)]
    stage.settle()
    stage.app.gateway.forget(workshop_id)
    saved: list[Any] = []
    with monkeypatch.context() as held_back:
        held_back.setattr(stage.app.service, "on_commit", saved.extend)
        for fact_id in ("nu-1", "nu-2"):
            by = c.ParticipantActor(participant_id=person(0))
            stage.handle(workshop_id, by, c.RevealFact(fact_id=fact_id))
        stage.settle()
        devices += [stage.phone(workshop_id, person(2)), stage.console(workshop_id)]
    stage.app.gateway.publish(saved)
    assert sorted(devices[1].facts()) == ["nu-1", "nu-2"]
    assert [held(device) for device in devices] == [seen_now(stage, workshop_id, one) for one in devices]
    stage.go_to(workshop_id, "ask_and_link")  # and nobody finds a gap before what comes next (V14)
    stage.settle()
    assert [held(device) for device in devices] == [seen_now(stage, workshop_id, one) for one in devices]


def test_P5_a_move_in_a_workshop_that_was_forgotten_is_told_to_those_who_stay(stage: Stage) -> None:
    """The one who is moved gets a snapshot before the others hear why: that must not pass for theirs."""
    workshop_id = sharing(stage, people=8, layout=TWO_TABLES)
    devices = [stage.phone(workshop_id, person(place)) for place in range(8)] + [stage.console(workshop_id)]
    stage.app.gateway.forget(workshop_id)
    workshop, _ = stage.app.service.current(workshop_id)
    mine = devices[0].see("seat")["table"]
    there = next(seat for seat, table in workshop.table_by_seat.items() if table != mine)
    stage.leads(workshop_id, c.SeatParticipant(participant_id=person(0), seat_id=there))
    stage.settle()
    assert [held(device) for device in devices] == [seen_now(stage, workshop_id, one) for one in devices]
    stage.go_to(workshop_id, "ask_and_link")  # and nobody finds a gap before what comes next (V14)
    stage.settle()
    assert [held(device) for device in devices] == [seen_now(stage, workshop_id, one) for one in devices]


def test_P5_a_missed_change_is_noticed_and_mended_by_resync(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone, other = stage.phone(workshop_id, person(0)), stage.phone(workshop_id, person(1))
    phone.say("reveal_fact", fact_id="nu-1")
    stage.settle()
    other.client.get_received()  # lost on the way
    phone.say("reveal_fact", fact_id="nu-2")
    stage.settle()
    with pytest.raises(Exception, match="table: has"):
        other.listen()
    assert other.send("resync") == {"ok": True}
    assert sorted(other.facts()) == ["nu-1", "nu-2"]


def test_P5_a_reload_shows_what_a_device_that_stayed_sees(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    phone.say("reveal_fact", fact_id="nu-1")
    phone.say("hold_back", fact_id="nu-2", reason="consent")
    stage.settle()
    assert stage.phone(workshop_id, person(0)).values() == phone.values()


def test_P5_a_reveal_costs_a_phone_less_than_a_kilobyte(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    phone.say("reveal_fact", fact_id="nu-1")
    stage.settle()
    [(name, data)] = phone.listen()
    assert name == "changes"
    assert len(orjson.dumps(data)) < 1000


def test_P5_one_commit_sends_each_room_one_list(stage: Stage) -> None:
    workshop_id = sharing(stage)
    console = stage.console(workshop_id)
    console.say("move_to_phase", from_phase_id="share", phase_id="pulse")
    stage.settle()
    assert [name for name, _ in console.listen()] == [
        "changes",
        "changes",
    ]  # everybody's, and the console's own


def test_P5_names_reach_the_console_with_those_who_join_and_go_when_they_are_erased(stage: Stage) -> None:
    workshop_id = sharing(stage, people=1)
    console, screen = stage.console(workshop_id), stage.screen(workshop_id)
    stage.join(workshop_id, "kofi")
    stage.settle()
    assert console.see("names") == {"p0": "P0", "kofi": "Kofi"}
    stage.app.store.erase_names(workshop_id)
    stage.app.gateway.tell_news(NamesErased(workshop_id=workshop_id))
    assert console.see("names") == {}
    assert "Kofi" not in str(screen.heard)


# --- isolation -------------------------------------------------------------------------------------------


def test_P3_nothing_of_one_table_or_workshop_reaches_another(stage: Stage) -> None:
    spring = sharing(stage, "spring", people=8, layout=TWO_TABLES)
    autumn = sharing(stage, "autumn", people=8, layout=TWO_TABLES)
    devices = {
        (name, place): stage.phone(workshop_id, person(place))
        for name, workshop_id in (("spring", spring), ("autumn", autumn))
        for place in range(8)
    }
    workshop, _ = stage.app.service.current(spring)
    table_of = {
        place: workshop.table_by_seat[seat_id]
        for place in range(8)
        if (seat_id := workshop.participants[person(place)].seat_id)
    }
    says = devices["spring", 0].say
    fact_id = next(iter(devices["spring", 0].see("seat")["hand"]))
    assert says("reveal_fact", fact_id=fact_id)["ok"]
    stage.go_to(spring, "ask_and_link")
    stage.settle()
    for device in devices.values():
        device.listen()
    mine = devices["spring", 0].see("seat")
    asked = next(role for role in ("police", "nurse") if role not in mine["roles"])
    assert says("ask_role", ask_id="ask-00001", role_id=asked, text="And then?")["ok"]
    assert says("hold_back", fact_id=list(mine["hand"])[1], reason="trust")["ok"]
    stage.settle()
    for (name, place), device in devices.items():
        news = device.listen()
        if name == "spring" and place == 0:
            assert {entry["slice"] for _, data in news for entry in data} == {"table", "seat"}
        elif name == "spring" and table_of[place] == table_of[0]:
            assert {entry["slice"] for _, data in news for entry in data} == {"table"}
        else:
            assert news == []


def test_P3_a_room_is_named_by_the_verified_identity_alone() -> None:
    workshop_id = WorkshopId("spring")
    rooms = {room_of(workshop_id, Scope(kind, key)) for kind in Slice for key in ("", "a", "b")}
    assert all(room.startswith("spring/") for room in rooms)
    assert room_of(workshop_id, Scope(Slice.SEAT, "a")) != room_of(workshop_id, Scope(Slice.MINE, "a"))


def test_P3_nothing_is_ever_sent_without_naming_a_room() -> None:
    sends = [
        (path.name, node)
        for path in (ROOT / "app").rglob("*.py")
        if path.parent.name != "rehearsal"  # phones of bots, not the server
        and path.name
        not in ("engine.py", "websocket.py")  # they carry what is sent to one line, and know no rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) in ("emit", "_emit", "_send", "send")
    ]
    assert sends
    for name, call in sends:
        names_a_room = any(keyword.arg in ("room", "to") for keyword in call.keywords)
        assert names_a_room or len(call.args) == 3, f"{name}:{call.lineno}"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


# --- P6, P7 ----------------------------------------------------------------------------------------------


def test_P6_a_removed_participant_is_told_so_and_hears_no_more(stage: Stage) -> None:
    workshop_id = sharing(stage)
    gone, other = stage.phone(workshop_id, person(0)), stage.phone(workshop_id, person(1))
    stage.leads(workshop_id, c.RemoveParticipant(participant_id=person(0)))
    stage.settle()
    assert gone.listen()[-1] == ("farewell", {"code": "removed"})
    other.say("reveal_fact", fact_id="sc-1")
    stage.settle()
    assert gone.listen() == []
    assert gone.send("clock")["code"] == "not_signed_in" if gone.client.is_connected() else True
    assert not stage.phone(workshop_id, person(0)).client.is_connected()
    stage.leads(workshop_id, c.RestoreParticipant(participant_id=person(0)))
    assert list(stage.phone(workshop_id, person(0)).facts()) == ["sc-1"]


def test_P1_who_asks_once_more_after_being_dismissed_is_answered_in_their_language(stage: Stage) -> None:
    workshop_id = sharing(stage)
    browser = stage.app.flask.test_client()
    browser.set_cookie(SEAT_COOKIE, participant_token(stage.app.key, workshop_id, person(0)))
    browser.set_cookie(LANGUAGE_COOKIE, "es")
    phone = stage.device(browser, {"as": "phone"})
    stage.app.gateway._listeners.peers.clear()  # dismissed, while the line is still being closed
    said = phone.send("clock")
    assert (said["code"], said["message"]) == ("not_signed_in", sentence("not_signed_in", language="es"))
    assert said["message"] != sentence("not_signed_in")


def test_P6_a_participant_who_leaves_is_told_so(stage: Stage) -> None:
    workshop_id = sharing(stage)
    phone = stage.phone(workshop_id, person(0))
    phone.say("leave_workshop")
    stage.settle()
    assert phone.listen()[-1] == ("farewell", {"code": "left"})


def test_P6_a_moved_participant_gets_the_new_seat_and_nothing_more_of_the_old(stage: Stage) -> None:
    workshop_id = sharing(stage, people=8, layout=TWO_TABLES)
    phone, neighbour = stage.phone(workshop_id, person(0)), stage.phone(workshop_id, person(1))
    was = phone.see("seat")
    workshop, _ = stage.app.service.current(workshop_id)
    there = next(seat for seat, table in workshop.table_by_seat.items() if table != was["table"])
    stage.leads(workshop_id, c.SeatParticipant(participant_id=person(0), seat_id=there))
    stage.settle()
    news = phone.listen()
    assert [name for name, _ in news][:2] == ["farewell", "snapshot"]
    assert phone.see("seat")["id"] == there
    neighbour.say("reveal_fact", fact_id=next(iter(neighbour.see("seat")["hand"])))
    stage.settle()
    assert phone.listen() == []


def while_being_placed(stage: Stage, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Once, between reading the workshop and listening to what it was: something is committed and told."""
    listeners = stage.app.gateway._listeners
    place, still_to_come = listeners.place, [happens]

    def overtaken(peer: Peer, workshop: Workshop) -> None:
        while still_to_come:
            still_to_come.pop()()
            stage.settle()
        place(peer, workshop)

    monkeypatch.setattr(listeners, "place", overtaken)


@pytest.mark.parametrize("comes", ["to connect", "to ask again"])
def test_P6_who_is_removed_in_the_moment_of_coming_hears_nothing_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, comes: str
) -> None:
    workshop_id = sharing(stage)
    other = stage.phone(workshop_id, person(1))
    gone = stage.phone(workshop_id, person(0)) if comes == "to ask again" else None
    remove = c.RemoveParticipant(participant_id=person(0))
    while_being_placed(stage, monkeypatch, lambda: stage.leads(workshop_id, remove))
    if gone is None:
        gone = stage.phone(workshop_id, person(0))
        assert not gone.client.is_connected()
    else:
        assert gone.send("resync")["code"] in {"removed", "not_signed_in"}
    gone.listen()
    other.say("reveal_fact", fact_id="sc-1")
    stage.settle()
    assert gone.listen() == []


def test_P6_who_is_moved_in_the_moment_of_connecting_listens_at_the_new_seat(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = sharing(stage, people=8, layout=TWO_TABLES)
    workshop, _ = stage.app.service.current(workshop_id)
    was = workshop.participants[person(0)].seat_id
    there = next(
        seat for seat, table in workshop.table_by_seat.items() if was and table != workshop.table_by_seat[was]
    )
    move = c.SeatParticipant(participant_id=person(0), seat_id=there)
    while_being_placed(stage, monkeypatch, lambda: stage.leads(workshop_id, move))
    phone = stage.phone(workshop_id, person(0))
    assert phone.see("seat")["id"] == there
    (peer,) = stage.app.gateway._listeners.peers.values()
    workshop, _ = stage.app.service.current(workshop_id)
    keys = slices.participant(workshop, person(0))
    assert peer.rooms == {room_of(workshop_id, key) for key in keys}


def test_P7_who_is_here_is_told_again_after_it_could_not_be(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    workshop_id = sharing(stage)
    console = stage.console(workshop_id)
    phone = stage.phone(workshop_id, person(0))
    gateway = stage.app.gateway
    tell, problems = gateway._tell_presence, [StoreProblem("the database does not answer")]

    def told(*news: Any) -> None:
        if problems:
            raise problems.pop()
        tell(*news)

    monkeypatch.setattr(gateway, "_watch_presence", lambda: None)
    monkeypatch.setattr(gateway._server, "sleep", lambda _s: None)
    monkeypatch.setattr(gateway, "_tell_presence", told)
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(gateway._presence, "_clock", lambda: next(clock))
    console.listen()
    phone.client.disconnect()
    gateway._watch()
    assert ("presence", {"p0": "away"}) in console.listen()
    assert "could not be told" in caplog.text


def test_P7_presence_is_told_to_the_console_alone(stage: Stage) -> None:
    workshop_id = sharing(stage)
    console, screen = stage.console(workshop_id), stage.screen(workshop_id)
    phone = stage.phone(workshop_id, person(0))
    later = stage.phone(workshop_id, person(1))
    assert console.listen() == [("presence", {"p0": "online"}), ("presence", {"p1": "online"})]
    assert "presence" not in {name for device in (screen, phone, later) for name, _ in device.heard}
    assert dict(stage.console(workshop_id).heard)["presence"] == {"p0": "online", "p1": "online"}


def test_P7_who_goes_while_the_watch_ends_is_watched_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = sharing(stage)
    stage.phone(workshop_id, person(0))
    gateway = stage.app.gateway
    (peer,) = gateway._listeners.peers.values()
    is_settled, watches = gateway._presence.is_settled, []

    def settled_and_then_somebody_goes() -> bool:
        settled = is_settled()
        gateway._listeners.lose(peer.sid)
        return settled

    monkeypatch.setattr(gateway._presence, "is_settled", settled_and_then_somebody_goes)
    monkeypatch.setattr(gateway._server, "start_background_task", watches.append)
    gateway._is_watching = True
    gateway._watch()
    assert watches == [gateway._watch]


def test_P7_presence_is_not_in_the_log(stage: Stage) -> None:
    workshop_id = sharing(stage)
    before = stage.app.service.log(workshop_id)
    stage.phone(workshop_id, person(0)).client.disconnect()
    assert stage.app.service.log(workshop_id) == before


# --- the handshake, on the real server -------------------------------------------------------------------


def handshake(port: int, *more: str) -> tuple[str, socket.socket]:
    """The answer to a browser's websocket handshake, and the open connection."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        *more,
    ]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        received = connection.recv(4096)
        if not received:
            break
        answer += received
    return answer.partition(b"\r\n\r\n")[0].decode().lower(), connection


@pytest.mark.parametrize("async_mode", ["eventlet", "threading"])
def test_compression_is_refused_and_so_is_another_origin(tmp_path: Path, async_mode: str) -> None:
    with serving(tmp_path / "workshops.sqlite3", async_mode=async_mode) as served:
        offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
        answer, connection = handshake(served.port, offer)
        connection.close()
        assert answer.startswith("http/1.1 101")
        assert "permessage-deflate" not in answer
        assert "set-cookie" not in answer
        answer, connection = handshake(served.port, "Origin: http://elsewhere.test")
        connection.close()
        assert " 400 " in answer.splitlines()[0]


def test_a_message_too_large_ends_the_connection_and_harms_nobody_else(served: Served) -> None:
    _, big = handshake(served.port)
    _, small = handshake(served.port)
    length = MAX_MESSAGE_BYTES + 1000
    big.sendall(b"\x81" + bytes([128 | 127]) + length.to_bytes(8, "big") + b"\0\0\0\0" + b"4" * length)
    while big.recv(4096):
        pass
    big.close()
    small.sendall(b"\x81" + bytes([128 | 3]) + b"\0\0\0\0" + b"40{")
    small.close()
    _, again = handshake(served.port)
    again.close()
