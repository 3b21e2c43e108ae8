"""`serve`: listen, say where, and serve until asked to stop."""

import errno
import gc
import io
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import segno
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from app.access.threads import RunInThread, at_once
from app.config import CHOICES, Choice, Settings, SettingsError
from app.stopping import ServeHttp, serve_until_asked_to_stop
from app.store import StoreProblem, claim
from app.wire.callers import Callers

# How to serve a WSGI app on a listening socket, and how to run slow work where it holds up no phone.
Engine = tuple[ServeHttp, RunInThread[Any]]

# Addresses nobody answers at: asking which of ours would reach them sends nothing and needs no internet.
SOMEWHERE = ("192.0.2.1", "10.255.255.255", "192.168.255.255", "172.31.255.255")
WAITING_CONNECTIONS = 1024
OPEN_FILES = 65_536
LONGEST_REQUEST = 8_000_000
"""Bytes of a body, and of what follows it: more than any form may have, so that its refusal arrives."""


def chosen_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option per setting; the meaning comes with its variable and default."""
    for choice in reversed(CHOICES):
        command = click.option(choice.option, help=_help_of(choice))(command)
    return command


def _help_of(choice: Choice) -> str:
    default = f" Default: {choice.default}." if choice.default else ""
    return f"{choice.meaning} Also: {choice.variable}.{default}"


@click.command()
@chosen_settings
@click.pass_obj
def serve(engine: Engine | None, /, **options: str | None) -> None:
    """Serve workshops to the phones in the room.

    Prints a link that opens the console once, the address for everyone in the room, and a QR.
    """
    serve_http, run_in_thread = engine or (_serve_with_threads, at_once)
    try:
        settings = Settings.from_env(options)
        listener = _listen(settings)
        settings = _reachable(settings, listener)
        _claimed = None if settings.redis_url else claim(settings.database)  # before its tables are touched
        app = create_app(settings, run_in_thread=run_in_thread)
    except (SettingsError, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from problem
    app.keep_house()
    _allow_many_phones()
    click.echo(_welcome(settings, app.sign_in_link()))
    _leave_alone_what_stays()
    serve_until_asked_to_stop(serve_http, listener, app.flask)
    app.close()
    click.echo("Stopped. Everything that was acknowledged is in the database.")


def _leave_alone_what_stays() -> None:
    """Look no more at what lives as long as the process: ten times the reveals with 3,000 phones."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _listen(settings: Settings) -> socket.socket:
    """A socket that is already ours when the link is printed; raises with one sentence if it cannot be."""
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=WAITING_CONNECTIONS)
    except (socket.gaierror, UnicodeError) as problem:
        raise click.ClickException(f"--host {settings.host} is not an address of this computer.") from problem
    except OSError as problem:
        raise click.ClickException(_why_not_listening(settings, problem)) from problem


def _reachable(settings: Settings, listener: socket.socket) -> Settings:
    """The settings with the port that was free and the address that links and QRs carry."""
    port = listener.getsockname()[1]
    base_url = settings.base_url or f"http://{_address(settings.host)}:{port}"
    return replace(settings, port=port, base_url=base_url)


def _why_not_listening(settings: Settings, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        port = settings.port
        return f"Port {port} is busy, perhaps with this app in another window: use it, or --port {port + 1}"
    if problem.errno == errno.EACCES:
        return f"Port {settings.port} needs an administrator. Choose one above 1023: --port 5000"
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"--host {settings.host} is not an address of this computer."
    return f"Cannot listen on {settings.host} port {settings.port}: {problem.strerror}."


def _address(host: str) -> str:
    """What the people in the room type for this computer: its address on their network."""
    if host not in ("", "0.0.0.0", "::"):
        return f"[{host}]" if ":" in host else host
    for somewhere in SOMEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((somewhere, 9))
            except OSError:
                continue
            return str(probe.getsockname()[0])
    return "127.0.0.1"


def _allow_many_phones() -> None:
    """Each phone keeps a file descriptor; many systems hand out only 1024 unless asked."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _welcome(settings: Settings, link: str) -> str:
    lines = [
        "",
        "The workshop app is ready.",
        "",
        f"  Your console (works once):  {link}",
        f"  Everyone in the room:       {settings.base_url}/",
        f"  What is kept:               {_shown(settings.database)}",
        "",
        "  The console on a tablet: scan this. Ctrl-C stops the app.",
        _qr(link),
    ]
    return "\n".join(lines)


def _shown(database: str) -> str:
    """The database without its password."""
    head, at, tail = database.rpartition("@")
    return f"{head.split('://')[0]}://...@{tail}" if at else database.removeprefix("sqlite:///")


def _qr(link: str) -> str:
    drawing = io.StringIO()
    blocks = "\u2580\u2584\u2588"
    try:
        blocks.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        segno.make(link, error="l").terminal(drawing, border=2)
    else:
        segno.make(link, error="l").terminal(drawing, border=2, compact=True)
    return drawing.getvalue()


def _serve_with_threads(listener: socket.socket, wsgi_app: Any) -> None:
    host, port = listener.getsockname()[:2]
    app = _PromptRequestHandler.callers.watched(wsgi_app)
    server = make_server(
        host, port, app, threaded=True, fd=listener.fileno(), request_handler=_PromptRequestHandler
    )
    server.serve_forever()


class _UntilGone(io.BufferedReader):
    """What comes in on a connection; when its other end is gone, nothing more comes.

    The server looks for a rest after each answer, and leaves a descriptor open if that look fails. It would
    take ten thousand million bytes of it, ten million at a time: here there is an end.
    """

    _left = LONGEST_REQUEST

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= self._left:
            size = self._left
        try:
            came = super().read(size)
        except OSError:
            came = b""
        self._left -= len(came)
        return came


class _PromptRequestHandler(WSGIRequestHandler):
    # An ack is a few bytes: it must not wait until the previous one is confirmed.
    disable_nagle_algorithm = True
    # A phone that lives says something every 10 s; one that left without a word is let go.
    timeout = 90
    callers = Callers()

    def handle_one_request(self) -> None:
        with self.callers.attending(self.connection, self.client_address[0], is_first=True):
            super().handle_one_request()

    def setup(self) -> None:
        super().setup()
        self.rfile = _UntilGone(self.rfile.detach())

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: addresses and links of participants stay out of the terminal."""
