"""Dates, ages and positions on the genogram: what cannot be, whatever the story."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from app.domain.scenario import Person, PersonId, Position, Relation, RelationKind, Symbol
from app.scenarios.dates import last_begins
from app.scenarios.draft import Draft
from app.scenarios.flaws import FlawList
from app.scenarios.said import Said, said

YOUNGEST_PARENT = 12  # years
OLDEST_PERSON = 110  # years
ADULT = 18  # years
A_MONTH = "2013-07"
PARENTS = frozenset([RelationKind.PARENT, RelationKind.ADOPTED, RelationKind.FOSTERED])
DIRECTED = PARENTS.union(
    [
        *(RelationKind.CARES_FOR, RelationKind.FOCUSED_ON, RelationKind.HARMS),
    ]
)
BEFORE_BIRTH = timedelta(days=300)  # facts about a pregnancy are about the child as well


def check_family(draft: Draft, flaws: FlawList) -> None:
    """All flaws of dates, ages and positions among the draft's sound parts."""
    today = draft.parts.get("today")
    person_by_id = {person.id: person for person in draft.people.values()}
    _check_index_person(draft, flaws)
    _check_positions(draft, flaws)
    for index, person in draft.people.items():
        if person.born and person.died and person.died.last < person.born.first:
            flaws.put(
                draft.source.at("people", index, "died"),
                "died_before_born",
                said("{person} died before birth", person=person.name),
            )
        if isinstance(today, date):
            _check_against_today(draft, index, person, today, flaws)
    for index, relation in draft.relations.items():
        _check_relation(draft, index, relation, person_by_id, flaws)
        if relation.since and isinstance(today, date) and relation.since.first > today:
            place = draft.source.at("relations", index, "since")
            flaws.put(place, "relation_after_today", said("`since` lies after `today`, {today}", today=today))
    _check_parents(draft, person_by_id, flaws)
    _check_repeated_relations(draft, flaws)
    _check_identical_twins(draft, person_by_id, flaws)
    _check_facts(draft, person_by_id, today, flaws)


def _check_index_person(draft: Draft, flaws: FlawList) -> None:
    marked = [index for index, person in draft.people.items() if person.is_index]
    value = draft.source.value
    listed = value.get("people") if isinstance(value, dict) else None
    is_complete = isinstance(listed, list) and len(draft.people) == len(listed)
    if not marked and draft.people and is_complete:
        flaws.put(
            draft.source.key("people"),
            "index_person",
            said("nobody is marked as the child the family is known for"),
        )
    for index in marked[1:]:
        flaws.put(
            draft.source.key("people", index, "index"),
            "index_person",
            said("another person is marked already"),
        )


def _check_positions(draft: Draft, flaws: FlawList) -> None:
    for (_, one), (index, other) in combinations(draft.people.items(), 2):
        if _is_on(one.position, other.position):
            place = draft.source.at("people", index, "position")
            what = said("{other} stands less than one step from {one}", other=other.name, one=one.name)
            flaws.put(place, "people_overlap", what, _free_place(draft, other))


def _is_on(one: Position, other: Position) -> bool:
    return abs(one.x - other.x) < 1 and abs(one.y - other.y) < 1


def _free_place(draft: Draft, person: Person) -> Said | None:
    """The nearest place beside everybody else, in the same generation."""
    others = [other.position for other in draft.people.values() if other is not person]
    for half_steps in range(1, 60):
        for x in (person.position.x + half_steps / 2, person.position.x - half_steps / 2):
            if not any(_is_on(Position(x=x, y=person.position.y), other) for other in others):
                return said("Write `position: {place}`.", place=f"{{x: {x:g}, y: {person.position.y:g}}}")
    return None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _check_against_today(draft: Draft, index: int, person: Person, today: date, flaws: FlawList) -> None:
    at = draft.source.at
    if person.died and person.died.first > today:
        flaws.put(
            at("people", index, "died"),
            "died_after_today",
            said("{person} died after `today`, {today}", person=person.name, today=today),
        )
    if person.born is None:
        return
    place = at("people", index, "born")
    if person.born.first > today and person.symbol is not Symbol.TRIANGLE:
        flaws.put(
            place,
            "born_after_today",
            said("{person} is born after `today`, {today}", person=person.name, today=today),
        )
    until = min(person.died.first, today) if person.died else today
    youngest, oldest = _age(person.born.last, until), _age(person.born.first, until)
    if youngest > OLDEST_PERSON:
        flaws.put(
            place,
            "impossible_age",
            said("{person} would be {youngest}", person=person.name, youngest=youngest),
        )
    if person.is_child and youngest >= ADULT:
        place = draft.source.key("people", index, "child")
        flaws.put(
            place,
            "child_is_adult",
            said(
                "{person} is {youngest} on `today`, {today}",
                person=person.name,
                youngest=youngest,
                today=today,
            ),
        )
    if (
        not person.is_child
        and 0 <= oldest < ADULT
        and person.symbol is not Symbol.TRIANGLE
        and not person.died
    ):
        flaws.put(
            at("people", index),
            "child_not_marked",
            said("{person} is {oldest} and not marked as a child", person=person.name, oldest=oldest),
        )


def _check_relation(
    draft: Draft, index: int, relation: Relation, person_by_id: Mapping[PersonId, Person], flaws: FlawList
) -> None:
    at = draft.source.at
    if relation.people[0] == relation.people[1]:
        flaws.put(
            at("relations", index, "people"),
            "relation_to_self",
            said("`{value}` is named twice", value=relation.people[0]),
        )
        return
    if relation.since and relation.until and relation.until.last < relation.since.first:
        flaws.put(
            at("relations", index, "until"), "relation_ends_before_start", said("`until` lies before `since`")
        )
    for person_id in relation.people:
        born = person_by_id[person_id].born if person_id in person_by_id else None
        if relation.since and born and relation.since.last < born.first:
            name = person_by_id[person_id].name
            flaws.put(
                at("relations", index, "since"),
                "relation_before_birth",
                said("{name} was born in {text}", name=name, text=born.text),
            )


def _check_repeated_relations(draft: Draft, flaws: FlawList) -> None:
    first_by_line: dict[object, int] = {}
    for index, relation in draft.relations.items():
        line = (relation.kind, *_direction(relation), relation.since and relation.since.text)
        first = first_by_line.setdefault(line, index)
        if first != index:
            words = said(
                "the same line is already drawn in line {line}", line=draft.source.at("relations", first).line
            )
            flaws.put(draft.source.at("relations", index), "repeated_relation", words)


def _check_identical_twins(draft: Draft, person_by_id: Mapping[PersonId, Person], flaws: FlawList) -> None:
    """They are drawn as twins with a bar between them, so they must be twins on the drawing."""
    parents: dict[PersonId, set[PersonId]] = {}
    for relation in draft.relations.values():
        if relation.kind in PARENTS:
            parents.setdefault(relation.people[1], set()).add(relation.people[0])
    for index, relation in draft.relations.items():
        one, other = (person_by_id.get(person_id) for person_id in relation.people)
        if relation.kind is not RelationKind.IDENTICAL or one is None or other is None or one is other:
            continue
        is_dated = one.born is not None and len(one.born.text) >= len(A_MONTH)
        if not is_dated or one.born != other.born or parents.get(one.id) != parents.get(other.id, set()):
            words = said(
                "{one} and {other} are not born on one day to the same parents",
                one=one.name,
                other=other.name,
            )
            flaws.put(draft.source.at("relations", index), "not_twins", words)


def _direction(relation: Relation) -> tuple[PersonId, ...]:
    return relation.people if relation.kind in DIRECTED else tuple(sorted(relation.people))


def _check_parents(draft: Draft, person_by_id: Mapping[PersonId, Person], flaws: FlawList) -> None:
    children: dict[PersonId, set[PersonId]] = {}
    for index, relation in draft.relations.items():
        if relation.kind is not RelationKind.PARENT or relation.people[0] == relation.people[1]:
            continue
        parent_id, child_id = relation.people
        place = draft.source.at("relations", index)
        if parent_id in _descendants(children, child_id):
            flaws.put(
                place,
                "parent_circle",
                said(
                    "`{child_id}` is already an ancestor of `{parent_id}`",
                    child_id=child_id,
                    parent_id=parent_id,
                ),
            )
            continue
        children.setdefault(parent_id, set()).add(child_id)
        parent, child = person_by_id.get(parent_id), person_by_id.get(child_id)
        if parent and child:
            _check_ages(draft, index, parent, child, flaws)


def _check_ages(draft: Draft, index: int, parent: Person, child: Person, flaws: FlawList) -> None:
    """Judged by the reading of both dates that lies furthest apart, so that a bare year is never a flaw."""
    if parent.born is None or child.born is None:
        return
    place = draft.source.at("relations", index)
    if parent.born.first >= child.born.last:
        words = said(
            "{child} (born {text}) is older than {parent} (born {text_2})",
            child=child.name,
            text=child.born.text,
            parent=parent.name,
            text_2=parent.born.text,
        )
        flaws.put(place, "older_than_parent", words)
    elif _age(parent.born.first, child.born.last) < YOUNGEST_PARENT:
        years = _age(parent.born.first, child.born.last)
        flaws.put(
            place,
            "parent_too_young",
            said(
                "{parent} was {years} when {child} was born",
                parent=parent.name,
                years=years,
                child=child.name,
            ),
        )


def _descendants(children: Mapping[PersonId, set[PersonId]], person_id: PersonId) -> set[PersonId]:
    found: set[PersonId] = set()
    waiting = [person_id]
    while waiting:
        for child in children.get(waiting.pop(), set()) - found:
            found.add(child)
            waiting.append(child)
    return found


def _check_facts(
    draft: Draft, person_by_id: Mapping[PersonId, Person], today: object, flaws: FlawList
) -> None:
    for index, fact in draft.facts.items():
        if fact.when is None:
            continue
        place = draft.source.at("facts", index, "when")
        if isinstance(today, date) and last_begins(fact.when) > today:
            flaws.put(
                place,
                "fact_after_today",
                said("`{text}` lies after `today`, {today}", text=fact.when.text, today=today),
            )
        for name, born in _born_later(fact.about, person_by_id, fact.when.last + BEFORE_BIRTH):
            flaws.put(
                place,
                "fact_before_birth",
                said("the fact is about {name}, born {born}", name=name, born=born),
            )


def _born_later(
    about: tuple[PersonId, ...], person_by_id: Mapping[PersonId, Person], day: date
) -> Iterator[tuple[str, str]]:
    for person_id in about:
        person = person_by_id.get(person_id)
        if person and person.born and person.born.first > day:
            yield person.name, person.born.text
