"""A roomful: sixty people at nine tables of one workshop come in at once, come back at once, and reveal.

`run.py bench room`. The same is asked of the bare broadcast, as far as it has doors for it.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.figures import percentile, say, spread
from bench.phones import Measured, Table, bring_in, leave, reveal_at
from bench.workshops import Workshops

if TYPE_CHECKING:
    from bench.run import Server

PEOPLE = 60
ROUNDS = 4
READY_S = 3.0
PACE, PACE_S = 5, 30
"""A workshop's pace: reveals per second over all tables, and for how long they are watched."""
BURSTS = 3

_CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_FILES = re.compile(r'(?:src|href)="(/assets/[^"]+)"')


@dataclass(eq=False)
class Browser:
    """One phone's browser: a connection that stays open, its cookies, and what it has fetched already."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookies: dict[str, str] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)

    @classmethod
    async def open(cls, port: int) -> "Browser":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def page(self, path: str) -> str:
        """A page, and after it each file it names that is not here yet."""
        page = await self.ask("GET", path)
        for file in dict.fromkeys(_FILES.findall(page)):
            if file not in self.fetched:
                self.fetched.add(file)
                await self.ask("GET", file)
        return page

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        """What the server answers; a redirect is not followed."""
        body = urlencode(form).encode() if form else b""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}"]
        lines.append("Accept-Encoding: gzip, deflate")  # as every browser asks; what comes is not looked into
        if form:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join((*lines, "", "")).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        assert head.split()[1] in ("200", "303"), f"{path}: {head}"
        headers = [line.partition(": ")[::2] for line in head.split("\r\n")[1:]]
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookies |= {one: said.value for one, said in SimpleCookie(value).items()}
        length = next(int(value) for name, value in headers if name.lower() == "content-length")
        return (await self.reader.readexactly(length)).decode("utf-8", "replace")

    def close(self) -> None:
        self.writer.close()


# --- coming in --------------------------------------------------------------------------------------------


async def through_the_door(port: int, code: str, table: Table, number: int) -> float:
    """Join as people do: the page and its files, the form, the phone's page and files, the socket. When."""
    browser = await Browser.open(port)
    page = await browser.page(f"/join/{code}")
    csrf = _CSRF.search(page)
    assert csrf is not None, page
    await browser.ask("POST", "/join", {"csrf_token": csrf[1], "code": code, "name": f"Phone {number}"})
    await browser.page("/phone")
    at = await bring_in(port, table, {"as": "phone", "token": browser.cookies["seat"]})
    browser.close()
    return at


async def join_storm(port: int, workshops: Workshops) -> list[float]:
    """Seconds from the common start until each of the sixty has its snapshot."""
    code = workshops.lobby(PEOPLE)
    table = Table(auths=(), reveals=())
    began = time.perf_counter()
    arrived = await asyncio.gather(*(through_the_door(port, code, table, number) for number in range(PEOPLE)))
    leave([table])
    return [at - began for at in arrived]


async def return_storm(port: int, tables: Sequence[Table]) -> list[float]:
    """The same when everybody is known already and only the sockets come back, as after a restart."""
    began = time.perf_counter()
    arrived = await asyncio.gather(*(bring_in(port, table, auth) for table in tables for auth in table.auths))
    for table in tables:
        table.phones.sort(key=lambda phone: table.auths.index(phone.auth))
    return [at - began for at in arrived]


# --- revealing --------------------------------------------------------------------------------------------


async def burst(tables: Sequence[Table]) -> Measured:
    """Sixty reveals in the same millisecond, in turn round the tables; several times."""
    taken = Measured(PEOPLE)
    for _ in range(BURSTS):
        taken.add(await reveal_at(PEOPLE * 1000, tables, 0.001))
    return taken


def told(name: str, what: str, measured: Measured) -> None:
    lost = measured.missing + measured.refused
    say(f"  {name:5} {what:34} {spread(measured.last_s)}   missing {lost} of {len(measured.last_s) + lost}")


async def room(app: "Server", bare: "Server", workshops: Workshops, _seconds: float) -> None:
    say(f"a workshop of {PEOPLE} people at nine tables, all in the same moment")
    joined, spent = [], []
    for _ in range(ROUNDS):
        before_s = app.cpu_s()
        joined.append(await join_storm(app.port, workshops))
        spent.append(app.cpu_s() - before_s)
    lasts = ", ".join(f"{max(one):.2f}" for one in joined)
    say(f"  app   join page to snapshot, the last of {PEOPLE}: {lasts} s   (goal ≤ {READY_S:.0f} s)")
    middle = percentile([at for one in joined for at in one], 50)
    say(f"  app   join page to snapshot, the middle one: {middle:.2f} s")
    each = ", ".join(f"{one:.2f}" for one in spent)
    say(f"  app   the server's processor time for each round: {each} s")
    for server, tables in ((app, workshops.seated(PEOPLE)), (bare, bare.tables(9))):
        returned = await return_storm(server.port, tables)
        say(f"  {server.name:5} sockets back to snapshot, the last of {len(returned)}: {max(returned):.2f} s")
        await asyncio.sleep(0.5)
        told(server.name, f"reveal→last phone, {PACE}/s", await reveal_at(PACE, tables, PACE_S))
        told(server.name, f"reveal→last phone, {PEOPLE} at once", await burst(tables))
        leave(tables)
