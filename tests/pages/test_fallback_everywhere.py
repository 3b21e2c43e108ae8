"""A family of which no text has a translation: in every phase each text says its language and is marked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.access.tokens import screen_token
from app.scenarios import with_texts
from tests.family import SMALL
from tests.looks import OPEN_ALL
from tests.pages.bracketed import bracketed, untranslated
from tests.pages.conftest import OpenWorkshop, opened
from tests.pages.leaders import LAPTOP, sign_in
from tests.pages.walking import walk
from tests.shell.stage import Stage

SAYS_SO = "Téxts márkéd “English” áréñ't tráñslátéd yét"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[OpenWorkshop]:
    stage = Stage(tmp_path, bracketed(SMALL), languages=("en", "qps"))
    lacking = with_texts(stage.scenario, "qps", {})
    stage.app.workshops.tongues._read = lambda _workshop_id: {"qps": lacking}
    yield from opened(stage)


@pytest.mark.parametrize("where", ["phone", "console", "screen", "desk"])
def test_V15_every_text_without_a_translation_says_so_in_every_phase(
    page: Page, context: BrowserContext, workshop: OpenWorkshop, address: str, where: str
) -> None:
    context.add_cookies([{"name": "language", "value": "qps", "url": address}])
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    before = set(workshop.now.participants)
    if where == "phone":
        page.goto(f"{address}/join/{workshop.code}")
        page.locator("button[value=participant]").click()
        expect(page.locator(".wire--on")).to_be_visible()
    came = set(workshop.now.participants) - before
    others = [workshop.stage.join(workshop.id, name) for name in ("bo", "cai", "dee")]
    me = next(iter(came), None) or workshop.stage.join(workshop.id, "ama")
    sign_in(context, workshop, address)
    paths = {
        "console": f"/facilitate/{workshop.id}",
        "screen": f"/screen/{screen_token(workshop.stage.app.key, workshop.id)}",
        "desk": f"/facilitate/{workshop.id}/desk",
    }
    if where in paths:
        page.goto(address + paths[where])
    found = {}
    for phase in walk(workshop, me, others):
        if (where, phase.kind) != ("screen", "lobby"):
            expect(page.locator("body")).to_contain_text(phase.title)
        expect(page.get_by_text(SAYS_SO)).to_be_visible()
        page.evaluate(OPEN_ALL)
        found[phase.kind.value] = untranslated(page, workshop)
    assert {kind: flaws for kind, flaws in found.items() if flaws} == {}
