# ruff: noqa: E501 - the tables read best with each mutant whole on its line
"""Mutants of the shipped family, made by rules: what a trainer's slip, a careless copy or a wrong idea looks like.

Each has a name, the text, and the code that must tell it; those nobody tells stand in `UNSEEN` with the sentence
that the documents list them by.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.domain.scenario import PhaseKind, Scenario
from app.scenarios import load, shipped
from app.scenarios.flaws import FlawList, Place
from app.scenarios.references import REFERENCES
from app.scenarios.source import SourceFile, parse

TEXT = next(path for path in shipped() if path.name == "button_family.yaml").read_text(encoding="utf-8")
DISTURB = "MARAC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    name: str
    code: str
    text: str


@cache
def family() -> tuple[Scenario, SourceFile]:
    source = parse(TEXT, FlawList(file="shipped"))
    assert source is not None
    return load(TEXT), source


def put(place: Place, value: str, text: str = TEXT) -> str:
    """The text with the value at a place replaced; further lines of it become empty."""
    lines = text.split("\n")
    line = lines[place.line - 1]
    depth = len(line) - len(line.lstrip(" -"))
    lines[place.line - 1] = line[: place.column - 1] + value
    for number in range(place.line, len(lines)):
        if lines[number].strip() and len(lines[number]) - len(lines[number].lstrip()) <= depth:
            break
        lines[number] = ""
    return "\n".join(lines)


def corpus() -> list[Made]:
    """All of them; the same at every call."""
    rules = (slips, keys, words, references, days, hands, minimums, names, twins, cuts, hour, lines)
    return [made for rule in rules for made in rule()]


def at(*path: str | int) -> Place:
    return family()[1].at(*path)


SLIPS = (
    ("an unclosed quote", '"{text}'),
    ("an unclosed apostrophe", "'{text}"),
    ("a colon", "Noted: {text}"),
    ("an at sign", "@{text}"),
    ("a star", "*{text}"),
    ("a per cent sign", "%{text}"),
    ("a back quote", "`{text}"),
    ("a quoted beginning", '"So" {text}'),
    ("an open bracket", "[{text}"),
    ("a brace", "{{{text}"),
)


def slips() -> Iterator[Made]:
    """Each slip in three notes of facts."""
    for number, (name, form) in enumerate(SLIPS):
        for turn in range(3):
            index = (number * 3 + turn) % 46
            text = put(at("facts", index, "note"), form.format(text="somebody saw it"))
            code = "alias_refused" if form[0] == "*" else "bad_yaml"
            yield Made(name=f"{name} in note {index}", code=code, text=text)


def keys() -> Iterator[Made]:
    """A key left out, and a key misspelt, in a part of each kind."""
    wanted = (
        ("people", ("name", "symbol", "intro")),
        ("roles", ("agency", "does", "holds", "threshold", "worry", "alone")),
        ("facts", ("text", "held_by", "about", "topic", "column", "source", "kinds", "note")),
        ("insights", ("title", "statement", "level", "solved_by", "why", "next_step", "ask", "barriers")),
        ("agenda", ("title", "minutes", "aim", "says")),
    )
    source = family()[1]
    for section, of_part in wanted:
        for key in of_part:
            place = source.key(section, 2, key)
            line = TEXT.split("\n")[place.line - 1]
            yield Made(
                name=f"{section} without {key}",
                code="missing_key",
                text=put(place, "" if "- " not in line[:4] else "x: 1"),
            )
            misspelt = key[:-1] + "q" if len(key) > 3 else key + "q"
            value = line[place.column - 1 :].partition(":")[2]
            broken = TEXT.split("\n")
            broken[place.line - 1] = f"{line[: place.column - 1]}{misspelt}:{value}"
            yield Made(name=f"{section} with {misspelt}", code="unknown_key", text="\n".join(broken))


def words() -> Iterator[Made]:
    """A word that is not in its closed list, an id or a number that is none."""
    for path, value, code in (
        (("people", 1, "symbol"), "round", "unknown_value"),
        (("facts", 3, "column"), "worrying", "unknown_value"),
        (("facts", 4, "source"), "heard", "unknown_value"),
        (("facts", 9, "tier"), "spare", "unknown_value"),
        (("facts", 7, "kinds"), "[clue]", "unknown_value"),
        (("facts", 7, "kinds"), "key and voice", "wrong_type"),
        (("insights", 1, "level"), "difficult", "unknown_value"),
        (("insights", 1, "barriers"), "[weather]", "unknown_value"),
        (("agenda", 3, "kind"), "judging", "unknown_value"),
        (("agenda", 3, "minutes"), "two", "wrong_type"),
        (("agenda", 3, "minutes"), "500", "bad_number"),
        (("facts", 2, "id"), "All 3", "bad_id"),
        (("facts", 2, "id"), "003", "bad_id"),
        (("facts", 2, "held_by"), "police, housing", "wrong_type"),
        (("language",), "English", "unknown_language"),
        (("today",), "16.03.2026", "bad_date"),
        (("people", 0, "born"), "June 1957", "bad_date"),
        (("facts", 10, "when"), "2026-02-30", "impossible_date"),
        (("people", 4, "child"), "yes", "wrong_type"),
    ):
        yield Made(name=f"{'.'.join(map(str, path))} is {value}", code=code, text=put(at(*path), value))


def references() -> Iterator[Made]:
    """An id that names nothing, wherever one stands in the file."""
    scenario, source = family()
    for pattern, _ in REFERENCES:
        place = next((at for path, at in source.values.items() if _fits(path, pattern)), None)
        if place is not None:
            line = TEXT.split("\n")[place.line - 1]
            rest = re.sub(r"^[\w-]+", "nobody-here", line[place.column - 1 :])
            text = TEXT.split("\n")
            text[place.line - 1] = line[: place.column - 1] + rest
            name = ".".join(map(str, pattern))
            yield Made(name=f"{name} names nothing", code="unknown_reference", text="\n".join(text))
    for section in ("people", "roles", "facts", "insights", "agenda"):
        first = getattr(scenario, section)[0].id
        yield Made(
            name=f"two {section} of one id", code="duplicate_id", text=put(at(section, 1, "id"), first)
        )


def _fits(path: tuple[str | int, ...], pattern: tuple[str | int, ...]) -> bool:
    return len(path) == len(pattern) and all(
        isinstance(one, int) if other == "*" else one == other
        for one, other in zip(path, pattern, strict=True)
    )


def days() -> Iterator[Made]:
    """Dates that cannot be, and dates that are another day than the text says."""
    scenario, _ = family()
    for index in (6, 11, 16, 21, 26, 31, 36, 41):
        yield Made(
            name=f"fact {index} of next year",
            code="fact_after_today",
            text=put(at("facts", index, "when"), "2027-02"),
        )
    for index, fact in enumerate(scenario.facts):
        if fact.when and re.search(r"\b\d{1,2} (January|February|March|October)\b", fact.text):
            code = (
                "weekday_differs"
                if re.search(r"(Mon|Tues|Wednes|Thurs|Fri)day \d", fact.text)
                else "date_differs"
            )
            other = put(at("facts", index, "when"), "2022-06-05")
            yield Made(name=f"{fact.id} on another day", code=code, text=other)
    for index, person in enumerate(scenario.people):
        if person.born and person.symbol != "triangle":
            born = put(at("people", index, "born"), "2031")
            yield Made(name=f"{person.id} is born in 2031", code="born_after_today", text=born)
            died = put(at("people", index, "born"), f"{person.born.text}\n    died: 2019-05")
            yield Made(name=f"{person.id} died in 2019", code="fact_after_death", text=died)


def hands() -> Iterator[Made]:
    """Each way to each insight in the hand of one role, and sets that ask for too little."""
    scenario, _ = family()
    index_of = {fact.id: index for index, fact in enumerate(scenario.facts)}
    for insight in scenario.insights:
        for way in insight.solved_by:
            text = TEXT
            for fact_id in way:
                text = put(at("facts", index_of[fact_id], "held_by"), "[police]", text)
            yield Made(
                name=f"police alone: {insight.id} by {'+'.join(sorted(way))}",
                code="insight_in_one_role",
                text=text,
            )
    for index, insight in enumerate(scenario.insights):
        text = put(at("insights", index, "solved_by", 0), "[all-1, all-2]")
        yield Made(name=f"{insight.id} by shared facts", code="shared_facts_reach", text=text)


def minimums() -> Iterator[Made]:
    """Minimum wordings that say all, and needs of nobody or everybody."""
    scenario, _ = family()
    for index, fact in enumerate(scenario.facts):
        if fact.minimum is None:
            continue
        place = at("facts", index, "minimum")
        yield Made(name=f"{fact.id} in full", code="minimum_says_all", text=put(place, json.dumps(fact.text)))
        more = json.dumps(f"We know this: {fact.text}")
        yield Made(name=f"{fact.id} and more", code="minimum_not_shorter", text=put(place, more))
        own = f"[{min(fact.held_by)}]"
        needs = put(at("facts", index, "need_to_know"), own)
        yield Made(name=f"{fact.id} for its holder", code="need_to_know_of_holders", text=needs)


def names() -> Iterator[Made]:
    """The man who is not drawn yet, named where everybody reads."""
    scenario, _ = family()
    for index, role in enumerate(scenario.roles):
        text = put(at("roles", index, "worry"), "We have heard of Lee Marsh.")
        yield Made(name=f"{role.id} names Lee", code="hidden_person_named", text=text)
    for index, person in enumerate(scenario.people):
        if person.is_known_at_start:
            text = put(at("people", index, "intro"), "A friend of Lee.")
            yield Made(name=f"the intro of {person.id} names Lee", code="hidden_person_named", text=text)


def twins() -> Iterator[Made]:
    """Two texts that people cannot tell apart."""
    scenario, _ = family()
    for section, key in (
        ("facts", "text"),
        ("facts", "note"),
        ("insights", "title"),
        ("insights", "statement"),
        ("roles", "name"),
    ):
        other = getattr(getattr(scenario, section)[3], key)
        text = put(at(section, 1, key), json.dumps(other))
        yield Made(name=f"two {section} with one {key}", code="equal_texts", text=text)
    text = put(at("reads", "options", 1, "text"), json.dumps(scenario.reads.options[0].text))
    yield Made(name="two options of one text", code="equal_texts", text=text)


def cuts() -> Iterator[Made]:
    """Texts cut by a hash, signs nobody sees, abbreviations nobody explains: in one text of each kind."""
    for path in (
        ("title",),
        ("summary",),
        ("support",),
        ("people", 0, "intro"),
        ("roles", 0, "does"),
        ("facts", 6, "text"),
        ("facts", 6, "note"),
        ("insights", 0, "why"),
        ("agenda", 4, "aim"),
        ("reads", "ask"),
    ):
        name = ".".join(map(str, path))
        for code, words in (
            ("text_cut_at_hash", "Somebody was seen #4 times"),
            ("unseen_sign", "Some\u200bbody was seen there"),
            ("unexplained_abbreviation", f"Somebody told the {DISTURB} of it"),
        ):
            yield Made(name=f"{code} in {name}", code=code, text=put(at(*path), words))


def hour() -> Iterator[Made]:
    """Each step that an hour needs, made into another one."""
    scenario, _ = family()
    codes = {
        PhaseKind.LOBBY: "agenda_begins",
        PhaseKind.FIRST_READ: "agenda_without_reads",
        PhaseKind.ASK_AND_LINK: "agenda_without_linking",
        PhaseKind.SECOND_READ: "agenda_without_reads",
        PhaseKind.REVEAL: "agenda_without_reveal",
        PhaseKind.BARRIERS: "agenda_without_barriers",
        PhaseKind.VOTE: "agenda_without_vote",
        PhaseKind.COMMITMENTS: "agenda_without_commitments",
        PhaseKind.CLOSED: "agenda_ends",
    }
    for index, phase in enumerate(scenario.agenda):
        if phase.kind in codes:
            text = put(at("agenda", index, "kind"), "meaning")
            yield Made(name=f"no {phase.kind.value}", code=codes[phase.kind], text=text)


def lines() -> Iterator[Made]:
    """Lines of the drawing that cannot be, or show somebody too early."""
    added = "relations:\n  - {%s}"
    for name, line, code in (
        ("a second husband", "kind: married, people: [kerry, rita]", "several_couples"),
        ("married to her son", "kind: married, people: [kerry, sam]", "couple_of_kin"),
        ("a circle", "kind: parent, people: [sam, joan]", "parent_circle"),
        ("a line to herself", "kind: close, people: [ivy, ivy]", "relation_to_self"),
        ("a line before birth", "kind: close, people: [ivy, rita], since: 2001", "relation_before_birth"),
        ("a line to Lee", "kind: close, people: [lee, rita]", "relation_shows_hidden"),
        ("shown by others", "kind: close, people: [ivy, rita], shown_by: [gp-5]", "shown_by_others"),
        ("the same line again", "kind: parent, people: [joan, kerry]", "repeated_relation"),
        ("twins of two ages", "kind: identical, people: [sam, ivy]", "not_twins"),
    ):
        yield Made(name=name, code=code, text=TEXT.replace("relations:", added % line, 1))
    yield Made(
        name="Ivy above Kerry",
        code="child_above_parent",
        text=put(at("people", 5, "position"), "{x: 1.5, y: -2}"),
    )
    yield Made(
        name="Sam on Ivy", code="people_overlap", text=put(at("people", 4, "position"), "{x: 1, y: 2}")
    )


UNSEEN = (
    ("A fact is about another person than its `about` says.", ("facts", 6, "about"), "[rita]"),
    ("A fact has a topic it does not belong to.", ("facts", 6, "topic"), "pregnancy"),
    ("A strength is listed as a neutral fact.", ("facts", 17, "column"), "neutral"),
    ("A fact was seen, not told.", ("facts", 18, "source"), "seen"),
    (
        "An insight says less, more or something else than its facts show.",
        ("insights", 0, "statement"),
        "Everything will be well.",
    ),
    ("The big picture names somebody who is to blame.", ("big_picture", "statement"), "Kerry is to blame."),
    ("A fact is not what its agency would hold.", ("facts", 7, "held_by"), "[secondary-school]"),
    (
        "A minimum wording says something other than the full one.",
        ("facts", 30, "minimum"),
        "Something about letters.",
    ),
    ("A note tells the wrong story at the reveal.", ("facts", 8, "note"), "He had a cold."),
    (
        "A text names a trade, a place or a group unkindly.",
        ("roles", 0, "alone"),
        "You would think of a bad lot.",
    ),
)
"""What no check sees; the documents list these sentences."""
