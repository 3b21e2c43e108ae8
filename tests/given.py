"""Given past events, when a command, then new events, nothing, or the exact refusal."""

from dataclasses import dataclass, field

import pytest

from app.domain.log.commands import Command
from app.domain.log.events import Event, PhaseEntered
from app.domain.log.rejections import Rejected
from app.domain.log.state import Workshop
from app.domain.rules import counting
from app.domain.scenario import Scenario
from app.domain.workshop.decision import decide, fold, initial
from app.domain.workshop.evolution import evolve


@dataclass(frozen=True)
class When:
    workshop: Workshop
    command: Command

    def then(self, *events: Event) -> None:
        assert decide(self.workshop, self.command) == events

    def then_nothing(self) -> None:
        assert decide(self.workshop, self.command) == ()

    def then_rejected(self, refusal: type[Rejected], /, **facts: str | int) -> None:
        with pytest.raises(Rejected) as refused:
            decide(self.workshop, self.command)
        assert (type(refused.value), refused.value.facts) == (refusal, facts)


@dataclass(frozen=True, init=False)
class Given:
    workshop: Workshop = field()

    def __init__(self, scenario: Scenario, *events: Event) -> None:
        object.__setattr__(self, "workshop", fold(scenario, events))

    def when(self, command: Command) -> When:
        return When(self.workshop, command)


def with_counts(scenario: Scenario, *events: Event) -> tuple[Event, ...]:
    """The events as a workshop writes them: whenever a phase is entered, the one before it was counted."""
    written: list[Event] = []
    workshop = initial(scenario)
    for event in events:
        due = counting.step_ends(workshop) if isinstance(event, PhaseEntered) else ()
        for one in (*due, event):
            written.append(one)
            workshop = evolve(workshop, one)
    return tuple(written)
