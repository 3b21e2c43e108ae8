"""Engines of years ago: what came after 2020 is not needed, and where a page cannot start it says so."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.access.tokens import screen_token
from app.assets.files import STATIC
from tests.pages.conftest import OpenWorkshop
from tests.pages.leaders import sign_in
from tests.pages.phones import join
from tests.patience import becomes

OF_EARLY_2020 = """(() => {
  for (const one of [Array, String]) delete one.prototype.at;
  for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "with", "group"]) {
    delete Array.prototype[name];
  }
  delete String.prototype.replaceAll;
  delete Object.hasOwn;
  delete Promise.any;
  delete AbortSignal.timeout;
  for (const name of ["structuredClone", "HTMLDialogElement", "WeakRef", "AggregateError"]) {
    delete globalThis[name];
  }
  if (crypto.randomUUID) delete Crypto.prototype.randomUUID;
  delete Element.prototype.replaceChildren;
  delete Element.prototype.checkVisibility;
  const make = Document.prototype.createElement;
  const known = (element) => {
    if (element.localName === "dialog") {
      for (const name of ["show", "showModal", "close", "open"]) {
        Object.defineProperty(element, name, { value: undefined });
      }
    }
    return element;
  };
  Document.prototype.createElement = function (...all) { return known(make.apply(this, all)); };
  const makeNS = Document.prototype.createElementNS;
  Document.prototype.createElementNS = function (...all) { return known(makeNS.apply(this, all)); };
})();"""
"""What Chrome 80, Firefox 74 and Safari 13.1 do not have; a dialog is an element nobody knows."""
NEWER = re.compile(
    r"\.(?:at|findLast|replaceAll|replaceChildren|toSorted)\(|Object\.hasOwn|structuredClone|\|\|=|\?\?=|&&="
)
"""What a page must not need; what is asked for by `?.` first may be absent."""
NEWER_SYNTAX = "const = nothing an engine of any year can read;"


def test_no_script_needs_what_came_after_early_2020() -> None:
    scripts = list(STATIC.rglob("js/**/*.js"))
    assert scripts
    found = {one.name: NEWER.findall(one.read_text(encoding="utf-8")) for one in scripts}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.browser
def test_a_phone_of_early_2020_takes_part(page: Page, workshop: OpenWorkshop, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(OF_EARLY_2020)
    me = join(page, address, workshop)
    workshop.stage.go_to(workshop.id, "share")
    page.get_by_role("button", name="Reveal", exact=True).first.click()
    page.get_by_role("button", name="Reveal to everyone").click()
    becomes(lambda: bool(workshop.now.tables[next(iter(workshop.now.tables))].revealed), True)
    assert workshop.now.participants[me].takes_part
    assert errors == []


@pytest.mark.browser
def test_a_console_of_early_2020_leads_with_its_questions(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(OF_EARLY_2020)
    sign_in(context, workshop, address)
    page.goto(f"{address}/facilitate/{workshop.id}")
    before = workshop.now.phase_id
    page.locator("#next").click()
    page.get_by_role("button", name="Start it").click()
    becomes(lambda: workshop.now.phase_id != before, True)
    expect(page.locator("dialog")).to_have_count(0)
    assert errors == []


@pytest.mark.browser
@pytest.mark.parametrize("how", ["syntax", "missing", "throws"])
@pytest.mark.parametrize("where", ["phone", "console", "desk", "screen"])
def test_a_page_that_cannot_start_says_so_with_the_way_to_take_part(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, where: str, how: str
) -> None:
    def cripples(route: Route) -> None:
        if how == "missing":
            route.abort()
        else:
            body = NEWER_SYNTAX if how == "syntax" else "missing_here.at(-1);"
            route.fulfill(content_type="text/javascript", body=body)

    sign_in(context, workshop, address)
    page.goto(f"{address}/join/{workshop.code}")
    page.locator("button[value=participant]").click()
    page.route(re.compile(rf"/js/{where}[^/]*\.js"), cripples)
    paths = {
        "phone": "/phone",
        "console": f"/facilitate/{workshop.id}",
        "desk": f"/facilitate/{workshop.id}/desk",
        "screen": f"/screen/{screen_token(workshop.stage.app.key, workshop.id)}",
    }
    page.goto(address + paths[where])
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Your browser may be too old")
    expect(alert).to_contain_text("on paper" if where == "phone" else "newer browser")
    expect(page.locator("[data-waits]")).to_have_count(0)
