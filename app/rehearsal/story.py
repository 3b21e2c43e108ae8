"""What bots know of a scenario beyond what the wire tells: which facts belong together, and what to say.

People work that out; a bot looks it up, and links by the model of `scenario simulate`
(docs/scenario-format.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from app.domain.puzzle.simulation import LINKED
from app.domain.scenario import FactId, InsightId, Scenario
from app.languages.speaking import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Facts that together show an insight."""

    insight: InsightId
    facts: frozenset[FactId]


@dataclass(eq=False)
class Story:
    """`scenario`: in the language the bots read. Ids on the wire mean nothing; its texts are the author's."""

    scenario: Scenario
    _looked_at: set[tuple[str, Way]] = field(default_factory=set)

    @cached_property
    def _fact_of_text(self) -> Mapping[str, FactId]:
        facts = self.scenario.facts
        return {text: fact.id for fact in facts for text in (fact.text, fact.minimum) if text}

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(
            Way(insight=insight.id, facts=frozenset(way))
            for insight in self.scenario.insights
            for way in insight.solved_by
        )

    def fact(self, text: object) -> FactId | None:
        """Which fact reads so, in full or in its minimum wording."""
        return self._fact_of_text.get(str(text))

    def to_link(
        self, table_id: str, told: Iterable[FactId], mine: Iterable[FactId], chance: Random
    ) -> Iterator[Way]:
        """The ways whose facts all lie on a table, and that somebody who held one of them sees now.

        Each is looked at once at each table: who does not see it then never does.
        """
        on_the_table, held = set(told), set(mine)
        for way in self.ways:
            if way.facts <= on_the_table and way.facts & held and (table_id, way) not in self._looked_at:
                self._looked_at.add((table_id, way))
                if chance.random() < LINKED ** (len(way.facts) - 1):
                    yield way

    def option(self, fits: bool) -> str:
        """The text of the answer that fits the whole story, or of the one that is easy."""
        options = self.scenario.reads.options
        return next(one.text for one in options if (one.is_answer if fits else one.is_decoy))

    def pairs(self) -> Iterator[frozenset[FactId]]:
        """Facts that do not fit together, as the author has it."""
        for one in self.scenario.contradictions:
            yield frozenset(one.fact_ids)


def question(role: str, topic: str) -> str:
    return _("{role}, what do you know about {topic}?", role=role, topic=topic)


def link_line() -> str:
    return _("These belong together.")


def dispute_line() -> str:
    return _("How do these two fit?")


def barrier(reason: str) -> str:
    """What somebody who held back for this reason writes, without names."""
    return {
        "law": _("I thought the law forbids it, and didn't check."),
        "consent": _("Nobody had asked the family, so I said nothing."),
        "relevance": _("It seemed too small to pass on."),
    }[reason]


def situation() -> str:
    return _("I hold something small about a child and don't know whether it matters")


def first_step() -> str:
    return _("I ring one colleague in another agency the same day")


def how_we_know() -> str:
    return _("We count those calls at the next meeting")


def takeaway() -> str:
    return _("Ask before you decide that it doesn't matter.")
