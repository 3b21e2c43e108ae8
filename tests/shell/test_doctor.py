"""The day before: what is not well is said with what to do, and a phone's try arrives."""

import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from app.access.own_addresses import Kind, OwnAddress
from app.cli import cli
from app.doctor import machine
from app.doctor import network as networks
from app.doctor.findings import State, conclusion, ill, odd, well
from app.languages.speaking import speaking
from app.store import address_of
from tests.patience import free_port
from tests.serving import ROOT, at_a_port, command
from tests.shell.namespaces import Ip, plug
from tests.shell.stage import FACILITATOR, Stage

WIFI = OwnAddress(address="192.168.1.5", interface="wlan0", kind=Kind.ROOM)
TUNNEL = OwnAddress(address="10.8.0.2", interface="tun0", kind=Kind.TUNNEL)
HERE = OwnAddress(address="127.0.0.1", interface="lo", kind=Kind.HERE)


def test_packages_are_compared_with_the_lock(tmp_path: Path) -> None:
    assert machine.packages().state is State.WELL
    lock = tmp_path / "requirements.txt"
    lock.write_text("flask==0.1 \\\nnobody-has-this==1.0\nonly-there==2.0 ; sys_platform == 'win32'\n")
    found = machine.packages(lock)
    assert (found.state, ".venv" in found.advice) == (State.ILL, True)
    assert "nobody-has-this" in found.said
    assert "flask" in found.said
    assert "only-there" not in found.said


def test_a_database_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.open("spring")
    address = str(stage.app.settings.database)
    before = [row.event for row in stage.app.service.log("w-1")]
    assert machine.database(address).state is State.WELL
    assert [row.event for row in stage.app.service.log("w-1")] == before
    stage.close()


def test_a_database_that_is_held_torn_or_out_of_reach_is_ill(tmp_path: Path) -> None:
    held = tmp_path / "held.sqlite3"
    holder = sqlite3.connect(held, isolation_level=None)
    holder.execute("CREATE TABLE t (a)")
    holder.execute("BEGIN EXCLUSIVE")
    assert machine.database(address_of(held)).state is State.ILL
    holder.close()
    assert machine.database(address_of(held)).state is State.WELL
    torn = tmp_path / "torn.sqlite3"
    torn.write_bytes(b"this is no database, and never was one" * 100)
    assert machine.database(address_of(torn)).state is State.ILL
    (tmp_path / "file").write_text("")
    found = machine.database(address_of(tmp_path / "file" / "w.sqlite3"))
    assert found.state in (State.WELL, State.ILL)  # a folder above it can be written
    gone = machine.database(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none")
    assert (gone.state, "--database" in gone.advice) == (State.ILL, True)


def test_a_folder_that_another_program_synchronises_is_odd(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Council"
    folder.mkdir()
    found = machine.database(address_of(folder / "workshops.sqlite3"))
    assert (found.state, "--database" in found.advice) == (State.ODD, True)


@pytest.mark.parametrize(
    ("free", "state"), [(10**7, State.ILL), (5 * 10**8, State.ODD), (5 * 10**10, State.WELL)]
)
def test_disk_space(free: int, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    assert machine.disk(address_of(tmp_path / "w.sqlite3")).state is state


def test_a_clock_before_the_apps_own_files_is_wrong() -> None:
    made = datetime(2026, 3, 1, tzinfo=UTC)
    assert machine.clock(datetime(2019, 1, 1, tzinfo=UTC), made).state is State.ILL
    found = machine.clock(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), made)
    assert (found.state, "2026-03-0" in found.said) == (State.WELL, True)


def test_networks_that_no_phone_is_in() -> None:
    assert networks.is_in_a_network([TUNNEL, WIFI, HERE]).state is State.WELL
    assert networks.is_in_a_network([TUNNEL, HERE]).state is State.ODD
    assert networks.is_in_a_network([HERE]).state is State.ILL


def test_an_address_is_asked_by_page_and_websocket(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with at_a_port(stage.app.flask) as port:
        assert networks.reached(f"http://127.0.0.1:{port}").state is State.WELL
    stage.close()
    nobody = networks.reached(f"http://127.0.0.1:{free_port()}")
    assert (nobody.state, "firewall" in nobody.advice) == (State.ILL, True)


def test_the_conclusion_names_what_is_not_well() -> None:
    assert conclusion([well("Clock", "")]) == "Ready for a workshop."
    assert "Disk" in conclusion([well("Clock", ""), odd("Disk", "", "")])
    told = conclusion([odd("Disk", "", ""), ill("Network", "", "")])
    assert ("Network" in told, "Disk" in told) == (True, False)
    with speaking("es"):
        assert conclusion([]) != "Ready for a workshop."


# --- on the page ------------------------------------------------------------------------------------------


def test_a_phones_try_is_told_to_who_leads_and_nobody_else(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.app.flask.config["WTF_CSRF_ENABLED"] = False
    stranger, leader = stage.app.flask.test_client(), stage.app.flask.test_client()
    with leader.session_transaction() as cookie:
        cookie["facilitator_id"] = FACILITATOR
    for path in ("/facilitate/doctor", "/facilitate/doctor/tries"):
        assert stranger.get(path).status_code == 303
    assert "No device has tried yet." in leader.get("/facilitate/doctor").text
    assert stranger.get("/try").status_code == 200
    here = {"REMOTE_ADDR": "127.0.0.1"}
    assert stranger.post("/try", json={"websocket": True}, environ_overrides=here).status_code == 204
    assert "only this computer" in leader.get("/facilitate/doctor/tries").json["said"]  # type: ignore[index]
    there = {"REMOTE_ADDR": "192.0.2.77"}
    assert stranger.post("/try", json={"websocket": True}, environ_overrides=there).status_code == 204
    told = leader.get("/facilitate/doctor/tries").json["said"]  # type: ignore[index]
    assert told == "1 other device gets here. Websockets work."
    assert stranger.post("/try", json=["nonsense"], environ_overrides=there).status_code == 204
    told = leader.get("/facilitate/doctor/tries").json["said"]  # type: ignore[index]
    assert "Not every websocket" in told
    for _ in range(50):
        stranger.post("/try", json={}, environ_overrides=there)
    assert len(stage.app.tries.all()) == 20
    stage.close()


# --- at the terminal --------------------------------------------------------------------------------------


def test_the_command_says_what_it_found_and_its_exit_code_whether_that_will_do(tmp_path: Path) -> None:
    options = ["--host", "127.0.0.1", "--port", "0", "--wait", "0"]
    fit = CliRunner().invoke(cli, ["doctor", *options, "--database", str(tmp_path / "w.sqlite3")])
    assert "Database" in fit.output
    assert fit.exit_code == 1  # nobody but this computer would get there
    assert "no network" in fit.output
    assert not (tmp_path / "w.sqlite3").exists()


def doctor_within(name: str, database: Path) -> str:
    words = command("doctor", "--wait", "0", "--database", str(database))
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "BUTTON_PORT": "5000"}
    done = subprocess.run(
        ["ip", "netns", "exec", name, *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


HOTSPOT = ("wlan0", "10.42.0.1/24")
VPN = ("tun0", "10.8.0.2/24")
IPV6 = ("eth0", "fd12:3456::5/64")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plugged", "lines"),
    [
        ([HOTSPOT], [r"✓ Network: .*10\.42\.0\.1 \(wlan0\)", r"✓ http://10\.42\.0\.1:5000/.*websocket"]),
        (
            [HOTSPOT, VPN],
            [
                r"✓ Network: .*10\.42\.0\.1",
                r"✓ http://10\.8\.0\.2:5000/, a tunnel.*\(tun0\): page and websocket",
            ],
        ),
        ([VPN], [r"! Network: only a tunnel", r"Have a look at: Network"]),
        ([IPV6], [r"✓ http://\[fd12:3456::5\]:5000/.*page and websocket"]),
        ([], [r"✗ Network: this computer is in no network", r"Put this right before the workshop: Network"]),
    ],
    ids=["hotspot", "hotspot and VPN", "VPN alone", "IPv6 alone", "none"],
)
def test_the_doctor_in_networks_of_all_kinds(
    inside: str, network: Ip, tmp_path: Path, plugged: list[tuple[str, str]], lines: list[str]
) -> None:
    for name, address in plugged:
        plug(network, name, address)
    told = doctor_within(inside, tmp_path / "w.sqlite3")
    for line in lines:
        assert re.search(line, told), told
    assert sys.executable not in told
