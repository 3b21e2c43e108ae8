"""What somebody is told who comes when the workshop has begun: which seat waits for them. Rule: T3."""

from app.domain.scenario import PhaseKind
from app.domain.seating import seat_for_next
from app.domain.state import Workshop


def place_for_latecomer(workshop: Workshop) -> str:
    """One sentence for the join page; empty while the lobby is open."""
    if workshop.phase.kind is PhaseKind.LOBBY:
        return ""
    seat, is_taken = seat_for_next(workshop)
    roles = " and ".join(workshop.scenario.role_by_id[role_id].name for role_id in seat.role_ids)
    number = workshop.tables[seat.table_id].number
    table = f" at table {number}" if len(workshop.tables) > 1 else ""
    what = (
        f"sit with the {roles}{table} as a deputy" if is_taken else f"play the {roles}{table}, an empty seat"
    )
    return f"The workshop has started. You will {what}, or you may observe."
