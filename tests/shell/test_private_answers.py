"""Rules J8, D11, D12 through the app: what lies beside the log, for how long, and who is told of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import (
    BarrierId,
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    Setting,
    WorkshopId,
)
from app.domain.scenario import BarrierCategory, OptionId
from app.store import Store
from app.turn.outcome import Committed
from app.turn.service import Service
from app.turn.settling import Settling
from app.wire.random_ids import IdsHeard
from tests.chance import by_chance
from tests.family import PHASE, SMALL
from tests.people import NOON
from tests.shell.stage import Device, Stage

STORY, NEED = OptionId("easy-story"), OptionId("true-need")
PEOPLE = ("ama", "bo", "cai", "dee")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.close()


@pytest.fixture
def spring(stage: Stage) -> WorkshopId:
    spring = stage.open("spring")
    for who in PEOPLE:
        stage.join(spring, who)
    return spring


def _reads(stage: Stage, spring: WorkshopId, who: str, need: int, *, line: str = "Marker-line") -> int:
    wish = c.GiveRead(need=need, option_id=STORY, line=line, topic_id=None)
    return stage.handle(spring, ParticipantActor(participant_id=ParticipantId(who)), wish)


def _moves(stage: Stage, spring: WorkshopId, kind: str, *, seconds: float) -> None:
    now, _ = stage.app.service.current(spring)
    phase = next(phase for phase in SMALL.agenda if phase.kind == kind)
    _at(stage, spring, c.MoveToPhase(from_phase_id=now.phase_id, phase_id=phase.id), seconds)


def _at(stage: Stage, spring: WorkshopId, wish: c.Wish, seconds: float) -> None:
    command_id = CommandId(f"at-{seconds}-{type(wish).__name__}")
    at = NOON + timedelta(seconds=seconds)
    stage.app.service.handle(spring, Command(id=command_id, at=at, by=FacilitatorActor(), wish=wish))


def _spread(stage: Stage, spring: WorkshopId) -> Any:
    return stage.console(spring).see("moderation").get("spread")


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_J8_the_log_holds_that_somebody_answered_and_nothing_else(stage: Stage, spring: WorkshopId) -> None:
    stage.go_to(spring, "first_read")
    _reads(stage, spring, "ama", 3)
    logged = stage.app.service.log(spring)[-1]
    assert logged.event == e.AnswerKept()
    workshop, version = stage.app.service.current(spring)
    assert version == logged.version
    assert workshop.participants[ParticipantId("ama")].answers.first_read is not None


def test_J8_after_undos_seconds_who_said_what_is_gone_from_the_file(
    stage: Stage, spring: WorkshopId, tmp_path: Path
) -> None:
    _moves(stage, spring, "first_read", seconds=0)
    for need, who in enumerate(PEOPLE):
        _reads(stage, spring, who, need)
    _moves(stage, spring, "pulse", seconds=100)
    assert _spread(stage, spring)["n"] == 4, "the room does not wait for it"
    _at(stage, spring, c.Settle(), 111)
    assert b"Marker-line" in _bytes(tmp_path)
    _at(stage, spring, c.Settle(), 113)
    assert b"Marker-line" not in _bytes(tmp_path)
    assert stage.app.store.workshops_running() == ()
    assert _spread(stage, spring)["n"] == 4
    assert not any(
        one.answers.first_read for one in stage.app.service.current(spring)[0].participants.values()
    )


def test_J8_undone_the_step_runs_on_and_is_counted_anew_in_threes(stage: Stage, spring: WorkshopId) -> None:
    """One pair of spreads, before and after going back, would else tell one late read."""
    _moves(stage, spring, "first_read", seconds=0)
    for who in PEOPLE[:3]:
        _reads(stage, spring, who, 2)
    _moves(stage, spring, "pulse", seconds=100)
    first = _spread(stage, spring)
    assert first["need"] == {"2": 3}
    _at(stage, spring, c.UndoMove(phase_id=PHASE["pulse"]), 105)  # type: ignore[index]
    phone = stage.phone(spring, ParticipantId("ama"))
    assert phone.see("mine")["first_read"]["need"] == 2, "what was given is still there"
    _reads(stage, spring, "dee", 9)
    _moves(stage, spring, "pulse", seconds=110)
    assert _spread(stage, spring) == first, "one late read would be told by the difference"
    _at(stage, spring, c.UndoMove(phase_id=PHASE["pulse"]), 115)  # type: ignore[index]
    for who in PEOPLE[:2]:
        _reads(stage, spring, who, 4)
    _moves(stage, spring, "pulse", seconds=120)
    assert _spread(stage, spring)["need"] == {"2": 1, "4": 2, "9": 1}


def test_J8_gone_back_to_a_step_is_a_new_one_and_the_earlier_count_stands_until_three_have_answered(
    stage: Stage, spring: WorkshopId
) -> None:
    _moves(stage, spring, "first_read", seconds=0)
    for who in PEOPLE[:3]:
        _reads(stage, spring, who, 2)
    _moves(stage, spring, "pulse", seconds=100)
    first = _spread(stage, spring)
    _moves(stage, spring, "first_read", seconds=103)  # by a move, not by undoing one
    assert "first_read" not in stage.phone(spring, ParticipantId("ama")).see("mine")
    for who in PEOPLE[2:]:
        _reads(stage, spring, who, 9)
    _moves(stage, spring, "pulse", seconds=200)
    assert _spread(stage, spring) == first
    _moves(stage, spring, "first_read", seconds=300)
    for who in PEOPLE[1:]:
        _reads(stage, spring, who, 9)
    _moves(stage, spring, "pulse", seconds=400)
    assert _spread(stage, spring)["need"] == {"9": 3}


def test_J8_what_is_answered_in_a_step_that_is_undone_goes_with_it(stage: Stage, spring: WorkshopId) -> None:
    _moves(stage, spring, "pulse", seconds=0)
    _moves(stage, spring, "second_read", seconds=100)
    for who in PEOPLE:
        _reads(stage, spring, who, 2)
    _at(stage, spring, c.UndoMove(phase_id=PHASE["second_read"]), 105)  # type: ignore[index]
    assert stage.app.store.workshops_running() == ()


def test_P2_an_answer_said_again_is_kept_once_also_after_a_restart(stage: Stage, spring: WorkshopId) -> None:
    stage.go_to(spring, "vote")
    barrier_id = _let_in(stage, spring)
    ama = ParticipantActor(participant_id=ParticipantId("ama"))
    first = stage.handle(spring, ama, c.VoteForBarrier(barrier_id=barrier_id), id="the-same-vote")
    assert stage.handle(spring, ama, c.VoteForBarrier(barrier_id=barrier_id), id="the-same-vote") == first
    again = Service(stage.app.store, read_scenario=lambda _text: SMALL)
    workshop, version = again.current(spring)
    assert version == first
    assert workshop == stage.app.service.current(spring)[0]
    wish = Command(
        id=CommandId("the-same-vote"), at=NOON, by=ama, wish=c.VoteForBarrier(barrier_id=barrier_id)
    )
    assert again.handle(spring, wish) == first
    assert again.current(spring)[0].participants[ParticipantId("ama")].answers.votes == {barrier_id}
    again.close()


def _let_in(stage: Stage, spring: WorkshopId) -> BarrierId:
    barrier_id = BarrierId("of-who-leads")
    stage.leads(spring, _barrier(barrier_id))
    return barrier_id


def _barrier(barrier_id: str) -> c.RaiseBarrier:
    return c.RaiseBarrier(
        barrier_id=BarrierId(barrier_id),
        category=BarrierCategory.FEAR,
        text=f"Marker-{barrier_id}",
        setting=Setting.EXERCISE,
    )


def test_J8_two_processes_know_the_same_answers(stage: Stage, spring: WorkshopId, tmp_path: Path) -> None:
    """A vote kept by one is seen, counted and forgotten by the other."""
    stage.go_to(spring, "vote")
    barrier_id = _let_in(stage, spring)
    store = Store.open(f"sqlite:///{tmp_path / 'workshops.sqlite3'}")
    other = Service(store, read_scenario=lambda _text: SMALL)
    for number, who in enumerate(PEOPLE):
        by = ParticipantActor(participant_id=ParticipantId(who))
        wish = c.VoteForBarrier(barrier_id=barrier_id)
        service = (stage.app.service, other)[number % 2]
        service.handle(spring, Command(id=CommandId(f"vote-{who}"), at=NOON, by=by, wish=wish))
    assert other.current(spring) == stage.app.service.current(spring)
    stage.go_to(spring, "meaning")
    counted = other.current(spring)[0].results.votes
    assert counted is not None
    assert [(one.id, one.n) for one in counted.votes] == [(barrier_id, 4)]
    _at(stage, spring, c.Settle(), 60)
    assert other.current(spring) == stage.app.service.current(spring)
    other.close()
    store.close()


def test_D11_three_barriers_come_to_the_console_together_a_while_after_the_third(
    stage: Stage, spring: WorkshopId
) -> None:
    stage.go_to(spring, "barriers")
    console = stage.console(spring)
    clock = [0.0]
    settling = Settling(stage.app.service, stage.app.store, clock=lambda: clock[0])

    def on_commit(committed: Sequence[Committed]) -> None:
        settling.note(committed)
        stage.app.gateway.publish(committed)

    stage.app.service.on_commit = on_commit
    for number, who in enumerate(PEOPLE[:3]):
        by = ParticipantActor(participant_id=ParticipantId(who))
        stage.handle(spring, by, _barrier(f"b-{number}"))
        stage.settle()
        settling.settle_due()
        assert console.see("moderation")["barriers"] == {}
    clock[0] = 2.9
    settling.settle_due()
    assert console.see("moderation")["barriers"] == {}
    clock[0] = 12.1
    settling.settle_due()
    stage.settle()
    changes = [data for name, data in console.listen() if name == "changes"]
    assert len(changes) == 1
    assert console.see("moderation")["barriers"].keys() == {"b-0", "b-1", "b-2"}


def test_J8_what_was_due_when_the_app_stopped_is_done_when_it_starts(
    stage: Stage, spring: WorkshopId
) -> None:
    stage.go_to(spring, "first_read")
    for who in PEOPLE:
        _reads(stage, spring, who, 5)
    stage.go_to(spring, "pulse")
    clock = [0.0]
    settling = Settling(stage.app.service, stage.app.store, clock=lambda: clock[0])
    settling.note_what_was_left()
    settling.settle_due()
    assert stage.app.store.workshops_running() == (spring,)
    clock[0] = 60.0
    settling.settle_due()
    assert stage.app.store.workshops_running() == ()


def _says_a_barrier(device: Device, id: str, barrier_id: str) -> dict[str, Any]:
    words = {"category": "fear", "text": "If I am wrong", "setting": "exercise"}
    wish = {"id": id, "type": "raise_barrier", "barrier_id": barrier_id, **words}
    return device.send("command", wish)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("phone-7-barrier-0000001", "phone-7-barrier-0000002"),
        ("0000001-barrier-of-phone-7", "00002-barrier-of-phone-7"),
        ("018f6b1e-7c2a-7001-8d3f-5a1c9b2e4d60", "018f6b1e-7c2b-7001-8d3f-5a1c9b2e4d60"),
    ],
)
def test_P14_ids_that_a_device_counts_are_refused(
    stage: Stage, spring: WorkshopId, first: str, second: str
) -> None:
    stage.go_to(spring, "barriers")
    phone = stage.phone(spring, ParticipantId("ama"))
    assert _says_a_barrier(phone, by_chance("one"), first)["ok"]
    assert _says_a_barrier(phone, by_chance("two"), second)["code"] == "malformed"
    assert _says_a_barrier(phone, by_chance("one"), first)["ok"], "said again it is the same"
    assert _says_a_barrier(phone, by_chance("one")[:-1] + "!", by_chance("three"))["code"] == "malformed"
    assert _says_a_barrier(phone, by_chance("four"), by_chance("four"))["ok"]
    assert _says_a_barrier(phone, "too-short", by_chance("five"))["code"] == "malformed"


def test_P14_ids_by_chance_are_never_taken_for_others() -> None:
    heard = IdsHeard()
    for number in range(2_000):
        id = by_chance(str(number))
        wish = _barrier(by_chance(f"barrier {number}"))
        by = ParticipantActor(participant_id=ParticipantId("ama"))
        heard.check(Command(id=CommandId(id), at=NOON, by=by, wish=wish))


def test_D12_who_leaves_over_the_socket_takes_the_name_along(stage: Stage, spring: WorkshopId) -> None:
    phone, console = stage.phone(spring, ParticipantId("ama")), stage.console(spring)
    assert console.see("names")["ama"] == "Ama"
    assert phone.say("leave_workshop")["ok"]
    stage.settle()
    assert "ama" not in stage.app.store.names(spring)
    assert "ama" not in console.see("names")
