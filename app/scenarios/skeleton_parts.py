"""What a new family is made of before anybody has written it: its people, roles and hour."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleParts:
    """A role to start from; `letters` begin the ids of its facts."""

    id: str
    letters: str
    name: str
    agency: str
    short: str


ROLES: Sequence[RoleParts] = (
    RoleParts(id="school", letters="sc", name="Class teacher", agency="The primary school", short="School"),
    RoleParts(id="youth", letters="yo", name="Youth worker", agency="The youth club", short="Youth club"),
    RoleParts(id="health", letters="he", name="Practice nurse", agency="The health centre", short="Health"),
    RoleParts(id="early-help", letters="eh", name="Family worker", agency="Early help", short="Early help"),
    RoleParts(
        id="housing", letters="ho", name="Housing officer", agency="The housing office", short="Housing"
    ),
    RoleParts(id="police", letters="po", name="Neighbourhood officer", agency="The police", short="Police"),
    RoleParts(id="nursery", letters="nu", name="Nursery worker", agency="The nursery", short="Nursery"),
    RoleParts(id="pantry", letters="pa", name="Volunteer", agency="The food pantry", short="Pantry"),
    RoleParts(id="library", letters="li", name="Librarian", agency="The library", short="Library"),
    RoleParts(id="sports", letters="sp", name="Coach", agency="The sports club", short="Sports club"),
)

_FAMILY = """\
households:
  - id: home
    name: >-
      An address
people:
  - id: mother
    name: First Person
    symbol: circle
    position: {x: 0, y: 0}
    household: home
    born: 1990
    intro: >-
      What everybody knows of the mother.
  - id: father
    name: Second Person
    symbol: square
    position: {x: 2, y: 0}
    household: home
    born: 1989
    intro: >-
      What everybody knows of the father.
  - id: neighbour
    name: Third Person
    symbol: circle
    position: {x: 4, y: 0}
    intro: >-
      What everybody knows of the neighbour.
  - id: child
    name: Fourth Person
    symbol: diamond
    position: {x: 1, y: 1}
    household: home
    born: 2017
    child: true
    index: true
    intro: >-
      What everybody knows of the child.
relations:
  - kind: married
    people: [mother, father]
  - kind: parent
    people: [mother, child]
  - kind: parent
    people: [father, child]
"""

PEOPLE = _FAMILY.splitlines()

_STEPS = (
    ("lobby", "Come in", 0, "Everybody has a seat.", "Welcome. This family is made up."),
    ("welcome", "Welcome", 4, "Everybody knows that they may pass.", "Say how the hour goes."),
    ("read", "Read", 3, "Everybody knows their own facts.", "Read in silence."),
    ("first_read", "First thoughts", 2, "Everybody judges alone.", "Nobody sees what you choose."),
    ("share", "Tell each other", 12, "Facts come to the table.", "Say it first, then tap."),
    ("ask_and_link", "Ask and link", 10, "Facts are joined.", "Ask whoever has said least."),
    ("second_read", "Second thoughts", 2, "Everybody judges again.", "The same two questions."),
    ("reveal", "What lay hidden", 4, "The table sees what was missed.", "Nobody did anything wrong."),
    ("barriers", "What got in the way", 5, "Barriers are named.", "Nobody sees who wrote what."),
    ("vote", "Which ones matter", 3, "Two or three are chosen.", "Three votes each."),
    ("meaning", "So what?", 6, "A rule, or a belief?", "Where is it written down?"),
    (
        "commitments",
        "Now what?",
        6,
        "Each barrier ends in a step.",
        "If this happens, who does what by when?",
    ),
    ("check_out", "Before you go", 3, "Everybody leaves with one thing.", "What will you keep?"),
    ("closed", "Thank you", 0, "The report is ready.", "Thank you."),
)


def _agenda() -> list[str]:
    lines = ["agenda:"]
    for kind, title, minutes, aim, says in _STEPS:
        lines += [f"  - id: {kind.replace('_', '-')}", f"    kind: {kind}", "    title: >-", f"      {title}"]
        lines += [
            f"    minutes: {minutes}",
            "    aim: >-",
            f"      {aim}",
            "    says:",
            "      - >-",
            f"        {says}",
        ]
    return [*lines, ""]


AGENDA = _agenda()
