"""One colour number and one pair of letters per role: on every page, on cards, on the screen."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from app.domain.scenario import RoleId, Scenario

COLOURS = 12
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_MOST_LETTERS = 3
"""A word in small letters up to so long only joins others: "of", "and", "the"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMark:
    """`number`: 1-12 for `data-agency`; `letters`: unlike any other role's; `name`: the role's."""

    number: int
    letters: str
    name: str


def agency_marks(scenario: Scenario) -> Mapping[RoleId, AgencyMark]:
    """A mark for each role, by the order of their ids."""
    marks: dict[RoleId, AgencyMark] = {}
    taken: set[str] = set()
    for index, role in enumerate(sorted(scenario.roles, key=lambda role: role.id)):
        letters = _unlike(role.name, taken)
        taken.add(letters)
        marks[role.id] = AgencyMark(number=index % COLOURS + 1, letters=letters, name=role.name)
    return marks


def _unlike(name: str, taken: Container[str]) -> str:
    """Initials where there are two words, else the first two letters; a third sets twins apart."""
    words = [word for word in _BETWEEN_WORDS.split(name) if word]
    telling = [
        word for word in words if not (len(word) <= _MOST_LETTERS and word.isalpha() and word.islower())
    ]
    first, second, *_rest = [*(telling if len(telling) > 1 else words), "", ""]
    first = first or "?"
    tries = [
        (first[0] + (second[0] if second else first[1:2])).upper(),
        (first[:2] + second[:1]).upper(),
        (first[:1] + second[:2]).upper(),
    ]
    free = next((letters for letters in tries if letters not in taken), None)
    if free:
        return free
    number = 2
    while f"{tries[0]}{number}" in taken:
        number += 1
    return f"{tries[0]}{number}"
