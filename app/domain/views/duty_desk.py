"""What the duty desk sees: every hand in words, each fact by its number, for seats that are worked on paper.

The console never holds this; who leads opens the desk on purpose. Rule: V11.
"""

from collections.abc import Mapping
from hashlib import sha256

from app.domain.log.state import Seat, Workshop
from app.domain.scenario import Fact, FactId, Scenario
from app.domain.views.families import Value, described, present


def numbers(scenario: Scenario) -> Mapping[FactId, int]:
    """Each fact's number, from 1, on screen and on paper.

    The same for every workshop on this version of the scenario. The order is that of a hash, so that
    neither the number nor a gap between two numbers says who holds a fact or where it belongs.
    """
    ordered = sorted(scenario.facts, key=lambda fact: _mixed(scenario, fact))
    return {fact.id: number for number, fact in enumerate(ordered, start=1)}


def _mixed(scenario: Scenario, fact: Fact) -> str:
    return sha256(f"{scenario.id}/{scenario.version}/{fact.id}".encode()).hexdigest()


def desk_value(workshop: Workshop) -> Value:
    """All facts with their numbers and wordings, which of them each seat holds and keeps back; answers."""
    number_of, signs = numbers(workshop.scenario), workshop.signs
    comes_with = {fact_id: one.id for one in workshop.scenario.injects for fact_id in one.fact_ids}
    taken = {one.seat_id for one in workshop.participants.values()}  # also by who has gone since
    seats = [seat for table in workshop.tables.values() for seat in table.seats.values()]
    return {
        "facts": {
            signs.fact(fact.id): present(
                number=number_of[fact.id],
                text=fact.text,
                minimum=fact.minimum,
                inject=comes_with.get(fact.id),
                **described(fact),
            )
            for fact in workshop.scenario.facts
        },
        "seats": {seat.id: _held(workshop, seat, is_on_paper=seat.id not in taken) for seat in seats},
        "answers": {
            table.id: signs.option(table.answer) for table in workshop.tables.values() if table.answer
        },
    }


def _held(workshop: Workshop, seat: Seat, *, is_on_paper: bool) -> Value:
    """What a seat holds and keeps back; why, only of a seat on paper. Rule: J9."""
    signs = workshop.signs
    return {
        "table": seat.table_id,
        "hand": ",".join(signs.fact(fact.id) for fact in workshop.scenario.facts if fact.id in seat.hand),
        "held_back": {
            signs.fact(fact_id): present(reason=reason.value if reason and is_on_paper else None)
            for fact_id, reason in seat.held_back.items()
        },
    }
