"""A workshop that shares, and the people in it by their place."""

from app.domain.log import commands as c
from app.domain.log.commands import ParticipantId, WorkshopId
from tests.people import ONE_TABLE
from tests.shell.stage import Stage


def sharing(
    stage: Stage, name: str = "spring", *, people: int = 4, layout: c.Layout = ONE_TABLE
) -> WorkshopId:
    """A workshop in its sharing phase; its people are p0, p1, … at seats in order."""
    workshop_id = stage.open(name, layout)
    for place in range(people):
        stage.join(workshop_id, f"p{place}")
    stage.go_to(workshop_id, "share")
    return workshop_id


def person(place: int) -> ParticipantId:
    return ParticipantId(f"p{place}")
