"""One command from a bare clone to a served app, and one clear sentence for whatever stands in the way."""

import ast
import base64
import hashlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

import run
from app.cli import cli, listening
from app.cli import serving as serving_command
from app.config import Settings
from tests.patience import PATIENCE_S, free_port
from tests.serving import ROOT, command, serving, start

pytestmark = pytest.mark.slow


def refused(*arguments: str, variables: Mapping[str, str] | None = None, python: str = "") -> str:
    """The one sentence that a start which cannot succeed ends with."""
    done = subprocess.run(
        [sys.executable, "-c", python] if python else command(*arguments),
        cwd=ROOT,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


# --- before there is a .venv ------------------------------------------------------------------------------


def test_a_python_too_old_is_told_what_it_needs() -> None:
    simulated = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
        "runpy.run_path('run.py', run_name='__main__')"
    )
    sentence = refused(python=simulated)
    assert sentence.startswith("The workshop app needs Python 3.11 or newer, and this is Python 3.9.")


def test_an_old_python_can_read_run_py_far_enough_to_say_so() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_system_without_venv_is_told_the_one_command_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.CannotStart, match="Type: sudo apt-get install python3-venv"):
        run.bring("python3-venv", "Python's own venv module is missing on this system.")


@pytest.fixture
def bare_clone(tmp_path: Path) -> Path:
    """A folder with run.py, one locked package as a file beside it, and an app of one line that uses it."""
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app/__init__.py").touch()
    app = "import greeting\ndef cli(args, prog_name, obj): print(greeting.WORDS, args)\n"
    (tmp_path / "app/cli.py").write_text(app, encoding="utf-8")
    lock(tmp_path, hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest())
    return tmp_path


def wheel(folder: Path) -> Path:
    path = folder / "greeting-1.0-py3-none-any.whl"
    about = "greeting-1.0.dist-info"
    contents = {
        "greeting.py": "WORDS = 'good morning'\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},{recorded(text)},{len(text)}" for name, text in contents.items()]
    contents[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return path


def recorded(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256={digest.decode().rstrip('=')}"


def lock(folder: Path, digest: str) -> None:
    (folder / "requirements.txt").write_text(f"greeting==1.0 --hash=sha256:{digest}\n", encoding="utf-8")


def first_start(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": str(folder),
    }
    return subprocess.run(
        [sys.executable, "run.py", "hello"],
        cwd=folder,
        env={**os.environ, **offline, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=5 * PATIENCE_S,
    )


def test_a_bare_clone_installs_by_hash_once_and_starts_inside_venv(bare_clone: Path) -> None:
    assert first_start(bare_clone).stdout == "good morning ['hello']\n"
    (bare_clone / "greeting-1.0-py3-none-any.whl").unlink()
    second = first_start(bare_clone)
    assert (second.stdout, second.stderr) == ("good morning ['hello']\n", "")


def test_an_old_venv_under_a_new_python_is_made_anew(bare_clone: Path) -> None:
    """A system that replaced its Python leaves a `.venv` that starts, and has no packages."""
    assert first_start(bare_clone).stdout == "good morning ['hello']\n"
    config = bare_clone / ".venv/pyvenv.cfg"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^(version\S*\s*=\s*).*$", r"\g<1>3.4.10", text), encoding="utf-8")
    for path in (bare_clone / ".venv").glob("lib*/**/site-packages/greeting.py"):
        path.unlink(missing_ok=True)
    done = first_start(bare_clone)
    assert done.stdout == "good morning ['hello']\n"
    assert "Traceback" not in done.stderr
    assert first_start(bare_clone).stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="there a .venv holds its Python, not a link to it")
def test_a_venv_whose_python_has_gone_is_made_anew(bare_clone: Path) -> None:
    assert first_start(bare_clone).stdout == "good morning ['hello']\n"
    for link in (bare_clone / ".venv/bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nowhere/python")
    assert first_start(bare_clone).stdout == "good morning ['hello']\n"


def test_a_package_that_is_not_the_locked_one_is_refused(bare_clone: Path) -> None:
    lock(bare_clone, "0" * 64)
    done = first_start(bare_clone)
    assert done.returncode != 0
    assert "is not the one that was locked, so it was not installed." in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_network_for_packages_one_sentence_says_so(bare_clone: Path) -> None:
    nobody_listens = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": ""}
    done = first_start(bare_clone, **nobody_listens)
    assert done.returncode != 0
    assert "Packages cannot be fetched: there is no network." in done.stderr
    assert "Traceback" not in done.stderr


# --- serving ----------------------------------------------------------------------------------------------


def test_a_busy_port_that_was_asked_for_is_named_with_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refused("--host", "127.0.0.1", "--port", str(port))
    assert (
        f"Port {port} is taken, perhaps by this app in another window. Use that one, or --port " in sentence
    )
    assert int(sentence.rstrip(".").rsplit(" ", 1)[1]) > port


def test_a_busy_port_that_nobody_asked_for_is_left_for_the_next_free_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links and QRs name the port that was taken instead."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = replace(Settings.from_env(), host="127.0.0.1", port=port)
        with closing(listening.listen(settings, is_port_named=False)) as listener:
            taken = listener.getsockname()[1]
            assert taken in range(port + 1, port + listening.PORTS_TRIED + 1)
            assert serving_command._reach(settings, listener).base_url == f"http://127.0.0.1:{taken}"


@pytest.mark.parametrize(
    ("platform", "port", "told"),
    [
        ("darwin", 5000, "Port 5000 is taken, by AirPlay Receiver as a rule."),
        ("darwin", 5001, "Port 5001 is taken, perhaps by this app in another window."),
        ("linux", 5000, "Port 5000 is taken, perhaps by this app in another window."),
    ],
)
def test_who_has_the_port_is_guessed_as_it_usually_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, port: int, told: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert listening._who_has(port) == told


@pytest.mark.parametrize("said", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 500, b"\x16"])
def test_https_at_the_http_port_is_a_closed_line_and_nothing_on_the_terminal(
    tmp_path: Path, engine: str, said: bytes
) -> None:
    with serving(tmp_path / "workshops.sqlite3", async_mode=engine) as app:
        before = app.printed
        with socket.create_connection(("127.0.0.1", app.port), PATIENCE_S) as browser:
            browser.sendall(said)
            with suppress(ConnectionResetError):
                assert browser.recv(1000) == b""
        with socket.create_connection(("127.0.0.1", app.port), PATIENCE_S) as stranger:
            stranger.sendall(b"no such thing\r\n\r\n")
            stranger.recv(1000)
        with urllib.request.urlopen(f"{app.url}/healthz", timeout=PATIENCE_S) as answer:
            assert answer.read() == b"ok\n"
        assert app.printed == before


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--port", "http", "--port (or BUTTON_PORT) is 'http': give a whole number from 0 to 65535."),
        ("--port", "70000", "--port (or BUTTON_PORT) is '70000': give a whole number from 0 to 65535."),
        ("--database", "mysql://x/y", "--database (or DATABASE_URL) is 'mysql://x/y': give a file or"),
        ("--base-url", "workshop", "--base-url (or BUTTON_BASE_URL) is 'workshop': give the address alone"),
        ("--async-mode", "gevent", "--async-mode (or BUTTON_ASYNC_MODE) is 'gevent': give eventlet or"),
        ("--redis-url", "localhost", "--redis-url (or REDIS_URL) is 'localhost': give an address such as"),
        ("--host", "192.0.2.77", "--host 192.0.2.77 is not an address of this computer."),
        ("--host", "ä..", "--host ä.. is not an address of this computer."),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(option: str, value: str, told: str) -> None:
    assert told in refused(option, value)


def test_a_database_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    sentence = refused("--port", "0", "--database", str(tmp_path))
    assert str(tmp_path) in sentence


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 200, encoding="utf-8")
    assert str(letter) in refused("--port", "0", "--database", str(letter))
    assert letter.read_text(encoding="utf-8") == "Dear all, " * 200


def test_a_database_from_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "workshops.sqlite3"
    with serving(database):
        pass
    with closing(sqlite3.connect(database)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    assert "newer version" in refused("--port", "0", "--database", str(database))
    with closing(sqlite3.connect(database)) as newer:
        assert newer.execute("SELECT version_num FROM alembic_version").fetchone() == ("from-the-future",)


def test_a_second_app_on_the_same_file_is_sent_to_the_first(tmp_path: Path) -> None:
    database = tmp_path / "workshops.sqlite3"
    with serving(database):
        sentence = refused("--port", "0", "--database", str(database))
    assert f"{database} is in use: the app already runs" in sentence
    with serving(database) as again:
        assert again.sign_in_link


def test_a_second_app_changes_nothing_in_the_file_of_the_first(tmp_path: Path) -> None:
    """A newer one would bring the tables up to date under the app that runs."""
    database = tmp_path / "new" / "workshops.sqlite3"
    with serving(database):
        with closing(sqlite3.connect(database)) as older, older:
            older.executescript("DROP TABLE standbys; DROP TABLE recoveries;")
            older.execute("UPDATE alembic_version SET version_num = '0001'")
        assert "is in use: the app already runs" in refused("--port", "0", "--database", str(database))
        with closing(sqlite3.connect(database)) as still:
            assert still.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


@pytest.fixture(params=["eventlet", "threading"])
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stops one process politely")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_at_once_though_phones_are_connected(
    tmp_path: Path, engine: str, stop: signal.Signals
) -> None:
    app = start(tmp_path / "workshops.sqlite3", async_mode=engine)
    with socket.create_connection(("127.0.0.1", app.port)) as phone:
        phone.sendall(b"GET /healthz HTTP/1.1\r\nHost: workshop\r\n\r\n")
        with phone.makefile("rb") as answer:
            assert answer.readline().startswith(b"HTTP/1.1 200")
        printed = app.stop(stop)
    assert app.process.returncode == 0
    assert printed.splitlines()[-1] == "Stopped. Everything that was acknowledged is in the database."


STOPPED_IN_A_FINALIZER = """
import os, signal, socket, sys
sys.path.insert(0, {root!r})
import run
serve, _ = run.eventlet_engine()
import eventlet.hubs
from app.stopping import serve_until_asked_to_stop
class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
def goes_away(environ, start_response):
    lasts = [Last()]
    eventlet.hubs.get_hub().schedule_call_global(0, lasts.clear)
    start_response("200 OK", [("Content-Length", "1")])
    return [b"1"]
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
serve_until_asked_to_stop(serve, listener, goes_away)
print("stopped", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stops one process politely")
def test_ctrl_c_is_heard_whatever_the_app_is_at() -> None:
    """A finalizer swallows what is raised in it; here it runs in the engine's own hub, between two phones."""
    program = [sys.executable, "-c", STOPPED_IN_A_FINALIZER.format(root=str(ROOT))]
    process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S) as answer:
            assert answer.read() == b"1"
        said, _ = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    assert said == "stopped\n"


@pytest.mark.parametrize("name", ["a%20b", "what?", "two words", "Grüße", "no #1", "50%"])
def test_the_file_lies_where_the_terminal_says(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / f"{name}.sqlite3"
    with serving(file, async_mode="threading") as app:
        assert app.url
    assert f"  What is kept:               {file}\n" in app.printed
    assert {one.name for one in tmp_path.iterdir()} == {name}
    assert file.is_file()


def test_the_first_words_are_a_link_an_address_and_a_qr(tmp_path: Path, engine: str) -> None:
    port = free_port()
    named = {"BUTTON_BASE_URL": f"http://localhost:{port}"}
    with serving(tmp_path / "workshops.sqlite3", port=port, async_mode=engine, variables=named) as app:
        with urllib.request.urlopen(app.sign_in_link, timeout=PATIENCE_S) as page:
            assert page.status == 200
        url = app.url
    assert app.sign_in_link.startswith(f"{url}/")
    assert f" {url}/\n" in app.printed
    assert app.printed.count("\u2588") > 200


def test_an_address_that_no_phone_reaches_is_told_as_such_and_drawn_as_no_qr(
    tmp_path: Path, engine: str
) -> None:
    with serving(tmp_path / "workshops.sqlite3", async_mode=engine) as app:
        assert app.url.startswith("http://127.0.0.1:")
    assert "Only this computer reaches that address (--host 127.0.0.1)." in app.printed
    assert "\u2588" not in app.printed


NODELAY = """
import socket, sys
sys.path.insert(0, {root!r})
import run
engine = run.eventlet_engine() if {engine!r} == "eventlet" else None
from app.cli.serving import _serve_with_threads
def nodelay(environ, start_response):
    accepted = environ.get("werkzeug.socket") or environ["eventlet.input"].get_socket()
    start_response("200 OK", [("Content-Length", "1")])
    return [b"1" if accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) else b"0"]
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
(engine[0] if engine else _serve_with_threads)(listener, nodelay)
"""


def test_accepted_sockets_send_small_messages_at_once(engine: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", NODELAY.format(root=str(ROOT), engine=engine)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S) as answer:
            assert answer.read() == b"1"
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE_S)


# --- the commands -----------------------------------------------------------------------------------------


def test_help_lists_every_command() -> None:
    done = subprocess.run(command("--help"), cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in cli.commands)


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ([], "eventlet"),
        (["serve"], "eventlet"),
        (["--port", "5001"], "eventlet"),
        (["--async-mode", "threading"], "threading"),
        (["serve", "--async-mode=threading", "--port", "1"], "threading"),
        (["test"], "none"),
        (["scenario", "check", "--format", "json"], "none"),
        (["--help"], "none"),
    ],
)
def test_run_py_patches_the_engine_that_the_settings_name(arguments: list[str], mode: str) -> None:
    assert run.engine_name(arguments) == mode


def test_run_py_and_the_settings_agree_on_the_default_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUTTON_ASYNC_MODE", raising=False)
    assert run.engine_name([]) == Settings.from_env().async_mode
    monkeypatch.setenv("BUTTON_ASYNC_MODE", "threading")
    assert run.engine_name([]) == Settings.from_env().async_mode == "threading"
