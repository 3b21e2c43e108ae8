"""A socket to serve on: the port asked for, or the next free one; one sentence where there is none."""

import errno
import socket
import sys

import click

from app.config import Settings

WAITING_CONNECTIONS = 1024
PORTS_TRIED = 20
ALL_ADDRESSES, ALL_IPV4 = "::", "0.0.0.0"


def listen(settings: Settings, *, is_port_named: bool) -> socket.socket:
    """A socket that is already ours when the link is printed; raises with one sentence if it cannot be.

    A port that nobody asked for by name is not insisted on: the next free one serves as well.
    """
    try:
        return _listening(settings.host, settings.port)
    except (socket.gaierror, UnicodeError) as problem:
        raise click.ClickException(f"--host {settings.host} is not an address of this computer.") from problem
    except OSError as problem:
        free = _next_free(settings) if problem.errno == errno.EADDRINUSE else None
        if free is None or is_port_named:
            port = free.getsockname()[1] if free else 0
            if free is not None:
                free.close()
            raise click.ClickException(_why_not_listening(settings, problem, port)) from problem
        click.echo(
            f"{_who_has(settings.port)} This app takes port {free.getsockname()[1]} instead.", err=True
        )
        return free


def _listening(host: str, port: int) -> socket.socket:
    if host == ALL_ADDRESSES and not socket.has_dualstack_ipv6():
        host = ALL_IPV4
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = found[0]
    is_for_all = family == socket.AF_INET6 and host == ALL_ADDRESSES
    return socket.create_server(
        address[:2], family=family, backlog=WAITING_CONNECTIONS, dualstack_ipv6=is_for_all
    )


def _next_free(settings: Settings) -> socket.socket | None:
    """A socket on one of the ports behind the one that is taken."""
    for port in range(settings.port + 1, min(settings.port + PORTS_TRIED, 65_535) + 1):
        try:
            return _listening(settings.host, port)
        except OSError:
            continue
    return None


def _why_not_listening(settings: Settings, problem: OSError, free: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"{_who_has(settings.port)} Use that one" + (f", or --port {free}" if free else "") + "."
    if problem.errno == errno.EACCES:
        return f"Port {settings.port} needs an administrator. Choose one above 1023: --port 5000"
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"--host {settings.host} is not an address of this computer."
    return f"Cannot listen on {settings.host} port {settings.port}: {problem.strerror}."


def _who_has(port: int) -> str:
    """That a port is taken, and by whom as far as one can guess."""
    airplay = sys.platform == "darwin" and port in (5000, 7000)
    guess = "by AirPlay Receiver as a rule" if airplay else "perhaps by this app in another window"
    return f"Port {port} is taken, {guess}."
