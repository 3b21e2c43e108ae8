"""The facilitator's pages as forms without JavaScript, and console and projector in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect

from app import App, create_app
from app.access import screen_token
from app.config import Settings
from app.domain import commands as c
from app.domain.commands import BarrierId
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.seating import layout_of, propose
from app.scenarios import shipped
from app.store import FacilitatorRecord
from tests.pages.conftest import OpenWorkshop
from tests.shell.stage import FACILITATOR

PASSPHRASE = "four calm green buttons"
LAPTOP = {"width": 1366, "height": 768}
TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The app as it is served, before anybody has an account."""
    settings = Settings(
        host="127.0.0.1",
        port=0,
        database=f"sqlite:///{tmp_path / 'desk.sqlite3'}",
        base_url="http://workshop.test",
        async_mode="threading",
        redis_url=None,
    )
    built = create_app(settings)
    built.flask.config["TESTING"] = True
    yield built
    built.close()


@pytest.fixture
def visitor(app: App) -> FlaskClient:
    """A browser that nobody has signed in from."""
    return app.flask.test_client()


def post(
    visitor: FlaskClient, path: str, form: dict[str, str], *, seen: str | None = None
) -> tuple[int, str, str]:
    """Send a form with the token of the page it stands on: status, where it leads, what it says."""
    page = visitor.get(seen or path).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None, page
    answer = visitor.post(path, data={**form, "csrf_token": token[1]})
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def link(app: App) -> str:
    return "/sign-in/" + app.sign_in_link().rsplit("/", 1)[1]


def signed_in(app: App, visitor: FlaskClient, name: str = "Fern") -> FacilitatorRecord:
    status, leads_to, _ = post(visitor, link(app), {"name": name, "passphrase": PASSPHRASE})
    assert (status, leads_to) == (303, "/facilitate")
    found = app.store.facilitator_by_name(name)
    assert found is not None
    return found


# --- signing in -----------------------------------------------------------------------------------


def test_the_link_lets_in_once_and_a_preview_does_not_use_it_up(app: App, visitor: FlaskClient) -> None:
    path = link(app)
    for _ in range(3):
        assert visitor.get(path).status_code == 200
    assert post(visitor, path, {"account": "first"})[:2] == (303, "/facilitate")
    status, _, said = post(visitor, path, {"account": app.store.facilitators()[0].id})
    assert status == 410
    assert "This sign-in link has been used" in said


def test_who_went_straight_in_comes_back_by_a_later_link_as_the_same(app: App, visitor: FlaskClient) -> None:
    post(visitor, link(app), {"account": "first"})
    (first,) = app.store.facilitators()
    other = app.flask.test_client()
    assert post(other, link(app), {"account": first.id})[:2] == (303, "/facilitate")
    assert app.store.facilitators() == (first,)
    assert "Your workshops" in other.get("/facilitate").text


def test_no_passphrase_opens_an_account_that_has_none(app: App, visitor: FlaskClient) -> None:
    post(visitor, link(app), {"account": "first"})
    for passphrase in ("!", "", " "):
        answer = post(app.flask.test_client(), "/sign-in", {"name": "Facilitator", "passphrase": passphrase})
        assert answer[0] == 401


def test_an_account_signs_in_from_another_device_without_the_link(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    status, leads_to, _ = post(other, "/sign-in", {"name": "fern", "passphrase": PASSPHRASE})
    assert (status, leads_to) == (303, "/facilitate")
    assert "Your workshops" in other.get("/facilitate").text


def test_a_wrong_passphrase_and_an_unknown_name_are_refused_in_the_same_words(
    app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    wrong = post(other, "/sign-in", {"name": "Fern", "passphrase": "something else"})
    unknown = post(other, "/sign-in", {"name": "Gil", "passphrase": "something else"})
    assert wrong[0] == unknown[0] == 401
    assert "do not belong together" in wrong[2]
    assert "do not belong together" in unknown[2]
    assert PASSPHRASE not in wrong[2]


def test_guessing_a_passphrase_is_stopped_for_that_name(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    codes = [post(other, "/sign-in", {"name": "Fern", "passphrase": "wrong"})[0] for _ in range(12)]
    assert codes[:10] == [401] * 10
    assert codes[10:] == [429] * 2


def test_a_refused_account_keeps_the_name_and_does_not_use_up_the_link(
    app: App, visitor: FlaskClient
) -> None:
    path = link(app)
    status, _, said = post(visitor, path, {"name": "Zoë", "passphrase": "short"})
    assert status == 422
    assert 'value="Zoë"' in said
    assert "Type a passphrase of 10" in said
    assert post(visitor, path, {"name": "Zoë", "passphrase": PASSPHRASE})[0] == 303


@pytest.mark.parametrize(
    "after", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_signing_in_never_leads_to_another_site(app: App, visitor: FlaskClient, after: str) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    answer = post(other, "/sign-in", {"name": "Fern", "passphrase": PASSPHRASE, "next": after})
    assert answer[1] == "/facilitate"


def test_who_is_not_signed_in_is_asked_to_and_then_gets_where_they_wanted(
    app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    for path in ("/facilitate", "/facilitate/new", "/facilitate/w-1", "/facilitate/w-1/proposal"):
        answer = other.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={path}")
    form = {"name": "Fern", "passphrase": PASSPHRASE, "next": "/facilitate/new"}
    assert post(other, "/sign-in", form)[1] == "/facilitate/new"


def test_signing_out_forgets_who_led(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor)
    post(visitor, "/sign-out", {}, seen="/facilitate")
    assert visitor.get("/facilitate").status_code == 303


def test_a_form_without_its_token_is_refused(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor)
    answer = visitor.post("/facilitate/new", data={"scenario": "button_family", "people": "8"})
    assert answer.status_code == 400


# --- opening a workshop ---------------------------------------------------------------------------


@pytest.fixture
def leading(app: App, visitor: FlaskClient) -> FlaskClient:
    signed_in(app, visitor)
    return visitor


def opened(visitor: FlaskClient, **form: str) -> str:
    """The id of a new workshop."""
    chosen = {"scenario": shipped()[0].stem, "title": "Spring training", "people": "11", **form}
    status, leads_to, said = post(visitor, "/facilitate/new", chosen)
    assert status == 303, said
    return leads_to.rsplit("/", 1)[1]


@pytest.mark.parametrize("people", [3, 8, 11, 60])
def test_a_new_workshop_is_laid_for_the_people_expected(app: App, leading: FlaskClient, people: int) -> None:
    workshop_id = c.WorkshopId(opened(leading, people=str(people)))
    workshop, _ = app.service.current(workshop_id)
    record = app.store.workshop(workshop_id)
    assert layout_of(workshop) == propose(workshop.scenario, people)
    assert record is not None
    assert (record.title, record.scenario_id) == ("Spring training", workshop.scenario.id)
    assert record.scenario_text == shipped()[0].read_text(encoding="utf-8")


def test_an_empty_title_is_the_scenario_s(app: App, leading: FlaskClient) -> None:
    record = app.store.workshop(c.WorkshopId(opened(leading, title="  ")))
    assert record is not None
    assert record.title == app.service.current(record.id)[0].scenario.title


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": "2"}, "Type how many people you expect, from 3 to 60."),
        ({"people": "many"}, "Type how many people you expect, from 3 to 60."),
        ({"scenario": "../secret"}, "Choose the family the workshop is about."),
        ({"title": "x" * 201}, "That title is too long"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    app: App, leading: FlaskClient, wrong: dict[str, str], said: str
) -> None:
    before = app.store.workshops()
    form = {"scenario": shipped()[0].stem, "title": "Spring <b>training</b>", "people": "11", **wrong}
    status, _, page = post(leading, "/facilitate/new", form)
    assert status == 422
    assert said in page
    assert ("Spring &lt;b&gt;training" in page) == ("title" not in wrong)
    assert app.store.workshops() == before


def test_the_list_shows_one_s_own_workshops_only(app: App, leading: FlaskClient) -> None:
    opened(leading, title="Mine")
    other = app.flask.test_client()
    signed_in(app, other, "Gil")
    assert "Mine" in leading.get("/facilitate").text
    assert "Mine" not in other.get("/facilitate").text


def test_another_facilitator_s_workshop_does_not_exist_for_me(app: App, leading: FlaskClient) -> None:
    workshop_id = opened(leading)
    other = app.flask.test_client()
    signed_in(app, other, "Gil")
    for path in (f"/facilitate/{workshop_id}", f"/facilitate/{workshop_id}/proposal?people=8"):
        assert (
            other.get(path).status_code == other.get(path.replace(workshop_id, "w-none")).status_code == 404
        )


def test_a_proposal_is_what_the_tables_would_be(app: App, leading: FlaskClient) -> None:
    workshop_id = opened(leading)
    scenario = app.service.current(c.WorkshopId(workshop_id))[0].scenario
    for people in (3, 7, 11):
        answer = leading.get(f"/facilitate/{workshop_id}/proposal?people={people}").json
        assert answer is not None
        layout = tuple(tuple(tuple(seat) for seat in table) for table in answer["layout"])
        assert (answer["people"], layout) == (people, propose(scenario, people))
    refused = leading.get(f"/facilitate/{workshop_id}/proposal?people=0")
    assert (refused.status_code, refused.json["code"]) == (422, "people_out_of_range")  # type: ignore[index]


def test_erasing_the_names_leaves_none(app: App, leading: FlaskClient) -> None:
    workshop_id = c.WorkshopId(opened(leading))
    app.store.set_name(workshop_id, c.ParticipantId("p-1"), "Asha")
    answer = post(leading, f"/facilitate/{workshop_id}/erase-names", {}, seen=f"/facilitate/{workshop_id}")
    assert answer[:2] == (303, f"/facilitate/{workshop_id}")
    assert app.store.names(workshop_id) == {}


def test_the_console_s_shell_holds_no_fact(app: App, leading: FlaskClient) -> None:
    workshop_id = opened(leading)
    page = leading.get(f"/facilitate/{workshop_id}").text
    scenario = app.service.current(c.WorkshopId(workshop_id))[0].scenario
    assert [fact.id for fact in scenario.facts if fact.text in page] == []


def test_the_screen_s_link_opens_one_workshop_and_no_other(workshop: OpenWorkshop) -> None:
    key, visitor = workshop.stage.app.key, workshop.visitor()
    token = screen_token(key, workshop.id)
    assert visitor.get(f"/screen/{token}").status_code == 200
    for wrong in (token[:-1], "x", screen_token(key, c.WorkshopId("w-none"))):
        assert visitor.get(f"/screen/{wrong}").status_code == 404


def test_the_qr_is_a_picture_of_the_join_address_and_tells_nothing_else(
    workshop: OpenWorkshop,
) -> None:
    visitor = workshop.visitor()
    known, unknown = visitor.get(f"/join/{workshop.code}.svg"), visitor.get("/join/222222.svg")
    assert known.content_type == "image/svg+xml"
    assert known.status_code == unknown.status_code == 200
    assert known.data != unknown.data
    assert visitor.get("/join/oops.svg").status_code == 404


# --- in a browser ---------------------------------------------------------------------------------


@pytest.fixture
def console(page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str) -> Iterator[Page]:
    """The console of the open workshop, in a browser that its facilitator is signed in from."""
    app = workshop.stage.app
    with app.flask.test_client() as visitor:
        with visitor.session_transaction() as session:
            session["facilitator_id"] = FACILITATOR
        cookie = visitor.get_cookie("facilitator")
    assert cookie is not None
    context.add_cookies([{"name": "facilitator", "value": cookie.value, "url": address}])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/facilitate/{workshop.id}")
    expect(page.locator("#next")).to_be_visible()
    yield page
    assert errors == []


def next_step(page: Page) -> None:
    page.locator("#next").click()
    page.get_by_role("dialog").get_by_role("button", name="Start it").click()


def test_the_next_button_says_what_it_will_do_asks_once_and_can_go_back(
    console: Page, workshop: OpenWorkshop
) -> None:
    lobby, following = workshop.now.scenario.agenda[:2]
    expect(console.locator("#next")).to_contain_text(f"Start {following.title}")
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
    expect(console.locator(".timer .standing--done")).to_be_visible()
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
    workshop.stage.app.store.set_name(workshop.id, ama, "Ama")
    goal = list(next(iter(workshop.now.tables.values())).seats)[-1]
    line = console.locator(".person-line").first
    expect(line).to_be_visible()
    line.locator("summary").click()
    line.get_by_role("combobox").select_option(goal)
    expect(console.locator("tr", has=console.locator(".person-line")).locator("th")).to_be_visible()
    expect(console.locator(".standing--done").first).to_be_visible()
    assert workshop.now.participants[ama].seat_id == goal
    console.locator(".person-line summary").first.click()
    console.get_by_role("button", name="Remove…").click()
    console.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    console.get_by_role("button", name="Let back in").click()
    expect(console.get_by_role("button", name="Let back in")).to_have_count(0)
    assert workshop.now.participants[ama].takes_part


def test_tables_are_laid_anew_as_proposed(console: Page, workshop: OpenWorkshop) -> None:
    console.get_by_text("Lay the tables anew").click()
    console.get_by_label("How many people?").fill("14")
    console.get_by_role("button", name="Show the tables").click()
    console.get_by_role("button", name="Lay them like this").click()
    expect(console.get_by_role("heading", name="2 tables")).to_be_visible()
    assert layout_of(workshop.now) == propose(workshop.now.scenario, 14)


def barrier(workshop: OpenWorkshop, text: str) -> BarrierId:
    barrier_id = BarrierId("barrier-0001")
    wish = c.RaiseBarrier(
        barrier_id=barrier_id, category=BarrierCategory.LAW, text=text, setting=c.Setting.EXERCISE
    )
    ama = workshop.stage.join(workshop.id, "ama")
    workshop.stage.handle(workshop.id, c.ParticipantActor(participant_id=ama), wish)
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
    console.get_by_label("What is it?").select_option("belief")
    console.get_by_label("Who can change it?").select_option("partnership")
    console.get_by_role("button", name="Record").click()
    expect(console.get_by_role("button", name="Record")).to_have_count(0)
    weighed = workshop.now.barriers[barrier_id]
    assert (weighed.standing, weighed.reach) == (c.Standing.BELIEF, c.Reach.PARTNERSHIP)


def test_a_refused_command_says_why_where_it_was_given(console: Page, workshop: OpenWorkshop) -> None:
    console.locator("#next").click()
    workshop.stage.go_to(workshop.id, "share")
    console.get_by_role("dialog").get_by_role("button", name="Start it").click()
    expect(console.locator(".lead-panel__next .standing--refused")).to_contain_text(
        "already moved to another step"
    )


def problems(page: Page) -> list[str]:
    """What axe calls serious or critical, and whether the page is wider than its window."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return serious + ([f"too wide: {width}"] if width[0] > width[1] else [])


@pytest.mark.parametrize(("scheme", "size"), [("light", LAPTOP), ("dark", TABLET)])
def test_console_and_screen_are_accessible_in_every_step(
    console: Page,
    context: BrowserContext,
    workshop: OpenWorkshop,
    address: str,
    scheme: str,
    size: dict[str, int],
) -> None:
    screen = context.new_page()
    for one in (console, screen):
        one.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        one.set_viewport_size(size)  # type: ignore[arg-type]
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
        for name, one in (("console", console), ("screen", screen)):
            if flaws := problems(one):
                found[f"{name} {phase.kind}"] = flaws
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
