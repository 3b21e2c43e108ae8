"""The hour again, as all look at it together: where the facilitator stands in it. Rules: A13, V21."""

from app.domain.log.audiences import Audience
from app.domain.log.commands import ReplayView, SeatId, TableId
from app.domain.log.state import Replay, Workshop
from app.domain.rules import agenda, steps
from app.domain.rules.hindsight import Changed, what_if
from app.domain.scenario import PhaseKind
from app.domain.views.families import Value, present
from app.domain.views.wordings import as_told


def replay_value(workshop: Workshop) -> Value:
    """Where everybody looks; nothing while nothing is shown again, or the screen is blank."""
    led = _led(workshop)
    if led is None or workshop.screen.is_blank:
        return {}
    shows = _otherwise(workshop, led) if led.view is ReplayView.WHAT_IF else None
    return present(**_where(led), what_if=shows)


def led_value(workshop: Workshop) -> Value | None:
    """The same for who leads, with the "what if" that is not shown to the others yet."""
    led = _led(workshop)
    return None if led is None else present(**_where(led), what_if=_otherwise(workshop, led))


def _led(workshop: Workshop) -> Replay | None:
    return workshop.replay if workshop.phase.kind in steps.LOOKING_BACK else None


def _where(led: Replay) -> Value:
    return present(
        table=led.table_id,
        moment=led.moment,
        view=led.view.value,
        since_ms=round(led.since.timestamp() * 1000) if led.since else None,
    )


def _otherwise(workshop: Workshop, led: Replay) -> Value | None:
    """One fact at another moment, and the insights that would have been available then. Rule: V23."""
    if led.otherwise is None:
        return None
    table = workshop.tables[led.table_id]
    second, insights = what_if(workshop, table, led.otherwise)
    fact_id = led.otherwise.fact_id
    return {
        "fact": workshop.signs.fact(fact_id),
        "text": as_told(workshop.scenario.fact_by_id[fact_id], table.revealed.get(fact_id)),
        "minute": led.otherwise.minute,
        "second": second,
        "said": fact_id in table.revealed,
        "insights": {one.insight.id: _changed(order, one) for order, one in enumerate(insights)},
    }


def _changed(order: int, one: Changed) -> Value:
    return present(title=one.insight.title, was_s=one.was_s, would_s=one.would_s, order=order)


def looks_back(
    workshop: Workshop, audience: Audience, seat_id: SeatId | None, stands_at: TableId | None
) -> frozenset[TableId]:
    """The tables whose hour somebody may see again: none before the reveal. Rules: V10, V21.

    `seat_id`: a participant's; `stands_at`: a screen's table. A participant sees their own table's, and the
    one that is shown to everybody now.
    """
    if not agenda.has_reached(workshop, PhaseKind.REVEAL):
        return frozenset()
    everywhere = frozenset(workshop.tables)
    is_dark = workshop.screen.is_blank
    match audience:
        case Audience.FACILITATOR | Audience.DESK:
            return everywhere
        case Audience.SCREEN if is_dark or workshop.screen.is_frozen:
            return frozenset()
        case Audience.SCREEN:
            return everywhere if stands_at is None else frozenset({stands_at}) & everywhere
        case Audience.OBSERVER:
            return frozenset() if is_dark and len(everywhere) > 1 else everywhere
        case Audience.PARTICIPANT:
            own = {workshop.table_by_seat[seat_id]} if seat_id is not None else set()
            return frozenset(own | _shown_to_all(workshop))


def _shown_to_all(workshop: Workshop) -> set[TableId]:
    led = _led(workshop)
    return set() if led is None or workshop.screen.is_blank else {led.table_id}
