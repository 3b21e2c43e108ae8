"""What every request is, before anything looks at it: whose it is, and without an offer of compression."""

from collections.abc import Callable, Sequence
from typing import Any

from app.access.networks import Network, visitor

WsgiApp = Callable[..., Any]


def as_it_came(wsgi_app: WsgiApp, trusted: Sequence[Network]) -> WsgiApp:
    """Name the visitor a trusted proxy asks for, and refuse permessage-deflate by not hearing the offer.

    Compressing costs 90 KiB per phone and half the speed. From here on `REMOTE_ADDR` is the visitor's.
    """

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        peer = str(environ.get("REMOTE_ADDR") or "")
        environ["REMOTE_ADDR"] = visitor(peer, environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)
        return wsgi_app(environ, start_response)

    return app


def is_own_origin(is_https: bool, base_url: str | None) -> Callable[[str, dict[str, Any]], bool]:
    """Whether a page that connects came from here: from the host that was asked, or the address people type.

    A proxy that speaks https to people speaks http to the app, so the scheme is what people's address says.
    """
    schemes = ("https",) if is_https else ("http", "https")

    def is_own(origin: str, environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        return origin == base_url or origin in {f"{scheme}://{host}" for scheme in schemes}

    return is_own
