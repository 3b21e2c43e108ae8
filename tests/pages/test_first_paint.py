"""What Lighthouse measures on the six pages that people open, held without Lighthouse.

Performance: little travels, compressed; files are kept by the browser; nothing jumps while the page comes.
Best practices: no error in the browser's log, a viewport that may be zoomed. Search: title, description,
language. Accessibility: axe, with its contrast.
"""

import gzip
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.domain.log.commands import ParticipantId
from app.languages.speaking import LANGUAGE_COOKIE
from tests.looks import axe_finds
from tests.pages.budgets import GZIP, links_of
from tests.pages.leaders import LAPTOP, leading, sign_in
from tests.pages.networks import comes_to
from tests.pages.opened import OpenWorkshop
from tests.pages.phones import PHONE, join

PAGES = ("home", "join", "phone", "console", "screen", "report")
READY = {
    "home": "main form", "join": "main form", "phone": ".wire--on", "console": "#next", "screen": ".lobby",
    "report": ".report__files",
}  # fmt: skip
"""What stands there once the page is whole."""
MOST_BYTES = {
    "home": 15_000, "join": 15_000, "phone": 60_000, "console": 120_000, "screen": 120_000, "report": 40_000
}  # fmt: skip
MOST_SHIFT = 0.1
"""A page whose parts move by more than this while it comes is not green in Lighthouse."""
NOTES_SHIFTS = """(() => {
  globalThis.shifted = 0;
  const add = (list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) globalThis.shifted += one.value;
  });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
})();"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true), 300)))"
DESCRIPTION = range(50, 161)


def paths(workshop: OpenWorkshop) -> Mapping[str, str]:
    return {
        "home": "/",
        "join": f"/join/{workshop.code}",
        "phone": "/phone",
        "console": f"/facilitate/{workshop.id}",
        "screen": f"/screen/{screen_token(workshop.stage.app.key, workshop.id)}",
        "report": f"/workshops/{workshop.id}/report",
    }


@pytest.mark.parametrize("name", PAGES)
def test_nothing_jumps_no_error_is_logged_and_axe_finds_nothing(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, name: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
    sign_in(context, workshop, address)
    if name == "phone":
        join(page, address, workshop)
    if name == "report":
        workshop.stage.go_to(workshop.id, "closed")
    page.set_viewport_size(PHONE if name in ("home", "join", "phone") else LAPTOP)  # type: ignore[arg-type]
    page.add_init_script(NOTES_SHIFTS)
    page.goto(address + paths(workshop)[name])
    expect(page.locator(READY[name]).first).to_be_visible()
    comes_to(page, SETTLED, True)
    assert page.evaluate("shifted") < MOST_SHIFT
    assert axe_finds(page) == []
    assert errors == []
    viewport = page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "width=device-width" in viewport
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_says_what_it_is_in_its_language(workshop: OpenWorkshop, name: str, language: str) -> None:
    page = visited(workshop, name, language)
    assert page.count(f'<html lang="{language}"') == 1
    [title] = between(page, "<title>", "</title>")
    [description] = between(page, '<meta name="description" content="', '">')
    assert len(title.strip()) > len("Join")
    assert len(description) in DESCRIPTION, description
    assert page.index("<meta charset") < 1024


def test_no_two_of_these_pages_have_the_same_description(workshop: OpenWorkshop) -> None:
    told = {between(visited(workshop, name, "en"), 'name="description" content="', '">')[0] for name in PAGES}
    assert len(told) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_little_travels_compressed_and_files_are_kept(workshop: OpenWorkshop, name: str) -> None:
    browser, path = browser_for(workshop, name), paths(workshop)[name]
    answer = browser.get(path, headers=GZIP)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-store"
    sizes = {path: len(answer.data)}
    for link in links_of(gzip.decompress(answer.data).decode()):
        file = browser.get(link, headers=GZIP)
        sizes[link] = len(file.data)
        assert "immutable" in file.headers["Cache-Control"], link
        assert file.headers.get("Content-Encoding") == "gzip" or len(file.data) < 1_000, link
    assert sum(sizes.values()) <= MOST_BYTES[name], sizes


def browser_for(workshop: OpenWorkshop, name: str) -> FlaskClient:
    """Whoever may open the page."""
    if name == "phone":
        workshop.stage.join(workshop.id, "ama")
        device = workshop.stage.phone(workshop.id, ParticipantId("ama"))
        return device.client.flask_test_client
    if name == "report":
        workshop.stage.go_to(workshop.id, "closed")
    return leading(workshop)


def visited(workshop: OpenWorkshop, name: str, language: str) -> str:
    """The page as it is sent, in this language."""
    browser = browser_for(workshop, name)
    browser.set_cookie(LANGUAGE_COOKIE, language)
    return str(browser.get(paths(workshop)[name]).text)


def between(page: str, begins: str, ends: str) -> list[str]:
    return [part.split(ends)[0] for part in page.split(begins)[1:]]
