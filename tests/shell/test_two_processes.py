"""Two server processes, one workshop: what one commits, the phones of the other see."""

import contextlib
import queue
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import socketio

from app.access.codes import new_code
from app.access.tokens import participant_token
from app.domain.log import commands as c
from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    WorkshopId,
)
from app.domain.log.events import Event
from app.domain.rules.seating import propose
from app.domain.scenario import PhaseKind
from app.domain.workshop.decision import decide, initial
from app.domain.workshop.evolution import evolve
from app.scenarios import load
from app.store import Append, Store, WorkshopRecord
from tests.listening import redis_server
from tests.patience import PATIENCE_S
from tests.people import NOON
from tests.serving import ROOT, serving

SPRING = WorkshopId("spring")
TEXT = (ROOT / "scenarios/button_family.yaml").read_text(encoding="utf-8")


def open_workshop(database: Path) -> dict[str, str]:
    """A workshop in its sharing phase with three people; their tokens by id."""
    scenario = load(TEXT)
    store = Store.open(f"sqlite:///{database}")
    store.add_facilitator("fay", "Fay", "none", NOON)
    store.add_workshop(
        WorkshopRecord(
            id=SPRING,
            code=new_code(),
            title="Spring",
            scenario_id=scenario.id,
            scenario_version=scenario.version,
            scenario_hash="hash",
            scenario_text=TEXT,
            facilitator_id="fay",
            created_at=NOON,
        )
    )
    people = [ParticipantId(name) for name in ("ama", "bo", "cai")]
    share = next(phase.id for phase in scenario.agenda if phase.kind is PhaseKind.SHARE)
    fay = FacilitatorActor()
    wishes: list[tuple[c.Actor, c.Wish]] = [
        (fay, c.OpenWorkshop(layout=propose(scenario, 3))),
        *(
            (ParticipantActor(participant_id=one), c.JoinWorkshop(participant_id=one, as_observer=False))
            for one in people
        ),
        (fay, c.MoveToPhase(from_phase_id=scenario.agenda[0].id, phase_id=share)),
    ]
    workshop, log = initial(scenario), list[Event]()
    for number, (by, wish) in enumerate(wishes):
        for event in decide(workshop, Command(id=CommandId(f"setup-{number}"), at=NOON, by=by, wish=wish)):
            workshop = evolve(workshop, event)
            log.append(event)
    store.append(
        [Append(workshop_id=SPRING, after_version=0, command_id=CommandId("setup"), events=tuple(log))]
    )
    tokens = {one: participant_token(store.secret_key(), SPRING, one) for one in people}
    store.close()
    return {str(one): token for one, token in tokens.items()}


@dataclass
class Phone:
    """A real Socket.IO client over a real websocket."""

    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection=False))
    heard: "queue.Queue[tuple[str, Any]]" = field(default_factory=queue.Queue)
    hand: tuple[str, ...] = ()

    def connect(self, url: str, token: str) -> dict[str, Any]:
        for event in ("snapshot", "changes", "farewell", "disconnect"):
            self.client.on(event, lambda data=None, event=event: self.heard.put((event, data)))
        self.client.connect(
            url, auth={"as": "phone", "token": token}, transports=["websocket"], wait_timeout=PATIENCE_S
        )
        return self.next("snapshot")

    def next(self, event: str) -> Any:
        """What the next event of this kind brings."""
        while True:
            name, data = self.heard.get(timeout=PATIENCE_S)
            if name == event:
                return data

    def say(self, type: str, **fields: Any) -> Any:
        payload = {"id": f"tap-{type}-{'-'.join(fields.values())}", "type": type, **fields}
        return self.client.call("command", payload, timeout=PATIENCE_S)


@pytest.mark.slow
def test_P5_what_one_process_commits_reaches_the_phones_of_the_other(tmp_path: Path) -> None:
    database = tmp_path / "workshops.sqlite3"
    tokens = open_workshop(database)
    with contextlib.ExitStack() as stack:
        variables = {"REDIS_URL": stack.enter_context(redis_server())}
        first = stack.enter_context(serving(database, variables=variables))
        second = stack.enter_context(serving(database, variables=variables))
        ama, bo, cai = Phone(), Phone(), Phone()
        for phone, where, who in ((ama, first, "ama"), (bo, second, "bo"), (cai, second, "cai")):
            snapshot = phone.connect(where.url, tokens[who])
            stack.callback(phone.client.disconnect)
            phone.hand = tuple(snapshot["slices"]["seat"]["value"]["hand"])
        facts: list[str] = []
        mine = snapshot["slices"]["table"]["version"]
        for phone in (ama, bo, ama, cai, ama):  # the processes take turns, so that each must catch up
            fact_id = next(one for one in phone.hand if one not in facts)
            facts.append(fact_id)
            answer = phone.say("reveal_fact", fact_id=fact_id)
            assert answer == {"ok": True}
            mine += 1
            for other in (ama, bo, cai):
                [entry] = other.next("changes")
                assert (entry["slice"], entry["version"]) == ("table", mine)
                assert fact_id in entry["patch"]["facts"]
                assert entry["since"] == mine - 1  # no gap where there is none


@pytest.mark.slow
def test_P6_who_leaves_in_one_process_is_let_go_by_the_other(tmp_path: Path) -> None:
    database = tmp_path / "workshops.sqlite3"
    tokens = open_workshop(database)
    with contextlib.ExitStack() as stack:
        variables = {"REDIS_URL": stack.enter_context(redis_server())}
        first = stack.enter_context(serving(database, variables=variables))
        second = stack.enter_context(serving(database, variables=variables))
        phone, tablet = Phone(), Phone()  # one participant, two devices, two processes
        phone.connect(first.url, tokens["ama"])
        tablet.connect(second.url, tokens["ama"])
        assert phone.say("leave_workshop")["ok"]
        assert tablet.next("farewell") == {"code": "left"}
        tablet.next("disconnect")
