"""What the facilitator sees besides the tables: what to say, who is where, what was written."""

from app.domain import agenda, debrief, seating
from app.domain.everyone import barrier, commitments, spreads, step
from app.domain.families import Value, numbered, present
from app.domain.scenario import PhaseKind
from app.domain.state import Participant, Table, Workshop
from app.domain.taxonomy import CATEGORIES


def lead_value(workshop: Workshop) -> Value:
    forward, back = agenda.neighbour(workshop, 1), agenda.neighbour(workshop, -1)
    return present(
        says=numbered(workshop.phase.says),
        next=step(forward) if forward else None,
        back=step(back) if back else None,
        ready=_readiness(workshop),
        closed=workshop.phase.kind is PhaseKind.CLOSED,
    )


def _readiness(workshop: Workshop) -> Value | None:
    """How many have done what the phase asks of each; None where it asks nothing of each."""
    seated = [one for one in workshop.participants.values() if one.takes_part and one.seat_id is not None]
    taken = seating.people_at(workshop)
    match workshop.phase.kind:
        case PhaseKind.LOBBY:
            seats = [seat for table in workshop.tables.values() for seat in table.seats]
            return {"n": sum(seat_id in taken for seat_id in seats), "of": len(seats)}
        case PhaseKind.READ:
            return {"n": sum(workshop.seat(seat_id).has_read for seat_id in taken), "of": len(taken)}
        case PhaseKind.FIRST_READ:
            done = [one.first_read is not None for one in seated]
        case PhaseKind.SECOND_READ:
            done = [one.second_read is not None for one in seated]
        case PhaseKind.VOTE:
            done = [debrief.votes_left(workshop, one) == 0 for one in seated]
        case PhaseKind.CHECK_OUT:
            done = [one.check_out is not None for one in seated]
        case _:
            return None
    return {"n": sum(done), "of": len(done)}


def work_value(workshop: Workshop, table: Table) -> Value:
    """Per seat how much is held, revealed and held back: counts only. Rule: V9."""
    taken = seating.people_at(workshop)
    revealed = [one.seat_id for one in table.revealed.values()]
    return {
        seat.id: {
            "hand_n": len(seat.hand),
            "revealed_n": revealed.count(seat.id),
            "held_back_n": len(seat.held_back),
            "people": taken.get(seat.id, 0),
        }
        for seat in table.seats.values()
    }


def person_value(one: Participant) -> Value:
    return present(
        seat=one.seat_id,
        observer=one.seat_id is None,
        removed=one.is_removed,
        left=one.has_left,
        first_read=one.first_read is not None,
        second_read=one.second_read is not None,
        checked_out=one.check_out is not None,
        votes=len(one.votes),
        joined_in=one.joined_in,
    )


def moderation_value(workshop: Workshop) -> Value:
    votes = debrief.votes(workshop)
    return {
        "barriers": {
            one.id: {**barrier(one), "hidden": one.is_hidden, "votes": votes[one.id]}
            for _, one in sorted(workshop.barriers.items())
        },
        "commitments": commitments(workshop),
        "categories": {category.value: {"name": name} for category, (name, _) in CATEGORIES.items()},
        **spreads(workshop),
    }
