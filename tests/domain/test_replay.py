"""Rules V21-V23, A13: the hour again is the hour as it was, and the what-if says what follows, no more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.audiences import Audience
from app.domain.log.commands import AskId, LinkId, ReplayView, Reply, SeatId, TableId, Wording
from app.domain.log.events import Event
from app.domain.log.rejections import NoSuchThing, NotInThisPhase
from app.domain.log.state import Otherwise, Workshop
from app.domain.report.replay import Moment, MomentKind, is_public, moments
from app.domain.report.sides import sides
from app.domain.rules import steps
from app.domain.rules.agenda import has_reached
from app.domain.rules.hindsight import Changed, available_s, changed, what_if
from app.domain.scenario import BarrierCategory, FactId, PhaseKind, Scenario
from app.domain.views import slices
from app.domain.views.look_back import looks_back
from app.domain.views.pictures import picture
from app.domain.workshop.decision import fold, initial
from app.domain.workshop.evolution import evolve
from tests.family import CALL, HO1, HO2, IN_THE_NEWS, NU1, NU2, PO1, PO2, SC1, SC2, SMALL
from tests.given import Given
from tests.histories import history
from tests.people import (
    AMA,
    AMAS,
    BO,
    BOS,
    CAIS,
    DEES,
    EVE,
    FAY,
    NOON,
    ONE_TABLE,
    T1,
    T2,
    TWO_TABLES,
    around_the_table,
    at,
    entered,
    joined,
    opened,
    revealed,
    says,
)

SEEDS = range(40)


def _log(scenario: Scenario, seed: int) -> list[Event]:
    layout = TWO_TABLES if seed % 2 else ONE_TABLE
    return [event for step in history(scenario, layout, Random(seed), steps=400) for event in step.events]


def _live(scenario: Scenario, log: list[Event], table_id: TableId) -> Iterator[tuple[int, Workshop]]:
    """The workshop after each event, from when sharing begins, while what was missed is not told."""
    workshop, has_begun = initial(scenario), False
    for version, event in enumerate(log, start=1):
        workshop = evolve(workshop, event)
        has_begun = (has_begun and not isinstance(event, e.TablesArranged)) or steps.is_sharing(
            workshop.phase.kind
        )
        if has_begun and table_id in workshop.tables and not has_reached(workshop, PhaseKind.REVEAL):
            yield version, workshop


@pytest.mark.parametrize("seed", SEEDS)
def test_V21_the_replay_at_an_event_is_what_was_live_then(seed: int) -> None:
    log = _log(IN_THE_NEWS, seed)
    seen = 0
    for table_id in (T1, T2):
        told = moments(initial(IN_THE_NEWS), log, table_id)
        for version, live in _live(IN_THE_NEWS, log, table_id):
            then = [one for one in told if one.version <= version][-1]
            assert then.picture == picture(live, live.tables[table_id]), (version, log[version - 1])
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("seed", SEEDS)
def test_V21_a_moment_is_a_step_or_changes_the_picture_and_none_goes_back_in_time(seed: int) -> None:
    told = moments(initial(IN_THE_NEWS), _log(IN_THE_NEWS, seed), T1)
    for before, after in pairwise(told):
        assert before.version < after.version
        assert before.picture != after.picture or after.kind is MomentKind.STEP
    order = [one.seconds for one in told]
    assert order == sorted(order)


def test_V21_the_histories_reach_every_kind_of_moment() -> None:
    kinds = {one.kind for seed in SEEDS for one in moments(initial(IN_THE_NEWS), _log(IN_THE_NEWS, seed), T1)}
    assert kinds == set(MomentKind)


@pytest.mark.parametrize("seed", SEEDS)
def test_V21_the_replay_knows_public_events_of_its_table_only(seed: int) -> None:
    """What is not public may be left out of the log, and the replay is the same."""
    log = _log(IN_THE_NEWS, seed)
    public = [event for event in log if is_public(event, T1)]
    assert [_without_version(one) for one in moments(initial(IN_THE_NEWS), log, T1)] == [
        _without_version(one) for one in moments(initial(IN_THE_NEWS), public, T1)
    ]
    told = (e.FactHeldBack, e.ReasonTold, e.HandRead, e.TableAnswerGiven, e.AnswerKept, e.ReadsCounted)
    people = (e.ParticipantJoined, e.ParticipantSeated, e.ParticipantLeft, e.ParticipantRemoved)
    assert not any(isinstance(event, (*told, *people)) for event in public)


def _without_version(one: Moment) -> Moment:
    return replace(one, version=0)


ASKED = AskId("ask-1")
LINKED = LinkId("link-1")


def _said(fact_id: FactId, seat_id: SeatId, minutes: float, **more: Any) -> e.FactRevealed:
    return revealed(fact_id, seat_id, None, at=at(minutes), **more)


def _hour() -> tuple[Event, ...]:
    """Sharing from minute 2 on; a pause of three minutes; the reveal in minute 20."""
    return (
        *around_the_table(PhaseKind.WELCOME),
        entered(PhaseKind.SHARE, 2),
        _said(NU1, AMAS, 3),
        e.FactHeldBack(at=at(3), table_id=T1, seat_id=CAIS, fact_id=PO2, reason=BarrierCategory.FEAR),
        e.WorkshopPaused(at=at(4), reason="tea"),
        e.WorkshopResumed(at=at(7)),
        _said(SC1, BOS, 8),
        entered(PhaseKind.ASK_AND_LINK, 10),
        e.RoleAsked(
            at=at(11), table_id=T1, ask_id=ASKED, by_seat_id=AMAS, role_id=SMALL.roles[1].id, text="And?"
        ),
        e.AskAnswered(
            at=at(12),
            table_id=T1,
            ask_id=ASKED,
            seat_id=BOS,
            reply=Reply.NOTHING_HELD,
            fact_id=None,
            reason=None,
        ),
        e.FactsLinked(
            at=at(14),
            table_id=T1,
            link_id=LINKED,
            seat_id=AMAS,
            fact_ids=next(one.solved_by[0] for one in SMALL.insights if one.solved_by[0] == {NU1, SC1}),
            line="so",
        ),
        entered(PhaseKind.REVEAL, 20),
    )


def test_V21_the_moments_of_an_hour_by_hand() -> None:
    told = moments(initial(SMALL), _hour(), T1)
    insight = next(one.id for one in SMALL.insights if {NU1, SC1} in one.solved_by)
    minutes = [(one.kind.value, one.about, one.seconds / 60) for one in told]
    assert minutes == [
        ("step", "share", 0),
        ("reveal", NU1, 1),
        ("reveal", SC1, 3),
        ("step", "ask-and-link", 5),
        ("ask", ASKED, 6),
        ("other", "", 7),
        ("insight", insight, 9),
    ]


def test_V21_a_replay_goes_on_where_sharing_went_on_after_the_reveal() -> None:
    later = (*_hour(), entered(PhaseKind.ASK_AND_LINK, 21), _said(HO1, DEES, 22))
    told = moments(initial(SMALL), later, T1)
    assert told[-1].about == HO1
    assert "missed" not in told[-1].picture


def test_V21_nothing_to_see_before_sharing_begins() -> None:
    assert moments(initial(SMALL), around_the_table(PhaseKind.READ), T1) == ()
    assert moments(initial(SMALL), (), T1) == ()
    assert moments(initial(SMALL), _hour(), TableId("t9")) == ()


# --- who may look, and what at ------------------------------------------------------------------------------


def _shown(**more: Any) -> e.ReplayShown:
    said: dict[str, Any] = {"table_id": T1, "moment": 2, "is_playing": False, "view": ReplayView.PICTURE}
    return e.ReplayShown(**({"at": at(21), "fact_id": None, "minute": None} | said | more))


def test_A13_who_leads_shows_a_moment_while_all_look_back() -> None:
    looking = Given(SMALL, *_hour())
    wish = c.ShowReplay(table_id=T1, moment=2)
    looking.when(says(FAY, wish, minutes=21)).then(_shown())
    looking = Given(SMALL, *_hour(), _shown())
    looking.when(says(FAY, wish)).then_nothing()
    looking.when(says(FAY, c.ShowReplay(table_id=None), minutes=21)).then(_shown(table_id=None, moment=0))
    playing = c.ShowReplay(table_id=T1, moment=0, is_playing=True)
    looking.when(says(FAY, playing, minutes=21)).then(_shown(moment=0, is_playing=True))
    looking.when(says(FAY, c.ShowReplay(table_id=TableId("t9")))).then_rejected(NoSuchThing, kind="table")
    for fact in ("none", ":sign"):
        wish = c.ShowReplay(table_id=T1, fact_id=FactId(fact), minute=1)
        looking.when(says(FAY, wish)).then_rejected(NoSuchThing, kind="fact")


def test_A13_nothing_is_shown_again_while_people_share() -> None:
    sharing = Given(SMALL, *around_the_table(PhaseKind.SHARE))
    sharing.when(says(FAY, c.ShowReplay(table_id=T1))).then_rejected(
        NotInThisPhase, phase=sharing.workshop.phase.title
    )


def test_A13_what_is_shown_goes_with_the_steps_that_look_back_and_rests_in_all_others() -> None:
    shown = fold(SMALL, (*_hour(), _shown(is_playing=True)))
    since_ms = round(at(21).timestamp() * 1000)
    where = {"table": T1, "moment": 2, "view": "picture", "since_ms": since_ms}
    assert slices.value(shown, slices.REPLAY) == where
    assert slices.value(shown, slices.LEAD)["replay"] == where
    for kind in PhaseKind:
        value = slices.value(evolve(shown, entered(kind, 30)), slices.REPLAY)
        assert bool(value) is (kind in steps.LOOKING_BACK), kind


def test_V10_a_blank_screen_shows_nothing_again_and_who_leads_still_knows_where_it_is() -> None:
    blank = e.ScreenSet(at=at(22), table_id=None, is_blank=True, is_frozen=False)
    shown = fold(SMALL, (*_hour(), _shown(), blank))
    assert slices.value(shown, slices.REPLAY) == {}
    assert slices.value(shown, slices.LEAD)["replay"]["moment"] == 2


def test_A13_tables_laid_anew_have_no_hour_to_show_again() -> None:
    gone = fold(SMALL, (opened(TWO_TABLES), _shown(table_id=T2), e.TablesArranged(at=NOON, layout=ONE_TABLE)))
    assert gone.replay is None


TWO = (
    opened(TWO_TABLES),
    *joined(AMA, AMAS),
    *joined(BO, SeatId("t2s1")),
    *joined(EVE, None),
    entered(PhaseKind.SHARE, 1),
)


@pytest.mark.parametrize("kind", list(PhaseKind))
def test_V21_nobody_looks_back_before_the_reveal_and_then_each_at_what_they_may_see(kind: PhaseKind) -> None:
    workshop = fold(SMALL, (*TWO, entered(kind, 9)))
    both = {T1, T2} if has_reached(workshop, PhaseKind.REVEAL) else set()
    assert looks_back(workshop, Audience.FACILITATOR, None, None) == both
    assert looks_back(workshop, Audience.DESK, None, None) == both
    assert looks_back(workshop, Audience.SCREEN, None, None) == both
    assert looks_back(workshop, Audience.SCREEN, None, T2) == both & {T2}
    assert looks_back(workshop, Audience.OBSERVER, None, None) == both
    assert looks_back(workshop, Audience.PARTICIPANT, AMAS, None) == both & {T1}


def test_V21_a_phone_sees_its_own_table_and_the_one_that_is_shown_to_all() -> None:
    revealing = (*TWO, entered(PhaseKind.REVEAL, 9))
    shown = fold(SMALL, (*revealing, _shown(table_id=T2)))
    assert looks_back(shown, Audience.PARTICIPANT, AMAS, None) == {T1, T2}
    blank = e.ScreenSet(at=at(22), table_id=None, is_blank=True, is_frozen=False)
    dark = evolve(shown, blank)
    assert looks_back(dark, Audience.PARTICIPANT, AMAS, None) == {T1}
    assert looks_back(dark, Audience.SCREEN, None, None) == set()
    assert looks_back(dark, Audience.OBSERVER, None, None) == set()
    still = evolve(shown, replace(blank, is_blank=False, is_frozen=True))
    assert looks_back(still, Audience.SCREEN, None, None) == set()


# --- three views side by side -------------------------------------------------------------------------------


def _sides() -> Any:
    workshop = fold(SMALL, _hour())
    return sides(workshop, workshop.tables[T1])


def test_V22_each_agency_alone_what_the_table_saw_and_what_was_there() -> None:
    seen = _sides()
    assert seen.keys() == {"alone", "there", "missed"}
    assert {seat: set(one["facts"]) for seat, one in seen["alone"].items()} == {
        seat.id: set(seat.hand) for seat in fold(SMALL, _hour()).tables[T1].seats.values()
    }
    assert set(seen["there"]["facts"]) == {fact.id for fact in SMALL.facts}
    assert set(seen["there"]["insights"]) == {one.id for one in SMALL.insights}
    assert not any(one["insights"] for one in seen["alone"].values())
    assert seen["there"]["counts"]["facts"] == len(SMALL.facts)
    assert set(seen["missed"]) == {fact.id for fact in SMALL.facts} - {NU1, SC1}


def test_V22_who_held_a_fact_is_told_and_never_why_it_was_held_back() -> None:
    seen = _sides()
    assert seen["missed"][PO2]["role"] == "police"
    assert seen["missed"][PO2]["held_back"] is True
    told = json.dumps(seen)
    assert '"reason"' not in told
    assert '"why"' not in told
    with_another = [
        replace(event, reason=BarrierCategory.LAW) if isinstance(event, e.FactHeldBack) else event
        for event in _hour()
    ]
    workshop = fold(SMALL, with_another)
    assert sides(workshop, workshop.tables[T1]) == seen


def test_V22_a_sensitive_fact_shows_as_it_was_told_or_in_its_minimum_wording() -> None:
    assert "marker-po-2" not in json.dumps(_sides())
    assert _sides()["alone"][CAIS]["facts"][PO2]["text"] == "least-po-2"
    for wording, text in ((Wording.FULL, "marker-po-2"), (Wording.MINIMUM, "least-po-2")):
        said = _said(PO2, CAIS, 9, wording=wording)
        workshop = fold(SMALL, (*_hour()[:-1], said, entered(PhaseKind.REVEAL, 20)))
        seen = sides(workshop, workshop.tables[T1])
        assert seen["alone"][CAIS]["facts"][PO2]["text"] == text
        assert seen["there"]["facts"][PO2]["text"] == text


def test_V22_two_hours_that_differ_in_private_alone_have_the_same_three_views() -> None:
    quiet = [event for event in _hour() if not isinstance(event, e.FactHeldBack)]
    workshop = fold(SMALL, quiet)
    seen, other = _sides(), sides(workshop, workshop.tables[T1])
    assert (seen["alone"], seen["there"]) == (other["alone"], other["there"])


# --- what if ------------------------------------------------------------------------------------------------


def _insight(name: str, *solutions: set[FactId]) -> Any:
    return replace(SMALL.insights[0], id=name, solved_by=tuple(frozenset(one) for one in solutions))


# By hand: three insights, five facts said in the minutes 2, 5, 9, 12 and never.
FIRST = _insight("first", {NU1, NU2})
SECOND = _insight("second", {NU1, SC1, SC2}, {PO1, NU2})
THIRD = _insight("third", {HO1, NU1})
SAID = {NU1: 2 * 60, NU2: 5 * 60, SC1: 9 * 60, SC2: 12 * 60}


def test_V23_when_each_insight_was_available() -> None:
    assert [available_s(one, SAID) for one in (FIRST, SECOND, THIRD)] == [5 * 60, 12 * 60, None]


@pytest.mark.parametrize(
    ("fact_id", "minute", "expected"),
    [
        # moved to an earlier minute: what waited for it alone waits for the next fact now
        (SC2, 3, [(SECOND, 12, 9)]),
        (NU2, 0, [(FIRST, 5, 2)]),
        # moved behind another one that is waited for all the same: nothing changes
        (NU1, 4, []),
        (NU1, 6, [(FIRST, 5, 6)]),
        # moved later than all: both that need it wait
        (NU1, 20, [(FIRST, 5, 20), (SECOND, 12, 20)]),
        # never said: another way to the second, and the third at last
        (PO1, 6, [(SECOND, 12, 6)]),
        (PO1, 1, [(SECOND, 12, 5)]),
        (PO1, 13, []),
        (HO1, 4, [(THIRD, None, 4)]),
        (HO2, 4, []),
    ],
)
def test_V23_what_would_have_been_available_by_hand(
    fact_id: FactId, minute: int, expected: list[tuple[Any, int | None, int]]
) -> None:
    assert changed((FIRST, SECOND, THIRD), SAID, fact_id, minute * 60) == tuple(
        Changed(insight=insight, was_s=None if was is None else was * 60, would_s=would * 60)
        for insight, was, would in expected
    )


def test_V23_the_clock_is_that_of_the_picture_pauses_not_counted() -> None:
    workshop = fold(SMALL, _hour())
    second, found = what_if(workshop, workshop.tables[T1], Otherwise(fact_id=SC1, minute=1))
    assert second == 60
    insight = next(one for one in SMALL.insights if {NU1, SC1} in one.solved_by)
    assert [(one.insight, one.was_s, one.would_s) for one in found] == [(insight, 180, 60)]


def test_V23_news_brings_its_facts_no_earlier_than_it_came_in() -> None:
    brought = next(iter(IN_THE_NEWS.inject_by_id[CALL].fact_ids))
    came = (*_hour()[:-1], e.InjectGiven(at=at(15), inject_id=CALL), entered(PhaseKind.REVEAL, 20))
    workshop = fold(IN_THE_NEWS, came)
    second, _ = what_if(workshop, workshop.tables[T1], Otherwise(fact_id=brought, minute=1))
    assert second == timedelta(minutes=10).total_seconds()


def test_V23_all_see_a_what_if_only_where_who_leads_shows_it() -> None:
    tried = _shown(fact_id=SC1, minute=1)
    hidden = fold(SMALL, (*_hour(), tried))
    assert "what_if" not in slices.value(hidden, slices.REPLAY)
    told = slices.value(hidden, slices.LEAD)["replay"]["what_if"]
    shown = evolve(hidden, replace(tried, view=ReplayView.WHAT_IF))
    assert slices.value(shown, slices.REPLAY)["what_if"] == told
    insight = next(one for one in SMALL.insights if {NU1, SC1} in one.solved_by)
    assert told == {
        "fact": SC1,
        "text": "marker-sc-1",
        "minute": 1,
        "second": 60,
        "said": True,
        "insights": {insight.id: {"title": insight.title, "was_s": 180, "would_s": 60, "order": 0}},
    }
