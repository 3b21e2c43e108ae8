"""What is wrong with words themselves: twice the same, signs nobody sees, dates, names of another family."""

import re
from collections.abc import Iterator

from app.domain.scenario import Scenario
from app.languages.known import code_of, is_language
from app.scenarios.days_in_texts import Mistake, mistakes
from app.scenarios.flaws import FlawList, Place
from app.scenarios.meaning import Placed
from app.scenarios.said import said
from app.scenarios.texts import texts

UNSEEN = re.compile("[\u200b\u2060\u00ad]")
"""Signs that nobody sees and no script needs; joiners stay, which some are made of."""
WORDS_OF_A_FACT = 25
MOST_SIGNS, SIGNS_OF_A_FACT = 300, 180
"""Of a fact: refused above, long above. Words say little where they are long, or not parted by spaces."""

SHIPPED_FAMILY = "button-family"
NAMES_OF_SHIPPED_FAMILY = (
    *("Joan", "Rita", "Fenn", "Kerry", "Lee", "Marsh", "Sam", "Ivy", "Button", "Buttons"),
    *("Tanner's Row", "Mill Court", "Hazel Lane", "Millbrook"),
)
"""Held against the file by a test, so that checking another file needs not read it."""


def check_wording(placed: Placed, flaws: FlawList) -> None:
    """Everything about words of the scenario's own language."""
    _check_language(placed, flaws)
    _check_equal(placed, flaws)
    for key, text in texts(placed.scenario).items():
        check_unseen(place_of_text(placed, key), text, flaws)
    for fact in placed.scenario.facts:
        for key, text in (("text", fact.text), ("minimum", fact.minimum or "")):
            place = placed.at("facts", fact.id, key)
            if len(text.split()) <= WORDS_OF_A_FACT:  # else it is told as long already
                check_signs(place, fact.id, text, flaws)
            put_mistake(place, mistakes(text, fact.when, placed.scenario.language), flaws)
    _check_names(placed, flaws)


def place_of_text(placed: Placed, key: str) -> Place:
    """Where the text of this key (app/scenarios/texts.py) stands in the file."""
    path: list[str | int] = []
    value: object = placed.source.value
    rest = key.split(".")
    while rest and value is not None:
        if isinstance(value, list):
            ids = [str(item.get("id")) if isinstance(item, dict) else "" for item in value]
            at = ids.index(rest[0]) if rest[0] in ids else int(rest[0]) if rest[0].isdecimal() else None
            if at is None or at >= len(value):
                break
            path.append(at)
            value, rest = value[at], rest[1:]
        elif isinstance(value, dict):
            word = rest[0] if rest[0] in value else ".".join(rest)
            if word not in value:
                break
            path.append(word)
            value, rest = value[word], rest[1:] if word == rest[0] else []
        else:
            break
    return placed.source.at(*path)


def check_unseen(place: Place, text: str, flaws: FlawList) -> None:
    if found := UNSEEN.search(text):
        flaws.put(place, "unseen_sign", said("U+{number} stands in the text", number=f"{ord(found[0]):04X}"))


def check_signs(place: Place, name: str, text: str, flaws: FlawList) -> None:
    """A fact by its length in signs."""
    code = "fact_too_long" if len(text) > MOST_SIGNS else "long_fact" if len(text) > SIGNS_OF_A_FACT else ""
    if code:
        flaws.put(place, code, said("`{fact}` has {count} signs", fact=name, count=len(text)))


def put_mistake(place: Place, mistake: Mistake | None, flaws: FlawList) -> None:
    if mistake is not None:
        flaws.put(place, mistake.code, mistake.what)


def _check_language(placed: Placed, flaws: FlawList) -> None:
    language = placed.scenario.language
    if not is_language(language):
        code = code_of(language)
        mend = said("Write `{code}`.", code=code) if code else None
        what = said("`{language}` is no code of a language", language=language)
        flaws.put(placed.source.at("language"), "unknown_language", what, mend)


def _check_equal(placed: Placed, flaws: FlawList) -> None:
    for section, key, of in _told_apart(placed.scenario):
        first: dict[str, str] = {}
        for part_id, text in of:
            bare = " ".join(text.casefold().strip(" .!?").split())
            other = first.setdefault(bare, part_id)
            if other != part_id:
                what = said("`{one}` and `{other}` say the same", one=other, other=part_id)
                place = (
                    place_of_text(placed, f"reads.options.{part_id}.text")
                    if section == "options"
                    else placed.at(section, part_id, key)
                )
                flaws.put(place, "equal_texts", what)


def _told_apart(scenario: Scenario) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """What people must be able to tell from each other: the section, the key, each text by its part's id."""
    yield "facts", "text", [(fact.id, fact.text) for fact in scenario.facts]
    yield "facts", "note", [(fact.id, fact.note) for fact in scenario.facts]
    yield "insights", "title", [(one.id, one.title) for one in scenario.insights]
    yield "insights", "statement", [(one.id, one.statement) for one in scenario.insights]
    yield "roles", "name", [(role.id, role.name) for role in scenario.roles]
    yield "roles", "short", [(role.id, role.called) for role in scenario.roles]
    yield "topics", "name", [(topic.id, topic.name) for topic in scenario.topics]
    yield "people", "name", [(person.id, person.name) for person in scenario.people]
    yield "households", "name", [(one.id, one.name) for one in scenario.households]
    yield "options", "text", [(option.id, option.text) for option in scenario.reads.options]


def _check_names(placed: Placed, flaws: FlawList) -> None:
    """Names of the family that comes with the program, in a file that was made from it."""
    scenario = placed.scenario
    if scenario.id == SHIPPED_FAMILY:
        return
    own = " ".join(
        [*(name for one in scenario.people for name in (one.name, *one.also_known_as)), scenario.title]
        + [one.name for one in scenario.households]
    ).split()
    left = [name for name in NAMES_OF_SHIPPED_FAMILY if name not in own]
    if not left:
        return
    pattern = re.compile(rf"(?<![\w’'])({'|'.join(map(re.escape, left))})(?=\W|$)")
    for key, text in texts(scenario).items():
        if found := pattern.search(text):
            what = said("“{name}” belongs to the Button family", name=found[0])
            flaws.put(place_of_text(placed, key), "name_of_other_family", what)
