"""Whether the scenario makes a good hour: the warnings of docs/field.md 8, and advice."""

from collections import Counter
from collections.abc import Callable

from app.domain.puzzle.merging import is_named_merge
from app.domain.puzzle.proof import TABLE_SIZES, Proof
from app.domain.scenario import Column, FactKind, Insight, Level, Person, Scenario, Symbol
from app.scenarios.abbreviations import unexplained
from app.scenarios.flaws import FlawList
from app.scenarios.meaning import MOST_WORDS, Placed
from app.scenarios.said import said
from app.scenarios.texts import texts
from app.scenarios.wording import WORDS_OF_A_FACT, place_of_text

WORDS_OF_A_HAND = 300  # a minute and a half at 200 words a minute
MOST_SHARED = 0.4  # of the dealt facts
FEWEST_STRENGTHS = 0.2  # of the facts
MOST_OF_A_ROLE = 0.6  # of the insights
MOST_UNEVEN = 1.5  # largest hand / smallest hand


def check_balance(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    """Every warning and all advice. `proof` is the scenario's own."""
    checks: tuple[Callable[[Placed, FlawList], None], ...] = (
        _check_fact_length,
        _check_hands,
        _check_shares,
        _check_people,
        _check_abbreviations,
        _check_kinds,
        _check_ingredients,
        _check_sets,
        _check_levels,
        _check_decoy_in_sight,
        _check_unused,
    )
    for check in checks:
        check(placed, flaws)
    _check_hubs(placed, proof, flaws)
    _check_unnamed_merges(placed, proof, flaws)


def _check_fact_length(placed: Placed, flaws: FlawList) -> None:
    for fact in placed.scenario.facts:
        for key, text in (("text", fact.text), ("minimum", fact.minimum or "")):
            words = len(text.split())
            if WORDS_OF_A_FACT < words <= MOST_WORDS:
                flaws.put(
                    placed.at("facts", fact.id, key),
                    "long_fact",
                    said("`{fact}` has {words} words", fact=fact.id, words=words),
                )


def _check_hands(placed: Placed, flaws: FlawList) -> None:
    scenario = placed.scenario
    sizes = {role.id: len(scenario.hand_by_role[role.id]) for role in scenario.roles}
    largest = max(sizes, key=lambda role: sizes[role])
    smallest = min(sizes, key=lambda role: sizes[role])
    if sizes[largest] > MOST_UNEVEN * sizes[smallest]:
        words = said(
            "`{largest}` holds {value} facts and `{smallest}` {value_2}",
            largest=largest,
            value=sizes[largest],
            smallest=smallest,
            value_2=sizes[smallest],
        )
        flaws.put(placed.at("roles", smallest, "id"), "uneven_hands", words)
    for role, hand in scenario.hand_by_role.items():
        count = sum(len(scenario.fact_by_id[fact_id].text.split()) for fact_id in hand)
        if count > WORDS_OF_A_HAND:
            flaws.put(
                placed.at("roles", role, "id"),
                "heavy_hand",
                said("`{role}` has {count} words to read", role=role, count=count),
            )


def _check_shares(placed: Placed, flaws: FlawList) -> None:
    facts = placed.scenario.facts
    dealt = sum(len(fact.held_by) for fact in facts)
    shared = sum(len(fact.held_by) for fact in facts if not fact.is_unique)
    strengths = sum(fact.column is Column.STRENGTH for fact in facts)
    place = placed.source.key("facts")
    if shared > MOST_SHARED * dealt:
        flaws.put(
            place,
            "much_shared",
            said(
                "{shared} of {dealt} dealt facts ({share}) are shared",
                shared=shared,
                dealt=dealt,
                share=f"{shared / dealt:.0%}",
            ),
        )
    if strengths < FEWEST_STRENGTHS * len(facts):
        flaws.put(
            place,
            "few_strengths",
            said("{strengths} of {count} facts are strengths", strengths=strengths, count=len(facts)),
        )


def _check_hubs(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    """A hub is a role without which an insight is lost or which some smallest coalition needs."""
    needed = Counter(role for insight in proof.insights for role in frozenset().union(*insight.coalitions))
    for role, count in sorted(needed.items()):
        if count > MOST_OF_A_ROLE * len(proof.insights):
            words = said(
                "`{role}` takes part in {count} of {count_2} insights",
                role=role,
                count=count,
                count_2=len(proof.insights),
            )
            flaws.put(placed.at("roles", role, "id"), "hub_role", words)


def _check_people(placed: Placed, flaws: FlawList) -> None:
    for person in placed.scenario.people:
        about = [fact for fact in placed.scenario.facts if person.id in fact.about]
        place = placed.at("people", person.id, "id")
        if not about:
            flaws.put(place, "person_without_facts", said("no fact is about {person}", person=person.name))
        elif all(fact.column is Column.WORRY for fact in about):
            flaws.put(place, "only_worries", said("every fact about {person} is a worry", person=person.name))
        if _needs_voice(person) and not any(FactKind.VOICE in fact.kinds for fact in about):
            flaws.put(
                place,
                "child_without_voice",
                said("no fact gives {person}'s own words or behaviour", person=person.name),
            )


def _needs_voice(person: Person) -> bool:
    return person.is_child and person.symbol is not Symbol.TRIANGLE and person.died is None


def _check_abbreviations(placed: Placed, flaws: FlawList) -> None:
    for key, word in unexplained(texts(placed.scenario).items(), set(placed.scenario.glossary)):
        what = said("“{word}” is not in the glossary", word=word)
        flaws.put(place_of_text(placed, key), "unexplained_abbreviation", what)


def _check_kinds(placed: Placed, flaws: FlawList) -> None:
    kinds = frozenset().union(*(fact.kinds for fact in placed.scenario.facts))
    if FactKind.RED_HERRING not in kinds:
        flaws.put(placed.source.key("facts"), "no_red_herring", said("no fact leads astray"))
    if FactKind.GAP not in kinds:
        flaws.put(placed.source.key("facts"), "no_gap", said("no fact says what is not known"))
    if not any(insight.is_strength for insight in placed.scenario.insights):
        flaws.put(
            placed.source.key("insights"), "no_strength_insight", said("every insight is about what is wrong")
        )


def _ingredients(insight: Insight) -> frozenset[str]:
    return frozenset().union(*insight.solved_by)


def _check_ingredients(placed: Placed, flaws: FlawList) -> None:
    used = frozenset().union(*(_ingredients(insight) for insight in placed.scenario.insights))
    for fact in placed.scenario.facts:
        place = placed.at("facts", fact.id, "kinds")
        if FactKind.KEY in fact.kinds and fact.id not in used:
            flaws.put(place, "key_not_used", said("no insight needs `{fact}`", fact=fact.id))
        if FactKind.KEY not in fact.kinds and fact.id in used:
            flaws.put(place, "ingredient_not_key", said("an insight needs `{fact}`", fact=fact.id))


def _check_sets(placed: Placed, flaws: FlawList) -> None:
    for insight in placed.scenario.insights:
        for index, larger in enumerate(insight.solved_by):
            others = enumerate(insight.solved_by)
            if any(smaller < larger or (smaller == larger and at < index) for at, smaller in others):
                place = placed.at("insights", insight.id, "solved_by", index)
                flaws.put(place, "set_not_needed", said("another set of this insight asks for less"))


def _check_levels(placed: Placed, flaws: FlawList) -> None:
    missing = [
        level for level in Level if all(insight.level is not level for insight in placed.scenario.insights)
    ]
    for level in missing:
        flaws.put(
            placed.source.key("insights"), "level_missing", said("no insight is {value}", value=level.value)
        )


def _check_decoy_in_sight(placed: Placed, flaws: FlawList) -> None:
    for role in placed.scenario.roles:
        if not placed.scenario.hand_by_role[role.id] & placed.scenario.reads.decoy_from:
            words = said("`{role}` holds nothing that suggests the easy story", role=role.id)
            flaws.put(placed.at("roles", role.id, "id"), "decoy_out_of_sight", words)


def _check_unused(placed: Placed, flaws: FlawList) -> None:
    scenario: Scenario = placed.scenario
    homes = {person.household_id for person in scenario.people}
    for household in scenario.households:
        if household.id not in homes:
            place = placed.at("households", household.id, "id")
            flaws.put(
                place,
                "household_without_people",
                said("nobody lives in `{household}`", household=household.id),
            )
    topics = {fact.topic_id for fact in scenario.facts}
    for topic in scenario.topics:
        if topic.id not in topics:
            place = placed.at("topics", topic.id, "id")
            flaws.put(place, "topic_without_facts", said("no fact has the topic `{topic}`", topic=topic.id))


def _check_unnamed_merges(placed: Placed, proof: Proof, flaws: FlawList) -> None:
    for table in proof.tables:
        for hand in table.hands if table.size in TABLE_SIZES else ():
            if not is_named_merge(placed.scenario, hand):
                roles = [role.id for role in placed.scenario.roles if role.id in hand]
                place = placed.key("roles", roles[0], "merges_with")
                words = said(
                    "at a table of {size}, {names} sit together unnamed",
                    size=table.size,
                    names=" + ".join(roles),
                )
                flaws.put(place, "unnamed_merge", words)
