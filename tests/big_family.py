"""The largest picture the scenario format allows: three hundred facts, twenty people, twelve roles.

Put together from the shipped scenario: its agenda, its facts and its insights stay, so that the app's own
check finds no error; people, roles and supporting facts are added until the format's limits are reached.
"""

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from app.scenarios import shipped

FACTS = 300
TODAY = date(2026, 3, 16)

# name, symbol, x, y, household, born, died
_RELATIVES = (
    ("Maud Button", "circle", 1.5, -1, None, "1931-04", "2024-02"),
    ("Edith Marsh", "circle", 5, -1, "sea-view", "1934-08", None),
    ("George Button", "square", -0.5, 0, None, "1955-02", "2019-11"),
    ("Derek Marsh", "square", 5, 0, "sea-view", "1958-09", None),
    ("Pauline Marsh", "circle", 6.5, 0, None, "1960-01", None),
    ("Craig Hollis", "square", 0.5, 1, "harbour", "1987-05", None),
    ("Danuta Nowak-Hollis", "circle", -1, 1, "harbour", "1991-12", None),
    ("Terri Marsh", "circle", 5.5, 1, None, "1984-06", None),
    ("Robin Ellery", "diamond", 6.5, 1, None, "1983", None),
    ("Kamil Hollis", "square", -1, 2, "harbour", "2020-02-11", None),
    ("Zofia Hollis", "circle", 4.5, 2, None, "2013-07-04", None),
    ("Milly Hollis", "circle", 5.5, 2, None, "2013-07-04", None),
    ("Somebody", "question", 6.5, 2, None, None, None),
)
_LINES: tuple[tuple[Any, ...], ...] = (
    ("parent", "maud", "george"),
    ("divorced", "george", "joan", "1985", "2003"),
    ("parent", "george", "kerry"),
    ("parent", "edith", "derek"),
    ("married", "derek", "pauline", "1982"),
    ("parent", "derek", "lee"),
    ("parent", "derek", "terri"),
    ("parent", "pauline", "terri"),
    ("separated", "danuta", "craig", "2019", "2024"),
    ("parent", "craig", "kamil"),
    ("parent", "danuta", "kamil"),
    ("parent", "craig", "sam"),
    ("married", "terri", "robin", "2016"),
    ("distant", "craig", "sam"),
    ("conflict", "kerry", "craig"),
    ("cut_off", "george", "danuta"),
    ("cares_for", "terri", "edith"),
)
_ROLES = (
    ("housing-support", "Tenancy support worker", "Borough council", "Tenancy"),
    ("midwife", "Community midwife", "County maternity service", "Midwife"),
    ("probation", "Probation practitioner", "Probation service", "Probation"),
    ("sight-charity", "Eye clinic liaison officer", "A sight loss charity", "Eye clinic"),
)
_HOMES = (("sea-view", "Sea View, ground floor"), ("harbour", "3 Harbour Steps"))
_TELLINGS = (
    "Rang on {day} and left a message with somebody who said that it would be passed on.",
    "A neighbour mentioned it at the door; nobody wrote down who, or when it was first noticed by anyone.",
    "Came to the drop-in with the children, stayed until the end, cheerful, and helped to stack the chairs.",
    "Missed the appointment on {day}. A letter with a new one has gone out to the address we have.",
    "Was early, on {day}, for once.",
    "Asked twice, in passing, whether there is somebody to read a form aloud before it must be signed.",
    "The grandmother used to do this on Tuesdays. Since autumn it is the boy, on his bike, after his meal.",
)
_KEYS = ("more-9", "more-10", "more-11", "more-12")


@cache
def big_family() -> str:
    """The scenario's text, in the part of YAML that is JSON."""
    text = next(path for path in shipped() if path.stem == "button_family").read_text(encoding="utf-8")
    told: dict[str, Any] = YAML(typ="safe").load(text)
    told |= {"id": "big-family", "title": "The Button Family and all their relations", "today": str(TODAY)}
    told["households"] += [{"id": id, "name": name} for id, name in _HOMES]
    told["people"] += [_person(*relative) for relative in _RELATIVES]
    told["relations"] += [_line(*line) for line in _LINES]
    told["roles"] += [_role(*role) for role in _ROLES]
    told["facts"] += [_fact(number, told) for number in range(FACTS - len(told["facts"]))]
    told["insights"].append(_insight())
    return json.dumps(told, default=str)


def _person(
    name: str, symbol: str, x: float, y: float, home: str | None, born: str | None, died: str | None
) -> dict[str, Any]:
    child = {"child": True} if born and born[:4] > "2008" else {}
    details = {"household": home, "born": born, "died": died}
    return {
        "id": name.split()[0].lower(),
        "name": name,
        "symbol": symbol,
        "position": {"x": x, "y": y},
        "intro": f"{name}, of the wider family.",
        **{key: value for key, value in details.items() if value},
        **child,
    }


def _line(kind: str, one: str, other: str, since: str = "", until: str = "") -> dict[str, Any]:
    years = {"since": since, "until": until}
    return {"kind": kind, "people": [one, other], **{key: year for key, year in years.items() if year}}


def _role(id: str, name: str, agency: str, short: str) -> dict[str, Any]:
    said = dict.fromkeys(("does", "holds", "threshold", "worry", "alone"), f"What {name} would say.")
    return {"id": id, "name": name, "agency": agency, "short": short, **said, "merges_with": ["early-help"]}


def _fact(number: int, told: dict[str, Any]) -> dict[str, Any]:
    """The facts go round the roles and the people, back through three years; some have no date."""
    roles, people, topics = told["roles"], told["people"], told["topics"]
    alive = [one["id"] for one in people if not one.get("died") and one["symbol"] != "triangle"]
    day = TODAY - timedelta(days=(number * 37) % 1100)
    about = [alive[number % len(alive)]]
    if number % 3 == 0:
        about.append(alive[(number * 5 + 1) % len(alive)])
    return {
        "id": f"more-{number + 1}",
        "text": _TELLINGS[number % len(_TELLINGS)].format(day=f"{day.day} {day:%B}"),
        "held_by": [roles[number % len(roles)]["id"]],
        "about": list(dict.fromkeys(about)),
        "topic": topics[number % len(topics)]["id"],
        **({"when": str(day)} if number % 6 else {}),
        "column": ("worry", "strength", "neutral", "worry", "strength")[number % 5],
        "source": ("seen", "told", "recorded")[number % 3],
        "kinds": ["key" if f"more-{number + 1}" in _KEYS else "gap" if number % 25 == 24 else "supporting"],
        "note": "It is one of many.",
    }


def _insight() -> dict[str, Any]:
    """What the four roles that were added know together: without it nobody would need them."""
    return {
        "id": "four-more",
        "title": "Four more who could help",
        "statement": "Four services that nobody had thought of know the family as well.",
        "level": "hard",
        "solved_by": [list(_KEYS)],
        "why": "It is one of many.",
        "next_step": "Ring all four before anybody writes another letter.",
        "ask": "Who else knows the family?",
        "barriers": ["relevance"],
    }
