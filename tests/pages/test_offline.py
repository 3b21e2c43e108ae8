"""Sixty seconds without network in each phase, with taps waiting, on the clock of the page in a browser."""

import asyncio
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.access.tokens import participant_token
from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import ParticipantId
from app.domain.rules.wishes import ROW_OF
from app.domain.scenario import BarrierCategory, FactId, Phase, PhaseKind
from app.store import Recorded
from tests.family import HOUSING, NURSE, POLICE, SCHOOL
from tests.listening import Told
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import WAITING, comes_to, cut, device_keeps, network_returns
from tests.pages.phones import form, join, says, seat_of, turn_to
from tests.patience import becomes, stop_the_clock
from tests.rows import MAY
from tests.wire import Wire

LONGEST_APART_MS = 10_000
MINUTE_MS = 60_000
NOTICED_MS = 2_500
TOO_LATE = "What you typed is kept. If it matters, ask the facilitator to go back."
THEIR_READ = ("In one line: why?", "She is alone with it")
DOUBT = ("What doesn't fit?", "Two visits on one day")
QUESTION = ("Your question", "Who pays the rent?")
TOGETHER = ("Together they suggest", "The same man")
TAKEAWAY = ("One thing you take away", "Ring before I write")
LATER = {"picture.js", "later.js"}
BY_ITSELF = (e.AnswersForgotten, e.BarrierRaised)
AT_THE_DOOR = frozenset({c.JoinWorkshop, c.LeaveWorkshop})
"""Said on pages of their own, not on the phone's."""


# --- what is tapped in which phase ------------------------------------------------------------------------


@dataclass(frozen=True)
class Tap:
    """One tap on the phone. `event`: what it leaves in the log, once; `shows`: what the page says then.

    `tab`: the view it is made in; `typed`: what was written for it, as (label, words).
    """

    wish: type[c.Wish]
    make: Callable[[Page], None]
    event: type[e.Event]
    shows: str
    tab: str = ""
    typed: tuple[str, str] | None = None


def _in(page: Page, part: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=part)


def _press(where: Page | Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()


def _type(where: Page | Locator, what: tuple[str, str]) -> None:
    label, words = what
    where.get_by_label(label).fill(words)


def _unfold(page: Page, summary: str) -> Locator:
    fold = form(page, summary)
    if fold.get_attribute("open") is None:
        fold.locator(":scope > summary").click()
    return fold


def _take_a_seat(page: Page) -> None:
    _unfold(page, "Take another seat").get_by_role("button", name=re.compile("^Nurse")).click()


def _finish_reading(page: Page) -> None:
    _press(page, "I've read my facts")


def _judge(page: Page) -> None:
    page.locator(".scale__point", has_text="7").click()
    page.locator("label.choice", has_text="The need").click()
    _type(page, THEIR_READ)
    _press(page, "Give my answer")


def _answer_for_the_table(page: Page) -> None:
    page.locator("label.choice", has_text="The story").click()
    _press(page, "Set our answer")


def _reveal(page: Page) -> None:
    _press(_in(page, "marker-nu-1"), "Reveal")
    page.get_by_role("button", name="Reveal to everyone").click()


def _hold_back(page: Page) -> None:
    _press(_in(page, "marker-nu-2"), "Hold back")
    dialog = page.get_by_role("dialog")
    dialog.locator("label.chip").first.click()
    _press(dialog, "Hold back")


def _say_again(page: Page) -> None:
    _in(page, "marker-all-1").get_by_role("button", name="It was said again").click()


def _dispute(page: Page) -> None:
    turn_to(page, "Picture")
    fold = _unfold(page, "Mark two facts that don't fit")
    for fact in ("marker-sc-1", "marker-po-1"):
        fold.get_by_role("checkbox", name=fact).check()
    _type(fold, DOUBT)
    _press(fold, "They don't fit")


def _settle(page: Page) -> None:
    turn_to(page, "Picture")
    dispute = _in(page, "Which day?").last
    dispute.locator("summary").click()
    dispute.get_by_label("How they fit after all").fill("Two visits")
    _press(dispute, "Settled like this")


def _link(page: Page) -> None:
    turn_to(page, "Picture")
    fold = _unfold(page, "Link facts that belong together")
    for fact in ("marker-sc-1", "marker-po-1"):
        fold.get_by_role("checkbox", name=fact).check()
    _type(fold, TOGETHER)
    _press(page, "2 chosen · Link them")


def _ask(page: Page) -> None:
    turn_to(page, "Asks")
    asking = page.get_by_role("region", name="Ask a role")
    asking.locator("label.chip", has_text="Housing").click()
    _type(asking, QUESTION)
    _press(asking, "Ask")


def _answer(page: Page) -> None:
    turn_to(page, "Asks")
    _press(page, "We hold nothing on that")


def _tell_why(page: Page) -> None:
    """Of the fact that was held back in the step of sharing."""
    _press(page.get_by_role("region", name="What your seat held back"), "Tell my table why")
    _press(page.get_by_role("dialog"), "Tell my table why")


def _raise(words: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        expect(page.locator("label.chip").first).to_be_attached()  # the view has come
        if page.locator("summary", has_text="Add one that is missing").count():
            _unfold(page, "Add one that is missing")
        page.get_by_text("In the exercise today").click()
        page.get_by_label("In a sentence").fill(words)
        _press(page, "Add this barrier")

    return do


def _vote(page: Page) -> None:
    _press(_in(page, "Barrier of bo"), "Vote for this")


def _take_the_vote_back(page: Page) -> None:
    _press(_in(page, "Barrier of cai"), "✓ My vote. Undo")


def _poll(page: Page) -> None:
    barrier = _in(page, "Barrier of bo")
    for question in ("What is it?", "Who could change it?"):
        barrier.get_by_role("group", name=question).get_by_role("radio").first.check()
    _press(barrier, "Answer in private")


def _commit(page: Page) -> None:
    for label, words in (("If …", "a child is late"), ("then …", "we ring first"), ("Who", "School")):
        page.get_by_label(label, exact=True).fill(words)
    _press(page, "Make this commitment")


def _take_out(situation: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        _press(_in(page, situation), "Remove commitment")
        _press(page.get_by_role("dialog"), "Remove commitment")

    return do


def _check_out(page: Page) -> None:
    for scale, number in ((0, "3"), (1, "8")):
        page.locator(".scale__points").nth(scale).locator("label", has_text=number).click()
    _type(page, TAKEAWAY)
    _press(page, "Check out")


SAVED = "Your answer is saved."
STORED = "Stored without your name."
TAPS: Mapping[PhaseKind, tuple[Tap, ...]] = {
    PhaseKind.LOBBY: (Tap(c.TakeSeat, _take_a_seat, e.ParticipantSeated, "does-nurse"),),
    PhaseKind.READ: (Tap(c.FinishReading, _finish_reading, e.HandRead, "You've read your facts."),),
    PhaseKind.FIRST_READ: (Tap(c.GiveRead, _judge, e.AnswerKept, SAVED, "My view", THEIR_READ),),
    PhaseKind.SHARE: (
        Tap(c.RevealFact, _reveal, e.FactRevealed, "✓ On the table", "Hand"),
        Tap(c.HoldBack, _hold_back, e.FactHeldBack, "◐ Held back", "Hand"),
        Tap(c.MentionAgain, _say_again, e.FactMentionedAgain, "Said again once", "Hand"),
        Tap(c.DisputeFacts, _dispute, e.FactsDisputed, "Marked. It shows below", "Picture", DOUBT),
    ),
    PhaseKind.ASK_AND_LINK: (
        Tap(c.AnswerAsk, _answer, e.AskAnswered, "Nothing held on that", "Asks"),
        Tap(c.AskRole, _ask, e.RoleAsked, "Asked. The answer appears below.", "Asks", QUESTION),
        Tap(c.SettleDispute, _settle, e.DisputeSettled, "The table says: Two visits", "Picture"),
        Tap(c.LinkFacts, _link, e.FactsLinked, "Linked. This story", "Picture", TOGETHER),
    ),
    PhaseKind.SECOND_READ: (
        Tap(c.GiveRead, _judge, e.AnswerKept, SAVED, "My view", THEIR_READ),
        Tap(c.GiveTableAnswer, _answer_for_the_table, e.TableAnswerGiven, "Your table says", "My view"),
    ),
    PhaseKind.REVEAL: (Tap(c.TellWhy, _tell_why, e.ReasonTold, "Your table knows why"),),
    PhaseKind.REPLAY: (),  # what may be told has been, and stands
    PhaseKind.BARRIERS: (Tap(c.RaiseBarrier, _raise("Nobody asked me"), e.AnswerKept, STORED, "Debrief"),),
    PhaseKind.VOTE: (
        Tap(c.VoteForBarrier, _vote, e.AnswerKept, "✓ My vote", "Debrief"),
        Tap(c.WithdrawVote, _take_the_vote_back, e.AnswerKept, "2 votes left", "Debrief"),
        Tap(c.RaiseBarrier, _raise("It was not minuted"), e.AnswerKept, STORED, "Debrief"),
    ),
    PhaseKind.MEANING: (
        Tap(c.PollBarrier, _poll, e.AnswerKept, "You said: ", "Debrief"),
        Tap(c.RaiseBarrier, _raise("We never met"), e.AnswerKept, STORED, "Debrief"),
    ),
    PhaseKind.COMMITMENTS: (
        Tap(
            c.MakeCommitment, _commit, e.CommitmentMade, "Saved. You'll find it in the list below.", "Debrief"
        ),
        Tap(c.DropCommitment, _take_out("the first of cai"), e.CommitmentDropped, "", "Debrief"),
    ),
    PhaseKind.CHECK_OUT: (
        Tap(c.CheckOut, _check_out, e.AnswerKept, "Saved. Thank you.", "Check-out", TAKEAWAY),
        Tap(c.DropCommitment, _take_out("the second of cai"), e.CommitmentDropped, "", "Check-out"),
    ),
}
"""Every wish of somebody with a seat, in the phases whose page offers it. The other phases only wait."""


def test_A1_no_phase_and_no_wish_of_a_participant_is_left_out() -> None:
    wishes = {wish for wish, audiences in MAY.items() if Audience.PARTICIPANT in audiences}
    wishes -= AT_THE_DOOR
    assert {tap.wish for taps in TAPS.values() for tap in taps} == wishes
    for wish in wishes:
        tapped = {kind for kind, taps in TAPS.items() if wish in {tap.wish for tap in taps}}
        assert tapped <= ROW_OF[wish].steps
    allowed = set().union(*(ROW_OF[wish].steps for wish in wishes))
    assert allowed == set(TAPS)


# --- what the others do -----------------------------------------------------------------------------------


@dataclass
class Around:
    """The phone under test in the nurse's seat, and the others at the table, who act without a page."""

    page: Page
    context: BrowserContext
    workshop: OpenWorkshop
    me: ParticipantId
    port: int
    told: Told

    def says(self, who: str, wish: c.Wish) -> None:
        says(self.workshop, self.me if who == "me" else ParticipantId(who), wish)

    def sit(self, who: ParticipantId, role_id: Any) -> None:
        seat_id = seat_of(self.workshop, role_id).id
        self.workshop.stage.leads(self.workshop.id, c.SeatParticipant(participant_id=who, seat_id=seat_id))

    def put_down(self, who: str, *facts: str) -> None:
        for fact_id in facts:
            self.says(who, c.RevealFact(fact_id=FactId(fact_id)))

    def asked(self, who: str, text: str) -> None:
        self.says(who, c.AskRole(ask_id=c.AskId(f"ask-by-{who}"), role_id=NURSE, text=text))

    def before(self, kind: PhaseKind) -> None:
        """What lies there when the network goes."""
        if kind is PhaseKind.LOBBY:
            self.sit(self.me, SCHOOL)
            expect(self.page.get_by_text("does-school")).to_be_visible()
        elif kind is PhaseKind.WELCOME:
            self.sit(self.me, NURSE)
            for name, role_id in (("bo", SCHOOL), ("cai", POLICE), ("dee", HOUSING)):
                self.sit(self.workshop.stage.join(self.workshop.id, name), role_id)
        elif kind is PhaseKind.SHARE:
            self.put_down("bo", "sc-1", "sc-2")
            self.put_down("cai", "po-1")
            self.put_down("dee", "all-1")
        elif kind is PhaseKind.ASK_AND_LINK:
            self.asked("bo", "Since when?")
            pair = frozenset({FactId("sc-2"), FactId("all-1")})
            dispute = c.DisputeFacts(dispute_id=c.DisputeId("which-day-1"), fact_ids=pair, line="Which day?")
            self.says("bo", dispute)
            self.says("me", c.HoldBack(fact_id=FactId("nu-2"), reason=BarrierCategory.FEAR))
        else:
            self._before_the_debrief(kind)

    def _before_the_debrief(self, kind: PhaseKind) -> None:
        if kind is PhaseKind.BARRIERS:
            for who in ("bo", "cai"):
                barrier = c.RaiseBarrier(
                    barrier_id=c.BarrierId(f"barrier-{who}"),
                    category=BarrierCategory.RELEVANCE,
                    text=f"Barrier of {who}",
                    setting=c.Setting.EXERCISE,
                )
                self.says(who, barrier)
        elif kind is PhaseKind.VOTE:
            self.says("me", c.VoteForBarrier(barrier_id=c.BarrierId("barrier-cai")))
            for who in ("bo", "cai", "dee"):  # enough for the first three to be told
                self.says(who, c.VoteForBarrier(barrier_id=c.BarrierId("barrier-bo")))
        elif kind is PhaseKind.COMMITMENTS:
            for which in ("first", "second"):
                promise = c.MakeCommitment(
                    commitment_id=c.CommitmentId(f"the-{which}"),
                    barrier_id=None,
                    situation=f"the {which} of cai",
                    action="we ring",
                    owner="Police",
                    due=None,
                    check="",
                )
                self.says("cai", promise)

    def meanwhile(self, kind: PhaseKind) -> str:
        """What happens while the phone is away; gives what it must be told of that."""
        if kind is PhaseKind.SHARE:
            self.put_down("bo", "all-2")
            return "School put one fact on the table."
        if kind is PhaseKind.ASK_AND_LINK:
            self.asked("dee", "Where?")
            return "You have one question to answer."
        return ""

    # --- the minute ---------------------------------------------------------------------------------------

    @property
    def log(self) -> tuple[Recorded, ...]:
        """But for what follows by itself some seconds after a step or a barrier."""
        log = self.workshop.stage.app.store.events(self.workshop.id)
        return tuple(one for one in log if not isinstance(one.event, BY_ITSELF))

    @property
    def strip(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text="While you were away")

    def is_in(self, phase: Phase) -> None:
        expect(self.page.get_by_role("heading", level=1, name=phase.title, exact=True)).to_be_visible()

    def turn_to(self, tab: str) -> None:
        if tab and self.page.locator(".phone__tabs").count():
            turn_to(self.page, tab)

    def taps_without_network(self, taps: tuple[Tap, ...]) -> None:
        """A minute passes on the page's clock; the page says how many taps wait, and loses none."""
        self.is_current()
        cut(self.context, self.workshop)
        for tap in taps:
            self.turn_to(tab=tap.tab)
            tap.make(self.page)
        wait = {0: "Nothing is lost.", 1: "One tap is waiting and will be sent."}
        words = wait.get(len(taps), f"{len(taps)} taps are waiting and will be sent.")
        device_keeps(self.page, len(taps))
        self.page.clock.run_for(MINUTE_MS)
        expect(self.page.get_by_role("status").filter(has_text=f"Offline. {words}")).to_be_visible()
        expect(self.page.get_by_text("Offline", exact=True)).to_be_visible()

    def network_returns(self, taps: tuple[Tap, ...]) -> None:
        """At once: no timer of the page runs until all is sent and seen. A barrier is parted by chance."""
        stop_the_clock(self.page)
        network_returns(self.context, self.page)
        expect(self.page.get_by_text("Connected", exact=True)).to_be_visible()
        if any(tap.wish is c.RaiseBarrier for tap in taps):
            device_keeps(self.page, 1)
            self.page.clock.run_for(LONGEST_APART_MS)
        device_keeps(self.page, 0)
        self.page.clock.resume()

    def is_current(self) -> None:
        """What the page was told, put together, is what a device is told that comes now."""
        self.workshop.stage.settle()

        def not_told() -> dict[str, Any]:
            """Asked anew each time: what follows by itself may come in between."""
            page = self.told.values()
            with ThreadPoolExecutor(1) as apart:  # the browser's driver has the loop of this thread
                now = apart.submit(asyncio.run, self._told_now()).result()
            told = {name: (page.get(name), now.get(name)) for name in {**page, **now}}
            return {name: both for name, both in told.items() if both[0] != both[1]}

        becomes(not_told, {}, "what the page was told otherwise")

    async def _told_now(self) -> dict[str, Any]:
        token = participant_token(self.workshop.stage.app.key, self.workshop.id, self.me)
        wire = await Wire.open(self.port, {"as": "phone", "token": token})
        await wire.close()
        return wire.values()


@pytest.fixture
def around(page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str) -> Around:
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    told = Told(page)
    came: set[str] = set()
    page.on("requestfinished", lambda asked: came.add(asked.url.rsplit("/", 1)[1]))
    me = join(page, address, workshop)
    # What a phone loads once it has settled would be lacking for as long as there is no network.
    becomes(lambda: page.evaluate("true") and came.issuperset(LATER), True, "whether the rest is loaded")
    return Around(page, context, workshop, me, port=int(address.rsplit(":", 1)[1]), told=told)


@pytest.mark.slow
def test_in_every_phase_taps_wait_through_a_minute_without_network_and_are_saved_once(around: Around) -> None:
    page = around.page
    for phase in around.workshop.now.scenario.agenda:
        around.workshop.stage.go_to(around.workshop.id, phase.kind)
        around.is_in(phase)
        around.before(phase.kind)
        around.is_current()  # the network goes once the page has heard of it
        taps = TAPS.get(phase.kind, ())
        around.taps_without_network(taps)
        news = around.meanwhile(phase.kind)
        before = len(around.log)
        around.network_returns(taps)
        around.is_in(phase)
        assert [type(one.event) for one in around.log[before:]] == [tap.event for tap in taps], phase.id
        around.is_current()
        expect(page.get_by_text(WAITING)).to_have_count(0)
        expect(page.get_by_text("One moment…")).to_have_count(0)
        for tap in taps:
            around.turn_to(tap.tab)
            expect(page.locator("body")).to_contain_text(tap.shows)  # the tray stands below what is read
        expect(around.strip).to_have_count(1 if news else 0)
        if news:
            expect(around.strip).to_contain_text(news)
            _press(around.strip, "OK")


@pytest.mark.slow
def test_in_every_phase_taps_that_come_after_its_end_are_told_in_one_sentence_and_nothing_typed_is_lost(
    around: Around,
) -> None:
    page, agenda = around.page, around.workshop.now.scenario.agenda
    for phase, following in pairwise(agenda):
        around.workshop.stage.go_to(around.workshop.id, phase.kind)
        around.is_in(phase)
        around.before(phase.kind)
        around.is_current()  # the network goes once the page has heard of it
        taps = TAPS.get(phase.kind, ())
        around.taps_without_network(taps)
        around.workshop.stage.go_to(around.workshop.id, following.kind)
        before = len(around.log)
        around.network_returns(taps)
        around.is_in(following)
        expect(around.strip).to_contain_text(f"The workshop has moved on to: {following.title}")
        _press(around.strip, "OK")
        in_time = [tap for tap in taps if following.kind in ROW_OF[tap.wish].steps]
        assert [type(one.event) for one in around.log[before:]] == [tap.event for tap in in_time], phase.id
        around.is_current()
        expect(page.get_by_text("One moment…")).to_have_count(0)
        late = [tap for tap in taps if tap not in in_time]
        told = page.get_by_role("status").filter(has_text=TOO_LATE)
        expect(told).to_have_count(1 if late else 0)
        if late:
            came = "One tap came" if len(late) == 1 else f"{len(late)} taps came"
            expect(told).to_contain_text(f"{came} too late for")
            _press(told, "OK")
            expect(told).to_have_count(0)
            still_typed(around, phase, late)


def still_typed(around: Around, phase: Phase, taps: list[Tap]) -> None:
    """The facilitator goes back, and what was typed is in its place."""
    around.workshop.stage.go_to(around.workshop.id, phase.kind)
    around.is_in(phase)
    for tap in taps:
        if tap.typed:
            around.turn_to(tap.tab)
            label, words = tap.typed
            expect(around.page.get_by_label(label)).to_have_value(words)


# --- the way back -----------------------------------------------------------------------------------------

FIRST_WAIT_MS, GROWTH, LONGEST_WAIT_MS, JITTER = 300, 1.7, 8_000, 1 / 3
TRYING = """(() => {
  globalThis.tries = [];
  const note = (what) => tries.push([what, Date.now()]);
  const OneSocket = WebSocket;
  globalThis.WebSocket = class extends OneSocket {
    constructor(...where) {
      super(...where);
      note("begins");
      this.addEventListener("error", () => note("ends"));
    }
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    note("begins");
    this.addEventListener("loadend", () => note("ends"));
    return send.apply(this, body);
  };
})();"""
"""Notes when each try to connect begins and ends, by the page's clock."""
COMES_BACK = (
    "dispatchEvent(new Event('online'))",
    "document.dispatchEvent(new Event('visibilitychange'))",
    "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
)


def waits(notes: list[tuple[str, float]]) -> list[float]:
    """Milliseconds from the end of each try to the beginning of the next. A try is made over both ways."""
    assert [what for what, _ in notes] == ["begins", "ends"] * (len(notes) // 2)
    begun, ended = [at for _, at in notes[::4]], [at for _, at in notes[3::4]]
    return [after - before for before, after in zip(ended, begun[1:], strict=False)]


def test_the_tries_to_come_back_wait_longer_each_time_and_begin_at_once_when_somebody_is_back(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    page.clock.install()
    page.add_init_script(TRYING)
    join(page, address, workshop)
    stop_the_clock(page, 3)
    cut(context, workshop)
    expect(page.get_by_text("Connecting…", exact=True)).to_be_visible()
    page.evaluate("tries.length = 0")
    page.clock.run_for(NOTICED_MS - 1)
    expect(page.get_by_text("Connecting…", exact=True)).to_be_visible()
    page.clock.run_for(1)
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    for _ in range(60):
        settled(page)
        page.clock.run_for(1_000)
    settled(page)
    waited = waits(page.evaluate("tries"))
    assert len(waited) > 8
    most = [min(LONGEST_WAIT_MS, FIRST_WAIT_MS * GROWTH**tries) for tries in range(1, len(waited) + 1)]
    for wait, longest in zip(waited, most, strict=True):
        assert longest * (1 - JITTER) - 1 <= wait <= longest + 1, waited
    shares = [wait / longest for wait, longest in zip(waited, most, strict=True)]
    assert max(shares) - min(shares) > 0.05, shares
    for event in COMES_BACK:
        before = len(page.evaluate("tries"))
        page.evaluate(event)
        settled(page)
        assert len(page.evaluate("tries")) > before, event


def settled(page: Page) -> None:
    """Wait until no try to connect is under way."""
    comes_to(page, "tries.filter(([what]) => what === 'ends').length * 2 === tries.length", True)
