"""The debrief as the report tells it: categories, and what too few votes leave of them."""

from collections.abc import Mapping

from app.domain.log.events import Event
from app.domain.report.debrief_results import barrier_numbers, barriers
from app.domain.report.reasons import Reason
from app.domain.scenario import BarrierCategory, PhaseKind
from app.domain.workshop.decision import fold
from tests.domain.report_story import FIRST_BARRIERS, JOINING, SCENARIO, entered, voted
from tests.given import with_counts


def told(*events: Event, reasons: Mapping[Reason, int]) -> list[tuple[str, int, int | None]]:
    """Per category: statements, and votes."""
    workshop = fold(SCENARIO, with_counts(SCENARIO, *JOINING, *FIRST_BARRIERS, *events))
    made = barriers(workshop, barrier_numbers(workshop), reasons)
    return [(one.category.value, one.statements, one.votes) for one in made.by_category]


def test_a_category_is_named_for_what_was_said_of_it_or_held_back_for_it() -> None:
    assert told(reasons={BarrierCategory.LAW: 3}) == [("law", 0, 0), ("fear", 1, 0), ("relevance", 1, 0)]


def test_D7_J8_where_too_few_voted_no_category_has_a_number_of_votes() -> None:
    few = (entered(PhaseKind.VOTE, 32), voted("p-a", "bar-1"), entered(PhaseKind.MEANING, 36))
    assert told(*few, reasons={}) == [("fear", 1, None), ("relevance", 1, None)]
