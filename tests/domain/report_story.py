"""One short workshop, counted by hand: six seats, nineteen facts, three insights, one of everything.

The Hill family. Roles a to f at one table; the seat of role f is a paper seat. Facts named `a-1` are held
by role a alone, `all-1` by everyone, `abc-1` by roles a to c, `de-1` by d and e.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.domain.log import events as e
from app.domain.log.commands import (
    AskId,
    BarrierId,
    CommitmentId,
    LinkId,
    ParticipantId,
    Reach,
    Reply,
    SeatId,
    Setting,
    Standing,
    TableId,
    Wording,
)
from app.domain.log.events import Event
from app.domain.report.provenance import About
from app.domain.scenario import (
    BarrierCategory,
    BigPicture,
    Column,
    Fact,
    FactId,
    FactKind,
    HandVisibility,
    Insight,
    InsightId,
    Level,
    Option,
    OptionId,
    Person,
    PersonId,
    Phase,
    PhaseId,
    PhaseKind,
    Position,
    Reads,
    Role,
    RoleId,
    Scenario,
    Source,
    Symbol,
    Tier,
    Topic,
    TopicId,
)
from tests.given import with_counts

START = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
ABOUT = About(title="Hill, spring course", scenario_hash="5c1e" * 16, app_version="0.1.0")
SECRET = "only the full wording says this"

ROLES = {
    "a": ("Nurse", "Health trust"),
    "b": ("Doctor", "Health trust"),
    "c": ("Teacher", "School"),
    "d": ("Officer", "Police"),
    "e": ("Housing adviser", "Housing"),
    "f": ("Volunteer", "Food bank"),
}
HOLDERS = {"all-1": "abcdef", "abc-1": "abc", "de-1": "de"}
UNIQUE = (
    "a-1",
    "a-2",
    "a-3",
    "b-1",
    "b-2",
    "c-1",
    "c-2",
    "c-3",
    "d-1",
    "d-2",
    "e-1",
    "e-2",
    "e-3",
    "f-1",
    "f-2",
    "f-3",
)
SENSITIVE = {"a-2": "a", "e-2": ""}  # a-2 is needed in full by role a, e-2 by nobody
KEY = ("a-1", "b-1", "c-1", "e-1", "f-1", "f-2")
INSIGHTS = {
    "night": [("a-1", "c-1")],
    "money": [("e-1", "f-1"), ("e-1", "d-1", "b-1")],
    "support": [("a-1", "c-1", "f-2")],
}
PHASES = (
    (PhaseKind.LOBBY, 0),
    (PhaseKind.FIRST_READ, 2),
    (PhaseKind.SHARE, 10),
    (PhaseKind.ASK_AND_LINK, 9),
    (PhaseKind.SECOND_READ, 2),
    (PhaseKind.BARRIERS, 4),
    (PhaseKind.VOTE, 4),
    (PhaseKind.MEANING, 5),
    (PhaseKind.COMMITMENTS, 5),
    (PhaseKind.CHECK_OUT, 2),
    (PhaseKind.CLOSED, 0),
)


def _person(person_id: str, name: str, *, x: float, is_child: bool) -> Person:
    return Person(
        id=PersonId(person_id),
        name=name,
        also_known_as=(),
        symbol=Symbol.CIRCLE,
        position=Position(x=x, y=float(is_child)),
        household_id=None,
        born=None,
        died=None,
        is_child=is_child,
        is_index=is_child,
        is_known_at_start=True,
        intro="",
    )


def _role(role_id: str) -> Role:
    name, agency = ROLES[role_id]
    return Role(
        id=RoleId(role_id),
        name=name,
        agency=agency,
        does="",
        holds="",
        threshold="",
        worry="",
        alone="",
        is_core=True,
        merges_with=(),
    )


def _fact(fact_id: str) -> Fact:
    holders = HOLDERS.get(fact_id, fact_id[0])
    kind = FactKind.KEY if fact_id in KEY else FactKind.SUPPORTING if fact_id in UNIQUE else FactKind.COMMON
    return Fact(
        id=FactId(fact_id),
        text=f"Fact {fact_id}, {SECRET}." if fact_id in SENSITIVE else f"Fact {fact_id}.",
        held_by=frozenset(RoleId(role_id) for role_id in holders),
        about=(PersonId("mo"),) if fact_id.endswith("-1") else (PersonId("mo"), PersonId("sam")),
        topic_id=TopicId("home" if fact_id[0] in "def" else "care"),
        when=None,
        minimum=f"Least of {fact_id}." if fact_id in SENSITIVE else None,
        need_to_know=frozenset(RoleId(role_id) for role_id in SENSITIVE.get(fact_id, "")),
        column=Column.STRENGTH if fact_id == "f-2" else Column.WORRY,
        source=Source.SEEN,
        tier=Tier.CORE,
        kinds=frozenset({kind}),
        note="",
    )


def _insight(insight_id: str) -> Insight:
    return Insight(
        id=InsightId(insight_id),
        title=insight_id.capitalize(),
        statement=f"What follows: {insight_id}.",
        level=Level.EASY,
        is_strength=insight_id == "support",
        solved_by=tuple(frozenset(FactId(one) for one in solution) for solution in INSIGHTS[insight_id]),
        why=f"Why {insight_id}.",
        next_step=f"Next for {insight_id}.",
        ask="",
        barriers=(),
    )


def _option(option_id: str, **kind: bool) -> Option:
    return Option(
        id=OptionId(option_id),
        text=f"Reading {option_id}",
        is_answer=kind.get("is_answer", False),
        is_decoy=kind.get("is_decoy", False),
    )


def _phase(kind: PhaseKind, minutes: int) -> Phase:
    return Phase(
        id=PhaseId(kind.value),
        kind=kind,
        title=kind.value.replace("_", " ").capitalize(),
        minutes=minutes,
        aim="",
        says=(),
        prompts=(),
        visibility=HandVisibility.LABELLED if kind is PhaseKind.ASK_AND_LINK else HandVisibility.OPEN,
        shows_insights_left=kind is PhaseKind.ASK_AND_LINK,
    )


SCENARIO = Scenario(
    id="hill",
    version="1.2.0",
    language="en",
    title="The Hill family",
    summary="",
    author="",
    licence="",
    today=date(2026, 3, 1),
    content_notes=(),
    support="",
    people=(_person("mo", "Mo Hill", x=0, is_child=False), _person("sam", "Sam Hill", x=0, is_child=True)),
    households=(),
    relations=(),
    roles=tuple(_role(role_id) for role_id in ROLES),
    topics=(Topic(id=TopicId("care"), name="Care"), Topic(id=TopicId("home"), name="Home")),
    facts=tuple(_fact(fact_id) for fact_id in (*UNIQUE, *HOLDERS)),
    contradictions=(),
    insights=tuple(_insight(insight_id) for insight_id in INSIGHTS),
    reads=Reads(
        scale_ask="How much help?",
        scale_low="none",
        scale_high="a lot",
        ask="What is going on?",
        options=(_option("need", is_answer=True), _option("easy", is_decoy=True), _option("other")),
        decoy_from=frozenset({FactId("all-1")}),
    ),
    big_picture=BigPicture(easy_story="", statement="", next_step="", unknown=()),
    agenda=tuple(_phase(kind, minutes) for kind, minutes in PHASES),
)

ONE_TABLE = (tuple((RoleId(role_id),) for role_id in ROLES),)
TWO_TABLES = ONE_TABLE * 2


def at(minute: int, second: int = 0) -> datetime:
    return START + timedelta(minutes=minute, seconds=second)


def entered(kind: PhaseKind, minute: int) -> e.PhaseEntered:
    return e.PhaseEntered(at=at(minute), phase_id=PhaseId(kind.value))


def seat(role_id: str, table: int = 1) -> SeatId:
    return SeatId(f"t{table}s{'abcdef'.index(role_id) + 1}")


def joined(person: str, role_id: str | None, minute: int = 0, table: int = 1) -> tuple[Event, ...]:
    participant_id = ParticipantId(person)
    seat_id = seat(role_id, table) if role_id else None
    return (
        e.ParticipantJoined(at=at(minute), participant_id=participant_id),
        e.ParticipantSeated(at=at(minute), participant_id=participant_id, seat_id=seat_id),
    )


def agreed(option: str, table: int = 1) -> Event:
    return e.TableAnswerGiven(at=at(27), table_id=TableId(f"t{table}"), option_id=OptionId(option))


def read(kind: type[e.FirstReadGiven | e.SecondReadGiven], person: str, need: int, option: str) -> Event:
    minute = 3 if kind is e.FirstReadGiven else 26
    return kind(
        at=at(minute),
        participant_id=ParticipantId(person),
        need=need,
        option_id=OptionId(option),
        line=f"thought by {person}",
        topic_id=None,
    )


def revealed(
    fact_id: str,
    moment: datetime,
    *,
    by: str | None = None,
    wording: Wording = Wording.FULL,
    ask_id: str | None = None,
    table: int = 1,
) -> Event:
    """`by`: the seat's role, when it is not the fact's only holder; role f's seat is the facilitator's."""
    role_id = by or fact_id[0]
    return e.FactRevealed(
        at=moment,
        table_id=TableId(f"t{table}"),
        seat_id=seat(role_id, table),
        participant_id=None if role_id == "f" else ParticipantId(f"p-{role_id}"),
        fact_id=FactId(fact_id),
        wording=wording,
        ask_id=AskId(ask_id) if ask_id else None,
    )


def held_back(fact_id: str, reason: BarrierCategory | None, *, by: str | None = None) -> Event:
    return e.FactHeldBack(
        at=at(12),
        table_id=TableId("t1"),
        seat_id=seat(by or fact_id[0]),
        fact_id=FactId(fact_id),
        reason=reason,
    )


def asked(ask_id: str, by: str, role_id: str) -> Event:
    return e.RoleAsked(
        at=at(16),
        table_id=TableId("t1"),
        ask_id=AskId(ask_id),
        by_seat_id=seat(by),
        role_id=RoleId(role_id),
        text="spoken at the table",
    )


def answered(ask_id: str, by: str, reply: Reply, fact_id: str | None = None) -> Event:
    return e.AskAnswered(
        at=at(17),
        table_id=TableId("t1"),
        ask_id=AskId(ask_id),
        seat_id=seat(by),
        reply=reply,
        fact_id=FactId(fact_id) if fact_id else None,
        reason=None,
    )


def linked(link_id: str, moment: datetime, by: str, *fact_ids: str) -> Event:
    return e.FactsLinked(
        at=moment,
        table_id=TableId("t1"),
        link_id=LinkId(link_id),
        seat_id=seat(by),
        fact_ids=frozenset(FactId(fact_id) for fact_id in fact_ids),
        line="spoken at the table",
    )


def raised(barrier_id: str, category: BarrierCategory, text: str, setting: Setting) -> Event:
    return e.BarrierRaised(barrier_id=BarrierId(barrier_id), category=category, text=text, setting=setting)


def voted(person: str, barrier_id: str) -> Event:
    return e.BarrierVoted(at=at(33), participant_id=ParticipantId(person), barrier_id=BarrierId(barrier_id))


def checked_out(person: str, then: int, now: int, takeaway: str) -> Event:
    return e.CheckedOut(
        at=at(47),
        participant_id=ParticipantId(person),
        confidence_then=then,
        confidence_now=now,
        takeaway=takeaway,
    )


JOINING: tuple[Event, ...] = (
    e.WorkshopOpened(at=START, layout=ONE_TABLE),
    *(event for role_id in "abcde" for event in joined(f"p-{role_id}", role_id)),
    *joined("p-observer", None),
    *joined("p-test-device", "f"),
    e.ParticipantRemoved(at=at(1), participant_id=ParticipantId("p-test-device")),
    entered(PhaseKind.FIRST_READ, 2),
    *joined("p-late", "a", minute=3),
)
READING: tuple[Event, ...] = (
    read(e.FirstReadGiven, "p-a", 3, "easy"),
    read(e.FirstReadGiven, "p-b", 5, "easy"),
    read(e.FirstReadGiven, "p-c", 4, "easy"),
    read(e.FirstReadGiven, "p-d", 2, "easy"),
    read(e.FirstReadGiven, "p-e", 6, "need"),
)
SHARING: tuple[Event, ...] = (
    entered(PhaseKind.SHARE, 4),
    revealed("all-1", at(4, 30), by="c"),  # 1: 30 s
    revealed("a-1", at(6)),  # 2: 120 s, the first unique one
    e.WorkshopPaused(at=at(7), reason="somebody at the door"),
    e.WorkshopResumed(at=at(9)),
    revealed("c-1", at(10)),  # 3: 240 s, two of the six minutes stood still; night is available
    e.PhaseExtended(at=at(10), seconds=60),
    held_back("e-2", BarrierCategory.CONSENT),
    held_back("d-1", BarrierCategory.FEAR),
    held_back("de-1", None, by="d"),
    held_back("a-2", BarrierCategory.LAW),
    revealed("a-2", at(13), wording=Wording.MINIMUM),  # 4: 420 s, said after all
    entered(PhaseKind.ASK_AND_LINK, 15),
)
ASKING: tuple[Event, ...] = (
    asked("q-1", "a", "f"),
    revealed("f-2", at(17), ask_id="q-1"),  # 5: 660 s, by the facilitator; support is available
    answered("q-1", "f", Reply.FACT, "f-2"),
    asked("q-2", "c", "b"),
    revealed("b-1", at(18), ask_id="q-2"),  # 6: 720 s
    answered("q-2", "b", Reply.FACT, "b-1"),
    asked("q-3", "a", "d"),
    answered("q-3", "d", Reply.NOTHING_HELD),
    asked("q-4", "b", "d"),
    revealed("abc-1", at(19), by="b"),  # 7: 780 s
    linked("l-1", at(20), "a", "all-1", "b-1"),  # their own reading: no insight
    linked("l-2", at(21), "b", "a-1", "c-1"),  # 900 s: night
    entered(PhaseKind.SECOND_READ, 25),
    read(e.SecondReadGiven, "p-a", 7, "need"),
    read(e.SecondReadGiven, "p-b", 8, "need"),
    read(e.SecondReadGiven, "p-c", 6, "need"),
    read(e.SecondReadGiven, "p-d", 7, "need"),
    read(e.SecondReadGiven, "p-e", 6, "easy"),
    read(e.SecondReadGiven, "p-late", 8, "need"),
    agreed("easy"),
    agreed("need"),  # the table thought again
)
FIRST_BARRIERS: tuple[Event, ...] = (
    raised("bar-1", BarrierCategory.FEAR, "If I am wrong it is my registration.", Setting.REAL_WORK),
    raised("bar-2", BarrierCategory.RELEVANCE, "On its own it was nothing.", Setting.EXERCISE),
)
DEBRIEF: tuple[Event, ...] = (
    entered(PhaseKind.BARRIERS, 28),
    *FIRST_BARRIERS,
    raised("bar-3", BarrierCategory.OTHER, "A silly word.", Setting.EXERCISE),
    entered(PhaseKind.VOTE, 32),
    e.BarrierHidden(at=at(32), barrier_id=BarrierId("bar-3")),
    voted("p-a", "bar-1"),
    voted("p-b", "bar-1"),
    voted("p-b", "bar-2"),
    voted("p-c", "bar-1"),
    entered(PhaseKind.MEANING, 36),
    e.BarrierWeighed(at=at(37), barrier_id=BarrierId("bar-1"), standing=Standing.BELIEF, reach=Reach.AGENCY),
    entered(PhaseKind.COMMITMENTS, 40),
    e.CommitmentMade(
        at=at(41),
        commitment_id=CommitmentId("com-1"),
        barrier_id=BarrierId("bar-1"),
        situation="I am unsure whether I may share",
        action="I ring our information lead the same day",
        owner="Duty manager",
        due=date(2026, 4, 12),
        check="Calls counted after a month",
    ),
    e.CommitmentMade(
        at=at(42),
        commitment_id=CommitmentId("com-2"),
        barrier_id=None,
        situation="",
        action="Draw up a list of who to ring",
        owner="",
        due=None,
        check="",
    ),
    entered(PhaseKind.CHECK_OUT, 45),
    checked_out("p-a", 4, 7, "Ask more."),
    checked_out("p-b", 5, 7, "Small things add up."),
    checked_out("p-c", 3, 6, "Check who else knows."),
)
CLOSING: tuple[Event, ...] = (entered(PhaseKind.CLOSED, 48),)

LOG: tuple[Event, ...] = with_counts(SCENARIO, *JOINING, *READING, *SHARING, *ASKING, *DEBRIEF, *CLOSING)


def retitled(title: str) -> About:
    return replace(ABOUT, title=title)
