"""Sixty people at nine tables through the whole agenda, on the app as people start it (docs/field.md 9).

They come in through the door all at once, play the shipped family over real sockets and are answered. Rules
P1, P2, P5, V3: what was acknowledged is in the log once, the log is what everybody sees, and each frame of
each socket holds only what its reader may know at that version of the workshop.
"""

import asyncio
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pytest

from app.domain.log.commands import ParticipantId, SeatId, TableId, WorkshopId
from app.domain.log.state import Table, Workshop
from app.domain.rules.seating import propose
from app.domain.rules.sharing import in_play
from app.domain.scenario import BarrierCategory, FactId, PhaseKind, Scenario
from app.domain.views import slices
from app.domain.views.slices import Scope
from app.domain.workshop.decision import initial
from app.domain.workshop.evolution import evolve
from app.scenarios import load
from app.wire.numbering import Numbers
from tests.chance import as_said, by_chance
from tests.patience import PATIENCE_S
from tests.proofs import entitled
from tests.proofs.house import House
from tests.proofs.taps import SHIPPED
from tests.serving import serving
from tests.wire import Wire

PEOPLE, TABLES = 60, 9
LONGEST_RUN_S = 10 * PATIENCE_S
SAID_TWICE_EVERY = 5
"""Every fifth tap is sent again, as by a phone whose ack was lost."""
_OF_A_TABLE = re.compile(r"zqsaidt(\d)")


@dataclass(eq=False)
class Device:
    """A phone, the console or the screen. `past`: sockets it had before it reloaded."""

    what: str
    open: Any
    who: ParticipantId | None = None
    wire: Wire | None = None
    past: list[Wire] = field(default_factory=list)
    taps: int = 0
    acknowledged: set[str] = field(default_factory=set)

    @property
    def on(self) -> Wire:
        assert self.wire is not None
        return self.wire

    async def switch_on(self) -> None:
        """Connect, or reload: the frames of the old socket stay to be read."""
        if self.wire is not None:
            await self.wire.close()
            self.past.append(self.wire)
        self.wire = await self.open()

    async def say(self, type: str, **fields: Any) -> None:
        self.taps += 1
        id = f"{self.what}-{self.taps:04}"
        first = await self.on.say(type, id=id, **fields)
        assert first["ok"], (self.what, type, fields, first)
        if self.taps % SAID_TWICE_EVERY == 0:
            assert await self.on.say(type, id=id, **fields) == first  # P2
        self.acknowledged.add(as_said(type, id, fields)["id"])

    def frames(self) -> Iterator[str]:
        for wire in (*self.past, self.on):
            assert not wire.strays
            yield from wire.frames


@dataclass(eq=False)
class Sixty:
    """The workshop under way. `seats`: each seat's phone; `tables`: as they were laid, hands and all."""

    house: House
    id: WorkshopId
    console: Device
    screen: Device
    phones: list[Device] = field(default_factory=list)
    names: dict[ParticipantId, str] = field(default_factory=dict)
    phone_at: dict[SeatId, Device] = field(default_factory=dict)
    tables: Mapping[TableId, Table] = field(default_factory=dict)
    checked: int = 0

    @property
    def scenario(self) -> Scenario:
        return self.house.scenario

    @property
    def devices(self) -> list[Device]:
        return [*self.phones, self.console, self.screen]

    async def come_in(self) -> None:
        """Everybody at once: the join page, its form, the socket, the snapshot."""
        await together(one.switch_on() for one in (self.console, self.screen))
        await together(self._join(number) for number in range(PEOPLE))
        workshop = self.house.folded(self.id)
        self.tables = workshop.tables
        for phone in self.phones:
            assert phone.who is not None
            seat_id = workshop.participants[phone.who].seat_id
            assert seat_id is not None
            self.phone_at[seat_id] = phone
        assert len(self.phone_at) == PEOPLE == len(workshop.table_by_seat)
        assert len(self.tables) == TABLES

    async def _join(self, number: int) -> None:
        name = f"zqname{number}"
        who = await asyncio.to_thread(self.house.join, self.id, name)
        phone = Device(f"phone-{number:02}", lambda: self.house.phone(self.id, who), who)
        self.names[who] = name
        await phone.switch_on()
        self.phones.append(phone)

    async def play(self) -> None:
        """Every phase of the agenda in its order, what people do in it, and then a look at every device."""
        for here, there in pairwise([*self.scenario.agenda, None]):
            assert here is not None
            await DOES.get(here.kind, nothing)(self)
            await self.look()
            if there is not None:
                await self.console.say("move_to_phase", from_phase_id=here.id, phase_id=there.id)

    async def look(self) -> None:
        """P5: once all is told, what each device made of its patches is what the log says."""
        here = self.house.folded(self.id).phase_id
        # The writer takes this one only after it has told everybody of all that came before.
        settled = await self.console.on.say(
            "move_to_phase", id="settled-1", from_phase_id=here, phase_id=here
        )
        assert settled["ok"]
        await together(one.on.caught_up() for one in self.devices)
        workshop = self.house.folded(self.id)
        shown = Shown(workshop)
        for phone in self.phones:
            assert phone.who is not None
            assert phone.on.values() == shown.all(slices.participant(workshop, phone.who)), phone.what
        console, screen = self.console.on.values(), self.screen.on.values()
        for scope in (slices.AGENDA, slices.TABLES, slices.PEOPLE, slices.MODERATION):
            assert console[scope.wire_name] == shown.one(scope)
        assert console["names"] == self.names
        for scope in slices.screen():
            assert screen[scope.wire_name] == shown.one(scope)
        self.checked += 1

    def seats(self) -> Iterator[tuple[Table, SeatId, Device, str]]:
        """Every seat with its table, its phone and the word that marks what is said there."""
        for table in self.tables.values():
            for seat_id in table.seats:
                yield table, seat_id, self.phone_at[seat_id], f"zqsaid{seat_id}"


class Shown:
    """What each scope of one workshop shows, as it arrives over the wire; each made once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._made: dict[Scope, Any] = {}

    def one(self, scope: Scope) -> Any:
        if scope not in self._made:
            self._made[scope] = json.loads(json.dumps(slices.value(self._workshop, scope)))
        return self._made[scope]

    def all(self, scopes: Iterable[Scope]) -> dict[str, Any]:
        return {scope.wire_name: self.one(scope) for scope in scopes}


async def together(tasks: Iterable[Awaitable[None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for task in tasks:
            group.create_task(_run(task))


async def _run(task: Awaitable[None]) -> None:
    await task


# --- what people do in each phase ---------------------------------------------------------------------------


def dealt(table: Table) -> dict[SeatId, list[FactId]]:
    """Each fact in play at a table with one seat that will say it; shared ones go round."""
    hands: dict[SeatId, list[FactId]] = {seat_id: [] for seat_id in table.seats}
    for fact_id in sorted(in_play(table)):
        holders = [seat.id for seat in table.seats.values() if fact_id in seat.hand]
        hands[min(holders, key=lambda seat_id: len(hands[seat_id]))].append(fact_id)
    return hands


def unsaid(table: Table) -> dict[SeatId, FactId]:
    """The fact that each seat does not reveal by itself; tables differ in which."""
    return {seat_id: facts[table.number % len(facts)] for seat_id, facts in dealt(table).items()}


def asked_seats(table: Table) -> Iterator[tuple[SeatId, SeatId, str]]:
    """Who asks whom at a table, and what comes of it."""
    seats = list(table.seats)
    return zip(seats, seats[1:] + seats[:1], cycle(("fact", "nothing_held", "held_back")), strict=False)


async def nothing(_sixty: Sixty) -> None:
    pass


async def read_hands(sixty: Sixty) -> None:
    await together(phone.say("finish_reading") for phone in sixty.phones)


async def give_reads(sixty: Sixty) -> None:
    options = cycle(sixty.scenario.reads.options)
    await together(
        phone.say("give_read", need=place % 11, option_id=next(options).id, line=f"{mark}read")
        for place, (_, _, phone, mark) in enumerate(sixty.seats())
    )


async def share(sixty: Sixty) -> None:
    await together(_reveal(sixty, table, seat_id, phone) for table, seat_id, phone, _ in sixty.seats())
    await sixty.look()  # before anything else is told that would bring what was forgotten
    # What lies on the table is said again; the two that do not fit are marked, and settled in words.
    await together(_dispute(sixty, table) for table in sixty.tables.values())


async def _reveal(sixty: Sixty, table: Table, seat_id: SeatId, phone: Device) -> None:
    kept = unsaid(table)[seat_id]
    reasons = list(BarrierCategory)
    await phone.say("hold_back", fact_id=kept, reason=reasons[len(phone.what) % len(reasons)].value)
    for fact_id in dealt(table)[seat_id]:
        if fact_id == kept:
            continue
        is_least = sixty.scenario.fact_by_id[fact_id].is_sensitive and table.number % 2
        wording = {"wording": "minimum"} if is_least else {}
        await phone.say("reveal_fact", fact_id=fact_id, **wording)


async def _dispute(sixty: Sixty, table: Table) -> None:
    said = {fact_id for facts in dealt(table).values() for fact_id in facts} - set(unsaid(table).values())
    first, second = sorted(said)[:2]
    phones = [sixty.phone_at[seat_id] for seat_id in table.seats]
    dispute_id, word = f"dispute-{table.id}", f"zqsaid{table.id}"
    await phones[0].say("mention_again", fact_id=first)
    await phones[1].say(
        "dispute_facts", dispute_id=dispute_id, fact_ids=[first, second], line=f"{word}dispute"
    )
    await phones[2].say("settle_dispute", dispute_id=dispute_id, line=f"{word}settled")


async def reload(sixty: Sixty) -> None:
    """The network of the building comes back: everybody connects again in the same moment."""
    await together(phone.switch_on() for phone in sixty.phones)


async def ask_and_link(sixty: Sixty) -> None:
    await together(_ask(sixty, table) for table in sixty.tables.values())
    await together(_link(sixty, table) for table in sixty.tables.values())


async def _ask(sixty: Sixty, table: Table) -> None:
    for asking, asked, reply in asked_seats(table):
        ask_id, role_id = f"ask-of-{asking}", table.seats[asked].role_ids[-1]
        await sixty.phone_at[asking].say(
            "ask_role", ask_id=ask_id, role_id=role_id, text=f"zqsaid{table.id}ask {asking}"
        )
        fact = {"fact_id": unsaid(table)[asked]} if reply == "fact" else {}
        await sixty.phone_at[asked].say("answer_ask", ask_id=ask_id, reply=reply, **fact)


async def _link(sixty: Sixty, table: Table) -> None:
    out = sixty.house.folded(sixty.id).tables[table.id].revealed.keys()
    phones = cycle([sixty.phone_at[seat_id] for seat_id in table.seats])
    for number, insight in enumerate(sixty.scenario.insights):
        facts = next((sorted(one) for one in insight.solved_by if one <= out), None)
        if facts is not None and (number + table.number) % 4:  # each table overlooks some
            await next(phones).say(
                "link_facts",
                link_id=f"link-{table.id}-{number}",
                fact_ids=facts,
                line=f"zqsaid{table.id}link{number}",
            )


async def raise_barriers(sixty: Sixty) -> None:
    categories = cycle(BarrierCategory)
    await together(
        phone.say(
            "raise_barrier",
            barrier_id=barrier_of(place),
            category=next(categories).value,
            text=f"zqsaidbarrier{place}",
            setting=("exercise", "real_work")[place % 2],
        )
        for place, phone in enumerate(sixty.phones)
    )


def barrier_of(place: int) -> str:
    return by_chance(f"barrier-{place:02}")


async def vote(sixty: Sixty) -> None:
    """The step of barriers is over, so all of them have come in (D11)."""
    await sixty.console.say("hide_barrier", barrier_id=barrier_of(0))
    await sixty.console.say(
        "edit_barrier", barrier_id=barrier_of(1), category="fear", text="zqsaidwithoutaname"
    )
    await together(_vote(place, phone) for place, phone in enumerate(sixty.phones))


async def _vote(place: int, phone: Device) -> None:
    for number in range(3):
        await phone.say("vote_for_barrier", barrier_id=barrier_of(1 + (place * 3 + number) % 20))
    if place % 4 == 0:
        await phone.say("withdraw_vote", barrier_id=barrier_of(1 + place * 3 % 20))


async def weigh(sixty: Sixty) -> None:
    for place in range(1, 6):
        await sixty.console.say("weigh_barrier", barrier_id=barrier_of(place), standing="belief", reach="me")
    await sixty.console.say("count_votes", barrier_id=barrier_of(2), votes=4)


async def commit(sixty: Sixty) -> None:
    await together(_commit(place, phone) for place, phone in enumerate(sixty.phones))
    await sixty.phones[7].say("drop_commitment", commitment_id="commitment-07")


async def _commit(place: int, phone: Device) -> None:
    said = {one: f"zqsaid{one}{place}" for one in ("situation", "action", "owner", "check")}
    await phone.say(
        "make_commitment",
        commitment_id=f"commitment-{place:02}",
        barrier_id=barrier_of(1 + place % 20),
        due="2026-06-30",
        **said,
    )


async def check_out(sixty: Sixty) -> None:
    await together(
        phone.say("check_out", confidence_then=3, confidence_now=7, takeaway=f"{mark}takeaway")
        for _, _, phone, mark in sixty.seats()
    )


DOES = {
    PhaseKind.READ: read_hands,
    PhaseKind.FIRST_READ: give_reads,
    PhaseKind.SHARE: share,
    PhaseKind.PULSE: reload,
    PhaseKind.ASK_AND_LINK: ask_and_link,
    PhaseKind.SECOND_READ: give_reads,
    PhaseKind.BARRIERS: raise_barriers,
    PhaseKind.VOTE: vote,
    PhaseKind.MEANING: weigh,
    PhaseKind.COMMITMENTS: commit,
    PhaseKind.CHECK_OUT: check_out,
}


# --- what is looked at afterwards ---------------------------------------------------------------------------


def secrets_of(scenario: Scenario) -> dict[str, str]:
    """Everything that somebody may not know yet: as it stands in a frame, and as it is known by."""
    big = scenario.big_picture
    texts = {big.easy_story, big.statement, big.next_step, *big.unknown}
    for fact in scenario.facts:
        texts |= {fact.text, fact.note} | ({fact.minimum} if fact.minimum else set())
    for insight in scenario.insights:
        texts |= {insight.statement, insight.why, insight.next_step}
    texts |= {one.explanation for one in scenario.contradictions}
    texts |= {person.intro for person in scenario.people if not person.is_known_at_start}
    for role in scenario.roles:
        texts |= {role.does, role.holds, role.threshold, role.worry}
    return {json.dumps(text, ensure_ascii=False)[1:-1]: text for text in texts if text}


def told(frame: str, secrets: Mapping[str, str]) -> set[str]:
    """The secrets and the marked words that a frame tells."""
    return {text for written, text in secrets.items() if written in frame} | entitled.marks(frame)


class Readers:
    """What each device may know at each version of the workshop, folded from the log."""

    def __init__(self, sixty: Sixty) -> None:
        self._sixty = sixty
        # What somebody answered in private is told to them, and stands in no log (J8).
        self._own = {phone.what: {f"{mark}read", f"{mark}takeaway"} for _, _, phone, mark in sixty.seats()}
        self.at = [initial(sixty.scenario)]
        log = sixty.house.log(sixty.id)
        for recorded in log:
            self.at.append(evolve(self.at[-1], recorded.event))
        self._numbers = Numbers(self.at[-1], lambda version: log[version:])
        self._numbers.at(slices.AGENDA, len(log))  # counts them all

    def version_of(self, device: Device, frame: str) -> int:
        """The newest step that a frame tells of, by the numbers of its slices."""
        name, data = json.loads(frame[2:])
        told = data["slices"].items() if name == "snapshot" else [(one["slice"], one) for one in data]
        scopes = {str(one.wire_name): one for one in self._seen_by(device)}
        return max(self._told_at(scopes[name], one["version"]) for name, one in told if name in scopes)

    def _told_at(self, scope: Scope, number: int) -> int:
        """The version of the event that led to a slice's number; 0 for none."""
        versions = range(len(self.at))
        return bisect_left(versions, number, key=lambda version: self._numbers.at(scope, version))

    def _seen_by(self, device: Device) -> tuple[slices.Scope, ...]:
        if device.who is not None:
            return slices.participant(self.at[-1], device.who)
        return slices.screen() if device is self._sixty.screen else slices.facilitator()

    def may_know(self, device: Device, version: int) -> set[str]:
        workshop = self.at[version]
        # What was edited or taken out is gone from the log, and was there for all to read before.
        edited = {"zqsaidbarrier1"} if barrier_of(1) in workshop.barriers else set()
        if "commitment-07" in workshop.commitments or version == len(self.at) - 1:
            edited |= {f"zqsaid{one}7" for one in ("situation", "action", "owner", "check")}
        if device.who is not None:
            return entitled.phone(workshop, device.who) | self._own.get(device.what, set()) | edited
        if device is self._sixty.screen:
            return entitled.screen(workshop) | edited
        return entitled.console(workshop, self._sixty.names.values()) | edited


def check_frames(sixty: Sixty) -> Counter[str]:
    """V3: frame by frame, against the workshop as it was when the frame was made. How much was read."""
    readers, secrets = Readers(sixty), secrets_of(sixty.scenario)
    read: Counter[str] = Counter()
    for device in sixty.devices:
        ever: set[str] = set()
        for frame in device.frames():
            words = told(frame, secrets)
            ever |= words
            read["frames"] += 1
            if not words:
                continue
            version = readers.version_of(device, frame)
            too_much = words - readers.may_know(device, version)
            assert not too_much, f"{device.what} was told {sorted(too_much)} at {version}"
        if device.who is not None:
            read["told"] += len(ever)
            check_isolated(sixty, device, ever)
            # What lies on the table at the end has reached every phone there: else the reading is blind.
            seat_id = readers.at[-1].participants[device.who].seat_id
            assert seat_id is not None
            lies_there = entitled.on_the_table(
                readers.at[-1], readers.at[-1].tables[readers.at[-1].table_by_seat[seat_id]]
            )
            assert lies_there & set(secrets.values()) - _never_shown(sixty.scenario) <= ever, device.what
    return read


def check_isolated(sixty: Sixty, device: Device, ever: set[str]) -> None:
    """Before the reveal or after it: no phone ever hears a word that was said at another table."""
    assert device.who is not None
    home = sixty.house.folded(sixty.id).participants[device.who].seat_id
    assert home is not None
    tables = {found[1] for word in ever if (found := _OF_A_TABLE.match(word))}
    assert tables == {home[1]}, f"{device.what} of {home} heard from tables {sorted(tables)}"


def _never_shown(scenario: Scenario) -> set[str]:
    """Words that the reveal may show and that only stand where something was missed."""
    return {fact.note for fact in scenario.facts} | {insight.why for insight in scenario.insights}


def check_log(sixty: Sixty) -> int:
    """P1, P2: each acknowledged command stands in the log once. How many."""
    log = sixty.house.log(sixty.id)
    assert [recorded.version for recorded in log] == list(range(1, len(log) + 1))
    events: Counter[str] = Counter()
    for recorded in log:
        events[recorded.command_id] += 1
    acknowledged = {id for one in sixty.devices for id in one.acknowledged}
    assert acknowledged <= events.keys()
    # Beside them: the opening, and for each who joined two events by the door.
    others = {id: n for id, n in events.items() if id not in acknowledged}
    assert Counter(others.values()) == {1: 1, 2: PEOPLE}
    # One event each, save an answer with a fact, which reveals it as well; and a step that ends counts what
    # was answered in it, and lets in the barriers that waited (J8, D11).
    said = {id for one in sixty.devices if one is not sixty.console for id in one.acknowledged}
    answers = [id for id in said if events[id] == 2]
    assert {events[id] for id in said} == {1, 2}
    expected = [reply for table in sixty.tables.values() for _, _, reply in asked_seats(table)].count("fact")
    assert len(answers) == expected
    return len(acknowledged)


async def _played(house: House) -> Sixty:
    workshop_id = house.open("sixty", propose(house.scenario, PEOPLE))
    sixty = Sixty(
        house,
        workshop_id,
        Device("console", lambda: house.console(workshop_id)),
        Device("screen", lambda: house.screen(workshop_id)),
    )
    try:
        async with asyncio.timeout(LONGEST_RUN_S):
            await sixty.come_in()
            await sixty.play()
    finally:
        await together(one.wire.close() for one in sixty.devices if one.wire is not None)
    return sixty


@pytest.mark.slow
def test_V3_P1_P5_sixty_people_at_nine_tables_lose_nothing_and_hear_nothing_they_may_not(
    tmp_path: Path,
) -> None:
    database = tmp_path / "workshops.sqlite3"
    house = House(f"sqlite:///{database}", SHIPPED.read_text(encoding="utf-8"))
    try:
        with serving(database) as app:
            house.port = app.port
            sixty = asyncio.run(_played(house))
            printed = app.printed
        assert sixty.checked == len(house.scenario.agenda) + 1 == 17
        assert check_log(sixty) > 15 * PEOPLE
        read = check_frames(sixty)
        # Each tap has its answer, each look its own, and each phase its news; how much of the rest comes in
        # one frame hangs on how many taps were waiting.
        taps = sum(device.taps for device in sixty.devices)
        assert read["frames"] > taps + 2 * sixty.checked * PEOPLE
        assert read["told"] > 40 * PEOPLE
        assert "Traceback" not in printed
    finally:
        house.close()


def test_V3_the_reading_of_the_sixty_can_fail() -> None:
    """A frame with a fact in it is seen to hold it, whatever its letters."""
    scenario = load(SHIPPED.read_text(encoding="utf-8"))
    secrets = secrets_of(scenario)
    for fact in scenario.facts:
        frame = "42" + json.dumps(["changes", [{"text": fact.text}]], ensure_ascii=False)
        assert fact.text in told(frame, secrets)
