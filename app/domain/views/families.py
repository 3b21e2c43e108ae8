"""The family as everybody may know it from the start, and how values are written down.

A value is a JSON-able mapping keyed by ids, without null and without lists that grow, so that two of them
can be told apart by a merge patch. Shapes: docs/protocol.md, "Slices".
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from app.domain.log.signs import Signs
from app.domain.scenario import Fact, FactId, FactKind, Person, PersonId, Relation, Scenario, When
from app.domain.views.agency_marks import agency_marks

Value = dict[str, Any]


def present(**entries: object) -> Value:
    """The entries that are there: absent instead of null."""
    return {name: value for name, value in entries.items() if value is not None}


def numbered(texts: Iterable[object]) -> Value:
    return {str(place): text for place, text in enumerate(texts)}


def joined(ids: Iterable[str]) -> str:
    return ",".join(ids)


def family(scenario: Scenario, signs: Signs) -> Value:
    """What everybody may know from the start: the same for all, fixed for the workshop. Rule: V2."""
    at_start = [person for person in scenario.people if person.is_known_at_start]
    known = {person.id for person in at_start}
    return {
        "language": scenario.language,
        **present(fallback=scenario.fallback or None),
        "today": scenario.today.isoformat(),
        "summary": scenario.summary,
        "content_notes": numbered(scenario.content_notes),
        "support": scenario.support,
        "people": {person.id: person_value(person, scenario.today) for person in at_start},
        "extent": _extent(scenario),
        "households": {household.id: {"name": household.name} for household in scenario.households},
        "relations": relations_at_start(scenario, known),
        "roles": _roles(scenario),
        "topics": {topic.id: {"name": topic.name} for topic in scenario.topics},
        "reads": {
            "scale_ask": scenario.reads.scale_ask,
            "scale_low": scenario.reads.scale_low,
            "scale_high": scenario.reads.scale_high,
            "ask": scenario.reads.ask,
            "options": {
                signs.option(option.id): {"text": option.text, "order": order}
                for order, option in enumerate(scenario.reads.options)
            },
        },
        "glossary": dict(scenario.glossary),
    }


def _roles(scenario: Scenario) -> Value:
    """Who is who: as everybody reads it, and by the mark that stands for a role on every page."""
    marks = agency_marks(scenario)
    return {
        role.id: present(
            name=role.name,
            agency=role.agency,
            short=role.called,
            number=marks[role.id].number,
            letters=marks[role.id].letters,
            core=role.is_core or None,
        )
        for role in scenario.roles
    }


def _extent(scenario: Scenario) -> Value:
    """The room the whole drawing needs, so that nobody on it moves when somebody not known yet appears."""
    places = [person.position for person in scenario.people]
    across, down = [place.x for place in places], [place.y for place in places]
    return {"left": min(across), "right": max(across), "top": min(down), "bottom": max(down)}


def person_value(person: Person, today: date) -> Value:
    return present(
        name=person.name,
        also_known_as=joined(person.also_known_as) or None,
        symbol=person.symbol.value,
        x=person.position.x,
        y=person.position.y,
        household=person.household_id,
        born=person.born.text if person.born else None,
        died=person.died.text if person.died else None,
        age=_age(person, today),
        child=person.is_child or None,
        index=person.is_index or None,
        intro=person.intro,
    )


def _age(person: Person, today: date) -> int | None:
    """Whole years from the first day the birth may have been, to the death or today."""
    if person.born is None or person.born.first > today:
        return None
    until = person.died.first if person.died else today
    born = person.born.first
    return until.year - born.year - ((until.month, until.day) < (born.month, born.day))


def relations_at_start(scenario: Scenario, known: set[PersonId]) -> Value:
    """The relations among those known from the start that no fact has to show first."""
    return _keyed(
        relation
        for relation in scenario.relations
        if not relation.shown_by and known.issuperset(relation.people)
    )


def relations_found(
    scenario: Scenario, known: set[PersonId], about: set[PersonId], revealed: Collection[FactId]
) -> Value:
    """Those that came to light: a fact shows them, or the people it is about have them."""
    everybody = known | about
    return _keyed(
        relation
        for relation in scenario.relations
        if everybody.issuperset(relation.people)
        and (
            not relation.shown_by.isdisjoint(revealed)
            if relation.shown_by
            else not known.issuperset(relation.people)
        )
    )


def _keyed(relations: Iterable[Relation]) -> Value:
    return {"-".join((*relation.people, relation.kind)): _relation(relation) for relation in relations}


def _relation(relation: Relation) -> Value:
    return present(
        kind=relation.kind.value,
        a=relation.people[0],
        b=relation.people[1],
        since=relation.since.text if relation.since else None,
        until=relation.until.text if relation.until else None,
    )


def dated(when: When | None) -> Value:
    if when is None:
        return {}
    return {"when": when.text, "first": when.first.isoformat(), "last": when.last.isoformat()}


def described(fact: Fact) -> Value:
    """What is said about a fact besides its words."""
    return {
        "about": joined(fact.about),
        "topic": fact.topic_id,
        "column": fact.column.value,
        "source": fact.source.value,
        **dated(fact.when),
        **({"gap": True} if FactKind.GAP in fact.kinds else {}),
    }
