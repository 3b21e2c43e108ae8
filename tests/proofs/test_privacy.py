"""Rules V1-V10, P3, D1 over real sockets: each marked word reaches only those who may know it, and only then.

Every frame of every socket, every page, every log line and every export of random legal histories is read.
"""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.log import events as e
from app.domain.log.commands import BarrierId, Setting, WorkshopId
from app.domain.log.signs import Signs
from app.domain.rules.agenda import has_reached
from app.domain.scenario import BarrierCategory, PhaseKind
from tests.chance import by_chance
from tests.people import AMA, BO, CAI, DEE, ONE_TABLE, T1, TWO_TABLES, around_the_table
from tests.proofs import entitled
from tests.proofs.house import MARKED, METRICS_TOKEN, House, close_all, in_language, logged, serving_here
from tests.proofs.played import Device, Played
from tests.serving import serving
from tests.signed import in_author_words
from tests.wire import fetch

_PERSON = re.compile(r"(?<![A-Za-z0-9_.-])p-[A-Za-z0-9_-]{16}")
_SOCKET = re.compile(r'"sid":"[^"]*"')
"""A socket's own random id, told to that socket only; one may begin as a participant's id does."""
EXPORTS = (
    *("report", "report.html", "report.xlsx", "report.csv", "report.zip", "report.json"),
    *("log.jsonl", "log-codebook.md", "reviews.ics"),
)
_REASON = re.compile(r'"reason":"([a-z_]+)"')


def _told(frame: str, signs: Signs | None = None) -> set[str]:
    """Every marked word (an author's id is one), every participant and every fact's sign in a frame."""
    facts = {sign for sign in signs.facts.values() if sign in frame} if signs else set()
    return entitled.marks(frame) | set(_PERSON.findall(_SOCKET.sub("", frame))) | facts


def _may_know(played: Played, device: Device) -> set[str]:
    workshop = played.house.in_tongue(played.workshop, device.language)
    if device.who is not None:
        return entitled.phone(workshop, device.who)
    if device.what == "screen":
        return entitled.screen(workshop)
    if device.what == "screen at t1":
        return entitled.table_screen(workshop, T1)
    if device.what == "desk":
        return entitled.desk(workshop, played.names.values())
    return entitled.console(workshop, played.names.values())


def _check_frames(played: Played) -> int:
    """What each device has been sent since the last step, against what it may know now. How many frames."""
    read = 0
    for device in played.devices:
        may_know = _may_know(played, device)
        for frame in device.new_frames():
            read += 1
            too_much = _told(frame, played.workshop.signs) - may_know
            assert not too_much, f"{device.what} was told {sorted(too_much)} in {frame}"
            if device.what == "desk":
                continue
            if device.who is None or played.workshop.participants[device.who].seat_id is None:
                assert not _REASON.search(frame), f"{device.what} was told a reason in {frame}"
    return read


def _check_pages(played: Played) -> None:
    """Pages hold a shell; what they show comes over the socket. They may say who leads which workshop."""
    house, workshop_id = played.house, played.workshop_id
    leads = house.facilitator_cookie()
    pages = {
        "/": "",
        "/healthz": "",
        f"/join/{house.code(workshop_id)}": "",
        f"/screen/{house.screen_token(workshop_id)}": "",
        "/facilitate": leads,
        f"/facilitate/{workshop_id}": leads,
        f"/facilitate/{workshop_id}/proposal?people=9": leads,
        f"/facilitate/{workshop_id}/kept": leads,
        f"/facilitate/{workshop_id}/delete": leads,
    }
    for path, cookie in pages.items():
        page = house.get(path, in_language(cookie, played.rng.choice(("en", "es"))))
        # The code dies with the workshop; whatever else there is, it must be there to be read.
        assert page.status == 200 or (path.startswith("/join/") and page.status == 404), (path, page.status)
        assert not _told(page.body), path
    _check_way_back(played)
    metrics = fetch(house.port, "GET", "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
    assert metrics.status == 200
    assert not _told(metrics.body)
    for who in played.workshop.participants:
        page = house.get("/phone", house.seat_cookie(workshop_id, who))
        assert page.status in (200, 401)
        assert _told(page.body) <= {who}, page.body
        page = house.get("/kept", house.seat_cookie(workshop_id, who))
        assert page.status == 200
        assert not _told(page.body), page.body


def _check_way_back(played: Played) -> None:
    """Who says that they were here before is told a number; not who is missing, nor what was theirs."""
    house, workshop_id = played.house, played.workshop_id
    way_back = house.way_back(workshop_id)
    for language in ("en", "es"):
        page = house.get(way_back, in_language("", language))
        number = house.store.handovers.comebacks.waiting(workshop_id, datetime.now(UTC))
        is_over = played.workshop.phase.kind is PhaseKind.CLOSED
        assert page.status == (404 if is_over else 200), page.body
        assert is_over or any(str(one) in page.body for one in number.values())
        assert not _told(page.body), page.body
    stands = house.get(f"{way_back}/stands")
    assert stands.status == 200
    assert set(json.loads(stands.body)) == {"waits"}


def _check_exports(played: Played) -> None:
    """A report tells what was said and missed, by role; never a name, a private answer or who wrote what."""
    house, workshop_id = played.house, played.workshop_id
    never = set(played.names.values())
    for language in ("en", "es"):
        never |= set(entitled.never_reported(house.in_tongue(played.workshop, language)))
    for path in EXPORTS:
        for language in ("en", "es"):
            cookies = in_language(house.facilitator_cookie(), language)
            page = house.get(f"/workshops/{workshop_id}/{path}?open=anyway", cookies)
            assert page.status == 200, path
            assert not _told(page.body) & never, (path, language)
            asked = house.get(f"/workshops/{workshop_id}/{path}", cookies).body
            assert has_reached(played.workshop, PhaseKind.REVEAL) or not entitled.marks(asked), path
        assert house.get(f"/workshops/{workshop_id}/{path}").status != 200, path
    for language in ("en", "es"):
        cookies = in_language(house.facilitator_cookie(), language)
        told = entitled.marks(house.get(f"/workshops/{workshop_id}/report", cookies).body)
        assert told or not has_reached(played.workshop, PhaseKind.REVEAL)  # before it the report asks first
        assert {word.startswith("zqes") for word in told - entitled.same_in_all(told)} <= {language == "es"}


def _check_log(played: Played, lines: list[str]) -> None:
    """The process's own log names nobody and quotes nothing."""
    assert lines
    for line in lines:
        assert not _told(line), line


async def _played_through(house: House, seed: int, steps: int) -> Played:
    layout = TWO_TABLES if seed % 3 else ONE_TABLE
    played = await Played.begin(house, house.open(f"w-{seed}", layout), Random(seed), steps)
    read = 0
    try:
        async for number in played.play():
            read += _check_frames(played)
            if number % 40 == 0:
                await asyncio.to_thread(_check_pages, played)
        strays = [device.what for device in played.devices for wire in device.wires if wire.strays]
        assert not strays
    finally:
        await played.end()
    assert read > steps
    assert played.acknowledged > steps / 4
    assert played.workshop.injects
    assert played.looked_back or not _was_at(played, PhaseKind.REVEAL)
    return played


def _was_at(played: Played, kind: PhaseKind) -> bool:
    """Whether the hour ever came to a step of this kind: some random hours end before it."""
    kinds = {phase.id: phase.kind for phase in played.workshop.scenario.agenda}
    log = played.house.store.events(played.workshop_id)
    return any(isinstance(one.event, e.PhaseEntered) and kinds[one.event.phase_id] is kind for one in log)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_V3_every_marked_word_reaches_only_who_may_know_it(seed: int, tmp_path: Path) -> None:
    with logged() as lines, serving_here(tmp_path) as house:
        played = asyncio.run(_played_through(house, seed, steps=120))
        _check_exports(played)
        _check_log(played, lines)


@pytest.mark.slow
def test_V3_the_same_holds_as_people_start_it(tmp_path: Path) -> None:
    """In a process of its own, on eventlet; what it prints is read, too."""
    database = tmp_path / "workshops.sqlite3"
    house = House(f"sqlite:///{database}")
    try:
        with serving(database, variables={"BUTTON_METRICS_TOKEN": METRICS_TOKEN}) as app:
            house.port = app.port
            played = asyncio.run(_played_through(house, seed=100, steps=80))
            _check_exports(played)
            printed = app.printed
        assert not _told(printed), printed
    finally:
        house.close()


# --- two workshops that differ in one secret ----------------------------------------------------------------

Tap = tuple[str, Mapping[str, Any]]
"""Who says it, and what."""
_TIME = re.compile(r"\b1[0-9]{12}\b")
_CODE = re.compile(r'"(?:code|url)":"[^"]+"')


async def _heard(house: House, workshop_id: WorkshopId, taps: Sequence[Tap]) -> dict[str, list[str]]:
    """What each device is sent while these taps are made, then as a whole; without acks and the hour."""
    wires = {who: await house.phone(workshop_id, who) for who in (AMA, BO, CAI)}
    wires[DEE] = await house.phone(workshop_id, DEE, language="es")
    wires |= {"console": await house.console(workshop_id), "screen": await house.screen(workshop_id)}
    for number, (who, said) in enumerate(taps):
        answer = await wires[who].say(id=f"tap-{number:06}", **said)
        assert answer["ok"], answer
    here = house.folded(workshop_id).phase_id
    settle = {"type": "move_to_phase", "from_phase_id": here, "phase_id": here}
    assert (await wires["console"].say(id="settle-0001", **settle))["ok"]
    for wire in wires.values():
        assert (await wire.send("resync"))["ok"]
        await wire.caught_up()
    await close_all([*wires.values()])
    return {
        who: [
            in_author_words(_CODE.sub("", _TIME.sub("", frame)), wire.signs)
            for frame in wire.frames
            if frame.startswith("42")
        ]
        for who, wire in wires.items()
    }


def _table(house: House, name: str, kind: PhaseKind) -> WorkshopId:
    return house.open(name, ONE_TABLE, *around_the_table(kind)[1:])


def _hold_back(fact_id: str, reason: str | None) -> Tap:
    return CAI, {"type": "hold_back", "fact_id": fact_id, **({"reason": reason} if reason else {})}


REVEALED: Tap = (BO, {"type": "reveal_fact", "fact_id": "zqidsc1"})


def test_V3_what_a_seat_holds_back_and_why_changes_no_byte_elsewhere(tmp_path: Path) -> None:
    with serving_here(tmp_path) as house:
        one, other = (
            asyncio.run(_heard(house, _table(house, name, PhaseKind.SHARE), [held, REVEALED]))
            for name, held in (
                ("w-one", _hold_back("zqidpo1", "fear")),
                ("w-other", _hold_back("zqidpo3", None)),
            )
        )
    assert one.pop(CAI) != other.pop(CAI)
    assert one == other


_READ: Tap = (CAI, {"type": "give_read", "need": 4, "option_id": "the-need", "line": "zqsaid"})
_VOTE: Tap = (CAI, {"type": "vote_for_barrier", "barrier_id": "barrier-0001"})
_OUT: Tap = (CAI, {"type": "check_out", "confidence_then": 3, "confidence_now": 7, "takeaway": "zqsaid"})
_COMMITS: Tap = (
    BO,
    {
        "type": "make_commitment",
        "commitment_id": "made-0001",
        "situation": "if",
        "action": "then",
        "owner": "all",
        "check": "look",
    },
)
_TALLY: Tap = ("console", {"type": "count_votes", "barrier_id": "barrier-0001", "votes": 3})
_RAISED = e.BarrierRaised(
    barrier_id=BarrierId("barrier-0001"), category=BarrierCategory.FEAR, text="?", setting=Setting.EXERCISE
)
PRIVATE: Mapping[str, tuple[PhaseKind, Sequence[Tap], Tap, Sequence[str]]] = {
    "holds back": (PhaseKind.SHARE, [_hold_back("zqidpo1", "fear")], REVEALED, (AMA, BO, DEE, "screen")),
    "holds back twice": (
        PhaseKind.ASK_AND_LINK,
        [_hold_back("zqidpo1", "fear"), _hold_back("zqidpo1", "law")],
        REVEALED,
        (AMA, BO, DEE, "screen"),
    ),
    "reads": (PhaseKind.FIRST_READ, [_READ], (BO, {**_READ[1]}), (AMA, BO, DEE, "screen")),
    "votes": (PhaseKind.VOTE, [_VOTE, _TALLY], (BO, {**_VOTE[1]}), (AMA, BO, DEE, "screen")),
    "checks out": (PhaseKind.CHECK_OUT, [_OUT], _COMMITS, (AMA, BO, DEE, "screen")),
}
"""What nobody else may notice: the step, what is said after it, and who must not be able to tell."""


@pytest.mark.parametrize("what", PRIVATE)
def test_V14_a_private_step_at_another_seat_changes_no_byte_and_no_number(what: str, tmp_path: Path) -> None:
    kind, private, then, others = PRIVATE[what]
    raised = (_RAISED,) if kind is PhaseKind.VOTE else ()
    heard = []
    with serving_here(tmp_path) as house:
        for name, taps in (("w-one", [*private, then]), ("w-other", [then])):
            here = house.open(name, ONE_TABLE, *around_the_table(kind)[1:], *raised)
            heard.append(asyncio.run(_heard(house, here, taps)))
    one, other = heard
    assert one[CAI] != other[CAI]
    assert one["console"] != other["console"]
    for who in others:
        assert one[who] == other[who], who


@pytest.mark.parametrize("kind", [PhaseKind.SHARE, PhaseKind.ASK_AND_LINK])
def test_V3_what_a_seat_holds_changes_no_byte_elsewhere(kind: PhaseKind, tmp_path: Path) -> None:
    """Another fact in the police's hand: other words, another id, another place in the file."""
    first, last = MARKED.index("  - id: zqidpo3"), MARKED.index("  - id: zqidpo4")
    fact = MARKED[first:last]
    moved = fact.replace("zqidpo3", "zqidaa0").replace("zqtextpo3", "zqtext much longer than the other was")
    place = MARKED.index("  - id: zqidnu1")
    changed = MARKED[:place] + moved + MARKED[place:first] + MARKED[last:]
    changed = changed.replace("facts.zqidpo3.", "facts.zqidaa0.")  # in its language file
    heard = []
    for text in (MARKED, changed):
        folder = tmp_path / str(len(heard))
        folder.mkdir()
        with serving_here(folder, text) as house:
            workshop_id = _table(house, "w-one", kind)
            heard.append(asyncio.run(_heard(house, workshop_id, [REVEALED])))
    one, other = heard
    assert one.pop(CAI) != other.pop(CAI)
    assert one == other


def test_D1_who_raised_a_barrier_cannot_be_found(tmp_path: Path) -> None:
    """Whoever raises it: the same bytes to everybody, the same log, the same exports."""
    barrier = {
        "type": "raise_barrier",
        "barrier_id": by_chance("barrier-0001"),
        "category": "fear",
        "text": "zqsaid",
        "setting": "real_work",
    }
    heard, kept = [], []
    with serving_here(tmp_path) as house:
        for name, who in (("w-one", AMA), ("w-other", BO)):
            workshop_id = _table(house, name, PhaseKind.BARRIERS)
            heard.append(asyncio.run(_heard(house, workshop_id, [(who, barrier)])))
            page = house.get(f"/workshops/{workshop_id}/log.jsonl", house.facilitator_cookie())
            assert page.status == 200
            logged_lines = page.body
            kept.append(([(one.version, one.event) for one in house.log(workshop_id)], logged_lines))
    assert heard[0] == heard[1]
    assert kept[0] == kept[1]
