"""The reference of scenario format 1: every key with its default and closed list, every flaw with its mend.

`run.py scenario reference` prints it; docs/scenario-reference.md is this text, and a test compares the two.
"""

from collections.abc import Iterator, Mapping

from marshmallow import missing
from marshmallow.fields import Field

from app.scenarios.dates import Day, Moment
from app.scenarios.fields import Choice, Flag, FormatNumber, Ident, Number, Several, Text
from app.scenarios.flaws import (
    BALANCE_FLAWS,
    FAMILY_FLAWS,
    FILE_FLAWS,
    MEANING_FLAWS,
    SHAPE_FLAWS,
    TRANSLATION_FLAWS,
)
from app.scenarios.groups import Each, One, Part, Wordings
from app.scenarios.likely_flaws import HOUR_FLAWS, KINSHIP_FLAWS, SECRET_FLAWS, WORDING_FLAWS
from app.scenarios.meanings import MEANINGS
from app.scenarios.schema import ScenarioFile, TranslationFile
from app.scenarios.severity import FlawKind

_HEAD = """\
# Scenario format 1: the reference

Made from the program by `python3 run.py scenario reference`. How to write a file: the
[tutorial](scenario-tutorial.md); what each part is for: [scenario-format.md](scenario-format.md).

## All keys

Keys marked * must be given; the others show what they are without."""

_FLAWS = """\
## All flaws

The code is stable: scripts may rely on it. Where the program knows a better mend than the one listed, and
has tried it, it says that instead."""

_SECTIONS: tuple[tuple[str, Mapping[str, FlawKind]], ...] = (
    ("The file", FILE_FLAWS),
    ("The shape", SHAPE_FLAWS),
    ("The family", FAMILY_FLAWS | KINSHIP_FLAWS),
    ("The puzzle", MEANING_FLAWS),
    ("What stays unsaid", SECRET_FLAWS),
    ("The balance", BALANCE_FLAWS),
    ("The hour", HOUR_FLAWS),
    ("The words", WORDING_FLAWS),
    ("Language files", TRANSLATION_FLAWS),
)


def reference() -> str:
    """The whole as Markdown, with a newline at its end."""
    return "\n".join([_HEAD, *_keys(), "", _FLAWS, *_flaws(), ""])


def _keys() -> Iterator[str]:
    yield from _part("The file", ScenarioFile)
    seen: set[type[Part]] = set()
    waiting: list[tuple[str, type[Part]]] = _inner(ScenarioFile)
    while waiting:
        name, part = waiting.pop(0)
        if part not in seen:
            seen.add(part)
            yield from _part(f"`{name}`", part)
            waiting = _inner(part) + waiting
    yield from _part("A language file", TranslationFile)


def _inner(part: type[Part]) -> list[tuple[str, type[Part]]]:
    return [(key, field.part) for key, field in part().fields.items() if isinstance(field, One | Each)]


def _part(title: str, part: type[Part]) -> Iterator[str]:
    yield from ("", f"### {title}", "", "| key | value | without it | meaning |", "|---|---|---|---|")
    for key, field in part().fields.items():
        star = "*" if field.required else ""
        about = field.metadata.get("description", "")
        yield f"| `{key}`{star} | {_kind(field)} | {_default(field)} | {about} |"


def _kind(field: Field) -> str:  # type: ignore[type-arg]  # any field of a part
    match field:
        case FormatNumber():
            return "1"
        case Ident():
            return "id"
        case Text():
            return f"text, at most {field.most} characters"
        case Choice():
            return "one of " + ", ".join(f"`{word.value}`" for word in field.words)
        case Flag():
            return "`true` or `false`"
        case Number():
            return (
                f"number from {field.least} to {field.most}, {'halves allowed' if field.halves else 'whole'}"
            )
        case Day():
            return "day"
        case Moment():
            return "day, month, year or span" if field.spans else "day, month or year"
        case Several():
            return f"list of {_count(field.least, field.most)}: {_kind(field.inner)}"
        case Each():
            return f"list of {_count(field.least, field.most)} parts, see below"
        case One():
            return "keys, see below"
        case Wordings():
            return "texts by word"
    raise TypeError(field)


def _count(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _default(field: Field) -> str:  # type: ignore[type-arg]  # any field of a part
    if field.required or field.load_default is missing:
        return ""
    value = field.load_default
    if value in (list, dict):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "none" if value is None else f"`{value}`"


def _flaws() -> Iterator[str]:
    for title, kinds in _SECTIONS:
        head = "| code | severity | what it means | how to mend it |"
        yield from ("", f"### {title}", "", head, "|---|---|---|---|")
        for code, kind in kinds.items():
            yield f"| `{code}` | {kind.severity.value} | {MEANINGS[code]} | {kind.mend} |"
