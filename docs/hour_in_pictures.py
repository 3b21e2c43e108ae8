"""The hour that is photographed: who does what, and when the picture is taken.

The story is the journey test's, with more facts in the second round, so that the screen is as full as in a
good workshop. Beside it stands a larger workshop, led without phones, for what several tables look like.
"""

import re
from collections.abc import Mapping

from app.domain.scenario import FactId
from app.domain.views.duty_desk import numbers
from docs.album import Album
from tests.journeys.driving import Facilitator, Phone, Screen
from tests.journeys.hour import (
    BARRIERS,
    COMMITMENTS,
    HELD_BACK,
    LEAST,
    LINKS,
    NAMES,
    SETTINGS,
    TITLE,
    TOLD,
    VOTES,
    Hour,
    button_family,
    due_day,
)
from tests.journeys.venue import Venue

STILL = "reduce"
HINT_READ = "OK"
"""What is pressed once it has been read that the screen may go dark."""
SHARP = 1.25
SHEET = {"width": 794, "height": 1123}
"""A4 at 96 dots per inch."""
NUMBER = "34"
WHILE_OFFLINE = "ss-2"
ROUND_TWO = {
    "secondary-school": ("ss-3",),
    "health-visitor": ("hv-2", "hv-4"),
    "housing": ("ho-2", "ho-4"),
    "early-help": ("eh-1", "eh-3", "eh-4"),
    "family-centre": ("fc-4", "fc-5"),
    "police": ("p-2",),
}
FIRST_NEEDS = (7, 5, 6, 3, 8, 7, 4, 5)
FIRST_THOUGHTS = ["given-up", "drifting", "given-up", "low-mood", "given-up", "money", "given-up", "drifting"]
SECOND_NEEDS = (6, 5, 5, 5, 6, 5, 5, 6)
SECOND_THOUGHTS = ["stretched"] * 6 + ["money", "low-mood"]
WEIGHED = ((2, "A belief", "The partnership"), (0, "Not sure", "Each of us"))
MORE_VOTES = {"secondary-school": (0, 4), "early-help": (2,), "family-centre": (2,), "police": (4,)}
PUT_DOWN = {
    "1": ("all-1", "all-2", "hv-1", "p-1", "ho-1", "gp-1", "ps-1"),
    "2": ("all-1", "all-3", "ss-1", "eh-1"),
    "3": ("all-1", "all-2", "all-3", "ss-1", "ps-1", "hv-2", "fc-1", "gp-2", "p-2"),
}
"""The facts that lie on each of several tables."""
WAIT = "The fire alarm is being tested. Stay in your seats: we go on in two minutes, where we stopped."
SOME = 5
"""How many have done what a step asks while the console is photographed."""


def play(place: Venue, album: Album) -> Hour:
    """From the open door to the last goodbye."""
    hour = doors_open(place, album)
    observer = people_come(place, hour, album)
    they_read(hour, album)
    they_judge(hour, album)
    they_share(place, hour, album)
    album.take(
        observer.page, "phone-share-observer", "Who watches holds nothing, and knows what to watch for."
    )
    on_paper(hour, album)
    they_look_at_the_spread(hour, album)
    they_ask_and_link(hour, album)
    they_judge_again(hour, album)
    they_look_back(hour, album)
    they_name_barriers(hour, album)
    they_vote_and_weigh(hour, album)
    they_commit(hour, album)
    they_leave(hour, album)
    return hour


# --- before


def doors_open(place: Venue, album: Album) -> Hour:
    facilitator = Facilitator(place, reduced_motion=STILL)
    facilitator.sign_in()
    facilitator.open_workshop(TITLE, people=8)
    screen = Screen(place, facilitator.screen_address, reduced_motion=STILL)
    hour = Hour(facilitator=facilitator, screen=screen)
    album.section(hour.scenario.agenda[0].title)
    return hour


def people_come(place: Venue, hour: Hour, album: Album) -> Phone:
    """Eight who take part, and one who will watch: that one is given back."""
    visitor = Phone(place, "Noor", reduced_motion=STILL, device_scale_factor=SHARP)
    visitor.page.goto(hour.facilitator.join_address)
    album.take(visitor.page, "phone-join", "From the QR: a name if you like, and in.")
    for name in NAMES:
        phone = Phone(place, name, reduced_motion=STILL, device_scale_factor=SHARP)
        hour.arrives(phone)
        phone.press(HINT_READ)
    hour.screen.shows("8 people are here")
    album.take(hour.screen.page, "screen-lobby", "The code and the QR, readable from the last row.")
    album.take(hour.phones["health-visitor"].page, "phone-lobby", "The role that somebody was given.")
    album.take_both(hour.facilitator.page, "console-lobby", "Who sits where, and how the tables are laid.")
    visitor.join(hour.facilitator.join_address)
    visitor.press(HINT_READ)
    visitor.page.get_by_text("Take another seat").tap()
    visitor.press("Observe instead")
    visitor.sees("You're observing")
    go_on(hour, album)
    album.take(hour.screen.page, "screen-welcome", "What is agreed, and what comes up in the story.")
    album.take(hour.phones["health-visitor"].page, "phone-welcome", "The same, in the hand.")
    album.take(hour.facilitator.page, "console-welcome", "What to say, and what the step asks of people.")
    return visitor


def they_read(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    phones = list(hour.phones.values())
    for phone in phones[:SOME]:
        phone.read_hand()
    hour.facilitator.sees(f"{SOME} of 8 have read their facts")
    album.take(hour.screen.page, "screen-read", "The family before anything is known of it.")
    album.take(phones[SOME].page, "phone-read", "A brief, and the facts of one hand.")
    album.take(hour.facilitator.page, "console-read", "What to say, and how many have read.")
    for phone in phones[SOME:]:
        phone.read_hand()


def they_judge(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    reads = hour.scenario.reads
    phone = hour.phones["health-visitor"]
    phone.choose(reads.scale_ask, "6")
    album.take(phone.page, "phone-first-read", "A private judgement before anybody speaks.")
    album.take(hour.screen.page, "screen-first-read", "Silence, and the family.")
    hour.all_judge(FIRST_NEEDS, FIRST_THOUGHTS)
    hour.facilitator.sees("8 of 8 have given their first read")
    album.take(hour.facilitator.page, "console-first-read", "Who has judged; never what.")


# --- sharing


def they_share(place: Venue, hour: Hour, album: Album) -> None:
    go_on(hour, album)
    for role, fact_ids in TOLD.items():
        hour.tell(role, fact_ids)
    kept_back(hour, album)
    sensitive(hour, album)
    hour.screen.shows("16 of 46")
    album.take(hour.screen.page, "screen-share", "The picture grows with every fact.")
    album.take_both(hour.facilitator.page, "console-share", "What to say beside the clock, and one way on.")
    paused(hour, album)
    phone = hour.phones["health-visitor"]
    album.take(phone.page, "phone-share", "Your facts: what is on the table, and what isn't.")
    phone.turn_to("Picture")
    phone.page.get_by_role("button", name="Drawing").wait_for()
    album.take(phone.page, "phone-share-picture", "The shared picture, to be zoomed by touch or button.")
    phone.press("List")
    album.take(phone.page, "phone-share-list", "The same picture in words.")
    phone.turn_to("Hand")
    out_of_reach(hour, album)
    late(place, hour, album)


def paused(hour: Hour, album: Album) -> None:
    """The room has to wait, and everybody reads why."""
    hour.facilitator.pause(WAIT)
    album.take_both(hour.facilitator.page, "console-share-paused", "A pause, and its reason, for everybody.")
    hour.facilitator.resume()


def kept_back(hour: Hour, album: Album) -> None:
    role, kept, reason = HELD_BACK
    phone = hour.phones[role]
    phone.press("Hold back", phone.fact(hour.text(kept)))
    phone.choose("Reason", reason, phone.page.get_by_role("dialog"))
    album.take(phone.page, "phone-share-hold-back", "Holding back is an answer, too.")
    phone.press("Hold back", phone.page.get_by_role("dialog"))
    phone.sees(f"Held back: {reason}")


def sensitive(hour: Hour, album: Album) -> None:
    phone = hour.phones["early-help"]
    phone.press("Reveal", phone.fact(hour.text(LEAST)))
    dialog = phone.page.get_by_role("dialog")
    phone.choose("This fact is sensitive. How much do you want to reveal?", "The least that helps", dialog)
    album.take(phone.page, "phone-share-reveal", "Asked once; a sensitive fact has two wordings.")
    phone.press("Reveal to everyone", dialog)
    phone.sees("✓ On the table, in its minimum wording")


def out_of_reach(hour: Hour, album: Album) -> None:
    """One without network, one who needs a moment."""
    phone = hour.phones["secondary-school"]
    with phone.without_network():
        phone.tap_reveal(hour.text(WHILE_OFFLINE))
        phone.sees("One tap is waiting")
        album.take(phone.page, "phone-share-offline", "Offline: the tap waits, and is sent by itself.")
    phone.fact(hour.text(WHILE_OFFLINE)).get_by_text("✓ On the table").wait_for()
    phone = hour.phones["primary-school"]
    phone.press("Step out for a moment")
    album.take(phone.page, "phone-stepped-out", "Out for a moment: no reason, no name.")
    phone.press("Come back")


def late(place: Venue, hour: Hour, album: Album) -> None:
    phone = Phone(place, "Ines", reduced_motion=STILL, device_scale_factor=SHARP)
    phone.join(hour.facilitator.join_address)
    phone.sees("Before you came")
    phone.press(HINT_READ)
    album.take(phone.page, "phone-share-late", "Somebody who came late is told what lies on the table.")
    phone.press("I've caught up")


def on_paper(hour: Hour, album: Album) -> None:
    page = hour.facilitator.page.context.new_page()
    page.goto(hour.facilitator.page.url + "/desk")
    page.get_by_role("navigation", name="Seats").wait_for()
    page.get_by_label("Number on the card").fill(NUMBER)
    page.keyboard.press("Enter")
    page.locator(".desk__big").wait_for()
    album.take(page, "desk-share", "Seats without phones, worked by the numbers on their cards.")
    page.goto(hour.facilitator.page.url + "/cards")
    page.set_viewport_size(SHEET)
    album.take(page, "desk-cards", "Role and fact cards, as they print.", media="print")
    page.close()


def they_look_at_the_spread(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    album.take(hour.screen.page, "screen-pulse", "How far apart the first thoughts were, without names.")
    album.take(hour.phones["health-visitor"].page, "phone-pulse", "The same on the phone.")
    album.take(hour.facilitator.page, "console-pulse", "What to say about the spread.")


def they_ask_and_link(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    for role, fact_ids in ROUND_TWO.items():
        hour.tell(role, fact_ids)
    hour.phones["family-centre"].ask("Health visitor", "How does Kerry like to hear from you?")
    for role, fact_ids, line in LINKS:
        hour.phones[role].link([hour.text(fact_id) for fact_id in fact_ids], line)
    hour.screen.shows("3 of 8")
    album.take(hour.screen.page, "screen-ask-and-link", "Insights found, and how many are left to find.")
    album.take(hour.facilitator.page, "console-ask-and-link", "Counts for every seat, never a fact's text.")
    phone = hour.phones["health-visitor"]
    album.take(phone.page, "phone-ask-and-link", "Each fact says whether others hold it as well.")
    phone.turn_to("Asks")
    album.take(phone.page, "phone-ask-and-link-asks", "A question, and three ways to answer.")
    phone = hour.phones["gp-practice"]
    phone.turn_to("Picture")
    phone.page.get_by_text("Link facts that belong together").tap()
    for fact_id in ("p-2", "hv-2"):
        phone.page.get_by_role("checkbox", name=hour.text(fact_id)).check()
    first = phone.page.get_by_role("checkbox", name=hour.text("p-2"))
    album.take(phone.page, "phone-ask-and-link-linking", "Two facts laid together.", at=first)


def they_judge_again(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    album.take(hour.screen.page, "screen-second-read", "The picture stays while all judge again.")
    reads = hour.scenario.reads
    phone = hour.phones["health-visitor"]
    phone.choose(reads.scale_ask, "5")
    album.take(phone.page, "phone-second-read", "The same two questions.")
    hour.all_judge(SECOND_NEEDS, SECOND_THOUGHTS)
    hour.facilitator.sees("8 of 9 have given their second read")
    texts = {option.id: option.text for option in reads.options}
    phone.answer_for_the_table(reads.ask, texts[SECOND_THOUGHTS[0]])
    album.take(phone.page, "phone-second-read-table", "Then one answer of the table, agreed aloud.")
    album.take(hour.facilitator.page, "console-second-read", "Who has answered; never what.")


def they_look_back(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    album.take(hour.screen.page, "screen-reveal", "What stayed hidden, and what it would have shown.")
    album.take(hour.phones["police"].page, "phone-reveal", "The whole story, to read at one's own pace.")
    album.take(hour.facilitator.page, "console-reveal", "How to say it kindly.")
    go_on(hour, album)
    album.take(hour.screen.page, "screen-replay", "How the picture grew.")
    album.take(hour.phones["police"].page, "phone-replay", "The questions, and what was found.")
    album.take(hour.facilitator.page, "console-replay", "The questions, to be asked one by one.")


# --- the debrief


def they_name_barriers(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    writing, *others = BARRIERS
    for role, kind, setting, text in others:
        hour.phones[role].raise_barrier(kind, SETTINGS[setting], text)
    phone = hour.phones[writing[0]]
    phone.page.get_by_label("In a sentence").fill(writing[3])
    album.take(phone.page, "phone-barriers", "Named in silence, stored without a name.")
    phone.raise_barrier(writing[1], SETTINGS[writing[2]], writing[3])
    hour.facilitator.sees("barriers are written")  # three from phones come in together
    album.take(hour.screen.page, "screen-barriers", "Only how many, while people write.")
    album.take_both(hour.facilitator.page, "console-barriers", "Reworded or hidden before all see it.")


def they_vote_and_weigh(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    album.take(hour.screen.page, "screen-vote", "The barriers by kind; votes stay hidden until all are cast.")
    for role, choices in VOTES.items():
        for choice in (*choices, *MORE_VOTES.get(role, ())):
            hour.phones[role].vote_for(BARRIERS[choice][3])
    album.take(hour.phones["housing"].page, "phone-vote", "Three votes for what matters most.")
    album.take(hour.facilitator.page, "console-vote", "How many have used their votes.")
    go_on(hour, album)
    for barrier, what, reach in WEIGHED:
        hour.facilitator.weigh(BARRIERS[barrier][3], what, reach)
    album.take(hour.screen.page, "screen-meaning", "The most voted first, and what they are made of.")
    album.take(hour.phones["housing"].page, "phone-meaning", "The same on the phone.")
    album.take_both(hour.facilitator.page, "console-meaning", "What the group thinks is noted as it talks.")


def they_commit(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    for weeks, (role, barrier, situation, action, owner, check) in enumerate(COMMITMENTS, start=2):
        words = {"situation": situation, "action": action, "owner": owner, "check": check}
        hour.phones[role].commit(**words, due=due_day(weeks), barrier=BARRIERS[barrier][3])
    album.take(hour.screen.page, "screen-commitments", "If this happens, then we do that: owner and day.")
    phone = hour.phones["police"]
    situation_box = phone.page.get_by_label("If …", exact=True)
    situation_box.fill("somebody is found at the kerb at dawn again")
    album.take(phone.page, "phone-commitments", "Small steps: if, then, who, by when.")
    situation_box.fill("")
    agreed = phone.page.get_by_role("heading", name="Our commitments")
    album.take(phone.page, "phone-commitments-list", "What is agreed.", at=agreed)
    album.take(
        hour.facilitator.page, "console-commitments", "Read back, and written for those without a phone."
    )


def they_leave(hour: Hour, album: Album) -> None:
    go_on(hour, album)
    phone = hour.phones["police"]
    album.take(phone.page, "phone-check-out", "Then and now, and one thing to keep.")
    hour.all_check_out()
    album.take(hour.facilitator.page, "console-check-out", "Who has said goodbye.")
    album.take(hour.screen.page, "screen-check-out", "What is taken along.")
    go_on(hour, album)
    album.take(hour.screen.page, "screen-closed", "Thank you.")
    album.take(hour.facilitator.page, "console-closed", "The report is one press away.")
    album.take(phone.page, "phone-closed", "What was found and agreed, and how to be forgotten.")
    phone.page.get_by_role("link", name="Forget me").tap()
    phone.page.get_by_role("button", name="Erase my name").wait_for()
    album.take(phone.page, "phone-forget", "Forgotten at once.")


def go_on(hour: Hour, album: Album) -> None:
    """Lead one step on, and begin a chapter."""
    hour.go_on()
    album.section(hour.facilitator.phase)


# --- several tables


def several_tables(place: Venue, facilitator: Facilitator, album: Album) -> None:
    """A larger workshop, whose facts are put down from the desk."""
    album.section("Several tables")
    facilitator.page.goto(f"{place.origin}/facilitate")
    facilitator.open_workshop("Safeguarding partners, autumn", people=21)
    screen = Screen(place, facilitator.screen_address, reduced_motion=STILL)
    people = facilitator.page.get_by_label("How many people?")
    people.fill("14")
    facilitator.sees("2 tables for 14 people:")
    album.take(
        facilitator.page, "console-lobby-tables", "Fewer came: two tables are proposed, and laid when asked."
    )
    people.fill("")
    jump(facilitator, "Tell each other")
    put_down(facilitator, numbers(button_family()))
    screen.shows(f"{max(len(facts) for facts in PUT_DOWN.values())} of ")
    album.take(
        screen.page,
        "screen-share-tables",
        "A wall of tables: how far each is, and nothing of what lies there.",
    )
    jump(facilitator, "What stayed hidden")
    album.take(screen.page, "screen-reveal-tables", "Which table found what, side by side.")
    screen.page.locator(".play").hover()
    screen.page.get_by_role("button", name="Small pictures").click()
    album.take(screen.page, "screen-reveal-pictures", "The wall of small pictures: what each table saw.")


def jump(facilitator: Facilitator, title: str) -> None:
    """Straight to a step, past those between."""
    steps = facilitator.page.get_by_role("navigation", name="The hour")
    steps.get_by_role("button", name=title).click()
    facilitator.page.get_by_role("dialog").get_by_role("button", name="Start it").click()
    facilitator.page.get_by_role("heading", level=2, name=title, exact=True).wait_for()


def put_down(facilitator: Facilitator, number_of: Mapping[FactId, int]) -> None:
    """At the desk, as facilitators of a workshop on paper do: by the numbers on the cards."""
    page = facilitator.page.context.new_page()
    page.goto(facilitator.page.url + "/desk")
    for table, facts in PUT_DOWN.items():
        page.get_by_label("Which table?").select_option(label=f"Table {table}")
        for number in (number_of[FactId(fact_id)] for fact_id in facts):
            page.get_by_label("Number on the card").fill(str(number))
            page.keyboard.press("Enter")
            page.locator(".desk__big", has_text=str(number)).wait_for()
            page.get_by_role("button", name=re.compile("^Reveal( in full)?$")).click()
            page.locator(".desk__fact").get_by_text("On the table").wait_for()
    page.close()
