"""Rules J1-J4: the first and the second read."""

import pytest

from app.domain import commands as c
from app.domain import events as e
from app.domain import judging
from app.domain.rejections import NoSuchThing, NotOnTheScale, NotSeated
from app.domain.scenario import OptionId, PhaseKind, TopicId
from app.domain.state import Read
from tests.family import HOME, SMALL
from tests.given import Given
from tests.people import AMA, EVE, NOON, around_the_table, joined, says

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
        Read(need=need, option_id=option, line="", topic_id=None, at=NOON)
        for need, option in ((2, STORY), (2, NEED), (7, STORY))
    ]
    assert judging.spread([*reads[:2], None, None]) is None
    spread = judging.spread([*reads, None])
    assert spread is not None
    assert (spread.n, dict(spread.needs), dict(spread.options)) == (3, {2: 2, 7: 1}, {STORY: 2, NEED: 1})
