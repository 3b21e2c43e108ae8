"""The family's picture as phones and the screen draw it: at the start, and with every fact on the table."""

from collections.abc import Mapping
from typing import Any

from app.domain.log.signs import Signs
from app.domain.scenario import Scenario
from app.domain.views.families import family, person_value, relations_found
from app.scenarios.editing.panel import readable


def preview_of(text: str) -> Mapping[str, Any] | None:
    """The values that the drawing takes; `end`: who and what comes to light beside what is known at first.

    None where the text's shape is wrong.
    """
    scenario = readable(text)
    return None if scenario is None else _drawn(scenario)


def _drawn(scenario: Scenario) -> Mapping[str, Any]:
    known = {person.id for person in scenario.people if person.is_known_at_start}
    others = {person.id for person in scenario.people} - known
    newcomers = [person for person in scenario.people if person.id in others]
    facts = [fact.id for fact in scenario.facts]
    return {
        "family": family(scenario, Signs()),
        "end": {
            "people": {person.id: person_value(person, scenario.today) for person in newcomers},
            "relations": relations_found(scenario, known, others, facts),
        },
    }
