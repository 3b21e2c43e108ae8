"""Every page in a language that nobody speaks: what of ours is not in its brackets was never translated.

`⟦…⟧` are our texts, `«…»` the scenario's; what is left over may only be numbers, names and marks.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.domain.scenario import PhaseKind
from app.scenarios import shipped
from app.scenarios.skeleton import skeleton
from app.store.deletion import Why
from app.web.facilitator.sign_in import FIRST_NAME, NOBODY_KNOWS
from tests.family import SMALL
from tests.looks import OPEN_ALL
from tests.pages.bracketed import bracketed, left_over, untranslated
from tests.pages.conftest import OpenWorkshop, opened
from tests.pages.leaders import LAPTOP, sign_in
from tests.pages.phones import PHONE, act
from tests.pages.walking import walk, walk_to
from tests.patience import becomes
from tests.people import NOON
from tests.shell.stage import FACILITATOR, Stage

TOLD_IN_ANOTHER = "Thé fámíly áñd íts fácts áré íñ áñóthér láñgúágé"
SAVED_REPORT = "/workshops/w-1/report.html?open=anyway"
REPORT = "/workshops/w-1/report"
DOORS = ("/", "/join", "/leave", "/forget", "/language", "/sign-in", "/phone", "/kept", "/try")
SHOWN_BY_OTHER_TESTS = (
    "/join/<code>",
    "/join/<code>/",
    "/join/",
    "/<in_any_capitals(word='join'):_way>",
    "/<in_any_capitals(word='join'):_way>/<code>",
    "/kept/<place>",
    "/sign-in/<token>",
    "/resume/<token>",
    "/back/<token>",
    "/standby/<token>",
    "/screen/<token>",
    "/facilitate/<workshop_id>",
    "/facilitate/<workshop_id>/cards",
    "/facilitate/<workshop_id>/desk",
    "/facilitate/<workshop_id>/kept",
    "/facilitate/<workshop_id>/plan",
    "/facilitate/<workshop_id>/delete",
    "/facilitate/<workshop_id>/receipt",
    "/workshops/<workshop_id>/report",
    "/workshops/<workshop_id>/report.html",
    "/workshops/<workshop_id>/reviews.ics",
)
WITHOUT_WORDS = {
    "/scenarios/<draft_id>/draft",
    "/scenarios/<draft_id>/findings",
    "/scenarios/<draft_id>/meetings",
    "/scenarios/<draft_id>/versions",
    "/scenarios/<draft_id>/versions/<int:version>",
    "/healthz",
    "/metrics",
    "/join/<code>.svg",
    "/static/<path:path>",
    "/facilitate/<workshop_id>/proposal",
    "/facilitate/<workshop_id>/screens",
    "/facilitate/<workshop_id>/addresses",
    "/facilitate/doctor/tries",
    "/back/<token>/stands",
    "/workshops/<workshop_id>/report.csv",
    "/workshops/<workshop_id>/report.zip",
    "/workshops/<workshop_id>/report.xlsx",
    "/workshops/<workshop_id>/report.json",
    "/workshops/<workshop_id>/log.jsonl",
    "/workshops/<workshop_id>/log-codebook.md",
}
"""What programs read: data, and files that are the same for everybody."""
PRESS = """([where, place]) => {
  const button = document.querySelectorAll(where)[place];
  if (!button?.checkVisibility({ visibilityProperty: true }) || button.matches(':disabled')) return false;
  button.click();
  return true;
}"""
"""Asked and done at one go: an answer from the server may take the button away between two questions."""


@pytest.fixture(params=["qps"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def workshop(tmp_path: Path, language: str) -> Iterator[OpenWorkshop]:
    explained = replace(SMALL, glossary={"GP": "The family's own doctor."})
    stage = Stage(tmp_path, bracketed(explained), languages=("en", language))
    yield from opened(stage)


@pytest.fixture
def browser_page(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, language: str
) -> Page:
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page.emulate_media(reduced_motion="reduce")
    return page


def test_the_check_sees_a_text_that_was_left_out(workshop: OpenWorkshop) -> None:
    assert left_over("⟦Á ⟦téxt⟧ wíth «words»···⟧ 12 · Ruby", workshop) in ([], ["Ruby"])
    assert left_over("⟦Á téxt⟧ and more", workshop) == ["and", "more"]


def test_the_doors_say_nothing_of_their_own(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    found = {}
    for path in (*DOORS, f"/join/{workshop.code}", "/join/WRONG2", "/nowhere", "/resume/no", "/standby/no"):
        browser_page.goto(address + path)
        found[path] = untranslated(browser_page, workshop)
    browser_page.goto(workshop.stage.app.sign_in_link().replace("http://workshop.test", address))
    found["/sign-in/token"] = untranslated(browser_page, workshop)
    sign_in(context, workshop, address)
    leads = f"/facilitate/{workshop.id}"
    for path in (
        "/facilitate",
        "/facilitate/new",
        f"/scenarios/{shipped()[0].name}",
        f"/scenarios/{shipped()[0].name}/copy",
        "/scenarios",
        "/facilitate/doctor",
        f"{leads}/cards",
        f"{leads}/kept",
        f"{leads}/delete",
        REPORT,
    ):
        browser_page.goto(address + path)
        # Scenario files of the program's own folder stand on the form, in their own words.
        browser_page.evaluate(
            "document.querySelectorAll('.choice, bdi, [lang]:not(html)').forEach((one) => one.remove())"
        )
        found[path] = untranslated(browser_page, workshop)
    workshop.stage.app.store.deleting.delete(workshop.id, Why.ASKED, NOON)
    browser_page.goto(f"{address}{leads}/receipt")
    found["receipt"] = untranslated(browser_page, workshop)
    workshop.stage.app.store.add_facilitator("straight-in", FIRST_NAME, NOBODY_KNOWS, NOON)
    sign_in(context, workshop, address, "straight-in")
    browser_page.goto(f"{address}/sign-out")
    found["/sign-out"] = untranslated(browser_page, workshop)
    browser_page.locator("button[value=anyway]").click()
    expect(browser_page).to_have_url(f"{address}/sign-in")
    found["/sign-in, signed out"] = untranslated(browser_page, workshop)
    assert {path: flaws for path, flaws in found.items() if flaws} == {}


def test_the_editor_says_nothing_of_its_own(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    """Each part of it, with what the check says, a conflict, and meetings played."""
    text = skeleton("Meadow Lane", 6).replace("held_by: [health]", "held_by: [school]", 1)
    drafts = workshop.stage.app.store.drafts
    drafts.add("d-pseudo", FACILITATOR, "Meadow Lane", text, NOON)
    sign_in(context, workshop, address)
    found = {}
    for tab in ("story", "family", "roles", "facts", "grid", "insights", "agenda", "check", "versions"):
        browser_page.goto(f"{address}/scenarios/d-pseudo/edit#{tab}")
        browser_page.reload()
        expect(browser_page.locator("[data-looked=now]")).to_be_visible()
        for item in browser_page.locator(".authoring__item").all()[:1]:
            item.click()
        browser_page.evaluate(
            "document.querySelectorAll('bdi, svg, .authoring__card, option').forEach((one) => one.remove())"
        )
        found[tab] = untranslated(browser_page, workshop)
    assert {tab: flaws for tab, flaws in found.items() if flaws} == {}


def test_every_page_with_words_is_looked_at(workshop: OpenWorkshop) -> None:
    """A new door is either walked through here, or said below to hold no words of ours."""
    rules = workshop.stage.app.flask.url_map.iter_rules()
    pages = {str(rule) for rule in rules if rule.methods and "GET" in rule.methods}
    ours = {"/facilitate", "/facilitate/new", "/facilitate/doctor", "/sign-out"}
    written = {"/scenarios", "/scenarios/<name>", "/scenarios/<name>/copy", "/scenarios/<draft_id>/edit"}
    looked_at = {*DOORS, *SHOWN_BY_OTHER_TESTS, *ours, *written}
    assert pages - WITHOUT_WORDS == looked_at


def test_a_participants_own_doors_say_nothing_of_their_own(
    browser_page: Page, workshop: OpenWorkshop, address: str
) -> None:
    """Coming late, staying without a name, leaving, and what is said once somebody has left."""
    workshop.stage.go_to(workshop.id, "share")
    found = {}
    browser_page.goto(f"{address}/join/{workshop.code}")
    found["late"] = untranslated(browser_page, workshop)
    browser_page.locator("button[value=observer]").click()
    expect(browser_page.locator(".wire--on")).to_be_visible()
    found["observer"] = untranslated(browser_page, workshop)
    for path in ("/forget", "/leave"):
        browser_page.goto(address + path)
        found[path] = untranslated(browser_page, workshop)
    browser_page.locator("form .button--danger").click()
    expect(browser_page.locator("form .button--danger")).to_have_count(0)
    found["left"] = untranslated(browser_page, workshop)
    browser_page.goto(f"{address}/phone")
    found["no place"] = untranslated(browser_page, workshop)
    assert {path: flaws for path, flaws in found.items() if flaws} == {}


def test_the_way_back_says_nothing_of_its_own(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    """Asked if they were here before, with a number to show, on the console, and once it was refused."""
    workshop.stage.join(workshop.id, "ama")
    workshop.stage.go_to(workshop.id, "share")
    browser_page.goto(f"{address}/join/{workshop.code}")
    found = {"asked": untranslated(browser_page, workshop)}
    browser_page.locator("form[action='/back'] button").click()
    expect(browser_page.locator(".back__number")).to_be_visible()
    found["waits"] = untranslated(browser_page, workshop)
    context.set_offline(True)
    expect(browser_page.locator("#back-said")).not_to_be_empty()
    found["offline"] = untranslated(browser_page, workshop)
    context.set_offline(False)
    sign_in(context, workshop, address)
    console = context.new_page()
    console.goto(f"{address}/facilitate/{workshop.id}")
    console.locator("[data-back] button").click()
    expect(console.locator("dialog")).to_be_visible()
    found["console"] = untranslated(console, workshop)
    comebacks = workshop.stage.app.store.handovers.comebacks
    (ask_id,) = comebacks.waiting(workshop.id, datetime.now(UTC))
    comebacks.refuse(workshop.id, ask_id)
    expect(browser_page.locator(".back__number")).to_have_count(0)
    found["refused"] = untranslated(browser_page, workshop)
    browser_page.goto(f"{address}/back/no")
    found["wrong"] = untranslated(browser_page, workshop)
    assert {path: flaws for path, flaws in found.items() if flaws} == {}


def closed_one(page: Page) -> int:
    """Press Escape if there is a dialog; it may be about to open. How many are left."""
    if page.locator("dialog").count():
        page.keyboard.press("Escape")
    return page.locator("dialog").count()


def press_everything(page: Page, workshop: OpenWorkshop, where: str) -> list[str]:
    """Press each button once, as it then stands; what pages, dialogs and refusals say that is not ours."""
    found: dict[str, None] = {}
    for place in range(page.locator(where).count()):
        if page.evaluate(PRESS, [where, place]):
            page.evaluate(OPEN_ALL)
            found |= dict.fromkeys(untranslated(page, workshop))
            becomes(lambda: closed_one(page), 0, "how many dialogs are open")
    return list(found)


@pytest.mark.parametrize("kind", ["share", "ask_and_link", "second_read", "vote", "commitments", "check_out"])
def test_whatever_is_pressed_on_a_phone_says_nothing_of_its_own(
    browser_page: Page, workshop: OpenWorkshop, address: str, kind: str
) -> None:
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    browser_page.goto(f"{address}/join/{workshop.code}")
    browser_page.locator("button[value=participant]").click()
    expect(browser_page.locator(".wire--on")).to_be_visible()
    me = next(iter(workshop.now.participants))
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    walk_to(workshop, kind, me, others)
    expect(browser_page.locator("h1")).to_have_text(workshop.now.phase.title)
    found = []
    for tab in range(max(1, browser_page.locator(".phone__tabs button").count())):
        if browser_page.locator(".phone__tabs button").count():
            browser_page.locator(".phone__tabs button").nth(tab).click()
        found += press_everything(browser_page, workshop, "main button")
    assert found == []


@pytest.mark.parametrize("kind", ["lobby", "share", "second_read", "meaning", "commitments"])
@pytest.mark.parametrize("where", ["", "/desk"])
def test_whatever_is_pressed_on_console_and_desk_says_nothing_of_its_own(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, where: str, kind: str
) -> None:
    browser_page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    sign_in(context, workshop, address)
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    walk_to(workshop, kind, people[0], people[1:])
    browser_page.goto(f"{address}/facilitate/{workshop.id}{where}")
    expect(browser_page.locator("body")).to_contain_text(workshop.now.phase.title)
    buttons = ".console button, .desk button"
    expect(browser_page.locator(buttons).first).to_be_visible()
    assert press_everything(browser_page, workshop, buttons) == []


def test_what_the_server_refuses_it_refuses_in_the_phones_language(
    browser_page: Page, workshop: OpenWorkshop, address: str
) -> None:
    browser_page.goto(f"{address}/join/{workshop.code}")
    browser_page.locator("button[value=participant]").click()
    workshop.stage.go_to(workshop.id, "commitments")
    boxes = browser_page.locator("#main .field__box")
    expect(boxes).to_have_count(5)
    for place, words in enumerate(("a child is late", "we ring", "School", "0001-01-01")):
        boxes.nth(place).fill(words)
    browser_page.locator("#main .button--primary").click()
    expect(browser_page.get_by_role("alert")).to_contain_text("⟦Chóósé á dáy")
    assert untranslated(browser_page, workshop) == []


def test_the_phone_says_nothing_of_its_own_in_any_phase(
    browser_page: Page, workshop: OpenWorkshop, address: str
) -> None:
    browser_page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    before = set(workshop.now.participants)
    browser_page.goto(f"{address}/join/{workshop.code}")
    browser_page.locator("button[value=participant]").click()
    expect(browser_page.locator(".wire--on")).to_be_visible()
    me = (set(workshop.now.participants) - before).pop()
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    found = {}
    for phase in walk(workshop, me, others):
        expect(browser_page.locator("h1")).to_have_text(phase.title)
        for tab in range(max(1, browser_page.locator(".phone__tabs button").count())):
            if browser_page.locator(".phone__tabs button").count():
                browser_page.locator(".phone__tabs button").nth(tab).click()
            browser_page.evaluate(OPEN_ALL)
            found[f"{phase.kind}, tab {tab}"] = untranslated(browser_page, workshop)
            expect(browser_page.get_by_text(TOLD_IN_ANOTHER)).to_be_visible()
    assert {path: flaws for path, flaws in found.items() if flaws} == {}


@pytest.mark.parametrize("where", ["console", "screen", "desk"])
def test_console_screen_and_desk_say_nothing_of_their_own_in_any_phase(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, where: str
) -> None:
    browser_page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    sign_in(context, workshop, address)
    token = screen_token(workshop.stage.app.key, workshop.id)
    paths = {
        "console": f"/facilitate/{workshop.id}",
        "screen": f"/screen/{token}",
        "desk": f"/facilitate/{workshop.id}/desk",
    }
    browser_page.goto(address + paths[where])
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    found = {}
    for phase in walk(workshop, people[0], people[1:]):
        if phase.kind is not PhaseKind.LOBBY or where != "screen":
            expect(browser_page.locator("body")).to_contain_text(phase.title)
        browser_page.evaluate(OPEN_ALL)
        found[phase.kind.value] = untranslated(browser_page, workshop)
        expect(browser_page.get_by_text(TOLD_IN_ANOTHER)).to_be_visible()
    assert {path: flaws for path, flaws in found.items() if flaws} == {}


def test_the_report_says_nothing_of_its_own(
    browser_page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    people = [workshop.stage.join(workshop.id, name) for name in ("ama", "bo", "cai", "dee")]
    for phase in workshop.now.scenario.agenda[1:]:
        workshop.stage.go_to(workshop.id, phase.kind)
        act(workshop, phase.kind, people[0], people[1:])
    sign_in(context, workshop, address)
    browser_page.goto(f"{address}/workshops/{workshop.id}/report?open=anyway")
    browser_page.evaluate(OPEN_ALL)
    assert untranslated(browser_page, workshop) == []
    expect(browser_page.get_by_text(TOLD_IN_ANOTHER)).to_be_visible()
    saved = browser_page.evaluate("path => fetch(path).then((answer) => answer.text())", SAVED_REPORT)
    browser_page.goto("about:blank")
    browser_page.set_content(saved)
    browser_page.evaluate(OPEN_ALL)
    assert untranslated(browser_page, workshop) == []
    expect(browser_page.get_by_text(TOLD_IN_ANOTHER)).to_be_visible()
    assert browser_page.locator("html").get_attribute("lang") == "qps"
