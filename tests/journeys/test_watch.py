"""The watch over every page of a journey: it must see what it is there to see."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.venue import venue
from tests.patience import becomes

FAULTS = {
    "console warning": "console.warn('torn thread')",
    "console error": "console.error('lost button')",
    "script failed": "setTimeout(() => { throw new Error('frayed') })",
    "left the origin": "open('http://elsewhere.test/')",
    "Content Security Policy": "document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.test/'}))",
    "axe image-alt": "document.body.append(new Image())",
}


def test_each_kind_of_fault_on_a_page_is_noted(browser: Browser, tmp_path: Path) -> None:
    with venue(browser, tmp_path / "workshops.sqlite3") as place:
        page = place.device("visitor")
        page.goto(f"{place.origin}/")
        place.check(page, "start page")
        assert place.flaws == []
        for script in FAULTS.values():
            page.evaluate(f"() => {{ {script} }}")
        place.check(page, "start page")

        def unseen() -> list[str]:
            page.evaluate("true")  # what is noted comes in while the page is asked
            told = "\n".join(place.flaws)
            return [kind for kind in FAULTS if kind not in told]

        becomes(unseen, [], "what nobody has noted")
