"""What ten things cost a participant: taps and words are held to docs/usability.md, seconds only told there.

`WRITE_USABILITY=1` writes the numbers anew, and the medians of what is timed more than once.
A tap is a finger put down; words are those of the part of the page that is tapped in (a dialog, a form, a
fact), each part once; facts' own words count, typed ones do not.
"""

import os
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from app.config import ROOT
from app.domain.log import commands as c
from app.domain.log.commands import AskId, ParticipantId
from tests.pages.budgets import JOIN_BYTES, PHONE_BYTES
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import break_sockets
from tests.pages.phones import PHONE, says

pytestmark = pytest.mark.button_family

RECORD = ROOT / "docs" / "usability.md"
WRITES = "WRITE_USABILITY" in os.environ
TIMES = 5
TO_THE_ROLE = "From the scan to the role, each time on a fresh phone"
RETURN = "From the network's return to “Connected”, with a fact that was revealed meanwhile"
MOST_TAPS_TO_THE_ROLE = 3
ROW = re.compile(r"^\| (.+?) \| (\d+) \| (\d+) \| ([\d.]+) \| (.*) \|$", re.MULTILINE)
MEDIAN = re.compile(r"^\| (.+?) \| ([\d.]+) s \| ([\d., ]+) \| (.*) \|$", re.MULTILINE)
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
"""What browsers' own tools call slow 4G, in milliseconds and bytes a second."""
LATER = ("/js/picture.js", "/js/phone/later.js")
"""What a phone fetches once it has settled: on a slow machine, before its role has been looked for."""
COUNTING = """(() => {
  const PARTS = "dialog, form, details, fieldset, section, .fact, li, main, nav";
  addEventListener("pointerdown", (event) => {
    if (!event.isTrusted) return;
    const part = event.target.closest(PARTS) ?? document.body;
    globalThis.words_tapped ??= new Map();
    const words = part.innerText.match(/[\\p{L}\\p{N}]+/gu)?.length ?? 0;
    words_tapped.set(part, Math.max(words_tapped.get(part) ?? 0, words));
    const before = Number(sessionStorage.getItem("words_before") ?? 0);
    sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps") ?? 0) + 1);
    sessionStorage.setItem("words", [...words_tapped.values()].reduce((sum, one) => sum + one, before));
  }, true);
  addEventListener("pagehide", () => {
    sessionStorage.setItem("words_before", sessionStorage.getItem("words") ?? 0);
  });
})();"""
TIME_THE_RETURN = """(fact) => {
  globalThis.return_s = new Promise((done) => addEventListener("online", () => {
    const began = performance.now();
    const watch = new MutationObserver(() => {
      if (!document.querySelector(".wire--on") || !document.querySelector(`[data-fact="${fact}"]`)) return;
      watch.disconnect();
      done((performance.now() - began) / 1000);
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
  }, { once: true }));
}"""
START = "() => { sessionStorage.clear(); globalThis.words_tapped = new Map(); }"
COUNTED = "() => ['taps', 'words'].map((what) => Number(sessionStorage.getItem(what) ?? 0))"


@dataclass(frozen=True)
class Cost:
    taps: int
    words: int
    seconds: float


class Participant:
    """Somebody with a phone, whose every deed is counted."""

    def __init__(self, page: Page, workshop: OpenWorkshop, address: str) -> None:
        self.page, self.workshop, self.address = page, workshop, address
        self.costs: dict[str, Cost] = {}

    def does(self, what: str, how: Callable[[], None]) -> None:
        self.page.evaluate(START) if self.page.url.startswith("http") else None
        began = time.monotonic()
        how()
        taps, words = self.page.evaluate(COUNTED)
        self.costs[what] = Cost(taps, words, round(time.monotonic() - began, 1))

    def join(self) -> None:
        self.page.goto(f"{self.address}/join/{self.workshop.code}")
        self.page.get_by_label("Your name").click()
        self.page.get_by_label("Your name").fill("Ama")
        self.page.get_by_role("button", name="Join", exact=True).click()
        expect(self.page.get_by_role("region", name="Your role:")).to_be_visible()

    def read_the_hand(self) -> None:
        self.page.get_by_role("button", name="I've read my facts").click()
        expect(self.page.get_by_text("You've read your facts.")).to_be_visible()

    def judge(self) -> None:
        reads = self.workshop.now.scenario.reads
        scale = self.page.get_by_role("group", name=reads.scale_ask, exact=True)
        scale.locator("label").filter(has_text=re.compile(r"^\s*6\s*$")).click()
        self.page.locator("label.choice").filter(has_text=reads.options[0].text).click()
        self.page.get_by_role("button", name="Give my answer").click()
        expect(self.page.get_by_text("Your answer is saved.")).to_be_visible()

    def reveal(self) -> None:
        self.page.get_by_role("button", name="Reveal", exact=True).first.click()
        self.page.get_by_role("button", name="Reveal to everyone").click()
        expect(self.page.get_by_text("✓ On the table").first).to_be_visible()

    def hold_back(self) -> None:
        self.page.get_by_role("button", name="Hold back", exact=True).first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.locator("label.chip").last.click()
        expect(dialog.locator("fieldset .field__note")).not_to_be_empty()  # what the reason means
        dialog.get_by_role("button", name="Hold back", exact=True).click()
        expect(self.page.get_by_text("◐ Held back")).to_be_visible()

    def ask(self) -> None:
        self.page.get_by_role("button", name=re.compile("^Asks")).click()
        form = self.page.get_by_role("region", name="Ask a role")
        form.locator("label.chip").first.click()
        expect(form.get_by_text("Type your question.")).to_be_visible()
        form.get_by_label("Your question").click()
        form.get_by_label("Your question").fill("Who calls at the house?")
        form.get_by_role("button", name="Ask", exact=True).click()
        expect(self.page.get_by_text("Asked. The answer appears below.")).to_be_visible()

    def answer(self) -> None:
        self.page.get_by_role("button", name="We hold nothing on that").click()
        expect(self.page.get_by_text("Nothing held on that").first).to_be_visible()

    def link(self) -> None:
        self.page.get_by_role("button", name="Picture").click()
        self.page.get_by_text("Link facts that belong together").click()
        form = self.page.locator("details").filter(
            has=self.page.get_by_text("Link facts that belong together")
        )
        for place in range(2):
            form.locator("label.choice").nth(place).click()
            expect(form.get_by_text(f"{place + 1} of 6 chosen")).to_be_visible()
        form.get_by_role("button", name="Link them").click()
        expect(self.page.get_by_text("Linked. This story")).to_be_visible()

    def write_a_barrier(self) -> None:
        self.page.locator("label.chip").first.click()
        expect(self.page.get_by_text("Write what stopped it being shared.")).to_be_visible()
        self.page.get_by_text("In the exercise today").click()
        self.page.get_by_label("In a sentence").click()
        self.page.get_by_label("In a sentence").fill("Nobody asked me")
        self.page.get_by_role("button", name="Add this barrier").click()
        expect(self.page.get_by_text("Stored without your name.")).to_be_visible()

    def vote(self) -> None:
        self.page.get_by_role("button", name="Vote for this").first.click()
        expect(self.page.get_by_text("✓ My vote")).to_be_visible()


def slow(page: Page) -> CDPSession:
    """A phone on slow 4G, and what takes its network away."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    return devtools


def on_slow_4G(page: Page, workshop: OpenWorkshop, address: str) -> Participant:
    page.add_init_script(COUNTING)
    slow(page)
    return Participant(page, workshop, address)


@pytest.fixture
def participant(page: Page, workshop: OpenWorkshop, address: str) -> Participant:
    """A phone on slow 4G in a workshop of eight seats."""
    return on_slow_4G(page, workshop, address)


def test_from_the_qr_to_the_role_it_takes_at_most_three_taps_on_slow_4G(
    browser: Browser, workshop: OpenWorkshop, address: str
) -> None:
    seconds = []
    for _ in range(TIMES if WRITES else 1):
        with browser.new_context() as fresh:
            someone = on_slow_4G(fresh.new_page(), workshop, address)
            fetched = sizes_fetched(someone.page)
            began = time.monotonic()
            someone.does("Join", someone.join)
            seconds.append(time.monotonic() - began)
            scanning = 1
            assert scanning + someone.costs["Join"].taps <= MOST_TAPS_TO_THE_ROLE
            first = [size for url, size in fetched if not url.endswith(LATER)]
            assert len(first) > 3
            assert sum(first) <= JOIN_BYTES + PHONE_BYTES, first
    record(TO_THE_ROLE, seconds)


def sizes_fetched(page: Page) -> list[tuple[str, int]]:
    """What the page fetches from now on, each with its size as it travels; grows as it comes."""
    asked: dict[str, str] = {}
    sizes: list[tuple[str, int]] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on(
        "Network.requestWillBeSent", lambda one: asked.update({one["requestId"]: one["request"]["url"]})
    )
    devtools.on(
        "Network.loadingFinished",
        lambda one: sizes.append((asked.get(one["requestId"], ""), int(one["encodedDataLength"]))),
    )
    return sizes


def test_ten_things_cost_what_the_record_says(participant: Participant, workshop: OpenWorkshop) -> None:
    play_the_hour(participant, workshop)
    if WRITES:
        text = RECORD.read_text(encoding="utf-8")
        RECORD.write_text(ROW.sub(lambda row: _row(row, participant.costs), text), encoding="utf-8")
    written = {row[1]: (int(row[2]), int(row[3])) for row in ROW.finditer(RECORD.read_text(encoding="utf-8"))}
    assert written == {what: (cost.taps, cost.words) for what, cost in participant.costs.items()}


def _row(row: re.Match[str], costs: dict[str, Cost]) -> str:
    cost = costs[row[1]]
    return f"| {row[1]} | {cost.taps} | {cost.words} | {cost.seconds} | {row[5]} |"


# --- timed more than once, when the record is written -----------------------------------------------------


def test_each_median_in_the_record_is_that_of_its_times() -> None:
    rows = MEDIAN.findall(RECORD.read_text(encoding="utf-8"))
    assert [what for what, *_ in rows] == [TO_THE_ROLE, RETURN]
    for _, median, told, _ in rows:
        times = [float(one) for one in told.split(", ")]
        assert (len(times), float(median)) == (TIMES, statistics.median(times))


def test_when_the_network_returns_the_page_is_current_again(
    page: Page, workshop: OpenWorkshop, address: str
) -> None:
    devtools = slow(page)
    Participant(page, workshop, address).join()
    mine = next(iter(workshop.now.participants))
    other = workshop.stage.join(workshop.id, "bo")
    now = workshop.now
    seats = [now.seat(now.participants[who].seat_id or c.SeatId("")) for who in (mine, other)]
    workshop.stage.go_to(workshop.id, "share")
    page.get_by_role("button", name="Picture").click()
    page.get_by_role("button", name="List").click()
    seconds = []
    for fact_id in sorted(seats[1].hand - seats[0].hand)[: TIMES if WRITES else 1]:
        expect(page.get_by_text("Connected", exact=True)).to_be_visible()
        devtools.send("Network.emulateNetworkConditions", SLOW_4G | {"offline": True})
        break_sockets(workshop)
        expect(page.get_by_text("Offline", exact=True)).to_be_visible()
        says(workshop, other, c.RevealFact(fact_id=fact_id))
        page.evaluate(TIME_THE_RETURN, workshop.now.signs.fact(fact_id))
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        seconds.append(page.evaluate("return_s"))
    record(RETURN, seconds)


def record(what: str, seconds: list[float]) -> None:
    """Where the record is written: in the place of an older measurement how long something took each time."""
    if not WRITES:
        return
    times = [round(one, 1) for one in seconds]

    def row(old: re.Match[str]) -> str:
        told = f"| {what} | {statistics.median(times)} s | {', '.join(map(str, times))} | {old[4]} |"
        return told if old[1] == what else old[0]

    RECORD.write_text(MEDIAN.sub(row, RECORD.read_text(encoding="utf-8")), encoding="utf-8")


def play_the_hour(me: Participant, workshop: OpenWorkshop) -> None:
    me.does("Join, from the scan to the role", me.join)
    me.page.get_by_role("button", name="OK").click()  # the screen may go dark
    mine = next(iter(workshop.now.participants))
    other = workshop.stage.join(workshop.id, "bo")
    steps = (
        ("read", (("Read the hand and say so", me.read_the_hand),)),
        ("first_read", (("Judge in private", me.judge),)),
        ("share", (("Reveal a fact", me.reveal), ("Hold a fact back, with a reason", me.hold_back))),
        (
            "ask_and_link",
            (("Ask a role", me.ask), ("Answer a question", me.answer), ("Link two facts", me.link)),
        ),
        ("barriers", (("Write a barrier", me.write_a_barrier),)),
        ("vote", (("Vote", me.vote),)),
    )
    for kind, deeds in steps:
        workshop.stage.go_to(workshop.id, kind)
        expect(me.page.get_by_role("heading", level=1, name=workshop.now.phase.title)).to_be_visible()
        if kind == "ask_and_link":
            meanwhile(workshop, mine, other)
            expect(me.page.locator(".tabs__count")).to_contain_text("asked of you")
        for what, how in deeds:
            me.does(what, how)


def meanwhile(workshop: OpenWorkshop, mine: ParticipantId, other: ParticipantId) -> None:
    """The neighbour puts a fact on the table and asks."""
    now = workshop.now
    seats = [now.seat(now.participants[who].seat_id or c.SeatId("")) for who in (mine, other)]
    workshop.stage.go_to(workshop.id, "share")
    says(workshop, other, c.RevealFact(fact_id=sorted(seats[1].hand - seats[0].hand)[0]))
    workshop.stage.go_to(workshop.id, "ask_and_link")
    says(
        workshop,
        other,
        c.AskRole(ask_id=AskId("ask-00000001"), role_id=seats[0].role_ids[0], text="Since when?"),
    )
