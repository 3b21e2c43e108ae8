"""A new scenario to write on: from a skeleton by six answers, or as a copy that is told apart from what it
came from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.scenarios.editing.operations import edited, value_of
from app.scenarios.editing.splices import Edit, Kind
from app.scenarios.skeleton import SIZES, id_of, skeleton

MINUTES = (45, 60, 90)
MOST_CHILDREN = 4
SECTORS: Mapping[str, tuple[str, ...]] = {
    "all": (),
    "school": ("school", "nursery", "youth", "library"),
    "health": ("health", "nursery", "early-help"),
    "housing": ("housing", "pantry", "early-help", "police"),
}
"""Which roles take part first, where the hour is about one sector."""
TONES: Mapping[str, str] = {
    "hopeful": "Some strain in a family that manages. Nobody is hurt.",
    "serious": "A family under lasting strain, and worries about a child.",
}
"""What the content note says until somebody writes it anew."""
_LONGER = {
    45: {
        "share": 8,
        "ask-and-link": 8,
        "meaning": 3,
        "commitments": 5,
        "barriers": 3,
        "check-out": 1,
        "welcome": 3,
        "vote": 2,
    },
    90: {"share": 20, "ask-and-link": 18, "meaning": 12, "commitments": 12, "barriers": 8, "reveal": 6},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is asked before a new family is begun: its name, agencies, minutes, children, sector, language
    and tone.
    """

    name: str
    roles: int = 6
    minutes: int = 60
    children: int = 1
    sector: str = "all"
    language: str = "en"
    tone: str = "hopeful"


def started(answers: Answers) -> str:
    """The text of a scenario as the answers want it. Raises ValueError where one of them is none that is
    offered.
    """
    if answers.roles not in SIZES or answers.minutes not in MINUTES or answers.sector not in SECTORS:
        raise ValueError("no such answer")
    if answers.tone not in TONES or not 1 <= answers.children <= MOST_CHILDREN:
        raise ValueError("no such answer")
    text = skeleton(answers.name, answers.roles, SECTORS[answers.sector])
    return edited(text, list(_wanted(answers, _roles_in(text))))


def _roles_in(text: str) -> Sequence[str]:
    value = value_of(text)
    assert isinstance(value, dict)
    return [str(role["id"]) for role in value["roles"]]


def _wanted(answers: Answers, roles: Sequence[str]) -> Iterator[Edit]:
    yield _set("language", value=answers.language)
    yield _set("content_notes", 0, value=TONES[answers.tone])
    for step, minutes in _LONGER.get(answers.minutes, {}).items():
        yield _set("agenda", step, "minutes", value=minutes)
    for number in range(2, answers.children + 1):
        child, holder = f"child-{number}", roles[-number + 1]
        yield Edit(kind=Kind.ADD, path=("people",), at=-1, value=_child(number))
        for parent in ("mother", "father"):
            relation = {"kind": "parent", "people": [parent, child]}
            yield Edit(kind=Kind.ADD, path=("relations",), at=-1, value=relation)
        yield Edit(kind=Kind.ADD, path=("facts",), at=-1, value=_voice(number, holder))


def _child(number: int) -> dict[str, object]:
    return {
        "id": f"child-{number}",
        "name": f"Child {number}",
        "symbol": "diamond",
        "position": {"x": number, "y": 1},
        "household": "home",
        "born": 2015 + number,
        "child": True,
        "intro": f"What everybody knows of child {number}.",
    }


def _voice(number: int, holder: str) -> dict[str, object]:
    """Each child speaks: the check asks for it."""
    return {
        "id": f"voice-{number}",
        "text": f"What child {number} says or does, in their own way.",
        "held_by": [holder],
        "about": [f"child-{number}"],
        "topic": "home",
        "when": "2026-02",
        "column": "neutral",
        "source": "seen",
        "kinds": ["voice"],
        "note": f"What you say of child {number} at the reveal.",
    }


def copied(text: str, name: str, people: Mapping[str, str]) -> str:
    """A copy under another name, with the people's new names by their ids; texts stay, and the check lists
    leftovers.

    Raises ValueError where the name cannot be made an id, EditRefused where the text cannot be read.
    """
    edits = [_set("id", value=id_of(name)), _set("title", value=name), _set("version", value="0.1.0")]
    edits += [_set("people", person, "name", value=new) for person, new in people.items() if new]
    return edited(text, edits)


def names_in(text: str) -> Mapping[str, str]:
    """The people of a text, by id, as it calls them; none where it cannot be read."""
    value = value_of(text)
    people = value.get("people") if isinstance(value, dict) else None
    named = [one for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    return {str(one["id"]): str(one["name"]) for one in named if "id" in one and "name" in one}


def _set(*path: str | int, value: object) -> Edit:
    return Edit(kind=Kind.SET, path=path, value=value)
