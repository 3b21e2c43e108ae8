"""What a trainer sees of a family at a glance: hands, who is needed for what, minutes, what gives away."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.rules.steps import SHARING
from app.domain.scenario import Column, FactId, FactKind, InsightId, RoleId, Scenario
from app.scenarios.texts import texts

WORDS_A_MINUTE = 200
EQUAL_WORDS = 5
"""So many words in a row that stand in a fact or an insight, too, are no chance."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BEFORE = ("title", "summary", "content_notes", "people", "households", "roles", "topics", "glossary")
_STEPS_BEFORE = ("lobby", "welcome", "read", "first_read")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLine:
    """What one role holds, counted; `minutes` to read it all."""

    role_id: RoleId
    facts: int
    words: int
    minutes: float
    key: int
    strengths: int
    sensitive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiler:
    """A text that is read before people share, by its key, and the words in it that give something away."""

    key: str
    words: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`parts`: of how many facts of an insight a role is a holder. `in_nothing`: facts that nothing needs."""

    hands: tuple[HandLine, ...]
    parts: Mapping[tuple[RoleId, InsightId], int]
    in_nothing: tuple[FactId, ...]
    minutes: int
    sharing_minutes: int
    spoilers: tuple[Spoiler, ...]


def overview(scenario: Scenario) -> Overview:
    """All of it, of one scenario."""
    return Overview(
        hands=tuple(_hand(scenario, role.id) for role in scenario.roles),
        parts={
            (role.id, insight.id): sum(
                role.id in scenario.fact_by_id[fact_id].held_by
                for fact_id in frozenset().union(*insight.solved_by)
            )
            for role in scenario.roles
            for insight in scenario.insights
        },
        in_nothing=tuple(_in_nothing(scenario)),
        minutes=sum(phase.minutes for phase in scenario.agenda),
        sharing_minutes=sum(phase.minutes for phase in scenario.agenda if phase.kind in SHARING),
        spoilers=tuple(_spoilers(scenario)),
    )


def _hand(scenario: Scenario, role_id: RoleId) -> HandLine:
    facts = [fact for fact in scenario.facts if role_id in fact.held_by]
    words = sum(len(fact.text.split()) for fact in facts)
    return HandLine(
        role_id=role_id,
        facts=len(facts),
        words=words,
        minutes=words / WORDS_A_MINUTE,
        key=sum(FactKind.KEY in fact.kinds for fact in facts),
        strengths=sum(fact.column is Column.STRENGTH for fact in facts),
        sensitive=sum(fact.is_sensitive for fact in facts),
    )


def _in_nothing(scenario: Scenario) -> Iterator[FactId]:
    """No insight, no contradiction, no line, no decoy, and no purpose of its own."""
    used: set[FactId] = set(scenario.reads.decoy_from)
    for insight in scenario.insights:
        used.update(*insight.solved_by)
    for contradiction in scenario.contradictions:
        used.update(contradiction.fact_ids, contradiction.resolved_by)
    for relation in scenario.relations:
        used.update(relation.shown_by)
    purposes = {FactKind.RED_HERRING, FactKind.GAP, FactKind.VOICE, FactKind.COMMON}
    return (fact.id for fact in scenario.facts if fact.id not in used and not fact.kinds & purposes)


def _spoilers(scenario: Scenario) -> Iterator[Spoiler]:
    """Words in a row that everybody reads before sharing and that only a hand or the key should have."""
    hidden: dict[tuple[str, ...], str] = {}
    for fact in scenario.facts:
        if fact.is_unique:
            hidden |= dict.fromkeys(_rows(fact.text), fact.id)
    for insight in scenario.insights:
        hidden |= dict.fromkeys([*_rows(insight.statement), *_rows(insight.title)], insight.id)
    hidden |= dict.fromkeys(_rows(scenario.big_picture.statement), "big_picture")
    for key, text in texts(scenario).items():
        if not _is_read_before(scenario, key):
            continue
        for row in _rows(text):
            if row in hidden:
                yield Spoiler(key=key, words=" ".join(row), of=hidden[row])
                break


def _is_read_before(scenario: Scenario, key: str) -> bool:
    section, _, rest = key.partition(".")
    if section == "agenda":
        phase_id = rest.partition(".")[0]
        return any(phase.id == phase_id and phase.kind in _STEPS_BEFORE for phase in scenario.agenda)
    return section in _BEFORE and not rest.endswith(".alone")


def _rows(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return [tuple(words[at : at + EQUAL_WORDS]) for at in range(len(words) - EQUAL_WORDS + 1)]
