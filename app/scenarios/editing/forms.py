"""What fields the parts of a scenario have, for the page that shows them: made from the schema itself."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from marshmallow import fields

from app.scenarios.dates import Day, Moment
from app.scenarios.fields import Choice, Flag, Ident, Number, Several, Text
from app.scenarios.groups import Each, One, Part, Wordings
from app.scenarios.schema import LINE, PARAGRAPH, ScenarioFile

REFERENCES = {
    "household": "households",
    "topic": "topics",
    "held_by": "roles",
    "need_to_know": "roles",
    "merges_with": "roles",
    "to": "roles",
    "about": "people",
    "people": "people",
    "shown_by": "facts",
    "resolved_by": "facts",
    "facts": "facts",
    "solved_by": "facts",
    "needs_full": "facts",
    "decoy_from": "facts",
    "phase": "agenda",
}
"""What the ids of a key name: the part of the file they are chosen from."""


def form() -> Mapping[str, Any]:
    """Every field of a scenario, by key, in the order of the schema; those of a part within `fields`."""
    return _form(ScenarioFile())


def _form(part: Part) -> dict[str, Any]:
    return {key: _field(key, field) for key, field in part.fields.items()}


def _field(key: str, field: fields.Field[Any]) -> dict[str, Any]:
    is_optional = not field.required
    told: dict[str, Any] = {"optional": True} if is_optional else {}
    match field:
        case Each():
            return told | {
                "kind": "parts",
                "fields": _form(field.part()),
                "least": field.least,
                "most": field.most,
            }
        case One():
            return told | {"kind": "part", "fields": _form(field.part())}
        case Wordings():
            return told | {"kind": "wordings", "most": field.text.most}
        case Several():
            return told | _several(key, field)
        case Choice():
            return told | {"kind": "choice", "words": [word.value for word in field.words]} | _default(field)
        case Flag():
            return told | {"kind": "flag", "default": bool(field.load_default)}
        case Moment():
            return told | {"kind": "moment"}
        case Day():
            return told | {"kind": "day"}
        case Ident():
            return told | (
                {"kind": "one_of", "from": REFERENCES[key]} if key in REFERENCES else {"kind": "id"}
            )
        case Number():
            return told | {"kind": "number", "least": field.least, "most": field.most, "halves": field.halves}
        case Text():
            return told | {"kind": "text", "most": field.most, "rows": _rows(field.most)}
        case _:
            return told | {"kind": "fixed"}


def _several(key: str, field: Several) -> dict[str, Any]:
    inner = field.inner
    counted = {"least": field.least, "most": field.most}
    if key == "solved_by":
        return {"kind": "sets", "from": REFERENCES[key], **counted}
    if isinstance(inner, Choice):
        return {"kind": "words", "words": [word.value for word in inner.words], **counted}
    if isinstance(inner, Ident):
        return {"kind": "some_of", "from": REFERENCES.get(key, ""), **counted}
    most = inner.most if isinstance(inner, Text) else LINE
    return {"kind": "texts", "most_signs": most, "rows": _rows(most), **counted}


def _rows(most: int) -> int:
    """Lines of a box: one for a name, more for what is read."""
    return 1 if most < LINE else 2 if most < PARAGRAPH else 4


def _default(field: Choice) -> dict[str, Any]:
    return {"default": field.load_default.value} if isinstance(field.load_default, Enum) else {}
