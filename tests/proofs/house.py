"""The real app on a real socket, in this process or in one of its own, and the keys to its doors."""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app import create_app
from app.access.codes import new_code, new_id
from app.access.leadership import SIGNED_IN, STANDBY
from app.access.tokens import (
    SEAT_COOKIE,
    comeback_token,
    participant_token,
    read_participant_token,
    screen_token,
)
from app.config import Settings
from app.domain.log.commands import (
    CommandId,
    Layout,
    ParticipantId,
    TableId,
    WorkshopId,
)
from app.domain.log.events import Event, WorkshopOpened
from app.domain.log.signs import Signs
from app.domain.log.state import Workshop
from app.domain.scenario import Scenario
from app.domain.workshop.decision import fold, initial
from app.languages.speaking import LANGUAGE_COOKIE, SOURCE
from app.scenarios import languages_in, pin, unpinned
from app.store import Append, Recorded, Store, WorkshopRecord
from app.turn.beside import changes, laid
from app.turn.drawn_signs import signs_of
from tests.people import NOON
from tests.serving import at_a_port
from tests.wire import Answer, Wire, fetch

FACILITATOR = "facilitator-fay"
METRICS_TOKEN = "a-secret-of-some-length"
MARKED = pin(Path(__file__).parent / "marked.yaml")
"""The marked family and, behind it, the same in Spanish, in which each mark has a word of its own."""
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class House:
    """A database with workshops in it, and what opens its doors. `port`: where the app listens."""

    def __init__(self, database: str, scenario_text: str = MARKED) -> None:
        self.store = Store.open(database)
        self.key = self.store.secret_key()
        self.text = scenario_text
        self.scenario: Scenario = unpinned(scenario_text)
        self.tongues: Mapping[str, Scenario] = languages_in(scenario_text)
        self.port = 0

    def close(self) -> None:
        self.store.close()

    # --- workshops ----------------------------------------------------------------------------------------

    def open(self, name: str, layout: Layout, *since: Event, facilitator: str = FACILITATOR) -> WorkshopId:
        """A workshop in which all this has happened already."""
        workshop_id = WorkshopId(name)
        record = WorkshopRecord(
            id=workshop_id,
            code=new_code(),
            title=f"Workshop {name}",
            scenario_id=self.scenario.id,
            scenario_version=self.scenario.version,
            scenario_hash=hashlib.sha256(self.text.encode()).hexdigest(),
            scenario_text=self.text,
            facilitator_id=facilitator,
            created_at=NOON,
        )
        if self.store.facilitator(facilitator) is None:
            self.store.add_facilitator(facilitator, facilitator, "hash", NOON)
        self.store.add_workshop(record)
        events = (WorkshopOpened(at=NOON, layout=layout), *since)
        opening = Append(
            workshop_id=workshop_id,
            after_version=0,
            command_id=CommandId(f"open-{name}"),
            events=events,
            beside=changes(initial(self.scenario), fold(self.scenario, events)),
        )
        self.store.append([opening])
        return workshop_id

    def log(self, workshop_id: WorkshopId) -> tuple[Recorded, ...]:
        return self.store.events(workshop_id)

    def folded(self, workshop_id: WorkshopId) -> Workshop:
        logged = fold(self.scenario, (recorded.event for recorded in self.log(workshop_id)))
        return replace(laid(logged, self.store.running(workshop_id)), signs=self.signs(workshop_id))

    def signs(self, workshop_id: WorkshopId) -> Signs:
        """What the wire calls the workshop's facts and options."""
        return signs_of(self.scenario, workshop_id, self.key)

    def in_tongue(self, workshop: Workshop, language: str) -> Workshop:
        """The workshop in the words of a language; in its own where the scenario lacks that one."""
        return replace(workshop, scenario=self.tongues.get(language, self.scenario))

    def code(self, workshop_id: WorkshopId) -> str:
        record = self.store.workshop(workshop_id)
        assert record is not None
        assert record.code is not None
        return record.code

    # --- doors --------------------------------------------------------------------------------------------

    def seat_cookie(self, workshop_id: WorkshopId, who: ParticipantId) -> str:
        return f"{SEAT_COOKIE}={participant_token(self.key, workshop_id, who)}"

    def facilitator_cookie(self, facilitator: str = FACILITATOR) -> str:
        return self._session_cookie({SIGNED_IN: facilitator})

    def standby_cookie(self, workshop_id: WorkshopId) -> str:
        """What a browser holds that has opened the standby link that is good now."""
        handovers = self.store.handovers
        number = handovers.standby(workshop_id) or handovers.renew_standby(workshop_id)
        return self._session_cookie({STANDBY: {workshop_id: number}})

    def _session_cookie(self, session: Mapping[str, Any]) -> str:
        flask = Flask("keys", static_folder=None)
        flask.secret_key = self.key
        signer = SecureCookieSessionInterface().get_signing_serializer(flask)
        assert signer is not None
        return f"facilitator={signer.dumps(dict(session))}"

    def screen_token(self, workshop_id: WorkshopId, table_id: TableId | None = None) -> str:
        return screen_token(self.key, workshop_id, table_id)

    def way_back(self, workshop_id: WorkshopId) -> str:
        """Where somebody waits who says that they were here before."""
        ask_id, now = new_id("b-"), datetime.now(UTC)
        comebacks = self.store.handovers.comebacks
        assert comebacks.ask(workshop_id, ask_id, now=now, until=now + timedelta(minutes=15))
        return f"/back/{comeback_token(self.key, ask_id)}"

    async def phone(
        self,
        workshop_id: WorkshopId,
        who: ParticipantId,
        *,
        transport: str = "websocket",
        language: str = SOURCE,
    ) -> Wire:
        cookie = in_language(self.seat_cookie(workshop_id, who), language)
        return await Wire.open(
            self.port, {"as": "phone"}, cookies=cookie, transport=transport, signs=self.signs(workshop_id)
        )

    async def console(
        self, workshop_id: WorkshopId, *, facilitator: str = FACILITATOR, language: str = SOURCE
    ) -> Wire:
        cookie = in_language(self.facilitator_cookie(facilitator), language)
        return await Wire.open(
            self.port,
            {"as": "console", "workshop": workshop_id},
            cookies=cookie,
            signs=self.signs(workshop_id),
        )

    async def standby(self, workshop_id: WorkshopId, *, language: str = SOURCE) -> Wire:
        """The console of a device that holds the standby link."""
        cookie = in_language(self.standby_cookie(workshop_id), language)
        return await Wire.open(
            self.port,
            {"as": "console", "workshop": workshop_id},
            cookies=cookie,
            signs=self.signs(workshop_id),
        )

    async def desk(self, workshop_id: WorkshopId, *, language: str = SOURCE) -> Wire:
        cookie = in_language(self.facilitator_cookie(), language)
        return await Wire.open(
            self.port, {"as": "desk", "workshop": workshop_id}, cookies=cookie, signs=self.signs(workshop_id)
        )

    async def screen(
        self, workshop_id: WorkshopId, table_id: TableId | None = None, *, language: str = SOURCE
    ) -> Wire:
        token = self.screen_token(workshop_id, table_id)
        return await Wire.open(
            self.port,
            {"as": "screen", "token": token},
            cookies=in_language("", language),
            signs=self.signs(workshop_id),
        )

    async def _wire(
        self, workshop_id: WorkshopId, auth: Mapping[str, Any], cookies: str, transport: str = "websocket"
    ) -> Wire:
        signs = self.signs(workshop_id)
        return await Wire.open(self.port, auth, cookies=cookies, transport=transport, signs=signs)

    def get(self, path: str, cookie: str = "") -> Answer:
        return fetch(self.port, "GET", path, headers={"Cookie": cookie} if cookie else {})

    def join(self, workshop_id: WorkshopId, name: str, *, as_observer: bool = False) -> ParticipantId:
        """Come in as people do: the join page, its form, its cookie."""
        answer = self.ask_in(workshop_id, name, as_observer=as_observer)
        held = read_participant_token(self.key, answer.cookies.get(SEAT_COOKIE, ""))
        assert held is not None, (answer.status, answer.body)
        return held[1]

    def ask_in(self, workshop_id: WorkshopId, name: str, *, as_observer: bool = False) -> Answer:
        """What the join page's form is answered."""
        page = self.get(f"/join/{self.code(workshop_id)}")
        csrf = CSRF.search(page.body)
        assert csrf is not None, page.body
        form = {"csrf_token": csrf.group(1), "code": self.code(workshop_id), "name": name}
        if as_observer:
            form["as"] = "observer"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{one}={value}" for one, value in page.cookies.items()),
        }
        return fetch(self.port, "POST", "/join", body=urlencode(form).encode(), headers=headers)


def in_language(cookies: str, language: str) -> str:
    """These cookies, and the choice of a language."""
    return "; ".join(one for one in (cookies, f"{LANGUAGE_COOKIE}={language}") if one)


class Lines(logging.Handler):
    """Every line this process logs, whatever its level."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def serving_here(
    folder: Path, scenario_text: str = MARKED, *, database: str = "", redis_url: str | None = None
) -> Iterator[House]:
    """The app in this process, one thread per connection, as `--async-mode threading` serves it."""
    chosen = {
        "host": "127.0.0.1",
        "port": "0",
        "database": database or f"sqlite:///{folder / 'workshops.sqlite3'}",
        "base_url": "http://workshop.test",
        "async_mode": "threading",
        "redis_url": redis_url,
        "metrics_token": METRICS_TOKEN,
    }
    settings = Settings.from_env(chosen)
    app = create_app(settings)
    house = House(settings.database, scenario_text)
    try:
        with at_a_port(app.flask) as house.port:
            yield house
    finally:
        house.close()
        app.close()


@contextmanager
def logged() -> Iterator[list[str]]:
    """What is logged while the block runs."""
    lines, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(lines)
    root.setLevel(logging.INFO)
    try:
        yield lines.lines
    finally:
        root.setLevel(level)
        root.removeHandler(lines)


async def close_all(wires: Sequence[Wire]) -> None:
    for wire in wires:
        await wire.close()
