"""Rules P3, V3, V6: what is said in one workshop is heard there alone, what is a table's stays at the table.

Two workshops of one facilitator in one process, alike down to the ids of their people, two tables each, every
kind of device at each. Every message a client can send is said in one, by everybody who may say it.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import (
    BarrierId,
    ParticipantId,
    SeatId,
    TableId,
    WorkshopId,
)
from app.domain.log.events import Event
from app.domain.scenario import BarrierCategory, PhaseKind
from app.messages.shapes import SHAPES
from tests.chance import by_chance
from tests.family import PHASE
from tests.people import AMA, AMAS, BO, BOS, NOON, T1, T2, TWO_TABLES, entered, joined
from tests.proofs.house import MARKED, House, close_all, serving_here
from tests.rows import MAY
from tests.wire import Closed, Wire

KIM, LEE, OLA, ZOE = (ParticipantId(name) for name in ("kim", "lee", "ola", "zoe"))
KIMS, LEES = SeatId("t2s1"), SeatId("t2s2")
_SLICE = re.compile(r'"slice":\s?"(\w+)"|"(snapshot)"')
PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"

FIRST, SECOND = frozenset({"ama", "bo", "screen at t1"}), frozenset({"kim", "lee", "screen at t2"})
LEADS, SCREEN, ROUND = frozenset({"console", "desk"}), frozenset({"screen"}), frozenset({"screen", "ola"})
"""ROUND: the screen for all, and the observer, who sees what it shows."""
EVERYBODY = FIRST | SECOND | LEADS | ROUND


@dataclass(frozen=True)
class Case:
    """A command in a phase that allows it, and who hears of it: with patches, farewells or snapshots.

    `elsewhere`: of which slices the other table hears.
    """

    kind: PhaseKind
    says: Mapping[str, Any]
    heard: frozenset[str]
    elsewhere: frozenset[str] = frozenset()


_COMMITMENT = {"situation": "if", "action": "then", "owner": "all", "check": "look"}
_MERGED = ((("nurse", "school"), ("police", "housing")),) * 2
_TO_ALL = {"phase_id": PHASE[PhaseKind.SHARE], "visibility": "memory", "shows_insights_left": True}
_TWO = ["zqidnu1", "zqidsc1"]
SHARE, ASK, VOTE = PhaseKind.SHARE, PhaseKind.ASK_AND_LINK, PhaseKind.VOTE

AGENDA, DEBRIEF = frozenset({"agenda"}), frozenset({"debrief"})
HOW_MANY = AGENDA
"""Everybody is told how many sit at all tables together."""

CASES: Mapping[str, Case] = {
    # what belongs to a table
    "finish_reading": Case(PhaseKind.READ, {}, FIRST | LEADS),
    "reveal_fact": Case(SHARE, {"fact_id": "zqidnu2"}, FIRST | LEADS | ROUND),
    "hold_back": Case(SHARE, {"fact_id": "zqidnu3", "reason": "fear"}, frozenset({"ama"}) | LEADS),
    "tell_why": Case(PhaseKind.REVEAL, {"fact_id": "zqidnu3"}, FIRST),
    "ask_role": Case(ASK, {"ask_id": "ask-newly", "role_id": "school", "text": "And?"}, FIRST | LEADS),
    "answer_ask": Case(ASK, {"ask_id": "ask-before", "reply": "nothing_held"}, FIRST | LEADS),
    "link_facts": Case(ASK, {"link_id": "link-newly", "fact_ids": _TWO, "line": "so"}, FIRST | LEADS | ROUND),
    "mention_again": Case(SHARE, {"fact_id": "zqidnu1"}, FIRST | LEADS),
    "dispute_facts": Case(SHARE, {"dispute_id": "dispute-new", "fact_ids": _TWO, "line": ""}, FIRST | LEADS),
    "settle_dispute": Case(SHARE, {"dispute_id": "dispute-before", "line": "so"}, FIRST | LEADS),
    # who comes, goes and sits where
    # the screen shows in the lobby which places are taken
    "take_seat": Case(PhaseKind.LOBBY, {"seat_id": "t1s3"}, FIRST | LEADS | ROUND),
    "leave_workshop": Case(SHARE, {}, EVERYBODY, HOW_MANY),
    "seat_participant": Case(SHARE, {"participant_id": OLA, "seat_id": "t1s3"}, EVERYBODY, HOW_MANY),
    "remove_participants": Case(SHARE, {"participant_ids": [BO]}, EVERYBODY, HOW_MANY),
    "set_door": Case(
        SHARE, {"is_locked": True}, LEADS | SCREEN | {"screen at t1", "screen at t2"}, frozenset({"snapshot"})
    ),
    "remove_participant": Case(SHARE, {"participant_id": BO}, EVERYBODY, HOW_MANY),
    "restore_participant": Case(SHARE, {"participant_id": ZOE}, LEADS),
    "arrange_tables": Case(
        PhaseKind.LOBBY, {"layout": _MERGED}, EVERYBODY, frozenset({"snapshot", "seat", "table"})
    ),
    # what is the whole workshop's
    "move_to_phase": Case(
        SHARE,
        {"from_phase_id": PHASE[SHARE], "phase_id": PHASE[PhaseKind.REVEAL]},
        EVERYBODY,
        AGENDA | {"table"},
    ),
    "undo_move": Case(SHARE, {"phase_id": PHASE[SHARE]}, EVERYBODY, AGENDA),
    "pause_workshop": Case(SHARE, {"reason": "tea"}, EVERYBODY, AGENDA),
    "resume_workshop": Case(SHARE, {}, EVERYBODY, AGENDA),
    "extend_phase": Case(SHARE, {"phase_id": PHASE[SHARE], "seconds": 60}, EVERYBODY, AGENDA),
    "set_round": Case(SHARE, _TO_ALL, EVERYBODY, AGENDA | {"seat", "table"}),
    "set_telling": Case(SHARE, {"near_misses": False, "lines_in_report": True}, LEADS),
    "give_inject": Case(SHARE, {"inject_id": "zqinjectcall"}, EVERYBODY, frozenset({"table"})),
    "set_screen": Case(
        SHARE,
        {"is_blank": True},
        LEADS | ROUND | {"screen at t1", "screen at t2"},
        frozenset({"snapshot", "stage"}),  # a blank screen begins anew, with what it may show
    ),
    "show_replay": Case(PhaseKind.REVEAL, {"table_id": T1, "moment": 1}, EVERYBODY, frozenset({"replay"})),
    # judging and debrief
    "give_read": Case(
        PhaseKind.FIRST_READ, {"need": 4, "option_id": "the-need", "line": ""}, LEADS | {"ama"}
    ),
    "give_table_answer": Case(PhaseKind.SECOND_READ, {"option_id": "the-need"}, LEADS | {"ama", "bo"}),
    "raise_barrier": Case(
        PhaseKind.BARRIERS,
        {"barrier_id": by_chance("barrier-newly"), "category": "law", "text": "!", "setting": "exercise"},
        frozenset(),  # it waits for others: D11
    ),
    "edit_barrier": Case(VOTE, {"barrier_id": "shown", "category": "law", "text": "!"}, EVERYBODY, DEBRIEF),
    "hide_barrier": Case(VOTE, {"barrier_id": "shown"}, EVERYBODY, DEBRIEF),
    "show_barrier": Case(VOTE, {"barrier_id": "hidden"}, EVERYBODY, DEBRIEF),
    "weigh_barrier": Case(
        PhaseKind.MEANING, {"barrier_id": "shown", "standing": "rule", "reach": "me"}, EVERYBODY, DEBRIEF
    ),
    "group_barrier": Case(VOTE, {"barrier_id": "shown", "into_id": "voted"}, EVERYBODY, DEBRIEF),
    "poll_barrier": Case(
        PhaseKind.MEANING, {"barrier_id": "voted", "standing": "belief", "reach": "me"}, LEADS | {"ama"}
    ),
    "count_votes": Case(VOTE, {"barrier_id": "shown", "votes": 3}, LEADS),
    "vote_for_barrier": Case(VOTE, {"barrier_id": "shown"}, frozenset({"ama"})),
    "withdraw_vote": Case(VOTE, {"barrier_id": "voted"}, frozenset({"ama"})),
    "make_commitment": Case(
        PhaseKind.COMMITMENTS, {"commitment_id": "commitment-newly", **_COMMITMENT}, EVERYBODY, DEBRIEF
    ),
    "drop_commitment": Case(
        PhaseKind.COMMITMENTS, {"commitment_id": "commitment-before"}, EVERYBODY, DEBRIEF
    ),
    "check_out": Case(
        PhaseKind.CHECK_OUT, {"confidence_then": 3, "confidence_now": 7, "takeaway": ""}, LEADS | {"ama"}
    ),
}
BY_OBSERVER: Mapping[str, Case] = {
    "take_seat": Case(PhaseKind.LOBBY, {"seat_id": "t1s3"}, EVERYBODY, HOW_MANY),
    "leave_workshop": Case(SHARE, {}, frozenset({"ola"}) | LEADS),
}
"""Where it makes a difference that somebody without a seat says it."""
BY_WHO_LEADS: Mapping[str, Case] = {
    "raise_barrier": Case(PhaseKind.BARRIERS, CASES["raise_barrier"].says, EVERYBODY, DEBRIEF),
}
"""Where it makes a difference that somebody who leads says it: what is theirs is no secret."""
OTHER_MESSAGES: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any], frozenset[str]]] = {
    "resync": (("ama", "ola", "console", "desk", "screen", "screen at t1"), {}, frozenset()),
    "clock": (("ama", "ola", "console", "desk", "screen", "screen at t1"), {}, frozenset()),
    "replay": (("ama", "ola", "console", "desk", "screen", "screen at t1"), {"table_id": T1}, frozenset()),
    "health": (("ama", "ola"), {"rtt_ms": 40, "waiting": 1}, LEADS),
}
"""Beside commands: who says it, what, and who else hears of it."""
SPEAKERS = {
    Audience.PARTICIPANT: "ama",
    Audience.OBSERVER: "ola",
    Audience.FACILITATOR: "console",
    Audience.DESK: "desk",
}


# --- two workshops that are alike ---------------------------------------------------------------------------


def _scene(type: str, kind: PhaseKind) -> Iterator[Event]:
    """Two people at each table, an observer, one who was removed; something for every command to act on."""
    for who, seat_id in ((AMA, AMAS), (BO, BOS), (KIM, KIMS), (LEE, LEES), (OLA, None), (ZOE, None)):
        yield from joined(who, seat_id)
    yield e.ParticipantRemoved(at=NOON, participant_id=ZOE)
    for table_id, nurse, school in ((T1, AMAS, BOS), (T2, KIMS, LEES)):
        if type != "arrange_tables":  # tables on which facts lie are not laid anew
            yield from _on_the_table(type, table_id, nurse, school)
    for name in ("shown", "voted", "hidden"):
        yield e.BarrierRaised(
            barrier_id=BarrierId(name), category=BarrierCategory.FEAR, text="?", setting=c.Setting.EXERCISE
        )
    yield e.BarrierHidden(at=NOON, barrier_id=BarrierId("hidden"))
    for who in (AMA, KIM) if type == "withdraw_vote" else ():
        yield e.BarrierVoted(at=NOON, participant_id=who, barrier_id=BarrierId("voted"))
    if type == "poll_barrier":
        yield e.PaperVotesCounted(at=NOON, barrier_id=BarrierId("voted"), votes=2)
    yield e.CommitmentMade(
        at=NOON, commitment_id=c.CommitmentId("commitment-before"), barrier_id=None, due=None, **_COMMITMENT
    )
    yield entered(kind)
    if type == "resume_workshop":
        yield e.WorkshopPaused(at=NOON, reason="tea")
    if type == "undo_move":  # only a move of these seconds can be undone
        yield entered(PhaseKind.FIRST_READ)
        yield e.PhaseEntered(at=datetime.now(UTC), phase_id=PHASE[kind])


def _on_the_table(type: str, table_id: TableId, nurse: SeatId, school: SeatId) -> Iterator[Event]:
    place: dict[str, Any] = {"at": NOON, "table_id": table_id}
    said: dict[str, Any] = {**place, "participant_id": None, "wording": c.Wording.FULL, "ask_id": None}
    yield e.FactRevealed(**said, seat_id=nurse, fact_id="zqidnu1")
    yield e.FactRevealed(**said, seat_id=school, fact_id="zqidsc1")
    if type == "tell_why":
        yield e.FactHeldBack(**place, seat_id=nurse, fact_id="zqidnu3", reason=BarrierCategory.FEAR)
    ask_id, dispute_id = c.AskId("ask-before"), c.DisputeId("dispute-before")
    yield e.RoleAsked(**place, ask_id=ask_id, by_seat_id=school, role_id="nurse", text="And?")
    pair: Any = frozenset({"zqidnu1", "zqidall1"})
    yield e.FactsDisputed(**place, dispute_id=dispute_id, seat_id=school, fact_ids=pair, line="")


@dataclass(eq=False)
class Devices:
    """Everybody's sockets in one workshop, by whose or what they are; `seen`: frames when last looked at."""

    house: House
    workshop_id: WorkshopId
    wires: dict[str, Wire]
    seen: dict[str, int]

    @classmethod
    async def of(cls, house: House, name: str, type: str, kind: PhaseKind) -> "Devices":
        here = house.open(name, TWO_TABLES, *_scene(type, kind))
        wires = {str(who): await house.phone(here, who) for who in (AMA, BO, KIM, LEE, OLA)}
        wires |= {"console": await house.console(here), "desk": await house.desk(here)}
        wires |= {"screen": await house.screen(here), "screen at t1": await house.screen(here, T1)}
        wires["screen at t2"] = await house.screen(here, T2)
        devices = cls(house, here, wires, {})
        await devices.settle(0)
        devices.look_away()
        return devices

    async def settle(self, number: int) -> None:
        """Everybody has heard of everything: the writer takes this empty wish after it has told the rest."""
        here = self.house.folded(self.workshop_id).phase_id
        wish = {"type": "move_to_phase", "from_phase_id": here, "phase_id": here}
        assert (await self.wires["console"].say(id=f"settle-{number:04}", **wish))["ok"]
        await self.catch_up()

    async def catch_up(self) -> None:
        for wire in self.wires.values():
            with suppress(Closed):  # whoever left has heard all they ever will
                await wire.caught_up()

    def look_away(self) -> None:
        self.seen = {name: len(wire.frames) for name, wire in self.wires.items()}

    def new(self) -> dict[str, list[str]]:
        """What each was sent since, the answers to its own messages left out."""
        return {
            name: [frame for frame in wire.frames[self.seen[name] :] if not frame.startswith("43")]
            for name, wire in self.wires.items()
        }

    def heard(self) -> frozenset[str]:
        return frozenset(name for name, frames in self.new().items() if frames)

    def slices_at(self, places: frozenset[str]) -> frozenset[str]:
        """Which slices changed there; a snapshot names all of them."""
        frames = [frame for name, sent in self.new().items() if name in places for frame in sent]
        return frozenset(
            name for frame in frames for found in _SLICE.findall(frame) for name in found if name
        )

    async def whole(self) -> dict[str, Any]:
        """All that each would be told anew."""
        for wire in self.wires.values():
            assert (await wire.send("resync"))["ok"]
        told = {name: (wire.values(), wire.audience) for name, wire in self.wires.items()}
        self.look_away()
        return told

    async def close(self) -> None:
        await close_all([*self.wires.values()])


Told = tuple[frozenset[str], frozenset[str], frozenset[str]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving_here(tmp_path_factory.mktemp("isolation"), MARKED) as house:
        yield house


# --- commands -----------------------------------------------------------------------------------------------


def _speakers(type: str) -> Sequence[str]:
    return [SPEAKERS[audience] for audience in Audience if audience in MAY[SHAPES[type][0]]]


def _fields(type: str, speaker: str) -> dict[str, Any]:
    """What the speaker says; who leads says it for Ama's seat on paper."""
    acts_for_a_seat = type != "take_seat" and "seat_id" in {one.name for one in fields(SHAPES[type][0])}
    paper = {"seat_id": AMAS} if acts_for_a_seat and speaker in LEADS else {}
    return {**paper, **CASES[type].says}


async def _said_by_each(house: House, type: str) -> dict[str, Told]:
    """By speaker: who heard of it where it was said, what the other table heard of, who heard elsewhere."""
    case, told = CASES[type], {}
    there = await Devices.of(house, f"there-{type}", type, case.kind)
    before = await there.whole()
    for speaker in _speakers(type):
        here = await Devices.of(house, f"here-{type}-{speaker}", type, case.kind)
        answer = await here.wires[speaker].say(type, id=f"said-{type}", **_fields(type, speaker))
        assert answer["ok"], (speaker, answer)
        await here.settle(1)
        await there.catch_up()
        told[speaker] = here.heard(), here.slices_at(SECOND), there.heard()
        await here.close()
    assert await there.whole() == before
    assert house.log(there.workshop_id)[-1].command_id == f"open-there-{type}"
    await there.close()
    return told


def test_P3_V3_every_message_has_a_case() -> None:
    assert set(CASES) == set(SHAPES)
    section = PROTOCOL.read_text(encoding="utf-8").split("## From client to server")[1].split("\n## ")[0]
    documented = set(re.findall(r"^`(\w+)`(?: `\{.*\}`)? – ", section, re.MULTILINE))
    assert documented == {"command", *OTHER_MESSAGES}


@pytest.mark.slow
@pytest.mark.parametrize("type", sorted(SHAPES))
def test_P3_V3_V6_a_command_is_heard_where_it_was_said_and_nowhere_else(house: House, type: str) -> None:
    told = asyncio.run(_said_by_each(house, type))
    assert told
    for speaker, (here, elsewhere, there) in told.items():
        case = BY_OBSERVER.get(type, CASES[type]) if speaker == "ola" else CASES[type]
        case = BY_WHO_LEADS.get(type, case) if speaker in LEADS else case
        assert elsewhere == case.elsewhere, f"{type} by {speaker} at the other table"
        assert there == frozenset(), f"{type} by {speaker} was heard in another workshop"
        assert here == case.heard, f"{type} by {speaker}"


async def _answered_twice(house: House) -> tuple[dict[str, Any], dict[str, Any]]:
    """All that everybody is told after a table's first answer, and after its second."""
    here = await Devices.of(house, "here-answered", "give_table_answer", PhaseKind.SECOND_READ)
    told = []
    for number, option_id in enumerate(("the-need", "the-story")):
        wish = {"id": f"answer-{number:02}", "option_id": option_id}
        answer = await here.wires["ama"].say("give_table_answer", **wish)
        assert answer["ok"], answer
        await here.settle(number + 1)
        told.append(await here.whole())
    await here.close()
    return told[0], told[1]


def test_J6_which_answer_a_table_gave_is_told_to_its_own_phones_and_the_desk_alone(house: House) -> None:
    first, second = asyncio.run(_answered_twice(house))
    assert {name for name in first if first[name] != second[name]} == {"ama", "bo", "desk"}


# --- the other messages -------------------------------------------------------------------------------------


async def _other(house: House, event: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    speakers, payload, _ = OTHER_MESSAGES[event]
    kind = PhaseKind.REVEAL if event == "replay" else SHARE
    here = await Devices.of(house, f"here-{event}", event, kind)
    there = await Devices.of(house, f"there-{event}", event, kind)
    told = {}
    for speaker in speakers:
        here.look_away()
        there.look_away()
        answer = await here.wires[speaker].send(event, *([payload] if payload else []))
        assert answer.get("ok", "now" in answer)
        await here.catch_up()
        await there.catch_up()
        told[speaker] = here.heard() - {speaker}, there.heard()
    await here.close()
    await there.close()
    return told


@pytest.mark.parametrize("event", sorted(OTHER_MESSAGES))
def test_P3_P8_what_a_device_says_of_itself_is_heard_by_who_leads_it_alone(house: House, event: str) -> None:
    speakers, _, heard = OTHER_MESSAGES[event]
    assert asyncio.run(_other(house, event)) == {speaker: (heard, frozenset()) for speaker in speakers}
