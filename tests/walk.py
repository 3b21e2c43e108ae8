"""A client that knows docs/protocol.md and nothing else: it walks through the lines of the document's `walk`.

It has no address, step or role of its own: what it sends and what must come back is what stands there.
"""

import html
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.wire import Wire, fetch

PAGE = (Path(__file__).resolve().parents[1] / "docs/protocol.md").read_text(encoding="utf-8")
_NAME = re.compile(r"(?<![A-Za-z0-9_-])[A-Z]{2,}(?![A-Za-z0-9_-])")
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_STEP = re.compile(r"(\w+)(?:\[(\w+)=(\w+)\])?|\*")
_ANY = "*"


def lines() -> list[str]:
    """The lines of the walk."""
    (walk,) = re.findall(r"```walk\n(.*?)```", PAGE, re.DOTALL)
    return [line for line in walk.splitlines() if line]


@dataclass(eq=False)
class Browser:
    """Whose cookies, and the hidden fields of the page that came last."""

    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    wire: Wire | None = None


@dataclass(eq=False)
class Walk:
    """`known`: what each word in capitals stood for."""

    port: int
    known: dict[str, str]
    browsers: dict[str, Browser] = field(default_factory=dict)

    async def take(self, line: str) -> None:
        """Do what a line says, and see that what comes back is what it says. Raises AssertionError."""
        who, verb, rest = line.split(" ", 2)
        browser = self.browsers.setdefault(who, Browser())
        match verb:
            case "GET" | "POST":
                self._ask(browser, verb, rest)
            case "links":
                self._read_links(browser, rest)
            case "connects":
                cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
                browser.wire = await Wire.open(self.port, json.loads(self._named(rest)), cookies=cookies)
            case "says":
                await self._say(browser, rest)
            case "sees" | "lacks" | "hears":
                await self._look(browser, verb, rest)
            case _:
                raise AssertionError(f"the walk does not know how to: {line}")

    async def close(self) -> None:
        for browser in self.browsers.values():
            if browser.wire is not None:
                await browser.wire.close()

    def _named(self, text: str) -> str:
        """A text with what its words in capitals stand for; those not known yet stay."""
        return _NAME.sub(lambda found: self.known.get(found[0], found[0]), text)

    def _meet(self, written: str, came: str) -> None:
        """What came is what is written; a new word in capitals is what stands in its place."""
        written = self._named(written)
        names = _NAME.findall(written)
        pattern = "(.+)".join(re.escape(part) for part in _NAME.split(written))
        found = re.fullmatch(pattern, came)
        assert found is not None, f"{written} is written, {came} came"
        self.known |= dict(zip(names, found.groups(), strict=True))

    def _ask(self, browser: Browser, method: str, rest: str) -> None:
        said, _, expected = rest.partition(" → ")
        path, *typed = self._named(said).split(" ")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
        body = None
        if method == "POST":
            fields = {name: html.unescape(value) for name, value in _HIDDEN.findall(browser.page)}
            body = urlencode({**fields, **dict(one.split("=", 1) for one in typed)}).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = fetch(self.port, method, path, body=body, headers=headers)
        browser.cookies |= answer.cookies
        browser.page = answer.body if method == "GET" else browser.page
        status, _, location = expected.partition(" ")
        assert str(answer.status) == status, (method, path, answer.status, answer.body[:400])
        if location:
            self._meet(location, re.sub(r"^https?://[^/]+", "", answer.location))

    def _read_links(self, browser: Browser, rest: str) -> None:
        found = re.search(r'id="console"[^>]*data-links="([^"]+)"', browser.page)
        assert found is not None
        links = json.loads(html.unescape(found[1]))
        for one in rest.split(" "):
            name, _, written = one.partition("=")
            self._meet(written, re.sub(r"^https?://[^/]+", "", links[name]))

    async def _say(self, browser: Browser, rest: str) -> None:
        said, _, expected = rest.partition(" → ")
        assert browser.wire is not None
        answer = await browser.wire.say(id=secrets.token_urlsafe(9), **json.loads(self._named(said)))
        wanted = json.loads(expected)
        assert {key: answer.get(key) for key in wanted} == wanted, (said, answer)

    async def _look(self, browser: Browser, verb: str, rest: str) -> None:
        wire = browser.wire
        assert wire is not None
        if verb == "hears":
            event, _, data = rest.partition(" ")
            await wire.until(lambda: (event, json.loads(data)) in wire.heard, rest)
            return
        path, _, written = rest.partition(" = ")
        if verb == "lacks":
            await wire.caught_up()
            assert not list(looked(wire.values(), self._named(path))), rest
            return
        wanted = self._named(written)
        await wire.until(lambda: self._is_seen(looked(wire.values(), self._named(path)), wanted), rest)
        if _NAME.fullmatch(wanted):
            self.known[wanted] = str(next(looked(wire.values(), self._named(path))))

    def _is_seen(self, found: Iterator[Any], wanted: str) -> bool:
        """Whether something that was found is what is wanted; anything will do for a new word."""
        values = list(found)
        if _NAME.fullmatch(wanted):
            return bool(values)
        return any(value == wanted or json.dumps(value) == wanted for value in values)


def looked(value: Any, path: str) -> Iterator[Any]:
    """What stands at a path of names; a path that ends in `*` finds keys."""
    head, _, rest = path.partition(".")
    if head == _ANY and not rest:
        yield from value
        return
    step = _STEP.fullmatch(head)
    inner = value.get(step[1] if step and step[1] else head) if isinstance(value, Mapping) else None
    if step is not None and step[2] and isinstance(inner, Mapping):
        inner = next((one for one in inner.values() if one.get(step[2]) == step[3]), None)
    if inner is None:
        return
    if rest:
        yield from looked(inner, rest)
    else:
        yield inner
