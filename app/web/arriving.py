"""Coming in: the name as it is kept, the cookie that keeps the seat, what is told to who comes late."""

from flask import current_app
from werkzeug.wrappers import Response

from app.access import SEAT_COOKIE
from app.domain.scenario import PhaseKind
from app.domain.seating import seat_for_next
from app.domain.state import Workshop
from app.languages import gettext
from app.messages import NAME_LENGTH
from app.web.typed import read_line

LONGEST_TYPED = 4 * NAME_LENGTH
"""What the name's box takes, in the browser's units: a letter kept as one may be typed as three."""
COOKIE_KEPT_FOR_S = 14 * 24 * 3600  # long enough for a workshop in two parts


def read_name(typed: str) -> tuple[str, str]:
    """The name as it is kept (empty: none), and what is wrong with it."""
    return read_line(typed, NAME_LENGTH, "name_too_long")


def with_seat(answer: Response, token: str) -> Response:
    """The answer, and with it the token that keeps a participant's seat for this device."""
    answer.set_cookie(
        SEAT_COOKIE,
        token,
        max_age=COOKIE_KEPT_FOR_S,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        path="/",
    )
    return answer


def place_for_latecomer(workshop: Workshop) -> str:
    """Which seat waits, in one sentence for the join page; empty while the lobby is open. Rule: T3."""
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
