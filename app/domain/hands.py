"""What one seat sees, and what one participant sees alone."""

from app.domain import debrief, seating
from app.domain.families import Value, present
from app.domain.pictures import described
from app.domain.scenario import HandVisibility
from app.domain.state import Participant, Read, Seat, Workshop


def seat_value(workshop: Workshop, seat: Seat) -> Value:
    roles = [workshop.scenario.role_by_id[role_id] for role_id in seat.role_ids]
    return {
        "id": seat.id,
        "table": seat.table_id,
        "roles": {
            role.id: {
                "name": role.name,
                "agency": role.agency,
                "does": role.does,
                "holds": role.holds,
                "threshold": role.threshold,
                "worry": role.worry,
            }
            for role in roles
        },
        "hand": _hand(workshop, seat),
        "held_back": {
            fact_id: present(reason=reason.value if reason else None)
            for fact_id, reason in seat.held_back.items()
        },
        "read": seat.has_read,
        "partners": seating.people_at(workshop).get(seat.id, 0),
    }


def _hand(workshop: Workshop, seat: Seat) -> Value:
    labelled = workshop.phase.visibility is HandVisibility.LABELLED
    others = [other.hand for other in workshop.tables[seat.table_id].seats.values() if other.id != seat.id]
    hand = [fact for fact in workshop.scenario.facts if fact.id in seat.hand]
    return {
        fact.id: present(
            text=fact.text,
            minimum=fact.minimum,
            order=order,
            only_you=not any(fact.id in other for other in others) if labelled else None,
            **described(fact),
        )
        for order, fact in enumerate(hand)
    }


def mine_value(workshop: Workshop, one: Participant) -> Value:
    answer = one.check_out
    return present(
        id=one.id,
        observer=one.seat_id is None,
        first_read=_read(one.first_read),
        second_read=_read(one.second_read),
        votes=dict.fromkeys(sorted(one.votes), True),
        votes_left=debrief.votes_left(workshop, one),
        check_out={
            "confidence_then": answer.confidence_then,
            "confidence_now": answer.confidence_now,
            "takeaway": answer.takeaway,
        }
        if answer
        else None,
    )


def _read(read: Read | None) -> Value | None:
    if read is None:
        return None
    return present(need=read.need, option=read.option_id, line=read.line, topic=read.topic_id)
