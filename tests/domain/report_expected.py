"""The report of `report_story`, counted by hand with pencil and paper, not by the code it checks."""

from datetime import date

from app.domain.log.commands import Reach, Setting, Standing, Wording
from app.domain.log.events import Between
from app.domain.report.answers import (
    Confidence,
    Judgement,
    OptionCount,
    Reading,
    TableAnswer,
)
from app.domain.report.coverage import Coverage, CoverageOf, GrowthPoint, Share
from app.domain.report.debrief_results import BarrierLine, Barriers, CategoryCount, CommitmentLine
from app.domain.report.fates import (
    FactFate,
    Fate,
    InsightFate,
    Method,
    OwnReading,
    Who,
)
from app.domain.report.measures import (
    Chance,
    Methods,
    Proportion,
    Solo,
    TableMeasures,
    Together,
)
from app.domain.report.participation import Doing, Participation, SeatUse
from app.domain.report.provenance import Attendance, PhaseTime, Provenance
from app.domain.report.report import Report, Whole
from app.domain.rules.outcomes import Outcome
from app.domain.scenario import (
    BarrierCategory,
    Column,
    FactId,
    FactKind,
    HandVisibility,
    InsightId,
    OptionId,
    PhaseId,
    PhaseKind,
    RoleId,
)
from tests.domain.report_story import HOLDERS, KEY, ROLES, SENSITIVE, UNIQUE


def who(role_id: str) -> Who:
    name, agency = ROLES[role_id]
    return Who(role_ids=(RoleId(role_id),), roles=(name,), agencies=(agency,))


def said(n: int, of: int, share: float) -> Share:
    return Share(n=n, of=of, share=share)


# fact: order, seconds, the seat that put it, how, in which wording
SAID = {
    "all-1": (1, 30, "c", Method.PUSH, Wording.FULL),
    "a-1": (2, 120, "a", Method.PUSH, Wording.FULL),
    "c-1": (3, 240, "c", Method.PUSH, Wording.FULL),
    "a-2": (4, 420, "a", Method.PUSH, Wording.MINIMUM),
    "f-2": (5, 660, "f", Method.FACILITATOR, Wording.FULL),
    "b-1": (6, 720, "b", Method.PULL, Wording.FULL),
    "abc-1": (7, 780, "b", Method.PUSH, Wording.FULL),
}
HELD_BACK = {"e-2", "d-1", "de-1"}
NEEDED_FOR = {
    "a-1": ("night", "support"),
    "c-1": ("night", "support"),
    "e-1": ("money",),
    "f-1": ("money",),
    "d-1": ("money",),
    "b-1": ("money",),
    "f-2": ("support",),
}


def fact(fact_id: str) -> FactFate:
    order, seconds, by, method, wording = SAID.get(fact_id, (None, None, None, None, None))
    kept = fact_id in HELD_BACK
    kind = FactKind.KEY if fact_id in KEY else FactKind.SUPPORTING if fact_id in UNIQUE else FactKind.COMMON
    return FactFate(
        fact_id=FactId(fact_id),
        text=f"Least of {fact_id}." if fact_id in SENSITIVE else f"Fact {fact_id}.",
        about=("Mo Hill",) if fact_id.endswith("-1") else ("Mo Hill", "Sam Hill"),
        topic="Home" if fact_id[0] in "def" else "Care",
        column=Column.STRENGTH if fact_id == "f-2" else Column.WORRY,
        kinds=(kind,),
        held_by=tuple(who(role_id) for role_id in HOLDERS.get(fact_id, fact_id[0])),
        is_unique=fact_id in UNIQUE,
        is_sensitive=fact_id in SENSITIVE,
        is_needed_in_full=fact_id == "a-2",
        fate=Fate.SAID if order else Fate.HELD_BACK if kept else Fate.NOT_SAID,
        order=order,
        seconds=seconds,
        put_by=who(by) if by else None,
        method=method,
        wording=wording,
        needed_for=tuple(InsightId(one) for one in NEEDED_FOR.get(fact_id, ())),
    )


def insight(
    insight_id: str,
    outcome: Outcome,
    *,
    available: tuple[int, int] | None = None,
    recognised: tuple[int, int] | None = None,
    missing: tuple[str, ...] = (),
) -> InsightFate:
    """`available`, `recognised`: after how many facts, after how many seconds."""
    return InsightFate(
        insight_id=InsightId(insight_id),
        title=insight_id.capitalize(),
        statement=f"What follows: {insight_id}.",
        why=f"Why {insight_id}.",
        next_step=f"Next for {insight_id}.",
        is_strength=insight_id == "support",
        outcome=outcome,
        available_after=available[0] if available else None,
        available_s=available[1] if available else None,
        recognised_after=recognised[0] if recognised else None,
        recognised_s=recognised[1] if recognised else None,
        missing=tuple(FactId(one) for one in missing),
    )


def played(role_id: str, *, people: int, did: Doing | None = None) -> Participation:
    return Participation(who=who(role_id), tables=1, people=people, did=did)


def used(role_id: str) -> SeatUse:
    """The device of role f was removed: its seat was played on paper."""
    return SeatUse(who=who(role_id), is_taken=role_id != "f", is_played=True)


TABLE = TableMeasures(
    number=1,
    seats=6,
    people=6,  # five from the start and the late one; the removed device is nobody
    coverage=Coverage(
        all=said(7, 19, 0.3684),
        unique=said(5, 16, 0.3125),
        shared=said(2, 3, 0.6667),
        key=said(4, 6, 0.6667),
        by_facilitator=1,
        gap=0.3542,
    ),
    growth=(
        GrowthPoint(seconds=30, facts=1, share=0.0526),
        GrowthPoint(seconds=120, facts=2, share=0.1053),
        GrowthPoint(seconds=240, facts=3, share=0.1579),
        GrowthPoint(seconds=420, facts=4, share=0.2105),
        GrowthPoint(seconds=660, facts=5, share=0.2632),
        GrowthPoint(seconds=720, facts=6, share=0.3158),
        GrowthPoint(seconds=780, facts=7, share=0.3684),
    ),
    by_agency=(
        CoverageOf(name="Health trust", all=said(5, 7, 0.7143)),
        CoverageOf(name="School", all=said(3, 5, 0.6)),
        CoverageOf(name="Police", all=said(1, 4, 0.25)),
        CoverageOf(name="Housing", all=said(1, 5, 0.2)),
        CoverageOf(name="Food bank", all=said(2, 4, 0.5)),
    ),
    by_topic=(
        CoverageOf(name="Care", all=said(6, 10, 0.6)),
        CoverageOf(name="Home", all=said(1, 9, 0.1111)),
    ),
    by_person=(
        CoverageOf(name="Mo Hill", all=said(7, 19, 0.3684)),
        CoverageOf(name="Sam Hill", all=said(2, 10, 0.2)),
    ),
    focus=said(5, 7, 0.7143),
    first_unique_s=120,
    half_of_key_s=660,  # a-1, c-1, f-2: the third of six
    facts=tuple(fact(fact_id) for fact_id in (*UNIQUE, *HOLDERS)),
    insights=(
        insight("night", Outcome.RECOGNISED, available=(3, 240), recognised=(7, 900)),
        insight("money", Outcome.NOT_POOLED, missing=("d-1", "e-1")),
        insight("support", Outcome.NOT_LINKED, available=(5, 660)),
    ),
    readings=(OwnReading(facts=(fact("b-1").text, fact("all-1").text)),),
    integration=said(1, 2, 0.5),
    solo=tuple(
        Solo(who=who(role_id), facts=said(held, 19, share), insights=0)
        for role_id, held, share in (
            ("a", 5, 0.2632),
            ("b", 4, 0.2105),
            ("c", 5, 0.2632),
            ("d", 4, 0.2105),
            ("e", 5, 0.2632),
            ("f", 4, 0.2105),
        )
    ),
    best_alone=said(5, 19, 0.2632),
    chance=Chance(
        p=0.18,
        facts=4.35,  # 16 × .18, and .6960 + .4486 + .3276 for six, three and two holders
        c=0.3125,
        together=(Together(k=2, chance=0.0977), Together(k=3, chance=0.0305)),
    ),
    methods=Methods(push=5, pull=1, facilitator=1),
    seats_used=tuple(used(role_id) for role_id in "abcdef"),
    proportion=Proportion(full=0, minimum=1, held_back=1, not_said=0, full_unneeded=0),
)


def option(option_id: str, n: int | None, *, is_few: bool) -> OptionCount:
    return OptionCount(
        option_id=OptionId(option_id),
        text=f"Reading {option_id}",
        is_answer=option_id == "need",
        is_decoy=option_id == "easy",
        n=n,
        is_few=is_few,
    )


# phase: starts, since sharing began, planned, added, took, paused, facts put
PHASES = {
    "lobby": (0, None, 0, 0, 120, 0, 0),
    "first_read": (120, None, 120, 0, 120, 0, 0),
    "share": (240, 0, 600, 60, 540, 120, 4),
    "ask_and_link": (900, 540, 540, 0, 600, 0, 3),
    "second_read": (1500, 1140, 120, 0, 180, 0, 0),
    "barriers": (1680, 1320, 240, 0, 240, 0, 0),
    "vote": (1920, 1560, 240, 0, 240, 0, 0),
    "meaning": (2160, 1800, 300, 0, 240, 0, 0),
    "commitments": (2400, 2040, 300, 0, 300, 0, 0),
    "check_out": (2700, 2340, 120, 0, 180, 0, 0),
    "closed": (2880, 2520, 0, 0, 0, 0, 0),
}


def phase(phase_id: str) -> PhaseTime:
    starts, sharing, planned, extended, actual, paused, reveals = PHASES[phase_id]
    is_labelled = phase_id == "ask_and_link"
    return PhaseTime(
        phase_id=PhaseId(phase_id),
        title=phase_id.replace("_", " ").capitalize(),
        kind=PhaseKind(phase_id),
        visibility=HandVisibility.LABELLED if is_labelled else HandVisibility.OPEN,
        shows_insights_left=is_labelled,
        starts_s=starts,
        sharing_s=sharing,
        planned_s=planned,
        extended_s=extended,
        actual_s=actual,
        paused_s=paused,
        stays=1,
        reveals=reveals,
    )


EXPECTED = Report(
    is_interim=False,
    provenance=Provenance(
        format=3,
        title="Hill, spring course",
        held_on=date(2026, 3, 12),
        scenario_id="hill",
        scenario_title="The Hill family",
        scenario_language="en",
        scenario_version="1.2.0",
        scenario_hash="5c1e" * 16,
        app_version="0.1.0",
        events=64,  # of 82, with 4 counts; 18 private answers are none of them
        seconds=2640,  # 46 minutes after the lobby, less a pause of two
        attendance=Attendance(
            joined=8, seated=6, late=1, observers=1, left=0, removed=1, seats=6, empty_seats=1
        ),
        phases=tuple(phase(phase_id) for phase_id in PHASES),
    ),
    roles=6,
    agencies=5,
    whole=Whole(
        facts=19,
        insights=3,
        best_alone=said(5, 19, 0.2632),
        solo_insights=0,
        seen_least=said(7, 19, 0.3684),
        seen_most=said(7, 19, 0.3684),
        insights_least=said(1, 3, 0.3333),
        insights_most=said(1, 3, 0.3333),
    ),
    tables=(TABLE,),
    participation=(
        played("a", people=2),  # two people: what they did is not told
        *(played(role_id, people=1) for role_id in "bcde"),
        played(
            "f",
            people=0,
            did=Doing(
                held=4,
                put=1,
                held_back=0,
                asks_made=0,
                asked=1,
                answered_with_fact=1,
                answered_nothing_held=0,
                answered_held_back=0,
                silent=0,
            ),
        ),
    ),
    judgement=Judgement(
        before=Reading(
            seated=6,
            given=5,
            need_mean=4.0,  # 3, 5, 4, 2, 6
            need_spread=1.6,
            options=(
                option("need", None, is_few=True),  # one
                option("easy", 4, is_few=False),
                option("other", None, is_few=True),  # nobody
            ),
        ),
        after=Reading(
            seated=6,
            given=6,
            need_mean=7.0,  # 7, 8, 6, 7, 6, 8
            need_spread=0.9,
            options=(
                option("need", 5, is_few=False),
                option("easy", None, is_few=True),
                option("other", None, is_few=True),
            ),
        ),
        tables=(),
        answers=(
            TableAnswer(
                number=1,
                option_id=OptionId("need"),
                text="Reading need",
                is_answer=True,
                is_decoy=False,
            ),
        ),
    ),
    barriers=Barriers(
        lines=(
            BarrierLine(
                number=1,
                category=BarrierCategory.FEAR,
                text="If I am wrong it is my registration.",
                setting=Setting.REAL_WORK,
                standing=Standing.BELIEF,
                reach=Reach.AGENCY,
                votes=3,
            ),
            BarrierLine(
                number=2,
                category=BarrierCategory.RELEVANCE,
                text="On its own it was nothing.",
                setting=Setting.EXERCISE,
                standing=None,
                reach=None,
                votes=1,
            ),
        ),
        hidden=1,
        by_category=(
            CategoryCount(category=BarrierCategory.FEAR, statements=1, votes=3, held_back=None),
            CategoryCount(category=BarrierCategory.RELEVANCE, statements=1, votes=1, held_back=None),
        ),
        in_exercise=1,
        in_real_work=1,
        rules=0,
        beliefs=1,
        unsure=0,
        unweighed=1,
        held_back_unsaid_reason=None,
    ),
    commitments=(
        CommitmentLine(
            number=1,
            barrier=1,
            situation="I am unsure whether I may share",
            action="I ring our information lead the same day",
            owner="Duty manager",
            due=date(2026, 4, 12),
            check="Calls counted after a month",
        ),
        CommitmentLine(
            number=2,
            barrier=None,
            situation="",
            action="Draw up a list of who to ring",
            owner="",
            due=None,
            check="",
        ),
    ),
    confidence=Confidence(
        seated=6, given=3, then=Between(least=3.3, most=4.3), now=Between(least=5.7, most=6.7)
    ),  # 4, 5, 3 and 7, 7, 6
    takeaways=("Ask more.", "Check who else knows.", "Small things add up."),
)
