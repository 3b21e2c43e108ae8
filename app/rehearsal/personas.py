"""How the people of a rehearsal are: a few ways of taking part that every facilitator has met.

Each is a set of habits, as chances and numbers; what they lead to in one hour, the seed decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """The habits of somebody who takes part.

    `tells`: the chance that a fact of the own hand is told unasked; `tells_all`: in full words, where fewer
    would do. `holds_back`: the chance that a sensitive fact, or with `holds_any` each, is held back, with
    `reason`. `asks`: questions in the round of asking; `answers`: the chance that a question is answered
    with a fact. `is_late`: comes when sharing has begun. `breaks`: before how many turns of ten the network
    is gone. `devices`: phones for the one seat.
    """

    name: str
    about: str
    tells: float = 0.55
    tells_all: bool = False
    holds_back: float = 0.4
    holds_any: bool = False
    reason: str = "relevance"
    asks: int = 1
    answers: float = 0.7
    is_late: bool = False
    breaks: int = 0
    devices: int = 1


PERSONAS: Mapping[str, Persona] = {
    one.name: one
    for one in (
        Persona(name="colleague", about="tells about half, answers when asked"),
        Persona(
            name="over-sharer",
            about="tells everything at once, in full words, whoever needs it",
            tells=1.0, tells_all=True, holds_back=0.0, asks=0, answers=1.0,
        ),
        Persona(
            name="gatekeeper",
            about="tells next to nothing, and says that the law forbids it",
            tells=0.1, holds_back=0.9, holds_any=True, reason="law", asks=0, answers=0.2,
        ),
        Persona(
            name="needs-consent",
            about="would tell, and wants the family's consent first",
            tells=0.4, holds_back=0.8, reason="consent", asks=1, answers=0.5,
        ),
        Persona(
            name="silent",
            about="reads, judges and votes, and says nothing at the table",
            tells=0.0, holds_back=0.0, asks=0, answers=0.0,
        ),
        Persona(name="late", about="comes when sharing has begun", is_late=True),
        Persona(name="flaky-phone", about="loses the network again and again, and comes back", breaks=4),
        Persona(name="two-devices", about="has a second phone for the same seat", devices=2),
        Persona(
            name="good-asker",
            about="tells what others need in the fewest words, and asks each colleague in turn",
            tells=0.7, holds_back=0.1, asks=4, answers=0.95,
        ),
    )
}  # fmt: skip
USUAL = (
    "good-asker", "over-sharer", "gatekeeper", "needs-consent", "colleague", "flaky-phone", "late", "silent",
    "two-devices",
)  # fmt: skip
"""Who plays the roles of a scenario in turn, where nobody is chosen."""


def cast(roles: Sequence[str], chosen: Mapping[str, Persona], seed: int) -> Mapping[str, Persona]:
    """Who plays each role: those chosen, and the usual ones dealt over the others."""
    dealt = [PERSONAS[name] for name in USUAL]
    Random(f"{seed}:cast").shuffle(dealt)
    return {role: chosen.get(role) or dealt[place % len(dealt)] for place, role in enumerate(roles)}
