"""Taps on a bad network, in a real browser on plain http: each is kept, sent once, shown as what it is."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, WebSocket, expect

from app.config import ROOT, Settings
from app.domain.log import commands as c
from app.domain.log.commands import CommandId, FacilitatorActor, ParticipantId
from app.domain.rules.seating import propose
from app.domain.scenario import PhaseKind
from app.domain.workshop.decision import fold
from app.scenarios import load
from app.store import Store, WorkshopRecord
from app.turn.service import Service
from tests.journeys.venue import NO_WEBSOCKET
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import SOCKETS, WAITING, break_sockets, comes_to, cut, device_keeps, network_returns
from tests.pages.phones import PHONE, join, says, tap_reveal
from tests.patience import PATIENCE_S, becomes, free_port, stop_the_clock
from tests.serving import Served, start

KEPT_IN_STORAGE = "Object.keys(localStorage).filter((key) => key.startsWith('outbox:')).length"
FORBIDDEN = """IDBFactory.prototype.open = () => { throw new DOMException("Not here.", "SecurityError"); };"""
SILENT = "IDBFactory.prototype.open = () => ({});"
SILENT_AT_FIRST = f"""if (location.pathname === "/phone" && !sessionStorage.getItem("was here")) {{
  sessionStorage.setItem("was here", "1");
  {SILENT}
}}"""
"""Its database opens for the page that is loaded next."""


def on_the_table(workshop: OpenWorkshop) -> int:
    return sum(len(table.revealed) for table in workshop.now.tables.values())


@pytest.mark.usefixtures("sharing")
def test_taps_made_offline_wait_and_are_sent_once_after_the_return(
    page: Page, context: BrowserContext, workshop: OpenWorkshop
) -> None:
    assert page.evaluate("isSecureContext") is False
    cut(context, workshop)
    tap_reveal(page)
    tap_reveal(page)
    expect(page.get_by_text("2 taps are waiting and will be sent")).to_be_visible()
    expect(page.get_by_text(f"◷ {WAITING}")).to_have_count(2)
    device_keeps(page, 2)
    assert on_the_table(workshop) == 0
    context.set_offline(False)
    expect(page.get_by_text("✓ On the table")).to_have_count(2)
    assert on_the_table(workshop) == 2
    device_keeps(page, 0)


def test_a_line_that_died_in_silence_is_noticed_when_the_browser_says_offline(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.clock.install()
    join(page, address, workshop)
    stop_the_clock(page)
    page.evaluate("WebSocket.prototype.send = () => {}")
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.clock.run_for(1_000)  # nobody answered: left to the pings, it would take eighteen seconds
    page.clock.run_for(2_500)
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()


@pytest.mark.usefixtures("sharing")
def test_a_browser_that_wrongly_says_offline_changes_nothing(page: Page) -> None:
    """So does one on a network without internet, while the app is on that very network."""
    page.evaluate("dispatchEvent(new Event('offline'))")
    tap_reveal(page)
    expect(page.get_by_text("✓ On the table")).to_be_visible()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()


def two_taps_wait(page: Page, context: BrowserContext, workshop: OpenWorkshop) -> None:
    """What the page asks for is refused, and it taps Reveal twice."""
    expect(page.get_by_role("button", name="Reveal", exact=True).first).to_be_visible()
    context.route(SOCKETS, lambda route: route.abort())
    break_sockets(workshop)
    tap_reveal(page)
    tap_reveal(page)


def both_come_when_the_line_does(page: Page, context: BrowserContext, workshop: OpenWorkshop) -> None:
    expect(page.get_by_text("2 taps are waiting and will be sent")).to_be_visible()
    assert on_the_table(workshop) == 0
    context.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("✓ On the table")).to_have_count(2)
    assert on_the_table(workshop) == 2


def test_taps_that_wait_survive_a_reload(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    page.add_init_script(NO_WEBSOCKET)  # what the page asks for can then be refused, and be let through again
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    two_taps_wait(page, context, workshop)
    page.reload()
    both_come_when_the_line_does(page, context, workshop)
    device_keeps(page, 0)


@pytest.mark.parametrize(
    "database", [FORBIDDEN, SILENT, SILENT_AT_FIRST], ids=["forbidden", "silent", "silent at first"]
)
def test_taps_that_wait_survive_a_reload_where_the_browser_s_database_does_not_open(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, database: str
) -> None:
    page.add_init_script(NO_WEBSOCKET)
    page.add_init_script(database)
    page.clock.install()
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    two_taps_wait(page, context, workshop)
    page.clock.run_for(2_000)  # so long at most the database is waited for
    comes_to(page, KEPT_IN_STORAGE, 2)
    page.reload()
    page.clock.run_for(2_000)
    both_come_when_the_line_does(page, context, workshop)
    comes_to(page, KEPT_IN_STORAGE, 0)


@pytest.mark.usefixtures("sharing")
def test_two_tabs_of_one_phone_send_a_tap_once_and_both_show_it(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    sent: list[str] = []
    second = context.new_page()
    for tab in (page, second):
        tab.on("websocket", lambda socket: socket.on("framesent", lambda said: sent.append(str(said))))
        tab.on("request", lambda asked: sent.append(asked.post_data or ""))  # a new line may begin by polling
    context.clock.install()
    page.reload()
    second.goto(f"{address}/phone")
    for tab in (page, second):
        expect(tab.get_by_text("Connected", exact=True)).to_be_visible()
    cut(context, workshop)
    tap_reveal(page)
    expect(second.get_by_text(f"◷ {WAITING}")).to_have_count(1)
    stop_the_clock(page)  # in both: an answer that is slow to come would rightly be asked for again
    network_returns(context, page, second)
    for tab in (page, second):
        expect(tab.get_by_text("✓ On the table")).to_have_count(1)
        expect(tab.get_by_text("Connected", exact=True)).to_be_visible()
    device_keeps(page, 0)
    assert sum("reveal_fact" in one for one in sent) == 1, sent


@pytest.mark.usefixtures("sharing")
def test_what_a_pause_refused_waits_and_is_sent_when_the_workshop_goes_on(
    page: Page, context: BrowserContext, workshop: OpenWorkshop
) -> None:
    cut(context, workshop)
    tap_reveal(page)
    workshop.stage.leads(workshop.id, c.PauseWorkshop(reason="Fire alarm"))
    context.set_offline(False)
    expect(page.get_by_text("◷ Waiting: the workshop is paused.")).to_be_visible()
    device_keeps(page, 1)
    assert on_the_table(workshop) == 0
    workshop.stage.leads(workshop.id, c.ResumeWorkshop())
    expect(page.get_by_text("✓ On the table")).to_have_count(1)
    device_keeps(page, 0)


def write_a_barrier(page: Page, text: str) -> Locator:
    """All but the last tap; the box that holds its words."""
    page.locator("label.chip").first.click()
    page.get_by_text("In the exercise today").click()
    sentence = page.get_by_label("In a sentence")
    sentence.fill(text)
    return sentence


def test_a_refused_tap_says_why_and_keeps_what_was_typed(
    page: Page, workshop: OpenWorkshop, address: str, context: BrowserContext
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "barriers")
    write_a_barrier(page, "Nobody asked me")
    cut(context, workshop)
    page.get_by_role("button", name="Add this barrier").click()
    device_keeps(page, 1)
    workshop.stage.go_to(workshop.id, "check_out")
    context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text(workshop.now.phase.title)
    device_keeps(page, 0)
    workshop.stage.go_to(workshop.id, "vote")
    expect(page.get_by_text("That isn't part of this step")).to_be_visible()
    expect(page.get_by_label("In a sentence")).to_have_value("Nobody asked me")
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text("Stored without your name")).to_be_visible()
    assert workshop.written == ["Nobody asked me"]


def test_what_is_typed_while_the_last_tap_waits_stays_when_that_is_saved(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "barriers")
    sentence = write_a_barrier(page, "The first")
    cut(context, workshop)
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    sentence.fill("The second, half typ")
    network_returns(context, page)
    expect(page.get_by_text("Stored without your name.")).to_be_visible()
    expect(sentence).to_have_value("The second, half typ")
    assert workshop.written == ["The first"]


# --- the way back -----------------------------------------------------------------------------------------


def test_the_return_of_the_network_is_enough_to_be_current(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    """No timer of the page runs after the return: what happens then happens at once."""
    page.clock.install()
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    expect(page.get_by_role("button", name="Reveal", exact=True).first).to_be_visible()
    cut(context, workshop)
    page.clock.run_for(60_000)  # the tries to come back are now eight seconds apart
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    workshop.stage.go_to(workshop.id, "pulse")
    stop_the_clock(page)
    network_returns(context, page)
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()


def test_the_return_begins_with_what_carried_the_line_before(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    """Tries by websocket and by long polling take turns, and polling needs several ways there and back."""
    page.clock.install()
    join(page, address, workshop)
    polls, failed = watched_polls(page)
    stop_the_clock(page)
    cut(context, workshop)
    expect(page.get_by_text("Connecting…", exact=True)).to_be_visible()
    page.clock.run_for(300)
    becomes(lambda: page.evaluate("1") and len(failed), 1, "tries by websocket, then by long polling")
    page.clock.run_for(10)  # it is long polling's turn to begin
    polls.clear()
    network_returns(context, page)
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    assert polls == []


def watched_polls(page: Page) -> tuple[list[Request], list[Request]]:
    """Which requests of long polling are made from now on, and which of them came to nothing."""
    made: list[Request] = []
    failed: list[Request] = []
    page.on("request", lambda one: made.append(one) if SOCKETS.search(one.url) else None)
    page.on("requestfailed", lambda one: failed.append(one) if SOCKETS.search(one.url) else None)
    return made, failed


def test_what_happened_meanwhile_is_told_once_on_return(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, sharing: ParticipantId
) -> None:
    other = workshop.stage.join(workshop.id, "bo")
    seat = workshop.now.seat(workshop.now.participants[other].seat_id or c.SeatId(""))
    cut(context, workshop)
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    hand = sorted(seat.hand)[:2]
    for fact_id in hand:
        says(workshop, other, c.RevealFact(fact_id=fact_id))
    workshop.stage.go_to(workshop.id, "ask_and_link")
    mine = workshop.now.seat(workshop.now.participants[sharing].seat_id or c.SeatId(""))
    ask = c.AskRole(ask_id=c.AskId("ask-00000001"), role_id=mine.role_ids[0], text="Since when?")
    says(workshop, other, ask)
    context.set_offline(False)
    strip = page.get_by_role("status").filter(has_text="While you were away")
    role = workshop.now.scenario.role_by_id[seat.role_ids[0]].name
    expect(strip).to_contain_text(f"The workshop has moved on to: {workshop.now.phase.title}")
    expect(strip).to_contain_text(f"{role} put {len(hand)} facts on the table.")
    expect(strip).to_contain_text("You have one question to answer.")
    strip.get_by_role("button", name="OK").click()
    expect(strip).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    expect(strip).to_have_count(0)


@pytest.mark.usefixtures("sharing")
def test_what_happened_meanwhile_goes_with_its_last_line(
    page: Page, context: BrowserContext, workshop: OpenWorkshop
) -> None:
    cut(context, workshop)
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    workshop.stage.go_to(workshop.id, "pulse")
    context.set_offline(False)
    strip = page.locator(".away")
    expect(strip).to_contain_text(f"The workshop has moved on to: {workshop.now.phase.title}")
    workshop.stage.go_to(workshop.id, "ask_and_link")
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
    expect(strip).to_have_count(0)


def test_a_connection_that_brings_nothing_is_given_up_and_tried_again(
    page: Page, workshop: OpenWorkshop, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.clock.install()
    join(page, address, workshop)
    let_in_without_a_word = threading.Event()
    with monkeypatch.context() as silent:
        handlers = workshop.stage.app.socketio.server.handlers["/"]
        silent.setitem(handlers, "connect", lambda *_asked: let_in_without_a_word.set())
        break_sockets(workshop)
        assert let_in_without_a_word.wait(PATIENCE_S)
        workshop.stage.go_to(workshop.id, "share")
    page.clock.run_for(9_000)
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()


@pytest.mark.usefixtures("sharing")
def test_a_page_that_missed_something_and_is_refused_a_snapshot_connects_anew(
    page: Page, workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    server = workshop.stage.app.socketio.server
    connect, again = server.handlers["/"]["connect"], threading.Event()

    def connected(*said: object) -> object:
        again.set()
        return connect(*said)

    refusal = {"ok": False, "code": "not_saved", "message": "Not now."}
    monkeypatch.setitem(server.handlers["/"], "resync", lambda *_asked: refusal)
    monkeypatch.setitem(server.handlers["/"], "connect", connected)
    (sid,) = workshop.stage.app.gateway._listeners.peers
    missed = {"slice": "table", "since": 9_000, "version": 9_001, "patch": {"facts": {}}}
    server.emit("changes", [missed], room=sid)
    assert again.wait(PATIENCE_S)
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()


def test_who_leaves_on_one_phone_has_left_on_the_other_one_too(
    page: Page, workshop: OpenWorkshop, sharing: ParticipantId
) -> None:
    page.clock.install()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    says(workshop, sharing, c.LeaveWorkshop())
    left = page.get_by_text("You've left this workshop. Type its code again to come back.")
    expect(left).to_be_visible()
    page.clock.run_for(20_000)
    expect(left).to_be_visible()
    expect(page.get_by_text("Offline", exact=True)).to_have_count(0)
    says(workshop, sharing, c.JoinWorkshop(participant_id=sharing, as_observer=False))
    page.clock.run_for(6_000)
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()


# --- the server goes away ---------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database file with one workshop on the Button family, in the first round."""
    file = tmp_path / "workshops.sqlite3"
    store = Store.open(Settings.from_env({"database": str(file)}).database)
    text = (ROOT / "scenarios" / "button_family.yaml").read_text(encoding="utf-8")
    scenario = load(ROOT / "scenarios" / "button_family.yaml")
    service = Service(store, read_scenario=lambda _text: scenario)
    now = datetime.now(UTC)
    store.add_facilitator("f-1", "Fay", "hash", now)
    record = WorkshopRecord(
        id=c.WorkshopId("w-1"),
        code="ABCDEF",
        title="Restarted",
        scenario_id=scenario.id,
        scenario_version=scenario.version,
        scenario_hash="hash",
        scenario_text=text,
        facilitator_id="f-1",
        created_at=now,
    )
    service.open_workshop(record, propose(scenario, 8), now)
    share = next(phase.id for phase in scenario.agenda if phase.kind is PhaseKind.SHARE)
    move = c.MoveToPhase(from_phase_id=scenario.agenda[0].id, phase_id=share)
    service.handle(record.id, c.Command(id=CommandId("move-0001"), at=now, by=FacilitatorActor(), wish=move))
    service.close()
    store.close()
    return file


@pytest.fixture
def restarted(database: Path) -> Iterator[list[Served]]:
    """The served app; a test that stops it appends the next one."""
    apps = [start(database, port=free_port())]
    yield apps
    apps[-1].stop()


def test_taps_that_wait_survive_a_restart_of_the_server(
    page: Page, database: Path, restarted: list[Served]
) -> None:
    port = restarted[0].port
    page.goto(f"http://workshop.test:{port}/join/ABCDEF")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    tap_reveal(page)
    expect(page.get_by_text("✓ On the table")).to_have_count(1)
    restarted[0].stop()
    tap_reveal(page)
    tap_reveal(page)
    expect(page.get_by_text(f"◷ {WAITING}")).to_have_count(2)
    restarted.append(start(database, port=port))
    expect(page.get_by_text("✓ On the table")).to_have_count(3)
    device_keeps(page, 0)
    restarted[-1].stop()
    restarted.append(start(database, port=port))
    store = Store.open(Settings.from_env({"database": str(database)}).database)
    events = [one.event for one in store.events(c.WorkshopId("w-1"))]
    scenario = load(ROOT / "scenarios" / "button_family.yaml")
    assert [len(table.revealed) for table in fold(scenario, events).tables.values()] == [3]
    store.close()


# --- websockets blocked -----------------------------------------------------------------------------------


def test_where_websockets_are_blocked_long_polling_carries_fact_barrier_and_vote(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.add_init_script(NO_WEBSOCKET)
    join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    tap_reveal(page)
    expect(page.get_by_text("✓ On the table")).to_have_count(1)
    workshop.stage.go_to(workshop.id, "barriers")
    write_a_barrier(page, "Nobody asked me")
    page.get_by_role("button", name="Add this barrier").click()
    expect(page.get_by_text("Stored without your name")).to_be_visible()
    workshop.stage.go_to(workshop.id, "vote")
    page.get_by_role("button", name="Vote for this").click()
    expect(page.get_by_text("✓ My vote")).to_be_visible()
    assert sockets == []
    assert workshop.written == ["Nobody asked me"]


SWALLOWED = """window.WebSocket = class {
  readyState = 0;
  close() {}
  send() {}
};"""


def swallow_upgrades(page: Page) -> None:
    """A proxy that keeps the upgrade to itself: the websocket never opens, and never fails."""
    page.add_init_script(SWALLOWED)


def swallow_frames(page: Page) -> None:
    """A proxy that lets the websocket open and then nothing through."""
    page.route_web_socket(SOCKETS, lambda socket: socket.on_message(lambda _said: None))


@pytest.mark.parametrize("swallow", [swallow_upgrades, swallow_frames])
def test_where_a_proxy_swallows_websockets_long_polling_connects_and_a_reveal_is_saved(
    page: Page, workshop: OpenWorkshop, address: str, swallow: Callable[[Page], None]
) -> None:
    page.clock.install()
    swallow(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/join/{workshop.code}")
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/phone")
    page.clock.run_for(8_000)  # a silent try is given up, and the next one begins with long polling
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    workshop.stage.go_to(workshop.id, "share")
    tap_reveal(page)
    expect(page.get_by_text("✓ On the table")).to_have_count(1)
    assert on_the_table(workshop) == 1


# --- the screen stays awake where it can ------------------------------------------------------------------

WAKE_LOCK = """globalThis.locks = [];
globalThis.refusals = 0;
Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
  if (globalThis.refuses) {
    refusals += 1;
    throw new DOMException("Permission was denied", "NotAllowedError");
  }
  const lock = { kind, released: false, release: async () => { lock.released = true; } };
  locks.push(lock);
  return lock;
} } });"""
REFUSED = f"{WAKE_LOCK} globalThis.refuses = true;"
MAY_GO_DARK = "Your screen may go dark by itself."


@pytest.mark.parametrize(
    ("kind", "lock"),
    [("lobby", ""), ("share", ""), ("share", REFUSED)],
    ids=["in the lobby", "late", "late and refused"],
)
def test_where_the_screen_may_go_dark_the_phone_says_so_once_in_whatever_step_it_comes(
    page: Page, workshop: OpenWorkshop, address: str, kind: str, lock: str
) -> None:
    page.add_init_script(lock)
    workshop.stage.go_to(workshop.id, kind)
    join(page, address, workshop)
    hint = page.get_by_text(MAY_GO_DARK)
    expect(hint).to_be_visible()
    page.get_by_role("button", name="OK").click()
    expect(hint).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    if lock:
        comes_to(page, "refusals > 0", True)
    workshop.stage.go_to(workshop.id, "pulse")
    expect(page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
    expect(hint).to_have_count(0)


def test_a_browser_that_keeps_the_screen_awake_only_upon_a_tap_is_asked_again_at_the_next(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.add_init_script(REFUSED)
    join(page, address, workshop)
    hint = page.get_by_text(MAY_GO_DARK)
    expect(hint).to_be_visible()
    page.evaluate("globalThis.refuses = false")
    page.get_by_role("heading", level=1).click()
    expect(hint).to_have_count(0)
    assert page.evaluate("locks.length") == 1


def test_where_the_browser_can_it_keeps_the_screen_awake_until_the_workshop_closes(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    page.add_init_script(WAKE_LOCK)
    join(page, address, workshop)
    comes_to(page, "locks.some((lock) => lock.kind === 'screen' && !lock.released)", True)
    expect(page.get_by_text(MAY_GO_DARK)).to_have_count(0)
    page.evaluate("locks.forEach((lock) => lock.release())")  # as the browser does when the page is hidden
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    comes_to(page, "locks.length === 2 && !locks[1].released", True)
    workshop.stage.go_to(workshop.id, "closed")
    comes_to(page, "locks.every((lock) => lock.released)", True)
