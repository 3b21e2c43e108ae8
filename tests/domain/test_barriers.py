"""Rules D13 to D15: barriers that stand together, the first three and their poll, and what is still open."""

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import BarrierId, CommitmentId, ParticipantId, Reach, Setting, Standing
from app.domain.log.rejections import NoSuchThing, NotInThisPhase, NotSeated
from app.domain.log.state import Workshop
from app.domain.report.provenance import About
from app.domain.report.report import report
from app.domain.rules import counting, debrief
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.workshop.decision import fold
from app.exports.page import tell
from tests.family import SMALL
from tests.given import Given
from tests.people import AMA, BO, CAI, DEE, EVE, FAY, NOON, around_the_table, entered, joined, says

ABOUT = About(title="Any", scenario_hash="hash", app_version="0")
B1, B2, B3, B4 = (BarrierId(f"barrier-{number}") for number in (1, 2, 3, 4))
FIN, GUS = ParticipantId("fin"), ParticipantId("gus")


def raised(barrier_id: BarrierId) -> e.BarrierRaised:
    return e.BarrierRaised(
        barrier_id=barrier_id,
        category=BarrierCategory.LAW,
        text=f"text-{barrier_id}",
        setting=Setting.EXERCISE,
    )


def paper(barrier_id: BarrierId, votes: int) -> e.PaperVotesCounted:
    return e.PaperVotesCounted(at=NOON, barrier_id=barrier_id, votes=votes)


def grouped(barrier_id: BarrierId, into: BarrierId | None) -> e.BarrierGrouped:
    return e.BarrierGrouped(at=NOON, barrier_id=barrier_id, into_id=into)


RAISED = (*around_the_table(PhaseKind.BARRIERS), *map(raised, (B1, B2, B3, B4)))
VOTED = (*RAISED, entered(PhaseKind.VOTE), paper(B1, 1), paper(B2, 4), paper(B3, 2), paper(B4, 3))
MEANING = (*VOTED, entered(PhaseKind.MEANING))


def polled(
    who: ParticipantId, barrier_id: BarrierId, standing: Standing, reach: Reach = Reach.ME
) -> e.BarrierPolled:
    return e.BarrierPolled(at=NOON, participant_id=who, barrier_id=barrier_id, standing=standing, reach=reach)


def seen(workshop: Workshop) -> Value:
    return slices.value(workshop, slices.DEBRIEF)


# --- grouping ---------------------------------------------------------------------------------------------


def test_D13_barriers_are_put_together_and_apart_again() -> None:
    wish = says(FAY, c.GroupBarrier(barrier_id=B1, into_id=B2))
    Given(SMALL, *MEANING).when(wish).then(grouped(B1, B2))
    Given(SMALL, *MEANING, grouped(B1, B2)).when(wish).then_nothing()
    apart = says(FAY, c.GroupBarrier(barrier_id=B1))
    Given(SMALL, *MEANING, grouped(B1, B2)).when(apart).then(grouped(B1, None))
    Given(SMALL, *MEANING).when(apart).then_nothing()


def test_D13_into_a_part_means_into_the_whole_and_never_into_itself() -> None:
    together = Given(SMALL, *MEANING, grouped(B1, B2))
    together.when(says(FAY, c.GroupBarrier(barrier_id=B3, into_id=B1))).then(grouped(B3, B2))
    for wish in (c.GroupBarrier(barrier_id=B2, into_id=B1), c.GroupBarrier(barrier_id=B2, into_id=B2)):
        together.when(says(FAY, wish)).then_rejected(NoSuchThing, kind="barrier")
    for wish in (
        c.GroupBarrier(barrier_id=BarrierId("no"), into_id=B1),
        c.GroupBarrier(barrier_id=B1, into_id=BarrierId("no")),
    ):
        together.when(says(FAY, wish)).then_rejected(NoSuchThing, kind="barrier")
    hidden = e.BarrierHidden(at=NOON, barrier_id=B2)
    Given(SMALL, *MEANING, hidden).when(says(FAY, c.GroupBarrier(barrier_id=B1, into_id=B2))).then_rejected(
        NoSuchThing, kind="barrier"
    )


def test_D13_each_keeps_its_text_and_their_votes_are_counted_together() -> None:
    workshop = fold(SMALL, (*MEANING, grouped(B1, B2), grouped(B2, B4)))
    shown = seen(workshop)["barriers"]
    assert set(shown) == {B3, B4}
    assert shown[B4]["also"] == {"0": "text-barrier-1", "1": "text-barrier-2"}
    assert (shown[B4]["votes"], shown[B3]["votes"]) == (8, 2)
    led = slices.value(workshop, slices.MODERATION)["barriers"]
    assert (led[B1]["into"], led[B2]["into"], "into" in led[B4]) == (B4, B4, False)


def test_D13_a_vote_for_one_that_goes_into_another_is_given_back_and_none_is_taken() -> None:
    voting = (*RAISED, entered(PhaseKind.VOTE), e.BarrierVoted(at=NOON, participant_id=AMA, barrier_id=B1))
    workshop = fold(SMALL, (*voting, grouped(B1, B2)))
    assert debrief.votes_left(workshop.participants[AMA]) == 3
    Given(SMALL, *voting, grouped(B1, B2)).when(says(AMA, c.VoteForBarrier(barrier_id=B1))).then_rejected(
        NoSuchThing, kind="barrier"
    )


# --- the first three ----------------------------------------------------------------------------------------


def test_D14_the_three_with_most_votes_come_first_from_the_meaning_on() -> None:
    assert "first" not in seen(fold(SMALL, VOTED))
    assert seen(fold(SMALL, MEANING))["first"] == f"{B2},{B4},{B3}"
    assert "first" not in seen(fold(SMALL, (*RAISED, entered(PhaseKind.MEANING))))  # nobody has voted


def test_D14_everybody_in_a_seat_is_asked_about_those_alone_and_may_say_it_anew() -> None:
    wish = c.PollBarrier(barrier_id=B2, standing=Standing.BELIEF, reach=Reach.ME)
    said = polled(AMA, B2, Standing.BELIEF)
    Given(SMALL, *MEANING).when(says(AMA, wish)).then(said)
    Given(SMALL, *MEANING, said).when(says(AMA, wish)).then_nothing()
    other = c.PollBarrier(barrier_id=B1, standing=Standing.BELIEF, reach=Reach.ME)
    Given(SMALL, *MEANING).when(says(AMA, other)).then_rejected(NoSuchThing, kind="barrier")
    Given(SMALL, *MEANING, *joined(EVE, None)).when(says(EVE, wish)).then_rejected(NotSeated)
    Given(SMALL, *VOTED).when(says(AMA, wish)).then_rejected(NotInThisPhase, phase="The vote phase")


def _after(*said: e.BarrierPolled) -> Workshop:
    """The workshop in the step after the poll, as the rule leaves it."""
    more = (*joined(FIN, None), *joined(GUS, None))
    seats = (
        e.ParticipantSeated(
            at=NOON, participant_id=one, seat_id=fold(SMALL, MEANING).participants[AMA].seat_id
        )
        for one in (FIN, GUS)
    )
    workshop = fold(SMALL, (*MEANING, *more, *seats, *said))
    counts = counting.step_ends(workshop)
    return fold(SMALL, (*MEANING, *more, *seats, *said, *counts, entered(PhaseKind.COMMITMENTS)))


def test_D14_what_the_poll_came_to_is_told_after_its_step_in_bands() -> None:
    people = (AMA, BO, CAI, DEE, FIN, GUS)
    said = [polled(who, B2, Standing.BELIEF, Reach.AGENCY) for who in people[:5]]
    workshop = _after(*said, polled(GUS, B2, Standing.RULE, Reach.AGENCY))
    assert seen(workshop)["poll"] == {
        B2: {
            "standing": "rule=0-2,belief=5,unsure=0-2",
            "reach": "me=0-2,agency=6,partnership=0-2,national=0-2",
        }
    }
    assert "poll" not in seen(fold(SMALL, (*MEANING, *said[:4])))  # not while it lasts


@pytest.mark.parametrize("n", [1, 2, 4])
def test_D14_of_too_few_nothing_is_told(n: int) -> None:
    workshop = _after(*(polled(who, B2, Standing.BELIEF) for who in (AMA, BO, CAI, DEE)[:n]))
    assert "poll" not in seen(workshop)
    assert workshop.results.poll is not None
    assert workshop.results.poll.given == (4 if n == 4 else None)


def test_J8_a_poll_lies_in_nobodys_view_but_ones_own() -> None:
    workshop = fold(SMALL, (*MEANING, polled(AMA, B2, Standing.BELIEF)))
    mine = slices.value(workshop, slices.Scope(slices.Slice.MINE, AMA))
    assert mine["polled"] == {B2: {"standing": "belief", "reach": "me"}}
    assert "polled" not in slices.value(workshop, slices.Scope(slices.Slice.MINE, BO))


# --- what is open -------------------------------------------------------------------------------------------


def promised(barrier_id: BarrierId) -> e.CommitmentMade:
    return e.CommitmentMade(
        at=NOON,
        commitment_id=CommitmentId(f"commitment-{barrier_id}"),
        barrier_id=barrier_id,
        situation="If",
        action="then",
        owner="Ama",
        due=None,
        check="",
    )


def test_D15_one_of_the_first_three_without_a_commitment_is_open_everywhere() -> None:
    log = (*MEANING, grouped(B1, B3), entered(PhaseKind.COMMITMENTS), promised(B1), promised(B2))
    workshop = fold(SMALL, log)
    assert "open" not in seen(fold(SMALL, MEANING))
    assert seen(workshop)["open"] == B4  # B1's commitment counts for B3, which it was put together with
    assert slices.value(workshop, slices.MODERATION)["open"] == B4
    told = report(SMALL, log, ABOUT)
    assert {line.text for line in told.barriers.lines if line.is_open} == {f"text-{B4}"}
    assert [line.also for line in told.barriers.lines if line.text == f"text-{B3}"] == [(f"text-{B1}",)]
    assert [one.barrier for one in told.commitments] == [
        next(line.number for line in told.barriers.lines if line.text == f"text-{barrier}")
        for barrier in (B3, B2)
    ]
    assert sum(row.is_open for row in tell(told).barriers) == 1
