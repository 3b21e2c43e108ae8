"""How the app ends: Ctrl-C, or a signal of the system that runs it."""

import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

ServeHttp = Callable[[socket.socket, Any], None]

STOPS = (signal.SIGINT, signal.SIGTERM)


def serve_until_asked_to_stop(serve_http: ServeHttp, listener: socket.socket, wsgi_app: Any) -> None:
    """Serve until Ctrl-C, or until serving fails; raises what it failed with.

    The signal writes a byte, for which the main thread waits. A KeyboardInterrupt would be raised into
    whatever runs: the engine's hub loses whom it was about to wake, and a finalizer swallows it.
    """
    asked, wakes = socket.socketpair()
    wakes.setblocking(False)
    failures: list[Exception] = []

    def serve() -> None:
        try:
            serve_http(listener, wsgi_app)
        except Exception as failure:
            failures.append(failure)
        finally:
            with suppress(OSError):  # whoever waited has gone on: the app is stopping already
                wakes.sendall(b"\0")

    signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
    for ask in STOPS:  # set, too, where a shell's background job ignores Ctrl-C
        signal.signal(ask, lambda *_: None)
    threading.Thread(target=serve, name="http", daemon=True).start()
    asked.recv(1)
    for ask in STOPS:  # who asks a second time does not wait
        signal.signal(ask, signal.SIG_DFL)
    listener.close()
    if failures:
        raise failures[0]
