"""How each event changes what lies on one table."""

from dataclasses import replace
from typing import assert_never

from app.domain.log import events as e
from app.domain.log.state import (
    Ask,
    Dispute,
    Link,
    Revealed,
    Table,
)

AtTable = (
    e.FactRevealed
    | e.RoleAsked
    | e.AskAnswered
    | e.FactsLinked
    | e.FactMentionedAgain
    | e.FactsDisputed
    | e.DisputeSettled
    | e.TableAnswerGiven
)


def table_after(table: Table, event: AtTable) -> Table:
    """The table as the event leaves it."""
    match event:
        case e.FactRevealed():
            return _revealed(table, event)
        case e.RoleAsked():
            asked = Ask(
                id=event.ask_id,
                by_seat_id=event.by_seat_id,
                role_id=event.role_id,
                text=event.text,
                at=event.at,
                order=len(table.asks) + 1,
            )
            return replace(table, asks={**table.asks, asked.id: asked})
        case e.AskAnswered():
            answered = replace(
                table.asks[event.ask_id],
                reply=event.reply,
                fact_id=event.fact_id,
                reason=event.reason,
            )
            return replace(table, asks={**table.asks, answered.id: answered})
        case e.FactsLinked():
            link = Link(
                id=event.link_id,
                seat_id=event.seat_id,
                fact_ids=event.fact_ids,
                line=event.line,
                at=event.at,
                order=len(table.links) + 1,
                lay=len(table.revealed),
            )
            return replace(table, links={**table.links, link.id: link})
        case e.FactMentionedAgain():
            times = table.again.get(event.fact_id, 0) + 1
            return replace(table, again={**table.again, event.fact_id: times})
        case e.FactsDisputed():
            dispute = Dispute(
                id=event.dispute_id,
                seat_id=event.seat_id,
                fact_ids=event.fact_ids,
                line=event.line,
                at=event.at,
                order=len(table.disputes) + 1,
            )
            return replace(table, disputes={**table.disputes, dispute.id: dispute})
        case e.DisputeSettled():
            settled = replace(table.disputes[event.dispute_id], settled_line=event.line)
            return replace(table, disputes={**table.disputes, settled.id: settled})
        case e.TableAnswerGiven():
            return replace(table, answer=event.option_id)
        case _:
            assert_never(event)


def _revealed(table: Table, event: e.FactRevealed) -> Table:
    """Put the fact on the table; whoever held it back has thought again. Rule: S6."""
    seats = table.seats
    for seat in table.seats.values():
        if event.fact_id in seat.held_back:
            held_back = {fact_id: why for fact_id, why in seat.held_back.items() if fact_id != event.fact_id}
            told = seat.reasons_told - {event.fact_id}
            seats = {**seats, seat.id: replace(seat, held_back=held_back, reasons_told=told)}
    shown = Revealed(
        fact_id=event.fact_id,
        seat_id=event.seat_id,
        wording=event.wording,
        at=event.at,
        order=len(table.revealed) + 1,
        by_facilitator=event.participant_id is None,
        ask_id=event.ask_id,
    )
    return replace(table, seats=seats, revealed={**table.revealed, shown.fact_id: shown})
