"""The commands people type: serve (when none is given), test, bench, scenario check and schema, words."""

import errno
import gc
import io
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import segno
from werkzeug.serving import WSGIRequestHandler, make_server

from app import catalogues, create_app
from app.access import RunInThread, at_once
from app.config import CHOICES, ROOT, Choice, Settings, SettingsError
from app.scenarios import check, json_schema
from app.scenarios.check_report import as_json, as_text
from app.stopping import ServeHttp, serve_until_asked_to_stop
from app.store import StoreProblem, claim

# How to serve a WSGI app on a listening socket, and how to run slow work where it holds up no phone.
Engine = tuple[ServeHttp, RunInThread[Any]]

# Addresses nobody answers at: asking which of ours would reach them sends nothing and needs no internet.
SOMEWHERE = ("192.0.2.1", "10.255.255.255", "192.168.255.255", "172.31.255.255")
WAITING_CONNECTIONS = 1024
OPEN_FILES = 65_536
EVERYTHING = ("--numprocesses", "auto")


class ServeByDefault(click.Group):
    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        names_no_command = not arguments or arguments[0].startswith("-")
        if names_no_command and arguments[:1] not in (["--help"], ["-h"]):
            arguments = ["serve", *arguments]
        return super().parse_args(context, arguments)


@click.group(
    cls=ServeByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, run.py serves: run.py --port 5001 is run.py serve --port 5001.",
)
def cli() -> None:
    """Facilitate the Button Family exercise: one picture of a family, from what each agency holds."""


def chosen_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option per setting; the meaning comes with its variable and default."""
    for choice in reversed(CHOICES):
        command = click.option(choice.option, help=_help_of(choice))(command)
    return command


def _help_of(choice: Choice) -> str:
    default = f" Default: {choice.default}." if choice.default else ""
    return f"{choice.meaning} Also: {choice.variable}.{default}"


# --- serve ------------------------------------------------------------------------------------------------


@cli.command()
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
    server = make_server(
        host, port, wsgi_app, threaded=True, fd=listener.fileno(), request_handler=_PromptRequestHandler
    )
    server.serve_forever()


class _PromptRequestHandler(WSGIRequestHandler):
    # An ack is a few bytes: it must not wait until the previous one is confirmed.
    disable_nagle_algorithm = True
    # A phone that lives says something every 10 s; one that left without a word is let go.
    timeout = 90

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: addresses and links of participants stay out of the terminal."""


# --- test -------------------------------------------------------------------------------------------------


@cli.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(context: click.Context, arguments: Sequence[str]) -> None:
    """Check everything, on all processors: style, types, layers, scripts, rules, pages in a browser.

    ARGUMENTS are pytest's, for instance: run.py test tests/domain -k reveal
    """
    chosen = arguments or EVERYTHING
    context.exit(subprocess.call([sys.executable, "-m", "pytest", *chosen], cwd=ROOT))


# --- bench ------------------------------------------------------------------------------------------------


@cli.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def bench(context: click.Context, arguments: Sequence[str]) -> None:
    """Measure the real app against a bare broadcast (docs/benchmarks.md)."""
    context.exit(subprocess.call([sys.executable, str(ROOT / "bench/run.py"), *arguments], cwd=ROOT))


# --- scenario ---------------------------------------------------------------------------------------------


@cli.group()
def scenario() -> None:
    """Check and describe scenario files."""


@scenario.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
@click.pass_context
def check_scenarios(context: click.Context, files: Sequence[Path], form: str) -> None:
    """Find every flaw of scenario files, and prove that a table can solve them.

    The exit code is 1 when a file has an error; warnings and advice leave it 0.
    """
    checks = [check(file) for file in files]
    click.echo(as_json(checks) if form == "json" else as_text(checks))
    context.exit(1 if any(one.has_errors for one in checks) else 0)


@scenario.command(name="schema")
def scenario_schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while you type."""
    click.echo(json_schema(), nl=False)


# --- words ------------------------------------------------------------------------------------------------


@cli.group()
def words() -> None:
    """Texts and their translations: bring the catalogues up to date, and check them."""


@words.command(name="extract")
def extract_words() -> None:
    """Write down every text of the program, and bring each language's catalogue up to it."""
    for line in catalogues.extract():
        click.echo(line)


@words.command(name="check")
@click.pass_context
def check_words(context: click.Context) -> None:
    """Say which texts are missing in which language, or name other placeholders than the English.

    The exit code is 1 when there is something to say.
    """
    flaws = list(catalogues.flaws())
    for flaw in flaws:
        click.echo(flaw)
    context.exit(1 if flaws else 0)
