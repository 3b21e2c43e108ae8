"""Workshops ready to share: opened, seven people seated, in the sharing phase, on a database of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from app.access.codes import new_code
from app.access.tokens import participant_token
from app.domain.log import commands as c
from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    SeatId,
    WorkshopId,
)
from app.domain.log.events import Event
from app.domain.log.signs import Signs
from app.domain.log.state import Table as LaidTable
from app.domain.log.state import Workshop
from app.domain.rules.seating import propose
from app.domain.scenario import PhaseId, PhaseKind
from app.domain.workshop.decision import decide, initial
from app.domain.workshop.evolution import evolve
from app.scenarios import load
from app.store import Append, Store, WorkshopRecord
from app.turn.drawn_signs import signs_of
from bench.phones import Table

SCENARIO = Path(__file__).resolve().parent.parent / "scenarios/button_family.yaml"
SEATS = 7


@dataclass
class Workshops:
    """Makes workshops in a database file; the app is started on it, or already runs."""

    database: str
    text: str = field(default_factory=lambda: SCENARIO.read_text(encoding="utf-8"))
    _number: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.scenario = load(self.text)
        self.store = Store.open(self.database)
        self.key = self.store.secret_key()
        self.owner = f"bench-{self.scenario.id}"
        self.store.add_facilitator(self.owner, self.owner, "none", datetime.now(UTC))

    def tables(self, n: int, events: int = 0) -> list[Table]:
        """So many workshops of one table, each with at least so many events in its log."""
        return [self._table(events) for _ in range(n)]

    def lobby(self, people: int) -> str:
        """The code of a workshop laid for so many people, into which nobody has come yet."""
        code = new_code()
        self._kept(code, [self._opened(people)])
        return code

    def seated(self, people: int) -> list[Table]:
        """The tables of one workshop in which so many people share."""
        workshop_id, workshop = self._kept(new_code(), self._sharing(people))
        return [self._playable(workshop_id, workshop, table) for table in workshop.tables.values()]

    def almost_told(self, left: int) -> tuple[WorkshopId, Table]:
        """One table with a seat for every role, its person there; all facts but so many lie on it."""
        layout = (tuple((role.id,) for role in self.scenario.roles),)
        lays = _Says(FacilitatorActor(), c.OpenWorkshop(layout=layout))
        opening = [lays, *self._people_share(len(layout[0]))]
        seats = [SeatId(f"t1s{place + 1}") for place in range(len(layout[0]))]
        holders = {
            fact.id: next(
                seat for seat, role in zip(seats, self.scenario.roles, strict=True) if role.id in fact.held_by
            )
            for fact in self.scenario.facts
        }
        told = list(holders)[:-left]
        opening += [_Says(FacilitatorActor(), c.RevealFact(fact_id=id, seat_id=holders[id])) for id in told]
        workshop_id, workshop = self._kept(new_code(), opening)
        table = self._playable(workshop_id, workshop, next(iter(workshop.tables.values())))
        signs = self._signs(workshop_id)
        laid = {signs.fact(id) for id in told}
        table.reveals = [(phone, sign) for phone, sign in table.reveals if sign not in laid]
        return workshop_id, table

    def _table(self, events: int) -> Table:
        workshop_id, workshop = self._kept(new_code(), self._sharing(SEATS, events))
        return self._playable(workshop_id, workshop, next(iter(workshop.tables.values())))

    def _kept(self, code: str, opening: "Iterable[_Says]") -> tuple[WorkshopId, Workshop]:
        """A workshop in the database in which all this has been said."""
        workshop_id = WorkshopId(f"{self.owner}-{next(self._number):05}")
        record = WorkshopRecord(
            id=workshop_id,
            code=code,
            title="Bench",
            scenario_id=self.scenario.id,
            scenario_version=self.scenario.version,
            scenario_hash=self.owner,
            scenario_text=self.text,
            facilitator_id=self.owner,
            created_at=datetime.now(UTC),
        )
        self.store.add_workshop(record)
        workshop = initial(self.scenario)
        log: list[Event] = []
        for number, command in enumerate(opening):
            happened = decide(workshop, command(number))
            for event in happened:
                workshop = evolve(workshop, event)
            log.extend(happened)
        events = Append(
            workshop_id=workshop_id, after_version=0, command_id=CommandId("bench-open"), events=tuple(log)
        )
        self.store.append([events])
        return workshop_id, workshop

    def _playable(self, workshop_id: WorkshopId, workshop: Workshop, table: LaidTable) -> Table:
        """A table's phones, and every fact in play with one of them that holds it."""
        people = [one for one in workshop.participants.values() if one.seat_id in table.seats]
        reveals: list[tuple[int, str]] = []
        signs = self._signs(workshop_id)
        for fact in self.scenario.facts:
            holders = [
                place
                for place, one in enumerate(people)
                if one.seat_id and fact.id in workshop.seat(one.seat_id).hand
            ]
            if holders:
                reveals.append((holders[len(reveals) % len(holders)], signs.fact(fact.id)))
        tokens = [participant_token(self.key, workshop_id, one.id) for one in people]
        return Table(auths=[{"as": "phone", "token": token} for token in tokens], reveals=reveals)

    def _signs(self, workshop_id: WorkshopId) -> Signs:
        """What phones call the workshop's facts."""
        return signs_of(self.scenario, workshop_id, self.key)

    def _opened(self, people: int) -> "_Says":
        return _Says(FacilitatorActor(), c.OpenWorkshop(layout=propose(self.scenario, people)))

    def _sharing(self, people: int, events: int = 0) -> "Iterator[_Says]":
        yield self._opened(people)
        yield from self._people_share(people)
        share = self._share_id
        for number in range(events - 2 * people - 2):
            yield _Says(FacilitatorActor(), c.ExtendPhase(phase_id=share, seconds=60 * (-1) ** number))

    def _people_share(self, people: int) -> "Iterator[_Says]":
        """They come in, and the sharing phase begins."""
        for place in range(people):
            who = ParticipantId(f"phone-{place}")
            yield _Says(
                ParticipantActor(participant_id=who), c.JoinWorkshop(participant_id=who, as_observer=False)
            )
        lobby = self.scenario.agenda[0].id
        yield _Says(FacilitatorActor(), c.MoveToPhase(from_phase_id=lobby, phase_id=self._share_id))

    @property
    def _share_id(self) -> PhaseId:
        return next(phase.id for phase in self.scenario.agenda if phase.kind is PhaseKind.SHARE)


@dataclass(frozen=True)
class _Says:
    by: c.Actor
    wish: c.Wish

    def __call__(self, number: int) -> Command:
        at = datetime.now(UTC) - timedelta(minutes=1)
        return Command(id=CommandId(f"bench-{number:06}"), at=at, by=self.by, wish=self.wish)
