"""Rules S17 to S19: what is told of a link that came close, and that nothing unsaid shows in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from app.domain.log import commands as c
from app.domain.log import events as e
from app.domain.log.commands import LinkId
from app.domain.log.state import Workshop
from app.domain.report.provenance import About
from app.domain.report.report import report
from app.domain.rules.near_misses import Fit
from app.domain.rules.outcomes import Outcome, outcomes
from app.domain.rules.seating import propose
from app.domain.scenario import BarrierCategory, FactId, Insight, PhaseKind, Scenario
from app.domain.views import slices
from app.domain.views.slices import Scope, Slice
from app.domain.workshop.decision import fold
from app.scenarios import Library, shipped
from tests.family import ALL1, HO1, HO2, NU1, NU2, PO1, SC1, SC2, SMALL
from tests.given import Given
from tests.histories import history
from tests.people import (
    AMA,
    AMAS,
    BOS,
    CAI,
    CAIS,
    DEES,
    FAY,
    NOON,
    T1,
    around_the_table,
    entered,
    opened,
    revealed,
    says,
)

FAMILY = Library().of_file(next(path for path in shipped() if path.stem == "button_family")).scenario
ABOUT = About(title="Any", scenario_hash="hash", app_version="0")
OFF = e.TellingSet(at=NOON, near_misses=False, lines_in_report=False)
THREE = (*around_the_table(PhaseKind.ASK_AND_LINK), revealed(NU2, AMAS, AMA), revealed(SC2, BOS, None))
"""Two of the three facts of one insight lie on the table."""
LAST = revealed(PO1, CAIS, CAI)


def linked(*fact_ids: FactId, number: int = 1, line: str = "so") -> e.FactsLinked:
    return e.FactsLinked(
        at=NOON,
        table_id=T1,
        link_id=LinkId(f"link-{number}"),
        seat_id=AMAS,
        fact_ids=frozenset(fact_ids),
        line=line,
    )


def said_of(workshop: Workshop) -> dict[str, str]:
    """What the table reads of each of its links, where it reads something."""
    links = slices.value(workshop, Scope(Slice.TABLE, T1))["links"]
    return {link_id: link["fit"] for link_id, link in links.items() if "fit" in link}


def told(*events: e.Event) -> str | None:
    return said_of(fold(SMALL, events)).get("link-1")


def test_S18_some_facts_of_an_insight_are_close_while_the_others_lie_on_the_table() -> None:
    assert told(*THREE, LAST, linked(NU2, SC2)) == Fit.CLOSE
    assert told(*THREE, LAST, linked(NU2, SC2, PO1)) is None  # it counts, and nothing is too many


def test_S18_nothing_is_said_while_a_fact_is_unsaid_nor_when_it_comes_later() -> None:
    assert told(*THREE, linked(NU2, SC2)) is None
    assert told(*THREE, linked(NU2, SC2), LAST) is None  # or its coming would tell what was missing
    assert said_of(fold(SMALL, (*THREE, linked(NU2, SC2), LAST, linked(SC2, NU2, number=2)))) == {
        "link-2": "close"
    }


def test_S18_one_fact_of_an_insight_or_as_many_others_are_not_close() -> None:
    out = (*THREE, LAST, revealed(NU1, AMAS, AMA), revealed(ALL1, AMAS, AMA))
    assert told(*out, linked(NU2, ALL1)) is None
    assert told(*out, linked(NU2, SC2, ALL1)) == Fit.CLOSE
    assert told(*out, linked(NU2, SC2, ALL1, NU1)) is None


def test_S18_right_facts_and_one_too_many_count_and_that_is_said() -> None:
    out = (*THREE, LAST, revealed(ALL1, AMAS, AMA), revealed(HO1, DEES, None), revealed(HO2, DEES, None))
    assert told(*out, linked(NU2, SC2, PO1, ALL1)) == Fit.TOO_MANY
    assert told(*out, OFF, linked(NU2, SC2, PO1, ALL1)) == Fit.TOO_MANY
    assert told(*out, linked(PO1, HO1, HO2)) is None  # two ways to one insight: nothing is too many


def test_S18_what_is_recognised_already_is_not_close_any_more() -> None:
    out = (*THREE, LAST, linked(NU2, SC2))
    assert told(*out, linked(NU2, SC2, PO1, number=2)) is None


def test_S18_who_leads_turns_it_off_and_a_scenario_may_have_it_off() -> None:
    assert told(*THREE, LAST, OFF, linked(NU2, SC2)) is None
    silent = replace(SMALL, tells_near_misses=False)
    assert said_of(fold(silent, (*THREE, LAST, linked(NU2, SC2)))) == {}
    on = e.TellingSet(at=NOON, near_misses=True, lines_in_report=False)
    assert said_of(fold(silent, (*THREE, LAST, linked(NU2, SC2), on))) == {"link-1": "close"}


def test_S18_it_is_set_when_the_workshop_opens_or_later_and_the_console_knows() -> None:
    layout = propose(SMALL, 4)
    opening = says(FAY, c.OpenWorkshop(layout=layout, near_misses=False))
    Given(SMALL).when(opening).then(e.WorkshopOpened(at=NOON, layout=layout), OFF)
    as_it_is = says(FAY, c.OpenWorkshop(layout=layout, near_misses=True))
    Given(SMALL).when(as_it_is).then(e.WorkshopOpened(at=NOON, layout=layout))
    wish = c.SetTelling(near_misses=False, lines_in_report=False)
    Given(SMALL, *THREE).when(says(FAY, wish)).then(OFF)
    Given(SMALL, *THREE, OFF).when(says(FAY, wish)).then_nothing()
    assert slices.value(fold(SMALL, (*THREE, OFF)), slices.LEAD)["telling"] == {
        "near_misses": False,
        "lines_in_report": False,
    }


def _subsets(solution: Iterable[FactId]) -> Iterator[frozenset[FactId]]:
    facts = sorted(solution)
    return (frozenset(some) for size in range(2, len(facts) + 1) for some in combinations(facts, size))


def _all_out(scenario: Scenario, without: frozenset[FactId] = frozenset()) -> list[e.Event]:
    """Everything the first table's hands hold lies on it, but for some."""
    begun = (
        opened(propose(scenario, 6)),
        e.PhaseEntered(at=NOON, phase_id=_phase(scenario, PhaseKind.ASK_AND_LINK)),
    )
    seats = fold(scenario, begun).tables[T1].seats.values()
    held = {fact_id: seat.id for seat in seats for fact_id in seat.hand if fact_id not in without}
    return [*begun, *(revealed(fact_id, seat_id, None) for fact_id, seat_id in sorted(held.items()))]


def _phase(scenario: Scenario, kind: PhaseKind) -> str:
    return next(phase.id for phase in scenario.agenda if phase.kind is kind)


@pytest.mark.parametrize("insight", FAMILY.insights, ids=lambda insight: insight.id)
def test_S18_every_part_of_every_insight_of_the_family_is_close_and_every_whole_counts(
    insight: Insight,
) -> None:
    out = _all_out(FAMILY)
    for solution in insight.solved_by:
        for part in _subsets(solution):
            workshop = fold(FAMILY, (*out, linked(*part)))
            found = [one.id for one in FAMILY.insights if one.follows_from(part)]
            link = slices.value(workshop, Scope(Slice.TABLE, T1))["links"]["link-1"]
            if found:
                assert link["insight"].split(",") == found
                assert link.get("fit") != Fit.CLOSE
            else:
                assert link["fit"] == Fit.CLOSE


@pytest.mark.parametrize("insight", FAMILY.insights, ids=lambda insight: insight.id)
def test_S18_no_part_of_an_insight_of_the_family_is_close_while_the_rest_is_unsaid(insight: Insight) -> None:
    """What is said of a link is what would be said were there no insight with an unsaid fact at all."""
    for solution in insight.solved_by:
        for part in _subsets(solution):
            unsaid = solution - part
            if unsaid:
                out = _all_out(FAMILY, unsaid)
                known = _that_lies_there(FAMILY, fold(FAMILY, out))
                assert said_of(fold(FAMILY, (*out, linked(*part)))) == said_of(
                    fold(known, (*out, linked(*part)))
                )


def _that_lies_there(scenario: Scenario, workshop: Workshop) -> Scenario:
    """The scenario without every way to an insight that needs a fact which is not on the table."""
    lay = workshop.tables[T1].revealed.keys()
    ways = ((one, tuple(way for way in one.solved_by if way <= lay)) for one in scenario.insights)
    return replace(scenario, insights=tuple(replace(one, solved_by=left) for one, left in ways if left))


@pytest.mark.parametrize("seed", range(6))
def test_S18_what_is_said_of_links_never_depends_on_what_nobody_has_said(seed: int) -> None:
    played: tuple[e.Event, ...] = ()
    for step in history(SMALL, propose(SMALL, 4), Random(seed)):
        played = (*played, *step.events)
        if any(isinstance(event, e.FactsLinked) for event in step.events):
            known = _that_lies_there(SMALL, step.after)
            assert said_of(step.after) == said_of(fold(known, played))


def test_S17_what_was_linked_in_part_is_told_so_in_picture_and_report() -> None:
    out = (*THREE, LAST, linked(NU2, SC2), OFF, entered(PhaseKind.REVEAL))
    workshop = fold(SMALL, out)
    was = {insight.id: outcome for insight, outcome in outcomes(workshop, workshop.tables[T1])}
    assert was == {"one": Outcome.NOT_POOLED, "two": Outcome.NOT_POOLED, "three": Outcome.PARTLY_LINKED}
    shown = slices.value(workshop, Scope(Slice.TABLE, T1))["missed"]["insights"]
    assert shown["three"]["was"] == "partly_linked"
    (table,) = report(SMALL, out, ABOUT).tables
    assert [one.outcome for one in table.insights] == list(was.values())
    assert (table.integration.n, table.integration.of) == (0, 1)


def test_S17_what_is_missing_follows_the_author_and_what_was_held_back_comes_first() -> None:
    def missing(*events: e.Event) -> tuple[FactId, ...]:
        (table,) = report(SMALL, (*around_the_table(PhaseKind.SHARE), *events), ABOUT).tables
        return next(one.missing for one in table.insights if one.insight_id == "two")

    kept = e.FactHeldBack(at=NOON, table_id=T1, seat_id=DEES, fact_id=HO2, reason=BarrierCategory.FEAR)
    assert missing() == (PO1, HO1)
    assert missing(kept) == (PO1, HO2)


def test_S19_what_people_wrote_beside_links_is_reported_only_while_it_is_left_in() -> None:
    out = (*THREE, LAST, linked(NU2, PO1, line="own"), linked(NU2, SC2, PO1, number=2, line="found"))
    left_in = e.TellingSet(at=NOON, near_misses=True, lines_in_report=True)

    def lines(*events: e.Event) -> tuple[list[str], list[str]]:
        (table,) = report(SMALL, (*out, *events), ABOUT).tables
        return [one.line for one in table.readings], [one.line for one in table.insights if one.line]

    assert lines() == ([""], [])
    assert lines(left_in) == (["own"], ["found"])
    assert lines(left_in, OFF) == ([""], [])
    assert SC1 not in fold(SMALL, out).tables[T1].revealed
