"""The facilitator's pages as plain forms: signing in, opening workshops, what the shells hold."""

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import App, create_app
from app.access.allowances import tries_at_passphrases
from app.access.tokens import screen_token
from app.config import Settings
from app.domain.log import commands as c
from app.domain.log.state import Workshop
from app.domain.rules.seating import layout_of, propose
from app.messages.sentences import sentence
from app.scenarios import Library, pin, shipped
from app.store import FacilitatorRecord, WorkshopRecord
from app.web.facilitator import pages as facilitator_pages
from app.web.facilitator import sign_in
from app.web.facilitator.sign_in import FIRST_NAME, NOBODY_KNOWS
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import link
from tests.shell.composing import watch_composing

PASSPHRASE = "four calm green buttons"


SETTINGS = Settings(
    host="127.0.0.1",
    port=0,
    database="",
    base_url="http://workshop.test",
    async_mode="threading",
    redis_url=None,
)


@pytest.fixture(scope="module")
def library() -> Library:
    """What was read of the scenarios, kept from one app to the next: reading is tested elsewhere."""
    return Library()


@pytest.fixture
def app(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The app as it is served, before anybody has an account."""
    monkeypatch.setattr("app.Library", lambda _run: library)
    built = create_app(replace(SETTINGS, database=f"sqlite:///{tmp_path / 'desk.sqlite3'}"))
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
    token = csrf_token(visitor.get(seen or path).text)
    answer = visitor.post(path, data={**form, "csrf_token": token})
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def csrf_token(page: str) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None, page
    return token[1]


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


def test_a_link_that_does_not_hold_shows_no_names_and_tells_none(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor, "Fern")
    stranger = app.flask.test_client()
    assert "Fern" in stranger.get(link(app)).text
    made_up = stranger.get("/sign-in/made-up")
    assert (made_up.status_code, "Fern" in made_up.text) == (410, False)
    form = {"name": "Fern", "passphrase": PASSPHRASE}
    assert post(stranger, "/sign-in/made-up", form)[0] == 410
    assert post(stranger, "/sign-in/made-up", form | {"name": "Gil"})[0] == 410


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
    assert "That name and passphrase" in wrong[2]
    assert "That name and passphrase" in unknown[2]
    assert PASSPHRASE not in wrong[2]


def test_a_name_is_read_alike_when_an_account_is_made_and_when_it_signs_in(
    app: App, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cleaned, and composed before it is measured; what is far too long is not even looked at."""
    signed_in(app, visitor, "é" * 40)
    other = app.flask.test_client()
    for typed in ("e\u0301" * 40, "\0" + "é" * 40 + "\n"):
        assert post(other, "/sign-in", {"name": typed, "passphrase": PASSPHRASE})[0] == 303
    composed = watch_composing(monkeypatch)
    endless = "e" + "\u0301\u0323" * 50_000
    other = app.flask.test_client()
    assert post(other, "/sign-in", {"name": endless, "passphrase": PASSPHRASE})[0] == 401
    assert post(other, link(app), {"name": endless, "passphrase": PASSPHRASE})[0] == 422
    new = {"scenario": shipped()[0].stem, "title": endless, "people": "8"}
    assert post(visitor, "/facilitate/new", new)[0] == 422
    assert max(composed, default=0) < 1000


@pytest.mark.parametrize("odd", ["%00", "w-%00", "w%20x", "%ED%A0%BD", "w" * 65])
def test_an_id_that_cannot_be_one_is_not_looked_up(
    app: App, leading: FlaskClient, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    """A server's database will not even hear of some characters: it was no page that answered then."""
    asked: list[str] = []
    monkeypatch.setattr(type(app.store), "workshop", lambda _self, one: asked.append(one))
    for page in ("", "/desk", "/cards", "/screens"):
        assert leading.get(f"/facilitate/{odd}{page}").status_code == 404
    assert leading.get(f"/workshops/{odd}/report").status_code == 404
    assert asked == []


def waits(monkeypatch: pytest.MonkeyPatch, sleep: Callable[[float], object]) -> None:
    """Those who take turns wait like this, in apps that are made from now on."""
    monkeypatch.setattr(sign_in, "tries_at_passphrases", lambda counts: tries_at_passphrases(counts, sleep))


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that tries had to wait, instead of waiting."""
    seconds: list[float] = []
    waits(monkeypatch, lambda some: seconds.append(some) if some else None)
    return seconds


def test_P13_guessing_a_passphrase_is_slowed_down_for_that_account(
    slept: list[float], app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    other = app.flask.test_client()
    spelled = ["Fern", "  FERN", "fern  ", "Ｆern"] * 3
    codes = [post(other, "/sign-in", {"name": name, "passphrase": "wrong"})[0] for name in spelled]
    assert codes == [401] * 12
    assert slept == [1.0] * 2
    assert post(other, "/sign-in", {"name": "Fern", "passphrase": PASSPHRASE})[0] == 303
    assert post(visitor, "/sign-in", {"name": "Fern", "passphrase": PASSPHRASE})[0] == 303
    assert slept == [1.0] * 3, "who has signed in from a browser before waits for nobody"


def test_P13_a_hundred_names_that_are_nobodys_lock_no_facilitator_out(
    slept: list[float], app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    crowd = app.flask.test_client()
    token = csrf_token(crowd.get("/sign-in").text)
    for number in range(101):
        form = {"name": f"Nobody {number}", "passphrase": "wrong", "csrf_token": token}
        assert crowd.post("/sign-in", data=form).status_code == 401
    assert slept
    slept.clear()
    elsewhere = app.flask.test_client()
    form = {
        "name": "Fern",
        "passphrase": PASSPHRASE,
        "csrf_token": csrf_token(elsewhere.get("/sign-in").text),
    }
    came = elsewhere.post("/sign-in", data=form, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
    assert (came.status_code, slept) == (303, [])
    assert post(visitor, "/sign-in", {"name": "Fern", "passphrase": PASSPHRASE})[0] == 303
    assert slept == []
    assert post(app.flask.test_client(), "/sign-in", {"name": "Fern", "passphrase": PASSPHRASE})[0] == 303


def test_P13_what_makes_a_browser_known_opens_nothing_and_is_nobody_elses(
    slept: list[float], app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    signed_in(app, app.flask.test_client(), "Gil")
    known = visitor.get_cookie("known", path="/sign-in")
    assert known is not None
    other = app.flask.test_client()
    other.set_cookie("known", known.value, path="/sign-in")
    assert other.get("/facilitate").location == "/sign-in?next=/facilitate"
    for _ in range(11):
        assert post(other, "/sign-in", {"name": "Gil", "passphrase": "wrong"})[0] == 401
    assert slept == [1.0]


def test_guesses_sent_all_at_once_are_counted_before_any_of_them_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else sixty in one moment are all heard, and the processor is theirs for half a minute."""
    goes_on, answers = threading.Event(), queue.SimpleQueue[int]()
    waits(monkeypatch, lambda _some: goes_on.wait(timeout=60))
    app = create_app(replace(SETTINGS, database=f"sqlite:///{tmp_path / 'w.sqlite3'}"))
    browsers = [app.flask.test_client() for _ in range(15)]
    tokens = [csrf_token(browser.get("/sign-in").text) for browser in browsers]

    def guess(browser: FlaskClient, token: str) -> None:
        form = {"name": "Fern", "passphrase": "wrong", "csrf_token": token}
        answers.put(browser.post("/sign-in", data=form).status_code)

    with ThreadPoolExecutor(15) as threads:
        threads.map(guess, browsers, tokens)
        try:
            assert [answers.get(timeout=30) for _ in range(10)] == [401] * 10
            assert answers.empty()
        finally:
            goes_on.set()
    assert [answers.get() for _ in range(5)] == [401] * 5
    app.close()


def test_P13_signing_in_uses_up_no_try_and_forgives_none_of_those_before(
    slept: list[float], app: App, visitor: FlaskClient
) -> None:
    signed_in(app, visitor)
    right, wrong = {"name": "Fern", "passphrase": PASSPHRASE}, {"name": "Fern", "passphrase": "wrong"}
    for one in (*[wrong] * 9, right, right, wrong):
        post(app.flask.test_client(), "/sign-in", one)
    assert slept == []
    post(app.flask.test_client(), "/sign-in", wrong)
    assert slept == [1.0]


def test_P4_a_clock_that_is_set_back_signs_nobody_out(
    app: App, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(app, visitor)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 90)
    assert visitor.get("/facilitate").status_code == 200
    monkeypatch.setattr(time, "time", lambda: real() + 32 * 24 * 3600)
    assert visitor.get("/facilitate").location == "/sign-in?next=/facilitate"


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
    assert other.get("/facilitate/%0d%0aX-Header:1").status_code == 303
    form = {"name": "Fern", "passphrase": PASSPHRASE, "next": "/facilitate/new"}
    assert post(other, "/sign-in", form)[1] == "/facilitate/new"


def test_signing_out_forgets_who_led(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor)
    post(visitor, "/sign-out", {}, seen="/facilitate")
    assert visitor.get("/facilitate").status_code == 303


def came_straight_in(app: App, visitor: FlaskClient) -> FacilitatorRecord:
    assert post(visitor, link(app), {"account": "first"})[0] == 303
    return app.store.facilitators()[0]


def test_who_has_no_passphrase_is_asked_before_signing_out(app: App, visitor: FlaskClient) -> None:
    came_straight_in(app, visitor)
    assert post(visitor, "/sign-out", {}, seen="/facilitate")[:2] == (303, "/sign-out")
    assert "Sign out anyway" in visitor.get("/sign-out").text
    assert "Your workshops" in visitor.get("/facilitate").text


def test_who_has_a_passphrase_or_is_nobody_is_asked_nothing(app: App, visitor: FlaskClient) -> None:
    assert visitor.get("/sign-out").headers["Location"] == "/facilitate"
    signed_in(app, visitor)
    assert visitor.get("/sign-out").headers["Location"] == "/facilitate"
    assert post(visitor, "/sign-out", {}, seen="/facilitate")[:2] == (303, "/")


def test_signing_out_anyway_prints_a_link_that_lets_in_again_as_the_same(
    app: App, visitor: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = came_straight_in(app, visitor)
    assert post(visitor, "/sign-out", {"way": "anyway"})[:2] == (303, "/sign-in")
    (printed,) = re.findall(r"http://workshop\.test(/sign-in/\S+)", capsys.readouterr().out)
    page = visitor.get("/sign-in").text
    assert "a new link in the terminal" in page
    assert printed not in page
    assert visitor.get("/facilitate").headers["Location"].startswith("/sign-in")
    assert post(visitor, printed, {"account": mine.id})[:2] == (303, "/facilitate")
    assert app.store.facilitators() == (mine,)
    assert "a new link in the terminal" not in visitor.get("/sign-in").text


def test_a_passphrase_set_while_signing_out_opens_the_same_workshops(
    app: App, visitor: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = came_straight_in(app, visitor)
    workshop_id = opened(visitor)
    form = {"way": "with_account", "name": "Fern", "passphrase": PASSPHRASE}
    assert post(visitor, "/sign-out", form)[:2] == (303, "/sign-in")
    assert capsys.readouterr().out == ""
    assert visitor.get(f"/facilitate/{workshop_id}").status_code == 303
    assert post(visitor, "/sign-in", {"name": "fern", "passphrase": PASSPHRASE})[0] == 303
    assert visitor.get(f"/facilitate/{workshop_id}").status_code == 200
    assert [one.id for one in app.store.facilitators()] == [mine.id]


def test_a_refused_passphrase_or_name_signs_nobody_out(app: App, visitor: FlaskClient) -> None:
    signed_in(app, visitor, "Gil")
    mine = FIRST_NAME
    app.store.add_facilitator("f-straight", mine, NOBODY_KNOWS, datetime.now(UTC))
    post(visitor, link(app), {"account": "f-straight"})
    for name, passphrase, flaw in (
        ("Zoë", "short", "Type a passphrase of 10"),
        ("GIL", PASSPHRASE, sentence("name_taken")),
    ):
        form = {"way": "with_account", "name": name, "passphrase": passphrase}
        status, _, said = post(visitor, "/sign-out", form)
        assert (status, flaw in said, f'value="{name}"' in said) == (422, True, True)
    assert "Your workshops" in visitor.get("/facilitate").text
    form = {"way": "with_account", "name": mine, "passphrase": PASSPHRASE}
    assert post(visitor, "/sign-out", form)[0] == 303  # one's own name is not taken


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
    assert record.scenario_text == pin(shipped()[0])


@pytest.mark.parametrize(("agenda", "minutes"), [("", 60), ("short-45", 45), ("long-90", 90)])
def test_a_new_workshop_is_played_by_the_agenda_chosen(
    app: App, leading: FlaskClient, agenda: str, minutes: int
) -> None:
    page = leading.get("/facilitate/new").text
    assert f'name="agenda" value="{agenda}"' in page
    assert f"{minutes} minutes" in page
    workshop, _ = app.service.current(c.WorkshopId(opened(leading, agenda=agenda)))
    assert sum(phase.minutes for phase in workshop.scenario.agenda) == minutes


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


def test_the_list_is_read_a_page_at_a_time_the_newest_first(
    app: App, leading: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facilitator_pages, "LINES_ON_A_PAGE", 3)
    opened(leading, title="Number 1")
    (first,) = app.store.workshops()
    for number in range(2, 9):
        another(app, first, f"Number {number}", first.created_at + timedelta(days=number))
    folded: list[str] = []
    current = app.service.current

    def watched(workshop_id: c.WorkshopId) -> tuple[Workshop, int]:
        folded.append(workshop_id)
        return current(workshop_id)

    monkeypatch.setattr(app.service, "current", watched)
    shown = {page: leading.get(f"/facilitate?page={page}").text for page in ("1", "2", "3", "99", "-1", "x")}
    listed = {page: [int(n) for n in re.findall(r"Number (\d+)</a>", text)] for page, text in shown.items()}
    assert [listed[page] for page in ("1", "2", "3")] == [[8, 7, 6], [5, 4, 3], [2, 1]]
    assert (listed["99"], listed["-1"], listed["x"]) == (listed["3"], listed["1"], listed["1"])
    assert len(folded) == sum(map(len, listed.values()))
    assert [re.findall(r'rel="(next|prev)" href="([^"]+)"', shown[page]) for page in ("1", "2", "3")] == [
        [("next", "/facilitate?page=2")],
        [("prev", "/facilitate?page=1"), ("next", "/facilitate?page=3")],
        [("prev", "/facilitate?page=2")],
    ]


def another(app: App, like: WorkshopRecord, title: str, at: datetime) -> None:
    """One more workshop, laid like another one."""
    record = replace(like, id=c.WorkshopId(f"w-{at:%d}"), code=None, title=title, created_at=at)
    app.store.add_workshop(record)
    wish = c.OpenWorkshop(layout=layout_of(app.service.current(like.id)[0]))
    app.service.handle(
        record.id, c.Command(id=c.CommandId("opening"), at=at, by=c.FacilitatorActor(), wish=wish)
    )


@pytest.mark.parametrize(("language", "said"), [("en", "Opened 7 March 2026"), ("es", "7 de marzo de 2026")])
def test_the_list_says_the_day_as_people_write_it(
    app: App, leading: FlaskClient, language: str, said: str
) -> None:
    opened(leading)
    (first,) = app.store.workshops()
    another(app, first, "In March", datetime(2026, 3, 7, 12, 0, tzinfo=UTC))
    assert said in leading.get("/facilitate", headers={"Accept-Language": language}).text


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
        assert answer["is_flawed"] is False
    refused = leading.get(f"/facilitate/{workshop_id}/proposal?people=0")
    assert (refused.status_code, refused.json["code"]) == (422, "people_out_of_range")  # type: ignore[index]


def test_erasing_the_names_leaves_none(app: App, leading: FlaskClient) -> None:
    workshop_id = c.WorkshopId(opened(leading))
    code = app.store.workshop(workshop_id).code  # type: ignore[union-attr]
    post(app.flask.test_client(), "/join", {"code": code or "", "name": "Asha"}, seen=f"/join/{code}")
    assert list(app.store.names(workshop_id).values()) == ["Asha"]
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
