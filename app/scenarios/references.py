"""Ids name one thing each, and every reference names something that exists."""

import re
from collections.abc import Iterator
from typing import Any

from app.scenarios.fields import ID_PATTERN, nearest
from app.scenarios.flaws import FlawList, Path
from app.scenarios.said import Said, said
from app.scenarios.source import SourceFile

WITH_IDS: tuple[Path, ...] = (
    ("households",),
    ("people",),
    ("roles",),
    ("topics",),
    ("facts",),
    ("contradictions",),
    ("insights",),
    ("reads", "options"),
    ("agenda",),
    ("injects",),
)

# where references stand ("*" is any item of a list), and the section they point into
REFERENCES: tuple[tuple[Path, str], ...] = (
    (("people", "*", "household"), "households"),
    (("relations", "*", "people", "*"), "people"),
    (("relations", "*", "shown_by", "*"), "facts"),
    (("roles", "*", "merges_with", "*"), "roles"),
    (("facts", "*", "held_by", "*"), "roles"),
    (("facts", "*", "about", "*"), "people"),
    (("facts", "*", "topic"), "topics"),
    (("facts", "*", "need_to_know", "*"), "roles"),
    (("contradictions", "*", "facts", "*"), "facts"),
    (("contradictions", "*", "resolved_by", "*"), "facts"),
    (("insights", "*", "solved_by", "*", "*"), "facts"),
    (("insights", "*", "needs_full", "*"), "facts"),
    (("reads", "decoy_from", "*"), "facts"),
    (("injects", "*", "to", "*"), "roles"),
    (("injects", "*", "phase"), "agenda"),
    (("injects", "*", "facts", "*"), "facts"),
)

# two equal names here are another flaw: relation_to_self, contradiction_of_one
_JUDGED_ELSEWHERE = (("relations", "people"), ("contradictions", "facts"))


def check_references(source: SourceFile, flaws: FlawList) -> None:
    for with_ids in WITH_IDS:
        _check_ids(source, with_ids, flaws)
    for pattern, section in REFERENCES:
        known = [str(value) for _, value in _find(source.value, (section, "*", "id"))]
        _check_known(source, pattern, section, known, flaws)


def _check_ids(source: SourceFile, section: Path, flaws: FlawList) -> None:
    first_by_id: dict[str, Path] = {}
    for path, value in _find(source.value, (*section, "*", "id")):
        first = first_by_id.setdefault(value, path)
        if first != path:
            line = source.at(*first).line
            flaws.put(
                source.at(*path),
                "duplicate_id",
                said("`{value}` is already used in line {line}", value=value, line=line),
            )


def _check_known(source: SourceFile, pattern: Path, section: str, known: list[str], flaws: FlawList) -> None:
    seen: set[tuple[Path, str]] = set()
    names = set(known)
    for path, value in _find(source.value, pattern):
        if value not in names:
            what = said("`{value}` is not among the {section}", value=value, section=section)
            around = _list_around(source.value, path)
            mend = _meant(value, section, [name for name in known if name not in around])
            flaws.put(source.at(*path), "unknown_reference", what, mend)
        elif (path[:-1], value) in seen and (path[0], path[2]) not in _JUDGED_ELSEWHERE:
            flaws.put(source.at(*path), "repeated_reference", said("`{value}` is named twice", value=value))
        if isinstance(path[-1], int):
            seen.add((path[:-1], value))


def _meant(value: str, section: str, known: list[str]) -> Said | None:
    """The id that was probably meant; never one that is no id itself, or stands in the same list already."""
    near = nearest(value, [name for name in known if re.fullmatch(ID_PATTERN, name)])
    if near is None:
        return None
    if not re.fullmatch(ID_PATTERN, value):
        return said("Write `{near}`.", near=near)
    return said("Write `{near}`, or add `{value}` to {section}.", near=near, value=value, section=section)


def _list_around(value: Any, path: Path) -> list[object]:
    """What else stands in the list of this reference; nothing where it is no list."""
    for step in path[:-1]:
        value = value[step]
    return value if isinstance(value, list) else []


def _find(value: object, pattern: Path, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text at the end of the pattern, with its path; whatever has another shape is left out."""
    if not pattern:
        if isinstance(value, str):
            yield path, value.strip()
    elif pattern[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else []):
            yield from _find(item, pattern[1:], (*path, index))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _find(value[pattern[0]], pattern[1:], (*path, pattern[0]))
