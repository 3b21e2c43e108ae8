"""The address that links and QRs carry, chosen on the console: every open page follows at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.access.own_addresses import Kind, OwnAddress, Reach
from app.access.tokens import screen_token
from app.domain.scenario import Scenario
from app.wire.news import AddressChanged
from tests.looks import problems
from tests.pages.conftest import OpenWorkshop, opened
from tests.shell.stage import Stage

WIFI = OwnAddress(address="192.168.1.5", interface="wlan0", kind=Kind.ROOM)
HOTSPOT = OwnAddress(address="10.42.0.1", interface="ap0", kind=Kind.ROOM)
HERE = OwnAddress(address="127.0.0.1", interface="lo", kind=Kind.HERE)


@pytest.fixture
def networks() -> list[OwnAddress]:
    """What this computer is in; a test changes it."""
    return [WIFI, HOTSPOT, HERE]


@pytest.fixture
def workshop(tmp_path: Path, scenario: Scenario, networks: list[OwnAddress]) -> Iterator[OpenWorkshop]:
    reach = Reach(look=lambda: tuple(networks), port=5000)
    yield from opened(Stage(tmp_path, scenario, reach=reach))


@pytest.fixture
def screen(browser: Browser, workshop: OpenWorkshop, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{address}/screen/{screen_token(workshop.stage.app.key, workshop.id)}")
    yield page
    page.close()


def carries(console: Page, screen: Page, base: str, code: str) -> None:
    """Every link and QR that is open tells this address."""
    url = f"{base}/join/{code}"
    expect(console.get_by_role("group", name="Address for phones")).to_have_text(url)
    expect(console.get_by_role("img", name=f"QR code of {url}")).to_be_visible()
    expect(screen.locator(".lobby__url")).to_have_text(base.removeprefix("http://"))
    for page, picture in ((console, ".ways__join .ways__qr"), (screen, ".lobby__qr")):
        expect(page.locator(picture)).to_have_attribute("src", f"/join/{code}.svg?of={quoted(url)}")


def quoted(url: str) -> str:
    return url.replace(":", "%3A").replace("/", "%2F")


def test_the_address_is_changed_on_the_console_and_every_page_follows(
    console: Page, screen: Page, workshop: OpenWorkshop
) -> None:
    carries(console, screen, "http://192.168.1.5:5000", workshop.code)
    console.get_by_role("button", name="Show the standby link").click()
    link = console.get_by_role("dialog").get_by_role("group", name="The link")
    expect(link).to_contain_text("http://192.168.1.5:5000/standby/")
    console.get_by_role("dialog").get_by_role("button", name="Close").click()
    console.get_by_text("Phones can't connect?").click()
    ways = console.get_by_role("group", name="Address for links and QR codes")
    expect(ways.get_by_role("radio")).to_have_count(3)
    expect(ways.get_by_role("radio", name="http://192.168.1.5:5000")).to_be_checked()
    assert problems(console) == []
    ways.get_by_role("radio", name="http://10.42.0.1:5000").check()
    console.get_by_role("button", name="Use this address").click()
    carries(console, screen, "http://10.42.0.1:5000", workshop.code)
    expect(ways.get_by_role("radio", name="http://10.42.0.1:5000")).to_be_checked()
    console.get_by_text("Its address", exact=True).click()
    expect(console.get_by_role("group", name="Address of the screen")).to_contain_text(
        "http://10.42.0.1:5000/screen/"
    )


def test_when_the_network_goes_the_pages_say_that_no_phone_gets_there(
    console: Page, screen: Page, workshop: OpenWorkshop, networks: list[OwnAddress]
) -> None:
    carries(console, screen, "http://192.168.1.5:5000", workshop.code)
    networks[:] = [HERE]
    assert workshop.stage.app.reach.follow()
    workshop.stage.app.gateway.tell_news(AddressChanged())
    carries(console, screen, "http://127.0.0.1:5000", workshop.code)
    expect(console.get_by_text("Phones can't connect: only this computer")).to_be_visible()
    expect(screen.get_by_text("Phones can't connect: only the facilitator")).to_be_visible()
    assert problems(console) == []
    networks[:] = [HOTSPOT, HERE]
    assert workshop.stage.app.reach.follow()
    workshop.stage.app.gateway.tell_news(AddressChanged())
    carries(console, screen, "http://10.42.0.1:5000", workshop.code)
    expect(screen.get_by_text("Phones can't connect")).to_have_count(0)


def test_an_open_link_for_another_device_follows_too(console: Page, workshop: OpenWorkshop) -> None:
    console.get_by_role("button", name="Show the standby link").click()
    link = console.get_by_role("dialog").get_by_role("group", name="The link")
    expect(link).to_contain_text("http://192.168.1.5:5000/standby/")
    assert workshop.stage.app.reach.choose("http://10.42.0.1:5000")
    workshop.stage.app.gateway.tell_news(AddressChanged())
    expect(link).to_contain_text("http://10.42.0.1:5000/standby/")
