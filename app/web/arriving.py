"""What somebody is told who comes when the workshop has begun: which seat waits for them. Rule: T3."""

from app.domain.scenario import PhaseKind
from app.domain.seating import seat_for_next
from app.domain.state import Workshop
from app.languages import gettext


def place_for_latecomer(workshop: Workshop) -> str:
    """One sentence for the join page; empty while the lobby is open."""
    if workshop.phase.kind is PhaseKind.LOBBY:
        return ""
    seat, is_taken = seat_for_next(workshop)
    roles = _listed([workshop.scenario.role_by_id[role_id].name for role_id in seat.role_ids])
    number = workshop.tables[seat.table_id].number
    table = gettext(" at table {number}", number=number) if len(workshop.tables) > 1 else ""
    seat_named = {"roles": roles, "table": table}
    if is_taken:
        return gettext(
            "The workshop has started. You will sit with the {roles}{table} as a deputy, or you may observe.",
            **seat_named,
        )
    return gettext(
        "The workshop has started. You will play the {roles}{table}, an empty seat, or you may observe.",
        **seat_named,
    )


def _listed(roles: list[str]) -> str:
    if len(roles) < 2:
        return "".join(roles)
    return gettext("{first} and {last}", first=", ".join(roles[:-1]), last=roles[-1])
