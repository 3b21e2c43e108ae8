"""Rules V1-V9: what each audience sees, over random but legal histories and in single cases."""

import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, get_args

import pytest

from app.domain.log import events as e
from app.domain.log.commands import (
    BarrierId,
    LinkId,
    ParticipantId,
    SeatId,
    Setting,
    Wording,
)
from app.domain.log.state import Workshop
from app.domain.rules import sharing
from app.domain.rules.agenda import has_reached
from app.domain.scenario import BarrierCategory, FactId, Inject, OptionId, PhaseKind
from app.domain.views import slices
from app.domain.views.families import Value
from app.domain.views.slices import Scope, Slice
from app.domain.views.touch import touched
from app.domain.workshop.decision import fold
from tests.family import HO1, HO2, IN_THE_NEWS, NU1, NU2, PHASE, PO1, PO2, SC1, SC2, SMALL
from tests.given import with_counts
from tests.histories import history
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
)

SEEDS = range(24)


def _everything(workshop: Workshop) -> dict[Scope, Value]:
    return {scope: slices.value(workshop, scope) for scope in slices.everything(workshop)}


@pytest.mark.parametrize("seed", SEEDS)
def test_V1_scopes_an_event_does_not_touch_show_what_they_showed(seed: int) -> None:
    layout = TWO_TABLES if seed % 2 else ONE_TABLE
    kinds = set()
    for step in history(IN_THE_NEWS, layout, Random(seed)):
        scopes = frozenset().union(*(touched(step.before, step.after, event) for event in step.events))
        kinds |= {type(event) for event in step.events}
        before = _everything(step.before) if step.before.tables else {}
        for scope, value in _everything(step.after).items():
            if scope not in scopes:
                assert value == before[scope], (scope, step.events)
    assert len(kinds) > 8


def test_V1_the_histories_hold_every_kind_of_event() -> None:
    kinds = {
        type(event)
        for seed in SEEDS
        for step in history(IN_THE_NEWS, TWO_TABLES if seed % 2 else ONE_TABLE, Random(seed))
        for event in step.events
    }
    named = {kind.__name__ for kind in get_args(e.Event)} - {kind.__name__ for kind in kinds}
    assert named == {"AnswerKept"}  # only the log has it, in the place of what is private


def _markers(workshop: Workshop, scopes: tuple[Scope, ...]) -> set[str]:
    text = json.dumps([slices.value(workshop, scope) for scope in scopes])
    facts = IN_THE_NEWS.facts
    words = [fact.text for fact in facts] + [fact.minimum for fact in facts if fact.minimum]
    words += [inject.text for inject in IN_THE_NEWS.injects]
    return {word for word in words if f'"{word}"' in text}


def _may_know(workshop: Workshop, scopes: tuple[Scope, ...]) -> set[str]:
    """The words that may stand in these scopes: the own hand, the own table, and what was missed."""
    words: set[str] = set()
    for scope in scopes:
        if scope.slice is Slice.SEAT:
            hand = [IN_THE_NEWS.fact_by_id[fact_id] for fact_id in workshop.seat(scope.key).hand]  # type: ignore[arg-type]
            words |= {fact.text for fact in hand} | {fact.minimum for fact in hand if fact.minimum}
            roles = set(workshop.seat(scope.key).role_ids)  # type: ignore[arg-type]
            words |= {inject.text for inject in _given(workshop) if roles & set(inject.to)}
        tables = [
            table
            for table in workshop.tables.values()
            if scope.slice is Slice.TABLES
            or (scope.slice is Slice.TABLE and table.id == scope.key)
            or (
                scope.slice is Slice.SHOWN
                and (len(workshop.tables) == 1 or has_reached(workshop, PhaseKind.REVEAL))
            )
        ]
        for table in tables:
            for one in table.revealed.values():
                fact = IN_THE_NEWS.fact_by_id[one.fact_id]
                minimum = one.wording is Wording.MINIMUM
                words.add(str(fact.minimum) if minimum else fact.text)
            if has_reached(workshop, PhaseKind.REVEAL):
                in_play = sharing.in_play(table) - table.revealed.keys()
                missed = [IN_THE_NEWS.fact_by_id[fact_id] for fact_id in in_play]
                words |= {fact.minimum or fact.text for fact in missed}
        if scope.slice in (Slice.TABLE, Slice.TABLES) or (
            scope.slice is Slice.SHOWN and not workshop.screen.is_blank
        ):
            words |= {inject.text for inject in _given(workshop) if not inject.to}
    return words


def _given(workshop: Workshop) -> list[Inject]:
    return [inject for inject in IN_THE_NEWS.injects if inject.id in workshop.injects]


@pytest.mark.parametrize("seed", SEEDS)
def test_V3_no_view_holds_a_fact_its_reader_may_not_know(seed: int) -> None:
    layout = TWO_TABLES if seed % 2 else ONE_TABLE
    for step in history(IN_THE_NEWS, layout, Random(1000 + seed)):
        readers = [slices.facilitator(), slices.screen()]
        readers += [slices.participant(step.after, who) for who in step.after.participants]
        for scopes in readers:
            seen = _markers(step.after, scopes)
            assert seen <= _may_know(step.after, scopes), (scopes, step.command)


def test_V2_the_family_at_the_start_holds_nothing_that_a_fact_reveals() -> None:
    family = slices.value(fold(SMALL, (opened(),)), slices.FAMILY)
    assert set(family["people"]) == {"joan", "mia"}
    assert set(family["relations"]) == {"joan-mia-parent"}
    told = fold(SMALL, (*around_the_table(PhaseKind.SHARE), revealed(SC1, BOS, BO)))
    assert slices.value(told, slices.FAMILY) == family
    picture = slices.value(told, Scope(Slice.TABLE, T1))
    assert (set(picture["people"]), set(picture["relations"])) == ({"ray"}, {"ray-mia-close"})


def test_V3_ids_notes_and_reasons_stay_hidden_too() -> None:
    held = e.FactHeldBack(at=NOON, table_id=T1, seat_id=AMAS, fact_id=NU1, reason=BarrierCategory.FEAR)
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), held))
    for scopes in (slices.participant(workshop, BO), slices.facilitator(), slices.screen()):
        text = json.dumps([slices.value(workshop, scope) for scope in scopes])
        assert not [word for word in ("nu-1", "note-", "big-", "title-", "alone-") if word in text]
        assert '"reason"' not in text
    own = slices.value(workshop, Scope(Slice.SEAT, AMAS))
    assert own["held_back"] == {NU1: {"reason": "fear"}}


def test_V3_what_others_hold_does_not_show_in_the_size_or_order_of_a_view() -> None:
    """Two hands of another seat, different in number and order, leave a phone's bytes the same."""
    workshop = fold(SMALL, around_the_table(PhaseKind.SHARE))
    held = e.FactHeldBack(at=NOON, table_id=T1, seat_id=DEES, fact_id=HO1, reason=None)
    other = fold(SMALL, (*around_the_table(PhaseKind.SHARE), held))
    for scope in slices.participant(workshop, AMA):
        assert json.dumps(slices.value(workshop, scope)) == json.dumps(slices.value(other, scope))


def test_V4_minimum_wording_stays_minimum_even_after_the_reveal() -> None:
    told = revealed(PO2, CAIS, None, wording=Wording.MINIMUM)
    for kind in (PhaseKind.ASK_AND_LINK, PhaseKind.REVEAL):
        workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), told, entered(kind)))
        text = json.dumps([slices.value(workshop, scope) for scope in slices.participant(workshop, AMA)])
        assert "least-po-2" in text
        assert "marker-po-2" not in text


def test_V5_what_was_missed_shows_from_the_reveal_on() -> None:
    out = (*around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA), revealed(SC1, BOS, BO))
    before = slices.value(fold(SMALL, (*out, entered(PhaseKind.SECOND_READ))), Scope(Slice.TABLE, T1))
    assert not {"missed", "big_picture"} & set(before)
    after = slices.value(fold(SMALL, (*out, entered(PhaseKind.REVEAL))), Scope(Slice.TABLE, T1))
    assert set(after["missed"]["facts"]) == {"nu-2", "sc-2", "po-1", "po-2", "ho-1", "ho-2", "all-1", "all-2"}
    assert after["missed"]["facts"]["po-2"]["text"] == "least-po-2"
    # What a missed insight waited for comes first; who else held a fact is said.
    assert list(after["missed"]["facts"])[:5] == ["nu-2", "sc-2", "po-1", "ho-1", "ho-2"]
    assert after["missed"]["facts"]["all-2"]["role"] == "nurse"
    assert after["missed"]["facts"]["all-2"]["others"] == "school"
    assert "others" not in after["missed"]["facts"]["po-1"]
    was = {insight_id: missed["was"] for insight_id, missed in after["missed"]["insights"].items()}
    assert was == {"one": "not_linked", "two": "not_pooled", "three": "not_pooled"}
    assert after["big_picture"]["statement"] == "big-statement"


def test_V5_how_the_picture_grew_shows_from_the_reveal_on() -> None:
    told = (
        revealed(NU1, AMAS, AMA),
        revealed(SC1, BOS, BO, at=NOON + timedelta(seconds=75, milliseconds=900)),
        e.FactsLinked(
            table_id=T1,
            link_id=LinkId("link-1"),
            seat_id=AMAS,
            fact_ids=frozenset({NU1, SC1}),
            line="",
            at=NOON + timedelta(seconds=100),
        ),
    )
    out = (*around_the_table(PhaseKind.SHARE), *told)
    before = slices.value(fold(SMALL, (*out, entered(PhaseKind.SECOND_READ))), Scope(Slice.TABLE, T1))
    assert "growth" not in before
    after = slices.value(fold(SMALL, (*out, entered(PhaseKind.REVEAL))), Scope(Slice.TABLE, T1))
    assert after["growth"] == {"alone": 4, "facts": {"1": 0, "2": 75}, "insights": {"one": 100}}


def test_V5_every_tables_picture_grew_from_the_first_fact_on_any_of_them() -> None:
    seats = (AMAS, SeatId("t2s1"))
    first, second = (
        replace(revealed(NU1, seat_id, None, at=at(minutes)), table_id=table_id)
        for seat_id, table_id, minutes in zip(seats, (T1, T2), (0, 3), strict=True)
    )
    out = (opened(TWO_TABLES), entered(PhaseKind.SHARE), first, second, entered(PhaseKind.REVEAL))
    shown = slices.value(fold(SMALL, out), slices.SHOWN)
    assert [shown[table]["growth"]["facts"] for table in (T1, T2)] == [{"1": 0}, {"1": 180}]


def test_V6_with_several_tables_the_screen_shows_counts_only_until_the_reveal() -> None:
    out = (opened(TWO_TABLES), *joined(AMA, AMAS), entered(PhaseKind.SHARE), revealed(NU1, AMAS, AMA))
    before = slices.value(fold(SMALL, out), slices.SHOWN)
    assert set(before["t1"]) == {"id", "number", "counts"}
    assert before["t1"]["counts"]["facts"] == 1
    after = slices.value(fold(SMALL, (*out, entered(PhaseKind.REVEAL))), slices.SHOWN)
    assert set(after["t1"]["facts"]) == {"nu-1"}


B1, B2 = BarrierId("barrier-1"), BarrierId("barrier-2")


def _debriefed(kind: PhaseKind) -> Value:
    votes = [e.BarrierVoted(at=NOON, participant_id=who, barrier_id=B1) for who in (AMA, BO, CAI)]
    events = (
        *around_the_table(PhaseKind.BARRIERS),
        *(
            e.BarrierRaised(
                barrier_id=barrier_id, category=BarrierCategory.LAW, text="?", setting=Setting.EXERCISE
            )
            for barrier_id in (B2, B1)
        ),
        e.BarrierHidden(at=NOON, barrier_id=B2),
        *(() if kind is PhaseKind.BARRIERS else (entered(PhaseKind.VOTE), *votes)),
        *(() if kind is PhaseKind.VOTE else (entered(kind),)),
    )
    return slices.value(fold(SMALL, with_counts(SMALL, *events)), slices.DEBRIEF)


def test_V7_barriers_are_hidden_while_they_are_written_and_votes_while_they_are_given() -> None:
    writing, voting, over = (
        _debriefed(kind) for kind in (PhaseKind.BARRIERS, PhaseKind.VOTE, PhaseKind.MEANING)
    )
    assert ("barriers" in writing, writing["barriers_n"]) == (False, 1)
    assert voting["barriers"] == {"barrier-1": {"category": "law", "text": "?", "setting": "exercise"}}
    assert over["barriers"]["barrier-1"]["votes"] == 3


def test_V7_who_leads_cannot_see_who_votes_for_what() -> None:
    """Neither as a vote comes in, nor as a barrier is hidden and its votes go back to who gave them."""

    def led(*events: e.Event) -> tuple[Any, Any]:
        workshop = fold(SMALL, with_counts(SMALL, *voting, *events))
        return slices.value(workshop, slices.PEOPLE), slices.value(workshop, slices.MODERATION)["barriers"]

    raised = e.BarrierRaised(
        barrier_id=BarrierId("barrier-1"),
        category=BarrierCategory.LAW,
        text="?",
        setting=Setting.EXERCISE,
    )
    voting = (*around_the_table(PhaseKind.BARRIERS), raised, entered(PhaseKind.VOTE))
    vote = e.BarrierVoted(at=NOON, participant_id=AMA, barrier_id=raised.barrier_id)
    hidden = e.BarrierHidden(at=NOON, barrier_id=raised.barrier_id)
    assert led(vote) == led()
    assert led(vote, hidden)[0] == led()[0]
    others = [e.BarrierVoted(at=NOON, participant_id=who, barrier_id=vote.barrier_id) for who in (BO, CAI)]
    (counted,) = led(vote, *others, entered(PhaseKind.MEANING))[1].values()
    assert counted["votes"] == 3
    (withheld,) = led(vote, entered(PhaseKind.MEANING))[1].values()
    assert "votes" not in withheld


def _read(who: ParticipantId, need: int) -> e.FirstReadGiven:
    return e.FirstReadGiven(
        at=NOON,
        participant_id=who,
        need=need,
        option_id=OptionId("easy-story"),
        line="private",
        topic_id=None,
    )


@pytest.mark.parametrize("goes", [e.ParticipantRemoved, e.ParticipantLeft])
def test_J7_a_read_counts_on_when_who_gave_it_goes(
    goes: type[e.ParticipantRemoved | e.ParticipantLeft],
) -> None:
    """Else every phone would see, in what the spread loses, what the read was."""
    reads = tuple(_read(who, need) for who, need in ((AMA, 2), (BO, 2), (CAI, 9), (DEE, 8)))
    shown = (*around_the_table(PhaseKind.FIRST_READ), *reads, entered(PhaseKind.PULSE))
    gone = (*shown, goes(at=NOON, participant_id=CAI))
    for scope in (slices.DEBRIEF, slices.MODERATION):
        before, after = (
            slices.value(fold(SMALL, with_counts(SMALL, *events)), scope) for events in (shown, gone)
        )
        assert (
            after["spread"]
            == before["spread"]
            == {
                "n": 4,
                "need": {"2": 2, "8": 1, "9": 1},
                "options": {"easy-story": 4},
            }
        )


def test_V8_the_spread_shows_from_the_pulse_on_and_holds_no_line() -> None:
    reads = (
        *around_the_table(PhaseKind.FIRST_READ),
        *(_read(who, need) for who, need in ((AMA, 2), (BO, 2), (DEE, 8))),
    )
    assert "spread" not in slices.value(fold(SMALL, reads), slices.DEBRIEF)
    over = with_counts(SMALL, *reads, entered(PhaseKind.PULSE))
    pulse = slices.value(fold(SMALL, over), slices.DEBRIEF)
    assert pulse["spread"] == {"n": 3, "need": {"2": 2, "8": 1}, "options": {"easy-story": 3}}
    assert "private" not in json.dumps(pulse)


def test_V9_the_facilitator_sees_how_much_each_seat_holds_never_what() -> None:
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA)))
    work = slices.value(workshop, slices.TABLES)["t1"]["work"]
    assert work[AMAS] == {"hand_n": 4, "revealed_n": 1, "held_back_n": 0, "people": 1}
    assert _markers(workshop, slices.facilitator()) == {"marker-nu-1"}


def test_V6_an_observer_among_several_tables_sees_what_the_screen_shows() -> None:
    workshop = fold(SMALL, (opened(TWO_TABLES), *joined(EVE, None)))
    assert slices.SHOWN in slices.participant(workshop, EVE)
    one = fold(SMALL, (opened(), *joined(EVE, None)))
    assert Scope(Slice.TABLE, T1) in slices.participant(one, EVE)


def test_S11_a_picture_names_what_a_link_recognised() -> None:
    out = (
        *around_the_table(PhaseKind.ASK_AND_LINK),
        revealed(NU2, AMAS, AMA),
        revealed(SC2, BOS, BO),
    )
    linked = e.FactsLinked(
        at=NOON,
        table_id=T1,
        link_id=LinkId("link-1"),
        seat_id=AMAS,
        fact_ids=frozenset({NU2, SC2, PO1}),
        line="so",
    )
    picture = slices.value(fold(SMALL, (*out, revealed(PO1, CAIS, None), linked)), Scope(Slice.TABLE, T1))
    assert picture["insights"]["three"]["facts"] == "nu-2,po-1,sc-2"
    assert picture["counts"] == {
        "facts": 3,
        "alone": 4,
        "facts_of": 10,
        "insights": 1,
        "insights_of": 3,
        "insights_left": 2,
    }
    assert picture["holds"]["housing"] == {"home": 3}


def test_V1_phase_ids_are_the_agendas() -> None:
    workshop = fold(SMALL, (opened(), entered(PhaseKind.SHARE)))
    agenda = slices.value(workshop, slices.AGENDA)
    assert agenda["phase"]["id"] == PHASE[PhaseKind.SHARE]
    assert agenda["timer"] == {"ends_at_ms": round(NOON.timestamp() * 1000) + 300_000}


def test_V3_gaps_are_marked_once_they_lie_on_the_table() -> None:
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), revealed(HO2, DEES, DEE)))
    assert slices.value(workshop, Scope(Slice.TABLE, T1))["facts"][FactId("ho-2")]["gap"] is True


def test_V10_a_blank_screen_is_sent_no_table() -> None:
    blank = e.ScreenSet(at=NOON, table_id=None, is_blank=True, is_frozen=False)
    workshop = fold(SMALL, (*around_the_table(PhaseKind.SHARE), revealed(NU1, AMAS, AMA), blank))
    assert slices.value(workshop, slices.SHOWN) == {}
    assert slices.value(workshop, slices.STAGE) == {
        "blank": True,
        "frozen": False,
        "threads": False,
        "code": False,
    }
    assert _markers(workshop, slices.screen()) == set()


def test_V2_an_agency_has_a_short_name_and_a_step_a_headline_where_the_author_wrote_one() -> None:
    nurse, *others = SMALL.roles
    agenda = (replace(SMALL.agenda[0], headline="Find your place"), *SMALL.agenda[1:])
    told = replace(SMALL, roles=(replace(nurse, short="Nurse"), *others), agenda=agenda)
    for scenario, short, headline in (
        (SMALL, nurse.name, SMALL.agenda[0].aim),
        (told, "Nurse", "Find your place"),
    ):
        workshop = fold(scenario, (opened(),))
        assert slices.value(workshop, slices.FAMILY)["roles"][nurse.id]["short"] == short
        assert slices.value(workshop, slices.AGENDA)["phase"]["headline"] == headline
