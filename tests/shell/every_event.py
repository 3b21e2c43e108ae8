"""An event of every type, and of each shape a type may take, in the order of the golden lines.

When an event's shape changes, add the event its new golden line means at the end; never edit an old one.
"""

from datetime import UTC, date, datetime, timedelta

from app.domain.log import events as happened
from app.domain.log.commands import (
    AskId,
    BarrierId,
    CommitmentId,
    DisputeId,
    LinkId,
    ParticipantId,
    Reach,
    ReplayView,
    Reply,
    SeatId,
    Setting,
    Standing,
    TableId,
    Wording,
)
from app.domain.scenario import (
    BarrierCategory,
    FactId,
    HandVisibility,
    InjectId,
    OptionId,
    PhaseId,
    RoleId,
    TopicId,
)

NOON = datetime(2025, 3, 14, 12, 0, 0, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """That long after the workshop was opened."""
    return NOON + timedelta(seconds=seconds)


AMA, BO = ParticipantId("p_ama"), ParticipantId("p_bo")
TABLE = TableId("t1")
NURSE_SEAT, POLICE_SEAT = SeatId("t1s1"), SeatId("t1s2")
NURSE, POLICE, HOUSING = RoleId("school_nurse"), RoleId("police"), RoleId("housing")
MISSED, DOORWAY = FactId("missed_checks"), FactId("doorway")
ASKED, LINKED, DISPUTED = AskId("ask_1"), LinkId("link_1"), DisputeId("dispute_1")
FEARED, AGREED = BarrierId("barrier_1"), CommitmentId("commitment_1")

EVERY_EVENT: tuple[happened.Event, ...] = (
    happened.WorkshopOpened(at=NOON, layout=(((NURSE,), (POLICE, HOUSING)), ((NURSE, POLICE), (HOUSING,)))),
    happened.TablesArranged(at=after(1), layout=(((NURSE,), (POLICE,), (HOUSING,)),)),
    happened.TablesArranged(at=after(1.5), layout=()),
    happened.ParticipantJoined(at=after(2.000001), participant_id=AMA),
    happened.ParticipantSeated(at=after(3), participant_id=AMA, seat_id=NURSE_SEAT),
    happened.ParticipantSeated(at=after(4), participant_id=BO, seat_id=None),
    happened.ParticipantLeft(at=after(5), participant_id=AMA),
    happened.ParticipantRemoved(at=after(6), participant_id=BO),
    happened.ParticipantRestored(at=after(7), participant_id=BO),
    happened.PhaseEntered(at=after(8), phase_id=PhaseId("share")),
    happened.WorkshopPaused(at=after(9), reason='Feueralarm – alle raus ☂ "jetzt"\n'),
    happened.WorkshopResumed(at=after(10)),
    happened.PhaseExtended(at=after(11), seconds=300),
    happened.HandRead(at=after(12), seat_id=NURSE_SEAT),
    happened.FirstReadGiven(
        at=after(13),
        participant_id=AMA,
        need=3,
        option_id=OptionId("neglect"),
        line="She looks tired",
        topic_id=TopicId("health"),
    ),
    happened.FirstReadGiven(
        at=after(14), participant_id=BO, need=0, option_id=OptionId("nothing"), line="", topic_id=None
    ),
    happened.SecondReadGiven(
        at=after(15),
        participant_id=AMA,
        need=7,
        option_id=OptionId("carer"),
        line="She cares for her mother",
        topic_id=TopicId("caring"),
    ),
    happened.SecondReadGiven(
        at=after(16), participant_id=BO, need=10, option_id=OptionId("carer"), line="", topic_id=None
    ),
    happened.FactRevealed(
        at=after(17),
        table_id=TABLE,
        seat_id=NURSE_SEAT,
        participant_id=AMA,
        fact_id=MISSED,
        wording=Wording.MINIMUM,
        ask_id=None,
    ),
    happened.FactRevealed(
        at=after(18),
        table_id=TABLE,
        seat_id=POLICE_SEAT,
        participant_id=None,
        fact_id=DOORWAY,
        wording=Wording.FULL,
        ask_id=ASKED,
    ),
    happened.FactHeldBack(
        at=after(19), table_id=TABLE, seat_id=NURSE_SEAT, fact_id=MISSED, reason=BarrierCategory.CONSENT
    ),
    happened.FactHeldBack(at=after(20), table_id=TABLE, seat_id=NURSE_SEAT, fact_id=MISSED, reason=None),
    happened.RoleAsked(
        at=after(21),
        table_id=TABLE,
        ask_id=ASKED,
        by_seat_id=NURSE_SEAT,
        role_id=POLICE,
        text="Have you been to the flat?",
    ),
    happened.AskAnswered(
        at=after(22),
        table_id=TABLE,
        ask_id=ASKED,
        seat_id=POLICE_SEAT,
        reply=Reply.FACT,
        fact_id=DOORWAY,
        reason=None,
    ),
    happened.AskAnswered(
        at=after(23),
        table_id=TABLE,
        ask_id=ASKED,
        seat_id=POLICE_SEAT,
        reply=Reply.NOTHING_HELD,
        fact_id=None,
        reason=None,
    ),
    happened.AskAnswered(
        at=after(24),
        table_id=TABLE,
        ask_id=ASKED,
        seat_id=POLICE_SEAT,
        reply=Reply.HELD_BACK,
        fact_id=None,
        reason=BarrierCategory.LAW,
    ),
    happened.FactsLinked(
        at=after(25),
        table_id=TABLE,
        link_id=LINKED,
        seat_id=NURSE_SEAT,
        fact_ids=frozenset({MISSED, DOORWAY}),
        line="Both on a Tuesday",
    ),
    happened.BarrierRaised(
        barrier_id=FEARED,
        category=BarrierCategory.FEAR,
        text="Afraid of being wrong",
        setting=Setting.REAL_WORK,
    ),
    happened.BarrierEdited(
        at=after(27), barrier_id=FEARED, category=BarrierCategory.OTHER, text="Afraid of being blamed"
    ),
    happened.BarrierHidden(at=after(28), barrier_id=FEARED),
    happened.BarrierShown(at=after(29), barrier_id=FEARED),
    happened.BarrierWeighed(
        at=after(30), barrier_id=FEARED, standing=Standing.BELIEF, reach=Reach.PARTNERSHIP
    ),
    happened.BarrierVoted(at=after(31), participant_id=AMA, barrier_id=FEARED),
    happened.VoteWithdrawn(at=after(32), participant_id=AMA, barrier_id=FEARED),
    happened.CommitmentMade(
        at=after(33),
        commitment_id=AGREED,
        barrier_id=FEARED,
        situation="If I am unsure whether to share",
        action="I ring the duty desk the same day",
        owner="School nursing",
        due=date(2025, 4, 30),
        check="Count the calls",
    ),
    happened.CommitmentMade(
        at=after(34),
        commitment_id=AGREED,
        barrier_id=None,
        situation="If nobody answers",
        action="I write it down",
        owner="",
        due=None,
        check="",
    ),
    happened.CommitmentDropped(at=after(35), commitment_id=AGREED),
    happened.CheckedOut(
        at=after(36), participant_id=AMA, confidence_then=2, confidence_now=4, takeaway="Say it early"
    ),
    happened.MoveUndone(at=after(37)),
    happened.ScreenSet(at=after(38), table_id=TABLE, is_blank=False, is_frozen=True),
    happened.ScreenSet(at=after(39), table_id=None, is_blank=True, is_frozen=False),
    happened.PaperVotesCounted(at=after(40), barrier_id=FEARED, votes=5),
    happened.FactMentionedAgain(at=after(41), table_id=TABLE, seat_id=POLICE_SEAT, fact_id=MISSED),
    happened.FactsDisputed(
        at=after(42),
        table_id=TABLE,
        dispute_id=DISPUTED,
        seat_id=NURSE_SEAT,
        fact_ids=frozenset({MISSED, DOORWAY}),
        line="She cannot have been in two places",
    ),
    happened.DisputeSettled(
        at=after(43), table_id=TABLE, dispute_id=DISPUTED, seat_id=POLICE_SEAT, line="It was another week"
    ),
    happened.RoundSet(
        at=after(44), phase_id=PhaseId("share"), visibility=HandVisibility.MEMORY, shows_insights_left=True
    ),
    happened.InjectGiven(at=after(45), inject_id=InjectId("call")),
    happened.TableAnswerGiven(at=after(46), table_id=TABLE, option_id=OptionId("carer")),
    happened.DoorSet(at=after(47), is_locked=True),
    happened.AnswerKept(),
    happened.BarrierKept(
        barrier_id=FEARED,
        category=BarrierCategory.FEAR,
        text="Afraid of being wrong",
        setting=Setting.EXERCISE,
    ),
    happened.ReadsCounted(
        is_second=True,
        asked=6,
        given=5,
        needs=(0, 0, 0, 1, 0, 1, 3, 0, 0, 0, 0),
        options=(
            happened.Tally(id="carer", n=4, is_few=False),
            happened.Tally(id="neglect", n=1, is_few=True),
        ),
        topics=(happened.Tally(id="home", n=None, is_few=False),),
        tables=(happened.ReadsOfTable(table_id=TABLE, asked=6, given=5, fitting=None),),
    ),
    happened.ReadsCounted(is_second=False, asked=6, given=None, needs=(), options=(), topics=(), tables=()),
    happened.VotesCounted(given=4, votes=(happened.Tally(id=FEARED, n=3, is_few=False),)),
    happened.CheckOutsCounted(
        asked=6,
        given=3,
        then=happened.Between(least=3.3, most=4.3),
        now=happened.Between(least=5.7, most=6.7),
        takeaways=("Ask more.", "Say it early."),
    ),
    happened.AnswersForgotten(kind=happened.AnswerKind.VOTE),
    happened.VotesCounted(given=None, votes=()),
    happened.CheckOutsCounted(
        asked=6,
        given=None,
        then=None,
        now=None,
        takeaways=(),
    ),
    happened.ScreenSet(
        at=after(47), table_id=TABLE, is_blank=False, is_frozen=True, shows_threads=True, shows_code=False
    ),
    happened.ScreenSet(
        at=after(48), table_id=None, is_blank=True, is_frozen=False, shows_threads=False, shows_code=True
    ),
    happened.ReasonTold(at=after(49), table_id=TABLE, seat_id=POLICE_SEAT, fact_id=MISSED),
    happened.TellingSet(at=after(50), near_misses=False, lines_in_report=True),
    happened.BarrierGrouped(at=after(51), barrier_id=FEARED, into_id=BarrierId("b-2")),
    happened.BarrierGrouped(at=after(52), barrier_id=FEARED, into_id=None),
    happened.BarrierPolled(
        at=after(53), participant_id=AMA, barrier_id=FEARED, standing=Standing.BELIEF, reach=Reach.AGENCY
    ),
    happened.PollCounted(
        asked=6,
        given=5,
        barriers=(
            happened.PolledBarrier(
                barrier_id=FEARED,
                standings=(happened.Tally(id="rule", n=None, is_few=True),),
                reaches=(happened.Tally(id="me", n=5, is_few=False),),
            ),
        ),
    ),
    happened.PollCounted(asked=6, given=None, barriers=()),
    happened.ReadsCounted(
        is_second=False,
        asked=12,
        given=11,
        needs=(0, 0, 1, 1, 2, 3, 3, 1, 0, 0, 0),
        options=(happened.Tally(id="carer", n=11, is_few=False),),
        topics=(),
        tables=(
            happened.ReadsOfTable(table_id=TABLE, asked=6, given=6, fitting=happened.Amount.ABOUT_HALF),
            happened.ReadsOfTable(table_id=TableId("t2"), asked=6, given=5, fitting=None),
        ),
    ),
    happened.CheckOutsCounted(
        asked=6,
        given=5,
        then=happened.Between(least=0.0, most=1.6),
        now=happened.Between(least=6.0, most=6.0),
        takeaways=(),
    ),
    happened.CheckOutsCounted(asked=6, given=None, then=None, now=None, takeaways=()),
    happened.ReplayShown(
        at=after(50),
        table_id=TABLE,
        moment=12,
        is_playing=True,
        view=ReplayView.WHAT_IF,
        fact_id=MISSED,
        minute=9,
    ),
    happened.ReplayShown(
        at=after(51),
        table_id=None,
        moment=0,
        is_playing=False,
        view=ReplayView.PICTURE,
        fact_id=None,
        minute=None,
    ),
)
