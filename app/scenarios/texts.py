"""The texts of a scenario by their keys, so that words can be in other languages than the one they came in.

A key is the path to the text, with ids in place of numbers wherever a part has one:
`title`, `facts.hv-1.text`, `agenda.share.says.0`, `glossary.GP`. Ids and names of people are never text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from marshmallow import fields

from app.domain.scenario import Scenario
from app.languages.speaking import untranslated
from app.scenarios.fields import Ident, Several, Text
from app.scenarios.flaws import Path
from app.scenarios.groups import Each, One, Part, Wordings
from app.scenarios.schema import ScenarioFile

T = TypeVar("T")


def texts(scenario: Scenario) -> Mapping[str, str]:
    """Every text that people read, by its key, in the order of the file."""
    return texts_of(ScenarioFile, scenario)


def texts_of(part: type[Part], value: object) -> Mapping[str, str]:
    """Every text of one part of a file, by its key."""
    return dict(_texts(part, value, ""))


def replaced(part: type[Part], value: T, replacements: Mapping[str, str]) -> T:
    """One part of a file in other words; what has none stays as it was, held apart as such."""
    known = texts_of(part, value)
    lacking = {key: untranslated(text) for key, text in known.items() if text and key not in replacements}
    told: T = _with_texts(part, value, "", {**known, **lacking, **replacements})
    return told


def with_texts(scenario: Scenario, language: str, replacements: Mapping[str, str]) -> Scenario:
    """The scenario in another language; texts without a replacement stay as they were, held apart as such."""
    known = texts(scenario)
    lacking = {key: untranslated(text) for key, text in known.items() if text and key not in replacements}
    translated: Scenario = _with_texts(ScenarioFile, scenario, "", {**known, **lacking, **replacements})
    return replace(translated, language=language, fallback=scenario.language if lacking else "")


def longest(key: str, part: type[Part] = ScenarioFile) -> int:
    """How many characters the text of this key may have: a translation as many as its base."""
    name, _, rest = key.partition(".")
    field: object = part().fields.get(name)
    if isinstance(field, One):
        return longest(rest, field.part)
    if isinstance(field, Each):
        return longest(rest.partition(".")[2], field.part)
    if isinstance(field, Several):
        field = field.inner
    return field.text.most if isinstance(field, Wordings) else field.most if isinstance(field, Text) else 0


def is_text(path: Path, part: type[Part] = ScenarioFile) -> bool:
    """Whether people read what a file has at this place: no id, number or word of a closed list."""
    if not path:
        return False
    field, rest = part().fields.get(str(path[0])), path[1:]
    match field:
        case One():
            return is_text(rest, field.part)
        case Each():
            return is_text(rest[1:], field.part)
        case Several():
            return _is_prose(field.inner)
        case Wordings():
            return True
        case _:
            return _is_prose(field)


def _is_prose(field: object) -> bool:
    return isinstance(field, Text) and not isinstance(field, Ident)


def _is_translated(field: object) -> bool:
    return isinstance(field, Text) and bool(field.metadata.get("translated"))


@cache
def _fields(part: type[Part]) -> Mapping[str, fields.Field[Any]]:
    """The fields of a part, made once: that costs more than to go through them."""
    return part().fields


def _held(part: type[Part], value: object) -> Iterator[tuple[str, str, fields.Field[Any], Any]]:
    """Each field of a part that has a value: its key, the attribute's name, the field and the value."""
    for key, field in _fields(part).items():
        attribute = field.attribute or key
        held = getattr(value, attribute, None)
        if held is not None:
            yield key, attribute, field, held


def _texts(part: type[Part], value: object, path: str) -> Iterator[tuple[str, str]]:
    for key, _, field, held in _held(part, value):
        match field:
            case Text() if _is_translated(field):
                yield path + key, held
            case Several() if _is_translated(field.inner):
                yield from ((f"{path}{key}.{index}", text) for index, text in enumerate(held))
            case Wordings():
                yield from ((f"{path}{key}.{word}", text) for word, text in held.items())
            case One():
                yield from _texts(field.part, held, f"{path}{key}.")
            case Each():
                for item in held:
                    yield from _texts(field.part, item, f"{path}{key}.{getattr(item, 'id', '')}.")


def _with_texts(part: type[Part], value: Any, path: str, replacements: Mapping[str, str]) -> Any:
    changes: dict[str, Any] = {}
    for key, attribute, field, held in _held(part, value):
        match field:
            case Text() if _is_translated(field):
                changes[attribute] = replacements[path + key]
            case Several() if _is_translated(field.inner):
                changes[attribute] = tuple(replacements[f"{path}{key}.{index}"] for index in range(len(held)))
            case Wordings():
                changes[attribute] = {word: replacements[f"{path}{key}.{word}"] for word in held}
            case One():
                changes[attribute] = _with_texts(field.part, held, f"{path}{key}.", replacements)
            case Each():
                changes[attribute] = tuple(
                    _with_texts(field.part, item, f"{path}{key}.{getattr(item, 'id', '')}.", replacements)
                    for item in held
                )
    return replace(value, **changes)
