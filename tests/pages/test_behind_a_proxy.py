"""The sites that docs/operations.md gives for nginx and Caddy: real proxies, real browsers, over TLS."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from socket import create_connection
from ssl import create_default_context

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.listening import redis_server
from tests.patience import PATIENCE_S, becomes, free_port
from tests.serving import ROOT, Served, start
from tests.wire import fetch

OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
NAME = "workshop.test"
PROXIES = ("nginx", "caddy")
TOKEN = "for-the-figures-alone"
NO_WEBSOCKETS = "delete window.WebSocket"

Site = Callable[[Path, int, list[int]], list[str]]
"""Writes a site into a folder, at a port, before these apps: the command that serves it."""


def block(language: str) -> str:
    """What the document gives."""
    found = re.search(rf"^```{language}\n(.*?)^```$", OPERATIONS, re.MULTILINE | re.DOTALL)
    assert found, language
    return found.group(1)


def with_ours(site: str, apps: list[int], **ours: str) -> str:
    """The document's words replaced by this test's; each of them stands there."""
    own_apps = {f"127.0.0.1:{5001 + place}": f"127.0.0.1:{port}" for place, port in enumerate(apps)}
    for was, now in {**ours, **own_apps}.items():
        assert was in site, was
        site = site.replace(was, now)
    return site


def nginx(folder: Path, port: int, apps: list[int]) -> list[str]:
    ours = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "workshop.example.org;": f"{NAME};",
        "/etc/ssl/workshop.example.org": str(folder / "site"),
    }
    site = with_ours(block("nginx"), apps, **ours)
    places = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"user root;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\n"
    whole += f"http {{\naccess_log off;\n{places}{site}}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]


def caddy(folder: Path, port: int, apps: list[int]) -> list[str]:
    certificate = f"tls {folder / 'site.pem'} {folder / 'site.key'}"
    ours = {"workshop.example.org {": f"https://{NAME}:{port} {{\n\t{certificate}"}
    site = with_ours(block("caddy"), apps, **ours)
    head = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
    (folder / "Caddyfile").write_text(head + site, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


SITES: dict[str, Site] = {"nginx": nginx, "caddy": caddy}


def certify(folder: Path) -> None:
    """A certificate that this site signs itself."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    command += ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem")]
    subprocess.run(command, check=True, capture_output=True)


@dataclass(frozen=True, slots=True)
class Behind:
    """Two app processes behind a proxy that is reached at `url`."""

    url: str
    port: int
    folder: Path
    apps: tuple[Served, ...]

    def sockets(self) -> list[int]:
        """How many sockets each process has; none where it is dead."""
        return [self._sockets(one) for one in self.apps]

    def _sockets(self, app: Served) -> int:
        if app.process.poll() is not None:
            return 0
        port = int(app.process.args[app.process.args.index("--port") + 1])  # type: ignore[union-attr, index, arg-type]
        figures = fetch(port, "GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).body
        found = re.search(r"^button_sockets (\S+)$", figures, re.MULTILINE)
        assert found
        return int(float(found.group(1)))

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        trusting = create_default_context(cafile=str(self.folder / "site.pem"))
        plain = create_connection(("127.0.0.1", self.port), PATIENCE_S)
        connection = HTTPSConnection(NAME, self.port)
        connection.sock = trusting.wrap_socket(plain, server_hostname=NAME)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, dict(answer.headers)
        finally:
            connection.close()


@contextmanager
def proxied(kind: str, folder: Path, port: int, apps: list[int]) -> Iterator[None]:
    certify(folder)
    command = SITES[kind](folder, port, apps)
    said = (folder / "proxy.log").open("wb")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    with said, subprocess.Popen(command, stdout=said, stderr=said, env=home) as proxy:
        try:
            until = time.monotonic() + PATIENCE_S
            while not _answers(folder, port):
                assert proxy.poll() is None, (folder / "proxy.log").read_text()
                assert time.monotonic() < until
            yield
        finally:
            proxy.terminate()
            proxy.wait(PATIENCE_S)


def _answers(folder: Path, port: int) -> bool:
    try:
        return Behind("", port, folder, ()).get("/healthz")[0] == 200
    except OSError:
        return False


@pytest.fixture(params=PROXIES)
def behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Behind]:
    kind = request.param
    if shutil.which(kind) is None or shutil.which("openssl") is None:
        pytest.skip(f"{kind} is not installed: the site for it in docs/operations.md")
    port, ports = free_port(), [free_port(), free_port()]
    url = f"https://{NAME}:{port}"
    with redis_server() as redis:
        variables = {
            "REDIS_URL": redis,
            "BUTTON_BASE_URL": url,
            "BUTTON_TRUSTED_PROXIES": "127.0.0.1",
            "BUTTON_METRICS_TOKEN": TOKEN,
        }
        database = tmp_path / "workshops.sqlite3"
        apps = tuple(start(database, port=one, variables=variables) for one in ports)
        try:
            with proxied(kind, tmp_path, port, ports):
                yield Behind(url, port, tmp_path, apps)
        finally:
            for app in apps:
                app.stop()


@pytest.fixture
def new_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def new(*, websockets: bool = True) -> BrowserContext:
        context = browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(PATIENCE_S * 1000)
        if not websockets:
            context.add_init_script(NO_WEBSOCKETS)
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()


def console_of(behind: Behind, context: BrowserContext) -> Page:
    """The console of a new workshop, by the link that the terminal printed."""
    page = context.new_page()
    page.goto(behind.apps[0].sign_in_link)
    page.get_by_role("button", name=re.compile("straight in|without a passphrase", re.IGNORECASE)).click()
    page.goto(f"{behind.url}/facilitate/new")
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.locator("#next")).to_be_visible()
    return page


def phone_of(console: Page, context: BrowserContext, name: str) -> Page:
    """A phone that has come in by the address beside the QR."""
    page = context.new_page()
    page.goto(console.get_by_role("group", name="Address for phones").inner_text())
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    return page


def connected(console: Page, count: int) -> None:
    expect(console.get_by_text(f"{count} of {count} phones connected")).to_be_visible()


@pytest.mark.parametrize("websockets", [True, False], ids=["websocket", "polling"])
def test_phones_console_and_screen_of_a_workshop_meet_in_one_process_and_then_in_another(
    behind: Behind, new_browser: Callable[..., BrowserContext], websockets: bool
) -> None:
    mine = new_browser(websockets=websockets)
    console = console_of(behind, mine)
    expect(console.get_by_role("group", name="Address for phones")).to_contain_text(f"{behind.url}/join/")
    phones = [phone_of(console, new_browser(websockets=websockets), name) for name in ("Ama", "Bo", "Cai")]
    connected(console, 3)
    screen = new_browser(websockets=websockets).new_page()
    screen.goto(console.get_by_role("link", name="Open the screen").get_attribute("href") or "")
    expect(screen.locator(".lobby__here")).to_contain_text("3 people are here")
    expect(screen.locator(".lobby__url")).to_have_text(behind.url.removeprefix("https://"))
    becomes(lambda: sorted(behind.sockets()), [0, 5], "how many sockets the processes have")
    serving_it = max(zip(behind.sockets(), range(2), strict=True))[1]
    behind.apps[serving_it].process.kill()
    behind.apps[serving_it].process.wait(PATIENCE_S)
    becomes(lambda: sum(behind.sockets()), 5, "how many sockets the other process has")
    phones.append(phone_of(console, new_browser(websockets=websockets), "Dee"))
    connected(console, 4)
    expect(screen.locator(".lobby__here")).to_contain_text("4 people are here")


def test_behind_a_proxy_pages_and_cookies_are_those_of_https(
    behind: Behind, new_browser: Callable[..., BrowserContext]
) -> None:
    mine = new_browser()
    console = console_of(behind, mine)
    phone = new_browser()
    phone_of(console, phone, "Ama")
    connected(console, 1)
    cookies = {cookie["name"]: cookie["secure"] for one in (mine, phone) for cookie in one.cookies()}
    assert {"facilitator", "seat"} <= cookies.keys()
    assert all(cookies.values())
    status, headers = behind.get("/")
    assert status == 200
    assert f"wss://{NAME}:{behind.port}" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert behind.get("/metrics")[0] == 404
    for origin, heard in (
        (behind.url, 200),
        (f"http://{NAME}:{behind.port}", 400),
        ("https://evil.test", 400),
    ):
        assert behind.get("/socket.io/?EIO=4&transport=polling&w=1", Origin=origin)[0] == heard, origin
