"""The app as it is put together, in this process, with devices that follow docs/protocol.md to the letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_socketio.test_client import SocketIOTestClient

from app import App, create_app
from app.access.codes import new_code
from app.access.own_addresses import Reach
from app.access.tokens import SEAT_COOKIE, participant_token, screen_token
from app.config import Settings
from app.domain.log import commands as c
from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    WorkshopId,
)
from app.domain.log.signs import Signs
from app.domain.scenario import Scenario
from app.store import Name, Store, WorkshopRecord
from app.turn.drawn_signs import signs_of
from tests.chance import as_said
from tests.family import SMALL
from tests.people import NOON, ONE_TABLE
from tests.signed import authored, signed

FACILITATOR = "facilitator-fay"


@cache
def empty_database() -> bytes:
    """A database file as the app lays it out, laid out once: what lies in it comes from each test alone."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite3"
        Store.open(f"sqlite:///{file}").close()
        return file.read_bytes()


class Gap(Exception):
    """A device missed a change: it would ask for a snapshot."""


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396, as a client would write it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


@dataclass
class Device:
    """One socket's client side: what it was sent, and the slices it has put together from that."""

    client: SocketIOTestClient
    numbers: Callable[[], int]
    slices: dict[str, dict[str, Any]] = field(default_factory=dict)
    audience: str = ""
    heard: list[tuple[str, Any]] = field(default_factory=list)
    signs: Signs = field(default_factory=Signs)

    def say(self, type: str, **fields: Any) -> dict[str, Any]:
        """Say a command; facts and options may be named as their author does."""
        fields = signed(fields, self.signs)
        return self.send("command", as_said(type, f"device-{self.numbers():06}", fields))

    def send(self, event: str, *data: Any) -> dict[str, Any]:
        answer = self.client.emit(event, *data, callback=True)
        assert isinstance(answer, dict), f"{event} was not acknowledged"
        return answer

    def listen(self) -> list[tuple[str, Any]]:
        """Take what has come in since, and apply it."""
        packets, self.client.queue = self.client.queue, []  # also of a client that was disconnected
        news = [(packet["name"], packet["args"][0]) for packet in packets]
        for name, data in news:
            if name == "snapshot":
                self.audience = data["audience"]
                self.slices = {one: dict(slice_) for one, slice_ in data["slices"].items()}
            elif name == "changes":
                for entry in data:
                    self._apply(entry)
        self.heard += news
        return news

    def _apply(self, entry: Mapping[str, Any]) -> None:
        mine = self.slices.get(entry["slice"])
        if mine is None or entry["version"] <= mine["version"]:
            return
        if entry["since"] > mine["version"]:
            raise Gap(f"{entry['slice']}: has {mine['version']}, told since {entry['since']}")
        mine["value"] = merged(mine["value"], entry["patch"])
        mine["version"] = entry["version"]

    def see(self, name: str) -> Any:
        self.listen()
        return self.slices[name]["value"]

    def facts(self) -> dict[str, Any]:
        """What lies on the phone's table, as the author calls it."""
        return authored(self.see("table")["facts"], self.signs)

    def values(self) -> dict[str, Any]:
        self.listen()
        return {name: one["value"] for name, one in self.slices.items()}


class Stage:
    """An app on a database file of its own, and helpers to people it. Every id is chosen by the test."""

    def __init__(
        self,
        folder: Path,
        scenario: Scenario = SMALL,
        languages: tuple[str, ...] = ("en", "es"),
        base_url: str = "http://workshop.test",
        reach: Reach | None = None,
    ) -> None:
        settings = Settings(
            host="127.0.0.1",
            port=0,
            database=f"sqlite:///{folder / 'workshops.sqlite3'}",
            base_url=base_url,
            async_mode="threading",
            redis_url=None,
            languages=languages,
        )
        self.scenario = scenario
        if not (file := folder / "workshops.sqlite3").exists():
            file.write_bytes(empty_database())
        self.app: App = create_app(settings, read_scenario=lambda _text: scenario, reach=reach)
        self.app.flask.config["TESTING"] = True
        self.app.store.add_facilitator(FACILITATOR, "Fay", "hash", NOON)
        self._number = count(1)

    def close(self) -> None:
        self.app.close()

    def open(self, name: str, layout: c.Layout = ONE_TABLE) -> WorkshopId:
        workshop_id = WorkshopId(name)
        record = WorkshopRecord(
            id=workshop_id,
            code=new_code(),
            title=f"Workshop {name}",
            scenario_id=self.scenario.id,
            scenario_version=self.scenario.version,
            scenario_hash="hash",
            scenario_text="text",
            facilitator_id=FACILITATOR,
            created_at=NOON,
        )
        self.app.service.open_workshop(record, layout, NOON)
        return workshop_id

    def signs(self, workshop_id: WorkshopId) -> Signs:
        """What devices call the workshop's facts and options."""
        return signs_of(self.scenario, workshop_id, self.app.key)

    def handle(
        self, workshop_id: WorkshopId, by: c.Actor, wish: c.Wish, id: str = "", name: Name | None = None
    ) -> int:
        command_id = CommandId(id or f"stage-{next(self._number):06}")
        return self.app.service.handle(workshop_id, Command(id=command_id, at=NOON, by=by, wish=wish), name)

    def leads(self, workshop_id: WorkshopId, wish: c.Wish) -> int:
        return self.handle(workshop_id, FacilitatorActor(), wish)

    def join(self, workshop_id: WorkshopId, who: str, *, as_observer: bool = False) -> ParticipantId:
        one = ParticipantId(who)
        wish = c.JoinWorkshop(participant_id=one, as_observer=as_observer)
        self.handle(workshop_id, ParticipantActor(participant_id=one), wish, name=(one, who.title()))
        return one

    def go_to(self, workshop_id: WorkshopId, kind: str) -> None:
        workshop, _ = self.app.service.current(workshop_id)
        phase = next(phase for phase in workshop.scenario.agenda if phase.kind == kind)
        self.leads(workshop_id, c.MoveToPhase(from_phase_id=workshop.phase_id, phase_id=phase.id))
        self.settle()  # who looks next sees the step

    def settle(self) -> None:
        """Wait until the writer has published all before: it takes the next turn only then."""
        workshop_id = WorkshopId("nowhere")
        try:
            self.leads(workshop_id, c.ResumeWorkshop())
        except Exception as refusal:
            assert type(refusal).__name__ == "NoSuchWorkshop"  # noqa: PT017

    # --- devices --------------------------------------------------------------------------------------

    def phone(self, workshop_id: WorkshopId, who: ParticipantId) -> Device:
        browser = self.app.flask.test_client()
        browser.set_cookie(SEAT_COOKIE, participant_token(self.app.key, workshop_id, who))
        return self.device(browser, {"as": "phone"}, workshop_id)

    def console(self, workshop_id: WorkshopId, facilitator: str = FACILITATOR) -> Device:
        browser = self.app.flask.test_client()
        with browser.session_transaction() as cookie:
            cookie["facilitator_id"] = facilitator
        return self.device(browser, {"as": "console", "workshop": workshop_id}, workshop_id)

    def desk(self, workshop_id: WorkshopId, facilitator: str = FACILITATOR) -> Device:
        browser = self.app.flask.test_client()
        with browser.session_transaction() as cookie:
            cookie["facilitator_id"] = facilitator
        return self.device(browser, {"as": "desk", "workshop": workshop_id}, workshop_id)

    def screen(self, workshop_id: WorkshopId) -> Device:
        token = screen_token(self.app.key, workshop_id)
        return self.device(self.app.flask.test_client(), {"as": "screen", "token": token}, workshop_id)

    def device(self, browser: Any, auth: Any, workshop_id: WorkshopId | None = None) -> Device:
        client = SocketIOTestClient(self.app.flask, self.app.socketio, auth=auth, flask_test_client=browser)
        signs = self.signs(workshop_id) if workshop_id else Signs()
        device = Device(client, numbers=lambda: next(self._number), signs=signs)
        if client.is_connected():
            device.listen()
        return device
