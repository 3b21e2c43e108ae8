"""Who takes part in a journey, in terms of what they see and press: facilitator, screen, phone."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

from tests.journeys.venue import Venue

LAPTOP = {"width": 1366, "height": 768}
PROJECTOR = {"width": 1920, "height": 1080}
FINGER_SCROLLS = "document.dispatchEvent(new Event('touchmove'))"
"""The browser brings a button into sight without a finger, and taps sooner than anybody scrolls."""
HAND_HELD = {"width": 360, "height": 800}

LEAST_WORDING, FULL_WORDING = "The least that helps", "All of it"
"""What a phone calls the two wordings of a sensitive fact."""


def standby_link(page: Page) -> str:
    """What a console shows for another device that is to lead as well."""
    page.get_by_role("button", name="Show the standby link").click()
    link = page.get_by_role("dialog").get_by_label("The link").inner_text()
    page.keyboard.press("Escape")
    return link


class Facilitator:
    """The console on a laptop, and on the standby device, where there is one: both show the same."""

    def __init__(self, venue: Venue, **options: Any) -> None:
        self.venue = venue
        self.page = venue.device("console", viewport=LAPTOP, accept_downloads=True, **options)
        self.consoles = [self.page]
        self.leading = self.page
        """The console that took the last step."""

    def stands_by_on(self, page: Page) -> None:
        """A second device opens the standby link; from then on each of the two leads every other step."""
        page.goto(standby_link(self.page))
        expect(page.locator("#phase-title")).to_have_text(self.phase)
        self.consoles.append(page)

    def sign_in(self) -> None:
        """Follow the link the app printed."""
        self.page.goto(self.venue.sign_in_link)
        self.page.get_by_role("button", name="Go straight in").click()
        expect(self.page.get_by_role("heading", name="Your workshops")).to_be_visible()

    def open_workshop(self, title: str, people: int) -> None:
        """Open a workshop on the first family offered, and arrive at its console."""
        self.page.get_by_role("link", name="Open a new workshop").click()
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("How many people do you expect?").fill(str(people))
        self.page.get_by_role("button", name="Open the workshop").click()
        expect(self.page.get_by_label("Address for phones")).to_be_visible()

    @property
    def join_address(self) -> str:
        """What the QR holds."""
        return self.page.get_by_label("Address for phones").text_content() or ""

    @property
    def screen_address(self) -> str:
        return self.page.get_by_label("Address of the screen").text_content() or ""

    @property
    def phase(self) -> str:
        return self.page.locator("#phase-title").inner_text()

    def go_on_to(self, title: str) -> None:
        """Press the one next button, which says where it leads, and confirm where it asks."""
        self.leading = self.consoles[self.consoles.index(self.leading) - 1]
        button = self.leading.locator("#next")
        expect(button).to_contain_text(f"Next: {title}")
        button.click()
        start = self.leading.get_by_role("dialog").get_by_role("button", name="Start it")
        there = self.leading.get_by_role("heading", level=2, name=title, exact=True)
        expect(start.or_(there).first).to_be_visible()
        if not there.is_visible():  # somebody is not done: it is asked first
            start.click()
        for page in self.consoles:
            expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()

    def sees(self, words: str) -> None:
        for page in self.consoles:
            expect(page.locator("#main, body").first).to_contain_text(words)

    def pause(self, reason: str) -> None:
        self.page.get_by_role("button", name="Pause…").click()
        self.page.get_by_label("Why?").fill(reason)
        self.page.get_by_role("button", name="Pause now").click()
        self.sees(reason)

    def resume(self) -> None:
        self.page.get_by_role("button", name="Resume").click()
        expect(self.page.get_by_role("button", name="Pause…")).to_be_visible()

    def weigh(self, barrier: str, what: str, reach: str) -> None:
        item = self.page.get_by_role("listitem").filter(has_text=barrier)
        item.get_by_label("What is it?").select_option(what)
        item.get_by_label("Who can change it?").select_option(reach)
        item.get_by_role("button", name="Record").click()
        # “✓ Done” goes after four seconds; what is recorded stays, and the button goes with it.
        expect(item.get_by_role("button", name="Record")).to_have_count(0)

    def open_report(self) -> None:
        self.page.get_by_role("link", name="Open the report").click()
        expect(self.page.get_by_role("heading", name="In short")).to_be_visible()

    def save_files(self, folder: Path) -> dict[str, Path]:
        """Every file the report page offers, saved; by the words on its button (and link).

        The page is opened anew for each: after ten files from one page Chromium asks whether there may be
        more, and nobody answers.
        """
        links = self.page.locator("a[download]")
        files: dict[str, Path] = {}
        label = ""
        for place in range(links.count()):
            self.page.reload()
            self.page.get_by_text("More files: for spreadsheets and programs").click()
            link = links.nth(place)
            with self.page.expect_download() as coming:
                link.click()
            download: Download = coming.value
            words = link.inner_text()
            is_button = "button" in (link.get_attribute("class") or "")
            label, words = (words, words) if is_button else (label, f"{label}, {words}")
            files[words] = folder / f"{place}-{download.suggested_filename}"
            download.save_as(files[words])
        return files


class Screen:
    """The projector, and a second one where there is one: both show the same."""

    def __init__(self, venue: Venue, address: str, **options: Any) -> None:
        self.page = venue.device("screen", viewport=PROJECTOR, **options)
        self.page.goto(address)
        self.pages = [self.page]

    def is_shown_on(self, page: Page) -> None:
        """A second projector opens the same address."""
        page.goto(self.page.url)
        self.pages.append(page)

    def shows(self, *words: str) -> None:
        for page in self.pages:
            for one in words:
                expect(page.locator("#screen")).to_contain_text(one)

    def tells(self, words: str) -> None:
        """What it shows for a while only: by the time one projector was looked at, another has told it."""
        expect(self.page.locator("#screen")).to_contain_text(words)

    def does_not_show(self, words: str) -> None:
        for page in self.pages:
            expect(page.locator("#screen")).not_to_contain_text(words)


class Phone:
    """One participant's phone, driven by taps."""

    def __init__(self, venue: Venue, name: str, **options: Any) -> None:
        self.name = name
        mobile = {"viewport": HAND_HELD, "has_touch": True, "is_mobile": True}
        self.page = venue.device(f"{name}'s phone", **{**mobile, **options})

    def join(self, address: str) -> None:
        """From the QR's address to the role."""
        self.page.goto(address)
        self.page.get_by_label("Your name").fill(self.name)
        self.press("Join")
        self.is_connected()

    def is_connected(self) -> None:
        expect(self.page.get_by_text("Connected", exact=True)).to_be_visible()

    @property
    def role(self) -> str:
        """The name of the role, as the role sheet says it."""
        label = self.page.get_by_role("region", name="Your role:").get_attribute("aria-label")
        return (label or "").removeprefix("Your role: ")

    def is_in(self, phase: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=phase, exact=True)).to_be_visible()

    def sees(self, *words: str) -> None:
        for one in words:
            expect(self.page.get_by_role("main")).to_contain_text(one)

    def does_not_see(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def turn_to(self, tab: str) -> None:
        button = self.page.get_by_role("navigation", name="Views").get_by_role("button", name=tab)
        button.tap()
        expect(button).to_have_attribute("aria-current", "true")

    def press(self, name: str, within: Locator | Page | None = None) -> None:
        button = (within or self.page).get_by_role("button", name=name, exact=True)
        button.scroll_into_view_if_needed()
        self.page.evaluate(FINGER_SCROLLS)
        button.tap()

    def choose(self, group: str, option: str, within: Locator | Page | None = None) -> None:
        """One of the choices beneath a question."""
        question = (within or self.page).get_by_role("group", name=group, exact=True)
        question.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(option)}")).first.tap()

    @property
    def _dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def fact(self, text: str) -> Locator:
        """A fact of the hand."""
        hand = self.page.get_by_role("region", name="What you know")
        return hand.get_by_role("listitem").filter(has_text=text)

    def read_hand(self) -> None:
        self.press("I've read my facts")
        self.sees("You've read your facts.")

    def give_read(self, scale: tuple[str, int], question: tuple[str, str], line: str = "") -> None:
        """The private judgement. `scale`: what is asked, and the number; `question`: likewise."""
        self.choose(scale[0], str(scale[1]))
        self.choose(*question)
        if line:
            self.page.get_by_label("In one line: why?").fill(line)
        self.press("Give my answer")
        self.sees("Your answer is saved.")

    def answer_for_the_table(self, question: str, option: str) -> None:
        self.choose(question, option)
        self.press("Set our answer")
        self.sees(f"Your table says: {option}")

    def tap_reveal(self, text: str, wording: str = "") -> None:
        """Both taps that reveal a fact; `wording`: what the choice says, where there is one."""
        self.press("Reveal", self.fact(text))
        if wording:
            self.choose("This fact is sensitive. How much do you want to reveal?", wording, self._dialog)
        self.press("Reveal to everyone", self._dialog)

    def reveal(self, text: str, wording: str = "") -> None:
        self.tap_reveal(text, wording)
        if wording == LEAST_WORDING:  # from now on the hand shows the words that lie on the table
            self.sees("✓ On the table, in its minimum wording")
        else:
            expect(self.fact(text)).to_contain_text("✓ On the table")

    def hold_back(self, text: str, reason: str) -> None:
        self.press("Hold back", self.fact(text))
        self.choose("Reason", reason, self._dialog)
        self.press("Hold back", self._dialog)
        expect(self.fact(text)).to_contain_text(f"Held back: {reason}")

    def ask(self, role: str, question: str) -> None:
        self.turn_to("Asks")
        self.choose("Who do you want to ask?", role)
        self.page.get_by_label("Your question").fill(question)
        self.press("Ask")
        self.sees("Asked. The answer appears below.")

    def answer_with(self, text: str) -> None:
        self.turn_to("Asks")
        self.press("Answer with a fact")
        self.choose("From your hand", text, self._dialog)
        self.press("Answer, to everyone at the table", self._dialog)
        self.sees("Answered with a fact")

    def answer_nothing_held(self) -> None:
        self.turn_to("Asks")
        self.press("We hold nothing on that")
        self.sees("Nothing held on that")

    def link(self, texts: Sequence[str], line: str) -> None:
        self.turn_to("Picture")
        self.page.get_by_text("Link facts that belong together").tap()
        sheet = self.page.get_by_role("group").filter(has=self.page.locator("summary", has_text="Link facts"))
        for text in texts:
            sheet.get_by_role("checkbox", name=text).check()
        self.page.get_by_label("Together they suggest").fill(line)
        self.press(f"{len(texts)} chosen · Link them")
        self.sees(f"“{line}”")

    def raise_barrier(self, kind: str, setting: str, text: str) -> None:
        self.choose("What kind of thing was it?", kind)
        self.choose("Where did you meet it?", setting)
        self.page.get_by_label("In a sentence").fill(text)
        self.press("Add this barrier")
        self.sees("Stored without your name.")

    def vote_for(self, text: str) -> None:
        item = self.page.get_by_role("listitem").filter(has_text=text)
        self.press("Vote for this", item)
        expect(item).to_contain_text("✓ My vote")

    def commit(self, *, situation: str, action: str, owner: str, due: str, check: str, barrier: str) -> None:
        """Fill in the whole commitment. `due`: an ISO day."""
        page = self.page
        for label, words in (("If …", situation), ("then …", action), ("Who", owner)):
            page.get_by_label(label, exact=True).fill(words)
        page.get_by_label("By when").fill(due)
        page.get_by_label("How we will know").fill(check)
        page.get_by_label("Which barrier it tackles").select_option(barrier)
        self.press("Make this commitment")
        self.sees("Saved. You'll find it in the list below.", action)

    def check_out(self, then: int, now: int, takeaway: str = "") -> None:
        self.choose("Before today, how confident were you about what you may and should share?", str(then))
        self.choose("And now?", str(now))
        if takeaway:
            self.page.get_by_label("One thing you take away").fill(takeaway)
        self.press("Check out")
        self.sees("Saved. Thank you.")

    @contextmanager
    def without_network(self) -> Iterator[None]:
        """The phone out of reach while the block runs; what is open breaks as well."""
        self.page.context.set_offline(True)
        expect(self.page.get_by_text("Offline", exact=True)).to_be_visible()
        yield
        self.page.context.set_offline(False)
        self.is_connected()
