"""The socket below a request: each server hands it over in its own way."""

from collections.abc import Mapping
from socket import MSG_PEEK
from typing import Any


def connection_of(environ: Mapping[str, Any]) -> Any:
    """The socket that a request came on; None where there is none, as in a test's client."""
    held = environ.get("eventlet.input")
    return held.get_socket() if held is not None else environ.get("werkzeug.socket")


def is_gone(environ: Mapping[str, Any]) -> bool:
    """Whether who asked has hung up; it is looked at without waiting."""
    connection = connection_of(environ)
    if connection is None:
        return False
    plain = getattr(connection, "fd", connection)  # what waits in eventlet's does not wait below it
    try:
        time_s = plain.gettimeout()
        plain.settimeout(0)
        try:
            return not plain.recv(1, MSG_PEEK)
        finally:
            plain.settimeout(time_s)
    except BlockingIOError:
        return False
    except OSError:
        return True


def end_request(environ: Mapping[str, Any]) -> Any:
    """Tell the server that this request has been answered on its socket, and that the socket is over."""
    was_answered = environ.get("button.was_answered")
    if was_answered is None:
        raise ConnectionError  # so it is told to werkzeug, which then says no more
    was_answered()
    return ()
