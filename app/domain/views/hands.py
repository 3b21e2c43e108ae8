"""What one seat sees, and what one participant sees alone."""

from app.domain.log.state import Participant, Read, Seat, Workshop
from app.domain.rules import agenda, debrief, injects, seating, steps
from app.domain.scenario import Fact, HandVisibility, PhaseKind
from app.domain.views.families import Value, described, joined, present

HANDLE_WORDS = 3
"""Rule V12: how many of its first words a fact is known by while its text is out of sight."""


def seat_value(workshop: Workshop, seat: Seat) -> Value:
    signs, answer = workshop.signs, workshop.tables[seat.table_id].answer
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
        **_hand(workshop, seat),
        "held_back": {
            signs.fact(fact_id): present(
                reason=reason.value if reason else None,
                told=True if fact_id in seat.reasons_told else None,
            )
            for fact_id, reason in seat.held_back.items()
        },
        "read": seat.has_read,
        "partners": seating.people_at(workshop).get(seat.id, 0),
        **({"table_answer": signs.option(answer)} if answer else {}),  # J6
        **_told(workshop, seat),
    }


def _told(workshop: Workshop, seat: Seat) -> Value:
    """The injects that came in for this seat's roles, and the facts they brought it. Rule: V13."""
    told = {
        one.id: present(
            title=one.title,
            text=one.text,
            order=order,
            facts=joined(workshop.signs.several(one.fact_ids & seat.hand)) or None,
        )
        for order, one in enumerate(injects.given(workshop), start=1)
        if set(one.to) & set(seat.role_ids)
    }
    return {"injects": told} if told else {}


def _hand(workshop: Workshop, seat: Seat) -> Value:
    """What the seat holds, once seats are fixed; in the lobby one could walk from hand to hand. Rule: V17."""
    phase = workshop.phase
    if phase.kind is PhaseKind.LOBBY:
        return {}
    labelled = phase.visibility is HandVisibility.LABELLED
    from_memory = phase.visibility is HandVisibility.MEMORY and steps.is_sharing(phase.kind)
    brought = {fact_id: one.id for one in injects.given(workshop) for fact_id in one.fact_ids}
    others = [other.hand for other in workshop.tables[seat.table_id].seats.values() if other.id != seat.id]
    hand = [fact for fact in workshop.scenario.facts if fact.id in seat.hand]
    shown = {
        workshop.signs.fact(fact.id): present(
            **(_handle(fact) if from_memory and fact.id not in brought else _words(fact)),
            order=order,
            only_you=not any(fact.id in other for other in others) if labelled else None,
            inject=brought.get(fact.id),
            **described(fact),
        )
        for order, fact in enumerate(hand)
    }
    return {"hand": shown}


def _words(fact: Fact) -> Value:
    return {"text": fact.text, "minimum": fact.minimum}


def _handle(fact: Fact) -> Value:
    """Enough of a fact to know again which one it is, too little to read it out. Rule: V12.

    Its first words, never more than half of them; and whether it has a minimum wording to choose.
    """
    words = fact.text.split()
    first = " ".join(words[: min(HANDLE_WORDS, len(words) // 2)])
    return {"handle": f"{first}…", "sensitive": True if fact.is_sensitive else None}


def mine_value(workshop: Workshop, one: Participant) -> Value:
    said = one.answers
    answer = said.check_out
    return present(
        id=one.id,
        observer=one.seat_id is None,
        first_read=_read(workshop, said.first_read),
        second_read=_read(workshop, said.second_read),
        late=True if agenda.has_begun(workshop.scenario, one.joined_in, PhaseKind.SHARE) else None,
        votes=dict.fromkeys(sorted(said.votes), True),
        votes_left=debrief.votes_left(one),
        polled={
            each.barrier_id: {"standing": each.standing.value, "reach": each.reach.value}
            for each in said.polled
        }
        or None,
        check_out={
            "confidence_then": answer.confidence_then,
            "confidence_now": answer.confidence_now,
            "takeaway": answer.takeaway,
        }
        if answer
        else None,
    )


def _read(workshop: Workshop, read: Read | None) -> Value | None:
    if read is None:
        return None
    return present(
        need=read.need, option=workshop.signs.option(read.option_id), line=read.line, topic=read.topic_id
    )
