"""What every request is, before anything looks at it: whose it is, and without an offer of compression."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app, request

from app.access.networks import Network, told_by_proxy, visitor

WsgiApp = Callable[..., Any]
_HOST = re.compile(r"([\w.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?")


def as_it_came(wsgi_app: WsgiApp, trusted: Sequence[Network]) -> WsgiApp:
    """Name the visitor a trusted proxy asks for, and refuse permessage-deflate by not hearing the offer.

    Compressing costs 90 KiB per phone and half the speed. From here on `REMOTE_ADDR` is the visitor's, and
    scheme, host and port are those that people typed, as far as a trusted proxy says them.
    """

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        peer = str(environ.get("REMOTE_ADDR") or "")
        scheme = told_by_proxy(peer, environ.pop("HTTP_X_FORWARDED_PROTO", ""), trusted)
        host = told_by_proxy(peer, environ.pop("HTTP_X_FORWARDED_HOST", ""), trusted)
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if _HOST.fullmatch(host):
            environ["HTTP_HOST"] = host
        environ["REMOTE_ADDR"] = visitor(peer, environ.get("HTTP_X_FORWARDED_FOR", ""), trusted)
        return wsgi_app(environ, start_response)

    return app


def is_own_origin(base_url: str | None) -> Callable[[str, dict[str, Any]], bool]:
    """Whether a page that connects came from here: from the address people type, or the host that was asked.

    A proxy that nobody told to trust speaks http for a browser that speaks https: of the host that was asked
    either scheme will do, unless the address people type says that it is https.
    """
    is_https = (base_url or "").startswith("https://")

    def is_own(origin: str, environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        is_safe = is_https or environ.get("wsgi.url_scheme") == "https"
        schemes = ("https",) if is_safe else ("http", "https")
        return origin == base_url or origin in {f"{scheme}://{host}" for scheme in schemes}

    return is_own


def is_https() -> bool:
    """Whether this request's cookies may travel by https alone."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"]) or request.is_secure
