"""What stays unsaid until somebody says it: minimum wordings, hidden people, and the way to the decoy."""

import re
from collections.abc import Iterator

from app.domain.scenario import Fact, Person, PhaseKind
from app.scenarios.flaws import FlawList
from app.scenarios.meaning import Placed
from app.scenarios.said import said
from app.scenarios.texts import texts
from app.scenarios.wording import place_of_text

SHORTEST_NAME = 3
_SAID_BEFORE = (
    "title",
    "summary",
    "content_notes",
    "people",
    "households",
    "roles",
    "topics",
    "glossary",
    "reads",
)
_STEPS_AFTER = (PhaseKind.REVEAL, PhaseKind.REPLAY)


def check_secrets(placed: Placed, flaws: FlawList) -> None:
    """Everything that would be known too early, or to too many."""
    for fact in placed.scenario.facts:
        _check_minimum(placed, fact, flaws)
        _check_need_to_know(placed, fact, flaws)
    _check_hidden_people(placed, flaws)
    _check_lines(placed, flaws)
    _check_contradictions(placed, flaws)
    _check_decoy(placed, flaws)


def says_as_much(minimum: str, text: str) -> str | None:
    """Why a minimum wording is none; None where it says less. Equal ones are another flaw."""
    short, full = (" ".join(words.lower().rstrip(".").split()) for words in (minimum, text))
    if short == full:
        return None
    if full in short:
        return said("the minimum wording holds the full wording")
    if len(short.split()) > len(full.split()):
        return said("the minimum wording is longer than the full wording")
    return None


def _check_minimum(placed: Placed, fact: Fact, flaws: FlawList) -> None:
    why = says_as_much(fact.minimum, fact.text) if fact.minimum else None
    if why:
        flaws.put(placed.at("facts", fact.id, "minimum"), "minimum_not_shorter", why)


def _check_need_to_know(placed: Placed, fact: Fact, flaws: FlawList) -> None:
    place = placed.at("facts", fact.id, "need_to_know")
    if fact.need_to_know and fact.need_to_know <= fact.held_by:
        what = said("`{fact}` is needed by its own holders only", fact=fact.id)
        flaws.put(place, "need_to_know_of_holders", what)
    elif fact.need_to_know and fact.need_to_know | fact.held_by == set(placed.scenario.role_by_id):
        flaws.put(place, "need_to_know_of_all", said("everybody needs `{fact}` in full", fact=fact.id))


def _check_hidden_people(placed: Placed, flaws: FlawList) -> None:
    for person in placed.scenario.people:
        if person.is_known_at_start:
            continue
        name = re.compile(rf"\b({'|'.join(map(re.escape, _names(person)))})\b")
        for key, text in _said_before(placed, person):
            if found := name.search(text):
                what = said(
                    "“{name}” is named before a fact brings {person}", name=found[0], person=person.name
                )
                flaws.put(place_of_text(placed, key), "hidden_person_named", what)


def _names(person: Person) -> list[str]:
    """All names together, then the first name alone: a family's name gives nobody away."""
    names = [person.name, *person.also_known_as]
    return names + [name.split()[0] for name in names if len(name.split()[0]) >= SHORTEST_NAME]


def _said_before(placed: Placed, person: Person) -> Iterator[tuple[str, str]]:
    """Texts that everybody reads before the reveal, without what stands beside this person."""
    scenario = placed.scenario
    late = {phase.id for phase in scenario.agenda[_first_late(placed) :]}
    for key, text in texts(scenario).items():
        section, _, rest = key.partition(".")
        part = rest.partition(".")[0]
        is_key = (section, part) == ("people", person.id) or rest.endswith(".alone")
        if not is_key and (section in _SAID_BEFORE or (section == "agenda" and part not in late)):
            yield key, text
    for other in scenario.people:
        if other.id != person.id and other.is_known_at_start:
            yield from ((f"people.{other.id}.name", name) for name in (other.name, *other.also_known_as))


def _first_late(placed: Placed) -> int:
    kinds = [phase.kind for phase in placed.scenario.agenda]
    return next((index for index, kind in enumerate(kinds) if kind in _STEPS_AFTER), len(kinds))


def _check_lines(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    hidden = {person.id: person.name for person in scenario.people if not person.is_known_at_start}
    for index, relation in enumerate(scenario.relations):
        for person_id in relation.people:
            if person_id in hidden and not relation.shown_by:
                what = said("the line shows {name}, who is not known at the start", name=hidden[person_id])
                flaws.put(placed.source.at("relations", index), "relation_shows_hidden", what)
        for fact_id in sorted(relation.shown_by) if len(set(relation.people)) > 1 else ():
            if not set(scenario.fact_by_id[fact_id].about) & set(relation.people):
                what = said("`{fact}` is about neither of the two", fact=fact_id)
                flaws.put(placed.source.at("relations", index, "shown_by"), "shown_by_others", what)


def _check_contradictions(placed: Placed, flaws: FlawList) -> None:
    for one in placed.scenario.contradictions:
        first, second = (placed.scenario.fact_by_id[fact_id] for fact_id in one.fact_ids)
        if not set(first.about) & set(second.about):
            what = said(
                "`{first}` and `{second}` are about different people", first=first.id, second=second.id
            )
            flaws.put(placed.at("contradictions", one.id, "facts"), "contradiction_about_nobody", what)


def _check_decoy(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    late = scenario.reads.decoy_from & scenario.injected
    place = placed.source.at("reads", "decoy_from")
    if late and late == scenario.reads.decoy_from:
        flaws.put(place, "decoy_needs_inject", said("every fact of the easy story comes with an inject"))
    elif late:
        what = said(
            "{facts} come with an inject", facts=", ".join(f"`{fact_id}`" for fact_id in sorted(late))
        )
        flaws.put(place, "decoy_after_inject", what)
