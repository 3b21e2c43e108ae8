"""From a wish to the events it leads to."""

from collections.abc import Iterable
from functools import reduce

from app.domain.log.commands import Command, FacilitatorActor
from app.domain.log.events import Event
from app.domain.log.rejections import NotTakingPart, NotYours, Rejected
from app.domain.log.state import Workshop
from app.domain.rules import wishes
from app.domain.scenario import Scenario
from app.domain.workshop.evolution import evolve


def initial(scenario: Scenario) -> Workshop:
    """A workshop before its first event."""
    return Workshop(scenario=scenario, phase_id=scenario.agenda[0].id)


def fold(scenario: Scenario, events: Iterable[Event]) -> Workshop:
    """The workshop that these events, in order, made."""
    return reduce(evolve, events, initial(scenario))


def decide(workshop: Workshop, command: Command) -> tuple[Event, ...]:
    """The events a command leads to; none if what it asks is so already.

    Raises a `Rejected` when a rule forbids it. What is so already is never refused, whatever the phase;
    and where the phase forbids it, the phase is the reason given.
    """
    by_facilitator = isinstance(command.by, FacilitatorActor)
    try:
        events = wishes.decided(workshop, command)
    except (NotYours, NotTakingPart):
        raise
    except Rejected:
        wishes.require(workshop, command.wish, by_facilitator=by_facilitator)
        raise
    if events:
        wishes.require(workshop, command.wish, by_facilitator=by_facilitator)
    return events
