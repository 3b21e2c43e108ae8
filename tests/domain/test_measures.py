"""The measures of one table, and their definitions in docs/measures.md."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from app.domain.log import events as e
from app.domain.log.commands import DisputeId, Reply, SeatId, TableId, Wording
from app.domain.log.events import Event
from app.domain.report.coverage import half_of_key_s, share
from app.domain.report.fates import FactFate, Fate
from app.domain.report.measures import TableMeasures, chance, proportion
from app.domain.report.reasons import told_reasons
from app.domain.report.report import Report, report
from app.domain.rules.outcomes import Outcome
from app.domain.scenario import BarrierCategory, FactId, FactKind, PhaseKind, RoleId
from app.exports.vocabulary import DEFINITIONS
from tests.domain.report_expected import TABLE, fact
from tests.domain.report_story import (
    ABOUT,
    JOINING,
    SCENARIO,
    START,
    TWO_TABLES,
    answered,
    asked,
    at,
    entered,
    held_back,
    joined,
    linked,
    revealed,
)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def measured(*events: Event) -> TableMeasures:
    (table,) = report(SCENARIO, (*JOINING, entered(PhaseKind.SHARE, 4), *events), ABOUT).tables
    return table


# --- the document -----------------------------------------------------------------------------------------


def kinds(kind: Any) -> Iterator[type]:
    """The dataclasses of a tree, from its type."""
    for part in get_args(kind):
        yield from kinds(part)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        yield kind
        for hint in get_type_hints(kind).values():
            yield from kinds(hint)


def test_every_name_of_the_report_is_defined_and_no_other() -> None:
    names = {f"{kind.__name__}.{field.name}" for kind in kinds(Report) for field in fields(kind)}
    listed = re.findall(r"^\| `(\w+\.\w+)` \| \S.+ \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == names


def test_the_words_of_the_appendix_are_defined_in_the_same_words() -> None:
    section = DOCUMENT.read_text("utf-8").split("## ")[1]
    rows = re.findall(r"^\| (?!word|---)(.+?) \| (.+) \|$", section, re.MULTILINE)
    assert dict(rows) == dict(DEFINITIONS)


# --- coverage and growth ----------------------------------------------------------------------------------


def test_a_share_of_nothing_is_no_number() -> None:
    assert (share(0, 0).share, share(1, 3).share) == (None, 0.3333)


def test_before_anything_is_said_there_is_no_growth_and_no_time() -> None:
    table = measured()
    assert (table.growth, table.first_unique_s, table.half_of_key_s) == ((), None, None)
    assert table.integration == share(0, 0)


def test_S12_focus_counts_what_was_said_again() -> None:
    put = (revealed("a-1", at(5)), revealed("all-1", at(6), by="b"))
    again = e.FactMentionedAgain(
        at=at(7), table_id=TableId("t1"), seat_id=SeatId("t1s1"), fact_id=FactId("all-1")
    )
    assert measured().focus == share(0, 0)
    assert measured(*put).focus == share(1, 2)
    assert measured(*put, again, again).focus == share(1, 4)


def test_growth_never_falls_and_ends_with_coverage() -> None:
    said = [point.facts for point in TABLE.growth]
    assert said == sorted(said)
    table = measured(revealed("a-1", at(5)), revealed("b-1", at(6)))
    assert (table.growth[-1].facts, table.growth[-1].share) == (
        table.coverage.all.n,
        table.coverage.all.share,
    )


@pytest.mark.parametrize(("said", "seconds"), [(0, None), (1, None), (2, 20), (3, 20)])
def test_half_of_three_key_facts_is_two(said: int, seconds: int | None) -> None:
    key = [fact(fact_id) for fact_id in ("a-1", "b-1", "c-1")]
    facts: list[FactFate] = [
        replace(one, order=order, seconds=order * 10, kinds=(FactKind.KEY,))
        if order <= said
        else replace(one, order=None, seconds=None, fate=Fate.NOT_SAID)
        for order, one in enumerate(key, start=1)
    ]
    assert half_of_key_s(facts) == seconds


def test_a_fact_put_by_a_merged_seat_is_told_by_the_role_that_holds_it() -> None:
    seats = [(RoleId(one),) for one in "bcde"]
    opened = e.WorkshopOpened(at=at(0), layout=((*seats, (RoleId("a"), RoleId("f"))),))
    (table,) = report(SCENARIO, (opened,), ABOUT).tables
    holders = {one.fact_id: one.held_by for one in table.facts}
    assert [who.roles for who in holders["f-1"]] == [("Volunteer",)]
    assert table.solo[-1].who.roles == ("Nurse", "Volunteer")


# --- insights ---------------------------------------------------------------------------------------------


def fate(table: TableMeasures, insight_id: str) -> tuple[Outcome, int | None, int | None, tuple[str, ...]]:
    (found,) = (one for one in table.insights if one.insight_id == insight_id)
    return found.outcome, found.available_after, found.recognised_s, found.missing


def test_an_insight_is_available_with_the_first_of_its_solutions_to_lie_whole() -> None:
    puts = [revealed(one, at(5, second)) for second, one in enumerate(("e-1", "d-1", "b-1", "f-1"))]
    assert fate(measured(*puts), "money") == (Outcome.NOT_LINKED, 3, None, ())


def test_a_link_with_more_facts_than_needed_recognises_the_insight_too() -> None:
    puts = [revealed(one, at(5)) for one in ("a-1", "c-1", "b-1")]
    table = measured(*puts, linked("l-1", at(6), "a", "a-1", "b-1", "c-1"))
    assert fate(table, "night") == (Outcome.RECOGNISED, 2, 120, ())


def test_what_is_missing_is_what_the_nearest_solution_lacks() -> None:
    table = measured(revealed("d-1", at(5)), revealed("b-1", at(5)))
    assert fate(table, "money") == (Outcome.NOT_POOLED, None, None, ("e-1",))


def test_a_fact_that_came_in_the_very_moment_of_a_link_lay_there() -> None:
    table = measured(revealed("a-1", at(5)), revealed("c-1", at(6)), linked("l-1", at(6), "a", "a-1", "c-1"))
    assert [one.recognised_after for one in table.insights if one.insight_id == "night"] == [2]


def test_the_chance_of_an_insight_is_that_of_its_solution_with_the_fewest_unique_facts() -> None:
    money = next(one for one in SCENARIO.insights if one.id == "money")  # two facts, or three
    told = chance(replace(SCENARIO, insights=(money,)), measured(revealed("a-1", at(5))).facts)
    assert [one.k for one in told.together] == [2]


# --- what seats did ---------------------------------------------------------------------------------------


def test_a_fact_held_back_and_said_by_another_holder_was_said() -> None:
    table = measured(held_back("de-1", BarrierCategory.FEAR, by="d"), revealed("de-1", at(6), by="e"))
    (found,) = (one for one in table.facts if one.fact_id == "de-1")
    assert found.fate is Fate.SAID


def test_a_fact_held_back_and_said_by_another_holder_is_no_longer_held_back_by_anybody() -> None:
    kept, said = held_back("de-1", None, by="d"), revealed("de-1", at(6), by="e")
    counts = [
        [
            one.did.held_back
            for one in report(SCENARIO, (*JOINING[:1], *steps), ABOUT).participation
            if one.did
        ]
        for steps in ((kept,), (kept, said))
    ]
    assert counts == [[0, 0, 0, 1, 0, 0], [0] * 6]


@pytest.mark.parametrize(
    ("steps", "is_used"),
    [
        ((), False),
        (joined("p-a", "a"), True),
        ((revealed("f-1", at(6)),), True),  # on paper, nobody sat there
        ((held_back("d-1", None),), True),
    ],
)
def test_a_table_is_used_where_somebody_sat_or_a_seat_did_something(
    steps: tuple[Event, ...], is_used: bool
) -> None:
    (table,) = report(SCENARIO, (*JOINING[:1], *steps), ABOUT).tables
    assert table.is_used is is_used


def silent(*steps: Event) -> list[str]:
    """The roles whose seats did nothing where three people sit at each of a to e, and nobody at f."""
    three_each = [
        event for role_id in "abcde" for n in (1, 2) for event in joined(f"p-{role_id}{n}", role_id)
    ]
    told = report(SCENARIO, (*JOINING, *three_each, *steps), ABOUT).participation
    return [one.who.role_ids[0] for one in told if one.did and one.did.silent]


def test_an_answer_alone_breaks_silence_and_an_unanswered_question_does_not() -> None:
    steps = (asked("q-1", "a", "d"), asked("q-2", "a", "e"), answered("q-1", "d", Reply.NOTHING_HELD))
    assert silent(*steps) == ["b", "c", "e"]


@pytest.mark.parametrize(("people", "is_told"), [(0, True), (1, False), (2, False), (3, True)])
def test_J9_what_a_role_did_is_told_where_nobody_or_three_people_played_it(
    people: int, is_told: bool
) -> None:
    """One person's row is theirs, be it summed over tables; two could each take their own from it."""
    came = [event for n in range(people) for event in joined(f"p-{n}", "a", table=1 + n % 2)]
    opened = e.WorkshopOpened(at=START, layout=TWO_TABLES)
    told = report(SCENARIO, (opened, *came, revealed("a-1", at(6))), ABOUT).participation
    (one,) = (one for one in told if one.who.role_ids == ("a",))
    assert (one.tables, one.people, one.did is not None) == (2, people, is_told)


def test_a_seat_where_nobody_sits_is_not_silent() -> None:
    made = report(SCENARIO, JOINING[:3], ABOUT)
    assert [one.is_taken for one in made.tables[0].seats_used] == [True] + [False] * 5
    assert [one.did.silent for one in made.participation if one.did] == [0] * 5


def _reasons(*events: e.Event) -> dict[BarrierCategory | None, int]:
    return dict(told_reasons(SCENARIO, (*JOINING, *events)))


def test_J9_reasons_are_told_when_the_round_is_over_from_three_seats_on_and_anew_in_threes() -> None:
    fear = [held_back(f"{role_id}-1", BarrierCategory.FEAR, by=role_id) for role_id in "abcd"]
    share, over = entered(PhaseKind.SHARE, 4), entered(PhaseKind.ASK_AND_LINK, 9)
    again = entered(PhaseKind.SECOND_READ, 20)
    assert _reasons(share, *fear) == {}
    assert _reasons(share, *fear[:2], over) == {}
    assert _reasons(share, *fear[:3], over) == {BarrierCategory.FEAR: 3}
    assert _reasons(share, *fear[:3], over, fear[3], again) == {BarrierCategory.FEAR: 3}
    said_after_all = revealed("a-1", at(12))
    assert _reasons(share, *fear[:3], over, said_after_all, again) == {BarrierCategory.FEAR: 3}
    others = [held_back(f"{role_id}-2", None, by=role_id) for role_id in "ef"]
    told = _reasons(share, *fear[:3], over, fear[3], *others, again)
    assert told == {}, "four and two: the two could be worked out from how many were held back"
    all_said = [revealed(f"{role_id}-1", at(12)) for role_id in "abc"]
    assert _reasons(share, *fear[:3], over, *all_said, again) == {}, "what was said is held back no more"


def test_J9_after_a_move_that_was_undone_the_round_is_the_one_it_was() -> None:
    fear = [held_back(f"{role_id}-1", BarrierCategory.FEAR, by=role_id) for role_id in "abc"]
    moved = (entered(PhaseKind.SECOND_READ, 11), e.MoveUndone(at=at(11, 5)))
    over = entered(PhaseKind.SECOND_READ, 14)
    assert _reasons(entered(PhaseKind.SHARE, 4), *moved, *fear, over) == {BarrierCategory.FEAR: 3}


@pytest.mark.parametrize(("fact_id", "unneeded"), [("a-2", 0), ("e-2", 1)])
def test_a_sensitive_fact_said_in_full_is_unneeded_only_where_nobody_needs_it(
    fact_id: str, unneeded: int
) -> None:
    in_full = replace(fact(fact_id), fate=Fate.SAID, wording=Wording.FULL)
    assert proportion([in_full]).full_unneeded == unneeded


@pytest.mark.parametrize("did", ["linked", "disputed"])
def test_whoever_links_or_disputes_is_not_silent(did: str) -> None:
    doubt = e.FactsDisputed(
        at=at(7),
        table_id=TableId("t1"),
        dispute_id=DisputeId("d-1"),
        seat_id=SeatId("t1s2"),
        fact_ids=frozenset({FactId("a-1"), FactId("a-2")}),
        line="",
    )
    deed = doubt if did == "disputed" else linked("l-1", at(7), "b", "a-1", "a-2")
    assert silent(revealed("a-1", at(5)), revealed("a-2", at(6)), deed) == ["c", "d", "e"]
