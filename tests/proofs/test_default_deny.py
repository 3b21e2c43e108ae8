"""Rules P1, P3, P4, A1, A4 over the wire: what is not allowed is refused with a code; the server lives on."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access.tokens import participant_token, screen_token
from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import (
    BarrierId,
    CommitmentId,
    ParticipantId,
    Wording,
    WorkshopId,
)
from app.domain.log.events import Event
from app.domain.rules.wishes import ROW_OF
from app.domain.scenario import BarrierCategory, PhaseKind
from app.messages.sentences import SENTENCES
from app.messages.shapes import SHAPES
from tests.chance import by_chance
from tests.family import PHASE
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    CAI,
    EVE,
    NOON,
    ONE_TABLE,
    T1,
    around_the_table,
    entered,
    joined,
)
from tests.proofs.house import House, close_all, logged, serving_here
from tests.rows import MAY
from tests.wire import Closed, NotLetIn, WebSocket, Wire

ZOE = ParticipantId("zoe")
OTHER_RULES = {
    "arrange_tables": "tables_in_use",
    "set_round": "phase_is_over",
}
"""Allowed by both tables, refused by another rule: facts lie there, a round is over."""
TWO_MERGED = ((("nurse", "school"), ("police", "housing")),)


# --- command x audience x phase -----------------------------------------------------------------------------


def _before(kind: PhaseKind) -> Iterator[Event]:
    """What has happened, so that every wish has something to wish about."""
    yield from around_the_table(kind)[1:-1]
    yield from joined(EVE, None)
    yield from joined(ZOE, None)
    yield e.ParticipantRemoved(at=NOON, participant_id=ZOE)
    for fact_id, seat_id in (("zqidnu1", AMAS), ("zqidsc1", BOS)):
        yield e.FactRevealed(
            at=NOON,
            table_id=T1,
            seat_id=seat_id,
            participant_id=None,
            fact_id=fact_id,  # type: ignore[arg-type]
            wording=Wording.FULL,
            ask_id=None,
        )
    yield e.FactHeldBack(
        at=NOON,
        table_id=T1,
        seat_id=AMAS,
        fact_id="zqidnu4",  # type: ignore[arg-type]
        reason=BarrierCategory.FEAR,
    )
    yield e.RoleAsked(
        at=NOON,
        table_id=T1,
        ask_id=c.AskId("ask-before"),
        by_seat_id=BOS,
        role_id="nurse",  # type: ignore[arg-type]
        text="And?",
    )
    yield e.FactsDisputed(
        at=NOON,
        table_id=T1,
        dispute_id=c.DisputeId("dispute-before"),
        seat_id=BOS,
        fact_ids=frozenset({"zqidnu1", "zqidall1"}),  # type: ignore[arg-type]
        line="",
    )
    for name in ("barrier-shown", "barrier-voted", "barrier-hidden"):
        yield e.BarrierRaised(
            barrier_id=BarrierId(name),
            category=BarrierCategory.FEAR,
            text="?",
            setting=c.Setting.EXERCISE,
        )
    yield e.BarrierHidden(at=NOON, barrier_id=BarrierId("barrier-hidden"))
    yield e.BarrierVoted(at=NOON, participant_id=AMA, barrier_id=BarrierId("barrier-voted"))
    yield e.PaperVotesCounted(at=NOON, barrier_id=BarrierId("barrier-shown"), votes=2)
    yield e.CommitmentMade(
        at=NOON,
        commitment_id=CommitmentId("commitment-before"),
        barrier_id=None,
        situation="if",
        action="then",
        owner="all",
        due=None,
        check="",
    )
    yield entered(kind)


def _wishes(audience: Audience, kind: PhaseKind) -> Mapping[str, dict[str, Any]]:
    """Every command with fields that would change something now; what ends the scene comes last."""
    seat = {"seat_id": AMAS} if audience in (Audience.FACILITATOR, Audience.DESK) else {}
    commitment = {"situation": "if", "action": "then", "owner": "all", "check": "look"}
    elsewhere = next(phase for other, phase in PHASE.items() if other is not kind)
    return {
        "set_screen": {"is_frozen": True},
        "show_replay": {"table_id": T1, "moment": 1},
        "pause_workshop": {"reason": "tea"},
        "resume_workshop": {},
        "extend_phase": {"phase_id": PHASE[kind], "seconds": 60},
        "finish_reading": seat,
        "give_read": {"need": 4, "option_id": "the-need", "line": ""},
        "give_table_answer": {"option_id": "the-need", **seat},
        "reveal_fact": {"fact_id": "zqidnu2", **seat},
        "hold_back": {"fact_id": "zqidnu3", **seat},
        "tell_why": {"fact_id": "zqidnu4"},
        "ask_role": {"ask_id": "ask-newly", "role_id": "police", "text": "And?", **seat},
        "answer_ask": {"ask_id": "ask-before", "reply": "nothing_held", **seat},
        "link_facts": {"link_id": "link-newly", "fact_ids": ["zqidnu1", "zqidsc1"], "line": "", **seat},
        "mention_again": {"fact_id": "zqidnu1", **seat},
        "dispute_facts": {
            "dispute_id": "dispute-newly",
            "fact_ids": ["zqidnu1", "zqidsc1"],
            "line": "",
            **seat,
        },
        "settle_dispute": {"dispute_id": "dispute-before", "line": "so", **seat},
        "set_round": {
            "phase_id": PHASE[PhaseKind.SHARE],
            "visibility": "memory",
            "shows_insights_left": True,
        },
        "set_telling": {"near_misses": False, "lines_in_report": True},
        "give_inject": {"inject_id": "zqinjectcall"},
        "raise_barrier": {
            "barrier_id": by_chance("barrier-newly"),
            "category": "law",
            "text": "!",
            "setting": "real_work",
        },
        "vote_for_barrier": {"barrier_id": "barrier-shown"},
        "withdraw_vote": {"barrier_id": "barrier-voted"},
        "edit_barrier": {"barrier_id": "barrier-shown", "category": "law", "text": "!"},
        "count_votes": {"barrier_id": "barrier-shown", "votes": 3},
        "poll_barrier": {"barrier_id": "barrier-shown", "standing": "rule", "reach": "me"},
        "hide_barrier": {"barrier_id": "barrier-shown"},
        "show_barrier": {"barrier_id": "barrier-hidden"},
        "weigh_barrier": {"barrier_id": "barrier-shown", "standing": "rule", "reach": "me"},
        "group_barrier": {"barrier_id": "barrier-hidden", "into_id": "barrier-voted"},
        "make_commitment": {"commitment_id": "commitment-newly", **commitment},
        "drop_commitment": {"commitment_id": "commitment-before"},
        "check_out": {"confidence_then": 3, "confidence_now": 7, "takeaway": ""},
        "restore_participant": {"participant_id": ZOE},
        "seat_participant": {"participant_id": EVE, "seat_id": BOS},
        "arrange_tables": {"layout": TWO_MERGED},
        "set_door": {"is_locked": True},
        "remove_participant": {"participant_id": CAI},
        "remove_participants": {"participant_ids": [BO]},
        "move_to_phase": {"from_phase_id": PHASE[kind], "phase_id": elsewhere},
        "undo_move": {"phase_id": elsewhere},
        "take_seat": {"seat_id": BOS},
        "leave_workshop": {},
    }


def _expected(audience: Audience, kind: PhaseKind, type: str) -> str:
    wish, _ = SHAPES[type]
    if audience not in MAY[wish]:
        return "observers_watch" if audience is Audience.OBSERVER else "not_allowed"
    if kind not in ROW_OF[wish].steps:
        return "not_in_this_phase"
    return "ok"


async def _device(house: House, workshop_id: WorkshopId, audience: Audience) -> Wire:
    match audience:
        case Audience.PARTICIPANT:
            return await house.phone(workshop_id, AMA)
        case Audience.OBSERVER:
            return await house.phone(workshop_id, EVE)
        case Audience.FACILITATOR:
            return await house.console(workshop_id)
        case Audience.SCREEN:
            return await house.screen(workshop_id)
        case Audience.DESK:
            return await house.desk(workshop_id)


async def _walk(house: House, kind: PhaseKind, audience: Audience) -> dict[str, str]:
    """What each command is answered: `ok` or the code."""
    workshop_id = house.open(f"w-{kind}-{audience}", ONE_TABLE, *_before(kind))
    wire = await _device(house, workshop_id, audience)
    assert wire.audience == audience
    said = {}
    for type, fields in _wishes(audience, kind).items():
        answer = await wire.say(type, id=f"walk-{type}", **fields)
        said[type] = "ok" if answer["ok"] else answer["code"]
        if not answer["ok"]:
            assert answer["message"]
            assert answer.keys() == {"ok", "code", "message"}
    await wire.close()
    return said


def test_P4_the_walk_knows_every_command() -> None:
    assert set(_wishes(Audience.PARTICIPANT, PhaseKind.SHARE)) == set(SHAPES)
    assert {wish for wish, _ in SHAPES.values()} == set(MAY)
    assert set(ROW_OF) - {c.OpenWorkshop, c.JoinWorkshop, c.Settle} == set(MAY)


@pytest.mark.parametrize("kind", list(PhaseKind))
def test_P4_A1_each_command_is_allowed_to_whom_and_when_the_tables_say(
    kind: PhaseKind, tmp_path: Path
) -> None:
    with serving_here(tmp_path) as house:
        for audience in Audience:
            said = asyncio.run(_walk(house, kind, audience))
            told = {type: "ok" if code == OTHER_RULES.get(type) else code for type, code in said.items()}
            assert told == {type: _expected(audience, kind, type) for type in said}, audience


async def _paused(house: House) -> dict[str, str]:
    paused = e.WorkshopPaused(at=NOON, reason="tea")
    workshop_id = house.open("w-paused", ONE_TABLE, *_before(PhaseKind.SHARE), paused)
    wire = await _device(house, workshop_id, Audience.PARTICIPANT)
    types = ("reveal_fact", "hold_back", "leave_workshop")
    fields = _wishes(Audience.PARTICIPANT, PhaseKind.SHARE)
    answers = {type: await wire.say(type, id=f"walk-{type}", **fields[type]) for type in types}
    await wire.close()
    return {type: "ok" if answer["ok"] else answer["code"] for type, answer in answers.items()}


def test_A4_while_paused_a_participant_may_only_leave(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        said = asyncio.run(_paused(house))
    assert said == {"reveal_fact": "paused", "hold_back": "paused", "leave_workshop": "ok"}


# --- what nobody should send --------------------------------------------------------------------------------

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.sampled_from(
    sorted({name for _, shape in SHAPES.values() for name in shape.fields} | {"workshop_id", "by", "at"})
)
_ALMOST = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(SHAPES)) | st.text(max_size=12), "id": st.text(max_size=70) | _JSON},
    optional={"seat_id": _JSON, "fact_id": _JSON, "workshop_id": _JSON, "participant_id": _JSON},
)
_SAID = st.tuples(
    st.sampled_from(["command"] * 6 + ["resync", "clock", "snapshot", "changes", "disconnecting"])
    | st.text(min_size=1, max_size=20).filter(lambda name: name not in ("connect", "disconnect")),
    st.lists(_ALMOST | st.dictionaries(_FIELDS, _JSON, max_size=6) | _JSON, max_size=3),
)


class Speaker:
    """A phone that says anything at all; a new socket when the old one has used up what it may say."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.workshop_id = house.open("w-odd", ONE_TABLE, *_before(PhaseKind.SHARE))
        self.wire: Wire | None = None
        self.said = 0
        self.codes: set[str] = set()

    async def say(self, event: str, data: Sequence[Any]) -> dict[str, Any]:
        if self.wire is None or self.said % 50 == 0:
            await self.close()
            self.wire = await self.house.phone(self.workshop_id, AMA)
        self.said += 1
        return await self.wire.send(event, *data)

    async def close(self) -> None:
        if self.wire is not None:
            await self.wire.close()
            assert not [frame for frame in self.wire.frames if "Traceback" in frame]


@pytest.mark.slow
def test_P1_whatever_is_said_is_answered_with_a_code(tmp_path: Path) -> None:
    with logged() as lines, serving_here(tmp_path) as house, asyncio.Runner() as runner:
        speaker = Speaker(house)
        before = house.log(speaker.workshop_id)

        @settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(_SAID)
        def anything(said: tuple[str, list[Any]]) -> None:
            event, data = said
            answer = runner.run(speaker.say(event, data))
            if event == "clock":
                assert set(answer) == {"now"}
            elif event == "resync":
                assert answer == {"ok": True}
            else:
                assert answer["ok"] is False, (said, answer)
                assert answer["code"] in SENTENCES
                assert answer["message"]
                speaker.codes.add(answer["code"])

        anything()
        runner.run(speaker.close())
        assert house.log(speaker.workshop_id) == before
        assert {"malformed", "unknown_type", "unknown_event"} <= speaker.codes
        assert "internal" not in speaker.codes
        assert house.get("/healthz").body == "ok\n"
    assert not [line for line in lines if "Traceback" in line]


GARBAGE = [
    b"",
    b"4",
    b"42",
    b"42[]",
    b"42{}",
    b"42[1]",
    b"421[null]",
    b"42" + b"[" * 5000,
    b'42["command",',
    b"9",
    b"hello",
    b"43999[]",
    b"45-1[",
    b'451-["command",{"_placeholder":true,"num":0}]',
    b'42/elsewhere,1["command",{}]',
    b'40/elsewhere,{"as":"screen"}',
    b"\xff\xfe",
    b'421["connect",{"as":"console"}]',
    b'421["disconnect"]',
    b'4299999999999999999999["command"]',
]


async def _throw(house: House, workshop_id: WorkshopId, payload: bytes) -> None:
    """Throw something at the server that no client would send; what comes back, if anything, is no secret."""
    wire = await house.phone(workshop_id, AMA)
    assert isinstance(wire.transport, WebSocket)
    try:
        await wire.transport.send_frame(payload)
        await wire.ask("clock")  # this one may be taken for the rest of the garbage
        await wire.caught_up()
    except Closed:
        pass
    await wire.close()
    assert not [frame for frame in wire.frames if "Traceback" in frame or "app/" in frame]


@pytest.mark.parametrize("payload", GARBAGE)
def test_P1_garbage_ends_at_most_its_own_connection(payload: bytes, tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        workshop_id = house.open("w-odd", ONE_TABLE, *_before(PhaseKind.SHARE))
        asyncio.run(_throw(house, workshop_id, payload))
        assert asyncio.run(_still_works(house, workshop_id)) == {"ok": True}


async def _still_works(house: House, workshop_id: WorkshopId) -> dict[str, Any]:
    wire = await house.phone(workshop_id, BO)
    answer = await wire.send("resync")
    await wire.close()
    return answer


async def _say_too_much(house: House, workshop_id: WorkshopId, letters: int) -> str:
    wire = await house.phone(workshop_id, AMA)
    fields = {
        "category": "law",
        "text": "x" * letters,
        "setting": "exercise",
        "barrier_id": by_chance("barrier-much"),
    }
    try:
        answer = await wire.say("raise_barrier", id="much-0001", **fields)
    except Closed:
        return "closed"
    finally:
        await wire.close()
    return str(answer["code"])


@pytest.mark.parametrize(("letters", "told"), [(281, "malformed"), (65_000, "malformed")])
def test_P1_what_is_too_long_is_refused(letters: int, told: str, tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        workshop_id = house.open("w-odd", ONE_TABLE, *_before(PhaseKind.BARRIERS))
        assert asyncio.run(_say_too_much(house, workshop_id, letters)) == told
        assert asyncio.run(_still_works(house, workshop_id)) == {"ok": True}


def test_P1_what_is_far_too_long_is_not_even_read(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        workshop_id = house.open("w-odd", ONE_TABLE, *_before(PhaseKind.BARRIERS))
        for letters in (66_000, 5_000_000):
            assert asyncio.run(_say_too_much(house, workshop_id, letters)) == "closed"
            assert asyncio.run(_still_works(house, workshop_id)) == {"ok": True}


# --- who may not come in ------------------------------------------------------------------------------------


async def _refused(house: House, auth: Any, cookies: str = "") -> str:
    try:
        wire = await Wire.open(house.port, auth, cookies=cookies)
    except NotLetIn as refusal:
        return refusal.code if refusal.sentence == SENTENCES[refusal.code] else "no sentence"
    await wire.close()
    return "let in"


def test_P3_tokens_open_their_own_door_only(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        here = house.open("w-here", ONE_TABLE, *_before(PhaseKind.SHARE))
        there = house.open("w-there", ONE_TABLE, *around_the_table(PhaseKind.SHARE)[1:])
        house.open("w-gus", ONE_TABLE, facilitator="facilitator-gus")
        mine = participant_token(house.key, here, AMA)
        shown = screen_token(house.key, here)
        leads = house.facilitator_cookie()
        foreign = participant_token(b"another key", here, AMA)
        cases: list[tuple[Any, str, str]] = [
            ({"as": "phone", "token": mine}, "", "let in"),
            ({"as": "phone", "token": mine[:-1]}, "", "not_signed_in"),
            ({"as": "phone", "token": mine.swapcase()}, "", "not_signed_in"),
            ({"as": "phone", "token": foreign}, "", "not_signed_in"),
            ({"as": "phone", "token": shown}, "", "not_signed_in"),
            ({"as": "phone", "token": participant_token(house.key, there, EVE)}, "", "not_signed_in"),
            ({"as": "phone", "token": participant_token(house.key, here, ZOE)}, "", "removed"),
            (
                {"as": "phone", "token": participant_token(house.key, WorkshopId("w-no"), AMA)},
                "",
                "no_such_workshop",
            ),
            ({"as": "phone"}, leads, "not_signed_in"),
            ({"as": "screen", "token": mine}, "", "not_signed_in"),
            ({"as": "screen", "token": ""}, leads, "not_signed_in"),
            ({"as": "screen", "token": {"$ne": 1}}, "", "not_signed_in"),
            ({"as": "console", "workshop": here}, leads, "let in"),
            ({"as": "console", "workshop": here}, house.seat_cookie(here, AMA), "not_signed_in"),
            ({"as": "console", "workshop": here}, "facilitator=forged", "not_signed_in"),
            ({"as": "console", "workshop": "w-gus"}, leads, "no_such_workshop"),
            ({"as": "console", "workshop": "w-no"}, leads, "no_such_workshop"),
            ({"as": "console", "workshop": ["w-here"]}, leads, "no_such_workshop"),
            ({"as": "facilitator", "workshop": here}, leads, "not_signed_in"),
            ({}, leads, "not_signed_in"),
            ([], leads, "not_signed_in"),
            ("phone", leads, "not_signed_in"),
            (None, "", "not_signed_in"),
        ]
        told = [(asyncio.run(_refused(house, auth, cookies)), auth) for auth, cookies, _ in cases]
    assert told == [(code, auth) for auth, _, code in cases]


async def _after_removal(house: House, workshop_id: WorkshopId) -> tuple[list[str], list[str]]:
    """What a removed phone hears when it goes on talking on a connection it does not close."""
    phone, console = await house.phone(workshop_id, AMA), await house.console(workshop_id)
    assert isinstance(phone.transport, WebSocket)
    answer = await console.say("remove_participant", id="remove-001", participant_id=AMA)
    assert answer["ok"]
    await phone.until_closed()
    heard = len(phone.frames)
    reveal = ["command", {"id": "tap-00001", "type": "reveal_fact", "fact_id": "zqidnu2"}]
    later: list[str] = []
    try:
        for packet in (f"420{json.dumps(reveal)}", '421["resync"]'):
            await phone.transport.send(packet)
        await console.say("reveal_fact", id="reveal-01", fact_id="zqidsc2", seat_id=BOS)
        await console.caught_up()
        await phone.transport.send("1")
        while True:
            later.append(await phone.transport.receive())
    except Closed:
        pass
    await close_all([phone, console])
    return [frame for frame in phone.frames[:heard] if "farewell" in frame], later


def test_P6_a_removed_participant_is_told_and_neither_heard_nor_sent_anything(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        workshop_id = house.open("w-here", ONE_TABLE, *_before(PhaseKind.SHARE))
        farewells, later = asyncio.run(_after_removal(house, workshop_id))
        revealed = set(house.folded(workshop_id).tables[T1].revealed)
    assert len(farewells) == 1
    assert '"removed"' in farewells[0]
    assert revealed == {"zqidnu1", "zqidsc1", "zqidsc2"}
    assert not [packet for packet in later if "zq" in packet]


async def _pretends(house: House, workshop_id: WorkshopId) -> tuple[list[Any], list[str]]:
    """A phone that plays its own connecting and disconnecting, and is then removed."""
    phone, console = await house.phone(workshop_id, AMA), await house.console(workshop_id)
    there = house.open("w-there", ONE_TABLE, *around_the_table(PhaseKind.SHARE)[1:])
    token = {"as": "phone", "token": participant_token(house.key, there, BO)}
    said = (("connect", {}, token), ("disconnect",), ("disconnect", "gone"), ("*",), ("*", []), ("*", "x"))
    codes = [(await phone.send(event, *data)).get("code") for event, *data in said]
    assert (await console.say("remove_participant", id="remove-001", participant_id=AMA))["ok"]
    await phone.until_closed()
    await close_all([phone, console])
    return codes, [frame for frame in phone.frames if "farewell" in frame]


def test_P3_a_message_cannot_play_the_connection(tmp_path: Path) -> None:
    """Else a phone could slip out of the server's sight and go on listening after it was removed."""
    with serving_here(tmp_path) as house:
        workshop_id = house.open("w-here", ONE_TABLE, *_before(PhaseKind.SHARE))
        codes, farewells = asyncio.run(_pretends(house, workshop_id))
    assert set(codes) == {"unknown_event"}
    assert len(farewells) == 1


async def _elsewhere(house: House) -> None:
    """A payload that names another workshop, participant or seat moves nobody."""
    here = house.open("w-1", ONE_TABLE, *_before(PhaseKind.SHARE))
    there = house.open("w-2", ONE_TABLE, *_before(PhaseKind.SHARE))
    phone = await house.phone(here, AMA)
    for field in ("workshop", "workshop_id", "by", "participant_id", "room", "as"):
        answer = await phone.say("reveal_fact", id="tap-00001", fact_id="zqidnu2", **{field: str(there)})
        assert answer["code"] == "malformed"
    # Another's seat: it is the own one that acts.
    answer = await phone.say("reveal_fact", id="tap-00002", fact_id="zqidsc2", seat_id=BOS)
    assert answer["code"] == "not_your_fact"
    await phone.close()
    assert len(house.log(there)) == len(house.log(here))


def test_P3_no_payload_says_who_or_where(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        asyncio.run(_elsewhere(house))
