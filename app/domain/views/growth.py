"""How one table's picture grew, for the look back at it. Shapes: docs/protocol.md, "Slices"."""

from app.domain.log.state import Table, Workshop
from app.domain.rules import sharing
from app.domain.rules.stopwatch import stopwatch
from app.domain.views.families import Value


def growth(workshop: Workshop, table: Table) -> Value:
    """When each fact came, by its order, and each insight, by its id.

    Times are whole seconds since sharing began, pauses not counted, as in the report (V16). `alone`: the most
    facts that one seat held. Nothing where no fact lies on the table. Source: docs/field.md 6, "What?".
    """
    if not table.revealed:
        return {}
    seconds = stopwatch(workshop)
    in_play = sharing.in_play(table)
    found = sharing.recognised(workshop, table)
    return {
        "growth": {
            "alone": max((len(seat.hand & in_play) for seat in table.seats.values()), default=0),
            "facts": {str(one.order): seconds(one.at) for one in table.revealed.values()},
            "insights": {insight_id: seconds(link.at) for insight_id, link in found.items()},
        }
    }
