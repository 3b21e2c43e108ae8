"""`serve`: listen, say where, and serve until asked to stop."""

import gc
import io
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import segno
from werkzeug.serving import WSGIRequestHandler, make_server

import app.clock as clock
from app import App, create_app
from app.access.own_addresses import Kind, Reach, reached_at
from app.access.slow_work import RunInThread, at_once
from app.cli.families import families
from app.cli.listening import ALL_ADDRESSES, ALL_IPV4, listen
from app.config import CHOICES, Choice, Settings, SettingsError
from app.doctor.findings import SIGNS, State
from app.doctor.machine import machine_findings
from app.doctor.network import is_in_a_network
from app.stopping import ServeHttp, serve_until_asked_to_stop
from app.store import StoreProblem, claim, file_name
from app.wire.callers import Callers
from app.wire.news import AddressChanged

# How to serve a WSGI app on a listening socket, and how to run slow work where it holds up no phone.
Engine = tuple[ServeHttp, RunInThread[Any]]

LOOKS_AROUND_S = 5.0
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
        is_port_named = bool(options.get("port") or os.environ.get("BUTTON_PORT"))
        listener = listen(settings, is_port_named=is_port_named)
        reach = _reach(settings, listener)
        settings = replace(settings, port=listener.getsockname()[1])
        _claimed = None if settings.redis_url else claim(settings.database)  # before its tables are touched
        clock.run_at(settings.clock_rate)
        app = create_app(settings, run_in_thread=run_in_thread, reach=reach)
    except (SettingsError, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from problem
    app.keep_house()
    app.socketio.start_background_task(_follow_the_network, app)
    _allow_many_phones()
    click.echo(_welcome(app))
    _leave_alone_what_stays()
    serve_until_asked_to_stop(serve_http, listener, app.flask)
    app.close()
    click.echo("Stopped. Everything that was acknowledged is in the database.")


def _leave_alone_what_stays() -> None:
    """Look no more at what lives as long as the process: ten times the reveals with 3,000 phones."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _reach(settings: Settings, listener: socket.socket) -> Reach:
    """Where people reach what listens there: the address set, else those of this computer."""
    host = settings.host
    if listener.family == socket.AF_INET and host == ALL_ADDRESSES:
        host = ALL_IPV4
    return Reach(settings.base_url, look=lambda: reached_at(host), port=listener.getsockname()[1])


def _follow_the_network(app: App) -> None:
    """While the app runs: when the address that links carry is gone, they carry the best one there is."""
    while app.reach.is_chosen_here:
        app.socketio.sleep(LOOKS_AROUND_S)
        if app.reach.follow():
            app.gateway.tell_news(AddressChanged())
            click.echo(f"\nThe network has changed. Everyone in the room: {app.reach.base_url}/\n")


def _allow_many_phones() -> None:
    """Each phone keeps a file descriptor; many systems hand out only 1024 unless asked."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _welcome(app: App) -> str:
    link = app.sign_in_link()
    lines = [
        "",
        "The workshop app is ready.",
        "",
        f"  Your console (works once):  {link}",
        f"  Everyone in the room:       {app.reach.base_url}/",
        *_other_ways(app.reach),
        f"  What is kept:               {_shown(app.settings.database)}",
        *families(app.library),
        "",
        *_ticks(app),
        "",
    ]
    if app.reach.is_here_only:  # a QR that no tablet could follow would only puzzle people
        lines += [f"  {_why_here_only(app.settings.host)} Ctrl-C stops the app."]
    else:
        lines += ["  The console on a tablet: scan this. Ctrl-C stops the app.", qr(link)]
    return "\n".join(lines)


def _ticks(app: App) -> list[str]:
    """What a look at this computer says: a tick each, and in full what is not well."""
    findings = [*machine_findings(app.settings.database)]
    if app.reach.is_chosen_here:
        findings.append(is_in_a_network(one for _, one in app.reach.ways()))
    ticks = "   ".join(f"{SIGNS[one.state]} {one.about}" for one in findings)
    return [f"  {ticks}", *(one.line() for one in findings if one.state is not State.WELL)]


def _why_here_only(host: str) -> str:
    if host not in (ALL_ADDRESSES, ALL_IPV4):
        return f"Only this computer reaches that address (--host {host})."
    return (
        "Only this computer reaches that address: it is in no network. Connect it, or make it a hotspot;\n"
        "  links and QRs then follow by themselves."
    )


def _other_ways(reach: Reach) -> list[str]:
    """The other addresses of this computer: which one the room has, only the room knows."""
    others = [(url, one) for url, one in reach.ways() if url != reach.base_url and one.kind is not Kind.HERE]
    if not others:
        return []
    head = "  Or, chosen on the console:  "
    ways = [f"{url}/  ({one.interface})" for url, one in others]
    return [head + ways[0], *(" " * len(head) + one for one in ways[1:])]


def _shown(database: str) -> str:
    """The database without its password."""
    if database.startswith("sqlite:"):
        return file_name(database)
    head, at, tail = database.rpartition("@")
    return f"{head.split('://')[0]}://...@{tail}" if at else database


def qr(link: str) -> str:
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
        self.callers.attend(self, super().handle_one_request, is_first=True)

    def setup(self) -> None:
        super().setup()
        self.rfile = _UntilGone(self.rfile.detach())

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: addresses and links of participants stay out of the terminal."""
