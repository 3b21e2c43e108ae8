"""Rules J1-J6: the first and the second read, and the one answer of a table."""

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.rejections import NoSuchThing, NotInThisPhase, NotOnTheScale, NotSeated
from app.domain.scenario import OptionId, PhaseKind, TopicId
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from tests.family import HOME, SMALL
from tests.given import Given, with_counts
from tests.people import (
    AMA,
    AMAS,
    BO,
    CAI,
    EVE,
    FAY,
    NOON,
    T1,
    T2,
    TWO_TABLES,
    around_the_table,
    entered,
    joined,
    opened,
    says,
)

NEED = OptionId("true-need")
STORY = OptionId("easy-story")


def _read(need: int = 4, option_id: OptionId = STORY, topic_id: TopicId | None = HOME) -> c.GiveRead:
    return c.GiveRead(need=need, option_id=option_id, line="tired", topic_id=topic_id)


def _first(need: int = 4) -> e.FirstReadGiven:
    return e.FirstReadGiven(
        at=NOON, participant_id=AMA, need=need, option_id=STORY, line="tired", topic_id=HOME
    )


def test_J1_an_observer_does_not_judge() -> None:
    Given(SMALL, *around_the_table(PhaseKind.FIRST_READ), *joined(EVE, None)).when(
        says(EVE, _read())
    ).then_rejected(NotSeated)


@pytest.mark.parametrize("need", [-1, 11])
def test_J2_need_runs_from_0_to_10(need: int) -> None:
    Given(SMALL, *around_the_table(PhaseKind.FIRST_READ)).when(says(AMA, _read(need))).then_rejected(
        NotOnTheScale, low=0, high=10
    )


def test_J2_option_and_topic_are_the_scenarios() -> None:
    reading = Given(SMALL, *around_the_table(PhaseKind.FIRST_READ))
    reading.when(says(AMA, _read(option_id=OptionId("aliens")))).then_rejected(NoSuchThing, kind="answer")
    reading.when(says(AMA, _read(topic_id=TopicId("aliens")))).then_rejected(NoSuchThing, kind="topic")


def test_J3_the_phase_says_which_read_it_is() -> None:
    Given(SMALL, *around_the_table(PhaseKind.FIRST_READ)).when(says(AMA, _read())).then(_first())
    Given(SMALL, *around_the_table(PhaseKind.SECOND_READ), _first()).when(says(AMA, _read())).then(
        e.SecondReadGiven(at=NOON, participant_id=AMA, need=4, option_id=STORY, line="tired", topic_id=HOME)
    )


def test_J3_a_read_may_be_changed_and_the_same_again_changes_nothing() -> None:
    given = Given(SMALL, *around_the_table(PhaseKind.FIRST_READ), _first())
    given.when(says(AMA, _read())).then_nothing()
    given.when(says(AMA, _read(7))).then(_first(7))


def test_J4_a_spread_shows_only_when_three_have_judged() -> None:
    reads = [
        e.FirstReadGiven(at=NOON, participant_id=who, need=need, option_id=option, line="", topic_id=None)
        for who, need, option in ((AMA, 2, STORY), (BO, 2, NEED), (CAI, 7, STORY))
    ]

    def shown(*given: e.Event) -> Value:
        events = (*around_the_table(PhaseKind.FIRST_READ), *given, entered(PhaseKind.PULSE))
        return slices.value(fold(SMALL, with_counts(SMALL, *events)), slices.DEBRIEF)

    assert "spread" not in shown(*reads[:2])
    assert shown(*reads)["spread"] == {"n": 3, "need": {"2": 2, "7": 1}, "options": {STORY: 2, NEED: 1}}


def _agreed(option_id: OptionId = STORY) -> e.TableAnswerGiven:
    return e.TableAnswerGiven(at=NOON, table_id=T1, option_id=option_id)


AGREEING = around_the_table(PhaseKind.SECOND_READ)


def test_J5_any_seat_of_the_table_sets_or_changes_its_answer_and_the_last_one_holds() -> None:
    Given(SMALL, *AGREEING).when(says(AMA, c.GiveTableAnswer(option_id=STORY))).then(_agreed())
    answered = Given(SMALL, *AGREEING, _agreed())
    answered.when(says(BO, c.GiveTableAnswer(option_id=STORY))).then_nothing()
    answered.when(says(BO, c.GiveTableAnswer(option_id=NEED))).then(_agreed(NEED))
    assert fold(SMALL, (*AGREEING, _agreed(), _agreed(NEED))).tables[T1].answer == NEED


def test_J5_who_leads_answers_for_a_table_on_paper() -> None:
    wish = c.GiveTableAnswer(option_id=NEED, seat_id=AMAS)
    Given(SMALL, *AGREEING).when(says(FAY, wish)).then(_agreed(NEED))
    Given(SMALL, *AGREEING).when(says(FAY, c.GiveTableAnswer(option_id=NEED))).then_rejected(NotSeated)


def test_J5_only_the_scenarios_readings_only_who_sits_there_only_in_the_second_read() -> None:
    wish = c.GiveTableAnswer(option_id=NEED)
    watching = Given(SMALL, *AGREEING, *joined(EVE, None))
    watching.when(says(EVE, wish)).then_rejected(NotSeated)
    aliens = c.GiveTableAnswer(option_id=OptionId("aliens"))
    watching.when(says(AMA, aliens)).then_rejected(NoSuchThing, kind="answer")
    for kind in (PhaseKind.FIRST_READ, PhaseKind.REVEAL):
        early = Given(SMALL, *around_the_table(kind))
        phase = fold(SMALL, around_the_table(kind)).phase.title
        early.when(says(AMA, wish)).then_rejected(NotInThisPhase, phase=phase)


def _views(*events: e.Event) -> dict[Scope, Value]:
    at_two_tables = (opened(TWO_TABLES), *joined(AMA, AMAS), entered(PhaseKind.SECOND_READ), *events)
    workshop = fold(SMALL, at_two_tables)
    return {scope: slices.value(workshop, scope) for scope in slices.everything(workshop)}


def test_J6_before_the_reveal_only_its_own_seats_and_the_desk_see_which_answer_a_table_gave() -> None:
    """No other view differs by a byte between two answers; the console learns that there is one."""
    one, other = _views(_agreed(STORY)), _views(_agreed(NEED))
    seats = {Scope(Slice.SEAT, seat_id) for seat_id in fold(SMALL, (opened(TWO_TABLES),)).tables[T1].seats}
    assert {scope for scope in one if one[scope] != other[scope]} == seats | {slices.DESK}
    assert one[Scope(Slice.SEAT, AMAS)]["table_answer"] == STORY
    assert one[slices.DESK]["answers"] == {T1: STORY}
    assert {scope for scope, value in _views().items() if value != one[scope]} == (
        seats | {slices.DESK, slices.TABLES}
    )
    assert [one[slices.TABLES][table]["answered"] for table in (T1, T2)] == [True, False]


def test_J6_from_the_reveal_on_everybody_sees_it_and_whether_it_fits() -> None:
    for option_id, fits in ((STORY, False), (NEED, True)):
        shown = _views(_agreed(option_id), entered(PhaseKind.REVEAL))
        for scope in (slices.SHOWN, slices.TABLES):
            assert shown[scope][T1]["answer"] == {"option": option_id, "fits": fits}
            assert "answer" not in shown[scope][T2]
