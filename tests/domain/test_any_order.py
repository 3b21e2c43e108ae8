"""Whatever people do, in whatever order: hands stay right, and the console knows what is missing. T1-T9.

Hypothesis draws joins, leaves, arrangements, moves, removals and returns, in the lobby and after it.
"""

from functools import reduce
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.log import commands as c
from app.domain.log.commands import (
    Command,
    CommandId,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    SeatId,
)
from app.domain.log.rejections import Rejected
from app.domain.log.state import Table, Workshop
from app.domain.rules.seating import LARGEST_HAND, layout_of, people_at, propose
from app.domain.scenario import FactId, PhaseId, RoleId, Scenario, Tier
from app.domain.views.lead import lead_value
from app.domain.workshop.decision import decide, fold
from app.domain.workshop.evolution import evolve
from app.scenarios import load, shipped
from tests.family import ROLES, SMALL
from tests.people import NOON, opened

PEOPLE = tuple(ParticipantId(f"person-{number}") for number in range(6))
FAMILY = load(
    next(path for path in shipped() if path.name == "button_family.yaml").read_text(encoding="utf-8")
)

people = st.sampled_from(PEOPLE)
seats = st.builds(lambda table, place: SeatId(f"t{table}s{place}"), st.integers(1, 2), st.integers(1, 5))


def joins(who: ParticipantId, looks_on: bool) -> tuple[ParticipantId, c.Wish]:
    return who, c.JoinWorkshop(participant_id=who, as_observer=looks_on)


theirs = st.one_of(
    st.builds(joins, people, st.booleans()),
    st.builds(joins, people, st.just(False)),
    st.builds(lambda who, seat: (who, c.TakeSeat(seat_id=seat)), people, st.none() | seats),
    st.builds(lambda who: (who, c.LeaveWorkshop()), people),
)


def leads(wish: Any) -> tuple[None, Any]:
    return None, wish


def taps(scenario: Scenario) -> st.SearchStrategy[Any]:
    """A stretch in the lobby, then one in which the phases move, too."""
    arrange = st.builds(
        lambda n: c.ArrangeTables(layout=propose(scenario, n)), st.sampled_from((3, 4, 7, 10, 16))
    )
    lead = st.one_of(
        st.builds(lambda who, seat: c.SeatParticipant(participant_id=who, seat_id=seat), people, seats),
        st.builds(lambda who: c.RemoveParticipant(participant_id=who), people),
        st.builds(lambda who: c.RestoreParticipant(participant_id=who), people),
    )
    move = st.sampled_from([phase.id for phase in scenario.agenda])
    clock = st.sampled_from([c.PauseWorkshop(reason=""), c.ResumeWorkshop()])
    lobby = st.lists(st.one_of(theirs, arrange.map(leads), lead.map(leads)), min_size=10, max_size=40)
    later = st.lists(
        st.one_of(theirs, *(one.map(leads) for one in (arrange, lead, move, clock))), max_size=20
    )
    return st.builds(lambda first, then: [*first, *then], lobby, later)


def after(workshop: Workshop, tap: tuple[ParticipantId | None, Any]) -> Workshop:
    """The workshop after somebody asked for something, refused or not."""
    who, wish = tap
    if isinstance(wish, str):
        wish = c.MoveToPhase(from_phase_id=workshop.phase_id, phase_id=PhaseId(wish))
    by = FacilitatorActor() if who is None else ParticipantActor(participant_id=who)
    try:
        events = decide(workshop, Command(id=CommandId("tap"), at=NOON, by=by, wish=wish))
    except Rejected:
        return workshop
    return reduce(evolve, events, workshop)


def right_hand(workshop: Workshop, role_ids: tuple[RoleId, ...]) -> frozenset[FactId]:
    """What a seat must hold, by T6: all its roles' facts; merged and over ten, without the extra ones."""
    facts = [fact for fact in workshop.scenario.facts if fact.held_by & set(role_ids)]
    facts = [fact for fact in facts if fact.id not in workshop.scenario.injected]  # V13: none came in
    if len(role_ids) > 1 and len(facts) > LARGEST_HAND:
        facts = [fact for fact in facts if fact.tier is Tier.CORE]
    return frozenset(fact.id for fact in facts)


def check(workshop: Workshop) -> None:
    core = {role.id for role in workshop.scenario.roles if role.is_core}
    taken = people_at(workshop)
    seated = [one for one in workshop.participants.values() if one.seat_id is not None]
    assert all(one.seat_id in workshop.table_by_seat for one in seated)
    assert sum(taken.values()) == sum(one.takes_part for one in seated)
    for table in workshop.tables.values():
        played = [role_id for seat in table.seats.values() for role_id in seat.role_ids]
        assert len(played) == len(set(played))
        assert core <= set(played)
        for seat in table.seats.values():
            assert seat.hand == right_hand(workshop, seat.role_ids)
        check_reach(workshop, table, set(taken))


def check_reach(workshop: Workshop, table: Table, taken: set[SeatId]) -> None:
    """T9: what is out of reach of those present is told; with every seat taken, nothing is."""
    told = lead_value(workshop).get("out_of_reach", {}).get(table.id)
    present: set[FactId] = set().union(*(seat.hand for seat in table.seats.values() if seat.id in taken))
    missing = [one for one in workshop.scenario.insights if not one.follows_from(frozenset(present))]
    empty = [role_id for seat in table.seats.values() if seat.id not in taken for role_id in seat.role_ids]
    assert told == ({"roles": ",".join(empty), "insights": len(missing)} if empty else None)
    assert empty or not missing


CALM = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(taps(SMALL))
def test_T9_in_any_order_every_fact_is_in_the_right_hands_or_the_console_says_what_is_missing(
    said: list[tuple[ParticipantId | None, Any]],
) -> None:
    workshop = fold(SMALL, (opened((tuple((role,) for role in ROLES),)),))
    for tap in said:
        workshop = after(workshop, tap)
        check(workshop)


@settings(CALM, max_examples=30)
@given(taps(FAMILY), st.integers(3, 20))
def test_T9_the_same_holds_for_the_shipped_family_at_any_size(
    said: list[tuple[ParticipantId | None, Any]], expected: int
) -> None:
    workshop = fold(FAMILY, (opened(propose(FAMILY, expected)),))
    for tap in said:
        workshop = after(workshop, tap)
        check(workshop)


@CALM
@given(taps(SMALL))
def test_T4_who_was_removed_and_let_back_in_has_the_same_seat(
    said: list[tuple[ParticipantId | None, Any]],
) -> None:
    workshop = reduce(after, said, fold(SMALL, (opened(),)))
    for who, before in workshop.participants.items():
        removed = after(workshop, (None, c.RemoveParticipant(participant_id=who)))
        restored = after(removed, (None, c.RestoreParticipant(participant_id=who)))
        if removed.participants[who].is_removed and restored.participants[who].takes_part:
            assert restored.participants[who].seat_id == before.seat_id
            assert layout_of(restored) == layout_of(workshop)
