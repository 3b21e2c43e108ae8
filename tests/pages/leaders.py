"""Pages and browsers of who leads."""

from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page

from app import App
from tests.pages.doors import token_of
from tests.pages.networks import comes_to
from tests.pages.opened import OpenWorkshop
from tests.shell.stage import FACILITATOR

LAPTOP = {"width": 1366, "height": 768}


NOTING_DONE = """(() => {
  globalThis.done = [];
  const look = () => done.push(...document.querySelectorAll(".standing--done"));
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})();"""
"""Notes each "✓ Done": it goes after four seconds, which a busy machine may spend before it is looked for."""


def said_done(page: Page, where: str) -> None:
    """Wait until a part of the page has said that it was done."""
    comes_to(page, "(where) => done.some((one) => one.closest(where))", True, told=where)


def next_step(page: Page) -> None:
    """Go on while somebody is not done: only then is it asked first."""
    page.locator("#next").click()
    page.get_by_role("dialog").get_by_role("button", name="Start it").click()


def sign_in(context: BrowserContext, workshop: OpenWorkshop, address: str, who: str = FACILITATOR) -> None:
    with workshop.stage.app.flask.test_client() as visitor:
        with visitor.session_transaction() as session:
            session["facilitator_id"] = who
        cookie = visitor.get_cookie("facilitator")
    assert cookie is not None
    context.add_cookies([{"name": "facilitator", "value": cookie.value, "url": address}])


def link(app: App) -> str:
    return "/sign-in/" + app.sign_in_link().rsplit("/", 1)[1]


def leading(workshop: OpenWorkshop) -> FlaskClient:
    """A browser whose facilitator is signed in; forms are trusted, as after any page of ours."""
    browser = workshop.visitor()
    with browser.session_transaction() as cookie:
        cookie["facilitator_id"] = FACILITATOR
    return browser


def said(workshop: OpenWorkshop, browser: FlaskClient, path: str) -> dict[str, str]:
    token = token_of(browser.get(f"/facilitate/{workshop.id}"))
    answer = browser.post(f"/facilitate/{workshop.id}/{path}", headers={"X-CSRFToken": token})
    return {"status": str(answer.status_code), **(answer.json or {})}


def path_of(url: str) -> str:
    return url.removeprefix("http://workshop.test")
