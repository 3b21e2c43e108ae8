"""How much a phone loads before it shows the role: bytes as they travel, requests as they are made."""

import gzip

import pytest

from app.assets.files import Assets
from app.domain.log.commands import ParticipantId
from app.languages.speaking import LANGUAGE_COOKIE, known
from tests.pages.budgets import GZIP, JOIN_BYTES, PHONE_BYTES, links_of
from tests.pages.conftest import OpenWorkshop

PHONE_REQUESTS = 8
SOCKET_REQUESTS = 1
"""A websocket; where those are blocked, long polling makes two before the first snapshot."""


def first_load(
    workshop: OpenWorkshop, path: str, *, seated: bool = False, language: str = "en"
) -> dict[str, int]:
    """Each address the page makes the browser fetch, with the bytes that travel for it."""
    visitor = workshop.visitor()
    if seated:
        workshop.stage.join(workshop.id, "ama")
        device = workshop.stage.phone(workshop.id, ParticipantId("ama"))
        visitor = device.client.flask_test_client
    visitor.set_cookie(LANGUAGE_COOKIE, language)
    page = visitor.get(path, headers=GZIP)
    links = links_of(gzip.decompress(page.data).decode())
    return {path: len(page.data)} | {link: len(visitor.get(link, headers=GZIP).data) for link in links}


@pytest.mark.parametrize("language", known())
def test_a_phone_loads_at_most_60_kB_in_at_most_8_requests(workshop: OpenWorkshop, language: str) -> None:
    loads = first_load(workshop, "/phone", seated=True, language=language)
    assert any("js/phone.js" in address for address in loads)
    assert sum(loads.values()) <= PHONE_BYTES, loads
    assert len(loads) + SOCKET_REQUESTS <= PHONE_REQUESTS, loads


def test_the_join_page_is_light_and_needs_no_script(workshop: OpenWorkshop) -> None:
    loads = first_load(workshop, f"/join/{workshop.code}")
    assert not any(".js" in address for address in loads)
    assert sum(loads.values()) <= JOIN_BYTES, loads


def test_what_comes_later_is_lighter_than_half_of_the_first_load() -> None:
    for path in ("js/picture.js", "js/phone/later.js"):
        compressed = Assets().get(path).compressed
        assert compressed is not None
        assert len(compressed) <= PHONE_BYTES / 2
