"""In which words a fact is told once the hour is looked back at."""

from app.domain.log.commands import Wording
from app.domain.log.state import Revealed
from app.domain.scenario import Fact


def told_in(fact: Fact, revealed: Revealed | None) -> Wording:
    """As it lay on the table; what never did, in its minimum wording where it has one. Rules: V4, V5."""
    if revealed is not None:
        return revealed.wording
    return Wording.FULL if fact.minimum is None else Wording.MINIMUM


def as_told(fact: Fact, revealed: Revealed | None) -> str:
    """The words themselves."""
    least = fact.minimum if told_in(fact, revealed) is Wording.MINIMUM else None
    return fact.text if least is None else least
