"""`doctor`: the day before, is this computer fit for a workshop, and do phones get here?"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from app.access.own_addresses import Reach, reached_at
from app.cli.listening import listen
from app.cli.serving import chosen_settings, qr
from app.config import Settings, SettingsError
from app.doctor import machine, network
from app.doctor.findings import Finding, State, conclusion, ill, odd, well
from app.doctor.tries import Tries
from app.store import address_of

HERE = "127.0.0.1"
LOOKS_EVERY_S = 0.5
WAITS_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answering:
    """An app that answers: the one that runs already, or one of the doctor's own. `tries`: of its own."""

    reach: Reach
    tries: Tries | None


@click.command()
@chosen_settings
@click.option(
    "--wait",
    type=click.IntRange(0, 3600),
    default=None,
    help=f"Seconds to wait for a phone to try. Default: {WAITS_S} at a terminal, else 0.",
)
@click.pass_context
def doctor(context: click.Context, /, wait: int | None, **options: str | None) -> None:
    """Check this computer and its network before a workshop: what is not well, and what to do.

    Nothing that is kept is changed. The exit code is 1 where something has to be put right.
    """
    try:
        settings = Settings.from_env(options)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from problem
    findings = []
    for finding in machine.machine_findings(settings.database):
        findings.append(_say(finding))
    with _answering(settings) as answering:
        for finding in _network(answering.reach):
            findings.append(_say(finding))
        findings += _let_a_phone_try(answering, WAITS_S if wait is None and sys.stdin.isatty() else wait or 0)
    click.echo(f"\n{conclusion(findings)}")
    context.exit(int(any(one.state is State.ILL for one in findings)))


def _say(finding: Finding) -> Finding:
    click.echo(finding.line())
    return finding


def _network(reach: Reach) -> Iterator[Finding]:
    if not reach.is_chosen_here:
        yield network.reached(reach.base_url)
        return
    yield network.is_in_a_network(one for _, one in reach.ways())
    yield from network.each_address(reach.ways())


@contextmanager
def _answering(settings: Settings) -> Iterator[_Answering]:
    """The app that runs at this port already, or else one on a database that is thrown away."""
    if settings.port and network.is_taken(HERE, settings.port):
        click.echo(f"  · Port {settings.port} is taken already, so whatever answers there is asked.")
        reach = Reach(settings.base_url, look=lambda: reached_at(settings.host), port=settings.port)
        yield _Answering(reach=reach, tries=None)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from _of_its_own(settings, Path(folder) / "doctor.sqlite3")


def _of_its_own(settings: Settings, file: Path) -> Iterator[_Answering]:
    with closing(listen(settings, is_port_named=True)) as listener:
        host, port = listener.getsockname()[:2]
        reach = Reach(settings.base_url, look=lambda: reached_at(settings.host), port=port)
        alone = replace(settings, database=address_of(file), async_mode="threading", redis_url=None)
        app = create_app(replace(alone, port=port), reach=reach)
        server = make_server(
            host, port, app.flask, threaded=True, fd=listener.fileno(), request_handler=_Quiet
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield _Answering(reach=reach, tries=app.tries)
        finally:
            server.shutdown()
            thread.join()
            app.close()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def _let_a_phone_try(answering: _Answering, seconds: int) -> list[Finding]:
    """Show the QR, and wait until a device from elsewhere has answered; Ctrl-C goes on."""
    if answering.reach.is_here_only or not answering.reach.base_url or not seconds:
        return []
    url = f"{answering.reach.base_url}/try"
    click.echo(f"\nScan this with a phone in the room's network, or type {url}\n{qr(url)}")
    if answering.tries is None:
        click.echo("The phone says whether it works.")
        return []
    try:
        return [_say(_tried(answering.tries, seconds))]
    except KeyboardInterrupt:
        return []


def _tried(tries: Tries, seconds: int) -> Finding:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = next((one for one in tries.all() if one.is_elsewhere), None)
        if found is None:
            time.sleep(LOOKS_EVERY_S)
            continue
        if found.has_websocket:
            return well("A phone", "it gets here, and websockets work")
        advice = "The workshop works, a little slower."
        return odd("A phone", "it gets here, but its websocket does not", advice)
    return ill(
        "A phone",
        f"none came within {seconds} s",
        "If you scanned: is the phone in the same Wi-Fi, and does this computer's firewall let Python in? "
        "Guest networks often part devices from each other: a hotspot of your own helps.",
    )
