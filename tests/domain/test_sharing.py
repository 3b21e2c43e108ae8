"""Rules S1-S16, J10: reveal, hold back, ask and answer, link, recognise."""

from dataclasses import replace

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import (
    AskId,
    DisputeId,
    LinkId,
    Reply,
    SeatId,
    Wording,
)
from app.domain.log.rejections import (
    AlreadyOnTheTable,
    AnswerIncomplete,
    AskingYourself,
    NoMinimumWording,
    NoReasonToTell,
    NoSuchThing,
    NotAskedOfYou,
    NotInThisPhase,
    NotOnTheTable,
    NotSeated,
    NotYourFact,
    NotYours,
    RoleNotAtThisTable,
    TooFewFacts,
    TooManyAsks,
    TooManyDisputes,
    TooManyFacts,
    TooManyLinks,
    TooManyReasonsChanged,
)
from app.domain.rules import sharing
from app.domain.rules.outcomes import Outcome, outcomes
from app.domain.scenario import BarrierCategory, FactId, PhaseKind, RoleId
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import decide, fold
from app.domain.workshop.evolution import evolve
from tests.family import ALL1, HO1, HO2, HOUSING, NU1, NU2, NURSE, PHASE, PO1, PO2, SC1, SC2, SMALL
from tests.given import Given
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    CAI,
    CAIS,
    DEE,
    DEES,
    EVE,
    FAY,
    NOON,
    T1,
    around_the_table,
    entered,
    joined,
    revealed,
    says,
)

ASKING = around_the_table(PhaseKind.ASK_AND_LINK)
ASK = AskId("ask-1")
LINK = LinkId("link-1")
ASKED = e.RoleAsked(at=NOON, table_id=T1, ask_id=ASK, by_seat_id=AMAS, role_id=HOUSING, text="Arrears?")


def test_S1_a_participant_acts_for_their_own_seat_whatever_seat_they_name() -> None:
    Given(SMALL, *ASKING).when(says(AMA, c.RevealFact(fact_id=NU1, seat_id=BOS))).then(
        revealed(NU1, AMAS, AMA)
    )


def test_S1_the_facilitator_acts_for_the_paper_seat_they_name() -> None:
    Given(SMALL, *ASKING).when(says(FAY, c.RevealFact(fact_id=NU1, seat_id=AMAS))).then(
        revealed(NU1, AMAS, None)
    )
    Given(SMALL, *ASKING).when(says(FAY, c.RevealFact(fact_id=NU1))).then_rejected(NotSeated)
    Given(SMALL, *ASKING).when(says(FAY, c.RevealFact(fact_id=NU1, seat_id=SeatId("t7s1")))).then_rejected(
        NoSuchThing, kind="seat"
    )


def test_S1_an_observer_reveals_nothing() -> None:
    Given(SMALL, *ASKING, *joined(EVE, None)).when(says(EVE, c.RevealFact(fact_id=NU1))).then_rejected(
        NotSeated
    )


def test_S1_a_hand_is_read_once() -> None:
    reading = around_the_table(PhaseKind.READ)
    Given(SMALL, *reading).when(says(AMA, c.FinishReading())).then(e.HandRead(at=NOON, seat_id=AMAS))
    Given(SMALL, *reading, e.HandRead(at=NOON, seat_id=AMAS)).when(
        says(AMA, c.FinishReading())
    ).then_nothing()


@pytest.mark.parametrize("fact_id", [SC1, FactId("no-such-fact")])
def test_S2_facts_of_others_and_facts_that_do_not_exist_get_the_same_answer(fact_id: FactId) -> None:
    Given(SMALL, *ASKING).when(says(AMA, c.RevealFact(fact_id=fact_id))).then_rejected(NotYourFact)
    Given(SMALL, *ASKING).when(says(AMA, c.HoldBack(fact_id=fact_id, reason=None))).then_rejected(NotYourFact)


def test_S3_a_fact_is_revealed_once_at_a_table() -> None:
    Given(SMALL, *ASKING, revealed(ALL1, AMAS, AMA)).when(says(BO, c.RevealFact(fact_id=ALL1))).then_nothing()


def test_S4_a_sensitive_fact_may_be_revealed_in_its_minimum_wording() -> None:
    Given(SMALL, *ASKING).when(says(CAI, c.RevealFact(fact_id=PO2, wording=Wording.MINIMUM))).then(
        revealed(PO2, CAIS, CAI, wording=Wording.MINIMUM)
    )


def test_S4_other_facts_have_no_minimum_wording() -> None:
    Given(SMALL, *ASKING).when(says(AMA, c.RevealFact(fact_id=NU1, wording=Wording.MINIMUM))).then_rejected(
        NoMinimumWording
    )


def test_S5_holding_back_is_logged_with_its_reason_or_none() -> None:
    for reason in (BarrierCategory.CONSENT, None):
        Given(SMALL, *ASKING).when(says(AMA, c.HoldBack(fact_id=NU1, reason=reason))).then(
            e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=NU1, reason=reason)
        )


def test_S5_what_lies_on_the_table_cannot_be_held_back() -> None:
    Given(SMALL, *ASKING, revealed(NU1, AMAS, AMA)).when(
        says(AMA, c.HoldBack(fact_id=NU1, reason=None))
    ).then_rejected(AlreadyOnTheTable)


HELD_BACK = e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=ALL1, reason=BarrierCategory.FEAR)


def test_S5_the_same_reason_again_changes_nothing_another_does() -> None:
    held = Given(SMALL, *ASKING, HELD_BACK)
    held.when(says(AMA, c.HoldBack(fact_id=ALL1, reason=BarrierCategory.FEAR))).then_nothing()
    held.when(says(AMA, c.HoldBack(fact_id=ALL1, reason=None))).then(
        e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=ALL1, reason=None)
    )


def test_S6_revealing_a_fact_ends_its_holding_back_at_every_seat() -> None:
    workshop = fold(SMALL, (*ASKING, HELD_BACK))
    assert workshop.seat(AMAS).held_back == {ALL1: BarrierCategory.FEAR}
    assert evolve(workshop, revealed(ALL1, BOS, BO)).seat(AMAS).held_back == {}


def test_S7_a_role_is_asked_by_another_seat_of_its_table() -> None:
    asking = Given(SMALL, *ASKING)
    asking.when(says(AMA, c.AskRole(ask_id=ASK, role_id=HOUSING, text="Arrears?"))).then(ASKED)
    asking.when(says(AMA, c.AskRole(ask_id=ASK, role_id=NURSE, text=""))).then_rejected(AskingYourself)
    asking.when(says(AMA, c.AskRole(ask_id=ASK, role_id=RoleId("baker"), text=""))).then_rejected(
        RoleNotAtThisTable
    )


def test_S7_a_question_asked_twice_is_one_question() -> None:
    Given(SMALL, *ASKING, ASKED).when(
        says(AMA, c.AskRole(ask_id=ASK, role_id=HOUSING, text="Arrears?"))
    ).then_nothing()


def test_S7_only_the_role_asked_answers() -> None:
    asked = Given(SMALL, *ASKING, ASKED)
    asked.when(says(BO, c.AnswerAsk(ask_id=ASK, reply=Reply.NOTHING_HELD))).then_rejected(NotAskedOfYou)
    asked.when(says(DEE, c.AnswerAsk(ask_id=AskId("other"), reply=Reply.NOTHING_HELD))).then_rejected(
        NoSuchThing, kind="question"
    )
    asked.when(says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT))).then_rejected(AnswerIncomplete)
    asked.when(says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.NOTHING_HELD, fact_id=HO1))).then_rejected(
        AnswerIncomplete
    )


def _answered(reply: Reply, **more: object) -> e.AskAnswered:
    details: dict[str, object] = {"fact_id": None, "reason": None} | more
    return e.AskAnswered(at=NOON, table_id=T1, ask_id=ASK, seat_id=DEES, reply=reply, **details)  # type: ignore[arg-type]


def test_S7_an_answer_with_a_fact_reveals_it() -> None:
    Given(SMALL, *ASKING, ASKED).when(says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT, fact_id=HO1))).then(
        revealed(HO1, DEES, DEE, ask_id=ASK), _answered(Reply.FACT, fact_id=HO1)
    )


def test_S7_an_answer_with_a_fact_that_lies_there_points_to_it() -> None:
    Given(SMALL, *ASKING, ASKED, revealed(HO1, DEES, DEE)).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT, fact_id=HO1))
    ).then(_answered(Reply.FACT, fact_id=HO1))


def test_S7_an_answer_cannot_reveal_what_the_seat_does_not_hold() -> None:
    Given(SMALL, *ASKING, ASKED).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT, fact_id=NU1))
    ).then_rejected(NotYourFact)


def test_S7_only_what_is_held_back_has_a_reason() -> None:
    why = BarrierCategory.FEAR
    Given(SMALL, *ASKING, ASKED).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.NOTHING_HELD, reason=why))
    ).then(_answered(Reply.NOTHING_HELD))
    Given(SMALL, *ASKING, ASKED).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT, fact_id=HO1, reason=why))
    ).then(revealed(HO1, DEES, DEE, ask_id=ASK), _answered(Reply.FACT, fact_id=HO1))


def test_S8_another_answer_may_still_become_a_fact_but_a_fact_stays() -> None:
    held = _answered(Reply.HELD_BACK, reason=BarrierCategory.CONSENT)
    with_fact = says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.FACT, fact_id=HO1))
    shown = (revealed(HO1, DEES, DEE, ask_id=ASK), _answered(Reply.FACT, fact_id=HO1))
    Given(SMALL, *ASKING, ASKED).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.HELD_BACK, reason=BarrierCategory.CONSENT))
    ).then(held)
    Given(SMALL, *ASKING, ASKED, held).when(with_fact).then(*shown)
    Given(SMALL, *ASKING, ASKED, held).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.HELD_BACK))
    ).then_nothing()
    Given(SMALL, *ASKING, ASKED, *shown).when(
        says(DEE, c.AnswerAsk(ask_id=ASK, reply=Reply.NOTHING_HELD))
    ).then_nothing()


def _linked(*fact_ids: FactId, link_id: LinkId = LINK) -> e.FactsLinked:
    return e.FactsLinked(
        at=NOON, table_id=T1, link_id=link_id, seat_id=AMAS, fact_ids=frozenset(fact_ids), line="so…"
    )


def _link(*fact_ids: FactId) -> c.LinkFacts:
    return c.LinkFacts(link_id=LINK, fact_ids=frozenset(fact_ids), line="so…")


TABLED = (*ASKING, revealed(NU1, AMAS, AMA), revealed(SC1, BOS, BO))


def test_S9_a_link_joins_two_to_six_facts_on_the_table() -> None:
    tabled = Given(SMALL, *TABLED)
    tabled.when(says(AMA, _link(NU1, SC1))).then(_linked(NU1, SC1))
    tabled.when(says(AMA, _link(NU1))).then_rejected(TooFewFacts)
    tabled.when(says(AMA, _link(NU1, PO1))).then_rejected(NotOnTheTable)
    tabled.when(says(AMA, _link(NU1, NU2, SC1, SC2, PO1, HO1, HO2))).then_rejected(TooManyFacts, most=6)


def test_S9_six_facts_may_be_joined() -> None:
    six = (NU1, NU2, SC1, SC2, PO1, HO1)
    holders = {NU1: AMAS, NU2: AMAS, SC1: BOS, SC2: BOS, PO1: CAIS, HO1: DEES}
    tabled = (*ASKING, *(revealed(fact_id, holders[fact_id], None) for fact_id in six))
    Given(SMALL, *tabled).when(says(AMA, _link(*six))).then(_linked(*six))


def test_S9_a_link_made_twice_is_one_link() -> None:
    Given(SMALL, *TABLED, _linked(NU1, SC1)).when(says(AMA, _link(NU1, SC1))).then_nothing()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [((NU1,), []), ((NU1, SC1), ["one"]), ((PO1, HO2), ["two"]), ((NU1, SC1, PO1, HO1), ["one", "two"])],
)
def test_S10_an_insight_is_available_once_a_sufficient_set_lies_on_the_table(
    facts: tuple[FactId, ...], expected: list[str]
) -> None:
    workshop = fold(SMALL, (*ASKING, *(revealed(fact_id, AMAS, AMA) for fact_id in facts)))
    available = [
        insight.id
        for insight, outcome in outcomes(workshop, workshop.tables[T1])
        if outcome is not Outcome.NOT_POOLED
    ]
    assert available == expected


def test_S11_an_insight_is_recognised_once_one_link_joins_a_sufficient_set() -> None:
    out = (*TABLED, revealed(PO1, CAIS, CAI), revealed(HO1, DEES, DEE))
    before = fold(SMALL, out)
    assert sharing.recognised(before, before.tables[T1]) == {}
    spread_over_two_links = fold(
        SMALL, (*out, _linked(NU1, PO1), _linked(SC1, PO1, link_id=LinkId("link-2")))
    )
    assert sharing.recognised(spread_over_two_links, spread_over_two_links.tables[T1]) == {}
    after = fold(SMALL, (*out, _linked(NU1, SC1, PO1)))
    assert list(sharing.recognised(after, after.tables[T1])) == ["one"]


def test_S11_the_first_link_that_joins_the_set_is_the_one_that_recognised_it() -> None:
    out = (*TABLED, revealed(PO1, CAIS, CAI))
    twice = fold(SMALL, (*out, _linked(NU1, SC1), _linked(NU1, SC1, PO1, link_id=LinkId("link-2"))))
    assert sharing.recognised(twice, twice.tables[T1])["one"].id == LINK


def test_P4_nobody_says_what_the_other_kind_may_say() -> None:
    workshop = fold(SMALL, ASKING)
    for who, wish in ((AMA, c.ResumeWorkshop()), (FAY, c.LeaveWorkshop()), (FAY, c.TakeSeat(seat_id=None))):
        with pytest.raises(NotYours):
            decide(workshop, says(who, wish))


AGAIN = e.FactMentionedAgain(at=NOON, table_id=T1, seat_id=BOS, fact_id=NU1)


def test_S12_any_seat_notes_that_somebody_spoke_again_of_a_fact_on_the_table() -> None:
    out = Given(SMALL, *ASKING, revealed(NU1, AMAS, AMA))
    out.when(says(BO, c.MentionAgain(fact_id=NU1))).then(AGAIN)
    out.when(says(FAY, c.MentionAgain(fact_id=NU1, seat_id=BOS))).then(AGAIN)
    Given(SMALL, *around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA)).when(
        says(BO, c.MentionAgain(fact_id=NU1))
    ).then(AGAIN)


@pytest.mark.parametrize("fact_id", [NU2, SC1, FactId("no-such-fact")])
def test_S12_nothing_else_can_be_said_again_and_the_answer_tells_nothing(fact_id: FactId) -> None:
    Given(SMALL, *ASKING, revealed(NU1, AMAS, AMA)).when(
        says(BO, c.MentionAgain(fact_id=fact_id))
    ).then_rejected(NotOnTheTable)


def test_S12_mentions_are_counted_per_table_and_fact() -> None:
    table = fold(SMALL, (*ASKING, revealed(NU1, AMAS, AMA), AGAIN, AGAIN)).tables[T1]
    assert table.again == {NU1: 2}


def test_S12_what_was_said_again_fifty_times_is_counted_no_further() -> None:
    out = (*ASKING, revealed(NU1, AMAS, AMA), revealed(NU2, AMAS, AMA))
    Given(SMALL, *out, *[AGAIN] * 49).when(says(BO, c.MentionAgain(fact_id=NU1))).then(AGAIN)
    often = Given(SMALL, *out, *[AGAIN] * 50)
    often.when(says(BO, c.MentionAgain(fact_id=NU1))).then_nothing()
    often.when(says(BO, c.MentionAgain(fact_id=NU2))).then(replace(AGAIN, fact_id=NU2))


DISPUTE = DisputeId("dispute-1")
MARKED = e.FactsDisputed(
    at=NOON, table_id=T1, dispute_id=DISPUTE, seat_id=AMAS, fact_ids=frozenset({NU2, SC2}), line="Which day?"
)
OUT = (*ASKING, revealed(NU2, AMAS, AMA), revealed(SC2, BOS, BO))
SETTLED = e.DisputeSettled(at=NOON, table_id=T1, dispute_id=DISPUTE, seat_id=BOS, line="Both days")


def _disputes(*facts: FactId, id: DisputeId = DISPUTE) -> c.DisputeFacts:
    return c.DisputeFacts(dispute_id=id, fact_ids=frozenset(facts), line="Which day?")


def test_S13_two_facts_on_the_table_may_be_disputed() -> None:
    Given(SMALL, *OUT).when(says(AMA, _disputes(NU2, SC2))).then(MARKED)
    Given(SMALL, *OUT).when(says(AMA, _disputes(NU2))).then_rejected(TooFewFacts)
    Given(SMALL, *OUT, revealed(NU1, AMAS, AMA)).when(says(AMA, _disputes(NU1, NU2, SC2))).then_rejected(
        TooManyFacts, most=2
    )
    Given(SMALL, *OUT).when(says(AMA, _disputes(NU2, PO1))).then_rejected(NotOnTheTable)


def test_S13_the_same_pair_is_disputed_once() -> None:
    marked = Given(SMALL, *OUT, MARKED)
    marked.when(says(AMA, _disputes(NU2, SC2))).then_nothing()
    marked.when(says(BO, _disputes(SC2, NU2, id=DisputeId("dispute-2")))).then_nothing()


def test_S14_a_table_settles_a_dispute_in_its_own_words_and_the_last_words_hold() -> None:
    settle = c.SettleDispute(dispute_id=DISPUTE, line="Both days")
    Given(SMALL, *OUT, MARKED).when(says(BO, settle)).then(SETTLED)
    Given(SMALL, *OUT, MARKED, SETTLED).when(says(CAI, settle)).then_nothing()
    Given(SMALL, *OUT, MARKED, SETTLED).when(
        says(BO, c.SettleDispute(dispute_id=DISPUTE, line="Another week"))
    ).then(e.DisputeSettled(at=NOON, table_id=T1, dispute_id=DISPUTE, seat_id=BOS, line="Another week"))
    Given(SMALL, *OUT).when(says(BO, settle)).then_rejected(NoSuchThing, kind="dispute")


def test_S16_a_seat_changes_its_reasons_a_hundred_times_and_no_more() -> None:
    def holds(fact_id: FactId, reason: BarrierCategory | None) -> e.FactHeldBack:
        return e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=fact_id, reason=reason)

    reasons = [BarrierCategory.LAW, BarrierCategory.FEAR]
    toggled = [holds(NU1, reasons[number % 2]) for number in range(101)]
    worn = Given(SMALL, *ASKING, *toggled)
    again = c.HoldBack(fact_id=NU1, reason=BarrierCategory.FEAR)
    worn.when(says(AMA, again)).then_rejected(TooManyReasonsChanged, most=100)
    worn.when(says(AMA, c.HoldBack(fact_id=NU1, reason=BarrierCategory.LAW))).then_nothing()
    worn.when(says(AMA, c.HoldBack(fact_id=ALL1, reason=None))).then(holds(ALL1, None))
    Given(SMALL, *ASKING, *toggled[:100]).when(says(AMA, c.HoldBack(fact_id=NU1, reason=None))).then(
        holds(NU1, None)
    )


def test_S15_a_table_asks_two_hundred_questions_and_no_more() -> None:
    asked = [replace(ASKED, ask_id=AskId(f"ask-of-many-{number}")) for number in range(200)]
    full = Given(SMALL, *ASKING, *asked)
    ask = c.AskRole(ask_id=ASK, role_id=HOUSING, text="Arrears?")
    full.when(says(AMA, ask)).then_rejected(TooManyAsks, most=200)
    full.when(says(AMA, replace(ask, ask_id=asked[7].ask_id))).then_nothing()
    Given(SMALL, *ASKING, *asked[1:]).when(says(AMA, ask)).then(ASKED)


def test_S15_a_table_makes_two_hundred_links_and_no_more() -> None:
    link = e.FactsLinked(
        at=NOON, table_id=T1, link_id=LINK, seat_id=AMAS, fact_ids=frozenset({NU2, SC2}), line="So"
    )
    linked = [replace(link, link_id=LinkId(f"link-of-many-{number}")) for number in range(200)]
    full = Given(SMALL, *OUT, *linked)
    wish = c.LinkFacts(link_id=LINK, fact_ids=link.fact_ids, line="So")
    full.when(says(AMA, wish)).then_rejected(TooManyLinks, most=200)
    full.when(says(AMA, replace(wish, link_id=linked[7].link_id))).then_nothing()
    Given(SMALL, *OUT, *linked[1:]).when(says(AMA, wish)).then(link)


def test_S15_a_table_marks_two_hundred_disputes_and_no_more() -> None:
    """Pairs of facts that no scenario of the tests has so many of: the log alone says they were marked."""
    pairs = [frozenset({FactId(f"one-{number}"), FactId(f"two-{number}")}) for number in range(200)]
    marked = [
        replace(MARKED, dispute_id=DisputeId(f"dispute-of-many-{number}"), fact_ids=pair)
        for number, pair in enumerate(pairs)
    ]
    full = Given(SMALL, *OUT, *marked)
    full.when(says(AMA, _disputes(NU2, SC2))).then_rejected(TooManyDisputes, most=200)
    full.when(says(AMA, _disputes(NU2, SC2, id=marked[7].dispute_id))).then_nothing()
    Given(SMALL, *OUT, *marked[1:]).when(says(AMA, _disputes(NU2, SC2))).then(MARKED)


def _held(fact_id: FactId, reason: BarrierCategory | None) -> e.FactHeldBack:
    return e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=fact_id, reason=reason)


HELD = (*ASKING, _held(NU1, BarrierCategory.FEAR), _held(NU2, None))
TOLD_WHY = e.ReasonTold(at=NOON, table_id=T1, seat_id=AMAS, fact_id=NU1)


def test_J10_at_the_reveal_a_seat_tells_its_table_why_once() -> None:
    for kind in (PhaseKind.REVEAL, PhaseKind.REPLAY):
        Given(SMALL, *HELD, entered(kind)).when(says(AMA, c.TellWhy(fact_id=NU1))).then(TOLD_WHY)
    told = Given(SMALL, *HELD, entered(PhaseKind.REVEAL), TOLD_WHY)
    told.when(says(AMA, c.TellWhy(fact_id=NU1))).then_nothing()
    Given(SMALL, *HELD).when(says(AMA, c.TellWhy(fact_id=NU1))).then_rejected(
        NotInThisPhase, phase=SMALL.phase_by_id[PHASE[PhaseKind.ASK_AND_LINK]].title
    )


@pytest.mark.parametrize("fact_id", [NU2, SC1, FactId("no-such-fact")])
def test_J10_where_no_reason_was_given_there_is_none_to_tell(fact_id: FactId) -> None:
    at_reveal = Given(SMALL, *HELD, entered(PhaseKind.REVEAL))
    at_reveal.when(says(AMA, c.TellWhy(fact_id=fact_id))).then_rejected(NoReasonToTell)


def test_J10_nobody_tells_it_for_somebody_else() -> None:
    at_reveal = Given(SMALL, *HELD, entered(PhaseKind.REVEAL))
    at_reveal.when(says(BO, c.TellWhy(fact_id=NU1))).then_rejected(NoReasonToTell)
    at_reveal.when(says(FAY, c.TellWhy(fact_id=NU1))).then_rejected(NotYours)


def test_J10_another_reason_is_told_anew_and_a_fact_on_the_table_has_none() -> None:
    told = (*HELD, entered(PhaseKind.REVEAL), TOLD_WHY)
    assert fold(SMALL, told).seat(AMAS).reasons_told == {NU1}
    assert not fold(SMALL, (*told, _held(NU1, BarrierCategory.LAW))).seat(AMAS).reasons_told
    assert not fold(SMALL, (*told, revealed(NU1, AMAS, AMA))).seat(AMAS).reasons_told


def test_J10_only_the_tables_own_slice_shows_why_and_only_once_told() -> None:
    untold = fold(SMALL, (*HELD, entered(PhaseKind.REVEAL)))
    told = evolve(untold, TOLD_WHY)
    differ = {
        scope
        for scope in slices.everything(untold)
        if slices.value(untold, scope) != slices.value(told, scope)
    }
    assert differ == {Scope(Slice.TABLE, T1), Scope(Slice.SEAT, AMAS)}
    assert "why" not in slices.value(untold, Scope(Slice.TABLE, T1))
    assert slices.value(told, Scope(Slice.TABLE, T1))["why"] == {NU1: {NURSE: "fear"}}
    back = evolve(told, entered(PhaseKind.SHARE))
    assert "why" not in slices.value(back, Scope(Slice.TABLE, T1))
