"""The scenario files in the folder: which may be opened, which are drafts, and what is wrong with each.

What the check calls an error keeps a file from being opened as a workshop: it is a draft.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path as FilePath

from app.scenarios.checks import Check, check
from app.scenarios.flaws import FlawList, Place, Severity
from app.scenarios.said import said
from app.scenarios.translation import language_files


class State(StrEnum):
    READY = "ready"
    WARNINGS = "warnings"
    DRAFT = "draft"


def state_of(check: Check) -> State:
    """Of a scenario that is in no file: it has no language files."""
    if check.has_errors:
        return State.DRAFT
    is_warned = any(flaw.severity is Severity.WARNING for flaw in check.flaws)
    return State.WARNINGS if is_warned else State.READY


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A scenario file with its check, and those of the language files beside it."""

    path: FilePath
    check: Check
    languages: tuple[Check, ...]

    @property
    def errors(self) -> int:
        return sum(flaw.is_error for flaw in self.check.flaws)

    @property
    def warnings(self) -> int:
        """What weakens it; so does an error in a language file, which is left out when it is opened."""
        own = sum(flaw.severity is Severity.WARNING for flaw in self.check.flaws)
        return own + sum(flaw.severity is not Severity.ADVICE for one in self.languages for flaw in one.flaws)

    @property
    def state(self) -> State:
        if self.errors:
            return State.DRAFT
        return State.WARNINGS if self.warnings else State.READY


def shelved(path: FilePath) -> Shelved:
    """One file, checked with its language files."""
    return Shelved(path=path, check=check(path), languages=tuple(map(check, language_files(path).values())))


def told_apart(files: Sequence[Shelved]) -> tuple[Shelved, ...]:
    """The same files; of two with one id each says which other file has it, too."""
    checks = with_equal_ids([file.check for file in files])
    return tuple(replace(file, check=one) for file, one in zip(files, checks, strict=True))


def check_all(paths: Sequence[FilePath]) -> list[Check]:
    """Every file, and among them the scenarios that have one id."""
    return with_equal_ids([check(path) for path in paths])


def with_equal_ids(checks: Sequence[Check]) -> list[Check]:
    """The checks, with a flaw in each whose id another has, too. Language files share theirs on purpose."""
    named = [one.scenario.id if one.scenario and one.proof else None for one in checks]
    twice = {name for name, count in Counter(named).items() if name and count > 1}
    return [
        _told(one, [other.file for other in checks if other is not one and _id_of(other) == name])
        if name in twice
        else one
        for one, name in zip(checks, named, strict=True)
    ]


def _id_of(one: Check) -> str | None:
    return one.scenario.id if one.scenario and one.proof else None


def _told(one: Check, others: Sequence[str]) -> Check:
    names = ", ".join(FilePath(other).name for other in others)
    flaws = FlawList(file=one.file)
    what = said("{files} has the id `{id}`, too", files=names, id=_id_of(one))
    flaws.put(_place_of_id(FilePath(one.file)), "id_of_two_files", what)
    both = sorted((*one.flaws, *flaws.sorted()), key=lambda flaw: flaw.place)
    return replace(one, flaws=tuple(both))


def _place_of_id(path: FilePath) -> Place:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        text = ""
    found = re.search(r"^id:", text, re.MULTILINE)
    return Place(line=text[: found.start()].count("\n") + 1 if found else 1, column=1)
