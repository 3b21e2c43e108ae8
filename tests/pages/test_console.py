"""Console and projector in a real browser: leading the hour without losing a word."""

from itertools import product

from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.domain.log import commands as c
from app.domain.log.commands import BarrierId
from app.domain.rules.seating import layout_of, propose
from app.domain.scenario import BarrierCategory, PhaseKind
from tests.looks import does_not_fit, problems
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import LAPTOP, link, next_step, said_done

TABLET = {"width": 820, "height": 1180}
LOOKS = (("light", LAPTOP), ("dark", TABLET))


def test_the_next_button_says_what_it_will_do_asks_once_and_can_go_back(
    console: Page, workshop: OpenWorkshop
) -> None:
    lobby, following = workshop.now.scenario.agenda[:2]
    expect(console.locator("#next")).to_contain_text(f"Next: {following.title}")
    console.locator("#next").click()
    console.get_by_role("button", name="Not yet").click()
    assert workshop.now.phase_id == lobby.id
    next_step(console)
    expect(console.locator("#phase-title")).to_have_text(following.title)
    assert workshop.now.phase_id == following.id
    console.get_by_role("button", name=f"Back to {lobby.title}").click()
    console.get_by_role("button", name="Go back").click()
    expect(console.locator("#phase-title")).to_have_text(lobby.title)


def test_a_reload_returns_to_the_same_place(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    title = workshop.now.phase.title
    expect(console.locator("#phase-title")).to_have_text(title)
    console.reload()
    expect(console.locator("#phase-title")).to_have_text(title)


def test_time_is_added_and_a_pause_says_why(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    console.get_by_role("button", name="+5 min").click()
    said_done(console, ".timer")
    assert workshop.now.clock is not None
    assert workshop.now.clock.extra_s == 300
    console.get_by_role("button", name="Pause…").click()
    console.get_by_label("Why?").fill("Fire alarm")
    console.get_by_role("button", name="Pause now").click()
    expect(console.locator(".timer__paused")).to_contain_text("Fire alarm")
    console.get_by_role("button", name="Resume").click()
    expect(console.locator(".timer__paused")).to_have_count(0)


def test_somebody_is_moved_removed_and_let_back_in(console: Page, workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    goal = list(next(iter(workshop.now.tables.values())).seats)[-1]
    line = console.locator(".person-line").first
    expect(line).to_be_visible()
    line.locator("summary").click()
    line.get_by_role("combobox").select_option(goal)
    assert workshop.now.participants[ama].seat_id != goal
    line.get_by_role("button", name="Move", exact=True).click()
    expect(console.locator("tr", has=console.locator(".person-line")).locator("th")).to_be_visible()
    said_done(console, "body")
    assert workshop.now.participants[ama].seat_id == goal
    console.locator(".person-line summary").first.click()
    console.get_by_role("button", name="Remove…").click()
    console.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    console.get_by_role("button", name="Let back in").click()
    expect(console.get_by_role("button", name="Let back in")).to_have_count(0)
    assert workshop.now.participants[ama].takes_part


def test_tables_are_laid_anew_as_proposed(console: Page, workshop: OpenWorkshop) -> None:
    console.get_by_label("How many people?").fill("14")
    expect(console.locator(".arranging")).to_contain_text("2 tables for 14 people:")
    console.get_by_role("button", name="Use this seating").click()
    expect(console.get_by_role("heading", name="2 tables")).to_be_visible()
    assert layout_of(workshop.now) == propose(workshop.now.scenario, 14)


def test_nothing_is_proposed_while_there_are_seats_and_another_device_sees_the_same(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=propose(workshop.now.scenario, 14)))
    offer, lay = console.locator(".arranging"), console.get_by_role("button", name="Use this seating")
    for come, who in enumerate(("ama", "bo", "cai"), start=1):
        workshop.stage.join(workshop.id, who)
        expect(offer).to_contain_text(f"{come} p")
    expect(offer).to_contain_text("2 tables with 8 seats. 3 people have seats.")
    expect(lay).to_have_count(0)
    console.evaluate("localStorage.clear()")
    console.reload()
    expect(offer).to_contain_text("2 tables with 8 seats. 3 people have seats.")
    expect(lay).to_have_count(0)


def played(workshop: OpenWorkshop) -> dict[str, tuple[str, ...]]:
    """What each who has a seat plays."""
    seats = {one.id: one.seat_id for one in workshop.now.participants.values() if one.seat_id}
    return {one: tuple(workshop.now.seat(seat_id).role_ids) for one, seat_id in seats.items()}


def test_when_more_have_come_than_seats_a_layout_is_proposed_and_those_who_sit_are_asked_about(
    console: Page, workshop: OpenWorkshop
) -> None:
    offer, lay = console.locator(".arranging"), console.get_by_role("button", name="Use this seating…")
    for number in range(10):
        workshop.stage.join(workshop.id, f"number-{number}")
    expect(offer).to_contain_text("2 tables for 10 people:")
    before = played(workshop)
    lay.click()
    dialog = console.get_by_role("dialog")
    expect(dialog).to_contain_text("Now: One table with 4 seats. Then: 2 tables with 8 seats.")
    expect(dialog).to_contain_text("10 people already have seats and keep their roles")
    assert len(workshop.now.tables) == 1
    dialog.get_by_role("button", name="Change it", exact=True).click()
    expect(console.get_by_role("heading", name="2 tables")).to_be_visible()
    assert layout_of(workshop.now) == propose(workshop.now.scenario, 10)
    kept = [one for one, roles in played(workshop).items() if before[one] == roles]
    assert len(kept) >= 8


def test_the_longest_reason_for_a_pause_leaves_next_in_view(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "share")
    for reason in ("W" * 200, "because of the fire alarm " * 7):
        workshop.stage.leads(workshop.id, c.PauseWorkshop(reason=reason))
        expect(console.locator(".timer__paused")).to_contain_text(reason.strip())
        for size in (LAPTOP, TABLET):
            console.set_viewport_size(size)  # type: ignore[arg-type]
            expect(console.locator("#next")).to_be_in_viewport(ratio=1)
            expect(console.locator("#phase-title")).to_be_in_viewport(ratio=1)
            assert does_not_fit(console) == []
        workshop.stage.leads(workshop.id, c.ResumeWorkshop())
        expect(console.locator(".timer__paused")).to_have_count(0)


def test_A9_the_question_before_a_move_says_that_the_pause_goes_along(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "share")
    workshop.stage.leads(workshop.id, c.PauseWorkshop(reason="Fire alarm"))
    expect(console.locator(".timer__paused")).to_be_visible()
    console.locator("#next").click()
    expect(console.get_by_role("dialog")).to_contain_text("stays paused there until you resume it")
    console.get_by_role("dialog").get_by_role("button", name="Start it").click()
    expect(console.locator("#phase-title")).to_have_text(workshop.now.phase.title)
    expect(console.locator(".timer__paused")).to_contain_text("Fire alarm")


def test_by_keyboard_nobody_is_seated_on_the_way_through_the_list_and_the_focus_goes_along(
    console: Page, workshop: OpenWorkshop
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    seats = list(next(iter(workshop.now.tables.values())).seats)
    console.locator(".person-line summary").focus()
    console.keyboard.press("Enter")
    console.keyboard.press("Tab")
    for _ in range(2):
        console.keyboard.press("ArrowDown")
    expect(console.get_by_label("Seat of Ama")).to_have_value(seats[2])
    console.keyboard.press("Tab")
    assert workshop.now.participants[ama].seat_id == seats[0]
    console.keyboard.press("Enter")
    expect(console.locator(f"[data-seat={seats[2]}] .person-line summary")).to_be_focused()
    assert workshop.now.participants[ama].seat_id == seats[2]


def test_the_way_on_stays_in_view_and_hides_nothing_that_has_the_focus(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=propose(workshop.now.scenario, 21)))
    workshop.stage.go_to(workshop.id, "share")
    bar = console.locator(".leadbar__line")
    expect(bar).to_have_count(0)
    for fold in console.locator(".table-sheet > summary").all():
        fold.click()
    for size in (LAPTOP, TABLET):
        console.set_viewport_size(size)  # type: ignore[arg-type]
        console.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(bar).to_be_in_viewport(ratio=1)
        for name in ("Next", "Pause…", "Blank", "End…"):
            box = bar.get_by_role("button", name=name).bounding_box()
            assert box is not None
            assert box["height"] >= 44
    bar.get_by_role("button", name="Next").click()
    expect(console.get_by_role("dialog")).to_contain_text("Start ")
    console.keyboard.press("Escape")
    expect(bar.get_by_role("button", name="Next")).to_be_focused()


def test_many_tables_are_a_line_each_and_open_on_demand(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.leads(workshop.id, c.ArrangeTables(layout=propose(workshop.now.scenario, 21)))
    workshop.stage.join(workshop.id, "ama")
    tables = console.locator(".table-sheet")
    expect(tables).to_have_count(3)
    expect(tables.first.locator("summary").first).to_contain_text("1 of 4 seats taken")
    expect(tables.first.locator("summary").first).to_contain_text("1 phone not connected")
    expect(console.locator(".person-line")).to_be_hidden()
    tables.first.locator("summary").first.click()
    expect(console.locator(".person-line")).to_be_visible()
    find = console.get_by_label("Find a person or a seat")
    for sought, count in (("table 2", 4), ("not connected", 1), ("ama", 1)):
        find.fill(sought)
        expect(console.locator(".seats tbody tr:visible")).to_have_count(count)


def test_somebody_is_dragged_to_another_seat(console: Page, workshop: OpenWorkshop) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    first, *_, goal = next(iter(workshop.now.tables.values())).seats
    expect(console.locator(f"[data-seat={first}] .person-line__name")).to_have_text("Ama")
    expect(console.locator(".health")).to_contain_text("0 of 1 phones connected")  # nothing moves any more
    grip = console.locator(".grip").first
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), console.locator(f"[data-seat={goal}]").bounding_box()
    assert start is not None
    assert end is not None
    console.mouse.move(start["x"] + 8, start["y"] + 8)
    console.mouse.down()
    console.mouse.move(end["x"] + 40, end["y"] + 10, steps=5)
    expect(console.locator(f"[data-seat={goal}]")).to_have_attribute("data-goal", "")
    console.mouse.up()
    expect(console.locator(f"[data-seat={goal}] .person-line")).to_be_visible()
    expect(console.locator(".grip-label")).to_have_count(0)
    assert workshop.now.participants[ama].seat_id == goal


def test_a_drag_ends_when_somebody_else_has_moved_whom_it_drags(
    console: Page, workshop: OpenWorkshop
) -> None:
    ama = workshop.stage.join(workshop.id, "ama")
    first, *_, goal = next(iter(workshop.now.tables.values())).seats
    expect(console.locator(f"[data-seat={first}] .person-line__name")).to_have_text("Ama")
    expect(console.locator(".health")).to_contain_text("0 of 1 phones connected")  # nothing moves any more
    grip = console.locator(".grip")
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    assert start is not None
    console.mouse.move(start["x"] + 8, start["y"] + 8)
    console.mouse.down()
    console.mouse.move(start["x"] + 40, start["y"] + 30, steps=5)
    expect(console.locator(".grip-label")).to_be_visible()
    workshop.stage.leads(workshop.id, c.SeatParticipant(participant_id=ama, seat_id=goal))
    expect(console.locator(f"[data-seat={goal}] .person-line")).to_be_visible()
    console.mouse.up()
    expect(console.locator(".grip-label")).to_have_count(0)
    expect(console.locator("[data-goal]")).to_have_count(0)
    assert workshop.now.participants[ama].seat_id == goal


def barrier(workshop: OpenWorkshop, text: str) -> BarrierId:
    """A barrier that who leads writes down for somebody: it waits for no others."""
    barrier_id = BarrierId("barrier-0001")
    wish = c.RaiseBarrier(
        barrier_id=barrier_id, category=BarrierCategory.LAW, text=text, setting=c.Setting.EXERCISE
    )
    workshop.stage.leads(workshop.id, wish)
    return barrier_id


def test_half_typed_words_survive_other_people_a_new_step_and_a_reload(
    console: Page, workshop: OpenWorkshop
) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    barrier_id = barrier(workshop, "Mrs Smith never rang")
    console.locator(".barrier__edit summary").click()
    words = console.locator(".barrier textarea")
    words.fill("Somebody never rang")
    words.focus()
    workshop.stage.join(workshop.id, "bo")
    workshop.stage.go_to(workshop.id, "vote")
    expect(console.locator("#phase-title")).to_have_text(workshop.now.phase.title)
    expect(words).to_have_value("Somebody never rang")
    expect(words).to_be_focused()
    console.reload()
    console.locator(".barrier__edit summary").click()
    expect(words).to_have_value("Somebody never rang")
    console.get_by_role("button", name="Save the words").click()
    expect(console.locator(".barrier__text")).to_have_text("Somebody never rang")
    assert workshop.now.barriers[barrier_id].text == "Somebody never rang"


def test_a_barrier_is_hidden_shown_and_weighed(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    barrier_id = barrier(workshop, "I am not allowed")
    workshop.stage.go_to(workshop.id, "meaning")
    console.get_by_role("button", name="Hide").click()
    expect(console.get_by_role("button", name="Show again")).to_be_visible()
    assert workshop.now.barriers[barrier_id].is_hidden
    console.get_by_role("button", name="Show again").click()
    expect(console.get_by_role("button", name="Hide")).to_be_visible()
    console.get_by_label("What is it?").select_option("belief")
    console.get_by_label("Who can change it?").select_option("partnership")
    console.get_by_role("button", name="Record").click()
    expect(console.get_by_role("button", name="Record")).to_have_count(0)
    weighed = workshop.now.barriers[barrier_id]
    assert (weighed.standing, weighed.reach) == (c.Standing.BELIEF, c.Reach.PARTNERSHIP)


def test_a_commitment_said_aloud_is_written_down_once(console: Page, workshop: OpenWorkshop) -> None:
    workshop.stage.go_to(workshop.id, "barriers")
    barrier_id = barrier(workshop, "I am not allowed")
    workshop.stage.go_to(workshop.id, "commitments")
    form = console.get_by_role("form", name="Add a commitment")
    form.get_by_label("Which barrier it tackles").select_option(label="I am not allowed")
    form.get_by_label("If …").fill("If a child is late, ")
    form.get_by_label("then …").fill("then ring the named contact.")
    form.get_by_label("Who", exact=True).fill("School")
    form.get_by_label("By when").fill("2026-05-01")
    form.get_by_role("button", name="Add this commitment").click()
    expect(console.get_by_text("by 1 May 2026")).to_be_visible()
    expect(console.get_by_text("If a child is late, then ring the named contact.")).to_be_visible()
    expect(form.get_by_label("Who", exact=True)).to_have_value("")
    (written,) = workshop.now.commitments.values()
    assert (written.barrier_id, written.owner, written.check) == (barrier_id, "School", "")


def test_a_refused_command_says_why_where_it_was_given(console: Page, workshop: OpenWorkshop) -> None:
    console.locator("#next").click()
    workshop.stage.go_to(workshop.id, "share")
    console.get_by_role("dialog").get_by_role("button", name="Start it").click()
    expect(console.locator(".lead-panel__next .standing--refused")).to_contain_text(
        "already moved to another step"
    )


def test_console_and_screen_are_accessible_in_every_step(
    console: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    screen = context.new_page()
    screen.emulate_media(reduced_motion="reduce")
    screen.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")
    found: dict[str, list[str]] = {}
    for phase in workshop.now.scenario.agenda:
        if workshop.now.phase_id != phase.id:
            workshop.stage.go_to(workshop.id, phase.kind)
        if phase.kind is PhaseKind.SHARE:
            seats = next(iter(workshop.now.tables.values())).seats.values()
            for seat in seats:
                fact_id = min(seat.hand)
                workshop.stage.leads(workshop.id, c.RevealFact(fact_id=fact_id, seat_id=seat.id))
        if phase.kind is PhaseKind.BARRIERS:
            barrier(workshop, "I am not allowed")
        expect(console.locator("#phase-title")).to_have_text(phase.title)
        heading = "Join with your phone" if phase.kind is PhaseKind.LOBBY else phase.title
        expect(screen.get_by_role("heading", level=1)).to_have_text(heading)
        for (name, one), (scheme, size) in product((("console", console), ("screen", screen)), LOOKS):
            one.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            one.set_viewport_size(size)  # type: ignore[arg-type]
            if flaws := problems(one):
                found[f"{name} {phase.kind} {scheme}"] = flaws
    assert found == {}


def test_the_forms_are_accessible(page: Page, workshop: OpenWorkshop, address: str) -> None:
    path = link(workshop.stage.app)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for name in (path, "/sign-in"):
            page.goto(f"{address}{name}")
            found[f"{name} {scheme}"] = problems(page)
    page.goto(f"{address}{path}")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{address}/facilitate")
    for name in ("/facilitate", "/facilitate/new"):
        page.goto(f"{address}{name}")
        found[name] = problems(page)
    assert {name: flaws for name, flaws in found.items() if flaws} == {}


def test_the_console_loads_at_most_200_kB(workshop: OpenWorkshop) -> None:
    assets = workshop.stage.app.flask.jinja_env.globals["static_url"]
    client = workshop.visitor()
    total = 0
    for path in ("js/console.js", "css/main.css", "css/console.css"):
        total += len(client.get(assets(path), headers={"Accept-Encoding": "gzip"}).data)  # type: ignore[operator]
    assert total <= 200_000
