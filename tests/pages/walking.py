"""The walk through the agenda: in each phase the people of a workshop do what there is to do."""

from collections.abc import Iterator

from app.domain.log.commands import ParticipantId
from app.domain.scenario import Phase
from tests.pages.opened import OpenWorkshop
from tests.pages.phones import act


def walk(workshop: OpenWorkshop, me: ParticipantId, others: list[ParticipantId]) -> Iterator[Phase]:
    """Each phase in turn, once it has begun and the others have done their part."""
    for phase in workshop.now.scenario.agenda:
        if phase.id != workshop.now.phase_id:
            workshop.stage.go_to(workshop.id, phase.kind)
        act(workshop, phase.kind, me, others)
        yield phase


def walk_to(workshop: OpenWorkshop, kind: str, me: ParticipantId, others: list[ParticipantId]) -> None:
    """As far as the first phase of this kind."""
    next(phase for phase in walk(workshop, me, others) if phase.kind == kind)
