"""Rules P1, P2 on a bad network, through the page's own outbox: each tap once, in order; pages are true.

Phones in Chromium, one of them on long polling, each behind a network of its own (tests/proofs/faults.py).
Each page's time is its own as well, and passes only while its network owes it nothing: nothing sleeps.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.access.tokens import SEAT_COOKIE, participant_token
from app.config import ROOT
from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import SeatId
from app.domain.rules.seating import propose
from app.domain.scenario import Fact, FactId, Scenario
from app.scenarios import load
from tests.journeys.venue import NO_WEBSOCKET
from tests.pages.conftest import OpenWorkshop
from tests.pages.networks import COUNT_KEPT, device_keeps
from tests.pages.phones import PHONE, says
from tests.patience import stop_the_clock
from tests.proofs.faults import BrowserNetwork

SEED = 11
PHONES, TAPS, BARRIERS = 4, 40, 6
STEP_MS = 2_000
MOST_STEPS = 1_000
"""Of each page's time; a run needs a fifth of it. A tap that never gets through is not waited for longer."""
LOOKS_EVERY = 5
ON_THEIR_WAY = ("Sending…", "Waiting for the network.")
SAID_AGAIN = "+1 It was said again"
FACTS = """() => [...document.querySelectorAll("main .fact")].map((fact) => fact.innerText)"""
FINGER = """globalThis.finger = (() => {
  const painted = async () => { for (let turn = 0; turn < 20; turn += 1) await null; };
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  return {
    async turn(tab) {
      const button = all(".phone__tabs button").find((one) => one.innerText.startsWith(tab));
      button.click();
      await painted();
      return button.getAttribute("aria-current") === "true";
    },
    async tap_fact(hand, mine, again, before, drawn) {
      const offered = all("main .fact").flatMap((fact) => {
        const tells = ([, texts]) => texts.some((text) => fact.innerText.includes(text));
        const [id] = Object.entries(hand).find(tells);
        return all("button:not(:disabled)", fact)
          .filter((button) => mine.includes(id) || button.innerText === again)
          .filter((button) => !/link/i.test(button.innerText))
          .map((button) => ({ id, button, name: button.innerText }));
      });
      if (offered.length === 0) return null;
      const { id, button, name } = offered[Math.floor(drawn[0] * offered.length)];
      button.click();
      await painted();
      const dialog = document.querySelector("dialog");
      if (name === again) return { id, name };
      const reasons = all("label.chip input", dialog);
      const others = [...reasons.keys()].filter((place) => place !== before[id]);
      const reason = others[Math.floor(drawn[1] * others.length)];
      reasons[reason]?.click();
      await painted();
      const yes = name === "Reveal" ? "Reveal to everyone" : "Hold back";
      all("button", dialog).find((one) => one.textContent.trim() === yes).click();
      await painted();
      if (document.querySelector("dialog")) throw new Error(dialog.innerText);
      return { id, name, reason };
    },
    async fill_in(form, choices, text, tray = form) {
      const where = document.querySelector(form);
      const sends = () => document.querySelector(tray);
      if (sends()?.querySelector(".notice--waiting")) return false;
      if (where.matches("details:not([open])")) {
        const opens = new Promise((resolve) => where.addEventListener("toggle", resolve, { once: true }));
        where.querySelector("summary").click();
        await opens;
        await painted();
      }
      const inputs = all("input[type=radio], input[type=checkbox]", where);
      for (const place of choices) {
        inputs.at(place).click();
        await painted();
      }
      const box = where.querySelector("textarea");
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await painted();
      const send = sends().querySelector(".button--primary");
      if (send.disabled) throw new Error(where.innerText);
      send.click();
      await painted();
      return sends().querySelector(".notice--waiting") !== null;
    },
  };
})();"""
"""Taps without the driver's waiting: a thousand of its calls would be most of the run. Each is made at one
go: what is looked for, chosen and tapped cannot change between, whatever the network brings meanwhile."""
Made = tuple[str, str]
"""What a tap leaves in the log: the kind of event, and what it is about."""


@pytest.fixture
def scenario() -> Scenario:
    return load(ROOT / "scenarios" / "button_family.yaml")


@pytest.fixture
def layout(scenario: Scenario) -> c.Layout:
    return propose(scenario, PHONES)


@dataclass(eq=False)
class Phone:
    """A page in a browser, its network, and what has been tapped on it, in order."""

    page: Page
    network: BrowserNetwork
    workshop: OpenWorkshop
    seat_id: SeatId
    rng: Random
    name: str
    made: list[Made] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    reasons: dict[FactId, int] = field(default_factory=dict)

    def passes(self, ms: int = STEP_MS) -> None:
        """Time goes by on this phone, and on its network."""
        self.network.settle()
        self.page.clock.run_for(ms)
        self.network.now_s += ms / 1000

    @property
    def hand(self) -> dict[FactId, Fact]:
        seat = self.workshop.now.seat(self.seat_id)
        return {fact_id: self.workshop.now.scenario.fact_by_id[fact_id] for fact_id in seat.hand}

    def facts(self) -> dict[FactId, str]:
        """The hand as the page shows it."""
        hand = self.hand
        shown: dict[FactId, str] = {}
        for said in self.page.evaluate(FACTS):
            known = [key for key, fact in hand.items() if fact.text in said]
            known += [key for key, fact in hand.items() if fact.minimum and fact.minimum in said]
            shown[known[0]] = said
        return shown

    @property
    def kept(self) -> int:
        """How many taps the device keeps."""
        return int(self.page.evaluate(COUNT_KEPT))

    # --- taps ---------------------------------------------------------------------------------------------

    def taps(self) -> None:
        """One more tap, of those the page offers just now."""
        kind = self.rng.choice(("fact", "fact", "fact", "fact", "ask", "link"))
        if kind == "ask":
            self._asks()
        elif kind == "link":
            self._links()
        else:
            self.turns_to("Hand")
            self._taps_fact()

    def taps_when_it_is_too_late(self) -> None:
        """One more, which waits on the phone while the step ends. While others wait, none may be offered."""
        for _ in range(MOST_STEPS):
            if self.kept == 0:
                break
            self.passes()
        self.passes()
        self.network.go_down()
        made = len(self.made)
        for _ in range(MOST_STEPS):
            self.taps()
            if len(self.made) > made:
                return
        raise AssertionError(self.page.inner_text("main"))

    def turns_to(self, tab: str) -> None:
        assert self._does("turn", tab)

    def _does(self, what: str, *how: Any) -> Any:
        return self.page.evaluate(f"(how) => finger.{what}(...how)", list(how))

    def _taps_fact(self) -> None:
        """Reveal one, hold it back for another reason than before, or say one again, if any is offered."""
        hand = {key: [one for one in (fact.text, fact.minimum) if one] for key, fact in self.hand.items()}
        # What others hold too may lie on the table by the time the tap arrives: that leaves nothing.
        mine = sorted(only_held_by(self.workshop, self.seat_id))
        drawn = [self.rng.random(), self.rng.random()]
        tapped = self._does("tap_fact", hand, mine, SAID_AGAIN, self.reasons, drawn)
        if tapped is None:
            return
        fact_id = tapped["id"]
        if tapped["name"] == SAID_AGAIN:
            self.made.append((e.FactMentionedAgain.__name__, fact_id))
        elif tapped["name"] == "Reveal":
            self.made.append((e.FactRevealed.__name__, fact_id))
        else:
            self.reasons[fact_id] = tapped["reason"]
            self.made.append((e.FactHeldBack.__name__, fact_id))

    def _asks(self) -> None:
        self.turns_to("Asks")
        text = f"Question {len(self.made)} of {self.name}"
        if self._does("fill_in", "section.sheet[aria-labelledby=ask-title]", [0], text):
            self.made.append((e.RoleAsked.__name__, text))

    def _links(self) -> None:
        self.turns_to("Picture")
        text = f"Link {len(self.made)} of {self.name}"
        if self._does("fill_in", "details.sheet", [0, 1], text, ".tray"):
            self.made.append((e.FactsLinked.__name__, text))

    def writes_a_barrier(self) -> None:
        """If the one before is on its way no longer."""
        text = f"Barrier {len(self.barriers)} of {self.name}"
        if self._does("fill_in", "section[aria-labelledby=barrier-title]", [0, -1], text):
            self.barriers.append(text)

    # --- what the page says -------------------------------------------------------------------------------

    def check_hand(self) -> None:
        """What is no longer on its way is in the log, once; what is, may be."""
        self.turns_to("Hand")
        shown, made, logged = self.facts(), Counter(self.made), Counter(self.logged())
        for fact_id, said in shown.items():
            waits = any(words in said for words in ON_THEIR_WAY)
            mine = [sum(n for (_, about), n in log.items() if about == fact_id) for log in (made, logged)]
            assert mine[0] - waits <= mine[1] <= mine[0], (self.name, fact_id, said, mine)
        on_the_table = {about for kind, about in logged if kind == e.FactRevealed.__name__}
        claimed = {fact_id for fact_id, one in shown.items() if "✓ Saved" in said}
        assert claimed <= on_the_table

    def check_barriers(self) -> None:
        said = self.page.inner_text("main")
        waits = any(words in said for words in ON_THEIR_WAY)
        written = sorted(text for text in self.workshop.written if text.endswith(f" {self.name}"))
        sure = sorted(self.barriers[:-1] if waits else self.barriers)
        assert written in (sure, sorted(self.barriers)), said

    def logged(self) -> list[Made]:
        """What the log holds of this seat, in its order."""
        logged: list[Made] = []
        for recorded in self.workshop.stage.app.store.events(self.workshop.id):
            match recorded.event:
                case e.FactRevealed(seat_id=self.seat_id, fact_id=about):
                    pass
                case e.FactHeldBack(seat_id=self.seat_id, fact_id=about):
                    pass
                case e.FactMentionedAgain(seat_id=self.seat_id, fact_id=about):
                    pass
                case e.RoleAsked(by_seat_id=self.seat_id, text=about):
                    pass
                case e.FactsLinked(seat_id=self.seat_id, line=about):
                    pass
                case _:
                    continue
            logged.append((type(recorded.event).__name__, about))
        return logged


def barriers_raised(workshop: OpenWorkshop) -> list[str]:
    """What the log holds once the step is left and nothing waits any more (D11)."""
    workshop.stage.go_to(workshop.id, "vote")
    log = workshop.stage.app.store.events(workshop.id)
    return [one.event.text for one in log if isinstance(one.event, e.BarrierRaised)]


# --- the run ----------------------------------------------------------------------------------------------


@contextmanager
def networks(port: int, rng: Random) -> Iterator[list[BrowserNetwork]]:
    """A calm network for each phone, carried by a thread of its own."""
    loop = asyncio.new_event_loop()
    carrier = threading.Thread(target=loop.run_forever, daemon=True)
    carrier.start()
    made = [BrowserNetwork(Random(rng.random()), port, is_calm=True) for _ in range(PHONES)]
    try:
        for network in made:
            asyncio.run_coroutine_threadsafe(network.begin(), loop).result()
        yield made
    finally:
        for network in made:
            asyncio.run_coroutine_threadsafe(network.end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        carrier.join()
        loop.close()


def a_table(workshop: OpenWorkshop) -> list[c.ParticipantId]:
    """Everybody seated, one fact of each on the table, in the phase for asking and linking."""
    everybody = [workshop.stage.join(workshop.id, f"phone-{place}") for place in range(PHONES)]
    workshop.stage.go_to(workshop.id, "share")
    for who in everybody:
        says(workshop, who, c.RevealFact(fact_id=min(only_held_by(workshop, seat_of(workshop, who)))))
    workshop.stage.go_to(workshop.id, "ask_and_link")
    return everybody


def seat_of(workshop: OpenWorkshop, who: c.ParticipantId) -> SeatId:
    seat_id = workshop.now.participants[who].seat_id
    assert seat_id is not None
    return seat_id


def only_held_by(workshop: OpenWorkshop, seat_id: SeatId) -> set[FactId]:
    seats = workshop.now.tables[workshop.now.table_by_seat[seat_id]].seats
    return set(seats[seat_id].hand).difference(*(one.hand for one in seats.values() if one.id != seat_id))


def opened(browser: Browser, workshop: OpenWorkshop, network: BrowserNetwork, who: c.ParticipantId) -> Phone:
    """A phone at the table, on a calm network; its time stands still from now on."""
    origin = f"http://workshop.test:{network.port}"
    token = participant_token(workshop.stage.app.key, workshop.id, who)
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": SEAT_COOKIE, "value": token, "url": origin}])
    page = context.new_page()
    page.clock.install()
    page.add_init_script(FINGER)
    if who.endswith("-0"):
        page.add_init_script(NO_WEBSOCKET)
    page.goto(f"{origin}/phone")
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    device_keeps(page, 0)  # it has opened what it keeps taps in, which is given up when it takes too long
    stop_the_clock(page, 3)
    phone = Phone(page, network, workshop, seat_of(workshop, who), Random(network.rng.random()), who)
    phone.made += phone.logged()
    for tab, part in (("Picture", ".picture"), ("Asks", "#ask-title")):
        phone.turns_to(tab)
        phone.passes()
        expect(page.locator(part)).to_be_visible()  # what comes later has come
    return phone


def share(phones: list[Phone], rng: Random) -> None:
    """Everybody taps, faster than the network carries it, until each has tapped enough."""
    for step in range(MOST_STEPS):
        busy = [phone for phone in phones if len(phone.made) < TAPS]
        if not busy:
            return
        for phone in phones:
            if phone in busy and rng.random() < 0.7:
                phone.taps()
            phone.passes()
            if step % LOOKS_EVERY == 0:
                phone.check_hand()
    raise AssertionError([len(phone.made) for phone in phones])


def write(phones: list[Phone]) -> None:
    for step in range(MOST_STEPS):
        if all(len(phone.barriers) == BARRIERS and phone.kept == 0 for phone in phones):
            return
        for phone in phones:
            if len(phone.barriers) < BARRIERS and phone.page.get_by_label("In a sentence").count():
                phone.writes_a_barrier()
            phone.passes()
            if step % LOOKS_EVERY == 0 and phone.barriers:
                phone.check_barriers()
    raise AssertionError([(len(phone.barriers), phone.kept) for phone in phones])


def too_late(phone: Phone) -> int:
    """How many taps the page says came too late for their step."""
    told = phone.page.get_by_role("status").filter(has_text="too late for")
    if told.count() == 0:
        return 0
    first = told.inner_text().split()[0]
    return 1 if first == "One" else int(first)


@pytest.mark.slow
def test_P2_every_tap_on_every_page_is_in_the_log_once_and_in_order_or_told_as_too_late(
    browser: Browser, workshop: OpenWorkshop, address: str
) -> None:
    rng = Random(SEED)
    with networks(int(address.rsplit(":", 1)[1]), rng) as carried:
        everybody = a_table(workshop)
        phones = [opened(browser, workshop, *one) for one in zip(carried, everybody, strict=True)]
        for network in carried:
            network.is_calm = False
        share(phones, rng)
        phones[rng.randrange(PHONES)].taps_when_it_is_too_late()
        workshop.stage.go_to(workshop.id, "barriers")
        write(phones)
        late = [too_late(phone) for phone in phones]
        for phone, n in zip(phones, late, strict=True):
            assert phone.logged() == phone.made[: len(phone.made) - n], phone.name
            expect(phone.page.get_by_text(ON_THEIR_WAY[1])).to_have_count(0)
        written = barriers_raised(workshop)
        for phone in phones:
            mine = [text for text in written if text.endswith(f" {phone.name}")]
            assert sorted(mine) == sorted(phone.barriers)  # their order tells nobody who wrote them (D11)
            phone.page.context.close()

    faults = sum((network.done for network in carried), Counter())
    taps = PHONES * (TAPS + BARRIERS)
    assert any(late)
    assert faults["ack lost"] > 0.25 * taps
    for what in (
        "tap lost",
        "tap doubled",
        "tap again later",
        "change overtaken",
        "cut",
        "connection refused",
    ):
        assert faults[what] > taps / 100, faults
