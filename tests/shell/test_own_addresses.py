"""Under which addresses this computer is reached: the room's first, whatever else it is connected to."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.access.own_addresses import Interface, Kind, OwnAddress, Reach, ranked, reached_at
from tests.patience import becomes
from tests.serving import Served
from tests.shell.namespaces import Ip, plug, run_ip
from tests.shell.stage import FACILITATOR, Stage

LOOPBACK = Interface(name="lo", addresses=("127.0.0.1", "::1"), is_loopback=True)
WIFI = OwnAddress(address="192.168.1.5", interface="wlan0", kind=Kind.ROOM)
HOTSPOT = OwnAddress(address="10.42.0.1", interface="wlan0", kind=Kind.ROOM)
HERE = OwnAddress(address="127.0.0.1", interface="lo", kind=Kind.HERE)


def interface(name: str, *addresses: str, is_point_to_point: bool = False) -> Interface:
    return Interface(name=name, addresses=addresses, is_point_to_point=is_point_to_point)


@pytest.mark.parametrize(
    ("others", "way_out", "best"),
    [
        ([interface("wlan0", "10.42.0.1")], (), "10.42.0.1"),  # a hotspot: no way out at all
        ([interface("tun0", "10.8.0.2"), interface("eth0", "192.168.7.5")], ("10.8.0.2",), "192.168.7.5"),
        ([interface("utun3", "100.64.1.2"), interface("en0", "172.16.4.9")], ("100.64.1.2",), "172.16.4.9"),
        (
            [interface("ppp0", "10.1.1.1", is_point_to_point=True), interface("en0", "10.0.0.4")],
            (),
            "10.0.0.4",
        ),
        ([interface("docker0", "172.17.0.1"), interface("wg0", "10.6.0.2")], ("172.17.0.1",), "10.6.0.2"),
        ([interface("br-a1", "172.18.0.1"), interface("enp3s0", "192.0.2.4")], (), "192.0.2.4"),
        ([interface("vEthernet (WSL)", "172.20.0.1"), interface("WLAN", "192.168.0.2")], (), "192.168.0.2"),
        ([interface("bridge100", "192.168.2.1"), interface("en0", "10.0.0.7")], ("10.0.0.7",), "10.0.0.7"),
        ([interface("en0", "169.254.3.4"), interface("en1", "10.0.0.9")], (), "10.0.0.9"),
        ([interface("eth0", "fe80::1%eth0", "fd00::5")], (), "fd00::5"),  # IPv6 only
        ([interface("eth0", "2001:db8::5", "192.168.1.9")], (), "192.168.1.9"),
        ([interface("eth0", "fe80::1%eth0")], (), "127.0.0.1"),  # nothing that can be typed
        ([interface("eth0", "10.0.0.1"), interface("eth1", "10.9.0.1")], ("10.9.0.1",), "10.9.0.1"),
        ([], (), "127.0.0.1"),
    ],
)
def test_the_best_address_is_one_that_the_room_may_reach(
    others: list[Interface], way_out: tuple[str, ...], best: str
) -> None:
    found = ranked([LOOPBACK, *others], way_out)
    assert found[0].address == best
    told = {one.address for one in found}
    assert told == {
        text for one in (LOOPBACK, *others) for text in one.addresses if not text.startswith("fe80")
    }


def test_an_address_of_ipv6_is_written_as_a_browser_takes_it() -> None:
    assert (
        OwnAddress(address="fd00::5", interface="eth0", kind=Kind.ROOM).url(5000) == "http://[fd00::5]:5000"
    )


def test_an_app_that_listens_at_one_address_is_reached_there_alone() -> None:
    assert [one.kind for one in reached_at("127.0.0.1")] == [Kind.HERE]
    assert [one.address for one in reached_at("192.0.2.9")] == ["192.0.2.9"]
    assert all(":" not in one.address for one in reached_at("0.0.0.0"))
    assert "127.0.0.1" in {one.address for one in reached_at("::")}


def test_links_follow_the_network_when_the_address_they_carry_is_gone() -> None:
    there = [WIFI, HERE]
    reach = Reach(look=lambda: tuple(there), port=5000)
    assert (reach.base_url, reach.follow()) == ("http://192.168.1.5:5000", False)
    there[:] = [HERE]
    assert (reach.follow(), reach.base_url, reach.is_here_only) == (True, "http://127.0.0.1:5000", True)
    there[:] = [HOTSPOT, HERE]
    assert (reach.follow(), reach.base_url, reach.is_here_only) == (True, "http://10.42.0.1:5000", False)
    there[:] = [WIFI, HOTSPOT, HERE]  # a better one comes: what people scan stays as it was
    assert (reach.follow(), reach.base_url) == (False, "http://10.42.0.1:5000")
    assert reach.choose("http://192.168.1.5:5000")
    assert not reach.choose("http://evil.example:5000")
    assert reach.base_url == "http://192.168.1.5:5000"


def test_where_an_address_was_set_there_is_nothing_to_choose() -> None:
    reach = Reach("https://workshop.test", look=lambda: (WIFI,), port=5000)
    assert (reach.base_url, reach.is_chosen_here, reach.ways()) == ("https://workshop.test", False, ())
    assert not reach.choose("http://192.168.1.5:5000")
    assert not reach.follow()


@pytest.fixture
def two_networks(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, reach=Reach(look=lambda: (WIFI, HOTSPOT, HERE), port=5000))
    yield stage
    stage.close()


def test_only_who_leads_chooses_the_address_and_every_link_has_it_at_once(two_networks: Stage) -> None:
    stage = two_networks
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    workshop_id = stage.open("spring")
    path = f"/facilitate/{workshop_id}/addresses"
    screen, console = stage.screen(workshop_id), stage.console(workshop_id)
    stranger, leader = stage.app.flask.test_client(), stage.app.flask.test_client()
    with leader.session_transaction() as cookie:
        cookie["facilitator_id"] = FACILITATOR
    assert stranger.get(path).status_code == 303
    assert stranger.post(path, json={"url": "http://10.42.0.1:5000"}).status_code == 303
    assert leader.post(path, json={"url": "http://10.9.9.9:5000"}).status_code == 409
    assert leader.post(path, json=["http://10.42.0.1:5000"]).status_code == 409
    told = leader.get(path).json
    assert told is not None
    assert [one["chosen"] for one in told["addresses"]] == [True, False, False]
    assert leader.post(path, json={"url": "http://10.42.0.1:5000"}).status_code == 200
    for slices, name in ((screen.values(), "welcome"), (console.values(), "lead")):
        assert slices[name]["url"].startswith("http://10.42.0.1:5000/join/")
        assert "here_only" not in slices[name]
    code = screen.values()["welcome"]["code"]
    assert leader.get(f"/join/{code}.svg").headers["Cache-Control"] == "no-store"
    assert stage.app.sign_in_link().startswith("http://10.42.0.1:5000/sign-in/")
    assert leader.post(path, json={"url": "http://127.0.0.1:5000"}).status_code == 200
    assert screen.values()["welcome"]["here_only"] is True
    assert console.values()["lead"]["here_only"] is True


# --- in networks of their own -----------------------------------------------------------------------------


@pytest.fixture
def start_within(inside: str, tmp_path: Path) -> Iterator[Callable[[], Served]]:
    started: list[Served] = []

    def begin() -> Served:
        arguments = ["--database", str(tmp_path / "workshops.sqlite3")]
        app = Served(arguments, {"BUTTON_PORT": "5000"}, within=("ip", "netns", "exec", inside))
        started.append(app)
        assert app.sign_in_link
        return app

    yield begin
    for app in started:
        app.stop()


def line_for_the_room(app: Served) -> str:
    return [line.split()[-1] for line in app.printed.splitlines() if "veryone in the room:" in line][-1]


@pytest.mark.slow
def test_a_laptop_that_is_the_hotspot_prints_the_hotspots_address(
    network: Ip, start_within: Callable[[], Served]
) -> None:
    plug(network, "wlan0", "10.42.0.1/24")
    app = start_within()
    assert line_for_the_room(app) == "http://10.42.0.1:5000/"
    assert "█" in app.printed


@pytest.mark.slow
def test_a_laptop_in_a_full_tunnel_prints_the_rooms_address_and_names_the_tunnels(
    network: Ip, start_within: Callable[[], Served]
) -> None:
    plug(network, "eth0", "192.168.7.5/24")
    plug(network, "tun0", "10.8.0.2/24")
    plug(network, "docker0", "172.17.0.1/16")
    network("route", "add", "default", "via", "10.8.0.1")
    app = start_within()
    assert line_for_the_room(app) == "http://192.168.7.5:5000/"
    named = [line.split()[-2:] for line in app.printed.splitlines() if "http://1" in line and "(" in line]
    assert ["http://10.8.0.2:5000/", "(tun0)"] in named
    assert ["http://172.17.0.1:5000/", "(docker0)"] in named


@pytest.mark.slow
def test_a_laptop_with_ipv6_alone_is_reached_there(
    inside: str, network: Ip, start_within: Callable[[], Served]
) -> None:
    plug(network, "eth0", "fd12:3456::5/64")
    app = start_within()
    assert line_for_the_room(app) == "http://[fd12:3456::5]:5000/"
    ask = "import urllib.request as u; print(u.urlopen('http://[fd12:3456::5]:5000/healthz').read().decode())"
    assert run_ip("netns", "exec", inside, sys.executable, "-c", ask).strip() == "ok"


@pytest.mark.slow
def test_a_laptop_without_a_network_says_so_and_follows_when_it_has_one(
    network: Ip, start_within: Callable[[], Served]
) -> None:
    app = start_within()
    assert line_for_the_room(app) == "http://127.0.0.1:5000/"
    assert "Only this computer reaches that address: it is in no network." in app.printed
    assert "█" not in app.printed
    plug(network, "wlan0", "10.42.0.1/24")
    becomes(lambda: line_for_the_room(app), "http://10.42.0.1:5000/", "the address")
    network("link", "del", "wlan0")
    plug(network, "eth0", "192.168.7.5/24")
    becomes(lambda: line_for_the_room(app), "http://192.168.7.5:5000/", "the address")
