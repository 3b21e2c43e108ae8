"""What no family is like: lines and dates that no rule of the puzzle forbids and nobody believes."""

from collections import Counter
from itertools import combinations

from app.domain.scenario import Person, PersonId, Relation, RelationKind, Symbol
from app.scenarios.family import PARENTS
from app.scenarios.flaws import FlawList, Place
from app.scenarios.meaning import Placed
from app.scenarios.said import said

_LIVING_TOGETHER = frozenset([RelationKind.MARRIED, RelationKind.COHABITING])
_COUPLES = _LIVING_TOGETHER | {RelationKind.SEPARATED, RelationKind.DIVORCED}
MOST_PARENTS = 2


def check_kinship(placed: Placed, flaws: FlawList) -> None:
    """Everything about deaths, the index person, couples and generations."""
    people = {person.id: person for person in placed.scenario.people}
    _check_deaths(placed, people, flaws)
    _check_index(placed, flaws)
    _check_couples(placed, people, flaws)
    _check_parents(placed, people, flaws)


def _relation(placed: Placed, index: int, *key: str | int) -> Place:
    return placed.source.at("relations", index, *key)


def _check_deaths(placed: Placed, people: dict[PersonId, Person], flaws: FlawList) -> None:
    for fact in placed.scenario.facts:
        for person in (people[person_id] for person_id in fact.about):
            if fact.when and _died(person) and person.died and fact.when.first > person.died.last:
                what = said(
                    "the fact is about {name}, who died {died}", name=person.name, died=person.died.text
                )
                flaws.put(placed.at("facts", fact.id, "when"), "fact_after_death", what)
    for index, relation in enumerate(placed.scenario.relations):
        for person in (people[person_id] for person_id in relation.people):
            if relation.since and _died(person) and person.died and relation.since.first > person.died.last:
                what = said("{name} had died in {died}", name=person.name, died=person.died.text)
                flaws.put(_relation(placed, index, "since"), "relation_after_death", what)


def _died(person: Person) -> bool:
    """Whether there is a death that can be: one before birth is another flaw."""
    return person.died is not None and not (person.born and person.died.last < person.born.first)


def _check_index(placed: Placed, flaws: FlawList) -> None:
    for person in placed.scenario.people:
        if not person.is_index:
            continue
        place = placed.key("people", person.id, "index")
        if person.symbol is Symbol.TRIANGLE:
            flaws.put(place, "index_unborn", said("{name} is not born yet", name=person.name))
        elif not person.is_child:
            flaws.put(place, "index_not_child", said("{name} is not marked as a child", name=person.name))
        if not person.is_known_at_start:
            what = said("{name} is not on the picture from the start", name=person.name)
            flaws.put(place, "index_unseen", what)


def _check_couples(placed: Placed, people: dict[PersonId, Person], flaws: FlawList) -> None:
    relations = list(enumerate(placed.scenario.relations))
    couples = [(index, one) for index, one in relations if one.kind in _COUPLES]
    kin = {frozenset(one.people) for _, one in relations if one.kind in PARENTS}
    open_lines: Counter[PersonId] = Counter()
    for index, couple in couples:
        if frozenset(couple.people) in kin:
            names = " + ".join(people[person_id].name for person_id in couple.people)
            flaws.put(
                _relation(placed, index), "couple_of_kin", said("{names} are parent and child", names=names)
            )
        if couple.kind in _LIVING_TOGETHER and couple.until is None:
            for person_id in couple.people:
                open_lines[person_id] += 1
                if open_lines[person_id] > 1:
                    what = said("{name} is in two couples at once", name=people[person_id].name)
                    flaws.put(_relation(placed, index), "several_couples", what)
        _check_between(placed, index, couple, people, flaws)
    for (_, one), (index, other) in combinations(couples, 2):
        if frozenset(one.people) == frozenset(other.people) and _overlap(one, other):
            what = said("the two are a couple of kind {kind} as well", kind=one.kind.value)
            flaws.put(_relation(placed, index), "couple_twice", what)


def _overlap(one: Relation, other: Relation) -> bool:
    """Whether two lines hold at one time, as far as their dates say."""
    if one.since == other.since:
        return True
    first, second = sorted((one, other), key=lambda line: line.since.first.toordinal() if line.since else 0)
    if first.since is None or second.since is None:
        return first.until is None or second.since is None
    return first.kind in _LIVING_TOGETHER and second.kind in _LIVING_TOGETHER and first.until is None


def _check_between(
    placed: Placed, index: int, couple: Relation, people: dict[PersonId, Person], flaws: FlawList
) -> None:
    one, other = (people[person_id].position for person_id in couple.people)
    for person in people.values():
        at = person.position
        is_between = at.y == one.y == other.y and min(one.x, other.x) < at.x < max(one.x, other.x)
        if person.id not in couple.people and is_between:
            what = said("{name} stands on the line of a couple", name=person.name)
            flaws.put(placed.at("people", person.id, "position"), "stands_on_couple_line", what)


def _check_parents(placed: Placed, people: dict[PersonId, Person], flaws: FlawList) -> None:
    parents: Counter[PersonId] = Counter()
    for index, relation in enumerate(placed.scenario.relations):
        if relation.kind not in PARENTS or relation.people[0] == relation.people[1]:
            continue
        parent, child = (people[person_id] for person_id in relation.people)
        if relation.kind is RelationKind.PARENT:
            parents[child.id] += 1
            if parents[child.id] == MOST_PARENTS + 1:
                what = said("{name} would have three parents", name=child.name)
                flaws.put(_relation(placed, index), "three_parents", what)
        if child.position.y <= parent.position.y:
            what = said("{child} does not stand below {parent}", child=child.name, parent=parent.name)
            flaws.put(placed.at("people", child.id, "position"), "child_above_parent", what)
