"""The turn: order, one commit for all who wait, nothing acknowledged that is not kept, nothing kept twice."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import (
    Command,
    CommandId,
    Layout,
    ParticipantId,
    WorkshopId,
)
from app.domain.log.rejections import NotYourFact, Paused, Rejected
from app.domain.workshop.decision import fold
from app.store import Append, Store, StoreFailed, StoreGone, Taken, WorkshopRecord
from app.turn import live, service
from app.turn.live import NoSuchWorkshop
from app.turn.outcome import Broken, Committed, NotSaved
from app.turn.service import Service
from app.wire.patches import merge_patch
from tests.family import SMALL
from tests.patience import PATIENCE_S
from tests.people import AMA, BO, FAY, NOON, ONE_TABLE, TWO_TABLES, says
from tests.shell.stage import merged

SPRING, AUTUMN = WorkshopId("spring"), WorkshopId("autumn")
SHARE = next(phase.id for phase in SMALL.agenda if phase.kind == "share")


class WatchedStore:
    """A real store whose commits can be held up, refused and counted."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.commits: list[Sequence[Append]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.refuses: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def append(self, batch: Sequence[Append]) -> None:
        if batch:
            self.entered.release()
            assert self.gate.wait(PATIENCE_S)
            if self.refuses is not None:
                raise self.refuses
            self.store.append(batch)
            self.commits.append(batch)


@dataclass
class Clock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class World:
    store: WatchedStore
    service: Service
    published: list[Committed]
    clock: Clock
    pool: ThreadPoolExecutor

    def soon(self, workshop_id: WorkshopId, command: Command) -> "Future[int]":
        return self.pool.submit(self.service.handle, workshop_id, command)

    def log(self, workshop_id: WorkshopId = SPRING) -> list[e.Event]:
        return [recorded.event for recorded in self.store.store.events(workshop_id)]


def record(workshop_id: WorkshopId, code: str) -> WorkshopRecord:
    return WorkshopRecord(
        id=workshop_id,
        code=code,
        title="Spring",
        scenario_id="small",
        scenario_version="1",
        scenario_hash="hash",
        scenario_text="text",
        facilitator_id="fay",
        created_at=NOON,
    )


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Makes services on one database, each as a process of its own would have it."""
    made: list[World] = []

    def world() -> World:
        store = WatchedStore(Store.open(f"sqlite:///{tmp_path / 'w.sqlite3'}"))
        published: list[Committed] = []
        clock = Clock()
        one = Service(
            store,  # type: ignore[arg-type]
            read_scenario=lambda _text: SMALL,
            on_commit=published.extend,
            clock=clock,
        )
        made.append(World(store, one, published, clock, ThreadPoolExecutor(32)))
        return made[-1]

    yield world
    for one in made:
        one.store.gate.set()
        one.pool.shutdown()
        one.service.close()
        one.store.store.close()


@pytest.fixture
def world(make: Callable[[], World]) -> World:
    """A world with two workshops in their sharing phase; Ama (nurse) and Bo (school) at each."""
    world = make()
    world.store.store.add_facilitator("fay", "Fay", "hash", NOON)
    for workshop_id, code in ((SPRING, "AAAAAA"), (AUTUMN, "BBBBBB")):
        set_up(world, workshop_id, code)
    world.store.commits.clear()
    world.published.clear()
    while world.store.entered.acquire(blocking=False):
        pass
    return world


def set_up(world: World, workshop_id: WorkshopId, code: str, layout: Layout = ONE_TABLE) -> None:
    world.service.open_workshop(record(workshop_id, code), layout, NOON)
    for who in (AMA, BO):
        wish = c.JoinWorkshop(participant_id=who, as_observer=False)
        world.service.handle(workshop_id, says(who, wish, id=f"join-{who}"))
    wish_to_move = c.MoveToPhase(from_phase_id=SMALL.agenda[0].id, phase_id=SHARE)
    world.service.handle(workshop_id, says(FAY, wish_to_move, id="move"))


def reveal(fact_id: str, id: str = "") -> Command:
    return says(AMA, c.RevealFact(fact_id=fact_id), id=id or f"reveal-{fact_id}")  # type: ignore[arg-type]


# --- the promise -----------------------------------------------------------------------------------------


def test_P1_a_version_is_given_only_once_the_store_has_it(world: World) -> None:
    world.store.gate.clear()
    waiting = world.soon(SPRING, reveal("nu-1"))
    assert world.store.entered.acquire(timeout=PATIENCE_S)
    assert not waiting.done()
    assert world.published == []
    world.store.gate.set()
    assert waiting.result(PATIENCE_S) == world.store.store.version(SPRING)


def test_P2_the_same_command_again_gives_its_version_and_no_event(world: World) -> None:
    first = world.service.handle(SPRING, reveal("nu-1"))
    world.service.handle(SPRING, reveal("nu-2"))
    assert world.service.handle(SPRING, reveal("nu-1")) == first
    assert len(world.store.commits) == 2


def test_P2_the_same_command_twice_in_one_commit_is_one_event(world: World) -> None:
    hold(world)
    taps = [world.soon(SPRING, reveal("nu-1")) for _ in range(8)]
    assert len({tap.result(PATIENCE_S) for tap in let_go(world, taps)}) == 1
    assert [type(event) for event in world.log()].count(e.FactRevealed) == 1


def test_P2_a_command_is_known_again_after_a_restart(world: World, make: Callable[[], World]) -> None:
    version = world.service.handle(SPRING, reveal("nu-1"))
    again = make()
    assert again.service.handle(SPRING, reveal("nu-1")) == version
    assert again.store.commits == []


# --- one commit for all who wait -------------------------------------------------------------------------


def hold(world: World) -> None:
    """Hold up the writer in a commit, so that what comes next waits together."""
    world.store.gate.clear()
    world.soon(AUTUMN, reveal("nu-1", id="held-up-1"))
    assert world.store.entered.acquire(timeout=PATIENCE_S)


def let_go(world: World, waiting: "list[Future[int]]") -> "list[Future[int]]":
    """Let the writer go on once all of these wait."""
    while world.service._waiting.qsize() < len(waiting):
        threading.Event().wait(0.001)
    world.store.gate.set()
    return waiting


def test_who_waits_while_the_disk_writes_is_written_by_the_next_commit(world: World) -> None:
    hold(world)
    facts = ("nu-1", "nu-2", "all-1", "all-2")
    taps = [world.soon(SPRING, reveal(fact_id)) for fact_id in facts]
    taps += [world.soon(AUTUMN, reveal(fact_id)) for fact_id in facts[1:]]
    versions = [tap.result(PATIENCE_S) for tap in let_go(world, taps)]
    assert len(world.store.commits) == 2
    assert len(world.store.commits[1]) == 7
    assert len(set(versions[:4])) == 4
    world.service.close()
    assert [one.workshop_id for one in world.published] in (
        [AUTUMN, SPRING, AUTUMN],
        [AUTUMN, AUTUMN, SPRING],
    )


def test_what_is_published_is_what_was_kept_step_by_step(world: World) -> None:
    hold(world)
    taps = [world.soon(SPRING, reveal(fact_id)) for fact_id in ("nu-1", "nu-2")]
    for tap in let_go(world, taps):
        tap.result(PATIENCE_S)
    world.service.close()
    one = next(one for one in world.published if one.workshop_id == SPRING)
    assert [step.event for step in one.steps] == world.log()[one.before_version : one.version]
    assert one.before == fold(SMALL, world.log()[: one.before_version])
    assert one.after == world.service.current(SPRING)[0] == fold(SMALL, world.log())


def test_one_refusal_in_a_commit_leaves_the_others_alone(world: World) -> None:
    hold(world)
    good, bad = world.soon(SPRING, reveal("nu-1")), world.soon(SPRING, reveal("po-1"))
    let_go(world, [good, bad])
    assert good.result(PATIENCE_S)
    assert isinstance(bad.exception(PATIENCE_S), NotYourFact)


def test_a_workshop_that_is_not_there_is_refused_beside_one_that_is(world: World) -> None:
    hold(world)
    good, bad = world.soon(SPRING, reveal("nu-1")), world.soon(WorkshopId("winter"), reveal("nu-1"))
    let_go(world, [good, bad])
    assert good.result(PATIENCE_S)
    assert isinstance(bad.exception(PATIENCE_S), NoSuchWorkshop)


# --- when the store refuses ------------------------------------------------------------------------------


def test_P1_a_refused_commit_answers_everybody_and_changes_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    before = world.service.current(SPRING)
    hold(world)
    taps = [world.soon(SPRING, reveal("nu-1")), world.soon(SPRING, reveal("po-1"))]
    world.store.refuses = StoreFailed("The disk is full.")
    let_go(world, taps)
    assert [type(tap.exception(PATIENCE_S)) for tap in taps] == [NotSaved, NotSaved]
    assert world.service.current(SPRING) == before
    assert "RevealFact in spring" in caplog.text
    assert "nu-1" not in "".join(record.getMessage() for record in caplog.records)
    world.store.refuses = None
    assert world.service.handle(SPRING, reveal("nu-1")) == before[1] + 1


def test_a_file_that_went_away_answers_not_saved_and_fills_no_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.store.refuses = StoreGone("The database is gone.")
    with pytest.raises(NotSaved):
        world.service.handle(SPRING, reveal("nu-1"))
    assert caplog.text == ""


# --- a name comes with the command that brings somebody in -----------------------------------------------

CY = ParticipantId("cy")


def joins(who: ParticipantId = CY, id: str = "join-cy") -> Command:
    return says(who, c.JoinWorkshop(participant_id=who, as_observer=False), id=id)


def test_a_newcomer_and_their_name_are_one_commit_and_the_name_is_not_in_the_log(world: World) -> None:
    world.service.handle(SPRING, joins(), name=(CY, "Marker-Cy"))
    assert len(world.store.commits) == 1
    assert world.store.store.names(SPRING) == {CY: "Marker-Cy"}
    assert CY in world.service.current(SPRING)[0].participants
    assert "Marker" not in repr((world.log(), world.published, world.store.commits))


def test_no_name_without_a_place_and_no_place_without_its_name(world: World) -> None:
    world.store.refuses = StoreFailed("The disk is full.")
    with pytest.raises(NotSaved):
        world.service.handle(SPRING, joins(), name=(CY, "Cy"))
    assert world.store.store.names(SPRING) == {}
    assert CY not in world.service.current(SPRING)[0].participants
    world.store.refuses = None
    with pytest.raises(Rejected):
        world.service.handle(SPRING, reveal("po-1"), name=(AMA, "Ama"))
    assert world.store.store.names(SPRING) == {}


def test_who_is_in_already_may_come_with_another_name(world: World) -> None:
    version = world.service.handle(SPRING, joins(), name=(CY, "Cy"))
    assert world.service.handle(SPRING, joins(id="join-cy-again"), name=(CY, "Cyan")) == version
    assert world.store.store.names(SPRING) == {CY: "Cyan"}


# --- several processes -----------------------------------------------------------------------------------


def test_two_processes_serve_one_workshop_and_nothing_is_lost_or_doubled(
    world: World, make: Callable[[], World]
) -> None:
    other = make()
    facts = ("nu-1", "nu-2", "all-1", "all-2", "sc-1", "sc-2")
    owner = dict.fromkeys(facts[:4], AMA) | dict.fromkeys(facts[4:], BO)
    taps = [
        one.soon(SPRING, says(owner[fact], c.RevealFact(fact_id=fact), id=f"tap-{fact}"))  # type: ignore[arg-type]
        for fact in facts
        for one in (world, other, world)
    ]
    versions = [tap.result(20) for tap in taps]
    revealed = [event.fact_id for event in world.log() if isinstance(event, e.FactRevealed)]
    assert sorted(revealed) == sorted(facts)
    assert all(len(set(versions[place : place + 3])) == 1 for place in range(0, len(versions), 3))
    assert world.service.current(SPRING) == other.service.current(SPRING)


def test_what_cannot_be_caught_up_with_is_not_saved_and_may_be_sent_again(
    world: World, make: Callable[[], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object) -> None:
        raise StoreFailed("The disk does not answer.")

    make().service.handle(SPRING, reveal("nu-1"))
    with monkeypatch.context() as patched:
        patched.setattr(world.store, "events", refuse, raising=False)
        with pytest.raises(NotSaved):
            world.service.handle(SPRING, reveal("nu-2"))
    assert world.service.handle(SPRING, reveal("nu-2")) == world.store.store.version(SPRING)


def test_what_another_process_wrote_is_seen_at_once(world: World, make: Callable[[], World]) -> None:
    other = make()
    other.service.current(SPRING)
    world.service.handle(SPRING, reveal("nu-1"))
    assert other.service.current(SPRING) == world.service.current(SPRING)


def test_A3_nothing_is_refused_or_called_done_by_a_process_that_is_behind(
    world: World, make: Callable[[], World]
) -> None:
    other = make()
    assert other.service.current(SPRING)[0].phase.kind == "share"
    phases = [phase.id for phase in SMALL.agenda]
    world.service.handle(SPRING, says(FAY, c.MoveToPhase(from_phase_id=SHARE, phase_id=phases[0]), id="back"))
    again = says(FAY, c.MoveToPhase(from_phase_id=phases[0], phase_id=SHARE), id="on-again")
    assert other.service.handle(SPRING, again) == len(world.log())  # it would have said: so already
    world.service.handle(SPRING, reveal("nu-1"))
    world.service.handle(SPRING, says(FAY, c.PauseWorkshop(reason=""), id="pause"))
    with pytest.raises(Paused):
        other.service.handle(SPRING, reveal("nu-2", "early"))
    world.service.handle(SPRING, says(FAY, c.ResumeWorkshop(), id="resume"))
    assert other.service.handle(SPRING, reveal("nu-2", "late")) == len(world.log())  # or: paused


# --- defects ---------------------------------------------------------------------------------------------


def test_a_defect_in_a_rule_is_one_callers_and_the_writer_lives_on(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    decide = service.decide

    def broken(workshop: Any, command: Command) -> Any:
        if command.id == "broken-1":
            raise ZeroDivisionError
        return decide(workshop, command)

    monkeypatch.setattr(service, "decide", broken)
    hold(world)
    bad, good = world.soon(SPRING, reveal("nu-1", id="broken-1")), world.soon(SPRING, reveal("nu-2"))
    let_go(world, [bad, good])
    assert isinstance(bad.exception(PATIENCE_S), Broken)
    assert good.result(PATIENCE_S)
    assert "defect: RevealFact in spring" in caplog.text


def test_a_defect_while_publishing_takes_nothing_back(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_committed: Sequence[Committed]) -> None:
        raise ZeroDivisionError

    world.service.on_commit = broken
    first = world.service.handle(SPRING, reveal("nu-1"))
    assert world.service.handle(SPRING, reveal("nu-2")) == first + 1
    assert "turn failed" in caplog.text


def test_a_defect_in_the_store_answers_everybody(world: World) -> None:
    world.store.refuses = ZeroDivisionError()
    with pytest.raises(Broken):
        world.service.handle(SPRING, reveal("nu-1"))
    world.store.refuses = None
    assert world.service.handle(SPRING, reveal("nu-1"))


# --- opening, memory -------------------------------------------------------------------------------------


def test_opening_commits_the_layout_and_a_code_opens_one_workshop(world: World) -> None:
    winter = WorkshopId("winter")
    assert world.service.open_workshop(record(winter, "CCCCCC"), TWO_TABLES, NOON) == 1
    assert world.log(winter) == [e.WorkshopOpened(at=NOON, layout=TWO_TABLES)]
    with pytest.raises(Taken):
        world.service.open_workshop(record(WorkshopId("summer"), "CCCCCC"), ONE_TABLE, NOON)


def test_a_workshop_whose_opening_is_not_kept_is_not_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of one would be listed and joined for ever, and never open."""
    winter = WorkshopId("winter")
    with pytest.raises(Rejected):
        world.service.open_workshop(record(winter, "CCCCCC"), (), NOON)
    kept_in = world.store.store._database
    monkeypatch.setattr(kept_in, "_writer", Full(kept_in._writer))
    with pytest.raises(StoreFailed):
        world.service.open_workshop(record(winter, "CCCCCC"), ONE_TABLE, NOON)
    monkeypatch.undo()
    assert world.store.store.workshop(winter) is None
    assert world.store.store.workshop_by_code("CCCCCC") is None
    assert world.service.open_workshop(record(winter, "CCCCCC"), ONE_TABLE, NOON) == 1


class Full:
    """An engine on a disk that has no room for events."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        with self._engine.begin() as connection:
            sa.event.listen(connection, "before_cursor_execute", self._refuse)
            yield connection

    @staticmethod
    def _refuse(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "INTO events" in statement:
            raise sa.exc.OperationalError(statement, {}, Exception("database or disk is full"))


def test_an_idle_workshop_leaves_the_memory_and_comes_back_the_same(world: World) -> None:
    forgotten: list[WorkshopId] = []
    world.service.on_idle = forgotten.append
    before = world.service.current(SPRING)
    world.clock.now_s += live.IDLE_S + 1
    world.service.handle(AUTUMN, reveal("nu-1"))
    world.service.handle(AUTUMN, reveal("nu-2"))
    assert forgotten == [SPRING]
    assert world.service.current(SPRING) == before


def test_nobody_current_is_no_such_workshop(world: World) -> None:
    with pytest.raises(NoSuchWorkshop):
        world.service.current(WorkshopId("winter"))


def test_the_log_is_read_in_order(world: World) -> None:
    world.service.handle(SPRING, reveal("nu-1"))
    recorded = world.service.log(SPRING)
    assert [one.version for one in recorded] == list(range(1, world.service.version(SPRING) + 1))
    assert recorded[-1].command_id == CommandId("reveal-nu-1")


# --- patches ---------------------------------------------------------------------------------------------

scalars = st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
documents: st.SearchStrategy[Any] = st.recursive(
    st.dictionaries(st.sampled_from("abc"), scalars, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner | scalars, max_size=3),
    max_leaves=12,
)


@given(before=documents, after=documents)
def test_P5_a_patch_turns_one_value_into_the_other(before: Any, after: Any) -> None:
    assert merged(before, merge_patch(before, after)) == after
    assert (merge_patch(before, after) == {}) is (before == after)
