"""The rules of sharing at one table: reveal, hold back, ask and answer, link, recognise."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.log import commands as c
from app.domain.log.commands import (
    Actor,
    FacilitatorActor,
    ParticipantActor,
    ParticipantId,
    Reply,
    SeatId,
    Wording,
)
from app.domain.log.events import (
    AskAnswered,
    Event,
    FactHeldBack,
    FactMentionedAgain,
    FactRevealed,
    FactsLinked,
    HandRead,
    ReasonTold,
    RoleAsked,
)
from app.domain.log.rejections import (
    AlreadyOnTheTable,
    AnswerIncomplete,
    AskingYourself,
    NoMinimumWording,
    NoReasonToTell,
    NoSuchThing,
    NotAskedOfYou,
    NotOnTheTable,
    NotSeated,
    NotYourFact,
    RoleNotAtThisTable,
    TooFewFacts,
    TooManyAsks,
    TooManyFacts,
    TooManyLinks,
    TooManyReasonsChanged,
)
from app.domain.log.state import (
    Ask,
    Link,
    Seat,
    Table,
    Workshop,
)
from app.domain.scenario import FactId, Insight

MAX_LINKED = 6
"""Rule S9: more facts than this say nothing about what belongs together."""
MOST_ASKS = MOST_LINKS = 200
"""Rule S15: of each at one table, some twenty for everybody who sits there."""
MOST_REASONS_CHANGED = 100
"""Rule S16: of one seat, in a whole workshop; every change is kept for ever."""
MOST_AGAIN = 50
"""Rule S12: what was said again so often is not noted any more."""


def seat_for(workshop: Workshop, by: Actor, seat_id: SeatId | None) -> Seat:
    """The seat that acts: a participant's own, or the paper seat the facilitator names. Rule: S1."""
    match by:
        case ParticipantActor(participant_id=participant_id):
            seat_id = workshop.participants[participant_id].seat_id
        case FacilitatorActor():
            pass
    if seat_id is None:
        raise NotSeated
    if seat_id not in workshop.table_by_seat:
        raise NoSuchThing(kind="seat")
    return workshop.seat(seat_id)


def finish_reading(seat: Seat, *, at: datetime) -> tuple[Event, ...]:
    return () if seat.has_read else (HandRead(at=at, seat_id=seat.id),)


def reveal(
    workshop: Workshop, seat: Seat, wish: c.RevealFact, by: Actor, *, at: datetime
) -> tuple[Event, ...]:
    if wish.fact_id not in seat.hand:
        raise NotYourFact  # S2; the same answer whether the fact exists or not
    if wish.fact_id in workshop.tables[seat.table_id].revealed:
        return ()  # S3
    fact = workshop.scenario.fact_by_id[wish.fact_id]
    if wish.wording is Wording.MINIMUM and fact.minimum is None:
        raise NoMinimumWording  # S4
    return (_revealed(seat, wish.fact_id, wish.wording, by, at=at),)


def _revealed(
    seat: Seat, fact_id: FactId, wording: Wording, by: Actor, *, at: datetime, ask_id: c.AskId | None = None
) -> FactRevealed:
    participant_id: ParticipantId | None = by.participant_id if isinstance(by, ParticipantActor) else None
    return FactRevealed(
        at=at,
        table_id=seat.table_id,
        seat_id=seat.id,
        participant_id=participant_id,
        fact_id=fact_id,
        wording=wording,
        ask_id=ask_id,
    )


def hold_back(workshop: Workshop, seat: Seat, wish: c.HoldBack, *, at: datetime) -> tuple[Event, ...]:
    if wish.fact_id not in seat.hand:
        raise NotYourFact  # S2
    if wish.fact_id in workshop.tables[seat.table_id].revealed:
        raise AlreadyOnTheTable  # S5
    if wish.fact_id in seat.held_back and seat.held_back[wish.fact_id] is wish.reason:
        return ()
    if wish.fact_id in seat.held_back and seat.reasons_changed >= MOST_REASONS_CHANGED:
        raise TooManyReasonsChanged(most=MOST_REASONS_CHANGED)  # S16
    return (
        FactHeldBack(
            at=at, table_id=seat.table_id, seat_id=seat.id, fact_id=wish.fact_id, reason=wish.reason
        ),
    )


def tell_why(seat: Seat, wish: c.TellWhy, *, at: datetime) -> tuple[Event, ...]:
    if seat.held_back.get(wish.fact_id) is None:
        raise NoReasonToTell  # J10; the same answer whether the fact is there or not
    if wish.fact_id in seat.reasons_told:
        return ()
    return (ReasonTold(at=at, table_id=seat.table_id, seat_id=seat.id, fact_id=wish.fact_id),)


def ask(workshop: Workshop, seat: Seat, wish: c.AskRole, *, at: datetime) -> tuple[Event, ...]:
    table = workshop.tables[seat.table_id]
    if wish.ask_id in table.asks:
        return ()
    if wish.role_id in seat.role_ids:
        raise AskingYourself  # S6
    if not any(wish.role_id in other.role_ids for other in table.seats.values()):
        raise RoleNotAtThisTable  # S6
    if len(table.asks) >= MOST_ASKS:
        raise TooManyAsks(most=MOST_ASKS)  # S15
    return (
        RoleAsked(
            at=at,
            table_id=table.id,
            ask_id=wish.ask_id,
            by_seat_id=seat.id,
            role_id=wish.role_id,
            text=wish.text,
        ),
    )


def answer(
    workshop: Workshop, seat: Seat, wish: c.AnswerAsk, by: Actor, *, at: datetime
) -> tuple[Event, ...]:
    table = workshop.tables[seat.table_id]
    asked = table.asks.get(wish.ask_id)
    if asked is None:
        raise NoSuchThing(kind="question")
    if asked.role_id not in seat.role_ids:
        raise NotAskedOfYou  # S7
    if (wish.reply is Reply.FACT) is (wish.fact_id is None):
        raise AnswerIncomplete
    if asked.reply is Reply.FACT or asked.reply is wish.reply:
        return ()  # S8
    return _answered(workshop, table, seat, asked, wish, by, at=at)


def _answered(
    workshop: Workshop, table: Table, seat: Seat, asked: Ask, wish: c.AnswerAsk, by: Actor, *, at: datetime
) -> tuple[Event, ...]:
    said = AskAnswered(
        at=at,
        table_id=table.id,
        ask_id=asked.id,
        seat_id=seat.id,
        reply=wish.reply,
        fact_id=wish.fact_id,
        reason=wish.reason if wish.reply is Reply.HELD_BACK else None,
    )
    if wish.fact_id is None:
        return (said,)
    shown = reveal(workshop, seat, c.RevealFact(fact_id=wish.fact_id, wording=wish.wording), by, at=at)
    if not shown:
        return (said,)
    return (_revealed(seat, wish.fact_id, wish.wording, by, at=at, ask_id=asked.id), said)


def link(workshop: Workshop, seat: Seat, wish: c.LinkFacts, *, at: datetime) -> tuple[Event, ...]:
    table = workshop.tables[seat.table_id]
    if wish.link_id in table.links:
        return ()
    if len(wish.fact_ids) < 2:
        raise TooFewFacts  # S9
    if len(wish.fact_ids) > MAX_LINKED:
        raise TooManyFacts(most=MAX_LINKED)  # S9
    if not wish.fact_ids <= table.revealed.keys():
        raise NotOnTheTable  # S9
    if len(table.links) >= MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)  # S15
    return (
        FactsLinked(
            at=at,
            table_id=table.id,
            link_id=wish.link_id,
            seat_id=seat.id,
            fact_ids=wish.fact_ids,
            line=wish.line,
        ),
    )


def mention_again(workshop: Workshop, seat: Seat, wish: c.MentionAgain, *, at: datetime) -> tuple[Event, ...]:
    table = workshop.tables[seat.table_id]
    if wish.fact_id not in table.revealed:
        raise NotOnTheTable  # S12
    if table.again.get(wish.fact_id, 0) >= MOST_AGAIN:
        return ()  # S12
    return (FactMentionedAgain(at=at, table_id=seat.table_id, seat_id=seat.id, fact_id=wish.fact_id),)


def recognises(workshop: Workshop, link: Link) -> tuple[Insight, ...]:
    """The insights that one link's facts are enough for. Rule: S11."""
    return tuple(insight for insight in workshop.scenario.insights if insight.follows_from(link.fact_ids))


def recognised(workshop: Workshop, table: Table) -> dict[str, Link]:
    """Each recognised insight's id and the first link that recognised it, in that order. Rule: S11."""
    found: dict[str, Link] = {}
    for one in table.links.values():
        for insight in recognises(workshop, one):
            found.setdefault(insight.id, one)
    return found


def in_play(table: Table, seats: Iterable[Seat] | None = None) -> frozenset[FactId]:
    """Every fact that some seat of the table holds, or some of these seats. Rule: T6."""
    return frozenset().union(*(seat.hand for seat in (table.seats.values() if seats is None else seats)))
