"""A bot's browser: pages are got and forms are sent as docs/protocol.md, "Pages", says, with its cookies."""

import asyncio
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

WITHIN_S = 60.0
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back. `name`: what a file calls itself, else empty."""

    status: int
    body: bytes
    location: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(slots=True)
class Browser:
    """`origin`: scheme, host and port of the server."""

    origin: str
    languages: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)
    _hidden: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Page:
        page = await asyncio.to_thread(self._ask, "GET", path, None)
        if page.status == 200:
            self._hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}
        return page

    async def post(self, path: str, **typed: str) -> Page:
        """Send the form of the page that came last. Its hidden fields go with it."""
        return await asyncio.to_thread(self._ask, "POST", path, {**self._hidden, **typed})

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Page:
        address = urlsplit(urljoin(self.origin + "/", path))
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=WITHIN_S)
        headers = {"Accept-Language": self.languages}
        if self.cookies:
            headers["Cookie"] = self.cookie
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = None if fields is None else urlencode(fields)
            target = address.path + (f"?{address.query}" if address.query else "")
            connection.request(method, target, body=body, headers=headers)
            return self._taken(connection.getresponse())
        finally:
            connection.close()

    def _taken(self, answer: HTTPResponse) -> Page:
        for header in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Page(
            status=answer.status,
            body=answer.read(),
            location=answer.headers.get("Location", ""),
            name=answer.headers.get_filename() or "",
        )
