"""What a workshop calls its facts and options where they leave it: ids that mean nothing.

An author's ids tell: `all-3` that everybody holds it, `hv-2` who does, `easy-story` what to doubt. Views
write signs, the wire's door reads them back; log, rules and exports keep the author's ids. Rule: V18.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from app.domain.log import commands as c
from app.domain.scenario import FactId, OptionId

UNKNOWN = ":"
"""In no id of a scenario: what nobody has a sign for is nothing that anybody holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Each fact's and each option's sign, and back. Without any, ids stand for themselves: as in the log."""

    facts: Mapping[FactId, str] = field(default_factory=dict)
    options: Mapping[OptionId, str] = field(default_factory=dict)
    _fact_of: Mapping[str, FactId] = field(default_factory=dict)
    _option_of: Mapping[str, OptionId] = field(default_factory=dict)

    @classmethod
    def drawn(cls, facts: Mapping[FactId, str], options: Mapping[OptionId, str]) -> Self:
        """Raises ValueError when two would have one sign."""
        fact_of = {sign: fact_id for fact_id, sign in facts.items()}
        option_of = {sign: option_id for option_id, sign in options.items()}
        if (len(fact_of), len(option_of)) != (len(facts), len(options)):
            raise ValueError("two things have one sign")
        return cls(facts=facts, options=options, _fact_of=fact_of, _option_of=option_of)

    def fact(self, fact_id: FactId) -> str:
        return self.facts[fact_id] if self.facts else fact_id

    def option(self, option_id: OptionId) -> str:
        return self.options[option_id] if self.options else option_id

    def several(self, fact_ids: Iterable[FactId]) -> list[str]:
        """In an order of their own: that of the author's ids would tell, too."""
        return sorted(self.fact(fact_id) for fact_id in fact_ids)

    def meant(self, wish: c.Wish) -> c.Wish:
        """The wish in the author's ids. What no sign stands for becomes what nobody holds."""
        if not self.facts:
            return wish
        match wish:
            case c.RevealFact() | c.HoldBack() | c.TellWhy() | c.MentionAgain():
                return replace(wish, fact_id=self._fact(wish.fact_id))
            case c.AnswerAsk(fact_id=str() as sign) | c.ShowReplay(fact_id=str() as sign):
                return replace(wish, fact_id=self._fact(sign))
            case c.LinkFacts() | c.DisputeFacts():
                return replace(wish, fact_ids=frozenset(self._fact(sign) for sign in wish.fact_ids))
            case c.GiveRead() | c.GiveTableAnswer():
                return replace(wish, option_id=self._option(wish.option_id))
            case _:
                return wish

    def _fact(self, sign: str) -> FactId:
        return self._fact_of.get(sign, FactId(UNKNOWN + sign))

    def _option(self, sign: str) -> OptionId:
        return self._option_of.get(sign, OptionId(UNKNOWN + sign))
